/** What pdfTeX (TeX Live 2022, with siunitx 3.1, glossaries 4.52, acronym 1.47) and pdftotext 22.12 show of an input is what is read of it. */
import { describe, expect, test } from "vitest";
import { parseLatex } from "../../../../src/manuscript/formats/latex/parse.ts";
import { textFiles } from "../../../support/text-files.ts";
import { read, textsOf } from "./read-latex.ts";

const paper = (preamble: string, body: string) => `${preamble}\n\\begin{document}\n${body}\n\\end{document}`;
/** What is seen between two words. */
async function seenOf(latex: string, preamble = ""): Promise<string> {
  const { body } = await read(paper(preamble, `So ${latex} here`));
  return body
    .map(({ passage }) => passage.text)
    .join("\n")
    .replace(/^So (.*) here$/s, "$1");
}

describe("numbers and units", () => {
  test.each([
    [String.raw`\qty{5e3}{\per\cubic\metre}`, "5e3 m^-3"],
    [String.raw`\SI{3}{\mol\per\square\metre\per\second}`, "3 mol m^-2 s^-1"],
    [String.raw`\qty{7}{\square\centi\metre}, \qty{2}{\cubic\milli\metre}`, "7 cm^2, 2 mm^3"],
    [String.raw`\qty{4}{\raiseto{4}\metre}, \si{\metre\tothe{5}}, \si{\per\raiseto{4}\metre}`, "4 m^4, m^5, m^-4"],
    [String.raw`\SI{20}{\kilo\gram\per\metre\cubed}`, "20 kg m^-3"],
    [String.raw`\unit{\kilogram\metre\per\second\squared}`, "kg m s^-2"],
    [String.raw`\SI{2.5}{\micro\litre}, \qty{5}{\uL}, \qty{5}{\ml}, \qty{3}{\kohm}`, "2.5 µL, 5 µL, 5 mL, 3 kΩ"],
    [String.raw`\si{mg.kg^{-1}}, \SI{2}{mm}, \SI{3}{m/s}`, "mg kg^-1, 2 mm, 3 m/s"],
    [String.raw`\qty{20}{\degreeCelsius}, \qty{5}{\percent}, \qty{30}{\degree}`, "20 °C, 5 %, 30°"],
    [String.raw`\qtylist{1;2;3}{\mL}, \SIlist{1;2}{\s}`, "1 mL, 2 mL and 3 mL, 1 s and 2 s"],
    [String.raw`\numlist{1;2;3}; \numrange{1}{9}; \qtyrange{1}{2}{\um}`, "1, 2 and 3; 1 to 9; 1 µm to 2 µm"],
    [String.raw`\numproduct{2x3}; \qtyproduct{2x3}{\m}`, "2 × 3; 2 m × 3 m"],
    [String.raw`\ang{12;30;}, \ang{45}, \ang{1;2;3}`, "12°30′, 45°, 1°2′3″"],
    [String.raw`\num{+-5}, \num{3 +- 0.2}, \num{12.3 \pm 1.5}, \num{.5}, \num{1,5}`, "±5, 3.0(2), 12.3(15), 0.5, 1.5"],
    [String.raw`\num[separate-uncertainty=true]{3 +- 0.2}`, "3.0 ± 0.2"],
    [String.raw`\qty[per-mode=symbol]{3}{\mol\per\metre\per\second}, \si[per-mode=symbol]{\m\per\s}`, "3 mol/(m s), m/s"],
    [String.raw`\nicefrac{1}{2}, \sfrac{3}{4} of it`, "1/2, 3/4 of it"],
    [String.raw`5\textperthousand{} of 20\ensuremath{^{\circ}}C`, "5‰ of 20$^{\\circ}$C"],
  ])("%s", async (latex, seen) => expect(await seenOf(latex)).toBe(seen));

  test("units of the author, and settings for the whole paper", async () => {
    const preamble = String.raw`\DeclareSIUnit{\cfu}{CFU}\DeclareSIUnit\cells{cells}\sisetup{range-phrase=--, range-units=single, per-mode=symbol}`;
    const body = String.raw`\qty{3.2}{\kilo\cfu\per\milli\litre}; \qty{4}{\cells\per\mL}; \qtyrange{1}{2}{\um}`;
    expect(await seenOf(body, preamble)).toBe("3.2 kCFU/mL; 4 cells/mL; 1–2 µm");
  });
});

describe("delimiters that the author declares for math", () => {
  const preamble = String.raw`\usepackage{mathtools}
\DeclarePairedDelimiter{\abs}{\lvert}{\rvert}\DeclarePairedDelimiter\norm{\lVert}{\rVert}\DeclarePairedDelimiter{\ceil}{\lceil}{\rceil}
\DeclarePairedDelimiterX{\inner}[2]{\langle}{\rangle}{#1,#2}\DeclarePairedDelimiterX{\set}[1]{\{}{\}}{#1}
\DeclarePairedDelimiterX{\cond}[2]{(}{)}{#1\,\delimsize\vert\,#2}`;
  test.each([
    [String.raw`$\abs{x}$`, "$|x|$"],
    [String.raw`$2\norm*{y}$`, "$2 ∥y∥$"],
    [String.raw`$\abs[\big]{z}$, $\inner{a}{b}$`, "$|z|$, $⟨a ,b⟩$"],
    [String.raw`$\set{c}$, $\cond{d}{e}$`, ["$", "{c}$, $(d |e)$"].join("")],
    [String.raw`$\abs{f+\norm{g}}$`, "$|f+ ∥g∥|$"],
    [String.raw`$\frac{\abs{h}}{k}$`, String.raw`$\frac{ |h|}{k}$`],
  ])("%s", async (latex, seen) => expect(await seenOf(latex, preamble)).toBe(seen));
});

describe("what the author defined", () => {
  test.each([
    [
      "xparse without arguments",
      String.raw`\NewDocumentCommand{\tool}{}{GeneSieve\xspace}`,
      String.raw`\tool and \tool.`,
      "GeneSieve and GeneSieve.",
    ],
    [
      "with a default",
      String.raw`\NewDocumentCommand{\pval}{O{0.05} m}{p below #1 (#2)}`,
      String.raw`\pval{two}, \pval[0.1]{one}`,
      "p below 0.05 (two), p below 0.1 (one)",
    ],
    [
      "with a star",
      String.raw`\NewDocumentCommand{\twice}{s m}{\IfBooleanTF{#1}{starred #2}{plain #2}}`,
      String.raw`\twice*{y}, \twice{z}`,
      "starred y, plain z",
    ],
    [
      "that asks for a value",
      String.raw`\DeclareDocumentCommand\w{o m}{\IfNoValueTF{#1}{#2}{#2 of #1}}`,
      String.raw`\w{a}, \w[b]{c}`,
      "a, c of b",
    ],
    [
      "with other delimiters",
      String.raw`\NewDocumentCommand{\at}{r() d<> m}{#3 at #1\IfValueT{#2}{ and #2}}`,
      String.raw`\at(1){x}, \at(1)<2>{y}`,
      "x at 1, y at 1 and 2",
    ],
    [
      "\\let",
      String.raw`\newcommand{\tool}{GeneSieve}\let\old=\tool \let\strong\textbf`,
      String.raw`\old{} is \strong{good}`,
      "GeneSieve is good",
    ],
    [
      "a name for another macro",
      String.raw`\newcommand{\code}{\texttt}\def\lst{\lstinline}`,
      String.raw`\code{a} \lst{b}`,
      "a b",
    ],
    [
      "delimited \\def",
      String.raw`\def\between(#1,#2){from #1 to #2}\def\upto#1;{(#1)}`,
      String.raw`\between(3,4) \upto x y; z`,
      "from 3 to 4 (x y) z",
    ],
    [
      "an environment's beginning and end",
      String.raw`\newenvironment{kbox}[1]{\textbf{#1:} }{ (end)}`,
      String.raw`\begin{kbox}{Key}Inside\end{kbox}`,
      "Key: Inside (end)",
    ],
    [
      "that wraps another",
      String.raw`\newenvironment{kbox}[1][Note]{\begin{quote}#1: }{\end{quote}}`,
      String.raw`\begin{kbox}Inside\end{kbox}`,
      "So\nNote: Inside\nhere",
    ],
    [
      "by xparse",
      String.raw`\NewDocumentEnvironment{kbox}{O{Note} m}{#1 (#2): }{ of #2}`,
      String.raw`\begin{kbox}{x}Inside\end{kbox}`,
      "Note (x): Inside of x",
    ],
  ])("%s", async (_why, preamble, body, seen) => expect(await seenOf(body, preamble)).toBe(seen));

  test("an environment that stands for one that is left out is left out", async () => {
    const { body, leftOut } = await read(
      paper(
        "\\newenvironment{draw}{\\begin{tikzpicture}[scale=2]}{\\end{tikzpicture}}",
        "A.\n\n\\begin{draw}\\node{x};\\end{draw}\n\nB.",
      ),
    );
    expect(body.map(({ passage }) => passage.text)).toEqual(["A.", "B."]);
    expect(leftOut).toMatchObject([{ why: "picture" }]);
  });

  test("an environment and a macro that stand for themselves end", async () => {
    const preamble = String.raw`\newenvironment{a}{in \begin{a}}{\end{a}}\NewDocumentCommand{\own}{m}{z \own{#1}}`;
    expect(await seenOf("\\begin{a}in\\end{a} \\own{z}", preamble)).toMatch(/^(?:in ){19,}.*(?:z )+z$/s);
  });
});

describe("abbreviations", () => {
  const acronyms = String.raw`\newacronym{ros}{ROS}{reactive oxygen species}\acrodef{pcr}[PCR]{polymerase chain reaction}
\newglossaryentry{vec}{name={vector}, description={An animal}, plural={vectors, all}}
\newacronym[shortplural={GOs},longplural={genes of origin}]{go}{GO}{gene of origin}`;
  test.each([
    [String.raw`\gls{ros} and \gls{ros}`, "reactive oxygen species (ROS) and ROS"],
    [
      String.raw`\glspl{go}, \glspl{go}, \acrlong{ros}, \acrshort{ros}, \acrfull{ros}`,
      "genes of origin (GOs), GOs, reactive oxygen species, ROS, reactive oxygen species (ROS)",
    ],
    [String.raw`\Gls{ros} rise, \glsentrylong{ros}`, "Reactive oxygen species (ROS) rise, reactive oxygen species"],
    [
      String.raw`\acp{pcr} or \acp{pcr}, \acl{pcr}, \acs{pcr}, \acf{pcr}`,
      "polymerase chain reactions (PCRs) or PCRs, polymerase chain reaction, PCR, polymerase chain reaction (PCR)",
    ],
    [String.raw`\gls{vec}, \glspl{vec}`, "vector, vectors, all"],
    [String.raw`\gls{unknown}`, "unknown"],
  ])("%s", async (body, seen) => expect(await seenOf(body, acronyms)).toBe(seen));

  test("definitions may stand in a file of their own", async () => {
    const files = {
      "paper.tex": paper("\\loadglsentries{gloss}", "Of \\gls{ros} here."),
      "gloss.tex": "\\newacronym{ros}{ROS}{oxygen}",
    };
    expect((await read(files)).body.map(({ passage }) => passage.text)).toEqual(["Of oxygen (ROS) here."]);
  });
});

describe("code in a line", () => {
  test.each([
    [String.raw`run \lstinline{x_1 = {a}} now`, "run x_1 = {a} now"],
    [String.raw`run \lstinline[language=C]|a%b| now`, "run a%b now"],
    [String.raw`run \mintinline{python}{f(x)} and \mint{c}|y;| now`, "run f(x) and y; now"],
    [String.raw`run \lstinline{\begin{document}} and \Verb|z#$| now`, "run \\begin{document} and z#$ now"],
  ])("%s", async (latex, seen) => expect(await seenOf(latex)).toBe(seen));
});

describe("what is cut into pieces keeps its role", () => {
  const entries = Array.from(
    { length: 300 },
    (_, at) => `\\bibitem{k${at}} Author${at} et al. A long title of a paper, number ${at}.\n\n`,
  ).join("");
  const nodes = Array.from({ length: 600 }, (_, at) => `\\node at (${at},0) {node number ${at} drawn};\n\n`).join("");
  const authors = Array.from({ length: 600 }, (_, at) => `Jane Author${at}, University of ${at},\n\n`).join("");
  test.each([
    ["a bibliography", `\\begin{thebibliography}{9}\n${entries}\\end{thebibliography}`, "bibliography"],
    ["a drawing", `\\begin{tikzpicture}\n${nodes}\\end{tikzpicture}`, "picture"],
    ["acknowledgements", `\\begin{acknowledgements}\n${authors}\\end{acknowledgements}`, "acknowledgements"],
    ["what prints nothing", `\\begin{comment}\n${authors}\\end{comment}`, undefined],
    ["authors", `\\author{${authors}}`, undefined],
  ])("%s", async (_why, long, why) => {
    const { body, leftOut } = await read(paper("", `\\section{Data}\nBefore.\n\n${long}\n\nAfter.`));
    expect(body.map(({ passage }) => passage.text)).toEqual(["Data", "Before.", "After."]);
    const lines = { startLine: 6, endLine: 6 + long.split("\n").length - 1 };
    expect(leftOut).toEqual(why === undefined ? [] : [{ file: "paper.tex", lines, why }]);
  });

  test("a caption in a long drawing is read", async () => {
    const { body } = await read(
      paper("", `\\begin{algorithm}\n${nodes}\\caption[x]{How {we} ran.}\n${nodes}\\end{algorithm}\n\nAfter.`),
    );
    expect(body.map(({ passage }) => [passage.kind, passage.text])).toEqual([
      ["caption", "How {we} ran.".replace(/[{}]/g, "")],
      ["paragraph", "After."],
    ]);
  });
});

describe("where a file is looked for", () => {
  const tree = (macro: string) => ({
    "paper.tex": paper("", macro),
    "two.tex": "ROOT",
    "sections/one.tex": "One \\input{two}",
    "sections/two.tex": "SECTIONS",
    "sections/deep/two.tex": "DEEP",
    "my_intro.tex": "Intro",
  });
  test.each([
    ["\\import searches its folder first", "\\import{sections/}{one}", ["One", "SECTIONS"]],
    ["\\subimport goes on from there", "\\subimport{sections/}{deep/two} \\input{two}", ["DEEP", "ROOT"]],
    ["\\input searches from the root", "\\input{sections/one}", ["One", "ROOT"]],
    ["a name without braces", "\\input my_intro and on", ["Intro", "and on"]],
  ])("%s", async (_why, macro, seen) => expect((await read(tree(macro))).body.map(({ passage }) => passage.text)).toEqual(seen));
});

describe("an abstract that no braces hold", () => {
  test.each([
    ["the bare macro", "\\abstract\nWe saw.\n\\endabstract"],
    ["the bare macro, never ended", "\\abstract We saw."],
    ["a bold word", "\\textbf{Abstract} \\quad We saw."],
    ["a bold word in a group, with a full stop", "{\\large\\bf Abstract.} We saw."],
    ["a bold line of its own", "\\noindent\\textbf{Abstract}\n\nWe saw."],
  ])("%s", async (_why, latex) => {
    const { abstract, body } = await read(paper("", `${latex}\n\n\\section{Intro}\nText.`));
    expect(abstract.map(({ text }) => text)).toEqual(["We saw."]);
    expect(body.map(({ passage }) => passage.text)).toEqual(["Intro", "Text."]);
  });

  test("a bold word is no heading where no heading follows", async () => {
    expect(await textsOf("\\textbf{Abstract} We saw.\n\nText.")).toEqual(["Abstract We saw.", "Text."]);
  });
});

describe("theorems", () => {
  const theorems = String.raw`\newtheorem{thm}{Theorem}\newtheorem{lem}[thm]{Lemma}\newtheorem{cor}{Corollary}[section]`;
  const body = String.raw`\section{One}\begin{thm}[Pythagoras] A.\end{thm}\begin{lem} B.\end{lem}\begin{cor} C.\end{cor}\section{Two}\begin{cor} D.\end{cor}\begin{thm} E.\end{thm}`;
  test.each([
    [
      "of LaTeX alone",
      "",
      ["Theorem 1 (Pythagoras) A.", "Lemma 2 B.", "Corollary 1.1 C.", "Two", "Corollary 2.1 D.", "Theorem 3 E."],
    ],
    [
      "of amsthm",
      String.raw`\usepackage{amsthm}`,
      ["Theorem 1 (Pythagoras). A.", "Lemma 2. B.", "Corollary 1.1. C.", "Two", "Corollary 2.1. D.", "Theorem 3. E."],
    ],
  ])("%s", async (_why, preamble, seen) => {
    const found = await parseLatex("paper.tex", textFiles({ "paper.tex": paper(preamble + theorems, body) }));
    expect(found.body.map(({ passage }) => passage.text)).toEqual(["One", ...seen]);
  });
  test("without a number", async () => {
    const preamble = String.raw`\usepackage{amsthm}\newtheorem*{rem}{Remark}`;
    const found = await parseLatex("paper.tex", textFiles({ "paper.tex": paper(preamble, String.raw`\begin{rem} A.\end{rem}`) }));
    expect(found.body.map(({ passage }) => passage.text)).toEqual(["Remark. A."]);
  });
});

describe("what is decided elsewhere than where it is asked", () => {
  const texts = async (files: Readonly<Record<string, string>>) => {
    const { body, leftOut, warnings } = await read(files);
    return { seen: body.map(({ passage }) => passage.text), why: leftOut.map(({ why }) => why), warnings };
  };
  test("a switch that an included file sets", async () => {
    const files = { "paper.tex": paper("\\newif\\ifblind\\input{set}", "\\ifblind A\\else B\\fi"), "set.tex": "\\blindtrue" };
    expect((await texts(files)).seen).toEqual(["A"]);
  });
  test("a branch of many paragraphs, with sections and lists", async () => {
    const branch = "\\section{No}\n\nno words here\n\n\\begin{itemize}\n\n\\item no\n\n\\end{itemize}\n\n".repeat(40);
    const files = { "paper.tex": paper("\\newif\\iflong", `A.\n\n\\iflong\n${branch}\\fi\n\nB.`) };
    expect(await texts(files)).toEqual({ seen: ["A.", "B."], why: ["a branch of \\iflong that is not printed"], warnings: [] });
  });
  test("only the chosen files are included", async () => {
    const files = {
      "paper.tex": paper("\\includeonly{one}", "\\include{one}\\include{two}\\input{three}"),
      "one.tex": "A",
      "two.tex": "B",
      "three.tex": "C",
    };
    expect(await texts(files)).toMatchObject({ seen: ["A", "C"], why: ["not among \\includeonly"] });
  });
  test("\\endinput ends its file after its line, and no other", async () => {
    const files = { "paper.tex": paper("", "\\input{one}\n\nC"), "one.tex": "A\\endinput{} B\n\nno words here\n" };
    expect(await texts(files)).toMatchObject({ seen: ["A B", "C"], why: ["after \\endinput"] });
  });
  test("an environment that is left out, longer than what is parsed at once", async () => {
    const files = {
      "paper.tex": paper(
        "\\usepackage{comment}\\excludecomment{inner}",
        `A\n\n\\begin{inner}\n${"no words\n\n".repeat(3_000)}\\end{inner}\n\nB`,
      ),
    };
    expect((await texts(files)).seen).toEqual(["A", "B"]);
  });
  test("what no file decides is told as a loss", async () => {
    const { seen, warnings } = await texts({ "paper.tex": paper("", "\\ifclassic some words\\else other words\\fi") });
    expect(seen).toEqual(["other words"]);
    expect(warnings).toMatchObject([{ line: 3, losesText: true, message: expect.stringContaining("\\ifclassic") }]);
  });
  test("a box is printed where it is used, and one that is not is told", async () => {
    const { body, hidden } = await read(
      paper("", "\\newsavebox{\\kept}\\sbox{\\kept}{some words}\\setbox1=\\hbox{no words}A\n\nB \\usebox{\\kept} end"),
    );
    expect(body.map(({ passage }) => passage.text)).toEqual(["A", "B some words end"]);
    expect(hidden).toEqual([{ file: "paper.tex", line: 3, technique: "a box that is not used", characters: 8 }]);
  });
});
