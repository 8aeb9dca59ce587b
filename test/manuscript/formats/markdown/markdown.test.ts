import { describe, expect, test } from "vitest";
import { RUN_IN_LEVEL } from "../../../../src/manuscript/document.ts";
import { type MarkdownFormat, parseMarkdown } from "../../../../src/manuscript/formats/markdown/parse.ts";
import type { PassageKind } from "../../../../src/manuscript/manuscript.ts";
import { parsed } from "../../../support/markdown.ts";
import { textFiles } from "../../../support/text-files.ts";

async function seen(text: string, format: MarkdownFormat = "quarto"): Promise<string[]> {
  const { body } = await parsed({ "paper.md": text }, { format });
  return body.map((block) =>
    block.kind === "heading" ? `${"#".repeat(block.level)} ${block.passage.text}` : block.passage.text,
  );
}
async function kinds(text: string, format: MarkdownFormat = "quarto"): Promise<[PassageKind, string][]> {
  const { body } = await parsed({ "paper.md": text }, { format });
  return body.map(({ passage }) => [passage.kind, passage.text]);
}

describe("what a reader sees", () => {
  test.each<[why: string, markup: string, words: string, format?: MarkdownFormat]>([
    ["emphasis goes", "The *Abc1* gene is **not** _essential_.", "The Abc1 gene is not essential."],
    ["links are their text", "See [our site](https://a.org/x_y 'Home') now.", "See our site now."],
    ["bare addresses stay", "See <https://a.org/b_c> or https://a.org/@me/~x.", "See https://a.org/b_c or https://a.org/@me/~x."],
    ["entities are decoded", "So p &lt; 0.05 &amp; &beta;-catenin rose", "So p < 0.05 & β-catenin rose"],
    ["escapes are resolved", "5\\*3 and a\\_b cost \\$5", "5*3 and a_b cost $5"],
    ["an escaped blank is a blank", "10\\ mg", "10 mg"],
    ["lowered letters join", "H~2~O and CO~2~", "H2O and CO2"],
    ["a power keeps its caret", "10^5^ cells, Ca^2+^", "10^5 cells, Ca^2+"],
    ["an ordinal does not", "the 25^th^ day", "the 25th day"],
    ["HTML power too", "About 10<sup>5</sup> in H<sub>2</sub>O<br>now", "About 10^5 in H2O now"],
    ["a tilde is no markup", "~300 of ~500 mice", "~300 of ~500 mice"],
    ["code in a line stays", "We ran `mean(x)` twice.", "We ran mean(x) twice."],
    ["R values are tokens", "We saw `r nrow(x)` mice and `{python} n` rats.", "We saw [value] mice and [value] rats."],
    ["shortcode values are tokens", "We saw {{< var n >}} mice.", "We saw [value] mice."],
    ["template values are tokens", "We saw {{n}} mice.", "We saw [value] mice.", "manubot"],
    ["template comments go", "We {## not sure ##}saw mice.", "We saw mice.", "manubot"],
    [
      "what looks like one is printed, as manubot 0.6.1 does",
      "We {# surely #} saw mice.",
      "We {# surely #} saw mice.",
      "manubot",
    ],
    ["a group of citations is one token", "Known [@doi:10.1/2; @pmid:3, p. 4].", "Known [cite]."],
    ["a citation may run over lines", "Known [@a;\n@b] facts.", "Known [cite] facts."],
    ["citations in the sentence", "As @smith2020 and -@lee say.", "As [cite] and [cite] say."],
    ["an address is no citation", "Write to a.b@c.org now.", "Write to a.b@c.org now."],
    [
      "figures are references",
      "See @fig-one, [@tbl:two], {@fig:three}b and \\@ref(fig:four).",
      "See [ref], [ref], [ref]b and [ref].",
    ],
    ["MyST roles", "Known {cite:p}`a,b`; see {numref}`fig` and {ref}`here <sec>`.", "Known [cite]; see [ref] and [ref].", "myst"],
    ["a link without text cites", "Known [](https://doi.org/10.1/2).", "Known [cite].", "myst"],
    ["math stays", "Let $x_1 * y_1$ be.", "Let $x_1 * y_1$ be."],
    ["money is no math", "It costs $5 and the other $10 *now*.", "It costs $5 and the other $10 now."],
    ["comments go", "One <!-- hush\nhush --> two.", "One two."],
    ["LaTeX layout goes", "One \\hspace{2mm}two \\textbf{three}, \\cite{x}.", "One two three, [cite]."],
    ["attributes go", "A [small]{.smallcaps} word `x`{.r} and [more](y){target=_blank}.", "A small word x and more."],
    ["an inline note stands in place", "Mice^[All male.] ran.", "Mice (All male.) ran."],
    ["a note's mark goes", "Mice[^1] ran.", "Mice ran."],
    ["brackets of the author stay", "Supported [grant 12].", "Supported [grant 12]."],
    ["strange braces stay", "The set {a, b} is small.", "The set {a, b} is small."],
  ])("%s", async (_why, markup, words, format) => {
    expect(await seen(markup, format)).toEqual([words]);
  });

  test("a formula of its own is a passage, and its label goes", async () => {
    expect(await seen("Before.\n\n$$\nE = m c^2\n$$ {#eq-x}\n\nAfter.")).toEqual(["Before.", "$$ E = m c^2 $$", "After."]);
    expect(await seen("Before.\n\n$$\nE = m c^2\n\nx\n$$\n\nAfter.")).toEqual(["Before.", "$$ E = m c^2 x $$", "After."]);
  });

  test("two dollars that nobody closes hide nothing", async () => {
    expect(await seen("Worth $$ much.\n\n# Results\n\nText.")).toEqual(["Worth $$ much.", "# Results", "Text."]);
  });

  test("a comment with a blank line and a heading in it is hidden whole", async () => {
    expect(await seen("One.\n\n<!-- a\n\n# Not a heading\n\nb -->\n\nTwo.")).toEqual(["One.", "Two."]);
  });
});

describe("what kind of passage it is", () => {
  test("each list item is one, and nested ones too", async () => {
    expect(await kinds("- one\n  more\n    - inner\n- two")).toEqual([
      ["listItem", "one more"],
      ["listItem", "inner"],
      ["listItem", "two"],
    ]);
  });

  test("a table's cells are parted by blanks", async () => {
    expect(await kinds("| a | b |\n|--|:-:|\n| 1 | *2* |\n\nTable: The *caption*. {#tbl:x}")).toEqual([
      ["table", "a b 1 2"],
      ["caption", "The caption."],
    ]);
  });

  test("a grid table is one too", async () => {
    expect(await kinds("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+\n\n: Below it.\n\nText.")).toEqual([
      ["table", "a b 1 2"],
      ["caption", "Below it."],
      ["paragraph", "Text."],
    ]);
  });

  test("an image's text is its caption, with math and brackets in it", async () => {
    expect(await kinds("![\n**One.** In $[0, 1)$ [@a].\n1) First.\n](f.png){#fig:x width=5in}")).toEqual([
      ["caption", "One. In $[0, 1)$ [cite]. 1) First."],
    ]);
  });

  test("chunks give their captions and no code", async () => {
    const text =
      '```{r plot, fig.cap="All *mice*."}\nplot(x)\n```\n\n```{python}\n#| label: fig-b\n#| fig-cap: >\n#|   All the\n#|   rats.\nplot()\n```\n\nText.';
    expect(await kinds(text, "rmarkdown")).toEqual([
      ["caption", "All mice."],
      ["caption", "All the rats."],
      ["paragraph", "Text."],
    ]);
  });

  test("a MyST figure's body is its caption", async () => {
    expect(
      await kinds(":::{figure} a.png\n:name: fig\n\nThe caption.\n:::\n\n```{code-cell}\nx\n```\n\n% hush\nText.", "myst"),
    ).toEqual([
      ["caption", "The caption."],
      ["paragraph", "Text."],
    ]);
  });

  test("a legend that is set in bold is a caption", async () => {
    expect(await kinds("**Figure 2. Survival.** All mice lived.")).toEqual([["caption", "Figure 2. Survival. All mice lived."]]);
  });

  test("LaTeX tables are read, cells and captions, as a page shows them that is made by way of LaTeX", async () => {
    const rows =
      "\\toprule\n\\multicolumn{2}{c}{Mice} \\\\\n\\midrule\nn & $p$ \\\\[2pt]\n\\textbf{12} & 0.5 \\& more \\\\\n\\bottomrule";
    const table = `\\begin{table}[t]\n\\caption{Mice and {rats}.}\n\\begin{tabular}{l@{}r}\n${rows}\n\\end{tabular}\n\\end{table}`;
    const { body, leftOut } = await parsed({ "p.Rmd": `${table}\n\nText.` }, { format: "rmarkdown" });
    expect(body.map(({ passage }) => [passage.kind, passage.text])).toEqual([
      ["caption", "Mice and {rats}."],
      ["table", "Mice n $p$ 12 0.5 & more"],
      ["paragraph", "Text."],
    ]);
    expect(leftOut).toEqual([]);
  });

  test("a LaTeX drawing is left out but for its caption", async () => {
    const { body, leftOut } = await parsed(
      { "p.Rmd": "\\begin{figure}\n\\caption{Mice and {rats}.}\n\\includegraphics{x}\n\\end{figure}\n\nText." },
      { format: "rmarkdown" },
    );
    expect(body.map(({ passage }) => passage.text)).toEqual(["Mice and {rats}.", "Text."]);
    expect(leftOut).toEqual([{ file: "p.Rmd", lines: { startLine: 1, endLine: 4 }, why: "raw LaTeX (figure)" }]);
  });
});

describe("run-in headings", () => {
  test.each([
    ["bold italics", "***Background.*** Mice are small.", `${"#".repeat(RUN_IN_LEVEL)} Background`, "Mice are small."],
    ["a colon after it", "**Study design**: Mice ran.", `${"#".repeat(RUN_IN_LEVEL)} Study design`, "Mice ran."],
    ["italics", "*Statistics.* We used R.", `${"#".repeat(RUN_IN_LEVEL)} Statistics`, "We used R."],
  ])("%s", async (_why, text, heading, rest) => {
    expect(await seen(text)).toEqual([heading, rest]);
  });

  test.each(["**Not** all mice ran.", "*E. coli* grew.", "**a)** Mice ran.", "*In vitro* we saw: nothing."])(
    "none in: %s",
    async (text) => {
      expect(await seen(text)).toEqual([text.replaceAll("*", "")]);
    },
  );
});

describe("title and abstract", () => {
  test.each([
    ["plain", "title: Mice *run*\n", "Mice run"],
    ["in double quotes", 'title: "Mice: \\"run\\""\n', 'Mice: "run"'],
    ["in single quotes", "title: 'It''s a mouse'\n", "It's a mouse"],
    ["over two lines", "title: 'Mice\n  run'\n", "Mice run"],
    ["over two lines that are not indented, as Pandoc takes it", "title: 'Mice\nrun'\n", "Mice run"],
    ["folded", "title: >\n  Mice\n  run\n", "Mice run"],
  ])("a title %s", async (_why, yaml, title) => {
    const { title: passage } = await parsed({ "p.md": `---\n${yaml}author: A\n---\n\nText.` }, { format: "joss" });
    expect(passage?.text).toBe(title);
  });

  test("an abstract of two paragraphs, however far indented", async () => {
    const { abstract, body } = await parsed(
      { "p.qmd": "---\nabstract: |\n      One [@a].\n\n      Two.\n---\n\nText." },
      { format: "quarto" },
    );
    expect(abstract.map(({ text, startLine }) => [text, startLine])).toEqual([
      ["One [cite].", 3],
      ["Two.", 5],
    ]);
    expect(body).toHaveLength(1);
  });

  test("metadata beside the paper has the first word", async () => {
    const { title, files } = await parsed(
      { "content/01.md": "# Hi\n", "content/metadata.yaml": "title: Mice\n" },
      { format: "manubot", metadata: "content/metadata.yaml" },
    );
    expect([title?.text, title?.file, files]).toEqual([
      "Mice",
      "content/metadata.yaml",
      ["content/metadata.yaml", "content/01.md"],
    ]);
  });

  test("a MyST block may say that it is the abstract", async () => {
    const { abstract, body } = await parsed({ "p.md": '+++ {"part": "abstract"}\n\nShort.\n\n+++\n\nLong.' }, { format: "myst" });
    expect([abstract.map(({ text }) => text), body.map(({ passage }) => passage.text)]).toEqual([["Short."], ["Long."]]);
  });

  test("YAML that cannot be read is a warning with its line, and the text is read", async () => {
    const { warnings, body } = await parsed({ "p.md": "---\na: [1\ntitle: x\n---\n\nText." }, { format: "quarto" });
    expect(warnings).toEqual([expect.objectContaining({ file: "p.md", message: expect.stringContaining("YAML") })]);
    expect(body).toHaveLength(1);
  });
});

describe("what is left out", () => {
  test("code is counted once a file", async () => {
    const { leftOut } = await parsed({ "p.qmd": "```{r}\nx\n```\n\nText.\n\n```bash\ny\n```\n\n    z\n" }, { format: "quarto" });
    expect(leftOut).toEqual([{ file: "p.qmd", why: "code (3 blocks, 7 lines)" }]);
  });

  test("a fence in a block quote is code as well", async () => {
    expect(await seen("> ```r\n> x <- 1\n> ```\n>\n> Said.")).toEqual(["Said."]);
  });

  test("a fence that nobody closes hides nothing, and a warning says so", async () => {
    const { body, warnings } = await parsed({ "p.md": "One.\n\n```r\nx\n\n# Results\n" }, { format: "quarto" });
    expect(body.map(({ passage }) => passage.text)).toEqual(["One.", "x", "Results"]);
    expect(warnings).toEqual([{ file: "p.md", line: 3, message: expect.stringContaining("Close it") }]);
  });

  test("fenced divs and manubot tags show nothing", async () => {
    expect(await seen("::: {.callout}\nText.\n:::\n\n[@tag:x]: doi:10.1/2\n[@tag:y]: doi:10.1/3\n", "manubot")).toEqual([
      "Text.",
    ]);
  });
});

describe("inclusions", () => {
  test("the text of an included file stands where it is included", async () => {
    const { body, files } = await parsed(
      { "paper/a.qmd": "One.\n\n{{< include _b.qmd >}}\n\nThree.\n", "paper/_b.qmd": "Two.\n" },
      { format: "quarto" },
    );
    expect(body.map(({ passage }) => `${passage.file} ${passage.text}`)).toEqual([
      "paper/a.qmd One.",
      "paper/_b.qmd Two.",
      "paper/a.qmd Three.",
    ]);
    expect(files).toEqual(["paper/a.qmd", "paper/_b.qmd"]);
  });

  test("text that is included twice is read once, also where the project lists it besides", async () => {
    const files = { "a.qmd": "One.\n\n{{< include b.qmd >}}\n\n{{< include b.qmd >}}\n", "b.qmd": "Two.\n" };
    const { body, warnings } = await parseMarkdown(["a.qmd", "b.qmd"], { format: "quarto" }, textFiles(files));
    expect(body.map(({ passage }) => passage.text)).toEqual(["One.", "Two."]);
    expect(warnings).toEqual([{ file: "a.qmd", line: 5, message: expect.stringContaining("b.qmd was read already") }]);
  });

  test("child chunks are read, also several and from the root", async () => {
    const { body } = await parsed(
      { "p/a.Rmd": "```{r child=c('b.Rmd', \"c.Rmd\")}\n```\n", "p/b.Rmd": "B.", "c.Rmd": "C." },
      { format: "rmarkdown" },
    );
    expect(body.map(({ passage }) => passage.text)).toEqual(["B.", "C."]);
  });

  test.each([
    ["missing", "gone.qmd", "does not exist", true],
    ["outside", "../../etc/passwd", "outside", true],
    ["itself", "a.qmd", "includes itself", false],
    ["no text", "x.R", "no Markdown file", true],
  ])(
    "%s: a warning that names it and says whether text is missing, and the rest is read",
    async (_why, path, fault, losesText) => {
      const { body, warnings } = await parsed(
        { "a.qmd": `One.\n\n{{< include ${path} >}}\n\nTwo.`, "x.R": "x" },
        { format: "quarto" },
      );
      expect(body.map(({ passage }) => passage.text)).toEqual(["One.", "Two."]);
      expect(warnings).toEqual([
        {
          file: "a.qmd",
          line: 3,
          message: expect.stringMatching(new RegExp(`${path.replaceAll(".", "\\.")}.*${fault}`)),
          ...(losesText && { losesText }),
        },
      ]);
    },
  );
});
