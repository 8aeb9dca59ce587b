/** The pull request read once more, right before the first write: minutes lie between the snapshot and this. Invariant: about a commit that is no longer the
 *  head, or over a ledger that another run wrote, nothing is written. */
import { z } from "zod";
import { SupersededError } from "../../errors.ts";
import type { OwnComment, OwnReview, PlannedReview, Publication } from "../../publish/index.ts";
import type { GitHubClient } from "../http/client.ts";
import { RequestFault } from "../http/request-fault.ts";
import { ownComment, ownReview, type PullRequest } from "./pull-request.ts";
import { type CurrentNode, RECHECK_QUERY, type ReviewNode, recheckAnswer } from "./queries.ts";
import { parseFullName } from "./repository.ts";

export interface CurrentState {
  readonly head: string;
  /** Ours, the oldest and the newest of a long conversation. */
  readonly comments: readonly OwnComment[];
  readonly reviews: readonly OwnReview[];
  /** Begun by this token's user and never submitted. */
  readonly pending: readonly { readonly id: number; readonly body: string; readonly byProgram: boolean }[];
}

/** One request. */
export async function recheck(
  github: GitHubClient,
  { repository, number }: Pick<PullRequest, "repository" | "number">,
): Promise<CurrentState> {
  const variables = { ...parseFullName(repository), number };
  const pull = (await github.query("Recheck", RECHECK_QUERY, variables, recheckAnswer)).repository?.pullRequest;
  if (!pull)
    throw new RequestFault({
      reason: "not found",
      request: `pull request ${repository}#${number}`,
      message: "it is not there any more",
    });
  return currentOf(pull);
}

export function currentOf(pull: CurrentNode): CurrentState {
  const comments = [...pull.oldest.nodes, ...pull.newest.nodes].flatMap(ownComment);
  const reviews = pull.reviews?.nodes ?? [];
  return {
    head: pull.headRefOid,
    comments: [...new Map(comments.map((comment) => [comment.id, comment])).values()],
    reviews: reviews.flatMap(ownReview),
    pending: reviews.flatMap(pendingReview),
  };
}

function pendingReview({ state, viewerDidAuthor, fullDatabaseId: id, body, author }: ReviewNode): CurrentState["pending"] {
  return state === "PENDING" && viewerDidAuthor && id !== null ? [{ id, body, byProgram: author?.__typename === "Bot" }] : [];
}

/** The status comment as it stands now; undefined where there is none (any more). */
export async function currentStatusBody(
  github: GitHubClient,
  repository: string,
  { id, body }: NonNullable<Publication["restsOn"]>,
  current: CurrentState,
): Promise<string | undefined> {
  if (id === undefined) return current.comments.find((comment) => haveSameFirstLine(comment.body, body))?.body;
  return current.comments.find((comment) => comment.id === id)?.body ?? (await commentBody(github, repository, id));
}

/** Asked for by itself: it can stand in the middle of a conversation of more than two hundred. @returns undefined where it is gone */
export async function commentBody(github: GitHubClient, repository: string, id: number): Promise<string | undefined> {
  const parameters = { ...parseFullName(repository), comment_id: id };
  try {
    return (await github.send(({ rest }) => rest.issues.getComment(parameters), z.object({ body: z.string() }))).body;
  } catch (error) {
    if (error instanceof RequestFault && error.reason === "not found") return undefined;
    throw error;
  }
}

/** Whether two texts are the same to GitHub, which stores line ends in its own way and may strip what nobody sees. */
export function isSameText(one: string, other: string): boolean {
  return normal(one) === normal(other);
}

function normal(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(/[ \t]+$/gm, "")
    .trimEnd();
}

/** Whether people read the same in both: GitHub may strip HTML comments from reviews. */
export function isSameVisibleText(one: string, other: string): boolean {
  return visible(one) === visible(other);
}

function visible(markdown: string): string {
  return markdown
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** A status comment's first line says of which pull request and manuscript it is. */
export function haveSameFirstLine(body: string, other: string): boolean {
  return body.split(/\r?\n/, 1)[0] === other.split(/\r?\n/, 1)[0];
}

/** @param planned review. One of this revision that stands although the plan is for a new one is of another run at work
 *  @param expected body of the status comment when the plan was made; undefined: there was none
 *  @param body of it now. Deleted in between, it is simply written again */
export function whySuperseded(
  head: string,
  planned: PlannedReview | undefined,
  current: CurrentState,
  expected: string | undefined,
  body: string | undefined,
): SupersededError | undefined {
  if (current.head !== head)
    return superseded(
      "pull-request-moved",
      `${head.slice(0, 7)} is no longer the head, ${current.head.slice(0, 7)} is`,
      "Its own run reviews the new head",
    );
  if (body !== undefined && (expected === undefined || !isSameText(body, expected)))
    return superseded(
      "ledger-moved",
      "another run wrote the status comment while this one worked",
      "Comment /bioreview to review this commit on top of what it wrote",
    );
  if (planned === undefined || planned.replaces !== undefined) return undefined;
  return current.reviews.some((review) => planned.markers.some((marker) => review.body.includes(marker)))
    ? reviewMoved()
    : undefined;
}

/** That run goes on, and says how it ends. */
export function reviewMoved(): SupersededError {
  return superseded(
    "review-moved",
    "another run posts its review of this commit while this one worked",
    "Where that one ends without a verdict, run the job again",
  );
}

function superseded(code: string, fault: string, remedy: string): SupersededError {
  return new SupersededError({ code, at: "this run", fault: `${fault}; nothing was written`, remedy });
}
