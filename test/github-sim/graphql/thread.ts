/** Threads in GraphQL. */
import { nodeId } from "../rest/render/names.ts";
import { standingOf } from "../world/outdated.ts";
import { mayAny } from "../world/permissions.ts";
import type { Pull, Repository, Thread } from "../world/world.ts";
import { actor } from "./actor.ts";
import { reviewComment } from "./comment.ts";
import { type Bounds, connection } from "./connection.ts";
import { type Context, WRITE_CONTENTS, WRITE_PULLS } from "./context.ts";

/** An installation needs to write contents too, as was found out by trying. */
function canResolve({ token }: Context, repository: Repository): boolean {
  return mayAny(token, repository, WRITE_PULLS) && mayAny(token, repository, WRITE_CONTENTS);
}

export function reviewThread(context: Context, repository: Repository, pull: Pull, thread: Thread): object {
  const { anchor } = thread;
  const standing = standingOf(repository, pull, thread, context.settings);
  const can = canResolve(context, repository);
  const resolved = thread.resolvedBy;
  return {
    __typename: "PullRequestReviewThread",
    id: nodeId("PullRequestReviewThread", thread.id),
    isResolved: resolved !== undefined,
    isOutdated: standing.line === undefined,
    isCollapsed: resolved !== undefined || standing.line === undefined,
    resolvedBy: () => (resolved === undefined ? null : actor(context, resolved)),
    path: standing.path,
    line: standing.line ?? null,
    startLine: standing.startLine ?? null,
    originalLine: anchor.line,
    originalStartLine: anchor.startLine ?? null,
    diffSide: anchor.side,
    startDiffSide: anchor.startLine === undefined ? null : anchor.startSide,
    subjectType: "LINE",
    viewerCanResolve: can && resolved === undefined,
    viewerCanUnresolve: can && resolved !== undefined,
    viewerCanReply: mayAny(context.token, repository, WRITE_PULLS),
    comments: (bounds: Bounds) =>
      connection("comments", bounds, thread.comments, (comment) => reviewComment(context, repository, pull, thread, comment)),
  };
}
