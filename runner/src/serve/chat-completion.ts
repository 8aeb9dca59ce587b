/** One request for an answer from its turn in the line to its last byte, streamed or whole, in the shape of a chat or of OpenAI's older completions.
 *  Invariant: whatever can be refused is refused before the first byte; after it a failure is an event, and no `[DONE]` follows. No event has an
 *  empty `choices` but the one with the usage that a client asks for: the usual loop over a stream reads `choices[0]`. */

import type { ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";
import { ApiError, asApiError, type ChatRequest, type CompletionRequest } from "../api.ts";
import type { Chat, ChatResult, PrefillProgress, PreparedRequest, TokenProbability, WrittenToken } from "../chat/chat-model.ts";
import { QueueFullError } from "./request-queue.ts";
import { clientGone, type ServerOptions } from "./state.ts";

/** What the two forms of an answer call the same things. */
interface Form {
  readonly id: string;
  readonly object: string;
  readonly chunk: string;
  /** What opens a stream. */
  readonly opening: object | undefined;
  /** A choice of a whole answer, and one of a stream, less its index and the reason for its end. */
  whole(text: string, tokens: readonly WrittenToken[] | undefined): object;
  piece(text: string, tokens: readonly WrittenToken[] | undefined): object;
  readonly ending: object;
}

const CHAT: Form = {
  id: "chatcmpl",
  object: "chat.completion",
  chunk: "chat.completion.chunk",
  opening: { delta: { role: "assistant", content: "" } },
  whole: (content, tokens) => ({ message: { role: "assistant", content, refusal: null }, logprobs: logprobsOf(tokens) }),
  piece: (content, tokens) => ({ delta: { content }, ...(tokens && { logprobs: logprobsOf(tokens) }) }),
  ending: { delta: {} },
};
const COMPLETION: Form = {
  id: "cmpl",
  object: "text_completion",
  chunk: "text_completion",
  opening: undefined,
  whole: (text) => ({ text, logprobs: null }),
  piece: (text) => ({ text, logprobs: null }),
  ending: { text: "", logprobs: null },
};

/** What every request for an answer is answered with. */
interface Answering {
  readonly prepared: PreparedRequest;
  readonly body: ChatRequest | CompletionRequest;
  readonly form: Form;
  readonly head: { readonly id: string; readonly created: number; readonly model: string };
  readonly reply: FastifyReply;
  readonly signal: AbortSignal;
}

export async function answer(
  chat: Chat,
  body: ChatRequest | CompletionRequest,
  reply: FastifyReply,
  options: ServerOptions,
): Promise<void> {
  const signal = AbortSignal.any([options.end, clientGone(reply)]);
  const prepared = await chat.prepare(body);
  const form = "messages" in body ? CHAT : COMPLETION;
  const head = { id: `${form.id}-${options.newId()}`, created: options.clock(), model: chat.identity.id };
  const answering = { prepared, body, form, head, reply, signal };
  await (body.stream ? sendStream(answering, options) : sendWhole(answering, options));
}

async function sendWhole({ prepared, body, form, head, reply, signal }: Answering, { queue, end }: ServerOptions): Promise<void> {
  let content = "";
  const written: WrittenToken[] = [];
  const on = {
    progress: () => {},
    text: (text: string, tokens: readonly WrittenToken[]) => {
      content += text;
      written.push(...tokens);
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
    object: form.object,
    choices: [{ index: 0, ...form.whole(content, body.logprobs ? written : undefined), finish_reason: finished.reason }],
    usage: usageOf(finished),
    timings: timingsOf(finished),
  });
}

async function sendStream(
  { prepared, body, form, head, reply, signal }: Answering,
  { queue, end, log }: ServerOptions,
): Promise<void> {
  let stream: EventStream | undefined;
  /** Opened late: a full line is still an HTTP status. */
  const open = (): EventStream => {
    if (stream === undefined) {
      reply.hijack();
      stream = new EventStream(reply.raw);
      if (form.opening !== undefined) chunk(form.opening);
    }
    return stream;
  };
  const send = (choices: readonly object[], more: object) => open().send({ ...head, object: form.chunk, choices, ...more });
  const chunk = (choice: object, more: object = {}, reason: ChatResult["reason"] | null = null) =>
    send([{ index: 0, ...choice, finish_reason: reason }], more);
  const on = {
    progress: ({ total, cached, processed, milliseconds }: PrefillProgress) => {
      const prompt_progress = { total, cache: cached, processed, time_ms: Math.round(milliseconds) };
      if (body.return_progress) chunk(form.ending, { prompt_progress });
    },
    text: (text: string, tokens: readonly WrittenToken[]) => chunk(form.piece(text, body.logprobs ? tokens : undefined)),
  };
  const onPlace = (place: number) => {
    if (!body.return_progress) open();
    else {
      const told = () => chunk(form.ending, { queue: { place } });
      told();
      open().stayAlive(told);
    }
  };
  try {
    const finished = await queue.run(
      () => {
        open().stayAlive();
        return prepared.run(on, signal);
      },
      onPlace,
      signal,
    );
    chunk(form.ending, { timings: timingsOf(finished) }, finished.reason);
    if (body.stream_options?.include_usage) send([], { usage: usageOf(finished) });
    open().done();
  } catch (error) {
    const apiError = chatError(error, end);
    if (stream === undefined) throw apiError;
    if (apiError.status === 500 && !signal.aborted)
      log(`request failed: ${error instanceof Error ? error.stack : String(error)}`);
    stream.fail(apiError.body());
  }
}

/** Probabilities in OpenAI's words. @returns null where none were asked for */
function logprobsOf(tokens: readonly WrittenToken[] | undefined) {
  if (tokens === undefined) return null;
  return {
    content: tokens.map((token) => ({ ...logprobOf(token), top_logprobs: token.likeliest.map(logprobOf) })),
    refusal: null,
  };
}

/** @returns `bytes` null where the token is a part of a character, whose bytes the runtime does not tell */
function logprobOf({ text, probability }: TokenProbability) {
  return { token: text, logprob: Math.log(probability), bytes: text.includes("\uFFFD") ? null : [...Buffer.from(text)] };
}

/** What a client is told of a failure. One that went away hears nothing, so it does not matter what. */
function chatError(error: unknown, end: AbortSignal): ApiError {
  if (error instanceof QueueFullError) {
    const { retryAfter } = error;
    return new ApiError("queue_full", `too many requests wait; ask again in ${retryAfter} s`, undefined, { retryAfter });
  }
  if (end.aborted) return new ApiError("stopping", "the server was stopped before the answer was whole");
  return asApiError(error);
}

function usageOf({ promptTokens, cachedTokens, answerTokens }: ChatResult) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: answerTokens,
    total_tokens: promptTokens + answerTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens },
  };
}

/** As llama.cpp's server says them: `prompt_n` counts what was read for this request. */
function timingsOf({ promptTokens, cachedTokens, promptMilliseconds, answerTokens, answerMilliseconds }: ChatResult) {
  return {
    cache_n: cachedTokens,
    prompt_n: promptTokens - cachedTokens,
    prompt_ms: promptMilliseconds,
    predicted_n: answerTokens,
    predicted_ms: answerMilliseconds,
  };
}

/** Milliseconds between signs of life while nothing else is sent: clients and proxies give up on silent connections. */
const SIGN_OF_LIFE = 15_000;

const sendComment = (raw: ServerResponse) => raw.write(": waiting\n\n");

class EventStream {
  readonly #raw: ServerResponse;
  readonly #alive: NodeJS.Timeout;
  #signOfLife: () => void;

  constructor(raw: ServerResponse) {
    this.#raw = raw;
    raw.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" });
    raw.flushHeaders();
    this.#signOfLife = () => sendComment(raw);
    this.#alive = setInterval(() => this.#signOfLife(), SIGN_OF_LIFE);
    raw.once("close", () => clearInterval(this.#alive));
  }

  /** @param sign what is sent while nothing else is; left out, a comment, which clients do not see */
  stayAlive(sign: () => void = () => sendComment(this.#raw)): void {
    this.#signOfLife = sign;
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
