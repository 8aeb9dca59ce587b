/** How many tokens each section may have where the paper is longer than the budget. The published rule, kept with its oddities: what a
 *  short section does not need is lost, not passed on. */

/** Tokens that every section gets before the rest is shared by size; fewer where the sections are many. */
const FLOOR_AT_MOST = 128;
const FLOOR_AT_LEAST = 16;

/** @param sizes tokens of each section with its heading, in the prompt's order
 *  @param left tokens for all of them, above 0
 *  @returns the share of each, in tokens; its size where all fit */
export function allocateTokens(sizes: readonly number[], left: number): readonly number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= left) return sizes;
  const n = sizes.length;
  const floor = Math.min(FLOOR_AT_MOST, Math.max(FLOOR_AT_LEAST, Math.floor(left / (n * 2))));
  return floor * n >= left ? evenShares(n, left) : sharesBySize(sizes, total, floor, left);
}

/** With more sections than tokens each still gets one, and the budget is overrun: as published. */
function evenShares(n: number, left: number): readonly number[] {
  const even = Math.max(1, Math.floor(left / n));
  const over = left - even * n;
  return Array.from({ length: n }, (_, k) => (k < over ? even + 1 : even));
}

/** The order of these operations on doubles decides ties, so it is the published one: first the quotient, then the product. */
function sharesBySize(sizes: readonly number[], total: number, floor: number, left: number): readonly number[] {
  const remaining = left - floor * sizes.length;
  const exact = sizes.map((size) => remaining * (size / total));
  const given = exact.map((extra) => floor + Math.floor(extra));
  const rest = left - given.reduce((sum, tokens) => sum + tokens, 0);
  const byFraction = exact
    .map((extra, k) => ({ k, fraction: extra - Math.floor(extra) }))
    .sort((a, b) => b.fraction - a.fraction);
  for (let i = 0; i < rest; i++) {
    const k = byFraction[i % byFraction.length]?.k;
    if (k !== undefined) given[k] = (given[k] ?? 0) + 1;
  }
  return given;
}
