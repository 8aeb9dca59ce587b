/** Reads one LaTeX file's nodes in the order of the page: which function reads which node or macro. What macros mean stands in the
 *  tables. Invariant: whatever has no rule is text and is kept. */
import type { SourceFile } from "../../document.ts";
import { type Argument, literalText, readArguments } from "./arguments.ts";
import type { LatexNode, MacroNode } from "./ast.ts";
import type { BranchMark } from "./branches.ts";
import { ConditionalReader } from "./conditionals.ts";
import type { Definition } from "./definition-syntax.ts";
import { openAbstract, readEnvironment, readUnpaired } from "./environments.ts";
import { Flow } from "./flow.ts";
import { readInlineMacro, readText } from "./inline.ts";
import { type MacroInfo, macroInfo } from "./macros.ts";
import { readMath } from "./math.ts";
import { addPassage, type FileReader, OpenEnvironments, type PaperState, recordUnprinted } from "./state.ts";
import { readStructure } from "./structure.ts";
import { accented, isAccent, SYMBOLS, visibleText } from "./symbols.ts";
import { hasWords, visibilityChange } from "./visibility.ts";

/** Macros within macros; more is a definition that refers to itself. */
const EXPANSIONS = 20;

export class LatexReader implements FileReader {
  readonly paper: PaperState;
  readonly flow: Flow;
  readonly openEnvironments = new OpenEnvironments();
  expanding = 0;
  readonly #lastHeading: number;
  readonly #conditionals: ConditionalReader;

  /** @param branches of the file's conditionals */
  constructor(source: SourceFile, paper: PaperState, branches: ReadonlyMap<number, readonly BranchMark[]>) {
    this.paper = paper;
    this.#conditionals = new ConditionalReader(this, branches);
    this.#lastHeading = Math.max(source.text.lastIndexOf("\\section"), source.text.lastIndexOf("\\chapter"));
    this.flow = new Flow(source, paper.palette, {
      passage: (passage) => addPassage(passage, paper),
      hidden: (found) => paper.hidden.push(found),
    });
  }

  read(chunks: Iterable<readonly LatexNode[]>): void {
    for (const chunk of chunks) {
      this.walk(chunk);
      this.flow.flush(); // the blank lines between two chunks are in neither
    }
  }

  walk(siblings: readonly LatexNode[]): void {
    const nodes = [...siblings];
    for (let index = 0; index < nodes.length; ) {
      const node = nodes[index];
      if (node === undefined) return;
      const after = this.#conditionals.read(node, nodes, index);
      if (after !== undefined) index = after;
      else index = this.paper.part === "preamble" ? this.#preamble(node, nodes, index) : this.#visible(node, nodes, index);
    }
  }

  walkGroup(nodes: readonly LatexNode[]): void {
    this.flow.withVisibility(this.flow.visibility, () => this.walk(nodes));
  }

  /** Before \begin{document} nothing prints, but title and abstract may stand here. */
  #preamble(node: LatexNode, nodes: LatexNode[], index: number): number {
    if (node.kind === "environment") {
      if (/^(?:document|abstract)$/.test(node.name)) readEnvironment(node, this);
      return index + 1;
    }
    if (node.kind !== "macro") return index + 1;
    if (node.name === "begin" || node.name === "end") return readUnpaired(node, nodes, index, this);
    const info = macroInfo(node.name);
    switch (info?.role) {
      case "title":
      case "abstract":
      case "include":
      case "chosen files":
      case "packages":
      case "document class":
      case "provided language":
      case "main language":
      case "at the beginning":
      case "input end":
      case "kept environments":
      case "left out environments":
      case "column type":
      case "page colour":
      case "highlight colour":
      case "text colour":
      case "definition":
      case "acronym definition":
      case "unit definition":
      case "unit settings":
      case "colour name":
      case "colour alias":
        return this.#known(node, info, nodes, index);
      default:
        return info === undefined ? index + 1 : readArguments(nodes, index + 1, info.args).next;
    }
  }

  #visible(node: LatexNode, nodes: LatexNode[], index: number): number {
    if (node.kind === "macro") return this.#macro(node, nodes, index);
    switch (node.kind) {
      case "text":
        readText(node, this.flow);
        break;
      case "blank":
        this.flow.addBlank();
        break;
      case "paragraph end":
        this.flow.flush();
        break;
      case "verb":
        this.flow.addText(node.text, node.at, node.end);
        break;
      case "group":
        if (this.#isAbstractHeading(node, node.children)) return this.#openAbstract(nodes, index + 1);
        this.paper.conditions.within(() => this.walkGroup(node.children));
        break;
      case "math":
        readMath(node, this);
        break;
      case "environment":
        if (node.name === "document") readEnvironment(node, this);
        else this.paper.conditions.within(() => readEnvironment(node, this));
        break;
    }
    return index + 1;
  }

  /** Reads a macro and its arguments. @returns the index of the first node after them, here and below */
  #macro(node: MacroNode, nodes: LatexNode[], index: number): number {
    if (node.name === "begin" || node.name === "end") return readUnpaired(node, nodes, index, this);
    const { definitions } = this.paper;
    const info = macroInfo(node.name);
    const mayBeOwn =
      info !== undefined && /^(?:acronym|front matter|show|box used|moved box|not printed|font scaled)$/.test(info.role);
    const isOwn = mayBeOwn && (definitions.get(node.name) !== undefined || definitions.meaning(node.name) !== node.name);
    if (info !== undefined && !isOwn) return this.#known(node, info, nodes, index);
    if (isAccent(node.name)) {
      const { args, next } = readArguments(nodes, index + 1, ["m"]);
      this.flow.addText(accented(node.name, visibleText(args[0])), node.at, nodes[next - 1]?.end ?? node.end);
      return next;
    }
    const symbol = SYMBOLS.get(node.name);
    if (symbol === undefined) {
      const name = definitions.meaning(node.name);
      return name === node.name ? this.#unknown(node, nodes, index) : this.#macro({ ...node, name }, nodes, index);
    }
    if (symbol.trim() !== "") this.flow.addText(symbol, node.at, node.end);
    else if (symbol !== "") this.flow.addBlank();
    return afterName(node, nodes, index);
  }

  #unknown(node: MacroNode, nodes: LatexNode[], index: number): number {
    const definition = this.paper.definitions.get(node.name);
    if (definition !== undefined && this.expanding < EXPANSIONS) {
      const { args, next } = readArguments(nodes, index + 1, definition.args);
      const expanded = this.paper.definitions.expand(definition, args, node);
      this.#reportDropped(definition, args);
      this.expanding++;
      for (const part of expanded === undefined ? args : [expanded]) this.walk(part ?? []);
      this.expanding--;
      return definition.args.length === 0 && isEmptyGroup(nodes[next]) ? next + 1 : next;
    }
    const next = nodes[index + 1];
    const empty = isEmptyGroup(next);
    const bare = next?.kind !== "group" && !(next?.kind === "text" && next.text.startsWith("["));
    if (empty || (bare && /[a-z][A-Z]|[A-Z][a-z]/.test(node.name))) this.flow.addToken("[value]", node.at, node.end);
    return empty ? index + 2 : readArguments(nodes, index + 1, ["O"]).next;
  }

  #reportDropped(definition: Definition, args: readonly Argument[]): void {
    for (const dropped of this.paper.definitions.dropped(definition)) {
      const range = { at: args[dropped]?.[0]?.at ?? 0, end: args[dropped]?.at(-1)?.end ?? 0 };
      if (hasWords(literalText(args[dropped]))) recordUnprinted("text that a macro drops", range, this);
    }
  }

  /** `\textbf{Abstract}`, `{\large\bf Abstract.}` where a paragraph begins, in a paper that has headings after it. */
  #isAbstractHeading({ kind, at }: LatexNode, children: readonly LatexNode[]): boolean {
    if (!this.flow.isEmpty || this.paper.part !== "body" || this.paper.abstract.length > 0) return false;
    if (kind === "group" && !children.some((node) => node.kind === "macro" && /^(?:bf|bfseries|textbf)$/.test(node.name)))
      return false;
    return /^abstract\s*[.:]?$/i.test(wordsOf(children)) && at < this.#lastHeading;
  }

  /** @returns the index of the first node of its text */
  #openAbstract(nodes: readonly LatexNode[], index: number): number {
    openAbstract(this);
    let next = index;
    while (nodes[next]?.kind === "blank" || nodes[next]?.kind === "paragraph end") next++;
    const mark = nodes[next];
    return mark?.kind === "text" && /^(?:[.:]|-{1,3})$/.test(mark.text) ? next + 1 : next;
  }

  #known(node: MacroNode, info: MacroInfo, nodes: LatexNode[], index: number): number {
    if (info.role === "definition") return this.paper.definitions.read(nodes, index);
    const { args, next } = readArguments(nodes, index + 1, info.args);
    const use = { at: node.at, end: nodes[next - 1]?.end ?? node.end };
    if (info.role === "abstract" && args[0] === undefined) {
      if (this.paper.part === "body") openAbstract(this);
      return next;
    }
    if (node.name === "textbf" && this.#isAbstractHeading(node, args[0] ?? [])) return this.#openAbstract(nodes, next);
    if (info.role === "input end") {
      this.#conditionals.endInput(node);
      return next;
    }
    if (info.role === "left out environments" || info.role === "kept environments") {
      for (const name of literalText(args[0]).split(","))
        this.paper.definitions.leaveOut(name.trim(), info.role.startsWith("left"));
      return next;
    }
    const { conditions, palette } = this.paper;
    const change = visibilityChange(info, args, this.flow.visibility, palette, (argument) => conditions.textOf(argument));
    if (change !== undefined) {
      const { visibility, read } = change;
      if (read === undefined) this.flow.visibility = visibility;
      else this.flow.withVisibility(visibility, () => this.walk(read));
      return next;
    }
    if (!readStructure(info, args, use, this)) readInlineMacro(info, args, use, this);
    return info.args.length === 0 ? afterName(node, nodes, index) : next;
  }
}

/** The words of a heading, in whatever font. */
function wordsOf(nodes: readonly LatexNode[]): string {
  return nodes
    .map((node) => (node.kind === "group" ? wordsOf(node.children) : visibleText([node]) || (node.kind === "blank" ? " " : "")))
    .join("")
    .trim();
}

/** TeX swallows the blanks after a macro's name, and an empty group after it ends the name. */
function afterName(node: MacroNode, nodes: readonly LatexNode[], index: number): number {
  const next = nodes[index + 1];
  if (!/^[a-zA-Z]/.test(node.name)) return index + 1;
  return next?.kind === "blank" || isEmptyGroup(next) ? index + 2 : index + 1;
}

function isEmptyGroup(node: LatexNode | undefined): boolean {
  return node?.kind === "group" && node.children.length === 0;
}
