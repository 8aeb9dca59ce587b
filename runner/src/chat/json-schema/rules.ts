/** The rules of a grammar while it is made, and its text as GBNF (llama.cpp, grammars/README.md).
 *  Invariant: what is written can always be finished. A rule that no finite text satisfies would lead the sampler into a dead end, so that its
 *  alternatives are left out wherever they stand. */

import { type CodePoints, complement, intersection, union } from "./code-points.ts";

/** Either GBNF of terminals, or another rule, repeated or not. */
export type Part = { readonly text: string } | { readonly rule: string; readonly least?: number; readonly most?: number };
export type Alternative = readonly Part[];

/** llama.cpp reads a longer repetition as an endless one, and refuses longer ones that must be. */
const LONGEST_REPETITION = 1000;
/** Repetitions that are bounded at all: more cannot be asked for, and what may be longer is held shorter. */
export const MOST_REPETITIONS = 100_000;

export class TooManyRulesError extends Error {}

export class Rules {
  readonly #bodies = new Map<string, readonly Alternative[]>();
  readonly #most: number;
  #parts = 0;
  #names = 0;

  /** @param most parts of all rules together: llama.cpp keeps each in memory */
  constructor(most: number) {
    this.#most = most;
  }

  newName(): string {
    return `r${this.#names++}`;
  }

  set(name: string, body: readonly Alternative[]): void {
    this.#parts += body.reduce((sum, alternative) => sum + alternative.length + 1, 0);
    if (this.#parts > this.#most) throw new TooManyRulesError();
    this.#bodies.set(name, body);
  }

  add(body: readonly Alternative[]): Part {
    const rule = this.newName();
    this.set(rule, body);
    return { rule };
  }

  /** @returns undefined where no text satisfies the root */
  gbnf(root: string): string | undefined {
    const productive = this.#productive();
    if (!productive.has(root)) return undefined;
    const lines = [`root ::= ${root}`];
    const written = new Set([root]);
    for (const name of written) {
      const alternatives = (this.#bodies.get(name) ?? []).filter((parts) => parts.every((part) => finishes(part, productive)));
      const kept = alternatives.map((parts) => parts.filter((part) => "text" in part || productive.has(part.rule)));
      for (const part of kept.flat()) if ("rule" in part) written.add(part.rule);
      lines.push(`${name} ::= ${[...new Set(kept.map(sequence))].join(" | ")}`);
    }
    return `${lines.join("\n")}\n`;
  }

  #productive(): Set<string> {
    const found = new Set<string>();
    for (let before = -1; before < found.size; ) {
      before = found.size;
      for (const [name, body] of this.#bodies) {
        if (!found.has(name) && body.some((parts) => parts.every((part) => finishes(part, found)))) found.add(name);
      }
    }
    return found;
  }
}

function finishes(part: Part, productive: ReadonlySet<string>): boolean {
  return "text" in part || part.least === 0 || productive.has(part.rule);
}

function sequence(parts: Alternative): string {
  return parts.length === 0 ? '""' : parts.map(partText).join(" ");
}

function partText(part: Part): string {
  return "text" in part
    ? part.text
    : repeated(part.rule, part.least ?? 1, part.most ?? (part.least === undefined ? 1 : Number.POSITIVE_INFINITY));
}

/** `{least,most}` in pieces that llama.cpp repeats. */
function repeated(symbol: string, least: number, most: number): string {
  if (least === 1 && most === 1) return symbol;
  const parts: string[] = [];
  const piece = `(${symbol}{${LONGEST_REPETITION}})`;
  const add = (one: string, times: string) => parts.push(`${one}{${times}}`);
  const whole = Math.floor(least / LONGEST_REPETITION);
  if (whole > 0) add(piece, `${whole}`);
  const needed = least - whole * LONGEST_REPETITION;
  if (most === Number.POSITIVE_INFINITY) return [...parts, `${symbol}{${needed},}`].join(" ");
  if (needed > 0) add(symbol, `${needed}`);
  const more = most - least;
  if (more > LONGEST_REPETITION) {
    const pieces = Math.floor(more / LONGEST_REPETITION);
    const last = more - pieces * LONGEST_REPETITION;
    const full = `${piece}{${pieces}}${last > 0 ? ` ${symbol}{0,${last}}` : ""}`;
    parts.push(`(${piece}{0,${pieces - 1}} ${symbol}{0,${LONGEST_REPETITION - 1}} | ${full})`);
  } else if (more > 0) add(symbol, `0,${more}`);
  return parts.length === 0 ? '""' : parts.join(" ");
}

/** A text as a literal of GBNF. */
export function literal(text: string): string {
  const escaped = [...text].map((one) => {
    const code = one.codePointAt(0) ?? 0;
    if (one === '"' || one === "\\") return `\\${one}`;
    return code < 0x20 || code === 0x7f || (code >= 0xd800 && code <= 0xdfff) ? gbnfEscape(code) : one;
  });
  return `"${escaped.join("")}"`;
}

function gbnfEscape(code: number): string {
  const digits = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${digits.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}

function characterClass(set: CodePoints): string {
  const one = (code: number) =>
    /[0-9A-Za-z _.,:;]/.test(String.fromCodePoint(code)) ? String.fromCodePoint(code) : gbnfEscape(code);
  return `[${set.map(([first, last]) => (first === last ? one(first) : `${one(first)}-${one(last)}`)).join("")}]`;
}

/** What JSON writes as it is within a string. */
const PLAIN = complement([
  [0, 0x1f],
  [0x22, 0x22],
  [0x5c, 0x5c],
]);
const SHORT_ESCAPES: readonly (readonly [character: number, letter: string])[] = [
  [0x22, '"'],
  [0x5c, "\\"],
  [8, "b"],
  [9, "t"],
  [10, "n"],
  [12, "f"],
  [13, "r"],
];

/** One character of a set, as JSON writes it within a string: as it is, or the short escape. Other control characters are left out. */
export function jsonCharacter(set: CodePoints): string[] {
  const plain = intersection(union(set), PLAIN);
  const letters = SHORT_ESCAPES.filter(([character]) => set.some(([first, last]) => first <= character && character <= last));
  const escaped = letters.map(([, letter]) => (letter === '"' || letter === "\\" ? `\\${letter}` : letter)).join("");
  return [...(plain.length > 0 ? [characterClass(plain)] : []), ...(letters.length === 0 ? [] : [`"\\\\" [${escaped}]`])];
}

/** One of these texts; those with a common beginning share it, so that few ways are open at a time. */
export function oneOfTexts(texts: readonly string[]): string {
  const distinct = [...new Set(texts)];
  if (distinct.length <= 8) return distinct.map(literal).join(" | ") || '""';
  const groups = groupBy(distinct, (text) => text.slice(0, firstCharacter(text)));
  const branches = [...groups.values()].map((group) => {
    const [first = ""] = group;
    if (group.length === 1) return literal(first);
    const shared = commonBeginning(group);
    return `${literal(first.slice(0, shared))} (${oneOfTexts(group.map((text) => text.slice(shared)))})`;
  });
  return branches.join(" | ");
}

/** As `Map.groupBy`, which Node 20 does not have. */
export function groupBy<Key, Value>(values: readonly Value[], keyOf: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

function firstCharacter(text: string): number {
  return (text.codePointAt(0) ?? 0) > 0xffff ? 2 : 1;
}

function commonBeginning(texts: readonly string[]): number {
  const [first = ""] = texts;
  let length = Math.min(...texts.map((text) => text.length));
  for (const text of texts) while (!text.startsWith(first.slice(0, length))) length--;
  // Not within a character of two units.
  const last = first.charCodeAt(length - 1);
  return last >= 0xd800 && last <= 0xdbff ? length - 1 : length;
}
