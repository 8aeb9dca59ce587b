/** A snapshot of a pull request, at the start of a run: what it is, what we wrote on it, and the repository's configuration on its base branch.
 *  Invariants: only what GitHub says that this token wrote counts as ours; the configuration never comes from the pull request. What is not read is noted. */
import { SettingsError } from "../../errors.ts";
import { type Conversation, isStatusComment, type OwnComment, type OwnReview, type OwnThread } from "../../publish/index.ts";
import type { GitHubClient } from "../http/client.ts";
import { RequestFault } from "../http/request-fault.ts";
import {
  type CommentNode,
  type Facts,
  type Lists,
  type ReviewNode,
  SNAPSHOT_QUERY,
  snapshotAnswer,
  THREAD_COMMENTS,
  type ThreadNode,
} from "./queries.ts";
import { parseFullName } from "./repository.ts";

/** As one run sees it: read once, at the start. */
export interface PullRequest {
  /** As GraphQL names it. */
  readonly nodeId: string;
  /** `owner/name` of the repository that it is to be merged into. */
  readonly repository: string;
  readonly number: number;
  readonly author: string;
  readonly state: "open" | "closed" | "merged";
  readonly draft: boolean;
  readonly labels: readonly string[];
  readonly head: {
    readonly sha: string;
    readonly ref: string;
    /** Undefined where it was deleted. */
    readonly repository: string | undefined;
  };
  readonly base: { readonly ref: string; readonly sha: string };
}

export interface ConfigFile {
  readonly text: string;
  readonly path: string;
  /** Of the base branch. */
  readonly commit: string;
}
export interface PullRequestSnapshot {
  readonly pull: PullRequest;
  readonly conversation: Conversation;
  /** Undefined where the base branch has none. */
  readonly config: ConfigFile | undefined;
  readonly notes: readonly string[];
}

/** Requests. Two thousand comments: longer conversations are noted, and their middle is not read. */
const MAX_PAGES = 20;

/** One request; another for each further hundred comments, reviews or threads.
 *  @param configPath below the repository's top, such as `.github/bioreview.yml`
 *  @throws RequestFault; SettingsError `config-unreadable` where the configuration is no text */
export async function fetchSnapshot(
  github: GitHubClient,
  repository: string,
  number: number,
  { configPath }: { readonly configPath: string },
): Promise<PullRequestSnapshot> {
  const fetch = (from: Cursors) => fetchPage(github, repository, number, configPath, from);
  const first = await fetch(FROM_START);
  const pages: Lists[] = [first.pull];
  for (
    let more = nextCursors(first.pull, FROM_START);
    more !== undefined && pages.length < MAX_PAGES;
    more = nextCursors(pages.at(-1) ?? {}, more)
  )
    pages.push((await fetch(more)).pull);
  const unread =
    nextCursors(pages.at(-1) ?? {}, FROM_START) === undefined
      ? []
      : [`of this conversation more than ${MAX_PAGES} pages were not read`];
  return {
    pull: pullOf(first.repository, first.pull),
    conversation: conversationOf(pages, unread),
    config: configOf(first.pull, configPath),
    notes: first.pull.baseRef === null ? [`the base branch ${first.pull.baseRefName} is gone, so no configuration was read`] : [],
  };
}

/** Where each list goes on; undefined: it was read to its end. */
interface Cursors {
  readonly comments: string | null | undefined;
  readonly reviews: string | null | undefined;
  readonly threads: string | null | undefined;
}
const FROM_START: Cursors = { comments: null, reviews: null, threads: null };

function nextCursors({ comments, reviews, reviewThreads }: Lists, from: Cursors): Cursors | undefined {
  const next = (
    list: { pageInfo: { hasNextPage: boolean; endCursor: string | null } } | null | undefined,
    was: string | null | undefined,
  ) => (was !== undefined && list?.pageInfo.hasNextPage ? (list.pageInfo.endCursor ?? undefined) : undefined);
  const more = {
    comments: next(comments, from.comments),
    reviews: next(reviews, from.reviews),
    threads: next(reviewThreads, from.threads),
  };
  return Object.values(more).some((cursor) => cursor !== undefined) ? more : undefined;
}

async function fetchPage(github: GitHubClient, repository: string, number: number, config: string, from: Cursors) {
  const cursors = { comments: from.comments ?? null, reviews: from.reviews ?? null, threads: from.threads ?? null };
  const wanted = {
    moreComments: from.comments !== undefined,
    moreReviews: from.reviews !== undefined,
    moreThreads: from.threads !== undefined,
  };
  const variables = { ...parseFullName(repository), number, config, ...cursors, ...wanted };
  const answer = await github.query("PullRequest", SNAPSHOT_QUERY, variables, snapshotAnswer);
  if (answer.repository?.pullRequest) return { repository: answer.repository.nameWithOwner, pull: answer.repository.pullRequest };
  throw new RequestFault({
    reason: "not found",
    request: `pull request ${repository}#${number}`,
    message: "GitHub shows no such pull request",
  });
}

function pullOf(repository: string, facts: Facts): PullRequest {
  return {
    nodeId: facts.id,
    repository,
    number: facts.number,
    author: facts.author?.login ?? "ghost",
    state: STATES[facts.state],
    draft: facts.isDraft,
    labels: facts.labels?.nodes.map(({ name }) => name) ?? [],
    head: { sha: facts.headRefOid, ref: facts.headRefName, repository: facts.headRepository?.nameWithOwner },
    // The branch as it is now; what GitHub keeps at the pull request is as old as the last push.
    base: { ref: facts.baseRefName, sha: facts.baseRef?.target?.oid ?? facts.baseRefOid },
  };
}
const STATES = { OPEN: "open", CLOSED: "closed", MERGED: "merged" } as const;

function configOf({ baseRef }: Facts, path: string): ConfigFile | undefined {
  const target = baseRef?.target;
  const file = target?.file?.object;
  if (target === null || target === undefined || file === null || file === undefined) return undefined;
  if (typeof file.text === "string" && file.isTruncated !== true) return { text: file.text, path, commit: target.oid };
  throw new SettingsError({
    code: "config-unreadable",
    at: `${path} on the base branch`,
    fault: file.isTruncated ? "it is too long for a configuration" : "it is no text file",
    remedy: "Write it as YAML, or remove it",
  });
}

function conversationOf(pages: readonly Lists[], unread: readonly string[]): Conversation {
  const comments = pages.flatMap((page) => page.comments?.nodes ?? []);
  const reviews = pages.flatMap((page) => page.reviews?.nodes ?? []);
  const threads = pages.flatMap((page) => page.reviewThreads?.nodes ?? []);
  const long = threads.filter((thread) => isOurs(thread) && thread.comments.totalCount > THREAD_COMMENTS).length;
  return {
    statusComments: ownStatusComments(comments),
    reviews: reviews.flatMap(ownReview),
    threads: threads.flatMap(ownThread),
    notes: [...unread, ...(long > 0 ? [`of ${long} threads only the first ${THREAD_COMMENTS} comments were read`] : [])],
  };
}

export function ownStatusComments(comments: readonly CommentNode[]): OwnComment[] {
  return comments.flatMap((comment) => (isStatusComment(comment.body) ? ownComment(comment) : []));
}

/** Empty where somebody else wrote it, or GitHub gives no number to name it by. */
export function ownComment({ id, fullDatabaseId, body, url, viewerDidAuthor, author, editor }: CommentNode): OwnComment[] {
  if (!viewerDidAuthor || fullDatabaseId === null) return [];
  const edited = editor !== null && editor.login !== author?.login ? { editedBy: editor.login } : {};
  return [{ id: fullDatabaseId, nodeId: id, body, url, ...edited }];
}

/** One that was begun and never submitted is seen by nobody, and is none. */
export function ownReview(review: ReviewNode): OwnReview[] {
  return review.state === "PENDING" ? [] : ownComment(review).map((comment) => ({ ...comment, commit: review.commit?.oid }));
}

function isOurs({ comments }: ThreadNode): boolean {
  return comments.nodes[0]?.viewerDidAuthor === true;
}

function ownThread(thread: ThreadNode): OwnThread[] {
  const [first, ...replies] = thread.comments.nodes;
  return (first === undefined ? [] : ownComment(first)).map((root) => ({
    nodeId: thread.id,
    root,
    resolved: thread.isResolved,
    resolvable: thread.viewerCanResolve,
    replies: replies.flatMap((reply) => (reply.viewerDidAuthor ? [reply.body] : [])),
  }));
}
