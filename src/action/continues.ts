/** Whether a result that another machine hands over goes on from what is known. Invariant: a machine with a model may say what it likes of the new revision, but
 *  no concern of an earlier one disappears by it, nor what was done about it. What people decided while the model ran is not held against it. Pure. */
import type { RunResult } from "../publish/index.ts";
import type { Ledger, LedgerConcern } from "../revision/index.ts";

/** @param known the ledger on the pull request; undefined where none is believed
 *  @param full whether earlier runs were to be forgotten: then only what was dismissed is held
 *  @returns why not, as a clause; undefined where it does */
export function whyNotContinued({ found, previous }: RunResult, known: Ledger | undefined, full: boolean): string | undefined {
  if (known === undefined || found.kind !== "compared") return undefined;
  const { ledger } = found.comparison;
  if (previous.from !== "this pull request") return "it knows nothing of the revisions that were reviewed here";
  if (ledger.nextId < known.nextId) return "it would give numbers of concerns again";
  const after = new Map(ledger.concerns.map((concern) => [concern.id, concern]));
  const held = known.concerns.filter(({ state }) => !full || state === "dismissed");
  const broken = held.find((concern) => !goesOn(concern, after.get(concern.id)));
  return broken === undefined ? undefined : `what is known of ${broken.id} is not in it`;
}

function goesOn(known: LedgerConcern, after: LedgerConcern | undefined): boolean {
  if (after === undefined) return false;
  const before = byRevisions(known);
  return JSON.stringify(byRevisions(after).slice(0, before.length)) === JSON.stringify(before);
}

function byRevisions({ history }: LedgerConcern): LedgerConcern["history"] {
  return history.filter(({ by }) => by === undefined);
}
