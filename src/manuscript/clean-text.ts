/** Builds a passage's clean text bit by bit and remembers which line each bit came from. */
import { visible } from "./files/hidden-characters.ts";
import type { LineMark } from "./manuscript.ts";

export interface CleanText {
  readonly text: string;
  readonly lines: readonly LineMark[];
}

/** Markdown's and LaTeX's white space, and the no-break spaces that both turn into a blank for a reader. */
const BLANK = /[\s\u00a0\u202f]/;

export class CleanTextBuilder {
  #text = "";
  #lines: LineMark[] = [];
  #blankPending = false;

  /** @param source what stands in the file; runs of white space in it become one blank, and characters that no reader can see are dropped
   *  @param line where the text begins, 1-based; each line feed in it counts one up (pass text of one line, or exact source) */
  add(source: string, line: number): this {
    let at = line;
    for (const character of visible(source)) {
      if (character === "\n") at++;
      if (BLANK.test(character)) this.#blankPending = true;
      else this.#append(character, at);
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
