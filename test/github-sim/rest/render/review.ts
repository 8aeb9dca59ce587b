/** Reviews and their comments as REST shows them. */
import { complete } from "../../contract/complete.ts";
import type { JsonObject } from "../../contract/description.ts";
import { standingOf } from "../../world/outdated.ts";
import { associationOf } from "../../world/permissions.ts";
import type { Pull, Repository, Review, ReviewComment, Thread } from "../../world/world.ts";
import type { Call } from "../call.ts";
import { nodeId, pullWeb, repositoryPath } from "./names.ts";
import { person } from "./people.ts";

export function reviewBody(call: Call, repository: Repository, pull: Pull, review: Review): JsonObject {
  const html = `${pullWeb(call.settings.web, repository, pull)}#pullrequestreview-${review.id}`;
  const url = `${call.api}${repositoryPath(repository)}/pulls/${pull.number}`;
  return complete("pull-request-review", {
    id: review.id,
    node_id: nodeId("PullRequestReview", review.id),
    user: person(call, review.author),
    body: review.body,
    state: review.state,
    commit_id: repository.forgotten.has(review.commit) ? null : review.commit,
    submitted_at: review.submittedAt,
    html_url: html,
    pull_request_url: url,
    author_association: associationOf(repository, review.author),
    _links: { html: { href: html }, pull_request: { href: url } },
  });
}

/** @param schema `pull-request-review-comment`, or `review-comment` in the list of one review */
export function reviewCommentBody(
  call: Call,
  repository: Repository,
  pull: Pull,
  thread: Thread,
  comment: ReviewComment,
  schema = "pull-request-review-comment",
): JsonObject {
  const { anchor } = thread;
  const standing = standingOf(repository, pull, thread, call.settings);
  const html = `${pullWeb(call.settings.web, repository, pull)}#discussion_r${comment.id}`;
  const own = `${call.api}${repositoryPath(repository)}/pulls`;
  const [root] = thread.comments;
  return complete(schema, {
    id: comment.id,
    node_id: nodeId("PullRequestReviewComment", comment.id),
    pull_request_review_id: comment.review,
    url: `${own}/comments/${comment.id}`,
    html_url: html,
    pull_request_url: `${own}/${pull.number}`,
    user: person(call, comment.author),
    body: comment.body,
    path: standing.path,
    diff_hunk: anchor.hunk,
    commit_id: standing.line === undefined ? thread.commit : pull.head.sha,
    original_commit_id: thread.commit,
    position: standing.position ?? null,
    original_position: anchor.position,
    line: standing.line ?? null,
    original_line: anchor.line,
    side: anchor.side,
    start_line: standing.startLine ?? null,
    original_start_line: anchor.startLine ?? null,
    start_side: anchor.startLine === undefined ? null : anchor.startSide,
    ...(schema === "review-comment" ? {} : { subject_type: "line" }),
    ...(root === undefined || root === comment ? {} : { in_reply_to_id: root.id }),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: associationOf(repository, comment.author),
    _links: {
      self: { href: `${own}/comments/${comment.id}` },
      html: { href: html },
      pull_request: { href: `${own}/${pull.number}` },
    },
  });
}
