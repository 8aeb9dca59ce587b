/** What stands within a paragraph: words, math, and what macros print among them. */
import type { AcronymForm } from "./acronyms.ts";
import { type Argument, literalText, readArguments } from "./arguments.ts";
import type { LatexNode, MathNode, TextNode } from "./ast.ts";
import { isIndistinguishable, type Palette, WHITE } from "./colour.ts";
import type { Flow } from "./flow.ts";
import type { MacroInfo } from "./macros.ts";
import type { FileReader, SourceRange } from "./state.ts";
import { sourceText, visibleText, withLigatures } from "./symbols.ts";
import { colourOf, hasWords } from "./visibility.ts";

export function readText({ text, at, end }: TextNode, flow: Flow): void {
  let from = at;
  const ofFile = end - at === text.length; // else it comes from a definition, and all of it stands where the macro does
  for (const part of text.split(/([&~]+)/)) {
    const to = ofFile ? from + part.length : end;
    if (/^[&~]+$/.test(part)) flow.addBlank();
    else if (part !== "") flow.addText(withLigatures(part), from, to);
    if (ofFile) from = to;
  }
}

export function readMath(node: MathNode, { paper, flow }: FileReader): void {
  const { body, hidden } = visibleMath(node, paper.palette);
  const { file } = flow.source;
  for (const { at, technique, text } of hidden)
    paper.hidden.push({ file, line: flow.source.lineAt(at), technique, characters: text.length });
  const shown = body.trim();
  if (shown === "") return;
  if (node.display) flow.addBlank();
  const at = node.bodyAt + body.indexOf(shown);
  const ofFile = node.at !== node.bodyAt;
  const end = ofFile ? at + shown.length : node.end;
  if (node.display || !ofFile) flow.addText(`$${shown}$`, at, end);
  else {
    flow.addText("$", node.at, node.at + 1);
    flow.addText(shown, at, end);
    flow.addText("$", node.end - 1, node.end);
  }
  if (node.display) flow.addBlank();
}

/** Shows what a macro prints within its paragraph, or learns a colour. */
export function readInlineMacro(info: MacroInfo, args: readonly Argument[], { at, end }: SourceRange, file: FileReader): void {
  const { flow, paper } = file;
  switch (info.role) {
    case "show":
      for (const [count, shown] of info.shown.entries()) {
        if (count > 0 && info.isJoined !== true) flow.addBlank();
        file.walkGroup(args[shown] ?? []);
      }
      break;
    case "token":
      flow.addToken(info.token, at, end);
      break;
    case "row":
      flow.addBlank();
      break;
    case "superscript":
      flow.addText(superscript(visibleText(args[0])), at, end);
      break;
    case "quantity":
      flow.addText(
        paper.siunitx.text(info.form, args, (name) => paper.definitions.get(name)?.body),
        at,
        end,
      );
      break;
    case "unit definition":
      paper.siunitx.declare(args[1], args[2]);
      break;
    case "unit settings":
      paper.siunitx.setUp(args[0]);
      break;
    case "fraction":
      flow.addText(`${visibleText(args[1])}/${visibleText(args[2])}`, at, end);
      break;
    case "math":
      flow.addText(`$${sourceText(args[0] ?? []).replace(/\$/g, "")}$`, at, end);
      break;
    case "acronym":
      readAcronym(info.form, args, { at, end }, file);
      break;
    case "acronym definition":
      defineAcronym(info.by, args, { at, end }, file);
      break;
    case "address":
      readAddress(args[0], flow);
      break;
    case "code":
      readCode(args.at(-1), { at, end }, flow);
      break;
    case "colour name":
      paper.palette.define(literalText(args[0]), paper.palette.colour(literalText(args[2]), literalText(args[1])));
      break;
    case "colour alias":
      paper.palette.define(literalText(args[1]), paper.palette.colour(literalText(args[2]), undefined));
      break;
    default:
      break; // "drop", and what visibility and structure have already dealt with
  }
}

/** Of code in the file, its characters there: the copy that was parsed has others. */
function readCode(code: Argument, use: SourceRange, flow: Flow): void {
  const first = code?.[0];
  const last = code?.at(-1);
  if (first === undefined || last === undefined) return;
  const ofFile = code?.every(
    (node) => node.kind === "blank" || (node.kind === "text" && node.end - node.at === node.text.length),
  );
  if (ofFile) flow.addText(flow.source.text.slice(first.at, last.end), first.at, last.end);
  else flow.addText(literalText(code), use.at, use.end);
}

function readAcronym(form: AcronymForm, args: readonly Argument[], use: SourceRange, file: FileReader): void {
  const [, , key, insertion] = args;
  const shown = file.paper.acronyms.use(key, form);
  if (shown === undefined || !walkAt(shown, use, file)) file.walkGroup(key ?? []);
  if (insertion !== undefined) file.walkGroup(insertion);
}

/** Reads nodes as if they stood where they are used. @returns false where the budget for expansions is spent */
function walkAt(nodes: readonly LatexNode[], { at, end }: SourceRange, file: FileReader): boolean {
  const body = file.paper.definitions.expand({ body: nodes, fallbacks: [] }, [], { kind: "macro", name: "", at, end });
  file.walkGroup(body ?? []);
  return body !== undefined;
}

function defineAcronym(
  by: Extract<MacroInfo, { role: "acronym definition" }>["by"],
  args: readonly Argument[],
  use: SourceRange,
  file: FileReader,
): void {
  const { acronyms } = file.paper;
  const [first, second, third, fourth] = args;
  switch (by) {
    case "names":
      acronyms.define(second, third, fourth, first);
      return;
    case "keys":
      acronyms.defineByKeys(first, second);
      return;
    case "plural":
      acronyms.definePlural(first, second, third);
      return;
    case "reset":
      acronyms.reset();
      return;
    case "acronym":
    case "listed acronym":
      acronyms.define(first, second, third);
      if (by === "listed acronym" && file.paper.part !== "preamble")
        walkAt([...(second ?? first ?? []), { kind: "blank", at: 0, end: 0 }, ...(third ?? [])], use, file);
  }
}

/** A power keeps its mark, or `10^5` would be 105; an ordinal's letters need none. */
function superscript(text: string): string {
  return /^[-+−–]?\d/.test(text) ? `^${text}` : text;
}

function readAddress(address: Argument, flow: Flow): void {
  const first = address?.[0];
  const last = address?.at(-1);
  if (first === undefined || last === undefined) return;
  const written = flow.source.text.slice(first.at, last.end);
  flow.addText(written.replace(/\\([%#_&~{}])/g, "$1"), first.at, last.end);
}

interface VisibleMath {
  readonly body: string;
  readonly hidden: readonly HiddenMath[];
}

const PRINTS_NOTHING = /\\(?:label|tag)\s*\{[^{}]*\}|\\(?:nonumber|notag|displaystyle|limits)(?![a-zA-Z])/g;
const COMMENT = /(?<!\\)%[^\n]*/g;
/** `\mbox{if $x$}` in display math: the model's text sets math off by one pair of dollars. */
const INNER_DOLLAR = /(?<!\\)\$/g;

/** Math as the model gets it: its source, without what prints nothing and without what nobody can see.
 *  Invariant: as long as the body it was given, so that every character keeps its line. */
function visibleMath(math: MathNode, palette: Palette): VisibleMath {
  const hidden = /\\(?:h?phantom|(?:text)?color)/.test(math.body) ? [...hiddenMath(math.children, palette)] : [];
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

interface HiddenMath {
  readonly at: number;
  readonly end: number;
  readonly technique: string;
  readonly text: string;
}

function* hiddenMath(children: readonly LatexNode[], palette: Palette): Generator<HiddenMath> {
  const nodes = [...children];
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index];
    if (node?.kind === "group") yield* hiddenMath(node.children, palette);
    if (node?.kind !== "macro") continue;
    const end = (next: number): number => nodes[next - 1]?.end ?? node.end;
    if (/^h?phantom$/.test(node.name)) {
      const { args, next } = readArguments(nodes, index + 1, ["m"]);
      if (hasWords(literalText(args[0])))
        yield { at: node.at, end: end(next), technique: "phantom text", text: literalText(args[0]) };
    } else if (node.name === "textcolor") {
      const { args, next } = readArguments(nodes, index + 1, ["o", "m", "m"]);
      if (isWhite(args, palette)) yield { at: node.at, end: end(next), technique: "white text", text: literalText(args[2]) };
    } else if (node.name === "color") {
      const { args } = readArguments(nodes, index + 1, ["o", "m"]);
      if (isWhite(args, palette)) {
        yield { at: node.at, end: end(nodes.length), technique: "white text", text: literalText(nodes.slice(index + 3)) };
        return;
      }
    }
  }
}

function isWhite(args: readonly Argument[], palette: Palette): boolean {
  return isIndistinguishable(colourOf(args, palette), WHITE);
}
