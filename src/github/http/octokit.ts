/** One request sent, and what came of it. Invariant: nothing thrown here but a stop; headers, and the token with them, go no further. */
import { Octokit } from "@octokit/core";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { z } from "zod";
import { InterruptedError, UserError } from "../../errors.ts";
import { plainText } from "../../publish/index.ts";
import { VERSION } from "../../version.ts";
import { type RateLimitResponse, rateLimitWait } from "./rate-limit.ts";
import { RequestFault, reasonOf } from "./request-fault.ts";

export type Parameters = Readonly<Record<string, unknown>>;

export interface Asked {
  /** `GET /repos/{owner}/{repo}/pulls/{pull_number}`, or a whole address. */
  readonly route: string;
  readonly parameters: Parameters;
  /** For messages. */
  readonly shown: string;
}
export type Sent =
  | { readonly kind: "answered"; readonly data: unknown }
  | { readonly kind: "limited"; readonly answer: RateLimitResponse }
  | { readonly kind: "failed"; readonly fault: RequestFault };

export interface LineOptions {
  readonly token: string;
  readonly api: string;
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Whether writes are kept apart in time. */
  readonly pace: boolean;
  /** Milliseconds for one attempt, its answer included. */
  readonly time: number;
  /** Milliseconds before a request is sent again; the second time four times as long. */
  readonly again: number;
  /** What the library has to tell. */
  readonly tell: (line: string) => void;
}
/** @param repeats times that the request is sent again by itself where GitHub fails
 *  @throws whatever the signal was aborted with */
export type Line = (asked: Asked, repeats: number, signal: AbortSignal | undefined) => Promise<Sent>;

const Paced = Octokit.plugin(throttling, retry);

/** Waiting for a limit is ours: the plugin would wait an hour, where nobody can stop it, and leaves out answers without their usual words. */
const leaveToUs = () => false;

export function openLine({ token, api, fetch = globalThis.fetch, pace, time, again, tell }: LineOptions): Line {
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: (line: string) => tell(plainText(line)), error: silent };
  const octokit = new Paced({
    auth: token,
    baseUrl: api.replace(/\/+$/, ""),
    userAgent: `bioreview/${VERSION}`,
    log,
    request: { fetch: timed(fetch, time), log },
    throttle: { enabled: pace, onRateLimit: leaveToUs, onSecondaryRateLimit: leaveToUs },
    // 429 and the like are waited for by us; all the others of these stay as they are.
    retry: { retries: 0, retryAfterBaseValue: again, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 423, 429, 451] },
  });
  return async ({ route, parameters, shown }, retries, signal) => {
    try {
      const request = octokit.request(route, {
        ...parameters,
        request: { retries, ...(signal === undefined ? {} : { signal }) },
      });
      const { data, headers } = await orStopped(request, signal);
      return limitedIn(data, headers) ?? { kind: "answered", data };
    } catch (error) {
      if (signal?.aborted) throw stopped(signal, shown);
      return failureOf(error, shown);
    }
  };
}

/** Each attempt has its own time, body included; what waits in a queue takes none of it. */
function timed(fetch: typeof globalThis.fetch, time: number): typeof globalThis.fetch {
  return (input, init) => {
    const limit = AbortSignal.timeout(time);
    return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit });
  };
}

/** The queue and the pauses of the library hear no signal. */
async function orStopped<T>(request: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return request;
  request.catch(() => undefined); // where it loses the race, or is not waited for at all, nobody else hears of it
  signal.throwIfAborted();
  let stop = () => {};
  const stopping = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  return Promise.race([request, stopping]).finally(() => signal.removeEventListener("abort", stop));
}

export function stopped(signal: AbortSignal, shown: string): UserError {
  if (signal.reason instanceof UserError) return signal.reason;
  return new InterruptedError({
    code: "interrupted",
    at: `GitHub, ${plainText(shown)}`,
    fault: "the run was told to stop",
    remedy: "Run the job again; nothing is written twice",
  });
}

const limitedData = z.object({ errors: z.array(z.object({ type: z.literal("RATE_LIMITED"), message: z.string() })).min(1) });

/** GraphQL says with a 200 that its limit is used up. The library throws that, or hands it on, by whether it paces. */
function limitedIn(data: unknown, headers: RateLimitResponse["headers"]): Extract<Sent, { kind: "limited" }> | undefined {
  const { data: limited } = limitedData.safeParse(data);
  return limited && { kind: "limited", answer: { status: 429, headers, message: limited.errors[0]?.message ?? "" } };
}

const thrown = z.object({
  message: z.string(),
  status: z.number().optional(),
  response: z
    .object({ headers: z.record(z.string(), z.union([z.string(), z.number(), z.undefined()])), data: z.unknown() })
    .optional(),
});

function failureOf(error: unknown, request: string): Sent {
  const { message, status = 0, response } = thrown.parse(error); // whatever else is thrown is a bug, and ends as one
  if (response === undefined && status !== 500) throw error;
  if (response === undefined)
    return { kind: "failed", fault: new RequestFault({ reason: "unreachable", request, message: causes(error) }) };
  const { headers } = response;
  const limited = limitedIn(response.data, headers);
  if (limited !== undefined) return limited;
  if (rateLimitWait({ status, headers, message }, 0, 0) !== undefined)
    return { kind: "limited", answer: { status, headers, message } };
  const accepted = headers["x-accepted-github-permissions"];
  const about = accepted === undefined ? {} : { accepted: String(accepted) };
  return { kind: "failed", fault: new RequestFault({ reason: reasonOf(status, message), request, message, status, ...about }) };
}

/** "fetch failed" alone tells nobody anything; what it was caused by does. */
function causes(error: unknown): string {
  const told: string[] = [];
  for (let one = error; one instanceof Error && told.length < 4; one = one.cause)
    if (!told.includes(one.message)) told.push(one.message);
  return told.join(": ");
}
