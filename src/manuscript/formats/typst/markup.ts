/** Reads markup: text, marked-up words, headings, lists, references and raw text, each after the author's rules for it.
 *  Invariant: what is no markup is an expression, and is shown as one. */
import { isAbstractName } from "../../section-names.ts";
import { character, textOf } from "./evaluate.ts";
import { transformed } from "./rules.ts";
import type { PaperReader } from "./state.ts";
import { type ShowRule, without } from "./style.ts";
import type { SyntaxNode } from "./syntax.ts";
import type { Scope, SourceRange, Value } from "./values.ts";

/** Characters of one text in which an author's pattern is looked for. */
const LONGEST_SEARCHED = 1_000;
/** Of a heading in bold at the start of a paragraph: below all others. */
const RUN_IN = 7;

/** The file's own markup, or that of a content block. */
export function readMarkup({ children }: SyntaxNode, scope: Scope, reader: PaperReader): void {
  for (const [index, node] of children.entries()) {
    const rule = labelRule(children, index, scope, reader);
    if (rule === undefined) readMarkupNode(node, scope, reader);
    else transformed(rule, [], reader, without(reader.flow.style, rule), () => readMarkupNode(node, scope, reader));
  }
}

/** `#[text] <a>`, where a rule selects `<a>`. */
function labelRule(siblings: readonly SyntaxNode[], index: number, scope: Scope, reader: PaperReader): ShowRule | undefined {
  if (!reader.flow.style.rules.some(({ label }) => label !== undefined)) return undefined;
  const next = siblings.slice(index + 1, index + 3).find(({ kind }) => kind !== "Space");
  if (next?.kind !== "Label" || siblings[index]?.kind === "Space") return undefined;
  const name = textOf(next, scope).slice(1, -1);
  return reader.flow.style.rules.findLast(({ label }) => label === name);
}

function readMarkupNode(node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const { flow } = reader;
  switch (node.kind) {
    case "Text":
      addText(textOf(node, scope), node, reader);
      break;
    case "Space":
    case "Linebreak":
      flow.addBlank();
      break;
    case "Parbreak":
      flow.flush();
      break;
    case "Escape":
      addText(escaped(textOf(node, scope)), node, reader);
      break;
    case "Shorthand":
      addText(SHORTHANDS[textOf(node, scope)] ?? textOf(node, scope), node, reader);
      break;
    case "SmartQuote":
    case "Link":
      reader.element(node.kind === "Link" ? "link" : "smartquote", [], () => addText(textOf(node, scope), node, reader));
      break;
    case "Strong":
      if (!runInHeading(node, scope, reader)) markedUp("strong", node, scope, reader);
      break;
    case "Emph":
      markedUp("emph", node, scope, reader);
      break;
    case "Heading":
      heading(node, scope, reader);
      break;
    case "ListItem":
    case "EnumItem":
    case "TermItem":
      item(node, scope, reader);
      break;
    case "Ref":
      reference(node, scope, reader);
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
      reader.show(node, scope);
  }
}

function markedUp(element: string, node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const body = node.child("Markup");
  reader.element(element, [], () => {
    if (body !== undefined) reader.flow.withStyle(reader.flow.style, () => reader.walkMarkup(body, scope.inner()));
  });
}

/** `*Abstract*` at the start of a paragraph: a heading of papers without a template. */
function runInHeading(node: SyntaxNode, scope: Scope, reader: PaperReader): boolean {
  const { flow } = reader;
  if (!flow.isEmpty || flow.isCapturing || reader.isTrial || flow.frame.anchor !== undefined || reader.paper.abstract.length > 0)
    return false;
  const name = textOf(node, scope).slice(1, -1).trim();
  if (!isAbstractName(name.replace(/[.:]$/, ""))) return false;
  for (const passage of flow.capture("heading", () => markedUp("strong", node, scope, reader)))
    reader.paper.body.push({ kind: "heading", level: RUN_IN, passage });
  return true;
}

function heading(node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const marker = node.child("HeadingMarker");
  const body = node.child("Markup");
  const level = marker === undefined ? 1 : marker.end - marker.at;
  if (body !== undefined) readHeading(level, () => reader.walkMarkup(body, scope.inner()), reader);
}

/** Reads a heading; nothing of it is a passage of the body otherwise. */
export function readHeading(level: number, read: () => void, reader: PaperReader): void {
  const { flow, paper } = reader;
  flow.flush();
  const fields: [string, Value][] = [
    ["level", { type: "number", value: level }],
    ["depth", { type: "number", value: level }],
  ];
  const made = flow.capture("heading", () => reader.element("heading", fields, read));
  for (const passage of made) {
    if (passage.kind !== "heading" || flow.isCapturing || reader.isAbstract || reader.isTrial) reader.addPassage(passage);
    else paper.body.push({ kind: "heading", level, passage });
  }
}

function item(node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const { flow } = reader;
  const element = node.kind === "ListItem" ? "list" : node.kind === "EnumItem" ? "enum" : "terms";
  reader.element(element, [], () =>
    flow.withKind("listItem", () => {
      for (const part of node.children)
        if (part.kind === "Markup") {
          flow.withStyle(flow.style, () => reader.walkMarkup(part, scope.inner()));
          flow.addBlank();
        }
    }),
  );
}

function reference(node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const marker = node.child("RefMarker");
  const supplement = node.child("ContentBlock");
  const name = marker === undefined ? "" : textOf(marker, scope).slice(1);
  reader.element("ref", [], () =>
    readReference(name, supplement === undefined ? undefined : () => reader.show(supplement, scope), node, reader),
  );
}

/** `@fig-a`, `@smith2020`: a figure or section of the paper by its label, else a citation. */
export function readReference(name: string, supplement: (() => void) | undefined, range: SourceRange, reader: PaperReader): void {
  const { flow, paper } = reader;
  const kind = paper.labels.get(name);
  if (kind === undefined) {
    const abbreviation = paper.labels.abbreviation(name);
    if (abbreviation !== undefined) addText(abbreviation, range, reader);
    // One citation after the other is one for a reader: [1, 2].
    else flow.addCitation(range);
    return;
  }
  if (supplement !== undefined) supplement();
  else if (kind !== "") addText(kind, range, reader);
  flow.addBlank();
  flow.addToken("[ref]", range);
}

/** Text, after the author's rules for it. */
export function addText(text: string, range: SourceRange, reader: PaperReader): void {
  const { flow } = reader;
  const { rules } = flow.style;
  if (flow.frame.anchor === undefined) reader.lastShown = range;
  const whole = rules.findLast(({ element, fields }) => (element === "text" || element === "par") && fields.size === 0);
  if (whole !== undefined) {
    transformed(whole, [], reader, without(flow.style, whole), () => addText(text, range, reader));
    return;
  }
  if (text.length > LONGEST_SEARCHED && rules.some((rule) => rule.pattern !== undefined)) {
    for (let at = 0; at < text.length; at += LONGEST_SEARCHED) addText(text.slice(at, at + LONGEST_SEARCHED), range, reader);
    return;
  }
  const pattern = rules.findLast((rule) => rule.pattern !== undefined && text.search(rule.pattern) !== -1);
  if (pattern?.pattern === undefined) {
    flow.addText(flow.isEmpty && followsRunIn(reader) ? text.replace(/^\s*[:.—–-]\s*/, "") : text, range.at, range.end);
    return;
  }
  const others = without(flow.style, pattern);
  let at = 0;
  const outside = (part: string) => flow.withStyle(others, () => addText(part, { at: range.at, end: range.end }, reader));
  for (const found of text.matchAll(new RegExp(pattern.pattern, "gu"))) {
    if (found[0] === "") break;
    if (found.index > at) outside(text.slice(at, found.index));
    transformed(pattern, [], reader, others, () => flow.addText(found[0], range.at, range.end));
    at = found.index + found[0].length;
  }
  if (at < text.length) outside(text.slice(at));
}

function followsRunIn(reader: PaperReader): boolean {
  const last = reader.paper.body.at(-1);
  return last?.kind === "heading" && last.level === RUN_IN;
}

function escaped(written: string): string {
  const code = /^\\u\{([0-9a-fA-F]+)\}$/.exec(written)?.[1];
  return code === undefined ? written.slice(1) : (character(code) ?? "");
}

const SHORTHANDS: Readonly<Record<string, string>> = { "~": " ", "--": "–", "---": "—", "-?": "", "...": "…", "-": "-" };

export function readRaw(node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const [opens, ...rest] = node.children.filter(({ kind }) => kind === "RawDelim");
  const closes = rest.at(-1);
  const language = node.child("RawLang");
  if (opens === undefined) return;
  const from = language?.end ?? opens.end;
  const to = closes?.at ?? node.end;
  const text = scope.source.text.slice(from, to);
  const isBlock = opens.end - opens.at >= 3 && text.includes("\n");
  reader.element("raw", [["block", { type: "boolean", value: isBlock }]], () =>
    readCode({ text, isBlock, words: { at: from, end: to }, range: node }, scope, reader),
  );
}

interface CodeText {
  readonly text: string;
  readonly isBlock: boolean;
  /** Where the code itself stands. */
  readonly words: SourceRange;
  /** All of it, with its marks and its language. */
  readonly range: SourceRange;
}

/** Code within a line is text; a block of it is left out. */
export function readCode({ text, isBlock, words, range }: CodeText, scope: Scope, reader: PaperReader): void {
  if (!isBlock) reader.flow.addText(text, words.at, words.end);
  else {
    reader.flow.flush();
    reader.leaveOut("code", range, scope);
  }
}
