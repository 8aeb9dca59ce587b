/** Concerns that say again what an earlier one said. Invariant: the order is kept, the first of its kind stays, and every dropped concern is
 *  told with its cause. */
import type { Concern } from "../concern.ts";
import { assertUnitVectors, cosine } from "../embeddings/index.ts";
import { codePoints, strip } from "./python-text.ts";

/** What repeats another one is decided by the text alone, so that anything with a text will do. */
export interface WithText {
  readonly text: string;
}

/** A concern that is not in the review, and why. */
export interface DroppedConcern<T extends WithText = Concern> {
  readonly concern: T;
  readonly because: "same text" | "alike" | "beyond the cap" | "united";
  /** The kept concern that stands for it. */
  readonly representative?: T;
  /** Of the two texts, in [-1, 1]. */
  readonly cosine?: number;
}
export interface Deduplicated<T extends WithText = Concern> {
  readonly kept: readonly T[];
  readonly dropped: readonly DroppedConcern<T>[];
}

/** Equal but for case and white space. */
export function withoutExactDuplicates<T extends WithText>(concerns: readonly T[]): Deduplicated<T> {
  const first = new Map<string, T>();
  const dropped: DroppedConcern<T>[] = [];
  for (const concern of concerns) {
    const folded = strip(concern.text).toLowerCase().replace(/\s+/g, " ");
    const representative = first.get(folded);
    if (representative === undefined) first.set(folded, concern);
    else dropped.push({ concern, because: "same text", representative });
  }
  return { kept: [...first.values()], dropped };
}

/** A concern stays while its cosine with every kept one is below the threshold.
 *  @param rows a unit row for each concern
 *  @returns the rows of the kept ones too
 *  @throws RangeError where a row is no unit vector */
export function withoutNearDuplicates<T extends WithText>(
  concerns: readonly T[],
  rows: readonly Float32Array[],
  threshold: number,
): Deduplicated<T> & { readonly rows: readonly Float32Array[] } {
  assertUnitVectors(rows, concerns.length);
  const kept: { concern: T; row: Float32Array }[] = [];
  const dropped: DroppedConcern<T>[] = [];
  for (const [k, row] of rows.entries()) {
    const concern = concerns[k];
    if (concern === undefined) continue;
    const alike = kept
      .map((other) => ({ representative: other.concern, cosine: cosine(row, other.row) }))
      .find((other) => other.cosine >= threshold);
    if (alike === undefined) kept.push({ concern, row });
    else dropped.push({ concern, because: "alike", ...alike });
  }
  return { kept: kept.map(({ concern }) => concern), dropped, rows: kept.map(({ row }) => row) };
}

/** The first so many. */
export function limitConcerns<T extends WithText>(concerns: readonly T[], cap: number): Deduplicated<T> {
  return {
    kept: concerns.slice(0, cap),
    dropped: concerns.slice(cap).map((concern) => ({ concern, because: "beyond the cap" })),
  };
}

/** The longest text in code points; the first of equals. */
export function longest<T extends { readonly concern: WithText }>(members: readonly [T, ...T[]]): T {
  return members.reduce((best, member) => (codePoints(member.concern.text) > codePoints(best.concern.text) ? member : best));
}
