/** Concerns that say again what an earlier one said. Invariant: the order is kept, the first of its kind stays, and every dropped concern is
 *  told with its cause. */
import type { Concern } from "../concern.ts";
import { codePoints, strip } from "./python-text.ts";
import { assertUnitRows, cosine } from "./similarity.ts";

/** What repeats another one is decided by the text alone, so that anything with a text will do. */
export interface Worded {
  readonly text: string;
}

/** A concern that is not in the review, and why. */
export interface Dropped<T extends Worded = Concern> {
  readonly concern: T;
  readonly because: "same text" | "alike" | "beyond the cap" | "united";
  /** The kept concern that stands for it. */
  readonly instead?: T;
  /** Of the two texts, in [-1, 1]. */
  readonly cosine?: number;
}
export interface Kept<T extends Worded = Concern> {
  readonly kept: readonly T[];
  readonly dropped: readonly Dropped<T>[];
}

/** Equal but for case and white space. */
export function withoutRepeats<T extends Worded>(concerns: readonly T[]): Kept<T> {
  const first = new Map<string, T>();
  const dropped: Dropped<T>[] = [];
  for (const concern of concerns) {
    const folded = strip(concern.text).toLowerCase().replace(/\s+/g, " ");
    const instead = first.get(folded);
    if (instead === undefined) first.set(folded, concern);
    else dropped.push({ concern, because: "same text", instead });
  }
  return { kept: [...first.values()], dropped };
}

/** A concern stays while its cosine with every kept one is below the threshold.
 *  @param rows a unit row for each concern
 *  @returns the rows of the kept ones too
 *  @throws RangeError where a row is no unit vector */
export function withoutAlike<T extends Worded>(
  concerns: readonly T[],
  rows: readonly Float32Array[],
  threshold: number,
): Kept<T> & { readonly rows: readonly Float32Array[] } {
  assertUnitRows(rows, concerns.length);
  const kept: { concern: T; row: Float32Array }[] = [];
  const dropped: Dropped<T>[] = [];
  for (const [k, row] of rows.entries()) {
    const concern = concerns[k];
    if (concern === undefined) continue;
    const alike = kept
      .map((other) => ({ instead: other.concern, cosine: cosine(row, other.row) }))
      .find((other) => other.cosine >= threshold);
    if (alike === undefined) kept.push({ concern, row });
    else dropped.push({ concern, because: "alike", ...alike });
  }
  return { kept: kept.map(({ concern }) => concern), dropped, rows: kept.map(({ row }) => row) };
}

/** The first so many. */
export function capped<T extends Worded>(concerns: readonly T[], cap: number): Kept<T> {
  return {
    kept: concerns.slice(0, cap),
    dropped: concerns.slice(cap).map((concern) => ({ concern, because: "beyond the cap" })),
  };
}

/** The longest text in code points; the first of equals. */
export function longest<T extends { readonly concern: Worded }>(members: readonly [T, ...T[]]): T {
  return members.reduce((best, member) => (codePoints(member.concern.text) > codePoints(best.concern.text) ? member : best));
}
