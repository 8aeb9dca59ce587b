/** How the author's own macros and environments are written: each way to define one, read to the same definition. Invariant:
 *  nothing is defined here; whoever reads decides what is kept, and the nodes after a definition stay. */
import { type Argument, literalText, type Parameter, readArguments, type Signature, splitText } from "./arguments.ts";
import type { LatexNode, MacroNode } from "./ast.ts";
import { documentParameters } from "./expansion.ts";

export interface Definition {
  readonly args: Signature;
  /** Of those arguments that are optional. */
  readonly fallbacks: readonly Argument[];
  readonly body: readonly LatexNode[];
}
export interface EnvironmentDefinition extends Definition {
  readonly end: readonly LatexNode[];
  /** Whether what stands in the environment is an argument as well, the ninth. */
  readonly takesBody: boolean;
}

/** Index of that argument. */
export const BODY = 8;

/** What a definition defines, where it is whole. */
export interface ReadDefinition<D extends Definition> {
  readonly name?: string | undefined;
  readonly definition?: D;
  /** Index of the first node after it. */
  readonly next: number;
}

/** `\newcommand{\name}[count][default]{body}` and its kin */
export function readCommand(nodes: LatexNode[], start: number): ReadDefinition<Definition> {
  const { args, next } = readArguments(nodes, start, ["s", "m", "o", "o", "m"]);
  const [, name, count, fallback, body] = args;
  if (body === undefined) return { next };
  return { name: macroOf(name), definition: { ...parametersOf(count, fallback), body }, next };
}

/** `\def\pair(#1,#2){...}` */
export function readDef(nodes: LatexNode[], start: number): ReadDefinition<Definition> {
  const name = nodes[start];
  const parameters: (string | MacroNode)[] = [];
  let index = start + 1;
  for (; index < nodes.length; index++) {
    const node = nodes[index];
    if (node?.kind === "group") {
      const definition = { args: delimitedBy(parameters), fallbacks: [], body: node.children };
      return { name: name?.kind === "macro" ? name.name : undefined, definition, next: index + 1 };
    }
    if (node?.kind === "text") parameters.push(...node.text.split(/(#\d)/).filter((part) => part !== ""));
    else if (node?.kind === "macro") parameters.push(node);
    else if (node?.kind !== "blank") return { next: index };
  }
  return { next: index };
}

/** `\NewDocumentEnvironment{name}{specification}{beginning}{end}` and its kin */
export function readDocumentEnvironment(nodes: LatexNode[], start: number): ReadDefinition<EnvironmentDefinition> {
  const { args, next } = readArguments(nodes, start, ["m", "m", "m", "m"]);
  const [name, specification, body, end] = args;
  const parameters = { ...documentParameters(specification ?? []), body: body ?? [] };
  const takesBody = /b\s*$/.test(literalText(specification));
  const number = parameters.args.length + 1;
  const moved = takesBody
    ? { body: renamed(parameters.body, `#${number}`), end: renamed(end ?? [], `#${number}`) }
    : { end: end ?? [] };
  return { name: literalText(name).trim(), definition: { ...parameters, ...moved, takesBody }, next };
}

/** `\NewDocumentCommand{\name}{specification}{body}` and its kin */
export function readDocumentCommand(nodes: LatexNode[], start: number): ReadDefinition<Definition> {
  const { args, next } = readArguments(nodes, start, ["m", "m", "m"]);
  const [name, specification, body] = args;
  return { name: macroOf(name), definition: { ...documentParameters(specification ?? []), body: body ?? [] }, next };
}

/** `\newenvironment{name}[count][default]{beginning}{end}` */
export function readEnvironment(nodes: LatexNode[], start: number): ReadDefinition<EnvironmentDefinition> {
  const { args, next } = readArguments(nodes, start, ["s", "m", "o", "o", "m", "m"]);
  const [, name, count, fallback, body, end] = args;
  if (body === undefined || end === undefined) return { next };
  return {
    name: literalText(name).trim(),
    definition: { ...parametersOf(count, fallback), body, end, takesBody: false },
    next,
  };
}

/** Of the package environ: its body may use \BODY. */
export function readEnviron(nodes: LatexNode[], start: number): ReadDefinition<EnvironmentDefinition> {
  const { args, next } = readArguments(nodes, start, ["m", "o", "o", "m", "o"]);
  const [name, count, fallback, body, end] = args;
  const definition = {
    ...parametersOf(count, fallback),
    body: renamed(body ?? [], "BODY"),
    end: end ?? [],
    takesBody: true,
  };
  return { name: literalText(name).trim(), definition, next };
}

/** `\font\dust=cmr10 at 0.1pt`, \newfont, \DeclareFixedFont: the macro sets letters of a size. */
export function readFont({ name: by, at, end }: MacroNode, nodes: LatexNode[], start: number): ReadDefinition<Definition> {
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
  return { name: macro, definition: { args: [], fallbacks: [], body }, next: after };
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

/** What stands for an environment's body becomes its ninth parameter: \BODY, or the last parameter of xparse. */
function renamed(nodes: readonly LatexNode[], from: string): LatexNode[] {
  return nodes.map((node): LatexNode => {
    if (node.kind === "macro" && node.name === from) return { kind: "text", text: `#${BODY + 1}`, at: node.at, end: node.end };
    if (node.kind === "text" && from.startsWith("#")) return { ...node, text: node.text.replaceAll(from, `#${BODY + 1}`) };
    return node.kind === "group" || node.kind === "environment" ? { ...node, children: renamed(node.children, from) } : node;
  });
}

export function macroOf(name: Argument): string | undefined {
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
