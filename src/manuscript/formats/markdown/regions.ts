/** Regions of a Markdown file that its Markdown parser must not read as they stand, and the copy of the file in which they are masked.
 *  Invariant: the copy has the length and the line feeds of the original, so every offset and line is true in both. */
import type { PassageKind } from "../../manuscript.ts";

/** What a reader sees in a region's place. */
export type Replacement =
  | { readonly kind: "nothing" }
  | { readonly kind: "blank" }
  | { readonly kind: "token"; readonly token: string }
  /** This part of the original, as it stands. */
  | { readonly kind: "source"; readonly start: number; readonly end: number };

export const NOTHING: Replacement = { kind: "nothing" };
export const BLANK: Replacement = { kind: "blank" };
export const CITE: Replacement = { kind: "token", token: "[cite]" };
export const VALUE: Replacement = { kind: "token", token: "[value]" };
export const REF: Replacement = { kind: "token", token: "[ref]" };

/** What the Markdown parser sees in a region's place: part of a word, punctuation, or white space.
 *  It decides which `*` beside the region opens or closes emphasis, and whether a line ends a paragraph. */
export type Filler = "word" | "mark" | "blank";

/** A private character counts as neither punctuation nor white space; the middle dot is punctuation that no construct begins with. */
const FILLERS: Readonly<Record<Filler, string>> = { word: "\ue000", mark: "\u00b7", blank: " " };

/** UTF-16 offsets: the first character, and the one after the last. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface MaskedRegion extends Range {
  readonly replacement: Replacement;
  readonly filler: Filler;
}

/** What stands in this range is a passage of this kind, whatever block the Markdown parser makes of it. */
export interface KindRange extends Range {
  readonly kind: PassageKind;
}

/** The outermost regions, in order: one that begins inside another is swallowed by it. */
export function outermostRegions(regions: readonly MaskedRegion[]): MaskedRegion[] {
  const kept: MaskedRegion[] = [];
  let end = 0;
  for (const region of regions.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (region.start < end || region.end <= region.start) continue;
    kept.push(region);
    end = region.end;
  }
  return kept;
}

/** @param regions as `outermostRegions` returns them */
export function maskRegions(text: string, regions: readonly MaskedRegion[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, filler } of regions) {
    pieces.push(text.slice(at, start), text.slice(start, end).replace(/[^\r\n]/g, FILLERS[filler]));
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}

/** @param ranges in order and apart  @returns the index of the first that ends after the offset; their number where none does */
export function firstEndingAfter(ranges: readonly Range[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
