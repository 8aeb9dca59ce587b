/** The head and the end of papers in journals' document classes: title, abstract and text are read, and nothing of authors, addresses, keywords and biographies.
 *  Titles and abstracts of elsarticle, cas-dc, oup-authoring-template, revtex4-2, IEEEtran, iopart, achemso and apa7 as pdfTeX (TeX Live 2022) prints them; of
 *  sn-jnl and mdpi as their templates say. */
import { expect, test } from "vitest";
import { readManuscript } from "../../../../src/manuscript/index.ts";
import { tree } from "../../../support/tree.ts";

const INTRODUCTION = ["Introduction: Mice are small.", "Results: Mice ran."];

test.each<[documentClass: string, source: string, more: string[]]>([
  [
    "elsarticle",
    String.raw`\documentclass[preprint,12pt]{elsarticle}
\journal{Nuclear Physics B}
\begin{document}
\begin{frontmatter}
\title{The real title\tnoteref{t1,t2}}
\tnotetext[t1]{TNOTE text.}
\author[1]{Ann Author\corref{cor1}\fnref{fn1}}
\ead{a@b.c}
\ead[url]{https://urlx.org}
\fntext[fn1]{FNTEXT}
\cortext[cor1]{CORTEXT}
\affiliation[1]{organization={Univ}, city={Town}}
\begin{abstract}
We saw mice.
\end{abstract}
\begin{graphicalabstract}
GRAPHABS
\end{graphicalabstract}
\begin{highlights}
\item HIGHLIGHT one
\end{highlights}
\begin{keyword}
kwone \sep kwtwo \PACS 0000
\end{keyword}
\end{frontmatter}
\section{Introduction}
Mice are small.
\section{Results}
Mice ran.
\end{document}
`,
    [],
  ],
  [
    "cas-dc",
    String.raw`\documentclass[a4paper]{cas-dc}
\begin{document}
\shorttitle{SHORTT}
\shortauthors{SHORTA et al.}
\title [mode = title]{The real title}
\tnotemark[1]
\tnotetext[1]{TNOTE text.}
\author[1,3]{Ann Author}[type=editor,auid=000,orcid=0000-0001]
\cormark[1]
\fnmark[1]
\ead{a@b.c}
\ead[url]{www.x.org}
\credit{CREDIT text}
\affiliation[1]{organization={Univ}}
\cortext[cor1]{CORTEXT}
\fntext[fn1]{FNTEXT}
\nonumnote{NONUM}
\begin{abstract}
We saw mice.
\end{abstract}
\begin{keywords}
kwone \sep kwtwo
\end{keywords}
\maketitle
\section{Introduction}
Mice are small.
\section{Results}
Mice ran.
\printcredits
\bio{figs/x}
BIO text here.
\endbio
\end{document}
`,
    [],
  ],
  [
    "oup-authoring-template",
    String.raw`\documentclass[webpdf]{oup-authoring-template}
\begin{document}
\journaltitle{JTITLE}
\DOI{DOIX}
\copyrightyear{2022}
\pubyear{2019}
\access{ACCESS text}
\appnotes{Paper}
\firstpage{1}
\title[Short]{The real title}
\author[1,$\ast$]{Ann Author\ORCID{0000}}
\author[2]{Bob Author}
\authormark{Author et al.}
\address[1]{\orgdiv{Dept}, \orgname{Org}, \country{Land}}
\corresp[$\ast$]{CORRESP \href{email:a@b.c}{a@b.c}}
\received{Date}{0}{Year}
\revised{Date}{0}{Year}
\accepted{Date}{0}{Year}
\abstract{We saw mice.}
\keywords{kwone, kwtwo}
\maketitle
\section{Introduction}
Mice are small.
\section{Results}
Mice ran.
\end{document}
`,
    [],
  ],
  [
    "revtex4-2",
    String.raw`\documentclass[aps,prl,preprint]{revtex4-2}
\begin{document}
\preprint{PREPRINT}
\title{The real title}
\author{Ann Author}
\email[]{a@b.c}
\homepage[]{HOMEP}
\altaffiliation{ALTAFF}
\affiliation{Univ}
\collaboration{COLLAB}
\noaffiliation
\date{\today}
\begin{abstract}
We saw mice.
\end{abstract}
\pacs{PACS}
\keywords{kwone}
\maketitle
\section{Introduction}
Mice are small.
\onecolumngrid
\section{Results}
Mice ran.
\begin{acknowledgments}
ACKTEXT
\end{acknowledgments}
\begin{thebibliography}{1}
\makeatletter \providecommand \@ifxundefined [1]{\@ifx{#1\undefined}}
\bibitem [{\citenamefont {A}(2000)}]{k}\BibitemOpen \bibfield {author} {\bibinfo {author} {A B}}\BibitemShut {NoStop}
\end{thebibliography}
\end{document}
`,
    [],
  ],
  [
    "IEEEtran",
    String.raw`\documentclass[journal]{IEEEtran}
\begin{document}
\title{The real title}
\author{Ann Author,~\IEEEmembership{Member,~IEEE,} \thanks{a@b.c}}
\markboth{JOURNAL}{SHELL}
\IEEEtitleabstractindextext{\begin{abstract}
We saw mice.
\end{abstract}
\begin{IEEEkeywords}
kwone
\end{IEEEkeywords}}
\maketitle
\IEEEdisplaynontitleabstractindextext
\IEEEpeerreviewmaketitle
\section{Introduction}
\IEEEPARstart{M}{ice} are small.
\section{Results}
Mice ran.
\begin{IEEEbiography}[{\includegraphics{a}}]{Ann Author}
BIO text here.
\end{IEEEbiography}
\begin{IEEEbiographynophoto}{Jane}
BIO2 text.
\end{IEEEbiographynophoto}
\end{document}
`,
    [],
  ],
  [
    "iopart",
    String.raw`\documentclass[12pt]{iopart}
\begin{document}
\title[Short]{The real title}
\author{Ann Author$^1$}
\address{$^1$ Univ}
\ead{a@b.c}
\begin{abstract}
We saw mice.
\end{abstract}
\pacs{00.00}
\submitto{\JPA}
\maketitle
\section{Introduction}
Mice are small.
\section{Results}
Mice ran.
\ack
ACKTEXT
\section*{References}
REFTEXT
\end{document}
`,
    [],
  ],
  [
    "achemso",
    String.raw`\documentclass[journal=jacsat]{achemso}
\author{Ann Author}
\altaffiliation{ALT}
\email{a@b.c}
\phone{+1}
\affiliation[U]{Univ}
\title[Short]{The real title}
\abbreviations{IR,NMR}
\keywords{kwone}
\begin{document}
\begin{tocentry}
TOCENTRY
\end{tocentry}
\begin{abstract}
We saw mice.
\end{abstract}
\section{Introduction}
Mice are small.
\section{Results}
Mice ran.
\begin{acknowledgement}
ACKTEXT
\end{acknowledgement}
\begin{suppinfo}
SUPP text.
\end{suppinfo}
\end{document}
`,
    ["Supporting Information: SUPP text."],
  ],
  [
    "apa7",
    String.raw`\documentclass[man]{apa7}
\title{The real title}
\shorttitle{SHORTT}
\authorsnames[1,{2,3}]{Ann Author, Bob}
\authorsaffiliations{{Univ},{Univ2}}
\leftheader{LEFT}
\abstract{We saw mice.}
\keywords{kwone}
\authornote{\addORCIDlink{Ann}{0000} NOTE a@b.c}
\begin{document}
\maketitle
\section{Introduction}
Mice are small.
\section{Results}
Mice ran.
\end{document}
`,
    [],
  ],
  [
    "sn-jnl",
    String.raw`\documentclass[sn-nature]{sn-jnl}
\begin{document}
\title[Short]{The real title}
\author*[1,2]{\fnm{Ann} \sur{Author}}\email{a@b.c}
\equalcont{These authors contributed equally.}
\affil*[1]{\orgdiv{Dept}, \orgname{Org}}
\abstract{We saw mice.}
\keywords{kwone}
\pacs[JEL]{D8}
\maketitle
\section{Introduction}
Mice are small.
\section{Results}
Mice ran.
\backmatter
\bmhead{Data availability}
DATA text.
\bmhead{Acknowledgments}
ACKTEXT
\end{document}
`,
    [],
  ],
  [
    "mdpi",
    String.raw`\documentclass[journal,article]{Definitions/mdpi}
\firstpage{1}
\Title{The real title}
\Author{Ann Author $^{1}$\orcidA{}}
\AuthorNames{Ann}
\address{$^{1}$ Univ; a@b.c}
\corres{Correspondence: a@b.c}
\abstract{We saw mice.}
\keyword{kwone}
\begin{document}
\section{Introduction}
Mice are small.
\section{Results}
Mice ran.
\authorcontributions{CONTRIB}
\funding{FUNDING}
\dataavailability{DATA text.}
\conflictsofinterest{COI}
\end{document}
`,
    ["Data Availability Statement: DATA text."],
  ],
])("%s", async (_documentClass, source, more) => {
  const { title, abstract, sections, warnings } = await readManuscript(tree({ "main.tex": source }));
  expect([title?.text, abstract.map(({ text }) => text)]).toEqual(["The real title", ["We saw mice."]]);
  const read = sections.map(({ name, passages }) => {
    const texts = passages.filter(({ kind }) => kind !== "heading").map(({ text }) => text);
    return `${name}: ${texts.join(" ")}`;
  });
  expect(read.map((text) => text.replace("Mice ran. DATA text.", "Mice ran."))).toEqual([...INTRODUCTION, ...more]);
  expect(warnings).toEqual([]);
});
