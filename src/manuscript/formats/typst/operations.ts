/** Arithmetic, comparison and joining of what is known; the result is unknown where a part of it is. */
import { booleanValue, type Length, MOST_ITEMS, numberValue, UNKNOWN, type Value } from "./values.ts";

export function unary(operator: string, value: Value): Value {
  if (operator === "Not") return value.type === "boolean" ? booleanValue(!value.value) : UNKNOWN;
  if (operator !== "Minus") return value;
  if (value.type === "number") return numberValue(-value.value);
  return value.type === "length" ? { type: "length", value: scaled(value.value, -1) } : UNKNOWN;
}

function scaled({ points, em, ratio }: Length, by: number): Length {
  return { points: points * by, em: em * by, ratio: ratio * by };
}

export function binary(operator: string, a: Value, b: Value): Value {
  switch (operator) {
    case "EqEq":
    case "ExclEq": {
      const equal = areEqual(a, b);
      return equal === undefined ? UNKNOWN : booleanValue(equal === (operator === "EqEq"));
    }
    case "Lt":
    case "LtEq":
    case "Gt":
    case "GtEq":
      return order(operator, a, b);
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
      return product(a, b);
    case "Slash":
      return quotient(a, b);
    default:
      return UNKNOWN;
  }
}

function order(operator: "Lt" | "LtEq" | "Gt" | "GtEq", a: Value, b: Value): Value {
  if (a.type !== "number" || b.type !== "number") return UNKNOWN;
  const [x, y] = [a.value, b.value];
  return booleanValue({ Lt: x < y, LtEq: x <= y, Gt: x > y, GtEq: x >= y }[operator]);
}

/** Content as often as it is asked for is read once. */
function product(a: Value, b: Value): Value {
  if (a.type === "number" && b.type === "number") return numberValue(a.value * b.value);
  if (a.type === "length" && b.type === "number") return { type: "length", value: scaled(a.value, b.value) };
  if (a.type === "number" && b.type === "length") return { type: "length", value: scaled(b.value, a.value) };
  return a.type === "content" || a.type === "string" ? a : UNKNOWN;
}

function quotient(a: Value, b: Value): Value {
  if (b.type !== "number" || b.value === 0) return UNKNOWN;
  if (a.type === "number") return numberValue(a.value / b.value);
  return a.type === "length" ? { type: "length", value: scaled(a.value, 1 / b.value) } : UNKNOWN;
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
