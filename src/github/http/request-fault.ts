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
}

/** One request that failed, for good. */
export class RequestFault extends GitHubError {
  readonly reason: FaultReason;
  readonly status: number | undefined;
  /** GitHub's own words, one plain line. */
  readonly said: string;
  readonly accepted: string | undefined;
  constructor(failed: FailedRequest) {
    const githubMessage = plainText(failed.message).slice(0, 300);
    super({
      code: CODES[failed.reason],
      at: `GitHub, ${plainText(failed.request)}`,
      fault: faultOf(failed, githubMessage),
      remedy: REMEDIES[failed.reason],
    });
    this.reason = failed.reason;
    this.status = failed.status;
    this.said = githubMessage;
    this.accepted = failed.accepted;
  }
  /** Whether a write may have been done although it failed: then it must be looked for before it is sent again. */
  get mayHaveSucceeded(): boolean {
    return this.reason === "unreachable" || this.reason === "server" || this.reason === "answer";
  }
}

const CODES: Readonly<Record<FaultReason, string>> = {
  unreachable: "github-unreachable",
  server: "github-failed",
  answer: "github-answer",
  credentials: "github-credentials",
  permission: "github-permission",
  locked: "github-locked",
  "not found": "github-not-found",
  refused: "github-refused",
  limited: "github-limited",
};

const REMEDIES: Readonly<Record<FaultReason, string>> = {
  unreachable: "Check the runner's network and proxy, then run the job again; nothing is written twice",
  server: "Run the job again later; nothing is written twice",
  answer: "Run the job again; where it stays, check what stands between the runner and GitHub, and GITHUB_API_URL",
  credentials: "Give a token that is valid: the input `token`, by default the job's own",
  permission: "Add the permission to the workflow's `permissions`, or run on an event whose token may write",
  locked: "Unlock the conversation, then run the job again",
  "not found": "Check that the token may read this repository, and that the pull request and the commit still exist",
  refused: "Run the job again; where it stays, this is a bug of BioReview: report it with this message",
  limited: "Run the job again later, or with a token that has a limit of its own",
};

function faultOf({ reason, status, accepted }: FailedRequest, githubMessage: string): string {
  const number = status === undefined ? "" : ` (${status})`;
  switch (reason) {
    case "unreachable":
      return `no whole answer came: ${githubMessage}`;
    case "server":
      return `GitHub failed${number}: ${githubMessage}`;
    case "answer":
      return `the answer is not what GitHub documents: ${githubMessage}`;
    case "credentials":
      return `the token is refused${number}: ${githubMessage}`;
    case "permission":
      return `the token may not do this${number}: ${githubMessage}${accepted === undefined ? "" : `; it needs ${plainText(accepted)}`}`;
    case "locked":
      return `the conversation is locked${number}: ${githubMessage}`;
    case "not found":
      return `there is no such thing, or the token may not see it${number}: ${githubMessage}`;
    case "refused":
      return `GitHub refuses this${number}: ${githubMessage}`;
    case "limited":
      return `GitHub's rate limit is used up${number}: ${githubMessage}`;
  }
}

/** @param status of an answer above 399 */
export function reasonOf(status: number, message: string): FaultReason {
  if (status === 401) return "credentials";
  if (status === 403 || status === 422 || status === 423) {
    if (/\block(?:ed)?\b/i.test(message)) return "locked";
  }
  if (status === 403 || status === 451) return "permission";
  if (status === 404 || status === 410) return "not found";
  if (status === 429) return "limited";
  return status >= 500 ? "server" : "refused";
}

export const graphqlError = z.object({
  type: z.string().optional(),
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
});
export type GraphQLError = z.infer<typeof graphqlError>;

export function reasonOfGraphQL({ type }: GraphQLError): FaultReason {
  switch (type) {
    case "FORBIDDEN":
    case "INSUFFICIENT_SCOPES":
      return "permission";
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
