/** The tree of a LaTeX file: that of the field's parser where the source is valid, and what TeX would recover to where it is not. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseMinimal } from "@unified-latex/unified-latex-util-parse";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LatexNode, parseNodes } from "../../../../src/manuscript/formats/latex/ast.ts";
import { splitIntoChunks } from "../../../../src/manuscript/formats/latex/chunks.ts";
import { maskLatex } from "../../../../src/manuscript/formats/latex/mask.ts";
import { CORPUS, hasCorpus } from "../../../support/corpus.ts";

/** A node by its kind, what is said of it alone, where it stands, and what is in it. */
type Shape = readonly [kind: string, said: string, at: number, end: number, children: readonly Shape[]];

function shapeOf(node: LatexNode): Shape {
  const said = "text" in node ? node.text : "name" in node ? node.name : node.kind === "math" && node.display ? "display" : "";
  return [node.kind, said, node.at, node.end, "children" in node ? merged(node.children.map(shapeOf)) : []];
}

type PegNode = ReturnType<typeof parseMinimal>["content"][number];

/** Of the other parser's node, which has no children of its own where its content is text. */
function pegShapes(node: PegNode): Shape[] {
  const [at, end] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
  const children = "content" in node && Array.isArray(node.content) ? merged(node.content.flatMap(pegShapes)) : [];
  switch (node.type) {
    case "string":
      return [["text", node.content, at, end, []]];
    case "whitespace":
      return [["blank", "", at, end, []]];
    case "parbreak":
      return [["paragraph end", "", at, end, []]];
    case "comment":
      return node.sameline === true && node.leadingWhitespace !== true ? [] : [["blank", "", at, end, []]];
    case "macro":
      return [["macro", node.content, at, end, []]];
    case "verb":
      return [["verb", node.content, at, end, []]];
    case "inlinemath":
      return [["math", "", at, end, children]];
    case "displaymath":
    case "mathenv":
      return [["math", "display", at, end, children]];
    case "environment":
      return [["environment", String(node.env), at, end, children]];
    case "group":
      return [["group", "", at, end, children]];
    default:
      throw new Error(`a node of type ${node.type} is not expected`);
  }
}

/** Text that touches is one, and so are blanks that do: how many nodes they are, nobody asks. */
function merged(shapes: readonly Shape[]): Shape[] {
  const out: Shape[] = [];
  for (const shape of shapes) {
    const last = out.at(-1);
    if (last !== undefined && last[0] === shape[0] && last[3] === shape[2] && /^(?:text|blank)$/.test(shape[0]))
      out[out.length - 1] = [last[0], last[1] + shape[1], last[2], shape[3], []];
    else out.push(shape);
  }
  return out;
}

const ours = (text: string): Shape[] => merged(parseNodes(text, 0).map(shapeOf));
const theirs = (text: string): Shape[] => merged(parseMinimal(text).content.flatMap(pegShapes));

const WORDS = ["mice", "1.5", ".", "é", "~", "#1", "-", "\\emph", "\\'", "\\%", "\\\\", "\\$", "\\{", "@", "\\LaTeX "];
const GAPS = [" ", "\n", "\t", "  \n ", "% said\n", " % said {\n  ", "\n% a\n  % b\n", "%\n"];
const within = (open: string, parts: fc.Arbitrary<string>, close: string): fc.Arbitrary<string> =>
  parts.map((inner) => `${open}${inner}${close}`);
const joined = (part: fc.Arbitrary<string>, minLength = 0): fc.Arbitrary<string> =>
  fc.array(part, { minLength, maxLength: 5 }).map((parts) => parts.join(""));
const { text: latex } = fc.letrec<{ text: string; math: string }>((tie) => ({
  text: joined(
    fc.oneof(
      { depthSize: "small" },
      fc.constantFrom(...WORDS, ...GAPS, "\n\n", "\n \n\t", "&", "^", "_", "\\verb|{%$|"),
      within("{", tie("text"), "}"),
      within("\\begin{quote}", tie("text"), "\\end{quote}"),
      within("\\begin{figure*}% here\n", tie("text"), "\\end{figure*}"),
      within("$x", tie("math"), "$"),
      within("$$", tie("math"), "$$"),
      within("\\(", tie("math"), "\\)"),
      within("\\[", tie("math"), "\\]"),
      within("\\begin{align*}", tie("math"), "\\end{align*}"),
    ),
  ),
  math: joined(
    fc.oneof(
      { depthSize: "small" },
      fc.constantFrom(...WORDS, ...GAPS, "^", "_", "&", " & ", "\\frac "),
      within("{", tie("text"), "}"),
      within("\\begin{array}", tie("text"), "\\end{array}"),
    ),
  ),
}));

test("valid LaTeX has the tree that unified-latex gives it, to the character", () => {
  fc.assert(
    fc.property(latex, (text) => {
      expect(ours(text)).toEqual(theirs(text));
    }),
    { seed: 7, numRuns: 100, examples: [["a%\n\nb"], ["$x^ {2} _3$"], ["\n%a\n\n %b\nc"], ["\\begin{a} {\\begin{b}}\\end{a}"]] },
  );
});

test.skipIf(!hasCorpus)("so has a real paper", () => {
  const paper = maskLatex(readFileSync(join(CORPUS, "minimap2-latex", "v3", "tex", "minimap2.tex"), "utf8")).text;
  for (const { text } of [...splitIntoChunks(paper)].filter(({ text }) => text.length < 5_000))
    expect(ours(text)).toEqual(theirs(text));
});

/** As one line: groups in braces, math in dollars, environments by name, macros as they are called, and nothing for what prints nothing. */
const sketch = (nodes: readonly LatexNode[]): string =>
  nodes
    .map((node) => {
      if (node.kind === "group") return `{${sketch(node.children)}}`;
      if (node.kind === "math") return node.display ? `$$${node.body}$$` : `$${node.body}$`;
      if (node.kind === "environment") return `<${node.name}>${sketch(node.children)}</>`;
      if (node.kind === "macro") return `\\${node.name}`;
      return node.kind === "text" || node.kind === "verb" ? node.text : " ";
    })
    .join("");

describe("what nothing closes is read as if its opening were not there, and all else as it is", () => {
  test.each([
    { what: "a brace", text: "a {b $c$", tree: "a b $c$" },
    { what: "a brace in math", text: "$a {b$ c", tree: "$a {b$ c" },
    { what: "a brace that nothing opens", text: "a} b", tree: "a b" },
    { what: "a dollar", text: "a $5 {b} c", tree: "a 5 {b} c" },
    { what: "a dollar in a group", text: "{a $5} and {$6} $c$", tree: "{a 5} and {6} $c$" },
    { what: "two dollars", text: "$$a $b$", tree: "$a $b" },
    { what: "\\(", text: "a \\( b \\[c\\]", tree: "a  b $$c$$" },
    { what: "\\[ in an environment", text: "\\begin{a}\\[b\\end{a}", tree: "<a>b</>" },
    { what: "an environment", text: "\\begin{a}b", tree: "\\begin{a}b" },
    { what: "an environment in a group", text: "{\\begin{a}b} {c\\end{a}}", tree: "{\\begin{a}b} {c\\end{a}}" },
    { what: "environments that cross", text: "\\begin{a}\\begin{b}c\\end{a}\\end{b}", tree: "<a>\\begin{b}c</>\\end{b}" },
    { what: "\\end alone", text: "\\end{a} b", tree: "\\end{a} b" },
    { what: "\\verb", text: "\\verb|a\nb|", tree: "\\verb|a b|" },
    { what: "a backslash", text: "a\\", tree: "a\\" },
  ])("$what", ({ text, tree }) => expect(sketch(parseNodes(text, 0))).toBe(tree));
});

describe("names are read to their end", () => {
  test.each([
    { what: "a name that begins like \\verb", text: "\\verbatiminput{a}", tree: "\\verbatiminput{a}" },
    { what: "names that begin like \\begin and \\end", text: "\\begingroup a\\endgroup", tree: "\\begingroup a\\endgroup" },
    { what: "a name with an @ that LaTeX knows", text: "\\@gobble{a}\\@ b", tree: "\\@gobble{a}\\@ b" },
    { what: "a blank before an environment's name", text: "\\begin {a}b\\end {a}", tree: "<a>b</>" },
  ])("$what", ({ text, tree }) => expect(sketch(parseNodes(text, 0))).toBe(tree));
});

test("a node says where it stands in the file, not in its chunk", () => {
  expect(parseNodes("a $b$", 100)).toMatchObject([
    { at: 100, end: 101 },
    { at: 101, end: 102 },
    { at: 102, end: 105, bodyAt: 103, children: [{ at: 103, end: 104 }] },
  ]);
});
