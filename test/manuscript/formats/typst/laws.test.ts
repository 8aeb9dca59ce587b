/** What holds for every Typst paper: passages stand where they say, line breaks within a paragraph change no word, and no text is too hostile to be read. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTypst } from "../../../../src/manuscript/formats/typst/parse.ts";
import { textFiles } from "../../../support/text-files.ts";
import { read } from "./read-typst.ts";

const words = fc.constantFrom(
  "mice",
  "*bold*",
  "_slanted_",
  "*_both_*",
  "@smith",
  "@fig:one",
  "$x_1$",
  "`code`",
  "#super[2]",
  '#link("https://a.org")[link]',
  "#text(red)[tag]",
  "/* hush */",
  "#emph[em]",
  "\\*",
  '"quoted"',
  "--",
  "#footnote[A note.]",
  "#box[boxed words]",
  "#cite(<a>)",
  "#h(1em)",
  "https://a.org/b",
  "~",
); // prettier-ignore
const sentence = fc.array(words, { minLength: 1, maxLength: 12 });
const lines = fc.array(
  sentence.map((all) => all.join(" ")),
  { minLength: 1, maxLength: 4 },
);
const block = fc.oneof(
  lines.map((all) => all.join("\n")),
  lines.map((all) => all.map((line) => `- ${line}`).join("\n")),
  lines.map((all) => all.map((line) => `+ ${line}`).join("\n  - ")),
  sentence.map((all) => `== ${all.join(" ")}`),
  lines.map((all) => `#figure(\n  caption: [${all.join("\n  ")}],\n  image("f.png"),\n) <fig:x>`),
  lines.map((all) => `#table(\n  columns: 2,\n${all.map((line) => `  [${line}], [b],`).join("\n")}\n)`),
  lines.map((all) => `#align(center)[\n${all.join("\n")}\n]`),
  lines.map((all) => `#quote(block: true)[${all.join("\n")}]`),
  lines.map((all) => `\`\`\`py\n${all.join("\n")}\n\`\`\``),
  lines.map((all) => `#show: conf.with(\n  abstract: [\n${all.join("\n")}\n  ],\n)`),
  lines.map((all) => `#[\n#set text(fill: white)\n${all.join("\n")}\n]`),
  lines.map((all) => `#if true [\n${all.join("\n")}\n] else [no]`),
  fc.constantFrom("// a", "$ x = 1 $ <eq>", "#pagebreak()", "#v(1cm)", "#let x = 1", "/ Term: words"),
);
const document = fc.array(block, { minLength: 1, maxLength: 8 }).map((blocks) => blocks.join("\n\n"));
const SEEDED = { seed: 20261130, numRuns: 300 };

test("every passage stands where it says, whatever is written beside what, with line feeds of Unix and of Windows", async () => {
  await fc.assert(
    fc.asyncProperty(document, fc.boolean(), async (text, windows) => {
      await read(windows ? text.replaceAll("\n", "\r\n") : text);
    }),
    SEEDED,
  );
});

test("any text at all is read or refused by name, and its passages are slices of the file", async () => {
  const signs = fc.string({ unit: fc.constantFrom(..."ab \n\n`$*_[](){}<>!@#:|-+~^\\&;%.1\"'=,/"), maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(signs, async (text) => {
      const { body, abstract } = await parseTypst("p.typ", textFiles({ "p.typ": text }));
      for (const passage of [...abstract, ...body.map((one) => one.passage)])
        expect(
          text
            .split("\n")
            .slice(passage.startLine - 1, passage.endLine)
            .join("\n"),
        ).toContain(passage.source);
    }),
    { ...SEEDED, numRuns: 2000 },
  );
});

test("where the lines of a paragraph break changes no word", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 30 }), fc.infiniteStream(fc.boolean()), async (all, breaks) => {
      const joined = (separator: () => string) => all.reduce((sofar, word) => `${sofar}${separator()}${word}`, "So");
      const texts = async (text: string) => (await read(text)).body.map(({ passage }) => passage.text);
      const many = await texts(joined(() => (breaks.next().value === true ? "\n" : " ")));
      expect(many).toEqual(await texts(joined(() => " ")));
    }),
    SEEDED,
  );
});

describe("what is made to be slow, deep or broken is read to its end", () => {
  const LONG = 60_000;
  const long = (part: string) => part.repeat(Math.ceil(LONG / part.length));
  test.each([
    ["footnotes on one line", long("a#footnote[b] ")],
    ["citations on one line", long("@a ")],
    ["definitions", long("#let a = [x]\n")],
    ["uses of a name", `#let a = [x]\n${long("#a ")}`],
    ["cells", `#table(columns: 2, ${long("[a], ")})`],
    [
      "names that double",
      `#let a0 = [xxxx]\n${Array.from({ length: 40 }, (_, at) => `#let a${at + 1} = [#a${at} #a${at}]\n`).join("")}#a40`,
    ],
    ["a function that calls itself twice", "#let f(x) = [y #f(x) #f(x)]\n#f[a]"],
    ["loops in each other", "#for a in range(2000) [#for b in range(2000) [#for c in range(2000) [x]]]"],
    ["rules without end", `${"#show emph: it => it\n".repeat(2_000)}${"_a_ ".repeat(2_000)}`],
    ["a pattern that could be slow", `#show regex("a*b"): none\n${"a".repeat(LONG)}`],
    ["a pattern that would be slow", `#show regex("(a+)+$"): none\n${"a".repeat(LONG)}`],
    ["powers of powers", `$${"a^".repeat(20_000)}$`],
    ["negations", `#(${"not ".repeat(20_000)}true)`],
    ["marks in each other", "*_".repeat(20_000)],
    ["lists in each other", Array.from({ length: 600 }, (_, depth) => `${" ".repeat(depth)}- a`).join("\n")],
  ])(
    "%s",
    async (_, hostile) => {
      const { body } = await parseTypst("p.typ", textFiles({ "p.typ": `First words.\n\n${hostile}\n\nLast words.` }));
      expect([body[0]?.passage.text, body.at(-1)?.passage.text]).toEqual(["First words.", "Last words."]);
    },
    60_000,
  );

  test.each([
    ["brackets in each other", "#[".repeat(20_000), "nested too deep"],
    ["calls in each other", "#f(".repeat(20_000), "nested too deep"],
    ["a text without its end", '#f("never closed', "Typst would refuse this file"],
    ["a block without its end", "#f[never closed", "Typst would refuse this file"],
    ["code without its end", "```\nnever closed", "Typst would refuse this file"],
    ["a bracket too many", "#f(a))] words", undefined],
  ])("%s", async (_, broken, warning) => {
    const { body, warnings } = await parseTypst("p.typ", textFiles({ "p.typ": `First words.\n\n${broken}` }));
    expect(body[0]?.passage.text).toBe("First words.");
    if (warning !== undefined) expect(warnings.map(({ message }) => message).join("\n")).toContain(warning);
  });

  test("a file that is markup without end is refused before it is parsed", async () => {
    const table = `#table(columns: 2, ${"[a],".repeat(400_000)})`;
    await expect(parseTypst("p.typ", textFiles({ "p.typ": table }))).rejects.toMatchObject({
      code: "file-too-large",
      at: "p.typ",
    });
  });

  test("more passages than a paper has are refused by name", async () => {
    const items = textFiles({ "p.typ": "- a\n".repeat(60_001) });
    await expect(parseTypst("p.typ", items)).rejects.toMatchObject({ code: "too-many-passages" });
  });
});
