/** What a reader sees of short nodes, as plain characters: of an accent's letter, a power, a unit. */
import type { Argument, Signature } from "./arguments.ts";
import type { LatexNode } from "./ast.ts";
import { SYMBOLS, withLigatures } from "./symbols.ts";
import { unitSymbol } from "./units.ts";

export function seen(nodes: Argument): string {
  return (nodes ?? []).map(seenOf).join("").replace(/\s+/g, " ").trim();
}

function seenOf(node: LatexNode): string {
  switch (node.kind) {
    case "text":
      return withLigatures(node.text);
    case "blank":
      return " ";
    case "group":
      return seen(node.children);
    case "math":
      return `$${node.body.trim()}$`;
    case "macro":
      return SYMBOLS.get(node.name) ?? "";
    case "verb":
      return node.text;
    case "paragraph end":
    case "environment":
      return "";
  }
}

/** `µm/s` of `\micro\metre\per\second`. */
export function seenUnit(nodes: Argument): string {
  return (nodes ?? []).map(seenUnitOf).join("");
}

function seenUnitOf(node: LatexNode): string {
  if (node.kind === "macro") return unitSymbol(node.name);
  if (node.kind === "group") return seenUnit(node.children);
  return node.kind === "text" ? node.text.replaceAll(".", " ") : "";
}

/** One number, or the two of a range: only a range takes its second as a mandatory argument. */
export function seenNumbers(signature: Signature, args: readonly Argument[]): string {
  const numbers = signature[2] === "m" ? [args[1], args[2]] : [args[1]];
  return numbers.map(seen).join("–");
}
