import { expect, test } from "vitest";
import { cutLines, unreadLine } from "../../src/cli/print/review.ts";

const CUTS = { counter: "chars3", budget: 1500, tokens: 1490 };
const block = { part: "section", name: "methods", charactersWhole: 1000, charactersRead: 999, cut: true };

test("each part that was cut has its line, with how much of it is left out", () => {
  expect(cutLines({ ...CUTS, blocks: [block, { ...block, cut: false }], lost: [] })).toEqual([
    "cut: section methods was read to 99 % (1 of 1,000 characters left out: the budget is 1,500 tokens by chars3)",
  ]);
});

test("a section that another one of its name displaced is told too, one without text is not", () => {
  const lost = [
    { name: "methods", why: "another section has its name" },
    { name: "data", why: "no text" },
  ];
  expect(cutLines({ ...CUTS, blocks: [], lost })).toEqual([
    "cut: section methods was left out whole: another section has its name",
  ]);
});

test("places where text could not be read are counted, and the first is named", () => {
  const warning = { file: "paper.tex", line: 7, message: "x" };
  expect(unreadLine([warning])).toEqual([]);
  expect(
    unreadLine([warning, { ...warning, line: 9, losesText: true }, { file: "b.yml", message: "x", losesText: true }]),
  ).toEqual(["2 places of the manuscript could not be read, first paper.tex:9"]);
});
