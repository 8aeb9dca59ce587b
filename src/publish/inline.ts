/** Which concerns are told on a line of the diff. Invariant: only on the exact lines of the passage that a concern is about, all of them inside one hunk;
 *  a comment on a wrong line is worse than none. */
import { SEVERITIES } from "../concern.ts";
import type { ComparisonResult, Place } from "../revision/index.ts";
import type { DiffLines } from "./conversation.ts";

/** What a revision brought to be told in full. */
export type RaisedOutcome = Extract<ComparisonResult["outcomes"][number], { kind: "introduced" | "reopened" | "escalated" }>;
export interface LinePlacement {
  readonly outcome: RaisedOutcome;
  readonly place: Place;
}

/** @param discussed concerns that have a thread already: they are told there
 *  @param limit at most so many, most severe first, then in the reviewer's order */
export function placeOnLines(
  { outcomes }: Pick<ComparisonResult, "outcomes">,
  diff: DiffLines,
  discussed: ReadonlySet<string>,
  limit: number,
): LinePlacement[] {
  return raisedOutcomes(outcomes)
    .filter(({ id }) => !discussed.has(id))
    .flatMap((outcome) => {
      const [place] = outcome.places;
      return place !== undefined && isInOneHunk(place, diff) ? [{ outcome, place }] : [];
    })
    .slice(0, Math.max(0, limit));
}

/** What a revision brought, most severe first, then in the reviewer's order. */
export function raisedOutcomes(outcomes: ComparisonResult["outcomes"]): RaisedOutcome[] {
  const told = outcomes.flatMap((one) =>
    one.kind === "introduced" || one.kind === "reopened" || one.kind === "escalated" ? [one] : [],
  );
  return told.sort((a, b) => SEVERITIES.indexOf(a.now.severity) - SEVERITIES.indexOf(b.now.severity) || a.found - b.found);
}

function isInOneHunk({ file, startLine, endLine }: Place, diff: DiffLines): boolean {
  if (file.startsWith(".github/")) return false; // no paper lies there, whatever a result says
  return (diff.get(file) ?? []).some(({ first, last }) => first <= startLine && startLine <= endLine && endLine <= last);
}
