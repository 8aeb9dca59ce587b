/** The calibrated rule for "they say the same concern", in place of the published one. It is another metric: its figures are never printed under the
 *  published names.
 *  Fails towards "not the same": a category that a prediction does not give is the same as no other. On the labelled pairs that costs recall (0.930 in
 *  place of 0.962 where one of both lists has none) and no precision. */
import { type Calibration, matchConcerns } from "../revision/index.ts";
import type { Matcher } from "./match.ts";

/** @param calibration of the embedder that the article's cosines come from: for those of another one it means nothing */
export function calibratedMatcher(calibration: Calibration): Matcher {
  return ({ tool, reference, cosines }) =>
    matchConcerns(tool, reference, cosines, calibration).map(({ old, found }) => ({ tool: old, reference: found }));
}
