import { describe, expect, test } from "vitest";
import { ENOUGH, scoreOf, templateReason } from "../../../src/manuscript/discover/candidate.ts";
import { EMPTY_OUTLINE, type Outline } from "../../../src/manuscript/discover/outline.ts";

const points = (root: string, outline: Partial<Outline> = {}) => scoreOf(root, 0, { ...EMPTY_OUTLINE, ...outline });

describe("points for what papers have", () => {
  test.each<[what: string, root: string, outline: Partial<Outline>, points: number]>([
    ["nothing", "a.md", {}, 0],
    ["an abstract", "a.md", { kinds: new Set(["abstract"]) }, 15],
    ["three sections", "a.md", { kinds: new Set(["methods", "results", "discussion"]) }, 24],
    ["an introduction and references", "a.md", { kinds: new Set(["introduction", "back matter"]) }, 11],
    ["sections of other names", "a.md", { kinds: new Set(["other", "data"]) }, 0],
    ["a title", "a.md", { title: "Sleep" }, 5],
    ["a blank title", "a.md", { title: " " }, 0],
    ["the length of a note", "a.md", { words: 999 }, 0],
    ["the length of a short paper", "a.md", { words: 1000 }, 5],
    ["the length of a paper", "a.md", { words: 3000 }, 10],
    ["a paper's name", "paper.md", {}, 20],
    ["a paper's name among other words", "sleep-draft-2.md", {}, 10],
    ["an index", "index.md", {}, 3],
    ["a paper's folder", "manuscript/a.md", {}, 10],
    ["a paper's name and folder", "tex/main.tex", {}, 30],
    ["documentation", "docs/a.md", {}, -30],
    ["another use by name", "sleep-analysis.md", {}, -15],
  ])("%s", (_what, root, outline, expected) => expect(points(root, outline)).toBe(expected));

  test("what the format says by itself is added", () => expect(scoreOf("a.md", 40, EMPTY_OUTLINE)).toBe(40));

  test("a paper's name with a title and a section is enough, a paper's name and folder too, a title and two sections are not", () => {
    expect(points("paper.md", { title: "Sleep", kinds: new Set(["results"]) })).toBeGreaterThanOrEqual(ENOUGH);
    expect(points("tex/main.tex")).toBeGreaterThanOrEqual(ENOUGH);
    expect(points("a.md", { title: "Sleep", kinds: new Set(["results", "methods", "introduction"]) })).toBeLessThan(ENOUGH);
  });
});

describe("a template is told from a paper", () => {
  const text = { title: "Sleep in mice", words: 1000 };
  test.each<[what: string, outline: Partial<Outline>, why: string | undefined]>([
    ["a paper", text, undefined],
    ["two dummy words in a paper", { ...text, filler: 2 }, undefined],
    ["dummy words below their share", { ...text, filler: 49 }, undefined],
    ["dummy words at their share", { ...text, filler: 50 }, "its text is dummy text (lorem ipsum)"],
    ["a dummy word in little text", { ...text, words: 499, filler: 1 }, "it has little text besides dummy text"],
    ["a dummy word in enough text", { ...text, words: 500, filler: 1 }, undefined],
    ["a placeholder", { ...text, title: "Your Title Here" }, 'its title is still "Your Title Here"'],
  ])("%s", (_what, outline, why) => expect(templateReason({ ...EMPTY_OUTLINE, ...outline })).toBe(why));
});
