/** Expands calls and names: the body of an author's function, or the content that a name stands for, is read where it is used.
 *  Invariant: an argument keeps its own place, other text has that of its user, unless it is long and stands by itself; how much
 *  is expanded in one paper is bounded, and a warning tells of it. */
import { argumentsOf, boundScope, closureBody, evaluate, textOf } from "./evaluate.ts";
import { readCall } from "./functions.ts";
import { addText } from "./markup.ts";
import { symbolOf } from "./math.ts";
import type { Expansion, PaperReader } from "./state.ts";
import type { SyntaxNode } from "./syntax.ts";
import { isTitlePage, readTemplateArguments } from "./template.ts";
import { type Argument, type Content, type Frame, NONE, type Scope, type SourceRange, UNKNOWN, type Value } from "./values.ts";

/** Functions of the author in each other. */
const DEEPEST_EXPANSION = 30;
/** Functions and names of the author that are shown, in one paper, and the characters that they print. */
const MOST_EXPANSIONS = 30_000;
const MOST_EXPANDED = 3_000_000;
/** Rounds of one loop. */
const MOST_ROUNDS = 200;
/** Characters. What a name stands for is set as text of its own from here on, with its own lines. */
const LONG_CONTENT = 200;

/** Counts one more function or name. @returns whether it may be followed */
export function countExpansion(expansion: Expansion): boolean {
  return ++expansion.count < MOST_EXPANSIONS && expansion.depth < DEEPEST_EXPANSION;
}

export function showCall(node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const value = evaluate(node, scope, reader);
  if (value.type !== "content" || value.node.kind !== "FuncCall" || value.node.at !== node.at || value.scope !== scope) {
    showValue(value, node, reader);
    return;
  }
  const [callee, args] = node.operands;
  if (callee === undefined || args === undefined) return;
  if (showMapped(callee, args, node, scope, reader)) return;
  callFunction(evaluate(callee, scope, reader), argumentsOf(args, scope, reader), node, scope, reader);
}

/** `items.map(x => [...]).join()`: each item by the function. */
function showMapped(callee: SyntaxNode, args: SyntaxNode, range: SourceRange, scope: Scope, reader: PaperReader): boolean {
  if (callee.kind !== "FieldAccess") return false;
  const [target, method] = callee.operands;
  if (target === undefined || method === undefined) return false;
  const name = textOf(method, scope);
  if (name === "join" || name === "sum" || name === "flatten") {
    const outer = reader.expansion.separator;
    reader.expansion.separator = argumentsOf(args, scope, reader)[0]?.value ?? NONE;
    reader.show(target, scope);
    reader.expansion.separator = outer;
    return true;
  }
  if (name !== "map") return false;
  const separator = reader.expansion.separator;
  reader.expansion.separator = undefined;
  const values = evaluate(target, scope, reader);
  const [by] = argumentsOf(args, scope, reader);
  for (const [index, item] of roundsOf(values).entries()) {
    if (index > 0 && separator !== undefined) showValue(separator, range, reader);
    if (by !== undefined) callFunction(by.value, [{ name: undefined, value: item }], range, scope, reader);
    if (separator === undefined) reader.flow.addBlank();
  }
  return true;
}

/** Calls a function of the author, of Typst or of a package. */
export function callFunction(
  called: Value,
  args: readonly Argument[],
  range: SourceRange,
  scope: Scope,
  reader: PaperReader,
): void {
  if (called.type === "closure") {
    const all = [...called.preset, ...args];
    if (reader.isTrial || !isTitlePage(all)) expand(called, all, range, reader);
    else {
      readTemplateArguments(called, all, range, scope, reader);
      for (const { name, value } of all) if (name === undefined && value.type === "content") showValue(value, range, reader);
    }
  } else if (called.type === "function") readCall(called, [...called.preset, ...args], range, scope, reader);
  else readCall({ type: "function", name: "", preset: [], ofTypst: false }, args, range, scope, reader);
}

/** A function that computes what it prints from what it is given, such as a number with its unit: what it is given is read in its
 *  place. */
function computesFrom(
  closure: Extract<Value, { type: "closure" }>,
  body: SyntaxNode,
  args: readonly Argument[],
  range: SourceRange,
  reader: PaperReader,
): boolean {
  const { flow } = reader;
  const given = args.flatMap(({ value }) => (value.type === "content" ? [value] : []));
  if (reader.expansion.depth > 0 || reader.isTrial || body.kind !== "CodeBlock" || given.length === 0) return false;
  reader.expansion.shown = new Set();
  reader.isTrial = true;
  let printed = "";
  flow.capture("paragraph", () => {
    reader.expansion.depth++;
    const inner = boundScope(closure, args, reader);
    flow.withFrame({ source: flow.frame.source, anchor: range }, () => reader.show(body, inner));
    reader.expansion.depth--;
    printed = flow.text;
  });
  reader.isTrial = false;
  reader.expansion.hasReturned = false;
  const isComputed = printed.includes("[value]") && !given.some(({ node }) => reader.expansion.shown.has(node));
  if (isComputed) for (const value of given) showValue(value, range, reader);
  return isComputed;
}

/** Reads the body of a function of the author as if it stood where it is used; the arguments keep their own places. */
function expand(
  closure: Extract<Value, { type: "closure" }>,
  args: readonly Argument[],
  range: SourceRange,
  reader: PaperReader,
): void {
  const body = closureBody(closure.node);
  if (body === undefined) return;
  if (!reader.mayExpand() || reader.expansion.characters > MOST_EXPANDED) {
    for (const { value } of args) if (value.type === "content") showValue(value, range, reader);
    reader.warn("functions are used more often, or in each other, than can be followed", range, closure.scope, {
      losesText: true,
    });
    return;
  }
  if (computesFrom(closure, body, args, range, reader)) return;
  reader.expansion.characters += body.end - body.at;
  reader.expansion.depth++;
  const { flow } = reader;
  const hadReturned = reader.expansion.hasReturned;
  reader.expansion.hasReturned = false;
  const anchor = flow.frame.anchor ?? range;
  flow.withFrame({ source: flow.frame.source, anchor }, () => {
    const inner = boundScope(closure, args, reader);
    flow.withStyle(flow.style, () => reader.show(body, inner));
  });
  reader.expansion.hasReturned = hadReturned;
  reader.expansion.depth--;
}

export function showValue(value: Value, range: SourceRange, reader: PaperReader): void {
  const { flow } = reader;
  switch (value.type) {
    case "content":
      showContent(value, range, reader);
      return;
    case "string":
      showString(value, range, reader);
      return;
    case "number":
      addText(String(Math.round(value.value * 1e6) / 1e6), range, reader);
      return;
    case "array":
    case "joined":
      for (const item of value.items) {
        showValue(item, range, reader);
        if (value.type === "array") flow.addBlank();
      }
      return;
    case "subject":
      value.show();
      return;
    case "unknown":
      reader.guesses++;
      if (!/\[value\]$/.test(flow.text)) flow.addToken("[value]", range);
      return;
    case "function":
      if (value.name.startsWith("sym.")) addText(symbolOf(value.name.slice(4)), range, reader);
      return;
    case "label":
      return;
    default:
      return;
  }
}

function showString(value: Extract<Value, { type: "string" }>, range: SourceRange, reader: PaperReader): void {
  const { place } = value;
  if (place?.isArgument === true && isHere(place.frame, reader))
    reader.flow.withFrame(place.frame, () => addText(value.text, place.range, reader));
  else addText(value.text, range, reader);
}

/** Whether a text's own place lies in the file and range of the passage that is open. */
function isHere({ source }: Frame, reader: PaperReader): boolean {
  return source === reader.flow.frame.source;
}

function showContent(content: Content, range: SourceRange, reader: PaperReader): void {
  const { flow } = reader;
  const { node, scope, frame } = content;
  if (reader.isTrial) reader.expansion.shown.add(node);
  const show = () => flow.withStyle(flow.style, () => reader.show(node, scope));
  if (content.isArgument && isHere(frame, reader)) {
    flow.withFrame(frame, show);
    return;
  }
  if (!reader.mayExpand() || reader.expansion.characters > MOST_EXPANDED) {
    flow.addToken("[value]", range);
    reader.warn(
      "names are used more often, or in each other, than can be followed",
      range,
      { source: flow.frame.source } as Scope,
      {
        losesText: true,
      },
    );
    return;
  }
  reader.expansion.depth++;
  const length = node.end - node.at;
  reader.expansion.characters += length;
  const isBlock = flow.isEmpty && frame.anchor === undefined && (flow.isCapturing || length >= LONG_CONTENT);
  if (isBlock) flow.withFile(frame, show);
  else flow.withFrame({ source: flow.frame.source, anchor: flow.frame.anchor ?? range }, show);
  reader.expansion.depth--;
}

/** What a loop runs over, a round an item; one unknown item where that is not known. */
export function roundsOf(value: Value): readonly Value[] {
  return itemsOf(value)?.slice(0, MOST_ROUNDS) ?? [UNKNOWN];
}

function itemsOf(value: Value): readonly Value[] | undefined {
  if (value.type === "array") return value.items;
  if (value.type !== "dictionary") return undefined;
  return [...value.entries].map(([key, entry]) => ({
    type: "array",
    items: [{ type: "string", text: key, place: undefined }, entry],
  }));
}
