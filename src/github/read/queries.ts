/** What is asked of a pull request, in GraphQL, and the shape of the answers. `viewerDidAuthor` is GitHub's own word for "this token wrote it". */
import { z } from "zod";

const sha = z.string().regex(/^[0-9a-f]{40,64}$/);
const actor = z.object({ login: z.string() }).nullable();
const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
/** GitHub lists null where it may not show something. */
export const nodesOf = <Node extends z.ZodType>(node: Node) =>
  z.array(node.nullable()).transform((nodes) => nodes.filter((one) => one !== null));
const connection = <Node extends z.ZodType>(node: Node) => z.object({ pageInfo, nodes: nodesOf(node) });

const PAGE = "pageInfo { hasNextPage endCursor }";

/** `databaseId` has 32 bits, and comments have outgrown them. */
const bigId = z.union([z.string().regex(/^\d{1,15}$/), z.int()]).transform(Number);

export const COMMENT = "id fullDatabaseId body url viewerDidAuthor author { login } editor { login }";
export const commentNode = z.object({
  id: z.string(),
  fullDatabaseId: bigId.nullable(),
  body: z.string(),
  url: z.string(),
  viewerDidAuthor: z.boolean(),
  author: actor,
  editor: actor,
});
export type CommentNode = z.infer<typeof commentNode>;

const REVIEW = "id fullDatabaseId body url viewerDidAuthor state commit { oid } author { __typename login } editor { login }";
const reviewNode = commentNode.extend({
  state: z.enum(["PENDING", "COMMENTED", "APPROVED", "CHANGES_REQUESTED", "DISMISSED"]),
  commit: z.object({ oid: sha }).nullable(),
  author: z.object({ __typename: z.string(), login: z.string() }).nullable(),
});
export type ReviewNode = z.infer<typeof reviewNode>;

/** Comments of one thread that are looked at. */
export const THREAD_COMMENTS = 50;
const THREAD = `id isResolved viewerCanResolve comments(first: ${THREAD_COMMENTS}) { totalCount nodes { ${COMMENT} } }`;
const threadNode = z.object({
  id: z.string(),
  isResolved: z.boolean(),
  viewerCanResolve: z.boolean(),
  comments: z.object({ totalCount: z.int(), nodes: nodesOf(commentNode) }),
});
export type ThreadNode = z.infer<typeof threadNode>;

const blob = z.object({ text: z.string().nullable(), isBinary: z.boolean().nullable(), isTruncated: z.boolean() });
const FACTS = `id number state isDraft author { login } labels(first: 100) { nodes { name } }
      headRefOid headRefName headRepository { nameWithOwner } baseRefName baseRefOid
      baseRef { target { oid ... on Commit { file(path: $config) { object { ... on Blob { text isBinary isTruncated } } } } } }`;
const facts = z.object({
  id: z.string(),
  number: z.int(),
  state: z.enum(["OPEN", "CLOSED", "MERGED"]),
  isDraft: z.boolean(),
  author: actor,
  labels: z.object({ nodes: nodesOf(z.object({ name: z.string() })) }).nullable(),
  headRefOid: sha,
  headRefName: z.string(),
  headRepository: z.object({ nameWithOwner: z.string() }).nullable(),
  baseRefName: z.string(),
  baseRefOid: sha,
  /** Null where the base branch was deleted. */
  baseRef: z
    .object({ target: z.object({ oid: sha, file: z.object({ object: blob.partial().nullable() }).nullish() }).nullable() })
    .nullable(),
});
export type Facts = z.infer<typeof facts>;

/** Nodes a page, GitHub's greatest. */
const PAGE_SIZE = 100;
const LISTS = `comments(first: ${PAGE_SIZE}, after: $comments) @include(if: $moreComments) { ${PAGE} nodes { ${COMMENT} } }
      reviews(first: ${PAGE_SIZE}, after: $reviews) @include(if: $moreReviews) { ${PAGE} nodes { ${REVIEW} } }
      reviewThreads(first: ${PAGE_SIZE}, after: $threads) @include(if: $moreThreads) { ${PAGE} nodes { ${THREAD} } }`;
const lists = z.object({
  comments: connection(commentNode).optional(),
  reviews: connection(reviewNode).nullish(),
  reviewThreads: connection(threadNode).optional(),
});
export type Lists = z.infer<typeof lists>;

export const SNAPSHOT_QUERY = `query PullRequest($owner: String!, $repo: String!, $number: Int!, $config: String!,
  $comments: String, $reviews: String, $threads: String, $moreComments: Boolean!, $moreReviews: Boolean!, $moreThreads: Boolean!) {
  repository(owner: $owner, name: $repo) {
    nameWithOwner
    pullRequest(number: $number) {
      ${FACTS}
      ${LISTS}
    }
  }
}`;
const found = <Pull extends z.ZodType>(pull: Pull) =>
  z.object({ repository: z.object({ nameWithOwner: z.string(), pullRequest: pull.nullable() }).nullable() });
export const snapshotAnswer = found(facts.extend(lists.shape));

/** The status comment is among the oldest comments, or among the newest. */
const CURRENT = `headRefOid state
      oldest: comments(first: ${PAGE_SIZE}) { nodes { ${COMMENT} } }
      newest: comments(last: ${PAGE_SIZE}) { nodes { ${COMMENT} } }
      reviews(last: ${PAGE_SIZE}) { nodes { ${REVIEW} } }`;
const current = z.object({
  headRefOid: sha,
  state: z.enum(["OPEN", "CLOSED", "MERGED"]),
  oldest: z.object({ nodes: nodesOf(commentNode) }),
  newest: z.object({ nodes: nodesOf(commentNode) }),
  reviews: z.object({ nodes: nodesOf(reviewNode) }).nullable(),
});
export type CurrentNode = z.infer<typeof current>;

/** What is read once more before the first write. */
export const RECHECK_QUERY = `query Recheck($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    nameWithOwner
    pullRequest(number: $number) {
      ${CURRENT}
    }
  }
}`;
export const recheckAnswer = found(current);

/** Begins a review, which nobody sees until it is submitted, and beside which GitHub allows this token no other; and reads what then stands. */
export const BEGIN_REVIEW = `mutation BeginReview($pull: ID!, $head: GitObjectID!, $body: String!, $threads: [DraftPullRequestReviewThread]!) {
  addPullRequestReview(input: { pullRequestId: $pull, commitOID: $head, body: $body, threads: $threads }) {
    pullRequestReview { fullDatabaseId state comments(first: 1) { totalCount } pullRequest { ${CURRENT} } }
  }
}`;
export const begunAnswer = z.object({
  addPullRequestReview: z.object({
    pullRequestReview: z.object({
      fullDatabaseId: bigId,
      state: z.literal("PENDING"),
      comments: z.object({ totalCount: z.int() }),
      pullRequest: current,
    }),
  }),
});
