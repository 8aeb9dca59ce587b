/** The official client on one endpoint: TCP or Unix socket, its time limits, and the key for that server alone.
 *  Invariant: nothing goes anywhere but to the endpoint, neither by a redirect nor by a variable of the environment that the client knows. */

import { TransformStream } from "node:stream/web";
import OpenAI from "openai";
import { Agent, fetch } from "undici";
import { InterruptedError, UserError } from "../errors.ts";
import { Silence } from "./connection-fault.ts";
import { errorIn } from "./dialect.ts";
import type { Endpoint, Timeouts } from "./endpoint.ts";
import { NotOpenAi, type RequestContext, type Stage } from "./request-fault.ts";
import { serverFault } from "./server-fault.ts";

/** Of a short request only. An answer is never asked for twice in silence: it costs minutes, and may be another one. */
const RETRIES = 2;

/** What one request is, for its time limit and for messages. */
export interface ServerRequest extends Pick<RequestContext, "what" | "model"> {
  /** Which of the time limits holds. */
  readonly limit: "short" | "answer";
  /** How far it has come, asked where it fails; without it nothing came. */
  readonly stage?: () => Stage;
}

export interface Transport {
  readonly endpoint: Endpoint;
  /** @param send calls `heard` whenever the server has said something new
   *  @throws ServerError for whatever goes wrong in `send`, InterruptedError where `signal` was aborted; a UserError of `send` as it is */
  ask<T>(
    request: ServerRequest,
    send: (client: OpenAI, signal: AbortSignal, heard: () => void) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T>;
}

export function openTransport(endpoint: Endpoint, timeouts: Timeouts): Transport {
  const dispatcher = new Agent({
    connect: { timeout: timeouts.connect * 1000, ...(endpoint.socketPath !== undefined && { socketPath: endpoint.socketPath }) },
    // They count bytes, and a byte now and then is no answer: our own limit counts news.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    endpoint,
    async ask({ limit, stage = () => ({ kind: "sent" }), ...request }, send, signal) {
      if (signal.aborted) throw interrupted(endpoint, signal);
      // A short request may sleep between two tries.
      const limits = limitTime(timeouts[limit], limit === "answer" ? timeouts.silence : undefined);
      const limited = AbortSignal.any([signal, limits.signal]);
      const failure: FetchFailure = {};
      const client = clientOf(endpoint, dispatcher, limit === "short" ? RETRIES : 0, failure, limits.heard);
      try {
        return await Promise.race([send(client, limited, limits.heard), untilAborted(limited)]);
      } catch (error) {
        if (signal.aborted) throw interrupted(endpoint, signal);
        if (error instanceof UserError) throw error;
        const cause = failure.error ?? (limited.aborted ? limited.reason : error);
        throw serverFault(cause, { ...request, endpoint, stage: stage(), exitReason: await endpoint.exitReason?.() });
      } finally {
        limits.end();
      }
    },
  };
}

/** Aborts after so long, and where nothing new is heard for so long. By timers of our own: what AbortSignal.timeout gives to AbortSignal.any can be collected
 *  as garbage (Node 20), and then nothing ever ends the wait.
 *  @param whole seconds from the start
 *  @param silence seconds from the start, and from each call of `heard`; undefined for no limit */
function limitTime(whole: number, silence: number | undefined): { readonly signal: AbortSignal; heard(): void; end(): void } {
  const controller = new AbortController();
  const after = (seconds: number, reason: () => Error) => setTimeout(() => controller.abort(reason()), seconds * 1000);
  const end = after(whole, () => new DOMException("the time is over", "TimeoutError"));
  const quiet = silence === undefined ? undefined : after(silence, () => new Silence("nothing new was heard"));
  return {
    signal: controller.signal,
    heard: () => void quiet?.refresh(),
    end: () => {
      clearTimeout(end);
      clearTimeout(quiet);
    },
  };
}

/** Why the latest try found no answer: the client drops the cause of what it takes for a time limit. */
interface FetchFailure {
  error?: unknown;
}

/** The client sleeps between two tries, up to a minute, and an abort does not wake it. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function clientOf(endpoint: Endpoint, dispatcher: Agent, maxRetries: number, failure: FetchFailure, heard: () => void): OpenAI {
  const key = endpoint.apiKey();
  return new OpenAI({
    baseURL: endpoint.baseUrl,
    apiKey: key ?? "none", // the client insists on one; without a key our fetch sends none
    organization: null,
    project: null,
    maxRetries,
    timeout: 2 ** 31 - 1, // our own limits hold
    logLevel: "off", // its log would show the manuscript
    fetch: async (url, init) => {
      try {
        const response = await fetch(String(url), {
          method: init?.method ?? "GET",
          // Only these: no header from the client's environment variables, nothing about this machine.
          headers: {
            accept: "application/json, text/event-stream",
            ...(typeof init?.body === "string" && { "content-type": "application/json" }),
            ...(key !== undefined && { authorization: `Bearer ${key}` }),
          },
          body: typeof init?.body === "string" ? init.body : null,
          signal: init?.signal ?? null,
          redirect: "manual", // a redirect would carry unpublished text to a host that was not configured
          dispatcher,
        });
        delete failure.error;
        heard();
        const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
        const body = response.status < 400 ? bounded(response.body, isStream) : await errorOf(response.body);
        return new Response(body as ConstructorParameters<typeof Response>[0], {
          status: response.status,
          headers: [...response.headers],
        });
      } catch (error) {
        if (init?.signal?.aborted !== true) failure.error = error;
        throw error;
      }
    },
  });
}

/** Bytes of a whole answer. 4,096 tokens are some two megabytes in a stream, and a model that thinks for long writes ten times as many. */
const LONGEST_RESPONSE = 64 * 1024 * 1024;
/** Bytes of a line of a stream, which is one event: a few hundred. */
const LONGEST_LINE = 1024 * 1024;
/** Bytes of an error. A page of a proxy is some thousand. */
const LONGEST_ERROR = 64 * 1024;

type Body = Awaited<ReturnType<typeof fetch>>["body"];

/** What never ends would fill the memory. */
function bounded(body: Body, isStream: boolean): Body {
  let all = 0;
  let line = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      const lineEnd = chunk.lastIndexOf(LINE_END);
      all += chunk.byteLength;
      line = lineEnd < 0 ? line + chunk.byteLength : chunk.byteLength - lineEnd;
      if (all > LONGEST_RESPONSE) controller.error(new NotOpenAi("more than 64 MiB"));
      else if (isStream && line > LONGEST_LINE) controller.error(new NotOpenAi("an event of more than 1 MiB"));
      else controller.enqueue(chunk);
    },
  });
  return body === null ? null : body.pipeThrough(count);
}
const LINE_END = "\n".charCodeAt(0);

/** An error's body in OpenAI's shape, the only one in which the client hands it on; any other text as it is. */
async function errorOf(body: Body): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > LONGEST_ERROR) break;
  }
  const text = Buffer.concat(chunks).toString();
  const error = errorIn(jsonOf(text));
  return error === undefined ? text : JSON.stringify({ error });
}

/** @returns undefined where the text is none */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error for an aborted request: the reason of the abort where that is one of our errors. */
export function interrupted(endpoint: Pick<Endpoint, "shown">, signal: AbortSignal): InterruptedError {
  if (signal.reason instanceof InterruptedError) return signal.reason;
  return new InterruptedError({
    code: "interrupted",
    at: endpoint.shown,
    fault: "stopped before the model server had answered",
    remedy: "Run the same command again",
  });
}
