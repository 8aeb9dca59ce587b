/** What the real tools show of an input is what is read of it: mystmd 1.8.3 (its site's content), pandoc 3.9, manubot 0.6.1. */
import { describe, expect, test } from "vitest";
import type { MarkdownFormat } from "../../../../src/manuscript/formats/markdown/parse.ts";
import type { PassageKind } from "../../../../src/manuscript/manuscript.ts";
import { parsed } from "../../../support/markdown.ts";

/** Each passage with the kind that it has, where that is no paragraph. */
async function shown(files: string | Readonly<Record<string, string>>, format: MarkdownFormat): Promise<string[]> {
  const { body } = await parsed(typeof files === "string" ? { "paper.md": files } : files, { format });
  const marks: Readonly<Partial<Record<PassageKind, string>>> = { heading: "# ", caption: "caption: ", table: "table: " };
  return body.map(({ passage }) => `${marks[passage.kind] ?? ""}${passage.text}`);
}

describe("MyST directives", () => {
  test.each([
    ["backticks", "```{figure} a.png\n:name: fig-a\n", "```"],
    ["tildes", "~~~{figure} a.png\n", "~~~"],
    ["four backticks", "````{figure} a.png\n", "````"],
    ["colons", ":::{figure} a.png\n:name: x\n\n", ":::"],
    ["a note in backticks", "```{note}\n", "```"],
    ["a note in tildes", "~~~{note}\n", "~~~"],
    ["backticks in a list", "- ```{note}\n  ", "  ```"],
  ])("all text around several of them is read: %s", async (_why, open, close) => {
    const block = (words: string) => `${open}${words}\n${close}`;
    const text = ["# Results", "First.", block("One."), "Second.", block("Two."), "Third.", block("Three."), "Fourth."].join(
      "\n\n",
    );
    const document = await parsed({ "paper.md": text }, { format: "myst" });
    expect(document.body.map(({ passage }) => passage.text)).toEqual([
      "Results",
      "First.",
      "One.",
      "Second.",
      "Two.",
      "Third.",
      "Three.",
      "Fourth.",
    ]);
    expect([document.warnings, document.leftOut]).toEqual([[], []]);
  });

  test("one within another, and code within it", async () => {
    const text = "````{note}\nA.\n```{figure} a.png\nCaption.\n```\nB.\n```python\ncode\n```\nC.\n````\n\nD.";
    const { body, warnings } = await parsed({ "paper.md": text }, { format: "myst" });
    expect(body.map(({ passage }) => passage.text)).toEqual(["A.", "Caption.", "B.", "C.", "D."]);
    expect(warnings).toEqual([]);
  });
});

describe("what else MyST shows", () => {
  test.each<[why: string, text: string, seen: string[]]>([
    [
      "a table's caption",
      ":::{table} Of mice.\n:label: t\n\n| a | b |\n|---|---|\n| 1 | 2 |\n:::",
      ["caption: Of mice.", "table: a b 1 2"],
    ],
    [
      "a list as a table",
      "```{list-table} Of mice.\n:header-rows: 1\n\n* - H1\n  - H2\n* - -\n  - c *d*\n    e\n```",
      ["caption: Of mice.", "table: H1 H2 c d e"],
    ],
    [
      "commas as a table",
      '```{csv-table} Of mice.\n:header: "X 1", X2\n\n"y, 1", y2\n1. z, # z\n```',
      ["caption: Of mice.", "table: X 1 X2", "table: y, 1 y2 1. z # z"],
    ],
    ["an admonition's title", ":::{admonition} My title\n:class: tip\nBody.\n:::", ["My title", "Body."]],
    ["a note on its opening line", ":::{warning} Take care.\n:::", ["Take care."]],
    ["a theorem's title", ":::{prf:theorem} Of mice\n:label: th\nThey run.\n:::", ["Of mice", "They run."]],
    ["tabs", "::::{tab-set}\n:::{tab-item} One\nA.\n:::\n:::{tab-item} Two\nB.\n:::\n::::", ["One", "A.", "Two", "B."]],
    ["cards", "::::{grid} 1 2\n:::{card} One\nA.\n:::\n::::", ["One", "A."]],
    ["a glossary", ":::{glossary}\nMouse\n: An animal.\n:::", ["Mouse : An animal."]],
    ["a quotation and an exercise", ":::{blockquote}\nA.\n:::\n\n:::{exercise} Try\n:label: e\nB.\n:::", ["A.", "Try", "B."]],
    [
      "a caption of a frame and of code",
      ":::{iframe} https://a.org\nA.\n:::\n\n```{code-block} python\n:caption: B.\nx = 1\n```",
      ["caption: A.", "caption: B."],
    ],
    ["no label", "(sec-x)=\n## Sub\n\n```{math}\n:label: eq-1\na = b\n```", ["# Sub", "a = b"]],
    ["numbers of references", "See [Eq. %s](#eq-1), [Fig. {number}](#f) and [](#t).", ["See Eq. [ref], Fig. [ref] and [ref]."]],
    ["powers by role", "So 10{sup}`5` and 10{sup}`-3` of H{sub}`2`O, 1{sup}`st` day.", ["So 10^5 and 10^-3 of H2O, 1st day."]],
    ["an abbreviation and math by role", "So {abbr}`MyST (Marked)` is {math}`x^2` here.", ["So MyST is $x^2$ here."]],
  ])("%s", async (_why, text, seen) => expect(await shown(text, "myst")).toEqual(seen));

  test("the parts that front matter holds, or names as files", async () => {
    const files = {
      "p.md":
        "---\ntitle: Mice\nparts:\n  abstract: ./abs.md\n  data_availability: On *request*.\n  keypoints:\n    - One.\n    - Two.\n---\n# Intro\n\nText.\n",
      "abs.md": "---\ntitle: x\n---\nWe saw.\n",
    };
    const { abstract, body } = await parsed(files, { format: "myst" });
    expect(abstract.map(({ text, file }) => [text, file])).toEqual([["We saw.", "abs.md"]]);
    expect(body.map(({ kind, passage }) => `${kind === "heading" ? "# " : ""}${passage.text}`)).toEqual([
      "# Intro",
      "Text.",
      "# data availability",
      "On request.",
      "# keypoints",
      "One.",
      "Two.",
    ]);
  });

  const lines = Array.from({ length: 10 }, (_, at) => `L${at}.\n\n`).join("");
  test.each<[options: string, seen: number[]]>([
    [":start-line: 2\n:end-line: 5", [1, 2]],
    [":start-line: -3", [9]],
    [":end-line: -15", [0, 1, 2, 3]],
    [":start-after: L2.\n:end-before: L5", [3, 4]],
    [":start-at: L2\n:end-at: L4.", [2, 3, 4]],
    [":lines: 1,7-9,19-", [0, 3, 4, 9]],
  ])("lines of an included file: %s", async (options, seen) => {
    const files = { "p.md": `Start.\n\n\`\`\`{include} inc.md\n${options}\n\`\`\`\n\nEnd.`, "inc.md": lines };
    const document = await parsed(files, { format: "myst" });
    expect(document.body.map(({ passage }) => passage.text)).toEqual(["Start.", ...seen.map((at) => `L${at}.`), "End."]);
    expect([document.leftOut, document.warnings]).toEqual([[], []]);
  });

  test("two slices of one file, and one of them again", async () => {
    const slice = (options: string) => `\`\`\`{include} inc.md\n${options}\n\`\`\`\n\n`;
    const text = slice(":end-line: 1") + slice(":start-line: 18") + slice(":end-line: 1");
    const { body, warnings } = await parsed({ "p.md": text, "inc.md": lines }, { format: "myst" });
    expect(body.map(({ passage }) => passage.text)).toEqual(["L0.", "L9."]);
    expect(warnings).toMatchObject([{ line: 9, message: expect.stringContaining("read already") }]);
  });
});

describe("pandoc's tables", () => {
  test.each<[why: string, text: string, seen: string[]]>([
    [
      "simple, with an indented first column",
      "  Right     Left\n-------     ------\n     12     R4\n    123     R5\n\n: The caption.\n\nText.",
      ["table: Right Left 12 R4 123 R5", "caption: The caption.", "Text."],
    ],
    [
      "simple, with what looks like markup",
      "            mpg    cyl\n----------  -----  ----\nMazda       1.     # x\n- 5         *2*    > y\n1. third    -      | z\n",
      ["table: mpg cyl Mazda 1. # x - 5 2 > y 1. third - | z"],
    ],
    [
      "simple, without a heading",
      "-------     ------\n     12     a\n    123     b\n-------     ------\n\nText.",
      ["table: 12 a 123 b", "Text."],
    ],
    [
      "multiline",
      "----------------------\n First   Second\n  col     col\n------- --------------\n  one   row\n        goes on\n\n  two   row\n----------------------\n\nTable: The caption.\n\n# Methods\n\nText.",
      ["table: First Second col col one row goes on", "table: two row", "caption: The caption.", "# Methods", "Text."],
    ],
    [
      "multiline, without a heading",
      "------- --------------\n  one   row\n\n  two   row\n------- --------------\n\nText.",
      ["table: one row", "table: two row", "Text."],
    ],
    [
      "a heading below dashes and a rule are none",
      "Head\n----\n\nText.\n\n---\n\nMore.\n\n- - -\n\nEnd.",
      ["# Head", "Text.", "More.", "End."],
    ],
    ["two lines above dashes are none", "One\ntwo.\n--- ---\nthree.", ["One two.", "three."]],
  ])("%s", async (_why, text, seen) => expect(await shown(text, "rmarkdown")).toEqual(seen));

  test("a grid table with lines as long as cells are", async () => {
    const width = 500;
    const rule = (sign: string) => `+${sign.repeat(width)}+${sign.repeat(10)}+`;
    const row = (a: string, b: string) => `| ${a.padEnd(width - 1)}| ${b.padEnd(9)}|`;
    const text = [rule("-"), row("A", "B"), rule("="), row("c", "d"), rule("-")].join("\n");
    expect(await shown(text, "quarto")).toEqual(["table: A B c d"]);
  });
});

describe("YAML within a text", () => {
  test("the later title and abstract count, and nothing of it is text", async () => {
    const text = "---\ntitle: First\nabstract: One.\n---\n\nText.\n\n---\ntitle: Second\nabstract: Two.\n---\n\nMore.";
    const { title, abstract, body } = await parsed({ "p.md": text }, { format: "rmarkdown" });
    expect([title?.text, title?.startLine, abstract.map((one) => one.text)]).toEqual(["Second", 9, ["Two."]]);
    expect(body.map(({ passage }) => passage.text)).toEqual(["Text.", "More."]);
  });

  test("rules around text are no YAML", async () => {
    expect(await shown("One.\n\n---\n\nNote: two.\n\n---\n\nThree.", "rmarkdown")).toEqual(["One.", "Note: two.", "Three."]);
  });

  test.each([
    ["at the head", "---\ntitle: x\nauthor: y\nbad: [1\n---\n\nText.", 4],
    ["with a quoted value over two lines before", "---\ntitle: 'Mice\nrun'\nauthor: y\nbad: [1\nx: y\n---\n\nText.", 5],
  ])("a fault names its line: %s", async (_why, text, line) => {
    const { warnings } = await parsed({ "p.md": text }, { format: "quarto" });
    expect(warnings.map((warning) => [warning.file, warning.losesText])).toEqual([["p.md", true]]);
    expect(warnings[0]?.line).toBeGreaterThanOrEqual(line);
    expect(warnings[0]?.line).toBeLessThanOrEqual(line + 1);
  });
});

describe("chunks and values of R Markdown and Quarto", () => {
  const head = "---\ntitle: T\nversion: 3.1\nparams:\n  mice: 12\n  rats:\n    value: 7\n---\n\n";
  test.each<[why: string, text: string, seen: string[]]>([
    [
      "parameters of the head",
      'We saw `r params$mice` mice, `r params[["rats"]]` rats and `r params$none` cats.',
      ["We saw 12 mice, 7 rats and [value] cats."],
    ],
    [
      "what the project's files say",
      "Of {{< var n.mice >}} mice, {{< meta version >}} and {{< meta lang >}} but {{< var gone >}} here.",
      ["Of 15 mice, 3.1 and en but [value] here."],
    ],
    [
      "a backtick in a caption's chunk",
      'Before.\n\n```{r f, fig.cap="The `code` \\\\label{fig:f} of \\"mice\\"."}\nplot(x)\n```\n\nAfter.',
      ["Before.", 'caption: The code of "mice".', "After."],
    ],
    [
      "a caption that R makes",
      'Before.\n\n```{r}\n#| fig-cap: !expr paste("a", b)\nplot(x)\n```\n\nAfter.',
      ["Before.", "After."],
    ],
    ["a label in a caption", '```{r}\n#| fig-cap: "Of mice \\\\label{fig:m} here."\nplot(x)\n```', ["caption: Of mice here."]],
    [
      "a child that is not evaluated",
      "Before.\n\n```{r child='child.Rmd', eval=FALSE}\n```\n\n```{r}\n#| eval: false\n#| child: child.Rmd\n```\n\nAfter.",
      ["Before.", "After."],
    ],
  ])("%s", async (_why, text, seen) => {
    const files = {
      "p.qmd": head + text,
      "_variables.yml": "n:\n  mice: 15\n",
      "_quarto.yml": "lang: en\n",
      "child.Rmd": "Child.",
    };
    expect(await shown(files, "quarto")).toEqual(seen);
  });

  test("Manubot's own variables", async () => {
    const files = {
      "content/01.md": "We saw {{mice}} and {{manubot.date}} and {{ mice }} here.",
      "content/metadata.yaml": "title: T\nmice: 12\n",
    };
    const { body } = await parsed(files, { format: "manubot", metadata: "content/metadata.yaml" });
    expect(body.map(({ passage }) => passage.text)).toEqual(["We saw 12 and [value] and 12 here."]);
  });
});

describe("where an included file is looked for", () => {
  test("Quarto: from the document that is rendered, also for what an included file includes", async () => {
    const files = {
      "paper/index.qmd": "{{< include sections/a.qmd >}}",
      "paper/sections/a.qmd": "A.\n\n{{< include _c.qmd >}}\n\n{{< include _d.qmd >}}",
      "paper/_c.qmd": "Root.",
      "paper/sections/_c.qmd": "Sections.",
      "paper/sections/_d.qmd": "Only here.",
    };
    expect(await shown(files, "quarto")).toEqual(["A.", "Root.", "Only here."]);
  });

  test.each<[format: MarkdownFormat, settings: string, line: string]>([
    ["quarto", "_quarto.yml", "{{< include /sections/x.md >}}"],
    ["myst", "myst.yml", "```{include} /sections/x.md\n```"],
  ])("%s: a path with a slash before it is the project's", async (format, settings, line) => {
    const files = {
      "docs/p/index.md": line,
      [`docs/${settings}`]: "",
      "docs/sections/x.md": "Project.",
      "sections/x.md": "Root.",
    };
    expect(await shown(files, format)).toEqual(["Project."]);
  });
});

describe("a comment and its kin that nothing closes", () => {
  const around = (open: string) => `Before.\n\n${open} here.\n\nAfter, p > 1.\n\n# Results\n\nMore.`;
  const OPENERS = ["<!-- open", "<? open", "<![CDATA[ open"];

  test.each(OPENERS)("pandoc shows all of it: %s", async (open) => {
    const { body, warnings } = await parsed({ "p.md": around(open) }, { format: "rmarkdown" });
    expect(body.map(({ passage }) => passage.text)).toEqual(["Before.", `${open} here.`, "After, p > 1.", "Results", "More."]);
    expect(warnings).toEqual([{ file: "p.md", line: 3, message: expect.stringContaining("read as text") }]);
  });

  test.each(OPENERS)(
    "GitHub and mystmd show nothing from there on, which is told as a loss and as hidden text: %s",
    async (open) => {
      for (const format of ["markdown", "myst"] as const) {
        const { body, warnings, hidden } = await parsed({ "p.md": around(open) }, { format });
        expect(body.map(({ passage }) => passage.text)).toEqual(["Before."]);
        expect(warnings).toEqual([{ file: "p.md", line: 3, message: expect.stringContaining("was not read"), losesText: true }]);
        expect(hidden).toMatchObject([{ line: 3, technique: "a comment that nothing closes" }]);
      }
    },
  );

  test("a declaration hides what stands before the next sign that closes it", async () => {
    expect(await shown(around("<!X open"), "markdown")).toEqual(["Before.", "# Results", "More."]);
    expect(await shown(around("<!X open"), "quarto")).toEqual([
      "Before.",
      "<!X open here.",
      "After, p > 1.",
      "# Results",
      "More.",
    ]);
  });

  test("within a paragraph it is text everywhere", async () => {
    for (const format of ["markdown", "quarto"] as const)
      expect(await shown("Before <!-- open here.\n\nAfter.", format)).toEqual(["Before <!-- open here.", "After."]);
  });
});

describe("pandoc's examples", () => {
  test.each([
    [
      "are numbered, and named by number",
      "One.\n(@) two.\n(@good) Three.\n\nAs (@good) shows, and @good too.",
      ["One. (1) two. (2) Three.", "As (2) shows, and 2 too."],
    ],
    ["a key that no example has is a citation", "As (@good) shows.", ["As ([cite]) shows."]],
  ])("%s", async (_why, text, seen) => expect(await shown(text, "manubot")).toEqual(seen));
});

test("a note to which nothing leads is not printed, and told", async () => {
  const document = await parsed(
    { "p.md": "A[^1] b.\n\n[^1]: Seen.\n\n[^2]: Not seen.\n\n    Nor this.\n\nEnd." },
    { format: "manubot" },
  );
  expect(document.body.map(({ passage }) => passage.text)).toEqual(["A b.", "Seen.", "End."]);
  expect(document.leftOut).toEqual([{ file: "p.md", lines: { startLine: 5, endLine: 7 }, why: "a note to which nothing leads" }]);
});

test("MyST's units are symbols, one after the other", async () => {
  const text = "A {si}`4.5 <\\kilo\\gram>`, {si}`10 <\\micro\\litre>`, {si}`20 <\\degreeCelsius>`.";
  expect(await shown(text, "myst")).toEqual(["A 4.5 kg, 10 µL, 20 °C."]);
});

describe("Manubot's conditionals", () => {
  const files = (text: string) => ({ "p.md": text, "metadata.yaml": "draft: false\nlevel: 2\n" });
  test.each([
    ["what the metadata decides", "{% if draft %}A{% else %}B{% endif %} {% if level > 1 %}C{% endif %}", "B C"],
    ["what nobody defined is false", "{% if nowhere %}A{% elif level == 2 %}B{% else %}C{% endif %}", "B"],
    ["what only a build knows is read, all of it", "{% if manubot.ci_source %}A {% else %}B{% endif %} end", "A B end"],
    ["in a loop over nothing", "{% for x in [] %}A{% endfor %}B", "B"],
    ["a value that was set", "{% set x = 'A' %}B {{ x }} C", "B A C"],
  ])("%s", async (_why, text, seen) => {
    const { body } = await parsed(files(text), { format: "manubot", metadata: "metadata.yaml" });
    expect(body.map(({ passage }) => passage.text)).toEqual([seen]);
  });
});

describe("Quarto's conditional content, as its documentation has it", () => {
  const files = (div: string) => ({
    "p.qmd": `---\nflags:\n  internal: true\n---\n\nA.\n\n::: ${div}\nB.\n:::`,
    "_quarto.yml": "profile:\n  default: draft\n",
  });
  test.each([
    ['{.content-visible when-meta="flags.internal"}', true],
    ['{.content-hidden when-meta="flags.internal"}', false],
    ['{.content-visible when-meta="flags.other"}', false],
    ['{.content-visible unless-meta="flags.internal"}', false],
    ['{.content-hidden unless-meta="flags.other"}', false],
    ['{.content-visible when-profile="draft"}', true],
    ['{.content-visible when-profile="final"}', false],
    ['{.content-hidden unless-profile="draft"}', true],
    ['{.content-visible when-format="html"}', true],
    ['{.content-hidden when-format="pdf"}', true],
  ])("%s", async (div, isSeen) => {
    const { body, hidden } = await parsed(files(div), { format: "quarto" });
    expect(body.map(({ passage }) => passage.text)).toEqual(isSeen ? ["A.", "B."] : ["A."]);
    expect(hidden.length).toBe(isSeen ? 0 : 1);
  });
});

test("an element that hides its text and that nothing closes loses the rest, which is told", async () => {
  const { body, hidden, warnings } = await parsed(
    { "p.md": 'A.\n\n<div style="display:none">\n\nB.\n\n## C' },
    { format: "manubot" },
  );
  expect(body.map(({ passage }) => passage.text)).toEqual(["A."]);
  expect(hidden).toMatchObject([{ line: 3, technique: "display: none" }]);
  expect(warnings).toMatchObject([{ line: 3, losesText: true, message: expect.stringContaining("never closed") }]);
});
