/** Whether attributes of an HTML tag, or of a Pandoc span or div, hide what they are put on, as a browser would show it on a page
 *  of 800 by 1,000 pixels. Fails towards visible: what is merely unusual (grey, small, folded) is read, for a reader can see it. */
import { type CssColour, colourOf, type Declarations, solved } from "./css-values.ts";
import type { Element, StyleSheet } from "./style-sheets.ts";

/** What an element hands down to what stands in it. */
export interface Surroundings {
  readonly colour: CssColour;
  /** Undefined where it is not of one colour. */
  readonly background: CssColour | undefined;
  /** Pixels. */
  readonly fontSize: number;
  readonly isVisible: boolean;
  readonly custom: ReadonlyMap<string, string>;
}
const WHITE: CssColour = [255, 255, 255, 1];
export const PAGE: Surroundings = {
  colour: [0, 0, 0, 1],
  background: WHITE,
  fontSize: 16,
  isVisible: true,
  custom: new Map(),
};

export interface Appearance {
  /** How it hides its text; undefined where a reader sees it. */
  readonly technique: string | undefined;
  /** Whether what stands in it can be seen again by a style of its own. */
  readonly canBeUndone: boolean;
  readonly surroundings: Surroundings;
}

/** Of Bootstrap and Tailwind, and Quarto's own. */
const HIDING_CLASSES = new Set(["hidden", "d-none", "visually-hidden", "sr-only", "invisible", "content-hidden"]);
const BLOCKS = new Set(
  "address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table ul".split(
    " ",
  ),
);
/** Pixels. Letters lower than this cannot be read. */
const SMALLEST_FONT = 4;
/** Pixels. Nothing further right or down than this is on a screen; and to the left or upwards nothing further than the second. */
const FAR = 2_000;
const OFF_PAGE = 400;
/** Of 255: a difference to the background that is smaller than this cannot be read. */
const LEAST_CONTRAST = 40;
const LEAST_OPACITY = 0.16;
/** Share of the font's size. */
const CLOSEST_LETTERS = -0.8;
const LEAST_SCALE = 0.2;

/** @param classesHide whether the classes of Bootstrap and Tailwind are known to the page */
export function appearanceOf(
  element: Element,
  around: readonly Element[],
  sheet: StyleSheet,
  outer: Surroundings,
  classesHide = false,
): Appearance {
  const declared = withVariables(sheet.of(element, around), outer.custom);
  const surroundings = surroundingsOf(element, declared, outer);
  const lasting =
    byAttribute(element, declared, classesHide) ?? byDisplay(declared) ?? byPlace(element, declared, surroundings.fontSize);
  const technique = lasting ?? byLetters(declared, surroundings);
  return { technique, canBeUndone: lasting === undefined, surroundings };
}

function withVariables(declared: Declarations, outer: ReadonlyMap<string, string>): Declarations {
  if (![...declared].some(([name, value]) => name.startsWith("--") || value.includes("var("))) return declared;
  const custom = new Map([...outer, ...[...declared].filter(([name]) => name.startsWith("--"))]);
  const filled = [...declared].map(([name, value]) => {
    const text = value.replace(
      /var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)/g,
      (_, own: string, fallback?: string) => custom.get(own) ?? fallback?.trim() ?? "",
    );
    return [name, text] as const;
  });
  return new Map(filled);
}

function surroundingsOf(element: Element, declared: Declarations, outer: Surroundings): Surroundings {
  const value = (name: string) => declared.get(name);
  const colour = colourOf(value("color") ?? ofHtml(element, "font", "color")) ?? outer.colour;
  const own = colourOf(value("background-color") ?? ofHtml(element, "table tr td th body", "bgcolor"));
  const hasImage = (value("background-image") ?? "none") !== "none";
  const size = value("font-size");
  const custom = [...declared].filter(([name]) => name.startsWith("--"));
  const shown = value("visibility");
  return {
    colour,
    background: hasImage
      ? undefined
      : own === undefined || outer.background === undefined
        ? own?.[3] === 1
          ? own
          : outer.background
        : blend(own, outer.background),
    fontSize: size === undefined ? outer.fontSize : (fontSize(size, outer.fontSize) ?? outer.fontSize),
    isVisible: shown === undefined || shown === "inherit" ? outer.isVisible : !/^(?:hidden|collapse)$/.test(shown),
    custom: custom.length === 0 ? outer.custom : new Map([...outer.custom, ...custom]),
  };
}

/** An attribute by which HTML set a colour before there were style sheets. */
function ofHtml({ name, attributes }: Element, elements: string, attribute: string): string {
  return elements.split(" ").includes(name) ? (attributes.get(attribute)?.toLowerCase() ?? "") : "";
}

function blend([red, green, blue, alpha]: CssColour, under: CssColour): CssColour {
  const mixed = [red, green, blue].map((channel, at) => channel * alpha + (under[at] ?? 0) * (1 - alpha));
  return [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0, 1];
}

function byAttribute({ name, attributes, classes }: Element, declared: Declarations, classesHide: boolean): string | undefined {
  const isShown = declared.has("display") && declared.get("display") !== "none";
  const hidden = attributes.get("hidden")?.toLowerCase();
  if (hidden !== undefined && !isShown && (hidden !== "until-found" || BLOCKS.has(name))) return "hidden attribute";
  if (attributes.has("popover") && !isShown) return "hidden attribute";
  if (name === "dialog" && !attributes.has("open") && !isShown) return "a dialog that is not open";
  return classesHide && classes.some((one) => HIDING_CLASSES.has(one)) ? "hidden class" : undefined;
}

function byDisplay(declared: Declarations): string | undefined {
  const value = (name: string) => declared.get(name) ?? "";
  if (value("display") === "none") return "display: none";
  const opacity = value("opacity");
  if (opacity !== "" && share(opacity) < LEAST_OPACITY) return "transparent text";
  const filtered = /\bopacity\(\s*([^()]+)\)/.exec(value("filter"))?.[1];
  if (filtered !== undefined && share(filtered) < LEAST_OPACITY) return "transparent text";
  const mask = value("mask-image");
  return /gradient\(/.test(mask) && /^[^(]*\(\s*(?:transparent\s*,?\s*)+\)$/.test(mask) ? "transparent text" : undefined;
}

function byPlace({ name }: Element, declared: Declarations, font: number): string | undefined {
  const value = (property: string) => declared.get(property) ?? "";
  const length = (property: string) => pixels(value(property), font) ?? 0;
  const position = value("position");
  const isTaken = /^(?:absolute|fixed)$/.test(position);
  const display = value("display");
  const isBlock =
    isTaken ||
    (display === "" ? BLOCKS.has(name) : !/^(?:inline|contents|ruby)$/.test(display)) ||
    /^(?:left|right)$/.test(value("float"));
  const sides = position === "" || position === "static" ? [] : ["left", "right", "top", "bottom"].map(length);
  const [left = 0, right = 0, top = 0, bottom = 0] = sides;
  if (isOff(left) || isOff(top) || Math.abs(right) >= FAR || Math.abs(bottom) >= FAR) return "text off the page";
  if (isOff(length("margin-left")) || length("padding-left") >= FAR) return "text off the page";
  if (isBlock && [length("margin-top"), length("text-indent")].some(isOff)) return "text off the page";
  if (isBlock && value("content-visibility") === "hidden") return "content-visibility: hidden";
  if (/^0?\.(?:0\d*|1\d*)$|^1?\d%$/.test(value("zoom"))) return "tiny font";
  if (isBlock && (isShrunk(value("transform"), font) || isScaled(value("scale")))) return "text of no size";
  if (
    isBlock &&
    [...value("translate").split(/[\s,]+/), ...moves(value("transform"))].some((move) => isOff(pixels(move, font) ?? 0))
  )
    return "text off the page";
  return isCut(value, length, isBlock, isTaken) ? "text of no size" : undefined;
}

function isCut(value: (name: string) => string, length: (name: string) => number, isBlock: boolean, isTaken: boolean): boolean {
  const clips = [value("overflow-x"), value("overflow-y")].some((overflow) => /^(?:hidden|clip|scroll|auto)$/.test(overflow));
  const isFlat = ["height", "width", "max-height", "max-width", "line-height"].some(
    (name) =>
      /^\d*\.?\d+(?:px|pt|em|rem|%)?$/.test(value(name)) &&
      length(name) < SMALLEST_FONT &&
      !/^[\d.]*[1-9]%?$|em$/.test(value(name)),
  );
  if (isBlock && clips && isFlat) return true;
  const path = value("clip-path");
  const inset = Number(/\binset\(\s*([\d.]+)%/.exec(path)?.[1] ?? 0);
  if (inset >= 45 || /\b(?:circle|ellipse)\(\s*0\D/.test(path)) return true;
  const corners = /\bpolygon\(([^()]*)\)/
    .exec(path)?.[1]
    ?.split(",")
    .map((corner) => corner.trim());
  if (corners !== undefined && new Set(corners).size < 3) return true;
  const [top, right, bottom, left] = (/^rect\(([^()]*)\)/.exec(value("clip"))?.[1]?.split(/[\s,]+/) ?? []).map((side) =>
    Number.parseFloat(side),
  );
  if (!isTaken || top === undefined || right === undefined || bottom === undefined || left === undefined) return false;
  return bottom - top < SMALLEST_FONT || right - left < SMALLEST_FONT;
}

function isOff(length: number): boolean {
  return length >= FAR || length <= -OFF_PAGE;
}

/** How far a transform moves: its lengths. */
function moves(transform: string): string[] {
  return [...transform.matchAll(/\btranslate(?:x|y|3d)?\(([^()]*)\)/g)].flatMap(([, lengths = ""]) => lengths.split(/[\s,]+/));
}

function isShrunk(transform: string, font: number): boolean {
  if (pixels(transform, font) !== undefined) return false;
  const scales = [...transform.matchAll(/\bscale(?:x|y|3d)?\(([^()]*)\)/g)].flatMap(([, factors = ""]) =>
    factors.split(/[\s,]+/),
  );
  const flat = /\brotate[xy]\(\s*-?(?:90|270)deg/.test(transform);
  const [a = 1, b = 0, c = 0, d = 1] = (/\bmatrix\(([^()]*)\)/.exec(transform)?.[1]?.split(",") ?? []).map(Number);
  return flat || scales.some((factor) => share(factor) < LEAST_SCALE) || Math.abs(a * d - b * c) < LEAST_SCALE ** 2;
}

function isScaled(scale: string): boolean {
  return scale !== "" && scale.split(/\s+/).some((factor) => share(factor) < LEAST_SCALE);
}

function byLetters(declared: Declarations, { colour, background, fontSize: size, isVisible }: Surroundings): string | undefined {
  if (!isVisible) return "visibility: hidden";
  if (size < SMALLEST_FONT) return "tiny font";
  const value = (name: string) => declared.get(name) ?? "";
  if ((pixels(value("letter-spacing"), size) ?? 0) <= CLOSEST_LETTERS * size) return "letters on top of each other";
  const isDrawn = (name: string) => value(name) !== "" && value(name) !== "none" && !/^0(?:px)?$/.test(value(name));
  if (isDrawn("text-shadow") || isDrawn("-webkit-text-stroke") || value("background-clip") === "text") return undefined;
  if (background === undefined) return undefined;
  const letters = blend(colourOf(value("-webkit-text-fill-color")) ?? colour, background);
  const contrast = Math.max(...[0, 1, 2].map((channel) => Math.abs((letters[channel] ?? 0) - (background[channel] ?? 0))));
  if (contrast > LEAST_CONTRAST) return undefined;
  return background.slice(0, 3).every((channel) => channel > 255 - LEAST_CONTRAST)
    ? "white text"
    : "text in the colour of its background";
}

/** A number, or a percentage of 1. */
function share(value: string): number {
  const plain = solved(value.trim());
  const number = Math.abs(Number.parseFloat(plain));
  return Number.isNaN(number) ? 1 : plain.endsWith("%") ? number / 100 : number;
}

const SIZES: Readonly<Record<string, number>> = {
  ...{ "xx-small": 9, "x-small": 10, small: 13, medium: 16, large: 18, "x-large": 24, "xx-large": 32, "xxx-large": 48 },
};

/** @param outer of what it stands in, in pixels */
function fontSize(value: string, outer: number): number | undefined {
  return SIZES[value] ?? pixels(value, outer, outer);
}

/** Pixels in one unit. */
const UNITS: Readonly<Record<string, number>> = {
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 37.8,
  mm: 3.78,
  q: 0.945,
  rem: 16,
  vw: 8,
  vh: 10,
  vmin: 8,
  vmax: 10,
};

/** @param font size of its letters, in pixels  @param whole what a percentage is a part of  @returns undefined where it is not known */
function pixels(value: string, font: number, whole?: number): number | undefined {
  const [, amount, unit = ""] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%|[a-z]+)?$/.exec(solved(value)) ?? [];
  if (amount === undefined) return undefined;
  const number = Number(amount);
  if (unit === "") return number === 0 ? 0 : undefined;
  if (unit === "%") return whole === undefined ? undefined : (number / 100) * whole;
  if (unit === "em" || unit === "ex" || unit === "ch") return number * font * (unit === "em" ? 1 : 0.5);
  const factor = UNITS[unit];
  return factor === undefined ? undefined : number * factor;
}

/** White, nearly white or no colour at all: LaTeX's colour names in a Markdown file, and pandoc's attribute. */
export function isWhite(written: string): boolean {
  const name = written.trim().toLowerCase();
  const colour = colourOf(/^[0-9a-f]{6}$/.test(name) ? `#${name}` : name);
  return (
    colour !== undefined &&
    blend(colour, WHITE)
      .slice(0, 3)
      .every((channel) => channel >= 255 - 10)
  );
}
