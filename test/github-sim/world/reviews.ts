/** Reviews, their threads and replies. Invariant: all or nothing: a review with one comment that cannot stand leaves no trace. */
import { type Anchor, type AskedAnchor, type Resolution, resolveAnchor } from "../git/anchor.ts";
import { commitOf } from "./commits.ts";
import { isPartOf, mergeBaseOf, pullDiff } from "./diff.ts";
import { roleOf } from "./permissions.ts";
import { unprocessable } from "./refusal.ts";
import { moment, type Settings } from "./settings.ts";
import { checkedBody, withoutHtmlComments } from "./text.ts";
import {
  newId,
  type Pull,
  type Repository,
  type Review,
  type ReviewComment,
  type ReviewState,
  type Thread,
  type World,
} from "./world.ts";

export type ReviewEvent = "APPROVE" | "REQUEST_CHANGES" | "COMMENT";
export interface NewReview {
  readonly author: string;
  /** Undefined: the head. */
  readonly commit: string | undefined;
  readonly body: string;
  /** Undefined: the review stays pending. */
  readonly event: ReviewEvent | undefined;
  readonly comments: readonly (AskedAnchor & { readonly body: string })[];
}

const STATE: Readonly<Record<ReviewEvent, ReviewState>> = {
  APPROVE: "APPROVED",
  REQUEST_CHANGES: "CHANGES_REQUESTED",
  COMMENT: "COMMENTED",
};

/** @throws Refusal 422, before anything is written */
export function addReview(world: World, repository: Repository, pull: Pull, asked: NewReview, settings: Settings): Review {
  refuseReview(repository, pull, asked);
  const commit = commitOf(repository, asked.commit ?? pull.head.sha);
  if (commit === undefined || !isPartOf(repository, pull, commit))
    throw unprocessable("The commitOID is not part of the pull request");
  const files = pullDiff(repository, pull, commit, settings);
  const anchored = asked.comments.map((comment) => ({
    anchor: anchorOrRefuse(resolveAnchor(files, comment), settings),
    body: checkedBody("PullRequestReviewComment", comment.body),
  }));
  const at = moment(settings);
  const review = newReview(world, asked.author, commit, at);
  review.body = bodyOf(asked.body, asked.event, settings);
  if (asked.event !== undefined) Object.assign(review, { state: STATE[asked.event], submittedAt: at });
  pull.reviews.push(review);
  const mergeBase = mergeBaseOf(repository, pull, commit);
  for (const { anchor, body } of anchored) {
    const comments = [newReviewComment(world, review, body, at)];
    pull.threads.push({ id: newId(world), anchor, commit, mergeBase, resolvedBy: undefined, comments });
  }
  pull.updatedAt = at;
  return review;
}

function refuseReview(repository: Repository, pull: Pull, { author, event, body, comments }: NewReview): void {
  const role = roleOf(repository, author);
  const mayPush = role === "admin" || role === "maintain" || role === "write";
  if (pull.locked && !mayPush) throw unprocessable("lock prevents review");
  if (pull.reviews.some((review) => review.author === author && review.state === "PENDING")) {
    throw unprocessable("User can only have one pending review per pull request");
  }
  if (author === pull.author && event === "APPROVE") throw unprocessable("Can not approve your own pull request");
  if (author === pull.author && event === "REQUEST_CHANGES")
    throw unprocessable("Can not request changes on your own pull request");
  if (event === "REQUEST_CHANGES" && body.trim() === "") throw unprocessable("Body can't be blank");
  if (event === "COMMENT" && body.trim() === "" && comments.length === 0) throw unprocessable("Body can't be blank");
  if (body !== "") checkedBody("PullRequestReview", body);
}

const bodyOf = (body: string, event: ReviewEvent | undefined, { htmlCommentsInReviews }: Settings): string =>
  event !== undefined && htmlCommentsInReviews === "stripped" ? withoutHtmlComments(body) : body;

const OLD_WORDS = [
  "Pull request review thread line must be part of the diff",
  "Pull request review thread start line must be part of the same hunk as the line.",
  "Pull request review thread diff hunk can't be blank",
];

function anchorOrRefuse(resolution: Resolution, { anchorRefusals }: Settings): Anchor {
  if (resolution.kind === "anchor") return resolution.anchor;
  if (resolution.kind === "start after end") throw unprocessable("start line must precede the end line.");
  if (anchorRefusals === "2026")
    throw unprocessable(resolution.kind === "no such path" ? "Path could not be resolved" : "Line could not be resolved");
  throw unprocessable(resolution.kind === "start in no hunk" ? (OLD_WORDS[1] ?? "") : OLD_WORDS.join(", and "));
}

/** Replies are reviews too: GitHub wraps each into one of its own, without a body. */
export function addReply(
  world: World,
  pull: Pull,
  thread: Thread,
  author: string,
  body: string,
  settings: Settings,
): ReviewComment {
  const at = moment(settings);
  const text = checkedBody("PullRequestReviewComment", body);
  const review: Review = { ...newReview(world, author, pull.head.sha, at), state: "COMMENTED", submittedAt: at };
  pull.reviews.push(review);
  const comment = newReviewComment(world, review, text, at);
  thread.comments.push(comment);
  pull.updatedAt = at;
  return comment;
}

export function submitReview(pull: Pull, review: Review, event: ReviewEvent, body: string | undefined, settings: Settings): void {
  if (review.state !== "PENDING") throw unprocessable("Can only submit a pending review");
  const words = body ?? review.body;
  const hasComments = pull.threads.some(({ comments }) => comments.some((comment) => comment.review === review.id));
  if (event !== "APPROVE" && words.trim() === "" && !hasComments) throw unprocessable("Body can't be blank");
  Object.assign(review, { state: STATE[event], body: bodyOf(words, event, settings), submittedAt: moment(settings) });
}

export function editReview(review: Review, editor: string, body: string, settings: Settings): void {
  review.body = bodyOf(checkedBody("PullRequestReview", body), "COMMENT", settings);
  review.editor = editor;
}

/** @throws Refusal 422 unless it is pending */
export function deleteReview(pull: Pull, review: Review): void {
  if (review.state !== "PENDING") throw unprocessable("Can not delete a non-pending pull request review");
  pull.reviews = pull.reviews.filter(({ id }) => id !== review.id);
  pull.threads = pull.threads.filter(({ comments }) => comments.every((comment) => comment.review !== review.id));
}

function newReview(world: World, author: string, commit: string, createdAt: string): Review {
  return {
    id: newId(world),
    author,
    body: "",
    state: "PENDING",
    commit,
    submittedAt: undefined,
    createdAt,
    editor: undefined,
    minimized: undefined,
  };
}

function newReviewComment(world: World, review: Review, body: string, at: string): ReviewComment {
  return {
    id: newId(world),
    review: review.id,
    author: review.author,
    body,
    createdAt: at,
    updatedAt: at,
    editor: undefined,
    minimized: undefined,
  };
}
