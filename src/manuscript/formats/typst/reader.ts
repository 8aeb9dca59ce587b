/** Reads a Typst paper's syntax trees in the order of the page. Invariant: no code of the author runs; what a rule decides from
 *  the tree is followed, whatever cannot be decided is text and is kept. */
import { checkPassageCount, type SourceFile } from "../../document.ts";
import type { Passage, Warning } from "../../manuscript.ts";
import { callFunction, countExpansion, showValue } from "./expansion.ts";
import { showExpression } from "./expressions.ts";
import { Flow } from "./flow.ts";
import { readMarkup } from "./markup.ts";
import { styledBy } from "./rules.ts";
import type { Expansion, Files, PaperReader, PaperState } from "./state.ts";
import type { SyntaxNode } from "./syntax.ts";
import type { Argument, Frame, Scope, SourceRange, Value } from "./values.ts";

/** Nodes in each other. */
const DEEPEST = 400;
/** `Abstract. We …`, however its first word is set off. */
const LABELLED_ABSTRACT = /^abstract\s*[.:—–]\s*\p{L}/iu;

export class TypstReader implements PaperReader {
  readonly paper: PaperState;
  readonly flow: Flow;
  readonly files: Files;
  readonly expansion: Expansion = {
    depth: 0,
    count: 0,
    characters: 0,
    hasReturned: false,
    separator: undefined,
    shown: new Set(),
  };
  isAbstract = false;
  isTrial = false;
  guesses = 0;
  lastShown: SourceRange = { at: 0, end: 1 };
  /** Once a file and message, however often it holds. */
  readonly #warned = new Set<string>();
  #depth = 0;

  constructor(source: SourceFile, paper: PaperState, files: Files) {
    this.paper = paper;
    this.files = files;
    this.flow = new Flow(source, {
      passage: (passage) => this.addPassage(passage),
      hidden: (found) => {
        if (!this.isTrial) paper.hidden.push(found);
      },
    });
  }

  /** @throws ManuscriptError `too-many-passages` */
  addPassage(passage: Passage): void {
    if (this.isTrial) return;
    const { paper } = this;
    const opensPaper = !paper.body.some(({ kind }) => kind === "heading") && paper.abstract.length === 0;
    if (this.isAbstract || (opensPaper && LABELLED_ABSTRACT.test(passage.text))) paper.abstract.push(passage);
    else paper.body.push({ kind: "passage", passage });
    checkPassageCount(paper.abstract.length + paper.body.length, passage.file);
  }

  get isBeforeText(): boolean {
    const { body, abstract } = this.paper;
    return body.length === 0 && abstract.length === 0 && this.flow.isEmpty && !this.flow.isCapturing;
  }

  /** The whole of a file. */
  readFile(tree: SyntaxNode, scope: Scope): void {
    this.flow.withStyle(this.flow.style, () => this.walkMarkup(tree, scope));
    this.flow.flush();
  }

  frame(scope: Scope): Frame {
    if (this.flow.frame.anchor !== undefined || scope.source === this.flow.frame.source) return this.flow.frame;
    return { source: scope.source, anchor: undefined };
  }

  module(path: string, scope: Scope): Scope | undefined {
    return this.files.module(path, this, scope);
  }

  mayExpand(): boolean {
    return countExpansion(this.expansion);
  }

  warn(message: string, range: SourceRange, scope: Scope, loss: Pick<Warning, "losesText"> = {}): void {
    const { file } = scope.source;
    const known = `${file}: ${message}`;
    if (this.isTrial || this.#warned.has(known)) return;
    this.#warned.add(known);
    this.paper.warnings.push({ file, line: scope.source.lineAt(range.at), message, ...loss });
  }

  leaveOut(why: string, { at, end }: SourceRange, scope: Scope): void {
    if (this.isTrial) return;
    const { source } = scope;
    const lines = { startLine: source.lineAt(at), endLine: source.lineAt(Math.max(at, end - 1)) };
    this.paper.leftOut.push({ file: source.file, lines, why });
  }

  walkMarkup(markup: SyntaxNode, scope: Scope): void {
    this.#within(markup, scope, () => readMarkup(markup, scope, this));
  }

  show(node: SyntaxNode, scope: Scope): void {
    this.#within(node, scope, () => showExpression(node, scope, this));
  }

  showValue(value: Value, range: SourceRange): void {
    showValue(value, range, this);
  }

  call(called: Value, args: readonly Argument[], range: SourceRange, scope: Scope): void {
    callFunction(called, args, range, scope, this);
  }

  element(name: string, fields: readonly (readonly [string, Value])[], show: () => void): void {
    styledBy(name, new Map(fields), this, show);
  }

  #within(node: SyntaxNode, scope: Scope, read: () => void): void {
    if (scope.source === this.flow.frame.source) this.lastShown = { at: node.at, end: node.end };
    if (this.#depth >= DEEPEST) {
      this.warn("what is nested too deep was left out, the rest was read", node, scope, { losesText: true });
      return;
    }
    this.#depth++;
    read();
    this.#depth--;
  }
}
