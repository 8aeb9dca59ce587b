/** What an expression is worth where the tree alone decides it: literals, names, conditions, arithmetic, the fields and methods of arrays and dictionaries.
 *  Everything that prints stays an expression, to be read where it is shown. No function of an author is run further than to such a constant. */
import type { SyntaxNode } from "./syntax.ts";
import {
  type Argument,
  booleanValue,
  changedColour,
  colourBy,
  type Frame,
  type Length,
  lengthOf,
  mixedColour,
  NONE,
  namedColour,
  numberValue,
  type Scope,
  stringValue,
  UNKNOWN,
  type Value,
} from "./values.ts";

/** What evaluating needs of the reading around it. */
export interface Context {
  /** Where the text of `scope` is shown at the moment. */
  frame(scope: Scope): Frame;
  /** Of a file that is included or imported as a value. */
  module(path: string, scope: Scope): Scope | undefined;
  /** Whether another function of the author may be looked into. */
  mayExpand(): boolean;
}

/** Functions in each other, to find a constant. */
const DEEPEST_CONSTANT = 8;
/** Items of one array. */
const MOST_ITEMS = 2_000;

export function textOf(node: SyntaxNode, scope: Scope): string {
  return scope.source.text.slice(node.at, node.end);
}

export function evaluate(node: SyntaxNode, scope: Scope, context: Context, depth = 0): Value {
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
    case "Str":
      return {
        type: "string",
        text: unescaped(textOf(node, scope).slice(1, -1)),
        place: {
          range: { at: node.at + 1, end: Math.max(node.at + 1, node.end - 1) },
          frame: context.frame(scope),
          isArgument: true,
        },
      };
    case "Label":
      return { type: "label", name: textOf(node, scope).slice(1, -1) };
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
      if (branch === "undecided") break;
      return branch === undefined ? NONE : evaluate(branch, scope, context, depth);
    }
    case "CodeBlock": {
      const statements = node.child("Code")?.operands ?? [];
      const [only] = statements;
      if (only === undefined || statements.length > 1 || !MAY_BE_CONSTANT.has(only.kind)) break;
      const value = evaluate(only, scope, context, depth);
      if (value.type === "content" || value.type === "unknown") break;
      return value;
    }
    case "Contextual": {
      const [inner] = node.operands;
      const value = inner === undefined ? UNKNOWN : evaluate(inner, scope, context, depth);
      return value.type === "unknown" ? UNKNOWN : { type: "content", node, scope, frame: context.frame(scope), isArgument: true };
    }
    default:
      break;
  }
  return { type: "content", node, scope, frame: context.frame(scope), isArgument: true };
}

/** @param written between its quotes */
export function unescaped(written: string): string {
  return written.replace(/\\(?:u\{([0-9a-fA-F]{1,6})\}|(.))/g, (whole: string, code: string | undefined, sign: string = "") => {
    if (code !== undefined) return character(code) ?? whole;
    return /[nrt]/.test(sign) ? " " : sign; // a line break is a blank for whoever reads it
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
  let index = 0;
  for (const part of pattern.operands) {
    if (part.kind === "Named") {
      const [key, inner] = part.operands;
      const entry = key !== undefined && value.type === "dictionary" ? value.entries.get(textOf(key, scope)) : undefined;
      if (inner !== undefined) bindPattern(inner, entry ?? UNKNOWN, scope);
    } else if (part.kind === "Ident" || part.kind === "Destructuring" || part.kind === "Parenthesized") {
      const name = part.kind === "Ident" ? textOf(part, scope) : "";
      const item =
        value.type === "array" ? value.items[index] : value.type === "dictionary" ? value.entries.get(name) : undefined;
      bindPattern(part, item ?? UNKNOWN, scope);
      index++;
    }
  }
}

/** Of methods that compute a constant; undefined where there is none, such as for a function of a module. */
function methodResult(target: Value, method: string, args: () => readonly Argument[]): Value | undefined {
  const values = () => args().flatMap(({ name, value }) => (name === undefined ? [value] : []));
  switch (target.type) {
    case "closure":
    case "function":
      return method === "with" ? { ...target, preset: [...target.preset, ...args()] } : undefined;
    case "colour":
      return changedColour(target, method, values());
    case "array":
      return arrayResult(target, method, args());
    case "dictionary": {
      if (target.entries.has(method)) return undefined;
      const [first] = values();
      if (method === "at" && first?.type === "string") return target.entries.get(first.text) ?? defaultOf(args());
      if (method === "keys") return { type: "array", items: [...target.entries.keys()].map((key) => stringValue(key)) };
      if (method === "values") return { type: "array", items: [...target.entries.values()] };
      if (method === "pairs")
        return {
          type: "array",
          items: [...target.entries].map(([key, value]) => ({ type: "array", items: [stringValue(key), value] })),
        };
      return method === "len" ? numberValue(target.entries.size) : UNKNOWN;
    }
    case "string":
      return stringResult(target, method, values());
    case "number":
    case "boolean":
    case "none":
    case "unknown":
      return UNKNOWN;
    default:
      return undefined;
  }
}

function defaultOf(args: readonly Argument[]): Value {
  return args.find(({ name }) => name === "default")?.value ?? UNKNOWN;
}

function arrayResult(target: Extract<Value, { type: "array" }>, method: string, args: readonly Argument[]): Value | undefined {
  const { items } = target;
  const [first] = args.flatMap(({ name, value }) => (name === undefined ? [value] : []));
  switch (method) {
    case "at":
      return first?.type === "number" ? (items.at(first.value) ?? defaultOf(args)) : UNKNOWN;
    case "first":
      return items[0] ?? UNKNOWN;
    case "last":
      return items.at(-1) ?? UNKNOWN;
    case "len":
      return numberValue(items.length);
    case "push":
      if (first !== undefined && items.length < MOST_ITEMS) items.push(first);
      return NONE;
    case "flatten":
      return { type: "array", items: items.flatMap((item) => (item.type === "array" ? item.items : [item])) };
    case "slice":
    case "rev":
    case "sorted":
    case "dedup":
      return method === "rev" ? { type: "array", items: items.toReversed() } : method === "slice" ? UNKNOWN : target;
    case "join":
      return {
        type: "joined",
        items: items.flatMap((item, index) => (index > 0 && first !== undefined ? [first, item] : [item])),
      };
    case "enumerate":
      return { type: "array", items: items.map((item, index) => ({ type: "array", items: [numberValue(index), item] })) };
    case "sum":
      return { type: "joined", items };
    case "filter":
      return target;
    case "map":
      return undefined;
    case "pos":
      return target;
    case "named":
      return { type: "dictionary", entries: target.named ?? new Map() };
    default:
      return UNKNOWN;
  }
}

function stringResult(target: Extract<Value, { type: "string" }>, method: string, args: readonly Value[]): Value {
  const [first, second] = args;
  switch (method) {
    case "len":
      return numberValue(target.text.length);
    case "contains":
    case "starts-with":
    case "ends-with": {
      if (first?.type !== "string") return UNKNOWN;
      const { text } = first;
      if (method === "contains") return booleanValue(target.text.includes(text));
      return booleanValue(method === "starts-with" ? target.text.startsWith(text) : target.text.endsWith(text));
    }
    case "replace":
      return first?.type === "string" && second?.type === "string"
        ? { ...target, text: target.text.replaceAll(first.text, () => second.text) }
        : target;
    case "trim":
      return { ...target, text: target.text.trim() };
    case "split":
      return first?.type === "string" && first.text !== ""
        ? {
            type: "array",
            items: target.text
              .split(first.text)
              .slice(0, MOST_ITEMS)
              .map((text) => ({ ...target, text })),
          }
        : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** Of Typst's own functions that compute a constant; undefined where they print. */
function typstResult(name: string, args: () => readonly Argument[]): Value | undefined {
  const values = () => args().flatMap(({ name: key, value }) => (key === undefined ? [value] : []));
  switch (name) {
    case "rgb":
    case "luma":
    case "cmyk":
    case "oklab":
    case "oklch":
    case "color.rgb":
    case "color.luma":
    case "color.cmyk":
    case "color.oklab":
    case "color.oklch":
    case "color.linear-rgb":
      return colourBy(name === "color.linear-rgb" ? name : name.replace("color.", ""), values());
    case "color.hsl":
    case "color.hsv":
    case "gradient.linear":
    case "gradient.radial":
    case "gradient.conic":
    case "tiling":
    case "pattern":
    case "stroke":
    case "datetime":
    case "duration":
    case "regex":
    case "selector":
    case "type":
    case "measure":
    case "csv":
    case "json":
    case "yaml":
    case "toml":
    case "read":
    case "xml":
    case "cbor":
    case "query":
    case "eval":
    case "counter":
    case "state":
    case "here":
    case "locate":
      return name === "regex" || name === "eval" ? undefined : UNKNOWN;
    case "color.mix":
      return mixedColour(values());
    case "range": {
      const numbers = values().map((value) => (value.type === "number" ? value.value : Number.NaN));
      const [from, to] = numbers.length > 1 ? [numbers[0], numbers[1]] : [0, numbers[0]];
      const count = (to ?? Number.NaN) - (from ?? Number.NaN);
      if (Number.isNaN(count)) return UNKNOWN;
      const length = Math.min(Math.max(0, count), MOST_ITEMS);
      return { type: "array", items: Array.from({ length }, (_, index) => numberValue((from ?? 0) + index)) };
    }
    case "sys.inputs.at":
      return defaultOf(args());
    case "sys.inputs.keys":
      return { type: "array", items: [] };
    case "label": {
      const [first] = values();
      return first?.type === "string" ? { type: "label", name: first.text } : UNKNOWN;
    }
    case "str":
    case "int":
    case "float": {
      const [first] = values();
      if (first?.type === "number" || first?.type === "string") return first;
      return UNKNOWN;
    }
    default:
      return name.startsWith("calc.") ? calculated(name.slice(5), values()) : undefined;
  }
}

const CALCULATIONS: Readonly<Record<string, (...numbers: number[]) => number | boolean>> = {
  abs: Math.abs,
  pow: (a, b) => a ** b,
  min: Math.min,
  max: Math.max,
  odd: (a) => a % 2 !== 0,
  even: (a) => a % 2 === 0,
  rem: (a, b) => a % b,
  floor: Math.floor,
  ceil: Math.ceil,
  sqrt: Math.sqrt,
  quo: (a, b) => Math.floor(a / b),
};

function calculated(name: string, args: readonly Value[]): Value {
  const numbers = args.flatMap((arg) => (arg.type === "number" ? [arg.value] : []));
  const by = Object.hasOwn(CALCULATIONS, name) ? CALCULATIONS[name] : undefined;
  if (by === undefined || numbers.length === 0 || numbers.length !== args.length) return UNKNOWN;
  const found = by(...numbers);
  return typeof found === "boolean" ? booleanValue(found) : numberValue(found);
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

function unary(operator: string, value: Value): Value {
  if (operator === "Not") return value.type === "boolean" ? booleanValue(!value.value) : UNKNOWN;
  if (operator !== "Minus") return value;
  if (value.type === "number") return numberValue(-value.value);
  return value.type === "length" ? { type: "length", value: scaled(value.value, -1) } : UNKNOWN;
}

function scaled({ points, em, ratio }: Length, by: number): Length {
  return { points: points * by, em: em * by, ratio: ratio * by };
}

function binary(operator: string, a: Value, b: Value): Value {
  switch (operator) {
    case "EqEq":
    case "ExclEq": {
      const equal = areEqual(a, b);
      return equal === undefined ? UNKNOWN : booleanValue(equal === (operator === "EqEq"));
    }
    case "Lt":
    case "LtEq":
    case "Gt":
    case "GtEq": {
      if (a.type !== "number" || b.type !== "number") return UNKNOWN;
      const [x, y] = [a.value, b.value];
      return booleanValue({ Lt: x < y, LtEq: x <= y, Gt: x > y, GtEq: x >= y }[operator]);
    }
    case "And":
    case "Or":
      if (b.type !== "boolean") return UNKNOWN;
      // Where the first is not known, the second alone may decide.
      if (a.type === "boolean") return b;
      return b.value === (operator === "Or") ? b : UNKNOWN;
    case "In":
    case "Not In":
      return isIn(a, b, operator === "In");
    case "Plus":
    case "PlusEq":
      return sum(a, b);
    case "Minus":
      return a.type === "number" && b.type === "number" ? numberValue(a.value - b.value) : UNKNOWN;
    case "Star":
      if (a.type === "number" && b.type === "number") return numberValue(a.value * b.value);
      if (a.type === "length" && b.type === "number") return { type: "length", value: scaled(a.value, b.value) };
      if (a.type === "number" && b.type === "length") return { type: "length", value: scaled(b.value, a.value) };
      return a.type === "content" || a.type === "string" ? a : UNKNOWN;
    case "Slash":
      if (b.type !== "number" || b.value === 0) return UNKNOWN;
      if (a.type === "number") return numberValue(a.value / b.value);
      return a.type === "length" ? { type: "length", value: scaled(a.value, 1 / b.value) } : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

function areEqual(a: Value, b: Value): boolean | undefined {
  if (a.type === "unknown" || b.type === "unknown" || a.type === "subject" || b.type === "subject") return undefined;
  if (a.type !== b.type) return [a.type, b.type].some((type) => SIMPLE.has(type)) ? false : undefined;
  if (a.type === "number" && b.type === "number") return a.value === b.value;
  if (a.type === "boolean" && b.type === "boolean") return a.value === b.value;
  if (a.type === "string" && b.type === "string") return a.text === b.text;
  if (a.type === "array" && b.type === "array")
    return a.items.length === 0 || b.items.length === 0 ? a.items.length === b.items.length : undefined;
  if (a.type === "content" && b.type === "content") return undefined;
  return a.type === "none" || a.type === "auto" ? true : undefined;
}

const SIMPLE: ReadonlySet<string> = new Set(["none", "auto", "boolean", "number", "string", "array", "dictionary"]);

function isIn(a: Value, b: Value, wanted: boolean): Value {
  if (b.type === "function" && b.name === "sys.inputs") return booleanValue(!wanted);
  if (b.type === "string" && a.type === "string") return booleanValue(b.text.includes(a.text) === wanted);
  if (b.type === "dictionary" && a.type === "string") return booleanValue(b.entries.has(a.text) === wanted);
  if (b.type !== "array") return UNKNOWN;
  const equal = b.items.map((item) => areEqual(a, item));
  if (equal.includes(true)) return booleanValue(wanted);
  return equal.includes(undefined) ? UNKNOWN : booleanValue(!wanted);
}

function sum(a: Value, b: Value): Value {
  if (a.type === "none") return b;
  if (b.type === "none") return a;
  if (a.type === "number" && b.type === "number") return numberValue(a.value + b.value);
  if (a.type === "string" && b.type === "string") return { ...a, text: a.text + b.text };
  if (a.type === "length" && b.type === "length")
    return {
      type: "length",
      value: {
        points: a.value.points + b.value.points,
        em: a.value.em + b.value.em,
        ratio: a.value.ratio + b.value.ratio,
      },
    };
  if (a.type === "array" && b.type === "array") return { type: "array", items: [...a.items, ...b.items].slice(0, MOST_ITEMS) };
  if (a.type === "dictionary" && b.type === "dictionary")
    return { type: "dictionary", entries: new Map([...a.entries, ...b.entries]) };
  const items = [a, b].flatMap((one) => (one.type === "joined" ? one.items : [one]));
  return items.length > MOST_ITEMS ? UNKNOWN : { type: "joined", items };
}
