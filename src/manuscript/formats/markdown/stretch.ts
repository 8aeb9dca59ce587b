/** One stretch of Markdown, from its characters to its blocks. */
import type { HiddenText, LeftOut, Warning } from "../../manuscript.ts";
import { blocksOf, type PlacedBlock } from "./blocks.ts";
import { calm } from "./calm.ts";
import { coverMarkup } from "./markup.ts";
import { coverOpaque } from "./opaque.ts";
import type { Place } from "./passage.ts";
import { type KindRange, outermost, type Region } from "./region.ts";
import { type Inclusion, type MarkdownFormat, Scan } from "./scan.ts";
import { Showing } from "./shown.ts";
import { parseTree } from "./tree.ts";

export interface Stretch {
  readonly blocks: readonly PlacedBlock[];
  readonly inclusions: readonly Inclusion[];
  readonly parts: readonly { readonly start: number; readonly part: string | undefined }[];
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
  readonly hidden: readonly HiddenText[];
}

/** @param end where the stretch ends, in the whole file; it begins at the place's base
 *  @param covers what is no part of the Markdown, as offsets from the base */
export function readStretch(place: Place, end: number, format: MarkdownFormat, covers: readonly Region[] = []): Stretch {
  const text = place.text.slice(place.base, end);
  const scan = new Scan(text, format);
  scan.regions.push(...covers);
  const calmed = calm(coverMarkup(scan, coverOpaque(scan)));
  const tree = parseTree(calmed.text);
  const showing = new Showing(text, outermost(scan.regions), tree.pieces);
  const { blocks, code } = blocksOf(tree, showing, place, apart(scan.kinds));
  const { file, index, base } = place;
  const lineOf = (offset: number) => index.lineAt(base + offset);
  const left = [...scan.leftOut, ...code.map((range) => ({ ...range, why: "code" }))];
  return {
    blocks,
    inclusions: scan.inclusions,
    parts: scan.parts,
    leftOut: gathered(
      file,
      left.map(({ why, start, end }) => ({ why, startLine: lineOf(start), endLine: lineOf(end) })),
    ),
    warnings: [
      ...scan.remarks.map(({ start, message }) => ({ file, line: lineOf(start), message })),
      ...flatteningWarning(file, calmed.flattened.map(lineOf)),
    ],
    hidden: scan.hidden.map(({ start, technique, characters }) => ({ file, line: lineOf(start), technique, characters })),
  };
}

/** In order, without those that begin inside another: the inner one is part of the outer. */
function apart(kinds: readonly KindRange[]): KindRange[] {
  const kept: KindRange[] = [];
  for (const range of kinds.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (range.start >= (kept.at(-1)?.end ?? 0)) kept.push(range);
  }
  return kept;
}

/** One entry for all that was left out of a file for the same reason. */
function gathered(file: string, left: readonly { why: string; startLine: number; endLine: number }[]): LeftOut[] {
  return [...new Set(left.map(({ why }) => why))].map((why) => {
    const [first, ...others] = left.filter((one) => one.why === why);
    if (first !== undefined && others.length === 0)
      return { file, lines: { startLine: first.startLine, endLine: first.endLine }, why };
    const lines = [first, ...others].reduce((sum, one) => sum + (one === undefined ? 0 : one.endLine - one.startLine + 1), 0);
    return { file, why: `${why} (${others.length + 1} blocks, ${lines} lines)` };
  });
}

function flatteningWarning(file: string, lines: readonly number[]): Warning[] {
  const [line] = lines;
  if (line === undefined) return [];
  const message = `markup that is nested too deep, or opened too often, was read as plain text here${
    lines.length > 1 ? ` and in ${lines.length - 1} other places` : ""
  }. Write it with less nesting, or in shorter paragraphs`;
  return [{ file, line, message }];
}
