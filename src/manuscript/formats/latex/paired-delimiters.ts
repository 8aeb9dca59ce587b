/** The signs that \DeclarePairedDelimiter sets around what stands between them. Invariant: a delimiter is one sign; where more would stand there, the macro
 *  stays as it is written. */
import type { LatexNode } from "./ast.ts";

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

/** @param body of the arguments, `#1` or `#1,#2`  @returns undefined where more stands in it than fits there */
export function pairedDelimiters(
  left: readonly LatexNode[],
  body: readonly LatexNode[],
  right: readonly LatexNode[],
): PairedDelimiters | undefined {
  const [opens, closes, inside] = [left, right, body].map(signsOf);
  const between = body.length === 0 ? "#1" : (inside ?? "");
  const [, separator = ""] = /^#1(?:([^#]{1,2})#2)?$/.exec(between) ?? [];
  if (opens?.length !== 1 || closes?.length !== 1 || !/^#1(?:[^#]{1,2}#2)?$/.test(between)) return undefined;
  return { left: opens, separator, right: closes };
}
