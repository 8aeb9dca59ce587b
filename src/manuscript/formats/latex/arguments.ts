/** Which of the nodes after a macro are its arguments. Invariant: reading loses nothing: what is no argument stays where it is. */
import type { LatexNode, TextNode } from "./ast.ts";

/** `s` a star, `o` an optional [argument], `m` a mandatory one, `O` an optional one that must follow without a blank, `g` a group
 *  or nothing, `f` a file's name in braces or up to a blank, `k` pdfTeX's keyword for where a literal begins, or what becomes of
 *  a colour; as TeX itself asks: `r` (an argument in parentheses), `l` a length, `n` a number, `t` how wide a box shall be, `b` a
 *  box. */
type Letter = "r" | "s" | "o" | "O" | "m" | "g" | "f" | "k" | "l" | "n" | "t" | "b";
/** As \def and xparse can ask for besides: an optional argument in other delimiters, one that ends at a text or a macro, a mark
 *  that may stand there, and a text that must, which is no argument. */
export type Parameter =
  | Letter
  | { readonly kind: "delimited"; readonly open: string; readonly close: string }
  | { readonly kind: "up to"; readonly text: string }
  | { readonly kind: "up to macro"; readonly name: string }
  | { readonly kind: "mark" | "literal"; readonly text: string };
export type Signature = readonly Parameter[];

/** `som` as a signature. */
export function signature(args: string): Signature {
  return [...args].filter((letter): letter is Letter => "soOmgfklntbr".includes(letter));
}

export type Argument = readonly LatexNode[] | undefined;

/** Reads arguments from `nodes[index]` on. Splits text nodes in place where an argument ends within one; that loses nothing.
 *  @returns one entry a parameter of the signature, undefined where the argument is absent, and the index of the first node after
 *  them */
export function readArguments(nodes: LatexNode[], index: number, signature: Signature): { args: Argument[]; next: number } {
  const args: Argument[] = [];
  let next = index;
  for (const want of signature) {
    const follows = want === "O" || (typeof want === "object" && next > index);
    const at = follows ? next : afterBlanks(nodes, next);
    const read = argumentAt(want, nodes, at);
    if (typeof want !== "object" || want.kind !== "literal") args.push(read?.argument);
    if (read !== undefined) next = read.next;
  }
  return { args, next };
}

interface Read {
  readonly argument: readonly LatexNode[];
  readonly next: number;
}

function argumentAt(want: Parameter, nodes: LatexNode[], at: number): Read | undefined {
  if (typeof want === "object") {
    switch (want.kind) {
      case "delimited":
        return bracketed(nodes, at, want.open, want.close);
      case "mark":
      case "literal":
        return word(nodes, at, want.text);
      case "up to":
      case "up to macro":
        return upTo(nodes, at, want);
    }
  }
  switch (want) {
    case "m":
      return mandatory(nodes, at);
    case "g":
      return nodes[at]?.kind === "group" ? mandatory(nodes, at) : undefined;
    case "f":
      return nodes[at]?.kind === "group" ? mandatory(nodes, at) : fileName(nodes, at);
    case "s":
      return word(nodes, at, /^\*/);
    case "k":
      return word(nodes, at, /^(?:direct|page|push|set|pop)/);
    case "r":
      return bracketed(nodes, at, "(", ")");
    case "l":
      return length(nodes, at);
    case "n": {
      const register = nodes[at];
      const isNamed = register?.kind === "macro" && !/^[hv]box$|^vtop$/.test(register.name);
      return isNamed ? { argument: [register], next: at + 1 } : word(nodes, at, /^=?-?\d+=?/);
    }
    case "t":
      return boxWidth(nodes, at);
    case "b":
      return box(nodes, at);
    case "o":
    case "O":
      return bracketed(nodes, at, "[", "]");
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

const LENGTH = /^=?[+-]*(?:\d+\.?\d*|\.\d+)(?:[a-z]{2})?/;

/** In braces, as a macro, or bare: `-2cm plus 1fil minus 3pt`. */
function length(nodes: LatexNode[], at: number): Read | undefined {
  const first = nodes[at];
  if (first?.kind === "group" || first?.kind === "macro") return mandatory(nodes, at);
  const bare = word(nodes, at, LENGTH);
  if (bare === undefined) return word(nodes, at, /^=/);
  let { next } = bare;
  const unit = /[a-z]$/.test(literalText(bare.argument)) ? undefined : nodes[next];
  if (unit?.kind === "macro") return { argument: bare.argument, next: next + 1 };
  for (let stretch = afterBlanks(nodes, next); word(nodes, stretch, /^(?:plus|minus)(?![a-z])/) !== undefined; ) {
    const amount = word(nodes, afterBlanks(nodes, stretch + 1), /^[+-]?(?:\d+\.?\d*|\.\d+)(?:fil{1,3}|[a-z]{2})/);
    if (amount === undefined) break;
    next = amount.next;
    stretch = afterBlanks(nodes, next);
  }
  const argument = bare.argument.map((node) => (node.kind === "text" ? { ...node, text: node.text.replace(/^=/, "") } : node));
  return { argument, next };
}

/** `to 4cm`, `spread 1pt` */
function boxWidth(nodes: LatexNode[], at: number): Read | undefined {
  const keyword = word(nodes, at, /^(?:to|spread)(?![a-su-z])/);
  return keyword === undefined ? undefined : length(nodes, afterBlanks(nodes, keyword.next));
}

/** `\hbox{…}`, `\vbox\bgroup … \egroup`, `\box0`: the nodes of it all. */
function box(nodes: LatexNode[], at: number): Read | undefined {
  const first = nodes[at];
  if (first?.kind === "text" && first.text === "=") return box(nodes, afterBlanks(nodes, at + 1));
  if (first?.kind !== "macro") return undefined;
  if (!/^[hv]box$|^vtop$/.test(first.name)) return { argument: [first], next: at + 1 };
  const width = afterBlanks(nodes, at + 1);
  const opens = afterBlanks(nodes, boxWidth(nodes, width)?.next ?? width);
  const opener = nodes[opens];
  if (opener?.kind === "group") return { argument: [opener], next: opens + 1 };
  if (opener?.kind !== "macro" || opener.name !== "bgroup") return { argument: [], next: opens };
  let depth = 0;
  for (let index = opens; index < Math.min(nodes.length, opens + LONGEST_OPTION); index++) {
    const node = nodes[index];
    if (node?.kind !== "macro" || !/^[be]group$/.test(node.name)) continue;
    depth += node.name === "bgroup" ? 1 : -1;
    if (depth === 0) return { argument: nodes.slice(opens + 1, index), next: index + 1 };
  }
  return { argument: nodes.slice(opens + 1), next: nodes.length };
}

function word(nodes: LatexNode[], at: number, wanted: RegExp | string): Read | undefined {
  const node = nodes[at];
  const found = node?.kind === "text" ? beginning(node.text, wanted) : undefined;
  if (node?.kind !== "text" || found === undefined) return undefined;
  splitText(nodes, at, node, found.length);
  return { argument: nodes.slice(at, at + 1), next: at + 1 };
}

function beginning(text: string, wanted: RegExp | string): string | undefined {
  if (typeof wanted === "string") return text.startsWith(wanted) ? wanted : undefined;
  return wanted.exec(text)?.[0];
}

/** What TeX takes for a file's name where no brace opens one. */
function fileName(nodes: LatexNode[], at: number): Read | undefined {
  let next = at;
  while (nodes[next]?.kind === "text") next++;
  return next === at ? undefined : { argument: nodes.slice(at, next), next };
}

function upTo(nodes: LatexNode[], at: number, end: Extract<Parameter, { kind: "up to" | "up to macro" }>): Read | undefined {
  for (let index = at; index < at + LONGEST_OPTION; index++) {
    const node = nodes[index];
    if (node === undefined || node.kind === "paragraph end") return undefined;
    if (end.kind === "up to macro" && node.kind === "macro" && node.name === end.name)
      return { argument: nodes.slice(at, index), next: index + 1 };
    if (end.kind === "up to" && node.kind === "text" && node.text.includes(end.text))
      return upToText(nodes, at, index, node, end.text);
  }
  return undefined;
}

function upToText(nodes: LatexNode[], at: number, index: number, node: TextNode, text: string): Read {
  const begins = node.text.indexOf(text);
  if (begins > 0) splitText(nodes, index, node, begins);
  const from = begins > 0 ? index + 1 : index;
  const mark = nodes[from];
  if (mark?.kind === "text") splitText(nodes, from, mark, text.length);
  return { argument: nodes.slice(at, from), next: from + 1 };
}

/** Nodes. A longer [argument] is a bracket that nothing closes: to look for its end from each of many would take quadratic time. */
const LONGEST_OPTION = 1_000;

function bracketed(nodes: LatexNode[], at: number, open: string, close: string): Read | undefined {
  const first = nodes[at];
  if (first?.kind !== "text" || !first.text.startsWith(open)) return undefined;
  let depth = 0;
  for (let index = at; index < at + LONGEST_OPTION; index++) {
    const node = nodes[index];
    if (node === undefined || node.kind === "paragraph end") return undefined;
    if (node.kind !== "text") continue;
    const closing = closingBracket(node.text, depth, open, close);
    depth = closing.depth;
    if (closing.at === undefined) continue;
    splitText(nodes, index, node, closing.at + 1);
    return { argument: withoutBrackets(nodes.slice(at, index + 1)), next: index + 1 };
  }
  return undefined;
}

function closingBracket(text: string, depth: number, open: string, close: string): { at?: number; depth: number } {
  let nested = depth;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === close && (open !== close || nested > 0)) {
      if (--nested === 0) return { at, depth: 0 };
    } else if (text[at] === open) nested++;
  }
  return { depth: nested };
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

/** Parts a text node in place after so many characters; that loses nothing. */
export function splitText(nodes: LatexNode[], index: number, node: TextNode, length: number): void {
  if (length >= node.text.length) return;
  const head = { ...node, text: node.text.slice(0, length), end: node.at + length };
  const tail = { ...node, text: node.text.slice(length), at: node.at + length };
  nodes.splice(index, 1, head, tail);
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
