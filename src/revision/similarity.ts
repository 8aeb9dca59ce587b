/** Cosines of the embeddings of two lists of concerns. */
import { assertUnitRows } from "../review/index.ts";

/** @param old n unit rows of d   @param found m unit rows of d
 *  @returns n x m, in [-1, 1] up to rounding
 *  @throws RangeError where a row is no unit vector, or not as long as the others: a failed embedding is neither alike nor different */
export function cosines(old: readonly Float32Array[], found: readonly Float32Array[]): number[][] {
  assertUnitRows([...old, ...found], old.length + found.length);
  return old.map((row) => products(row, found));
}

/** Four sums at a time: each is added up in order, so that nothing is rounded otherwise, and no addition waits for another's. */
function products(a: Float32Array, rows: readonly Float32Array[]): number[] {
  const found: number[] = [];
  for (let k = 0; k < rows.length; k += 4) {
    const [b = a, c = a, d = a, e = a] = [rows[k], rows[k + 1], rows[k + 2], rows[k + 3]];
    let [x, y, z, w] = [0, 0, 0, 0];
    for (let n = 0; n < a.length; n++) {
      const value = a[n] ?? 0;
      x += value * (b[n] ?? 0);
      y += value * (c[n] ?? 0);
      z += value * (d[n] ?? 0);
      w += value * (e[n] ?? 0);
    }
    found.push(x, y, z, w);
  }
  return found.slice(0, rows.length);
}
