/** The status comment: a dashboard of each manuscript for people, their ledgers for the next run. Invariant: the ledgers come first for room, and the dashboards
 *  shrink; one comment of each pull request is kept (where manuscripts are reviewed apart, of each of them), and the others go; no ledger that stands in it is lost. */
import type { Context } from "../context.ts";
import type { OwnComment } from "../conversation.ts";
import { inertText } from "../inert.ts";
import { isCommit } from "../links.ts";
import { type MarkerScope, reviewMarker, statusCommentMarker } from "../markers.ts";
import type { PlannedComment, StatusComment } from "../publication.ts";
import { MAX_BODY, shortenTogether } from "../render/blocks.ts";
import {
  DASHBOARD_STAGES,
  type DashboardStage,
  type DashboardView,
  dashboard,
  dashboardSection,
  FULL_DASHBOARD,
  footerOfSeveral,
  overview,
  overviewItem,
} from "../render/dashboard.ts";
import type { SavedState } from "../state/run-result.ts";
import { encodeStates, NO_STATE, ofManuscript, ofSeveral, statesOfOthers } from "../state/saved-state.ts";
import { gateVerdict } from "./verdict.ts";

export type DashboardContent = Pick<DashboardView, "state" | "verdict" | "notes" | "event"> &
  Partial<Pick<DashboardView, "failed" | "report">>;

/** What is kept of a manuscript, as it stands. */
export function contentOf({ limits }: Context, state: SavedState): DashboardContent {
  return { state, verdict: gateVerdict(state.ledger, limits), notes: [], event: [] };
}

/** The dashboard at full length, for the job's page. */
export function fullDashboard(context: Context, content: DashboardContent): string {
  return dashboard(viewOf(context, content), FULL_DASHBOARD);
}

/** What the comment says of one manuscript. */
export interface CommentSection {
  readonly context: Context;
  /** A dashboard, or what is said where nothing is known of the manuscript: Markdown of ours. */
  readonly content: DashboardContent | string;
}

/** All of what the comment is to be. */
export interface CommentContent {
  readonly several: boolean;
  /** In their order; at least one. */
  readonly sections: readonly CommentSection[];
}

/** Characters that a dashboard of several can be read with; where they have fewer, their states are kept without what was read. */
const READABLE = 2_000;

/** @throws OutputError where the ledgers fit by no means */
export function planStatusComment(content: CommentContent): PlannedComment | undefined {
  const { sections, several } = content;
  const [first] = sections;
  if (first === undefined) return undefined;
  const views = sections.map(({ context, content: said }) => (typeof said === "string" ? said : viewOf(context, said)));
  const states = views.flatMap((view) => (typeof view === "string" ? [] : [view.state]));
  const { current, surplus } = placeOf(content, new Set(states.map(({ key }) => key)));
  const start = statusCommentMarker(scopeOf(first.context, several));
  const others = several && current !== undefined ? statesOfOthers(current.body, new Set(states.map(({ key }) => key))) : [];
  const frameOf = (kept: readonly SavedState[]) => {
    const state = [...others, ...encodeStates(kept, first.context.scope.secret)].join("\n\n") || NO_STATE;
    return (visible: string) => `${start}\n${visible}\n\n${state}`;
  };
  const whole = frameOf(states);
  const isTight = several && MAX_BODY - whole("").length < READABLE * sections.length;
  const frame = isTight ? frameOf(states.map(({ provenance: _, ...state }) => state)) : whole;
  const body = frame(visibleText(sections, views, MAX_BODY - frame("").length));
  const stands = surplus.length === 0 ? current?.body.replaceAll("\r\n", "\n") : undefined;
  if (stands !== undefined && stands === inertText(body, first.context.where.server)) return undefined;
  return { id: current?.id, body, surplus: surplus.map(({ id }) => id) };
}

/** @throws OutputError */
function visibleText(sections: readonly CommentSection[], views: readonly (DashboardView | string)[], room: number): string {
  const writers = views.map(
    (view) => (stage: DashboardStage) =>
      typeof view === "string" ? view : views.length === 1 ? dashboard(view, stage) : dashboardSection(view, stage),
  );
  if (views.length === 1) return shortenTogether(writers, DASHBOARD_STAGES, room).join("");
  const keys = sections.map(({ context: { key } }) => key);
  const items = views.map((view, k) => overviewItem(keys[k] ?? "", typeof view === "string" ? undefined : view));
  const [top, bottom] = [overview(items), footerOfSeveral(keys[0] ?? "")];
  const texts = shortenTogether(
    writers,
    DASHBOARD_STAGES,
    room - top.length - bottom.length - SECTION_BREAK.length * (views.length + 1),
  );
  return [top, ...texts, bottom].join(SECTION_BREAK);
}
const SECTION_BREAK = "\n\n---\n\n";

/** The comment that a plan rests on which does not write it. */
export function currentStatusComment(contexts: readonly Context[], several: boolean): StatusComment {
  const [first] = contexts;
  if (first === undefined) throw new RangeError("a plan is for one manuscript at least"); // a bug of ours
  const sections = contexts.map((context) => ({ context, content: "" }));
  const { current } = placeOf({ several, sections }, new Set());
  return { id: current?.id, body: statusCommentMarker(scopeOf(first, several)) };
}

/** Of the comment that all manuscripts share. */
function scopeOf({ scope, key }: Context, several: boolean): MarkerScope {
  return { ...scope, key: several ? "" : key };
}

interface Place {
  readonly current: OwnComment | undefined;
  readonly surplus: readonly OwnComment[];
}

/** The comment with a loaded state is replaced; else the oldest that begins as ours do. None is deleted that begins otherwise, for somebody wrote in it; nor one that
 *  holds a ledger which is not written anew.
 *  @param written keys of the ledgers that are */
function placeOf({ sections, several }: CommentContent, written: ReadonlySet<string>): Place {
  const [first] = sections;
  if (first === undefined) return { current: undefined, surplus: [] };
  const { conversation, scope } = first.context;
  const shared = statusCommentMarker(scopeOf(first.context, several));
  const keys = sections.map(({ context: { key } }) => key);
  const ours = several
    ? ofSeveral(conversation.statusComments, scope, keys)
    : ofManuscript(conversation.statusComments, scopeOf(first.context, several));
  const loaded = new Set(sections.flatMap(({ context }) => (context.loaded.kind === "state" ? [context.loaded.commentId] : [])));
  const intact = ours.filter(({ body }) => body.startsWith(shared));
  const current =
    intact.find(({ id }) => loaded.has(id)) ??
    (several ? intact[0] : undefined) ??
    ours.find(({ id }) => loaded.has(id)) ??
    intact[0] ??
    ours[0];
  const own = keys.map((key) => statusCommentMarker({ ...scope, key }));
  const apart = several
    ? ours.filter(({ body }) => own.some((start) => body.startsWith(start)) && statesOfOthers(body, written).length === 0)
    : [];
  return { current, surplus: [...intact, ...apart].filter((one) => one !== current) };
}

function viewOf(context: Context, content: DashboardContent): DashboardView {
  const { where, run, key } = context;
  return { ...content, key, failed: content.failed === true, where, run, reviews: reviewAddresses(context, content.state) };
}

/** Of the reviews that stand, by number of revision. */
function reviewAddresses({ conversation: { reviews }, scope }: Context, { ledger }: SavedState): Map<number, string> {
  return new Map(
    ledger.revisions.flatMap(({ number, label }) => {
      const marker = reviewMarker(scope, label, number);
      const review = isCommit(label) ? reviews.find(({ body }) => body.includes(marker)) : undefined;
      return review === undefined ? [] : [[number, review.url] as const];
    }),
  );
}
