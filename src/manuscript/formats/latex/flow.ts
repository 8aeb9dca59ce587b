/** Turns what a reader of one file sees, bit by bit, into passages in reading order. Invariant: a passage is one range of one
 *  file; what stands aside (a footnote, a caption in mid-sentence) becomes a passage of its own after the one that it interrupts. */

import type { SourceFile } from "../../document.ts";
import { CleanTextBuilder } from "../../document.ts";
import type { HiddenText, Passage, PassageKind } from "../../manuscript.ts";
import type { LatexNode } from "./ast.ts";
import type { Colour, Palette } from "./colour.ts";
import { FULLY_VISIBLE, HiddenRun, hidingTechnique, type Visibility } from "./visibility.ts";

export interface FlowSink {
  passage(passage: Passage): void;
  hidden(found: HiddenText): void;
}

/** The table that is being read: its cells are groups, and have backgrounds of their own. */
export interface TableState {
  readonly outside: Visibility;
  /** What stands before each cell of a column, `>{…}`. */
  readonly columns: readonly (readonly LatexNode[])[];
  column: number;
  row: number;
  /** Of \rowcolor, for the row that is read; "page" where there is none. */
  rowBackground: Colour | "page" | undefined;
}

export class Flow {
  readonly source: SourceFile;
  readonly #sink: FlowSink;
  readonly #palette: Palette;
  table: TableState | undefined;
  /** Reads what a column's declaration puts before each of its cells. */
  onCell: ((declaration: readonly LatexNode[]) => void) | undefined;
  /** Of \rowcolors: those of odd and of even rows. */
  rowColours: readonly (Colour | undefined)[] | undefined;
  /** What held where each \begingroup stands. */
  readonly #groups: Visibility[] = [];
  /** What the text that follows is, and how much of it can be seen. */
  kind: PassageKind = "paragraph";
  visibility: Visibility = FULLY_VISIBLE;
  #open: PassageBuilder;
  #aside: Passage[] = [];
  /** Passages go here instead of to the sink while something is read aside. */
  #collecting: Passage[] | undefined;
  #hiddenRun: HiddenRun | undefined;

  constructor(source: SourceFile, palette: Palette, sink: FlowSink) {
    this.source = source;
    this.#palette = palette;
    this.#sink = sink;
    this.#open = new PassageBuilder(source);
  }

  get isEmpty(): boolean {
    return this.#open.isEmpty;
  }

  addText(text: string, at: number, end: number): void {
    if (!this.#hides(text, at)) this.#open.addText(text, at, end);
  }

  addToken(token: string, at: number, end: number): void {
    if (!this.#hides(token, at)) this.#open.addToken(token, at, end);
  }

  addBlank(): void {
    if (this.#hiddenRun === undefined) this.#open.addBlank();
    else this.#hiddenRun.add(" ");
  }

  /** Ends the passage that is open, if a reader sees anything of it. */
  flush(): void {
    this.#endHiddenRun();
    const passage = this.#open.build(this.kind);
    this.#open = new PassageBuilder(this.source);
    const aside = this.#aside;
    this.#aside = [];
    for (const made of passage === undefined ? aside : [passage, ...aside]) this.#addPassage(made);
    if (this.visibility.untilParagraphEnd === true)
      this.visibility = { ...this.visibility, hiddenBy: undefined, untilParagraphEnd: false, reach: undefined };
  }

  /** Reads something that stands beside the open passage, which goes on afterwards. */
  aside(kind: PassageKind, read: () => void): void {
    const made = this.capture(kind, read);
    if (this.#open.isEmpty) for (const passage of made) this.#addPassage(passage);
    else for (const passage of made) this.#aside.push(passage); // spread, a long file included here would overflow the stack
  }

  /** Reads something into passages of its own that go nowhere yet. */
  capture(kind: PassageKind, read: () => void): Passage[] {
    this.#endHiddenRun();
    const outer = {
      open: this.#open,
      aside: this.#aside,
      collecting: this.#collecting,
      kind: this.kind,
      visibility: this.visibility,
    };
    const made: Passage[] = [];
    this.#open = new PassageBuilder(this.source);
    this.#aside = [];
    this.#collecting = made;
    this.kind = kind;
    read();
    this.flush();
    this.#open = outer.open;
    this.#aside = outer.aside;
    this.#collecting = outer.collecting;
    this.kind = outer.kind;
    this.visibility = outer.visibility; // a footnote's end is no end of the paragraph that it stands in
    return made;
  }

  /** Reads something under another visibility, or back under this one afterwards. */
  withVisibility(visibility: Visibility, read: () => void): void {
    const outer = this.visibility;
    this.visibility = visibility;
    read();
    this.visibility = outer;
  }

  beginGroup(): void {
    if (this.#groups.length < DEEPEST_GROUPS) this.#groups.push(this.visibility);
  }

  endGroup(): void {
    this.visibility = this.#groups.pop() ?? this.visibility;
  }

  /** What `&` and `\\\\` do: a blank, and in a table a new cell. */
  endCell(endsRow: boolean): void {
    this.addBlank();
    if (this.table === undefined) return;
    this.table.column = endsRow ? 0 : this.table.column + 1;
    if (endsRow) {
      this.table.row++;
      this.table.rowBackground = "page";
    }
    this.visibility = this.rowVisibility();
    this.onCell?.(this.table.columns[this.table.column] ?? []);
  }

  /** That of a cell before anything in it, or in its column's declaration, changes it. */
  rowVisibility(): Visibility {
    if (this.table === undefined) return this.visibility;
    const { outside, row, rowBackground } = this.table;
    const striped = this.rowColours === undefined ? outside.background : this.rowColours[row % 2];
    return { ...outside, background: rowBackground === "page" ? striped : rowBackground };
  }

  #addPassage(passage: Passage): void {
    if (this.#collecting === undefined) this.#sink.passage(passage);
    else this.#collecting.push(passage);
  }

  #hides(text: string, at: number): boolean {
    const { reach } = this.visibility;
    if (reach !== undefined && reach.left <= 0)
      this.visibility = { ...this.visibility, hiddenBy: undefined, untilParagraphEnd: false, reach: undefined };
    if (reach !== undefined) reach.left -= text.length;
    const technique = hidingTechnique(this.visibility, this.#palette.page);
    if (technique !== this.#hiddenRun?.technique) this.#endHiddenRun();
    if (technique === undefined) return false;
    this.#hiddenRun ??= new HiddenRun(technique, { file: this.source.file, line: this.source.lineAt(at) });
    this.#hiddenRun.add(text);
    return true;
  }

  #endHiddenRun(): void {
    const found = this.#hiddenRun?.report();
    this.#hiddenRun = undefined;
    if (found === undefined) return;
    this.#sink.hidden(found);
    this.#open.addBlank();
  }
}

/** \begingroup within each other. */
const DEEPEST_GROUPS = 1_000;

/** Collects what a reader sees of one paragraph, and remembers which characters of the file it came from. */
class PassageBuilder {
  readonly #source: SourceFile;
  readonly #text = new CleanTextBuilder();
  #first: number | undefined;
  #last = 0;
  #line = 0;
  constructor(source: SourceFile) {
    this.#source = source;
  }

  get isEmpty(): boolean {
    return this.#first === undefined;
  }

  /** @param text what the reader sees of the file's characters from `at` up to `end` */
  addText(text: string, at: number, end: number): void {
    if (text.trim() === "") this.addBlank();
    else this.#text.add(text, this.#extend(at, end, text));
  }

  addToken(token: string, at: number, end: number): void {
    this.#text.addToken(token, this.#extend(at, this.#firstLineEnd(at, end), ""));
  }

  addBlank(): void {
    this.#text.addBlank();
  }

  /** Undefined where a reader sees no letter, digit or stand-in: stray punctuation of a dropped macro is no passage. */
  build(kind: PassageKind): Passage | undefined {
    const { text, lines } = this.#text.build();
    if (this.#first === undefined || !/[\p{L}\p{N}]/u.test(text)) return undefined;
    const { from, to } = widened(this.#source.text, this.#first, this.#last);
    const { file, text: whole } = this.#source;
    return {
      kind,
      file,
      startLine: this.#source.lineAt(from),
      endLine: this.#source.lineAt(to - 1),
      source: whole.slice(from, to),
      text,
      lines,
    };
  }

  /** Where the first line of a range ends. Looks at the range alone: a line may be as long as the file. */
  #firstLineEnd(at: number, end: number): number {
    const [first = ""] = this.#source.text.slice(at, end).split("\n", 1);
    return at + first.trimEnd().length;
  }

  /** Lines never go back: of a macro whose arguments print in another order, all stands where the first does. */
  #extend(at: number, end: number, text: string): number {
    this.#first ??= at;
    this.#last = Math.max(this.#last, end);
    this.#line = Math.max(this.#line, this.#source.lineAt(at));
    const line = this.#line;
    this.#line += text.split("\n").length - 1;
    return line;
  }
}

/** Characters. A command with its option is shorter; markup further than this from a passage is not taken along. */
const REACH = 200;

/** Takes the markup that the first and last character stand in along, as far as it is on their lines: `\emph{Mice} were` for `Mice} were`. */
function widened(text: string, first: number, last: number): { from: number; to: number } {
  let { opens, closes } = unbalanced(text.slice(first, last));
  let from = first;
  let to = last;
  const before = (): RegExpExecArray | null =>
    /\\[a-zA-Z]+\*?(?:\[[^\]{}\n]*\])?\{[ \t]*$/.exec(text.slice(Math.max(0, from - REACH), from));
  const after = (): RegExpExecArray | null => /^[ \t]*\}/.exec(text.slice(to, to + 100));
  for (let opening = before(); closes > 0 && opening !== null; opening = before(), closes--) from -= opening[0].length;
  for (let closing = after(); opens > 0 && closing !== null; closing = after(), opens--) to += closing[0].length;
  for (let opening = before(), closing = after(); opening !== null && closing !== null; opening = before(), closing = after()) {
    from -= opening[0].length;
    to += closing[0].length;
  }
  return { from, to };
}

/** How many braces of a slice are closed but not opened in it, and the other way round. */
function unbalanced(slice: string): { opens: number; closes: number } {
  let opens = 0;
  let closes = 0;
  for (const [mark] of slice.matchAll(/\\[\s\S]|[{}]/g)) {
    if (mark === "{") opens++;
    else if (mark === "}" && opens > 0) opens--;
    else if (mark === "}") closes++;
  }
  return { opens, closes };
}
