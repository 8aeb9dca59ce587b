/** What a human reader of the page can see at one point of a LaTeX file. Invariant: text that is drawn but cannot be seen never
 *  reaches the model and is always reported; what cannot be told counts as seen. */

import { CleanTextBuilder } from "../../clean-text.ts";
import type { HiddenText } from "../../manuscript.ts";
import { BLACK, type Colour, invisible, WHITE } from "./colour.ts";

export interface Sight {
  /** Undefined where we do not know the colour: then text counts as seen. */
  readonly ink: Colour | undefined;
  readonly paper: Colour | undefined;
  /** How text is hidden by other means than colour. */
  readonly hiddenBy: string | undefined;
  /** Whether the next paragraph is seen again. */
  readonly untilParagraphEnd?: boolean;
}
export const IN_FULL_SIGHT: Sight = { ink: BLACK, paper: WHITE, hiddenBy: undefined };

/** How text is concealed here; undefined where it can be seen. */
export function concealment({ ink, paper, hiddenBy }: Sight): string | undefined {
  if (hiddenBy !== undefined) return hiddenBy;
  if (!invisible(ink, paper)) return undefined;
  return invisible(ink, WHITE) ? "white text" : "text in the colour of its background";
}

/** Points. Below this a page must be magnified to be read; \tiny is 5 or more in every standard class. */
export const SMALLEST_FONT = 5;
/** Factor. \scalebox below this makes 10 points smaller than the smallest font. */
export const SMALLEST_SCALE = 0.3;
/** Points; 15 cm. A move this far leaves an A4 or letter page from anywhere on it. */
export const OFF_PAGE = 427;
/** Letters. Less in a \phantom or \rlap is alignment, such as a phantom digit in a table. */
const LEAST_LETTERS = 4;

export function hasWords(text: string): boolean {
  return (text.match(/\p{L}/gu)?.length ?? 0) >= LEAST_LETTERS;
}

/** One run of concealed text. */
export class ConcealedRun {
  readonly #text = new CleanTextBuilder();
  readonly technique: string;
  readonly #at: { readonly file: string; readonly line: number };
  constructor(technique: string, at: { readonly file: string; readonly line: number }) {
    this.technique = technique;
    this.#at = at;
  }
  add(piece: string): void {
    this.#text.add(piece, 1);
  }
  report(): HiddenText | undefined {
    const characters = this.#text.build().text.length;
    return characters === 0 ? undefined : { ...this.#at, technique: this.technique, characters };
  }
}
