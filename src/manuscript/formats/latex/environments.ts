/** What we know of LaTeX's environments: their arguments, what a reader sees of their bodies, and how each is read. Invariant:
 *  only what is listed here is left out, and recorded with its reason; the body of any other is the author's text. Whatever an
 *  environment changes is changed back where it ends. */

import { type Argument, literalText, readArguments, type Signature, signature } from "./arguments.ts";
import type { EnvironmentNode, LatexNode, MacroNode } from "./ast.ts";
import { points } from "./colour.ts";
import { keepBox } from "./inline.ts";
import { readMath } from "./math.ts";
import { type FileReader, recordLeftOut, recordUnprinted } from "./state.ts";
import { readCaptions, readStatement } from "./structure.ts";
import { readTable } from "./tables.ts";
import { isOffPage, type Visibility } from "./visibility.ts";

interface EnvironmentInfo {
  readonly role:
    | "document"
    | "abstract"
    | "float"
    | "table"
    | "list"
    | "text"
    | "math"
    | "code"
    | "picture"
    | "bibliography"
    | "acknowledgements"
    | "biography"
    | "supplement"
    | "box"
    | "shaded"
    | "kept box"
    | "moved"
    | "layer"
    | "placed"
    | "nothing";
  readonly args: Signature;
}

const ENVIRONMENTS = new Map<string, EnvironmentInfo>();
function environments(args: string, role: EnvironmentInfo["role"], names: string): void {
  for (const name of names.split(" "))
    for (const variant of [name, `${name}*`]) ENVIRONMENTS.set(variant, { role, args: signature(args) });
}
environments("", "document", "document");
environments("o", "abstract", "abstract onecolabstract");
environments(
  "o",
  "float",
  "figure table sidewaysfigure sidewaystable SCfigure SCtable marginfigure margintable scheme chart featurebox",
);
environments("omom", "float", "wrapfigure wraptable");
environments("om", "table", "tabular longtable supertabular tblr longtblr array");
environments("mom", "table", "tabularx tabulary xltabular");
ENVIRONMENTS.set("tabular*", { role: "table", args: signature("mom") });
environments("o", "list", "itemize enumerate description compactitem compactenum compactdesc inparaenum inparaitem tasks");
environments("ooom", "text", "minipage");
environments("m", "text", "multicols spacing column subequations");
environments("mm", "text", "list");
environments("o", "text", "theorem lemma proposition corollary definition remark example proof note");
environments(
  "",
  "math",
  "equation align gather multline eqnarray displaymath math alignat flalign dmath dgroup IEEEeqnarray split empheq",
);
environments("", "code", "verbatim Verbatim lstlisting minted algorithm algorithmic algorithm2e pseudocode");
environments("", "picture", "tikzpicture pgfpicture picture pspicture axis circuitikz CCSXML");
environments("", "bibliography", "thebibliography references");
environments("", "acknowledgements", "acknowledgements acknowledgments acknowledgement acknowledgment acks");
environments("", "nothing", "comment filecontents keywords keyword IEEEkeywords highlights graphicalabstract tocentry");
environments("om", "biography", "IEEEbiography IEEEbiographynophoto biography");
environments("", "supplement", "suppinfo");
environments("o", "box", "tcolorbox mdframed");
environments("", "shaded", "shaded snugshade");
environments("m", "kept box", "lrbox");
environments("mm", "moved", "adjustwidth");
environments("ommm", "layer", "ocg");
ENVIRONMENTS.set("textblock*", { role: "placed", args: signature("mr") });
ENVIRONMENTS.set("textblock", { role: "text", args: signature("mr") });
const UNKNOWN: EnvironmentInfo = { role: "text", args: signature("O") };

/** An environment that is not here is entered: its text is the author's. */
function environmentInfo(name: string): EnvironmentInfo {
  return ENVIRONMENTS.get(name) ?? UNKNOWN;
}

/** Why an environment of this name is left out; undefined where its text is read. */
export function leftOutReason(name: string): string | undefined {
  const { role } = environmentInfo(name);
  return /^(?:code|picture|bibliography|acknowledgements|biography|nothing)$/.test(role) ? role : undefined;
}

/** Environments of the author within each other; more is a definition that refers to itself. */
const EXPANSIONS = 20;

export function readEnvironment(node: EnvironmentNode, file: FileReader): void {
  if ((!ENVIRONMENTS.has(node.name) || environmentInfo(node.name).role === "text") && readOwnEnvironment(node, file)) return;
  const info = environmentInfo(node.name);
  const children = [...node.children];
  const { args, next } = readArguments(children, 0, info.args);
  const body = children.slice(next);
  switch (info.role) {
    case "document":
    case "abstract":
    case "list":
    case "box":
    case "text": {
      const leave = enterEnvironment(info, file);
      if (info.role === "box" || info.role === "text") setBoxColours(args, file);
      file.walk(body);
      leave();
      break;
    }
    case "shaded":
    case "moved":
    case "layer":
    case "placed": {
      const leave = enterEnvironment(info, file);
      file.flow.visibility = placed(info.role, args, file);
      file.walk(body);
      leave();
      break;
    }
    case "float":
      file.flow.aside("paragraph", () => file.walkGroup(body));
      break;
    case "table":
      readTable(args.at(-1), body, file);
      break;
    case "math":
      readUnparsedMath(node, file);
      break;
    case "code":
    case "picture":
    case "bibliography":
    case "acknowledgements":
    case "biography":
      recordLeftOut(info.role, node, file);
      readCaptions(body, file);
      break;
    case "supplement":
      readStatement("Supporting Information", body, { at: node.at, end: node.at + "\\begin".length }, file);
      break;
    case "kept box":
      keepBox(args[0], body, node, file);
      break;
    case "nothing":
      break;
  }
}

/** How much is seen of what an environment moves, or lays on a ground of its own. */
function placed(
  role: "shaded" | "moved" | "layer" | "placed",
  [first, second, , state]: readonly Argument[],
  { paper, flow }: FileReader,
): Visibility {
  const { visibility } = flow;
  if (role === "layer")
    return literalText(state).trim() === "0" ? { ...visibility, hiddenBy: "a layer that is off" } : visibility;
  if (role === "shaded") return { ...visibility, background: paper.palette.colour("shadecolor", undefined) };
  const lengths = role === "moved" ? [literalText(first)] : literalText(second).split(",");
  return lengths.some((length) => isOffPage(points(length))) ? { ...visibility, hiddenBy: "text off the page" } : visibility;
}

/** Colours that a box's options name, as tcolorbox and mdframed have them: `[colback=black, coltext=white]`. */
function setBoxColours([options]: readonly Argument[], { paper, flow }: FileReader): void {
  for (const option of literalText(options).split(",")) {
    const [, key = "", value = ""] = /^\s*([a-zA-Z ]{1,40}?)\s*=\s*(.+?)\s*$/.exec(option.slice(0, 200)) ?? [];
    const colour = paper.palette.colour(value, undefined);
    if (/^(?:colback|backgroundcolor|bgcolor|interior style)$/.test(key))
      flow.visibility = { ...flow.visibility, background: colour };
    else if (/^(?:coltext|colupper|fontcolor)$/.test(key)) flow.visibility = { ...flow.visibility, textColour: colour };
  }
}

/** Reads an environment that the author defined. @returns whether it is one */
function readOwnEnvironment(node: EnvironmentNode, file: FileReader): boolean {
  const { definitions } = file.paper;
  if (definitions.isLeftOut(node.name)) {
    recordLeftOut("not printed", node, file);
    return true;
  }
  const definition = definitions.environment(node.name);
  if (definition === undefined && readTheorem(node, file)) return true;
  if (definition === undefined || file.expanding >= EXPANSIONS) return false;
  const children = [...node.children];
  const { args, next } = readArguments(children, 0, definition.args);
  const body = children.slice(next);
  const expanded = definitions.expandEnvironment(definition, args, body, node);
  if (expanded === undefined) return false;
  if (definition.takesBody && !definitions.usesBody(definition)) recordUnprinted("text that its environment drops", node, file);
  file.expanding++;
  file.walkGroup(paired(expanded.begin, definition.takesBody ? [] : body, expanded.end, node));
  file.expanding--;
  return true;
}

/** `Theorem 1 (Pythagoras).`, as amsthm prints it; LaTeX alone sets no full stop. @returns whether it is one */
function readTheorem(node: EnvironmentNode, file: FileReader): boolean {
  const { flow, paper } = file;
  const title = paper.definitions.theoremTitle(node.name);
  if (title === undefined) return false;
  const children = [...node.children];
  const { args, next } = readArguments(children, 0, ["o"]);
  const leave = enterEnvironment(UNKNOWN, file);
  const at = { from: node.at, to: node.at + "\\begin".length };
  flow.addText(title, at.from, at.to);
  if (args[0] !== undefined) {
    flow.addText(" (", at.from, at.to);
    file.walkGroup(args[0]);
    flow.addText(")", at.from, at.to);
  }
  if (paper.definitions.packages.has("amsthm")) flow.addText(".", at.from, at.to);
  flow.addBlank();
  file.walk(children.slice(next));
  leave();
  return true;
}

/** Joins what an environment stands for: a \begin at its beginning and an \end at its end are one environment again, with what it
 *  means. */
function paired(begin: LatexNode[], body: LatexNode[], end: LatexNode[], { at, end: to }: EnvironmentNode): LatexNode[] {
  const opens = begin.findIndex((node) => node.kind === "macro" && node.name === "begin");
  const closes = end.findLastIndex((node) => node.kind === "macro" && node.name === "end");
  const name = literalText(begin.slice(opens + 1, opens + 2)).trim();
  const isPair = opens !== -1 && closes !== -1 && name === literalText(end.slice(closes + 1, closes + 2)).trim();
  if (!isPair) return [...begin, ...body, ...end];
  const inner = paired(begin.slice(opens + 2), body, end.slice(0, closes), {
    kind: "environment",
    name,
    children: [],
    at,
    end: to,
  });
  return [...begin.slice(0, opens), { kind: "environment", name, children: inner, at, end: to }, ...end.slice(closes + 2)];
}

/** Begins an abstract that no environment marks: it ends at the next heading. */
export function openAbstract(file: FileReader): void {
  const leave = enterEnvironment({ role: "abstract", args: [] }, file);
  file.openEnvironments.push({ name: "abstract", leave, endsAtHeading: true });
}

/** Math in an environment that the parser does not know as math. */
function readUnparsedMath({ at, end, children }: EnvironmentNode, file: FileReader): void {
  const whole = file.flow.source.text.slice(at, end);
  const begin = /^\\begin\s*\{[^{}]*\}/.exec(whole)?.[0].length ?? 0;
  const body = whole.slice(begin, whole.lastIndexOf("\\end"));
  readMath({ kind: "math", display: true, body, bodyAt: at + begin, at, end, children }, file);
}

/** @returns what to do at the environment's end */
function enterEnvironment({ role }: EnvironmentInfo, { flow, paper }: FileReader): () => void {
  flow.flush();
  const { kind, visibility } = flow;
  const { part } = paper;
  if (role === "document" && part === "preamble") paper.part = "body";
  if (role === "abstract") paper.part = "abstract";
  if (role === "list") flow.kind = "listItem";
  if (role === "table") flow.kind = "table";
  return () => {
    flow.flush();
    flow.kind = kind;
    flow.visibility = visibility;
    if (role === "abstract") paper.part = part;
  };
}

/** Reads a \begin or \end, `nodes[index]`, that has no partner in its chunk of the file. @returns the index of the first node
 *  after it */
export function readUnpaired(node: MacroNode, nodes: LatexNode[], index: number, file: FileReader): number {
  const { args, next } = readArguments(nodes, index + 1, ["m"]);
  const name = literalText(args[0]).trim();
  if (node.name === "end") {
    file.openEnvironments.leave(name);
    return next;
  }
  if (file.paper.definitions.isLeftOut(name)) {
    const { visibility } = file.flow;
    file.flow.visibility = { ...visibility, hiddenBy: "an environment that is left out" };
    file.openEnvironments.push({
      name,
      leave: () => {
        file.flow.flush();
        file.flow.visibility = visibility;
      },
      endsAtHeading: false,
    });
    return next;
  }
  const info = environmentInfo(name);
  const read = readArguments(nodes, next, info.args);
  if (file.paper.part === "preamble" && !/^(?:document|abstract)$/.test(info.role)) return read.next;
  const unclosed = info.role === "abstract" && !isClosed(name, node, file);
  file.openEnvironments.push({ name, leave: enterEnvironment(info, file), endsAtHeading: unclosed });
  return read.next;
}

function isClosed(name: string, { at }: MacroNode, { paper, flow: { source } }: FileReader): boolean {
  if (source.text.indexOf(`\\end{${name}}`, at) !== -1) return true;
  const message = `\\begin{${name}} is never closed: it was read up to the next heading`;
  paper.warnings.push({ file: source.file, line: source.lineAt(at), message });
  return false;
}
