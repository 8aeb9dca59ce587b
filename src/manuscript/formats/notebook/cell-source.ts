/** The text of a notebook's cell: Markdown that stands in strings of JSON, a line of it on a line of the file in most notebooks. It is parsed as a file of its own,
 *  and what is found in it is then placed in the file. */
import { SourceFile } from "../../document.ts";
import type { Passage } from "../../manuscript.ts";
import { type DecodedText, widthAt } from "./json-strings.ts";

export class CellSource extends SourceFile {
  override readonly mayHaveHead: boolean;
  readonly #notebook: SourceFile;
  readonly #offsets: readonly number[];

  /** @param cell with at least one character  @param isFirst of the notebook */
  constructor(notebook: SourceFile, { text, offsets }: DecodedText, isFirst: boolean) {
    super(notebook.file, text);
    this.mayHaveHead = isFirst;
    this.#notebook = notebook;
    this.#offsets = offsets;
  }

  override fileLineAt(offset: number): number {
    return this.#notebook.lineAt(this.#offset(offset));
  }

  /** Its source as it stands in the file, escapes and quotation marks and all. */
  override placed(passage: Passage): Passage {
    const from = Math.max(0, this.text.indexOf(passage.source, this.startOf(passage.startLine)));
    const lines: { offset: number; line: number }[] = [];
    for (const { offset, line } of passage.lines) {
      const inFile = this.fileLineAt(this.startOf(line));
      if (lines.at(-1)?.line !== inFile) lines.push({ offset, line: inFile });
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

  #offset(at: number): number {
    return this.#offsets[Math.max(0, Math.min(at, this.#offsets.length - 1))] ?? 0;
  }
}
