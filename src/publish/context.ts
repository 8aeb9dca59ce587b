/** What every plan needs to know of the pull request that it is for. */

import type { GateLimits } from "../gate.ts";
import type { Conversation } from "./conversation.ts";
import { ownUrl, type PullRequestAddress } from "./links.ts";
import type { MarkerScope } from "./markers.ts";
import type { SavedState } from "./state/run-result.ts";
import { type LoadedState, loadState, loadStates, type ManuscriptIdentity } from "./state/saved-state.ts";

/** What earlier runs wrote on a pull request, and what of its text can be commented on. Invariant: only what GitHub says that we wrote ourselves is in here. */

export interface Site {
  /** Such as `https://github.com`. */
  readonly server: string;
  /** Address of the job's page. */
  readonly run?: string | undefined;
}

/** A manuscript and what it is held to. */
export interface JudgedManuscript extends ManuscriptIdentity {
  readonly limits: GateLimits;
}

/** Of one pull request. */
export interface ContextInput {
  /** `owner/name` */
  readonly repository: string;
  readonly pull: number;
  readonly head: string;
  readonly conversation: Conversation;
  /** In the order in which people read of them. At least one. */
  readonly manuscripts: readonly JudgedManuscript[];
  /** Whether the repository has several, of which this pull request may concern one alone: then each is called by its key, has a status of its own, and shares
   *  the comment. Without it there is one, whose key, if any, is that of its comment too. */
  readonly several: boolean;
  /** What the kept state is signed with. */
  readonly secret?: string | undefined;
  readonly site: Site;
  /** Address at which this run's page of paper and review can be had, where it made one. */
  readonly report?: string | undefined;
  /** What becomes of the threads of settled concerns; undefined: resolved where the token may, else minimised. */
  readonly resolvedThreads?: "resolve" | "minimise" | undefined;
}

/** Of one manuscript of it. */
export interface Context {
  readonly head: string;
  readonly conversation: Conversation;
  readonly key: string;
  /** What people must call it in a command; empty where there is one. */
  readonly name: string;
  readonly limits: GateLimits;
  readonly resolvedThreads: ContextInput["resolvedThreads"];
  /** Of its marks and its state, whose key is another where they were made before it was called so. */
  readonly scope: MarkerScope;
  readonly where: PullRequestAddress;
  /** Undefined where its address leads elsewhere. */
  readonly run: string | undefined;
  /** Likewise. */
  readonly report: string | undefined;
  readonly loaded: LoadedState;
  /** The state, where `loaded` is trusted. */
  readonly saved: SavedState | undefined;
}

/** In the manuscripts' order. */
export function contextsOf(input: ContextInput): Context[] {
  const { repository, pull, head, conversation, manuscripts, several, secret, site, resolvedThreads } = input;
  const where = { server: site.server, repository, pull };
  const [run, report] = [ownUrl(site, site.run), ownUrl(site, input.report)];
  const states = statesOf(input);
  return manuscripts.map(({ key, limits }, k) => {
    const loaded = states[k] ?? { kind: "none" };
    const saved = loaded.kind === "state" ? loaded.state : undefined;
    const scope = { repository, pull, key: saved?.key ?? key, ...(secret === undefined ? {} : { secret }) };
    return {
      head,
      conversation,
      key,
      name: several ? key : "",
      limits,
      resolvedThreads,
      scope,
      where,
      run,
      report,
      loaded,
      saved,
    };
  });
}

/** What earlier runs kept of each. */
export function statesOf({
  several,
  manuscripts,
  conversation,
  secret,
  head,
  ...pull
}: Pick<ContextInput, "several" | "manuscripts" | "secret" | "head" | "repository" | "pull"> & {
  readonly conversation: Pick<Conversation, "statusComments"> & Partial<Pick<Conversation, "reviews">>;
}): LoadedState[] {
  const { repository, pull: number } = pull;
  if (several) return loadStates(conversation, { repository, pull: number }, manuscripts, secret, head);
  return manuscripts.map(({ key }) => loadState(conversation, { repository, pull: number, key }, secret, head));
}
