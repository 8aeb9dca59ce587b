/** Where a long text is parted for the Markdown parser, whose time grows by the square of the blocks, and whose memory is a thousand times the text.
 *  Cuts between paragraphs where it can; a paragraph, list or table longer than a part is cut at a line. Never inside a region. */
import type { Region } from "./region.ts";

/** UTF-16 units. Real papers are one part. */
const LONGEST_PART = 200_000;
/** Lines. Real papers are one part; 1,500 footnotes are half a second. */
const MOST_LINES = 3_000;

export interface Cut {
  /** Where the next part begins; the text's length for the last. */
  readonly at: number;
  /** Whether something that belongs together was cut. */
  readonly isForced: boolean;
}

/** @param from where the part begins  @param regions as `outermost` returns them  @returns a place after `from` */
export function nextCut(text: string, from: number, regions: readonly Region[]): Cut {
  const enough = allowance(text, from);
  const tooMuch = allowance(text, enough);
  const margin = /(?<=\n[ \t]*\r?\n)(?=[\p{L}\ue000#])/gu;
  const window = text.slice(from, tooMuch);
  for (let at = enough; at < tooMuch; ) {
    margin.lastIndex = at - from;
    const found = margin.exec(window);
    if (found === null) break;
    at = from + found.index;
    const outside = afterRegion(regions, at);
    if (outside === at) return { at, isForced: false };
    at = outside;
  }
  if (tooMuch === text.length) return { at: text.length, isForced: false };
  return { at: afterRegion(regions, lineOrWord(text, enough, tooMuch)), isForced: true };
}

/** How far a part may reach. */
function allowance(text: string, from: number): number {
  const furthest = Math.min(text.length, from + LONGEST_PART);
  let at = from;
  for (let lines = 0; lines < MOST_LINES; lines++) {
    const feed = text.indexOf("\n", at);
    if (feed === -1 || feed >= furthest) return furthest;
    at = feed + 1;
  }
  return at;
}

/** The last beginning of a line, or else of a word, or else of a character. */
function lineOrWord(text: string, from: number, to: number): number {
  const feed = text.lastIndexOf("\n", to - 1);
  if (feed >= from) return feed + 1;
  const blank = text.lastIndexOf(" ", to - 1);
  if (blank >= from) return blank + 1;
  return /[\udc00-\udfff]/.test(text[to] ?? "") ? to - 1 : to;
}

/** @returns `at`, or the end of the region that it lies in */
function afterRegion(regions: readonly Region[], at: number): number {
  let low = 0;
  let high = regions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((regions[middle]?.end ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  const region = regions[low];
  return region !== undefined && region.start < at ? region.end : at;
}
