/** The plan where nothing new is known: all that earlier runs recorded stands, and the gate is judged by it. */
import type { Context } from "./context.ts";
import { outputsOf, type RunOutcome } from "./outputs.ts";
import { currentStatusComment, fullDashboard } from "./plan/status-comment.ts";
import { planThreads } from "./plan/threads.ts";
import { gateVerdict } from "./plan/verdict.ts";
import type { Publication } from "./publication.ts";
import type { SavedState } from "./state/run-result.ts";
import { verdictStatus } from "./statuses.ts";

/** @param why ours, for the job's page */
export function planUnchanged(context: Context, kept: SavedState, why: string, outcome: RunOutcome = "standing"): Publication {
  const { head, limits, conversation, scope, where, run } = context;
  const verdict = gateVerdict(kept.ledger, limits);
  const open = kept.ledger.concerns.filter(({ state }) => state === "open").length;
  return {
    head,
    summary: fullDashboard(context, { state: kept, verdict, notes: [], event: [why] }),
    outputs: outputsOf(outcome, head, kept.ledger, verdict),
    review: undefined,
    threads: planThreads(conversation.threads, kept.ledger, scope, where),
    statusComment: undefined,
    restsOn: currentStatusComment(context),
    status: verdictStatus(verdict, open, run),
  };
}
