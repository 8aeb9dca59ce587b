/** What we know of LaTeX's macros: their arguments, and what a reader sees of them.
 *  Invariant: a macro that is not here keeps the text of the groups after it; only what is listed is dropped. */
import { acronymForm } from "./acronyms.ts";
import { type Signature, signature } from "./arguments.ts";
import { CLASS_MACROS, type Role } from "./class-macros.ts";
import { MASKED_CODE } from "./mask.ts";

export type MacroInfo = Role & { readonly args: Signature };

/** By level, from 1 for the highest that LaTeX knows, whatever a class uses as its top. */
const HEADINGS = ["part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph"];
export const SECTION = 3;
export const SUBSECTION = 4;

const MACROS = new Map<string, MacroInfo>();
/** @param names separated by white space */
function declare(args: string, role: Role, names: string): void {
  for (const name of names.trim().split(/\s+/)) MACROS.set(name, { ...role, args: signature(args) });
}
for (const [args, role, names] of CLASS_MACROS) declare(args, role, names);

for (const [index, name] of HEADINGS.entries()) declare("som", { role: "heading", level: index + 1, position: 2 }, name);
declare("om", { role: "title" }, "title Title");
declare("g", { role: "abstract" }, "abstract Abstract");
declare("", { role: "abstract end" }, "endabstract");
declare("f", { role: "include", folder: "none" }, "input subfile subfileinclude InputIfFileExists loadglsentries");
declare("m", { role: "include", folder: "none", isChosen: true }, "include");
declare("om", { role: "packages" }, "usepackage RequirePackage");
declare("om", { role: "document class" }, "documentclass");
declare("om", { role: "provided language" }, "babelprovide");
declare("om", { role: "main language" }, "setmainlanguage setdefaultlanguage");
declare("m", { role: "chosen files" }, "includeonly");
declare("", { role: "input end" }, "endinput");
declare("m", { role: "left out environments" }, "excludecomment excludeversion");
declare("m", { role: "kept environments" }, "includecomment includeversion");
declare("mm", { role: "include", folder: "of the root" }, "import inputfrom includefrom");
declare("mm", { role: "include", folder: "of the import" }, "subimport subinputfrom subincludefrom");
declare(
  "",
  { role: "definition" },
  `
  newcommand renewcommand providecommand DeclareRobustCommand def gdef edef xdef let newcommandx NewDocumentCommand
  RenewDocumentCommand DeclareDocumentCommand ProvideDocumentCommand NewExpandableDocumentCommand RenewExpandableDocumentCommand
  DeclareExpandableDocumentCommand NewDocumentEnvironment RenewDocumentEnvironment DeclareDocumentEnvironment newrobustcmd
  renewrobustcmd DeclareMathOperator DeclareTextFontCommand DeclarePairedDelimiter DeclarePairedDelimiterX DeclarePairedDelimiterXPP
  newenvironment renewenvironment newtheorem font newfont DeclareFixedFont NewEnviron RenewEnviron
`,
);
declare("o", { role: "item" }, "item");
declare("", { role: "paragraph end" }, "par bigskip medskip smallskip newpage clearpage cleardoublepage pagebreak");
declare("sO", { role: "row" }, "\\ tabularnewline");
declare(
  "som",
  { role: "passages", kinds: [undefined, undefined, "caption"] },
  `
  caption subcaption figcaption tabcaption tblcaption
`,
);
declare("mom", { role: "passages", kinds: [undefined, undefined, "caption"] }, "captionof");
declare("omm", { role: "passages", kinds: [undefined, "caption", undefined] }, "figsupp");
declare("mmm", { role: "passages", kinds: ["caption", "table", "paragraph"] }, "processtable");
declare("mm", { role: "passages", kinds: [undefined, "caption"] }, "processfigure");
declare(
  "om",
  { role: "passages", kinds: [undefined, "paragraph"] },
  `
  footnote footnotetext tablefootnote endnote marginpar marginnote sidenote rmarkdownfootnote
`,
);
declare(
  "m",
  { role: "show", shown: [0] },
  `
  emph textit textbf texttt textsf textrm textsc textsl textup textmd textnormal text mbox underline uline uuline
  enquote mathrm textsubscript ce ch MakeUppercase MakeLowercase uppercase lowercase fbox centerline leftline rightline
  nohyphens DIFadd DIFaddFL so ul quoted rlap llap clap smash mathrlap mathllap mathclap reflectbox @firstofone
  textquote
`,
);
declare("om", { role: "show", shown: [1] }, "hyperref added highlight makecell thead");
declare("om", { role: "passages", kinds: ["caption", "paragraph"] }, "subfloat subfigure");
declare("mm", { role: "show", shown: [0] }, "texorpdfstring");
declare("mm", { role: "show", shown: [1] }, "foreignlanguage hypertarget hyperlink href textlang");
declare("omm", { role: "show", shown: [1] }, "replaced");
declare("omm", { role: "show", shown: [2] }, "rotatebox");
declare("mmm", { role: "spanning cell" }, "multicolumn");
declare("ooomm", { role: "show", shown: [4] }, "parbox");
declare("omomom", { role: "show", shown: [5] }, "multirow");
declare("m", { role: "superscript" }, "textsuperscript");
declare("m", { role: "address" }, "url path nolinkurl doi");
declare("om", { role: "code" }, MASKED_CODE.listing);
declare("omm", { role: "code" }, MASKED_CODE.minted);
declare("om", { role: "quantity", form: "unit" }, "si unit");
declare("om", { role: "quantity", form: "number" }, "num tablenum");
declare("om", { role: "quantity", form: "angle" }, "ang");
declare("omom", { role: "quantity", form: "quantity" }, "SI");
declare("omm", { role: "quantity", form: "quantity" }, "qty");
declare("ommm", { role: "quantity", form: "quantity range" }, "SIrange qtyrange");
declare("omm", { role: "quantity", form: "number range" }, "numrange");
declare("om", { role: "quantity", form: "number list" }, "numlist");
declare("om", { role: "quantity", form: "number product" }, "numproduct");
declare("omm", { role: "quantity", form: "quantity list" }, "SIlist qtylist");
declare("omm", { role: "quantity", form: "quantity product" }, "qtyproduct");
declare("omm", { role: "unit definition" }, "DeclareSIUnit");
declare("m", { role: "unit settings" }, "sisetup");
declare("omm", { role: "fraction" }, "nicefrac sfrac xfrac textfrac");
declare("m", { role: "math" }, "ensuremath");
declare("ommm", { role: "acronym definition", by: "names" }, "newacronym newabbreviation");
declare("mm", { role: "acronym definition", by: "keys" }, "newglossaryentry provideglossaryentry DeclareAcronym");
declare("mmm", { role: "acronym definition", by: "keys" }, "longnewglossaryentry longprovideglossaryentry");
declare("mom", { role: "acronym definition", by: "acronym" }, "acrodef newacro acroextra");
declare("mom", { role: "acronym definition", by: "listed acronym" }, "acro");
declare("mom", { role: "acronym definition", by: "plural" }, "acrodefplural acroplural newacroplural");
declare("", { role: "acronym definition", by: "reset" }, "glsresetall acresetall");
declare(
  "som",
  { role: "token", token: "[ref]" },
  `
  ref eqref pageref autoref cref Cref nameref vref Vref cpageref labelcref figref tabref tableref secref subref fullref
  prettyref fref Fref thref zcref
`,
);
declare("smm", { role: "token", token: "[ref]" }, "crefrange Crefrange");
declare(
  "",
  { role: "drop" },
  `
  centering raggedright raggedleft noindent indent maketitle tableofcontents listoffigures listoftables newblock sloppy
  fussy hfill vfill hline toprule midrule bottomrule botrule appendix backmatter frontmatter mainmatter linenumbers
  nolinenumbers doublespacing singlespacing onehalfspacing normalfont bfseries itshape rmfamily sffamily ttfamily scshape
  slshape upshape mdseries bf it rm sf tt sc sl em protect relax leavevmode ignorespaces unskip null break nobreak allowbreak nopagebreak goodbreak filbreak
  onecolumn twocolumn balance flushbottom raggedbottom tightlist else fi or unless immediate phantomsection
  makeatletter makeatother strut hss endfirsthead endhead endfoot endlastfoot normalcolor DIFaddbegin DIFaddend DIFdelbegin
  DIFdelend DIFaddbeginFL DIFaddendFL DIFdelbeginFL DIFdelendFL printglossaries printindex qed qedhere displaystyle nonumber
  notag boldmath unboldmath frenchspacing sbc tbc lkc FloatBarrier urlstyle
`,
);
declare(
  "m",
  { role: "drop" },
  `
  label pagestyle thispagestyle pagenumbering bibliographystyle nocite orcid firstpage pubyear copyrightyear
  graphicspath usetikzlibrary hypersetup pdfinfo cline setstretch linespread newcounter stepcounter refstepcounter
  arabic alph Alph roman Roman fnsymbol theoremstyle tag DIFdel DIFdelFL authorrunning titlerunning index glsadd
  markright hyphenation newlength penalty enlargethispage editor lstset geometry
`,
);
declare(
  "om",
  { role: "drop" },
  `
  includegraphics includesvg includepdf includemedia lstinputlisting todo missingfigure comment deleted institute corrauth thanks date cmidrule
  captionsetup setlist authornote presentaddress externaldocument orcidlink ead tnotetext cortext fntext
  altaffiliation alsoaffiliation homepage email corresp ccsdesc authorsnames pacs firstnote secondnote
`,
);
declare(
  "mm",
  { role: "drop" },
  `
  setlength addtolength setcounter addtocounter corr markboth pgfplotsset SetKwComment
`,
);
declare("mmm", { role: "drop" }, "addcontentsline addtocontents hyperdef");
declare("omm", { role: "drop" }, "rule");
declare("om", { role: "bibliography" }, "bibliography");
declare("o", { role: "bibliography" }, "printbibliography");
declare("mmm", { role: "colour name" }, "definecolor providecolor");
declare("omm", { role: "colour alias" }, "colorlet");
declare("om", { role: "text colour" }, "color");
declare("omm", { role: "coloured text" }, "textcolor");
declare("omm", { role: "colour box" }, "colorbox");
declare("omoo", { role: "cell colour" }, "cellcolor columncolor");
declare("omoo", { role: "row colour" }, "rowcolor");
declare("om", { role: "drop" }, "arrayrulecolor doublerulesepcolor");
declare("sommm", { role: "row colours" }, "rowcolors");
declare("mom", { role: "column type" }, "newcolumntype");
declare("om", { role: "page colour" }, "pagecolor");
declare("", { role: "page colour" }, "nopagecolor");
declare("omomm", { role: "framed colour box" }, "fcolorbox");
declare("m", { role: "highlighted" }, "hl");
declare("m", { role: "highlight colour" }, "sethlcolor");
declare("", { role: "font selected" }, "selectfont");
declare("", { role: "standard size" }, "tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge");
declare("m", { role: "font of a size" }, "@fontofsize");
declare("m", { role: "font scaled" }, "relscale");
declare("", { role: "no font" }, "nullfont");
declare("lb", { role: "moved box" }, "moveleft moveright lower");
declare("lb", { role: "show", shown: [1] }, "raise");
declare("l", { role: "indent" }, "leftskip");
declare("", { role: "group begins" }, "begingroup bgroup");
declare("", { role: "group ends" }, "endgroup egroup");
declare("mm", { role: "box kept" }, "sbox");
declare("moom", { role: "box kept" }, "savebox");
declare("nb", { role: "box kept" }, "setbox");
declare("m", { role: "box used" }, "usebox");
declare("n", { role: "box used" }, "box copy unhbox unvbox unhcopy unvcopy");
declare("m", { role: "not printed" }, "@gobble typeout message wlog");
declare("mm", { role: "not printed" }, "@gobbletwo settowidth settoheight settodepth");
declare("mm", { role: "adjusted" }, "adjustbox");
declare("nm", { role: "not printed" }, "write");
declare("mm", { role: "show", shown: [0], isJoined: true }, "@firstoftwo");
declare("mm", { role: "show", shown: [1], isJoined: true }, "@secondoftwo");
declare("tm", { role: "show", shown: [1] }, "hbox vbox vtop");
declare("oom", { role: "show", shown: [2] }, "makebox framebox");
declare("m", { role: "drop" }, "newsavebox");
declare("mm", { role: "font size" }, "fontsize");
declare("mom", { role: "scaled" }, "scalebox");
declare("smmm", { role: "resized" }, "resizebox");
declare("m", { role: "phantom" }, "phantom hphantom vphantom");
declare("sl", { role: "horizontal space" }, "hspace hskip kern mskip");
declare("sl", { role: "vertical space" }, "vspace vskip");
declare("moom", { role: "raised" }, "raisebox");
declare("m", { role: "opacity" }, "transparent");
declare("mm", { role: "transparent text" }, "texttransparent");
declare("km", { role: "drawing operators" }, "pdfliteral special");
declare("nkg", { role: "colour stack" }, "pdfcolorstack");
declare("m", { role: "at the beginning" }, "AtBeginDocument");
declare("mm", { role: "tooltip" }, "pdftooltip tooltip");

const ACRONYM = signature("som");
const GLOSSARY_ENTRY = signature("somO");

const CITATION: MacroInfo = { role: "token", token: "[cite]", args: signature("soom") };
const CITES = /^(?:[A-Za-z]*cite(?:[tp]|al[tp]|num|year(?:par)?|author|text|field|title)?s?|bibentry)$/;

/** Undefined where we do not know the macro: its definition, or the text of its arguments, says what a reader sees. */
export function macroInfo(name: string): MacroInfo | undefined {
  const known = MACROS.get(name) ?? (CITES.test(name) ? CITATION : undefined);
  if (known !== undefined) return known;
  const form = acronymForm(name);
  return form === undefined ? undefined : { role: "acronym", form, args: /^gl/i.test(name) ? GLOSSARY_ENTRY : ACRONYM };
}
