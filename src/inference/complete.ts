/** When a stream was a whole answer. Invariant: only a stream whose model said that it had stopped is one; the client's stream just ends where a
 *  connection closes or a request is aborted, so an end proves nothing. Fails towards an error. */

import { z } from "zod";
import { AnswerError, ServerError } from "../errors.ts";
import type { Context, Stage } from "./exchange.ts";
import type { Answer, Progress } from "./model.ts";
import { quoted } from "./quoted.ts";
import { StreamEnded } from "./server-fault.ts";

/** Characters. 4,096 tokens of a long answer are some 20,000: what is far beyond was not written by a model that was told where to stop. */
const LONGEST_ANSWER = 2_000_000;

/** What we read of a chunk; servers send much more. */
const Chunk = z.object({
  choices: z
    .array(
      z.object({
        index: z.int().optional(),
        delta: z
          .object({ content: z.string().nullish(), refusal: z.string().nullish(), reasoning_content: z.string().nullish() })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z.object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) }).nullish(),
  timings: z.object({ prompt_ms: z.number().min(0), predicted_ms: z.number().min(0) }).nullish(),
  prompt_progress: z.object({ total: z.int().min(0), processed: z.int().min(0) }).nullish(),
  queue: z.object({ place: z.int().min(0) }).nullish(),
});
type Chunk = z.infer<typeof Chunk>;

/** What has come of an answer so far. */
export interface Heard {
  readonly text: string;
  readonly stage: Stage;
  /** The model's own word for why it stopped. */
  readonly finish: string | undefined;
  readonly refusal: string;
  readonly usage: Chunk["usage"];
  readonly timings: Chunk["timings"];
}

export const NOTHING_YET: Heard = {
  text: "",
  stage: { kind: "asked" },
  finish: undefined,
  refusal: "",
  usage: undefined,
  timings: undefined,
};

/** One more event of the stream.
 *  @returns what has been heard with it, and what to tell those who wait
 *  @throws ServerError for an event that the API does not know, or for text after the end */
export function hear(
  heard: Heard,
  event: unknown,
  context: Context,
): { readonly heard: Heard; readonly progress: Progress | undefined } {
  const { success, data: chunk } = Chunk.safeParse(event);
  if (!success) throw strange("an event that the API does not know", context);
  const choice = chunk.choices?.find(({ index }) => (index ?? 0) === 0);
  const piece = choice?.delta?.content ?? "";
  if (piece !== "" && heard.finish !== undefined) throw strange("text after the answer's end", context);
  if (heard.text.length + piece.length > LONGEST_ANSWER) throw strange(`more than ${LONGEST_ANSWER} characters`, context);
  // A model that thinks although it was told not to is at work too, and what it thinks is no part of the answer.
  const written = piece !== "" || Boolean(choice?.delta?.reasoning_content);
  const stage = stageAfter(heard.stage, chunk, written);
  const next: Heard = {
    text: heard.text + piece,
    stage,
    finish: choice?.finish_reason ?? heard.finish,
    refusal: heard.refusal + (choice?.delta?.refusal ?? ""),
    usage: chunk.usage ?? heard.usage,
    timings: chunk.timings ?? heard.timings,
  };
  return { heard: next, progress: stage === heard.stage ? undefined : progressOf(stage, next.text) };
}

function stageAfter(stage: Stage, { queue, prompt_progress: reading }: Chunk, written: boolean): Stage {
  // A piece is what the server sends at once: a token, or a few where a character needs several.
  if (written) return { kind: "writing", tokensWritten: stage.kind === "writing" ? stage.tokensWritten + 1 : 1 };
  if (stage.kind === "writing") return stage;
  if (reading) return { kind: "reading", tokensRead: reading.processed, tokensTotal: reading.total };
  if (queue) return { kind: "waiting", place: queue.place };
  return stage;
}

function progressOf(stage: Stage, text: string): Progress | undefined {
  switch (stage.kind) {
    case "asked":
      return undefined;
    case "waiting":
    case "reading":
      return stage;
    case "writing":
      return { ...stage, text };
  }
}

/** The whole answer, after the stream's end.
 *  @throws AnswerError where the model was cut, or wrote something else than text: carries what had come
 *  @throws StreamEnded where the stream ended before the model did */
export function whole(heard: Heard, { endpoint }: Context, maxTokens: number): Answer {
  const at = endpoint.shown;
  const partial = heard.text;
  if (heard.refusal !== "")
    throw new AnswerError({
      code: "answer-refused",
      at,
      fault: `the model refuses to answer: ${quoted(heard.refusal)}`,
      remedy: "Use another model",
      partial,
    });
  switch (heard.finish) {
    case "stop":
      return answerOf(heard);
    case "length":
      throw new AnswerError({
        code: "answer-cut",
        at,
        fault: `the answer was cut: it had reached ${maxTokens} tokens, or the end of the model's context`,
        remedy: "Use a model that was trained for reviews, or a server with a larger context",
        partial,
      });
    case "content_filter":
      throw new AnswerError({
        code: "answer-filtered",
        at,
        fault: "the server's content filter cut the answer",
        remedy: "Use a server without one, such as bioreview-runner",
        partial,
      });
    case undefined:
      throw new StreamEnded();
    default:
      throw new AnswerError({
        code: "answer-not-text",
        at,
        fault: `the model stopped because of ${quoted(heard.finish)} and not at an answer's end`,
        remedy: "Use a model that answers in text",
        partial,
      });
  }
}

function answerOf({ text, usage, timings }: Heard): Answer {
  return {
    text,
    ...(usage && { promptTokens: usage.prompt_tokens, answerTokens: usage.completion_tokens }),
    ...(timings && { prefillSeconds: timings.prompt_ms / 1000, decodeSeconds: timings.predicted_ms / 1000 }),
  };
}

function strange(what: string, { endpoint }: Context): ServerError {
  return new ServerError({
    code: "server-strange-stream",
    at: endpoint.shown,
    fault: `it sent ${what}`,
    remedy: "Update the server, or use another one",
  });
}
