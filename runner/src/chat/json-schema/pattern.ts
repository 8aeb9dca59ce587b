/** Regular expressions of `pattern`, as ECMA-262 reads them with the flag `u`, as automata over code points. What is not regular, or would
 *  need more states than it is worth, is refused. */

/** First and last code point of each run, in order, without overlaps. */
export type CodePoints = readonly (readonly [first: number, last: number])[];

/** Every character that UTF-8 can write. */
export const ANY: CodePoints = [
  [0, 0xd7ff],
  [0xe000, 0x10ffff],
];

type Expression =
  | { readonly kind: "set"; readonly set: CodePoints }
  | { readonly kind: "sequence"; readonly items: readonly Expression[] }
  | { readonly kind: "choice"; readonly items: readonly Expression[] }
  | { readonly kind: "repeat"; readonly item: Expression; readonly least: number; readonly most: number }
  | { readonly kind: "start" | "end" };

/** A condition on a whole text: that the automaton accepts it, or does not. */
export interface Condition {
  readonly automaton: Automaton;
  readonly negated: boolean;
}

/** Nondeterministic, by Thompson's construction. State 0 is the first. */
export interface Automaton {
  readonly states: readonly State[];
  readonly accepting: number;
}
interface State {
  readonly free: number[];
  /** Free at the text's beginning, at its end. */
  readonly atStart: number[];
  readonly atEnd: number[];
  readonly steps: { readonly set: CodePoints; readonly to: number }[];
}

export class PatternError extends Error {}

/** States of one automaton: `{1,5000}` has as many. */
const MOST_STATES = 10_000;
const DEEPEST = 100;

/** @returns conditions that together say what the pattern says: that it is found somewhere in the text
 *  @throws PatternError where it is malformed, or not regular */
export function conditionsOf(source: string): Condition[] {
  const { body, ahead } = new Parser(source).parse();
  return [
    { automaton: build(body, true), negated: false },
    ...ahead.map(({ expression, negated }) => ({ automaton: build(expression, false), negated })),
  ];
}

/** The condition to be one of these texts. */
export function oneOf(texts: readonly string[]): Condition {
  const items = texts.map((text): Expression => {
    const characters = [...text].map((one): Expression => ({ kind: "set", set: single(one.codePointAt(0) ?? 0) }));
    return { kind: "sequence", items: [{ kind: "start" }, ...characters, { kind: "end" }] };
  });
  return { automaton: build({ kind: "choice", items }, true), negated: false };
}

export function matches({ automaton, negated }: Condition, text: string): boolean {
  let now = closure(automaton, [0], true);
  for (const one of text) now = closure(automaton, step(automaton, now, one.codePointAt(0) ?? 0), false);
  return accepts(automaton, now, text === "") !== negated;
}

/** All states that can be reached without reading a character. */
export function closure({ states }: Automaton, from: Iterable<number>, atStart: boolean, atEnd = false): Set<number> {
  const found = new Set(from);
  for (const at of found) {
    const state = states[at];
    if (state === undefined) continue;
    for (const next of state.free) found.add(next);
    if (atStart) for (const next of state.atStart) found.add(next);
    if (atEnd) for (const next of state.atEnd) found.add(next);
  }
  return found;
}

export function step({ states }: Automaton, from: Iterable<number>, character: number): Set<number> {
  const found = new Set<number>();
  for (const at of from) {
    for (const { set, to } of states[at]?.steps ?? []) if (contains(set, character)) found.add(to);
  }
  return found;
}

/** Whether a text may end here. */
export function accepts(automaton: Automaton, now: Iterable<number>, empty: boolean): boolean {
  return closure(automaton, now, empty, true).has(automaton.accepting);
}

export function contains(set: CodePoints, character: number): boolean {
  return set.some(([first, last]) => first <= character && character <= last);
}

/** @param search whether anything may stand before it */
function build(expression: Expression, search: boolean): Automaton {
  const states: State[] = [];
  const add = (): number => {
    if (states.length >= MOST_STATES) throw new PatternError(`it needs more than ${MOST_STATES} states`);
    return states.push({ free: [], atStart: [], atEnd: [], steps: [] }) - 1;
  };
  /** @returns where it ends that began at `from` */
  const append = (one: Expression, from: number): number => {
    switch (one.kind) {
      case "set": {
        const to = add();
        states[from]?.steps.push({ set: one.set, to });
        return to;
      }
      case "start":
      case "end": {
        const to = add();
        states[from]?.[one.kind === "start" ? "atStart" : "atEnd"].push(to);
        return to;
      }
      case "sequence":
        return one.items.reduce((at, item) => append(item, at), from);
      case "choice": {
        const to = add();
        for (const item of one.items) {
          const begin = add();
          states[from]?.free.push(begin);
          states[append(item, begin)]?.free.push(to);
        }
        return to;
      }
      case "repeat": {
        let at = from;
        for (let times = 0; times < one.least; times++) at = append(one.item, at);
        const to = add();
        if (one.most === Number.POSITIVE_INFINITY) {
          const again = add();
          states[at]?.free.push(again);
          states[again]?.free.push(to);
          states[append(one.item, again)]?.free.push(again);
        } else {
          states[at]?.free.push(to);
          for (let times = one.least; times < one.most; times++) {
            at = append(one.item, at);
            states[at]?.free.push(to);
          }
        }
        return to;
      }
    }
  };
  const first = add();
  if (search) states[first]?.steps.push({ set: ANY, to: first });
  const accepting = append(expression, first);
  const end = add();
  states[accepting]?.free.push(end);
  states[end]?.steps.push({ set: ANY, to: end });
  return { states, accepting: end };
}

const DIGITS: CodePoints = [[0x30, 0x39]];
const WORD: CodePoints = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const SPACE: CodePoints = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const LINE_ENDS: CodePoints = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, 0: 0 };

function single(character: number): CodePoints {
  return [[character, character]];
}

export function union(...sets: readonly CodePoints[]): CodePoints {
  const merged: [number, number][] = [];
  for (const [first, last] of sets.flat().sort((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

export function intersection(a: CodePoints, b: CodePoints): CodePoints {
  return a.flatMap(([first, last]) =>
    b
      .filter((other) => other[0] <= last && first <= other[1])
      .map((other): [number, number] => [Math.max(first, other[0]), Math.min(last, other[1])]),
  );
}

export function complement(set: CodePoints): CodePoints {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [first, last] of union(set)) {
    if (first > next) gaps.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= 0x10ffff) gaps.push([next, 0x10ffff]);
  return intersection(gaps, ANY);
}

/** They take a tenth of a second each. */
const PROPERTIES = new Map<string, CodePoints>();

/** The characters of a Unicode property, as the engine that will judge the answer knows them. */
function charactersOf(property: string): CodePoints {
  const known = PROPERTIES.get(property);
  if (known !== undefined) return known;
  let one: RegExp;
  try {
    one = new RegExp(`^\\p{${property}}$`, "u");
  } catch {
    throw new PatternError(`\\p{${property}} is no property of Unicode`);
  }
  const found: [number, number][] = [];
  for (const [first, last] of ANY) {
    for (let at = first; at <= last; at++) {
      if (!one.test(String.fromCodePoint(at))) continue;
      const before = found.at(-1);
      if (before?.[1] === at - 1) before[1] = at;
      else found.push([at, at]);
    }
  }
  PROPERTIES.set(property, found);
  return found;
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
        return one === "p" ? charactersOf(name) : complement(charactersOf(name));
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
