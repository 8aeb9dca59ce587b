/** The port to a language model, over the OpenAI API. Invariant: only a stream whose model said that it had stopped is a whole answer; the client's
 *  stream just ends where a connection closes or a request is aborted, so an end proves nothing. Fails towards an error. */
import { z } from "zod";
import { AnswerError, ServerError } from "../errors.ts";
import { identityOf, requestBody } from "./dialect.ts";
import { type Endpoint, TIMEOUTS, type Timeouts } from "./endpoint.ts";
import type { Answer, Model } from "./model.ts";
import { quoted } from "./quoted.ts";
import { chooseModel, listModels, llamaProps } from "./served-models.ts";
import { NotOpenAi, type Stage, StreamEnded } from "./server-fault.ts";
import { openTransport } from "./transport.ts";

/** Characters. 4,096 tokens of a long answer are some 20,000: what is far beyond was not written by a model that was told where to stop. */
const LONGEST_ANSWER = 2_000_000;

export interface ModelChoice {
  /** As the server calls it; may be left out where it serves one. */
  readonly model?: string | undefined;
  readonly timeouts?: Timeouts;
}

/** Finds out what a server runs, and how it is spoken to.
 *  @throws ServerError where it does not answer or has no such model, SettingsError where it has several and none was named */
export async function connectModel(
  endpoint: Endpoint,
  { model, timeouts = TIMEOUTS }: ModelChoice,
  signal: AbortSignal,
): Promise<Model> {
  const transport = openTransport(endpoint, timeouts);
  const served = chooseModel(endpoint, await listModels(transport, signal), "chat", model);
  const identity = identityOf(served, await llamaProps(transport, served, signal));
  return {
    identity,
    async answer(request, onProgress, signal) {
      const { body, unsent } = requestBody(identity, served.id, request);
      let received: PartialAnswer = EMPTY;
      return transport.ask(
        { what: "an answer", model: served.id, limit: "answer", stage: () => received.stage },
        async (client, limited) => {
          const { data: stream, response } = await client.chat.completions.create(body, { signal: limited }).withResponse();
          const type = response.headers.get("content-type") ?? "something without a type";
          if (!type.startsWith("text/event-stream")) throw new NotOpenAi(`${type.split(";")[0]} and no stream`);
          for await (const event of stream) {
            const { stage } = received;
            received = withEvent(received, event, endpoint);
            if (received.stage !== stage && received.stage.kind !== "sent") onProgress(received.stage);
          }
          limited.throwIfAborted(); // an aborted stream just ends
          return { ...wholeAnswer(received, endpoint, request.sampling.maxTokens), ...(unsent.length > 0 && { unsent }) };
        },
        signal,
      );
    },
  };
}

/** What we read of an event; servers send much more. */
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
interface PartialAnswer extends Pick<Chunk, "usage" | "timings"> {
  readonly text: string;
  readonly stage: Stage;
  /** The model's own word for why it stopped. */
  readonly finish: string | undefined;
  readonly refusal: string;
}
const EMPTY: PartialAnswer = { text: "", stage: { kind: "sent" }, finish: undefined, refusal: "" };

/** @throws ServerError for an event that the API does not know, or for text after the end */
function withEvent(before: PartialAnswer, event: unknown, endpoint: Endpoint): PartialAnswer {
  const { success, data: chunk } = Chunk.safeParse(event);
  if (!success) throw strangeStream("an event that the API does not know", endpoint);
  const choice = chunk.choices?.find(({ index }) => (index ?? 0) === 0);
  const added = choice?.delta?.content ?? "";
  if (added !== "" && before.finish !== undefined) throw strangeStream("text after the answer's end", endpoint);
  const text = before.text + added;
  if (text.length > LONGEST_ANSWER) throw strangeStream(`more than ${LONGEST_ANSWER} characters`, endpoint);
  // A model that thinks although it was told not to is at work too, and what it thinks is no part of the answer.
  const isWriting = added !== "" || Boolean(choice?.delta?.reasoning_content);
  return {
    text,
    stage: stageAfter(before.stage, chunk, isWriting ? text : undefined),
    finish: choice?.finish_reason ?? before.finish,
    refusal: before.refusal + (choice?.delta?.refusal ?? ""),
    usage: chunk.usage ?? before.usage,
    timings: chunk.timings ?? before.timings,
  };
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
 *  @throws AnswerError where the model was cut, or wrote something else than text: carries what had come
 *  @throws StreamEnded where the stream ended before the model did */
function wholeAnswer(received: PartialAnswer, { shown: at }: Endpoint, maxTokens: number): Answer {
  const { text, finish, refusal, usage, timings } = received;
  const failed = (code: string, fault: string, remedy: string) => new AnswerError({ code, at, fault, remedy, partial: text });
  if (refusal !== "") throw failed("answer-refused", `the model refuses to answer: ${quoted(refusal)}`, "Use another model");
  switch (finish) {
    case "stop":
      return {
        text,
        ...(usage && { promptTokens: usage.prompt_tokens, answerTokens: usage.completion_tokens }),
        ...(timings && { prefillSeconds: timings.prompt_ms / 1000, decodeSeconds: timings.predicted_ms / 1000 }),
      };
    case "length":
      throw failed(
        "answer-cut",
        `the answer was cut: it had reached ${maxTokens} tokens, or the end of the model's context`,
        "Use a model that was trained for reviews, or a server with a larger context",
      );
    case "content_filter":
      throw failed(
        "answer-filtered",
        "the server's content filter cut the answer",
        "Use a server without one, such as bioreview-runner",
      );
    case undefined:
      throw new StreamEnded();
    default:
      throw failed(
        "answer-not-text",
        `the model stopped because of ${quoted(finish)} and not at an answer's end`,
        "Use a model that answers in text",
      );
  }
}

function strangeStream(sent: string, { shown: at }: Endpoint): ServerError {
  const remedy = "Update the server, or use another one";
  return new ServerError({ code: "server-strange-stream", at, fault: `it sent ${sent}`, remedy });
}
