/** What GraphQL can change here. Invariant: each alias stands alone: one that fails leaves the others done, as on GitHub. */
import { addReply, addReview } from "../world/reviews.ts";
import { issueComment, review, reviewComment } from "./comment.ts";
import { type Context, failure, permit, WRITE_COMMENTS, WRITE_CONTENTS, WRITE_PULLS } from "./context.ts";
import { type Found, find } from "./find.ts";
import { pullRequest } from "./pull.ts";
import { reviewThread } from "./thread.ts";

interface Input<T> {
  readonly input: T & { readonly clientMutationId?: string | null };
}
interface ThreadId {
  readonly threadId: string;
}

function threadIn(context: Context, id: string): Extract<Found, { kind: "PullRequestReviewThread" }> {
  const found = find(context, id);
  if (found.kind !== "PullRequestReviewThread")
    throw failure("NOT_FOUND", `Could not resolve to PullRequestReviewThread node with the global id of '${id}'.`);
  return found;
}

function setResolved(context: Context, { input }: Input<ThreadId>, resolvedBy: string | undefined): object {
  const { repository, pull, thread } = threadIn(context, input.threadId);
  permit(context, repository, WRITE_PULLS);
  permit(context, repository, WRITE_CONTENTS);
  thread.resolvedBy = resolvedBy;
  return { clientMutationId: input.clientMutationId ?? null, thread: () => reviewThread(context, repository, pull, thread) };
}

function addThreadReply(context: Context, { input }: Input<{ pullRequestReviewThreadId: string; body: string }>): object {
  const { repository, pull, thread } = threadIn(context, input.pullRequestReviewThreadId);
  permit(context, repository, WRITE_PULLS);
  const comment = addReply(context.world, pull, thread, context.token.login, input.body, context.settings);
  return {
    clientMutationId: input.clientMutationId ?? null,
    comment: () => reviewComment(context, repository, pull, thread, comment),
  };
}

interface NewReview {
  readonly pullRequestId: string;
  readonly commitOID?: string | null;
  readonly body?: string | null;
  readonly event?: "APPROVE" | "COMMENT" | "REQUEST_CHANGES" | null;
  readonly threads?: readonly DraftThread[] | null;
}
interface DraftThread {
  readonly path: string;
  readonly line: number;
  readonly side?: "LEFT" | "RIGHT" | null;
  readonly startLine?: number | null;
  readonly startSide?: "LEFT" | "RIGHT" | null;
  readonly body: string;
}

function beginReview(context: Context, { input }: Input<NewReview>): object {
  const { kind, repository, pull } = find(context, input.pullRequestId);
  if (kind !== "PullRequest") throw failure("NOT_FOUND", "Could not resolve to a PullRequest node.");
  permit(context, repository, WRITE_PULLS);
  const comments = (input.threads ?? []).map(({ path, line, side, startLine, startSide, body }) => ({
    ...{ path, line, side: side ?? "RIGHT", startLine: startLine ?? undefined, startSide: startSide ?? side ?? "RIGHT", body },
  }));
  const asked = {
    ...{ author: context.token.login, commit: input.commitOID ?? undefined, body: input.body ?? "", comments },
    event: input.event ?? undefined,
  };
  const added = addReview(context.world, repository, pull, asked, context.settings);
  return {
    clientMutationId: input.clientMutationId ?? null,
    pullRequestReview: () => ({
      ...review(context, repository, pull, added),
      pullRequest: () => pullRequest(context, repository, pull),
    }),
  };
}

/** GitHub gives the reason back in small letters. */
const reasonOf = (classifier: string): string => classifier.toLowerCase().replaceAll("_", "-");

function setMinimized(context: Context, id: string, clientMutationId: string | null, reason: string | undefined): object {
  const found = find(context, id);
  permit(context, found.repository, WRITE_COMMENTS);
  const minimized = reason === undefined ? undefined : { reason };
  switch (found.kind) {
    case "PullRequestReview":
      found.review.minimized = minimized;
      break;
    case "PullRequestReviewComment":
    case "IssueComment":
      found.comment.minimized = minimized;
      break;
    default:
      throw failure("UNPROCESSABLE", "Subject is not minimizable.");
  }
  const key = reason === undefined ? "unminimizedComment" : "minimizedComment";
  return { clientMutationId, [key]: () => shown(context, found) };
}

function shown(context: Context, found: Found): object | null {
  const { repository, pull } = found;
  if (found.kind === "IssueComment") return issueComment(context, repository, pull, found.comment);
  if (found.kind === "PullRequestReview") return review(context, repository, pull, found.review);
  if (found.kind === "PullRequestReviewComment") return reviewComment(context, repository, pull, found.thread, found.comment);
  return null;
}

export const mutations = (context: Context) => ({
  addPullRequestReview: (asked: Input<NewReview>) => beginReview(context, asked),
  resolveReviewThread: (asked: Input<ThreadId>) => setResolved(context, asked, context.token.login),
  unresolveReviewThread: (asked: Input<ThreadId>) => setResolved(context, asked, undefined),
  addPullRequestReviewThreadReply: (asked: Input<{ pullRequestReviewThreadId: string; body: string }>) =>
    addThreadReply(context, asked),
  minimizeComment: ({ input }: Input<{ subjectId: string; classifier: string }>) =>
    setMinimized(context, input.subjectId, input.clientMutationId ?? null, reasonOf(input.classifier)),
  unminimizeComment: ({ input }: Input<{ subjectId: string }>) =>
    setMinimized(context, input.subjectId, input.clientMutationId ?? null, undefined),
});
