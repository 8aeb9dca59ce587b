/** What conditionals ask, read token by token as TeX does. Invariant: a question that cannot be read to its end has no answer. */
import { literalText, readArguments, splitText } from "./arguments.ts";
import type { LatexNode, MacroNode } from "./ast.ts";
import { points } from "./colour.ts";

/** What the paper has set so far. */
export interface KnownValues {
  /** What nodes typeset, as letters. */
  textOf(nodes: readonly LatexNode[]): string;
  counter(name: string): number | undefined;
  isSet(name: string): boolean | undefined;
  isUndefined(name: string): boolean;
}

/** @param relation one of `<`, `=` and `>`   @returns undefined where a side is not known */
export function compared(
  first: number | undefined,
  relation: string | undefined,
  second: number | undefined,
): boolean | undefined {
  if (first === undefined || second === undefined || Number.isNaN(first)) return undefined;
  return relation === "<" ? first < second : relation === ">" ? first > second : relation === "=" ? first === second : undefined;
}

/** Reads tokens one by one, as TeX does; splits text nodes in place where a token ends within one. */
export class Cursor {
  readonly #nodes: LatexNode[];
  readonly #known: KnownValues;
  #letters: string[] = [];
  index: number;

  constructor(nodes: LatexNode[], index: number, known: KnownValues) {
    this.#nodes = nodes;
    this.index = index;
    this.#known = known;
  }

  #skipBlanks(): void {
    while (this.#nodes[this.index]?.kind === "blank") this.index++;
  }

  /** @param pattern of what must stand here  @returns it, read */
  match(pattern: RegExp): string | undefined {
    this.#skipBlanks();
    const node = this.#nodes[this.index];
    const found = node?.kind === "text" ? pattern.exec(node.text)?.[0] : undefined;
    if (node?.kind !== "text" || found === undefined || found === "") return undefined;
    splitText(this.#nodes, this.index, node, found.length);
    this.index++;
    return found;
  }

  token(): LatexNode | undefined {
    this.#skipBlanks();
    const node = this.#nodes[this.index];
    if (node?.kind === "text")
      splitText(this.#nodes, this.index, node, String.fromCodePoint(node.text.codePointAt(0) ?? 0).length);
    const first = this.#nodes[this.index];
    if (first !== undefined) this.index++;
    return first;
  }

  /** Of a macro the first letter of its text, and so on. */
  letter(): string | undefined {
    if (this.#letters.length === 0) {
      const token = this.token();
      if (token === undefined) return undefined;
      this.#letters = [...(this.#known.textOf([token]) || (token.kind === "macro" ? `\\${token.name}` : ""))];
    }
    return this.#letters.shift();
  }

  number(): number | undefined {
    const sign = (this.match(/^[+-]+/)?.match(/-/g)?.length ?? 0) % 2 === 1 ? -1 : 1;
    const digits = this.match(/^\d+/);
    if (digits !== undefined) {
      if (this.#nodes[this.index]?.kind === "blank") this.index++;
      return sign * Number(digits);
    }
    const value = this.#numberOf(this.token());
    return value === undefined ? undefined : sign * value;
  }

  #numberOf(token: LatexNode | undefined): number | undefined {
    if (token?.kind === "group") return new Cursor([...token.children], 0, this.#known).number();
    if (token?.kind !== "macro") return undefined;
    if (token.name === "value") {
      const name = this.token();
      return name?.kind === "group" ? this.#known.counter(literalText(name.children).trim()) : undefined;
    }
    if (/^(?:the|number)$/.test(token.name)) return this.number();
    const text = this.#known.textOf([token]).trim();
    return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
  }

  dimension(): number | undefined {
    const length = this.match(/^[+-]?(?:\d+\.?\d*|\.\d+)[a-z]{2}/);
    if (length === undefined) this.token();
    else if (this.#nodes[this.index]?.kind === "blank") this.index++;
    return length === undefined ? undefined : points(length);
  }

  relation(): string | undefined {
    return this.match(/^[<>=]/);
  }

  /** `\csname`'s letters up to what ends them. */
  nameUpTo(end: string): string {
    let name = "";
    for (let token = this.token(); token !== undefined && !(token.kind === "macro" && token.name === end); token = this.token())
      name += this.#known.textOf([token]);
    return name;
  }
}

/** The question of \ifthenelse: and, or and not, all of one precedence. */
export class Question {
  readonly #nodes: LatexNode[];
  readonly #known: KnownValues;
  #index = 0;

  constructor(nodes: LatexNode[], known: KnownValues) {
    this.#nodes = nodes;
    this.#known = known;
  }

  answer(): boolean | undefined {
    let answer = this.#term();
    for (let macro = this.#macro(); macro !== undefined && /^(?:and|or)$/i.test(macro); macro = this.#macro()) {
      this.#index++;
      const next = this.#term();
      const isAnd = macro.toLowerCase() === "and";
      // What one side decides, the other cannot change.
      if (answer === !isAnd || next === !isAnd) answer = !isAnd;
      else answer = answer === undefined || next === undefined ? undefined : isAnd;
    }
    return answer;
  }

  #macro(): string | undefined {
    while (this.#nodes[this.#index]?.kind === "blank") this.#index++;
    const node = this.#nodes[this.#index];
    return node?.kind === "macro" ? node.name : undefined;
  }

  #argument(): readonly LatexNode[] {
    const { args, next } = readArguments(this.#nodes, this.#index, ["m"]);
    this.#index = next;
    return args[0] ?? [];
  }

  #term(): boolean | undefined {
    while (this.#nodes[this.#index]?.kind === "blank") this.#index++;
    const group = this.#nodes[this.#index];
    if (group?.kind === "math") {
      this.#index++; // \( and \), which elsewhere set off math
      return new Question([...group.children], this.#known).answer();
    }
    const macro = this.#macro();
    switch (macro) {
      case "not":
      case "NOT": {
        this.#index++;
        const answer = this.#term();
        return answer === undefined ? undefined : !answer;
      }
      case "boolean":
        this.#index++;
        return this.#known.isSet(literalText(this.#argument()).trim());
      case "equal": {
        this.#index++;
        const first = this.#known.textOf(this.#argument());
        return first === this.#known.textOf(this.#argument());
      }
      case "isodd": {
        this.#index++;
        const value = new Cursor([...this.#argument()], 0, this.#known).number();
        return value === undefined ? undefined : Math.abs(value % 2) === 1;
      }
      case "isundefined": {
        this.#index++;
        const name = this.#argument().find((node): node is MacroNode => node.kind === "macro")?.name;
        return name === undefined ? undefined : this.#known.isUndefined(name);
      }
      case "lengthtest": {
        this.#index++;
        const cursor = new Cursor([...this.#argument()], 0, this.#known);
        return compared(cursor.dimension(), cursor.relation(), cursor.dimension());
      }
      default: {
        const cursor = new Cursor(this.#nodes, this.#index, this.#known);
        const answer = compared(cursor.number(), cursor.relation(), cursor.number());
        this.#index = cursor.index;
        return answer;
      }
    }
  }
}
