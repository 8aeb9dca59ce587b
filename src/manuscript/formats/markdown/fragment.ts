/** One fragment of Markdown, from its characters to its blocks. */

import { checkPassageCount } from "../../document.ts";
import type { HiddenText, LeftOut, Warning } from "../../manuscript.ts";
import { type Blocks, blocksOf, type PlacedBlock } from "./blocks.ts";
import { maskVerbatim } from "./mask-lines.ts";
import { maskMarkup } from "./mask-markup.ts";
import { limitDelimiters, nextSplit } from "./parser-limits.ts";
import {
  type Dialect,
  firstEndingAfter,
  type Inclusion,
  type KindRange,
  type MaskedRegion,
  outermostRegions,
  type Range,
  Scanner,
} from "./scanner.ts";
import { type Fragment, parseTree, TextRenderer } from "./text-runs.ts";

export interface ParsedFragment {
  readonly blocks: readonly PlacedBlock[];
  readonly inclusions: readonly Inclusion[];
  readonly parts: readonly { readonly start: number; readonly part: string | undefined }[];
  /** Each block of it. */
  readonly leftOut: readonly Required<LeftOut>[];
  readonly warnings: readonly Warning[];
  readonly hidden: readonly HiddenText[];
}

/** @param end where the fragment ends, in the whole file; it begins at the fragment's base
 *  @param masks what is no part of the Markdown, as offsets from the base
 *  @throws ManuscriptError `too-many-passages` */
export function readFragment(
  fragment: Fragment,
  end: number,
  dialect: Dialect,
  masks: readonly MaskedRegion[] = [],
): ParsedFragment {
  const text = fragment.source.text.slice(fragment.base, end);
  const scanner = new Scanner(text, dialect);
  for (const region of masks) scanner.regions.push(region);
  const limited = limitDelimiters(maskMarkup(scanner, maskVerbatim(scanner)));
  const { blocks, code, cuts } = blocksInParts(fragment, limited.text, outermostRegions(scanner.regions), apart(scanner.kinds));
  const { source, base } = fragment;
  const { file } = source;
  const lineOf = (offset: number) => source.fileLineAt(base + offset);
  const left = [...scanner.leftOut, ...code.map((range) => ({ ...range, why: "code" }))];
  return {
    blocks: blocks.map(({ start, block }) => ({ start, block: { ...block, passage: source.placed(block.passage) } })),
    inclusions: scanner.inclusions,
    parts: scanner.parts,
    leftOut: left.map(({ why, start, end }) => ({ file, why, lines: { startLine: lineOf(start), endLine: lineOf(end) } })),
    warnings: [
      ...scanner.notices.map(({ start, message, losesText }) => ({
        file,
        line: lineOf(start),
        message,
        ...(losesText && { losesText: true as const }),
      })),
      ...warningAt(
        file,
        limited.flattened.map(lineOf),
        "markup that is nested too deep, or opened too often, was read as plain text",
        "Write it with less nesting, or in shorter paragraphs",
      ),
      ...warningAt(
        file,
        cuts.map(lineOf),
        "a paragraph, list or table is so long that it was read in parts, cut",
        "Part it with blank lines, or keep data in files of their own",
      ),
    ],
    hidden: scanner.hidden.map(({ start, technique, characters }) => ({ file, line: lineOf(start), technique, characters })),
  };
}

interface BlocksInParts extends Blocks {
  /** Where something that belongs together was cut. */
  readonly cuts: readonly number[];
}

/** Parses a long text in parts. Links by reference work within a part.
 *  @throws ManuscriptError `too-many-passages` */
function blocksInParts(
  fragment: Fragment,
  text: string,
  regions: readonly MaskedRegion[],
  kinds: readonly KindRange[],
): BlocksInParts {
  const all: Blocks = { blocks: [], code: [] };
  const cuts: number[] = [];
  for (let from = 0, to = 0; from < text.length; from = to) {
    const cut = nextSplit(text, from, regions);
    to = cut.at;
    if (cut.isForced) cuts.push(to);
    const tree = parseTree(text.slice(from, to));
    const original = fragment.source.text.slice(fragment.base + from, fragment.base + to);
    const renderer = new TextRenderer(original, within(regions, from, to).map(moveRegion(from)), tree.slices);
    const moved = within(kinds, from, to).map(({ kind, start, end }) => ({ kind, start: start - from, end: end - from }));
    const found = blocksOf(tree, renderer, { ...fragment, base: fragment.base + from }, moved);
    for (const { start, block } of found.blocks) all.blocks.push({ start: start + from, block });
    checkPassageCount(all.blocks.length, fragment.source.file);
    for (const { start, end } of found.code) all.code.push({ start: start + from, end: end + from });
  }
  return { ...all, cuts };
}

/** Those that have a part between two offsets. @param ranges in order and apart */
function within<T extends Range>(ranges: readonly T[], from: number, to: number): readonly T[] {
  const last = firstEndingAfter(ranges, to);
  return ranges.slice(firstEndingAfter(ranges, from), (ranges[last]?.start ?? to) < to ? last + 1 : last);
}

function moveRegion(by: number): (region: MaskedRegion) => MaskedRegion {
  return ({ start, end, replacement, filler }) => ({
    start: start - by,
    end: end - by,
    replacement:
      replacement.kind === "source" ? { ...replacement, start: replacement.start - by, end: replacement.end - by } : replacement,
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

/** One entry for all that was left out of a file for the same reason, in the order in which each was first. */
export function gathered(leftOut: readonly Required<LeftOut>[]): LeftOut[] {
  const groups = new Map<string, { readonly first: Required<LeftOut>; blocks: number; lines: number }>();
  for (const one of leftOut) {
    const key = JSON.stringify([one.file, one.why]);
    const group = groups.get(key) ?? { first: one, blocks: 0, lines: 0 };
    group.blocks++;
    group.lines += one.lines.endLine - one.lines.startLine + 1;
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first, blocks, lines }) =>
    blocks === 1 ? first : { file: first.file, why: `${first.why} (${blocks} blocks, ${lines} lines)` },
  );
}

/** One warning for all places where the same happened. @param lines of those places */
function warningAt(file: string, lines: readonly number[], what: string, remedy: string): Warning[] {
  const [line] = lines;
  if (line === undefined) return [];
  const others = lines.length > 1 ? ` and in ${lines.length - 1} other places` : "";
  return [{ file, line, message: `${what} here${others}. ${remedy}` }];
}
