/** One model's concerns about a paper. Invariant: they come from answers that were whole; a cut or unparsable one is asked for once more with
 *  another seed, and a second is an error, of whichever question: never fewer concerns in silence. */
import { hash } from "node:crypto";
import type { Profile } from "../../profiles/profile.ts";
import type { Concern } from "../concern.ts";
import { AnswerError } from "../errors.ts";
import type { Answer, AnswerRequest, Model, ModelIdentity, Progress } from "../inference/index.ts";
import type { ConcernStream } from "./answer/parse-answer.ts";
import { excerpt, mergeRepairs, type Repair } from "./answer/parse-concern.ts";
import type { Question } from "./prompt/questions.ts";
import type { Attempt, AttemptTiming } from "./result-schema.ts";

export type ReviewProfile = Pick<Profile, "name" | "prompt" | "sampling" | "answer" | "duplicateCosine" | "cap" | "unionCosine">;

/** What happens while a model is asked. `model` is its id. */
export type AskProgress =
  /** One of several questions about the paper begins. */
  | { readonly stage: "question"; readonly model: string; readonly question: number; readonly questions: number }
  | { readonly stage: "waiting"; readonly model: string; readonly place: number }
  | { readonly stage: "reading"; readonly model: string; readonly tokensRead: number; readonly tokensTotal: number }
  | { readonly stage: "writing"; readonly model: string; readonly tokensWritten: number }
  /** As it appears: of an answer that may yet fail, before duplicates are dropped. */
  | { readonly stage: "concern"; readonly model: string; readonly concern: Concern }
  /** What was shown of this model so far is void. */
  | { readonly stage: "retry"; readonly model: string; readonly because: string };

export interface AskResult {
  readonly concerns: readonly Concern[];
  readonly repairs: readonly Repair[];
  readonly attempts: readonly Attempt[];
  readonly timings: readonly AttemptTiming[];
  /** Settings that this kind of server does not take, such as `repetition penalty 1.05`. */
  readonly unsupportedSettings: readonly string[];
}

interface AskRequest {
  readonly system: string;
  readonly questions: readonly Question[];
  readonly profile: ReviewProfile;
  /** Of the first attempt, where the user names one; the second takes the next number. */
  readonly seed: number | undefined;
}

/** Asks each question, a second time where the answer is no review.
 *  @param now milliseconds of a clock that never goes back
 *  @throws AnswerError where the second answer is no review either
 *  @throws ServerError, InterruptedError as the model does */
export async function askModel(
  model: Model,
  { system, questions, profile, seed }: AskRequest,
  { onProgress, now }: { readonly onProgress: (progress: AskProgress) => void; readonly now: () => number },
  signal: AbortSignal,
): Promise<AskResult> {
  const attempts: Attempt[] = [];
  const timings: AttemptTiming[] = [];
  const tryOnce = async (question: Question, attempt: number) => {
    const { user, shape } = question;
    const seedOfAttempt =
      seed === undefined ? deriveSeed(user, profile.name, model.identity, attempt) : (seed + attempt) % 2 ** 31;
    const request: AnswerRequest = {
      system,
      user,
      sampling: { ...profile.sampling, seed: seedOfAttempt },
      shape: shape(model.identity.server),
    };
    const begun = now();
    const outcome = await requestAnswer(model, request, question, onProgress, signal);
    const { prefillSeconds, decodeSeconds, promptTokens, cachedTokens, answerTokens } = outcome.answer ?? {};
    timings.push({ ...defined({ prefillSeconds, decodeSeconds }), seconds: (now() - begun) / 1000 });
    const failed = outcome.kind === "failed" ? { failed: outcome.why } : {};
    attempts.push({ seed: request.sampling.seed, ...failed, ...defined({ promptTokens, cachedTokens, answerTokens }) });
    return outcome;
  };
  const answered: (Outcome & { readonly kind: "whole" })[] = [];
  for (const [k, question] of questions.entries()) {
    if (questions.length > 1)
      onProgress({ stage: "question", model: model.identity.id, question: k + 1, questions: questions.length });
    let outcome = await tryOnce(question, 0);
    if (outcome.kind === "failed") {
      onProgress({ stage: "retry", model: model.identity.id, because: outcome.why });
      outcome = await tryOnce(question, 1);
    }
    if (outcome.kind === "failed")
      throw bothFailed(
        model,
        attempts.slice(-2),
        outcome,
        questions.length > 1 ? ` to question ${k + 1} of ${questions.length}` : "",
      );
    answered.push(outcome);
  }
  return {
    concerns: answered.flatMap(({ concerns }) => concerns),
    repairs: mergeRepairs(answered.flatMap(({ repairs }) => repairs)),
    attempts,
    timings,
    unsupportedSettings: [...new Set(answered.flatMap(({ answer }) => answer.unsent ?? []))],
  };
}

/** The same paper, profile and model on the same machine say the same.
 *  @param attempt 0, then 1 for the one repetition: another seed, because the same would say the same
 *  @returns a whole number from 0 to 2^31 - 1, which every server takes (llama.cpp reads 2^32 - 1 as "random") */
function deriveSeed(user: string, profile: string, { id, sha256 }: ModelIdentity, attempt: number): number {
  const digest = hash("sha256", JSON.stringify([user, profile, sha256 ?? id, attempt]));
  return Number.parseInt(digest.slice(0, 8), 16) & 0x7fffffff;
}

type Outcome =
  | {
      readonly kind: "whole";
      readonly answer: Answer;
      readonly concerns: readonly Concern[];
      readonly repairs: readonly Repair[];
    }
  | { readonly kind: "failed"; readonly answer?: Answer; readonly why: string; readonly code: string; readonly text: string };

async function requestAnswer(
  model: Model,
  request: AnswerRequest,
  { parse, stream }: Question,
  onProgress: (progress: AskProgress) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const { id } = model.identity;
    const answer = await model.answer(request, progressReporter(id, stream?.(), onProgress), signal);
    const parsed = parse(answer.text);
    const { text } = answer;
    if (parsed.kind === "unparsable") return { kind: "failed", answer, why: parsed.why, code: "answer-unparsable", text };
    if (parsed.cut) return { kind: "failed", answer, why: "it breaks off inside a concern", code: "answer-cut", text };
    if (stream === undefined) for (const concern of parsed.concerns) onProgress({ stage: "concern", model: id, concern });
    return { kind: "whole", answer, concerns: parsed.concerns, repairs: parsed.repairs };
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    const why =
      error.code === "answer-cut"
        ? `it was cut at ${request.sampling.maxTokens} tokens or the end of the context`
        : error.message;
    return { kind: "failed", why, code: error.code, text: error.partial ?? "" };
  }
}

function progressReporter(
  model: string,
  stream: ConcernStream | undefined,
  onProgress: (progress: AskProgress) => void,
): (progress: Progress) => void {
  return (progress) => {
    switch (progress.kind) {
      case "waiting":
        return onProgress({ stage: "waiting", model, place: progress.place });
      case "reading":
        return onProgress({ stage: "reading", model, tokensRead: progress.tokensRead, tokensTotal: progress.tokensTotal });
      case "writing":
        onProgress({ stage: "writing", model, tokensWritten: progress.tokensWritten });
        for (const concern of stream?.read(progress.text) ?? []) onProgress({ stage: "concern", model, concern });
    }
  };
}

function bothFailed(
  model: Model,
  attempts: readonly Attempt[],
  { code, text }: { code: string; text: string },
  which: string,
): AnswerError {
  const [first, second] = attempts.map(({ failed }) => failed);
  const began = text === "" ? "it was empty" : `it began: "${excerpt(text)}"`;
  return new AnswerError({
    code,
    at: model.identity.id,
    fault: `two answers${which} were no review (${first === second ? `both: ${first}` : `first: ${first}; second: ${second}`}), and nothing of them is used; of the second ${began}`,
    remedy: "Try another seed, a larger limit of answer tokens, or a model that was trained for reviews",
    partial: text,
  });
}

/** Without the keys whose value is undefined. */
function defined<K extends string>(values: Readonly<Record<K, number | undefined>>): { [Key in K]?: number } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [Key in K]?: number };
}
