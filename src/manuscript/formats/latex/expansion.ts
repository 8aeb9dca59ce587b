/** What a definition's body becomes where its macro is used: its parameters are filled in, and xparse's questions about them
 *  answered. Invariant: all expansions of a manuscript share one budget, so that expanding ends; an expanded node stands where
 *  the macro was used, never where it was defined. */
import { type Argument, literalText, type Parameter, readArguments, type Signature } from "./arguments.ts";
import type { LatexNode } from "./ast.ts";

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

/** Parameters as xparse specifies them: `s m O{default} d() +m`. */
export function documentParameters(specification: readonly LatexNode[]): { args: Signature; fallbacks: readonly Argument[] } {
  const args: Parameter[] = [];
  const fallbacks: Argument[] = [];
  const letters = specification.flatMap((node): (string | readonly LatexNode[])[] =>
    node.kind === "text" ? [...node.text] : node.kind === "group" ? [node.children] : [],
  );
  for (let index = 0; index < letters.length; index++) {
    const letter = letters[index];
    if (typeof letter !== "string") continue; // of a letter that is not known here
    const found = documentParameter(letter, letters.slice(index + 1, index + 4));
    if (found === undefined) continue;
    args.push(found.parameter);
    fallbacks.push(typeof found.fallback === "string" ? undefined : found.fallback);
    index += found.taken;
  }
  return { args, fallbacks };
}

/** @param after what stands after the letter  @returns how many of those it takes besides; undefined where it asks for no argument */
function documentParameter(
  letter: string,
  [first, second, third]: readonly (string | readonly LatexNode[])[],
): { parameter: Parameter; fallback?: typeof first | undefined; taken: number } | undefined {
  switch (letter) {
    case "m":
    case "v":
      return { parameter: "m", taken: 0 };
    case "o":
    case "s":
      return { parameter: letter, taken: 0 };
    case "O":
      return { parameter: "o", fallback: first, taken: 1 };
    case "t":
      return typeof first === "string" ? { parameter: { kind: "mark", text: first }, taken: 1 } : undefined;
    case "d":
    case "r":
    case "D":
    case "R": {
      if (typeof first !== "string" || typeof second !== "string") return undefined;
      const parameter: Parameter = { kind: "delimited", open: first, close: second };
      return /[DR]/.test(letter) ? { parameter, fallback: third, taken: 3 } : { parameter, taken: 2 };
    }
    default:
      return undefined;
  }
}

/** `\IfNoValueTF{#1}{a}{b}` and its kin, which ask whether an argument was given. */
function chosenBranch(
  name: string,
  nodes: LatexNode[],
  index: number,
  args: readonly Argument[],
): { branch: readonly LatexNode[]; next: number } | undefined {
  const [, question, branches] = /^If(NoValue|Value|Boolean|Blank)(TF|T|F)$/.exec(name) ?? [];
  if (question === undefined || branches === undefined) return undefined;
  const read = readArguments(nodes, index + 1, branches === "TF" ? ["m", "m", "m"] : ["m", "m"]);
  const [asked, ...ways] = read.args;
  const argument = args[Number(/#(\d)/.exec(literalText(asked))?.[1]) - 1];
  const isGiven = argument !== undefined;
  const holds = question === "NoValue" ? !isGiven : question === "Blank" ? literalText(argument).trim() === "" : isGiven;
  const branch = branches === "TF" ? ways[holds ? 0 : 1] : holds === (branches === "T") ? ways[0] : undefined;
  return { branch: branch ?? [], next: read.next };
}
