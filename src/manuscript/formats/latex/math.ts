/** Math as the model gets it: its source, without what prints nothing and without what nobody can see.
 *  Invariant: as long as the body it was given, so that every character keeps its line. */
import { readArguments } from "./arguments.ts";
import type { LatexNode, MathNode } from "./ast.ts";
import { invisible, type Palette, WHITE } from "./colour.ts";
import { plain } from "./definitions.ts";
import { hasWords } from "./visibility.ts";

export interface VisibleMath {
  readonly body: string;
  readonly hidden: readonly { readonly at: number; readonly technique: string; readonly text: string }[];
}

const PRINTS_NOTHING = /\\(?:label|tag)\s*\{[^{}]*\}|\\(?:nonumber|notag|displaystyle|limits)(?![a-zA-Z])/g;
const COMMENT = /(?<!\\)%[^\n]*/g;
/** `\mbox{if $x$}` in display math: the model's text sets math off by one pair of dollars. */
const INNER_DOLLAR = /(?<!\\)\$/g;

export function visibleMath(math: MathNode, palette: Palette): VisibleMath {
  const hidden = /\\(?:h?phantom|(?:text)?color)/.test(math.body) ? [...concealed(math.children, palette)] : [];
  let body = math.body.replace(COMMENT, blanks).replace(PRINTS_NOTHING, blanks).replace(INNER_DOLLAR, " ");
  for (const { at, end } of hidden) {
    const from = at - math.bodyAt;
    if (from >= 0) body = body.slice(0, from) + blanks(body.slice(from, end - math.bodyAt)) + body.slice(end - math.bodyAt);
  }
  return { body, hidden };
}

function blanks(part: string): string {
  return part.replace(/[^\n]/g, " ");
}

interface Concealed {
  readonly at: number;
  readonly end: number;
  readonly technique: string;
  readonly text: string;
}

function* concealed(children: readonly LatexNode[], palette: Palette): Generator<Concealed> {
  const nodes = [...children];
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index];
    if (node?.kind === "group") yield* concealed(node.children, palette);
    if (node?.kind !== "macro") continue;
    const end = (next: number): number => nodes[next - 1]?.end ?? node.end;
    if (/^h?phantom$/.test(node.name)) {
      const { args, next } = readArguments(nodes, index + 1, ["m"]);
      if (hasWords(plain(args[0]))) yield { at: node.at, end: end(next), technique: "phantom text", text: plain(args[0]) };
    } else if (node.name === "textcolor") {
      const { args, next } = readArguments(nodes, index + 1, ["o", "m", "m"]);
      if (white(args, palette)) yield { at: node.at, end: end(next), technique: "white text", text: plain(args[2]) };
    } else if (node.name === "color") {
      const { args } = readArguments(nodes, index + 1, ["o", "m"]);
      if (white(args, palette)) {
        yield { at: node.at, end: end(nodes.length), technique: "white text", text: plain(nodes.slice(index + 3)) };
        return;
      }
    }
  }
}

function white([model, name]: readonly (readonly LatexNode[] | undefined)[], palette: Palette): boolean {
  return invisible(palette.colour(plain(name), model === undefined ? undefined : plain(model)), WHITE);
}
