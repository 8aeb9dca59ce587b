/** What each revision of a ledger left open, brought and settled: replayed from the histories of its concerns. */
import { visibleText } from "../publish/index.ts";
import type { Ledger, LedgerEvent } from "../revision/index.ts";

export interface TimelinePoint {
  readonly number: number;
  readonly label: string;
  /** A cosmetic revision was not reviewed. */
  readonly isCosmetic: boolean;
  /** Open after it, those of major severity and all others. */
  readonly openMajor: number;
  readonly openOther: number;
  /** Raised for the first time by its review, about new text or old. */
  readonly introduced: number;
  readonly resolved: number;
  readonly reopened: number;
  readonly dismissed: number;
}

/** Told are the states from one revision to the next: what was settled and reopened within one counts for nothing. Where histories were shortened, what lay between
 *  the first and last events of a concern is taken to have stood. */
export function timelineOf({ revisions, concerns }: Pick<Ledger, "revisions" | "concerns">): readonly TimelinePoint[] {
  return revisions.map(({ number, label, kind }, k) => {
    const before = revisions[k - 1]?.number ?? 0;
    const moves = concerns.map(({ history }) => ({
      from: history.findLast(({ revision }) => revision <= before),
      to: history.findLast(({ revision }) => revision <= number),
    }));
    const count = (holds: (move: { readonly from: State; readonly to: State }) => boolean) =>
      moves.filter(({ from, to }) => holds({ from: stateOf(from), to: stateOf(to) })).length;
    const open = moves.flatMap(({ to }) => (to !== undefined && stateOf(to) === "open" ? [to] : []));
    const openMajor = open.filter(({ severity }) => severity === "major").length;
    return {
      number,
      label: visibleText(label),
      isCosmetic: kind === "cosmetic",
      openMajor,
      openOther: open.length - openMajor,
      introduced: count(({ from, to }) => from === "unknown" && to !== "unknown"),
      resolved: count(({ from, to }) => from !== to && to === "resolved"),
      reopened: count(({ from, to }) => from !== to && (from === "resolved" || from === "dismissed")),
      dismissed: count(({ from, to }) => from !== to && to === "dismissed"),
    };
  });
}

type State = "unknown" | "open" | "resolved" | "dismissed";

function stateOf(event: LedgerEvent | undefined): State {
  if (event === undefined) return "unknown";
  return event.outcome === "resolved" || event.outcome === "dismissed" ? event.outcome : "open";
}
