/** The status comment: dashboard for people, ledger for the next run. Invariant: the ledger comes first for room, and the dashboard shrinks; one comment of
 *  each manuscript is kept, and the others go. */
import type { Verdict } from "../gate.ts";
import type { Context } from "./context.ts";
import type { Conversation } from "./conversation.ts";
import { fitting, LONGEST_BODY } from "./fit.ts";
import { isCommit } from "./links.ts";
import { reviewMark, type Scope, statusStart } from "./marks.ts";
import type { PlannedComment, StatusComment } from "./publication.ts";
import { DASHBOARD_STAGES, dashboard } from "./render/dashboard.ts";
import type { KeptState } from "./run-result.ts";
import { encodeState, ofManuscript } from "./state.ts";

export interface Told {
  readonly state: KeptState;
  readonly verdict: Verdict;
  /** Foreign. */
  readonly notes: readonly string[];
  /** Sanitised already. */
  readonly event: readonly string[];
  readonly failed?: boolean;
}

/** The dashboard at full length, for the job's page. */
export function wholeDashboard(context: Context, told: Told): string {
  return dashboard(viewOf(context, told), "whole");
}

/** @throws OutputError where the ledger fits by no means */
export function planStatusComment(context: Context, told: Told): PlannedComment | undefined {
  const start = statusStart(context.scope);
  const state = encodeState(told.state, context.scope.secret);
  const frame = (visible: string) => `${start}\n${visible}\n\n${state}`;
  const room = LONGEST_BODY - frame("").length;
  const view = viewOf(context, told);
  return placed(context, frame(fitting((stage) => dashboard(view, stage), DASHBOARD_STAGES, room)));
}

/** The comment that a plan rests on which does not write it. */
export function standingComment({ scope, read }: Pick<Context, "scope" | "read">): StatusComment {
  return { id: read.kind === "state" ? read.commentId : undefined, body: statusStart(scope) };
}

/** Where nothing is known that could be kept. */
export function planBareComment(context: Context, visible: string): PlannedComment | undefined {
  return placed(context, `${statusStart(context.scope)}\n${visible}`);
}

/** The comment that knows most is written over; else the oldest. */
function placed({ conversation, scope, read }: Context, body: string): PlannedComment | undefined {
  const ours = ofManuscript(conversation.statusComments, scope);
  const kept = ours.find(({ id }) => read.kind === "state" && id === read.commentId) ?? ours[0];
  const surplus = ours.filter((one) => one !== kept).map(({ id }) => id);
  if (kept !== undefined && surplus.length === 0 && kept.body.replaceAll("\r\n", "\n") === body) return undefined;
  return { id: kept?.id, body, surplus };
}

function viewOf({ where, conversation, run, scope }: Context, told: Told) {
  return { ...told, failed: told.failed === true, where, run, reviews: reviewAddresses(conversation, told.state, scope) };
}

/** Of the reviews that stand, by number of revision. */
function reviewAddresses({ reviews }: Conversation, { ledger }: KeptState, scope: Scope): Map<number, string> {
  return new Map(
    ledger.revisions.flatMap(({ number, label }) => {
      const mark = reviewMark(scope, label, number);
      const review = isCommit(label) ? reviews.find(({ body }) => body.includes(mark)) : undefined;
      return review === undefined ? [] : [[number, review.url] as const];
    }),
  );
}
