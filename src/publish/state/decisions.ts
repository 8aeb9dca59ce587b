/** What people decided while the model ran: a dismissal must not be lost because a review that began before it is written after it. */
import { isDeepStrictEqual } from "node:util";
import { SEVERITIES } from "../../concern.ts";
import { dismiss, type Ledger, type LedgerConcern, type LedgerEvent, reopen } from "../../revision/index.ts";
import type { SavedState } from "./run-result.ts";

/** The new ledger with the decisions that only the kept one has, where they can still be made. Not dismissed is what became more severe meanwhile: nobody
 *  decided on that. */
export function keepDecisions(ledger: Ledger, kept: Ledger | undefined): Ledger {
  if (kept === undefined) return ledger;
  return kept.concerns.reduce((after, { id, history }) => {
    const now = after.concerns.find((concern) => concern.id === id);
    const decision = history.at(-1);
    if (now === undefined || decision?.by === undefined || isKnown(decision, now)) return after;
    return decided(after, now, decision, decision.by);
  }, ledger);
}

function decided(ledger: Ledger, now: LedgerConcern, decision: LedgerEvent, by: string): Ledger {
  const { outcome, severity, because } = decision;
  const heavier = SEVERITIES.indexOf(now.severity) < SEVERITIES.indexOf(severity);
  if (outcome === "dismissed" && now.state === "open" && !heavier)
    return asDecided(dismiss(ledger, now.id, by, because), now.id, decision);
  if (outcome === "reopened" && now.state !== "open") return asDecided(reopen(ledger, now.id, by, because), now.id, decision);
  return ledger;
}

/** The decision was made about an earlier revision: it was reported under that number, and is not reported again. */
function asDecided(ledger: Ledger, id: string, { revision }: LedgerEvent): Ledger {
  const dated = (concern: LedgerConcern): LedgerConcern => ({
    ...concern,
    history: concern.history.map((event, k, { length }) => (k === length - 1 ? { ...event, revision } : event)),
  });
  return { ...ledger, concerns: ledger.concerns.map((concern) => (concern.id === id ? dated(concern) : concern)) };
}

function isKnown(decision: LedgerEvent, { history }: LedgerConcern): boolean {
  return history.some(
    ({ outcome, by, because, revision }) =>
      outcome === decision.outcome && by === decision.by && because === decision.because && revision === decision.revision,
  );
}

/** Whether nothing happened between two kept states but that people decided about concerns; also where nothing happened at all. A ledger that was shortened in
 *  between is another. */
export function addsDecisionsOnly(before: SavedState, now: SavedState): boolean {
  const was = new Map(before.ledger.concerns.map((concern) => [concern.id, concern]));
  const undone = now.ledger.concerns.map((concern) => withoutDecisionsSince(was.get(concern.id), concern));
  return isDeepStrictEqual(before, { ...now, ledger: { ...now.ledger, concerns: undone } });
}

/** The concern without what people decided on it at the end; one that differs otherwise comes back as something else than it was. */
function withoutDecisionsSince(before: LedgerConcern | undefined, now: LedgerConcern): LedgerConcern {
  if (before === undefined) return now;
  const { length } = before.history;
  const isDecided = now.history.slice(length).every(({ by }) => by !== undefined);
  return isDecided ? { ...now, state: before.state, history: now.history.slice(0, length) } : now;
}
