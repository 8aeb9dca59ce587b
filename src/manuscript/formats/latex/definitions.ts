/** Which of the nodes after a macro are its arguments, and what the author's own macros stand for. Invariant: expanding ends, whatever refers to whatever;
 *  an expanded node stands where the macro was used, never where it was defined. */
import type { LatexNode, MacroNode, TextNode } from "./ast.ts";

/** `s` a star, `o` an optional [argument], `m` a mandatory one, `O` an optional one that must follow without a blank,
 *  `k` pdfTeX's keyword for where a literal begins. */
export type Signature = readonly ("s" | "o" | "O" | "m" | "k")[];

/** `som` as a signature. */
export function signature(args: string): Signature {
  return [...args].filter((letter): letter is Signature[number] => "soOmk".includes(letter));
}

export type Argument = readonly LatexNode[] | undefined;

/** Reads arguments from `nodes[index]` on. Splits text nodes in place where an argument ends within one; that loses nothing.
 *  @returns one entry a letter of the signature, undefined where the argument is absent, and the index of the first node after them */
export function readArguments(nodes: LatexNode[], index: number, signature: Signature): { args: Argument[]; next: number } {
  const args: Argument[] = [];
  let next = index;
  for (const want of signature) {
    const at = want === "O" ? next : afterBlanks(nodes, next);
    const read = argumentAt(want, nodes, at);
    args.push(read?.argument);
    if (read !== undefined) next = read.next;
  }
  return { args, next };
}

interface Read {
  readonly argument: readonly LatexNode[];
  readonly next: number;
}

function argumentAt(want: Signature[number], nodes: LatexNode[], at: number): Read | undefined {
  switch (want) {
    case "m":
      return mandatory(nodes, at);
    case "s":
      return word(nodes, at, /^\*/);
    case "k":
      return word(nodes, at, /^(?:direct|page)/);
    case "o":
    case "O":
      return bracketed(nodes, at);
  }
}

function afterBlanks(nodes: readonly LatexNode[], index: number): number {
  let at = index;
  while (nodes[at]?.kind === "blank") at++;
  return at;
}

function mandatory(nodes: LatexNode[], at: number): Read | undefined {
  const node = nodes[at];
  if (node === undefined || node.kind === "paragraph end" || node.kind === "environment") return undefined;
  if (node.kind === "group") return { argument: node.children, next: at + 1 };
  if (node.kind === "text") splitText(nodes, at, node, String.fromCodePoint(node.text.codePointAt(0) ?? 0).length);
  return { argument: nodes.slice(at, at + 1), next: at + 1 };
}

function word(nodes: LatexNode[], at: number, pattern: RegExp): Read | undefined {
  const node = nodes[at];
  const found = node?.kind === "text" ? pattern.exec(node.text)?.[0] : undefined;
  if (node?.kind !== "text" || found === undefined) return undefined;
  splitText(nodes, at, node, found.length);
  return { argument: nodes.slice(at, at + 1), next: at + 1 };
}

/** Nodes. A longer [argument] is a bracket that nothing closes: to look for its end from each of many would take quadratic time. */
const LONGEST_OPTION = 1_000;

function bracketed(nodes: LatexNode[], at: number): Read | undefined {
  const first = nodes[at];
  if (first?.kind !== "text" || !first.text.startsWith("[")) return undefined;
  let depth = 0;
  for (let index = at; index < at + LONGEST_OPTION; index++) {
    const node = nodes[index];
    if (node === undefined || node.kind === "paragraph end") return undefined;
    if (node.kind !== "text") continue;
    const closing = closingBracket(node.text, depth);
    depth = closing.depth;
    if (closing.at === undefined) continue;
    splitText(nodes, index, node, closing.at + 1);
    return { argument: withoutBrackets(nodes.slice(at, index + 1)), next: index + 1 };
  }
  return undefined;
}

function closingBracket(text: string, depth: number): { at?: number; depth: number } {
  let open = depth;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "[") open++;
    else if (text[at] === "]" && --open === 0) return { at, depth: 0 };
  }
  return { depth: open };
}

function withoutBrackets(nodes: LatexNode[]): LatexNode[] {
  return nodes
    .map((node, index) => {
      if (node.kind !== "text") return node;
      const from = index === 0 ? 1 : 0;
      const to = node.text.length - (index === nodes.length - 1 ? 1 : 0);
      return { ...node, text: node.text.slice(from, to), at: node.at + from, end: node.at + to };
    })
    .filter((node) => node.kind !== "text" || node.text !== "");
}

function splitText(nodes: LatexNode[], index: number, node: TextNode, length: number): void {
  if (length >= node.text.length) return;
  const head = { ...node, text: node.text.slice(0, length), end: node.at + length };
  const tail = { ...node, text: node.text.slice(length), at: node.at + length };
  nodes.splice(index, 1, head, tail);
}

export interface Definition {
  readonly args: Signature;
  /** Of its first argument, where that is optional. */
  readonly fallback: Argument;
  readonly body: readonly LatexNode[];
}

/** Nodes that all expansions of a manuscript may make together; a paper's make some thousands. */
const NODES = 200_000;

export class Definitions {
  readonly #known = new Map<string, Definition>();
  #nodesLeft = NODES;

  get(name: string): Definition | undefined {
    return this.#known.get(name);
  }

  /** Reads a definition whose macro is `nodes[index]`. @returns the index of the first node after it */
  read(nodes: LatexNode[], index: number): number {
    const by = nodes[index];
    if (by?.kind !== "macro") return index + 1;
    if (by.name === "let") return this.#skipLet(nodes, index + 1);
    if (/^[gex]?def$/.test(by.name)) return this.#readDef(nodes, index + 1);
    if (/Document/.test(by.name)) return readArguments(nodes, index + 1, ["m", "m", "m"]).next;
    if (/environment$/.test(by.name)) return readArguments(nodes, index + 1, ["s", "m", "o", "o", "m", "m"]).next;
    if (by.name === "newtheorem") return readArguments(nodes, index + 1, ["s", "m", "o", "m", "o"]).next;
    if (by.name === "DeclareMathOperator") return readArguments(nodes, index + 1, ["s", "m", "m"]).next;
    const { args, next } = readArguments(nodes, index + 1, ["s", "m", "o", "o", "m"]);
    const [, name, count, fallback, body] = args;
    this.#keep(name, Number(literalText(count)), fallback, body, by.name === "providecommand");
    return next;
  }

  /** What stands for a macro and its arguments; undefined where the budget for expansions is spent. */
  expand({ body, fallback }: Definition, args: readonly Argument[], use: MacroNode): LatexNode[] | undefined {
    const out = this.#substitute(body, [args[0] ?? fallback, ...args.slice(1)], { at: use.at, end: use.at + 1 });
    return this.#nodesLeft < 0 ? undefined : out;
  }

  #readDef(nodes: LatexNode[], start: number): number {
    const name = nodes[start];
    let index = start + 1;
    let parameters = 0;
    for (; index < nodes.length; index++) {
      const node = nodes[index];
      if (node?.kind === "group") {
        if (name !== undefined) this.#keep([name], parameters, undefined, node.children, false);
        return index + 1;
      }
      if (node?.kind === "text") parameters += node.text.split("#").length - 1;
      else if (node?.kind !== "blank") return index;
    }
    return index;
  }

  #skipLet(nodes: readonly LatexNode[], start: number): number {
    const equals = nodes[start + 1];
    return equals?.kind === "text" && equals.text === "=" ? start + 3 : start + 2;
  }

  #keep(name: Argument, count: number, fallback: Argument, body: Argument, onlyIfNew: boolean): void {
    const macro = name?.find((node): node is MacroNode => node.kind === "macro");
    if (macro === undefined || body === undefined || (onlyIfNew && this.#known.has(macro.name))) return;
    const parameters = Number.isNaN(count) ? 0 : Math.min(9, count);
    const args: Signature = Array.from({ length: parameters }, (_, at) => (at === 0 && fallback !== undefined ? "o" : "m"));
    this.#known.set(macro.name, { args, fallback, body });
  }

  #substitute(nodes: readonly LatexNode[], args: readonly Argument[], use: { at: number; end: number }): LatexNode[] {
    if (this.#nodesLeft < 0) return [];
    return nodes.flatMap((node): LatexNode[] => {
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
    });
  }

  #mathBody(body: string, args: readonly Argument[]): string {
    return body.replace(/\s+/g, " ").replace(/#(\d)/g, (_, digit: string) => literalText(args[Number(digit) - 1]));
  }

  #filledIn(text: string, args: readonly Argument[], use: { at: number; end: number }): LatexNode[] {
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

/** The characters of nodes that are plain text. */
export function literalText(nodes: Argument): string {
  return (nodes ?? [])
    .map((node) =>
      node.kind === "text" || node.kind === "verb"
        ? node.text
        : node.kind === "blank"
          ? " "
          : node.kind === "group"
            ? literalText(node.children)
            : "",
    )
    .join("");
}
