/** The review of a revision, unless there is nothing new in it or it stands already. */

import { SEVERITIES } from "../../concern.ts";
import type { FileLines } from "../../manuscript/index.ts";
import type { ComparisonResult, Outcome } from "../../revision/index.ts";
import type { Context } from "../context.ts";
import type { DiffLines, OwnReview } from "../conversation.ts";
import { inertText } from "../inert.ts";
import { concernMarker, outcomeMarker, reviewMarker } from "../markers.ts";
import type { InlineComment, PlannedReview } from "../publication.ts";
import { type ReviewView, reviewBody } from "../render/review.ts";
import { inlineComment } from "../render/thread.ts";
import { isRaised, type RaisedOutcome } from "../report/report.ts";
import { threadsOfConcerns } from "./threads.ts";

export interface ReviewParts extends Pick<ReviewView, "comparison" | "verdict" | "provenance" | "notes"> {
  readonly diff: DiffLines;
  readonly inlineLimit: number;
  /** Number of the revision. */
  readonly revision: number;
}

interface LinePlacement {
  readonly outcome: RaisedOutcome;
  readonly place: FileLines;
}

/** What the review says, with and without comments on lines. */
export interface ReviewTexts {
  readonly body: string;
  readonly bodyWithoutComments: string;
  readonly marker: string;
  readonly comments: readonly InlineComment[];
}

export function reviewTexts(context: Context, { diff, inlineLimit, revision, ...parts }: ReviewParts): ReviewTexts {
  const { scope, head, where } = context;
  const marker = reviewMarker(scope, head, revision);
  const discussed = discussedBefore(context, parts.comparison, revision);
  const lines = placeOnLines(parts.comparison, diff, discussed, inlineLimit);
  const view = { ...parts, head, where, key: scope.key, marker, inThread: discussed };
  return {
    body: reviewBody({ ...view, onLine: new Set(lines.map(({ outcome }) => outcome.id)) }),
    bodyWithoutComments: reviewBody({ ...view, onLine: new Set<string>() }),
    marker,
    comments: lines.map((line) => commentOf(line, context, revision)),
  };
}

export function planReview(context: Context, { outcomes }: ComparisonResult, texts: ReviewTexts): PlannedReview | undefined {
  if (!outcomes.some(warrantsReview)) return undefined;
  const { marker, body, bodyWithoutComments, comments } = texts;
  const published = context.conversation.reviews.find((review) => review.body.includes(marker));
  if (published === undefined) return { replaces: undefined, body, bodyWithoutComments, marker, comments };
  const { server } = context.where;
  if ([body, bodyWithoutComments].some((text) => hasSameText(published, inertText(text, server)))) return undefined;
  return { replaces: published.id, body, bodyWithoutComments, marker, comments: [] };
}

/** Concerns that have a thread from before this very review. */
function discussedBefore(
  { conversation, scope }: Context,
  { ledger, outcomes }: ComparisonResult,
  revision: number,
): Set<string> {
  const kinds = new Map(outcomes.map(({ id, kind }) => [id, kind]));
  const before = threadsOfConcerns(conversation.threads, ledger, scope).filter(({ concern, thread }) => {
    const kind = kinds.get(concern.id);
    return kind === undefined || !thread.root.body.includes(outcomeMarker(scope, concern.id, kind, revision));
  });
  return new Set(before.map(({ concern }) => concern.id));
}

function commentOf({ outcome, place }: LinePlacement, { scope, where }: Context, revision: number): InlineComment {
  const markers = [
    concernMarker(scope, outcome.id, outcome.now.text),
    outcomeMarker(scope, outcome.id, outcome.kind, revision),
  ] as const;
  const { file: path, startLine, endLine: line } = place;
  return { path, line, ...(startLine === line ? {} : { startLine }), body: inlineComment(outcome, where, markers) };
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
 *  @param limit at most so many, most severe first, then in the reviewer's order */
function placeOnLines(
  { outcomes }: Pick<ComparisonResult, "outcomes">,
  diff: DiffLines,
  discussed: ReadonlySet<string>,
  limit: number,
): LinePlacement[] {
  return outcomes
    .filter(isRaised)
    .sort((a, b) => SEVERITIES.indexOf(a.now.severity) - SEVERITIES.indexOf(b.now.severity) || a.found - b.found)
    .filter(({ id }) => !discussed.has(id))
    .flatMap((outcome) => {
      const [place] = outcome.places;
      return place !== undefined && isInOneHunk(place, diff) ? [{ outcome, place }] : [];
    })
    .slice(0, Math.max(0, limit));
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
