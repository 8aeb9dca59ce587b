/** One request for an answer from its turn in the line to its last byte, streamed or whole, in the shape of a chat or of OpenAI's older completions.
 *  Invariant: whatever can be refused is refused before the first byte; after it a failure is an event, and no `[DONE]` follows. No event has an
 *  empty `choices` but the one with the usage that a client asks for: the usual loop over a stream reads `choices[0]`. */

import type { ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";
import { ApiError, asApiError, type ChatRequest, type CompletionRequest } from "../api.ts";
import type {
  Chat,
  ChatResult,
  Listeners,
  PrefillProgress,
  PreparedRequest,
  TokenProbability,
  WrittenToken,
} from "../chat/chat-model.ts";
import type { Metrics, Outcome, Route } from "./metrics.ts";
import { QueueFullError } from "./request-queue.ts";
import { clientGone, type ServerOptions, type Watchdog } from "./state.ts";

/** What the two forms of an answer call the same things. */
interface Form {
  readonly route: Route;
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
  route: "chat",
  id: "chatcmpl",
  object: "chat.completion",
  chunk: "chat.completion.chunk",
  opening: { delta: { role: "assistant", content: "" } },
  whole: (content, tokens) => ({ message: { role: "assistant", content, refusal: null }, logprobs: logprobsOf(tokens) }),
  piece: (content, tokens) => ({ delta: { content }, ...(tokens && { logprobs: logprobsOf(tokens) }) }),
  ending: { delta: {} },
};
const COMPLETION: Form = {
  route: "completions",
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
  readonly metrics: Metrics;
}

export async function answer(
  { chat, metrics }: { readonly chat: Chat; readonly metrics: Metrics },
  body: ChatRequest | CompletionRequest,
  reply: FastifyReply,
  options: ServerOptions,
): Promise<void> {
  const signal = AbortSignal.any([options.end, clientGone(reply)]);
  const form = "messages" in body ? CHAT : COMPLETION;
  const prepared = await chat.prepare(body).catch((error: unknown) => {
    metrics.ended(form.route, error instanceof ApiError && error.status < 500 ? "refused" : "failed", 0);
    throw error;
  });
  const head = { id: `${form.id}-${options.newId()}`, created: options.clock(), model: chat.identity.id };
  const answering = { prepared, body, form, head, reply, signal, metrics };
  await (body.stream ? sendStream(answering, options) : sendWhole(answering, options));
}

/** Its turn, and its answer: watched, and counted however it ends. */
async function generate(
  { prepared, form, signal, metrics }: Answering,
  on: Listeners,
  line: { readonly onTurn: () => void; readonly onPlace: (place: number) => void },
  { queue, now, end, watchdog }: ServerOptions,
): Promise<ChatResult> {
  const came = now();
  const seconds = () => (now() - came) / 1000;
  const stalled = new AbortController();
  const begin = () => {
    metrics.began(seconds());
    line.onTurn();
    return watched(prepared, on, signal, stalled, watchdog);
  };
  try {
    const result = await Promise.race([queue.run(begin, line.onPlace, signal), aborted(stalled.signal)]);
    metrics.generated(result);
    metrics.ended(form.route, result.reason, seconds());
    return result;
  } catch (error) {
    metrics.ended(form.route, outcomeOf(error, signal, end), seconds());
    throw error;
  }
}

function outcomeOf(error: unknown, signal: AbortSignal, end: AbortSignal): Outcome {
  if (error instanceof QueueFullError) return "queue_full";
  if (end.aborted) return "stopping";
  if (signal.aborted) return "cancelled";
  if (error instanceof ApiError && error.code === "generation_stalled") return "stalled";
  return error instanceof ApiError && error.status < 500 ? "refused" : "failed";
}

/** Seconds in which the runtime has to come back from what is given up: it looks between two batches. */
const COMES_BACK_WITHIN = 30;

/** Gives a generation up that neither reads nor writes a token for too long. The place in the line is kept until the runtime has come back: it cannot compute
 *  two things at once.
 *  @param stalled aborted where it is given up, which tells its client at once */
async function watched(
  prepared: PreparedRequest,
  on: Listeners,
  signal: AbortSignal,
  stalled: AbortController,
  { seconds, stuck }: Watchdog,
): Promise<ChatResult> {
  let hopeless: NodeJS.Timeout | undefined;
  const giveUp = () => {
    hopeless = setTimeout(stuck, COMES_BACK_WITHIN * 1000);
    const fault = `the model neither read nor wrote a token for ${seconds} s, so the answer was given up`;
    stalled.abort(new ApiError("generation_stalled", fault));
  };
  const quiet = setTimeout(giveUp, seconds * 1000);
  const heard: Listeners = {
    progress(progress) {
      quiet.refresh();
      on.progress(progress);
    },
    text(text, tokens) {
      quiet.refresh();
      on.text(text, tokens);
    },
  };
  try {
    return await prepared.run(heard, AbortSignal.any([signal, stalled.signal]));
  } finally {
    clearTimeout(quiet);
    clearTimeout(hopeless);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}

async function sendWhole(answering: Answering, options: ServerOptions): Promise<void> {
  const { body, form, head, reply } = answering;
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
    finished = await generate(answering, on, { onTurn() {}, onPlace() {} }, options);
  } catch (error) {
    throw chatError(error, options.end);
  }
  await reply.send({
    ...head,
    object: form.object,
    choices: [{ index: 0, ...form.whole(content, body.logprobs ? written : undefined), finish_reason: finished.reason }],
    usage: usageOf(finished),
    timings: timingsOf(finished),
  });
}

async function sendStream(answering: Answering, options: ServerOptions): Promise<void> {
  const { body, form, head, reply, signal } = answering;
  const { end, log } = options;
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
    const finished = await generate(answering, on, { onTurn: () => open().stayAlive(), onPlace }, options);
    chunk(form.ending, { timings: timingsOf(finished) }, finished.reason);
    if (body.stream_options?.include_usage) send([], { usage: usageOf(finished) });
    open().done();
  } catch (error) {
    const apiError = chatError(error, end);
    if (stream === undefined) throw apiError;
    if (apiError.code.startsWith("generation_") && !signal.aborted)
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
    const { retryAfter, before } = error;
    return new ApiError("queue_full", `${before} requests are served before this one; ask again in ${retryAfter} s`, undefined, {
      retryAfter,
      place: before,
    });
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
