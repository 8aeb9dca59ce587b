/** Random texts of a grammar: a judge of what a schema's grammar allows that needs no model. */
import type { Element, Grammar, Rule } from "../../../runner/src/chat/gbnf.ts";

/** @param random in [0, 1) @param depth rules within rules until only the shortest ways are taken */
export function sampler(grammar: Grammar, random: () => number, depth = 12): () => string {
  const heights = heightsOf(grammar.rules);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const height = (sequence: readonly Element[]) =>
    Math.max(0, ...sequence.map((one) => (one.kind === "set" ? 0 : (heights[one.rule] ?? 0))));
  return () => {
    let text = "";
    // Innermost last, with how deep it stands.
    const open: { element: Element; depth: number }[] = [{ element: { kind: "rule", rule: grammar.root }, depth: 0 }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { element, depth: at } = next;
      if (element.kind === "set") {
        text += characterOf(pick(element.set), random);
        continue;
      }
      const alternatives = grammar.rules[element.rule]?.alternatives ?? [];
      const least = Math.min(...alternatives.map(height));
      const short = at > depth || text.length > 3000 ? alternatives.filter((one) => height(one) === least) : alternatives;
      for (const one of (pick(short) ?? []).toReversed()) open.push({ element: one, depth: at + 1 });
    }
    return text;
  };
}

/** Mostly the beginnings of ranges: their borders are where mistakes are. */
function characterOf(range: readonly [number, number] | undefined, random: () => number): string {
  if (range === undefined) throw new Error("an empty class");
  const [first, last] = range;
  const far = random() < 0.5 ? 0 : Math.floor(random() * (Math.min(last, first + 300) - first + 1));
  return String.fromCodePoint(random() < 0.1 ? last : first + far);
}

/** Steps until a rule can have ended. */
function heightsOf(rules: readonly Rule[]): number[] {
  const heights = rules.map(() => Number.POSITIVE_INFINITY);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [index, { alternatives }] of rules.entries()) {
      const found = Math.min(
        ...alternatives.map(
          (one) => 1 + Math.max(0, ...one.map((part) => (part.kind === "set" ? 0 : (heights[part.rule] ?? 0)))),
        ),
      );
      if (found < (heights[index] ?? 0)) {
        heights[index] = found;
        changed = true;
      }
    }
  }
  return heights;
}
