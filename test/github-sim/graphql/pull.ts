/** A pull request in GraphQL. */
import { nodeId, pullWeb } from "../rest/render/names.ts";
import { pullDiff } from "../world/diff.ts";
import { associationOf } from "../world/permissions.ts";
import { fullName, type Pull, type Repository } from "../world/world.ts";
import { actor } from "./actor.ts";
import { issueComment, review } from "./comment.ts";
import { type Bounds, connection } from "./connection.ts";
import type { Context } from "./context.ts";
import { commitById } from "./git-object.ts";
import { ref, repositoryFacts } from "./repository-facts.ts";
import { reviewThread } from "./thread.ts";

const CHANGE = { added: "ADDED", removed: "DELETED", modified: "MODIFIED", renamed: "RENAMED", changed: "CHANGED" } as const;

export function pullRequest(context: Context, repository: Repository, pull: Pull): object {
  return {
    ...facts(context, repository, pull),
    comments: (bounds: Bounds) =>
      connection("comments", bounds, pull.comments, (comment) => issueComment(context, repository, pull, comment)),
    reviews: (bounds: Bounds & { states?: readonly string[] | null; author?: string | null }) =>
      connection("reviews", bounds, visibleReviews(context, pull, bounds), (each) => review(context, repository, pull, each)),
    reviewThreads: (bounds: Bounds) =>
      connection("reviewThreads", bounds, visibleThreads(context, pull), (thread) =>
        reviewThread(context, repository, pull, thread),
      ),
    files: (bounds: Bounds) =>
      connection("files", bounds, pullDiff(repository, pull, pull.head.sha, context.settings), (file) => ({
        ...{ path: file.path, additions: file.additions, deletions: file.deletions },
        changeType: CHANGE[file.status],
      })),
    labels: (bounds: Bounds) =>
      connection("labels", bounds, pull.labels, (name) => ({ name, color: "ededed", description: null })),
  };
}

function facts(context: Context, repository: Repository, pull: Pull) {
  const head =
    pull.head.repository === undefined ? undefined : context.world.repositories.get(pull.head.repository.toLowerCase());
  const isCrossRepository = pull.head.repository?.toLowerCase() !== fullName(repository).toLowerCase();
  const merged = pull.state === "merged";
  const web = pullWeb(context.settings.web, repository, pull);
  return {
    __typename: "PullRequest",
    id: nodeId("PullRequest", pull.id),
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    ...{
      number: pull.number,
      title: pull.title,
      body: pull.body,
      locked: pull.locked,
      isDraft: pull.draft,
      isCrossRepository,
      merged,
    },
    ...{ createdAt: pull.createdAt, updatedAt: pull.updatedAt, closedAt: pull.closedAt ?? null, url: web, permalink: web },
    state: pull.state.toUpperCase(),
    closed: pull.state !== "open",
    mergedAt: merged ? (pull.closedAt ?? null) : null,
    mergeCommit: () => (pull.mergeCommit === undefined ? null : commitById(context, repository, pull.mergeCommit)),
    author: () => actor(context, pull.author),
    authorAssociation: associationOf(repository, pull.author),
    viewerDidAuthor: pull.author === context.token.login,
    headRefName: pull.head.ref,
    headRefOid: pull.head.sha,
    headRef: () => (head?.branches.has(pull.head.ref) ? ref(context, head, pull.head.ref) : null),
    headRepository: () => (head === undefined ? null : repositoryFacts(context, head)),
    headRepositoryOwner: () => actor(context, pull.head.owner),
    baseRefName: pull.base.ref,
    baseRefOid: pull.base.sha,
    baseRef: () => (repository.branches.has(pull.base.ref) ? ref(context, repository, pull.base.ref) : null),
    baseRepository: () => repositoryFacts(context, repository),
    repository: () => repositoryFacts(context, repository),
    changedFiles: () => pullDiff(repository, pull, pull.head.sha, context.settings).length,
  };
}

/** A pending review is its author's secret, and so are its threads. */
function visibleReviews({ token }: Context, pull: Pull, asked: { states?: readonly string[] | null; author?: string | null }) {
  return pull.reviews
    .filter(({ state, author }) => state !== "PENDING" || author === token.login)
    .filter(({ state }) => !Array.isArray(asked.states) || asked.states.includes(state))
    .filter(
      ({ author }) => typeof asked.author !== "string" || author.replace(/\[bot\]$/, "") === asked.author.replace(/\[bot\]$/, ""),
    );
}

function visibleThreads(context: Context, pull: Pull) {
  const visible = new Set(visibleReviews(context, pull, {}).map(({ id }) => id));
  return pull.threads.filter(({ comments }) => comments.every((comment) => visible.has(comment.review)));
}
