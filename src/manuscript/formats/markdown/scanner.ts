/** Regions of a Markdown file that its Markdown parser must not read as they stand, the copy in which they are masked, and what
 *  the scanners that find them share: the text, its dialect, a search that never looks at a character twice, and what was found
 *  so far.
 *  Invariant: the copy has the length and the line feeds of the original, so every offset and line is true in both. */
import type { Format, PassageKind } from "../../manuscript.ts";
import { OpenElements } from "./elements.ts";
import { ForwardSearch } from "./forward-search.ts";

export type MarkdownFormat = Exclude<Format, "latex" | "typst" | "jats" | "notebook">;

/** What a text prints that stands elsewhere in the tree: `{{< var x >}}`, `{{< meta x >}}`, `` `r params$x` ``, Manubot's `{{x}}`.
 *  @returns undefined where the tree does not say it */
export type Values = (kind: "var" | "meta" | "params" | "template", path: string) => string | undefined;

/** How a file's Markdown is to be read. */
export interface Dialect {
  readonly format: MarkdownFormat;
  /** What the tree says of values that the text prints. */
  readonly values: Values;
  /** Labels of notes to which the whole leads, `[^1]`, where a note may stand in another part of it. */
  readonly notes?: ReadonlySet<string>;
}

/** Another file whose text belongs at `start`. */
export interface Inclusion {
  readonly start: number;
  readonly path: string;
  /** Which lines of it, as MyST's options say, or which cells of a notebook, as Quarto's `embed` does; all where there are none. */
  readonly options?: ReadonlyMap<string, string>;
}
export interface HiddenRange extends Range {
  readonly technique: string;
  readonly characters: number;
}
/** What `{% if %}` and its kin opened. */
export interface TemplateBlock {
  readonly name: string;
  /** Where the part begins that is not printed; undefined where it is. */
  hiddenFrom: number | undefined;
  /** Whether a branch was printed; undefined where the tree does not decide it. */
  isDone: boolean | undefined;
}
type NoticeKind = "open comment" | "open fence" | "open element";
export interface Notice {
  readonly kind: NoticeKind;
  readonly start: number;
  readonly message: string;
  readonly losesText: boolean;
}

export class Scanner {
  readonly text: string;
  readonly format: MarkdownFormat;
  readonly values: Values;
  readonly ahead: ForwardSearch;
  readonly elements: OpenElements;
  /** Conditionals of templates that are open: whether what stands there is printed. */
  readonly templates: TemplateBlock[] = [];
  /** Numbers of pandoc's examples, `(@label)`, by label, and by where an unnamed one stands. */
  readonly examples: ReadonlyMap<string | number, number>;
  /** Labels of notes to which the text leads, `[^1]`. */
  readonly notes: ReadonlySet<string>;
  /** By `{% set name = "text" %}`. */
  readonly assigned = new Map<string, string>();
  /** Characters of hidden elements that may still be searched for what is seen in them; papers have some hundreds. */
  searchesLeft = 1_000_000;
  #hiddenAt = 0;
  readonly regions: MaskedRegion[] = [];
  readonly kinds: (Range & { readonly kind: PassageKind })[] = [];
  readonly inclusions: Inclusion[] = [];
  readonly hidden: HiddenRange[] = [];
  readonly notices: Notice[] = [];
  /** Where lines begin that belong to something above them, such as the end of a directive or the rule of a table: they begin
   *  nothing. */
  readonly settled = new Set<number>();
  /** Where the next line with text below a table begins. */
  readonly belowTables = new Set<number>();
  /** No rule that ends a table stands before this offset, as far as was looked: so nothing is looked at twice. */
  noTableEndBefore = 0;
  readonly leftOut: (Range & { readonly why: string })[] = [];
  /** Where a MyST block begins, and which part of the paper it says it is. */
  readonly parts: { readonly start: number; readonly part: string | undefined }[] = [];

  constructor(text: string, { format, values, notes }: Dialect) {
    this.text = text;
    this.format = format;
    this.values = values;
    this.ahead = new ForwardSearch(text);
    this.elements = new OpenElements(text, /^(?:quarto|rmarkdown|myst)$/.test(format));
    this.examples = format === "myst" ? new Map() : examplesIn(text);
    this.notes = notes ?? notesIn(text);
  }

  /** Where the hidden range ends that a place lies in; asked in the order of the text. */
  hiddenUntil(at: number): number | undefined {
    while ((this.hidden[this.#hiddenAt]?.end ?? Number.POSITIVE_INFINITY) <= at) this.#hiddenAt++;
    const range = this.hidden[this.#hiddenAt];
    return range !== undefined && range.start <= at ? range.end : undefined;
  }

  /** @returns `end`, where scanning goes on */
  mask(start: number, end: number, replacement: Replacement = NOTHING, filler: Filler = "word"): number {
    this.regions.push({ start, end, replacement, filler });
    return end;
  }

  /** Notes the first of each kind: what follows is often its consequence. */
  warnOnce(kind: NoticeKind, start: number, message: string, losesText = false): void {
    if (this.notices.every((known) => known.kind !== kind)) this.notices.push({ kind, start, message, losesText });
  }

  /** Masks what no reader sees, and reports it where it holds a letter or a digit. */
  hide(start: number, end: number, technique: string, content: string, filler: Filler = "word"): number {
    const seen = content.replace(/<[^<>]*>/g, "").trim();
    if (/[\p{L}\p{N}]/u.test(seen)) this.hidden.push({ start, end, technique, characters: [...seen].length });
    return this.mask(start, end, NOTHING, filler);
  }
}

/** Labels of notes to which a text leads. */
export function notesIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/\[\^[^\]\s]{1,100}\](?!:)/g));
}

function examplesIn(text: string): ReadonlyMap<string | number, number> {
  const numbers = new Map<string | number, number>();
  let count = 0;
  for (const { index, 0: mark, 1: label = "" } of text.matchAll(/^[ \t]{0,3}\(@([\w-]*)\)(?=[ \t]+\S)/gm)) {
    const number = label === "" ? ++count : (numbers.get(label) ?? ++count);
    numbers.set(index + mark.indexOf("("), number);
    if (label !== "") numbers.set(label, number);
  }
  return numbers;
}

/** What the second look needs: the findings so far, and the copy in which the first look's are masked. */
export interface MaskedText {
  readonly scanner: Scanner;
  /** The masked copy, of the original's length. */
  readonly text: string;
  readonly brackets: ReadonlyMap<number, number>;
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

/** What a reader sees in a region's place. */
export type Replacement =
  | { readonly kind: "nothing" }
  | { readonly kind: "blank" }
  | { readonly kind: "token"; readonly token: string }
  /** This part of the original, as it stands. */
  | { readonly kind: "source"; readonly start: number; readonly end: number };

export const NOTHING: Replacement = { kind: "nothing" };
export const BLANK: Replacement = { kind: "blank" };
export const CITE: Replacement = { kind: "token", token: "[cite]" };
export const VALUE: Replacement = { kind: "token", token: "[value]" };
export const REF: Replacement = { kind: "token", token: "[ref]" };

/** What the Markdown parser sees in a region's place: part of a word, punctuation, or white space.
 *  It decides which `*` beside the region opens or closes emphasis, and whether a line ends a paragraph. */
export type Filler = "word" | "mark" | "blank";

/** A private character counts as neither punctuation nor white space; the middle dot is punctuation that no construct begins with. */
const FILLERS: Readonly<Record<Filler, string>> = { word: "\ue000", mark: "\u00b7", blank: " " };

/** UTF-16 offsets: the first character, and the one after the last. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface MaskedRegion extends Range {
  readonly replacement: Replacement;
  readonly filler: Filler;
}

/** What stands in this range is a passage of this kind, whatever block the Markdown parser makes of it. */
export interface KindRange extends Range {
  readonly kind: PassageKind;
}

/** The outermost regions, in order: one that begins inside another is swallowed by it. */
export function outermostRegions(regions: readonly MaskedRegion[]): MaskedRegion[] {
  const kept: MaskedRegion[] = [];
  let end = 0;
  for (const region of regions.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (region.start < end || region.end <= region.start) continue;
    kept.push(region);
    end = region.end;
  }
  return kept;
}

/** @param regions as `outermostRegions` returns them */
export function maskRegions(text: string, regions: readonly MaskedRegion[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, filler } of regions) {
    pieces.push(text.slice(at, start), text.slice(start, end).replace(/[^\r\n]/g, FILLERS[filler]));
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}

/** @param ranges in order and apart  @returns the index of the first that ends after the offset; their number where none does */
export function firstEndingAfter(ranges: readonly Range[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
