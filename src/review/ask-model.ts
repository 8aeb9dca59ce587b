/** One model's concerns about a paper. Invariant: they come from an answer that was whole; a cut or unparsable one is asked for once more with
 *  another seed, and a second is an error. */
import type { Profile } from "../../profiles/profile.ts";
import type { Concern } from "../concern.ts";
import { AnswerError } from "../errors.ts";
import type { Answer, AnswerRequest, Model, Progress } from "../inference/index.ts";
import { answerShape } from "./answer-grammar.ts";
import { ConcernStream } from "./concern-stream.ts";
import { parseAnswer } from "./parse-answer.ts";
import type { Prompt } from "./prompt.ts";
import { excerpt, type Repair } from "./repairs.ts";
import { seedOf } from "./seed.ts";

export type ReviewProfile = Pick<Profile, "name" | "prompt" | "sampling" | "answer" | "duplicateCosine" | "cap" | "unionCosine">;

/** What happens while a model is asked. `model` is its id. */
export type AskProgress =
  | { readonly stage: "waiting"; readonly model: string; readonly place: number }
  | { readonly stage: "reading"; readonly model: string; readonly tokensRead: number; readonly tokensTotal: number }
  | { readonly stage: "writing"; readonly model: string; readonly tokensWritten: number }
  /** As it appears: of an answer that may yet fail, before duplicates are dropped. */
  | { readonly stage: "concern"; readonly model: string; readonly concern: Concern }
  /** What was shown of this model so far is void. */
  | { readonly stage: "retry"; readonly model: string; readonly because: string };

export interface Attempt {
  readonly seed: number;
  /** Why it was no review; absent for the one that was used. */
  readonly failed?: string;
  /** As the server counted; absent where it does not say, or the attempt failed before it could. */
  readonly promptTokens?: number;
  readonly answerTokens?: number;
}
export interface AttemptTiming {
  /** Seconds of prefill and decoding, where the server says. */
  readonly prefillSeconds?: number;
  readonly decodeSeconds?: number;
  /** Seconds from the question to the end of the answer, waiting in line included. */
  readonly seconds: number;
}
export interface AskResult {
  readonly concerns: readonly Concern[];
  readonly repairs: readonly Repair[];
  readonly attempts: readonly Attempt[];
  readonly timings: readonly AttemptTiming[];
  /** What the server could not be told, such as `repetition penalty 1.05`. */
  readonly unsent: readonly string[];
}

/** @param seed of the first attempt, where the user names one; the second takes the next number
 *  @param now milliseconds of a clock that never goes back
 *  @throws AnswerError where the second answer is no review either
 *  @throws ServerError, InterruptedError as the model does */
export async function askModel(
  model: Model,
  prompt: Prompt,
  profile: ReviewProfile,
  seed: number | undefined,
  onProgress: (progress: AskProgress) => void,
  now: () => number,
  signal: AbortSignal,
): Promise<AskResult> {
  const attempts: Attempt[] = [];
  const timings: AttemptTiming[] = [];
  for (const attempt of [0, 1]) {
    const ofAttempt =
      seed === undefined ? seedOf(prompt.user, profile.name, model.identity, attempt) : (seed + attempt) % 2 ** 31;
    const question: AnswerRequest = {
      system: prompt.system,
      user: prompt.user,
      sampling: { ...profile.sampling, seed: ofAttempt },
      shape: answerShape(model.identity.server, profile.answer),
    };
    const begun = now();
    const outcome = await answered(model, question, onProgress, signal);
    const { prefillSeconds, decodeSeconds, promptTokens, answerTokens, unsent = [] } = outcome.answer ?? {};
    timings.push({ ...defined({ prefillSeconds, decodeSeconds }), seconds: (now() - begun) / 1000 });
    const counted = { seed: ofAttempt, ...defined({ promptTokens, answerTokens }) };
    if (outcome.kind === "whole") {
      const { concerns, repairs } = outcome;
      return { concerns, repairs, attempts: [...attempts, counted], timings, unsent };
    }
    attempts.push({ ...counted, failed: outcome.why });
    if (attempt === 1) throw twice(model, attempts, outcome);
    onProgress({ stage: "retry", model: model.identity.id, because: outcome.why });
  }
  throw new Error("unreachable: the second attempt returns or throws");
}

type Outcome =
  | {
      readonly kind: "whole";
      readonly answer: Answer;
      readonly concerns: readonly Concern[];
      readonly repairs: readonly Repair[];
    }
  | { readonly kind: "failed"; readonly answer?: Answer; readonly why: string; readonly code: string; readonly text: string };

async function answered(
  model: Model,
  question: AnswerRequest,
  onProgress: (progress: AskProgress) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  const told = teller(model.identity.id, onProgress);
  try {
    const answer = await model.answer(question, told, signal);
    const parsed = parseAnswer(answer.text);
    const { text } = answer;
    if (parsed.kind === "unparsable") return { kind: "failed", answer, why: parsed.why, code: "answer-unparsable", text };
    if (parsed.cut) return { kind: "failed", answer, why: "it breaks off inside a concern", code: "answer-cut", text };
    return { kind: "whole", answer, concerns: parsed.concerns, repairs: parsed.repairs };
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    const why =
      error.code === "answer-cut"
        ? `it was cut at ${question.sampling.maxTokens} tokens or the end of the context`
        : error.message;
    return { kind: "failed", why, code: error.code, text: error.partial ?? "" };
  }
}

function teller(model: string, onProgress: (progress: AskProgress) => void): (progress: Progress) => void {
  const stream = new ConcernStream();
  return (progress) => {
    switch (progress.kind) {
      case "waiting":
        return onProgress({ stage: "waiting", model, place: progress.place });
      case "reading":
        return onProgress({ stage: "reading", model, tokensRead: progress.tokensRead, tokensTotal: progress.tokensTotal });
      case "writing":
        onProgress({ stage: "writing", model, tokensWritten: progress.tokensWritten });
        for (const concern of stream.read(progress.text)) onProgress({ stage: "concern", model, concern });
    }
  };
}

function twice(model: Model, attempts: readonly Attempt[], { code, text }: { code: string; text: string }): AnswerError {
  const [first, second] = attempts.map(({ failed }) => failed);
  const began = text === "" ? "it was empty" : `it began: "${excerpt(text)}"`;
  return new AnswerError({
    code,
    at: model.identity.id,
    fault: `two answers were no review (${first === second ? `both: ${first}` : `first: ${first}; second: ${second}`}), and nothing of them is used; of the second ${began}`,
    remedy: "Try another seed, a larger limit of answer tokens, or a model that was trained for reviews",
    partial: text,
  });
}

/** Without the keys whose value is undefined. */
function defined<T extends Readonly<Record<string, number | undefined>>>(values: T): { [K in keyof T]?: number } {
  const result: { [K in keyof T]?: number } = {};
  for (const key in values) {
    const value = values[key];
    if (value !== undefined) result[key] = value;
  }
  return result;
}
