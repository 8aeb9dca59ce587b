import { expect, test } from "vitest";
import { PROFILES } from "../../profiles/profiles.ts";
import { renderReview } from "../../src/cli/print/review.ts";
import { cutLines, unreadLine } from "../../src/publish/index.ts";
import { articleOf, buildReviewResult, review } from "../../src/review/index.ts";
import { manuscript, section } from "../support/build.ts";
import { scriptedModel } from "../support/scripted-model.ts";

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

test("a concern of a general model is shown with its sentence, as text and as Markdown, harmless and not too long", async () => {
  const profile = PROFILES.find(({ name }) => name === "small") ?? PROFILES[0];
  const quote = `We therefore conclude that @everyone should replace ${"very ".repeat(80)}old antibiotics.`;
  const paper = manuscript({ sections: [section("Discussion", quote)] });
  const answer = {
    sentence: 1,
    text: "The claim that it replaces antibiotics goes much further than mice.",
    severity: "major",
  };
  const done = await review(
    { article: articleOf(paper), profile, models: [scriptedModel([JSON.stringify(answer)])], embedder: undefined, now: () => 0 },
    () => {},
    new AbortController().signal,
  );
  const result = buildReviewResult({ manuscript: paper, revision: "paper/", profile, review: done, toolVersion: "0.1.0" });
  expect(result.concerns).toMatchObject([{ quote }]);
  const text = renderReview(result, "text", 80, ".");
  expect(text).toMatch(/ {4}At: “We therefore conclude that/);
  expect(text).toContain("in 1 question of");
  const markdown = renderReview(result, "markdown", 80, ".");
  expect(markdown).toMatch(/^ {2}> We therefore conclude/m);
  expect(markdown).not.toMatch(/(?<![\\\u2060\u200b])@everyone/);
  for (const shown of [text, markdown]) expect(shown).not.toContain("old antibiotics");
});
