/** What methods of arrays, dictionaries, texts and colours, and those functions of Typst that print nothing, give as a constant. */
import {
  type Argument,
  booleanValue,
  changedColour,
  colourBy,
  MOST_ITEMS,
  mixedColour,
  NONE,
  numberValue,
  stringValue,
  UNKNOWN,
  type Value,
} from "./values.ts";

/** Of methods that compute a constant; undefined where there is none, such as for a function of a module. */
export function methodResult(target: Value, method: string, args: () => readonly Argument[]): Value | undefined {
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

/** Typst's own functions that give no content, and whose result is not worth computing: data files, state, colours of other models. */
const NOT_COMPUTED: ReadonlySet<string> = new Set(
  `color.hsl color.hsv gradient.linear gradient.radial gradient.conic tiling pattern stroke datetime duration selector type measure
  csv json yaml toml read xml cbor query counter state here locate`.split(/\s+/),
);

const COLOUR_FUNCTION = /^(?:color\.)?(?:rgb|luma|cmyk|oklab|oklch)$/;

/** Of Typst's own functions that compute a constant; undefined where they print. */
export function typstResult(name: string, args: () => readonly Argument[]): Value | undefined {
  if (NOT_COMPUTED.has(name)) return UNKNOWN;
  const values = () => args().flatMap(({ name: key, value }) => (key === undefined ? [value] : []));
  if (COLOUR_FUNCTION.test(name)) return colourBy(name.replace("color.", ""), values());
  if (name.startsWith("calc.")) return calculated(name.slice("calc.".length), values());
  switch (name) {
    case "color.linear-rgb":
      return colourBy(name, values());
    case "color.mix":
      return mixedColour(values());
    case "range":
      return rangeOf(values());
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
      return first?.type === "number" || first?.type === "string" ? first : UNKNOWN;
    }
    default:
      return undefined;
  }
}

/** `range(to)`, `range(from, to)`. */
function rangeOf(args: readonly Value[]): Value {
  const numbers = args.map((value) => (value.type === "number" ? value.value : Number.NaN));
  const [from = 0, to = Number.NaN] = numbers.length > 1 ? numbers : [0, ...numbers];
  if (Number.isNaN(to - from)) return UNKNOWN;
  const length = Math.min(Math.max(0, to - from), MOST_ITEMS);
  return { type: "array", items: Array.from({ length }, (_, index) => numberValue(from + index)) };
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
