import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { directoryTree, passagesOf, readManuscript } from "../../src/manuscript/index.ts";
import { tableCells } from "../../src/report-page/table.ts";
import { passage } from "../support/build.ts";
import { CORPUS, hasCorpus, revisions } from "../support/corpus.ts";

const table = (source: string, text: string) => tableCells(passage(text, { kind: "table", source }));

describe("the cells of a table", () => {
  test.each([
    {
      what: "of GitHub's form",
      source: "| group | hours |\n|:---|---:|\n| **control** | 10 \\| 11 |\n| treated^a^ | [12](https://x.example/99) |",
      text: "group hours control 10 | 11 treated^a^ 12",
      cells: [
        ["group", "hours"],
        ["control", "10 | 11"],
        ["treated^a^", "12"],
      ],
    },
    {
      what: "of LaTeX's form",
      source:
        "\\begin{tabular}{lr}\\hline group & \\textbf{hours} \\\\ \\hline A \\& B & 10 \\\\[2pt] C & \\\\ \\hline\\end{tabular}",
      text: "group hours A & B 10 C",
      cells: [
        ["group", "hours"],
        ["A & B", "10"],
        ["C", ""],
      ],
    },
    {
      what: "with signs behind a blank",
      source: "a, % | b\n---|---\n± c | d",
      text: "a, % b ± c d",
      cells: [
        ["a, %", "b"],
        ["± c", "d"],
      ],
    },
    {
      what: "that cites",
      source: "a | b\n---|---\nc [@doi:10.1/x] | d",
      text: "a b c [cite] d",
      cells: [
        ["a", "b"],
        ["c [cite]", "d"],
      ],
    },
  ])("$what", ({ source, text, cells }) => expect(table(source, text)).toEqual(cells));

  test.each([
    { why: "the source says more than was read", source: "a | b\n---|---\nc | hidden", text: "a b c" },
    { why: "more was read than the source says", source: "a | b\n---|---\nc | d", text: "a b c d e" },
    { why: "the source is not at hand", source: "a b c d", text: "a b c d" },
    { why: "it has one column", source: "| a |\n|---|\n| b |", text: "a b" },
  ])("are not told where $why", ({ source, text }) => expect(table(source, text)).toBeUndefined());

  test.skipIf(!hasCorpus)("of real papers hold all signs of what was read, in its order", async () => {
    const signs = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "");
    let told = 0;
    for (const revision of revisions.filter((one) => /manubot\/v2|latex\/v1/.test(one))) {
      const tables = passagesOf(await readManuscript(directoryTree(join(CORPUS, revision)), {})).filter(
        ({ kind }) => kind === "table",
      );
      for (const one of tables) {
        const cells = tableCells(one);
        if (cells === undefined) continue;
        told++;
        expect(signs(cells.flat().join(" "))).toBe(signs(one.text));
      }
    }
    expect(told).toBeGreaterThan(0);
  });
});
