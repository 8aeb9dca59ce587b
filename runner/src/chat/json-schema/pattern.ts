/** Regular expressions of `pattern`, as ECMA-262 reads them with the flag `u`. What is not regular is refused. */

import {
  ANY,
  type CodePoints,
  charactersOf,
  complement,
  DIGITS,
  intersection,
  LINE_ENDS,
  SPACE,
  single,
  union,
  WORD,
} from "./code-points.ts";

export type Expression =
  | { readonly kind: "set"; readonly set: CodePoints }
  | { readonly kind: "sequence"; readonly items: readonly Expression[] }
  | { readonly kind: "choice"; readonly items: readonly Expression[] }
  | { readonly kind: "repeat"; readonly item: Expression; readonly least: number; readonly most: number }
  | { readonly kind: "start" | "end" };

export class PatternError extends Error {}

const DEEPEST = 100;

const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, 0: 0 };

/** @returns what is found somewhere in a text, and what must hold besides from the text's beginning
 *  @throws PatternError where it is malformed, or not regular */
export function parsePattern(source: string): { readonly body: Expression; readonly ahead: readonly Ahead[] } {
  return new Parser(source).parse();
}

interface Ahead {
  readonly expression: Expression;
  readonly negated: boolean;
}

class Parser {
  readonly #text: readonly string[];
  #at = 0;
  #depth = 0;
  readonly #ahead: Ahead[] = [];

  constructor(source: string) {
    this.#text = [...source];
  }

  parse(): { body: Expression; ahead: readonly Ahead[] } {
    const body = this.#choice();
    if (this.#at < this.#text.length) throw new PatternError("it closes a group that is not open");
    if (this.#ahead.length > 0 && body.kind === "choice") throw new PatternError("it looks ahead in one of several alternatives");
    return { body, ahead: this.#ahead };
  }

  #next(): string | undefined {
    return this.#text[this.#at];
  }
  #take(expected?: string): string {
    const one = this.#text[this.#at++];
    if (one === undefined || (expected !== undefined && one !== expected))
      throw new PatternError(
        `it is no regular expression: ${expected === undefined ? "it ends too early" : `${expected} is missing`}`,
      );
    return one;
  }
  #skip(text: string): boolean {
    if (
      !this.#text
        .slice(this.#at, this.#at + text.length)
        .join("")
        .startsWith(text)
    )
      return false;
    this.#at += text.length;
    return true;
  }

  #choice(): Expression {
    if (++this.#depth > DEEPEST) throw new PatternError(`it is nested deeper than ${DEEPEST} levels`);
    const items = [this.#sequence()];
    while (this.#skip("|")) items.push(this.#sequence());
    this.#depth--;
    return items.length === 1 && items[0] !== undefined ? items[0] : { kind: "choice", items };
  }

  #sequence(): Expression {
    const items: Expression[] = [];
    for (let next = this.#next(); next !== undefined && next !== "|" && next !== ")"; next = this.#next()) {
      const looks = this.#lookahead(items);
      if (!looks) items.push(this.#quantified(this.#atom()));
    }
    return { kind: "sequence", items };
  }

  /** A look ahead from the text's beginning is one more condition on the whole text; elsewhere it is none that we could keep apart. */
  #lookahead(before: readonly Expression[]): boolean {
    const negated = this.#skip("(?!");
    if (!negated && !this.#skip("(?=")) return false;
    if (this.#depth !== 1 || before.length !== 1 || before[0]?.kind !== "start")
      throw new PatternError("it looks ahead elsewhere than right after the ^ that begins it");
    this.#ahead.push({ expression: this.#choice(), negated });
    this.#take(")");
    return true;
  }

  #atom(): Expression {
    const one = this.#take();
    switch (one) {
      case "^":
        return { kind: "start" };
      case "$":
        return { kind: "end" };
      case ".":
        return { kind: "set", set: complement(LINE_ENDS) };
      case "(":
        return this.#group();
      case "[":
        return { kind: "set", set: this.#set() };
      case "\\":
        return { kind: "set", set: this.#escape(false) };
      case "*":
      case "+":
      case "?":
      case "{":
      case "}":
      case "]":
        throw new PatternError(`it is no regular expression: ${one} stands alone`);
      default:
        return { kind: "set", set: single(one.codePointAt(0) ?? 0) };
    }
  }

  #group(): Expression {
    if (this.#skip("?<=") || this.#skip("?<!")) throw new PatternError("it looks behind");
    if (this.#skip("?<")) while (this.#take() !== ">");
    else if (this.#next() === "?" && !this.#skip("?:")) throw new PatternError("it changes flags within");
    const inner = this.#choice();
    this.#take(")");
    return inner;
  }

  #quantified(item: Expression): Expression {
    let bounds: readonly [number, number];
    if (this.#skip("*")) bounds = [0, Number.POSITIVE_INFINITY];
    else if (this.#skip("+")) bounds = [1, Number.POSITIVE_INFINITY];
    else if (this.#skip("?")) bounds = [0, 1];
    else if (this.#skip("{")) bounds = this.#bounds();
    else return item;
    if (item.kind === "start" || item.kind === "end") throw new PatternError("it repeats an anchor");
    this.#skip("?"); // how eager it is changes what is found first, not whether
    const [least, most] = bounds;
    if (most < least) throw new PatternError("it is no regular expression: a repetition ends before it begins");
    return { kind: "repeat", item, least, most };
  }

  #bounds(): [number, number] {
    const number = () => {
      let digits = "";
      for (let next = this.#next(); next !== undefined && /\d/.test(next); next = this.#next()) digits += this.#take();
      return digits === "" ? undefined : Number(digits);
    };
    const least = number();
    if (least === undefined) throw new PatternError("it is no regular expression: { stands alone");
    const most = this.#skip(",") ? (number() ?? Number.POSITIVE_INFINITY) : least;
    this.#take("}");
    return [least, most];
  }

  #set(): CodePoints {
    const negated = this.#skip("^");
    const found: CodePoints[] = [];
    while (!this.#skip("]")) {
      const first = this.#member();
      const range = this.#next() === "-" && this.#text[this.#at + 1] !== "]";
      if (!range) {
        found.push(first);
        continue;
      }
      this.#take("-");
      const last = this.#member();
      const [from, to] = [loneOf(first), loneOf(last)];
      if (from === undefined || to === undefined || to < from)
        throw new PatternError("it is no regular expression: a range of characters ends before it begins");
      found.push([[from, to]]);
    }
    const all = intersection(union(...found), ANY);
    return negated ? complement(all) : all;
  }

  #member(): CodePoints {
    const one = this.#take();
    return one === "\\" ? this.#escape(true) : single(one.codePointAt(0) ?? 0);
  }

  #escape(inSet: boolean): CodePoints {
    const one = this.#take();
    switch (one) {
      case "d":
        return DIGITS;
      case "D":
        return complement(DIGITS);
      case "w":
        return WORD;
      case "W":
        return complement(WORD);
      case "s":
        return SPACE;
      case "S":
        return complement(SPACE);
      case "b":
        if (inSet) return single(8);
        throw new PatternError("it asks for the border of a word");
      case "B":
        throw new PatternError("it asks for the border of a word");
      case "x":
        return single(this.#hexadecimal(2));
      case "u":
        return single(this.#skip("{") ? this.#braced() : this.#surrogates());
      case "c":
        return single((this.#take().codePointAt(0) ?? 0) % 32);
      case "p":
      case "P": {
        this.#take("{");
        let name = "";
        for (let next = this.#take(); next !== "}"; next = this.#take()) name += next;
        const characters = charactersOf(name);
        if (characters === undefined) throw new PatternError(`\\p{${name}} is no property of Unicode`);
        return one === "p" ? characters : complement(characters);
      }
    }
    const control = CONTROLS[one];
    if (control !== undefined) return single(control);
    if (/[1-9k]/.test(one)) throw new PatternError("it refers back to a group");
    if (!/[\^$\\.*+?()[\]{}|/]/.test(one) && !(inSet && one === "-"))
      throw new PatternError(`it is no regular expression: \\${one} means nothing`);
    return single(one.codePointAt(0) ?? 0);
  }

  #hexadecimal(digits: number): number {
    const text = Array.from({ length: digits }, () => this.#take()).join("");
    if (!/^[0-9a-fA-F]+$/.test(text)) throw new PatternError("it is no regular expression: an escape has no number");
    return Number.parseInt(text, 16);
  }
  #braced(): number {
    let text = "";
    for (let next = this.#take(); next !== "}"; next = this.#take()) text += next;
    const value = /^[0-9a-fA-F]+$/.test(text) ? Number.parseInt(text, 16) : Number.NaN;
    if (!(value <= 0x10ffff)) throw new PatternError("it is no regular expression: an escape has no number");
    return value;
  }
  /** `\uD83D\uDE00` is one character. */
  #surrogates(): number {
    const first = this.#hexadecimal(4);
    if (first < 0xd800 || first > 0xdbff || !this.#skip("\\u")) return first;
    return String.fromCharCode(first, this.#hexadecimal(4)).codePointAt(0) ?? first;
  }
}

function loneOf(set: CodePoints): number | undefined {
  const [range] = set;
  return set.length === 1 && range !== undefined && range[0] === range[1] ? range[0] : undefined;
}
