/** One review of one revision. Invariants: the event is COMMENT, so that no review blocks a merge or stays behind unsent; where its mark stands already, no
 *  second one is written; what GitHub refuses to show on lines stands in the body. */
import { z } from "zod";
import { GitHubError } from "../../errors.ts";
import type { InlineComment, OwnReview, PlannedReview } from "../../publish/index.ts";
import type { GitHubClient } from "../http/client.ts";
import { RequestFault } from "../http/request-fault.ts";
import type { PullRequest } from "../read/pull-request.ts";
import { type CurrentState, isSameVisibleText, recheck } from "../read/recheck.ts";
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

/** @throws RequestFault; GitHubError `github-pending-review` where a person's unsent review stands in the way */
export async function writeReview(
  github: GitHubClient,
  pull: PullRequest,
  head: string,
  planned: PlannedReview,
  current: CurrentState,
): Promise<WrittenReview> {
  const standing = current.reviews.find(({ body }) => body.includes(planned.marker));
  if (planned.replaces !== undefined)
    return replaceReview(github, pull, head, { ...planned, body: planned.bodyWithoutComments }, planned.replaces, current);
  if (standing !== undefined) return { url: standing.url, notes: [] };
  try {
    return await addReview(github, pull, head, planned);
  } catch (error) {
    if (!isRefused(error) || !/pending review/i.test(error.githubMessage)) throw error;
    await deletePending(github, pull);
    return addReview(github, pull, head, planned);
  }
}

/** New comments on lines cannot be added to it, so its text says everything. One that is gone was deleted by somebody: then the revision has none, and gets one. */
async function replaceReview(
  github: GitHubClient,
  pull: PullRequest,
  head: string,
  planned: PlannedReview,
  id: number,
  current: CurrentState,
): Promise<WrittenReview> {
  const standing = current.reviews.find((review) => review.id === id);
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
    return addReview(github, pull, head, planned);
  }
}

/** One bad comment makes GitHub refuse the review whole, and it does not say reliably which: then all of them stand in the body. */
async function addReview(github: GitHubClient, pull: PullRequest, head: string, planned: PlannedReview): Promise<WrittenReview> {
  const find = () => findReview(github, pull, ({ body }) => body.includes(planned.marker));
  const post = (body: string, comments: readonly InlineComment[]) => {
    const parameters = {
      ...parametersOf(pull),
      commit_id: head,
      event: "COMMENT" as const,
      body,
      ...(comments.length > 0 ? { comments: comments.map(commentOf) } : {}),
    };
    const submitted = reviewAsSent(body).extend({ state: z.literal("COMMENTED") });
    return sendOnce<{ html_url: string }>(
      github,
      () => github.send(({ rest }) => rest.pulls.createReview(parameters), submitted),
      find,
    );
  };
  try {
    return { url: (await post(planned.body, planned.comments)).html_url, notes: [] };
  } catch (error) {
    if (!isRefused(error) || error.status !== 422 || planned.comments.length === 0 || /pending review/i.test(error.githubMessage))
      throw error;
    const note = `GitHub refused the comments on lines (${error.githubMessage}); they stand in the review's text`;
    github.log.warning(note);
    return { url: (await post(planned.bodyWithoutComments, [])).html_url, notes: [note] };
  }
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

/** GitHub allows each user one unsent review on a pull request, and with it no other. A program's, or one that bears our mark, is a run's that broke
 *  off; a person's holds words that nobody else has. */
async function deletePending(github: GitHubClient, pull: PullRequest): Promise<void> {
  const { pending } = await recheck(github, pull);
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
