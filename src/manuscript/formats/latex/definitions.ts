/** The author's own macros, so that the text shows what a reader sees. Invariant: expanding ends, whatever refers to whatever; an
 *  expanded node stands where the macro was used, never where it was defined. */
import type { Argument, Signature } from "./arguments.ts";
import { readArguments } from "./arguments.ts";
import type { LatexNode, MacroNode } from "./ast.ts";

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
    this.#keep(name, Number(plain(count)), fallback, body, by.name === "providecommand");
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
    return body.replace(/\s+/g, " ").replace(/#(\d)/g, (_, digit: string) => plain(args[Number(digit) - 1]));
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
export function plain(nodes: Argument): string {
  return (nodes ?? [])
    .map((node) =>
      node.kind === "text" || node.kind === "verb"
        ? node.text
        : node.kind === "blank"
          ? " "
          : node.kind === "group"
            ? plain(node.children)
            : "",
    )
    .join("");
}
