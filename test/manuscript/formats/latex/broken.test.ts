import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLatex } from "../../../../src/manuscript/formats/latex/parse.ts";
import { CORPUS, hasCorpus } from "../../../support/corpus.ts";
import { allPassages } from "../../../support/passages.ts";
import { textFiles } from "../../../support/text-files.ts";
import { read } from "./read-latex.ts";

const FRAME = (middle: string): string =>
  `\\begin{document}\n\\section{A}\nBefore.\n\n${middle}\n\n\\section{B}\nAfter.\n\\end{document}`;

describe("a broken file is read as far as it goes", () => {
  test.each([
    { what: "an unclosed brace", middle: "Here {\\bf is" },
    { what: "an extra brace", middle: "Here } is" },
    { what: "an unclosed argument", middle: "\\emph{Here" },
    { what: "an unclosed environment", middle: "\\begin{quote}\nHere" },
    { what: "an unclosed figure", middle: "\\begin{figure}\n\\caption{Here}" },
    { what: "an unclosed equation", middle: "\\begin{equation}\nHere = 1" },
    { what: "an unclosed verbatim", middle: "\\begin{verbatim}\nHere" },
    { what: "an end without a begin", middle: "\\end{figure} Here" },
    { what: "environments that cross", middle: "\\begin{quote}\\begin{center}Here\\end{quote}\\end{center}" },
    { what: "an unclosed dollar", middle: "Here costs $5" },
    { what: "unclosed display math", middle: "Here \\[ a" },
    { what: "an unclosed \\iffalse", middle: "\\iffalse Here" },
    { what: "an unclosed option", middle: "\\item[Here" },
    { what: "a backslash at the end", middle: "Here \\" },
    {
      what: "arguments that are missing",
      middle: "Here \\emph \\section \\SI \\textcolor \\newcommand \\def \\input \\begin \\end",
    },
  ])("$what", async ({ middle }) => {
    const { body } = await read(FRAME(middle));
    const texts = body.map(({ passage }) => passage.text);
    expect(texts.join(" ")).toContain("Before.");
    expect(texts.join(" ")).toContain("Here");
    expect(texts).toContain("After.");
    expect(body.filter(({ kind }) => kind === "heading").map(({ passage }) => passage.text)).toEqual(["A", "B"]);
  });
});

describe("groups nested deeper than anybody nests", () => {
  test.each([
    { what: "closed braces", open: "{", close: "}", depth: 3_000 },
    { what: "more closed braces", open: "{", close: "}", depth: 5_000 },
    { what: "braces that nothing closes", open: "{", close: "", depth: 5_000 },
    { what: "arguments", open: "\\emph{", close: "}", depth: 3_000 },
    { what: "environments", open: "\\begin{quote}", close: "\\end{quote}", depth: 3_000 },
  ])("$what are left out with a warning, and the rest is read", async ({ open, close, depth }) => {
    const { body, warnings } = await read(FRAME(`${open.repeat(depth)}deep${close.repeat(depth)}`));
    expect(body.map(({ passage }) => passage.text)).toEqual(["A", "Before.", "B", "After."]);
    expect(warnings).toMatchObject([{ file: "paper.tex", message: expect.stringContaining("more than 500") }]);
  });

  test("400 are read", async () => {
    const { body, warnings } = await read(FRAME(`${"{".repeat(400)}deep${"}".repeat(400)}`));
    expect(body.map(({ passage }) => passage.text)).toContain("deep");
    expect(warnings).toEqual([]);
  });
});

test.each([
  { what: "one endless word", text: "x".repeat(150_000) },
  { what: "endless lines without a paragraph's end", text: "some words \\emph{here}\n".repeat(5_000) },
  { what: "endless brackets", text: "\\item[".repeat(15_000) },
])("a file that is $what is read in parts", async ({ text }) => {
  const { body, warnings } = await read(`Start.\n\n${text}`);
  expect(body[0]?.passage.text).toBe("Start.");
  expect(warnings.map(({ message }) => message).join()).toContain("no paragraph ends");
});

const part = fc.constantFrom(
  "word",
  " ",
  "\n",
  "\n\n",
  "\r\n",
  "{",
  "}",
  "[",
  "]",
  "$",
  "$$",
  "\\[",
  "\\]",
  "%",
  "% c\n",
  "\\%",
  "\\\\",
  "&",
  "~",
  "--",
  "\\'",
  "\\begin{figure}",
  "\\end{figure}",
  "\\begin{abstract}",
  "\\end{abstract}",
  "\\begin{itemize}",
  "\\end{itemize}",
  "\\item",
  "\\begin{tabular}{l}",
  "\\end{tabular}",
  "\\begin{equation}",
  "\\end{equation}",
  "\\begin{verbatim}",
  "\\end{verbatim}",
  "\\section{",
  "\\caption{",
  "\\footnote{",
  "\\textcolor{white}{",
  "\\color{white}",
  "\\emph{",
  "\\cite{a}",
  "\\ref{",
  "\\iffalse",
  "\\fi",
  "\\else",
  "\\verb|",
  "|",
  "\\newcommand{\\x}[1]{",
  "\\x{",
  "#1",
  "\\url{",
  "\\input{paper}",
  "\\title{",
  "\\SI{1}{\\mm}",
  "\\begin{document}",
  "\\end{document}",
  "\\hspace{-50cm}",
  "\\phantom{",
  "é",
  "𝛼",
  "\t",
);
test("whatever is put together, every passage says exactly where it stands", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 40 }), async (parts) => {
      const text = parts.join("");
      for (const { text: clean, file, source, startLine, endLine, lines } of allPassages(await parsed(text))) {
        expect(file).toBe("paper.tex");
        expect(clean.trim()).toBe(clean);
        expect(clean).not.toBe("");
        expect(text).toContain(source);
        expect(source.split("\n")).toHaveLength(endLine - startLine + 1);
        expect([lines[0]?.line, lines.at(-1)?.line]).toEqual([startLine, endLine]);
      }
    }),
    { seed: 20_240_601, numRuns: 1_500 },
  );
});

async function parsed(text: string) {
  return parseLatex("paper.tex", textFiles({ "paper.tex": text }));
}

describe.skipIf(!hasCorpus)("real papers", () => {
  test.each([
    ...["v1", "v2", "v3"].map((revision) => `dengue-latex/${revision}/manuscript/dengue-antigenic-dynamics.tex`),
    ...["v1", "v2", "v3"].map((revision) => `minimap2-latex/${revision}/tex/minimap2.tex`),
  ])("%s: every passage stands where it says, nothing is hidden, and nothing needs a warning", async (path) => {
    const text = readFileSync(join(CORPUS, path), "utf8");
    const document = await read(text);
    expect(document.title?.text).toMatch(/\w/);
    expect(document.hidden).toEqual([]);
    expect(document.warnings).toEqual([]);
    const commands = allPassages(document).filter((passage) => /\\[a-zA-Z]/.test(passage.text.replace(/\$[^$]*\$/g, "")));
    expect(
      commands.map((passage) => passage.text),
      "no markup but math is left",
    ).toEqual([]);
    const headings = document.body.filter(({ kind }) => kind === "heading").length;
    const written = text.split("\n").filter((line) => /^\\(?:sub)*section|^\\(?:sub)?paragraph\{/.test(line)).length;
    expect(headings + (path.includes("minimap2") ? 4 : 0)).toBe(written);
  });
});
