import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { openManuscript } from "../../src/cli/open-manuscript.ts";
import { EXIT_CODES } from "../../src/errors.ts";
import { articleOf, buildPrompt, tokenCounter } from "../../src/review/index.ts";
import { CORPUS, hasCorpus, revisions } from "../support/corpus.ts";
import { bioreview } from "../support/fake-terminal.ts";
import { folderWith } from "../support/folder.ts";
import { latexPaper, manubotProject, prose } from "../support/paper.ts";

const paper = [
  "# Sleep in mice",
  "## Abstract\n\nTwelve mice slept.",
  "## Introduction",
  `## Materials and methods\n\n${prose("cages")}`,
  "## Statistics\n\nWe counted.",
  `## Results\n\n${`${prose("rest")} `.repeat(60)}`,
  "## Acknowledgements\n\nWe thank the mice.",
].join("\n\n");
const directory = folderWith({ "paper.md": paper, "README.md": "# Files\n" });
const here = { directory };

/** What a program may rely on. */
const inspectionSchema = z.strictObject({
  schema: z.literal("bioreview-inspection"),
  version: z.literal(1),
  revision: z.string(),
  format: z.string(),
  root: z.string(),
  files: z.array(z.string()).min(1),
  title: z.string().nullable(),
  abstract: z.string(),
  words: z.int(),
  sections: z.array(z.strictObject({ name: z.string(), promptName: z.string().nullable(), words: z.int() })),
  passages: z.array(
    z.object({
      part: z.enum(["title", "abstract", "section"]),
      section: z.int().optional(),
      kind: z.string(),
      file: z.string(),
      startLine: z.int().min(1),
      endLine: z.int().min(1),
      source: z.string(),
      text: z.string(),
      read: z.enum(["whole", "part", "none"]),
    }),
  ),
  prompt: z.object({ counter: z.string(), budget: z.int(), tokens: z.int(), cut: z.boolean(), blocks: z.array(z.unknown()) }),
  leftOut: z.array(z.object({ file: z.string(), why: z.string() })),
  warnings: z.array(z.object({ file: z.string(), message: z.string() })),
  hidden: z.array(z.unknown()),
});

async function inspected(path: string, ...flags: string[]) {
  const { code, out, err } = await bioreview(["inspect", path, "--json", ...flags], here);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return inspectionSchema.parse(JSON.parse(out));
}

test("the table has a row for each section, with the name that the model gets, and says that all is read", async () => {
  const { code, out, err } = await bioreview(["inspect", "paper.md"], here);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const rows = out.split("\n").map((line) => line.split(/ {2,}/));
  expect(rows).toContainEqual(["section", "in the prompt", "words", "tokens", "read"]);
  expect(rows).toContainEqual(["Abstract", "abstract", "3", expect.any(String), "100 %"]);
  expect(rows).toContainEqual(["Materials and methods", "methods", expect.any(String), expect.any(String), "100 %"]);
  expect(rows).toContainEqual(["Introduction", "-", "1", "-", "-"]);
  expect(out).toMatch(/[\d,]+ of 15,000 tokens by chars3, all is read\n/);
  expect(out).toMatch(/\nLeft out:\n(?: {2}.*\n)* {2}paper\.md:\d+-\d+: acknowledgements\n/);
});

test("a budget that is too small shows in the table which section is cut", async () => {
  const { out } = await bioreview(["inspect", "paper.md", "--budget", "900"], here);
  expect(out).toMatch(/\nResults .* \d\d? %\n/);
  expect(out).toContain("of 900 tokens by chars3, the paper is cut\n");
});

test("a file that is included and missing is told beside what was read, and not that all is read", async () => {
  const missing = folderWith({
    "paper.qmd": `---\ntitle: Sleep\n---\n\n# Results\n\n${prose("rest")}\n\n{{< include gone.qmd >}}\n`,
  });
  const { out } = await bioreview(["inspect", "paper.qmd"], { directory: missing });
  expect(out).toMatch(/tokens by chars3, 1 place of the manuscript could not be read, first paper\.qmd:9\n/);
  expect(out).not.toContain("all is read");
});

test("the table's columns stand under each other and no line ends in blanks", async () => {
  const { out } = await bioreview(["inspect", "paper.md"], here);
  const table = out.split("\n\n")[1]?.split("\n").slice(0, -1) ?? [];
  const rule = table[1] ?? "";
  expect(rule).toMatch(/^-+( {2}-+){4}$/);
  for (const line of table) expect(line.length).toBe(rule.length);
  for (const line of out.split("\n")) expect(line).not.toMatch(/\s$/);
});

test("the JSON says of every passage where it stands and whether it is read", async () => {
  const inspection = await inspected("paper.md", "--budget", "900");
  const lines = paper.split("\n");
  for (const { startLine, endLine, source } of inspection.passages)
    expect(lines.slice(startLine - 1, endLine).join("\n")).toContain(source.trim());
  const results = inspection.passages.filter(({ section }) => inspection.sections[section ?? -1]?.name === "Results");
  expect(results.map(({ kind, read }) => [kind, read])).toEqual([
    ["heading", "whole"],
    ["paragraph", "part"],
  ]);
  expect(inspection.prompt).toMatchObject({ budget: 900, counter: "chars3", cut: true });
});

test("the tokens are those of the question that `prompt` prints", async () => {
  const inspection = await inspected("paper.md", "--counter", "cl100k");
  const { out } = await bioreview(["prompt", "paper.md", "--counter", "cl100k"], here);
  expect(inspection.prompt.tokens).toBe((await tokenCounter("cl100k")).count(out));
});

test("the examples of this project are read whole", async () => {
  for (const example of ["latex-note", "phage-wound-gel/v1", "phage-wound-gel/v2"]) {
    const { prompt, sections, title, warnings } = await inspected(join(import.meta.dirname, "../../examples", example));
    expect({ cut: prompt.cut, title: title !== null, warnings }, example).toEqual({ cut: false, title: true, warnings: [] });
    expect(sections.map(({ promptName }) => promptName)).toEqual(
      expect.arrayContaining(["introduction", "methods", "results", "discussion"]),
    );
  }
});

test.each([
  { why: "no such path", argv: ["nowhere"], code: EXIT_CODES.manuscript, error: "path-not-there" },
  {
    why: "a file and --manuscript",
    argv: ["paper.md", "--manuscript", "x.md"],
    code: EXIT_CODES.settings,
    error: "manuscript-named-twice",
  },
  { why: "no git here", argv: [".", "--rev", "v1"], code: expect.any(Number), error: "" },
])("$why: one line, a code, and nothing on standard output", async ({ argv, code, error }) => {
  const ended = await bioreview(["inspect", ...argv], here);
  expect({ code: ended.code, out: ended.out }).toEqual({ code, out: "" });
  expect(ended.code).not.toBe(0);
  expect(ended.err).toMatch(/^bioreview: [^\n]+ \[[a-z-]+\]\n$/);
  expect(ended.err).toContain(error);
});

describe.skipIf(!hasCorpus)("real manuscripts", () => {
  test.each(revisions)("%s: the JSON keeps its shape, and its tokens are the prompt's", async (revision) => {
    const path = join(CORPUS, revision);
    const inspection = await inspected(path);
    const { manuscript } = await openManuscript(path, {}, directory);
    const built = buildPrompt(articleOf(manuscript).article, { counter: await tokenCounter("chars3"), budget: 15000 });
    expect(inspection.prompt.tokens).toBe(built.report.tokens);
    for (const file of inspection.files) expect(readFileSync(join(path, file)).length).toBeGreaterThan(0);
  });
});

describe("all manuscripts of a tree", () => {
  const two = folderWith({
    "papers/a/paper.md": paper,
    "papers/b/main.tex": latexPaper("Wounds in mice"),
    "papers/b/supplement.tex": latexPaper("Supplement of wounds"),
    "papers/b/sections/part.tex": "\\section{More}",
    ...Object.fromEntries(Object.entries(manubotProject("Cages of mice")).map(([path, text]) => [`papers/m/${path}`, text])),
    "templates/paper.md": paper.replace("Sleep", "Your title"),
    "copy/paper.md": paper,
    "README.md": "# Files\n",
  });

  test("are listed once each, without supplements, parts, templates and copies, with what the Action calls them", async () => {
    const { code, out } = await bioreview(["inspect", ".", "--all", "--json"], { directory: two });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      schema: "bioreview-manuscripts",
      manuscripts: [
        { key: "copy", root: "copy/paper.md", format: "markdown", title: "Sleep in mice" },
        { key: "papers-b", root: "papers/b/main.tex", format: "latex", title: "Wounds in mice" },
        { key: "papers-m-content", root: "papers/m/content/01.abstract.md", format: "manubot", title: "Cages of mice" },
      ],
    });
    const { out: text } = await bioreview(["inspect", ".", "--all"], { directory: two });
    expect(text).toMatch(/^3 manuscripts/);
    expect(text).toMatch(/papers-b +papers\/b\/main\.tex +latex/);
  });

  test("a title is shown as a reader sees it, and every text that is none of them is named with its reason", async () => {
    const directory = folderWith({
      "a/paper.md": paper.replace("Sleep in mice", "*Mus musculus* sleeps `long`"),
      "a/paper-old/paper.md": `${paper.replace("Sleep in mice", "*Mus musculus* sleeps `long`")}More.\n`,
      "b/main.tex": latexPaper("Wounds in \\emph{Mus} mice"),
      "b/supplement.tex": latexPaper("Supplement"),
      "b/counts.ipynb": "{}",
      "notes.md": "# Notes\n\nBuy cheese.\n",
    });
    const { out } = await bioreview(["inspect", ".", "--all", "--json"], { directory });
    const { manuscripts, leftOut } = JSON.parse(out);
    expect(manuscripts.map(({ title }: { title: string }) => title)).toEqual(["Mus musculus sleeps long", "Wounds in Mus mice"]);
    expect(leftOut.map(({ file, why }: { file: string; why: string }) => `${file}: ${why}`)).toEqual([
      "a/paper-old/paper.md: has the title of a/paper.md",
      "b/counts.ipynb: a notebook beside the paper",
      "b/supplement.tex: supplement",
      "notes.md: hardly any text",
    ]);
    const { out: text } = await bioreview(["inspect", ".", "--all"], { directory });
    expect(text).toMatch(/^Left out:\n {2}a\/paper-old\/paper\.md: has the title of a\/paper\.md$/m);
  });

  test("are found again by the names that are listed", async () => {
    const { out } = await bioreview(["inspect", ".", "--all", "--json"], { directory: two });
    for (const { root, title } of JSON.parse(out).manuscripts) {
      const { out: one } = await bioreview(["inspect", ".", "--manuscript", root, "--json"], { directory: two });
      expect(JSON.parse(one)).toMatchObject({ root, title });
    }
  });

  test("where there is none are an error that says what was seen, and --manuscript beside --all is refused", async () => {
    const none = folderWith({ "README.md": "# Files\n" });
    expect((await bioreview(["inspect", ".", "--all"], { directory: none })).code).toBe(EXIT_CODES.manuscript);
    const { code, err } = await bioreview(["inspect", ".", "--all", "--manuscript", "papers/a"], { directory: two });
    expect({ code, err }).toEqual({ code: EXIT_CODES.settings, err: expect.stringContaining("--manuscript") });
  });
});
