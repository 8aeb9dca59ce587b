/** Hostile files end in words, never in a crash or in a wait. No time is asserted: a search that grew with the square of these sizes would
 *  run into the test's limit. */
import { expect, test } from "vitest";
import { parseMarkdown } from "../../../../src/manuscript/formats/markdown/parse.ts";
import { parsed } from "../../../support/markdown.ts";
import { expectExactPassage } from "../../../support/passages.ts";
import { textFiles } from "../../../support/text-files.ts";

const DEEP = 5_000;
const MANY = 100_000;

test.each([
  ["nested block quotes", `${"> ".repeat(DEEP)}the end`],
  ["nested lists on one line", `${"- ".repeat(DEEP)}the end`],
  ["nested lists", `${Array.from({ length: 400 }, (_, depth) => `${" ".repeat(2 * depth)}- item`).join("\n")}\n\nthe end`],
  ["nested brackets", `${"[".repeat(DEEP)}a${"]".repeat(DEEP)} the end`],
  ["open brackets", `${"[".repeat(MANY)} the end`],
  ["open images", `${"![".repeat(MANY)} the end`],
  ["open links", `${"[a](".repeat(MANY)} the end`],
  ["open emphasis", `${"_a*b ".repeat(MANY)} the end`],
  ["open dollars", `${"$a ".repeat(MANY)} the end`],
  ["open displays", `${"$$ x\n\n".repeat(20_000)} the end`],
  ["open comments", `${"<!-- ".repeat(MANY)} the end`],
  ["open tags", `${"<a ".repeat(MANY)} the end`],
  ["hidden elements in each other", `${"<div hidden>\n\n".repeat(5_000)}x${"</div>\n\n".repeat(5_000)} the end`],
  [
    "hidden and seen elements in each other",
    `${'<b style="color:white"><i style="color:black">x</i></b> '.repeat(10_000)} the end`,
  ],
  [
    "elements in each other that style sheets know",
    `<style>${".a .b,.c{color:red}\n".repeat(5_000)}</style>\n\n${'<b class="b">x</b> '.repeat(30_000)} the end`,
  ],
  ["a style sheet without end", `<style>${"a,(".repeat(30_000)}</style>\n\n${'<b class="b">x</b> '.repeat(3_000)} the end`],
  ["conditionals that nothing ends", `${"{% if x %}".repeat(30_000)} the end`],
  ["tables in LaTeX", `${"\\begin{tabular}{ll}\\multicolumn{2}{c}{x & y \\\\\n\\end{tabular}\n\n".repeat(5_000)} the end`],
  ["open fences", `${"```{r}\n````{r}\n`````{r}\n".repeat(20_000)}\n\nthe end`],
  ["open templates", `${"{{ {% {# ".repeat(MANY)} the end`],
  ["open braces", `${"\\a{".repeat(MANY)} the end`],
  ["backticks of all lengths", `${Array.from({ length: 800 }, (_, length) => "`".repeat(length)).join(" ")} the end`],
  ["open spans", `${"[a]{.x".repeat(MANY)} the end`],
  ["carets and tildes", `${"^a~b".repeat(MANY)} the end`],
  ["divs", `${"::: {.x}\n".repeat(20_000)}\n\nthe end`],
  ["ampersands", `${"&".repeat(MANY)} the end`],
  ["one long line", `${"word ".repeat(200_000)} the end`],
  ["short lines", `${"a\n".repeat(80_000)}\nthe end`],
  ["a long list", `${"- a\n".repeat(25_000)}\nthe end`],
  ["a long table", `|a|b|\n|-|-|\n${"|x|y|\n".repeat(25_000)}\nthe end`],
  ["footnotes", `${Array.from({ length: 2_500 }, (_, note) => `Word[^${note}].\n\n[^${note}]: Note.\n\n`).join("")}the end`],
  ["table cells", `${"|a".repeat(MANY)}\n\nthe end`],
])("%s", async (_why, text) => {
  const { body } = await parseMarkdown(["p.md"], { format: "manubot" }, textFiles({ "p.md": text }));
  const last = body.at(-1)?.passage;
  if (last === undefined) throw new Error("nothing was read");
  expect(last.text.endsWith("the end")).toBe(true);
  expectExactPassage(last, text);
});

test("what was flattened is said", async () => {
  const { warnings } = await parsed({ "p.md": `Fine.\n\n${"> ".repeat(DEEP)}deep` }, { format: "markdown" });
  expect(warnings).toEqual([{ file: "p.md", line: 3, message: expect.stringContaining("read as plain text") }]);
});

test("a paragraph longer than the parser takes at once is read in parts, every word once and on its line", async () => {
  const text = `${Array.from({ length: 20_000 }, (_, line) => `w${line} $a$`).join("\n")}\n\nthe end`;
  const { body, warnings } = await parsed({ "p.md": text }, { format: "markdown" });
  expect(body.map(({ passage }) => passage.text).join(" ")).toBe(text.replace(/\s+/g, " "));
  expect(warnings).toEqual([{ file: "p.md", line: expect.any(Number), message: expect.stringContaining("read in parts") }]);
});

test("a display with a blank line in it is never cut", async () => {
  const text = `${"Text.\n\n".repeat(1_490)}$$\n\n${"a\n\n".repeat(15)}$$\n\n${"More.\n\n".repeat(2_000)}`;
  const { body } = await parsed({ "p.md": text }, { format: "markdown" });
  expect(body.filter(({ passage }) => passage.text.includes("$$"))).toHaveLength(1);
});

test("more passages than any book has are an error with a name", async () => {
  await expect(parsed({ "p.md": "- a\n".repeat(61_000) }, { format: "markdown" })).rejects.toMatchObject({
    code: "too-many-passages",
    message: expect.stringContaining("p.md"),
  });
});

test("a file of two megabytes is read whole", async () => {
  const paragraph = `The *mice* ran [@a] for $x$ days. ${"They were weighed, and nothing else was done. ".repeat(20)}\n\n`;
  const text = paragraph.repeat(2_050);
  const { body } = await parseMarkdown(["p.md"], { format: "manubot" }, textFiles({ "p.md": text }));
  expect(body).toHaveLength(2_050);
  const last = body.at(-1)?.passage;
  expect([last?.text.slice(0, 40), last?.startLine]).toEqual(["The mice ran [cite] for $x$ days. They w", 4_099]);
});

test("YAML that nests too deeply is a warning of lost text", async () => {
  const { warnings, body } = await parsed({ "p.md": `---\na: ${"[".repeat(DEEP)}\n---\n\nText.` }, { format: "quarto" });
  expect(warnings).toEqual([{ file: "p.md", line: 2, message: expect.stringContaining("nests deeper"), losesText: true }]);
  expect(body).toHaveLength(1);
});

test("YAML that is never closed is a warning", async () => {
  const { warnings } = await parsed({ "p.md": "---\ntitle: Sleep\n\n# Introduction\n\nText." }, { format: "markdown" });
  expect(warnings).toEqual([{ file: "p.md", line: 1, message: expect.stringContaining("never closed") }]);
});
