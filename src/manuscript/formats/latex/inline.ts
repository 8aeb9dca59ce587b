/** What stands within a paragraph: words, and what macros print among them. */
import type { AcronymForm } from "./acronyms.ts";
import { type Argument, literalText } from "./arguments.ts";
import type { LatexNode, TextNode } from "./ast.ts";
import { WHITE } from "./colour.ts";
import type { Flow } from "./flow.ts";
import type { MacroInfo } from "./macros.ts";
import { type FileReader, recordUnprinted, type SourceRange } from "./state.ts";
import { sourceText, visibleText, withLigatures } from "./symbols.ts";
import { colourOf, hasWords } from "./visibility.ts";

export function readText({ text, at, end }: TextNode, flow: Flow): void {
  let from = at;
  const ofFile = end - at === text.length; // else it comes from a definition, and all of it stands where the macro does
  for (const part of text.split(/(&[&~]*|~+)/)) {
    const to = ofFile ? from + part.length : end;
    if (part.startsWith("&")) for (const _ of part.replaceAll("~", "")) flow.endCell(false);
    else if (part.startsWith("~")) flow.addBlank();
    else if (part !== "") flow.addText(withLigatures(part), from, to);
    if (ofFile) from = to;
  }
}

/** Shows what a macro prints within its paragraph, or takes in what it sets for the rest. */
export function readInlineMacro(info: MacroInfo, args: readonly Argument[], use: SourceRange, file: FileReader): void {
  const { flow, paper } = file;
  const { at, end } = use;
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
      flow.endCell(true);
      break;
    case "spanning cell":
      flow.withVisibility(flow.rowVisibility(), () => file.walk(args[2] ?? []));
      break;
    case "at the beginning":
      file.walk(args[0] ?? []);
      break;
    case "box used":
      useBox(args[0], use, file);
      break;
    case "not printed":
      recordUnprinted("text that is not printed", use, file);
      break;
    case "superscript":
      flow.addText(superscript(visibleText(args[0])), at, end);
      break;
    case "quantity": {
      const bodyOf = (name: string) => paper.definitions.get(name)?.body;
      flow.addText(paper.siunitx.text(info.form, args, bodyOf), at, end);
      break;
    }
    case "fraction":
      flow.addText(`${visibleText(args[1])}/${visibleText(args[2])}`, at, end);
      break;
    case "math":
      flow.addText(`$${sourceText(args[0] ?? []).replace(/\$/g, "")}$`, at, end);
      break;
    case "acronym":
      readAcronym(info.form, args, use, file);
      break;
    case "address":
      readAddress(args[0], flow);
      break;
    case "code":
      readCode(args.at(-1), use, flow);
      break;
    default:
      readDeclaration(info, args, use, file);
  }
}

/** What prints nothing itself, and decides how something else is printed. */
function readDeclaration(info: MacroInfo, args: readonly Argument[], use: SourceRange, file: FileReader): void {
  const { flow, paper } = file;
  switch (info.role) {
    case "group begins":
      flow.beginGroup();
      break;
    case "group ends":
      flow.endGroup();
      break;
    case "column type":
      if (args[0]?.[0] !== undefined) paper.definitions.setColumnType(literalText(args[0]).trim(), args[2] ?? []);
      break;
    case "box kept":
      keepBox(args[0], args.at(-1), use, file);
      break;
    case "unit definition":
      paper.siunitx.declare(args[1], args[2]);
      break;
    case "unit settings":
      paper.siunitx.setUp(args[0]);
      break;
    case "acronym definition":
      defineAcronym(info.by, args, use, file);
      break;
    default:
      readColour(info, args, file); // nothing for "drop", and for what visibility and structure have already dealt with
  }
}

/** A colour that gets a name, or lies behind what follows. */
function readColour({ role }: MacroInfo, args: readonly Argument[], { flow, paper }: FileReader): void {
  const { palette, conditions } = paper;
  const colour = (name: Argument) => palette.colour(literalText(name), undefined);
  switch (role) {
    case "colour name":
      palette.define(literalText(args[0]), palette.colour(literalText(args[2]), literalText(args[1])));
      break;
    case "colour alias":
      palette.define(literalText(args[1]), colour(args[2]));
      break;
    case "page colour":
      palette.page = args.length === 0 ? WHITE : colourOf(args, palette, (argument) => conditions.textOf(argument));
      break;
    case "highlight colour":
      palette.highlight = colour(args[0]);
      break;
    case "row colours":
      flow.rowColours = [colour(args[3]), colour(args[4])];
      break;
    case "cell colour":
    case "row colour": {
      const background = colourOf(args, palette);
      flow.visibility = { ...flow.visibility, background };
      if (role === "row colour" && flow.table !== undefined) flow.table.rowBackground = background;
      break;
    }
    default:
      break;
  }
}

/** By \sbox, \setbox and their kin. */
export function keepBox(name: Argument, content: Argument, { at }: Pick<SourceRange, "at">, { paper, flow }: FileReader): void {
  const [only, ...others] = content ?? [];
  const nodes = only?.kind === "group" && others.length === 0 ? only.children : (content ?? []);
  const text = flow.source.text.slice(nodes[0]?.at ?? at, nodes.at(-1)?.end ?? at);
  const characters = hasWords(text) && paper.part !== "preamble" ? text.trim().length : 0;
  paper.boxes.keep(boxName(name), { nodes, file: flow.source.file, line: flow.source.lineAt(nodes[0]?.at ?? at), characters });
}

export function useBox(name: Argument, use: SourceRange, file: FileReader): void {
  walkAt(file.paper.boxes.use(boxName(name)) ?? [], use, file);
}

/** `\kept` or `0=` */
function boxName(name: Argument): string {
  const macro = name?.find((node) => node.kind === "macro");
  return macro?.kind === "macro" ? `\\${macro.name}` : literalText(name).replace(/=/g, "").trim();
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
