/** GitHub's words for a status, to be put in a request's way. */
import type { Effect, When } from "./faults.ts";

const MESSAGES: Readonly<Record<number, string>> = {
  400: "Problems parsing JSON",
  401: "Bad credentials",
  403: "Resource not accessible by integration",
  404: "Not Found",
  409: "Conflict",
  410: "Gone",
  422: "Unprocessable Entity",
  429: "Too many requests",
  500: "Server Error",
  502: "Server Error",
  503: "Service unavailable",
};

const UNICORN =
  "<!DOCTYPE html>\n<html><head><title>Unicorn! &middot; GitHub</title></head><body><p>We had issues producing the response to your request.</p></body></html>\n";

const messageOf = (status: number): string => MESSAGES[status] ?? "Error";
export const refusalBody = (status: number, message: string, errors: readonly unknown[] = []) => ({
  message,
  ...(errors.length > 0 ? { errors } : {}),
  documentation_url: "https://docs.github.com/rest",
  status: String(status),
});

interface Said {
  readonly when?: When;
  readonly message?: string;
  readonly errors?: readonly unknown[];
  /** Seconds. */
  readonly retryAfter?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal in JSON. */
export function refuses(
  status: number,
  { when = "before", message = messageOf(status), errors = [], retryAfter, headers = {} }: Said = {},
): Effect {
  const after: Record<string, string> = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  return { kind: "answer", when, status, body: refusalBody(status, message, errors), headers: { ...headers, ...after } };
}

/** The page that GitHub's front shows when what is behind it does not answer in time. */
export const unicorn = (status: 500 | 502 | 503 | 504, when: When = "before"): Effect => ({
  kind: "answer",
  when,
  status,
  body: UNICORN,
  headers: { "content-type": "text/html; charset=utf-8" },
});

const SIGN_IN =
  "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form action='/login'><input name='password'></form></body></html>\n";

/** The page of whatever stands between: a proxy, a portal, single sign-on. */
export const signInPage = (when: When = "before"): Effect => ({
  kind: "answer",
  when,
  status: 200,
  body: SIGN_IN,
  headers: { "content-type": "text/html; charset=utf-8" },
});

/** A success that shows nothing of what was asked for. */
export const emptySuccess = (body: unknown = {}, when: When = "before"): Effect => ({
  kind: "answer",
  when,
  status: 200,
  body,
  headers: {},
});

/** Too much at once. @param retryAfter seconds; undefined: GitHub does not say */
export const secondaryLimit = (status: 403 | 429, retryAfter?: number): Effect =>
  refuses(status, {
    message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });

/** Nothing left of the hour. @param reset moment in seconds since 1970 */
export const primaryLimit = (reset: number): Effect =>
  refuses(403, {
    message: "API rate limit exceeded for installation.",
    headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) },
  });
