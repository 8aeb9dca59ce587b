/** Collects what a reader sees of one paragraph, and remembers which characters of the file it came from. */
import { CleanTextBuilder } from "../../clean-text.ts";
import type { Passage, PassageKind } from "../../manuscript.ts";
import type { SourceFile } from "../../source-file.ts";

export class OpenPassage {
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

  /** @param piece what the reader sees of the file's characters from `at` up to `end` */
  show(piece: string, at: number, end: number): void {
    if (piece.trim() === "") this.blank();
    else this.#text.add(piece, this.#seen(at, end, piece));
  }

  token(token: string, at: number, end: number): void {
    this.#text.addToken(token, this.#seen(at, this.#firstLineEnd(at, end), ""));
  }

  blank(): void {
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
  #seen(at: number, end: number, piece: string): number {
    this.#first ??= at;
    this.#last = Math.max(this.#last, end);
    this.#line = Math.max(this.#line, this.#source.lineAt(at));
    const line = this.#line;
    this.#line += piece.split("\n").length - 1;
    return line;
  }
}

/** Characters. A command with its option is shorter; further than this from a passage nobody looks for its markup. */
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
