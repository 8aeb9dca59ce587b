/** What a macro can mean to a reader; and the macros of journals' document classes: elsarticle, cas-dc, IEEEtran, REVTeX,
 *  achemso, iopart, apa7, acmart, sn-jnl, mdpi, oup-authoring-template and others. */
import type { AcronymForm } from "./acronyms.ts";
import type { QuantityForm } from "./siunitx.ts";

export type Role =
  /** `position`: of its name among its arguments. */
  | { readonly role: "heading"; readonly level: number; readonly position: number }
  /** Shows those of its arguments, by index, with a blank between them unless they are parts of one word. */
  | { readonly role: "show"; readonly shown: readonly number[]; readonly isJoined?: true }
  | { readonly role: "token"; readonly token: string }
  | { readonly role: "passages"; readonly kinds: readonly ("caption" | "paragraph" | "table" | undefined)[] }
  /** A heading that the macro prints itself, with its text as argument or after it. */
  | { readonly role: "statement"; readonly heading: string }
  | { readonly role: "quantity"; readonly form: QuantityForm }
  | { readonly role: "acronym"; readonly form: AcronymForm }
  | { readonly role: "acronym definition"; readonly by: "names" | "keys" | "acronym" | "listed acronym" | "plural" | "reset" }
  /** `isChosen`: \includeonly says whether it is read. `folder`: where its first argument is a folder, whether from the root's or
   *  from the one that is imported from now. */
  | { readonly role: "include"; readonly folder: "none" | "of the root" | "of the import"; readonly isChosen?: true }
  | {
      readonly role:
        | "drop"
        | "chosen files"
        | "packages"
        | "document class"
        | "provided language"
        | "main language"
        | "input end"
        | "kept environments"
        | "left out environments"
        | "front matter"
        | "title"
        | "abstract"
        | "abstract end"
        | "definition"
        | "item"
        | "paragraph end"
        | "row"
        | "unit definition"
        | "unit settings"
        | "fraction"
        | "math"
        | "bibliography"
        | "colour name"
        | "colour alias"
        | "text colour"
        | "coloured text"
        | "colour box"
        | "font size"
        | "scaled"
        | "resized"
        | "phantom"
        | "framed colour box"
        | "highlighted"
        | "highlight colour"
        | "page colour"
        | "colour stack"
        | "at the beginning"
        | "row colours"
        | "column type"
        | "font selected"
        | "standard size"
        | "font of a size"
        | "font scaled"
        | "no font"
        | "moved box"
        | "adjusted"
        | "indent"
        | "group begins"
        | "group ends"
        | "box kept"
        | "box used"
        | "not printed"
        | "horizontal space"
        | "vertical space"
        | "raised"
        | "opacity"
        | "transparent text"
        | "drawing operators"
        | "tooltip"
        | "superscript"
        | "code"
        | "address"
        | "cell colour"
        | "row colour"
        | "spanning cell"
        | "symbol";
    };

/** Signature, role, names: as in the table of all macros. */
export const CLASS_MACROS: readonly (readonly [args: string, role: Role, names: string])[] = [
  ["m", { role: "heading", level: 6, position: 0 }, "bmhead"],
  ["g", { role: "statement", heading: "Acknowledgments" }, "ack acknowledgments"],
  ["m", { role: "statement", heading: "Author Contributions" }, "authorcontributions"],
  ["m", { role: "statement", heading: "Funding" }, "funding"],
  ["m", { role: "statement", heading: "Institutional Review Board Statement" }, "institutionalreview"],
  ["m", { role: "statement", heading: "Informed Consent Statement" }, "informedconsent"],
  ["m", { role: "statement", heading: "Data Availability Statement" }, "dataavailability"],
  ["m", { role: "statement", heading: "Conflicts of Interest" }, "conflictsofinterest"],
  ["m", { role: "statement", heading: "Supplementary Materials" }, "supplementary"],
  ["mm", { role: "show", shown: [0, 1], isJoined: true }, "IEEEPARstart lettrine"],
  ["m", { role: "show", shown: [0] }, "IEEEtitleabstractindextext IEEEcompsoctitleabstractindextext IEEEraisesectionheading"],
  // At the head of the paper, beside title and abstract: authors, addresses, dates, numbers. An author may mean something else by such a name.
  ["somO", { role: "front matter" }, "author affil affiliation Author address corres"],
  ["mgg", { role: "front matter" }, "revised accepted history datereceived daterevised dateaccepted datepublished"],
  ["omgg", { role: "front matter" }, "received acmConference"],
  ["o", { role: "front matter" }, "cormark fnmark tnotemark"],
  ["mm", { role: "front matter" }, "addORCIDlink abbreviations"],
  [
    "g",
    { role: "front matter" },
    `
  tnoteref fnref corref nonumnote shorttitle shortauthors shortauthor credit IEEEauthorblockN IEEEauthorblockA IEEEmembership IEEEauthorrefmark
  IEEEspecialpapernotice IEEEpubid preprint collaboration eads submitto ams jl journaltitle journalname DOI access vol issue appnotes authormark
  authorsaffiliations leftheader rightheader course professor duedate journal biboptions fax phone keywords keyword Keywords setcopyright acmYear acmDOI acmISBN acmJournal
  acmVolume acmNumber acmArticle acmMonth acmPrice acmSubmissionID citestyle inst orcidID fnm sur equalcont jyear dedication AuthorNames AuthorCitation
  TitleCitation pubvolume issuenum articlenumber externaleditor hreflink doinum orcidauthor correspondance extraAuth firstAuthorLast appendixtitles
  appendixstart reftitle authorcontact Correspondence MSC PACS runninghead runningauthor leadauthor corrauthor
`,
  ],
  [
    "",
    { role: "front matter" },
    `
  sep printcredits noaffiliation onecolumngrid twocolumngrid IEEEoverridecommandlockouts IEEEpeerreviewmaketitle IEEEdisplaynontitleabstractindextext
  IEEEdisplaynotcompsoctitleabstractindextext IEEEpubidadjcol lineup br mr ms nosections isPreprints endbio
`,
  ],
  ["g", { role: "statement", heading: "About the author" }, "bio"],
];
