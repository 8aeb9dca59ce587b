import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Concern } from "../../../src/concern.ts";
import { cosineMatrix } from "../../../src/embeddings/index.ts";
import { CALIBRATIONS, type Calibration } from "../../../src/revision/calibration/calibration.ts";
import { marginsOf, matchConcerns, sameConcernProbabilities } from "../../../src/revision/matching/same-concern.ts";
import { concern } from "../../support/build.ts";
import { labelled, wordRow } from "../../support/labels.ts";

const minilm = builtIn("minilm");

function builtIn(name: string): Calibration {
  const found = CALIBRATIONS.find(({ embedder }) => embedder === name);
  if (found === undefined) throw new RangeError(`no calibration of ${name}`);
  return found;
}

const embeddings = (concerns: readonly Concern[]) => concerns.map(({ text }) => wordRow(text));
const cosines = (old: readonly Concern[], found: readonly Concern[]) => cosineMatrix(embeddings(old), embeddings(found));
const match = (old: readonly Concern[], found: readonly Concern[]) => matchConcerns(old, found, cosines(old, found), minilm);
const probability = (old: readonly Concern[], found: readonly Concern[]) =>
  sameConcernProbabilities(old, found, cosines(old, found), minilm);

const noControl = concern(
  "There is no vehicle control, so that the effect of the solvent DMSO on the 12 mice is unknown.",
  "major",
);
const fewAnimals = concern("Three animals a group are too few; a power analysis is missing.", "major", "statistical_methodology");
const oldTitle = concern("The title promises a mechanism, but only a correlation is shown.", "minor", "interpretation");

describe("a concern and itself", () => {
  test("is found again, alone as well as among others", () => {
    expect(probability([noControl], [noControl])[0]?.[0]).toBeGreaterThan(0.99);
    const list = [noControl, fewAnimals, oldTitle];
    expect(match(list, list).map(({ old, found }) => [old, found])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });

  test("is found again in every labelled list", () => {
    for (const { old } of labelled.flatMap(({ comparisons }) => comparisons)) {
      expect(match(old, old).map((pair) => pair.found)).toEqual(old.map((_, k) => k));
    }
  });

  test("is found again although it is there twice: a twin is no rival", () => {
    const pairs = match(
      [noControl, fewAnimals],
      [noControl, { ...noControl, text: ` ${noControl.text.toUpperCase()}` }, fewAnimals],
    );
    expect(pairs.map(({ old }) => old)).toEqual([0, 1]);
  });

  test("is the same whatever became of its severity", () => {
    const [[as = 0] = []] = probability([noControl], [noControl]);
    expect(probability([noControl], [{ ...noControl, severity: "optional" }])[0]?.[0]).toBe(as);
  });
});

test("concerns on other things are not the same, one a side or several", () => {
  expect(match([noControl], [fewAnimals])).toEqual([]);
  expect(match([noControl, oldTitle], [fewAnimals])).toEqual([]);
});

test("one a side: labelled pairs that share topic or words stay apart, nearly always", () => {
  const hard = labelled.flatMap(({ comparisons }) =>
    comparisons.flatMap((comparison) =>
      comparison.hard.map(([i, j]) => ({ old: comparison.old.slice(i, i + 1), found: comparison.found.slice(j, j + 1) })),
    ),
  );
  const joined = hard.filter(({ old, found }) => match(old, found).length > 0);
  expect(joined.length / hard.length).toBeLessThan(0.05);
});

describe("how a pair stands among its rivals", () => {
  const [one, two] = [concern("One."), concern("Two.")];

  test("its leads are over the strongest rival of its row and of its column", () => {
    const { lesserLead, greaterLead } = marginsOf(
      [
        [4, 1],
        [-2, 3],
      ],
      [one, two],
      [one, two],
    );
    expect(lesserLead).toEqual([
      [3, -3],
      [-6, 2],
    ]);
    expect(greaterLead).toEqual([
      [6, -2],
      [-5, 5],
    ]);
  });

  test("alone it leads a rival that is always thought of, and so it does where all others are worse", () => {
    expect(marginsOf([[1]], [one], [one]).lesserLead).toEqual([[7]]);
    expect(marginsOf([[1, -9]], [one], [one, two]).lesserLead).toEqual([[7, -10]]);
  });

  test("a twin is no rival, whatever its case and white space", () => {
    const twin = { ...one, text: " ONE.\n" };
    expect(marginsOf([[4, 4]], [one], [one, twin]).lesserLead).toEqual([[10, 10]]);
  });
});

test.each([
  { why: "nothing on both sides", old: [], found: [] },
  { why: "nothing old", old: [], found: [noControl] },
  { why: "nothing found", old: [noControl], found: [] },
])("$why: no pair, no error", ({ old, found }) => {
  expect(probability(old, found)).toEqual(old.map(() => found.map(() => 0)));
  expect(match(old, found)).toEqual([]);
});

const words = ["control", "vehicle", "mice", "Mbd4", "12", "n = 3", "bootstrap", "no"];
const anyConcern = fc.record({
  text: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 }).map((chosen) => chosen.join(" ")),
  category: fc.constantFrom("other" as const, "design_flaw" as const),
  severity: fc.constantFrom("major" as const, "minor" as const),
});
const lists = fc.array(anyConcern, { maxLength: 6 });

test("order decides nothing, and exchange only transposes", () => {
  fc.assert(
    fc.property(lists, lists, (old, found) => {
      const there = probability(old, found);
      expect(probability(old.toReversed(), found.toReversed())).toEqual(there.toReversed().map((row) => row.toReversed()));
      expect(probability(found, old)).toEqual(found.map((_, j) => there.map((row) => row[j])));
      for (const value of there.flat()) expect(value >= 0 && value <= 1).toBe(true);
      const told = (pairs: ReturnType<typeof match>, a: readonly Concern[], b: readonly Concern[]) =>
        pairs.map((pair) => JSON.stringify([a[pair.old], b[pair.found], pair.probability])).sort();
      const [turnedOld, turnedFound] = [old.toReversed(), found.toReversed()];
      expect(told(match(turnedOld, turnedFound), turnedOld, turnedFound)).toEqual(told(match(old, found), old, found));
    }),
    { seed: 20_261_122, numRuns: 200 },
  );
});

test.each([
  { why: "a row too few", given: [] },
  { why: "a column too few", given: [[]] },
  { why: "a column too many", given: [[0.5, 0.5]] },
])("cosines with $why are an error, for they are those of other concerns", ({ given }) => {
  expect(() => sameConcernProbabilities([noControl], [fewAnimals], given, minilm)).toThrow(RangeError);
});

test("what was learned speaks for more in common, never against it", () => {
  const { cosine, words: shared, pieces, lead, numbers, otherNumbers, names, category } = minilm.evidence.weights;
  for (const weight of [shared, pieces, lead, numbers, names, category]) expect(weight).toBeGreaterThanOrEqual(0);
  expect(cosine).toBeGreaterThan(0);
  expect(otherNumbers).toBeLessThanOrEqual(0);
});
