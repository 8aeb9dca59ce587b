/** What every plan needs to know of the pull request that it is for. */

import type { GateLimits } from "../gate.ts";
import type { Conversation } from "./conversation.ts";
import { ownUrl, type PullRequestAddress } from "./links.ts";
import type { MarkerScope } from "./markers.ts";
import type { SavedState } from "./state/run-result.ts";
import { type LoadedState, loadState } from "./state/saved-state.ts";

/** What earlier runs wrote on a pull request, and what of its text can be commented on. Invariant: only what GitHub says that we wrote ourselves is in here. */

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
  /** What becomes of the threads of settled concerns; undefined: resolved where the token may, else minimised. */
  readonly resolvedThreads?: "resolve" | "minimise" | undefined;
}

export interface Context {
  readonly head: string;
  readonly conversation: Conversation;
  readonly limits: GateLimits;
  readonly resolvedThreads: ContextInput["resolvedThreads"];
  readonly scope: MarkerScope;
  readonly where: PullRequestAddress;
  /** Undefined where its address leads elsewhere. */
  readonly run: string | undefined;
  readonly loaded: LoadedState;
  /** The state, where `loaded` is trusted. */
  readonly saved: SavedState | undefined;
}

export function contextOf(input: ContextInput): Context {
  const { repository, pull, head, conversation, limits, key, secret, site, resolvedThreads } = input;
  const scope = { repository, pull, key, ...(secret === undefined ? {} : { secret }) };
  const loaded = loadState(conversation, scope, secret, head);
  return {
    head,
    conversation,
    limits,
    resolvedThreads,
    scope,
    where: { server: site.server, repository, pull },
    run: ownUrl(site, site.run),
    loaded,
    saved: loaded.kind === "state" ? loaded.state : undefined,
  };
}
