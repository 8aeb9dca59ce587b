/** How alike two embedded texts are. */

/** How far from 1 the length of a unit row may be: rounding of float32 over some hundred dimensions. */
const UNIT_TOLERANCE = 1e-3;

/** @throws RangeError where a row is no unit vector: a failed embedding is neither alike nor different */
export function assertUnitRows(rows: readonly Float32Array[], count: number): void {
  if (rows.length !== count) throw new RangeError(`${count} texts have ${rows.length} embeddings`);
  for (const [k, row] of rows.entries()) {
    const length = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
    if (!(Math.abs(length - 1) <= UNIT_TOLERANCE) || row.length !== rows[0]?.length)
      throw new RangeError(`embedding ${k} is no unit vector of ${rows[0]?.length} numbers: its length is ${length}`);
  }
}

/** Cosine similarity of two unit rows: their dot product, rounded to float32 as the published pipeline's were, then a double again. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (const [k, x] of a.entries()) sum += x * (b[k] ?? Number.NaN);
  return Math.fround(sum);
}
