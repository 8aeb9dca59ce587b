/** What an expression of Typst is worth, as far as the tree alone tells: constants, content that is read where it is shown,
 *  functions of the author. Nothing is run: what would have to be computed is `unknown`, and then counts as seen. */
import type { SourceFile } from "../../document.ts";
import { BLACK, type Colour, WHITE } from "../latex/colour.ts";
import type { SyntaxNode } from "./syntax.ts";

/** UTF-16 offsets of a range of a file. */
export interface SourceRange {
  readonly at: number;
  readonly end: number;
}

/** Where a text stands. `anchor`: the place that shows it, where it was written in another. */
export interface Frame {
  readonly source: SourceFile;
  readonly anchor: SourceRange | undefined;
}

export class Scope {
  readonly source: SourceFile;
  readonly #parent: Scope | undefined;
  readonly #values = new Map<string, Value>();

  constructor(source: SourceFile, parent?: Scope) {
    this.source = source;
    this.#parent = parent;
  }

  /** A scope within this one. */
  inner(): Scope {
    return new Scope(this.source, this);
  }

  define(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  /** Undefined where nothing of the tree has that name. */
  get(name: string): Value | undefined {
    return this.#values.get(name) ?? this.#parent?.get(name);
  }

  /** Gives a name another value, where it was defined. */
  assign(name: string, value: Value): void {
    if (this.#values.has(name) || this.#parent === undefined) this.#values.set(name, value);
    else this.#parent.assign(name, value);
  }

  /** Of a module: what others may import. */
  get own(): ReadonlyMap<string, Value> {
    return this.#values;
  }
}

/** A part of a length, each in its unit. */
export interface Length {
  readonly points: number;
  readonly em: number;
  /** Of the page or what else holds it; 1 is all. */
  readonly ratio: number;
}

export interface Argument {
  readonly name: string | undefined;
  readonly value: Value;
}

/** An expression that shows something, not read yet. `isArgument`: it stands within the call that shows it, so its words stay
 *  where they are. */
export interface Content {
  readonly type: "content";
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly frame: Frame;
  readonly isArgument: boolean;
}

/** Between the quotes of a string; none for one that was put together. */
export interface StringPlace {
  readonly range: SourceRange;
  readonly frame: Frame;
  readonly isArgument: boolean;
}

export type Value =
  | Content
  | { readonly type: "none" }
  | { readonly type: "auto" }
  | { readonly type: "unknown" }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "length"; readonly value: Length }
  | { readonly type: "colour"; readonly colour: Colour; readonly alpha: number }
  | { readonly type: "string"; readonly text: string; readonly place: StringPlace | undefined }
  /** `named`: of a parameter that takes all arguments, those with a name. */
  | { readonly type: "array"; readonly items: Value[]; readonly named?: Map<string, Value> }
  | { readonly type: "dictionary"; readonly entries: Map<string, Value> }
  | { readonly type: "joined"; readonly items: readonly Value[] }
  | { readonly type: "label"; readonly name: string }
  | { readonly type: "module"; readonly scope: Scope }
  | { readonly type: "closure"; readonly node: SyntaxNode; readonly scope: Scope; readonly preset: readonly Argument[] }
  /** A function of Typst, or of a package, by its name: `table.cell`. */
  | { readonly type: "function"; readonly name: string; readonly preset: readonly Argument[]; readonly ofTypst: boolean }
  /** What a show rule is applied to. */
  | { readonly type: "subject"; readonly fields: ReadonlyMap<string, Value>; readonly show: () => void };

/** Of one array. */
export const MOST_ITEMS = 2_000;

export const NONE: Value = { type: "none" };
export const UNKNOWN: Value = { type: "unknown" };

export function booleanValue(value: boolean): Value {
  return { type: "boolean", value };
}

export function numberValue(value: number): Value {
  return { type: "number", value };
}

export function stringValue(text: string): Value {
  return { type: "string", text, place: undefined };
}

/** Typst's own, in red, green and blue. */
// biome-ignore format: a dense table
const NAMED_COLOURS: Readonly<Record<string, Colour>> = {
  black: BLACK, white: WHITE, gray: [0.67, 0.67, 0.67], silver: [0.87, 0.87, 0.87], navy: [0, 0.12, 0.25], blue: [0, 0.45, 0.85],
  aqua: [0.5, 0.86, 1], teal: [0.22, 0.8, 0.8], eastern: [0.14, 0.62, 0.68], purple: [0.69, 0.05, 0.79], fuchsia: [0.94, 0.07, 0.75],
  maroon: [0.52, 0.08, 0.29], red: [1, 0.25, 0.21], orange: [1, 0.52, 0.11], yellow: [1, 0.86, 0], olive: [0.24, 0.6, 0.44], green: [0.18, 0.8, 0.25],
  lime: [0, 1, 0.44],
};

export function namedColour(name: string): Value | undefined {
  const colour = Object.hasOwn(NAMED_COLOURS, name) ? NAMED_COLOURS[name] : undefined;
  return colour === undefined ? undefined : { type: "colour", colour, alpha: 1 };
}

/** `rgb("#fff")`, `rgb(255, 255, 255)`, `rgb(100%, 100%, 100%, 0%)`, `luma(250)`, `cmyk(0%, 0%, 0%, 0%)`, `oklch(100%, 0, 0deg)`;
 *  what is no colour for sure is unknown. */
export function colourBy(model: string, args: readonly Value[]): Value {
  const [first] = args;
  if (first?.type === "colour") return first;
  if (model === "rgb" && first?.type === "string") return hexColour(first.text);
  const parts = args.map((arg) => channel(arg));
  if (parts.some((part) => part === undefined)) return lightness(model, parts[0]);
  const [a = 0, b = 0, c = 0, d] = parts.map((part) => part ?? 0);
  const of = (colour: Colour, alpha = 1): Value => ({ type: "colour", colour, alpha });
  switch (model) {
    case "rgb":
    case "color.linear-rgb":
      return of([a, b, c], d);
    case "luma":
      return of([a, a, a], parts[1] ?? 1);
    case "cmyk":
      return of([(1 - a) * (1 - (d ?? 0)), (1 - b) * (1 - (d ?? 0)), (1 - c) * (1 - (d ?? 0))]);
    default:
      return lightness(model, parts[0]);
  }
}

/** Of models whose first channel is how light a colour is, only black and white are recognised. `hsv` and `hsl` have it last. */
function lightness(model: string, light: number | undefined): Value {
  if (!/^(?:oklab|oklch)$/.test(model) || light === undefined) return UNKNOWN;
  if (light > 0.97) return { type: "colour", colour: WHITE, alpha: 1 };
  return light < 0.03 ? { type: "colour", colour: BLACK, alpha: 1 } : UNKNOWN;
}

function hexColour(written: string): Value {
  const hex = /^#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(written.trim())?.[1];
  if (hex === undefined) return UNKNOWN;
  const long = hex.length < 6 ? [...hex].map((digit) => digit + digit).join("") : hex;
  const [red = 0, green = 0, blue = 0, alpha = 1] = (long.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16) / 255);
  return { type: "colour", colour: [red, green, blue], alpha };
}

/** 0 to 1. */
function channel(value: Value): number | undefined {
  if (value.type === "number") return Math.min(1, Math.max(0, value.value / 255));
  return value.type === "length" && value.value.points === 0 ? value.value.ratio : undefined;
}

/** `color.mix(white, gray)`, in equal parts. */
export function mixedColour(args: readonly Value[]): Value {
  const colours = args.flatMap((arg) => (arg.type === "colour" ? [arg.colour] : []));
  if (colours.length === 0 || colours.length !== args.length) return UNKNOWN;
  const mean = (at: 0 | 1 | 2) => colours.reduce((sum, colour) => sum + colour[at], 0) / colours.length;
  return { type: "colour", colour: [mean(0), mean(1), mean(2)], alpha: 1 };
}

/** `white.transparentize(100%)`, `black.lighten(100%)`, `red.darken(20%)`. */
export function changedColour(colour: Extract<Value, { type: "colour" }>, method: string, args: readonly Value[]): Value {
  const [first] = args;
  const share = first?.type === "length" ? first.value.ratio : undefined;
  if (share === undefined) return UNKNOWN;
  const mix = (with_: Colour): Colour => {
    const at = (index: 0 | 1 | 2) => colour.colour[index] * (1 - share) + with_[index] * share;
    return [at(0), at(1), at(2)];
  };
  switch (method) {
    case "transparentize":
      return { ...colour, alpha: colour.alpha * (1 - share) };
    case "lighten":
      return { ...colour, colour: mix(WHITE) };
    case "darken":
      return { ...colour, colour: mix(BLACK) };
    default:
      return UNKNOWN;
  }
}

const POINTS: Readonly<Record<string, number>> = { pt: 1, mm: 72 / 25.4, cm: 720 / 25.4, in: 72 };

/** `12pt`, `1.5em`, `30%`; undefined for angles and fractions. */
export function lengthOf(written: string): Length | undefined {
  const [, digits, unit = ""] = /^([\d.]+(?:e[+-]?\d+)?)(pt|mm|cm|in|em|%)$/.exec(written) ?? [];
  if (digits === undefined) return undefined;
  const count = Number(digits);
  return {
    points: count * (POINTS[unit] ?? 0),
    em: unit === "em" ? count : 0,
    ratio: unit === "%" ? count / 100 : 0,
  };
}

export function inPoints({ points, em }: Length, fontSize: number): number {
  return points + em * fontSize;
}
