/** What a reader of the page does not see is not read, and what a reader sees is: judged once by the real tools (`scripts/judge-hidden.mjs`). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { parseLatex } from "../../../src/manuscript/formats/latex/parse.ts";
import { parseMarkdown } from "../../../src/manuscript/formats/markdown/parse.ts";
import { parseTypst } from "../../../src/manuscript/formats/typst/parse.ts";
import { textFiles } from "../../support/text-files.ts";
import { CASES, type HiddenCase } from "./cases.ts";

const { verdicts } = z
  .object({ verdicts: z.record(z.string(), z.object({ shown: z.boolean(), rest: z.boolean() })) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "verdicts.json"), "utf8")));

/** Parts of rows that we read otherwise than the judge shows them, each with the reason. */
const EXCEPTIONS: readonly (readonly [part: string, why: string])[] = [
  ["font-size:.1em", "Chromium shows no relative size below 6 pixels, other browsers do"],
  ["font-size:1%", "likewise"],
  ["\\relscale{0.01}", "relsize stops at the smallest size of the class; nobody writes so but to hide"],
  ["\\mbox{\\fontsize{.1pt}", "the standard fonts are set at 5 points at least, others are not"],
  [" ".repeat(300), "a page joins the blanks; in the source, which reviewers read as well, the text is out of sight"],
  ["A $\\textcolor{white}", "pandoc's own MathML knows no colour; LaTeX does, and so does MathJax, which most pages load"],
  ["$x \\color{white}", "likewise"],
  ["<svg><text", "pictures are left out, and said to be"],
  ["<!X ", "GitHub shows nothing of it, pandoc does"],
  ["\\IfFileExists{article.cls}", "what is installed is not in the tree, and a note says so"],
  ["span:first-child", "of the place among other elements nothing is known"],
  ["<select>", "a list to choose from"],
  ["\\colorbox{white}{\\phantom", "what lies on top of other text is not followed"],
  ["\\clipbox", "what is cut off is not measured"],
];
const isException = ({ source }: HiddenCase) => EXCEPTIONS.some(([part]) => source.includes(part));

/** Comments, labels, metadata and attributes are part of no page: nobody has to be told of them. */
async function readingOf({ format, source }: HiddenCase) {
  const document =
    format === "latex"
      ? await parseLatex("p.tex", textFiles({ "p.tex": source }))
      : format === "typst"
        ? await parseTypst("p.typ", textFiles({ "p.typ": source }))
        : await parseMarkdown(["p.md"], { format }, textFiles({ "p.md": source }));
  const text = [...document.abstract, ...document.body.map(({ passage }) => passage)].map((passage) => passage.text).join("\n");
  return {
    reads: /quokka/.test(text) && /lantern/.test(text),
    rest: text.includes("Closing words"),
    reports: document.hidden.length,
  };
}

const judged = CASES.flatMap((one) => {
  const verdict = verdicts[one.key];
  return verdict === undefined ? [] : [{ one, ...verdict }];
});

test("every row was judged, most of them hidden, and many harmless", () => {
  expect(CASES.filter(({ key }) => verdicts[key] === undefined).map(({ source }) => source)).toEqual([]);
  expect(judged.filter(({ shown }) => !shown).length).toBeGreaterThan(359);
  expect(judged.filter(({ shown }) => shown).length).toBeGreaterThan(152);
});

describe.each([...new Set(CASES.map(({ kind }) => kind))])("%s", (kind) => {
  test("is read as the page shows it", async () => {
    const wrong: string[] = [];
    for (const { one, shown, rest } of judged.filter(({ one: { kind: of } }) => of === kind)) {
      const found = await readingOf(one);
      const isRight = found.reads === shown && (found.rest || !rest) && (!shown || found.reports === 0);
      if (isRight === isException(one))
        wrong.push(`${isException(one) ? "no exception any more" : shown ? "is seen" : "is hidden"}: ${one.source}`);
    }
    expect(wrong).toEqual([]);
  });
});
