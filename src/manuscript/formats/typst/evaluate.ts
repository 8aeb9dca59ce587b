/** What an expression is worth where the tree alone decides it: literals, names, conditions, arithmetic, the fields and methods
 *  of arrays and dictionaries. Everything that prints stays an expression, to be read where it is shown. No function of an author
 *  is run further than to such a constant. */
import { methodResult, typstResult } from "./methods.ts";
import { binary, unary } from "./operations.ts";
import type { SyntaxNode } from "./syntax.ts";
import {
  type Argument,
  booleanValue,
  type Frame,
  lengthOf,
  NONE,
  namedColour,
  numberValue,
  type Scope,
  UNKNOWN,
  type Value,
} from "./values.ts";

/** What evaluating needs of the reading around it. */
export interface Context {
  /** Where the text of `scope` is shown at the moment. */
  frame(scope: Scope): Frame;
  /** Whether another function of the author may be looked into. */
  mayExpand(): boolean;
}

/** Functions in each other, to find a constant. */
const DEEPEST_CONSTANT = 8;

export function textOf(node: SyntaxNode, scope: Scope): string {
  return scope.source.text.slice(node.at, node.end);
}

/** What an expression is worth; itself, as content, where the tree does not decide it.
 *  @param depth how many functions of the author it stands in, each called by the one before */
export function evaluate(node: SyntaxNode, scope: Scope, context: Context, depth = 0): Value {
  const content = (): Value => ({ type: "content", node, scope, frame: context.frame(scope), isArgument: true });
  switch (node.kind) {
    case "Ident":
      return named(textOf(node, scope), scope);
    case "Parenthesized": {
      const [inner] = node.operands;
      return inner === undefined ? NONE : evaluate(inner, scope, context, depth);
    }
    case "Array":
      return { type: "array", items: argumentsOf(node, scope, context).map(({ value }) => value) };
    case "Dict":
      return dictionary(node, scope, context);
    case "Closure":
      return { type: "closure", node, scope, preset: [] };
    case "FieldAccess":
      return field(node, scope, context, depth);
    case "FuncCall":
      return result(node, scope, context, depth);
    case "Unary":
    case "Binary":
      return computed(node, scope, context, depth);
    case "Conditional": {
      const branch = chosenBranch(node, scope, context);
      if (branch === "undecided") return content();
      return branch === undefined ? NONE : evaluate(branch, scope, context, depth);
    }
    case "CodeBlock": {
      const [only, ...others] = node.child("Code")?.operands ?? [];
      if (only === undefined || others.length > 0 || !MAY_BE_CONSTANT.has(only.kind)) return content();
      const value = evaluate(only, scope, context, depth);
      return value.type === "content" || value.type === "unknown" ? content() : value;
    }
    case "Contextual": {
      const [inner] = node.operands;
      const value = inner === undefined ? UNKNOWN : evaluate(inner, scope, context, depth);
      return value.type === "unknown" ? UNKNOWN : content();
    }
    default:
      return literal(node, scope, context) ?? content();
  }
}

/** @returns undefined where it is none */
function literal(node: SyntaxNode, scope: Scope, context: Context): Value | undefined {
  switch (node.kind) {
    case "None":
      return NONE;
    case "Auto":
      return { type: "auto" };
    case "Bool":
      return booleanValue(textOf(node, scope) === "true");
    case "Int":
    case "Float":
      return numberValue(Number(textOf(node, scope)));
    case "Numeric": {
      const value = lengthOf(textOf(node, scope));
      return value === undefined ? UNKNOWN : { type: "length", value };
    }
    case "Str": {
      const range = { at: node.at + 1, end: Math.max(node.at + 1, node.end - 1) };
      const place = { range, frame: context.frame(scope), isArgument: true };
      return { type: "string", text: unescaped(textOf(node, scope).slice(1, -1)), place };
    }
    case "Label":
      return { type: "label", name: textOf(node, scope).slice(1, -1) };
    default:
      return undefined;
  }
}

/** @param written between its quotes */
export function unescaped(written: string): string {
  return written.replace(/\\(?:u\{([0-9a-fA-F]{1,6})\}|(.))/g, (whole: string, code: string | undefined, sign: string = "") => {
    if (code !== undefined) return character(code) ?? whole;
    return /[nrt]/.test(sign) ? " " : sign; // a line break reads as a blank
  });
}

/** @param code hexadecimal  @returns undefined where there is no such character */
export function character(code: string): string | undefined {
  const point = Number.parseInt(code, 16);
  return point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : undefined;
}

function named(name: string, scope: Scope): Value {
  return scope.get(name) ?? namedColour(name) ?? { type: "function", name, preset: [], ofTypst: true };
}

function dictionary(node: SyntaxNode, scope: Scope, context: Context): Value {
  const entries = new Map<string, Value>();
  for (const part of node.operands) {
    const [key, value] = part.operands;
    if (part.kind === "Spread" && key !== undefined) {
      const spread = evaluate(key, scope, context);
      if (spread.type === "dictionary") for (const [name, entry] of spread.entries) entries.set(name, entry);
    } else if (key !== undefined && value !== undefined) {
      const name = key.kind === "Str" ? unescaped(textOf(key, scope).slice(1, -1)) : textOf(key, scope);
      entries.set(name, evaluate(value, scope, context));
    }
  }
  return { type: "dictionary", entries };
}

/** Those of a call or the items of an array. @param node with the arguments as children, and trailing content blocks */
export function argumentsOf(node: SyntaxNode, scope: Scope, context: Context): Argument[] {
  const found: Argument[] = [];
  for (const part of node.operands) {
    if (part.kind === "Named") {
      const [name, value] = part.operands;
      if (name !== undefined && value !== undefined)
        found.push({ name: textOf(name, scope), value: evaluate(value, scope, context) });
    } else if (part.kind === "Spread") {
      const [inner] = part.operands;
      for (const argument of spread(inner === undefined ? NONE : evaluate(inner, scope, context))) found.push(argument);
    } else found.push({ name: undefined, value: evaluate(part, scope, context) });
  }
  return found;
}

function spread(value: Value): Argument[] {
  if (value.type === "array") return value.items.map((item) => ({ name: undefined, value: item }));
  if (value.type === "dictionary") return [...value.entries].map(([name, item]) => ({ name, value: item }));
  return [{ name: undefined, value }];
}

function field(node: SyntaxNode, scope: Scope, context: Context, depth: number): Value {
  const [target, name] = node.operands;
  if (target === undefined || name === undefined) return UNKNOWN;
  const value = evaluate(target, scope, context, depth);
  const key = textOf(name, scope);
  switch (value.type) {
    case "dictionary":
      return value.entries.get(key) ?? UNKNOWN;
    case "module":
      return value.scope.own.get(key) ?? UNKNOWN;
    case "function":
      if (value.name === "color" || value.name === "std")
        return namedColour(key) ?? { ...value, name: value.name === "std" ? key : `color.${key}` };
      return { ...value, name: `${value.name}.${key}` };
    case "subject":
      return value.fields.get(key) ?? (CONTENT_FIELDS.has(key) ? value : UNKNOWN);
    default:
      return UNKNOWN;
  }
}

/** Fields of an element that hold what it shows. */
const CONTENT_FIELDS: ReadonlySet<string> = new Set(
  "body text caption children term description element body-block child dest target note".split(" "),
);

function result(node: SyntaxNode, scope: Scope, context: Context, depth: number): Value {
  const content: Value = { type: "content", node, scope, frame: context.frame(scope), isArgument: true };
  const [callee, args] = node.operands;
  if (callee === undefined || args === undefined) return content;
  const [target, name] = callee.kind === "FieldAccess" ? callee.operands : [];
  if (target !== undefined && name !== undefined) {
    const filtered = textOf(name, scope) === "filter" ? filteredItems(target, args, scope, context, depth) : undefined;
    if (filtered !== undefined) return filtered;
    const found = methodResult(evaluate(target, scope, context, depth), textOf(name, scope), () =>
      argumentsOf(args, scope, context),
    );
    if (found !== undefined) return found;
  }
  const called = evaluate(callee, scope, context, depth);
  if (called.type === "function" && called.ofTypst) {
    const found = typstResult(called.name, () => [...called.preset, ...argumentsOf(args, scope, context)]);
    return found ?? content;
  }
  if (called.type !== "closure" || depth >= DEEPEST_CONSTANT || !context.mayExpand()) return content;
  const body = closureBody(called.node);
  if (body === undefined || !MAY_BE_CONSTANT.has(body.kind)) return content;
  const inner = boundScope(called, [...called.preset, ...argumentsOf(args, scope, context)], context);
  const value = evaluate(body, inner, context, depth + 1);
  return value.type === "content" || value.type === "unknown" || value.type === "joined" ? content : value;
}

/** `items.filter(x => x.shown)`, where each answer is a constant. */
function filteredItems(target: SyntaxNode, args: SyntaxNode, scope: Scope, context: Context, depth: number): Value | undefined {
  const array = evaluate(target, scope, context, depth);
  const [by] = argumentsOf(args, scope, context);
  if (array.type !== "array" || by?.value.type !== "closure" || depth >= DEEPEST_CONSTANT) return undefined;
  const closure = by.value;
  const body = closureBody(closure.node);
  if (body === undefined) return undefined;
  const items = array.items.filter((item) => {
    const answer = evaluate(body, boundScope(closure, [{ name: undefined, value: item }], context), context, depth + 1);
    return answer.type !== "boolean" || answer.value;
  });
  return { type: "array", items };
}

const MAY_BE_CONSTANT: ReadonlySet<string> = new Set(
  "None Auto Bool Int Float Numeric Str Ident Parenthesized Array Dict FieldAccess FuncCall Unary Binary Conditional Closure".split(
    " ",
  ),
);

export function closureBody(closure: SyntaxNode): SyntaxNode | undefined {
  return closure.operands.filter(({ kind }) => kind !== "Eq").at(-1);
}

/** The scope of a function's body, its parameters bound. What is not given and has no default is unknown. */
export function boundScope(
  { node, scope }: { readonly node: SyntaxNode; readonly scope: Scope },
  args: readonly Argument[],
  context: Context,
): Scope {
  const inner = scope.inner();
  const positional = args.filter(({ name }) => name === undefined).map(({ value }) => value);
  const byName = new Map(args.flatMap(({ name, value }) => (name === undefined ? [] : [[name, value] as const])));
  const parameters = node.child("Params")?.operands ?? [];
  const following = (index: number) =>
    parameters.slice(index + 1).filter(({ kind }) => kind !== "Named" && kind !== "Spread").length;
  for (const [index, parameter] of parameters.entries()) {
    const [name, standard] = parameter.kind === "Ident" ? [parameter] : parameter.operands;
    if (name === undefined) continue;
    const key = textOf(name, scope);
    if (parameter.kind === "Named") {
      inner.define(key, byName.get(key) ?? (standard === undefined ? UNKNOWN : evaluate(standard, scope, context)));
      byName.delete(key);
    } else if (parameter.kind === "Spread") {
      const taken = positional.splice(0, Math.max(0, positional.length - following(index)));
      inner.define(key, { type: "array", items: taken, named: byName });
    } else if (parameter.kind === "Destructuring") bindPattern(parameter, positional.shift() ?? UNKNOWN, inner);
    else inner.define(key, positional.shift() ?? UNKNOWN);
  }
  return inner;
}

/** `(a, b)`, `(a, ..)`, `name`. */
export function bindPattern(pattern: SyntaxNode, value: Value, scope: Scope): void {
  if (pattern.kind === "Ident") {
    scope.define(textOf(pattern, scope), value);
    return;
  }
  const parts = pattern.operands.filter(({ kind }) => /^(?:Named|Ident|Destructuring|Parenthesized)$/.test(kind));
  let index = 0;
  for (const part of parts) {
    const [key, inner] = part.kind === "Named" ? part.operands : [part, part];
    if (key !== undefined && inner !== undefined) bindPattern(inner, partOf(value, index, key, scope), scope);
    if (part.kind !== "Named") index++;
  }
}

/** Of an array by its place, of a dictionary by its name. */
function partOf(value: Value, index: number, key: SyntaxNode, scope: Scope): Value {
  if (value.type === "array") return value.items[index] ?? UNKNOWN;
  return value.type === "dictionary" ? (value.entries.get(textOf(key, scope)) ?? UNKNOWN) : UNKNOWN;
}

/** @returns undefined where no branch is taken */
export function chosenBranch(node: SyntaxNode, scope: Scope, context: Context): SyntaxNode | undefined | "undecided" {
  const [condition, then, otherwise] = node.operands.filter(({ kind }) => kind !== "Else");
  if (condition === undefined) return undefined;
  const value = evaluate(condition, scope, context);
  if (value.type !== "boolean") return "undecided";
  return value.value ? then : otherwise;
}

const OPERATORS: ReadonlySet<string> = new Set(
  "Plus Minus Star Slash EqEq ExclEq Lt LtEq Gt GtEq And Or In Not Eq PlusEq HyphEq StarEq SlashEq".split(" "),
);

/** `a` and `b` of `a + b`, and its operator; "In" and "Not In" are words of two. */
export function operationOf(node: SyntaxNode): { readonly operator: string; readonly operands: readonly SyntaxNode[] } {
  const signs = node.children.filter(({ kind }) => OPERATORS.has(kind)).map(({ kind }) => kind);
  const operands = node.operands.filter(({ kind }) => !OPERATORS.has(kind));
  return { operator: signs.join(" "), operands };
}

function computed(node: SyntaxNode, scope: Scope, context: Context, depth: number): Value {
  const { operator, operands } = operationOf(node);
  const [left, right] = operands;
  if (left === undefined) return UNKNOWN;
  const a = evaluate(left, scope, context, depth);
  if (right === undefined) return unary(operator, a);
  if (operator === "And" && a.type === "boolean" && !a.value) return a;
  if (operator === "Or" && a.type === "boolean" && a.value) return a;
  const b = evaluate(right, scope, context, depth);
  return binary(operator, a, b);
}
