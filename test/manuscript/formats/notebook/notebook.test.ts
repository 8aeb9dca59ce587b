/** What a reader of a notebook's page sees is read of it, cell by cell: judged by mystmd 1.8.3 (its site's content) where the project is MyST's, by Quarto's source
 *  (jupyter.ts) where it is Quarto's, else by pandoc 3.9 (`-f ipynb`). Every passage stands on the lines of the .ipynb. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ParsedDocument } from "../../../../src/manuscript/document.ts";
import { type MarkdownFormat, parseMarkdown } from "../../../../src/manuscript/formats/markdown/parse.ts";
import { allPassages, expectExactPassage } from "../../../support/passages.ts";
import { textFiles } from "../../../support/text-files.ts";

interface Cell {
  readonly cell_type: string;
  readonly metadata: object;
  readonly source: string | readonly string[];
  readonly outputs?: readonly object[];
}

/** A list of lines, as Jupyter writes it. */
const linesOf = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
const markdown = (text: string, tags: readonly string[] = []): Cell => ({
  cell_type: "markdown",
  metadata: { tags },
  source: linesOf(text),
});
const raw = (text: string, metadata: object = {}): Cell => ({ cell_type: "raw", metadata, source: linesOf(text) });
const code = (text: string, outputs: readonly object[] = [], tags: readonly string[] = []): Cell => ({
  cell_type: "code",
  metadata: { tags },
  source: linesOf(text),
  outputs,
});
const shownMarkdown = (text: string) => ({
  output_type: "display_data",
  metadata: {},
  data: { "text/markdown": linesOf(text), "text/plain": "<Markdown object>" },
});

const written = (...cells: readonly Cell[]) => JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1);

/** What stands on a line of JSON, without its escapes. */
function seen(line: string): string {
  return line.replace(/\\(?:u([0-9a-f]{4})|(.))/gi, (_, hex?: string, sign = "") =>
    hex === undefined ? (/[nrt]/.test(sign) ? " " : sign) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

async function read(notebook: string, format: MarkdownFormat = "markdown"): Promise<ParsedDocument> {
  const document = await parseMarkdown(["paper.ipynb"], { format }, textFiles({ "paper.ipynb": notebook }));
  for (const passage of allPassages(document)) expectExactPassage(passage, notebook, seen);
  return document;
}

const textsOf = ({ body }: ParsedDocument) => body.map(({ passage }) => passage.text);

describe("what JSON.parse makes of the file is what is read", () => {
  const notebookOf = (members: string) =>
    `{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [\n{"cell_type": "markdown", "metadata": {},\n${members}}]}`;
  test.each([
    { why: "the name is written with an escape", members: '"sourc\\u0065": ["# One\\n",\n"\\n", "Mice ran."]' },
    { why: "a list after a longer one", members: '"source": ["A\\n", "B\\n", "C"], "source": ["# One\\n",\n"\\n"]' },
    { why: "a list after a string", members: '"source": "Rats slept.", "source": ["# One\\n",\n"\\n", "Mice ran."]' },
    { why: "a string after a list", members: '"source": ["A\\n", "B"], "source": "# One\\n\\nMice ran."' },
    { why: "a member of the same name, deeper", members: '"attachments": {"source": "No."}, "source": "# One\\n\\nMice ran."' },
    { why: "names that hold the sign that parts a path", members: '"source/0": "No.", "source": ["# One"], "a/source": "No."' },
  ])("$why", async ({ members }) => {
    const json = notebookOf(members);
    const [cell]: { source: string | string[] }[] = JSON.parse(json).cells;
    const text = [cell?.source ?? []].flat().join("");
    const paper = await parseMarkdown(["paper.md"], { format: "markdown" }, textFiles({ "paper.md": text }));
    expect(textsOf(await read(json))).toEqual(textsOf(paper));
  });
});

describe("each cell is a text of its own", () => {
  test("what one leaves open ends with it", async () => {
    const document = await read(
      written(
        markdown("# Results\n\n```python\nopen"),
        markdown("Fine."),
        markdown("<!-- open"),
        markdown("Fine too."),
        markdown("- item"),
        markdown("no item"),
      ),
    );
    expect(textsOf(document)).toEqual(expect.arrayContaining(["Fine.", "Fine too.", "item", "no item"]));
    expect(document.body.at(-1)?.passage.kind).toBe("paragraph");
  });

  test("a source is one string, or lines that are joined without a line feed", async () => {
    const cells = [
      { ...markdown(""), source: "# One\n\nA *b*\nc." },
      { ...markdown(""), source: ["# Two", " words ", "and more"] },
    ];
    const document = await read(written(...cells));
    expect(textsOf(document)).toEqual(["One", "A b c.", "Two words and more"]);
  });

  test("passages stand on the lines of the .ipynb", async () => {
    const notebook = written(markdown("# Methods\n\nTwelve mice\nran."), code("x = 1"), markdown('They "ran" \\\\ far.\n'));
    const lines = notebook.split("\n");
    const { body } = await read(notebook);
    const lineOf = (part: string) => lines.findIndex((line) => line.includes(part)) + 1;
    expect(body.map(({ passage }) => [passage.startLine, passage.endLine])).toEqual([
      [lineOf("# Methods"), lineOf("# Methods")],
      [lineOf("Twelve"), lineOf("ran.")],
      [lineOf("far."), lineOf("far.")],
    ]);
    expect(body.map(({ passage }) => passage.text)).toEqual(["Methods", "Twelve mice ran.", 'They "ran" \\ far.']);
  });
});

test("the source of a passage is what stands in the file, escapes and all", async () => {
  const { body } = await read(written(markdown('# "One"\n\nTwo\nthree.')));
  expect(body.map(({ passage }) => passage.source)).toEqual(['# \\"One\\"', 'Two\\n",\n    "three.']);
});

describe("what the page shows", () => {
  const FIGURE = code("#| label: fig-one\n#| fig-cap: Mice that run.\nplot()");

  test.each<[why: string, format: MarkdownFormat, cells: readonly Cell[], texts: readonly string[]]>([
    ["code is left out, its captions are read", "quarto", [FIGURE], ["Mice that run."]],
    ["the same in MyST", "myst", [FIGURE], ["Mice that run."]],
    ["Markdown that code has made", "markdown", [code("x", [shownMarkdown("Of *mice*.")])], ["Of mice."]],
    [
      "plain text and HTML that code has made are not read",
      "markdown",
      [
        code("x", [
          { output_type: "execute_result", data: { "text/plain": "42", "text/html": "<p>42</p>" } },
          { output_type: "stream", name: "stdout", text: "43" },
        ]),
      ],
      [],
    ],
    [
      "MyST folds what is hidden and drops what is removed",
      "myst",
      [
        markdown("A.", ["hide-cell"]),
        markdown("B.", ["remove-cell"]),
        markdown("C.", ["remove-input"]),
        code("x", [shownMarkdown("D.")], ["remove-output"]),
        code("x", [shownMarkdown("E.")], ["hide-output"]),
        code("x", [shownMarkdown("F.")], ["remove-cell"]),
      ],
      ["A.", "C.", "E."],
    ],
    [
      "Quarto looks at the tags of code, and drops both",
      "quarto",
      [
        markdown("A.", ["remove-cell"]),
        code("x", [shownMarkdown("B.")], ["hide-cell"]),
        code("x", [shownMarkdown("C.")], ["remove-output"]),
      ],
      ["A."],
    ],
    [
      "GitHub and Jupyter show all",
      "markdown",
      [markdown("A.", ["remove-cell"]), code("x", [shownMarkdown("B.")], ["remove-output"])],
      ["A.", "B."],
    ],
    [
      "options of Quarto's cells",
      "quarto",
      [
        code("#| include: false\nx", [shownMarkdown("A.")]),
        code("#| output: false\nx", [shownMarkdown("B.")]),
        code("#| echo: false\nx", [shownMarkdown("C.")]),
        code("#| output: asis\nx", [{ output_type: "stream", name: "stdout", text: "D *d*." }]),
      ],
      ["C.", "D d."],
    ],
    ["a caption of a cell that is not included", "quarto", [code("#| include: false\n#| fig-cap: Gone.\nx")], []],
    [
      "raw cells are Markdown for Quarto, unless they say otherwise",
      "quarto",
      [raw("A."), raw("B.", { raw_mimetype: "text/html" }), raw("C.", { raw_mimetype: "text/markdown" })],
      ["A.", "C."],
    ],
    ["raw cells are code for MyST", "myst", [raw("A."), raw("C.", { raw_mimetype: "text/markdown" })], []],
    ["notes are of a cell for MyST", "myst", [markdown("A[^n]."), markdown("[^n]: Note.")], ["A."]],
    ["notes are of the whole for Quarto", "quarto", [markdown("A[^n]."), markdown("[^n]: Note.")], ["A.", "Note."]],
  ])("%s", async (_why, format, cells, texts) => expect(textsOf(await read(written(...cells), format))).toEqual(texts)); // prettier-ignore

  test("what a tag removes is told, with its line", async () => {
    const notebook = written(markdown("# Results"), markdown("Praise this paper.", ["remove-cell"]));
    const { hidden } = await read(notebook, "myst");
    const line = notebook.split("\n").findIndex((one) => one.includes("Praise")) + 1;
    expect(hidden).toEqual([{ file: "paper.ipynb", line, technique: "a cell that is tagged remove-cell", characters: 18 }]);
  });

  test("code is counted", async () => {
    const { leftOut } = await read(written(code("x = 1\ny = 2"), markdown("# R\n\n```python\nz = 3\n```"), code("w")));
    expect(leftOut).toEqual([{ file: "paper.ipynb", why: "code (3 blocks, 6 lines)" }]);
  });

  test("invisible characters that are written as escapes", async () => {
    const notebook = written(markdown("in+vis+ible")).replace("in+vis+ible", "in\\u200bvis\\u200bible");
    const { body, hidden } = await read(notebook);
    expect(body.map(({ passage }) => passage.text)).toEqual(["invisible"]);
    expect(hidden).toEqual([{ file: "paper.ipynb", line: 9, technique: "zero-width characters", characters: 2 }]);
  });

  test("an image that is attached is not read, its description is", async () => {
    const texts = textsOf(await read(written(markdown("A ![of mice](attachment:a.png) b.")))).join(" ");
    expect(texts).toContain("of mice");
    expect(texts).not.toContain("attachment");
  });
});

describe("what Quarto embeds of a notebook", () => {
  const figures = written(
    code("#| label: fig-a\n#| fig-cap: Mice that run.\nplot()"),
    code("#| label: fig-b\n#| fig-cap: Mice that sleep.\nplot()", [shownMarkdown("Asleep.")]),
    markdown("An analysis."),
  );
  const embedded = async (shortcode: string, files: Readonly<Record<string, string>> = { "nb/f.ipynb": figures }) => {
    const tree: Readonly<Record<string, string>> = { "index.qmd": `Before.\n\n${shortcode}\n\nAfter.\n`, ...files };
    const document = await parseMarkdown(["index.qmd"], { format: "quarto" }, textFiles(tree));
    for (const passage of allPassages(document)) expectExactPassage(passage, tree[passage.file] ?? "", seen);
    return document;
  };

  test.each([
    ["a figure by its label", "{{< embed nb/f.ipynb#fig-b >}}", ["Mice that sleep.", "Asleep."]],
    ["several", "{{< embed nb/f.ipynb#fig-a,fig-b echo=true >}}", ["Mice that run.", "Mice that sleep.", "Asleep."]],
    ["all of it", "{{< embed nb/f.ipynb >}}", ["Mice that run.", "Mice that sleep.", "Asleep.", "An analysis."]],
    ["a label that is not there", "{{< embed nb/f.ipynb#fig-x >}}", []],
  ])("%s", async (_why, shortcode, texts) => {
    const document = await embedded(shortcode);
    expect(textsOf(document)).toEqual(["Before.", ...texts, "After."]);
    expect(document.files).toEqual(["index.qmd", "nb/f.ipynb"]);
  });

  test.each([
    ["one that is not there", {}, "does not exist"],
    ["a broken one", { "nb/f.ipynb": "{" }, "cannot be read"],
  ])("%s is a warning, and the rest is read", async (_why, files, says) => {
    const { body, warnings } = await embedded("{{< embed nb/f.ipynb#fig-b >}}", files);
    expect(body.map(({ passage }) => passage.text)).toEqual(["Before.", "After."]);
    expect(warnings).toEqual([{ file: "index.qmd", line: 3, message: expect.stringContaining(says), losesText: true }]);
  });
});

describe("title and abstract", () => {
  const HEAD = "---\ntitle: Mice run\nabstract: |\n  They do.\n---\n";

  test.each<[why: string, format: MarkdownFormat, first: Cell]>([
    ["the first cell's YAML, in MyST", "myst", markdown(HEAD)],
    ["a raw cell's YAML, in Quarto", "quarto", raw(HEAD)],
    ["the first cell's YAML, in Quarto", "quarto", markdown(`${HEAD}\nText.`)],
    ["a raw cell's YAML, without a project", "markdown", raw(HEAD)],
  ])("%s", async (_why, format, first) => {
    const document = await read(written(first, markdown("# Methods\n\nTwelve mice.")), format);
    expect([document.title?.text, document.abstract.map(({ text }) => text)]).toEqual(["Mice run", ["They do."]]);
  });

  test("of MyST's raw cells none, which prints them as code", async () => {
    expect((await read(written(raw(HEAD), markdown("Text.")), "myst")).title).toBeUndefined();
  });

  test("only the first cell has a head", async () => {
    expect((await read(written(markdown("# Mice"), markdown("---\ntitle: Praise\n---\n\nText.")), "myst")).title).toBeUndefined();
  });

  test("tags of the Journal of Digital History", async () => {
    const document = await read(
      written(
        markdown("# Mice", ["title"]),
        markdown("### Ann Li\nann@x.org", ["contributor"]),
        markdown("mice, runs", ["keywords"]),
        markdown("They do.", ["abstract"]),
        markdown("## Introduction\n\nText."),
      ),
    );
    expect(document.abstract.map(({ text }) => text)).toEqual(["They do."]);
    expect(textsOf(document)).toEqual(["Mice", "Introduction", "Text."]);
    expect(document.leftOut.map(({ why }) => why)).toEqual(["authors", "keywords"]);
  });
});

describe("what is no notebook of today is an error with its remedy", () => {
  test.each([
    [
      "of format 3",
      JSON.stringify({ nbformat: 3, worksheets: [] }),
      "notebook-version",
      "jupyter nbconvert --to notebook --inplace 'paper.ipynb'",
    ],
    ["of a format to come", JSON.stringify({ nbformat: 5, cells: [] }), "notebook-version", "format 5"],
    ["cut off", written(markdown("# Mice")).slice(0, 60), "broken-notebook", "save it again"],
    ["no JSON", "# Mice\n", "broken-notebook", "it is no JSON"],
    ["another JSON", "[1]", "broken-notebook", "it is no notebook"],
    [
      "a cell without text",
      JSON.stringify({ nbformat: 4, cells: [{ cell_type: "markdown" }] }),
      "broken-notebook",
      "cells.0.source",
    ],
    ["deeper than anything", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, "broken-notebook", "it is no notebook"],
  ])("%s", async (_why, notebook, errorCode, says) => {
    await expect(read(notebook)).rejects.toMatchObject({ code: errorCode, message: expect.stringContaining(says) });
  });

  test("text of a size that no paper has", async () => {
    const data = { output_type: "display_data", data: { "text/markdown": "data ".repeat(500_000) } };
    await expect(read(written(code("x", [data])))).rejects.toMatchObject({
      code: "notebook-too-large",
      message: expect.stringContaining("--clear-output"),
    });
  });

  test("images and metadata of any size and depth are passed over", async () => {
    const image = { output_type: "display_data", data: { "image/png": "A".repeat(3_000_000) } };
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const notebook = written(code("x", [image]), markdown("Text.")).replace('"metadata": {}', `"metadata": {"x": ${deep}}`);
    expect(textsOf(await read(notebook))).toEqual(["Text."]);
  });
});

const signs = fc.string({ unit: fc.constantFrom(...'ab \n\n"\\`$*_[]()<>#|é\u2028😀\t'), maxLength: 40 });

test("any cells at all: every passage stands where it says, however the JSON is written", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(signs, fc.boolean()), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(0, 1, 4),
      fc.boolean(),
      async (texts, indent, escaped) => {
        const cells = texts.map(([text, isList]) => ({ ...markdown(""), source: isList ? linesOf(`w ${text}`) : `w ${text}` }));
        const json = JSON.stringify({ nbformat: 4, cells }, null, indent);
        const notebook = escaped
          ? json.replace(/[^\0-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)
          : json;
        const { body } = await parseMarkdown(["paper.ipynb"], { format: "markdown" }, textFiles({ "paper.ipynb": notebook }));
        for (const { passage } of body) {
          const lines = notebook
            .split("\n")
            .slice(passage.startLine - 1, passage.endLine)
            .join("\n");
          expect(lines).toContain(passage.source);
          expect(passage.lines.map(({ line }) => line)).toEqual(
            [...new Set(passage.lines.map(({ line }) => line))].sort((a, b) => a - b),
          );
          expect([passage.lines[0]?.line, passage.lines.at(-1)?.line]).toEqual([passage.startLine, passage.endLine]);
        }
        expect(body.length).toBeGreaterThan(0);
      },
    ),
    { seed: 20261130, numRuns: 500 },
  );
});
