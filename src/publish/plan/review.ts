/** The review of a revision, unless there is nothing new in it or it stands already. */
import type { ComparisonResult } from "../../revision/index.ts";
import type { Context } from "../context.ts";
import type { DiffLines, OwnReview } from "../conversation.ts";
import { type LinePlacement, placeOnLines } from "../inline.ts";
import { concernMarker, outcomeMarker, reviewMarker } from "../markers.ts";
import { warrantsReview } from "../news.ts";
import type { InlineComment, PlannedReview } from "../publication.ts";
import { inlineComment } from "../render/inline-comment.ts";
import { type ReviewView, reviewBody } from "../render/review.ts";
import { threadsOfConcerns } from "./threads.ts";

export interface ReviewParts extends Pick<ReviewView, "comparison" | "verdict" | "provenance" | "notes"> {
  readonly diff: DiffLines;
  readonly inlineLimit: number;
  /** Number of the revision. */
  readonly revision: number;
}

/** What the review says, with and without comments on lines. */
export interface ReviewTexts {
  readonly body: string;
  readonly bodyWithoutComments: string;
  readonly mark: string;
  readonly comments: readonly InlineComment[];
}

export function reviewTexts(context: Context, { diff, inlineLimit, revision, ...parts }: ReviewParts): ReviewTexts {
  const { scope, head, where } = context;
  const mark = reviewMarker(scope, head, revision);
  const discussed = discussedBefore(context, parts.comparison, revision);
  const lines = placeOnLines(parts.comparison, diff, discussed, inlineLimit);
  const view = { ...parts, head, where, key: scope.key, mark, inThread: discussed };
  return {
    body: reviewBody({ ...view, onLine: new Set(lines.map(({ outcome }) => outcome.id)) }),
    bodyWithoutComments: reviewBody({ ...view, onLine: new Set<string>() }),
    mark,
    comments: lines.map((line) => commentOf(line, context, revision)),
  };
}

export function planReview(context: Context, { outcomes }: ComparisonResult, texts: ReviewTexts): PlannedReview | undefined {
  if (!outcomes.some(warrantsReview)) return undefined;
  const { mark, body, bodyWithoutComments, comments } = texts;
  const standing = context.conversation.reviews.find((review) => review.body.includes(mark));
  if (standing === undefined) return { replaces: undefined, body, bodyWithoutComments, marker: mark, comments };
  if (saysTheSame(standing, body) || saysTheSame(standing, bodyWithoutComments)) return undefined;
  return { replaces: standing.id, body, bodyWithoutComments, marker: mark, comments: [] };
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
  const marks = [
    concernMarker(scope, outcome.id, outcome.now.text),
    outcomeMarker(scope, outcome.id, outcome.kind, revision),
  ] as const;
  const { file: path, startLine, endLine: line } = place;
  return { path, line, ...(startLine === line ? {} : { startLine }), body: inlineComment(outcome, where, marks) };
}

/** But for what GitHub may strip or mend. */
function saysTheSame({ body }: OwnReview, planned: string): boolean {
  return bare(body) === bare(planned);
}
function bare(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{2,}/g, "\n")
    .trim();
}
