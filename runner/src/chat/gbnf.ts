/** GBNF, read before llama.cpp reads it: some hundred characters can ask for gigabytes there, or for minutes of a process that serves others too.
 *  Invariant: what passes is parsed there in milliseconds.
 *  Follows llama.cpp's src/llama-grammar.cpp, whose rewriting of repetitions decides how much memory a grammar takes. */

import { type CodePoints, complement, union } from "./json-schema/code-points.ts";

export class GrammarError extends Error {}

/** @param size elements of llama.cpp, which keeps a class as it was written */
export type Element =
  | { readonly kind: "set"; readonly set: CodePoints; readonly size: number }
  | { readonly kind: "rule"; readonly rule: number };
export interface Rule {
  readonly name: string;
  alternatives: Element[][];
}
export interface Grammar {
  readonly rules: readonly Rule[];
  readonly root: number;
}

/** Characters of a grammar. */
const LONGEST = 1_000_000;
/** Elements after repetitions are written out; llama.cpp keeps several copies, of 8 bytes each and more. */
const MOST_ELEMENTS = 200_000;
/** Groups within groups: each is a call of a function in llama.cpp. */
const DEEPEST = 50;
/** Largest count of a repetition: llama.cpp reads a larger one as endless. */
const MOST_TIMES = 2000;
/** Ways down through the first rules of rules. llama.cpp walks each of them when it looks for left recursion. */
const MOST_STARTS = 2_000_000;

/** @throws GrammarError where it is malformed, or too large */
export function parseGrammar(text: string): Grammar {
  return new Parser(text).parse();
}

class Parser {
  readonly #text: string;
  #at = 0;
  #elements = 0;
  readonly #rules: Rule[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #defined = new Set<number>();

  constructor(text: string) {
    if (text.length > LONGEST) throw new GrammarError(`it has more than ${LONGEST} characters`);
    this.#text = text;
  }

  parse(): Grammar {
    this.#space(true);
    while (this.#at < this.#text.length) this.#rule();
    const missing = this.#rules.find((_, index) => !this.#defined.has(index));
    if (missing !== undefined) throw new GrammarError(`the rule ${missing.name} is not defined`);
    const root = this.#numbers.get("root");
    if (root === undefined) throw new GrammarError("the rule root is not defined");
    assertStarts(this.#rules);
    return { rules: this.#rules, root };
  }

  #fail(what: string): GrammarError {
    const line = this.#text.slice(0, this.#at).split("\n").length;
    return new GrammarError(`line ${line}: ${what}`);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }
  #skip(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }
  #space(lines: boolean): void {
    this.#match(lines ? /(?:[ \t\r\n]|#[^\r\n]*)*/y : /(?:[ \t]|#[^\r\n]*)*/y);
  }

  #number(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.#rules.length);
    return this.#rules.push({ name, alternatives: [] }) - 1;
  }

  #name(): string | undefined {
    return this.#match(/[a-zA-Z0-9-]+/y);
  }

  #rule(): void {
    const name = this.#name();
    if (name === undefined) throw this.#fail("a rule's name is expected");
    this.#space(false);
    if (!this.#skip("::=")) throw this.#fail("::= is expected");
    this.#space(true);
    const number = this.#number(name);
    this.#define(number, this.#alternatives(false, 0));
    if (this.#at < this.#text.length && this.#match(/\r?\n/y) === undefined) throw this.#fail("the end of the rule is expected");
    this.#space(true);
  }

  #define(number: number, alternatives: Element[][]): void {
    const rule = this.#rules[number];
    if (rule !== undefined) rule.alternatives = alternatives;
    this.#defined.add(number);
  }

  #add(alternatives: Element[][]): Element {
    const rule = this.#rules.push({ name: "", alternatives }) - 1;
    this.#defined.add(rule);
    return { kind: "rule", rule };
  }

  #count(elements: number): void {
    this.#elements += elements;
    if (this.#elements > MOST_ELEMENTS)
      throw new GrammarError(`its repetitions written out have more than ${MOST_ELEMENTS} elements`);
  }

  #alternatives(nested: boolean, depth: number): Element[][] {
    if (depth > DEEPEST) throw this.#fail(`groups are nested deeper than ${DEEPEST} levels`);
    const found = [this.#sequence(nested, depth)];
    while (this.#skip("|")) {
      this.#space(true);
      found.push(this.#sequence(nested, depth));
    }
    return found;
  }

  #sequence(nested: boolean, depth: number): Element[] {
    const found: Element[] = [];
    let before: Element[] | undefined;
    for (;;) {
      const symbol = this.#symbol(depth);
      if (symbol !== undefined) {
        found.push(...symbol);
        this.#count(sizeOf(symbol));
        before = symbol;
      } else {
        const times = this.#times();
        if (times === undefined) return found;
        if (before === undefined) throw this.#fail("there is nothing to repeat");
        found.splice(found.length - before.length);
        before = this.#repeated(before, ...times);
        for (const one of before) found.push(one);
      }
      this.#space(nested);
    }
  }

  #symbol(depth: number): Element[] | undefined {
    if (this.#skip('"')) return this.#literal();
    if (this.#skip("[")) return [this.#class()];
    if (this.#skip(".")) return [{ kind: "set", set: [[0, 0x10ffff]], size: 1 }];
    if (this.#skip("(")) {
      this.#space(true);
      const group = this.#add(this.#alternatives(true, depth + 1));
      if (!this.#skip(")")) throw this.#fail(") is expected");
      return [group];
    }
    if (/[<!]/.test(this.#text[this.#at] ?? "")) throw this.#fail("tokens of a vocabulary are not taken here; write texts");
    const name = this.#name();
    return name === undefined ? undefined : [{ kind: "rule", rule: this.#number(name) }];
  }

  #times(): [least: number, most: number] | undefined {
    if (this.#skip("*")) return [0, Number.POSITIVE_INFINITY];
    if (this.#skip("+")) return [1, Number.POSITIVE_INFINITY];
    if (this.#skip("?")) return [0, 1];
    if (!this.#skip("{")) return undefined;
    const [, first, comma, second] =
      /^[ \t]*(\d+)[ \t]*(,?)[ \t]*(\d*)[ \t]*\}/.exec(this.#text.slice(this.#at, this.#at + 100)) ?? [];
    if (first === undefined) throw this.#fail("a repetition such as {2,5} is expected");
    this.#at = this.#text.indexOf("}", this.#at) + 1;
    const least = Number(first);
    const most = comma === "" ? least : second === "" ? Number.POSITIVE_INFINITY : Number(second);
    if (most < least) throw this.#fail("a repetition ends before it begins");
    for (const one of [least, most])
      if (one > MOST_TIMES && one !== Number.POSITIVE_INFINITY) throw this.#fail(`a repetition of more than ${MOST_TIMES} times`);
    return [least, most];
  }

  /** As llama.cpp rewrites it: `S{m,n}` is m times S and n - m rules, each S and the next, or nothing. */
  #repeated(symbol: readonly Element[], least: number, most: number): Element[] {
    const endless = most === Number.POSITIVE_INFINITY;
    const optional = endless ? 1 : most - least;
    this.#count(Math.max(0, least - 1) * sizeOf(symbol) + optional * (sizeOf(symbol) + 2));
    const found = Array.from({ length: least }, () => symbol).flat();
    let last: Element | undefined;
    for (let times = 0; times < optional; times++) {
      const rule: Element = { kind: "rule", rule: this.#rules.length };
      last = this.#add([[...symbol, ...(endless ? [rule] : last === undefined ? [] : [last])], []]);
    }
    return last === undefined ? found : [...found, last];
  }

  #literal(): Element[] {
    const found: Element[] = [];
    while (!this.#skip('"')) {
      const code = this.#character();
      found.push({ kind: "set", set: [[code, code]], size: 1 });
    }
    return found;
  }

  #class(): Element {
    const negated = this.#skip("^");
    const found: [number, number][] = [];
    while (!this.#skip("]")) {
      const first = this.#character();
      const range = this.#text[this.#at] === "-" && this.#text[this.#at + 1] !== "]";
      if (range) this.#at++;
      found.push([first, range ? this.#character() : first]);
    }
    return { kind: "set", set: negated ? complement(found) : union(found), size: 2 * found.length };
  }

  #character(): number {
    const code = this.#text.codePointAt(this.#at);
    if (code === undefined) throw this.#fail("the grammar ends within a text");
    this.#at += code > 0xffff ? 2 : 1;
    if (code !== 0x5c) return code;
    const letter = this.#text[this.#at++] ?? "";
    const digitsOf = { x: /[0-9a-fA-F]{2}/y, u: /[0-9a-fA-F]{4}/y, U: /[0-9a-fA-F]{8}/y }[letter];
    if (digitsOf !== undefined) {
      const digits = this.#match(digitsOf);
      if (digits === undefined) throw this.#fail("an escape has too few digits");
      return Number.parseInt(digits, 16);
    }
    const control = { t: 9, r: 13, n: 10 }[letter];
    if (control !== undefined) return control;
    if (!'\\"[]-'.includes(letter) || letter === "") throw this.#fail(`the escape \\${letter} means nothing`);
    return letter.charCodeAt(0);
  }
}

function sizeOf(elements: readonly Element[]): number {
  return elements.reduce((sum, one) => sum + (one.kind === "set" ? one.size : 1), 0);
}

/** @throws GrammarError where a rule begins with itself, or where there are too many ways in which rules begin with others */
function assertStarts(rules: readonly Rule[]): void {
  const nullable = rules.map(({ alternatives }) => alternatives.some((one) => one.length === 0));
  const starts = rules.map(({ alternatives }) => alternatives.flatMap((one) => startsOf(one, nullable)));
  const ways: number[] = [];
  for (const rule of innermostFirst(starts, (at) => rules[at]?.name || "of a group"))
    ways[rule] = (starts[rule] ?? []).reduce((sum, next) => sum + (ways[next] ?? 0), 1);
  if (ways.reduce((sum, one) => sum + one, 0) > MOST_STARTS)
    throw new GrammarError("its rules begin with others in too many ways");
}

/** Each rule behind those with which it may begin. Without recursion: a chain of rules may be longer than the stack is deep. */
function innermostFirst(starts: readonly (readonly number[])[], nameOf: (rule: number) => string): Set<number> {
  const done = new Set<number>();
  const entered = new Set<number>();
  for (const first of starts.keys()) {
    const open = [first];
    for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
      if (entered.has(at)) {
        open.pop();
        done.add(at);
        continue;
      }
      entered.add(at);
      for (const next of starts[at] ?? []) {
        if (done.has(next)) continue;
        if (entered.has(next)) throw new GrammarError(`the rule ${nameOf(next)} begins with itself`);
        open.push(next);
      }
    }
  }
  return done;
}

/** Rules with which a sequence may begin. */
function startsOf(sequence: readonly Element[], nullable: readonly boolean[]): number[] {
  const found: number[] = [];
  for (const element of sequence) {
    if (element.kind === "set") break;
    found.push(element.rule);
    if (!nullable[element.rule]) break;
  }
  return found;
}
