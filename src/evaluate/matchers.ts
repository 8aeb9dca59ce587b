/** Which predictions match which references: the published rule, and beside it the calibrated one, which is another metric: its figures are never printed
 *  under the published names. Invariant: a prediction and a reference each have at most one partner. */
import type { Matrix } from "../embeddings/index.ts";
import { type Calibration, type ComparableConcern, leastCostAssignment, matchConcerns } from "../revision/index.ts";

export interface Match {
  readonly tool: number;
  readonly reference: number;
}

/** A rule for "they say the same": whichever is handed to `scoreArticle`, the same counts, intervals and reports come of it. */
export type Matcher = (article: {
  readonly tool: readonly ComparableConcern[];
  readonly reference: readonly ComparableConcern[];
  /** Tool x reference. */
  readonly cosines: Matrix;
}) => readonly Match[];

/** Cosine at or above which the published evaluator lets two concerns match. Nearly all pairs of biomedical concerns are above it. */
export const PUBLISHED_THRESHOLD = 0.65;
/** What a pair below the threshold costs: more than all others together, so that first the number of pairs is greatest, then their total cosine. */
const FORBIDDEN = 1e6;

/** @param threshold compared as a double with float32 cosines: a cosine of 0.65 in float32 is below 0.65 */
export function publishedMatcher(threshold: number): Matcher {
  return ({ cosines }) =>
    leastCostAssignment(cosines.map((row) => row.map((cosine) => (cosine < threshold ? FORBIDDEN : 1 - cosine))))
      .filter(({ row, column }) => (cosines[row]?.[column] ?? 0) >= threshold)
      .map(({ row, column }) => ({ tool: row, reference: column }));
}

/** The calibrated rule. Fails towards "not the same": a category that a prediction does not give is the same as no other. On the labelled pairs that costs
 *  recall (0.930 in place of 0.962 where one of both lists has none) and no precision.
 *  @param calibration of the embedder that the article's cosines come from: for those of another one it means nothing */
export function calibratedMatcher(calibration: Calibration): Matcher {
  return ({ tool, reference, cosines }) =>
    matchConcerns(tool, reference, cosines, calibration).map(({ old, found }) => ({ tool: old, reference: found }));
}
