/** What other steps of a workflow may read. Invariant: our own words and numbers, never text of a model, a manuscript or a person; where nothing was
 *  concluded, no count is said. */
import { SEVERITIES } from "../concern.ts";
import type { Verdict } from "../gate.ts";
import { type Ledger, latestRevision, type Outcome } from "../revision/index.ts";

/** `command`: a person decided something, and nothing was reviewed. */
export type RunOutcome = "reviewed" | "cosmetic" | "untouched" | "standing" | "failed" | "command";

/** @param outcomes of this revision; empty where none was reviewed
 *  @returns of a failure no counts: an empty string is no zero */
export function outputsOf(
  outcome: RunOutcome,
  head: string,
  ledger: Ledger | undefined,
  verdict: Verdict | undefined,
  outcomes: readonly Outcome[] = [],
): Record<string, string> {
  const open = ledger?.concerns.filter(({ state }) => state === "open");
  const said = (count: number | undefined) => (count === undefined ? "" : `${count}`);
  const of = (kind: Outcome["kind"]) =>
    said(outcome === "failed" ? undefined : outcomes.filter((one) => one.kind === kind).length);
  return {
    outcome,
    head,
    revision: said(ledger === undefined ? undefined : latestRevision(ledger)?.number),
    gate: outcome === "failed" ? "error" : (verdict?.gate ?? "off"),
    open: said(open?.length),
    ...Object.fromEntries(
      SEVERITIES.map((severity) => [`open-${severity}`, said(open?.filter((one) => one.severity === severity).length)]),
    ),
    "new-major": said(verdict?.newMajor),
    introduced: of("introduced"),
    "noticed-late": of("noticed late"),
    standing: of("standing"),
    escalated: of("escalated"),
    eased: of("eased"),
    "not-repeated": of("not repeated"),
    resolved: of("resolved"),
    reopened: of("reopened"),
    dismissed: said(ledger?.concerns.filter(({ state }) => state === "dismissed").length),
  };
}
