import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { directoryTree, gitTree, type Manuscript, readManuscript } from "../../src/manuscript/index.ts";
import { CORPUS, hasCorpus, revisions } from "../support/corpus.ts";
import { latexPaper, manubotProject, markdownPaper, prose } from "../support/paper.ts";
import { tree } from "../support/tree.ts";

const names = ({ sections }: Manuscript) => sections.map(({ name }) => name);

test("a Manubot project, whole", async () => {
  const manuscript = await readManuscript(tree({ ...manubotProject(), "content/response-to-reviewers.md": "# Thanks" }));
  expect(manuscript).toMatchObject({
    format: "manubot",
    root: "content/01.abstract.md",
    title: { text: "Sleep in mice" },
    warnings: [],
    hidden: [],
  });
  expect(manuscript.abstract.map(({ text }) => text)).toEqual([prose("sleep")]);
  expect(names(manuscript)).toEqual(["Introduction", "Methods"]);
  expect(manuscript.leftOut.map(({ file }) => file)).toContain("content/response-to-reviewers.md");
});

test("a LaTeX paper, whole; what it includes is not told as left out", async () => {
  const included = { "sections/extra.tex": `\\section{Appendix}\n${prose("extras")}\n` };
  const manuscript = await readManuscript(tree({ "main.tex": latexPaper("Sleep", "\\input{sections/extra}"), ...included }));
  expect(manuscript).toMatchObject({
    format: "latex",
    title: { text: "Sleep" },
    files: ["main.tex", "sections/extra.tex"],
    leftOut: [],
  });
  expect(names(manuscript)).toEqual(["Introduction", "Methods", "Results", "Discussion", "Appendix"]);
});

describe("the language that a paper declares", () => {
  const latex = (preamble: string, options = "") =>
    latexPaper("Sleep").replace(/\\documentclass(?:\[[^\]]*\])?\{(\w+)\}/, `\\documentclass[${options}]{$1}\n${preamble}`);
  const typst = (rule: string) =>
    `${rule}\n= Introduction\n${prose("sleep")}\n= Methods\n${prose("mice")}\n= Results\n${prose("hours")}\n`;
  const jats = (attribute: string) =>
    `<article${attribute}><front><article-meta><title-group><article-title>Sleep</article-title></title-group></article-meta></front>` +
    `<body><sec><title>Methods</title><p>${prose("sleep")}</p></sec></body></article>`;
  const yaml = (head: string) => `---\ntitle: Sleep\n${head}---\n\n${markdownPaper(3)}`;

  test.each<[why: string, files: Record<string, string>, expected: string | undefined]>([
    ["YAML of Markdown", { "paper.md": yaml("lang: de\n") }, "de"],
    ["with a region, in other letters", { "paper.md": yaml("lang: pt_br\n") }, "pt-BR"],
    ["no language at all", { "paper.md": yaml('lang: "\\"><script>"\n') }, undefined],
    ["none", { "paper.md": yaml("") }, undefined],
    ["the name of a locale of POSIX", { "paper.md": yaml("lang: de_DE_UTF8\n") }, undefined],
    ["a region of three letters after another one", { "paper.md": yaml("lang: en-US-USA\n") }, undefined],
    ["one part twice", { "paper.md": yaml("lang: de-1996-1996\n") }, undefined],
    ["no name in Quarto's project", { "paper.qmd": yaml(""), "_quarto.yml": "lang: en-USA\n" }, undefined],
    ["no name in JATS", { "paper.xml": jats(' xml:lang="zh-cmn-x1"') }, undefined],
    ["no name in Typst", { "main.typ": typst('#set text(lang: "de", region: "utf8")') }, undefined],
    ["Quarto's project", { "paper.qmd": yaml(""), "_quarto.yml": "lang: fr\n" }, "fr"],
    ["of the paper before that of its project", { "paper.qmd": yaml("lang: it\n"), "_quarto.yml": "lang: fr\n" }, "it"],
    ["Manubot's metadata", { ...manubotProject(), "content/metadata.yaml": 'title: "Sleep"\nlang: es\n' }, "es"],
    ["babel: the last one", { "main.tex": latex("\\usepackage[english,ngerman]{babel}") }, "de"],
    ["babel: the main one", { "main.tex": latex("\\usepackage[main=french, english]{babel}") }, "fr"],
    ["babel: that of the class", { "main.tex": latex("\\usepackage{babel}", "a4paper,brazilian") }, "pt-BR"],
    ["the class says it, and nothing uses it", { "main.tex": latex("", "ngerman") }, undefined],
    ["babel: provided", { "main.tex": latex("\\usepackage{babel}\n\\babelprovide[import, main]{polish}") }, "pl"],
    ["polyglossia", { "main.tex": latex("\\usepackage{polyglossia}\n\\setmainlanguage{swedish}") }, "sv"],
    ["polyglossia, a variant", { "main.tex": latex("\\setdefaultlanguage[variant=british]{english}") }, "en-GB"],
    ["a language for some words", { "main.tex": latex("\\setotherlanguage{swedish}") }, undefined],
    ["JATS", { "paper.xml": jats(' xml:lang="es"') }, "es"],
    ["JATS without", { "paper.xml": jats("") }, undefined],
    ["Typst", { "main.typ": typst('#set text(font: "Libertinus Serif", lang: "fr")') }, "fr"],
    ["Typst with a region", { "main.typ": typst('#set text(lang: "de", region: "at")') }, "de-AT"],
    ["Typst, a part of the text", { "main.typ": `${typst("")}\n#[#set text(lang: "fr")\nBonjour.]\n` }, undefined],
    [
      "Typst, by a template of its own",
      { "main.typ": typst('#let paper(doc) = {\n  set text(lang: "nl")\n  doc\n}\n#show: paper') },
      "nl",
    ],
  ])("%s", async (_, files, expected) => {
    expect((await readManuscript(tree(files))).language).toBe(expected);
  });
});

test("what cannot be seen is told once, with its file and line, and does not stand in the text", async () => {
  const manuscript = await readManuscript(tree({ "paper.md": `# Sleep\n\n${markdownPaper(2)}\nin\u200bvis\u{e0041}ible\n` }));
  expect(manuscript.hidden.map(({ technique, characters }) => `${technique}: ${characters}`)).toEqual([
    "zero-width characters: 1",
    "tag characters: 1",
  ]);
  expect(JSON.stringify(manuscript.sections.map(({ passages }) => passages.map(({ text }) => text)))).toContain("invisible");
});

test("bytes that had to be guessed are a warning of the manuscript", async () => {
  const bytes = Buffer.from(`# Sleep\n\n${markdownPaper(2)}\ncaf\xe9\n`, "latin1");
  expect((await readManuscript(tree({ "paper.md": bytes }))).warnings).toEqual([
    { file: "paper.md", line: expect.any(Number), message: expect.stringContaining("windows-1252") },
  ]);
});

test.each([
  { why: "a title alone", contents: { "paper.md": "# Sleep\n\n## Abstract\n\n## Methods\n\n## Results\n" } },
  {
    why: "empty LaTeX",
    contents: {
      "main.tex":
        "\\documentclass{article}\\title{Sleep}\\begin{document}\\section{Introduction}\\section{Methods}\\end{document}",
    },
  },
  { why: "a word", contents: { "paper.md": "# Sleep\n\nword\n" }, manuscript: "paper.md" },
])("$why is no manuscript", async ({ contents, ...options }) => {
  await expect(readManuscript(tree(contents), options)).rejects.toMatchObject({ code: "manuscript-empty" });
});

describe("a JATS file that was cut off", () => {
  const whole = `<article>
<front><article-meta><title-group><article-title>Sleep</article-title></title-group></article-meta></front>
<body><sec><title>Introduction</title>
<p>Mice sleep a lot, and they sleep much more in the dark.</p></sec></body></article>`;
  const read = (xml: string) => readManuscript(tree({ "a.xml": xml }), { manuscript: "a.xml" });

  test.each(["<article-title>Sl", "</front", "<body><sec>", "<title>Introd", "\n<p>", "<p>Mice"])(
    "before it says anything (after %j) is told as broken, with the line and the remedy",
    async (end) => {
      const xml = whole.slice(0, whole.indexOf(end) + end.length);
      await expect(read(xml)).rejects.toMatchObject({
        code: "manuscript-empty",
        at: `a.xml:${xml.split("\n").length}`,
        message: expect.stringMatching(/the XML is broken here \(.+\).*a whole copy of the file/),
      });
    },
  );

  test("later is read as far as it goes, with a warning that text was lost", async () => {
    const { warnings, sections } = await read(whole.slice(0, whole.indexOf(" in the dark")));
    expect(sections.flatMap(({ passages }) => passages).at(-1)?.text).toMatch(/^Mice sleep a lot/);
    expect(warnings).toEqual([
      { file: "a.xml", line: 4, message: expect.stringContaining("the XML is broken here"), losesText: true },
    ]);
  });
});

test("a file of 50 MB among the others is not read, and is told where it was named", async () => {
  const paper = tree({ "paper.md": markdownPaper() });
  const files = {
    ...paper,
    list: async () => [...(await paper.list()), { path: "sleep.md", size: 50_000_000 }],
    read: (path: string) => (path === "sleep.md" ? Promise.reject(new Error("it was read")) : paper.read(path)),
  };
  expect((await readManuscript(files)).root).toBe("paper.md");
  await expect(readManuscript(files, { manuscript: "sleep.md" })).rejects.toMatchObject({ code: "file-too-large" });
});

describe.skipIf(!hasCorpus)("real manuscripts", () => {
  const expected: Readonly<Record<string, { root: string; format: string; sections: readonly string[] }>> = {
    "dengue-latex": {
      root: "manuscript/dengue-antigenic-dynamics.tex",
      format: "latex",
      sections: ["Author Summary", "Introduction", "Results", "Discussion", "Methods"],
    },
    "meta-review-manubot": {
      root: "content/01.abstract.md",
      format: "manubot",
      sections: ["Introduction", "Authorship", "Discussion"],
    },
    "minimap2-latex": {
      root: "tex/minimap2.tex",
      format: "latex",
      sections: ["Introduction", "Methods", "Results", "Discussions"],
    },
    "mutator-epistasis-manubot": {
      root: "content/01.abstract.md",
      format: "manubot",
      sections: ["Introduction", "Results", "Discussion", "Materials and Methods", "Supplementary information"],
    },
    "schloss-preprints-rmd": {
      root: "submission/Schloss_PrePrints_mBio_2017.Rmd",
      format: "rmarkdown",
      sections: ["Background", "Microbiology anecdotes", "Conclusions", "Figure legends"],
    },
    "sourmash-joss": { root: "paper.md", format: "joss", sections: ["Statement of Need"] },
  };

  const read = new Map<string, ReturnType<typeof readManuscript>>();
  /** Each is read once, for both of the laws here. */
  function fromFolder(revision: string) {
    const known = read.get(revision) ?? readManuscript(directoryTree(join(CORPUS, revision)));
    read.set(revision, known);
    return known;
  }

  test.each(revisions)("%s: root, title, abstract and sections, and nothing that is no part", async (revision) => {
    const manuscript = await fromFolder(revision);
    const { root, format, sections } = expected[revision.split("/")[0] ?? ""] ?? {};
    expect(manuscript).toMatchObject({ root, format });
    expect(manuscript.title?.text.split(" ").length).toBeGreaterThan(1);
    expect(
      manuscript.abstract
        .map(({ text }) => text)
        .join(" ")
        .split(" ").length,
    ).toBeGreaterThan(60);
    expect(names(manuscript)).toEqual(expect.arrayContaining([...(sections ?? [])]));
    expect(names(manuscript).filter((name) => /abstract|acknowledg|references|reviewer|funding/i.test(name))).toEqual([]);
    expect(manuscript.files.filter((file) => /response|LICENSE|README|_orig|00\.front/.test(file))).toEqual([]);
    expect(manuscript.hidden).toEqual([]);
  });

  test("a revision reads the same from a folder and from a commit", async () => {
    const root = mkdtempSync(join(tmpdir(), "corpus-"));
    const git = (...args: string[]) => execFileSync("git", ["-C", root, "-c", "user.name=a", "-c", "user.email=a@b.c", ...args]);
    git("init", "-q");
    for (const revision of revisions) cpSync(join(CORPUS, revision), join(root, revision), { recursive: true });
    execFileSync("chmod", ["-R", "u+w", root]);
    git("add", "-A");
    git("commit", "-q", "-m", "all");
    for (const revision of revisions) {
      const committed = await readManuscript(await gitTree(join(root, revision), "HEAD"));
      expect(committed, revision).toEqual(await fromFolder(revision));
    }
    rmSync(root, { recursive: true });
  });
});
