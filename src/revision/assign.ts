/** Which old concern is which found one: the one-to-one assignment with the greatest sum of (probability - threshold).
 *  Invariant: no pair at or below the threshold is ever taken, not even where it would make another one possible: its worth is 0, as that
 *  of staying alone, and of such pairs none is kept.
 *  The order of the lists decides nothing. */
import { munkres } from "munkres";
import type { Matrix } from "./overlap.ts";

export interface ConcernPair {
  readonly old: number;
  readonly found: number;
  readonly probability: number;
}

/** A key for each concern, by which equal solutions are told apart, so that the order of the lists does not. Equal keys: interchangeable. */
export interface Keys {
  readonly old: readonly string[];
  readonly found: readonly string[];
}

/** @param probability n x m, in [0, 1]; n = 0 and m = 0 will do
 *  @param threshold in [0, 1]
 *  @returns at most min(n, m) pairs, by their old index
 *  @throws RangeError where a probability is not a number from 0 to 1, or the rows differ in length, or a key is missing */
export function assign(probability: Matrix, threshold: number, keys: Keys): readonly ConcernPair[] {
  assertProbabilities(probability, keys);
  const rows = byKey(keys.old);
  const columns = byKey(keys.found);
  if (rows.length === 0 || columns.length === 0) return [];
  const worth = (old: number, found: number) => Math.max(0, (probability[old]?.[found] ?? 0) - threshold);
  return munkres(rows.map((old) => columns.map((found) => -worth(old, found))))
    .flatMap(([row, column]) => {
      const [old, found] = [rows[row], columns[column]];
      if (old === undefined || found === undefined || worth(old, found) === 0) return [];
      return [{ old, found, probability: probability[old]?.[found] ?? 0 }];
    })
    .sort((a, b) => a.old - b.old);
}

/** Indices in the order of their keys. */
function byKey(keys: readonly string[]): number[] {
  return [...keys.entries()].sort(([i, a], [j, b]) => (a < b ? -1 : a > b ? 1 : i - j)).map(([k]) => k);
}

function assertProbabilities(probability: Matrix, { old, found }: Keys): void {
  if (probability.length !== old.length) throw new RangeError(`${probability.length} rows for ${old.length} old concerns`);
  for (const row of probability) {
    if (row.length !== found.length) throw new RangeError(`a row of ${row.length} for ${found.length} found concerns`);
    // Written so that a value that is no number fails too.
    if (!row.every((value) => value >= 0 && value <= 1)) throw new RangeError("a probability is not a number from 0 to 1");
  }
}
