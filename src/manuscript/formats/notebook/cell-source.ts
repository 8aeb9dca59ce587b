/** The text of a notebook's cell: Markdown that stands in strings of JSON, a line of it on a line of the file in most notebooks.
 *  It is parsed as a file of its own, and what is found in it is then placed in the file. */
import { SourceFile } from "../../document.ts";
import type { LineMark, Passage } from "../../manuscript.ts";
import { type DecodedText, widthAt } from "./json-strings.ts";

export class CellSource extends SourceFile {
  override readonly mayHaveHead: boolean;
  readonly isAbstract: boolean;
  readonly #notebook: SourceFile;
  readonly #offsets: readonly number[];
  readonly #joins: readonly number[];

  /** @param cell with at least one character  @param role what the cell is beside text */
  constructor(
    notebook: SourceFile,
    { text, offsets, joins }: DecodedText,
    role: { readonly isFirst?: boolean; readonly isAbstract?: boolean } = {},
  ) {
    super(notebook.file, text);
    this.mayHaveHead = role.isFirst ?? false;
    this.isAbstract = role.isAbstract ?? false;
    this.#notebook = notebook;
    this.#offsets = offsets;
    this.#joins = joins;
  }

  override fileLineAt(offset: number): number {
    return this.#notebook.lineAt(this.#offset(offset));
  }

  /** Its source as it stands in the file, escapes and quotation marks and all. */
  override placed(passage: Passage): Passage {
    const from = Math.max(0, this.text.indexOf(passage.source, this.startOf(passage.startLine)));
    const lines: LineMark[] = [];
    const mark = (offset: number, line: number) => {
      if ((lines.at(-1)?.line ?? 0) < line) lines.push({ offset, line });
    };
    for (const { offset, line } of passage.lines) {
      mark(offset, this.fileLineAt(Math.max(from, this.startOf(line))));
      for (const at of this.#joinsWithin(
        Math.max(from, this.startOf(line)),
        Math.min(from + passage.source.length, this.endOf(line)),
      ))
        mark(this.#offsetOfWord(passage.text, offset, at), this.fileLineAt(at));
    }
    const start = this.#offset(from);
    const last = this.#offset(from + passage.source.length - 1);
    return {
      ...passage,
      startLine: lines[0]?.line ?? passage.startLine,
      endLine: lines.at(-1)?.line ?? passage.endLine,
      source: this.#notebook.text.slice(start, last + widthAt(this.#notebook.text, last)),
      lines,
    };
  }

  /** After the first of these, in the same line of text, another line of the file begins: few writers of notebooks do so. */
  #joinsWithin(start: number, end: number): readonly number[] {
    let low = 0;
    for (let high = this.#joins.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((this.#joins[middle] ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    let last = low;
    while ((this.#joins[last] ?? end) < end) last++;
    return this.#joins.slice(low, last);
  }

  /** Where the word that begins at `at`, or the first after it, stands in a passage's text. */
  #offsetOfWord(text: string, from: number, at: number): number {
    const [word] = /[\p{L}\p{N}]+/u.exec(this.text.slice(at, at + 200)) ?? [];
    const found = word === undefined ? -1 : text.indexOf(word, from + 1);
    return found === -1 ? text.length - 1 : found;
  }

  #offset(at: number): number {
    return this.#offsets[Math.max(0, Math.min(at, this.#offsets.length - 1))] ?? 0;
  }
}
