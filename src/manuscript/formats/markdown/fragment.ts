/** One stretch of Markdown, from its characters to its blocks. */
import type { HiddenText, LeftOut, Warning } from "../../manuscript.ts";
import { checkPassageCount } from "../../passage-limit.ts";
import { type Blocks, blocksOf, type PlacedBlock } from "./blocks.ts";
import { nextCut } from "./cut.ts";
import { coverMarkup } from "./markup.ts";
import { coverOpaque } from "./opaque.ts";
import { calm } from "./parser-limits.ts";
import type { Place } from "./passage.ts";
import { type KindRange, outermost, type Region } from "./region.ts";
import { type Inclusion, type MarkdownFormat, Scan } from "./scanner.ts";
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
 *  @param covers what is no part of the Markdown, as offsets from the base
 *  @throws ManuscriptError `too-many-passages` */
export function readStretch(place: Place, end: number, format: MarkdownFormat, covers: readonly Region[] = []): Stretch {
  const text = place.text.slice(place.base, end);
  const scan = new Scan(text, format);
  for (const region of covers) scan.regions.push(region);
  const calmed = calm(coverMarkup(scan, coverOpaque(scan)));
  const { blocks, code, cuts } = blocksInParts(place, calmed.text, outermost(scan.regions), apart(scan.kinds));
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
      ...cutWarning(file, cuts.map(lineOf)),
    ],
    hidden: scan.hidden.map(({ start, technique, characters }) => ({ file, line: lineOf(start), technique, characters })),
  };
}

interface BlocksInParts extends Blocks {
  /** Where something that belongs together was cut. */
  readonly cuts: readonly number[];
}

/** Parses a long text in parts. Links by reference work within a part.
 *  @throws ManuscriptError `too-many-passages` */
function blocksInParts(place: Place, text: string, regions: readonly Region[], kinds: readonly KindRange[]): BlocksInParts {
  const all: Blocks = { blocks: [], code: [] };
  const cuts: number[] = [];
  for (let from = 0, to = 0; from < text.length; from = to) {
    const cut = nextCut(text, from, regions);
    to = cut.at;
    if (cut.isForced) cuts.push(to);
    const tree = parseTree(text.slice(from, to));
    const original = place.text.slice(place.base + from, place.base + to);
    const showing = new Showing(original, within(regions, from, to).map(moveRegion(from)), tree.pieces);
    const moved = within(kinds, from, to).map(({ kind, start, end }) => ({ kind, start: start - from, end: end - from }));
    const found = blocksOf(tree, showing, { ...place, base: place.base + from }, moved);
    for (const { start, block } of found.blocks) all.blocks.push({ start: start + from, block });
    checkPassageCount(all.blocks.length, place.file);
    for (const { start, end } of found.code) all.code.push({ start: start + from, end: end + from });
  }
  return { ...all, cuts };
}

/** @param ranges in order and apart */
function within<T extends { readonly start: number; readonly end: number }>(
  ranges: readonly T[],
  from: number,
  to: number,
): readonly T[] {
  const first = firstWhere(ranges, ({ end }) => end > from);
  return ranges.slice(
    first,
    Math.max(
      first,
      firstWhere(ranges, ({ start }) => start >= to),
    ),
  );
}

/** @param holds of no range up to one, and of all from there on */
function firstWhere<T>(ranges: readonly T[], holds: (range: T) => boolean): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (range !== undefined && holds(range)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function moveRegion(by: number): (region: Region) => Region {
  return ({ start, end, shows, filler }) => ({
    start: start - by,
    end: end - by,
    shows: shows.kind === "source" ? { ...shows, start: shows.start - by, end: shows.end - by } : shows,
    filler,
  });
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

function cutWarning(file: string, lines: readonly number[]): Warning[] {
  const [line] = lines;
  if (line === undefined) return [];
  const message = `a paragraph, list or table is so long that it was read in parts, cut here${
    lines.length > 1 ? ` and in ${lines.length - 1} other places` : ""
  }. Part it with blank lines, or keep data in files of their own`;
  return [{ file, line, message }];
}
