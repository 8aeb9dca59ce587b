import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sentencesOf, sentenceTextsOf } from "../../src/manuscript/sentences.ts";
import { passage } from "../support/build.ts";

describe("a sentence does not end", () => {
  test.each([
    { why: "before a figure's number", text: "Growth slowed in Fig. 2A and did not recover." },
    { why: "behind the first of several authors", text: "Smith et al. (2019) Fig. 3 was drawn anew." },
    { why: "behind a Latin abbreviation", text: "Some assays, e.g. ELISA, were repeated, i.e. Western blots too." },
    { why: "within a species", text: "We grew E. coli and S. Typhimurium overnight." },
    { why: "before a number that was computed", text: "As in Eqs. [ref] and Tab. [ref] we see." },
    { why: "in a decimal", text: "It was 0.05. " },
    { why: "before a small letter", text: "The vs. comparison was approx. equal." },
  ])("$why", ({ text }) => expect(sentenceTextsOf(text)).toEqual([text.trim()]));
});

describe("a sentence ends", () => {
  test.each([
    { why: "at a full stop", sentences: ["Mice slept.", "They woke."] },
    { why: "behind the citation that follows its full stop", sentences: ["Mice slept.[cite]", "They woke."] },
    { why: "before a computed number", sentences: ["Mice slept.", "[value] of them woke."] },
    { why: "behind a formula with the full stop in it", sentences: ["It is $x = 1.$", "The rest follows."] },
    { why: "before a formula", sentences: ["Mice slept.", "$n$ was small."] },
    { why: "behind several authors where a new one begins", sentences: ["This was shown by Smith et al.", "We repeated it."] },
    { why: "behind a letter that is no initial", sentences: ["All took vitamin C.", "We took none."] },
    { why: "at a question mark", sentences: ["Why?", "Nobody knows."] },
  ])("$why", ({ sentences }) => expect(sentenceTextsOf(sentences.join(" "))).toEqual(sentences));
});

test("a heading and a table are one sentence each", () => {
  expect(sentencesOf(passage("Results. And more.", { kind: "heading" }))).toHaveLength(1);
  expect(sentencesOf(passage("1.5 Mice. 2.5 Rats.", { kind: "table" }))).toHaveLength(1);
});

test("each sentence knows its lines and offsets", () => {
  const text = "One is here. Two is long. Three.";
  const lines = [
    { offset: 0, line: 7 },
    { offset: 17, line: 8 },
    { offset: 26, line: 9 },
  ];
  const found = sentencesOf(passage(text, { startLine: 7, endLine: 9, lines }));
  expect(found.map(({ startLine, endLine }) => [startLine, endLine])).toEqual([
    [7, 7],
    [7, 8],
    [9, 9],
  ]);
  for (const sentence of found) expect(text.slice(sentence.start, sentence.end)).toBe(sentence.text);
});

test("no character of any text is lost or told twice", () => {
  const pieces = fc.constantFrom(
    "Mice",
    "slept",
    ".",
    " ",
    "?",
    "et al.",
    "Fig.",
    "2",
    "[cite]",
    "[value]",
    "$x.$",
    "$",
    "(",
    ")",
    "A.",
    "“",
    "é",
    "\u{1f42d}",
  );
  fc.assert(
    fc.property(fc.array(pieces, { minLength: 1, maxLength: 25 }), (parts) => {
      const text = parts.join("");
      const found = sentencesOf(passage(text));
      expect(
        found
          .map((sentence) => sentence.text)
          .join("")
          .replace(/\s/g, ""),
      ).toBe(text.replace(/\s/g, ""));
      for (const { start, end, text: own } of found) expect(text.slice(start, end)).toBe(own);
    }),
    { seed: 20261122, numRuns: 500 },
  );
});
