/** What a format's parser reads and hands over: a file's text with its lines, a passage's clean text, built bit by bit with the
 *  line that each bit came from, and blocks in reading order, before it is decided which headings are sections of the paper.
 *  Lines end at line feeds alone, as git and GitHub count them. */
import { ManuscriptError } from "../errors.ts";
import { visible } from "./files/hidden-characters.ts";
import type { HiddenText, LeftOut, LineMark, Passage, Warning } from "./manuscript.ts";

export type Block =
  /** `level`: 1 for the highest that the format knows (`#`, \part), whatever the paper uses as its top level. */
  | { readonly kind: "heading"; readonly level: number; readonly passage: Passage }
  | { readonly kind: "passage"; readonly passage: Passage };

/** Of a heading that runs into its paragraph's text: below every `#`. Where a paper has no other headings, these name its sections. */
export const RUN_IN_LEVEL = 7;

export interface ParsedDocument {
  /** Every file that was read, in reading order. */
  readonly files: readonly string[];
  /** What the markup says that it is written in, by BCP 47; undefined where it does not say. */
  readonly language?: string | undefined;
  /** Where the markup says so (YAML `title`, \title); a heading that happens to be the title is found later. */
  readonly title: Passage | undefined;
  /** Where the markup says so (YAML `abstract`, an abstract environment); a section of that name is found later. */
  readonly abstract: readonly Passage[];
  readonly body: readonly Block[];
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
  readonly hidden: readonly HiddenText[];
}

/** @returns a language as BCP 47 names it, such as "de" or "pt-BR"; undefined for what is no such name */
export function languageTag(written: string | undefined): string | undefined {
  const tag = written?.trim().replaceAll("_", "-") ?? "";
  if (!/^[a-z]{2,3}(?:-[a-z\d]{2,8}){0,3}$/i.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch (error) {
    // Its parts are of another order or length, as in "de-utf8".
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A book of 300,000 words has some five thousand. What has more is no paper, and to go on would exhaust the memory. */
const MOST_PASSAGES = 60_000;

/** @param file in which the limit was reached  @throws ManuscriptError `too-many-passages` */
export function checkPassageCount(count: number, file: string): void {
  if (count <= MOST_PASSAGES) return;
  throw new ManuscriptError({
    code: "too-many-passages",
    at: file,
    fault: `the manuscript has more than ${MOST_PASSAGES} paragraphs, headings and list items`,
    remedy: "Move data out of the text, or name another file with --manuscript",
  });
}

/** The text of one file, or of a part that was decoded from one, and where its lines begin. */
export class SourceFile {
  /** Path below the tree's root. */
  readonly file: string;
  readonly text: string;
  /** Whether YAML at its beginning is the head of the paper. */
  readonly mayHaveHead: boolean = true;
  readonly #starts: number[] = [0];

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
  }

  /** @param offset UTF-16, from 0 to the text's length  @returns 1-based */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** The same, in the file that this text stands in: another one than its own where it is a part that was decoded, such as a
   *  notebook's cell. */
  fileLineAt(offset: number): number {
    return this.lineAt(offset);
  }

  /** A passage of this text as it stands in that file. */
  placed(passage: Passage): Passage {
    return passage;
  }

  /** Offset of the line's first character. */
  startOf(line: number): number {
    return this.#starts[line - 1] ?? this.text.length;
  }

  /** Offset after the line's last character, its line feed not counted. */
  endOf(line: number): number {
    const next = this.#starts[line];
    return next === undefined ? this.text.length : next - 1;
  }
}

export interface CleanText {
  readonly text: string;
  readonly lines: readonly LineMark[];
}

/** White space of Markdown and LaTeX, with the no-break spaces that both turn into a blank for a reader; or what stands between. */
const BLANKS_OR_WORD = /(?<blanks>[\s\u00a0\u202f]+)|[^\s\u00a0\u202f]+/g;

/** Builds the text of a passage as a reader sees it, on one line, and remembers which line of the file each part came from. */
export class CleanTextBuilder {
  #text = "";
  #lines: LineMark[] = [];
  #blankPending = false;

  /** @param source what stands in the file; runs of white space in it become one blank, and characters that no reader can see are
   *  dropped
   *  @param line where the text begins, 1-based; each line feed in it counts one up (pass text of one line, or exact source) */
  add(source: string, line: number): this {
    let at = line;
    for (const [part, blanks] of visible(source).matchAll(BLANKS_OR_WORD)) {
      if (blanks === undefined) this.#append(part, at);
      else {
        this.#blankPending = true;
        for (let feed = blanks.indexOf("\n"); feed !== -1; feed = blanks.indexOf("\n", feed + 1)) at++;
      }
    }
    return this;
  }

  /** A stand-in such as `[cite]`: kept whole whatever it holds. */
  addToken(token: string, line: number): this {
    this.#append(token, line);
    return this;
  }

  /** A blank where the markup separates words without one, such as between table cells. */
  addBlank(): this {
    this.#blankPending = true;
    return this;
  }

  build(): CleanText {
    return { text: this.#text, lines: this.#lines };
  }

  #append(visible: string, line: number): void {
    if (this.#blankPending && this.#text !== "") this.#text += " ";
    this.#blankPending = false;
    if (this.#lines.at(-1)?.line !== line) this.#lines.push({ offset: this.#text.length, line });
    this.#text += visible;
  }
}

/** The line on which the character at `offset` of a passage's text stands. */
export function lineAt(lines: readonly LineMark[], offset: number): number {
  const mark = lines.findLast((candidate) => candidate.offset <= offset);
  if (mark === undefined) throw new RangeError(`no line is known for offset ${offset}`);
  return mark.line;
}
