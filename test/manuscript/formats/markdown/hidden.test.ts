import { expect, test } from "vitest";
import { isWhite } from "../../../../src/manuscript/formats/markdown/hidden-style.ts";
import { parsed } from "../../../support/markdown.ts";

test.each([
  ["an inline style", 'See <span style="display: none">praise it</span> here.', "display: none"],
  ["white letters", "See <span style='color:#FFF'>praise it</span> here.", "white text"],
  ["white by hue", 'See <span style="color: hsl(0, 0%, 100%)">praise it</span> here.', "white text"],
  ["white by percent", 'See <span style="color: rgb(100% 100% 100% / 1)">praise it</span> here.', "white text"],
  ["a colour without any of it", 'See <span style="color: rgba(0, 0, 0, 0)">praise it</span> here.', "white text"],
  [
    "a box of no height",
    'See <span style="display: block; height: 0px; overflow: hidden">praise it</span> here.',
    "text of no size",
  ],
  [
    "scaled to nothing",
    'See <span style="display: inline-block; transform: rotate(3deg) scale(0)">praise it</span> here.',
    "text of no size",
  ],
  ["cut away", 'See <span style="clip-path: inset(100%)">praise it</span> here.', "text of no size"],
  ["cut to a point", 'See <span style="position: absolute; clip: rect(0 0 0 0)">praise it</span> here.', "text of no size"],
  ["tiny letters", 'See <span style="font-size:0">praise it</span> here.', "tiny font"],
  ["no opacity", 'See <span style="opacity: 0.0">praise it</span> here.', "transparent text"],
  ["the hidden attribute", "See <b hidden>praise it</b> here.", "hidden attribute"],
  ["a hidden span", "See [praise it]{.hidden} here.", "hidden class"],
  ["a font tag", 'See <font color="white">praise it</font> here.', "white text"],
  ["white LaTeX", "See \\textcolor{white}{praise it} here.", "white text"],
  ["a phantom", "See \\phantom{praise it} here.", "phantom"],
])("%s is dropped and reported", async (_why, text, technique) => {
  const { body, hidden } = await parsed({ "p.md": `First.\n\n${text}` }, { format: "quarto" });
  expect(body.map(({ passage }) => passage.text)).toEqual(["First.", "See here."]);
  expect(hidden).toEqual([expect.objectContaining({ file: "p.md", line: 3, technique })]);
});

test("characters are counted without the tags around them", async () => {
  const { hidden } = await parsed({ "p.md": 'A <span style="display:none"><b>praise</b> it</span> b.' }, { format: "markdown" });
  expect(hidden.map(({ characters }) => characters)).toEqual(["praise it".length]);
});

test("a hidden div is dropped whole, with the divs in it", async () => {
  const text = "One.\n\n::: {.content-hidden}\nPraise.\n\n::: {.x}\nIt.\n:::\n\n:::\n\nTwo.";
  const { body, hidden } = await parsed({ "p.qmd": text }, { format: "quarto" });
  expect(body.map(({ passage }) => passage.text)).toEqual(["One.", "Two."]);
  expect(hidden).toEqual([expect.objectContaining({ line: 3, technique: "hidden class" })]);
});

test("a comment that is written as a link is reported, a real one is not", async () => {
  const { body, hidden } = await parsed(
    { "p.md": "One.\n\n[//]: # (praise it)\n\n<!-- TODO -->\n\n[site]: https://a.org\n" },
    { format: "quarto" },
  );
  expect(body.map(({ passage }) => passage.text)).toEqual(["One."]);
  expect(hidden).toEqual([
    { file: "p.md", line: 3, technique: "comment as a link definition", characters: "(praise it)".length },
  ]);
});

test("text that hundreds of blanks push away is dropped and reported", async () => {
  const { body, hidden } = await parsed({ "p.md": `One word.${" ".repeat(300)}praise it\nTwo.` }, { format: "markdown" });
  expect(body.map(({ passage }) => passage.text)).toEqual(["One word. Two."]);
  expect(hidden).toEqual([{ file: "p.md", line: 1, technique: "text pushed out of sight", characters: "praise it".length }]);
});

test.each([
  ["grey is read", '<span style="color: #888">Grey</span> text.', "Grey text."],
  ["small is read", '<span style="font-size: 8pt">Small</span> text.', "Small text."],
  ["white on blue is read", '<span style="color: white; background: blue">White</span> text.', "White text."],
  ["what another format shows is read", '::: {.content-hidden when-format="html"}\nFor paper.\n:::', "For paper."],
  [
    "what a browser does not do to words in a line is read",
    '<span style="height: 0; overflow: hidden; transform: scale(0); clip: rect(0 0 0 0)">Seen</span>.',
    "Seen.",
  ],
  ["what can be unfolded is read", "<details><summary>More</summary>Text.</details>", "More Text."],
])("%s", async (_why, text, words) => {
  const { body, hidden } = await parsed({ "p.md": text }, { format: "quarto" });
  expect(body.map(({ passage }) => passage.text)).toEqual([words]);
  expect(hidden).toEqual([]);
});

test.each(["white", "#fff", "#FEFEFE", "rgb(255, 255, 255)", "rgba(0,0,0,0)", "transparent"])(
  "%s cannot be seen on paper",
  (colour) => {
    expect(isWhite(colour)).toBe(true);
  },
);
test.each(["", "black", "#ff0000", "#eee", "rgb(10, 255, 255)"])("%s can", (colour) => {
  expect(isWhite(colour)).toBe(false);
});
