/** How a paper that is longer than its budget is fitted into it: how many tokens each section may have, and where its text is then truncated. Both are the
 *  published rules, step by step, with their oddities: what a short section does not need is lost, not passed on; and a tokenizer's count does not
 *  always grow with the text, so that another search would end elsewhere. */
import type { TokenCounter } from "./count-tokens.ts";
import { codePointEnds, normaliseWhiteSpace, stripEnd } from "./python-text.ts";

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

/** What tells the model that a block was cut. */
const TRUNCATION_MARK = "\n[…truncated]";

export interface TruncatedBlock {
  /** As it stands in the prompt. Empty where nothing fits. */
  readonly text: string;
  /** Of `text`, what is the author's: without the mark. */
  readonly kept: string;
}

/** @param budget tokens */
export function truncateBlock(block: string, budget: number, counter: TokenCounter): TruncatedBlock {
  const text = normaliseWhiteSpace(block);
  if (budget <= 0 || text === "") return { text: "", kept: "" };
  if (counter.fits(text, budget)) return { text, kept: text };
  let kept = stripEnd(longestPrefix(text, budget, counter));
  const beforeMark = Math.max(1, budget - counter.count(TRUNCATION_MARK));
  if (!counter.fits(kept, beforeMark)) kept = stripEnd(longestPrefix(kept, beforeMark, counter));
  const marked = kept + TRUNCATION_MARK;
  return { text: kept !== "" && counter.fits(marked, budget) ? marked : kept, kept };
}

/** Binary search over code points for the last prefix that fits. */
function longestPrefix(text: string, budget: number, counter: TokenCounter): string {
  const ends = codePointEnds(text);
  let low = 0;
  let high = ends.count;
  while (low < high) {
    const middle = Math.floor((low + high + 1) / 2);
    if (counter.fits(text.slice(0, ends.at(middle)), budget)) low = middle;
    else high = middle - 1;
  }
  return text.slice(0, ends.at(low));
}
