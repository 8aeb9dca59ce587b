/** One side of a comparison: concerns, the text that they were raised about, and what is known of earlier revisions.
 *  Invariant: concerns are never put beside a text that they were not raised about where the result can tell. */
import { PROFILES } from "../../profiles/profiles.ts";
import type { Concern } from "../concern.ts";
import { SettingsError } from "../errors.ts";
import type { Manuscript, ManuscriptText } from "../manuscript/index.ts";
import {
  articleOf,
  type PassageReading,
  type PromptReport,
  passageReadings,
  passagesOfPaper,
  type ReviewResult,
} from "../review/index.ts";
import type { Ledger } from "../revision/index.ts";

export interface ReviewedText {
  readonly label: string;
  readonly concerns: readonly Concern[];
  readonly text: ManuscriptText;
  /** What of the text the review got. All of it by default. */
  readonly readings: readonly PassageReading[];
  readonly review?: ReviewResult;
  /** What was known of earlier revisions. */
  readonly ledger?: Ledger;
}

/** A review that was just made. @param report of the prompt that it got */
export function reviewedNow(
  label: string,
  manuscript: Manuscript,
  review: ReviewResult,
  report: PromptReport,
): ReviewedText & { readonly review: ReviewResult } {
  const readings = passageReadings(articleOf(manuscript), report);
  return { label, concerns: review.concerns, text: manuscript, readings, review };
}

/** A review that was saved.
 *  @param at what to call it where it has no text
 *  @throws SettingsError where it has no text */
export function reviewedTextOf(review: ReviewResult, at: string): ReviewedText {
  if (review.paper === undefined)
    throw new SettingsError({
      code: "text-not-kept",
      at,
      fault: "this result was made by a BioReview that did not keep the text with it",
      remedy: "Review that revision again, such as with --rev",
    });
  const text = passagesOfPaper(review.paper);
  return {
    label: review.manuscript.revision,
    concerns: review.concerns,
    text,
    readings: passageReadings(articleOf(text), review.prompt),
    review,
  };
}

/** The embedder that the profile of a review matches by; undefined for a profile that this version does not have. */
export function matchingEmbedderOf({ review }: Pick<ReviewedText, "review">): string | undefined {
  return PROFILES.find(({ name }) => name === review?.profile)?.matching;
}

/** All of a text, as of concerns that come without a word on what was read. */
export function wholeText({ title, abstract, sections }: ManuscriptText): PassageReading[] {
  const passages = [...(title === undefined ? [] : [title]), ...abstract, ...sections.flatMap(({ passages }) => passages)];
  return passages.map((passage) => ({ passage, read: "whole", until: passage.text.length }));
}
