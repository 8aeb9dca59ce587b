/** Several conditions on one text as a deterministic automaton, and as rules without an open choice: whatever was written, one way goes on. */

import { ANY, type CodePoints, contains, intersection, union } from "./code-points.ts";
import { type Automaton, accepts, type Condition, closure } from "./nfa.ts";
import { type Alternative, groupBy, jsonCharacter, literal, type Part, type Rules } from "./rules.ts";

/** Characters that a text has. */
export interface Length {
  readonly least: number;
  readonly most: number;
}

/** @param next by kind of character: the state behind it, or -1 */
interface State {
  readonly accepting: boolean;
  readonly next: readonly number[];
}

export class TooManyStatesError extends Error {}

/** States of the whole: every character that is counted one by one needs some. */
const MOST_STATES = 3000;
/** Steps of the construction, each a set of states by a set of characters: some hundred milliseconds. */
const MOST_STEPS = 2_000_000;
/** Automata of this size are made smaller; larger ones count characters and would not shrink. */
const MINIMISED = 400;

/** The rest of a JSON string of such a text, from behind its opening quote.
 *  @param closing the GBNF that follows the text
 *  @returns undefined where there is no such text */
export function stringRules(conditions: readonly Condition[], length: Length, closing: string, rules: Rules): Part | undefined {
  const kinds = alphabet(conditions);
  const states = minimised(bounded(conditions, kinds, length));
  const names = states.map(() => rules.newName());
  for (const [index, { accepting, next }] of states.entries()) {
    const body: Alternative[] = accepting ? [[{ text: closing }]] : [];
    const sets = groupBy([...next.keys()], (kind) => next[kind] ?? -1);
    for (const [target, byKind] of sets) {
      const rule = names[target];
      if (rule === undefined) continue;
      for (const text of jsonCharacter(union(...byKind.map((kind) => kinds[kind]?.set ?? [])))) body.push([{ text }, { rule }]);
    }
    rules.set(names[index] ?? "", body);
  }
  const [first] = names;
  return first === undefined ? undefined : { rule: first };
}

const ANY_LENGTH: Length = { least: 0, most: Number.POSITIVE_INFINITY };
/** Characters to which a text is held where counting as many as it may have needs too many states. */
const SHORTER = 64;

/** @returns states that count characters only where the texts would not have these lengths by themselves */
function bounded(conditions: readonly Condition[], kinds: readonly Kind[], length: Length): State[] {
  const states = useful(determined(conditions, kinds, ANY_LENGTH));
  const [shortest, longest] = lengthsOf(states);
  if (shortest >= length.least && longest <= length.most) return states;
  try {
    return useful(determined(conditions, kinds, length));
  } catch (error) {
    if (!(error instanceof TooManyStatesError) || length.most <= SHORTER || length.least > SHORTER) throw error;
    return useful(determined(conditions, kinds, { ...length, most: SHORTER }));
  }
}

/** Of the texts that lead from the first state to an accepting one; endless where a state leads back to itself.
 *  @param states all of them reachable, and all of use */
function lengthsOf(states: readonly State[]): [shortest: number, longest: number] {
  const targets = states.map(({ next }) => [...new Set(next)].filter((to) => to >= 0));
  const entries = states.map(() => 0);
  for (const to of targets.flat()) entries[to] = (entries[to] ?? 0) + 1;
  // In topological order each state comes after all that lead to it; those of a circle never come.
  const order = [...states.keys()].filter((at) => entries[at] === 0);
  const longest = states.map(() => 0);
  for (const at of order) {
    for (const to of targets[at] ?? []) {
      longest[to] = Math.max(longest[to] ?? 0, (longest[at] ?? 0) + 1);
      entries[to] = (entries[to] ?? 0) - 1;
      if (entries[to] === 0) order.push(to);
    }
  }
  const shortest = new Map([[0, 0]]);
  for (const [at, length] of shortest) for (const to of targets[at] ?? []) if (!shortest.has(to)) shortest.set(to, length + 1);
  const ends = [...states.keys()].filter((at) => states[at]?.accepting);
  const least = Math.min(...ends.map((at) => shortest.get(at) ?? 0));
  return [least, order.length < states.length ? Number.POSITIVE_INFINITY : Math.max(...ends.map((at) => longest[at] ?? 0))];
}

function determined(conditions: readonly Condition[], kinds: readonly Kind[], { least, most }: Length): State[] {
  const tables = conditions.map(({ automaton }) => tableOf(automaton, kinds));
  const counted = most === Number.POSITIVE_INFINITY ? least : most + 1;
  const known = new Map<string, number>();
  const open: { readonly sets: readonly (readonly number[])[]; readonly length: number }[] = [];
  const states: { accepting: boolean; next: number[] }[] = [];
  const numberOf = (sets: readonly (readonly number[])[], length: number): number => {
    const first = open.length === 0;
    const key = `${first ? "^" : ""}${sets.map((set) => set.join()).join(";")}/${length}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (states.length >= MOST_STATES) throw new TooManyStatesError();
    const accepting =
      length >= least &&
      length <= most &&
      conditions.every(({ automaton, negated }, index) => accepts(automaton, sets[index] ?? [], first) !== negated);
    known.set(key, states.length);
    open.push({ sets, length });
    states.push({ accepting, next: kinds.map(() => -1) });
    return states.length - 1;
  };
  numberOf(
    conditions.map(({ automaton }) => [...closure(automaton, [0], true)]),
    0,
  );
  let steps = 0;
  for (let at = 0; at < open.length; at++) {
    const from = open[at];
    if (from === undefined || from.length >= most) continue;
    for (const kind of kinds.keys()) {
      const sets = tables.map((table, index) => {
        const next = new Set<number>();
        for (const state of from.sets[index] ?? []) for (const to of table[state]?.[kind] ?? []) next.add(to);
        steps += 1 + next.size;
        return [...next].sort((a, b) => a - b);
      });
      if (steps > MOST_STEPS) throw new TooManyStatesError();
      // A condition without a state left can never be met, or never be broken.
      if (conditions.some(({ negated }, index) => !negated && sets[index]?.length === 0)) continue;
      const target = numberOf(sets, Math.min(from.length + 1, counted));
      const state = states[at];
      if (state !== undefined) state.next[kind] = target;
    }
  }
  return states;
}

/** By state and kind of character: all states in which one is then. */
function tableOf(automaton: Automaton, kinds: readonly Kind[]): (readonly number[])[][] {
  const closures = new Map<number, readonly number[]>();
  const closureOf = (state: number) => {
    const found = closures.get(state) ?? [...closure(automaton, [state], false)];
    closures.set(state, found);
    return found;
  };
  const hits = new Map<CodePoints, readonly boolean[]>();
  return automaton.states.map(({ steps }) => {
    const row = kinds.map((): number[] => []);
    for (const { set, to } of steps) {
      const found = hits.get(set) ?? kinds.map(({ example }) => contains(set, example));
      hits.set(set, found);
      for (const [kind, hit] of found.entries()) if (hit) row[kind]?.push(...closureOf(to));
    }
    return row;
  });
}

/** Characters that no condition tells apart, and one of them. */
interface Kind {
  readonly set: CodePoints;
  readonly example: number;
}

function alphabet(conditions: readonly Condition[]): Kind[] {
  const sets = [
    ...new Set(conditions.flatMap(({ automaton }) => automaton.states.flatMap(({ steps }) => steps.map((one) => one.set)))),
  ];
  const distinct = [...new Map(sets.map((set) => [JSON.stringify(set), set])).values()];
  const borders = new Set([0]);
  for (const [first, last] of distinct.flat()) borders.add(first).add(last + 1);
  const ordered = [...borders].sort((a, b) => a - b);
  const kinds = new Map<string, { set: [number, number][]; example: number }>();
  for (const [index, first] of ordered.entries()) {
    for (const [from, to] of intersection([[first, (ordered[index + 1] ?? 0x110000) - 1]], ANY)) {
      const kind = distinct.map((set) => (contains(set, from) ? "1" : "0")).join("");
      const found = kinds.get(kind);
      if (found === undefined) kinds.set(kind, { set: [[from, to]], example: from });
      else found.set.push([from, to]);
    }
  }
  return [...kinds.values()];
}

/** Only states from which the text can still end well. The first stays the first; none is left where there is no such text. */
function useful(states: readonly State[]): State[] {
  const before = states.map((): number[] => []);
  for (const [from, { next }] of states.entries()) for (const to of new Set(next)) before[to]?.push(from);
  const kept = new Set([...states.keys()].filter((index) => states[index]?.accepting));
  for (const at of kept) for (const from of before[at] ?? []) kept.add(from);
  if (!kept.has(0)) return [];
  const numbers = new Map([...kept].sort((a, b) => a - b).map((old, index) => [old, index]));
  return [...numbers.keys()].map((old) => renumbered(states[old], (to) => numbers.get(to) ?? -1));
}

/** Moore's algorithm: states stay apart as long as some text tells them apart. */
function minimised(states: readonly State[]): readonly State[] {
  if (states.length > MINIMISED) return states;
  let group: readonly number[] = states.map(({ accepting }) => (accepting ? 1 : 0));
  for (let groups = 0; ; ) {
    const known = new Map<string, number>();
    const finer = states.map(({ next }, index) => {
      const key = `${group[index]}:${next.map((to) => group[to] ?? -1).join()}`;
      const found = known.get(key) ?? known.size;
      known.set(key, found);
      return found;
    });
    group = finer;
    if (known.size === groups) break;
    groups = known.size;
  }
  // Groups are numbered by their first state.
  const firsts = [...new Set(group)].map((one) => group.indexOf(one));
  return firsts.map((old) => renumbered(states[old], (to) => group[to] ?? -1));
}

function renumbered(state: State | undefined, numberOf: (old: number) => number): State {
  return { accepting: state?.accepting ?? false, next: (state?.next ?? []).map(numberOf) };
}

/** A property's name and what follows it. */
export function keyText(name: string): string {
  return literal(`${JSON.stringify(name)}: `);
}
