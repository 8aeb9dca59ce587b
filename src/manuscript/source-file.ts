/** The text of one file, and on which line of it an offset stands. Lines end at line feeds alone, as git and GitHub count them. */

export class SourceFile {
  /** Path below the tree's root. */
  readonly file: string;
  readonly text: string;
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
