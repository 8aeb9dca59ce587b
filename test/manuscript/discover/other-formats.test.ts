/** JATS and notebooks are the paper where they are named, where a project says so, or where nothing else is one and they plainly read as a paper. */
import { expect, test } from "vitest";
import { discover } from "../../../src/manuscript/discover/discover.ts";
import { textFilesOf } from "../../../src/manuscript/files/text-files.ts";
import { readManuscript } from "../../../src/manuscript/index.ts";
import { latexPaper, markdownPaper, prose } from "../../support/paper.ts";
import { tree } from "../../support/tree.ts";

type Contents = Record<string, string>;
const find = async (contents: Contents, manuscript?: string) => discover(await textFilesOf(tree(contents)), manuscript);

const notebook = (...cells: readonly string[]) =>
  JSON.stringify(
    {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: cells.map((source) => ({ cell_type: "markdown", metadata: {}, source })),
    },
    null,
    1,
  );
const PAPER = notebook(`# Sleep in mice\n\n${markdownPaper(2)}`);
const ANALYSIS = notebook("# Fitting", "## Methods\n\nWe fit.", "## Results\n\nSee below.");
const sections = ["Introduction", "Methods", "Results"]
  .map((name) => `<sec><title>${name}</title><p>${prose(name)}</p></sec>`)
  .join("\n");
const JATS = `<article><front><article-meta><title-group><article-title>Sleep in mice</article-title></title-group><abstract><p>${prose("sleep")}</p></abstract></article-meta></front><body>${sections}</body></article>`;

test.each<[why: string, contents: Contents, found: object]>([
  [
    "a notebook that is a paper",
    { "article.ipynb": PAPER, "fit.ipynb": ANALYSIS },
    { format: "notebook", root: "article.ipynb" },
  ],
  ["JATS", { "elife-1.xml": JATS, "pom.xml": "<project/>" }, { format: "jats", root: "elife-1.xml" }],
  [
    "not where LaTeX is",
    { "paper.ipynb": PAPER, "paper.xml": JATS, "sub/main.tex": latexPaper() },
    { format: "latex", root: "sub/main.tex" },
  ],
  [
    "not where Markdown is",
    { "paper.ipynb": PAPER, "text.md": `# Sleep\n\n${markdownPaper(2)}` },
    { format: "markdown", root: "text.md" },
  ],
  [
    "Quarto's article",
    { "_quarto.yml": "project:\n  type: manuscript\nmanuscript:\n  article: a.ipynb\n", "a.ipynb": ANALYSIS },
    { format: "quarto", root: "a.ipynb" },
  ],
  [
    "Quarto's index",
    { "_quarto.yml": "project:\n  type: manuscript\n", "index.ipynb": ANALYSIS },
    { format: "quarto", root: "index.ipynb" },
  ],
  [
    "a Jupyter Book's article",
    { "_toc.yml": "format: jb-book\nroot: article\n", "article.ipynb": PAPER },
    { format: "myst", root: "article.ipynb" },
  ],
  [
    "chapters of a book",
    {
      "_toc.yml": "format: jb-book\nroot: intro\nchapters:\n- file: a\n- file: b\n",
      "intro.md": `# Sleep\n\n## Abstract\n\n${prose("x")}`,
      "a.ipynb": ANALYSIS,
      "b.ipynb": ANALYSIS,
    },
    { format: "myst", parts: ["intro.md", "a.ipynb", "b.ipynb"] },
  ],
])("%s", async (_why, contents, found) => expect(await find(contents)).toMatchObject(found)); // prettier-ignore

test("notebooks that a project lists after a whole article are beside the paper", async () => {
  const contents = {
    "myst.yml": "project:\n  toc:\n    - file: paper.md\n    - file: fit.ipynb\n",
    "paper.md": `# Sleep\n\n${markdownPaper(2)}`,
    "fit.ipynb": ANALYSIS,
  };
  const { parts, leftOut, warnings } = await find(contents);
  expect([parts, warnings]).toEqual([["paper.md"], []]);
  expect(leftOut).toContainEqual({ file: "fit.ipynb", why: "a notebook beside the article in paper.md" });
});

test("an analysis alone is no paper, and the message says what it lacks", async () => {
  await expect(find({ "fit.ipynb": ANALYSIS })).rejects.toMatchObject({
    code: "manuscript-not-found",
    message: expect.stringContaining("fit.ipynb (a notebook without a paper's abstract and sections)"),
  });
});

test("named, it is read as it is", async () => {
  expect(await find({ "fit.ipynb": ANALYSIS, "main.tex": latexPaper() }, "fit.ipynb")).toMatchObject({
    format: "notebook",
    root: "fit.ipynb",
  });
  expect(await find({ "a.xml": JATS, "main.tex": latexPaper() }, "a.xml")).toMatchObject({ format: "jats", root: "a.xml" });
});

test("which tool shows a named notebook, its project says", async () => {
  expect((await find({ "_quarto.yml": "project:\n  type: website\n", "n/fit.ipynb": ANALYSIS }, "n/fit.ipynb")).format).toBe(
    "quarto",
  );
  expect((await find({ "myst.yml": "version: 1\n", "n/fit.ipynb": ANALYSIS }, "n/fit.ipynb")).format).toBe("myst");
});

test("a broken or huge notebook beside the paper is no reason to stop", async () => {
  const contents = {
    "paper.md": `# Sleep\n\n${markdownPaper(2)}`,
    "_toc.yml": "root: docs/a\nchapters:\n- file: docs/b\n",
    "docs/a.ipynb": "{",
    "docs/b.ipynb": " ".repeat(21_000_000),
  };
  expect((await find(contents)).root).toBe("paper.md");
});

test("whole: title, abstract and sections of both", async () => {
  for (const [path, text] of [
    ["article.ipynb", PAPER],
    ["a.xml", JATS],
  ] as const) {
    const manuscript = await readManuscript(tree({ [path]: text }));
    expect(manuscript.title?.text).toBe("Sleep in mice");
    expect(manuscript.abstract.map((passage) => passage.text)).toEqual([expect.stringContaining("We studied")]);
    expect(manuscript.sections.map(({ name }) => name).slice(0, 3)).toEqual(["Introduction", "Methods", "Results"]);
  }
}); // prettier-ignore
