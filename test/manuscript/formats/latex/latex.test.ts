import { describe, expect, test } from "vitest";
import { SECTION, SUBSECTION } from "../../../../src/manuscript/formats/latex/parse.ts";
import { read, textsOf } from "./read-latex.ts";

describe("what a reader sees", () => {
  test.each([
    { why: "emphasis keeps its words", latex: String.raw`\emph{Mice} \textbf{and {\it rats}} ran`, seen: "Mice and rats ran" },
    {
      why: "accents",
      latex: String.raw`na\"{\i}ve Garc\'ia \c{c}a \v{S}koda \ss{} \o re \AA ngstr\"om`,
      seen: "naïve García ça Škoda ß øre Ångström",
    },
    { why: "dashes and quotes", latex: "``a'' -- `b' --- 1--2", seen: "“a” – ‘b’ — 1–2" },
    { why: "escaped characters", latex: String.raw`5\% of A\&B, p\_1 \#2`, seen: "5% of A&B, p_1 #2" },
    { why: "a tie is a blank", latex: String.raw`Fig.~\ref{a}`, seen: "Fig. [ref]" },
    {
      why: "citations are one token",
      latex: String.raw`shown \citep[see][p.~3]{a,b} by \citet{c} and \parencite{d}`,
      seen: "shown [cite] by [cite] and [cite]",
    },
    {
      why: "references are one token",
      latex: String.raw`in \eqref{a}, \autoref{b} and \Cref{c,d}`,
      seen: "in [ref], [ref] and [ref]",
    },
    { why: "labels print nothing", latex: String.raw`Mice\label{m} ran`, seen: "Mice ran" },
    {
      why: "quantities",
      latex: String.raw`\SI{5}{\milli\metre}, \num{1e5}, \qty{3}{\per\second}, \SI{2}{mm}`,
      seen: "5 mm, 1e5, 3 s^-1, 2 mm",
    },
    { why: "ranges of quantities", latex: String.raw`at \SIrange{1}{2}{\um} of depth`, seen: "at 1 µm to 2 µm of depth" },
    {
      why: "addresses",
      latex: String.raw`at \url{https://a.org/x%20y_z} and \href{https://b.org/%7E}{our site} here`,
      seen: "at https://a.org/x%20y_z and our site here",
    },
    { why: "inline math is its source", latex: String.raw`if $x_1 < 2$ or \(y\)`, seen: "if $x_1 < 2$ or $y$" },
    {
      why: "powers stay powers",
      latex: String.raw`In 10\textsuperscript{5} cells, 1\textsuperscript{st} H\textsubscript{2}O was`,
      seen: "In 10^5 cells, 1st H2O was",
    },
    {
      why: "changes are read as accepted",
      latex: String.raw`we \added{also} \deleted{never} \replaced[id=a]{saw}{heard} it`,
      seen: "we also saw it",
    },
    { why: "notes to oneself", latex: String.raw`we saw\todo[inline]{check this} it`, seen: "we saw it" },
    {
      why: "a number that another program fills in",
      latex: String.raw`we saw \NumberOfMice{} mice and \ratCount\ rats`,
      seen: "we saw [value] mice and [value] rats",
    },
    { why: "verbatim words", latex: String.raw`run \verb|a%b {c| and \texttt{d\_e}`, seen: "run a%b {c and d_e" },
    { why: "an unknown macro keeps its argument", latex: String.raw`the \geneName{BRCA1} gene`, seen: "the BRCA1 gene" },
    { why: "layout", latex: String.raw`\noindent\hspace{1cm}Mice\vspace{-2mm} \centering ran\\[2pt] far`, seen: "Mice ran far" },
    { why: "a comment joins nothing that a blank parted", latex: "Mice % not rats\nran\n% nothing\nfar", seen: "Mice ran far" },
    { why: "a comment at a word's end joins it", latex: "a foot%\n  ball game", seen: "a football game" },
    { why: "an escaped percent sign is no comment", latex: "of 5\\% and \\\\% rats\nmore", seen: "of 5% and more" },
  ])("$why", async ({ latex, seen }) => expect(await textsOf(latex)).toEqual([seen]));

  test("display math stays in its paragraph, without its label, with its lines", async () => {
    const { body } = await read("We fit\n\\begin{equation}\\label{e}\na = b % why\n\\end{equation}\nwhere a is b.\n\\[ c \\]");
    expect(body.map(({ passage }) => passage.text)).toEqual(["We fit $a = b$ where a is b. $c$"]);
    expect(body[0]?.passage).toMatchObject({ startLine: 1, endLine: 6 });
  });

  test("the author's own macros are expanded", async () => {
    const text = String.raw`\newcommand{\ecoli}{\textit{E. coli}} \newcommand*\tb[1]{\textcolor{blue}{#1}} \def\N{42} \newcommand{\both}[2][x]{#1 and #2}
\begin{document} The N=\N{} \ecoli\ cells, \tb{not rats}, \both{y}, \both[a]{b}. \end{document}`;
    expect((await read(text)).body.map(({ passage }) => passage.text)).toEqual([
      "The N=42 E. coli cells, not rats, x and y, a and b.",
    ]);
  });

  test("macros that name themselves or grow without end are cut short", async () => {
    const growing = Array.from(
      { length: 30 },
      (_, k) =>
        `\\def\\m${String.fromCharCode(97 + (k % 26))}${k > 25 ? "x" : ""}{\\m${String.fromCharCode(97 + ((k + 1) % 26))} y \\m${String.fromCharCode(97 + ((k + 1) % 26))}}`,
    );
    const { body } = await read(
      `\\def\\self{a \\self}${growing.join("")}\\begin{document}\nStart \\self \\ma end\n\\end{document}`,
    );
    expect(body.at(-1)?.passage.text).toMatch(/^Start .*end$/);
  });
});

describe("structure", () => {
  test("title, abstract, headings and paragraphs, with their lines", async () => {
    const { title, abstract, body } = await read(
      "\\documentclass{article}\n\\title[Short]{Mice \\\\ and rats\\thanks{Us}}\n\\author{A. B.}\n\\begin{document}\n\\maketitle\n\\begin{abstract}\nWe saw mice.\n\\end{abstract}\n\\section{Results}\\label{r}\nFirst.\nStill first.\n\nSecond.\n\\subsection*{Of rats}\nThird.\n\\end{document}\n",
    );
    expect(title).toMatchObject({ text: "Mice and rats", startLine: 2 });
    expect(abstract).toMatchObject([{ text: "We saw mice.", startLine: 7, endLine: 7 }]);
    expect(body).toMatchObject([
      { kind: "heading", level: SECTION, passage: { text: "Results", startLine: 9, source: "\\section{Results}" } },
      { kind: "passage", passage: { text: "First. Still first.", startLine: 10, endLine: 11, source: "First.\nStill first." } },
      { kind: "passage", passage: { text: "Second.", startLine: 13 } },
      { kind: "heading", level: SUBSECTION, passage: { text: "Of rats" } },
      { kind: "passage", passage: { text: "Third.", startLine: 15 } },
    ]);
  });

  test.each([
    { why: "in the preamble", latex: "\\begin{abstract}\nWe saw.\n\\end{abstract}\n\\begin{document}\nText.\n\\end{document}" },
    { why: "as a macro", latex: "\\abstract{We saw.}\n\\begin{document}\nText.\n\\end{document}" },
    { why: "as a macro in the body", latex: "\\begin{document}\n\\abstract{We saw.}\n\nText.\n\\end{document}" },
    { why: "never closed", latex: "\\begin{document}\n\\begin{abstract}\nWe saw.\n\\section{}\nText.\n\\end{document}" },
  ])("an abstract $why", async ({ latex }) => {
    const { abstract, body } = await read(latex);
    expect(abstract.map(({ text }) => text)).toEqual(["We saw."]);
    expect(body.map(({ passage }) => passage.text)).toEqual(["Text."]);
  });

  test("headings within an abstract are words of it", async () => {
    const { abstract, body } = await read(
      "\\begin{abstract}\n\\section{Motivation:} Mice\nrun.\n\n\\section{Results:} Rats too.\n\\end{abstract}\nBody.",
    );
    expect(abstract.map(({ text }) => text)).toEqual(["Motivation: Mice run.", "Results: Rats too."]);
    expect(body.map(({ kind }) => kind)).toEqual(["passage"]);
  });

  test("list items, captions, tables and footnotes are passages of their own", async () => {
    const { body } = await read(
      "\\begin{document}\nMice\\footnote{Ten of them.} ran.\n\\begin{itemize}\n\\item One\n\\item[b] Two\n\\end{itemize}\n\\begin{table}[ht]\n\\caption[S]{Weights.}\n\\begin{tabular}{l|r}\n\\toprule\nA & B \\\\ \\hline\n\\multicolumn{2}{c}{1} \\\\[2pt]\n\\end{tabular}\n\\end{table}\n\\end{document}",
    );
    expect(body.map(({ passage }) => [passage.kind, passage.text])).toEqual([
      ["paragraph", "Mice ran."],
      ["paragraph", "Ten of them."],
      ["listItem", "One"],
      ["listItem", "b Two"],
      ["caption", "Weights."],
      ["table", "A B 1"],
    ]);
  });

  test("a figure in mid-sentence does not part the sentence", async () => {
    expect(
      await textsOf("We saw\n\\begin{figure}\n\\includegraphics[width=1cm]{a.png}\n\\caption{Mice.}\n\\end{figure}\nmice."),
    ).toEqual(["We saw mice.", "Mice."]);
  });

  test("code, pictures and the bibliography are left out, and said to be", async () => {
    const { body, leftOut } = await read(
      "\\begin{document}\nText.\n\n\\begin{lstlisting}\nx = {\n\n% y\n\\end{lstlisting}\n\\begin{tikzpicture}\\node{hi};\\end{tikzpicture}\n\\bibliography{refs}\n\\begin{thebibliography}{9}\n\\bibitem{a} A.\n\\end{thebibliography}\n\\end{document}\nnotes to self\n",
    );
    expect(body.map(({ passage }) => passage.text)).toEqual(["Text."]);
    expect(leftOut).toMatchObject([
      { why: "after \\end{document}", lines: { startLine: 15, endLine: 15 } },
      { why: "code", lines: { startLine: 4, endLine: 8 } },
      { why: "picture", lines: { startLine: 9, endLine: 9 } },
      { why: "bibliography", lines: { startLine: 10 } },
      { why: "bibliography", lines: { startLine: 11, endLine: 13 } },
    ]);
  });

  test("theorems, quotes, centred text and columns are entered", async () => {
    expect(
      await textsOf(
        "\\begin{theorem}[Mine]\nA.\n\\end{theorem}\n\\begin{multicols}{2}B.\\end{multicols}\\begin{myown}[x]C.\\end{myown}",
      ),
    ).toEqual(["A.", "B.", "C."]);
  });

  test("a second title begins a section", async () => {
    const { title, body } = await read("\\title{Mice}\n\\begin{document}\nText.\n\\title{Supplement}\nMore.\n\\end{document}");
    expect(title?.text).toBe("Mice");
    expect(body.map(({ kind, passage }) => [kind, passage.text])).toEqual([
      ["passage", "Text."],
      ["heading", "Supplement"],
      ["passage", "More."],
    ]);
  });
});

describe("what TeX never reads", () => {
  test("false branches, with all that is nested in them", async () => {
    expect(await textsOf("A \\iffalse no \\ifx x\\fi\nno\n\\else b \\fi c\n\n\\iffalse\n\\section{No}\n\n\\fi\nD")).toEqual([
      "A b c",
      "D",
    ]);
  });
  test("comment environments", async () =>
    expect(await textsOf("A\n\\begin{comment}\nno\n\nno {\n\\end{comment}\nB")).toEqual(["A B"]));
  test("conflict markers are reported and both sides read", async () => {
    const { body, warnings } = await read("A\n\n<<<<<<< HEAD\nmine\n\n=======\ntheirs\n>>>>>>> other\n");
    expect(body.map(({ passage }) => passage.text)).toEqual(["A", "mine", "theirs"]);
    expect(warnings).toMatchObject([{ file: "paper.tex", line: 3, message: expect.stringContaining("merge conflict") }]);
  });
  test("lines that end in CR LF count as one", async () => {
    const { body } = await read("\\section{A}\r\none\r\ntwo % c\r\n\r\nthree\r\n");
    expect(body.map(({ passage }) => [passage.text, passage.startLine, passage.endLine])).toEqual([
      ["A", 1, 1],
      ["one two", 2, 3],
      ["three", 5, 5],
    ]);
  });
});
