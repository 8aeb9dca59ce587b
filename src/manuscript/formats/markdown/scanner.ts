/** What the scanners of a Markdown file share: the text, its dialect, a search that never looks at a character twice, and what was found so far. */
import type { Format, PassageKind } from "../../manuscript.ts";
import { type Filler, type MaskedRegion, NOTHING, type Replacement } from "./regions.ts";

export type MarkdownFormat = Exclude<Format, "latex">;

interface Span {
  readonly start: number;
  readonly end: number;
}
/** Another file whose text belongs at `start`. */
export interface Inclusion {
  readonly start: number;
  readonly path: string;
}
export interface HiddenRange extends Span {
  readonly technique: string;
  readonly characters: number;
}
type NoticeKind = "open comment" | "open fence";
export interface Notice {
  readonly kind: NoticeKind;
  readonly start: number;
  readonly message: string;
}

export class Scanner {
  readonly text: string;
  readonly format: MarkdownFormat;
  readonly ahead: ForwardSearch;
  readonly regions: MaskedRegion[] = [];
  readonly kinds: (Span & { readonly kind: PassageKind })[] = [];
  readonly inclusions: Inclusion[] = [];
  readonly hidden: HiddenRange[] = [];
  readonly notices: Notice[] = [];
  readonly leftOut: (Span & { readonly why: string })[] = [];
  /** Where a MyST block begins, and which part of the paper it says it is. */
  readonly parts: { readonly start: number; readonly part: string | undefined }[] = [];

  constructor(text: string, format: MarkdownFormat) {
    this.text = text;
    this.format = format;
    this.ahead = new ForwardSearch(text);
  }

  /** @returns `end`, where scanning goes on */
  mask(start: number, end: number, replacement: Replacement = NOTHING, filler: Filler = "word"): number {
    this.regions.push({ start, end, replacement, filler });
    return end;
  }

  /** Notes the first of each kind: what follows is often its consequence. */
  warnOnce(kind: NoticeKind, start: number, message: string): void {
    if (this.notices.every((known) => known.kind !== kind)) this.notices.push({ kind, start, message });
  }

  /** Masks what no reader sees, and reports it where it holds a letter or a digit. */
  hide(start: number, end: number, technique: string, content: string): number {
    const seen = content.replace(/<[^<>]*>/g, "").trim();
    if (/[\p{L}\p{N}]/u.test(seen)) this.hidden.push({ start, end, technique, characters: [...seen].length });
    return this.mask(start, end);
  }
}

/** What the second look needs: the findings so far, and the copy in which the first look's are masked. */
export interface MaskedText {
  readonly scanner: Scanner;
  /** The masked copy, of the original's length. */
  readonly text: string;
  readonly brackets: ReadonlyMap<number, number>;
}

export class ForwardSearch {
  readonly text: string;
  readonly #found = new Map<string, { from: number; at: number }>();

  constructor(text: string) {
    this.text = text;
  }

  /** @returns the offset of the first `needle` at or after `from`; the text's length where there is none */
  find(needle: string, from: number): number {
    return this.#remembered(needle, from, () => this.text.indexOf(needle, from));
  }

  /** The same for a pattern. @param pattern with the flag `g`, and without a part that could run over the whole text */
  match(pattern: RegExp, from: number): number {
    return this.#remembered(`/${pattern.source}/${pattern.flags}`, from, () => {
      pattern.lastIndex = from;
      return pattern.exec(this.text)?.index ?? -1;
    });
  }

  /** Where the paragraph around `from` ends: before a line feed that a blank line follows. */
  paragraphEnd(from: number): number {
    return this.match(/\n[ \t]*\r?(?:\n|$)/g, from);
  }

  lineEnd(from: number): number {
    return this.find("\n", from);
  }

  #remembered(key: string, from: number, search: () => number): number {
    const last = this.#found.get(key);
    if (last !== undefined && last.from <= from && from <= last.at) return last.at;
    const found = search();
    const at = found === -1 ? this.text.length : found;
    this.#found.set(key, { from, at });
    return at;
  }
}

/** What a pattern with the flag `y` matches at exactly this offset. */
export function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const CLOSES: Readonly<Record<string, string>> = { "]": "[", "}": "{" };

/** @param text with code, math and comments masked
 *  @returns for the offset of each `[` and `{` that is closed, the offset of what closes it */
export function matchBrackets(text: string): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const open: Record<string, number[]> = { "[": [], "{": [] };
  for (const { 0: sign, index } of text.matchAll(/\\[^\n]|[[\]{}]|\n[ \t]*\r?(?=\n)/g)) {
    if (sign.startsWith("\n")) for (const kind of Object.keys(open)) open[kind] = [];
    else if (sign in open) open[sign]?.push(index);
    else if (sign in CLOSES) {
      const opener = open[CLOSES[sign] ?? ""]?.pop();
      if (opener !== undefined) found.set(opener, index);
    }
  }
  return found;
}
