/** The authenticated Octokit of GitHub's toolkit, which goes through the runner's proxy, with GitHub's pace kept and its rate limits waited for. Loaded with the
 *  first request: the post step mostly sends none. Invariants: all that is thrown is a `RequestFault` or what the run was stopped with; headers, and the token
 *  with them, go no further; a write is never sent again here, but after a limit that kept it out; nor is what cannot succeed, such as a refusal; a wait for a
 *  rate limit is bounded and ends with the run, and until a limit that is not waited for is over nothing at all is sent. */
import { getOctokit } from "@actions/github";
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
  /** Milliseconds before a read is sent again; the second time four times as long. */
  readonly retryDelay: number;
  /** Seconds of one wait for a rate limit, at most. */
  readonly maxWait: number;
  /** Aborted where the run is to stop. */
  readonly signal: AbortSignal | undefined;
  /** Resolves after so many milliseconds; rejects where the run is to stop. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Shared by all that use one token. */
  readonly limit: StandingLimit;
}

/** A rate limit that was not waited for. Going on all the same can get an integration banned. */
export interface StandingLimit {
  /** Milliseconds since 1970; nothing is sent before. */
  until: number;
}

/** Times that one request waits for a rate limit. */
const WAITS = 2;
/** Times that a read is sent again where GitHub fails. */
const RETRIES = 2;

/** GitHub's API: `rest` has a typed method for each endpoint, `paginate` gets lists. */
export type Api = Pick<Octokit, "request" | "rest" | "paginate">;

export function createOctokit(options: OctokitOptions): Api {
  const { token, api, fetch, log, throttle, timeout, signal } = options;
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
    },
    throttling,
  );
  octokit.hook.wrap("request", (request, endpoint) => {
    const isRead = endpoint.method === "GET" || String(endpoint["query"]).startsWith("query ");
    const given = endpoint.request;
    const send = async () => {
      // Set anew each time, for the plugin counts in it. It sees what stands in the endpoint, not what is handed on.
      endpoint.request = { ...given, log: octokitLog, fetch: timed(fetch ?? given.fetch, timeout), ...(signal && { signal }) };
      return request(endpoint);
    };
    return sendPatiently(send, labelOf(endpoint), isRead ? RETRIES : 0, options);
  });
  return octokit;
}

/** Each attempt has its own time, body included; what waits in a queue takes none of it. The timer is ours and holds both signals, for what AbortSignal.timeout
 *  gives to AbortSignal.any can be collected as garbage (Node 20), and then nothing ever ends the wait. */
function timed(fetch: typeof globalThis.fetch, milliseconds: number): typeof globalThis.fetch {
  return (input, init) => {
    const controller = new AbortController();
    const signal = init?.signal ? AbortSignal.any([init.signal, controller.signal]) : controller.signal;
    const end = () => {
      if (!signal.aborted) controller.abort(new DOMException("the time is over", "TimeoutError"));
    };
    setTimeout(end, milliseconds).unref();
    return fetch(input, { ...init, signal });
  };
}

interface ApiResponse {
  readonly status: number;
  readonly headers: RateLimitResponse["headers"];
  readonly data?: unknown;
}

/** @param retries times that it is sent again where no whole answer came, or GitHub failed
 *  @returns the response, with the request's label for messages */
async function sendPatiently<R extends ApiResponse>(
  send: () => Promise<R>,
  label: string,
  retries: number,
  { log, limit, maxWait, retryDelay, signal, pause }: OctokitOptions,
): Promise<R & { label: string }> {
  for (let waits = 0, retried = 0; ; ) {
    assertNoLimit(limit, label);
    const { response, refusal, fault } = await attempt(send, label, signal);
    if (refusal !== undefined) {
      const seconds = rateLimitWait(refusal, waits++, Date.now()) ?? 0;
      if (waits > WAITS || seconds > maxWait) {
        limit.until = Date.now() + seconds * 1000;
        throw limited(label, refusal.message, seconds, refusal.status);
      }
      log.warning(`GitHub's rate limit: waiting ${seconds} s before ${label}`);
      await pause(seconds * 1000);
      continue;
    }
    const { retryAfter = 0 } = fault ?? {};
    const isLast = retried === retries || retryAfter > maxWait;
    if (response !== undefined && (isLast || isWhole(response))) return { ...response, label };
    if (fault !== undefined && (isLast || !fault.mayHaveSucceeded)) throw fault;
    log.debug(`${label}: ${fault?.fault ?? "the answer broke off, or GitHub gave it up"}`);
    await pause(Math.max(retryDelay * 4 ** retried++, retryAfter * 1000));
  }
}

function assertNoLimit({ until }: StandingLimit, label: string): void {
  const left = until - Date.now();
  if (left > 0) throw limited(label, "nothing is sent before its end", left / 1000);
}

function limited(label: string, message: string, wait: number, status?: number): RequestFault {
  const seconds = Math.ceil(wait);
  const words = `${message} (try again in ${seconds} s)`;
  return new RequestFault({ reason: "limited", request: label, message: words, retryAfter: seconds, ...(status && { status }) });
}

const givenUp = z.object({
  errors: z.array(z.object({ message: z.string().regex(/^Something went wrong while executing/) })).min(1),
});

/** Where an answer breaks off after its head, Octokit hands on what came of it as a text. GraphQL says with a 200 that it gave a query up. */
function isWhole({ status, data }: ApiResponse): boolean {
  return status === 204 || (typeof data === "object" && data !== null && !givenUp.safeParse(data).success);
}

/** What one attempt came to: one of the three. */
interface Attempt<R> {
  readonly response?: R;
  /** About a rate limit. */
  readonly refusal?: RateLimitResponse;
  readonly fault?: RequestFault;
}

/** @throws what the run was stopped with; what is no failure of a request */
async function attempt<R extends ApiResponse>(
  send: () => Promise<R>,
  label: string,
  signal: AbortSignal | undefined,
): Promise<Attempt<R>> {
  try {
    const response = await orAborted(send, signal);
    const refusal = graphqlLimit(response);
    return refusal === undefined ? { response } : { refusal };
  } catch (error) {
    if (signal?.aborted) throw interrupted(signal, label);
    return failedAttempt(error, label);
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

/** @throws the error itself where it is none of a request */
function failedAttempt(error: unknown, label: string): Attempt<never> {
  const { message, status = 0, response } = thrownSchema.parse(error);
  if (response === undefined && status !== 500) throw error;
  if (response === undefined)
    return { fault: new RequestFault({ reason: "unreachable", request: label, message: causesOf(error) }) };
  const { headers, data } = response;
  const refusal = graphqlLimit({ data, headers }) ?? { status, headers, message };
  if (rateLimitWait(refusal, 0, 0) !== undefined) return { refusal };
  const accepted = headers["x-accepted-github-permissions"];
  const retryAfter = secondsOf(headers["retry-after"], Date.now());
  const fault = new RequestFault({
    reason: reasonOf(status, message),
    request: label,
    message,
    status,
    ...(accepted === undefined ? {} : { accepted: String(accepted) }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
  return { fault };
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

const graphqlErrors = z.object({ errors: z.array(z.object({ type: z.string().optional(), message: z.string() })) });

/** GraphQL says with a 200 that a limit is used up: the hour's by a type, a secondary one by its words alone. The throttling plugin throws the first where it is
 *  enabled. */
function graphqlLimit({ data, headers }: Omit<ApiResponse, "status">): RateLimitResponse | undefined {
  const { errors = [] } = graphqlErrors.safeParse(data).data ?? {};
  const found = errors.find(({ type, message }) => type === "RATE_LIMITED" || /secondary rate limit/i.test(message));
  return found && { status: 429, headers, message: found.message };
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
