/** The gate's verdict over a ledger. Invariant: a cosmetic revision changes no verdict: "new" is what the last *reviewed* revision brought. */
import { type GateLimits, judge, type Verdict } from "../../gate.ts";
import type { Ledger, OutcomeKind } from "../../revision/index.ts";

const BROUGHT: readonly OutcomeKind[] = ["introduced", "escalated", "reopened"];

/** Of what a person reopened nothing is new; what was noticed late was there before. */
export function gateVerdict({ concerns, revisions }: Pick<Ledger, "concerns" | "revisions">, limits: GateLimits): Verdict {
  const reviewed = revisions.findLast(({ kind }) => kind === "reviewed")?.number;
  const counted = concerns.map(({ severity, state, history }) => ({
    severity,
    state,
    isNew: history.some(({ revision, outcome, by }) => revision === reviewed && by === undefined && BROUGHT.includes(outcome)),
  }));
  return judge(counted, limits);
}
