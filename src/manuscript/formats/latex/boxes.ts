/** TeX's box registers: what is kept in one is printed where it is used, or nowhere. */
import type { LatexNode } from "./ast.ts";

interface Kept {
  readonly nodes: readonly LatexNode[];
  /** Of its first character. */
  readonly file: string;
  readonly line: number;
  readonly characters: number;
  isUsed: boolean;
}

export class Boxes {
  /** Of \newtoks: macros that keep text. */
  readonly registers = new Set<string>();
  readonly #kept = new Map<string, Kept>();
  readonly #unused: Kept[] = [];

  keep(name: string, box: Omit<Kept, "isUsed">): void {
    const before = this.#kept.get(name);
    if (before !== undefined) this.#unused.push(before);
    this.#kept.set(name, { ...box, isUsed: false });
  }

  /** @returns what a box of this name prints; undefined for one that holds nothing */
  use(name: string): readonly LatexNode[] | undefined {
    const kept = this.#kept.get(name);
    if (kept !== undefined) kept.isUsed = true;
    return kept?.nodes;
  }

  /** Those with words that no page shows. */
  unused(): readonly Omit<Kept, "isUsed" | "nodes">[] {
    return [...this.#unused, ...this.#kept.values()].filter(({ isUsed, characters }) => !isUsed && characters > 0);
  }
}
