/** Which Typst file of a tree is the paper, and why the others are not. */
import { expect, test } from "vitest";
import { discover } from "../../../src/manuscript/discover/discover.ts";
import { textFilesOf } from "../../../src/manuscript/files/text-files.ts";
import { readManuscript } from "../../../src/manuscript/read.ts";
import { markdownPaper, prose } from "../../support/paper.ts";
import { tree } from "../../support/tree.ts";

type Contents = Record<string, string>;
const find = async (contents: Contents, manuscript?: string) => discover(await textFilesOf(tree(contents)), manuscript);
const reasons = async (contents: Contents, manuscript?: string) =>
  Object.fromEntries((await find(contents, manuscript)).leftOut.map(({ file, why }) => [file, why]));

const HEAD =
  '#import "template.typ": article\n#show: article.with(\n  title: [Sleep of mice],\n  authors: ("Ann",),\n  abstract: [Mice sleep.],\n)\n';
const BODY = ["Introduction", "Methods", "Results", "Discussion"].map((name) => `= ${name}\n\n${prose(name)}\n`).join("\n");
const PAPER = `${HEAD}\n${BODY}`;
const TEMPLATE =
  "#let article(title: none, authors: (), abstract: none, body) = {\n  align(center, title)\n  abstract\n  body\n}\n";

test("a file with a template and sections is the paper; what it imports and includes are parts of it", async () => {
  const contents = {
    "paper/main.typ": `${HEAD}\n#include "sections/intro.typ"\n${BODY}`,
    "paper/template.typ": TEMPLATE,
    "paper/sections/intro.typ": `= Background\n${prose("background")}`,
    "slides.typ": '#import "@preview/touying:0.6.1": *\n= One\nText.',
    "paper/cover-letter.typ": "Dear editor,",
    "README.md": "# Read me",
  };
  expect(await find(contents)).toMatchObject({
    format: "typst",
    root: "paper/main.typ",
    parts: ["paper/main.typ"],
    warnings: [],
  });
  expect(await reasons(contents)).toEqual({
    "README.md": "documentation",
    "paper/cover-letter.typ": "cover letter",
    "slides.typ": "slides",
  });
});

test("a template, a library and a file without a heading are no papers", async () => {
  await expect(find({ "lib.typ": TEMPLATE })).rejects.toMatchObject({
    code: "manuscript-not-found",
    message: expect.stringContaining("a template or a library"),
  });
  await expect(find({ "piece.typ": "Some words." })).rejects.toMatchObject({
    message: expect.stringContaining("a piece for inclusion"),
  });
});

test("an unfilled template is refused as one", async () => {
  const filled = `${HEAD.replace("Sleep of mice", "Paper Title")}\n= Introduction\n#lorem(100)\n\n= Methods\n#lorem(300)\n`;
  await expect(find({ "main.typ": filled, "template.typ": TEMPLATE })).rejects.toMatchObject({ code: "manuscript-template" });
});

test("of two equally good ones the user chooses, by name", async () => {
  const other = PAPER.replace("Sleep of mice", "Sleep of rats").replaceAll("Methods", "Methods and materials");
  const contents = { "a/paper.typ": PAPER, "b/paper.typ": other, "a/template.typ": TEMPLATE, "b/template.typ": TEMPLATE };
  await expect(find(contents)).rejects.toMatchObject({ code: "manuscript-ambiguous" });
  expect((await find(contents, "b/paper.typ")).root).toBe("b/paper.typ");
  expect((await find(contents, "b")).root).toBe("b/paper.typ");
});

test("what Quarto made of a paper is not the paper", async () => {
  const qmd = `---\ntitle: Sleep of mice\nformat: typst\n---\n\n${markdownPaper()}`;
  const contents = { "paper.qmd": qmd, "paper.typ": PAPER, "template.typ": TEMPLATE };
  expect(await find(contents)).toMatchObject({ format: "quarto", root: "paper.qmd" });
  expect((await reasons(contents))["paper.typ"]).toMatch(/paper\.qmd/);
});

test("the whole way: title, abstract and sections by their names", async () => {
  const paper = await readManuscript(tree({ "main.typ": PAPER, "template.typ": TEMPLATE }));
  expect(paper).toMatchObject({ format: "typst", root: "main.typ", files: ["main.typ"], warnings: [], hidden: [] });
  expect(paper.title?.text).toBe("Sleep of mice");
  expect(paper.abstract.map(({ text }) => text)).toEqual(["Mice sleep."]);
  expect(paper.sections.map(({ name }) => name)).toEqual(["Introduction", "Methods", "Results", "Discussion"]);
});
