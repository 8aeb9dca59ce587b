/** What stands beside the text, or across lines. */
import { expect, test } from "vitest";
import { read, textsOf } from "./read-latex.ts";

test("a footnote in a heading is a paragraph of its own, after the heading", async () => {
  const { body } = await read("\\begin{document}\n\\section{Mice\\footnote{Not rats.}}\nThey ran.\n\\end{document}");
  expect(body.map(({ kind, passage }) => [kind, passage.kind, passage.text])).toEqual([
    ["heading", "heading", "Mice"],
    ["passage", "paragraph", "Not rats."],
    ["passage", "paragraph", "They ran."],
  ]);
});

test("a drawing is left out, its caption is read", async () => {
  const { body, leftOut } = await read(
    "Mice ran.\n\n\\begin{tikzpicture}\n\\draw (0,0);\n\\caption{How far.}\n\\end{tikzpicture}",
  );
  expect(body.map(({ passage }) => [passage.kind, passage.text])).toEqual([
    ["paragraph", "Mice ran."],
    ["caption", "How far."],
  ]);
  expect(leftOut).toEqual([{ file: "paper.tex", lines: { startLine: 3, endLine: 6 }, why: "picture" }]);
});

test("a caption's short form may have many words and is not shown", async () => {
  const short = "words of the list of figures ".repeat(10);
  expect(await textsOf(`\\begin{figure}\\caption[${short}]{How far.}\\end{figure}`)).toEqual(["How far."]);
});

test("a citation that goes on in the next line stands on its first", async () => {
  const { body } = await read("Mice ran \\cite{a,\nb}");
  expect(body[0]?.passage).toMatchObject({ text: "Mice ran [cite]", startLine: 1, endLine: 1 });
});
