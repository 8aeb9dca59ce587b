/** All that the stand-in knows, as plain data. Invariant: `structuredClone` copies all of it, so that an earlier moment can be shown again. */
import type { Anchor } from "../git/anchor.ts";

export type Role = "admin" | "maintain" | "write" | "triage" | "read";
export interface User {
  readonly id: number;
  /** As REST says it: `github-actions[bot]` for a bot. */
  readonly login: string;
  readonly type: "User" | "Bot" | "Organization";
}

export const SCOPES = ["contents", "pull_requests", "issues", "statuses", "checks", "metadata"] as const;
export type Scope = (typeof SCOPES)[number];
export type Level = "none" | "read" | "write";
export interface Token {
  readonly value: string;
  readonly login: string;
  /** An installation's is that of an app or of a workflow run; a person's may what the person may. */
  readonly kind: "installation" | "person";
  /** Of an installation: what is not named is `none`. */
  readonly permissions: Readonly<Partial<Record<Scope, Level>>>;
  /** Of an installation: `owner/name` of those it is for. */
  readonly repositories: readonly string[];
}

export interface Reaction {
  readonly id: number;
  readonly author: string;
  readonly content: string;
  readonly createdAt: string;
}
export type Minimized = { readonly reason: string };
/** A comment in the conversation of a pull request. */
export interface IssueComment {
  readonly id: number;
  readonly author: string;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
  /** Who changed it last. */
  editor: string | undefined;
  minimized: Minimized | undefined;
  reactions: Reaction[];
}
export interface ReviewComment {
  readonly id: number;
  readonly review: number;
  readonly author: string;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
  /** Who changed it last. */
  editor: string | undefined;
  minimized: Minimized | undefined;
}
export interface Thread {
  readonly id: number;
  /** Where the first comment was put. */
  readonly anchor: Anchor;
  readonly commit: string;
  readonly mergeBase: string;
  resolvedBy: string | undefined;
  comments: ReviewComment[];
}
export type ReviewState = "PENDING" | "COMMENTED" | "APPROVED" | "CHANGES_REQUESTED" | "DISMISSED";
export interface Review {
  readonly id: number;
  readonly author: string;
  body: string;
  state: ReviewState;
  readonly commit: string;
  submittedAt: string | undefined;
  readonly createdAt: string;
  editor: string | undefined;
  minimized: Minimized | undefined;
}

export interface Pull {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string;
  readonly author: string;
  state: "open" | "closed" | "merged";
  draft: boolean;
  locked: boolean;
  labels: string[];
  /** `repository` is undefined once the fork was deleted. */
  head: { repository: string | undefined; readonly owner: string; readonly ref: string; sha: string };
  /** `sha` as it was when the pull request was last opened, pushed to or retargeted: GitHub does not follow the branch. */
  base: { ref: string; sha: string };
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | undefined;
  mergeCommit: string | undefined;
  comments: IssueComment[];
  reviews: Review[];
  threads: Thread[];
}

export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly author: string;
  readonly createdAt: string;
}
export interface CheckRun {
  readonly id: number;
  readonly sha: string;
  readonly name: string;
  readonly author: string;
  readonly fields: Record<string, unknown>;
}

export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  /** `owner/name` that it was forked from. */
  readonly parent: string | undefined;
  /** Folder of the bare repository; a fork shares that of its parent, as on GitHub. */
  readonly git: string;
  /** Of its branches in there, such as `refs/heads/`. */
  readonly refs: string;
  branches: Map<string, string>;
  roles: Map<string, Role>;
  pulls: Map<number, Pull>;
  nextNumber: number;
  statuses: Status[];
  checks: CheckRun[];
  /** Commits that were thrown away after a force push: nobody finds them any more. */
  forgotten: Set<string>;
}

export interface World {
  users: Map<string, User>;
  tokens: Map<string, Token>;
  /** By `owner/name` in lower case. */
  repositories: Map<string, Repository>;
  nextId: number;
  /** Commits made so far; each is a minute later than the one before, whatever the clock says. */
  commits: number;
}

export const emptyWorld = (): World => ({
  users: new Map(),
  tokens: new Map(),
  repositories: new Map(),
  nextId: 1001,
  commits: 0,
});

export const fullName = ({ owner, name }: Repository): string => `${owner}/${name}`;
export const newId = (world: World): number => world.nextId++;
