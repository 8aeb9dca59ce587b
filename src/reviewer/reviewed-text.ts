/** One side of a comparison: concerns, the text that they were raised about, and what is known of earlier revisions.
 *  Invariant: concerns are never put beside a text that they were not raised about where the result can tell. */
import { PROFILES } from "../../profiles/profiles.ts";
import type { Concern } from "../concern.ts";
import { SettingsError } from "../errors.ts";
import { articleOf, type PassageReading, passageReadings, passagesOfPaper, type ReviewResult } from "../review/index.ts";
import type { Ledger, ManuscriptText } from "../revision/index.ts";

export interface ReviewedText {
  readonly label: string;
  readonly concerns: readonly Concern[];
  readonly text: ManuscriptText;
  /** What of the text the review got. All of it, where nobody says otherwise. */
  readonly readings: readonly PassageReading[];
  readonly review?: ReviewResult;
  /** What was known of earlier revisions. */
  readonly ledger?: Ledger;
  /** The embedder that the profile of the review compares with; absent where nobody knows that profile here. */
  readonly matching?: string;
}

/** @param at what to call it where it has no text */
export function reviewedTextOf(review: ReviewResult, at: string): ReviewedText {
  if (review.paper === undefined)
    throw new SettingsError({
      code: "text-not-kept",
      at,
      fault: "this result was made by a BioReview that did not keep the text with it",
      remedy: "Review that revision again, such as with --rev",
    });
  const text = passagesOfPaper(review.paper);
  const sourced = articleOf({ ...EMPTY, ...text, format: review.manuscript.format, root: review.manuscript.root });
  const matching = PROFILES.find(({ name }) => name === review.profile)?.matching;
  return {
    label: review.manuscript.revision,
    concerns: review.concerns,
    text,
    readings: passageReadings(sourced, promptOf(review)),
    review,
    ...(matching === undefined ? {} : { matching }),
  };
}
const EMPTY = { files: [], leftOut: [], warnings: [], hidden: [] } as const;

/** The report as it was: absent names stay absent. */
function promptOf({ prompt }: ReviewResult): Parameters<typeof passageReadings>[1] {
  const blocks = prompt.blocks.map(({ name, index, ...block }) => ({
    ...block,
    ...(name === undefined ? {} : { name }),
    ...(index === undefined ? {} : { index }),
  }));
  return { ...prompt, blocks };
}

/** All of a text, as of concerns that come without a word on what was read. */
export function allOf({ title, abstract, sections }: ManuscriptText): PassageReading[] {
  const passages = [...(title === undefined ? [] : [title]), ...abstract, ...sections.flatMap(({ passages }) => passages)];
  return passages.map((passage) => ({ passage, read: "whole", until: passage.text.length }));
}
