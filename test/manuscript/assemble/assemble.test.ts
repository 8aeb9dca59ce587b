import fc from "fast-check";
import { expect, test } from "vitest";
import { assemble } from "../../../src/manuscript/assemble/assemble.ts";
import type { Block, ParsedDocument } from "../../../src/manuscript/document.ts";
import type { Format, Passage, PassageKind } from "../../../src/manuscript/manuscript.ts";

const RUN_IN = 7;
let line = 0;

function passage(kind: PassageKind, text: string, file = "a.md"): Passage {
  line++;
  return { kind, text, source: text, file, startLine: line, endLine: line, lines: [{ offset: 0, line }] };
}
/** `# Name` and so on for headings (`=` for a run-in one), `!` for a caption, all else a paragraph; `file: ` changes the file. */
function body(...lines: readonly string[]): Block[] {
  line = 0;
  let file = "a.md";
  return lines.flatMap((text): Block[] => {
    const [, marks, name] = /^(#{1,6}|=) (.*)$/.exec(text) ?? [];
    if (text.startsWith("file: ")) file = text.slice(6);
    if (text.startsWith("file: ")) return [];
    if (marks === undefined || name === undefined) {
      const isCaption = text.startsWith("!");
      return [{ kind: "passage", passage: passage(isCaption ? "caption" : "paragraph", text.replace("!", ""), file) }];
    }
    return [{ kind: "heading", level: marks === "=" ? RUN_IN : marks.length, passage: passage("heading", name, file) }];
  });
}

function assembled(blocks: readonly Block[], format: Format = "markdown", known: Partial<ParsedDocument> = {}) {
  const parsed: ParsedDocument = {
    files: [],
    title: undefined,
    abstract: [],
    body: blocks,
    leftOut: [],
    warnings: [],
    hidden: [],
    ...known,
  };
  const paper = assemble(parsed, format, RUN_IN);
  return {
    ...paper,
    title: paper.title?.text,
    abstract: paper.abstract.map(({ text }) => text),
    outline: paper.sections.map(outline),
  };
}
const outline = ({ name, passages }: ReturnType<typeof assemble>["sections"][number]) =>
  [
    name,
    ...passages
      .filter(({ level }) => level !== 1)
      .map(({ text, level }) => (level === undefined ? text : `${"#".repeat(level)} ${text}`)),
  ].join(" | ");

test("the only first heading is the title, and the headings below it are sections", () => {
  const { title, abstract, outline } = assembled(
    body("# Sleep", "by A", "## Abstract", "a", "## Introduction", "i", "### Mice", "m", "## Results", "r"),
  );
  expect(title).toBe("Sleep");
  expect(abstract).toEqual(["a"]);
  expect(outline).toEqual([" | by A", "Introduction | i | ## Mice | m", "Results | r"]);
});

test("the title and every section may be headings of the same level", () => {
  const { title, abstract, outline } = assembled(
    body("# Sleep in mice", "# Abstract", "a", "# Introduction", "i", "# Methods", "m", "## Mice", "n"),
  );
  expect(title).toBe("Sleep in mice");
  expect(abstract).toEqual(["a"]);
  expect(outline).toEqual(["Introduction | i", "Methods | m | ## Mice | n"]);
});

test("a section is never the title, nor is any heading of LaTeX", () => {
  expect(assembled(body("# Introduction", "i", "# Results", "r")).title).toBeUndefined();
  const { title, outline } = assembled(body("# Sleep", "s", "# Rest", "r"), "latex");
  expect(title).toBeUndefined();
  expect(outline).toEqual(["Sleep | s", "Rest | r"]);
});

test("a title that stands in the metadata and at the top is one title", () => {
  const known = { title: passage("heading", "Sleep in mice.") };
  expect(assembled(body("# Sleep in Mice", "## Introduction", "i"), "markdown", known)).toMatchObject({
    title: "Sleep in mice.",
    outline: ["Introduction | i"],
  });
});

test("an abstract a level below the other sections is none of their parts", () => {
  const known = { title: passage("heading", "Sleep") };
  const { abstract, outline } = assembled(
    body("## Abstract", "a", "# Introduction", "i", "# Results", "r", "## Mice", "m", "# Discussion", "d"),
    "manubot",
    known,
  );
  expect(abstract).toEqual(["a"]);
  expect(outline).toEqual(["Introduction | i", "Results | r | ## Mice | m", "Discussion | d"]);
});

test("a section that opens its own file is one, however deep its heading", () => {
  const blocks = body("# Introduction", "i", "# Results", "r", "file: b.md", "## Methods", "m", "### Mice", "n");
  expect(assembled(blocks, "manubot").outline).toEqual(["Introduction | i", "Results | r", "Methods | m | ## Mice | n"]);
});

test("conclusions inside a discussion stay there", () => {
  const blocks = body(
    "## Introduction",
    "i",
    "## Results",
    "r",
    "## Discussion",
    "d",
    "### Conclusions",
    "c",
    "### Limitations",
    "l",
  );
  expect(assembled(blocks).outline.at(-1)).toBe("Discussion | d | ## Conclusions | c | ## Limitations | l");
});

test("a structured abstract keeps its parts", () => {
  const blocks = body("## Abstract", "### Background", "b", "### Results", "r", "## Introduction", "i", "## Methods", "m");
  expect(assembled(blocks)).toMatchObject({
    abstract: ["Background", "b", "Results", "r"],
    outline: ["Introduction | i", "Methods | m"],
  });
});

test("a summary is the abstract where it opens the paper, and a section where an abstract stands", () => {
  expect(assembled(body("# Summary", "s", "# Statement of need", "n"), "joss")).toMatchObject({
    abstract: ["s"],
    outline: ["Statement of need | n"],
  });
  expect(assembled(body("# Abstract", "a", "# Author Summary", "u", "# Summary", "s"))).toMatchObject({
    abstract: ["a"],
    outline: ["Author Summary | u", "Summary | s"],
  });
});

test("an abstract is known by its name in other languages", () => {
  expect(assembled(body("# Résumé", "Court.", "# Introduction", "Long.", "# Références", "Un livre."))).toMatchObject({
    abstract: ["Court."],
    outline: ["Introduction | Long."],
  });
});

test("an abstract of the metadata that is repeated in the text is read once", () => {
  const known = { abstract: [passage("paragraph", "a")] };
  expect(assembled(body("# Abstract", "a", "# Results", "r"), "quarto", known)).toMatchObject({
    abstract: ["a"],
    outline: ["Results | r"],
    leftOut: [{ file: "a.md", why: "the abstract a second time" }],
  });
  expect(assembled(body("# Abstract", "another", "# Results", "r"), "quarto", known).outline).toEqual([
    "Abstract | another",
    "Results | r",
  ]);
});

test("with Manubot the text of the next file is no abstract", () => {
  const blocks = body("## Abstract", "a", "file: b.md", "i", "## Methods", "m");
  expect(assembled(blocks, "manubot")).toMatchObject({ abstract: ["a"], outline: [" | i", "Methods | m"] });
});

test("headings in bold are sections where there are no others, and parts of sections elsewhere", () => {
  const only = body(
    "## Abstract",
    "a",
    "= Background",
    "b",
    "= Trends in sleep",
    "t",
    "## Acknowledgements",
    "k",
    "## References",
  );
  expect(assembled(only)).toMatchObject({ abstract: ["a"], outline: ["Background | b", "Trends in sleep | t"] });
  expect(assembled(body("## Methods", "= Mice", "m", "## Results", "r")).outline).toEqual([
    "Methods | ## Mice | m",
    "Results | r",
  ]);
});

test("numbers and colons are no part of a name", () => {
  expect(assembled(body("# 1 | INTRODUCTION", "i", "# 2.1 Methods:", "m")).outline).toEqual(["INTRODUCTION | i", "Methods | m"]);
});

test("topics that match no name are sections, in their order", () => {
  const known = { title: passage("heading", "Sleep") };
  expect(assembled(body("# Sleep in mice", "m", "# Sleep in flies", "f", "## Wings", "w"), "quarto", known).outline).toEqual([
    "Sleep in mice | m",
    "Sleep in flies | f | ## Wings | w",
  ]);
});

test("a heading that only holds others together is no section", () => {
  const blocks = body("# Main text", "## Introduction", "i", "## Methods", "m", "# Supplement", "s");
  expect(assembled(blocks, "quarto", { title: passage("heading", "T") }).outline).toEqual([
    "Introduction | i",
    "Methods | m",
    "Supplement | s",
  ]);
});

test("back matter goes, told with its lines; data availability and supplement stay", () => {
  const blocks = body(
    "# Results",
    "r",
    "# Acknowledgements",
    "k",
    "k",
    "# Data availability",
    "d",
    "# Funding",
    "f",
    "# Supplement",
    "s",
    "# References",
    "x",
  );
  const { outline, leftOut } = assembled(blocks);
  expect(outline).toEqual(["Results | r", "Data availability | d", "Supplement | s"]);
  expect(leftOut).toEqual([
    { file: "a.md", lines: { startLine: 3, endLine: 5 }, why: "acknowledgements" },
    { file: "a.md", lines: { startLine: 8, endLine: 9 }, why: "funding" },
    { file: "a.md", lines: { startLine: 12, endLine: 13 }, why: "bibliography" },
  ]);
});

test("back matter inside a section goes with all below it, and nothing else does", () => {
  const blocks = body("# Discussion", "d", "## Acknowledgements", "k", "### Funding", "f", "## Outlook", "o");
  const { outline, leftOut } = assembled(blocks);
  expect(outline).toEqual(["Discussion | d | ## Outlook | o"]);
  expect(leftOut).toEqual([{ file: "a.md", lines: { startLine: 3, endLine: 6 }, why: "acknowledgements" }]);
});

test("legends that stand among back matter are kept", () => {
  const { outline, leftOut } = assembled(
    body("# Results", "r", "# Acknowledgements", "k", "!Figure 1", "!Figure 2", "# References"),
  );
  expect(outline).toEqual(["Results | r", "Figure legends | Figure 1 | Figure 2"]);
  expect(leftOut[0]).toEqual({ file: "a.md", lines: { startLine: 3, endLine: 4 }, why: "acknowledgements" });
});

test("sub-headings count from their section, whatever their depth in the file", () => {
  const blocks = body("## Methods", "### Mice", "m", "##### Cages", "c", "### Food", "f", "= Water", "w", "## Results", "r");
  expect(assembled(blocks).outline[0]).toBe("Methods | ## Mice | m | ### Cages | c | ## Food | f | ### Water | w");
});

test("no passage is lost or read twice, whatever the headings", () => {
  const names = [
    "Abstract",
    "Introduction",
    "Methods",
    "Results",
    "Discussion",
    "Summary",
    "Funding",
    "References",
    "Topic",
    "Figure 1",
    "Conclusions",
  ];
  const block = fc.oneof(
    fc.tuple(fc.constantFrom("#", "##", "###", "="), fc.constantFrom(...names)).map(([marks, name]) => `${marks} ${name}`),
    fc.constantFrom("text", "!caption"),
    fc.constantFrom("file: b.md", "file: c.md"),
  );
  fc.assert(
    fc.property(fc.array(block, { maxLength: 25 }), fc.constantFrom<Format>("markdown", "manubot", "latex"), (lines, format) => {
      const blocks = body(...lines);
      const { sections, abstract, leftOut } = assemble(
        { files: [], title: undefined, abstract: [], body: blocks, leftOut: [], warnings: [], hidden: [] },
        format,
        RUN_IN,
      );
      const kept = [...abstract, ...sections.flatMap(({ passages }) => passages)].map(({ startLine }) => startLine);
      expect(new Set(kept).size, "once").toBe(kept.length);
      const told = (at: number) =>
        leftOut.some(({ lines: range }) => range !== undefined && range.startLine <= at && at <= range.endLine);
      for (const {
        passage: { kind, startLine },
      } of blocks)
        if (kind !== "heading") expect(kept.includes(startLine) || told(startLine)).toBe(true);
      for (const { name, passages } of sections) expect(passages.length > 0 || name !== "").toBe(true);
    }),
    { seed: 20261122, numRuns: 3000 },
  );
});

test("a section may have more passages than a call has room for", () => {
  const parts = body("# Introduction", "Words.", "# Results", "Words.", "# References", "Words.");
  const blocks = parts.flatMap((block, index) => (index % 4 === 1 ? Array.from({ length: 200_000 }, () => block) : [block]));
  const { sections, leftOut } = assembled(blocks);
  expect(sections.map(({ passages }) => passages.length)).toEqual([200_001, 2]);
  expect(leftOut).toHaveLength(1);
});

test.each([
  {
    why: "one named section above the others is one of them",
    headings: ["# Introduction", "i", "## Methods", "m", "## Results", "r"],
    outline: ["Introduction | i", "Methods | m", "Results | r"],
  },
  {
    why: "two named sections set the level, however many stand below them",
    headings: ["# Introduction", "i", "# Results", "r", "## Methods", "m", "## Results", "s", "## Discussion", "d"],
    outline: ["Introduction | i", "Results | r | ## Methods | m | ## Results | s | ## Discussion | d"],
  },
  {
    why: "one topic above the others is one of them",
    headings: ["# Sleep in mice", "m", "## Wings", "w", "## Legs", "l"],
    outline: ["Sleep in mice | m", "Wings | w", "Legs | l"],
  },
  {
    why: "two topics set the level",
    headings: ["# Mice", "m", "# Flies", "f", "## Wings", "w", "## Legs", "l", "## Eyes", "e"],
    outline: ["Mice | m", "Flies | f | ## Wings | w | ## Legs | l | ## Eyes | e"],
  },
])("$why", ({ headings, outline }) => {
  const known = { title: passage("heading", "A title") };
  expect(assembled(body(...headings), "markdown", known).outline).toEqual(outline);
});

test("a caption set as a heading begins no section", () => {
  expect(assembled(body("# Results", "r", "# Figure 1", "f", "# Discussion", "d")).outline).toEqual([
    "Results | r | ## Figure 1 | f",
    "Discussion | d",
  ]);
});

test("after a section that opens its own file its equals are sections too", () => {
  const blocks = body("# Introduction", "i", "# Results", "r", "file: b.md", "## Methods", "m", "## Discussion", "d");
  expect(assembled(blocks).outline).toEqual(["Introduction | i", "Results | r", "Methods | m", "Discussion | d"]);
});

test("an empty section between its equals is kept", () => {
  const known = { title: passage("heading", "T") };
  expect(assembled(body("# Notes", "# Results", "r", "# Methods", "m"), "markdown", known).outline).toEqual([
    "Notes",
    "Results | r",
    "Methods | m",
  ]);
});

test("a statement of data beside headings in bold sets no level", () => {
  expect(assembled(body("## Abstract", "a", "= Background", "b", "## Data availability", "d")).outline).toEqual([
    "Background | b",
    "Data availability | d",
  ]);
});

test("tables that stand among back matter are kept, as legends are", () => {
  const table: Block = { kind: "passage", passage: { ...passage("table", "Table 1"), startLine: 9, endLine: 9 } };
  const { outline } = assembled([...body("# Results", "r", "# Funding", "f"), table]);
  expect(outline).toEqual(["Results | r", "Figure legends | Table 1"]);
});

test("a first heading below the highest level is no title", () => {
  expect(assembled(body("## Sleep in mice", "m", "# Results", "r")).title).toBeUndefined();
});

test.each<[why: string, blocks: string[], abstract: string[], outline: string[]]>([
  [
    "before regular headings",
    ["= Abstract", "= Purpose", "p", "= Methods", "m", "= Results", "r", "# Introduction", "i", "# Methods", "x"],
    ["Purpose", "p", "Methods", "m", "Results", "r"],
    ["Introduction | i", "Methods | x"],
  ],
  [
    "in a paper whose headings are all bold",
    ["= Abstract", "= Background", "b", "= Methods", "m", "= Introduction", "i", "= Methods", "x"],
    ["Background", "b", "Methods", "m"],
    ["Introduction | i", "Methods | x"],
  ],
  [
    "up to a name for the second time",
    ["= Abstract", "= Methods", "m", "= Results", "r", "= Methods", "x", "= Results", "y"],
    ["Methods", "m", "Results", "r"],
    ["Methods | x", "Results | y"],
  ],
  ["that is one paragraph", ["= Abstract", "a", "= Methods", "m", "= Results", "r"], ["a"], ["Methods | m", "Results | r"]],
])("an abstract in parts, each headed by a bold word as itself, %s", (_why, blocks, abstract, outline) => {
  expect(assembled(body(...blocks))).toMatchObject({ abstract, outline });
});

test("who the authors are and how to reach them, typed before the first heading, is left out; an address in the text stays", () => {
  const { outline, leftOut } = assembled(
    body("A note.", "Ann Author (ann@uni.org), Town", "# Introduction", "i", "# Data availability", "Write to data@uni.org."),
  );
  expect(outline).toEqual([" | A note.", "Introduction | i", "Data availability | Write to data@uni.org."]);
  expect(leftOut).toEqual([{ file: "a.md", lines: { startLine: 2, endLine: 2 }, why: "authors and their addresses" }]);
});
