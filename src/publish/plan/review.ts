/** The review of a pull request's revision, one section for each manuscript in which there is something new, unless it stands already. */

import { SEVERITIES } from "../../concern.ts";
import type { FileLines } from "../../manuscript/index.ts";
import type { ComparisonResult, Outcome } from "../../revision/index.ts";
import { fairShares } from "../../text.ts";
import type { Context } from "../context.ts";
import type { DiffLines, OwnReview } from "../conversation.ts";
import { inertText } from "../inert.ts";
import { concernMarker, outcomeMarker, reviewMarker } from "../markers.ts";
import type { InlineComment, PlannedReview } from "../publication.ts";
import { type FailedView, type ReviewView, reviewBody } from "../render/review.ts";
import { inlineComment } from "../render/thread.ts";
import { isRaised, type RaisedOutcome } from "../report/groups.ts";
import { threadsOfConcerns } from "./threads.ts";

/** What is to be said of one manuscript. */
export interface ReviewParts extends Pick<ReviewView, "comparison" | "verdict" | "provenance" | "notes"> {
  readonly context: Context;
  /** Number of the revision. */
  readonly revision: number;
}
/** On which lines it may be said, of all manuscripts together. */
export interface LineLimits {
  readonly diff: DiffLines;
  readonly inlineLimit: number;
}

interface LinePlacement {
  readonly outcome: RaisedOutcome;
  readonly place: FileLines;
}

/** The section of one manuscript, with all of its words. */
export function wholeReviewText(parts: ReviewParts): string {
  return reviewBody([viewOf(parts, new Set())]);
}

/** @param failures of manuscripts beside those that were reviewed   @param order of all, by their keys
 *  @returns undefined where nothing is new, or where it stands already */
export function planReview(
  reviewed: readonly ReviewParts[],
  failures: readonly FailedView[],
  order: readonly string[],
  { diff, inlineLimit }: LineLimits,
): PlannedReview | undefined {
  const told = reviewed.filter(({ comparison }) => comparison.outcomes.some(warrantsReview));
  const [first] = told;
  if (first === undefined) return undefined;
  const places = told.map((parts) => placesOnLines(parts.comparison, diff, discussedBefore(parts)));
  const shares = fairShares(
    places.map(({ length }) => length),
    inlineLimit,
  );
  const lines = places.map((all, k) => all.slice(0, Math.max(0, shares[k] ?? 0)));
  const bodyWith = (onLine: (k: number) => ReadonlySet<string>) => {
    const views = [...told.map((parts, k) => viewOf(parts, onLine(k))), ...failures];
    return reviewBody(views.sort((one, other) => order.indexOf(one.key) - order.indexOf(other.key)));
  };
  const body = bodyWith((k) => new Set(lines[k]?.map(({ outcome }) => outcome.id)));
  const bodyWithoutComments = bodyWith(() => new Set());
  const comments = told.flatMap((parts, k) => (lines[k] ?? []).map((line) => commentOf(line, parts)));
  const markers = told.map(markerOf);
  const { reviews } = first.context.conversation;
  const published = reviews.find((review) => markers.some((marker) => review.body.includes(marker)));
  if (published === undefined) return { replaces: undefined, body, bodyWithoutComments, markers, comments };
  const { server } = first.context.where;
  if ([body, bodyWithoutComments].some((text) => hasSameText(published, inertText(text, server)))) return undefined;
  return { replaces: published.id, body, bodyWithoutComments, markers, comments: [] };
}

function markerOf({ context: { scope, head }, revision }: ReviewParts): string {
  return reviewMarker(scope, head, revision);
}

function viewOf(parts: ReviewParts, onLine: ReadonlySet<string>): ReviewView {
  const { context, revision: _, ...said } = parts;
  const { head, where, key, name } = context;
  return { ...said, head, where, key, name, marker: markerOf(parts), onLine, inThread: discussedBefore(parts) };
}

/** Concerns that have a thread from before this very review. */
function discussedBefore({ context: { conversation, scope }, comparison, revision }: ReviewParts): Set<string> {
  const { ledger, outcomes } = comparison;
  const kinds = new Map(outcomes.map(({ id, kind }) => [id, kind]));
  const before = threadsOfConcerns(conversation.threads, ledger, scope).filter(({ concern, thread }) => {
    const kind = kinds.get(concern.id);
    return kind === undefined || !thread.root.body.includes(outcomeMarker(scope, concern.id, kind, revision));
  });
  return new Set(before.map(({ concern }) => concern.id));
}

function commentOf({ outcome, place }: LinePlacement, { context: { scope, where, name }, revision }: ReviewParts): InlineComment {
  const markers = [
    concernMarker(scope, outcome.id, outcome.now.text),
    outcomeMarker(scope, outcome.id, outcome.kind, revision),
  ] as const;
  const { file: path, startLine, endLine: line } = place;
  return { path, line, ...(startLine === line ? {} : { startLine }), body: inlineComment(outcome, where, markers, name) };
}

/** Whether both are the same but for what GitHub may strip or mend. */
function hasSameText({ body }: OwnReview, planned: string): boolean {
  return normalized(body) === normalized(planned);
}
function normalized(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{2,}/g, "\n")
    .trim();
}

/** Which concerns get a comment on a line of the diff. Invariant: only on the exact lines of the passage that a concern is about, all of them inside one
 *  hunk; a comment on a wrong line is worse than none.
 *  @param discussed concerns that have a thread already: they stand there
 *  @returns most severe first, then in the reviewer's order */
function placesOnLines(
  { outcomes }: Pick<ComparisonResult, "outcomes">,
  diff: DiffLines,
  discussed: ReadonlySet<string>,
): LinePlacement[] {
  return outcomes
    .filter(isRaised)
    .sort((a, b) => SEVERITIES.indexOf(a.now.severity) - SEVERITIES.indexOf(b.now.severity) || a.found - b.found)
    .filter(({ id }) => !discussed.has(id))
    .flatMap((outcome) => {
      const [place] = outcome.places;
      return place !== undefined && isInOneHunk(place, diff) ? [{ outcome, place }] : [];
    });
}

function isInOneHunk({ file, startLine, endLine }: FileLines, diff: DiffLines): boolean {
  if (file.startsWith(".github/")) return false; // no paper lies there, whatever a result says
  return (diff.get(file) ?? []).some(({ first, last }) => first <= startLine && startLine <= endLine && endLine <= last);
}

/** Whether a revision is worth a review of its own: each one sends everybody a message. Invariant: what made an open major concern always is, and so is every
 *  change that somebody made about a concern. Eased concerns are not: they are reported beside others, and the dashboard has them. A major one that was noticed
 *  late is, though it is shown folded: the gate counts it, and a red status alone explains nothing. */
function warrantsReview(outcome: Outcome): boolean {
  switch (outcome.kind) {
    case "introduced":
    case "reopened":
    case "escalated":
    case "resolved":
      return true;
    case "noticed late":
      return outcome.now.severity === "major";
    case "eased":
      return outcome.because === "addressed in part";
    case "not repeated":
      return outcome.because === "text removed";
    case "standing":
    case "dismissed":
      return false;
  }
}
