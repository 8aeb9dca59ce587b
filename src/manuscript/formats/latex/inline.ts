/** Shows what stands within a paragraph: words, math, and what macros print among them. */
import type { Argument } from "./arguments.ts";
import type { MathNode, TextNode } from "./ast.ts";
import { plain } from "./definitions.ts";
import type { Flow } from "./flow.ts";
import type { MacroInfo } from "./macros.ts";
import { visibleMath } from "./math.ts";
import { seen, seenNumbers, seenUnit } from "./seen.ts";
import type { FileReading, Span } from "./state.ts";
import { withLigatures } from "./symbols.ts";

export function showText({ text, at, end }: TextNode, flow: Flow): void {
  let from = at;
  const ofFile = end - at === text.length; // else it comes from a definition, and all of it stands where the macro does
  for (const part of text.split(/([&~]+)/)) {
    const to = ofFile ? from + part.length : end;
    if (/^[&~]+$/.test(part)) flow.blank();
    else if (part !== "") flow.show(withLigatures(part), from, to);
    if (ofFile) from = to;
  }
}

export function showMath(node: MathNode, { paper, flow }: FileReading): void {
  const { body, hidden } = visibleMath(node, paper.palette);
  const { file } = flow.source;
  for (const { at, technique, text } of hidden)
    paper.hidden.push({ file, line: flow.source.lineAt(at), technique, characters: text.length });
  const shown = body.trim();
  if (shown === "") return;
  if (node.display) flow.blank();
  const at = node.bodyAt + body.indexOf(shown);
  const ofFile = node.at !== node.bodyAt;
  const end = ofFile ? at + shown.length : node.end;
  if (node.display || !ofFile) flow.show(`$${shown}$`, at, end);
  else {
    flow.show("$", node.at, node.at + 1);
    flow.show(shown, at, end);
    flow.show("$", node.end - 1, node.end);
  }
  if (node.display) flow.blank();
}

/** Shows what a macro prints within its paragraph, or learns a colour. */
export function showWords(info: MacroInfo, args: readonly Argument[], { at, end }: Span, file: FileReading): void {
  const { flow, paper } = file;
  switch (info.role) {
    case "show":
      for (const [count, shown] of info.shown.entries()) {
        if (count > 0) flow.blank();
        file.walkGroup(args[shown] ?? []);
      }
      break;
    case "token":
      flow.token(info.token, at, end);
      break;
    case "row":
      flow.blank();
      break;
    case "superscript":
      flow.show(raised(seen(args[0])), at, end);
      break;
    case "unit":
      flow.show(seenUnit(args[1]), at, end);
      break;
    case "number and unit":
      flow.show(`${seenNumbers(info.args, args)} ${seenUnit(args[3])}`, at, end);
      break;
    case "address":
      showAddress(args[0], flow);
      break;
    case "code":
      flow.show(plain(args[1]).replace(/^\|(.*)\|$/, "$1"), at, end);
      break;
    case "colour name":
      paper.palette.define(plain(args[0]), paper.palette.colour(plain(args[2]), plain(args[1])));
      break;
    case "colour alias":
      paper.palette.define(plain(args[1]), paper.palette.colour(plain(args[2]), undefined));
      break;
    default:
      break; // "drop", and what sight and structure have already dealt with
  }
}

/** A power keeps its mark, or `10^5` would be 105; an ordinal's letters need none. */
function raised(text: string): string {
  return /^[-+−–]?\d/.test(text) ? `^${text}` : text;
}

function showAddress(address: Argument, flow: Flow): void {
  const first = address?.[0];
  const last = address?.at(-1);
  if (first === undefined || last === undefined) return;
  const written = flow.source.text.slice(first.at, last.end);
  flow.show(written.replace(/\\([%#_&~{}])/g, "$1"), first.at, last.end);
}
