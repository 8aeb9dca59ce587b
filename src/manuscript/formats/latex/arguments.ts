/** Which of the nodes after a macro are its arguments. */
import type { LatexNode, TextNode } from "./ast.ts";

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
