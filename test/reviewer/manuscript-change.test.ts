import { describe, expect, test } from "vitest";
import { changesFileOf, isComposedOtherwise } from "../../src/reviewer/manuscript-change.ts";

const paper = { root: "main.tex", files: ["main.tex", "methods.tex"] };

describe("a changed file belongs to the manuscript", () => {
  test.each([
    { why: "by its name", file: { path: "methods.tex", status: "modified" } as const, does: true },
    {
      why: "by the name that it had",
      file: { path: "attic/old.txt", previousPath: "methods.tex", status: "renamed" } as const,
      does: true,
    },
    { why: "not by a like name elsewhere", file: { path: "attic/methods.tex", status: "added" } as const, does: false },
    {
      why: "not by what it is now alone, where it came from elsewhere",
      file: { path: "b.py", previousPath: "a.py", status: "renamed" } as const,
      does: false,
    },
  ])("$why", ({ file, does }) => expect(changesFileOf([file], paper)).toBe(does));
});

describe("a manuscript is composed otherwise", () => {
  test.each([
    { why: "where nothing differs, it is not", head: { ...paper }, is: false },
    { why: "by another main file", head: { ...paper, root: "paper.tex" }, is: true },
    { why: "by a further file", head: { ...paper, files: [...paper.files, "results.tex"] }, is: true },
    { why: "by a file less", head: { ...paper, files: ["main.tex"] }, is: true },
    { why: "by another order", head: { ...paper, files: paper.files.toReversed() }, is: true },
  ])("$why", ({ head, is }) => expect(isComposedOtherwise(paper, head)).toBe(is));
});
