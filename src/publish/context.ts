/** What a plan needs to know of its pull request: what earlier runs wrote there, which of its text can be commented on, and what is saved in it. */
import type { GateLimits } from "../gate.ts";
import { ownUrl, type PullRequestAddress } from "./links.ts";
import type { MarkerScope } from "./markers.ts";
import type { SavedState } from "./state/run-result.ts";
import { type LoadedState, loadState } from "./state/saved-state.ts";

/** What earlier runs wrote on a pull request, and what of its text can be commented on. Invariant: only what GitHub says that we wrote ourselves is in here. */

export interface OwnComment {
  readonly id: number;
  readonly nodeId: string;
  readonly body: string;
  readonly url: string;
  /** Whoever changed it last, where that was somebody else: then it is no longer our word. */
  readonly editedBy?: string;
}
export interface OwnReview extends OwnComment {
  /** The commit that was reviewed; undefined where it is gone. */
  readonly commit: string | undefined;
}
/** A thread whose first comment is ours. */
export interface OwnThread {
  readonly nodeId: string;
  /** The first comment. */
  readonly root: OwnComment;
  readonly resolved: boolean;
  /** Whether this token may resolve it. */
  readonly resolvable: boolean;
  /** Our own replies. */
  readonly replies: readonly string[];
}

/** What earlier runs wrote on a pull request. Invariant: only what GitHub says that we wrote ourselves is in here. */
export interface Conversation {
  /** Comments of ours that begin as a status comment does, oldest first: one, unless somebody's run went wrong. */
  readonly statusComments: readonly OwnComment[];
  readonly reviews: readonly OwnReview[];
  readonly threads: readonly OwnThread[];
  /** What was not read, such as threads beyond the first hundred. */
  readonly notes: readonly string[];
}

/** Lines of the head that a review may comment on: per file its hunks, each first to last line, context included. Absent: none of that file. */
export type DiffLines = ReadonlyMap<string, readonly { readonly first: number; readonly last: number }[]>;

export interface Site {
  /** Such as `https://github.com`. */
  readonly server: string;
  /** Address of the job's page. */
  readonly run?: string | undefined;
}

/** Of one pull request and manuscript. */
export interface ContextInput {
  /** `owner/name` */
  readonly repository: string;
  readonly pull: number;
  readonly head: string;
  readonly conversation: Conversation;
  readonly limits: GateLimits;
  /** Which of several manuscripts of the repository; empty where there is one. */
  readonly key: string;
  /** What the kept state is signed with. */
  readonly secret?: string | undefined;
  readonly site: Site;
}

export interface Context {
  readonly head: string;
  readonly conversation: Conversation;
  readonly limits: GateLimits;
  readonly scope: MarkerScope;
  readonly where: PullRequestAddress;
  /** Undefined where its address leads elsewhere. */
  readonly run: string | undefined;
  readonly loaded: LoadedState;
  /** What is believed of `read`. */
  readonly saved: SavedState | undefined;
}

export function contextOf({ repository, pull, head, conversation, limits, key, secret, site }: ContextInput): Context {
  const scope = { repository, pull, key, ...(secret === undefined ? {} : { secret }) };
  const loaded = loadState(conversation, scope, secret);
  return {
    head,
    conversation,
    limits,
    scope,
    where: { server: site.server, repository, pull },
    run: ownUrl(site, site.run),
    loaded,
    saved: loaded.kind === "state" ? loaded.state : undefined,
  };
}
