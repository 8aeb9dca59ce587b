/** What holds for the text at one point of a Typst paper: whether a reader can see it, and the author's rules for what follows.
 *  Invariant: text that is drawn but cannot be seen never reaches the model and is always reported; what cannot be decided counts
 *  as seen. */

import { BLACK, type Colour, isIndistinguishable, WHITE } from "../latex/colour.ts";
import type { SyntaxNode } from "./syntax.ts";
import { type Argument, inPoints, type Length, type Scope, type Value } from "./values.ts";

/** `show selector: transform`. */
export interface ShowRule {
  /** The function of an element, such as `heading`, with the fields that it must have. */
  readonly element: string | undefined;
  readonly fields: ReadonlyMap<string, Value>;
  /** Of text; undefined where an element or a label is selected. */
  readonly pattern: RegExp | undefined;
  readonly label: string | undefined;
  readonly transform: SyntaxNode | undefined;
  readonly scope: Scope;
  /** Whether it was declared before any text: only such a one holds for the first page's footnotes. */
  readonly isBeforeText: boolean;
}

export interface Style {
  /** Undefined where we do not know the colour: then text counts as seen. */
  readonly fill: Colour | undefined;
  /** 0 to 1. */
  readonly opacity: number;
  /** Letters with an outline are seen whatever fills them. */
  readonly isOutlined: boolean;
  /** "page": that of the page. */
  readonly background: Colour | "page" | undefined;
  readonly page: Colour | undefined;
  /** Points. */
  readonly size: number;
  /** How text is hidden by other means than colour and size. */
  readonly hiddenBy: string | undefined;
  readonly rules: readonly ShowRule[];
  /** What `set` has made the fill of boxes, tables and their kin. */
  readonly fills: ReadonlyMap<string, Value>;
}

/** Typst's own. */
const STANDARD_SIZE = 11;

export const STANDARD_STYLE: Style = {
  fill: BLACK,
  opacity: 1,
  isOutlined: false,
  background: "page",
  page: WHITE,
  size: STANDARD_SIZE,
  hiddenBy: undefined,
  rules: [],
  fills: new Map(),
};

/** Points. Below this a page must be magnified to be read. */
const SMALLEST_FONT = 4.5;
const LEAST_OPACITY = 0.1;
/** Points, and the share of a full scale below which nothing is read. */
const SMALLEST_BOX = 3;
const SMALLEST_SCALE = 0.3;
/** Points. A move this far across, up or down leaves an A4 page from nearly anywhere on it. */
const OFF_PAGE_ACROSS = 480;
const OFF_PAGE_UPRIGHT = 720;

/** Points. From a known side or end of the page a shorter way leads off it. */
const OFF_THE_SIDE = 350;
const OFF_THE_END = 150;

/** How text is hidden here; undefined where it can be seen. */
export function hidingTechnique({ fill, opacity, isOutlined, background, page, size, hiddenBy }: Style): string | undefined {
  if (hiddenBy !== undefined) return hiddenBy;
  if (size < SMALLEST_FONT) return "tiny font";
  if (opacity < LEAST_OPACITY) return "transparent text";
  if (isOutlined || !isIndistinguishable(fill, background === "page" ? page : background)) return undefined;
  return isIndistinguishable(fill, WHITE) ? "white text" : "text in the colour of its background";
}

export function without(style: Style, rule: ShowRule): Style {
  return { ...style, rules: style.rules.filter((one) => one !== rule) };
}

export function hidden(style: Style, technique: string): Style {
  return { ...style, hiddenBy: style.hiddenBy ?? technique };
}

/** Arguments by name, and those without one in their order. */
export interface CallArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

export function sorted(args: readonly Argument[]): CallArguments {
  return {
    positional: args.flatMap(({ name, value }) => (name === undefined ? [value] : [])),
    named: new Map(args.flatMap(({ name, value }) => (name === undefined ? [] : [[name, value] as const]))),
  };
}

/** `text(…)`, or `set text(…)`: a size and a colour may stand without their names. */
export function textStyle(style: Style, { positional, named }: CallArguments): Style {
  const colour = named.get("fill") ?? positional.find(({ type }) => type === "colour");
  const size = named.get("size") ?? positional.find(({ type }) => type === "length");
  const stroke = named.get("stroke");
  const tracking = named.get("tracking");
  const baseline = named.get("baseline");
  const isPiled = tracking?.type === "length" && inPoints(tracking.value, style.size) < -style.size / 2;
  const isAway = isOffPage(baseline, style, OFF_PAGE_UPRIGHT);
  const outlined = stroke !== undefined && stroke.type !== "none" && !(stroke.type === "colour" && isSeenNowhere(stroke, style));
  const drawn = isPiled ? hidden(style, "letters on top of each other") : isAway ? hidden(style, "text off the page") : style;
  return {
    ...withFill(drawn, colour),
    size: size?.type === "length" ? Math.abs(inPoints(size.value, style.size)) : style.size,
    isOutlined: stroke === undefined ? style.isOutlined : outlined,
  };
}

function isSeenNowhere({ colour, alpha }: Extract<Value, { type: "colour" }>, { background, page }: Style): boolean {
  return alpha < LEAST_OPACITY || isIndistinguishable(colour, background === "page" ? page : background);
}

function withFill(style: Style, colour: Value | undefined): Style {
  if (colour === undefined) return style;
  if (colour.type !== "colour") return { ...style, fill: undefined, opacity: 1 };
  return { ...style, fill: colour.colour, opacity: colour.alpha };
}

/** Behind the text of a box, a cell, a highlighted word. */
export function withBackground(style: Style, fill: Value | undefined): Style {
  if (fill === undefined || fill.type === "none" || fill.type === "auto") return style;
  if (fill.type !== "colour") return { ...style, background: undefined };
  if (fill.alpha < 0.5) return style;
  return { ...style, background: fill.colour };
}

export function withPage(style: Style, fill: Value | undefined): Style {
  if (fill === undefined) return style;
  if (fill.type === "none" || fill.type === "auto") return { ...style, page: WHITE };
  return { ...style, page: fill.type === "colour" ? fill.colour : undefined };
}

/** Of a box that cuts off what it has no room for, or of one without a size. */
export function boxStyle(style: Style, { named }: CallArguments): Style {
  const filled = withBackground(style, named.get("fill"));
  const clip = named.get("clip");
  if (clip?.type !== "boolean" || !clip.value) return filled;
  const isFlat = ["width", "height"].some((side) => {
    const length = named.get(side);
    return length?.type === "length" && length.value.ratio === 0 && inPoints(length.value, style.size) < SMALLEST_BOX;
  });
  return isFlat ? hidden(filled, "text in a box that cuts it off") : filled;
}

export function scaledStyle(style: Style, { positional, named }: CallArguments): Style {
  const scales = [positional.find(({ type }) => type === "length"), named.get("x"), named.get("y"), named.get("factor")];
  const isTiny = scales.some((scale) => {
    if (scale?.type === "length" && scale.value.points === 0 && scale.value.em === 0)
      return Math.abs(scale.value.ratio) < SMALLEST_SCALE;
    return scale?.type === "length" && scale.value.ratio === 0 && Math.abs(inPoints(scale.value, style.size)) < SMALLEST_BOX;
  });
  return isTiny ? hidden(style, "tiny font") : style;
}

/** `place` and `move`, by `dx` and `dy`. */
export function movedStyle(style: Style, { positional, named }: CallArguments): Style {
  const [dx, dy] = [named.get("dx"), named.get("dy")];
  const corner = positional.flatMap((value) => (value.type === "joined" ? value.items : [value]));
  const isAt = (side: string) => corner.some((value) => value.type === "function" && value.name === side);
  const isOff =
    isOffPage(dx, style, OFF_PAGE_ACROSS) ||
    isOffPage(dy, style, OFF_PAGE_UPRIGHT) ||
    (isAt("left") && distance(dx, style) <= -OFF_THE_SIDE) ||
    (isAt("right") && distance(dx, style) >= OFF_THE_SIDE) ||
    (isAt("top") && distance(dy, style) <= -OFF_THE_END) ||
    (isAt("bottom") && distance(dy, style) >= OFF_THE_END);
  return isOff ? hidden(style, "text off the page") : style;
}

export function paddedStyle(style: Style, { positional, named }: CallArguments): Style {
  const sides = [positional[0], ...["left", "right", "x", "rest"].map((side) => named.get(side))];
  return sides.some((side) => isOffPage(side, style, OFF_PAGE_ACROSS)) ? hidden(style, "text off the page") : style;
}

/** Points; 0 where it is not known. */
function distance(value: Value | undefined, style: Style): number {
  return value?.type === "length" && value.value.ratio === 0 ? inPoints(value.value, style.size) : 0;
}

function isOffPage(distance: Value | undefined, style: Style, least: number): boolean {
  if (distance?.type !== "length") return false;
  return Math.abs(inPoints(distance.value, style.size)) >= least || Math.abs(distance.value.ratio) >= 1.2;
}

/** Points that `h` or `v` moves what follows; 0 where that is not known. */
export function spaceOf(distance: Value | undefined, style: Style): number {
  return distance?.type === "length" ? inPoints(distance.value as Length, style.size) : 0;
}
