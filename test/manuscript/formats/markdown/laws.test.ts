/** What holds for every Markdown paper: passages stand where they say, and line breaks within a paragraph change no word. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MarkdownOptions, parseMarkdown } from "../../../../src/manuscript/formats/markdown/parse.ts";
import { CORPUS, hasCorpus, revisions } from "../../../support/corpus.ts";
import { parsed } from "../../../support/markdown.ts";
import { allPassages, expectExactPassage } from "../../../support/passages.ts";
import { textFiles } from "../../../support/text-files.ts";

const words = fc.constantFrom(
  "mice",
  "**bold**",
  "*slanted*",
  "[@smith]",
  "@fig:one",
  "$x_1$",
  "`code`",
  "`r n`",
  "H~2~O",
  "5^2^",
  "[link](https://a.org)",
  "<b>tag</b>",
  "<!-- hush -->",
  "\\textbf{tex}",
  "&amp;",
  "\\*",
  "{.class}",
  "[span]{.x}",
  "{{< var n >}}",
  "^[note]",
  "![alt](f.png)",
); // prettier-ignore
const sentence = fc.array(words, { minLength: 1, maxLength: 12 });
const lines = fc.array(
  sentence.map((all) => all.join(" ")),
  { minLength: 1, maxLength: 4 },
);
const block = fc.oneof(
  lines.map((all) => all.join("\n")),
  lines.map((all) => all.map((line) => `> ${line}`).join("\n")),
  lines.map((all) => all.map((line) => `- ${line}`).join("\n")),
  lines.map((all) => `| ${all.map((line) => line.replaceAll("|", "")).join(" |\n| ")} |`),
  sentence.map((all) => `## ${all.join(" ")}`),
  sentence.map((all) => `![\n${all.join("\n")}\n](f.png){#fig:x}`),
  sentence.map((all) => `***Run in.*** ${all.join(" ")}`),
  lines.map((all) => `\`\`\`{r}\n${all.join("\n")}\n\`\`\``),
  lines.map((all) => `::: {.note}\n${all.join("\n")}\n:::`),
  fc.constantFrom(
    "<!-- a\n\nb -->",
    "$$\nx = 1\n$$ {#eq-x}",
    "+---+\n| a |\n+---+",
    "\\newpage",
    "[^1]: A note.",
    "Table: A *table*. {#tbl:x}",
  ),
);
const document = fc.array(block, { minLength: 1, maxLength: 8 }).map((blocks) => blocks.join("\n\n"));
const SEEDED = { seed: 20261122, numRuns: 300 };

test("every passage stands where it says, whatever is written beside what, with line feeds of Unix and of Windows", async () => {
  await fc.assert(
    fc.asyncProperty(document, fc.boolean(), async (text, windows) => {
      await parsed({ "p.md": windows ? text.replaceAll("\n", "\r\n") : text }, { format: "quarto" });
    }),
    SEEDED,
  );
});

test("any text at all keeps the law", async () => {
  const signs = fc.string({ unit: fc.constantFrom(..."ab \n\n`$*_[](){}<>!@#:|-+~^\\&;%.1\"'="), maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(signs, fc.constantFrom("myst" as const, "manubot" as const), async (text, format) => {
      const { body, abstract } = await parseMarkdown(["p.md"], { format }, textFiles({ "p.md": text }));
      for (const passage of [...abstract, ...body.map((block) => block.passage)]) {
        expect(
          text
            .split("\n")
            .slice(passage.startLine - 1, passage.endLine)
            .join("\n"),
        ).toContain(passage.source);
      }
    }),
    { ...SEEDED, numRuns: 2000 },
  );
});

test("where the lines of a paragraph break changes no word", async () => {
  const plain = words.filter((word) => !word.startsWith("![") && !word.startsWith("<"));
  await fc.assert(
    fc.asyncProperty(fc.array(plain, { minLength: 1, maxLength: 30 }), fc.infiniteStream(fc.boolean()), async (all, breaks) => {
      const text = (document: Awaited<ReturnType<typeof parsed>>) => document.body.map(({ passage }) => passage.text);
      const joined = (separator: () => string) => all.reduce((sofar, word) => `${sofar}${separator()}${word}`, "So");
      const reflowed = joined(() => (breaks.next().value === true ? "\n" : " "));
      const [one, many] = [
        await parsed({ "p.md": joined(() => " ") }, { format: "quarto" }),
        await parsed({ "p.md": reflowed }, { format: "quarto" }),
      ];
      expect(text(many)).toEqual(text(one));
    }),
    SEEDED,
  );
});

interface Paper {
  readonly name: RegExp;
  readonly options: MarkdownOptions;
  readonly parts: (folder: string) => string[];
}
const PAPERS: readonly Paper[] = [
  {
    name: /manubot/,
    options: { format: "manubot", metadata: "content/metadata.yaml" },
    parts: (folder) =>
      readdirSync(join(folder, "content"))
        .filter((file) => /^(?!00)\d.*\.md$/.test(file))
        .sort()
        .map((file) => `content/${file}`),
  },
  { name: /joss/, options: { format: "joss" }, parts: () => ["paper.md"] },
  { name: /-rmd/, options: { format: "rmarkdown" }, parts: () => ["submission/Schloss_PrePrints_mBio_2017.Rmd"] },
];

describe.skipIf(!hasCorpus)("real papers", () => {
  test.each(revisions.filter((revision) => PAPERS.some(({ name }) => name.test(revision))))(
    "%s keeps the law and shows no markup",
    async (revision) => {
      const paper = PAPERS.find(({ name }) => name.test(revision));
      if (paper === undefined) throw new Error(`no paper for ${revision}`);
      const folder = join(CORPUS, revision);
      const parts = paper.parts(folder);
      const named = [...parts, ...(paper.options.metadata === undefined ? [] : [paper.options.metadata])];
      const files = Object.fromEntries(named.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
      const document = await parseMarkdown(parts, paper.options, textFiles(files));
      for (const passage of allPassages(document)) {
        expectExactPassage(passage, files[passage.file] ?? "");
        expect(passage.text.replace(/\$[^$]*\$/g, "")).not.toMatch(/\]\(|\{#|\[@|<!--|-->|&[a-z]+;|\\newpage|!\[/);
      }
      expect(document.title).toBeDefined();
      expect(document.warnings).toEqual([]);
      expect(document.hidden).toEqual([]);
      expect(document.body.length).toBeGreaterThan(8);
    },
  );
});
