/** What a human reader of the page can see at one point of a LaTeX file. Invariant: text that is drawn but cannot be seen never
 *  reaches the model and is always reported; what cannot be decided counts as seen. */
import { CleanTextBuilder } from "../../document.ts";
import type { HiddenText } from "../../manuscript.ts";
import { type Argument, literalText } from "./arguments.ts";
import type { LatexNode } from "./ast.ts";
import { BLACK, type Colour, isIndistinguishable, type Palette, points, WHITE } from "./colour.ts";
import type { MacroInfo } from "./macros.ts";
import { visibleText } from "./symbols.ts";

export interface Visibility {
  /** Undefined where we do not know the colour: then text counts as seen. */
  readonly textColour: Colour | undefined;
  /** "page": that of the page. */
  readonly background: Colour | "page" | undefined;
  /** Whether the letters are too small to be read, and whether the next \selectfont makes them so. */
  readonly isTiny: boolean;
  readonly willBeTiny: boolean;
  /** How text is hidden by other means than colour and size. */
  readonly hiddenBy: string | undefined;
  /** Whether the next paragraph is seen again. */
  readonly untilParagraphEnd?: boolean;
  /** How many more characters are hidden, where a line is pushed away and the next ones are not. */
  readonly reach?: { left: number } | undefined;
}
export const FULLY_VISIBLE: Visibility = {
  textColour: BLACK,
  background: "page",
  isTiny: false,
  willBeTiny: false,
  hiddenBy: undefined,
};

/** How text is hidden here; undefined where it can be seen. @param page its colour */
export function hidingTechnique(
  { textColour, background, isTiny, hiddenBy }: Visibility,
  page: Colour | undefined,
): string | undefined {
  if (hiddenBy !== undefined) return hiddenBy;
  if (isTiny) return "tiny font";
  if (!isIndistinguishable(textColour, background === "page" ? page : background)) return undefined;
  return isIndistinguishable(textColour, WHITE) ? "white text" : "text in the colour of its background";
}

/** Points. Below this a page must be magnified to be read; \tiny is 5 or more in every standard class. */
const SMALLEST_FONT = 5;
/** Factor. \scalebox below this makes 10 points smaller than the smallest font. */
const SMALLEST_SCALE = 0.3;
/** Points; 15 cm. A move this far leaves an A4 or letter page from anywhere on it. */
const OFF_PAGE = 427;
/** Of running text in a font of ten points. */
const POINTS_A_LETTER = 4.5;
/** Points; 42 cm, the height of A3. */
const TALLEST_PAGE = 1_195;
/** Opacity below which text is not seen. */
const LEAST_OPACITY = 0.1;
/** Letters. Less in a \phantom is alignment, such as a phantom digit in a table. */
const LEAST_LETTERS = 4;

export function hasWords(text: string): boolean {
  return (text.match(/\p{L}/gu)?.length ?? 0) >= LEAST_LETTERS;
}

/** One run of hidden text. */
export class HiddenRun {
  readonly #text = new CleanTextBuilder();
  readonly technique: string;
  readonly #at: { readonly file: string; readonly line: number };
  constructor(technique: string, at: { readonly file: string; readonly line: number }) {
    this.technique = technique;
    this.#at = at;
  }
  add(text: string): void {
    this.#text.add(text, 1);
  }
  report(): HiddenText | undefined {
    const characters = this.#text.build().text.length;
    return characters === 0 ? undefined : { ...this.#at, technique: this.technique, characters };
  }
}

const OFF_THE_PAGE = "text off the page";
const INVISIBLE = "invisible text";

export interface VisibilityChange {
  readonly visibility: Visibility;
  /** What is read under that visibility; undefined where it holds from here to the end of the group. */
  readonly read?: readonly LatexNode[];
}

interface Macro {
  readonly role: MacroInfo["role"];
  readonly args: readonly Argument[];
  readonly visibility: Visibility;
  readonly palette: Palette;
  readonly textOf: (argument: Argument) => string;
  readonly literal: (index: number) => string;
  /** In points; undefined where it cannot be known. */
  readonly length: (index: number) => number | undefined;
  readonly read: (index: number) => readonly LatexNode[];
}

/** What a macro does to how much of a text can be seen; undefined where it has nothing to do with that. */
export function visibilityChange(
  { role }: MacroInfo,
  args: readonly Argument[],
  visibility: Visibility,
  palette: Palette,
  textOf: (argument: Argument) => string = literalText,
): VisibilityChange | undefined {
  const macro: Macro = {
    ...{ role, args, visibility, palette, textOf },
    literal: (index) => textOf(args[index]),
    length: (index) => lengthOf(args[index], textOf),
    read: (index) => args[index] ?? [],
  };
  return ofColour(macro) ?? ofSize(macro) ?? ofPlace(macro) ?? ofDrawing(macro);
}

/** Points in one of the page's own widths, in LaTeX's standard classes. */
const PAGE_LENGTHS: Readonly<Record<string, number>> = {
  ...{ textwidth: 345, linewidth: 345, columnwidth: 345, hsize: 345, paperwidth: 614 },
};

function lengthOf(argument: Argument, textOf: (argument: Argument) => string): number | undefined {
  const last = argument?.findLast(({ kind }) => kind !== "blank");
  const unit = last?.kind === "macro" ? PAGE_LENGTHS[last.name] : undefined;
  if (unit === undefined) return points(textOf(argument));
  const [, sign = "", factor = "1"] = /^\s*([+-]?)\s*(\d*\.?\d*)\s*$/.exec(textOf(argument)) ?? [];
  return Number(`${sign}${factor === "" ? "1" : factor}`) * unit;
}

function hidden(visibility: Visibility, technique: string): Visibility {
  return { ...visibility, hiddenBy: visibility.hiddenBy ?? technique };
}

function hiddenIf(visibility: Visibility, technique: string, when: boolean): Visibility {
  return when ? hidden(visibility, technique) : visibility;
}

function ofColour({ role, args, visibility, palette, textOf, read }: Macro): VisibilityChange | undefined {
  switch (role) {
    case "text colour":
      return { visibility: { ...visibility, textColour: colourOf(args, palette, textOf) } };
    case "coloured text":
      return { visibility: { ...visibility, textColour: colourOf(args, palette, textOf) }, read: read(2) };
    case "colour box":
      return { visibility: { ...visibility, background: colourOf(args, palette, textOf) }, read: read(2) };
    case "framed colour box": {
      const [model, , , background, text] = args;
      return { visibility: { ...visibility, background: colourOf([model, background], palette, textOf) }, read: text ?? [] };
    }
    case "highlighted":
      return { visibility: { ...visibility, background: palette.highlight }, read: read(0) };
    default:
      return undefined;
  }
}

function ofSize({ role, args, visibility, literal, length, read }: Macro): VisibilityChange | undefined {
  const tinyIf = (isTiny: boolean): Visibility => ({ ...visibility, isTiny, willBeTiny: isTiny });
  switch (role) {
    case "font size":
      return { visibility: { ...visibility, willBeTiny: isBelow(length(0), SMALLEST_FONT) } };
    case "font selected":
      return { visibility: tinyIf(visibility.willBeTiny) };
    case "standard size":
      return { visibility: tinyIf(false) };
    case "font of a size":
      return { visibility: tinyIf(isBelow(length(0), SMALLEST_FONT)) };
    case "font scaled":
      return { visibility: isBelow(Number(literal(0)), SMALLEST_SCALE) ? tinyIf(true) : visibility };
    case "no font":
      return { visibility: hidden(visibility, "a font without letters") };
    case "scaled": {
      const [across, upright] = [literal(0), args[1] === undefined ? literal(0) : literal(1)];
      return {
        visibility: hiddenIf(
          visibility,
          "tiny font",
          [across, upright].some((scale) => isBelow(Number(scale), SMALLEST_SCALE)),
        ),
        read: read(2),
      };
    }
    case "resized":
      return {
        visibility: hiddenIf(
          visibility,
          "tiny font",
          [1, 2].some((side) => isBelow(length(side), SMALLEST_FONT)),
        ),
        read: read(3),
      };
    case "adjusted": {
      const options = literal(0);
      const scale = /(?:^|,)\s*scale\s*=\s*\{?([\d.]+)/.exec(options)?.[1];
      const sizes = [...options.matchAll(/(?:^|,)\s*(?:max )?(?:width|height|totalheight)\s*=\s*([\d.]+[a-z]{2})/g)];
      const isTiny =
        isBelow(Number(scale), SMALLEST_SCALE) || sizes.some(([, size = ""]) => isBelow(points(size), SMALLEST_FONT));
      return { visibility: hiddenIf(visibility, "tiny font", isTiny), read: read(1) };
    }
    default:
      return undefined;
  }
}

function ofPlace({ role, args, visibility, length, read }: Macro): VisibilityChange | undefined {
  const unchanged = { visibility, read: [] };
  switch (role) {
    case "moved box":
      return { visibility: hiddenIf(visibility, OFF_THE_PAGE, isOffPage(length(0))), read: read(1) };
    case "indent":
      return isOffPage(length(0)) ? { visibility: hidden(visibility, OFF_THE_PAGE) } : unchanged;
    case "horizontal space": {
      // To the left as many words are lost as fill the space; to the right the next blank may break the line.
      const distance = length(1);
      if (distance === undefined || !isOffPage(distance)) return unchanged;
      const reach = { left: distance < 0 ? -distance / POINTS_A_LETTER : 1 };
      return { visibility: { ...hidden(visibility, OFF_THE_PAGE), untilParagraphEnd: true, reach } };
    }
    case "vertical space": {
      // Upwards hides until it is taken back; downwards only fills the page, and what follows stands on the next one.
      const distance = length(1);
      if (distance === undefined || !isOffPage(distance)) return unchanged;
      if (distance < 0) return { visibility: hidden(visibility, OFF_THE_PAGE) };
      // No page ends at such a space with a star: the lines after it stay on its page, below it.
      if (args[0] !== undefined && distance > TALLEST_PAGE)
        return { visibility: { ...hidden(visibility, OFF_THE_PAGE), untilParagraphEnd: true } };
      return visibility.hiddenBy === OFF_THE_PAGE ? { visibility: { ...visibility, hiddenBy: undefined } } : unchanged;
    }
    case "raised": {
      // What is raised makes its line as high, and so stays on the page, unless the height is given.
      const distance = length(0);
      return {
        visibility: hiddenIf(visibility, OFF_THE_PAGE, isOffPage(distance) && (Number(distance) < 0 || args[1] !== undefined)),
        read: read(3),
      };
    }
    default:
      return undefined;
  }
}

function ofDrawing({ role, args, visibility, literal, read }: Macro): VisibilityChange | undefined {
  const unchanged = { visibility, read: [] };
  switch (role) {
    case "phantom":
      return hasWords(visibleText(args[0])) ? { visibility: hidden(visibility, "phantom text"), read: read(0) } : unchanged;
    case "opacity":
      return { visibility: hiddenIf(visibility, "transparent text", isBelow(Number(literal(0)), LEAST_OPACITY)) };
    case "transparent text":
      return { visibility: hiddenIf(visibility, "transparent text", isBelow(Number(literal(0)), LEAST_OPACITY)), read: read(1) };
    case "drawing operators": {
      const colour = operatorColour(literal(1));
      // PDF's text render mode 3 draws nothing; any other is seen, and what is no render mode changes nothing.
      const mode = /\b([0-7])\s+Tr\b/.exec(literal(1))?.[1];
      if (mode === "3") return { visibility: hidden(visibility, INVISIBLE) };
      if (mode !== undefined && visibility.hiddenBy === INVISIBLE) return { visibility: { ...visibility, hiddenBy: undefined } };
      return colour === undefined ? unchanged : { visibility: { ...visibility, textColour: colour } };
    }
    case "colour stack":
      // What is popped is the colour before, which is nearly always black.
      return {
        visibility: {
          ...visibility,
          textColour: args[2] === undefined ? BLACK : (operatorColour(literal(2)) ?? visibility.textColour),
        },
      };
    case "tooltip":
      return { visibility, read: read(0) };
    default:
      return undefined;
  }
}

/** @param args colour model, if one is given, and colour, then whatever the macro takes besides */
export function colourOf(
  [model, name]: readonly Argument[],
  palette: Palette,
  textOf: (argument: Argument) => string = literalText,
): Colour | undefined {
  return palette.colour(textOf(name), model === undefined ? undefined : textOf(model));
}

/** PDF's operators for the colour of what is filled: `1 g`, `1 0 0 rg`, `0 0 0 1 k`. */
function operatorColour(operators: string): Colour | undefined {
  const [, numbers = "", operator] = /((?:[\d.]+\s+){1,4})(g|rg|k)\b/.exec(operators.slice(0, 200)) ?? [];
  const parts = numbers.trim().split(/\s+/).map(Number);
  const [first = 0, second = 0, third = 0, fourth = 0] = parts;
  if (operator === "g") return [first, first, first];
  if (operator === "rg" && parts.length === 3) return [first, second, third];
  if (operator !== "k" || parts.length !== 4) return undefined;
  return [(1 - first) * (1 - fourth), (1 - second) * (1 - fourth), (1 - third) * (1 - fourth)];
}

function isBelow(value: number | undefined, least: number): boolean {
  return value !== undefined && Math.abs(value) < least;
}

/** @param length in points */
export function isOffPage(length: number | undefined): boolean {
  return length !== undefined && Math.abs(length) >= OFF_PAGE;
}
