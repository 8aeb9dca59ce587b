/** One chat request from its turn in the line to its last byte, streamed or whole.
 *  Invariant: whatever can be refused is refused before the first byte; after it a failure is an event, and no `[DONE]` follows. */

import type { ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";
import { ApiError, asApiError, type ChatRequest } from "../api.ts";
import type { Chat, Finished, Prepared } from "../chat/chat-model.ts";
import { QueueFullError } from "./request-queue.ts";
import { clientGone, type ServerOptions } from "./state.ts";

export async function answerChat(chat: Chat, body: ChatRequest, reply: FastifyReply, options: ServerOptions): Promise<void> {
  const signal = AbortSignal.any([options.end, clientGone(reply)]);
  const prepared = await chat.prepare(body);
  const heading = { id: `chatcmpl-${options.newId()}`, created: options.clock(), model: chat.identity.id };
  if (body.stream) await streamed(prepared, body, heading, reply, options, signal);
  else await whole(prepared, heading, reply, options, signal);
}

interface Heading {
  readonly id: string;
  readonly created: number;
  readonly model: string;
}

async function whole(
  prepared: Prepared,
  heading: Heading,
  reply: FastifyReply,
  { queue, end }: ServerOptions,
  signal: AbortSignal,
): Promise<void> {
  let content = "";
  const on = {
    progress: () => {},
    text: (text: string) => {
      content += text;
    },
  };
  let finished: Finished;
  try {
    finished = await queue.run(
      () => prepared.run(on, signal),
      () => {},
      signal,
    );
  } catch (error) {
    throw refusal(error, end);
  }
  await reply.send({
    ...heading,
    object: "chat.completion",
    choices: [
      { index: 0, message: { role: "assistant", content, refusal: null }, finish_reason: finished.reason, logprobs: null },
    ],
    usage: usageOf(finished),
    timings: timingsOf(finished),
  });
}

async function streamed(
  prepared: Prepared,
  body: ChatRequest,
  heading: Heading,
  reply: FastifyReply,
  { queue, end, log }: ServerOptions,
  signal: AbortSignal,
): Promise<void> {
  let stream: EventStream | undefined;
  /** Opened late: a full line is still an HTTP status. */
  const open = (): EventStream => {
    if (stream === undefined) {
      reply.hijack();
      stream = new EventStream(reply.raw);
      chunk([{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }]);
    }
    return stream;
  };
  const chunk = (choices: readonly object[], more: object = {}) =>
    open().send({ ...heading, object: "chat.completion.chunk", choices, ...more });
  const on = {
    progress: ({ total, processed, milliseconds }: { total: number; processed: number; milliseconds: number }) => {
      if (body.return_progress) chunk([], { prompt_progress: { total, cache: 0, processed, time_ms: Math.round(milliseconds) } });
    },
    text: (text: string) => chunk([{ index: 0, delta: { content: text }, finish_reason: null }]),
  };
  const onPlace = (place: number) => {
    if (body.return_progress) chunk([], { queue: { place } });
    else open();
  };
  try {
    const finished = await queue.run(
      () => {
        open();
        return prepared.run(on, signal);
      },
      onPlace,
      signal,
    );
    chunk([{ index: 0, delta: {}, finish_reason: finished.reason }]);
    chunk([], { timings: timingsOf(finished), ...(body.stream_options?.include_usage ? { usage: usageOf(finished) } : {}) });
    open().done();
  } catch (error) {
    const told = refusal(error, end);
    if (stream === undefined) throw told;
    if (told.status === 500 && !signal.aborted) log(`request failed: ${error instanceof Error ? error.stack : String(error)}`);
    stream.fail(told.body());
  }
}

/** What a client is told of a failure. One that went away hears nothing, so it does not matter what. */
function refusal(error: unknown, end: AbortSignal): ApiError {
  if (error instanceof QueueFullError) return new ApiError("queue_full", "too many requests wait; ask again later");
  if (end.aborted) return new ApiError("stopping", "the server was stopped before the answer was whole");
  return asApiError(error);
}

function usageOf({ promptTokens, answerTokens }: Finished) {
  return { prompt_tokens: promptTokens, completion_tokens: answerTokens, total_tokens: promptTokens + answerTokens };
}

function timingsOf({ promptTokens, promptMilliseconds, answerTokens, answerMilliseconds }: Finished) {
  return { prompt_n: promptTokens, prompt_ms: promptMilliseconds, predicted_n: answerTokens, predicted_ms: answerMilliseconds };
}

/** Milliseconds between signs of life while nothing else is sent: clients and proxies give up on silent connections. */
const SIGN_OF_LIFE = 15_000;

class EventStream {
  readonly #raw: ServerResponse;
  readonly #alive: NodeJS.Timeout;

  constructor(raw: ServerResponse) {
    this.#raw = raw;
    raw.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" });
    raw.flushHeaders();
    this.#alive = setInterval(() => raw.write(": waiting\n\n"), SIGN_OF_LIFE);
    raw.once("close", () => clearInterval(this.#alive));
  }

  send(data: object): void {
    this.#raw.write(`data: ${JSON.stringify(data)}\n\n`);
  }
  /** The end of a whole answer. */
  done(): void {
    this.#close("data: [DONE]\n\n");
  }
  /** The end of a failed one. */
  fail(data: object): void {
    this.#close(`data: ${JSON.stringify(data)}\n\n`);
  }
  #close(last: string): void {
    clearInterval(this.#alive);
    this.#raw.end(last);
  }
}
