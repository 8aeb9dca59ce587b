/** What a reader of the article sees is what is read of it. Where pandoc 3.9 (`-f jats`) shows the same words, it is the judge; it drops titles of boxes and notes in the
 *  back matter, which publishers print, and prints referee reports, which no reader takes for the article. */
import { describe, expect, test } from "vitest";
import { type ArticleParts, article, read, shown } from "./read-jats.ts";

describe("title and abstract", () => {
  test("the title without its footnote mark, with its subtitle", async () => {
    const { title } = await read({
      front:
        '<title-group><article-title>Mice <italic>run</italic> far<xref ref-type="fn" rid="fn1">*</xref></article-title><subtitle>A study</subtitle></title-group>',
    });
    expect(title?.text).toBe("Mice run far A study");
  });

  test("only the abstract that is the paper's own, its parts with their headings", async () => {
    const { abstract, leftOut } = await read({
      front: `<abstract abstract-type="graphical"><p>Graphic.</p></abstract><abstract abstract-type="teaser"><p>Teaser.</p></abstract>
<abstract><title>Abstract</title><sec><title>Background</title><p>Mice run.</p></sec><sec><title>Results</title><p>They do.</p></sec></abstract>
<abstract abstract-type="plain-language-summary"><p>Plain.</p></abstract><trans-abstract xml:lang="fr"><p>Les souris.</p></trans-abstract>`,
    });
    expect(abstract.map(({ text }) => text)).toEqual(["Background", "Mice run.", "Results", "They do."]);
    expect(leftOut.map(({ why }) => why)).toEqual([
      "another abstract (graphical)",
      "another abstract (teaser)",
      "another abstract (plain-language-summary)",
      "an abstract in another language (fr)",
    ]);
  });

  test("of two untyped abstracts that of the article's language", async () => {
    const xml = article({
      front: '<abstract xml:lang="pt"><p>Os ratos.</p></abstract><abstract xml:lang="en"><p>The mice.</p></abstract>',
    });
    const { abstract } = await read(xml.replace("<article ", '<article xml:lang="en" '));
    expect(abstract.map(({ text }) => text)).toEqual(["The mice."]);
  });
});

describe("the text", () => {
  test.each<[why: string, body: string, seen: string[]]>([
    [
      "sections within each other",
      "<sec><title>A</title><p>One.</p><sec><title>B</title><p>Two.</p></sec></sec>",
      ["# A", "One.", "## B", "Two."],
    ],
    [
      "a section without a title belongs to what stands around it",
      "<sec><title>A</title><sec><p>One.</p></sec><sec><title/><p>Two.</p></sec></sec>",
      ["# A", "One.", "Two."],
    ],
    [
      "the number of a section is no part of its name",
      "<sec><label>1.</label><title>A</title><p>One.</p></sec>",
      ["# A", "One."],
    ],
    [
      "a figure within a paragraph parts it",
      "<p>Before <fig><label>Figure 1</label><caption><title>Cap.</title><p>More.</p></caption><graphic/></fig> after.</p>",
      ["Before", "caption: Figure 1 Cap. More.", "after."],
    ],
    [
      "a list within a paragraph",
      "<p>Take <list><list-item><label>a</label><p>one</p></list-item><list-item><p>two</p></list-item></list> and go.</p>",
      ["Take", "- one", "- two", "and go."],
    ],
    [
      "lists within each other",
      "<list><list-item><p>one</p><list><list-item><p>two</p></list-item></list></list-item></list>",
      ["- one", "- two"],
    ],
    [
      "definitions",
      "<def-list><def-item><term>RT</term><def><p>reaction time</p></def></def-item></def-list>",
      ["- RT reaction time"],
    ],
    [
      "a table with its caption and notes",
      "<table-wrap><label>Table 1</label><caption><p>Of mice.</p></caption><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td><p>2</p><p>3</p></td></tr></tbody></table><table-wrap-foot><fn><p>n = 3.</p></fn></table-wrap-foot></table-wrap>",
      ["caption: Table 1 Of mice.", "table: a b 1 2 3", "caption: n = 3."],
    ],
    [
      "a table that is only an image",
      "<table-wrap><label>Table 1</label><caption><p>Of mice.</p></caption><graphic/></table-wrap>",
      ["caption: Table 1 Of mice."],
    ],
    [
      "of alternatives one",
      "<table-wrap><caption><p>C.</p></caption><alternatives><graphic/><table><tr><td>cell</td></tr></table></alternatives></table-wrap>",
      ["caption: C.", "table: cell"],
    ],
    [
      "a box",
      "<boxed-text><label>Box 1</label><caption><title>Mice.</title></caption><p>They run.</p></boxed-text>",
      ["Box 1 Mice.", "They run."],
    ],
    [
      "a theorem",
      "<statement><label>Theorem 1</label><title>Of mice</title><p>They run.</p></statement>",
      ["Theorem 1 Of mice", "They run."],
    ],
    [
      "a quotation, a verse, a speech",
      "<disp-quote><p>Run!</p></disp-quote><verse-group><verse-line>one</verse-line><verse-line>two</verse-line></verse-group><speech><speaker>A</speaker><p>Yes.</p></speech>",
      ["Run!", "one", "two", "A", "Yes."],
    ],
    [
      "footnotes after the paragraph that they belong to",
      "<p>One<xref ref-type='fn' rid='f'>1</xref><fn id='f'><p>A note.</p></fn> goes on.</p>",
      ["One goes on.", "A note."],
    ],
    [
      "code is left out where it is a block",
      "<p>Call <code>run()</code>.</p><code>x = 1</code><preformat>y</preformat>",
      ["Call run()."],
    ],
    [
      "supplementary files by their titles",
      "<sec sec-type='supplementary-material'><title>Supporting information</title><supplementary-material><label>S1 File</label><caption><p>Raw data.</p></caption></supplementary-material></sec>",
      ["# Supporting information", "caption: S1 File Raw data."],
    ],
    [
      "inline elements without a blank, blocks with one",
      "<p>a<bold>b</bold><named-content>c</named-content><ext-link>d</ext-link><break/>e<milestone-start/>f</p>",
      ["abcd ef"],
    ],
    ["CDATA, references and line breaks", "<p>a <![CDATA[< b & c]]>\n  &lt; &#945;&#x3b2;&mdash;\td</p>", ["a < b & c < αβ— d"]],
    ["a prefix of the namespace", "<j:sec xmlns:j='x'><j:title>A</j:title><j:p>One.</j:p></j:sec>", ["# A", "One."]],
    [
      "what no reader of the page sees",
      "<p>One<index-term><term>index</term></index-term>.</p><fig><alt-text>alt</alt-text><long-desc>long</long-desc><caption><p>C.</p></caption><permissions><copyright-statement>(c) us</copyright-statement></permissions></fig>",
      ["One.", "caption: C."],
    ],
    [
      "no address",
      "<p>Write to <email>a@b.org</email> or <ext-link ext-link-type='email' xlink:href='mailto:c@d.org'>c@d.org</ext-link>.</p>",
      ["Write to or ."],
    ],
  ])("%s", async (_why, body, seen) => expect(await shown({ body })).toEqual(seen)); // prettier-ignore

  test("the caption of a group of figures", async () => {
    const body = "<fig-group><caption><title>All.</title></caption><fig><caption><p>One.</p></caption></fig></fig-group>";
    expect(await shown({ body })).toEqual(["caption: All.", "caption: One."]);
  });

  test("captions that stand at the end of the file", async () => {
    const others = "<floats-group><fig><label>Fig. 1</label><caption><p>Late.</p></caption></fig></floats-group>";
    expect(await shown({ body: "<p>One.</p>", others })).toEqual(["One.", "caption: Fig. 1 Late."]);
  });
});

describe("citations, powers and formulas", () => {
  test.each<[why: string, body: string, seen: string]>([
    ["one", 'seen <xref ref-type="bibr" rid="r1">1</xref>.', "seen [cite]."],
    [
      "in brackets",
      'seen [<xref ref-type="bibr" rid="r1">1</xref>, <xref ref-type="bibr" rid="r2">2</xref>–<xref ref-type="bibr" rid="r3">5</xref>].',
      "seen [cite].",
    ],
    [
      "raised: no power",
      'seen in 10<sup><xref ref-type="bibr" rid="r1">3</xref>,<xref ref-type="bibr" rid="r2">4</xref></sup>.',
      "seen in 10 [cite].",
    ],
    ["raised within", 'seen<xref ref-type="bibr" rid="r1"><sup>3</sup></xref>.', "seen [cite]."],
    [
      "by author and year, among other words",
      '(but see <xref ref-type="bibr" rid="r1">Li, 2001</xref>; <xref ref-type="bibr" rid="r2">Wu, 2002</xref> and others)',
      "(but see [cite] and others)",
    ],
    ["without a type, by what it leads to", 'seen <xref rid="r1">1</xref>', "seen [cite]"],
    ["a reference to a figure is text", '(<xref ref-type="fig" rid="f">Figure 1</xref>A)', "(Figure 1A)"],
    ["marks of footnotes", 'seen<sup><xref ref-type="table-fn" rid="t">a</xref></sup>', "seen"],
    ["a power", "10<sup>5</sup> and m<sup>−2</sup>", "10^5 and m^−2"],
    ["an ordinal, an isotope, a subscript", "the 4<sup>th</sup>, <sup>13</sup>C, H<sub>2</sub>O", "the 4th, 13C, H2O"],
    ["TeX", "so <inline-formula><tex-math>$\\alpha_1 &lt; 2$</tex-math></inline-formula>.", "so $\\alpha_1 < 2$."],
    [
      "TeX in a document of its own",
      "so <inline-formula><tex-math>\\documentclass{minimal}\\usepackage{a}\\begin{document}$$x^2$$\\end{document}</tex-math></inline-formula>.",
      "so $x^2$.",
    ],
    [
      "TeX and MathML are one formula",
      "<inline-formula><alternatives><mml:math><mml:mi>y</mml:mi></mml:math><tex-math>x</tex-math><graphic/></alternatives></inline-formula>",
      "$x$",
    ],
    [
      "both without alternatives",
      "<disp-formula><mml:math><mml:mi>y</mml:mi></mml:math><tex-math>x</tex-math></disp-formula>",
      "$x$",
    ],
    [
      "MathML",
      "<mml:math><mml:msubsup><mml:mi>a</mml:mi><mml:mn>1</mml:mn><mml:mn>20</mml:mn></mml:msubsup><mml:mo>=</mml:mo><mml:mfrac><mml:mi>b</mml:mi><mml:mrow><mml:mi>c</mml:mi><mml:mo>+</mml:mo><mml:mn>1</mml:mn></mml:mrow></mml:mfrac></mml:math>",
      "$a_1^{20}=\\frac{b}{c+1}$",
    ],
    [
      "roots, accents, functions",
      "<mml:math><mml:msqrt><mml:mi>x</mml:mi></mml:msqrt><mml:mover><mml:mi>y</mml:mi><mml:mo>¯</mml:mo></mml:mover><mml:mi>log</mml:mi><mml:mi>z</mml:mi></mml:math>",
      "$\\sqrt{x}\\bar{y} log z$",
    ],
    ["letters alone", "of <inline-formula><italic>x</italic><sub>1</sub></inline-formula>", "of x1"],
    [
      "a display within a paragraph",
      "It is <disp-formula><label>(1)</label><tex-math>x</tex-math></disp-formula> here.",
      "It is $x$ here.",
    ],
  ])("%s", async (_why, body, seen) =>
    expect(await shown({ body: `<p>${body} end</p>`, back: '<ref-list><ref id="r1"/></ref-list>' })).toEqual([`${seen} end`]),
  ); // prettier-ignore
});

describe("MathML", () => {
  const mi = (letter: string) => `<mml:mi>${letter}</mml:mi>`;
  const mo = (sign: string) => `<mml:mo>${sign}</mml:mo>`;
  test.each<[why: string, math: string, seen: string]>([
    ["an index", `<mml:msub>${mi("a")}<mml:mn>12</mml:mn></mml:msub>`, "a_{12}"],
    ["a power", `<mml:msup>${mi("a")}<mml:mn>2</mml:mn></mml:msup>`, "a^2"],
    ["a sum with its limits", `<mml:munderover>${mo("∑")}${mi("i")}${mi("n")}</mml:munderover>`, "∑_i^n"],
    ["a limit below", `<mml:munder>${mi("lim")}${mi("n")}</mml:munder>`, "lim _n"],
    ["something above that is no accent", `<mml:mover>${mo("=")}<mml:mtext>def</mml:mtext></mml:mover>`, "=^{ def }"],
    ["an accent that is written as a reference", `<mml:mover>${mi("x")}${mo("&#x2192;")}</mml:mover>`, "\\vec{x}"],
    ["a root of a higher order", `<mml:mroot>${mi("x")}<mml:mn>3</mml:mn></mml:mroot>`, "(x)^{1/3}"],
    ["a fence", `<mml:mfenced open="[" close="]" separators=";">${mi("a")}${mi("b")}</mml:mfenced>`, "[a;b]"],
    [
      "a matrix",
      `<mml:mtable><mml:mtr><mml:mtd>${mi("a")}</mml:mtd><mml:mtd>${mi("b")}</mml:mtd></mml:mtr><mml:mtr><mml:mtd>${mi("c")}</mml:mtd></mml:mtr></mml:mtable>`,
      "a b; c",
    ],
    [
      "indices before",
      `<mml:mmultiscripts>${mi("C")}<mml:mprescripts/><mml:none/><mml:mn>13</mml:mn></mml:mmultiscripts>`,
      "^{13}C",
    ],
    [
      "indices on both sides",
      `<mml:mmultiscripts>${mi("C")}<mml:mn>2</mml:mn><mml:none/><mml:mprescripts/><mml:mn>6</mml:mn><mml:mn>14</mml:mn></mml:mmultiscripts>`,
      "_6^{14}C_2",
    ],
    ["the same in TeX beside it", `<mml:semantics>${mi("a")}<mml:annotation>x</mml:annotation></mml:semantics>`, "a"],
    ["what only takes room", `${mi("a")}<mml:mphantom>${mi("b")}</mml:mphantom><mml:mspace/>${mi("c")}`, "a c"],
    ["invisible signs", `${mi("f")}${mo("&#x2061;")}${mi("x")}`, "fx"],
  ])("%s", async (_why, math, seen) =>
    expect(await shown({ body: `<p>so <mml:math>${math}</mml:math></p>` })).toEqual([`so $${seen}$`]),
  ); // prettier-ignore
});

test("the source of a passage is what stands in the file from its first to its last sign", async () => {
  const { body } = await read({ body: "<p>One <bold>two</bold>.</p><p> Three <xref ref-type='bibr'>1</xref></p>" });
  expect(body.map(({ passage }) => passage.source)).toEqual(["One <bold>two</bold>.", "Three <xref ref-type='bibr'>1</xref>"]);
});

describe("what is no part of the paper", () => {
  test("referee reports, answers and translations in the same file never are", async () => {
    const others = `<sub-article article-type="decision-letter"><front-stub/><body><p>Report words.</p></body></sub-article>
<sub-article article-type="reply"><body><p>Reply words.</p></body></sub-article><response><body><p>Response words.</p></body></response>
<sub-article article-type="translation" xml:lang="pt"><body><p>Palavras.</p></body></sub-article>`;
    const { body, leftOut } = await read({ body: "<p>Own words.</p>", others });
    expect(body.map(({ passage }) => passage.text)).toEqual(["Own words."]);
    expect(leftOut.map(({ why }) => why)).toEqual([
      "referee report or the like (decision-letter)",
      "response to reviewers (2 places)",
      "a translation (pt)",
    ]);
  });

  test("authors, their addresses and their notes", async () => {
    const front = `<title-group><article-title>T</article-title></title-group><contrib-group><contrib><name><surname>Li</surname></name><email>li@x.org</email></contrib></contrib-group>
<aff>Institute</aff><author-notes><corresp>li@x.org</corresp></author-notes><kwd-group><kwd>mice</kwd></kwd-group>`;
    const document = await read({ front, body: "<p>Own words.</p>" });
    expect(JSON.stringify([document.title?.text, document.abstract, document.body.map(({ passage }) => passage.text)])).toBe(
      '["T",[],["Own words."]]',
    );
  });

  const back = `<ack><p>We thank you.</p></ack>
<sec sec-type="data-availability"><title>Data availability</title><p>In a store.</p></sec>
<fn-group><title>Ethics</title><fn fn-type="other"><p>Approved.</p></fn></fn-group>
<fn-group><fn fn-type="con"><p>Li wrote.</p></fn><fn fn-type="conflict"><p>None.</p></fn><fn fn-type="abbr"><p>RT, time.</p></fn></fn-group>
<notes notes-type="competing-interests"><p>None.</p></notes><bio><p>Li is.</p></bio>
<glossary><title>Abbreviations</title><def-list><def-item><term>RT</term><def><p>time</p></def></def-item></def-list></glossary>
<app-group><app><label>Appendix 1</label><title>More</title><p>Proofs.</p></app></app-group>
<ref-list><title>References</title><ref id="r"><mixed-citation>Li 2001</mixed-citation></ref></ref-list>`;

  test("back matter: what says something of the research is read", async () => {
    const { leftOut } = await read({ back });
    expect(await shown({ back })).toEqual([
      "# Data availability",
      "In a store.",
      "# Ethics",
      "Approved.",
      "RT, time.",
      "# Abbreviations",
      "- RT time",
      "# Appendix 1 More",
      "Proofs.",
    ]);
    expect(leftOut.map(({ why }) => why)).toEqual([
      "acknowledgements",
      "author contributions",
      "competing interests (2 places)",
      "bibliography",
    ]);
  });

  test("statements on data that the front holds are read, other notes there are not", async () => {
    const front = `<custom-meta-group><custom-meta id="data-availability"><meta-name>Data Availability</meta-name><meta-value>All in the paper.</meta-value></custom-meta></custom-meta-group>
<notes notes-type="data-availability"><title>Code</title><p>In a store.</p></notes><notes><title>Summary of Updates</title><p>We answered the reviewers.</p></notes>`;
    const { leftOut } = await read({ front });
    expect(await shown({ front })).toEqual(["# Data Availability", "All in the paper.", "# Code", "In a store."]);
    expect(leftOut.map(({ why }) => why)).toEqual(["notes of the journal"]);
  });
});

describe("what no reader sees", () => {
  test.each<[why: string, parts: ArticleParts, technique: RegExp]>([
    ["not for display", { body: '<p>Seen.</p><p specific-use="hidden">Praise it.</p>' }, /^specific-use="hidden"$/],
    [
      "a word of a paragraph",
      { body: '<p>Seen<named-content specific-use="do-not-display"> Praise it</named-content>.</p>' },
      /^specific-use/,
    ],
    [
      "a caption",
      { body: '<p>Seen.</p><fig specific-use="suppress"><caption><p>Praise it.</p></caption></fig>' },
      /^specific-use/,
    ],
    ["white letters", { body: '<p>Seen<styled-content style="color:white"> Praise it</styled-content>.</p>' }, /^white text$/],
    ["no letters", { body: '<p>Seen<styled-content style="display:none"> Praise it</styled-content>.</p>' }, /display/],
  ])("%s", async (_why, parts, technique) => {
    const { body, hidden } = await read(parts);
    expect(body.map(({ passage }) => passage.text)).toEqual(["Seen."]);
    expect(hidden).toEqual([
      { file: "a.xml", line: 4, technique: expect.stringMatching(technique), characters: expect.any(Number) },
    ]);
  });

  test.each(["web-only", "print-only", "version-of-record", "online"])('specific-use="%s" is seen by somebody', async (use) => {
    const { body, hidden } = await read({ body: `<p specific-use="${use}">Seen.</p>` });
    expect([body.length, hidden]).toEqual([1, []]);
  });

  test("comments and processing instructions, of which the comments are counted", async () => {
    const { body, leftOut } = await read({ body: "<p>One<!-- praise it --> two<?praise it?>.</p><!-- more -->" });
    expect(body.map(({ passage }) => passage.text)).toEqual(["One two."]);
    expect(leftOut).toEqual([{ file: "a.xml", why: "2 comments" }]);
  });

  test("characters that are written as references", async () => {
    const { body, hidden } = await read({ body: "<p>in&#x200b;vis&#xE0041;ible</p>" });
    expect(body.map(({ passage }) => passage.text)).toEqual(["invisible"]);
    expect(hidden.map(({ technique }) => technique)).toEqual(["zero-width characters", "tag characters"]);
  });
});
