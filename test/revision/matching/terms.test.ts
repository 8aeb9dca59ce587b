import { expect, test } from "vitest";
import { concernTerms } from "../../../src/revision/matching/terms.ts";

test.each([
  { why: "word forms meet", one: "simulations", other: "simulation", kind: "words" as const },
  { why: "a possessive is the word", one: "the authors' samples", other: "samples of the author", kind: "words" as const },
  { why: "a compound has its parts", one: "reference-free", other: "reference", kind: "words" as const },
  { why: "separators of thousands do not count", one: "1,200 reads", other: "1200 reads", kind: "numbers" as const },
  { why: "a figure has its number", one: "Fig. 2", other: "Figure 2", kind: "numbers" as const },
  { why: "a gene is a name whatever its case elsewhere", one: "of Mbd4", other: "in MBD4", kind: "names" as const },
  { why: "compatibility forms are one", one: "of ﬁne", other: "fine", kind: "words" as const },
])("$why", ({ one, other, kind }) => {
  const [a, b] = [concernTerms(one)[kind], concernTerms(other)[kind]];
  expect([...a].filter((term) => b.has(term))).not.toEqual([]);
});

test("an abbreviation of two letters is a word, and a single letter is none", () => {
  expect([...concernTerms("The pH and a CT of x").words]).toEqual(["ph", "ct"]);
});

test("small words are no words", () => {
  expect([...concernTerms("It is not that these were of the others").words]).toEqual([]);
});

test("the first word of a sentence is no name for its capital, but for a digit or underscore it is", () => {
  expect([...concernTerms("Samples of DNA were few. Controls are missing. n_total is undefined.").names]).toEqual([
    "dna",
    "n_total",
  ]);
});

test("the lead is the first sentence", () => {
  const { lead, words } = concernTerms("No control was used. A vehicle must be added.");
  expect([...lead]).toEqual(["contro", "used"]);
  expect(words.has("vehicl")).toBe(true);
});

test("a text without letters has no terms but its numbers", () => {
  const { words, names, numbers } = concernTerms("42 … 7.5 %");
  expect({ words: words.size, names: names.size, numbers: [...numbers] }).toEqual({ words: 0, names: 0, numbers: ["42", "7.5"] });
});
