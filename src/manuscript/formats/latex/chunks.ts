/** Cuts a masked LaTeX file into chunks, so that the tree of one alone is in memory, and no deeper than functions that walk it
 *  may call themselves. Invariant: the chunks are the text, in order, less what is nested deeper than any author nests; a chunk
 *  ends where a paragraph does and nothing is open, unless something stays open for longer than any paper keeps it so. */
import { leftOutReason } from "./environments.ts";
import { macroInfo } from "./macros.ts";
import { blankOut, type LatexToken, tokenizeLatex } from "./mask.ts";

/** Characters. */
const ENOUGH = 1_500;
/** Characters. An environment that is open for longer is cut where a paragraph ends. Most of a short paper stands in one of 19,600. */
const OPEN_ENVIRONMENT = 20_000;
/** Characters. Likewise for a brace. */
const OPEN_BRACE = 20_000;
/** Characters. The bound of every chunk: one that no paragraph's end makes shorter is cut at a line's end, or at worst anywhere.
 *  More than a paragraph (5,500 at most in real papers) longer than what may stay open. */
export const LONGEST_CHUNK = 25_000;
/** Groups and environments within each other. Papers stay below 30; the call stack ends between 1,000 and 3,000. */
const TOO_DEEP = 500;
/** What is kept of a chunk that is too deep. */
const KEPT_DEPTH = 100;

export interface SourceChunk {
  readonly text: string;
  /** Of its first character in the file. */
  readonly at: number;
  /** Set where something in it was dropped or cut, for a warning. */
  readonly fault?: "too deep" | "endless paragraph";
}

export function* splitIntoChunks(masked: string): Generator<SourceChunk> {
  let start = 0;
  let nesting = new Nesting();
  for (const token of tokenizeLatex(masked)) {
    nesting.see(token);
    if (token.kind === "paragraph end" && nesting.mayEndAfter(token.at - start)) {
      yield* chunksOf(masked.slice(start, token.end), start, nesting);
      start = token.end;
      nesting = new Nesting();
    }
  }
  yield* chunksOf(masked.slice(start), start, nesting);
}

/** What is open between the start of a chunk and where the scan stands. \begin{document} does not count: it spans the paper. */
class Nesting {
  #braces = 0;
  #environments = 0;
  #deepest = 0;
  /** Where the nesting passes the depth that is kept, and where it comes back. */
  readonly dropped: { at: number; end: number }[] = [];

  get tooDeep(): boolean {
    return this.#deepest > TOO_DEEP;
  }

  see(token: LatexToken): void {
    const before = this.#braces + this.#environments;
    if (token.kind === "open") this.#braces++;
    else if (token.kind === "close") this.#braces = Math.max(0, this.#braces - 1);
    else if (token.kind === "begin" && token.name !== "document") this.#environments++;
    else if (token.kind === "end" && token.name !== "document") this.#environments = Math.max(0, this.#environments - 1);
    const depth = this.#braces + this.#environments;
    this.#deepest = Math.max(this.#deepest, depth);
    if (before <= KEPT_DEPTH && depth > KEPT_DEPTH) this.dropped.push({ at: token.at, end: Number.POSITIVE_INFINITY });
    const last = this.dropped.at(-1);
    if (before > KEPT_DEPTH && depth <= KEPT_DEPTH && last !== undefined) last.end = token.end;
  }

  mayEndAfter(length: number): boolean {
    if (this.tooDeep || length > OPEN_BRACE) return true;
    if (this.#braces > 0) return false;
    return length > OPEN_ENVIRONMENT || (this.#environments === 0 && length >= ENOUGH);
  }
}

function* chunksOf(text: string, at: number, nesting: Nesting): Generator<SourceChunk> {
  if (nesting.tooDeep) {
    let kept = text;
    for (const { at: from, end } of nesting.dropped.map((range) => ({ at: range.at - at, end: range.end - at })))
      kept = kept.slice(0, from) + kept.slice(from, end).replace(/[^\n]/g, " ") + kept.slice(from + kept.slice(from, end).length);
    yield* limitLength(kept, at, "too deep");
  } else yield* limitLength(text, at, undefined);
}

function* limitLength(text: string, at: number, fault: SourceChunk["fault"]): Generator<SourceChunk> {
  if (text.length <= LONGEST_CHUNK) {
    yield fault === undefined ? { text, at } : { text, at, fault };
    return;
  }
  for (let from = 0; from < text.length; ) {
    const end = from + cutOffset(text.slice(from, from + ENOUGH));
    yield from === 0
      ? { text: text.slice(from, end), at, fault: fault ?? "endless paragraph" }
      : { text: text.slice(from, end), at: at + from };
    from = end;
  }
}

/** Where a text is best cut: after its last line, its last word, or before its last macro. */
function cutOffset(text: string): number {
  if (text.length < ENOUGH) return text.length;
  const ends = [text.lastIndexOf("\n") + 1, text.lastIndexOf(" ") + 1, text.search(/(?<=[^\\])\\[^\\]*$/)];
  return ends.find((end) => end > 0) ?? text.length;
}

/** Characters. What is longer than this and left out is taken out before the text is cut: a part of it would not be known for
 *  what it is. */
const LONG = 10_000;

export interface WithoutLong {
  /** As long as the text. */
  readonly text: string;
  readonly leftOut: readonly { readonly why: string; readonly at: number; readonly end: number }[];
}

/** Masks long environments that are left out (a bibliography, a drawing), but for the captions in them, and long arguments that
 *  print nothing (authors). */
export function withoutLong(masked: string): WithoutLong {
  const long = new LongRanges();
  for (const token of tokenizeLatex(masked)) long.see(token);
  const { leftOut, dropped } = long;
  const ranges = [...leftOut.flatMap((range) => withoutCaptions(masked, range)), ...dropped].sort((a, b) => a.at - b.at);
  return { text: blankOut(masked, ranges), leftOut: leftOut.filter(({ why }) => why !== "nothing") };
}

/** Finds what is long and left out, outermost ranges alone. */
class LongRanges {
  readonly leftOut: { why: string; at: number; end: number }[] = [];
  readonly dropped: { at: number; end: number }[] = [];
  #environment: { name: string; why: string; at: number; nested: number } | undefined;
  /** Of a macro that prints nothing: open braces since. */
  #argument: { at: number; nested: number } | undefined;

  see(token: LatexToken): void {
    if (this.#argument?.nested === 0 && token.kind !== "open" && token.kind !== "comment") this.#argument = undefined;
    if (this.#environment !== undefined) this.#inEnvironment(token, this.#environment);
    else if (this.#argument !== undefined) this.#inArgument(token, this.#argument);
    else if (token.kind === "macro" && isDropped(token.name)) this.#argument = { at: token.at, nested: 0 };
    else if (token.kind === "begin") {
      const why = leftOutReason(token.name);
      if (why !== undefined) this.#environment = { name: token.name, why, at: token.at, nested: 0 };
    }
  }

  #inEnvironment(token: LatexToken, open: { name: string; why: string; at: number; nested: number }): void {
    if (token.kind === "begin" && token.name === open.name) open.nested++;
    if (token.kind !== "end" || token.name !== open.name || open.nested-- > 0) return;
    if (token.end - open.at > LONG) this.leftOut.push({ why: open.why, at: open.at, end: token.end });
    this.#environment = undefined;
  }

  #inArgument(token: LatexToken, open: { at: number; nested: number }): void {
    if (token.kind === "open") open.nested++;
    if (token.kind !== "close" || --open.nested > 0) return;
    if (token.end - open.at > LONG) this.dropped.push({ at: open.at, end: token.end });
    this.#argument = undefined;
  }
}

function isDropped(macro: string): boolean {
  const info = macroInfo(macro);
  return (info?.role === "drop" || info?.role === "front matter") && info.args.some((want) => want === "m" || want === "g");
}

function withoutCaptions(text: string, { at, end }: { at: number; end: number }): { at: number; end: number }[] {
  const ranges: { at: number; end: number }[] = [];
  let from = at;
  for (const { index, 0: opening } of text.slice(at, end).matchAll(/\\caption\*?\s*(?:\[[^\]\n]{0,500}\])?\s*\{/g)) {
    const begins = at + index;
    if (begins < from) continue;
    const close = closingBrace(text, begins + opening.length, end);
    if (close === undefined) break;
    ranges.push({ at: from, end: begins });
    from = close + 1;
  }
  return [...ranges, { at: from, end }];
}

function closingBrace(text: string, from: number, to: number): number | undefined {
  for (let at = from, nested = 1; at < to; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "{") nested++;
    else if (text[at] === "}" && --nested === 0) return at;
  }
  return undefined;
}
