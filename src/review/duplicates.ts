/** Concerns that say again what an earlier one said. Invariant: the order is kept, the first of its kind stays, and every dropped concern is
 *  told with its cause. */
import type { Concern } from "../concern.ts";
import { codePoints, strip } from "./python-text.ts";
import { assertUnitRows, cosine } from "./similarity.ts";

/** A concern that is not in the review, and why. */
export interface Dropped {
  readonly concern: Concern;
  readonly because: "same text" | "alike" | "beyond the cap" | "united";
  /** The kept concern that stands for it. */
  readonly instead?: Concern;
  /** Of the two texts, in [-1, 1]. */
  readonly cosine?: number;
}
export interface Kept {
  readonly kept: readonly Concern[];
  readonly dropped: readonly Dropped[];
}

/** Equal but for case and white space. */
export function withoutRepeats(concerns: readonly Concern[]): Kept {
  const first = new Map<string, Concern>();
  const dropped: Dropped[] = [];
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
export function withoutAlike(
  concerns: readonly Concern[],
  rows: readonly Float32Array[],
  threshold: number,
): Kept & { readonly rows: readonly Float32Array[] } {
  assertUnitRows(rows, concerns.length);
  const kept: { concern: Concern; row: Float32Array }[] = [];
  const dropped: Dropped[] = [];
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
export function capped(concerns: readonly Concern[], cap: number): Kept {
  return {
    kept: concerns.slice(0, cap),
    dropped: concerns.slice(cap).map((concern) => ({ concern, because: "beyond the cap" })),
  };
}

/** The longest text in code points; the first of equals. */
export function longest<T extends { readonly concern: Concern }>(members: readonly [T, ...T[]]): T {
  return members.reduce((best, member) => (codePoints(member.concern.text) > codePoints(best.concern.text) ? member : best));
}
