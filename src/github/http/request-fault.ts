/** What a failed request means. Invariant: it tells the request, GitHub's own words as one plain line and a remedy, and never a header: no token is in it. */
import { z } from "zod";
import { GitHubError, InterruptedError, UserError } from "../../errors.ts";
import { plainText } from "../../publish/index.ts";

export type FaultReason =
  /** No whole answer came: no connection, a reset, a time-out. */
  | "unreachable"
  /** GitHub failed: 5xx, or GraphQL gave up. */
  | "server"
  /** An answer came that is not what GitHub documents, such as half of one. */
  | "answer"
  | "credentials"
  | "permission"
  /** Nobody may write there for now: the conversation is locked. */
  | "locked"
  | "not found"
  /** GitHub takes the request for wrong: 400, 409, 422. */
  | "refused"
  /** Too much was asked in too short a time, and the wait is longer than ours. */
  | "limited";

/** What came back, before anything is made of it. */
export interface FailedRequest {
  readonly reason: FaultReason;
  /** Method and path. */
  readonly request: string;
  /** GitHub's own words, or the connection's. */
  readonly message: string;
  readonly status?: number;
  /** Names of permissions that GitHub says would do, such as `issues=write; pull_requests=write`. */
  readonly accepted?: string;
  /** Seconds that GitHub asks to wait. */
  readonly retryAfter?: number;
}

/** One request that failed, for good. */
export class RequestFault extends GitHubError {
  readonly reason: FaultReason;
  readonly status: number | undefined;
  /** GitHub's own words, one plain line. */
  readonly githubMessage: string;
  /** Seconds that GitHub asks to wait, where it names them. */
  readonly retryAfter: number | undefined;
  constructor({ reason, request, message, status, accepted, retryAfter }: FailedRequest) {
    const githubMessage = plainText(message).slice(0, 300);
    const { code, fault, remedy } = FAULTS[reason];
    const number = status === undefined ? "" : ` (${status})`;
    const needed = reason === "permission" && accepted !== undefined ? `; it needs ${plainText(accepted)}` : "";
    super({ code, at: `GitHub, ${plainText(request)}`, fault: `${fault}${number}: ${githubMessage}${needed}`, remedy });
    this.reason = reason;
    this.status = status;
    this.retryAfter = retryAfter;
    this.githubMessage = githubMessage;
  }
  /** Whether a write may have been done although it failed: then it must be looked for before it is sent again. */
  get mayHaveSucceeded(): boolean {
    return this.reason === "unreachable" || this.reason === "server" || this.reason === "answer";
  }
}

/** Milliseconds since 1970, before which GitHub wants to hear nothing; undefined where it names no time. */
export function notBeforeOf(error: unknown): number | undefined {
  const { retryAfter } = error instanceof RequestFault ? error : {};
  return retryAfter === undefined ? undefined : Date.now() + retryAfter * 1000;
}

/** Of each reason: the error's code, what it says before GitHub's own words, and what to do. */
const FAULTS: Readonly<Record<FaultReason, { readonly code: string; readonly fault: string; readonly remedy: string }>> = {
  unreachable: {
    code: "github-unreachable",
    fault: "no whole answer came",
    remedy: "Check the runner's network and proxy, then run the job again; nothing is written twice",
  },
  server: { code: "github-failed", fault: "GitHub failed", remedy: "Run the job again later; nothing is written twice" },
  answer: {
    code: "github-answer",
    fault: "the answer is not what GitHub documents",
    remedy: "Run the job again; where it stays, check what stands between the runner and GitHub, and GITHUB_API_URL",
  },
  credentials: {
    code: "github-credentials",
    fault: "the token is refused",
    remedy: "Give a token that is valid: the input `token`, by default the job's own",
  },
  permission: {
    code: "github-permission",
    fault: "the token may not do this",
    remedy: "Add the permission to the workflow's `permissions`, or run on an event whose token may write",
  },
  locked: {
    code: "github-locked",
    fault: "the conversation is locked",
    remedy: "Unlock the conversation, then run the job again",
  },
  "not found": {
    code: "github-not-found",
    fault: "there is no such thing, or the token may not see it",
    remedy: "Check that the token may read this repository, and that the pull request and the commit still exist",
  },
  refused: {
    code: "github-refused",
    fault: "GitHub refuses this",
    remedy: "Run the job again; where it stays, this is a bug of BioReview: report it with this message",
  },
  limited: {
    code: "github-limited",
    fault: "GitHub's rate limit is used up",
    remedy: "Run the job again later, or with a token that has a limit of its own",
  },
};

/** @param status of an answer above 399 */
export function reasonOf(status: number, message: string): FaultReason {
  if (status === 401) return "credentials";
  if ((status === 403 || status === 422 || status === 423) && isAboutLock(message)) return "locked";
  if (status === 403 || status === 451) return "permission";
  if (status === 404 || status === 410) return "not found";
  if (status === 429) return "limited";
  return status >= 500 ? "server" : "refused";
}

/** "issue is locked", "lock prevents review". */
function isAboutLock(message: string): boolean {
  return /\block(?:ed)?\b/i.test(message);
}

export const graphqlError = z.object({
  type: z.string().optional(),
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
});
export type GraphQLError = z.infer<typeof graphqlError>;

export function reasonOfGraphQL({ type, message }: GraphQLError): FaultReason {
  switch (type) {
    case "FORBIDDEN":
    case "UNPROCESSABLE":
    case "INSUFFICIENT_SCOPES":
      if (isAboutLock(message)) return "locked";
      return type === "UNPROCESSABLE" ? "refused" : "permission";
    case "NOT_FOUND":
      return "not found";
    case undefined: // a query that its schema does not allow, or one that GitHub gave up
    case "SERVICE_UNAVAILABLE":
    case "INTERNAL":
      return "server";
    default:
      return "refused";
  }
}

/** What a request or a pause ends with after the signal was aborted. */
export function interrupted(signal: AbortSignal, label: string): UserError {
  if (signal.reason instanceof UserError) return signal.reason;
  return new InterruptedError({
    code: "interrupted",
    at: `GitHub, ${plainText(label)}`,
    fault: "the run was told to stop",
    remedy: "Run the job again; nothing is written twice",
  });
}
