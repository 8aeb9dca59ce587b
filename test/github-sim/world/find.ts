/** Looks things up. Invariant: what is not there is a 404, never undefined. */
import { notFound } from "./refusal.ts";
import type { IssueComment, Pull, Repository, Review, ReviewComment, Thread, User, World } from "./world.ts";

export function required<T>(value: T | undefined): T {
  if (value === undefined) throw notFound();
  return value;
}

export const repositoryOf = (world: World, name: string): Repository => required(world.repositories.get(name.toLowerCase()));
export const pullOf = ({ pulls }: Repository, number: number): Pull => required(pulls.get(number));
export const reviewOf = ({ reviews }: Pull, id: number): Review => required(reviews.find((review) => review.id === id));

export function userOf({ users }: World, login: string): User {
  const user = users.get(login.toLowerCase());
  if (user === undefined) throw new Error(`the stand-in knows no user ${login}`);
  return user;
}

const pullsOf = ({ pulls }: Repository) => [...pulls.values()];
export interface FoundComment<C> {
  readonly pull: Pull;
  readonly comment: C;
}

export function issueCommentOf(repository: Repository, id: number): FoundComment<IssueComment> {
  const found = pullsOf(repository).flatMap((pull) => pull.comments.map((comment) => ({ pull, comment })));
  return required(found.find(({ comment }) => comment.id === id));
}

export function reviewCommentOf(repository: Repository, id: number): FoundComment<ReviewComment> & { readonly thread: Thread } {
  const found = pullsOf(repository).flatMap((pull) =>
    pull.threads.flatMap((thread) => thread.comments.map((comment) => ({ pull, thread, comment }))),
  );
  return required(found.find(({ comment }) => comment.id === id));
}
