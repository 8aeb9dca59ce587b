/** What a macro does to how much of a text can be seen. */
import type { Argument } from "./arguments.ts";
import type { LatexNode } from "./ast.ts";
import { type Palette, points } from "./colour.ts";
import { plain } from "./definitions.ts";
import type { MacroInfo } from "./macros.ts";
import { hasWords, OFF_PAGE, type Sight, SMALLEST_FONT, SMALLEST_SCALE } from "./visibility.ts";

const OFF_THE_PAGE = "text off the page";
const INVISIBLE = "invisible text";

export interface SightChange {
  readonly sight: Sight;
  /** What is read under that sight; undefined where it holds from here to the end of the group. */
  readonly read?: readonly LatexNode[];
}

/** Undefined where the macro has nothing to do with sight.
 *  @param seen what a reader would see of an argument, as plain characters */
export function sightOf(
  info: MacroInfo,
  args: readonly Argument[],
  sight: Sight,
  palette: Palette,
  seen: (shown: Argument) => string,
): SightChange | undefined {
  const hide = (technique: string, when: boolean): Sight => (when ? { ...sight, hiddenBy: sight.hiddenBy ?? technique } : sight);
  const colour = (model: Argument, name: Argument) => palette.colour(plain(name), model === undefined ? undefined : plain(model));
  switch (info.role) {
    case "ink":
      return { sight: { ...sight, ink: colour(args[0], args[1]) } };
    case "inked":
      return { sight: { ...sight, ink: colour(args[0], args[1]) }, read: args[2] ?? [] };
    case "boxed":
      return { sight: { ...sight, paper: colour(args[0], args[1]) }, read: args[2] ?? [] };
    case "size":
      return { sight: hide("tiny font", below(points(plain(args[0])), SMALLEST_FONT)) };
    case "scaled":
      return { sight: hide("tiny font", below(Math.abs(Number(plain(args[0]))), SMALLEST_SCALE)), read: args[2] ?? [] };
    case "resized":
      return {
        sight: hide(
          "tiny font",
          [args[1], args[2]].some((side) => below(points(plain(side)), SMALLEST_FONT)),
        ),
        read: args[3] ?? [],
      };
    case "phantom":
      return hasWords(seen(args[0])) ? { sight: hide("phantom text", true), read: args[0] ?? [] } : { sight, read: [] };
    case "overlap":
      return { sight: hide("text of no width", hasWords(seen(args[0]))), read: args[0] ?? [] };
    case "narrow box":
      return {
        sight: hide("text of no width", below(points(plain(args[0])), 1) && hasWords(seen(args[2]))),
        read: args[2] ?? [],
      };
    case "moved":
      return beyond(points(plain(args[1])))
        ? { sight: { ...hide(OFF_THE_PAGE, true), untilParagraphEnd: true } }
        : { sight, read: [] };
    case "lifted":
      return lifted(points(plain(args[1])), sight);
    case "raised":
      return { sight: hide(OFF_THE_PAGE, beyond(points(plain(args[0])))), read: args[3] ?? [] };
    case "transparent":
      return { sight: hide("transparent text", below(Number(plain(args[0])), 0.1)) };
    case "see-through":
      return { sight: hide("transparent text", below(Number(plain(args[0])), 0.1)), read: args[1] ?? [] };
    case "render mode":
      return rendered(plain(args[1]), sight);
    case "tip":
      return { sight, read: args[0] ?? [] };
    default:
      return undefined;
  }
}

/** PDF's text render mode 3 draws nothing; any other is seen, and what is no render mode changes nothing. */
function rendered(literal: string, sight: Sight): SightChange {
  const mode = /\b([0-7])\s+Tr\b/.exec(literal)?.[1];
  if (mode === "3") return { sight: { ...sight, hiddenBy: sight.hiddenBy ?? INVISIBLE } };
  return mode !== undefined && sight.hiddenBy === INVISIBLE ? { sight: { ...sight, hiddenBy: undefined } } : { sight, read: [] };
}

/** Upwards hides until it is taken back; downwards only fills the page, and what follows stands on the next one. */
function lifted(length: number | undefined, sight: Sight): SightChange {
  if (length === undefined || !beyond(length)) return { sight, read: [] };
  if (length < 0) return { sight: { ...sight, hiddenBy: sight.hiddenBy ?? OFF_THE_PAGE } };
  return sight.hiddenBy === OFF_THE_PAGE ? { sight: { ...sight, hiddenBy: undefined } } : { sight, read: [] };
}

function below(value: number | undefined, least: number): boolean {
  return value !== undefined && Math.abs(value) < least;
}

function beyond(length: number | undefined): boolean {
  return length !== undefined && Math.abs(length) >= OFF_PAGE;
}
