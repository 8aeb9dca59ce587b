/** What a reader sees of one LaTeX file, as passages; what cannot be seen goes to the sink as hidden text. */
import type { SourceFile } from "../../document.ts";
import type { Passage, PassageKind } from "../../manuscript.ts";
import { type FlowRange, type FlowSink, PassageBuilder, PassageFlow } from "../passage-flow.ts";
import type { LatexNode } from "./ast.ts";
import type { Colour, Palette } from "./colour.ts";
import { FULLY_VISIBLE, HiddenRun, hidingTechnique, type Visibility } from "./visibility.ts";

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

export class Flow extends PassageFlow<LatexPassage> {
  readonly source: SourceFile;
  readonly #palette: Palette;
  table: TableState | undefined;
  /** Reads what a column's declaration puts before each of its cells. */
  onCell: ((declaration: readonly LatexNode[]) => void) | undefined;
  /** Of \rowcolors: those of odd and of even rows. */
  rowColours: readonly (Colour | undefined)[] | undefined;
  /** What held where each \begingroup stands. */
  readonly #groups: Visibility[] = [];
  /** How much of the text that follows can be seen. */
  visibility: Visibility = FULLY_VISIBLE;
  #hiddenRun: HiddenRun | undefined;

  constructor(source: SourceFile, palette: Palette, sink: FlowSink) {
    super(sink, new LatexPassage(source));
    this.source = source;
    this.#palette = palette;
  }

  addText(text: string, at: number, end: number): void {
    if (!this.#hides(text, at)) this.open.addText(text, at, end);
  }

  addToken(token: string, at: number, end: number): void {
    if (!this.#hides(token, at)) this.open.addToken(token, { at, end });
  }

  addBlank(): void {
    if (this.#hiddenRun === undefined) this.open.addBlank();
    else this.#hiddenRun.add(" ");
  }

  override flush(): void {
    super.flush();
    if (this.visibility.untilParagraphEnd === true)
      this.visibility = { ...this.visibility, hiddenBy: undefined, untilParagraphEnd: false, reach: undefined };
  }

  /** A footnote's end is no end of the paragraph that it stands in, nor of what hides it. */
  override capture(kind: PassageKind, read: () => void): Passage[] {
    const { visibility } = this;
    const made = super.capture(kind, read);
    this.visibility = visibility;
    return made;
  }

  protected override emptyPassage(): LatexPassage {
    return new LatexPassage(this.source);
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

  #hides(text: string, at: number): boolean {
    const { reach } = this.visibility;
    if (reach !== undefined && reach.left <= 0)
      this.visibility = { ...this.visibility, hiddenBy: undefined, untilParagraphEnd: false, reach: undefined };
    if (reach !== undefined) reach.left -= text.length;
    const technique = hidingTechnique(this.visibility, this.#palette.page);
    if (technique !== this.#hiddenRun?.technique) this.endHiddenRun();
    if (technique === undefined) return false;
    this.#hiddenRun ??= new HiddenRun(technique, { file: this.source.file, line: this.source.lineAt(at) });
    this.#hiddenRun.add(text);
    return true;
  }

  protected override endHiddenRun(): void {
    const found = this.#hiddenRun?.report();
    this.#hiddenRun = undefined;
    if (found === undefined) return;
    this.sink.hidden(found);
    this.open.addBlank();
  }
}

/** \begingroup within each other. */
const DEEPEST_GROUPS = 1_000;

class LatexPassage extends PassageBuilder {
  /** @param text what the reader sees of the file's characters from `at` up to `end` */
  addText(text: string, at: number, end: number): void {
    if (text.trim() === "") this.addBlank();
    else this.clean.add(text, this.extend({ at, end }, text));
  }

  protected override rangeOf({ at, end }: FlowRange): FlowRange {
    return widened(this.source.text, at, end);
  }
}

/** Characters. A command with its option is shorter; markup further than this from a passage is not taken along. */
const REACH = 200;

/** Takes the markup that the first and last character stand in along, as far as it is on their lines: `\emph{Mice} were` for
 *  `Mice} were`. */
function widened(text: string, first: number, last: number): FlowRange {
  let { opens, closes } = unbalanced(text.slice(first, last));
  let at = first;
  let end = last;
  const before = (): RegExpExecArray | null =>
    /\\[a-zA-Z]+\*?(?:\[[^\]{}\n]*\])?\{[ \t]*$/.exec(text.slice(Math.max(0, at - REACH), at));
  const after = (): RegExpExecArray | null => /^[ \t]*\}/.exec(text.slice(end, end + 100));
  for (let opening = before(); closes > 0 && opening !== null; opening = before(), closes--) at -= opening[0].length;
  for (let closing = after(); opens > 0 && closing !== null; closing = after(), opens--) end += closing[0].length;
  for (let opening = before(), closing = after(); opening !== null && closing !== null; opening = before(), closing = after()) {
    at -= opening[0].length;
    end += closing[0].length;
  }
  return { at, end };
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
