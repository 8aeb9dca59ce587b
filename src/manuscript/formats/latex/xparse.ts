/** Definitions as xparse writes them: what arguments a specification asks for, and the questions that a body asks about them. */
import { type Argument, literalText, type Parameter, readArguments, type Signature } from "./arguments.ts";
import type { LatexNode } from "./ast.ts";

/** xparse: `s m O{default} d() +m`. */
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
export function chosenBranch(
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
