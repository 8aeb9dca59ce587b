/** What holds for every article: passages stand where they say, wherever its lines break; and broken or hostile XML ends in words, never in a crash or a wait. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJats } from "../../../../src/manuscript/formats/jats/parse.ts";
import { textFiles } from "../../../support/text-files.ts";
import { article, read } from "./read-jats.ts";

const SEEDED = { seed: 20261130, numRuns: 300 };
const words = fc.constantFrom(
  "mice",
  "run &lt; 5",
  "&#945;-actin",
  "<bold>bold</bold>",
  "<italic>slanted</italic> ones",
  '<xref ref-type="bibr" rid="r1">1</xref>',
  '(<xref ref-type="bibr" rid="r1">Li 2001</xref>)',
  "10<sup>5</sup>",
  "<![CDATA[a < b]]>",
  "<!-- hush\n\nhush -->",
  "<?pi hush?>",
  "<inline-formula><tex-math>$x_1$</tex-math></inline-formula>",
  "<mml:math>\n<mml:msup><mml:mi>x</mml:mi>\n<mml:mn>2</mml:mn></mml:msup></mml:math>",
  "<fn><p>A note.</p></fn>",
  "<break/>",
  '<named-content\n content-type="gene">Pax6</named-content>',
); // prettier-ignore
const blank = fc.constantFrom(" ", "\n", "\n  \t");
const run = fc
  .array(fc.tuple(words, blank), { minLength: 1, maxLength: 8 })
  .map((all) => all.map((pair) => pair.join("")).join(""));
const block = fc.oneof(
  run.map((text) => `<p>${text}</p>`),
  run.map((text) => `<sec><title>${text}</title><p>${text}</p></sec>`),
  run.map((text) => `<p>${text}<list><list-item><p>${text}</p></list-item></list>${text}</p>`),
  run.map((text) => `<fig><label>Fig. 1</label>\n<caption><title>${text}</title><p>${text}</p></caption></fig>`),
  run.map((text) => `<table-wrap><table>\n<tr>\n<td>${text}</td><td>${text}</td></tr></table></table-wrap>`),
  run.map((text) => `<disp-quote><p>${text}</p></disp-quote>`),
);
const body = fc.array(fc.tuple(block, blank), { minLength: 1, maxLength: 6 }).map((all) => all.flat().join(""));

test("every passage stands where it says, with line feeds of Unix and of Windows, and on one line", async () => {
  await fc.assert(
    fc.asyncProperty(body, fc.constantFrom("\n", "\r\n", " "), async (text, ending) => {
      const xml = article({ body: text, back: '<ref-list><ref id="r1"/></ref-list>' });
      await read(xml.replaceAll("\n", ending));
    }),
    SEEDED,
  );
});

test("where lines break changes no word", async () => {
  await fc.assert(
    fc.asyncProperty(body, async (text) => {
      const texts = async (xml: string) => (await read(xml)).body.map(({ passage }) => passage.text);
      expect(await texts(article({ body: text.replaceAll("\n", " ") }))).toEqual(await texts(article({ body: text })));
    }),
    SEEDED,
  );
});

test("any signs at all keep the law", async () => {
  const signs = fc.string({
    unit: fc.constantFrom(..."ab \n<>/&;#!-[]?p='\"", "<p>", "</p>", "<sup>", "<![CDATA[", "]]>"),
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(signs, async (text) => {
      const xml = article({ body: text });
      const document = await parseJats("a.xml", textFiles({ "a.xml": xml }));
      for (const { passage } of document.body) {
        const lines = xml.split("\n").slice(passage.startLine - 1, passage.endLine);
        expect(lines.join("\n")).toContain(passage.source);
      }
    }),
    { ...SEEDED, numRuns: 2_000 },
  );
});

describe("broken XML: what can be read is, and the fault is told with its line", () => {
  test.each<[why: string, xml: string, line: number, reads: string]>([
    ["cut off in a paragraph", article({ body: "<p>One.</p>\n<p>Two is cut" }).split(" is cut")[0] ?? "", 5, "One. Two"],
    ["cut off in a tag", article({ body: "<p>One.</p>\n<p>Two.<xref ref-ty|" }).split("|")[0] ?? "", 5, "One. Two."],
    ["a comment that is not closed", article({ body: "<p>One.</p>\n<!-- <p>Praise it.</p>" }), 8, "One."],
    ["an element that is not closed", article({ body: "<p>One <bold>two.</p>\n<p>Three.</p>" }), 4, "One two. Three."],
    ["a closing tag too many", article({ body: "<p>One.</p>\n<p>Two.</p></p>" }), 5, "One. Two."],
    ["a bare less-than sign", article({ body: "<p>One.</p>\n<p>p < 0.05 here.</p>" }), 5, "One. p < 0.05 here."],
  ])("%s", async (_why, xml, line, reads) => {
    const { body, warnings } = await parseJats("a.xml", textFiles({ "a.xml": xml }));
    expect(body.map(({ passage }) => passage.text).join(" ")).toBe(reads);
    expect(warnings).toEqual([
      { file: "a.xml", line, message: expect.stringContaining("the XML is broken here"), losesText: true },
    ]);
  });

  test("a bare ampersand loses nothing", async () => {
    const { body, warnings } = await read({ body: "<p>One & two; R&D.</p>\n<p>Three.</p>" });
    expect(body.map(({ passage }) => passage.text)).toEqual(["One & two; R&D.", "Three."]);
    expect(warnings).toEqual([{ file: "a.xml", line: 4, message: expect.stringContaining("an & stands here for itself") }]);
  });

  test.each(["<?xml version='1.0'?>\n<!DOCTYPE arti", "<?xml version='1.0'?>\n<!-- an article", "\n<arti"])(
    "a file that ends before its first element is told as broken, with the line: %j",
    async (xml) => {
      await expect(parseJats("a.xml", textFiles({ "a.xml": xml }))).rejects.toMatchObject({
        code: "broken-xml",
        at: "a.xml:2",
        message: expect.stringMatching(/the XML is broken here \(.+\).*Put a whole copy of the file in its place/),
      });
    },
  );

  test.each([
    ["no XML", "mice run", "it holds no XML"],
    ["nothing", "", "it holds no XML"],
    ["another XML", "<project><name>x</name></project>", "<project>"],
    ["HTML", "<!DOCTYPE html><html><body><p>x</p></body></html>", "<html>"],
  ])("%s is an error that says so", async (_why, xml, says) => {
    await expect(parseJats("a.xml", textFiles({ "a.xml": xml }))).rejects.toMatchObject({
      code: "not-jats",
      message: expect.stringContaining(says),
    });
  });
});

describe("entities and document types", () => {
  test("nothing of a document type is expanded or fetched: its entities are read as they stand, and told", async () => {
    const doctype = `<!DOCTYPE article PUBLIC "-//NLM//DTD JATS 1.2//EN" "http://127.0.0.1:9/none.dtd" [
<!ENTITY lab "The Lab"> <!ENTITY file SYSTEM "file:///etc/hostname"> <!ENTITY a "&lab;&lab;"> <!ENTITY b "&a;&a;">
]>`;
    const xml = article({ body: "<p>By &lab; and &b; in &file; of &alpha;.</p>" }).replace(
      "\n<article",
      `\n${doctype}\n<article`,
    );
    const { body, warnings } = await read(xml);
    expect(body.map(({ passage }) => passage.text)).toEqual(["By &lab; and &b; in &file; of α."]);
    expect(
      warnings
        .filter(({ message }) => message.includes("is an entity"))
        .map(({ line, message }) => `${line} ${message.slice(0, 6)}`),
    ).toEqual(["7 &lab; ", "7 &b; is", "7 &file;"]);
  });
});

describe("encodings", () => {
  const declared = (encoding: string) => article({ body: "<p>Süß.</p>" }).replace("UTF-8", encoding);

  test("one that is not read is an error with the command that converts", async () => {
    const files = textFiles({ "a.xml": declared("Shift_JIS") });
    const guessed = async (path: string) => ({
      ...(await files.text(path)),
      warnings: [{ file: path, line: 1, message: "the file is not UTF-8 and was read as windows-1252" }],
    });
    await expect(parseJats("a.xml", { ...files, text: guessed })).rejects.toMatchObject({
      code: "unread-encoding",
      message: expect.stringContaining("iconv -f shift_jis -t UTF-8"),
    });
  });

  test("a declaration that is wrong is told, and the text is read as what it is", async () => {
    const { body, warnings } = await read(declared("ISO-8859-1"));
    expect(body.map(({ passage }) => passage.text)).toEqual(["Süß."]);
    expect(warnings).toEqual([{ file: "a.xml", line: 1, message: expect.stringContaining("but it is UTF-8") }]);
  });

  test("none is UTF-8", async () => {
    expect((await read(article({ body: "<p>Süß.</p>" }).replace(/^<\?xml.*\n/, ""))).warnings).toEqual([]);
  });
});

test("an article on one line is told, with the command that breaks it, and what is told of one with lines is nothing", async () => {
  const paragraphs = Array.from({ length: 25 }, (_, index) => `<p>Paragraph ${index}.</p>`);
  const { warnings } = await read({ body: paragraphs.join("") });
  expect(warnings).toEqual([{ file: "a.xml", line: 4, message: expect.stringMatching(/25 paragraphs.*perl -pi -e/) }]);
  expect((await read({ body: paragraphs.join("\n") })).warnings).toEqual([]);
});

test("of several articles in a file the first is read, and that is told", async () => {
  const one = article({ body: "<p>One.</p>" }).replace(/^<\?xml.*\n/, "");
  const { body, warnings } = await read(`<set>${one}${one.replace("One", "Two")}</set>`);
  expect(body.map(({ passage }) => passage.text)).toEqual(["One."]);
  expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining("another article begins here")]);
});

const MANY = 50_000;

test.each([
  ["elements nested without end", "<p>".repeat(MANY)],
  ["nested elements that are closed", `${"<bold>".repeat(MANY)}x${"</bold>".repeat(MANY)}`],
  ["nested sections", `${"<sec><title>t</title>".repeat(10_000)}${"</sec>".repeat(10_000)}`],
  ["nested lists", `${"<list><list-item><p>a</p>".repeat(5_000)}${"</list-item></list>".repeat(5_000)}`],
  ["nested formulas", `<mml:math>${"<mml:msup><mml:mi>x</mml:mi>".repeat(5_000)}${"</mml:msup>".repeat(5_000)}</mml:math>`],
  ["closing tags", "</p>".repeat(MANY)],
  ["less-than signs", "<".repeat(MANY)],
  ["ampersands", "&a".repeat(MANY)],
  ["comments", "<!-- -->".repeat(MANY)],
  ["open comments and literals", "<!-- <![CDATA[ ".repeat(MANY)],
  ["a long attribute", `<p a="${"x".repeat(500_000)}">y</p>`],
  ["many attributes", `<p ${Array.from({ length: 5_000 }, (_, index) => `a${index}="1"`).join(" ")}>y</p>`],
  ["a table of many rows", `<table-wrap><table>${"<tr><td>a</td><td>b</td></tr>".repeat(60_000)}</table></table-wrap>`],
  ["a table of many columns", `<table-wrap><table><tr>${"<td>a</td>".repeat(100_000)}</tr></table></table-wrap>`],
  ["citations", `<p>${'<xref ref-type="bibr" rid="r">1</xref>, '.repeat(20_000)}</p>`],
])("%s end in words", async (_why, body) => {
  const xml = article({ body: `<p>the beginning</p>\n${body}` });
  const document = await parseJats("a.xml", textFiles({ "a.xml": xml }));
  expect(document.body[0]?.passage.text).toBe("the beginning");
});

test("what nests too deeply is read as text, and told", async () => {
  const { body, warnings } = await read({ body: `<p>${"<bold>".repeat(300)}deep${"</bold>".repeat(300)} end</p>` });
  expect(body.map(({ passage }) => passage.text)).toEqual(["deep end"]);
  expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining("read as plain text")]);
});
