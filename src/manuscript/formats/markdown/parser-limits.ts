/** Keeps the Markdown parser's time and memory within bounds, whatever the text: nesting and unfinished markup cost it time by
 *  their square, and so does the number of blocks. Fails towards plain text: all the words are read, and a warning says that the
 *  markup was not. */
import { firstEndingAfter, type MaskedRegion } from "./scanner.ts";

/** Containers (block quotes, list items) within each other on one line. */
const DEEPEST_CONTAINERS = 30;
/** Columns of indentation; deeper lists than this look like a table set in blanks. */
const DEEPEST_INDENT = 40;
/** Signs in one stretch that may open or close emphasis, links and the like. A page of real prose has some tens. */
const MOST_SIGNS = 1500;

const SIGNS = /[[\]*_<&!`]/g;
const PLAIN = "\ue000";

interface LineGroup {
  readonly start: number;
  signs: number;
}

export interface LimitedText {
  readonly text: string;
  /** Offsets at which something was flattened. */
  readonly flattened: readonly number[];
}

/** @param text the masked copy  @returns it with the same length and line feeds, and nothing too deep in it */
export function limitDelimiters(text: string): LimitedText {
  const pieces: string[] = [];
  const flattened: number[] = [];
  let group: LineGroup = { start: 0, signs: 0 };
  let pending: string[] = [];
  const close = () => {
    const limited = group.signs > MOST_SIGNS;
    if (limited) flattened.push(group.start);
    for (const line of pending) pieces.push(limited ? line.replace(SIGNS, PLAIN) : line);
    pending = [];
  };
  for (let at = 0; at < text.length; ) {
    const feed = text.indexOf("\n", at);
    const end = feed === -1 ? text.length : feed + 1;
    const line = text.slice(at, end);
    if (/^\s*$|^[ \t>]*(?:[-*+]|\d{1,9}[.)]|#{1,6}|\|)/.test(line.slice(0, 400))) {
      close();
      group = { start: at, signs: 0 };
    }
    const prefix = tooDeep(line);
    if (prefix > 0) flattened.push(at);
    group.signs += line.match(SIGNS)?.length ?? 0;
    pending.push(line.slice(0, prefix).replace(/[^\r\n]/g, PLAIN) + line.slice(prefix));
    at = end;
  }
  close();
  return { text: pieces.join(""), flattened };
}

/** @returns how many characters at the beginning of the line nest it too deeply; 0 where it is fine */
function tooDeep(line: string): number {
  const prefix = /^(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))+/.exec(line.slice(0, 100_000))?.[0] ?? "";
  if (/^\s*$/.test(line)) return 0;
  const containers = prefix.match(/[>*+-]|\d+/g)?.length ?? 0;
  const columns = (/^[ \t]*/.exec(prefix)?.[0] ?? "").replaceAll("\t", "    ").length;
  return containers > DEEPEST_CONTAINERS || columns > DEEPEST_INDENT ? prefix.length : 0;
}

/** UTF-16 units. Real papers are one part. */
const LONGEST_PART = 200_000;
/** Lines. Real papers are one part; 1,500 footnotes are half a second. */
const MOST_LINES = 3_000;

export interface Split {
  /** Where the next part begins; the text's length for the last. */
  readonly at: number;
  /** Whether something that belongs together was cut. */
  readonly isForced: boolean;
}

/** @param from where the part begins  @param regions as `outermostRegions` returns them  @returns a place after `from` */
export function nextSplit(text: string, from: number, regions: readonly MaskedRegion[]): Split {
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
function afterRegion(regions: readonly MaskedRegion[], at: number): number {
  const region = regions[firstEndingAfter(regions, at)];
  return region !== undefined && region.start < at ? region.end : at;
}
