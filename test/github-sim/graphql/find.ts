/** From a node id to the thing. Invariant: what the token may not see is not found. */
import { parseNodeId } from "../rest/render/names.ts";
import type { IssueComment, Pull, Repository, Review, ReviewComment, Thread } from "../world/world.ts";
import { type Context, failure, isVisible } from "./context.ts";

interface In {
  readonly repository: Repository;
  readonly pull: Pull;
}
export type Found = In &
  (
    | { readonly kind: "PullRequest" }
    | { readonly kind: "PullRequestReviewThread"; readonly thread: Thread }
    | { readonly kind: "PullRequestReviewComment"; readonly thread: Thread; readonly comment: ReviewComment }
    | { readonly kind: "PullRequestReview"; readonly review: Review }
    | { readonly kind: "IssueComment"; readonly comment: IssueComment }
  );

/** @throws with GitHub's words where there is no such node */
export function find(context: Context, text: string): Found {
  const named = parseNodeId(text);
  for (const repository of context.world.repositories.values()) {
    if (named === undefined || !isVisible(context, repository)) continue;
    for (const pull of repository.pulls.values()) {
      const found = inPull({ repository, pull }, named.kind, named.id);
      if (found !== undefined) return found;
    }
  }
  throw failure("NOT_FOUND", `Could not resolve to a node with the global id of '${text}'.`);
}

function inPull(where: In, kind: string, id: number): Found | undefined {
  const { pull } = where;
  const is = (each: { readonly id: number }) => each.id === id;
  switch (kind) {
    case "PullRequest":
      return pull.id === id ? { ...where, kind } : undefined;
    case "PullRequestReviewThread":
      return pull.threads.filter(is).map((thread) => ({ ...where, kind, thread }) as const)[0];
    case "PullRequestReviewComment":
      return pull.threads.flatMap((thread) =>
        thread.comments.filter(is).map((comment) => ({ ...where, kind, thread, comment }) as const),
      )[0];
    case "PullRequestReview":
      return pull.reviews.filter(is).map((review) => ({ ...where, kind, review }) as const)[0];
    case "IssueComment":
      return pull.comments.filter(is).map((comment) => ({ ...where, kind, comment }) as const)[0];
    default:
      return undefined;
  }
}
