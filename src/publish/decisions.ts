/** What people decided while the model ran: a dismissal must not be lost because a review that began before it is written after it. */
import { SEVERITIES } from "../concern.ts";
import { dismiss, type Ledger, type LedgerConcern, type LedgerEvent, reopen } from "../revision/index.ts";

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

function decided(ledger: Ledger, now: LedgerConcern, { outcome, severity, because }: LedgerEvent, by: string): Ledger {
  const heavier = SEVERITIES.indexOf(now.severity) < SEVERITIES.indexOf(severity);
  if (outcome === "dismissed" && now.state === "open" && !heavier) return dismiss(ledger, now.id, by, because);
  if (outcome === "reopened" && now.state !== "open") return reopen(ledger, now.id, by, because);
  return ledger;
}

function isKnown(decision: LedgerEvent, { history }: LedgerConcern): boolean {
  return history.some(
    ({ outcome, by, because, revision }) =>
      outcome === decision.outcome && by === decision.by && because === decision.because && revision === decision.revision,
  );
}
