/** Cosines of the embeddings of two lists of concerns. */
import { assertUnitRows } from "../review/index.ts";

/** @param old n unit rows of d   @param found m unit rows of d
 *  @returns n x m, in [-1, 1] up to rounding
 *  @throws RangeError where a row is no unit vector, or not as long as the others: a failed embedding is neither alike nor different */
export function cosines(old: readonly Float32Array[], found: readonly Float32Array[]): number[][] {
  assertUnitRows([...old, ...found], old.length + found.length);
  return old.map((a) => found.map((b) => dot(a, b)));
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] ?? 0) * (b[k] ?? 0);
  return sum;
}
