/** Comments and reviews in GraphQL. */
import { type NodeKind, nodeId, pullWeb } from "../rest/render/names.ts";
import { standingOf } from "../world/outdated.ts";
import { associationOf, mayAny } from "../world/permissions.ts";
import type { IssueComment, Minimized, Pull, Repository, Review, ReviewComment, Thread } from "../world/world.ts";
import { actor } from "./actor.ts";
import { type Bounds, connection } from "./connection.ts";
import { type Context, WRITE_COMMENTS } from "./context.ts";
import { commitById } from "./git-object.ts";

interface Common {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  readonly createdAt: string;
  readonly editor: string | undefined;
  readonly minimized: Minimized | undefined;
}

function common(
  context: Context,
  repository: Repository,
  kind: NodeKind,
  { id, author, body, createdAt, editor, minimized }: Common,
) {
  return {
    __typename: kind,
    id: nodeId(kind, id),
    databaseId: id,
    fullDatabaseId: String(id),
    body,
    author: () => actor(context, author),
    editor: () => (editor === undefined ? null : actor(context, editor)),
    includesCreatedEdit: editor !== undefined,
    authorAssociation: associationOf(repository, author),
    createdAt,
    isMinimized: minimized !== undefined,
    minimizedReason: minimized?.reason ?? null,
    viewerDidAuthor: context.token.login === author,
    viewerCanMinimize: mayAny(context.token, repository, WRITE_COMMENTS),
  };
}

export function issueComment(context: Context, repository: Repository, pull: Pull, comment: IssueComment): object {
  return {
    ...common(context, repository, "IssueComment", comment),
    updatedAt: comment.updatedAt,
    url: `${pullWeb(context.settings.web, repository, pull)}#issuecomment-${comment.id}`,
  };
}

export function review(context: Context, repository: Repository, pull: Pull, shown: Review): object {
  return {
    ...common(context, repository, "PullRequestReview", shown),
    state: shown.state,
    commit: () => commitById(context, repository, shown.commit),
    submittedAt: shown.submittedAt ?? null,
    updatedAt: shown.submittedAt ?? shown.createdAt,
    url: `${pullWeb(context.settings.web, repository, pull)}#pullrequestreview-${shown.id}`,
    comments: (bounds: Bounds) => {
      const own = pull.threads.flatMap((thread) =>
        thread.comments.filter((comment) => comment.review === shown.id).map((comment) => ({ thread, comment })),
      );
      return connection("comments", bounds, own, ({ thread, comment }) =>
        reviewComment(context, repository, pull, thread, comment),
      );
    },
  };
}

export function reviewComment(
  context: Context,
  repository: Repository,
  pull: Pull,
  thread: Thread,
  comment: ReviewComment,
): object {
  const standing = standingOf(repository, pull, thread, context.settings);
  const [root] = thread.comments;
  return {
    ...common(context, repository, "PullRequestReviewComment", comment),
    updatedAt: comment.updatedAt,
    url: `${pullWeb(context.settings.web, repository, pull)}#discussion_r${comment.id}`,
    path: standing.path,
    line: standing.line ?? null,
    startLine: standing.startLine ?? null,
    originalLine: thread.anchor.line,
    originalStartLine: thread.anchor.startLine ?? null,
    outdated: standing.line === undefined,
    subjectType: "LINE",
    diffHunk: thread.anchor.hunk,
    originalCommit: () => commitById(context, repository, thread.commit),
    commit: () => commitById(context, repository, standing.line === undefined ? thread.commit : pull.head.sha),
    replyTo: () => (root === undefined || root === comment ? null : reviewComment(context, repository, pull, thread, root)),
    pullRequestReview: () => {
      const of = pull.reviews.find(({ id }) => id === comment.review);
      return of === undefined ? null : review(context, repository, pull, of);
    },
  };
}
