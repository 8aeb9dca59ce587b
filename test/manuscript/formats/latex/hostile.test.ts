/** Text that is made to be slow. Each case is long enough that work which grows with its square would pass the time limit of a test. */
import { describe, expect, test } from "vitest";
import { SourceFile } from "../../../../src/manuscript/document.ts";
import type { TextFiles } from "../../../../src/manuscript/files/text-files.ts";
import { Palette } from "../../../../src/manuscript/formats/latex/colour.ts";
import { Flow } from "../../../../src/manuscript/formats/latex/flow.ts";
import { tokenizeLatex } from "../../../../src/manuscript/formats/latex/mask.ts";
import { parseLatex } from "../../../../src/manuscript/formats/latex/parse.ts";
import { textFiles } from "../../../support/text-files.ts";

const textsOf = async (latex: string): Promise<string[]> => {
  const { body } = await parseLatex("paper.tex", textFiles({ "paper.tex": latex }));
  return body.map(({ passage }) => passage.text);
};
const LONG = 150_000;
const long = (part: string): string => part.repeat(Math.ceil(LONG / part.length));
const paragraphs = (part: string): string => `${part.repeat(Math.floor(20_000 / part.length))}\n\n`.repeat(5);

describe("is read in time that grows with its length", () => {
  test.each([
    { what: "footnotes on one line", text: long("a\\footnote{b} ") },
    { what: "titles on one line", text: long("\\title{a} ") },
    { what: "citations on one line", text: long("\\cite{a} ") },
    { what: "words on one line", text: long("words without end ") },
    { what: "display math that nothing closes", text: paragraphs("\\[") },
    { what: "inline math that nothing closes", text: paragraphs("a\\(") },
    { what: "dollars", text: paragraphs("$ ") },
    {
      what: "dollars in groups in each other",
      text: `${"{$".repeat(490)}${"a ".repeat(9_000)}${"}".repeat(490)}\n\n`.repeat(5),
    },
    {
      what: "environments in math that nothing closes",
      text: `${"\\(\\begin{a}".repeat(240)}${"a ".repeat(7_000)}${"\\)".repeat(240)}\n\n`.repeat(5),
    },
    { what: "options that nothing closes", text: paragraphs("\\cite[a") },
    { what: "conditionals that nothing ends", text: long("\\ifx") },
    { what: "conditionals in each other", text: `${"\\iftrue ".repeat(10_000)}${"\\fi".repeat(10_000)}` },
    { what: "conditionals in a definition", text: `\\newcommand{\\x}{${"\\ifx".repeat(2_000)}}${"\\x ".repeat(500)}` },
    {
      what: "definitions that double in a question",
      text: `${[..."abcdefgh"].map((name, at) => `\\def\\${name}{${`\\${"bcdefghi"[at]}`.repeat(9)}}`).join("")}${"\\ifnum\\a>1 a\\fi ".repeat(500)}`,
    },
    { what: "cells", text: `\\begin{tabular}{*{99}{l}}${"& ".repeat(8_000)}\\end{tabular}\n\n`.repeat(5) },
    { what: "a length of many digits", text: `\\hspace{${"1".repeat(19_000)}x}\n\n`.repeat(5) },
  ])("$what", async ({ text }) => expect((await textsOf(`${text}\n\nLast.`)).at(-1)).toMatch(/Last\.$/), 60_000);
});

test("a verbatim word that nothing closes is looked for on a few characters only", () => {
  const words = Array.from({ length: 20_000 }, (_, k) => `\\verb${String.fromCodePoint(0x4e00 + k)}`).join("");
  expect([...tokenizeLatex(words)]).toHaveLength(20_000);
  expect([...tokenizeLatex(`\\verb|${"x".repeat(1_000)}|`)][0]).toMatchObject({ kind: "macro", name: "verb" });
});

test("an opening of math that nothing closes takes nothing else along, and closed math stays math", async () => {
  expect(await textsOf("We saw\\[ that \\[ a + b \\] and \\( c \\) but \\( all.")).toEqual([
    "We saw that $a + b$ and $c$ but all.",
  ]);
});

test("a table of 19,000 characters is one passage, whatever blank lines part its rows", async () => {
  const { body, warnings } = await parseLatex(
    "paper.tex",
    textFiles({ "paper.tex": `\\begin{tabular}{l}\n${"Some words here.\n\n".repeat(1_000)}\\end{tabular}` }),
  );
  expect([body.length, warnings]).toEqual([1, []]);
});

test("a paragraph that is cut is cut between words", async () => {
  const texts = await textsOf("unbroken ".repeat(5_000));
  expect(texts.length).toBeGreaterThan(1);
  expect(new Set(texts.join(" ").split(" "))).toEqual(new Set(["unbroken"]));
});

test("more paragraphs than a call takes arguments may stand beside another one", () => {
  const passages: string[] = [];
  const flow = new Flow(new SourceFile("paper.tex", "ab"), new Palette(), {
    passage: ({ text }) => passages.push(text),
    hidden: () => {},
  });
  flow.addText("a", 0, 1);
  flow.aside("paragraph", () => {
    for (let count = 0; count < 700_000; count++) {
      flow.addText("b", 1, 2);
      flow.flush();
    }
  });
  flow.flush();
  expect([passages.length, passages[0], passages[1]]).toEqual([700_001, "a", "b"]);
}, 30_000);

test("more hidden text than a call takes arguments is all reported", async () => {
  const hidden = Array.from({ length: 1_000_000 }, (_, line) => ({ file: "paper.tex", line, technique: "t", characters: 1 }));
  const sources: TextFiles = {
    paths: new Set(["paper.tex"]),
    text: async (file) => ({ file, text: "Mice ran.", hidden, warnings: [] }),
  };
  expect((await parseLatex("paper.tex", sources)).hidden).toHaveLength(1_000_000);
});

test("a file that is missing is told once, however often it is included", async () => {
  const { warnings } = await parseLatex("paper.tex", textFiles({ "paper.tex": "\\input{a}\n".repeat(100) }));
  expect(warnings).toMatchObject([{ line: 1, message: expect.stringContaining('"a"') }]);
});

test("environments that end together end from the inside out, and the colour in them ends with them", async () => {
  const rows = "Some words here.\n\n".repeat(1_500); // so many that \\begin and \\end come to stand in different pieces
  const { body, hidden } = await parseLatex(
    "paper.tex",
    textFiles({
      "paper.tex": `\\begin{itemize}\n\\begin{quote}\n\\begin{tabular}{l}\n${rows}\\color{white}\n\n\\end{itemize}\nAfter.`,
    }),
  );
  expect(body.at(-1)?.passage).toMatchObject({ kind: "paragraph", text: "After." });
  expect(hidden).toEqual([]);
});

test("more passages than any book has are an error with a name, also where files share them", async () => {
  const half = "a\n\n".repeat(31_000);
  await expect(
    parseLatex("paper.tex", textFiles({ "paper.tex": `${half}\\input{more}`, "more.tex": half })),
  ).rejects.toMatchObject({
    code: "too-many-passages",
    at: "more.tex",
  });
});
