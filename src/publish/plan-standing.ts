/** The plan where nothing new is known: all that earlier runs recorded stands, and the gate is judged by it. */
import type { Context } from "./context.ts";
import { outputsOf, type RunOutcome } from "./outputs.ts";
import { standingComment, wholeDashboard } from "./plan-status-comment.ts";
import type { Publication } from "./publication.ts";
import type { KeptState } from "./run-result.ts";
import { verdictStatus } from "./statuses.ts";
import { planThreads } from "./threads.ts";
import { verdictOf } from "./verdict.ts";

/** @param why ours, for the job's page */
export function planStanding(context: Context, kept: KeptState, why: string, outcome: RunOutcome = "standing"): Publication {
  const { head, limits, conversation, scope, where, run } = context;
  const verdict = verdictOf(kept.ledger, limits);
  const open = kept.ledger.concerns.filter(({ state }) => state === "open").length;
  return {
    head,
    summary: wholeDashboard(context, { state: kept, verdict, notes: [], event: [why] }),
    outputs: outputsOf(outcome, head, kept.ledger, verdict),
    review: undefined,
    threads: planThreads(conversation.threads, kept.ledger, scope, where),
    statusComment: undefined,
    restsOn: standingComment(context),
    status: verdictStatus(verdict, open, run),
  };
}
