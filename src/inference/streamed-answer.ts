/** An answer as it comes, put together from the events of a stream. Invariant: only a stream whose model said that it had stopped is a whole
 *  answer; the client's stream just ends where a connection closes or a request is aborted, so an end proves nothing. Fails towards an error. */
import { z } from "zod";
import { AnswerError, ServerError } from "../errors.ts";
import { StreamEnded } from "./connection-fault.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Answer, Progress, WrittenToken } from "./model.ts";
import { quoted } from "./quoted.ts";
import type { Stage } from "./request-fault.ts";
import { throwErrorIn } from "./server-fault.ts";

/** Characters. 4,096 tokens of a long answer are some 20,000: what is far beyond was not written by a model that was told where to stop. */
const LONGEST_ANSWER = 2_000_000;

/** Whether a server said something new. One that waits in a line may say the same place again and again; one that reads, reads on. */
export function isNews(before: Stage, after: Stage): after is Progress {
  if (after === before || after.kind === "sent") return false;
  return after.kind !== "reading" || before.kind !== "reading" || after.tokensRead > before.tokensRead;
}

/** Beside the answer: what a server gets wrong there spoils no answer. */
const aside = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(undefined);
const text = z.string().nullish();

/** Natural logarithm: of 0, some write -9999 and some null; of 1, rounding may give a little more than 0. */
const logProbability = z
  .number()
  .max(0.01)
  .nullable()
  .transform((logarithm) => (logarithm === null ? 0 : Math.min(1, Math.exp(logarithm))));
const tokenProbability = { token: z.string(), logprob: logProbability };

/** What we read of an event; servers send much more. */
const Chunk = z.object({
  choices: z
    .array(
      z.object({
        index: z.int().optional(),
        delta: z
          .object({
            content: text,
            refusal: text,
            // What a model thinks: vLLM's first name for it, which others took, and its present one.
            reasoning_content: text,
            reasoning: text,
            tool_calls: z.array(z.unknown()).nullish(),
            function_call: z.unknown().optional(),
          })
          .nullish(),
        logprobs: aside(
          z.object({
            content: z.array(z.object({ ...tokenProbability, top_logprobs: z.array(z.object(tokenProbability)).nullish() })),
          }),
        ),
        // Of answers that are no streams of a chat.
        message: z.undefined().optional(),
        text: z.undefined().optional(),
        // Some servers write "" until they know.
        finish_reason: text.transform((reason) => reason || undefined).optional(),
      }),
    )
    .nullish(),
  usage: aside(
    z.object({
      prompt_tokens: z.int().min(0),
      completion_tokens: z.int().min(0),
      prompt_tokens_details: aside(z.object({ cached_tokens: z.int().min(0) })),
    }),
  ),
  timings: aside(z.object({ prompt_ms: z.number().min(0), predicted_ms: z.number().min(0) })),
  prompt_progress: aside(z.object({ total: z.int().min(0), processed: z.int().min(0) })),
  queue: aside(z.object({ place: z.int().min(0) })),
});
type Chunk = z.infer<typeof Chunk>;

/** What has come of an answer so far. */
export interface PartialAnswer extends Pick<Chunk, "usage" | "timings"> {
  readonly text: string;
  readonly stage: Stage;
  /** The model's own word for why it stopped. */
  readonly finish: string | undefined;
  readonly refusal: string;
  readonly callsTool: boolean;
  readonly thought: boolean;
  /** As far as the server tells them. */
  readonly tokens: readonly WrittenToken[];
}
export const EMPTY: PartialAnswer = {
  text: "",
  stage: { kind: "sent" },
  finish: undefined,
  refusal: "",
  callsTool: false,
  thought: false,
  tokens: [],
};

/** @throws ServerError for an event that the API does not know, for text after the end, or for two ends; APIError for an error among the events */
export function withEvent(before: PartialAnswer, event: unknown, endpoint: Endpoint): PartialAnswer {
  throwErrorIn(event);
  const { success, data: chunk } = Chunk.safeParse(event);
  if (!success) throw strangeStream("an event that the API does not know", endpoint);
  const choice = chunk.choices?.find(({ index }) => (index ?? 0) === 0);
  const { content, reasoning, reasoning_content, refusal, tool_calls, function_call } = choice?.delta ?? {};
  const added = content ?? "";
  const { finish } = before;
  if (added !== "" && finish !== undefined) throw strangeStream("text after the answer's end", endpoint);
  const next = choice?.finish_reason ?? finish;
  if (finish !== undefined && next !== finish)
    throw strangeStream(`two ends of one answer, ${quoted(finish)} and ${quoted(next ?? "")}`, endpoint);
  const text = before.text + added;
  if (text.length > LONGEST_ANSWER) throw strangeStream(`more than ${LONGEST_ANSWER} characters`, endpoint);
  // A model that thinks although it was told not to is at work too, and what it thinks is no part of the answer.
  const isThinking = Boolean(reasoning || reasoning_content);
  return {
    text,
    stage: stageAfter(before.stage, chunk, added !== "" || isThinking ? text : undefined),
    finish: next,
    refusal: before.refusal + (refusal ?? ""),
    callsTool: before.callsTool || Boolean(tool_calls?.length) || Boolean(function_call),
    thought: before.thought || isThinking,
    tokens: [...before.tokens, ...writtenTokens(choice?.logprobs?.content ?? [])],
    usage: chunk.usage ?? before.usage,
    timings: chunk.timings ?? before.timings,
  };
}

type ToldTokens = NonNullable<NonNullable<NonNullable<Chunk["choices"]>[number]["logprobs"]>["content"]>;

function writtenTokens(told: ToldTokens): readonly WrittenToken[] {
  return told.map(({ token, logprob, top_logprobs }) => ({
    text: token,
    probability: logprob,
    likeliest: (top_logprobs ?? []).map(({ token, logprob }) => ({ text: token, probability: logprob })),
  }));
}

/** @returns the tokens that wrote a text, without those around it that are told too: llama.cpp's server tells one before its first word that is in no text,
 *  vLLM that which ended the answer; undefined where they are not those of this text */
export function tokensOf(text: string, tokens: readonly WrittenToken[]): readonly WrittenToken[] | undefined {
  for (const first of tokens.keys()) {
    let written = "";
    for (let end = first; written.length < text.length && text.startsWith(written) && end < tokens.length; end++) {
      written += tokens[end]?.text ?? "";
      if (written === text) return tokens.slice(first, end + 1);
    }
  }
  return undefined;
}

/** @param text of the answer, where this chunk wrote */
function stageAfter(stage: Stage, { queue, prompt_progress: reading }: Chunk, text: string | undefined): Stage {
  const tokensWritten = stage.kind === "writing" ? stage.tokensWritten : 0;
  // A chunk holds what the server sends at once: a token, or a few where a character needs several.
  if (text !== undefined) return { kind: "writing", text, tokensWritten: tokensWritten + 1 };
  if (stage.kind === "writing") return stage;
  if (reading) return { kind: "reading", tokensRead: reading.processed, tokensTotal: reading.total };
  if (queue) return { kind: "waiting", place: queue.place };
  return stage;
}

/** The answer, after the stream's end.
 *  @param maxTokens that were asked for; undefined where the context is the only limit
 *  @throws AnswerError where the model was cut, or wrote something else than text: carries what had come
 *  @throws ServerError where the server gave up, StreamEnded where the stream ended before the model did */
export function wholeAnswer(received: PartialAnswer, { shown: at }: Endpoint, maxTokens: number | undefined): Answer {
  const { text, finish, refusal, callsTool, thought, usage, timings } = received;
  const failed = (code: string, fault: string, remedy: string) => new AnswerError({ code, at, fault, remedy, partial: text });
  const noText = (fault: string) => failed("answer-not-text", fault, "Use a model that answers in text");
  if (refusal !== "") throw failed("answer-refused", `the model refuses to answer: ${quoted(refusal)}`, "Use another model");
  switch (finish) {
    case "stop":
      if (callsTool) throw noText("the model calls a tool, and none was offered to it");
      if (text.trim() === "")
        throw failed(
          "answer-empty",
          thought ? "the model only thought, and answered nothing" : "the model stopped without a word",
          thought ? "Start the server with thinking off, or use a model that does not think" : "Use another model",
        );
      return {
        text,
        ...(usage && { promptTokens: usage.prompt_tokens, answerTokens: usage.completion_tokens }),
        ...(usage?.prompt_tokens_details && { cachedTokens: usage.prompt_tokens_details.cached_tokens }),
        ...(timings && { prefillSeconds: timings.prompt_ms / 1000, decodeSeconds: timings.predicted_ms / 1000 }),
      };
    case "length":
      throw failed(
        "answer-cut",
        maxTokens === undefined
          ? "the answer was cut at the end of the model's context, in which the prompt leaves little room"
          : `the answer was cut: it had reached ${maxTokens} tokens, or the end of the model's context`,
        maxTokens === undefined
          ? "Start the server with a larger context, or give the prompt a smaller --budget"
          : "Use a model that was trained for reviews, or a server with a larger context",
      );
    case "content_filter":
      throw failed(
        "answer-filtered",
        "the server's content filter cut the answer",
        "Use a server without one, such as bioreview-runner",
      );
    case undefined:
      throw new StreamEnded();
    case "tool_calls":
    case "function_call":
      throw noText("the model calls a tool, and none was offered to it");
    default:
      // Such as vLLM's "abort".
      throw new ServerError({
        code: "answer-given-up",
        at,
        fault: `the answer ended because of ${quoted(finish)} and not where the model stops`,
        remedy: "Look into the server's log, then try again",
      });
  }
}

function strangeStream(sent: string, { shown: at }: Endpoint): ServerError {
  const remedy = "Update the server, or use another one";
  return new ServerError({ code: "server-strange-stream", at, fault: `it sent ${sent}`, remedy });
}
