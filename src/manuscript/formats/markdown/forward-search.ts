/** Searches a text from left to right. Invariant: what was found is remembered, so that no character is looked at twice for the
 *  same needle, however often scanning asks. */

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

  /** Whether a range fills its lines, so that it can be masked by white space without joining or indenting text.
   *  Between two lines of a paragraph it cannot: the reader sees one paragraph. */
  standsAlone(start: number, end: number): boolean {
    const { text } = this;
    const before = text.slice(Math.max(0, start - 200), start);
    const after = text.slice(end, Math.min(this.lineEnd(end) + 1, end + 200));
    if (!/(?:^|\n)[ \t]*$/.test(before) || !/^[ \t]*\r?(?:\n|$)/.test(after)) return false;
    const next = text.slice(end + after.length, end + after.length + 80);
    return /(?:^|\n)[ \t]*\r?\n[ \t]*$|^[ \t]*$/.test(before) || /^[ \t]*\r?(?:\n|$)/.test(next);
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
