/** Reads a Typst paper's syntax trees in the order of the page. Invariant: no code of the author runs; what a rule decides from the tree is followed, whatever
 *  cannot be decided is text and is kept. */
import { checkPassageCount, type SourceFile } from "../../document.ts";
import type { Passage, Warning } from "../../manuscript.ts";
import { isAbstractName } from "../../section-names.ts";
import { assign, define, importInto } from "./bindings.ts";
import {
  argumentsOf,
  bindPattern,
  boundScope,
  character,
  chosenBranch,
  closureBody,
  evaluate,
  operationOf,
  textOf,
} from "./evaluate.ts";
import { Flow } from "./flow.ts";
import { readCall } from "./functions.ts";
import { readMath } from "./math.ts";
import { readSetRule, readShowRule, styledBy, transformed } from "./rules.ts";
import type { Files, PaperReader, PaperState } from "./state.ts";
import { type ShowRule, without } from "./style.ts";
import { symbolOf } from "./symbols.ts";
import type { SyntaxNode } from "./syntax.ts";
import { isTitlePage, readTemplateArguments } from "./template.ts";
import { type Argument, type Content, type Frame, NONE, type Scope, type SourceRange, UNKNOWN, type Value } from "./values.ts";

/** Nodes, and functions of the author, in each other. */
const DEEPEST = 400;
const DEEPEST_EXPANSION = 30;
/** Functions and names of the author that are shown, in one paper, and the characters that they print. */
const MOST_EXPANSIONS = 30_000;
const MOST_EXPANDED = 3_000_000;
/** Rounds of one loop. */
const MOST_ROUNDS = 200;
/** Characters. What a name stands for is set as text of its own from here on, with its own lines. */
const LONG_CONTENT = 200;
/** Characters of one text in which an author's pattern is looked for. */
const LONGEST_SEARCHED = 1_000;
/** `Abstract. We …`, however its first word is set off. */
const LABELLED_ABSTRACT = /^abstract\s*[.:—–]\s*\p{L}/iu;
/** Of a heading in bold at the start of a paragraph: below all others. */
const RUN_IN = 7;

export class TypstReader implements PaperReader {
  readonly paper: PaperState;
  readonly flow: Flow;
  readonly files: Files;
  /** Of what is read into the abstract instead of the body. */
  isAbstract = false;
  /** While a rule is tried out: what is read goes nowhere. */
  isTrial = false;
  guesses = 0;
  /** Where the last element or text stands that a rule may replace. */
  lastShown: SourceRange = { at: 0, end: 1 };
  /** Once a file and message, however often it holds. */
  readonly #warned = new Set<string>();
  #depth = 0;
  #expanding = 0;
  #expansions = 0;
  #expanded = 0;
  /** Within the body of a function that a `return` ended. */
  #hasReturned = false;
  /** What `join` puts between the items that are mapped next; undefined where nothing joins them. */
  #separator: Value | undefined;
  /** What a trial has shown. */
  #shown: Set<SyntaxNode> = new Set();

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
    return ++this.#expansions < MOST_EXPANSIONS && this.#expanding < DEEPEST_EXPANSION;
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

  /** Markup: the file's own, or that of a content block, in a scope of its own. */
  walkMarkup(markup: SyntaxNode, scope: Scope): void {
    this.#within(markup, scope, () => {
      const { children } = markup;
      for (const [index, node] of children.entries()) {
        const rule = this.#labelRule(children, index, scope);
        if (rule === undefined) this.#markup(node, scope);
        else transformed(rule, [], this, without(this.flow.style, rule), () => this.#markup(node, scope));
      }
    });
  }

  /** `#[text] <a>`, where a rule selects `<a>`. */
  #labelRule(siblings: readonly SyntaxNode[], index: number, scope: Scope): ShowRule | undefined {
    if (!this.flow.style.rules.some(({ label }) => label !== undefined)) return undefined;
    const next = siblings.slice(index + 1, index + 3).find(({ kind }) => kind !== "Space");
    if (next?.kind !== "Label" || siblings[index]?.kind === "Space") return undefined;
    const name = textOf(next, scope).slice(1, -1);
    return this.flow.style.rules.findLast(({ label }) => label === name);
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

  #markup(node: SyntaxNode, scope: Scope): void {
    const { flow } = this;
    switch (node.kind) {
      case "Text":
        this.addText(textOf(node, scope), node);
        break;
      case "Space":
      case "Linebreak":
        flow.addBlank();
        break;
      case "Parbreak":
        flow.flush();
        break;
      case "Escape":
        this.addText(escaped(textOf(node, scope)), node);
        break;
      case "Shorthand":
        this.addText(SHORTHANDS[textOf(node, scope)] ?? textOf(node, scope), node);
        break;
      case "SmartQuote":
      case "Link":
        this.element(node.kind === "Link" ? "link" : "smartquote", [], () => this.addText(textOf(node, scope), node));
        break;
      case "Strong":
        if (!this.#runInHeading(node, scope)) this.#markedUp("strong", node, scope);
        break;
      case "Emph":
        this.#markedUp("emph", node, scope);
        break;
      case "Heading":
        this.#heading(node, scope);
        break;
      case "ListItem":
      case "EnumItem":
      case "TermItem":
        this.#item(node, scope);
        break;
      case "Ref":
        this.#reference(node, scope);
        break;
      case "Hash":
      case "Label":
      case "LineComment":
      case "BlockComment":
      case "Semicolon":
      case "Error":
      case "Shebang":
      case "End":
        break;
      default:
        this.show(node, scope);
    }
  }

  #markedUp(element: string, node: SyntaxNode, scope: Scope): void {
    const body = node.child("Markup");
    this.element(element, [], () => {
      if (body !== undefined) this.flow.withStyle(this.flow.style, () => this.walkMarkup(body, scope.inner()));
    });
  }

  /** `*Abstract*` at the start of a paragraph: a heading of papers without a template. */
  #runInHeading(node: SyntaxNode, scope: Scope): boolean {
    const { flow } = this;
    if (!flow.isEmpty || flow.isCapturing || this.isTrial || flow.frame.anchor !== undefined || this.paper.abstract.length > 0)
      return false;
    const name = textOf(node, scope).slice(1, -1).trim();
    if (!isAbstractName(name.replace(/[.:]$/, ""))) return false;
    for (const passage of flow.capture("heading", () => this.#markedUp("strong", node, scope)))
      this.paper.body.push({ kind: "heading", level: RUN_IN, passage });
    return true;
  }

  #heading(node: SyntaxNode, scope: Scope): void {
    const marker = node.child("HeadingMarker");
    const body = node.child("Markup");
    const level = marker === undefined ? 1 : marker.end - marker.at;
    if (body !== undefined) this.readHeading(level, () => this.walkMarkup(body, scope.inner()));
  }

  readHeading(level: number, read: () => void): void {
    const { flow, paper } = this;
    flow.flush();
    const fields: [string, Value][] = [
      ["level", { type: "number", value: level }],
      ["depth", { type: "number", value: level }],
    ];
    const made = flow.capture("heading", () => this.element("heading", fields, read));
    for (const passage of made) {
      if (passage.kind !== "heading" || flow.isCapturing || this.isAbstract || this.isTrial) this.addPassage(passage);
      else paper.body.push({ kind: "heading", level, passage });
    }
  }

  #item(node: SyntaxNode, scope: Scope): void {
    const { flow } = this;
    const element = node.kind === "ListItem" ? "list" : node.kind === "EnumItem" ? "enum" : "terms";
    this.element(element, [], () =>
      flow.withKind("listItem", () => {
        for (const part of node.children)
          if (part.kind === "Markup") {
            flow.withStyle(flow.style, () => this.walkMarkup(part, scope.inner()));
            flow.addBlank();
          }
      }),
    );
  }

  #reference(node: SyntaxNode, scope: Scope): void {
    const marker = node.child("RefMarker");
    const supplement = node.child("ContentBlock");
    const name = marker === undefined ? "" : textOf(marker, scope).slice(1);
    this.element("ref", [], () =>
      this.readReference(name, supplement === undefined ? undefined : () => this.show(supplement, scope), node),
    );
  }

  /** `@fig-a`, `@smith2020`: a figure or section of the paper by its label, else a citation. */
  readReference(name: string, supplement: (() => void) | undefined, range: SourceRange): void {
    const { flow, paper } = this;
    const kind = paper.labels.get(name);
    if (kind === undefined) {
      const abbreviation = paper.labels.abbreviation(name);
      if (abbreviation !== undefined) this.addText(abbreviation, range);
      // One citation after the other is one for a reader: [1, 2].
      else flow.addCitation(range);
      return;
    }
    if (supplement !== undefined) supplement();
    else if (kind !== "") this.addText(kind, range);
    flow.addBlank();
    flow.addToken("[ref]", range);
  }

  /** Text, after the author's rules for it. */
  addText(text: string, range: SourceRange): void {
    const { flow } = this;
    const { rules } = flow.style;
    if (flow.frame.anchor === undefined) this.lastShown = range;
    const whole = rules.findLast(({ element, fields }) => (element === "text" || element === "par") && fields.size === 0);
    if (whole !== undefined) {
      transformed(whole, [], this, without(flow.style, whole), () => this.addText(text, range));
      return;
    }
    if (text.length > LONGEST_SEARCHED && rules.some((rule) => rule.pattern !== undefined)) {
      for (let at = 0; at < text.length; at += LONGEST_SEARCHED) this.addText(text.slice(at, at + LONGEST_SEARCHED), range);
      return;
    }
    const pattern = rules.findLast((rule) => rule.pattern !== undefined && text.search(rule.pattern) !== -1);
    if (pattern?.pattern === undefined) {
      flow.addText(flow.isEmpty && this.#followsRunIn() ? text.replace(/^\s*[:.—–-]\s*/, "") : text, range.at, range.end);
      return;
    }
    const others = without(flow.style, pattern);
    let at = 0;
    const outside = (part: string) => flow.withStyle(others, () => this.addText(part, { at: range.at, end: range.end }));
    for (const found of text.matchAll(new RegExp(pattern.pattern, "gu"))) {
      if (found[0] === "") break;
      if (found.index > at) outside(text.slice(at, found.index));
      transformed(pattern, [], this, others, () => flow.addText(found[0], range.at, range.end));
      at = found.index + found[0].length;
    }
    if (at < text.length) outside(text.slice(at));
  }

  #followsRunIn(): boolean {
    const last = this.paper.body.at(-1);
    return last?.kind === "heading" && last.level === RUN_IN;
  }

  /** Shows an element after the author's rules for it. @param fields by which `where` selects */
  element(name: string, fields: readonly (readonly [string, Value])[], show: () => void): void {
    styledBy(name, new Map(fields), this, show);
  }

  /** What an expression prints. */
  show(node: SyntaxNode, scope: Scope): void {
    this.#within(node, scope, () => this.#expression(node, scope));
  }

  #expression(node: SyntaxNode, scope: Scope): void {
    const { flow } = this;
    switch (node.kind) {
      case "ContentBlock": {
        const markup = node.child("Markup");
        if (markup !== undefined) flow.withStyle(flow.style, () => this.walkMarkup(markup, scope.inner()));
        return;
      }
      case "CodeBlock": {
        const code = node.child("Code");
        if (code !== undefined) flow.withStyle(flow.style, () => this.#code(code, scope.inner()));
        return;
      }
      case "Markup":
        this.walkMarkup(node, scope);
        return;
      case "Equation":
        this.element("math.equation", [["block", { type: "boolean", value: isDisplayed(node, scope) }]], () =>
          readMath(node, scope, this),
        );
        return;
      case "Raw":
        this.#raw(node, scope);
        return;
      case "FuncCall":
        this.#call(node, scope);
        return;
      case "Conditional":
        this.#conditional(node, scope);
        return;
      case "ForLoop":
      case "WhileLoop":
        this.#loop(node, scope);
        return;
      case "Contextual":
      case "FuncReturn": {
        const [inner] = node.operands.filter(({ kind }) => kind !== "Return");
        if (inner !== undefined) this.show(inner, scope);
        if (node.kind === "FuncReturn") this.#hasReturned = true;
        return;
      }
      case "LetBinding":
        define(node, scope, this);
        return;
      case "SetRule":
        readSetRule(node, scope, this);
        return;
      case "ShowRule":
        readShowRule(node, scope, this);
        return;
      case "ModuleImport":
        importInto(scope, node, this);
        return;
      case "ModuleInclude":
        this.#include(node, scope);
        return;
      case "Binary":
        if (this.#assigns(node, scope)) return;
        break;
      case "DestructAssignment":
      case "LoopBreak":
      case "LoopContinue":
      case "Named":
      case "Spread":
      case "Closure":
        return;
      default:
        break;
    }
    const value = evaluate(node, scope, this);
    // What has no rule prints nothing, or it would be shown by itself without end.
    if (value.type !== "content" || value.node.at !== node.at || value.node.kind !== node.kind) this.showValue(value, node);
  }

  #include(node: SyntaxNode, scope: Scope): void {
    const [path] = node.operands;
    const value = path === undefined ? NONE : evaluate(path, scope, this);
    if (value.type === "string") this.files.include(value.text, this, node, scope);
    else
      this.warn("a file is included under a name that must be computed; the rest was read without it", node, scope, {
        losesText: true,
      });
  }

  /** `x = 1`, `x += [more]`. @returns whether it is one */
  #assigns(node: SyntaxNode, scope: Scope): boolean {
    const { operator, operands } = operationOf(node);
    if (!/^(?:Eq|PlusEq|HyphEq|StarEq|SlashEq)$/.test(operator)) return false;
    const [target, value] = operands;
    if (target?.kind === "Ident" && value !== undefined) assign(operator, target, value, scope, this);
    return true;
  }

  #code(code: SyntaxNode, scope: Scope): void {
    for (const statement of code.operands) {
      this.show(statement, scope);
      if (this.#hasReturned) return;
    }
  }

  #raw(node: SyntaxNode, scope: Scope): void {
    const [opens, ...rest] = node.children.filter(({ kind }) => kind === "RawDelim");
    const closes = rest.at(-1);
    const language = node.child("RawLang");
    if (opens === undefined) return;
    const from = language?.end ?? opens.end;
    const to = closes?.at ?? node.end;
    const text = scope.source.text.slice(from, to);
    const isBlock = opens.end - opens.at >= 3 && text.includes("\n");
    this.element("raw", [["block", { type: "boolean", value: isBlock }]], () =>
      this.readCode(text, isBlock, { at: from, end: to }, node, scope),
    );
  }

  readCode(text: string, isBlock: boolean, words: SourceRange, range: SourceRange, scope: Scope): void {
    if (!isBlock) this.flow.addText(text, words.at, words.end);
    else {
      this.flow.flush();
      this.leaveOut("code", range, scope);
    }
  }

  #conditional(node: SyntaxNode, scope: Scope): void {
    const branch = chosenBranch(node, scope, this);
    if (branch === undefined) return;
    if (branch !== "undecided") {
      this.show(branch, scope);
      return;
    }
    this.guesses++;
    const [, then, otherwise] = node.operands.filter(({ kind }) => kind !== "Else");
    if (then !== undefined) this.show(then, scope);
    const hadReturned = this.#hasReturned;
    this.#hasReturned = false;
    this.flow.addBlank();
    if (otherwise !== undefined) this.show(otherwise, scope);
    this.#hasReturned = hadReturned && this.#hasReturned;
    const hasText = [then, otherwise].some((one) => one !== undefined && MARKUP_WITH_WORDS.test(textOf(one, scope)));
    if (hasText && this.flow.frame.anchor === undefined)
      this.warn("a condition can only be decided by running the paper: what depends on it was read", node, scope);
  }

  #loop(node: SyntaxNode, scope: Scope): void {
    const body = node.operands.at(-1);
    if (body === undefined) return;
    if (node.kind === "WhileLoop") {
      const [condition] = node.operands;
      const value = condition === undefined ? UNKNOWN : evaluate(condition, scope, this);
      if (value.type !== "boolean" || value.value) this.show(body, scope);
      return;
    }
    const [pattern, over] = node.operands;
    const values = over === undefined ? UNKNOWN : evaluate(over, scope, this);
    const items = itemsOf(values)?.slice(0, MOST_ROUNDS) ?? [UNKNOWN];
    for (const item of items) {
      if (!this.mayExpand()) return;
      const inner = scope.inner();
      if (pattern !== undefined) bindPattern(pattern, item, inner);
      this.show(body, inner);
    }
  }

  #call(node: SyntaxNode, scope: Scope): void {
    const value = evaluate(node, scope, this);
    if (value.type !== "content" || value.node.kind !== "FuncCall" || value.node.at !== node.at || value.scope !== scope) {
      this.showValue(value, node);
      return;
    }
    const [callee, args] = node.operands;
    if (callee === undefined || args === undefined) return;
    if (this.#mapped(callee, args, node, scope)) return;
    this.call(evaluate(callee, scope, this), argumentsOf(args, scope, this), node, scope);
  }

  /** `items.map(x => [...]).join()`: each item by the function. */
  #mapped(callee: SyntaxNode, args: SyntaxNode, range: SourceRange, scope: Scope): boolean {
    if (callee.kind !== "FieldAccess") return false;
    const [target, method] = callee.operands;
    if (target === undefined || method === undefined) return false;
    const name = textOf(method, scope);
    if (name === "join" || name === "sum" || name === "flatten") {
      const outer = this.#separator;
      this.#separator = argumentsOf(args, scope, this)[0]?.value ?? NONE;
      this.show(target, scope);
      this.#separator = outer;
      return true;
    }
    if (name !== "map") return false;
    const separator = this.#separator;
    this.#separator = undefined;
    const values = evaluate(target, scope, this);
    const [by] = argumentsOf(args, scope, this);
    for (const [index, item] of (itemsOf(values)?.slice(0, MOST_ROUNDS) ?? [UNKNOWN]).entries()) {
      if (index > 0 && separator !== undefined) this.showValue(separator, range);
      if (by !== undefined) this.call(by.value, [{ name: undefined, value: item }], range, scope);
      if (separator === undefined) this.flow.addBlank();
    }
    return true;
  }

  /** Calls a function of the author, of Typst or of a package. */
  call(called: Value, args: readonly Argument[], range: SourceRange, scope: Scope): void {
    if (called.type === "closure") {
      const all = [...called.preset, ...args];
      if (this.isTrial || !isTitlePage(all)) this.expand(called, all, range);
      else {
        readTemplateArguments(called, all, range, scope, this);
        for (const { name, value } of all) if (name === undefined && value.type === "content") this.showValue(value, range);
      }
    } else if (called.type === "function") readCall(called, [...called.preset, ...args], range, scope, this);
    else readCall({ type: "function", name: "", preset: [], ofTypst: false }, args, range, scope, this);
  }

  /** A function that computes what it prints from what it is given, such as a number with its unit: what it is given is read in its place. */
  #computesFrom(
    closure: Extract<Value, { type: "closure" }>,
    body: SyntaxNode,
    args: readonly Argument[],
    range: SourceRange,
  ): boolean {
    const { flow } = this;
    const given = args.flatMap(({ value }) => (value.type === "content" ? [value] : []));
    if (this.#expanding > 0 || this.isTrial || body.kind !== "CodeBlock" || given.length === 0) return false;
    this.#shown = new Set();
    this.isTrial = true;
    let printed = "";
    flow.capture("paragraph", () => {
      this.#expanding++;
      const inner = boundScope(closure, args, this);
      flow.withFrame({ source: flow.frame.source, anchor: range }, () => this.show(body, inner));
      this.#expanding--;
      printed = flow.text;
    });
    this.isTrial = false;
    this.#hasReturned = false;
    const isComputed = printed.includes("[value]") && !given.some(({ node }) => this.#shown.has(node));
    if (isComputed) for (const value of given) this.showValue(value, range);
    return isComputed;
  }

  /** Reads the body of a function of the author as if it stood where it is used; the arguments keep their own places. */
  expand(closure: Extract<Value, { type: "closure" }>, args: readonly Argument[], range: SourceRange): void {
    const body = closureBody(closure.node);
    if (body === undefined) return;
    if (!this.mayExpand() || this.#expanded > MOST_EXPANDED) {
      for (const { value } of args) if (value.type === "content") this.showValue(value, range);
      this.warn("functions are used more often, or in each other, than can be followed", range, closure.scope, {
        losesText: true,
      });
      return;
    }
    if (this.#computesFrom(closure, body, args, range)) return;
    this.#expanded += body.end - body.at;
    this.#expanding++;
    const { flow } = this;
    const hadReturned = this.#hasReturned;
    this.#hasReturned = false;
    const anchor = flow.frame.anchor ?? range;
    flow.withFrame({ source: flow.frame.source, anchor }, () => {
      const inner = boundScope(closure, args, this);
      flow.withStyle(flow.style, () => this.show(body, inner));
    });
    this.#hasReturned = hadReturned;
    this.#expanding--;
  }

  showValue(value: Value, range: SourceRange): void {
    const { flow } = this;
    switch (value.type) {
      case "content":
        this.#content(value, range);
        return;
      case "string":
        this.#string(value, range);
        return;
      case "number":
        this.addText(String(Math.round(value.value * 1e6) / 1e6), range);
        return;
      case "array":
      case "joined":
        for (const item of value.items) {
          this.showValue(item, range);
          if (value.type === "array") flow.addBlank();
        }
        return;
      case "subject":
        value.show();
        return;
      case "unknown":
        this.guesses++;
        if (!/\[value\]$/.test(flow.text)) flow.addToken("[value]", range);
        return;
      case "function":
        if (value.name.startsWith("sym.")) this.addText(symbolOf(value.name.slice(4)), range);
        return;
      case "label":
        return;
      default:
        return;
    }
  }

  #string(value: Extract<Value, { type: "string" }>, range: SourceRange): void {
    const { place } = value;
    if (place?.isArgument === true && this.#isHere(place.frame))
      this.flow.withFrame(place.frame, () => this.addText(value.text, place.range));
    else this.addText(value.text, range);
  }

  /** Whether a text's own place can be told in the passage that is open. */
  #isHere({ source }: Frame): boolean {
    return source === this.flow.frame.source;
  }

  #content(content: Content, range: SourceRange): void {
    const { flow } = this;
    const { node, scope, frame } = content;
    if (this.isTrial) this.#shown.add(node);
    const show = () => flow.withStyle(flow.style, () => this.show(node, scope));
    if (content.isArgument && this.#isHere(frame)) {
      flow.withFrame(frame, show);
      return;
    }
    if (!this.mayExpand() || this.#expanded > MOST_EXPANDED) {
      flow.addToken("[value]", range);
      this.warn(
        "names are used more often, or in each other, than can be followed",
        range,
        { source: flow.frame.source } as Scope,
        {
          losesText: true,
        },
      );
      return;
    }
    this.#expanding++;
    const length = node.end - node.at;
    this.#expanded += length;
    const isBlock = flow.isEmpty && frame.anchor === undefined && (flow.isCapturing || length >= LONG_CONTENT);
    if (isBlock) flow.withFile(frame, show);
    else flow.withFrame({ source: flow.frame.source, anchor: flow.frame.anchor ?? range }, show);
    this.#expanding--;
  }
}

const MARKUP_WITH_WORDS = /\[[^\]]*\p{L}{3}/u;

function itemsOf(value: Value): readonly Value[] | undefined {
  if (value.type === "array") return value.items;
  if (value.type !== "dictionary") return undefined;
  return [...value.entries].map(([key, entry]) => ({
    type: "array",
    items: [{ type: "string", text: key, place: undefined }, entry],
  }));
}

function isDisplayed(node: SyntaxNode, scope: Scope): boolean {
  return /^\$\s[\s\S]*\s\$$/.test(textOf(node, scope));
}

function escaped(written: string): string {
  const code = /^\\u\{([0-9a-fA-F]+)\}$/.exec(written)?.[1];
  return code === undefined ? written.slice(1) : (character(code) ?? "");
}

const SHORTHANDS: Readonly<Record<string, string>> = { "~": " ", "--": "–", "---": "—", "-?": "", "...": "…", "-": "-" };
