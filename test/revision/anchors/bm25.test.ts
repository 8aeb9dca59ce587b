import { expect, test } from "vitest";
import { Bm25 } from "../../../src/revision/anchors/bm25.ts";

const texts = ["dose dose mice", "mice", "gel wound phage dose mice bacteria"].map((text) => text.split(" "));
const index = new Bm25(texts);
const query = (...terms: string[]) => new Set(terms);
/** Robertson and Zaragoza (2009), with the usual k1 = 1.2 and b = 0.75; the mean length is 10 / 3. */
const weight = (count: number, length: number) => (count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length) / (10 / 3)));
const rarity = (holders: number) => Math.log(1 + (3 - holders + 0.5) / (holders + 0.5));

test("a score saturates with repetitions and falls with the length of the text, by the published constants", () => {
  const scores = index.scores(query("dose"));
  expect(scores[0]).toBeCloseTo(rarity(2) * weight(2, 3), 12);
  expect(scores[1]).toBe(0);
  expect(scores[2]).toBeCloseTo(rarity(2) * weight(1, 6), 12);
});

test("the terms of a query add up, each by its rarity", () => {
  const scores = index.scores(query("mice", "phage", "unknown"));
  expect(scores[2]).toBeCloseTo(rarity(3) * weight(1, 6) + rarity(1) * weight(1, 6), 12);
  expect(scores[1]).toBeCloseTo(rarity(3) * weight(1, 1), 12);
});

test("a term that no text has is the rarest", () => {
  expect(index.rarity("unknown")).toBeCloseTo(rarity(0), 12);
  for (const term of ["dose", "mice", "phage"]) expect(index.rarity(term)).toBeLessThan(index.rarity("unknown"));
});

test("coverage is the share of the query that a text has, by rarity", () => {
  const coverage = index.coverage(query("dose", "phage"));
  expect([...coverage]).toEqual([expect.closeTo(rarity(2) / (rarity(2) + rarity(1)), 12), 0, 1]);
  expect([...index.coverage(query())]).toEqual([0, 0, 0]);
});
