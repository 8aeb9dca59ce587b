/** What begins or ends a passage: title, abstract and headings; and what stands beside the text (footnotes, captions, tables),
 *  each a passage of its own. */

import { type Argument, literalText, readArguments } from "./arguments.ts";
import type { LatexNode } from "./ast.ts";
import { type MacroInfo, macroInfo, SECTION } from "./macros.ts";
import { addPassage, type FileReader, recordLeftOut, type SourceRange } from "./state.ts";

/** Reads a macro that ends or begins a passage. @returns whether it is one */
export function readStructure(info: MacroInfo, args: readonly Argument[], use: SourceRange, file: FileReader): boolean {
  const { flow, paper } = file;
  switch (info.role) {
    case "heading":
      if (info.level === SECTION && args[0] === undefined) paper.definitions.section++;
      readHeading(info.level, args[info.position], file);
      return true;
    case "statement":
      readStatement(info.heading, args[0], use, file);
      return true;
    case "title":
      readTitle(args[1], file);
      return true;
    case "abstract":
      readAbstract(args[0], file);
      return true;
    case "abstract end":
      file.openEnvironments.leave("abstract");
      return true;
    case "passages":
      readAsides(info, args, file);
      return true;
    case "include":
      readInclude(info, args, use, file);
      return true;
    case "packages":
      readPackages(args, file);
      return true;
    case "document class":
      paper.language.documentClass(args[0]);
      return true;
    case "provided language":
      paper.language.babelProvide(args[0], args[1]);
      return true;
    case "main language":
      paper.language.polyglossia(args[0], args[1]);
      return true;
    case "chosen files":
      paper.includeOnly = new Set(
        literalText(args[0])
          .split(",")
          .map((name) => name.trim()),
      );
      return true;
    case "item":
      flow.flush();
      if (args[0] !== undefined) file.walkGroup(args[0]);
      flow.addBlank();
      return true;
    case "paragraph end":
      flow.flush();
      return true;
    case "bibliography":
      recordLeftOut("bibliography", use, file);
      return true;
    default:
      return false;
  }
}

function readInclude(
  { isChosen, folder }: MacroInfo & { readonly role: "include" },
  args: readonly Argument[],
  use: SourceRange,
  file: FileReader,
): void {
  const { flow, paper } = file;
  const names = args.map((name) => literalText(name).trim());
  flow.flush();
  if (isChosen === true && paper.includeOnly?.has(names[0] ?? "") === false) recordLeftOut("not among \\includeonly", use, file);
  else paper.include({ name: names.at(-1) ?? "", folder: names.at(-2), from: folder }, flow, use.at);
}

function readPackages([options, names]: readonly Argument[], { paper }: FileReader): void {
  for (const name of literalText(names).split(",")) {
    paper.definitions.packages.add(name.trim());
    if (name.trim() === "babel") paper.language.babel(options);
  }
}

function readHeading(level: number, name: Argument, file: FileReader): void {
  const { flow, paper } = file;
  file.openEnvironments.endAtHeading();
  flow.flush();
  if (paper.part === "abstract") {
    file.walkGroup(name ?? []);
    flow.addBlank();
    return;
  }
  for (const passage of flow.capture("heading", () => file.walkGroup(name ?? [])))
    if (passage.kind === "heading") paper.body.push({ kind: "heading", level, passage });
    else addPassage(passage, paper);
}

/** A heading that stands in no file: it stands where the macro does that prints it. */
export function readStatement(heading: string, text: Argument, { at, end }: SourceRange, file: FileReader): void {
  const { flow, paper } = file;
  file.openEnvironments.endAtHeading();
  flow.flush();
  const [passage] = flow.capture("heading", () => flow.addText(heading, at, text === undefined ? end : (text[0]?.at ?? end)));
  if (passage !== undefined) paper.body.push({ kind: "heading", level: SECTION, passage });
  file.walkGroup(text ?? []);
  flow.flush();
}

/** A second title heads a part, such as a supplement in the same file. */
function readTitle(name: Argument, file: FileReader): void {
  const { flow, paper } = file;
  flow.flush();
  if (paper.title !== undefined) {
    readHeading(SECTION, name, file);
    return;
  }
  const { part } = paper;
  if (part === "preamble") paper.part = "body"; // else nothing in it would be seen
  paper.title = flow.capture("heading", () => file.walkGroup(name ?? []))[0];
  paper.part = part;
}

function readAbstract(text: Argument, file: FileReader): void {
  const { flow, paper } = file;
  flow.flush();
  const { part } = paper;
  paper.part = "abstract";
  file.walk(text ?? []);
  flow.flush();
  paper.part = part;
}

/** Reads those arguments of a macro that its table calls captions, tables or paragraphs. */
function readAsides(info: MacroInfo & { readonly role: "passages" }, args: readonly Argument[], file: FileReader): void {
  for (const [position, kind] of info.kinds.entries()) {
    const read = args[position];
    if (kind !== undefined && read !== undefined) file.flow.aside(kind, () => file.walkGroup(read));
  }
}

/** The captions in what is otherwise left out, such as a drawing. */
export function readCaptions(body: readonly LatexNode[], file: FileReader): void {
  const nodes = [...body];
  for (const [index, node] of nodes.entries()) {
    const info = node.kind === "macro" ? macroInfo(node.name) : undefined;
    if (info?.role === "passages" && info.kinds.includes("caption"))
      readAsides(info, readArguments(nodes, index + 1, info.args).args, file);
  }
}
