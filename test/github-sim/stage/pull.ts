/** A pull request as a test plays with it: what its people do. */
import { git } from "../git/git.ts";
import type { State } from "../server/state.ts";
import { addComment, editComment } from "../world/comments.ts";
import { issueCommentOf, required } from "../world/find.ts";
import { addReply, addReview, type NewReview } from "../world/reviews.ts";
import { moment } from "../world/settings.ts";
import {
  fullName,
  type IssueComment,
  newId,
  type Pull,
  type Repository,
  type Review,
  type ReviewComment,
  type Thread,
} from "../world/world.ts";
import { ensureUser } from "./people.ts";

export interface NewPull {
  readonly head: string;
  /** `owner/name` of a fork that the head is in. */
  readonly from?: string;
  readonly base?: string;
  readonly author?: string;
  readonly title?: string;
  readonly body?: string;
  readonly draft?: boolean;
  readonly labels?: readonly string[];
}

export interface StagedPull {
  readonly repository: string;
  readonly number: number;
  /** As it stands now. It may be changed in place, as people change titles, labels or locks. */
  readonly state: () => Pull;
  readonly comment: (login: string, body: string) => IssueComment;
  /** @param login who does it; undefined: its author */
  readonly editComment: (id: number, body: string, login?: string) => void;
  readonly deleteComment: (id: number) => void;
  readonly review: (review: Partial<NewReview> & { readonly author: string }) => Review;
  readonly reply: (thread: Thread, login: string, body: string) => ReviewComment;
  readonly resolve: (thread: Thread, login: string | undefined) => void;
  readonly close: () => void;
  readonly reopen: () => void;
  /** Merges the head into the base branch, with a merge commit. @returns it */
  readonly merge: () => string;
  readonly retarget: (base: string) => void;
}

export function openPull(state: State, repository: Repository, asked: NewPull): StagedPull {
  const { head, from = fullName(repository), base = repository.defaultBranch, author = repository.owner } = asked;
  ensureUser(state, author);
  const source = required(state.world.repositories.get(from.toLowerCase()));
  const at = moment(state.settings);
  const number = repository.nextNumber++;
  repository.pulls.set(number, {
    ...{ id: newId(state.world), number, author, title: asked.title ?? head, body: asked.body ?? "" },
    ...{ state: "open", draft: asked.draft ?? false, locked: false, labels: [...(asked.labels ?? [])] },
    head: { repository: fullName(source), owner: source.owner, ref: head, sha: required(source.branches.get(head)) },
    base: { ref: base, sha: required(repository.branches.get(base)) },
    ...{ createdAt: at, updatedAt: at, closedAt: undefined, mergeCommit: undefined, comments: [], reviews: [], threads: [] },
  });
  return stagedPull(state, repository, number);
}

export function stagedPull(state: State, { owner, name }: Repository, number: number): StagedPull {
  const { world, settings } = state;
  const repository = () => required(world.repositories.get(`${owner}/${name}`.toLowerCase()));
  const pull = () => required(repository().pulls.get(number));
  const end = (to: Pull["state"]) =>
    Object.assign(pull(), { state: to, closedAt: to === "open" ? undefined : moment(settings), updatedAt: moment(settings) });
  return {
    repository: `${owner}/${name}`,
    number,
    state: pull,
    comment: (login, body) => {
      ensureUser(state, login);
      return addComment(world, repository(), pull(), login, body, settings);
    },
    editComment: (id, body, login) => {
      const { comment } = issueCommentOf(repository(), id);
      editComment(comment, login ?? comment.author, body, settings);
    },
    deleteComment: (id) => {
      const found = pull();
      found.comments = found.comments.filter((comment) => comment.id !== id);
    },
    review: (review) => {
      ensureUser(state, review.author);
      const asked: NewReview = { commit: undefined, body: "", event: "COMMENT", comments: [], ...review };
      return addReview(world, repository(), pull(), asked, settings);
    },
    reply: (thread, login, body) => {
      ensureUser(state, login);
      return addReply(world, pull(), thread, login, body, settings);
    },
    resolve: (thread, login) => {
      thread.resolvedBy = login;
    },
    close: () => void end("closed"),
    reopen: () => void end("open"),
    merge: () => {
      const { base, head, title } = pull();
      const into = required(repository().branches.get(base.ref));
      const [tree = ""] = git(repository().git, ["merge-tree", "--write-tree", into, head.sha]).toString().split("\n");
      const args = ["commit-tree", tree, "-p", into, "-p", head.sha, "-m", `Merge pull request #${number}: ${title}`];
      const sha = git(repository().git, args).toString().trim();
      repository().branches.set(base.ref, sha);
      git(repository().git, ["update-ref", `${repository().refs}${base.ref}`, sha]);
      pull().mergeCommit = sha;
      end("merged");
      return sha;
    },
    retarget: (base) => {
      pull().base = { ref: base, sha: required(repository().branches.get(base)) };
    },
  };
}
