/** Math, as the model gets it: its source, without what a reader does not see of it. */
import { type Argument, readArguments } from "./arguments.ts";
import type { LatexNode, MacroNode, MathNode } from "./ast.ts";
import { branchesAmong, chosenBranch } from "./branches.ts";
import type { Definition } from "./definition-syntax.ts";
import { type MacroInfo, macroInfo } from "./macros.ts";
import { isConditional } from "./mask.ts";
import type { FileReader, SourceRange } from "./state.ts";
import type { PairedDelimiters } from "./symbols.ts";
import { hasWords, hidingTechnique, type Visibility, visibilityChange } from "./visibility.ts";

export function readMath(node: MathNode, file: FileReader): void {
  const { paper, flow } = file;
  const { body, hidden } = visibleMath(node, file);
  for (const { at, technique, text } of hidden)
    paper.hidden.push({ file: flow.source.file, line: flow.source.lineAt(at), technique, characters: text.trim().length });
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

interface VisibleMath {
  readonly body: string;
  readonly hidden: readonly HiddenMath[];
}

const PRINTS_NOTHING = /\\(?:label|tag)\s*\{[^{}]*\}|\\(?:nonumber|notag|displaystyle|limits)(?![a-zA-Z])/g;
const COMMENT = /(?<!\\)%[^\n]*/g;
/** `\mbox{if $x$}` in display math: the model's text sets math off by one pair of dollars. */
const INNER_DOLLAR = /(?<!\\)\$/g;

/** Math as the model gets it: its source, without what prints nothing and without what is invisible.
 *  Invariant: as long as the body it was given, so that every character keeps its line. */
function visibleMath(math: MathNode, file: FileReader): VisibleMath {
  const hidden = MAY_HIDE.test(math.body) ? [...hiddenMath(math.children, file.flow.visibility, file)] : [];
  let body = math.body.replace(COMMENT, blanks).replace(PRINTS_NOTHING, blanks).replace(INNER_DOLLAR, " ");
  for (const { at, end } of hidden) {
    const from = at - math.bodyAt;
    if (from >= 0) body = body.slice(0, from) + blanks(body.slice(from, end - math.bodyAt)) + body.slice(end - math.bodyAt);
  }
  body = withDelimiters(body, (name) => file.paper.definitions.delimiters(name));
  return { body, hidden: hidden.filter(({ text }) => hasWords(text)) };
}

/** Words in math, which alone are worth a look: whatever hides them is a macro before them. */
const MAY_HIDE = /\\[a-zA-Z@]{2}[\s\S]*[a-zA-Z]{4}/;

const TOKEN = /\\([a-zA-Z@]+)\*?|\\.|[{}]/g;
/** What may stand between such a macro and its argument: a size. */
const SIZE_AND_BRACE = /[ \t]*(?:\[[^\]\n]{0,40}\][ \t]*)?\{/y;

interface Sign {
  readonly at: number;
  readonly end: number;
  readonly sign: string;
}

/** `\abs{x}` as `|x|`, for macros of \DeclarePairedDelimiter. As long as the body it was given. */
function withDelimiters(body: string, delimitersOf: (name: string) => PairedDelimiters | undefined): string {
  let from = 0;
  const pieces: string[] = [];
  for (const { at, end, sign } of [...delimiterSigns(body, delimitersOf)].sort((a, b) => a.at - b.at)) {
    pieces.push(body.slice(from, at), sign.padStart(end - at));
    from = end;
  }
  return pieces.join("") + body.slice(from);
}

/** A brace that is open: whether it holds the last argument, after which the right delimiter stands. */
interface DelimiterBrace {
  readonly delimiters: PairedDelimiters;
  readonly isLast: boolean;
}

/** What stands for a macro up to its brace, between its two arguments, and for its last brace. */
function* delimiterSigns(body: string, delimitersOf: (name: string) => PairedDelimiters | undefined): Generator<Sign> {
  const open: (DelimiterBrace | undefined)[] = [];
  let pending: { readonly at: number; readonly sign: string; readonly of: DelimiterBrace } | undefined;
  for (const { 0: token, 1: name, index } of body.matchAll(TOKEN)) {
    if (token === "{") {
      if (pending !== undefined) yield { at: pending.at, end: index + 1, sign: pending.sign };
      open.push(pending?.of);
      pending = undefined;
      continue;
    }
    const closed = token === "}" ? open.pop() : undefined;
    if (closed?.isLast === true) yield { at: index, end: index + 1, sign: closed.delimiters.right };
    else if (closed !== undefined && body[index + 1] === "{")
      pending = { at: index, sign: closed.delimiters.separator, of: { ...closed, isLast: true } };
    const delimiters = name === undefined ? undefined : delimitersOf(name);
    if (delimiters !== undefined && hasBraceAt(body, index + token.length))
      pending = { at: index, sign: delimiters.left, of: { delimiters, isLast: delimiters.separator === "" } };
  }
}

function hasBraceAt(body: string, at: number): boolean {
  SIZE_AND_BRACE.lastIndex = at;
  return SIZE_AND_BRACE.test(body);
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

function* hiddenMath(children: readonly LatexNode[], visible: Visibility, file: FileReader): Generator<HiddenMath> {
  const nodes = [...children];
  let visibility = visible;
  for (let index = 0; index < nodes.length; ) {
    const node = nodes[index];
    if (node?.kind !== "macro") {
      if (node?.kind === "group") yield* hiddenMath(node.children, visibility, file);
      index++;
      continue;
    }
    const read = readMacro(node, nodes, index, visibility, file);
    yield* read.hidden;
    index = read.next;
    visibility = read.visibility ?? visibility;
  }
}

interface ReadMacro {
  readonly hidden: Iterable<HiddenMath>;
  /** Index of the first node after it. */
  readonly next: number;
  /** Of what follows; undefined where it stays as it is. */
  readonly visibility?: Visibility;
}

function readMacro(node: MacroNode, nodes: LatexNode[], index: number, visibility: Visibility, file: FileReader): ReadMacro {
  const { definitions, conditions } = file.paper;
  const branches = isConditional(node.name) ? branchesInMath(node.name, nodes, index, file) : undefined;
  if (branches !== undefined) {
    nodes.splice(index, branches.end - index, ...branches.printed);
    return { hidden: branches.hidden, next: index };
  }
  const setting = conditions.readSetting(nodes, index);
  if (setting !== undefined) return { hidden: [], next: setting };
  const definition = definitions.get(node.name);
  const info = macroInfo(node.name);
  const { args, next } = readArguments(nodes, index + 1, definition?.args ?? info?.args ?? []);
  const range = { at: node.at, end: nodes[next - 1]?.end ?? node.end };
  if (definition !== undefined) {
    const technique = hiddenByDefinition(definition, args, visibility, file);
    return { hidden: technique === undefined ? [] : [{ ...range, technique, text: args.map(wordsIn).join(" ") }], next };
  }
  if (info === undefined) return { hidden: [], next: index + 1 };
  return changed({ info, args, range, nodes, next, unread: index + 1 }, visibility, file);
}

/** A macro with its arguments, and where it stands among its neighbours. */
interface MacroUse {
  readonly info: MacroInfo;
  readonly args: readonly Argument[];
  readonly range: SourceRange;
  readonly nodes: readonly LatexNode[];
  /** Index after its arguments. */
  readonly next: number;
  /** Index of the first of them. */
  readonly unread: number;
}

/** What a macro hides, by what it changes of the visibility. */
function changed({ info, args, range, nodes, next, unread }: MacroUse, visibility: Visibility, file: FileReader): ReadMacro {
  const { palette, conditions } = file.paper;
  const change = visibilityChange(info, args, visibility, palette, (argument) => conditions.textOf(argument));
  if (change === undefined) return { hidden: [], next: unread };
  const technique = hidingTechnique(change.visibility, palette.page);
  if (change.read !== undefined) {
    const hidden =
      technique === undefined
        ? hiddenMath(change.read, change.visibility, file)
        : [{ ...range, technique, text: wordsIn(change.read) }];
    return { hidden, next };
  }
  if (technique === undefined) return { hidden: [], next, visibility: change.visibility };
  const after = nodes.slice(next);
  return { hidden: [{ at: range.at, end: after.at(-1)?.end ?? range.end, technique, text: wordsIn(after) }], next: nodes.length };
}

/** Of a macro of the author, when nothing of its arguments' words is printed. */
function hiddenByDefinition(
  definition: Definition,
  args: readonly Argument[],
  visibility: Visibility,
  file: FileReader,
): string | undefined {
  const words = args.map(wordsIn).join(" ");
  if (!hasWords(words) || file.expanding > MATH_EXPANSIONS) return undefined;
  const use = { kind: "macro", name: "", at: 0, end: 0 } as const;
  const expanded = file.paper.definitions.expand(definition, args, use);
  if (expanded === undefined) return undefined;
  if (!hasWords(wordsIn(expanded))) return "text that its macro drops";
  file.expanding++;
  const found = [...hiddenMath(expanded, visibility, file)];
  file.expanding--;
  const hidden = found.map(({ text }) => text).join("");
  return hidden.includes(words.trim()) ? found[0]?.technique : undefined;
}

/** Macros within macros, in math. */
const MATH_EXPANSIONS = 5;

function branchesInMath(
  name: string,
  nodes: LatexNode[],
  index: number,
  { paper }: FileReader,
): { hidden: HiddenMath[]; printed: LatexNode[]; end: number } | undefined {
  const { verdict, next } = paper.conditions.ask(name, nodes, index + 1);
  const marks = branchesAmong(nodes, next, paper.conditions);
  const last = marks?.at(-1);
  if (marks === undefined || last === undefined) return undefined;
  const chosen = chosenBranch(verdict, marks);
  const from = chosen === undefined ? last.at : chosen === 0 ? next : (marks[chosen - 1]?.end ?? last.at);
  const to = chosen === undefined ? last.at : (marks[chosen]?.at ?? last.at);
  const rangeOf = (first: number, end: number): HiddenMath[] => {
    const range = nodes.slice(first, end);
    const at = range[0]?.at;
    const text = wordsIn(range);
    return at === undefined ? [] : [{ at, end: range.at(-1)?.end ?? at, technique: "a branch that is not printed", text }];
  };
  return { hidden: [...rangeOf(index, from), ...rangeOf(to, last.end)], printed: nodes.slice(from, to), end: last.end };
}

/** The words of nodes, whatever macros stand around them. */
function wordsIn(nodes: Argument): string {
  return (nodes ?? [])
    .map((node) => ("children" in node ? wordsIn(node.children) : node.kind === "text" || node.kind === "verb" ? node.text : " "))
    .join("");
}
