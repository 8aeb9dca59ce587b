/** Which predictions stand for which references: the published rule, and the seam for another.
 *  Invariant: a prediction and a reference each have at most one partner. */

import type { Matrix } from "../embeddings/index.ts";
import { type ComparableConcern, leastCostAssignment } from "../revision/index.ts";

export interface Match {
  readonly tool: number;
  readonly reference: number;
}

/** A rule for "they say the same". Whoever has another one than a threshold on cosines (`same-concern.ts`, a judge) hands it to `scoreArticle` in
 *  place of the published rule, and the same counts, intervals and reports come of it. */
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
