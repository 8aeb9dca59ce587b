/** From what is shown to a passage: clean text, and the lines and source that it stands in. */
import { CleanTextBuilder } from "../../clean-text.ts";
import type { LineIndex } from "../../line-index.ts";
import type { Passage, PassageKind } from "../../manuscript.ts";
import type { Shown } from "./shown.ts";

/** A part of a file that is read as Markdown of its own: the whole file, or a YAML value in it. Offsets within it count from `base`. */
export interface Place {
  readonly file: string;
  /** Of the whole file. */
  readonly text: string;
  readonly index: LineIndex;
  readonly base: number;
}

/** @param start and `end`: the source is cut from here, to begin and end on the lines of the first and last word
 *  @returns undefined where a reader sees no word, number or placeholder */
export function passageOf(
  place: Place,
  kind: PassageKind,
  shown: readonly Shown[],
  start: number,
  end: number,
): Passage | undefined {
  const { file, index, base } = place;
  const builder = new CleanTextBuilder();
  for (const { kind: how, text, start: at } of shown) {
    const line = index.lineAt(base + at);
    if (how === "blank") builder.addBlank();
    else if (how === "token") builder.addToken(text, line);
    else builder.add(text, line);
  }
  const { text, lines } = builder.build();
  const startLine = lines[0]?.line;
  const endLine = lines.at(-1)?.line;
  if (startLine === undefined || endLine === undefined || !/[\p{L}\p{N}]/u.test(text)) return undefined;
  const from = Math.max(base + start, index.startOf(startLine));
  // The Markdown parser ends a paragraph at a blank line, also at one within a display of math.
  const shownTo = shown.reduce((furthest, piece) => Math.max(furthest, piece.end), end);
  const to = Math.min(base + shownTo, index.endOf(endLine));
  const source = trimmed(place.text, from, to);
  return { kind, file, startLine, endLine, source, text, lines };
}

/** Without white space and the `>` of block quotes at its ends. */
function trimmed(text: string, from: number, to: number): string {
  return text.slice(from, to).trim();
}
