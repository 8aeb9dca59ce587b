/** How long GitHub asks us to wait. Invariant: a wait that it names is kept, one that it does not name is at least a minute and grows: going on
 *  all the same can get an integration banned. */

export interface RateLimitResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly message: string;
}

/** Seconds. GitHub's documentation: where no answer names a time, "wait for at least one minute". */
const UNNAMED_WAIT = 60;

/** @param waited how often this request has waited already  @param now milliseconds since 1970
 *  @returns seconds until it may be sent again; undefined where the answer is about something else */
export function rateLimitWait({ status, headers, message }: RateLimitResponse, waited: number, now: number): number | undefined {
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
  return UNNAMED_WAIT * 2 ** waited;
}

/** `retry-after` is a number of seconds, or a date. */
function secondsOf(header: string | number | undefined, now: number): number | undefined {
  if (header === undefined || header === "") return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
  const date = Date.parse(String(header));
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
