/** From two lists of concerns to the pairs that are the same. */
import { assign, type ConcernPair } from "./assign.ts";
import type { Coefficients } from "./calibration/calibration.ts";
import type { Matrix } from "./overlap.ts";
import { probabilityBy } from "./probability.ts";
import type { SaidConcern } from "./signals.ts";

/** @param cosines of the embeddings, old x found
 *  @returns one-to-one, each more probable than the calibration's threshold, by the old index */
export function matchConcerns(
  old: readonly SaidConcern[],
  found: readonly SaidConcern[],
  cosines: Matrix,
  calibration: Coefficients,
): readonly ConcernPair[] {
  const probability = probabilityBy(cosines, old, found, calibration);
  return assign(probability, calibration.threshold, { old: old.map(keyOf), found: found.map(keyOf) });
}

/** All that a concern is: two with equal keys are interchangeable. */
export function keyOf({ text, category, severity }: SaidConcern & { readonly severity?: string | undefined }): string {
  return JSON.stringify([text, category, severity]);
}
