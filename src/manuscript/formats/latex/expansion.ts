/** What a definition's body becomes where its macro is used: its parameters are filled in. Invariant: all expansions of a manuscript share one budget, so that
 *  expanding ends; an expanded node stands where the macro was used, never where it was defined. */
import { type Argument, literalText } from "./arguments.ts";
import type { LatexNode } from "./ast.ts";
import { chosenBranch } from "./xparse.ts";

/** UTF-16 offsets of what stands for an expansion. */
interface Use {
  readonly at: number;
  readonly end: number;
}

/** Nodes that all expansions of a manuscript may make together; a paper's make some thousands. */
const NODES = 200_000;

export class Expansion {
  #nodesLeft = NODES;

  /** @returns undefined where the budget is spent */
  fill(body: readonly LatexNode[], fallbacks: readonly Argument[], args: readonly Argument[], use: Use): LatexNode[] | undefined {
    const given = Array.from({ length: Math.max(args.length, fallbacks.length) }, (_, at) => args[at] ?? fallbacks[at]);
    const out = this.#substitute(body, given, use);
    return this.#nodesLeft < 0 ? undefined : out;
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

/** The numbers of the parameters that nodes use. */
export function parametersIn(nodes: readonly LatexNode[]): Set<number> {
  const used = new Set<number>();
  const look = (node: LatexNode): void => {
    const text = node.kind === "text" ? node.text : node.kind === "math" ? node.body : "";
    for (const [, digit] of text.matchAll(/#(\d)/g)) used.add(Number(digit));
    if ("children" in node) node.children.forEach(look);
  };
  nodes.forEach(look);
  return used;
}
