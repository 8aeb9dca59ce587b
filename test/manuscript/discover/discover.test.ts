import { expect, test } from "vitest";
import { discover } from "../../../src/manuscript/discover/discover.ts";
import { textFilesOf } from "../../../src/manuscript/files/text-files.ts";
import { latexPaper, manubotProject, markdownPaper, prose } from "../../support/paper.ts";
import { tree } from "../../support/tree.ts";

type Contents = Record<string, string>;
const find = async (contents: Contents, manuscript?: string) => discover(await textFilesOf(tree(contents)), manuscript);
const reasons = async (contents: Contents, manuscript?: string) =>
  Object.fromEntries((await find(contents, manuscript)).leftOut.map(({ file, why }) => [file, why]));

const JOSS = `---\ntitle: A tool\ntags:\n  - sleep\nauthors:\n  - name: A\nbibliography: paper.bib\n---\n\n# Summary\n\n${prose("tools")}\n\n# Statement of need\n\n${prose("needs")}\n`;
const RMD = `---\ntitle: "**Sleep**"\noutput: pdf_document\n---\n\n## Abstract\n\n${prose("sleep")}\n\n***Background.*** ${prose("rest")}\n\n***Conclusions.*** ${prose("ends")}\n`;
const PANDOC = latexPaper().replace("\\title", "\\providecommand{\\tightlist}{}\n\\title");
const qmd = (names?: string[]) => `---\ntitle: Sleep\nformat: html\n---\n\n${markdownPaper(1, names)}`;

test("Manubot: numbered files in order of their names, and a response to reviewers is none of them", async () => {
  const contents = {
    ...manubotProject(),
    "content/response-to-reviewers.md": "# Response\n\n## Reviewer 1\n\nThanks.\n",
    "README.md": "# Read me",
  };
  expect(await find(contents)).toMatchObject({
    format: "manubot",
    root: "content/01.abstract.md",
    parts: ["content/01.abstract.md", "content/02.introduction.md", "content/03.methods.md", "content/90.back-matter.md"],
    metadata: "content/metadata.yaml",
    warnings: [],
  });
  expect(await reasons(contents)).toEqual({
    "README.md": "documentation",
    "content/00.front-matter.md": expect.stringContaining("front matter"),
    "content/response-to-reviewers.md": "response to reviewers",
  });
});

test("Manubot: the template's page goes, the paper stays", async () => {
  expect((await reasons({ ...manubotProject(), "content/02.delete-me.md": "How to write." }))["content/02.delete-me.md"]).toBe(
    "a page of the template",
  );
});

test("Manubot: files whose numbers begin with 00, and a paper written into the template's page, are the paper", async () => {
  const sections = (...names: string[]) => names.map((name) => `## ${name}\n\n${"Mice ran a mile. ".repeat(40)}\n`).join("\n");
  const numbered = {
    "content/metadata.yaml": "title: Sleep\n",
    "content/001.a.md": sections("Introduction"),
    "content/002.b.md": sections("Results"),
  };
  expect((await find(numbered)).parts).toEqual(["content/001.a.md", "content/002.b.md"]);
  const written = {
    "content/metadata.yaml": "title: Sleep\n",
    "content/00.front-matter.md": "{{x}}",
    "content/02.delete-me.md": sections("Introduction", "Results"),
  };
  expect((await find(written)).parts).toEqual(["content/02.delete-me.md"]);
});

test("a root that only includes is judged by what it includes, and that is a part of it", async () => {
  const contents = {
    "index.qmd": "---\ntitle: Sleep\n---\n\n{{< include paper.qmd >}}\n",
    "paper.qmd": qmd().replace(/^---[\s\S]*?---\n/, ""),
  };
  const found = await find(contents);
  expect([found.root, found.leftOut]).toEqual(["index.qmd", []]);
});

test("of two versions of one paper, which one is read is told", async () => {
  const contents = {
    "paper/main.tex": latexPaper("Sleep in mice"),
    "paper/revised.tex": latexPaper("Sleep in Mice", "Text of ours. ".repeat(50)),
  };
  expect((await find(contents)).warnings).toEqual([
    { file: "paper/revised.tex", message: expect.stringContaining("another version of the paper in paper/main.tex") },
  ]);
});

test.each<{ why: string; contents: Contents; root: string; parts?: string[]; format: string }>([
  {
    why: "the article of a Quarto manuscript",
    contents: {
      "_quarto.yml": "project:\n  type: manuscript\nmanuscript:\n  article: ms/text.qmd\n",
      "ms/text.qmd": qmd(),
      "notebooks/fit.qmd": qmd(["Methods", "Results"]),
    },
    root: "ms/text.qmd",
    format: "quarto",
  },
  {
    why: "the index of a Quarto manuscript that names no article",
    contents: { "_quarto.yml": "project:\n  type: manuscript\n", "index.qmd": qmd(), "other.qmd": qmd(["Notes"]) },
    root: "index.qmd",
    format: "quarto",
  },
  {
    why: "the chapters and appendices of a Quarto book, in order",
    contents: {
      "_quarto.yml":
        "project:\n  type: book\nbook:\n  title: Sleep\n  chapters:\n    - index.qmd\n    - part: Text\n      chapters: [z.qmd, a.qmd]\n    - gone.qmd\n  appendices: [extra.qmd]\n",
      "index.qmd": qmd(["Abstract"]),
      "a.qmd": qmd(["Methods", "Results"]),
      "z.qmd": qmd(["Introduction"]),
      "extra.qmd": qmd(["More"]),
    },
    root: "index.qmd",
    parts: ["index.qmd", "z.qmd", "a.qmd", "extra.qmd"],
    format: "quarto",
  },
  {
    why: "the only Quarto document, whatever else its settings say",
    contents: {
      "_quarto.yml": "project:\n  type: default\n",
      "manuscript.qmd": qmd(),
      "_methods.qmd": qmd(),
      "fit.Rmd": "# Fit\n",
    },
    root: "manuscript.qmd",
    format: "quarto",
  },
  {
    why: "bookdown: index first, then by name, pieces with an underscore not at all",
    contents: {
      "_bookdown.yml": "book_filename: b\n",
      "02-b.Rmd": "# Results\n",
      "01-a.Rmd": "# Methods\n",
      "_x.Rmd": "# X\n",
      "index.Rmd": RMD,
    },
    root: "index.Rmd",
    parts: ["index.Rmd", "01-a.Rmd", "02-b.Rmd"],
    format: "rmarkdown",
  },
  {
    why: "bookdown: in the order that its settings list",
    contents: {
      "_bookdown.yml": 'rmd_files: ["b.Rmd", "a.Rmd"]\n',
      "a.Rmd": "# Methods\n",
      "b.Rmd": "# Introduction\n",
      "index.Rmd": RMD,
      "c.Rmd": "x",
    },
    root: "index.Rmd",
    parts: ["index.Rmd", "b.Rmd", "a.Rmd"],
    format: "rmarkdown",
  },
  {
    why: "MyST: the pages of the table of contents",
    contents: {
      "paper/myst.yml": "project:\n  toc:\n    - file: start.md\n    - title: Rest\n      children:\n        - file: rest.md\n",
      "paper/start.md": markdownPaper(1, ["Abstract", "Introduction"]),
      "paper/rest.md": markdownPaper(1, ["Methods", "Results"]),
    },
    root: "paper/start.md",
    parts: ["paper/start.md", "paper/rest.md"],
    format: "myst",
  },
  {
    why: "MyST: the article that is exported",
    contents: {
      "myst.yml":
        "project:\n  exports:\n    - format: pdf\n      article: text.md\n  toc:\n    - file: about.md\n    - file: text.md\n",
      "text.md": markdownPaper(),
      "about.md": "# About\n",
    },
    root: "text.md",
    format: "myst",
  },
  {
    why: "Jupyter Book: an article with its sections, names without their extension",
    contents: {
      "_toc.yml": "format: jb-article\nroot: index\nsections:\n- file: b/methods\n",
      "index.md": markdownPaper(),
      "b/methods.md": "# Methods\n",
    },
    root: "index.md",
    parts: ["index.md", "b/methods.md"],
    format: "myst",
  },
  {
    why: "a JOSS paper in a software repository",
    contents: {
      "README.md": markdownPaper(),
      "docs/guide.md": markdownPaper(2),
      "src/x.py": "",
      "paper/paper.md": JOSS,
      "vignettes/a.Rmd": RMD,
    },
    root: "paper/paper.md",
    format: "joss",
  },
  {
    why: "a JOSS paper whose head is no valid YAML",
    contents: { "paper.md": JOSS.replace("title: A tool", "title: 'A\ntool'\n  x: [") },
    root: "paper.md",
    format: "joss",
  },
  {
    why: "a plain Markdown paper, named as nothing in particular",
    contents: {
      "README.md": "# Code\n",
      "sleep.md": `# Sleep in mice\n\n${markdownPaper(2)}`,
      "todo.md": "# To do\n\n- write\n",
    },
    root: "sleep.md",
    format: "markdown",
  },
  {
    why: "a LaTeX paper in a software repository, its pieces and figures not",
    contents: {
      "README.md": "# Tool\n",
      "src/main.c": "",
      "tex/tool.tex": latexPaper("A tool", "\\input{sections/extra}"),
      "tex/sections/extra.tex": "\\section{Extra}\n",
      "tex/fig1.tex": "\\documentclass{standalone}\n\\begin{document}x\\end{document}",
      "tex/talk.tex": "\\documentclass{beamer}\n\\begin{document}x\\end{document}",
    },
    root: "tex/tool.tex",
    format: "latex",
  },
  {
    why: "a paper of subfiles, each of which could be set alone",
    contents: {
      "main.tex":
        "\\documentclass{article}\\title{Cells}\\begin{document}\\subfile{s/introduction}\\subfile{s/methods}\\end{document}",
      "s/introduction.tex": `\\documentclass[../main]{subfiles}\\begin{document}\\section{Introduction}${prose("cells")}\\end{document}`,
      "s/methods.tex": `\\documentclass[../main]{subfiles}\\begin{document}\\section{Methods}${prose("cells")}\\end{document}`,
    },
    root: "main.tex",
    format: "latex",
  },
  {
    why: "the paper, not its response, cover letter, supplement or marked-up difference",
    contents: {
      "ms/sleep.tex": latexPaper(),
      "response_1/response_1.tex": latexPaper("Response"),
      "cover-letter/cover-letter.tex": latexPaper("Letter"),
      "ms/supplementary.tex": latexPaper("Supplement"),
      "ms/sleep-diff.tex": latexPaper("Sleep"),
      "old/sleep.tex": latexPaper("Old"),
    },
    root: "ms/sleep.tex",
    format: "latex",
  },
])("found: $why", async ({ contents, root, parts, format }) => {
  expect(await find(contents)).toMatchObject({ root, format, parts: parts ?? [root] });
});

test("a chapter that is listed and not there is a warning", async () => {
  const contents = {
    "_quarto.yml": "project:\n  type: book\nbook:\n  chapters: [index.qmd, gone.qmd, ../out.qmd]\n",
    "index.qmd": qmd(),
  };
  expect((await find(contents)).warnings).toEqual([
    { file: "_quarto.yml", message: "it lists gone.qmd, which is not there", losesText: true },
    { file: "_quarto.yml", message: "it lists ../out.qmd, which is not there", losesText: true },
  ]);
});

test("the article that a Quarto manuscript names and that is not there is no reason to review another file", async () => {
  for (const article of ["gone.qmd", "../out.qmd"]) {
    const contents = { "_quarto.yml": `manuscript:\n  article: ${article}\n`, "index.qmd": qmd() };
    await expect(find(contents)).rejects.toMatchObject({
      code: "manuscript-not-found",
      at: "_quarto.yml",
      message: expect.stringContaining(article),
    });
    expect((await find(contents, "index.qmd")).root).toBe("index.qmd");
  }
});

test("a Quarto book has its title from its project", async () => {
  const contents = {
    "_quarto.yml": "project:\n  type: book\nbook:\n  title: Sleep\n  chapters: [index.qmd]\n",
    "index.qmd": markdownPaper(),
  };
  expect(await find(contents)).toMatchObject({ root: "index.qmd", metadata: "_quarto.yml" });
});

test("a paper in a script without blanks between words is long enough", async () => {
  const contents = {
    "paper.md": `# 小鼠的睡眠\n\n${["摘要", "方法", "结果"].map((name) => `## ${name}\n\n${"我们测量了十二只小鼠的睡眠".repeat(8)}。\n`).join("\n")}`,
  };
  expect((await find(contents)).root).toBe("paper.md");
});

test("a fence that nothing closes hides no sections", async () => {
  const contents = { "paper.md": markdownPaper().replace("# Methods", "```{r}\nx <- 1\n\n# Methods") };
  expect((await find(contents)).root).toBe("paper.md");
});

test("what is rendered from the paper is left out, with the reason", async () => {
  const contents = {
    "submission/Sleep.Rmd": RMD,
    "submission/Sleep.md": RMD,
    "submission/Sleep.tex": PANDOC,
    "submission/Sleep_orig.tex": PANDOC.replace("mice", "rats"),
    "submission/response_to_reviewers.md": "Thanks.",
    "submission/comments.md": `# Answers\n\n## Reviewer 1\n\n${prose("answers")}`,
    "copy/Sleep.Rmd": RMD,
    "docs/guide.md": "# Guide",
    "docs/api/all.md": "# All",
  };
  const byPandoc = "generated from submission/Sleep.Rmd";
  expect((await find(contents)).root).toBe("submission/Sleep.Rmd");
  expect(await reasons(contents)).toEqual({
    "submission/Sleep.md": byPandoc,
    "submission/Sleep.tex": byPandoc,
    "submission/Sleep_orig.tex": byPandoc,
    "submission/response_to_reviewers.md": "response to reviewers",
    "submission/comments.md": "response to reviewers",
    "copy/Sleep.Rmd": "a copy of submission/Sleep.Rmd",
    "docs/": "away from the manuscript (2 texts)",
  });
});

test("pandoc's LaTeX is the paper where nothing else is", async () => {
  expect((await find({ "paper.tex": PANDOC })).root).toBe("paper.tex");
});

test("a name that only sounds like a response, a review or a supplement is a paper", async () => {
  for (const name of ["dose_response.tex", "meta-review.tex", "immune-response.tex", "superposition.tex"]) {
    expect((await find({ [name]: latexPaper() })).root, name).toBe(name);
  }
});

test("two equally good papers: the user must choose, and is told between which", async () => {
  const contents = { "one/main.tex": latexPaper("One"), "two/main.tex": latexPaper("Two") };
  await expect(find(contents)).rejects.toMatchObject({
    code: "manuscript-ambiguous",
    message: expect.stringMatching(/one\/main\.tex, two\/main\.tex.*--manuscript/),
  });
  expect((await find(contents, "two")).root).toBe("two/main.tex");
  expect((await find(contents, "./two/main.tex")).root).toBe("two/main.tex");
});

test.each<{ why: string; contents: Contents }>([
  { why: "Manubot's title", contents: manubotProject("Manuscript Title") },
  {
    why: "Manubot's own pages",
    contents: {
      "content/metadata.yaml": "title: Sleep\n",
      "content/00.front-matter.md": "",
      "content/02.delete-me.md": "## Basic formatting\n\nText.\n",
    },
  },
  { why: "a LaTeX title", contents: { "main.tex": latexPaper("Title goes here") } },
  {
    why: "dummy text",
    contents: { "main.tex": latexPaper("Sleep", "Lorem ipsum dolor sit amet, consectetur adipiscing elit. ".repeat(10)) },
  },
  { why: "dummy text by macro", contents: { "main.tex": latexPaper("Sleep", "\\lipsum[1-4]") } },
  { why: "a Quarto title", contents: { "manuscript.qmd": qmd().replace("title: Sleep", "title: Untitled") } },
])("an unfilled template is no paper: $why", async ({ contents }) => {
  await expect(find(contents)).rejects.toMatchObject({ code: "manuscript-template" });
});

test("a package for dummy text, and a title about templates, make no template", async () => {
  const filled = latexPaper("DNA template switching in mice").replace("\\title", "\\usepackage{lipsum}\n\\title");
  expect((await find({ "main.tex": filled })).root).toBe("main.tex");
});

test("a template beside the paper is left out as one", async () => {
  const contents = { "main.tex": latexPaper("Title goes here"), "sleep.tex": latexPaper() };
  expect((await find(contents)).root).toBe("sleep.tex");
  expect((await reasons(contents))["main.tex"]).toContain("an unfilled template");
});

test.each<{ why: string; contents: Contents; names: RegExp }>([
  { why: "nothing", contents: {}, names: /0 files/ },
  { why: "code", contents: { "src/a.py": "", "README.md": markdownPaper() }, names: /README\.md \(documentation\)/ },
  { why: "a page of notes", contents: { "notes.md": `# Notes\n\n${prose("x")}` }, names: /notes\.md \(hardly any text\)/ },
  {
    why: "a Word file",
    contents: { "manuscript.docx": "PK", "data.csv": "" },
    names: /manuscript\.docx \(\.docx files are not read\)/,
  },
  { why: "a piece of LaTeX", contents: { "main.tex": "\\section{Introduction}" }, names: /main\.tex \(a piece for inclusion/ },
  { why: "a file that cannot be read", contents: { "paper.tex": "a\0b" }, names: /paper\.tex \(it could not be read: .*NUL/ },
])("nothing found in a tree of $why: told with what was seen, and --manuscript", async ({ contents, names }) => {
  await expect(find(contents)).rejects.toMatchObject({
    code: "manuscript-not-found",
    message: expect.stringMatching(names),
    remedy: expect.stringContaining("--manuscript"),
  });
});

test.each([
  { file: "_quarto.yml", contents: { "paper.qmd": qmd() } },
  { file: "_bookdown.yml", contents: { "index.Rmd": RMD } },
  { file: "myst.yml", contents: { "paper.md": markdownPaper() } },
  { file: "content/metadata.yaml", contents: manubotProject() },
])("a broken $file is told with its line, and does not hinder a file that is named", async ({ file, contents }) => {
  const broken = { ...contents, [file]: "a: 1\nb: [1\nc: 2\n", "x/other.tex": latexPaper() };
  await expect(find(broken)).rejects.toMatchObject({ code: "broken-yaml", at: `${file}:3` });
  expect((await find(broken, "x/other.tex")).root).toBe("x/other.tex");
});

test("hostile YAML is told, not crashed on", async () => {
  const deep = "a: ".concat("[".repeat(20_000));
  const laughs = `a: &a [x]\n${[..."bcdefghij"].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghij"[index]}`).join(",")}]`).join("\n")}\n`;
  for (const yaml of [deep, laughs]) {
    await expect(find({ "_quarto.yml": yaml, "paper.qmd": qmd() })).rejects.toMatchObject({ code: "broken-yaml" });
    expect((await find({ "paper.qmd": `---\ntitle: Sleep\n${yaml}\n---\n\n${markdownPaper()}` })).root).toBe("paper.qmd");
  }
});

test("a named file is taken whatever it is called; one that starts a project stands for the project", async () => {
  const contents = { ...manubotProject(), "notes/response.md": "# Any text\n\nWords.\n" };
  expect(await find(contents, "notes/response.md")).toMatchObject({ format: "markdown", parts: ["notes/response.md"] });
  for (const name of ["content/01.abstract.md", "content/metadata.yaml", "content", "content/"]) {
    expect((await find(contents, name)).parts, name).toHaveLength(4);
  }
  expect((await find(contents, "content/03.methods.md")).parts).toEqual(["content/03.methods.md"]);
});

test.each(["gone.tex", "../paper.tex", "/etc/passwd", "paper.tex/x"])("--manuscript %s: there is no such file", async (name) => {
  await expect(find({ "paper.tex": latexPaper() }, name)).rejects.toMatchObject({
    code: "manuscript-not-found",
    at: `--manuscript ${name}`,
  });
});

test.each(["paper.docx", "paper.rst", "Makefile"])("--manuscript %s: a format that is not read", async (name) => {
  await expect(find({ [name]: "x" }, name)).rejects.toMatchObject({ code: "manuscript-format" });
});

test.each([
  ["a b.docx", "pandoc -s 'a b.docx' -o 'a b.md'"],
  ["paper.tar.gz", "mkdir -p 'paper' && tar -xf 'paper.tar.gz' -C 'paper'"],
  ["paper.zip", "unzip 'paper.zip' -d 'paper'"],
  ["it's.odt", "pandoc -s 'it'\\''s.odt' -o 'it'\\''s.md'"],
  ["paper.pdf", "the source that it was made from"],
  ["Makefile", "Name a Markdown"],
])("--manuscript %s: what makes a file of it that is read", async (name, words) => {
  await expect(find({ [name]: "x" }, name)).rejects.toMatchObject({ remedy: expect.stringContaining(words) });
});

test("LaTeX that includes itself is looked at once", async () => {
  const contents = { "main.tex": latexPaper("Loop", "\\input{a}"), "a.tex": "\\input{main}\\input{a}" };
  expect((await find(contents)).root).toBe("main.tex");
});

test.each([
  { why: "a class that never closes", hostile: "\\documentclass[".repeat(300_000) },
  { why: "a word of two million letters beside a Cyrillic one", hostile: `${"a".repeat(2_000_000)} б` },
  { why: "comments that never close", hostile: "<!--".repeat(1_000_000) },
  { why: "braces that never close", hostile: `\\title{${"{".repeat(2_000_000)}` },
])("a hostile file beside the paper does not hold it up for ever: $why", async ({ hostile }) => {
  expect((await find({ "paper.md": markdownPaper(), "x.tex": hostile, "y.md": hostile })).root).toBe("paper.md");
});

test("one section more tells two papers apart; an abstract in its place does not", async () => {
  const sections = ["Introduction", "Methods", "Results"];
  const pair = (one: string[], two: string[]) =>
    find({ "one/paper.md": markdownPaper(1, one), "two/paper.md": markdownPaper(1, two) });
  expect((await pair(sections, [...sections, "Discussion"])).root).toBe("two/paper.md");
  await expect(pair([...sections, "Abstract"], [...sections, "Discussion"])).rejects.toMatchObject({
    code: "manuscript-ambiguous",
  });
});

test("all that are too near to the best are named, and none that is not", async () => {
  const sections = ["Introduction", "Methods", "Results"];
  const contents = {
    "a/paper.md": markdownPaper(1, [...sections, "Abstract"]),
    "b/paper.md": markdownPaper(1, [...sections, "Discussion"]),
    "c/paper.md": markdownPaper(1, sections),
  };
  await expect(find(contents)).rejects.toMatchObject({
    code: "manuscript-ambiguous",
    at: "a/paper.md, b/paper.md",
    fault: "each of these 2 could be the paper",
  });
});

test("a paper's name with a title and a section is enough, with less it is not", async () => {
  const text = prose("sleep").repeat(20);
  expect((await find({ "paper.md": `# Sleep in mice\n\n# Results\n\n${text}` })).root).toBe("paper.md");
  await expect(find({ "paper.md": `# Sleep in mice\n\n${text}` })).rejects.toMatchObject({ code: "manuscript-not-found" });
});

test("of two copies the one nearer to the top is the paper", async () => {
  const contents = { "z.md": markdownPaper(), "a/paper.md": markdownPaper() };
  expect((await find(contents)).root).toBe("z.md");
  expect((await reasons(contents))["a/paper.md"]).toBe("a copy of z.md");
});

test("a metadata file beside one numbered text starts no project", async () => {
  const contents = { "a/metadata.yaml": "title: Data\n", "a/01.notes.md": "# Notes\n\nWords.\n", "paper.md": markdownPaper() };
  expect((await find(contents)).root).toBe("paper.md");
});

test("a paper that scores exactly the lead below the best is not among those to choose from", async () => {
  const sections = ["Introduction", "Methods", "Results"];
  const contents = {
    "a/paper.md": markdownPaper(1, [...sections, "Discussion"]),
    "b/paper.md": `${markdownPaper(1, [...sections, "Discussion"])}\nMore words.\n`,
    "c/paper.md": markdownPaper(1, sections),
  };
  await expect(find(contents)).rejects.toMatchObject({ at: "a/paper.md, b/paper.md" });
});

test("a project whose file is a part of another project is not the paper", async () => {
  const contents = {
    "_quarto.yml": "project:\n  render: [index.Rmd]\n",
    "_bookdown.yml": "rmd_files: [index.Rmd, two.Rmd]\n",
    "index.Rmd": markdownPaper(1, ["Abstract", "Introduction"]),
    "two.Rmd": markdownPaper(1, ["Methods", "Results"]),
  };
  expect(await find(contents)).toMatchObject({ format: "rmarkdown", parts: ["index.Rmd", "two.Rmd"] });
  expect(await reasons(contents)).toEqual({});
});

test("of two documents that include each other one is the paper", async () => {
  const contents = { "main.tex": latexPaper("Loop", "\\input{other}"), "other.tex": latexPaper("Loop", "\\input{main}") };
  expect((await find(contents)).root).toBe("main.tex");
});
