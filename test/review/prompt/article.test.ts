import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { articleOf, articleSchema, trainingSectionName } from "../../../src/review/prompt/article.ts";
import { tokenCounter } from "../../../src/review/prompt/count-tokens.ts";
import { passageReadings } from "../../../src/review/prompt/passage-readings.ts";
import { buildPrompt } from "../../../src/review/prompt/prompt.ts";
import { manuscript, passage, section } from "../../support/build.ts";

const counter = await tokenCounter("chars3");

describe("names of sections", () => {
  test.each([
    ["Introduction", "introduction"],
    ["1 Background", "introduction"],
    ["Materials and Methods.", "methods"],
    ["Experimental procedures", "methods"],
    ["Methods and Results", "methods"],
    ["Results and Discussion", "results"],
    ["Conclusions", "discussion"],
    ["Author's Summary", "author_s_summary"],
    ["Données & α..", "donn_es____"],
    ["", "section"],
    ["A heading that is much longer than any name in the training data", "a_heading_that_is_much_longer_than_any_n"],
  ])("%j is called %s", (heading, name) => {
    expect(trainingSectionName(heading)).toBe(name);
  });
});

test("a section is one line: sub-headings, captions and tables in it, its own heading not", () => {
  const { article } = articleOf(
    manuscript({
      title: passage("The title", { kind: "heading" }),
      abstract: [passage("One."), passage("Two.")],
      sections: [
        section(
          "Results",
          "First.",
          passage("Growth", { kind: "heading", level: 2 }),
          passage("Figure 1. A plot.", { kind: "caption" }),
          passage("a b 1", { kind: "table" }),
        ),
        section("Funding", "None."),
        section("Empty"),
      ],
    }),
  );
  expect(article).toEqual({
    title: "The title",
    abstract: "One. Two.",
    sections: [
      ["results", "First. Growth Figure 1. A plot. a b 1"],
      ["funding", "None."],
    ],
  });
});

test("sections of one name become one, with a blank line between, where the first stood", () => {
  const { article, sections } = articleOf(
    manuscript({ sections: [section("Discussion", "A."), section("Funding", "F."), section("Conclusion", "B.")] }),
  );
  expect(article.sections).toEqual([
    ["discussion", "A.\n\nB."],
    ["funding", "F."],
  ]);
  expect(sections[0]?.passages.map(({ text }) => text)).toEqual(["A.", "B."]);
  expect(sections[0]?.headings.map(({ text }) => text)).toEqual(["Discussion", "Conclusion"]);
});

test("a paper without headings is one body", () => {
  expect(articleOf(manuscript({ sections: [section("", "All of it.")] })).article.sections).toEqual([["body", "All of it."]]);
  expect(articleOf(manuscript({ sections: [section("", "Before."), section("Methods", "M.")] })).article.sections[0]).toEqual([
    "section",
    "Before.",
  ]);
});

describe("an article given as parts", () => {
  test.each([
    { why: "an unknown key", given: { title: "t", body: "x" }, at: [] },
    { why: "a title that is no text", given: { title: null }, at: ["title"] },
    { why: "a pair that is none", given: { sections: [["a", "b"], ["c"]] }, at: ["sections", 1] },
    { why: "a name that is no text", given: { sections: [[5, "b"]] }, at: ["sections", 0, 0] },
  ])("$why is refused at its place", ({ given, at }) => {
    const { success, error } = articleSchema.safeParse(given);
    expect(success).toBe(false);
    expect(error?.issues[0]?.path.slice(0, at.length)).toEqual(at);
  });
  test("a null text is taken: the prompt leaves it out", () => {
    expect(articleSchema.parse({ sections: [["a", null]] })).toEqual({ title: "", abstract: "", sections: [["a", null]] });
  });
});

describe("which passages were read", () => {
  test("all of a paper that fits", () => {
    const source = articleOf(
      manuscript({ title: passage("T"), abstract: [passage("A")], sections: [section("Methods", "M."), section("Notes", "N.")] }),
    );
    const { report } = buildPrompt(source.article, { counter, budget: 15_000 });
    expect(passageReadings(source, report).map(({ read }) => read)).toEqual(Array(6).fill("whole"));
  });

  test("the passage at the cut is read up to the very character", () => {
    const texts = ["alpha beta ".repeat(60).trim(), "gamma delta ".repeat(60).trim(), "epsilon ".repeat(60).trim()];
    const source = articleOf(manuscript({ sections: [section("Results", ...texts)] }));
    const { user, report } = buildPrompt(source.article, { counter, budget: 114 + 300 });
    const given = user.slice(user.indexOf("## Results\n") + 11).replace("\n[…truncated]", "");
    const [heading, first, second, third] = passageReadings(source, report);
    expect([heading?.read, first?.read, second?.read, third?.read]).toEqual(["whole", "whole", "part", "none"]);
    expect(`${texts[0]} ${texts[1]?.slice(0, second?.until)}`).toBe(given);
  });

  test("whatever is cut, the parts that were read make up what the prompt holds", () => {
    const word = fc.constantFrom("word", "𝒜𝒷", "é", "a\u00a0b", "x\ufeff", "[…truncated]");
    const text = fc.array(word, { minLength: 1, maxLength: 120 }).map((words) => words.join(" "));
    const name = fc.constantFrom("Methods", "Materials and methods", "Results", "Discussion", "Conclusion", "Funding", "");
    const sections = fc.array(fc.tuple(name, fc.array(text, { minLength: 1, maxLength: 6 })), { maxLength: 6 });
    fc.assert(
      fc.property(text, sections, fc.integer({ min: 0, max: 2500 }), fc.boolean(), (abstract, parts, budget, finalCut) => {
        const source = articleOf(
          manuscript({ abstract: [passage(abstract)], sections: parts.map(([heading, texts]) => section(heading, ...texts)) }),
        );
        const { user, report } = buildPrompt(source.article, { counter, budget, finalCut });
        const readings = passageReadings(source, report).filter(({ passage: { kind } }) => kind !== "heading");
        expect(readings).toHaveLength(1 + parts.flatMap(([, texts]) => texts).length);
        const visible = (from: string) => from.replace(/\s/g, (blank) => (blank === "\ufeff" ? blank : ""));
        const inPrompt = visible(user);
        for (const { read, until, passage: whole } of readings) {
          expect(inPrompt).toContain(visible(whole.text.slice(0, until)));
          expect(read).toBe(until === 0 ? "none" : until === whole.text.length ? "whole" : "part");
        }
        expect(report.cut).toBe(readings.some(({ read }) => read !== "whole"));
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
