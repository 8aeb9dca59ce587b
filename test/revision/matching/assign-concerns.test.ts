import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assignConcerns } from "../../../src/revision/matching/assignment.ts";

const SEED = 20_261_122;
const keys = (prefix: string, count: number) => Array.from({ length: count }, (_, k) => `${prefix}${String(k).padStart(3, "0")}`);

/** Assigns, then checks what holds for every assignment. */
function lawfully(probability: readonly (readonly number[])[], threshold: number, columns = probability[0]?.length ?? 0) {
  const [old, found] = [keys("o", probability.length), keys("f", columns)];
  const pairs = assignConcerns(probability, threshold, { old, found });
  expect(new Set(pairs.map((pair) => pair.old)).size, "an old concern once").toBe(pairs.length);
  expect(new Set(pairs.map((pair) => pair.found)).size, "a found concern once").toBe(pairs.length);
  for (const pair of pairs) {
    expect(pair.probability, "its own probability").toBe(probability[pair.old]?.[pair.found]);
    expect(pair.probability, "above the threshold").toBeGreaterThan(threshold);
  }
  const last = { old: probability.length - 1, found: columns - 1 };
  const turned = probability.toReversed().map((row) => row.toReversed());
  const again = assignConcerns(turned, threshold, { old: old.toReversed(), found: found.toReversed() })
    .map((pair) => ({ ...pair, old: last.old - pair.old, found: last.found - pair.found }))
    .sort((a, b) => a.old - b.old);
  expect(again, "whatever the order").toEqual(pairs);
  return pairs;
}

/** The greatest sum of (probability - threshold) of any one-to-one choice, by trying them all. */
function bestWorth(probability: readonly (readonly number[])[], threshold: number, row = 0, taken = new Set<number>()): number {
  const values = probability[row];
  if (values === undefined) return 0;
  const without = bestWorth(probability, threshold, row + 1, taken);
  return values.reduce((best, value, column) => {
    if (taken.has(column)) return best;
    return Math.max(best, value - threshold + bestWorth(probability, threshold, row + 1, new Set([...taken, column])));
  }, without);
}

const matrix = (rows: number, columns: number, value: fc.Arbitrary<number>) =>
  fc.array(fc.array(value, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows });
/** Few values, so that equal solutions abound. */
const tied = fc.constantFrom(0, 0.25, 0.5, 0.75, 1);
const sized = (most: number, value: fc.Arbitrary<number>) =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most }))
    .chain(([rows, columns]) => matrix(rows, columns, value));

describe("assignConcerns", () => {
  test("takes the whole's best, not each row's", () => {
    expect(
      lawfully(
        [
          [0.9, 0.8],
          [0.85, 0.1],
        ],
        0.5,
      ),
    ).toEqual([
      { old: 0, found: 1, probability: 0.8 },
      { old: 1, found: 0, probability: 0.85 },
    ]);
  });

  test("never buys a second pair with one below the threshold", () => {
    // Together 0.9 + 0.45 is more than 0.95 + 0.3, and as many pairs; but only one of the four is above 0.92.
    expect(
      lawfully(
        [
          [0.95, 0.9],
          [0.45, 0.3],
        ],
        0.92,
      ),
    ).toEqual([{ old: 0, found: 0, probability: 0.95 }]);
  });

  test("a pair exactly at the threshold is none", () => {
    expect(lawfully([[0.5]], 0.5)).toEqual([]);
  });

  test.each([
    { why: "no old concern", rows: 0, columns: 3 },
    { why: "no found concern", rows: 3, columns: 0 },
    { why: "neither", rows: 0, columns: 0 },
  ])("$why: no pair", ({ rows, columns }) => {
    const nothing = Array.from({ length: rows }, () => new Array<number>(columns).fill(1));
    expect(lawfully(nothing, 0.5, columns)).toEqual([]);
  });

  test("sixty a side find their partners among near rivals", () => {
    const partner = (row: number) => (row * 7 + 3) % 60;
    const crowd = Array.from({ length: 60 }, (_, row) =>
      Array.from({ length: 60 }, (_, column) =>
        partner(row) === column ? 0.9 : 0.55 + 0.3 * (((row * 31 + column * 17) % 97) / 97),
      ),
    );
    expect(lawfully(crowd, 0.5).map(({ found }) => found)).toEqual(Array.from({ length: 60 }, (_, row) => partner(row)));
  });

  test("equal solutions are told apart by the keys, never by the order", () => {
    const sameEverywhere = [
      [0.8, 0.8],
      [0.8, 0.8],
      [0.8, 0.8],
    ];
    expect(lawfully(sameEverywhere, 0.5)).toHaveLength(2);
  });

  test("no matrix breaks a law, and none has a better choice", () => {
    fc.assert(
      fc.property(
        sized(5, fc.oneof(tied, fc.double({ min: 0, max: 1, noNaN: true }))),
        fc.constantFrom(0, 0.25, 0.5),
        (probability, threshold) => {
          const worth = lawfully(probability, threshold).reduce((sum, pair) => sum + pair.probability - threshold, 0);
          expect(worth).toBeCloseTo(bestWorth(probability, threshold), 9);
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });

  test.each([
    { why: "a probability that is no number", probability: [[Number.NaN]] },
    { why: "a probability above one", probability: [[1.5]] },
    { why: "a row too long", probability: [[0.1, 0.2]] },
    { why: "a row too many", probability: [[0.1], [0.2]] },
  ])("$why is refused, rather than assigned in silence", ({ probability }) => {
    expect(() => assignConcerns(probability, 0.5, { old: ["a"], found: ["b"] })).toThrow(RangeError);
  });
});
