import { expect, test } from "vitest";
import { SIGNAL_NAMES, signalsOf, textSignalsOf } from "../../../src/revision/matching/signals.ts";
import { concern } from "../../support/build.ts";

const NOBODY = { concerns: 0, words: {} };
const between = (one: string, other: string) => signalsOf(textSignalsOf([concern(one)], [concern(other)]), [[0.5]], NOBODY);

test.each([
  { why: "both have numbers, and none in common", one: "Only 12 mice.", other: "Only 30 mice.", value: 1 },
  { why: "one of their numbers is the same", one: "12 mice in 3 groups.", other: "3 rats.", value: 0 },
  { why: "they write the same number in two ways", one: "1,200 reads.", other: "1200 reads.", value: 0 },
  { why: "only one of them has numbers", one: "Only 12 mice.", other: "Few mice.", value: 0 },
  { why: "neither has numbers", one: "Few mice.", other: "Few rats.", value: 0 },
])("the signal against two concerns is $value where $why", ({ one, other, value }) => {
  expect(between(one, other).otherNumbers).toEqual([[value]]);
  expect(between(other, one).otherNumbers).toEqual([[value]]);
});

test("the category is a signal where both have the same, and the severity is none", () => {
  const signals = signalsOf(
    textSignalsOf(
      [concern("A.", "major", "other"), { text: "A." }],
      [concern("A.", "minor", "other"), concern("A.", "major", "design_flaw"), { text: "A." }],
    ),
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
    NOBODY,
  );
  expect(signals.category).toEqual([
    [1, 0, 0],
    [0, 0, 0],
  ]);
  expect(Object.keys(signals).sort()).toEqual([...SIGNAL_NAMES].sort());
});
