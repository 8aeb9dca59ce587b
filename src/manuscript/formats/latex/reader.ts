/** Reads one LaTeX file's nodes in the order of the page: which node or macro is carried out by whom. What macros mean stands in the
 *  tables. Invariant: whatever has no rule is text and is kept. */

import type { SourceFile } from "../../source-file.ts";
import { type Argument, readArguments } from "./arguments.ts";
import type { LatexNode, MacroNode } from "./ast.ts";
import { plain } from "./definitions.ts";
import { readEnvironment } from "./environments.ts";
import { readAsides } from "./floats.ts";
import { Flow } from "./flow.ts";
import { Frames } from "./frames.ts";
import { readAbstract, readHeading, readTitle } from "./headings.ts";
import { joined } from "./include.ts";
import { showMath, showText, showWords } from "./inline.ts";
import { type MacroInfo, macroInfo } from "./macros.ts";
import { readMark } from "./marks.ts";
import { seen } from "./seen.ts";
import { sightOf } from "./sight.ts";
import { type FileReading, leaveOut, put, type Reading, type Span } from "./state.ts";
import { accented, isAccent, SYMBOLS } from "./symbols.ts";

/** Macros within macros; more is a definition that refers to itself. */
const EXPANSIONS = 20;

export class LatexReader implements FileReading {
  readonly paper: Reading;
  readonly flow: Flow;
  readonly frames = new Frames();
  #expanding = 0;

  constructor(source: SourceFile, paper: Reading) {
    this.paper = paper;
    this.flow = new Flow(source, {
      passage: (passage) => put(passage, paper),
      hidden: (found) => paper.hidden.push(found),
    });
  }

  read(pieces: Iterable<readonly LatexNode[]>): void {
    for (const piece of pieces) {
      this.walk(piece);
      this.flow.flush(); // the blank lines between two pieces are in neither
    }
  }

  walk(siblings: readonly LatexNode[]): void {
    const nodes = [...siblings];
    for (let index = 0; index < nodes.length; ) {
      const node = nodes[index];
      if (node === undefined) return;
      index = this.paper.place === "preamble" ? this.#preamble(node, nodes, index) : this.#visible(node, nodes, index);
    }
  }

  walkGroup(nodes: readonly LatexNode[]): void {
    this.flow.under(this.flow.sight, () => this.walk(nodes));
  }

  /** Before \begin{document} nothing prints, but title and abstract may stand here. */
  #preamble(node: LatexNode, nodes: LatexNode[], index: number): number {
    if (node.kind === "environment") {
      if (/^(?:document|abstract)$/.test(node.name)) readEnvironment(node, this);
      return index + 1;
    }
    if (node.kind !== "macro") return index + 1;
    if (node.name === "begin" || node.name === "end") return readMark(node, nodes, index, this);
    const info = macroInfo(node.name);
    switch (info?.role) {
      case "title":
      case "abstract":
      case "include":
      case "definition":
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
        showText(node, this.flow);
        break;
      case "blank":
        this.flow.blank();
        break;
      case "paragraph end":
        this.flow.flush();
        break;
      case "verb":
        this.flow.show(node.text, node.at, node.end);
        break;
      case "group":
        this.walkGroup(node.children);
        break;
      case "math":
        showMath(node, this);
        break;
      case "environment":
        readEnvironment(node, this);
        break;
    }
    return index + 1;
  }

  /** Reads a macro and its arguments. @returns the index of the first node after them, here and below */
  #macro(node: MacroNode, nodes: LatexNode[], index: number): number {
    if (node.name === "begin" || node.name === "end") return readMark(node, nodes, index, this);
    const info = macroInfo(node.name);
    if (info !== undefined) return this.#known(node, info, nodes, index);
    if (isAccent(node.name)) {
      const { args, next } = readArguments(nodes, index + 1, ["m"]);
      this.flow.show(accented(node.name, seen(args[0])), node.at, nodes[next - 1]?.end ?? node.end);
      return next;
    }
    const symbol = SYMBOLS.get(node.name);
    if (symbol === undefined) return this.#unknown(node, nodes, index);
    if (symbol.trim() !== "") this.flow.show(symbol, node.at, node.end);
    else if (symbol !== "") this.flow.blank();
    return afterName(node, nodes, index);
  }

  #unknown(node: MacroNode, nodes: LatexNode[], index: number): number {
    const definition = this.paper.definitions.get(node.name);
    if (definition !== undefined && this.#expanding < EXPANSIONS) {
      const { args, next } = readArguments(nodes, index + 1, definition.args);
      const expanded = this.paper.definitions.expand(definition, args, node);
      this.#expanding++;
      for (const part of expanded === undefined ? args : [expanded]) this.walk(part ?? []);
      this.#expanding--;
      return definition.args.length === 0 && isEmptyGroup(nodes[next]) ? next + 1 : next;
    }
    const next = nodes[index + 1];
    const empty = isEmptyGroup(next);
    const bare = next?.kind !== "group" && !(next?.kind === "text" && next.text.startsWith("["));
    if (empty || (bare && /[a-z][A-Z]|[A-Z][a-z]/.test(node.name))) this.flow.token("[value]", node.at, node.end);
    return empty ? index + 2 : readArguments(nodes, index + 1, ["O"]).next;
  }

  #known(node: MacroNode, info: MacroInfo, nodes: LatexNode[], index: number): number {
    if (info.role === "definition") return this.paper.definitions.read(nodes, index);
    const { args, next } = readArguments(nodes, index + 1, info.args);
    const use = { at: node.at, end: nodes[next - 1]?.end ?? node.end };
    const sight = sightOf(info, args, this.flow.sight, this.paper.palette, seen);
    if (sight !== undefined) {
      if (sight.read === undefined) this.flow.sight = sight.sight;
      else this.flow.under(sight.sight, () => this.walk(sight.read ?? []));
      return next;
    }
    if (!this.#structure(info, args, use)) showWords(info, args, use, this);
    return info.args.length === 0 ? afterName(node, nodes, index) : next;
  }

  /** Carries out what ends or begins a passage. @returns whether the macro does */
  #structure(info: MacroInfo, args: readonly Argument[], use: Span): boolean {
    switch (info.role) {
      case "heading":
        readHeading(info.level, args[2], this);
        return true;
      case "title":
        readTitle(args[1], this);
        return true;
      case "abstract":
        readAbstract(args[0], this);
        return true;
      case "passages":
        readAsides(info, args, this);
        return true;
      case "include":
        this.flow.flush();
        this.paper.include(includedBy(args), this.flow, use.at);
        return true;
      case "item":
        this.flow.flush();
        if (args[0] !== undefined) this.walkGroup(args[0]);
        this.flow.blank();
        return true;
      case "paragraph end":
        this.flow.flush();
        return true;
      case "bibliography":
        leaveOut("bibliography", use, this);
        return true;
      default:
        return false;
    }
  }
}

function includedBy(args: readonly Argument[]): string {
  return args.length === 1 ? plain(args[0]).trim() : joined(plain(args[0]), plain(args[1]));
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
