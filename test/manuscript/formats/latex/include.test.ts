import { describe, expect, test } from "vitest";
import { includedFiles, writtenPath } from "../../../../src/manuscript/formats/latex/include.ts";
import { parseLatex } from "../../../../src/manuscript/formats/latex/parse.ts";
import { textFiles } from "../../../support/text-files.ts";
import { read } from "./read-latex.ts";

const texts = async (files: Record<string, string>, root?: string): Promise<string[]> =>
  (await read(files, root)).body.map(({ passage }) => passage.text);

test("all kinds of inclusion are spliced in where they stand, each passage with its own file and line", async () => {
  const { files, body, warnings } = await read({
    "paper.tex":
      "\\begin{document}\nA\n\\input{one}\n\\include{sub/two.tex}\n\\subfile{sub/three}\n\\import{sub/}{four}\nB\n\\end{document}",
    "one.tex": "\n1",
    "sub/two.tex": "2 \\input{deep}",
    "sub/deep.tex": "deep",
    "sub/three.tex": "\\documentclass[../paper]{subfiles}\n\\usepackage{x}\nlayout\n\\begin{document}\n3\n\\end{document}",
    "sub/four.tex": "4",
  });
  expect(body.map(({ passage }) => `${passage.file}:${passage.startLine} ${passage.text}`)).toEqual([
    "paper.tex:2 A",
    "one.tex:2 1",
    "sub/two.tex:1 2",
    "sub/deep.tex:1 deep",
    "sub/three.tex:5 3",
    "sub/four.tex:1 4",
    "paper.tex:7 B",
  ]);
  expect(files).toEqual(["paper.tex", "one.tex", "sub/two.tex", "sub/deep.tex", "sub/three.tex", "sub/four.tex"]);
  expect(warnings).toEqual([]);
});

test("names are looked up from the root's folder, and a file in another folder may be named by way of ..", async () => {
  expect(await texts({ "tex/paper.tex": "\\input{a}\\input{../b}", "tex/a.tex": "A", "b.tex": "B" }, "tex/paper.tex")).toEqual([
    "A",
    "B",
  ]);
});

test("macros and the abstract may stand in included files of the preamble", async () => {
  const { abstract, body } = await read({
    "paper.tex": "\\input{macros}\\input{abstract}\n\\begin{document}\nWe saw \\Count{} mice.\n\\end{document}",
    "macros.tex": "\\newcommand{\\Count}{42} stray words",
    "abstract.tex": "\\begin{abstract}\nWe saw.\n\\end{abstract}",
  });
  expect(abstract.map(({ text }) => text)).toEqual(["We saw."]);
  expect(body.map(({ passage }) => passage.text)).toEqual(["We saw 42 mice."]);
});

describe("what cannot be included is a warning that names file and line, and the rest is read", () => {
  test.each([
    { why: "missing", files: { "paper.tex": "A\n\n\\input{gone}\n\nB" }, says: "not in the tree" },
    { why: "above the tree", files: { "paper.tex": "A\n\n\\input{../../etc/passwd}\n\nB" }, says: "out of the tree" },
    { why: "absolute", files: { "paper.tex": "A\n\n\\input{/etc/passwd}\n\nB" }, says: "out of the tree" },
    { why: "absolute as on Windows", files: { "paper.tex": "A\n\n\\input{C:/secret}\n\nB" }, says: "out of the tree" },
    { why: "itself", files: { "paper.tex": "A\n\n\\input{paper}\n\nB" }, says: "includes itself" },
    {
      why: "itself by way of others",
      files: { "paper.tex": "A\n\n\\input{x}\n\nB", "x.tex": "\n\n\\input{paper.tex}" },
      says: "includes itself",
    },
    { why: "a second time", files: { "paper.tex": "\\input{x}\n\n\\input{x}\n\nB", "x.tex": "A" }, says: "second time" },
  ])("$why", async ({ files, says }) => {
    const { body, warnings } = await read(files);
    expect(body.map(({ passage }) => passage.text)).toEqual(["A", "B"]);
    expect(warnings).toMatchObject([{ line: 3, message: expect.stringContaining(says) }]);
  });

  test("a file that is listed but cannot be read", async () => {
    const whole = textFiles({ "paper.tex": "A\n\n\\input{x}\n\nB" });
    const { body, warnings } = await parseLatex("paper.tex", { ...whole, paths: new Set(["paper.tex", "x.tex"]) });
    expect(body).toHaveLength(2);
    expect(warnings).toMatchObject([{ file: "paper.tex", line: 3, message: expect.stringContaining("could not be read") }]);
  });
});

test("files that include each other many times over are read once each", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 40 }, (_, k) => [`f${k}.tex`, `text ${k}\n\n${k < 39 ? `\\input{f${k + 1}}\\input{f${k + 1}}` : ""}`]),
  );
  expect(await texts({ ...files, "paper.tex": "\\input{f0}" })).toHaveLength(40);
});

test("the names of included files are found, comments and verbatim aside", () => {
  const text =
    "\\input{a} % \\input{no}\n\\include {b.tex}\\subfile{c}\n\\import{d/}{e}\\subimport{f}{g}\\input h\n\\begin{verbatim}\\input{no}\\end{verbatim}\\iffalse\\input{no}\\fi\\includegraphics{no}";
  expect(includedFiles(text).map(writtenPath)).toEqual(["a", "b.tex", "c", "d/e", "f/g", "h"]);
});
