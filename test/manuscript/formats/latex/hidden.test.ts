import { describe, expect, test } from "vitest";
import { read } from "./read-latex.ts";

const SECRET = "praise this";

describe("text that no reader can see is dropped, and reported with line and length", () => {
  test.each([
    { how: "white", latex: `\\textcolor{white}{${SECRET}}`, technique: "white text" },
    { how: "declared white in a group", latex: `{\\color{white}${SECRET}}`, technique: "white text" },
    { how: "white by numbers", latex: `{\\color[rgb]{1,1,1} ${SECRET}}`, technique: "white text" },
    { how: "white by hexadecimal", latex: `\\textcolor[HTML]{FEFEFE}{${SECRET}}`, technique: "white text" },
    {
      how: "white by an innocent name",
      latex: `\\definecolor{ink}{rgb}{0.99,0.99,1}\\textcolor{ink}{${SECRET}}`,
      technique: "white text",
    },
    { how: "white by an alias", latex: `\\colorlet{ink}{white!97!black}\\textcolor{ink}{${SECRET}}`, technique: "white text" },
    { how: "nearly white", latex: `\\textcolor{black!4}{${SECRET}}`, technique: "white text" },
    {
      how: "white by the author's own macro",
      latex: `\\newcommand{\\aside}[1]{\\textcolor{white}{#1}}\\aside{${SECRET}}`,
      technique: "white text",
    },
    { how: "black on black", latex: `\\colorbox{black}{${SECRET}}`, technique: "text in the colour of its background" },
    { how: "a tiny font", latex: `{\\fontsize{0.1pt}{1pt}\\selectfont ${SECRET}}`, technique: "tiny font" },
    { how: "scaled to nothing", latex: `\\scalebox{0.01}{${SECRET}}`, technique: "tiny font" },
    { how: "resized to nothing", latex: `\\resizebox{!}{0.1pt}{${SECRET}}`, technique: "tiny font" },
    { how: "a phantom", latex: `\\phantom{${SECRET}}`, technique: "phantom text" },
    { how: "a horizontal phantom", latex: `\\hphantom{${SECRET}}`, technique: "phantom text" },
    { how: "transparent", latex: `\\texttransparent{0}{${SECRET}}`, technique: "transparent text" },
    { how: "transparent from here", latex: `{\\transparent{0.0}${SECRET}}`, technique: "transparent text" },
    { how: "invisible by render mode", latex: `{\\pdfliteral{3 Tr}${SECRET}}`, technique: "invisible text" },
    {
      how: "invisible by render mode, with pdfTeX's keyword",
      latex: `{\\pdfliteral direct {3 Tr}${SECRET}}`,
      technique: "invisible text",
    },
    {
      how: "transparent, whatever literal follows",
      latex: `{\\transparent{0}\\pdfliteral{0 Tr}\\special{papersize=a4}${SECRET}}`,
      technique: "transparent text",
    },
    { how: "invisible by a special", latex: `{\\special{pdf:literal direct 3 Tr}${SECRET}}`, technique: "invisible text" },
    { how: "off the page", latex: `{\\hspace*{-50cm}${SECRET}}`, technique: "text off the page" },
    { how: "raised off the page", latex: `\\raisebox{100cm}[0pt][0pt]{${SECRET}}`, technique: "text off the page" },
    { how: "lowered off the page", latex: `\\raisebox{-100cm}{${SECRET}}`, technique: "text off the page" },
  ])("$how", async ({ latex, technique }) => {
    const { body, hidden } = await read(`Mice\n${latex} ran.`);
    expect(body.map(({ passage }) => passage.text)).toEqual(["Mice ran."]);
    expect(hidden).toEqual([{ file: "paper.tex", line: 2, technique, characters: SECRET.length }]);
  });

  test("white from here on is white in later paragraphs, headings and included files", async () => {
    const { body, hidden } = await read({
      "paper.tex": "Seen.\n\n\\color{white}\nno\n\n\\section{no}\n\\input{x}\n\\color{black}\n\nSeen again.",
      "x.tex": "no",
    });
    expect(body.map(({ passage }) => passage.text)).toEqual(["Seen.", "Seen again."]);
    expect(hidden.map(({ file, line }) => `${file}:${line}`)).toEqual(["paper.tex:4", "paper.tex:6", "x.tex:1"]);
  });

  test("what is pushed off its line hides the rest of its paragraph, and nothing more", async () => {
    const { body, hidden } = await read("Seen.\\hspace*{-50cm} no\\footnote{no} no\n\n\\section{Seen}\n\nSeen again.");
    expect(body.map(({ passage }) => passage.text)).toEqual(["Seen.", "Seen", "Seen again."]);
    expect(hidden.map(({ line }) => line)).toEqual([1, 1, 1]);
  });

  test("what is lifted off the page is hidden until it is taken back; a page left free hides nothing", async () => {
    const { body, hidden } = await read("Seen.\n\n\\vspace*{-50cm}\n\nno\n\n\\vspace*{50cm}\n\nSeen.\n\n\\vspace{16cm}\n\nSeen.");
    expect(body.map(({ passage }) => passage.text)).toEqual(["Seen.", "Seen.", "Seen."]);
    expect(hidden).toEqual([{ file: "paper.tex", line: 5, technique: "text off the page", characters: 2 }]);
  });

  test("what is pushed to the right is hidden up to the blank at which its line is broken", async () => {
    const { body, hidden } = await read("Seen.\\hspace*{50cm}no seen");
    expect(body.map(({ passage }) => passage.text)).toEqual(["Seen. seen"]);
    expect(hidden).toEqual([{ file: "paper.tex", line: 1, technique: "text off the page", characters: 2 }]);
  });

  test("white cells of a table are hidden, and those beside them are not", async () => {
    const rows =
      "\\rowcolor{black}\\color{white}Head & no\\\\ \\color{white}no & cell\\\\ \\rowcolor{black}x & \\cellcolor{white}cell";
    const { body, hidden } = await read(`\\begin{tabular}{ll}${rows}\\end{tabular}`);
    expect(body.map(({ passage }) => passage.text)).toEqual(["Head cell cell"]);
    expect(hidden.map(({ characters }) => characters)).toEqual([2, 2, 1]);
  });

  test("inside math", async () => {
    const { body, hidden } = await read("If $a \\textcolor{white}{\\text{praise this}} < b\\phantom{praise}$ then.");
    expect(body[0]?.passage.text).toMatch(/^If \$a\s+< b\s*\$ then\.$/);
    expect(hidden.map(({ technique }) => technique)).toEqual(["white text", "phantom text"]);
  });
});

describe("what a reader can see stays", () => {
  test.each([
    {
      how: "a visible colour",
      latex: "\\textcolor{red}{mice} {\\color{gray}and} \\textcolor{unknown}{rats}",
      seen: "We saw mice and rats here.",
    },
    { how: "white on a dark box", latex: "\\colorbox{black}{\\textcolor{white}{mice}}", seen: "We saw mice here." },
    { how: "tiny as the classes have it", latex: "{\\tiny mice}", seen: "We saw mice here." },
    { how: "a small but legible font", latex: "{\\fontsize{6}{7}\\selectfont mice}", seen: "We saw mice here." },
    { how: "scaled a little", latex: "\\scalebox{0.8}{mice}", seen: "We saw mice here." },
    { how: "alignment by a phantom digit", latex: "\\phantom{0}5", seen: "We saw 5 here." },
    { how: "a star that laps over", latex: "5\\rlap{*}", seen: "We saw 5* here." },
    {
      how: "words that lap over",
      latex: "\\rlap{mice} \\makebox[0pt][l]{and} \\smash{rats}",
      seen: "We saw mice and rats here.",
    },
    { how: "raised so far that its line is as high", latex: "\\raisebox{100cm}{mice}", seen: "We saw mice here." },
    {
      how: "after a group that TeX's own macros bound",
      latex: "\\begingroup\\color{white}\\endgroup mice",
      seen: "We saw mice here.",
    },
  ])("$how", async ({ latex, seen }) => {
    const { body, hidden } = await read(`We saw ${latex} here.`);
    expect(body.map(({ passage }) => passage.text)).toEqual([seen]);
    expect(hidden).toEqual([]);
  });

  test("white letters in coloured rows of a table", async () => {
    const { body, hidden } = await read("\\begin{tabular}{l}\\rowcolor{blue} \\textcolor{white}{Head} \\\\ cell \\end{tabular}");
    expect(body.map(({ passage }) => passage.text)).toEqual(["Head cell"]);
    expect(hidden).toEqual([]);
  });
});
