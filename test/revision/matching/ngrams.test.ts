import fc from "fast-check";
import { expect, test } from "vitest";
import { ngramCosines } from "../../../src/revision/matching/signals.ts";
import { termCosines } from "../../../src/revision/matching/terms.ts";

const setOf = (text: string): ReadonlySet<string> => {
  const letters = ` ${text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;
  return new Set(Array.from({ length: Math.max(0, letters.length - 4) }, (_, at) => letters.slice(at, at + 5)));
};
const asSets = (old: readonly string[], found: readonly string[]) => termCosines(old.map(setOf), found.map(setOf));

const word = fc.constantFrom("mice", "Mouse", "telomerase", "β-catenin", "42", "ﬁne", "e\u0301tude", "方法は", "a", "𝛼", "--");
const texts = fc.array(
  fc.array(word, { maxLength: 8 }).map((words) => words.join(" ")),
  { maxLength: 6 },
);

test("n-grams that are numbers compare as those that are strings do, to the last bit", () => {
  fc.assert(
    fc.property(texts, texts, (old, found) => {
      expect(ngramCosines(old, found)).toEqual(asSets(old, found));
    }),
    { seed: 11, numRuns: 150 },
  );
});

test("also where texts have more different characters than five digits can tell apart", () => {
  const signs = (from: number) => String.fromCodePoint(...Array.from({ length: 1_500 }, (_, k) => from + k));
  const [old, found] = [
    [signs(0x4e00), signs(0x5400)],
    [signs(0x5100), "mice"],
  ];
  const cosines = ngramCosines(old, found);
  expect(cosines).toEqual(asSets(old, found));
  expect(cosines[0]?.[0]).toBeGreaterThan(0.2);
  expect(cosines[0]?.[1]).toBe(0);
});

test("word forms and compounds meet, other words do not", () => {
  const [row = []] = ngramCosines(["simulations of telomerases"], ["simulation of telomerase", "a licence for the code"]);
  expect(row[0]).toBeGreaterThan(0.3);
  expect(row[1]).toBeLessThan(0.1);
});
