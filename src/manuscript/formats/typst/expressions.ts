/** What an expression prints: blocks, math, conditions, loops, bindings and rules. Invariant: of a condition that cannot be
 *  decided both branches are read, and the body of a loop over what is not known is read once. */
import { bindPattern, chosenBranch, evaluate, operationOf, textOf } from "./evaluate.ts";
import { roundsOf, showCall } from "./expansion.ts";
import { readRaw } from "./markup.ts";
import { readMath } from "./math.ts";
import { readSetRule, readShowRule } from "./rules.ts";
import type { PaperReader } from "./state.ts";
import type { SyntaxNode } from "./syntax.ts";
import { type Content, NONE, type Scope, UNKNOWN, type Value } from "./values.ts";

/** Shows an expression, or runs it where it is a statement. */
export function showExpression(node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  switch (node.kind) {
    case "ContentBlock":
    case "CodeBlock":
      showBlock(node, scope, reader);
      return;
    case "Markup":
      reader.walkMarkup(node, scope);
      return;
    case "Equation":
      reader.element("math.equation", [["block", { type: "boolean", value: isDisplayed(node, scope) }]], () =>
        readMath(node, scope, reader),
      );
      return;
    case "Raw":
      readRaw(node, scope, reader);
      return;
    case "FuncCall":
      showCall(node, scope, reader);
      return;
    case "Conditional":
      showConditional(node, scope, reader);
      return;
    case "ForLoop":
    case "WhileLoop":
      showLoop(node, scope, reader);
      return;
    case "Contextual":
    case "FuncReturn": {
      const [inner] = node.operands.filter(({ kind }) => kind !== "Return");
      if (inner !== undefined) reader.show(inner, scope);
      if (node.kind === "FuncReturn") reader.expansion.hasReturned = true;
      return;
    }
    default:
      if (!runStatement(node, scope, reader)) showValueOf(node, scope, reader);
  }
}

/** `[…]` and `{…}`: what is bound or set within ends with them. */
function showBlock(node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const { flow } = reader;
  const [markup, code] = [node.child("Markup"), node.child("Code")];
  if (markup !== undefined) flow.withStyle(flow.style, () => reader.walkMarkup(markup, scope.inner()));
  else if (code !== undefined) flow.withStyle(flow.style, () => showCode(code, scope.inner(), reader));
}

/** What prints nothing, but for an included file. @returns whether the node is a statement */
function runStatement(node: SyntaxNode, scope: Scope, reader: PaperReader): boolean {
  switch (node.kind) {
    case "LetBinding":
      define(node, scope, reader);
      return true;
    case "SetRule":
      readSetRule(node, scope, reader);
      return true;
    case "ShowRule":
      readShowRule(node, scope, reader);
      return true;
    case "ModuleImport":
      importInto(scope, node, reader);
      return true;
    case "ModuleInclude":
      includeFile(node, scope, reader);
      return true;
    case "Binary":
      return assigns(node, scope, reader);
    case "DestructAssignment":
    case "LoopBreak":
    case "LoopContinue":
    case "Named":
    case "Spread":
    case "Closure":
      return true;
    default:
      return false;
  }
}

function showValueOf(node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const value = evaluate(node, scope, reader);
  // What has no rule prints nothing, or it would be shown by itself without end.
  if (value.type !== "content" || value.node.at !== node.at || value.node.kind !== node.kind) reader.showValue(value, node);
}

function includeFile(node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const [path] = node.operands;
  const value = path === undefined ? NONE : evaluate(path, scope, reader);
  if (value.type === "string") reader.files.include(value.text, reader, node, scope);
  else
    reader.warn("a file is included under a name that must be computed; the rest was read without it", node, scope, {
      losesText: true,
    });
}

/** `x = 1`, `x += [more]`. @returns whether it is one */
function assigns(node: SyntaxNode, scope: Scope, reader: PaperReader): boolean {
  const { operator, operands } = operationOf(node);
  if (!/^(?:Eq|PlusEq|HyphEq|StarEq|SlashEq)$/.test(operator)) return false;
  const [target, value] = operands;
  if (target?.kind === "Ident" && value !== undefined) assign(operator, target, value, scope, reader);
  return true;
}

function showCode(code: SyntaxNode, scope: Scope, reader: PaperReader): void {
  for (const statement of code.operands) {
    reader.show(statement, scope);
    if (reader.expansion.hasReturned) return;
  }
}

function showConditional(node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const branch = chosenBranch(node, scope, reader);
  if (branch === undefined) return;
  if (branch !== "undecided") {
    reader.show(branch, scope);
    return;
  }
  reader.guesses++;
  const [, then, otherwise] = node.operands.filter(({ kind }) => kind !== "Else");
  if (then !== undefined) reader.show(then, scope);
  const hadReturned = reader.expansion.hasReturned;
  reader.expansion.hasReturned = false;
  reader.flow.addBlank();
  if (otherwise !== undefined) reader.show(otherwise, scope);
  reader.expansion.hasReturned = hadReturned && reader.expansion.hasReturned;
  const hasText = [then, otherwise].some((one) => one !== undefined && MARKUP_WITH_WORDS.test(textOf(one, scope)));
  if (hasText && reader.flow.frame.anchor === undefined)
    reader.warn("a condition can only be decided by running the paper: what depends on it was read", node, scope);
}

function showLoop(node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const body = node.operands.at(-1);
  if (body === undefined) return;
  if (node.kind === "WhileLoop") {
    const [condition] = node.operands;
    const value = condition === undefined ? UNKNOWN : evaluate(condition, scope, reader);
    if (value.type !== "boolean" || value.value) reader.show(body, scope);
    return;
  }
  const [pattern, over] = node.operands;
  const values = over === undefined ? UNKNOWN : evaluate(over, scope, reader);
  const items = roundsOf(values);
  for (const item of items) {
    if (!reader.mayExpand()) return;
    const inner = scope.inner();
    if (pattern !== undefined) bindPattern(pattern, item, inner);
    reader.show(body, inner);
  }
}

const MARKUP_WITH_WORDS = /\[[^\]]*\p{L}{3}/u;

function isDisplayed(node: SyntaxNode, scope: Scope): boolean {
  return /^\$\s[\s\S]*\s\$$/.test(textOf(node, scope));
}

/** A value given anew: `name = value`, `name += value`. */
function assign(operator: string, target: SyntaxNode, value: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const name = textOf(target, scope);
  const added = evaluate(value, scope, reader);
  const before = scope.get(name) ?? UNKNOWN;
  if (operator === "Eq") scope.assign(name, added);
  else if (operator !== "PlusEq") scope.assign(name, UNKNOWN);
  else if (before.type === "number" && added.type === "number")
    scope.assign(name, { type: "number", value: before.value + added.value });
  else if (before.type === "array" && added.type === "array")
    scope.assign(name, { type: "array", items: [...before.items, ...added.items] });
  else scope.assign(name, before.type === "none" ? added : { type: "joined", items: [before, added] });
}

/** Of a `let`. */
export function define(node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const [pattern, value] = node.operands.filter(({ kind }) => kind !== "Eq");
  if (pattern?.kind === "Closure") {
    const [name] = pattern.operands;
    if (name?.kind === "Ident") scope.define(textOf(name, scope), { type: "closure", node: pattern, scope, preset: [] });
    return;
  }
  if (pattern === undefined) return;
  const found = value === undefined ? NONE : evaluate(value, scope, reader);
  bindPattern(pattern, found.type === "content" || found.type === "string" ? named(found) : found, scope);
}

/** `#import "x.typ": a, b as c`, `*`, or the module by its own name. */
export function importInto(scope: Scope, node: SyntaxNode, reader: PaperReader): void {
  const parts = node.children;
  const [source] = node.operands;
  const path = source === undefined ? UNKNOWN : evaluate(source, scope, reader);
  const module = path.type === "string" ? reader.module(path.text, scope) : path.type === "module" ? path.scope : undefined;
  const of = (name: string): Value =>
    module?.own.get(name) ?? (module === undefined ? { type: "function", name, preset: [], ofTypst: false } : UNKNOWN);
  const items = parts.find(({ kind }) => kind === "ImportItems");
  if (parts.some(({ kind }) => kind === "Star")) for (const [name, value] of module?.own ?? []) scope.define(name, value);
  for (const item of items?.operands ?? []) {
    const names = (item.kind === "RenamedImportItem" ? item.operands : [item]).map((part) => textOf(part, scope));
    const original = (names[0] ?? "").split(".").at(-1) ?? "";
    scope.define(names.at(-1)?.split(".").at(-1) ?? original, of(original));
  }
  if (items !== undefined || path.type !== "string") return;
  const alias = node.operands.find(({ kind }) => kind === "Ident");
  const name = alias === undefined ? moduleName(path.text) : textOf(alias, scope);
  scope.define(
    name,
    module === undefined ? { type: "function", name, preset: [], ofTypst: false } : { type: "module", scope: module },
  );
}

/** Content under a name stands elsewhere than where it is shown. */
function named<T extends Content | Extract<Value, { type: "string" }>>(value: T): T {
  if (value.type === "content") return { ...value, isArgument: false };
  return { ...value, place: value.place === undefined ? undefined : { ...value.place, isArgument: false } };
}

function moduleName(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return name.replace(/\.typ$|:.*$/, "");
}
