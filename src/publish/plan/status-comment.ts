/** The status comment: dashboard for people, ledger for the next run. Invariant: the ledger comes first for room, and the dashboard shrinks; one comment of
 *  each manuscript is kept, and the others go. */
import type { Verdict } from "../../gate.ts";
import type { Context } from "../context.ts";
import type { Conversation } from "../conversation.ts";
import { LONGEST_BODY, shortenToFit } from "../fit.ts";
import { isCommit } from "../links.ts";
import { type MarkerScope, reviewMarker, statusCommentMarker } from "../markers.ts";
import type { PlannedComment, StatusComment } from "../publication.ts";
import { DASHBOARD_STAGES, dashboard } from "../render/dashboard.ts";
import type { SavedState } from "../state/run-result.ts";
import { encodeState, ofManuscript } from "../state/saved-state.ts";

export interface DashboardContent {
  readonly state: SavedState;
  readonly verdict: Verdict;
  /** Foreign. */
  readonly notes: readonly string[];
  /** Sanitised already. */
  readonly event: readonly string[];
  readonly failed?: boolean;
}

/** The dashboard at full length, for the job's page. */
export function fullDashboard(context: Context, told: DashboardContent): string {
  return dashboard(viewOf(context, told), "whole");
}

/** @throws OutputError where the ledger fits by no means */
export function planStatusComment(context: Context, told: DashboardContent): PlannedComment | undefined {
  const start = statusCommentMarker(context.scope);
  const state = encodeState(told.state, context.scope.secret);
  const frame = (visible: string) => `${start}\n${visible}\n\n${state}`;
  const room = LONGEST_BODY - frame("").length;
  const view = viewOf(context, told);
  return placed(context, frame(shortenToFit((stage) => dashboard(view, stage), DASHBOARD_STAGES, room)));
}

/** The comment that a plan rests on which does not write it. */
export function currentStatusComment({ scope, read }: Pick<Context, "scope" | "read">): StatusComment {
  return { id: read.kind === "state" ? read.commentId : undefined, body: statusCommentMarker(scope) };
}

/** Where nothing is known that could be kept. */
export function planCommentWithoutState(context: Context, visible: string): PlannedComment | undefined {
  return placed(context, `${statusCommentMarker(context.scope)}\n${visible}`);
}

/** The comment that knows most is written over; else the oldest. */
function placed({ conversation, scope, read }: Context, body: string): PlannedComment | undefined {
  const ours = ofManuscript(conversation.statusComments, scope);
  const kept = ours.find(({ id }) => read.kind === "state" && id === read.commentId) ?? ours[0];
  const surplus = ours.filter((one) => one !== kept).map(({ id }) => id);
  if (kept !== undefined && surplus.length === 0 && kept.body.replaceAll("\r\n", "\n") === body) return undefined;
  return { id: kept?.id, body, surplus };
}

function viewOf({ where, conversation, run, scope }: Context, told: DashboardContent) {
  return { ...told, failed: told.failed === true, where, run, reviews: reviewAddresses(conversation, told.state, scope) };
}

/** Of the reviews that stand, by number of revision. */
function reviewAddresses({ reviews }: Conversation, { ledger }: SavedState, scope: MarkerScope): Map<number, string> {
  return new Map(
    ledger.revisions.flatMap(({ number, label }) => {
      const mark = reviewMarker(scope, label, number);
      const review = isCommit(label) ? reviews.find(({ body }) => body.includes(mark)) : undefined;
      return review === undefined ? [] : [[number, review.url] as const];
    }),
  );
}
