/** What a human reader of the page can see at one point of a LaTeX file. Invariant: text that is drawn but cannot be seen never
 *  reaches the model and is always reported; what cannot be told counts as seen. */
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
  readonly background: Colour | undefined;
  /** How text is hidden by other means than colour. */
  readonly hiddenBy: string | undefined;
  /** Whether the next paragraph is seen again. */
  readonly untilParagraphEnd?: boolean;
}
export const FULLY_VISIBLE: Visibility = { textColour: BLACK, background: WHITE, hiddenBy: undefined };

/** How text is hidden here; undefined where it can be seen. */
export function hidingTechnique({ textColour, background, hiddenBy }: Visibility): string | undefined {
  if (hiddenBy !== undefined) return hiddenBy;
  if (!isIndistinguishable(textColour, background)) return undefined;
  return isIndistinguishable(textColour, WHITE) ? "white text" : "text in the colour of its background";
}

/** Points. Below this a page must be magnified to be read; \tiny is 5 or more in every standard class. */
const SMALLEST_FONT = 5;
/** Factor. \scalebox below this makes 10 points smaller than the smallest font. */
const SMALLEST_SCALE = 0.3;
/** Points; 15 cm. A move this far leaves an A4 or letter page from anywhere on it. */
const OFF_PAGE = 427;
/** Opacity below which text is not seen. */
const LEAST_OPACITY = 0.1;
/** Letters. Less in a \phantom or \rlap is alignment, such as a phantom digit in a table. */
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

/** What a macro does to how much of a text can be seen; undefined where it has nothing to do with that. */
export function visibilityChange(
  { role }: MacroInfo,
  args: readonly Argument[],
  visibility: Visibility,
  palette: Palette,
): VisibilityChange | undefined {
  const literal = (index: number) => literalText(args[index]);
  const read = (index: number) => args[index] ?? [];
  const unchanged = { visibility, read: [] };
  const hidden = (technique: string): Visibility => ({ ...visibility, hiddenBy: visibility.hiddenBy ?? technique });
  const hiddenIf = (technique: string, when: boolean): Visibility => (when ? hidden(technique) : visibility);
  const seenAgain = { visibility: { ...visibility, hiddenBy: undefined } };
  switch (role) {
    case "text colour":
      return { visibility: { ...visibility, textColour: colourOf(args, palette) } };
    case "coloured text":
      return { visibility: { ...visibility, textColour: colourOf(args, palette) }, read: read(2) };
    case "colour box":
      return { visibility: { ...visibility, background: colourOf(args, palette) }, read: read(2) };
    case "font size":
      return { visibility: hiddenIf("tiny font", isBelow(points(literal(0)), SMALLEST_FONT)) };
    case "scaled":
      return { visibility: hiddenIf("tiny font", isBelow(Number(literal(0)), SMALLEST_SCALE)), read: read(2) };
    case "resized":
      return {
        visibility: hiddenIf(
          "tiny font",
          [1, 2].some((side) => isBelow(points(literal(side)), SMALLEST_FONT)),
        ),
        read: read(3),
      };
    case "phantom":
      return hasWords(visibleText(args[0])) ? { visibility: hidden("phantom text"), read: read(0) } : unchanged;
    case "overlap":
      return { visibility: hiddenIf("text of no width", hasWords(visibleText(args[0]))), read: read(0) };
    case "box of given width": {
      const hides = isBelow(points(literal(0)), 1) && hasWords(visibleText(args[2]));
      return { visibility: hiddenIf("text of no width", hides), read: read(2) };
    }
    case "horizontal space":
      return isOffPage(points(literal(1))) ? { visibility: { ...hidden(OFF_THE_PAGE), untilParagraphEnd: true } } : unchanged;
    case "vertical space": {
      // Upwards hides until it is taken back; downwards only fills the page, and what follows stands on the next one.
      const length = points(literal(1));
      if (length === undefined || !isOffPage(length)) return unchanged;
      if (length < 0) return { visibility: hidden(OFF_THE_PAGE) };
      return visibility.hiddenBy === OFF_THE_PAGE ? seenAgain : unchanged;
    }
    case "raised":
      return { visibility: hiddenIf(OFF_THE_PAGE, isOffPage(points(literal(0)))), read: read(3) };
    case "opacity":
      return { visibility: hiddenIf("transparent text", isBelow(Number(literal(0)), LEAST_OPACITY)) };
    case "transparent text":
      return { visibility: hiddenIf("transparent text", isBelow(Number(literal(0)), LEAST_OPACITY)), read: read(1) };
    case "render mode": {
      // PDF's text render mode 3 draws nothing; any other is seen, and what is no render mode changes nothing.
      const mode = /\b([0-7])\s+Tr\b/.exec(literal(1))?.[1];
      if (mode === "3") return { visibility: hidden(INVISIBLE) };
      return mode !== undefined && visibility.hiddenBy === INVISIBLE ? seenAgain : unchanged;
    }
    case "tooltip":
      return { visibility, read: read(0) };
    default:
      return undefined;
  }
}

/** @param args colour model, if one is given, and colour, then whatever the macro takes besides */
export function colourOf([model, name]: readonly Argument[], palette: Palette): Colour | undefined {
  return palette.colour(literalText(name), model === undefined ? undefined : literalText(model));
}

function isBelow(value: number | undefined, least: number): boolean {
  return value !== undefined && Math.abs(value) < least;
}

function isOffPage(length: number | undefined): boolean {
  return length !== undefined && Math.abs(length) >= OFF_PAGE;
}
