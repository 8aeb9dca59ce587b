/** Where a text stands in a grammar: all ways in which it can go on. */

import { type Element, type Grammar, GrammarError, parseGrammar } from "./gbnf.ts";
import { type CodePoints, contains } from "./json-schema/code-points.ts";

/** Ways that may be open at a time: each costs time for every token of the vocabulary. */
const MOST_WAYS = 1000;
/** Steps from one character to the next. */
const MOST_STEPS = 50_000;

/** What is still to come, innermost first; the end has nothing. */
interface Way {
  readonly rule: number;
  readonly alternative: number;
  readonly at: number;
  readonly above: Way | undefined;
  /** Ways that begin within this one: the same one is the same object. */
  within: Map<string, Way> | undefined;
}

/** All ways in which a grammar can go on after a text. llama.cpp keeps the same ones, as copies: their number is what its time and memory
 *  depend on. Invariant: the text so far is the beginning of some text of the grammar. */
export class GrammarState {
  readonly #grammar: Grammar;
  readonly #outermost = new Map<string, Way>();
  #ways = new Set<Way>();
  #complete = false;

  /** @throws GrammarError where too many ways are open at the beginning */
  constructor(grammar: Grammar) {
    this.#grammar = grammar;
    this.#advance([...this.#entered(grammar.root, undefined)]);
  }

  /** Whether the text may end here. */
  get complete(): boolean {
    return this.#complete;
  }
  get ways(): number {
    return this.#ways.size;
  }

  /** What the next character may be. */
  get next(): CodePoints[] {
    return [...this.#ways].map((way) => this.#setOf(way));
  }

  /** @returns whether the text may go on so; where not, nothing is changed
   *  @throws GrammarError where too many ways are open then */
  push(text: string): boolean {
    const [ways, complete] = [this.#ways, this.#complete];
    for (const one of text) {
      const code = one.codePointAt(0) ?? 0;
      const passed = [...this.#ways].filter((way) => contains(this.#setOf(way), code));
      if (passed.length === 0) {
        this.#ways = ways;
        this.#complete = complete;
        return false;
      }
      this.#advance(passed.map((way) => this.#behind(way)));
    }
    return true;
  }

  #elementOf({ rule, alternative, at }: Way): Element | undefined {
    return this.#grammar.rules[rule]?.alternatives[alternative]?.[at];
  }
  #setOf(way: Way): CodePoints {
    const element = this.#elementOf(way);
    return element?.kind === "set" ? element.set : [];
  }

  /** @returns undefined at the grammar's end */
  #way(rule: number, alternative: number, at: number, above: Way | undefined): Way | undefined {
    // Nothing left of this rule: what stands above goes on, so that recursion at a rule's end needs no memory.
    if (this.#grammar.rules[rule]?.alternatives[alternative]?.[at] === undefined) return above;
    if (above !== undefined) above.within ??= new Map();
    const known = above?.within ?? this.#outermost;
    const key = `${rule}/${alternative}/${at}`;
    const found = known.get(key) ?? { rule, alternative, at, above, within: undefined };
    known.set(key, found);
    return found;
  }
  #behind({ rule, alternative, at, above }: Way): Way | undefined {
    return this.#way(rule, alternative, at + 1, above);
  }
  #entered(rule: number, above: Way | undefined): (Way | undefined)[] {
    return (this.#grammar.rules[rule]?.alternatives ?? []).map((_, alternative) => this.#way(rule, alternative, 0, above));
  }

  #advance(from: (Way | undefined)[]): void {
    const found = new Set<Way>();
    const seen = new Set(from);
    let steps = 0;
    for (const way of seen) {
      if (++steps > MOST_STEPS || found.size > MOST_WAYS)
        throw new GrammarError("too many ways to go on are open at once; write it with fewer alternatives that begin alike");
      if (way === undefined) continue;
      const element = this.#elementOf(way);
      if (element?.kind === "rule") for (const next of this.#entered(element.rule, this.#behind(way))) seen.add(next);
      else found.add(way);
    }
    this.#ways = found;
    this.#complete = seen.has(undefined);
  }
}

/** Characters that are tried one after the other. */
const TRIED = 32;

/** Reads a grammar and tries some of its texts, each the same character again and again where it may stand: where ways multiply, they do so there.
 *  @throws GrammarError where it is malformed, too large, or lets too many ways stay open */
export function checkedGrammar(text: string): Grammar {
  const grammar = parseGrammar(text);
  const firsts = new Set(new GrammarState(grammar).next.flatMap((set) => set.slice(0, 3).map(([first]) => first)));
  for (const first of [...firsts].slice(0, TRIED)) {
    const state = new GrammarState(grammar);
    for (let times = 0; times < TRIED && state.push(String.fromCodePoint(first)); times++);
  }
  return grammar;
}
