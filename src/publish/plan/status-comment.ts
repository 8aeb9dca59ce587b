/** The status comment: dashboard for people, ledger for the next run. Invariant: the ledger comes first for room, and the dashboard shrinks; one comment of
 *  each manuscript is kept, and the others go. */
import type { Context } from "../context.ts";
import type { Conversation } from "../conversation.ts";
import { inertText } from "../inert.ts";
import { isCommit } from "../links.ts";
import { type MarkerScope, reviewMarker, statusCommentMarker } from "../markers.ts";
import type { PlannedComment, StatusComment } from "../publication.ts";
import { MAX_BODY, shortenToFit } from "../render/blocks.ts";
import { DASHBOARD_STAGES, type DashboardView, dashboard, FULL_DASHBOARD } from "../render/dashboard.ts";
import type { SavedState } from "../state/run-result.ts";
import { encodeState, NO_STATE, ofManuscript } from "../state/saved-state.ts";

export type DashboardContent = Pick<DashboardView, "state" | "verdict" | "notes" | "event"> &
  Partial<Pick<DashboardView, "failed">>;

/** The dashboard at full length, for the job's page. */
export function fullDashboard(context: Context, content: DashboardContent): string {
  return dashboard(viewOf(context, content), FULL_DASHBOARD);
}

/** @throws OutputError where the ledger fits by no means */
export function planStatusComment(context: Context, content: DashboardContent): PlannedComment | undefined {
  const start = statusCommentMarker(context.scope);
  const state = encodeState(content.state, context.scope.secret);
  const frame = (visible: string) => `${start}\n${visible}\n\n${state}`;
  const room = MAX_BODY - frame("").length;
  const view = viewOf(context, content);
  return placed(context, frame(shortenToFit(DASHBOARD_STAGES, (stage) => dashboard(view, stage), room)));
}

/** The comment that a plan rests on which does not write it. */
export function currentStatusComment({ scope, loaded }: Pick<Context, "scope" | "loaded">): StatusComment {
  return { id: loaded.kind === "state" ? loaded.commentId : undefined, body: statusCommentMarker(scope) };
}

/** Where nothing is known that could be saved. */
export function planCommentWithoutState(context: Context, visible: string): PlannedComment | undefined {
  return placed(context, `${statusCommentMarker(context.scope)}\n${visible}\n\n${NO_STATE}`);
}

/** The comment with the loaded state is replaced; else the oldest that begins as ours do. None is deleted that begins otherwise: somebody wrote in it. */
function placed({ conversation, scope, loaded, where }: Context, body: string): PlannedComment | undefined {
  const ours = ofManuscript(conversation.statusComments, scope);
  const intact = ours.filter((one) => one.body.startsWith(statusCommentMarker(scope)));
  const current = ours.find(({ id }) => loaded.kind === "state" && id === loaded.commentId) ?? intact[0] ?? ours[0];
  const surplus = intact.filter((one) => one !== current).map(({ id }) => id);
  const stands = surplus.length === 0 ? current?.body.replaceAll("\r\n", "\n") : undefined;
  if (stands !== undefined && stands === inertText(body, where.server)) return undefined;
  return { id: current?.id, body, surplus };
}

function viewOf({ where, conversation, run, scope }: Context, content: DashboardContent) {
  return {
    ...content,
    failed: content.failed === true,
    where,
    run,
    reviews: reviewAddresses(conversation, content.state, scope),
  };
}

/** Of the reviews that stand, by number of revision. */
function reviewAddresses({ reviews }: Conversation, { ledger }: SavedState, scope: MarkerScope): Map<number, string> {
  return new Map(
    ledger.revisions.flatMap(({ number, label }) => {
      const marker = reviewMarker(scope, label, number);
      const review = isCommit(label) ? reviews.find(({ body }) => body.includes(marker)) : undefined;
      return review === undefined ? [] : [[number, review.url] as const];
    }),
  );
}
