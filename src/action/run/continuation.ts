/** Whether a result from another machine continues what is known. Invariant: a machine with a model may say what it likes of the
 *  new revision, but no concern of an earlier one disappears by it, nor what was done about it; it speaks for no person; and what
 *  is not believed here is not believed because it comes back in a result. What people decided while the model ran is not held
 *  against it. Pure. */
import { isRecorded, type RunResult } from "../../publish/index.ts";
import { type Ledger, type LedgerConcern, latestRevision } from "../../revision/index.ts";
import type { Earlier } from "./previous-revision.ts";

type Known = Pick<Earlier, "from" | "ledger">;

/** @param known what is believed here of where the result says that it goes on from; undefined where that is nothing
 *  @param full whether earlier runs were to be forgotten: then only what was dismissed is held
 *  @returns why not, as a clause; undefined where it does */
export function whyNoContinuation(result: RunResult, known: Known | undefined, full: boolean): string | undefined {
  const { head, found, previous } = result;
  if (found.kind !== "compared") return undefined;
  const { ledger } = found.comparison;
  if (latestRevision(ledger)?.label !== head) return "its last revision is of another commit";
  if (known?.from === "this pull request" && isRecorded(found.comparison, known.ledger, result)) return undefined; // what stands is kept
  if (known === undefined && previous.from !== "none") return "it goes on from what is not believed here, or not here any more";
  if (known !== undefined && previous.from !== known.from) return "it knows nothing of the revisions that were reviewed here";
  return whyNotAfter(ledger, known?.ledger, full);
}

function whyNotAfter(ledger: Ledger, known: Ledger | undefined, full: boolean): string | undefined {
  const { revisions = [], concerns = [], nextId = 1 } = known ?? {};
  const added = ledger.revisions.length - revisions.length;
  if (!beginsWith(ledger.revisions, revisions) || added < 0 || added > 1)
    return "its revisions are not those that are known, and one more";
  if (ledger.nextId < nextId) return "it would give numbers of concerns again";
  const after = new Map(ledger.concerns.map((concern) => [concern.id, concern]));
  const broken = concerns
    .filter(({ state }) => !full || state === "dismissed")
    .find((concern) => !beginsWith(byRevisions(after.get(concern.id)), byRevisions(concern)));
  if (broken !== undefined) return `what is known of ${broken.id} is not in it`;
  const before = new Map(concerns.map((concern) => [concern.id, concern]));
  const forged = ledger.concerns.find((concern) => decidesForPeople(concern, before.get(concern.id)));
  return forged === undefined ? undefined : `it says of ${forged.id} what a person decided, and nobody did`;
}

/** Whether its history has a person's decision that is not known. */
function decidesForPeople({ history }: LedgerConcern, known: LedgerConcern | undefined): boolean {
  const decided = new Set((known?.history ?? []).map((event) => JSON.stringify(event)));
  return history.some((event) => event.by !== undefined && !decided.has(JSON.stringify(event)));
}

function byRevisions(concern: LedgerConcern | undefined): LedgerConcern["history"] {
  return (concern?.history ?? []).filter(({ by }) => by === undefined);
}

function beginsWith(all: readonly unknown[], first: readonly unknown[]): boolean {
  return JSON.stringify(all.slice(0, first.length)) === JSON.stringify(first);
}
