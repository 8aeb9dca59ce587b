/** What happens to the threads of concerns that are settled, or open again. Invariant: only a thread whose first comment bears the marker of this very concern
 *  is touched; what its concern's ledger says is replied once, however often we run. */
import { type Ledger, type LedgerConcern, latestRevision, unsettledChange } from "../../revision/index.ts";
import type { Context } from "../context.ts";
import type { OwnThread } from "../conversation.ts";
import { concernMarker, concernMarkersIn, type MarkerScope, outcomeMarker } from "../markers.ts";
import type { PlannedThread } from "../publication.ts";
import { type DecidingEvent, threadReply } from "../render/thread.ts";
import { RAISED_KINDS } from "../report/groups.ts";

export interface ConcernThread {
  readonly concern: LedgerConcern;
  readonly thread: OwnThread;
}

/** The threads that are about a concern of this ledger. Where the ledger forgot wordings, what the first comment says became of the concern is looked for. */
export function threadsOfConcerns(threads: readonly OwnThread[], ledger: Ledger, scope: MarkerScope): ConcernThread[] {
  const byId = new Map(ledger.concerns.map((concern) => [concern.id, concern]));
  return threads.flatMap((thread) => {
    const [claim] = concernMarkersIn(thread.root.body);
    const concern = claim === undefined ? undefined : byId.get(claim.id);
    if (claim === undefined || concern === undefined) return [];
    const texts = [concern.text, ...concern.aliases, ...concern.history.flatMap(({ text }) => text ?? [])];
    const ours =
      texts.some((text) => concernMarker(scope, concern.id, text) === claim.marker) ||
      (ledger.shortened !== "whole" && hasOutcomeMarker(thread.root.body, concern.id, ledger, scope));
    return ours ? [{ concern, thread }] : [];
  });
}

/** Whether it bears the marker of something that a revision up to the latest did to this very concern; markers of another manuscript are others. */
function hasOutcomeMarker(body: string, id: string, ledger: Ledger, scope: MarkerScope): boolean {
  const latest = latestRevision(ledger)?.number ?? 0;
  const revisions = Array.from({ length: latest }, (_, k) => k + 1);
  return revisions.some((revision) => RAISED_KINDS.some((kind) => body.includes(outcomeMarker(scope, id, kind, revision))));
}

/** All from the ledger: what a run could not write, the next one writes. */
export function planThreads({ conversation, scope, where, resolvedThreads }: Context, ledger: Ledger): PlannedThread[] {
  const latest = latestRevision(ledger)?.number ?? 0;
  return threadsOfConcerns(conversation.threads, ledger, scope).flatMap(({ concern, thread }) => {
    const event = decidingEvent(concern);
    if (event === undefined) return [];
    const marker = outcomeMarker(scope, concern.id, eventName(event), event.revision);
    const stands = [thread.root.body, ...thread.replies].some((text) => text.includes(marker));
    const then = stands && event.revision !== latest ? "leave" : whatThen(concern, event, thread, stands, resolvedThreads);
    if (stands && then === "leave") return [];
    const reply = stands ? undefined : threadReply({ concern, event, ledger, where, marker });
    const wanted = resolvedThreads === "resolve" ? { wanted: resolvedThreads } : {};
    return [{ concern: concern.id, threadId: thread.nodeId, rootId: thread.root.nodeId, reply, then, ...wanted }];
  });
}

/** What the ledger says last of a concern that people who read its thread must know. */
function decidingEvent({ state, history }: LedgerConcern): DecidingEvent | undefined {
  const unsettled = unsettledChange({ state, history });
  const deciding = history.flatMap((event): DecidingEvent[] => {
    const { outcome, revision, by } = event;
    if (outcome === "resolved" || outcome === "dismissed" || outcome === "reopened" || outcome === "escalated")
      return [{ ...event, outcome }];
    return unsettled?.revision === revision && by === undefined ? [{ ...event, outcome: unsettled.kind }] : [];
  });
  switch (state) {
    case "resolved":
      return deciding.findLast(({ outcome }) => outcome === "resolved");
    case "dismissed": // raised again and still dismissed is nothing to report
      return deciding.findLast(({ outcome, by }) => outcome === "dismissed" && by !== undefined);
    case "open":
      return deciding.findLast(({ outcome }) => outcome !== "resolved" && outcome !== "dismissed");
  }
}

/** A person and a revision can do the same: two replies. */
function eventName({ outcome, by }: DecidingEvent): string {
  return by === undefined ? outcome : `${outcome} by a person`;
}

function whatThen(
  { state }: LedgerConcern,
  { outcome }: DecidingEvent,
  { resolved, resolvable }: OwnThread,
  stands: boolean,
  way: Context["resolvedThreads"],
): PlannedThread["then"] {
  if (state !== "open") {
    if (resolved) return "leave";
    return resolvable && way !== "minimise" ? "resolve" : "minimise";
  }
  if (outcome === "addressed in part" || outcome === "text removed") return "leave";
  // A reopened one may have been minimised, which nobody tells us: it is shown again in any case.
  return resolved || (outcome === "reopened" && !stands) ? "reopen" : "leave";
}
