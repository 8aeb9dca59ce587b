/** The longest beginning of a text that a budget allows, marked where it was cut: the published search, step by step, because a tokenizer's
 *  count does not always grow with the text and another search would end elsewhere. */
import type { TokenCounter } from "./count-tokens.ts";
import { codePointEnds, normaliseWhiteSpace, stripEnd } from "./python-text.ts";

/** What tells the model that a block was cut. */
const CUT_MARK = "\n[…truncated]";

export interface TruncatedBlock {
  /** As it stands in the prompt. Empty where nothing fits. */
  readonly text: string;
  /** Of `text`, what is the author's: without the mark. */
  readonly kept: string;
  readonly cut: boolean;
}

/** @param budget tokens */
export function truncateBlock(block: string, budget: number, counter: TokenCounter): TruncatedBlock {
  const text = normaliseWhiteSpace(block);
  if (budget <= 0 || text === "") return { text: "", kept: "", cut: text !== "" };
  if (counter.fits(text, budget)) return { text, kept: text, cut: false };
  let kept = stripEnd(longestPrefix(text, budget, counter));
  const beforeMark = Math.max(1, budget - counter.count(CUT_MARK));
  if (!counter.fits(kept, beforeMark)) kept = stripEnd(longestPrefix(kept, beforeMark, counter));
  const marked = kept + CUT_MARK;
  return { text: kept !== "" && counter.fits(marked, budget) ? marked : kept, kept, cut: true };
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
