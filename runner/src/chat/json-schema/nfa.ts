/** Patterns as automata without determination, by Thompson's construction (Communications of the ACM 11, 1968, 419-422). */

import { ANY, type CodePoints, contains, single } from "./code-points.ts";
import { type Expression, PatternError, parsePattern } from "./pattern.ts";

/** A condition on a whole text: that the automaton accepts it, or does not. */
export interface Condition {
  readonly automaton: Automaton;
  readonly negated: boolean;
}

/** State 0 is the first. */
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

/** States of one automaton: `{1,5000}` has as many. */
const MOST_STATES = 10_000;
/** @returns conditions that together say what the pattern says: that it is found somewhere in the text
 *  @throws PatternError where it is malformed, or not regular */
export function conditionsOf(source: string): Condition[] {
  const { body, ahead } = parsePattern(source);
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

function step({ states }: Automaton, from: Iterable<number>, character: number): Set<number> {
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
