import { describe, expect, test } from "vitest";
import { GENERAL_PROMPT } from "../../profiles/general-prompt.ts";
import type { Concern } from "../../src/concern.ts";
import { ownWords, rankConcerns } from "../../src/review/own-words.ts";

const concern = (text: string, other: Partial<Concern> = {}): Concern => ({
  text,
  category: "design_flaw",
  severity: "major",
  ...other,
});

describe("a concern's own words", () => {
  const quote = "Cages were assigned to groups in the order in which the animals were delivered.";
  test.each([
    { why: "the sentence again", text: "It does not follow that cages were assigned to the groups.", own: 0 },
    { why: "what any review says", text: "The authors do not provide any evidence, so the results are not reliable.", own: 0 },
    { why: "other forms of the sentence's words", text: "Assigning groups by order of delivery.", own: 0 },
    { why: "short words alone", text: "It may be so, or it may not.", own: 0 },
    { why: "things of its own", text: "Heavier litters arrive earlier, so weight differs between cages.", own: 5 },
    { why: "one thing of its own, named twice", text: "Weight: the weight of the animals.", own: 1 },
  ])("are $own where it says $why", ({ text, own }) => {
    expect(ownWords(concern(text, { quote }))).toBe(own);
  });
  test("of a concern without a place are those that no review has in any case", () => {
    expect(ownWords(concern("No placebo was given."))).toBe(1);
  });
  test("are none of the words that a question gives", () => {
    for (const { ask, leads } of GENERAL_PROMPT.aspects)
      for (const given of [ask, ...leads]) expect(ownWords(concern(given))).toBe(0);
  });
});

describe("the order of a general model's concerns", () => {
  const [poor, rich, richest] = [
    "Nothing is said of it.",
    "Nothing is said of the placebo.",
    "Nothing is said of placebo, dropouts and adherence.",
  ];
  const order = (...concerns: Concern[]) => rankConcerns(concerns).map(({ text, category }) => [category, text]);
  test("is that of severity, then in turn of each category, in which what says most of its own comes first", () => {
    const other = { category: "interpretation" } as const;
    expect(
      order(
        concern(poor),
        concern(richest, { severity: "minor" }),
        concern(rich, other),
        concern(rich),
        concern(richest),
        concern(poor, other),
      ),
    ).toEqual([
      ["design_flaw", richest],
      ["interpretation", rich],
      ["design_flaw", rich],
      ["interpretation", poor],
      ["design_flaw", poor],
      ["design_flaw", richest],
    ]);
  });
  test("is that of the paper among equals", () => {
    expect(order(concern("First of it."), concern("Second of it."))).toEqual([
      ["design_flaw", "First of it."],
      ["design_flaw", "Second of it."],
    ]);
  });
});
