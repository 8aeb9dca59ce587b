import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sharedRarities, termCosines } from "../../../src/revision/matching/terms.ts";

const sets = (...texts: readonly string[]) => texts.map((text) => new Set(text.split(" ").filter((word) => word !== "")));

describe("overlap", () => {
  test("a rare shared word counts for more than a common one", () => {
    const alike = termCosines(sets("gene mouse", "gene plant"), sets("gene virus", "fish plant"));
    const [, [common = 0, rare = 0] = []] = alike;
    expect(rare).toBeGreaterThan(common);
  });

  test("a word that is common in concerns at large counts for less", () => {
    const [old, found] = [sets("analysis telomere"), sets("analysis genome")];
    const [[alone = 0] = []] = termCosines(old, found);
    const [[known = 0] = []] = termCosines(old, found, { concerns: 100, words: { analysis: 60 } });
    expect(known).toBeLessThan(alone);
    expect(known).toBeGreaterThan(0);
  });

  test("equal sets are wholly alike, and empty ones not at all", () => {
    const [alike, shared] = [termCosines, sharedRarities].map((overlap) => overlap(sets("a b", ""), sets("b a", "")));
    expect(alike?.[0]?.[0]).toBeCloseTo(1, 12);
    expect([alike?.[0]?.[1], alike?.[1]?.[1], shared?.[1]?.[1]]).toEqual([0, 0, 0]);
  });

  test("names of an object's own properties are words like others", () => {
    const alike = termCosines(sets("constructor toString"), sets("constructor toString"));
    expect(alike[0]?.[0]).toBeCloseTo(1, 12);
  });

  test("neither order nor exchange changes a bit", () => {
    const list = fc.array(fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 5 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(list, list, (a, b) => {
        const [old, found] = [a.map((terms) => new Set(terms)), b.map((terms) => new Set(terms))];
        const [alike, shared] = [termCosines(old, found), sharedRarities(old, found)];
        const turned = termCosines(old.toReversed(), found.toReversed());
        expect(turned.toReversed().map((row) => row.toReversed())).toEqual(alike);
        expect(sharedRarities(found, old)).toEqual(found.map((_, j) => shared.map((row) => row[j])));
        for (const value of alike.flat()) expect(value >= 0 && value <= 1).toBe(true);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
