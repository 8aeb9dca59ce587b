/** From two lists of concerns to the pairs that are the same. */
import type { Concern } from "../concern.ts";
import { assign, type ConcernPair } from "./assign.ts";
import type { Coefficients } from "./calibration/calibration.ts";
import { type ConcernRows, sameConcern } from "./probability.ts";

/** @returns one-to-one, each more probable than the calibration's threshold, by the old index
 *  @throws RangeError where the rows do not belong to the concerns */
export function matchConcerns(
  old: readonly Concern[],
  found: readonly Concern[],
  rows: ConcernRows,
  calibration: Coefficients,
): readonly ConcernPair[] {
  const { probability } = sameConcern(old, found, rows, calibration);
  return assign(probability, calibration.threshold, { old: old.map(keyOf), found: found.map(keyOf) });
}

/** All that a concern is: two with equal keys are interchangeable. */
export function keyOf({ text, category, severity }: Concern): string {
  return JSON.stringify([text, category, severity]);
}
