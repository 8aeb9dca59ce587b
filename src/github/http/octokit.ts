/** The authenticated Octokit of GitHub's toolkit, which goes through the runner's proxy, with GitHub's pace kept and its rate limits waited for. Loaded with the
 *  first request: the post step mostly sends none. Invariants: all that is thrown is a `RequestFault` or what the run was stopped with; headers, and the token
 *  with them, go no further; a write that could be done twice is never sent again here; a wait for a rate limit is bounded, and ends with the run. */
import { getOctokit } from "@actions/github";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import type { Octokit } from "@octokit/rest";
import { z } from "zod";
import { plainText } from "../../publish/index.ts";
import { VERSION } from "../../version.ts";
import { interrupted, RequestFault, reasonOf } from "./request-fault.ts";

/** Lines for whoever looks at the job's log. */
export interface Logger {
  debug(line: string): void;
  info(line: string): void;
  warning(line: string): void;
}

export interface OctokitOptions {
  readonly token: string;
  readonly api: string;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly log: Logger;
  /** Whether writes are kept apart in time. */
  readonly throttle: boolean;
  /** Milliseconds for one attempt, its answer included. */
  readonly timeout: number;
  /** Milliseconds before a request is sent again; the second time four times as long. */
  readonly retryDelay: number;
  /** Seconds of one wait for a rate limit, at most. */
  readonly maxWait: number;
  /** Aborted where the run is to stop. */
  readonly signal: AbortSignal | undefined;
  /** Resolves after so many milliseconds; rejects where the run is to stop. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Times that one request waits for a rate limit. */
const WAITS = 2;
/** Times that a read, or a write that can be done twice, is sent again where GitHub fails. */
const RETRIES = 2;

/** GitHub's API: `rest` has a typed method for each endpoint, `paginate` gets lists. */
export type Api = Pick<Octokit, "request" | "rest" | "paginate">;

export function createOctokit(options: OctokitOptions): Api {
  const { token, api, fetch, log, throttle, timeout, retryDelay, signal } = options;
  const silent = () => undefined;
  const octokitLog = { debug: silent, info: silent, warn: (line: string) => log.debug(plainText(line)), error: silent };
  // Waiting for a limit is ours: the plugin would wait an hour, where nobody can stop it, and leaves out answers without their usual words.
  const leaveToUs = () => false;
  const octokit = getOctokit(
    token,
    {
      baseUrl: api.replace(/\/+$/, ""),
      userAgent: `bioreview/${VERSION}`,
      log: octokitLog,
      throttle: { enabled: throttle, onRateLimit: leaveToUs, onSecondaryRateLimit: leaveToUs },
      // 429 and the like are waited for by us; all the others of these stay as they are.
      retry: { retryAfterBaseValue: retryDelay, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 423, 429, 451] },
    },
    throttling,
    retry,
  );
  octokit.hook.wrap("request", (request, endpoint) => {
    const isRepeatable = endpoint.method !== "POST" || String(endpoint["query"]).startsWith("query ");
    const retries = isRepeatable ? RETRIES : 0;
    const given = endpoint.request;
    const send = async () => {
      // Set anew each time, for the plugins count in it. They see what stands in the endpoint, not what is handed on.
      endpoint.request = {
        ...given,
        retries,
        log: octokitLog,
        fetch: timed(fetch ?? given.fetch, timeout),
        ...(signal && { signal }),
      };
      return request(endpoint);
    };
    return sendPatiently(send, labelOf(endpoint), retries, options);
  });
  return octokit;
}

/** Each attempt has its own time, body included; what waits in a queue takes none of it. */
function timed(fetch: typeof globalThis.fetch, milliseconds: number): typeof globalThis.fetch {
  return (input, init) => {
    const limit = AbortSignal.timeout(milliseconds);
    return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit });
  };
}

interface ApiResponse {
  readonly status: number;
  readonly headers: RateLimitResponse["headers"];
  readonly data?: unknown;
}

/** @returns the response, with the request's label for messages */
async function sendPatiently<R extends ApiResponse>(
  send: () => Promise<R>,
  label: string,
  retries: number,
  { log, maxWait, retryDelay, signal, pause }: OctokitOptions,
): Promise<R & { label: string }> {
  for (let waits = 0, left = retries; ; ) {
    const result = await attempt(send, label, signal);
    if ("response" in result) {
      if (left === 0 || isWhole(result.response)) return { ...result.response, label };
      left--;
      log.debug(`${label}: the answer broke off`);
      await pause(retryDelay);
      continue;
    }
    const { limited } = result;
    const seconds = rateLimitWait(limited, waits, Date.now()) ?? 0;
    if (waits === WAITS || seconds > maxWait) {
      const { status, message } = limited;
      throw new RequestFault({ reason: "limited", request: label, status, message: `${message} (try again in ${seconds} s)` });
    }
    log.warning(`GitHub's rate limit: waiting ${seconds} s before ${label}`);
    await pause(seconds * 1000);
    waits++;
  }
}

/** Where an answer breaks off after its head, Octokit hands on what came of it as a text. */
function isWhole({ status, data }: ApiResponse): boolean {
  return status === 204 || (typeof data === "object" && data !== null);
}

async function attempt<R extends ApiResponse>(
  send: () => Promise<R>,
  label: string,
  signal: AbortSignal | undefined,
): Promise<{ response: R } | { limited: RateLimitResponse }> {
  try {
    const response = await orAborted(send, signal);
    const limited = graphqlLimit(response);
    return limited === undefined ? { response } : { limited };
  } catch (error) {
    if (signal?.aborted) throw interrupted(signal, label);
    return { limited: limitOf(error, label) };
  }
}

/** The queue and the pauses of the plugins hear no signal. */
async function orAborted<T>(send: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return send();
  signal.throwIfAborted();
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
  });
  const sent = send();
  sent.catch(() => undefined); // where it lost the race, nobody else hears of it
  return Promise.race([sent, aborted]).finally(() => signal.removeEventListener("abort", abort));
}

const headersSchema = z.record(z.string(), z.union([z.string(), z.number(), z.undefined()]));
const thrownSchema = z.object({
  message: z.string(),
  status: z.number().optional(),
  response: z.object({ headers: headersSchema, data: z.unknown() }).optional(),
});

/** @throws RequestFault where the error is about no rate limit; the error itself where it is none of a request */
function limitOf(error: unknown, label: string): RateLimitResponse {
  const { message, status = 0, response } = thrownSchema.parse(error);
  if (response === undefined && status !== 500) throw error;
  if (response === undefined) throw new RequestFault({ reason: "unreachable", request: label, message: causesOf(error) });
  const { headers } = response;
  const limited = graphqlLimit(response) ?? { status, headers, message };
  if (rateLimitWait(limited, 0, 0) !== undefined) return limited;
  const accepted = headers["x-accepted-github-permissions"];
  throw new RequestFault({
    reason: reasonOf(status, message),
    request: label,
    message,
    status,
    ...(accepted === undefined ? {} : { accepted: String(accepted) }),
  });
}

/** "fetch failed" alone tells nobody anything; what it was caused by does. */
function causesOf(error: unknown): string {
  const messages = new Set<string>();
  for (let one = error; one instanceof Error && messages.size < 4; one = one.cause) messages.add(one.message);
  return [...messages].join(": ");
}

/** `GET /repos/ada/paper/pulls/7`, or `GraphQL Snapshot`. */
function labelOf({ method, baseUrl, url, operationName, ...parameters }: Readonly<Record<string, unknown>>): string {
  if (operationName !== undefined) return `GraphQL ${operationName}`;
  const path = String(url).replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
  return `${method} ${path.replace(String(baseUrl), "")}`;
}

export interface RateLimitResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly message: string;
}

const limitedSchema = z.object({ errors: z.array(z.object({ type: z.literal("RATE_LIMITED"), message: z.string() })).min(1) });

/** GraphQL says with a 200 that its limit is used up. The throttling plugin throws that where it is enabled. */
function graphqlLimit({ data, headers }: Omit<ApiResponse, "status">): RateLimitResponse | undefined {
  const limited = limitedSchema.safeParse(data).data;
  return limited && { status: 429, headers, message: limited.errors[0]?.message ?? "" };
}

/** Seconds. GitHub's documentation: where no answer names a time, "wait for at least one minute". */
const UNNAMED_WAIT = 60;

/** How long GitHub asks us to wait: going on all the same can get an integration banned.
 *  @param waits how often this request has waited already: a wait that GitHub does not name doubles  @param now milliseconds since 1970
 *  @returns seconds until it may be sent again; undefined where the answer is about something else */
export function rateLimitWait({ status, headers, message }: RateLimitResponse, waits: number, now: number): number | undefined {
  const usedUp = String(headers["x-ratelimit-remaining"]) === "0";
  const named = secondsOf(headers["retry-after"], now);
  const limited =
    status === 429 ||
    (status === 403 && (usedUp || named !== undefined || /rate limit|abuse detection/i.test(message))) ||
    (status === 422 && /submitted too quickly/i.test(message));
  if (!limited) return undefined;
  if (named !== undefined) return named;
  const reset = Number(headers["x-ratelimit-reset"]);
  // One second more, for GitHub's clock and ours differ.
  if (usedUp && Number.isFinite(reset) && reset > 0) return Math.max(1, Math.ceil(reset - now / 1000) + 1);
  return UNNAMED_WAIT * 2 ** waits;
}

/** `retry-after` is a number of seconds, or a date. */
function secondsOf(header: string | number | undefined, now: number): number | undefined {
  if (header === undefined || header === "") return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
  const date = Date.parse(String(header));
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
