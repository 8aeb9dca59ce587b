/** How alike each prediction is to each reference of an article. */

export interface Similarity {
  readonly tool: number;
  readonly reference: number;
  /** tool x reference, row by row: cosines, each a float32 value held as a double, as the published evaluator compares them. */
  readonly cosines: Float64Array;
}

/** @param tool unit rows of d   @param reference unit rows of d
 *  @returns dot products, summed in double precision and rounded once to float32. The published ones are summed in float32 in an order that depends
 *    on the processor, so that their last digit is nobody's; the rounded exact sum is the value that they all approximate. */
export function similarityOf(tool: readonly Float32Array[], reference: readonly Float32Array[]): Similarity {
  const cosines = new Float64Array(tool.length * reference.length);
  let at = 0;
  for (const a of tool) for (const b of reference) cosines[at++] = Math.fround(dot(a, b));
  return { tool: tool.length, reference: reference.length, cosines };
}

/** Four sums side by side, which the processor adds at once. */
function dot(a: Float32Array, b: Float32Array): number {
  let [p, q, r, s] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < a.length; k += 4) {
    p += (a[k] ?? 0) * (b[k] ?? 0);
    q += (a[k + 1] ?? 0) * (b[k + 1] ?? 0);
    r += (a[k + 2] ?? 0) * (b[k + 2] ?? 0);
    s += (a[k + 3] ?? 0) * (b[k + 3] ?? 0);
  }
  for (; k < a.length; k++) p += (a[k] ?? 0) * (b[k] ?? 0);
  return p + q + (r + s);
}

/** The rows of some predictions only, in the order given. */
export function ofTool({ reference, cosines }: Similarity, tool: readonly number[]): Similarity {
  const chosen = new Float64Array(tool.length * reference);
  for (const [k, from] of tool.entries()) chosen.set(cosines.subarray(from * reference, (from + 1) * reference), k * reference);
  return { tool: tool.length, reference, cosines: chosen };
}
