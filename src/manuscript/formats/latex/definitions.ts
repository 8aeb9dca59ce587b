/** What the author's own macros and environments stand for. Invariant: expanding ends, whatever refers to whatever. */
import { type Argument, literalText, readArguments } from "./arguments.ts";
import type { EnvironmentNode, LatexNode, MacroNode } from "./ast.ts";
import {
  BODY,
  type Definition,
  type EnvironmentDefinition,
  macroOf,
  type ReadDefinition,
  readCommand,
  readDef,
  readDocumentCommand,
  readDocumentEnvironment,
  readEnviron,
  readEnvironment,
  readFont,
} from "./definition-syntax.ts";
import { Expansion, parametersIn } from "./expansion.ts";
import { type PairedDelimiters, pairedDelimiters } from "./symbols.ts";

/** Names that stand for each other. */
const LONGEST_CHAIN = 10;

export class Definitions {
  readonly #known = new Map<string, Definition>();
  readonly #environments = new Map<string, EnvironmentDefinition>();
  readonly #aliases = new Map<string, string>();
  readonly #delimiters = new Map<string, PairedDelimiters>();
  readonly #leftOut = new Set<string>();
  readonly #theorems = new Map<string, { title: string; counter: string | undefined; isOfSection: boolean }>();
  readonly #theoremCounts = new Map<string, { count: number; section: number }>();
  /** Number of the last numbered section. */
  section = 0;
  /** By \usepackage. */
  readonly packages = new Set<string>();
  readonly #columnTypes = new Map<string, readonly LatexNode[]>();
  readonly #expansion = new Expansion();

  get(name: string): Definition | undefined {
    return this.#known.get(name);
  }

  environment(name: string): EnvironmentDefinition | undefined {
    return this.#environments.get(name);
  }

  /** Whether \excludecomment or \excludeversion left an environment out. */
  isLeftOut(name: string): boolean {
    return this.#leftOut.has(name);
  }

  leaveOut(name: string, isLeftOut: boolean): void {
    if (isLeftOut) this.#leftOut.add(name);
    else this.#leftOut.delete(name);
  }

  /** What stands before the text of a theorem: `Theorem 1.2`; its number is one more with each. */
  theoremTitle(name: string): string | undefined {
    const theorem = this.#theorems.get(name);
    if (theorem?.counter === undefined) return theorem?.title;
    const { title, counter, isOfSection } = theorem;
    const before = this.#theoremCounts.get(counter);
    const count = before === undefined || (isOfSection && before.section !== this.section) ? 1 : before.count + 1;
    this.#theoremCounts.set(counter, { count, section: this.section });
    return `${title} ${isOfSection ? `${this.section}.` : ""}${count}`;
  }

  columnType(letter: string): readonly LatexNode[] | undefined {
    return this.#columnTypes.get(letter);
  }

  setColumnType(letter: string, specification: readonly LatexNode[]): void {
    this.#columnTypes.set(letter, specification);
  }

  /** Which of a macro's arguments print nothing, whatever they are. */
  dropped({ args, body }: Definition): number[] {
    const used = parametersIn(body);
    return args.flatMap((_, at) => (used.has(at + 1) ? [] : [at]));
  }

  usesBody({ body, end }: EnvironmentDefinition): boolean {
    return parametersIn([...body, ...end]).has(BODY + 1);
  }

  /** The name that this one stands for, by \let or as the whole of a definition. */
  meaning(name: string): string {
    let found = name;
    for (let steps = 0; steps < LONGEST_CHAIN; steps++) {
      const next = this.#aliases.get(found);
      if (next === undefined) return found;
      found = next;
    }
    return name;
  }

  /** Reads a definition whose macro is `nodes[index]`. @returns the index of the first node after it */
  read(nodes: LatexNode[], index: number): number {
    const by = nodes[index];
    if (by?.kind !== "macro") return index + 1;
    if (by.name === "let") return this.#readLet(nodes, index + 1);
    if (/^(?:font|newfont|DeclareFixedFont)$/.test(by.name)) return this.#define(readFont(by, nodes, index + 1));
    if (/Environ$/.test(by.name)) return this.#defineEnvironment(readEnviron(nodes, index + 1));
    if (/^[gex]?def$/.test(by.name)) return this.#define(readDef(nodes, index + 1));
    if (by.name.endsWith("DocumentEnvironment")) return this.#defineEnvironment(readDocumentEnvironment(nodes, index + 1));
    if (by.name.endsWith("DocumentCommand"))
      return this.#define(readDocumentCommand(nodes, index + 1), by.name.startsWith("Provide"));
    if (/environment$/.test(by.name)) return this.#defineEnvironment(readEnvironment(nodes, index + 1));
    if (by.name === "newtheorem") return this.#readTheorem(nodes, index + 1);
    if (/^Declare(?:MathOperator|TextFontCommand)$/.test(by.name)) return readArguments(nodes, index + 1, ["s", "m", "m"]).next;
    if (by.name === "DeclarePairedDelimiter") {
      const { args, next } = readArguments(nodes, index + 1, ["m", "m", "m"]);
      const [name, left = [], right = []] = args;
      this.#keepDelimiters(macroOf(name), pairedDelimiters(left, [], right));
      const inside: LatexNode = { kind: "text", text: "#3", at: by.at, end: by.end };
      this.#keep(macroOf(name) ?? "", { args: ["s", "o", "m"], fallbacks: [], body: [...left, inside, ...right] });
      return next;
    }
    if (by.name === "DeclarePairedDelimiterX") {
      const { args, next } = readArguments(nodes, index + 1, ["m", "o", "m", "m", "m"]);
      const [name, , left = [], right = [], body = []] = args;
      this.#keepDelimiters(macroOf(name), pairedDelimiters(left, body, right));
      return next;
    }
    if (by.name === "DeclarePairedDelimiterXPP") return readArguments(nodes, index + 1, ["m", "o", "m", "m", "m", "m", "m"]).next;
    return this.#define(readCommand(nodes, index + 1), by.name === "providecommand");
  }

  /** What a macro of \DeclarePairedDelimiter sets around its argument in math. */
  delimiters(name: string): PairedDelimiters | undefined {
    return this.#delimiters.get(name);
  }

  /** What stands for a macro and its arguments; undefined where the budget for expansions is spent. */
  expand(definition: Pick<Definition, "fallbacks" | "body">, args: readonly Argument[], use: MacroNode): LatexNode[] | undefined {
    return this.#expansion.fill(definition.body, definition.fallbacks, args, { at: use.at, end: use.at + 1 });
  }

  /** What stands for the beginning and the end of an environment of the author; undefined where the budget is spent. */
  expandEnvironment(
    definition: EnvironmentDefinition,
    given: readonly Argument[],
    inside: readonly LatexNode[],
    { at, end }: EnvironmentNode,
  ): { begin: LatexNode[]; end: LatexNode[] } | undefined {
    const args = definition.takesBody
      ? Array.from({ length: BODY + 1 }, (_, one) => (one === BODY ? inside : given[one]))
      : given;
    const begin = this.#expansion.fill(definition.body, definition.fallbacks, args, { at, end: at + 1 });
    const ending = this.#expansion.fill(definition.end, definition.fallbacks, args, { at: end - 1, end });
    return begin === undefined || ending === undefined ? undefined : { begin, end: ending };
  }

  /** @param isSpare whether what is already defined stays  @returns the index of the first node after the definition */
  #define({ name, definition, next }: ReadDefinition<Definition>, isSpare = false): number {
    if (name !== undefined && definition !== undefined && !(isSpare && this.#known.has(name))) this.#keep(name, definition);
    return next;
  }

  #defineEnvironment({ name, definition, next }: ReadDefinition<EnvironmentDefinition>): number {
    if (name !== undefined && definition !== undefined) this.#environments.set(name, definition);
    return next;
  }

  #keepDelimiters(name: string | undefined, delimiters: PairedDelimiters | undefined): void {
    if (name !== undefined && delimiters !== undefined) this.#delimiters.set(name, delimiters);
  }

  #keep(name: string, definition: Definition): void {
    const [only, ...others] = definition.body;
    this.#aliases.delete(name);
    if (definition.args.length === 0 && only?.kind === "macro" && others.length === 0 && only.name !== name)
      this.#aliases.set(name, only.name); // so that it takes the arguments of what it stands for
    else this.#known.set(name, definition);
  }

  #readLet(nodes: readonly LatexNode[], start: number): number {
    let next = start + 1;
    while (nodes[next]?.kind === "blank") next++;
    const equals = nodes[next];
    if (equals?.kind === "text" && equals.text === "=") next++;
    while (nodes[next]?.kind === "blank") next++;
    const name = nodes[start];
    const target = nodes[next];
    if (name?.kind !== "macro" || target?.kind !== "macro") return next + 1;
    const known = this.#known.get(target.name);
    if (known !== undefined) this.#known.set(name.name, known);
    else if (name.name !== this.meaning(target.name)) this.#aliases.set(name.name, this.meaning(target.name));
    return next + 1;
  }

  /** `\newtheorem{lem}[thm]{Lemma}`, `\newtheorem{cor}{Corollary}[section]`, `\newtheorem*{rem}{Remark}` */
  #readTheorem(nodes: LatexNode[], start: number): number {
    const { args, next } = readArguments(nodes, start, ["s", "m", "o", "m", "o"]);
    const [star, name, shared, title, within] = args.map((argument) =>
      argument === undefined ? undefined : literalText(argument).trim(),
    );
    if (name === undefined || title === undefined) return next;
    const other = shared === undefined ? undefined : this.#theorems.get(shared);
    const counter = star === undefined ? (other?.counter ?? shared ?? name) : undefined;
    this.#theorems.set(name, { title, counter, isOfSection: other?.isOfSection ?? within === "section" });
    return next;
  }
}
