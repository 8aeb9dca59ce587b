/** One chat request from its turn in the line to its last byte, streamed or whole.
 *  Invariant: whatever can be refused is refused before the first byte; after it a failure is an event, and no `[DONE]` follows. */

import type { ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";
import { ApiError, asApiError, type ChatRequest } from "../api.ts";
import type { Chat, ChatResult, PreparedRequest } from "../chat/chat-model.ts";
import { QueueFullError } from "./request-queue.ts";
import { clientGone, type ServerOptions } from "./state.ts";

export async function answerChat(chat: Chat, body: ChatRequest, reply: FastifyReply, options: ServerOptions): Promise<void> {
  const signal = AbortSignal.any([options.end, clientGone(reply)]);
  const prepared = await chat.prepare(body);
  const head = { id: `chatcmpl-${options.newId()}`, created: options.clock(), model: chat.identity.id };
  if (body.stream) await sendStream(prepared, body, head, reply, options, signal);
  else await sendWhole(prepared, head, reply, options, signal);
}

interface ChatHead {
  readonly id: string;
  readonly created: number;
  readonly model: string;
}

async function sendWhole(
  prepared: PreparedRequest,
  head: ChatHead,
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
  let finished: ChatResult;
  try {
    finished = await queue.run(
      () => prepared.run(on, signal),
      () => {},
      signal,
    );
  } catch (error) {
    throw chatError(error, end);
  }
  await reply.send({
    ...head,
    object: "chat.completion",
    choices: [
      { index: 0, message: { role: "assistant", content, refusal: null }, finish_reason: finished.reason, logprobs: null },
    ],
    usage: usageOf(finished),
    timings: timingsOf(finished),
  });
}

async function sendStream(
  prepared: PreparedRequest,
  body: ChatRequest,
  head: ChatHead,
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
    open().send({ ...head, object: "chat.completion.chunk", choices, ...more });
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
    const apiError = chatError(error, end);
    if (stream === undefined) throw apiError;
    if (apiError.status === 500 && !signal.aborted)
      log(`request failed: ${error instanceof Error ? error.stack : String(error)}`);
    stream.fail(apiError.body());
  }
}

/** What a client is apiError of a failure. One that went away hears nothing, so it does not matter what. */
function chatError(error: unknown, end: AbortSignal): ApiError {
  if (error instanceof QueueFullError) return new ApiError("queue_full", "too many requests wait; ask again later");
  if (end.aborted) return new ApiError("stopping", "the server was stopped before the answer was whole");
  return asApiError(error);
}

function usageOf({ promptTokens, answerTokens }: ChatResult) {
  return { prompt_tokens: promptTokens, completion_tokens: answerTokens, total_tokens: promptTokens + answerTokens };
}

function timingsOf({ promptTokens, promptMilliseconds, answerTokens, answerMilliseconds }: ChatResult) {
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
