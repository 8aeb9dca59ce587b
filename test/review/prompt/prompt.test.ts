import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Article } from "../../../src/review/prompt/article.ts";
import { tokenCounter } from "../../../src/review/prompt/count-tokens.ts";
import { buildPrompt, SYSTEM_PROMPT, USER_PREFIX } from "../../../src/review/prompt/prompt.ts";
import { codePoints, normaliseWhiteSpace, titleCase } from "../../../src/review/prompt/python-text.ts";
import { allocateTokens } from "../../../src/review/prompt/token-budget.ts";
import { promptCases } from "../../support/articles.ts";

const chars3 = await tokenCounter("chars3");
const cl100k = await tokenCounter("cl100k");

function paperOf(article: Partial<Article>, budget = 15_000): string {
  const { user } = buildPrompt({ title: "", abstract: "", sections: [], ...article }, { counter: chars3, budget });
  expect(user.startsWith(USER_PREFIX)).toBe(true);
  return user.slice(USER_PREFIX.length);
}

test("system text and prefix are the published ones, to the letter", () => {
  expect(codePoints(SYSTEM_PROMPT)).toBe(562);
  expect(createHash("sha256").update(SYSTEM_PROMPT).digest("hex")).toMatch(/^d7685b9b/);
  expect(chars3.count(USER_PREFIX), "as the published build counted it").toBe(114);
  expect(cl100k.count(USER_PREFIX), "as tiktoken counts it").toBe(70);
  expect(createHash("sha256").update(USER_PREFIX).digest("hex")).toBe(
    "23f54b0b5a6aebe229efaf79a6197771a68e59c13be42219c754726ef132fb62",
  );
});

test("an article that fits stands there whole, sections by priority and then in their order", () => {
  expect(
    paperOf({
      title: "  A title ",
      abstract: "Short.",
      sections: [
        ["data_availability", "None."],
        ["discussion", "D."],
        ["rna-seq methods", "M."],
        ["author's summary", "S."],
        ["results", "R.\n\n  indented"],
      ],
    }),
  ).toBe(
    "# A title\n\n## Abstract\nShort.\n\n## Rna-Seq Methods\nM.\n\n## Results\nR.\n  indented\n\n## Discussion\nD.\n\n## Data_Availability\nNone.\n\n## Author'S Summary\nS.",
  );
});

test.each([
  { why: "white space that ends in a line feed is that line feed", text: "a \t\n\n \nb", is: "a\nb" },
  { why: "indentation stays", text: "a\n  b", is: "a\n  b" },
  { why: "separators and next line are white space", text: "\u001ca\u0085\nb\u001f", is: "a\nb" },
  { why: "a byte order mark is none", text: "\ufeffa\ufeff\n", is: "\ufeffa\ufeff" },
  { why: "a no-break space is", text: "\u00a0a\u00a0\u00a0\nb", is: "a\nb" },
])("$why", ({ text, is }) => {
  expect(normaliseWhiteSpace(text)).toBe(is);
});

test("a megabyte of blanks is normalised in one pass", () => {
  expect(normaliseWhiteSpace(`a${" ".repeat(5_000_000)}b`)).toHaveLength(5_000_002);
});

test.each([
  { given: "rna-seq methods", title: "Rna-Seq Methods" },
  { given: "author's 3rd ﬁnding", title: "Author'S 3Rd Finding" },
])("$given is titled $title", ({ given, title }) => {
  expect(titleCase(given)).toBe(title);
});

describe("what a mapping of names does to sections", () => {
  const lost = (sections: Article["sections"]) =>
    buildPrompt({ title: "", abstract: "", sections }, { counter: chars3, budget: 15_000 }).report.lost;
  test("of equal names the last text stands in the first's place", () => {
    const sections: Article["sections"] = [
      ["x", "one"],
      ["y", "two"],
      ["x", "three"],
    ];
    expect(paperOf({ sections })).toBe("## X\nthree\n\n## Y\ntwo");
    expect(lost(sections)).toEqual([{ name: "x", index: 0, why: "another section has its name" }]);
  });
  test("of names that differ in case the first stays", () => {
    const sections: Article["sections"] = [
      ["Results", "one"],
      ["RESULTS", "two"],
    ];
    expect(paperOf({ sections })).toBe("## Results\none");
    expect(lost(sections)).toEqual([{ name: "RESULTS", index: 1, why: "another section has its name" }]);
  });
  test("sections without name or text are left out, and none is lost unseen", () => {
    const sections: Article["sections"] = [
      [" ", "one"],
      ["a", " "],
      ["b", null],
      ["c", "two"],
    ];
    expect(paperOf({ sections })).toBe("## C\ntwo");
    expect(lost(sections).map(({ why }) => why)).toEqual(["no name", "no text", "no text"]);
  });
  test("a null text replaces an earlier one of its name", () => {
    expect(
      paperOf({
        sections: [
          ["a", "one"],
          ["a", null],
        ],
      }),
    ).toBe("");
  });
});

describe("over the budget", () => {
  test("shares: 128 for each, the rest by size, what is left by the largest fraction", () => {
    // 1000 tokens, sizes 900, 600, 300: 128 each leaves 616; by size 308, 205.33, 102.67.
    expect(allocateTokens([900, 600, 300], 1000)).toEqual([436, 333, 231]);
    // As the published script shares them; with the product before the quotient another section gets the last token.
    expect(allocateTokens([180, 220], 98)).toEqual([46, 52]);
    // A floor of 16, where half an even share is less: 12 left, by size 2.4, 2.4, 7.2.
    expect(allocateTokens([100, 100, 300], 60)).toEqual([19, 18, 23]);
    // A floor of half an even share, where that is between 16 and 128: 100 left for each half.
    expect(allocateTokens([1000, 1000, 2000], 300)).toEqual([88, 87, 125]);
    expect(allocateTokens([2, 8], 10), "all fit").toEqual([2, 8]);
    expect(allocateTokens([2, 9], 10), "one token too many: floors").toEqual([5, 5]);
    expect(allocateTokens([100, 100], 33), "one token more than the floors").toEqual([17, 16]);
    expect(allocateTokens([50, 50, 50], 20), "floors of 16 do not fit: even shares").toEqual([7, 7, 6]);
    expect(allocateTokens([9, 9, 9], 2), "fewer tokens than sections: overrun").toEqual([1, 1, 1]);
  });
  test("a share above a section's size is lost", () => {
    const { report } = buildPrompt(
      {
        title: "",
        abstract: "",
        sections: [
          ["a", "x"],
          ["b", "y".repeat(9000)],
        ],
      },
      { counter: chars3, budget: 1114 },
    );
    expect(report.blocks.map(({ tokensGiven }) => tokensGiven)[0]).toBe(2);
    expect(report.tokens).toBeLessThan(1114 - 100);
  });
  test("a cut section ends in the mark and is reported, exact to the character", () => {
    const text = "word ".repeat(400).trim();
    const { user, report } = buildPrompt(
      { title: "T", abstract: "", sections: [["results", text]] },
      { counter: chars3, budget: 370 },
    );
    const given = user.slice(user.indexOf("## Results\n") + 11, -"\n[…truncated]".length);
    expect(user.endsWith("\n[…truncated]")).toBe(true);
    expect(report.cut).toBe(true);
    expect(report.blocks[1]).toMatchObject({
      part: "section",
      name: "results",
      index: 0,
      cut: true,
      charactersWhole: 1600,
      charactersRead: given.replaceAll(" ", "").length,
    });
    expect(report.blocks[0]).toMatchObject({
      part: "title",
      cut: false,
      charactersWhole: 1,
      charactersRead: 1,
      tokensWhole: 1,
      tokensGiven: 1,
    });
  });
  test("sections that the abstract leaves no room for are unread, and told", () => {
    const { report } = buildPrompt(
      { title: "", abstract: "x".repeat(2000), sections: [["a", "text"]] },
      { counter: chars3, budget: 300 },
    );
    expect(report.blocks[1]).toMatchObject({ name: "a", tokensGiven: 0, charactersRead: 0, cut: true });
  });
  test("characters beyond the basic plane count as one, and none is cut in two", () => {
    const { user } = buildPrompt({ title: "", abstract: "𝒜".repeat(2000), sections: [] }, { counter: chars3, budget: 0 });
    expect(user).not.toMatch(/\p{Surrogate}/u);
    expect(codePoints(user) - codePoints(USER_PREFIX)).toBeLessThanOrEqual(256 * 3);
  });
});

test("text that looks like a special token is text to both counters", () => {
  expect(cl100k.count("<|endoftext|>")).toBeGreaterThan(1);
  expect(chars3.count("<|endoftext|>")).toBe(5);
  expect(chars3.count("")).toBe(0);
  expect(cl100k.count("")).toBe(0);
});

test.each([chars3, cl100k])("whatever the article, by $name", (counter) => {
  fc.assert(
    fc.property(promptCases, (article) => {
      const { user, report } = buildPrompt(article, { counter, budget: article.budget, finalCut: article.finalCut });
      const again = buildPrompt(article, { counter, budget: article.budget, finalCut: article.finalCut });
      expect(again.user, "the same again").toBe(user);
      expect(report.tokens).toBe(counter.count(user));
      const indices = [...report.blocks.flatMap(({ index }) => index ?? []), ...report.lost.map(({ index }) => index)].sort(
        (a, b) => a - b,
      );
      expect(indices, "every section has its line once").toEqual(article.sections.map((_, k) => k));
      for (const block of report.blocks) {
        expect(block.charactersRead).toBeLessThanOrEqual(block.charactersWhole);
        expect(block.cut).toBe(block.charactersRead < block.charactersWhole);
      }
      if (!report.cut)
        expect(user, "nothing is marked that is whole").toBe(buildPrompt(article, { counter, budget: 10_000_000 }).user);
      if (article.finalCut && user !== USER_PREFIX)
        expect(report.tokens).toBeLessThanOrEqual(Math.max(article.budget, counter.count(USER_PREFIX)));
      expect(counter.fits(user, report.tokens) && !counter.fits(user, report.tokens - 1), "both ways of counting agree").toBe(
        true,
      );
    }),
    { seed: 11, numRuns: counter === chars3 ? 300 : 60 },
  );
});
