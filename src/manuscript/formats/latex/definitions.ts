/** What the author's own macros and environments stand for. Invariant: expanding ends, whatever refers to whatever; an expanded node stands where the
 *  macro was used, never where it was defined. */
import { type Argument, literalText, type Parameter, readArguments, type Signature, splitText } from "./arguments.ts";
import type { EnvironmentNode, LatexNode, MacroNode } from "./ast.ts";
import { chosenBranch, documentParameters } from "./xparse.ts";

export interface Definition {
  readonly args: Signature;
  /** Of those arguments that are optional. */
  readonly fallbacks: readonly Argument[];
  readonly body: readonly LatexNode[];
}
interface EnvironmentDefinition extends Definition {
  readonly end: readonly LatexNode[];
  /** Whether what stands in the environment is an argument as well, the ninth. */
  readonly takesBody: boolean;
}
/** Index of that argument. */
const BODY = 8;
/** UTF-16 offsets of what stands for an expansion. */
interface Use {
  readonly at: number;
  readonly end: number;
}

/** One sign each; `separator` between two arguments, "" where there is one. */
export interface PairedDelimiters {
  readonly left: string;
  readonly separator: string;
  readonly right: string;
}

const DELIMITER_SIGNS: Readonly<Record<string, string>> = {
  ...{
    lvert: "|",
    rvert: "|",
    vert: "|",
    lVert: "∥",
    rVert: "∥",
    Vert: "∥",
    "|": "∥",
    langle: "⟨",
    rangle: "⟩",
    lfloor: "⌊",
    rfloor: "⌋",
  },
  ...{ lceil: "⌈", rceil: "⌉", "{": "{", "}": "}", lbrace: "{", rbrace: "}", mid: "|", lbrack: "[", rbrack: "]" },
};
/** Space, and the size of what stands between. */
const NO_SIGN = /^(?:[,;:! ]|delimsize|mathopen|mathclose|quad|nonscript|allowbreak|left|right|middle)$/;

/** A delimiter, or what stands between two arguments, in signs. */
function signsOf(nodes: readonly LatexNode[]): string {
  return nodes
    .map((node) => {
      if (node.kind === "text") return node.text;
      if (node.kind === "macro") return DELIMITER_SIGNS[node.name] ?? (NO_SIGN.test(node.name) ? "" : `\\${node.name}`);
      return node.kind === "group" ? signsOf(node.children) : "";
    })
    .join("")
    .replace(/\s+/g, "");
}

/** Nodes that all expansions of a manuscript may make together; a paper's make some thousands. */
const NODES = 200_000;
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
  #nodesLeft = NODES;

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
    if (/^(?:font|newfont|DeclareFixedFont)$/.test(by.name)) return this.#readFont(by, nodes, index + 1);
    if (/Environ$/.test(by.name)) return this.#readEnviron(nodes, index + 1);
    if (/^[gex]?def$/.test(by.name)) return this.#readDef(nodes, index + 1);
    if (/Document(?:Command|Environment)$/.test(by.name)) return this.#readDocument(by.name, nodes, index + 1);
    if (/environment$/.test(by.name)) return this.#readEnvironment(nodes, index + 1);
    if (by.name === "newtheorem") return this.#readTheorem(nodes, index + 1);
    if (/^Declare(?:MathOperator|TextFontCommand)$/.test(by.name)) return readArguments(nodes, index + 1, ["s", "m", "m"]).next;
    if (by.name === "DeclarePairedDelimiter") {
      const { args, next } = readArguments(nodes, index + 1, ["m", "m", "m"]);
      const [name, left = [], right = []] = args;
      this.#keepDelimiters(name, left, [], right);
      const inside: LatexNode = { kind: "text", text: "#3", at: by.at, end: by.end };
      this.#keep(macroOf(name) ?? "", { args: ["s", "o", "m"], fallbacks: [], body: [...left, inside, ...right] });
      return next;
    }
    if (by.name === "DeclarePairedDelimiterX") {
      const { args, next } = readArguments(nodes, index + 1, ["m", "o", "m", "m", "m"]);
      const [name, , left = [], right = [], body = []] = args;
      this.#keepDelimiters(name, left, body, right);
      return next;
    }
    if (by.name === "DeclarePairedDelimiterXPP") return readArguments(nodes, index + 1, ["m", "o", "m", "m", "m", "m", "m"]).next;
    const { args, next } = readArguments(nodes, index + 1, ["s", "m", "o", "o", "m"]);
    const [, name, count, fallback, body] = args;
    const macro = macroOf(name);
    if (macro !== undefined && body !== undefined && !(by.name === "providecommand" && this.#known.has(macro)))
      this.#keep(macro, { ...parametersOf(count, fallback), body });
    return next;
  }

  /** What a macro of \DeclarePairedDelimiter sets around its argument in math. */
  delimiters(name: string): PairedDelimiters | undefined {
    return this.#delimiters.get(name);
  }

  /** @param body of the arguments, `#1` or `#1,#2`; where more stands in it than fits there, the macro stays as it is written */
  #keepDelimiters(name: Argument, left: readonly LatexNode[], body: readonly LatexNode[], right: readonly LatexNode[]): void {
    const [opens, closes, inside] = [left, right, body].map(signsOf);
    const between = body.length === 0 ? "#1" : (inside ?? "");
    const [, separator = ""] = /^#1(?:([^#]{1,2})#2)?$/.exec(between) ?? [];
    const macro = macroOf(name);
    if (macro === undefined || opens?.length !== 1 || closes?.length !== 1 || !/^#1(?:[^#]{1,2}#2)?$/.test(between)) return;
    this.#delimiters.set(macro, { left: opens, separator, right: closes });
  }

  /** What stands for a macro and its arguments; undefined where the budget for expansions is spent. */
  expand(definition: Pick<Definition, "fallbacks" | "body">, args: readonly Argument[], use: MacroNode): LatexNode[] | undefined {
    return this.#filled(definition.body, definition.fallbacks, args, { at: use.at, end: use.at + 1 });
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
    const begin = this.#filled(definition.body, definition.fallbacks, args, { at, end: at + 1 });
    const ending = this.#filled(definition.end, definition.fallbacks, args, { at: end - 1, end });
    return begin === undefined || ending === undefined ? undefined : { begin, end: ending };
  }

  #filled(
    body: readonly LatexNode[],
    fallbacks: readonly Argument[],
    args: readonly Argument[],
    use: Use,
  ): LatexNode[] | undefined {
    const given = Array.from({ length: Math.max(args.length, fallbacks.length) }, (_, at) => args[at] ?? fallbacks[at]);
    const out = this.#substitute(body, given, use);
    return this.#nodesLeft < 0 ? undefined : out;
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

  #readDef(nodes: LatexNode[], start: number): number {
    const name = nodes[start];
    const parameters: (string | MacroNode)[] = [];
    let index = start + 1;
    for (; index < nodes.length; index++) {
      const node = nodes[index];
      if (node?.kind === "group") {
        if (name?.kind === "macro") this.#keep(name.name, { args: delimitedBy(parameters), fallbacks: [], body: node.children });
        return index + 1;
      }
      if (node?.kind === "text") parameters.push(...node.text.split(/(#\d)/).filter((part) => part !== ""));
      else if (node?.kind === "macro") parameters.push(node);
      else if (node?.kind !== "blank") return index;
    }
    return index;
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

  #readDocument(by: string, nodes: LatexNode[], start: number): number {
    const isEnvironment = by.endsWith("Environment");
    const { args, next } = readArguments(nodes, start, isEnvironment ? ["m", "m", "m", "m"] : ["m", "m", "m"]);
    const [name, specification, body, end] = args;
    const parameters = { ...documentParameters(specification ?? []), body: body ?? [] };
    if (isEnvironment) {
      const takesBody = /b\s*$/.test(literalText(specification));
      const number = parameters.args.length + 1;
      const moved = takesBody
        ? { body: renamed(parameters.body, `#${number}`), end: renamed(end ?? [], `#${number}`) }
        : { end: end ?? [] };
      this.#environments.set(literalText(name).trim(), { ...parameters, ...moved, takesBody });
    } else {
      const macro = macroOf(name);
      if (macro !== undefined && !(by.startsWith("Provide") && this.#known.has(macro))) this.#keep(macro, parameters);
    }
    return next;
  }

  #readEnvironment(nodes: LatexNode[], start: number): number {
    const { args, next } = readArguments(nodes, start, ["s", "m", "o", "o", "m", "m"]);
    const [, name, count, fallback, body, end] = args;
    if (body !== undefined && end !== undefined)
      this.#environments.set(literalText(name).trim(), { ...parametersOf(count, fallback), body, end, takesBody: false });
    return next;
  }

  /** Of the package environ: its body may use \BODY. */
  #readEnviron(nodes: LatexNode[], start: number): number {
    const { args, next } = readArguments(nodes, start, ["m", "o", "o", "m", "o"]);
    const [name, count, fallback, body, end] = args;
    this.#environments.set(literalText(name).trim(), {
      ...parametersOf(count, fallback),
      body: renamed(body ?? [], "BODY"),
      end: end ?? [],
      takesBody: true,
    });
    return next;
  }

  /** `\font\dust=cmr10 at 0.1pt`, \newfont, \DeclareFixedFont: the macro sets letters of a size. */
  #readFont({ name: by, at, end }: MacroNode, nodes: LatexNode[], start: number): number {
    const signature: Signature = by === "font" ? ["m"] : by === "newfont" ? ["m", "m"] : ["m", "m", "m", "m", "m", "m"];
    const { args, next } = readArguments(nodes, start, signature);
    const macro = macroOf(args[0]);
    let after = next;
    let specification = literalText(args.at(-1));
    if (by === "font") {
      while (nodes[after]?.kind === "text" || nodes[after]?.kind === "blank") after++;
      specification = literalText(nodes.slice(next, after));
      // Only the name, and what scales it, belong to the definition.
      const own = /^\s*=?\s*\S+(?:\s+(?:at|scaled)\s*[\d.]+[a-z]{0,2})?\s?/.exec(specification)?.[0] ?? "";
      after = afterCharacters(nodes, next, own.length);
      specification = own;
    }
    const [, how, amount = ""] = /(?:^|\s)(at|scaled)\s*([\d.]+(?:[a-z]{2})?)/.exec(specification) ?? [];
    const size =
      by === "DeclareFixedFont" ? specification : how === "at" ? amount : how === "scaled" ? `${Number(amount) / 100}pt` : "10pt";
    const text = { kind: "text", text: size, at, end } as const;
    const body: LatexNode[] = [
      { kind: "macro", name: "@fontofsize", at, end },
      { kind: "group", children: [text], at, end },
    ];
    if (macro !== undefined) this.#keep(macro, { args: [], fallbacks: [], body });
    return after;
  }

  #substitute(nodes: readonly LatexNode[], args: readonly Argument[], use: Use): LatexNode[] {
    const all = [...nodes];
    const out: LatexNode[] = [];
    for (let index = 0; index < all.length && this.#nodesLeft >= 0; index++) {
      const node = all[index];
      if (node === undefined) break;
      const choice = node.kind === "macro" ? chosenBranch(node.name, all, index, args) : undefined;
      if (choice !== undefined) {
        for (const made of this.#substitute(choice.branch, args, use)) out.push(made);
        index = choice.next - 1;
      } else for (const made of this.#node(node, args, use)) out.push(made);
    }
    return out;
  }

  #node(node: LatexNode, args: readonly Argument[], use: Use): readonly LatexNode[] {
    this.#nodesLeft--;
    switch (node.kind) {
      case "text":
        return this.#filledIn(node.text, args, use);
      case "group":
      case "environment":
        return [{ ...node, children: this.#substitute(node.children, args, use), ...use }];
      case "math":
        return [{ ...node, ...use, body: this.#mathBody(node.body, args), bodyAt: use.at }];
      default:
        return [{ ...node, ...use }];
    }
  }

  #mathBody(body: string, args: readonly Argument[]): string {
    return body.replace(/\s+/g, " ").replace(/#(\d)/g, (_, digit: string) => literalText(args[Number(digit) - 1]));
  }

  #filledIn(text: string, args: readonly Argument[], use: Use): LatexNode[] {
    return text.split(/(#\d)/).flatMap((part): readonly LatexNode[] => {
      if (part === "") return [];
      const parameter = /^#(\d)$/.exec(part);
      if (parameter === null) return [{ kind: "text", text: part, ...use }];
      const argument = args[Number(parameter[1]) - 1] ?? [];
      this.#nodesLeft -= argument.length;
      return argument;
    });
  }
}

/** @returns the index of the first node after so many characters */
function afterCharacters(nodes: LatexNode[], index: number, count: number): number {
  let left = count;
  let at = index;
  for (let node = nodes[at]; left > 0 && node !== undefined; node = nodes[++at]) {
    if (node.kind === "text") splitText(nodes, at, node, left);
    left -= node.kind === "text" ? Math.min(node.text.length, left) : 1;
  }
  return at;
}

/** The numbers of the parameters that nodes use. */
function parametersIn(nodes: readonly LatexNode[]): Set<number> {
  const used = new Set<number>();
  const look = (node: LatexNode): void => {
    const text = node.kind === "text" ? node.text : node.kind === "math" ? node.body : "";
    for (const [, digit] of text.matchAll(/#(\d)/g)) used.add(Number(digit));
    if ("children" in node) node.children.forEach(look);
  };
  nodes.forEach(look);
  return used;
}

/** What stands for an environment's body becomes its ninth parameter: \BODY, or the last parameter of xparse. */
function renamed(nodes: readonly LatexNode[], from: string): LatexNode[] {
  return nodes.map((node): LatexNode => {
    if (node.kind === "macro" && node.name === from) return { kind: "text", text: `#${BODY + 1}`, at: node.at, end: node.end };
    if (node.kind === "text" && from.startsWith("#")) return { ...node, text: node.text.replaceAll(from, `#${BODY + 1}`) };
    return node.kind === "group" || node.kind === "environment" ? { ...node, children: renamed(node.children, from) } : node;
  });
}

function macroOf(name: Argument): string | undefined {
  return name?.find((node): node is MacroNode => node.kind === "macro")?.name;
}

/** Of \newcommand: `count` parameters, the first optional where it has a default. */
function parametersOf(count: Argument, fallback: Argument): Pick<Definition, "args" | "fallbacks"> {
  const number = Number(literalText(count));
  const args = Array.from(
    { length: Number.isNaN(number) ? 0 : Math.min(9, number) },
    (_, at): Parameter => (at === 0 && fallback !== undefined ? "o" : "m"),
  );
  return { args, fallbacks: fallback === undefined ? [] : [fallback] };
}

/** `(#1,#2)` of \def: what stands between parameters ends them. */
function delimitedBy(parameters: readonly (string | MacroNode)[]): Signature {
  const isParameter = (part: string | MacroNode | undefined) => typeof part === "string" && /^#\d$/.test(part);
  return parameters.flatMap((part, index): Parameter[] => {
    if (!isParameter(part)) return index === 0 && typeof part === "string" ? [{ kind: "literal", text: part }] : [];
    const next = parameters[index + 1];
    if (next === undefined || isParameter(next)) return ["m"];
    return [typeof next === "string" ? { kind: "up to", text: next } : { kind: "up to macro", name: next.name }];
  });
}
