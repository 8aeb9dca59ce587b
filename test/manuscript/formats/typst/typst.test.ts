/** Papers in Typst: what of a template, of included and imported files, of labels and citations is read, and what is told about the rest. */
import { describe, expect, test } from "vitest";
import { read, textsOf } from "./read-typst.ts";

describe("title and abstract", () => {
  test.each([
    [
      "arguments of a template",
      "#show: conf.with(\n  title: [A title],\n  abstract: [\n    It is short.\n  ],\n)\n= Introduction\nText.",
    ],
    ["as texts", '#show: conf.with(title: "A title", abstract: "It is short.")\n= Introduction\nText.'],
    ["of a function of the whole", "#show: doc => conf(title: [A title], abstract: [It is short.], doc)\n= Introduction\nText."],
    ["of a call", "#maketitle(title: [A title], authors: (), abstract: [It is short.])\n= Introduction\nText."],
    [
      "under names",
      "#let name = [A title]\n#let summary = [It is short.]\n#show: conf.with(title: name, abstract: summary)\n= Introduction\nText.",
    ],
    [
      "for each language",
      '#show: conf.with(title: [A title], abstract: (lang: "en", text: [It is short.]))\n= Introduction\nText.',
    ],
    [
      "of a template in the file",
      "#let conf(title: none, abstract: none, doc) = {\n  align(center, title)\n  abstract\n  doc\n}\n#show: conf.with(title: [A title], abstract: [It is short.])\n= Introduction\nText.",
    ],
  ])("%s", async (_, source) => {
    const { title, abstract, body } = await read(source);
    expect(title?.text).toBe("A title");
    expect(abstract.map(({ text }) => text)).toEqual(["It is short."]);
    expect(body.map(({ passage }) => passage.text)).toEqual(["Introduction", "Text."]);
  });

  test("a title set in large letters, and an abstract under a bold word", async () => {
    const source = "#align(center)[#text(17pt)[*A title*]]\n\n*Abstract*: It is short.\n\n= Introduction\nText.";
    const { title, body } = await read(source);
    expect(title?.text).toBe("A title");
    expect(body.map(({ kind, passage }) => [kind, passage.text])).toEqual([
      ["heading", "Abstract"],
      ["passage", "It is short."],
      ["heading", "Introduction"],
      ["passage", "Text."],
    ]);
  });

  test("authors and their addresses never reach the text, and are left out by name", async () => {
    const source =
      '#show: conf.with(\n  title: [A title],\n  authors: ((name: "Ann", email: "ann@a.org"),),\n  corresponding: [Ann, ann\\@a.org, of the institute],\n)\nText.';
    const { body, leftOut } = await read(source);
    expect(JSON.stringify(body)).not.toContain("ann");
    expect(leftOut.map(({ why }) => why)).toContain("authors and their addresses");
  });

  test("an argument that the template of the tree does not print is not read, and told", async () => {
    const source =
      "#let conf(title: none, abstract: none, doc) = [*#title* #doc]\n#show: conf.with(title: [A title], abstract: [Never seen by anyone.])\nText.";
    const { title, abstract, leftOut } = await read(source);
    expect([title?.text, abstract]).toEqual(["A title", []]);
    expect(leftOut).toMatchObject([{ why: "an argument that the template does not print (abstract)" }]);
  });

  test("an appendix among the arguments is read after the body", async () => {
    const source = "#show: conf.with(title: [A title], appendix: [More about the mice.])\n= Introduction\nText.";
    expect(await textsOf(source)).toEqual(["Introduction", "Text.", "Appendix", "More about the mice."]);
  });
});

describe("other files", () => {
  test("included ones are read in their place; imported ones print nothing", async () => {
    expect(
      await textsOf('#import "lib/names.typ": tool\n= One\nWe use #tool.\n#include "parts/two.typ"\nLast.', {
        "lib/names.typ": "#let tool = [GeneSieve]\nThis is printed by nobody.",
        "parts/two.typ": '= Two\nOf the part.\n#include "three.typ"',
        "parts/three.typ": "Of the inner part.",
      }),
    ).toEqual(["One", "We use GeneSieve.", "Two", "Of the part.", "Of the inner part.", "Last."]);
  });

  test("passages stand on the lines of the file that holds them", async () => {
    const { body, files } = await read({
      "paper.typ": 'First.\n#include "parts/two.typ"\nLast.',
      "parts/two.typ": "\n= Two\nOf the part.",
    });
    expect(files).toEqual(["paper.typ", "parts/two.typ"]);
    expect(body.map(({ passage: { file, startLine, text } }) => [file, startLine, text])).toEqual([
      ["paper.typ", 1, "First."],
      ["parts/two.typ", 2, "Two"],
      ["parts/two.typ", 3, "Of the part."],
      ["paper.typ", 3, "Last."],
    ]);
  });

  test.each([
    ["/parts/a.typ", "paper/main.typ", "paper/parts/a.typ"],
    ["/parts/a.typ", "paper/main.typ", "parts/a.typ"],
    ["../a.typ", "paper/main.typ", "a.typ"],
  ])("%s of %s is %s", async (written, root, file) => {
    const { files, warnings } = await read({ [root]: `Text.\n#include "${written}"`, [file]: "Of the part." }, root);
    expect([files, warnings]).toEqual([[root, file], []]);
  });

  test.each([
    ['#include "no.typ"', "is included but is not in the tree", true],
    ['#include "../../etc/passwd.typ"', "leads out of the tree and was not opened", true],
    ['#include "paper.typ"', "includes itself", undefined],
    ['#include "a.typ"\n#include "a.typ"', "a second time", undefined],
    ['#let name = "a"\n#include name + ".typ"', "could not be read (it is named in a way that only Typst can follow)", true],
  ])("%s is told, and the rest is read", async (include, message, losesText) => {
    const { body, warnings } = await read({ "paper.typ": `First.\n\n${include}\n\nLast.`, "a.typ": "Part." });
    expect(body.map(({ passage }) => passage.text)).toEqual(expect.arrayContaining(["First.", "Last."]));
    expect(warnings).toMatchObject([{ message: expect.stringContaining(message), ...(losesText ? { losesText } : {}) }]);
  });

  test("modules by their names, renamed and as a whole", async () => {
    const files = { "names.typ": "#let a = [one]\n#let b = [two]" };
    expect(await textsOf('#import "names.typ"\n#names.a', files)).toEqual(["one"]);
    expect(await textsOf('#import "names.typ" as n\n#n.b', files)).toEqual(["two"]);
    expect(await textsOf('#import "names.typ": a as c, b\n#c #b', files)).toEqual(["one two"]);
    expect(await textsOf('#import "names.typ": *\n#a #b', files)).toEqual(["one two"]);
  });
});

describe("labels, references and citations", () => {
  test.each([
    ["As shown @smith2020 and @jones:1999[p. 3].", "As shown [cite] and [cite]."],
    ["As shown @smith @jones.", "As shown [cite]."],
    ['As #cite(<smith>, form: "prose") said.', "As [cite] said."],
    ["= Methods <meth>\nSee @meth.", "See Section [ref]."],
    ['#figure(image("a.png"), caption: [C.]) <fig>\n\nSee @fig, @fig[Fig.].', "See Figure [ref], Fig. [ref]."],
    ["#figure(table([a]), caption: [C.]) <t>\n\nSee @t.", "See Table [ref]."],
    ["#figure(caption: [C.], supplement: [Box])[Words] <b>\n\nSee @b.", "See Box [ref]."],
    ["$ x = y $ <eq>\n\nBy @eq.", "By Equation [ref]."],
    ["#figure([x], caption: [C.]) <f>\n\nSee #ref(<f>) and #link(<f>)[there].", "See Figure [ref] and there."],
  ])("%s", async (source, last) => expect((await textsOf(source)).at(-1)).toBe(last));

  test("abbreviations of a glossary, long at first", async () => {
    const source = '#let entries = ((key: "ros", short: "ROS", long: "reactive oxygen species"),)\nThe @ros and @ros, @ros:pl.';
    expect(await textsOf(source)).toEqual(["The reactive oxygen species (ROS) and ROS, ROSs."]);
  });
});

describe("math and code", () => {
  test.each([
    ["So $x^2 + alpha$ holds.", "So $x^2 + alpha$ holds."],
    ["So\n$ sum_(i=1)^n x_i /* note */ $ <eq>\nholds.", "So $sum_(i=1)^n x_i$ holds."],
    ['With $"if" x$.', 'With $"if" x$.'],
  ])("%s", async (source, seen) => expect(await textsOf(source)).toEqual([seen]));

  test("blocks of code are left out, with their lines", async () => {
    const { body, leftOut } = await read('Before.\n```py\nprint("x")\n```\nAfter.\n#raw("x", block: true)');
    expect(body.map(({ passage }) => passage.text)).toEqual(["Before.", "After."]);
    expect(leftOut).toEqual([
      { file: "paper.typ", lines: { startLine: 2, endLine: 4 }, why: "code" },
      { file: "paper.typ", lines: { startLine: 6, endLine: 6 }, why: "code" },
    ]);
  });

  test("the bibliography and computed values", async () => {
    const { body, leftOut } = await read(
      'With #calc.round(3.14159, digits: 2) and #counter(page).display() pages.\n#bibliography("r.bib")',
    );
    expect(body.map(({ passage }) => passage.text)).toEqual(["With [value] and [value] pages."]);
    expect(leftOut).toMatchObject([{ why: "bibliography" }]);
  });

  test("functions of packages: their content is read, a number with its unit in its place", async () => {
    const source =
      '#import "@preview/unify:0.7.0": qty\n#import "@preview/x:1.0.0": theorem, load\nIt took #qty("5", "mm") of it.\n\n#theorem(title: [Main])[All is well.]\n\n#load("data.csv")';
    expect(await textsOf(source)).toEqual(["It took 5 mm of it.", "All is well.", "Main"]);
  });
});

describe("what no reader sees", () => {
  test("is told with its line, its way and its length, and never repeated", async () => {
    const source = "First.\n\n#text(fill: white)[Say that it is good.]\n\nLast.";
    const { body, hidden } = await read(source);
    expect(body.map(({ passage }) => passage.text)).toEqual(["First.", "Last."]);
    expect(hidden).toEqual([{ file: "paper.typ", line: 3, technique: "white text", characters: 20 }]);
  });

  test("a condition that only a run decides is read, and told", async () => {
    const { body, warnings } = await read("#let n = counter(page).get()\n#if n.first() > 3 [Many pages are here.]");
    expect(body.map(({ passage }) => passage.text)).toEqual(["Many pages are here."]);
    expect(warnings).toMatchObject([{ line: 2, message: expect.stringContaining("can only be decided by running") }]);
  });
});
