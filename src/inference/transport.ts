/** The official client on one endpoint: TCP or Unix socket, its time limits, and the key for that server alone.
 *  Invariant: nothing goes anywhere but to the endpoint, neither by a redirect nor by a variable of the environment that the client knows. */
import OpenAI from "openai";
import { Agent, fetch } from "undici";
import { InterruptedError, UserError } from "../errors.ts";
import type { Endpoint, Timeouts } from "./endpoint.ts";
import { type RequestContext, type Stage, serverFault } from "./server-fault.ts";

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
  /** @throws ServerError for whatever goes wrong in `send`, InterruptedError where `signal` was aborted; a UserError of `send` as it is */
  ask<T>(request: ServerRequest, send: (client: OpenAI, signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T>;
}

export function openTransport(endpoint: Endpoint, timeouts: Timeouts): Transport {
  const dispatcher = new Agent({
    connect: { timeout: timeouts.connect * 1000, ...(endpoint.socketPath !== undefined && { socketPath: endpoint.socketPath }) },
    headersTimeout: timeouts.silence * 1000,
    bodyTimeout: timeouts.silence * 1000,
  });
  return {
    endpoint,
    async ask({ limit, stage = () => ({ kind: "sent" }), ...request }, send, signal) {
      if (signal.aborted) throw interrupted(endpoint, signal);
      const timeout = AbortSignal.timeout(timeouts[limit] * 1000);
      const limited = AbortSignal.any([signal, timeout]);
      const failure: FetchFailure = {};
      const client = clientOf(endpoint, dispatcher, limit === "short" ? RETRIES : 0, failure);
      try {
        return await Promise.race([send(client, limited), untilAborted(limited)]);
      } catch (error) {
        if (signal.aborted) throw interrupted(endpoint, signal);
        if (error instanceof UserError) throw error;
        const cause = failure.error ?? (timeout.aborted ? timeout.reason : error);
        throw serverFault(cause, { ...request, endpoint, stage: stage(), exitReason: await endpoint.exitReason?.() });
      }
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

function clientOf(endpoint: Endpoint, dispatcher: Agent, maxRetries: number, failure: FetchFailure): OpenAI {
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
          redirect: "manual", // a redirect would carry unpublished text to a host that nobody named
          dispatcher,
        });
        delete failure.error;
        return new Response(response.body, { status: response.status, headers: [...response.headers] });
      } catch (error) {
        if (init?.signal?.aborted !== true) failure.error = error;
        throw error;
      }
    },
  });
}

/** The error for an aborted request: the reason of the abort where that is one of our errors. */
export function interrupted(endpoint: Endpoint, signal: AbortSignal): InterruptedError {
  if (signal.reason instanceof InterruptedError) return signal.reason;
  return new InterruptedError({
    code: "interrupted",
    at: endpoint.shown,
    fault: "stopped before the model server had answered",
    remedy: "Run the same command again",
  });
}
