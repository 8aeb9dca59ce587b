/** One review of one revision. Invariants: the event is COMMENT, so that no review blocks a merge; of two runs at once one posts
 *  its review, for it is begun, unseen, before we look what stands, and GitHub allows no second one beside it; what GitHub
 *  refuses to show on lines stands in the body. */
import { z } from "zod";
import { GitHubError } from "../../errors.ts";
import type { InlineComment, OwnReview, PlannedReview } from "../../publish/index.ts";
import type { GitHubClient } from "../http/client.ts";
import { type GraphQLError, RequestFault, reasonOfGraphQL } from "../http/request-fault.ts";
import type { PullRequest } from "../read/pull-request.ts";
import { BEGIN_REVIEW, begunAnswer } from "../read/queries.ts";
import { type CurrentState, currentOf, isSameVisibleText, recheck, reviewMoved } from "../read/recheck.ts";
import { parseFullName } from "../read/repository.ts";
import { sendOnce } from "./safe-write.ts";

export interface WrittenReview {
  readonly url: string;
  readonly notes: readonly string[];
}

/** With the words that were sent. */
function reviewAsSent(body: string) {
  return z.object({
    id: z.int(),
    html_url: z.string(),
    body: z.string().refine((shown) => isSameVisibleText(shown, body), "it is not the text that was sent"),
  });
}

/** A review that is begun and not submitted, or why it cannot be. */
export type BegunReview =
  | { readonly id: number; readonly current: CurrentState; readonly refusal?: never }
  | { readonly refusal: RequestFault; readonly current?: never };

/** @returns undefined where it does not come to that: then the review is posted at once
 *  @throws RequestFault about limits, the token, or an unsent review that cannot be removed; GitHubError `github-pending-review`;
 *  SupersededError */
export async function beginReview(
  github: GitHubClient,
  pull: PullRequest,
  head: string,
  planned: PlannedReview,
): Promise<BegunReview | undefined> {
  const first = await tryToBegin(github, pull, head, planned);
  if (first !== "pending") return first;
  // Of a run that broke off, or of one at work, which then finds it gone and yields.
  const removed = await deletePending(github, pull);
  const second = await tryToBegin(github, pull, head, planned);
  if (second !== "pending") return second;
  const { pending } = await recheck(github, pull);
  if (!pending.some(({ id }) => id === removed)) throw reviewMoved();
  const message = "an unsent review could not be removed, and GitHub allows only one";
  throw new RequestFault({ reason: "refused", request: "GraphQL BeginReview", message });
}

async function tryToBegin(
  github: GitHubClient,
  pull: PullRequest,
  head: string,
  { body, comments, markers }: PlannedReview,
): Promise<BegunReview | "pending" | undefined> {
  const variables = { pull: pull.nodeId, head, body, threads: comments.map(threadOf) };
  try {
    const { data, errors } = await github.mutate("BeginReview", BEGIN_REVIEW, variables);
    if (errors.some(({ message }) => isAboutPending(message))) return "pending";
    const refusal = errors.map(beginFault).find(isForbidden);
    if (refusal !== undefined) return { refusal };
    const begun = begunAnswer.safeParse(data).data?.addPullRequestReview.pullRequestReview;
    if (begun === undefined) return undefined;
    const { fullDatabaseId: id, comments: shown, pullRequest } = begun;
    if (shown.totalCount === comments.length) return { id, current: currentOf(pullRequest) };
    await discardReview(github, pull, id);
    return undefined;
  } catch (error) {
    if (!(error instanceof RequestFault) || error.reason === "limited" || error.reason === "credentials") throw error;
    github.log.debug(`the review ${markers[0]} is not begun: ${error.message}`);
    return isForbidden(error) ? { refusal: error } : undefined;
  }
}

function isAboutPending(message: string): boolean {
  return /pending review/i.test(message);
}

function isForbidden({ reason }: RequestFault): boolean {
  return reason === "permission" || reason === "locked";
}

function beginFault(error: GraphQLError): RequestFault {
  return new RequestFault({ reason: reasonOfGraphQL(error), request: "GraphQL BeginReview", message: error.message });
}

function threadOf({ path, line, startLine, body }: InlineComment) {
  const start = startLine === undefined || startLine === line ? {} : { startLine, startSide: "RIGHT" };
  return { path, line, side: "RIGHT", ...start, body };
}

/** Where it stays behind, the next run removes it. */
export async function discardReview(github: GitHubClient, pull: PullRequest, id: number): Promise<void> {
  const parameters = { ...parametersOf(pull), review_id: id };
  const answer = z.object({ id: z.literal(id) });
  await github
    .send(({ rest }) => rest.pulls.deletePendingReview(parameters), answer)
    .catch((error: unknown) => {
      if (!(error instanceof RequestFault)) throw error;
      github.log.debug(error.message);
    });
}

/** The review of a commit that is to be written. */
export interface ReviewToWrite {
  readonly head: string;
  readonly planned: PlannedReview;
  /** By `beginReview`. */
  readonly begun: BegunReview | undefined;
}

/** @throws RequestFault; SupersededError; GitHubError `github-pending-review` where a person's unsent review stands in the way */
export async function writeReview(
  github: GitHubClient,
  pull: PullRequest,
  { head, planned, begun }: ReviewToWrite,
  current: CurrentState,
): Promise<WrittenReview> {
  if (begun?.refusal !== undefined) throw begun.refusal;
  if (begun !== undefined) return submitReview(github, pull, planned, begun.id);
  if (planned.replaces !== undefined) {
    const standing = current.reviews.find(({ id }) => id === planned.replaces);
    const inBody = { ...planned, body: planned.bodyWithoutComments, replaces: planned.replaces };
    return (await replaceReview(github, pull, inBody, standing)) ?? addReview(github, pull, head, inBody);
  }
  try {
    return await addReview(github, pull, head, planned);
  } catch (error) {
    if (!isRefused(error) || !isAboutPending(error.githubMessage)) throw error;
    await deletePending(github, pull);
    return addReview(github, pull, head, planned);
  }
}

async function submitReview(github: GitHubClient, pull: PullRequest, planned: PlannedReview, id: number): Promise<WrittenReview> {
  const parameters = { ...parametersOf(pull), review_id: id, event: "COMMENT" as const };
  const send = () => github.send(({ rest }) => rest.pulls.submitReview(parameters), submitted(planned.body));
  try {
    const find = () => findReview(github, pull, (review) => review.id === id);
    return { url: (await sendOnce<{ html_url: string }>(github, send, find)).html_url, notes: [] };
  } catch (error) {
    if (!(error instanceof RequestFault) || (error.reason !== "not found" && error.reason !== "refused")) throw error;
    const { reviews, pending } = await recheck(github, pull);
    const standing = reviews.find((review) => review.id === id);
    if (standing !== undefined) return { url: standing.url, notes: [] };
    if (pending.some((review) => review.id === id)) throw error;
    throw reviewMoved();
  }
}

/** New comments on lines cannot be added to it, so its text says everything.
 *  @param standing the review as it was when the writing began
 *  @returns undefined where it is gone: somebody deleted it, so that the revision has none */
async function replaceReview(
  github: GitHubClient,
  pull: PullRequest,
  planned: PlannedReview & { readonly replaces: number },
  standing: OwnReview | undefined,
): Promise<WrittenReview | undefined> {
  const id = planned.replaces;
  const hasWords = (review: OwnReview) => review.id === id && isSameVisibleText(review.body, planned.body);
  if (standing !== undefined && hasWords(standing)) return { url: standing.url, notes: [] };
  const parameters = { ...parametersOf(pull), review_id: id, body: planned.body };
  const send = () => github.send(({ rest }) => rest.pulls.updateReview(parameters), reviewAsSent(planned.body));
  try {
    return {
      url: (await sendOnce<{ html_url: string }>(github, send, () => findReview(github, pull, hasWords))).html_url,
      notes: [],
    };
  } catch (error) {
    if (!(error instanceof RequestFault) || error.reason !== "not found") throw error;
    // It is also what GitHub says to a token that may not write there.
    if ((await recheck(github, pull)).reviews.some((review) => review.id === id)) throw error;
    return undefined;
  }
}

/** One bad comment makes GitHub refuse the review whole, and it does not say reliably which: then all of them stand in the body. */
async function addReview(github: GitHubClient, pull: PullRequest, head: string, planned: PlannedReview): Promise<WrittenReview> {
  const find = () => findReview(github, pull, ({ body }) => planned.markers.every((marker) => body.includes(marker)));
  const post = (body: string, comments: readonly InlineComment[]) => {
    const parameters = {
      ...parametersOf(pull),
      commit_id: head,
      event: "COMMENT" as const,
      body,
      ...(comments.length > 0 ? { comments: comments.map(commentOf) } : {}),
    };
    return sendOnce<{ html_url: string }>(
      github,
      () => github.send(({ rest }) => rest.pulls.createReview(parameters), submitted(body)),
      find,
    );
  };
  try {
    return { url: (await post(planned.body, planned.comments)).html_url, notes: [] };
  } catch (error) {
    if (!isRefused(error) || error.status !== 422 || planned.comments.length === 0 || isAboutPending(error.githubMessage))
      throw error;
    const note = `GitHub refused the comments on lines (${error.githubMessage}); they stand in the review's text`;
    github.log.warning(note);
    return { url: (await post(planned.bodyWithoutComments, [])).html_url, notes: [note] };
  }
}

function submitted(body: string) {
  return reviewAsSent(body).extend({ state: z.literal("COMMENTED") });
}

async function findReview(
  github: GitHubClient,
  pull: PullRequest,
  isIt: (review: OwnReview) => boolean,
): Promise<{ html_url: string } | undefined> {
  const found = (await recheck(github, pull)).reviews.find(isIt);
  return found && { html_url: found.url };
}

/** For a single line GitHub wants no start. */
function commentOf({ path, line, startLine, body }: InlineComment) {
  const start = startLine === undefined || startLine === line ? {} : { start_line: startLine, start_side: "RIGHT" };
  return { path, line, side: "RIGHT", ...start, body };
}

/** GitHub allows each user one unsent review on a pull request, and with it no other. A program's, or one that bears our mark, is
 *  a run's that broke off; a person's holds words that nobody else has.
 *  @returns which */
async function deletePending(github: GitHubClient, pull: PullRequest): Promise<number | undefined> {
  const { pending } = await recheck(github, pull);
  if (pending.length === 0) return undefined; // it was submitted meanwhile
  const [ours] = pending.filter(({ byProgram, body }) => byProgram || body.includes("bioreview-review-"));
  if (ours === undefined) throw pendingReviewInTheWay();
  github.log.warning("Removing a review that was begun and never sent");
  const parameters = { ...parametersOf(pull), review_id: ours.id };
  const answer = z.object({ id: z.literal(ours.id) });
  const send = () => github.send(({ rest }) => rest.pulls.deletePendingReview(parameters), answer);
  const find = async () => ((await recheck(github, pull)).pending.some(({ id }) => id === ours.id) ? undefined : { id: ours.id });
  await sendOnce(github, send, find).catch((error: unknown) => {
    if (!(error instanceof RequestFault) || error.reason !== "not found") throw error;
  });
  return ours.id;
}

function pendingReviewInTheWay(): GitHubError {
  return new GitHubError({
    code: "github-pending-review",
    at: "the review",
    fault: "the token's user has begun a review on this pull request and not sent it, and GitHub allows only one",
    remedy: "Send or discard that review, or give BioReview a token of its own; then run the job again",
  });
}

function parametersOf({ repository, number }: PullRequest) {
  return { ...parseFullName(repository), pull_number: number };
}

function isRefused(error: unknown): error is RequestFault {
  return error instanceof RequestFault && error.reason === "refused";
}
