/** What a manuscript is, whatever format it was written in. All positions are exact: a concern is anchored to them. */

export const FORMATS = [
  "manubot",
  "quarto",
  "rmarkdown",
  "joss",
  "myst",
  "markdown",
  "latex",
  "typst",
  "jats",
  "notebook",
] as const;
export type Format = (typeof FORMATS)[number];

/** A range of whole lines of one file, 1-based, both ends included. */
export interface FileLines {
  /** Path below the tree's root, with forward slashes. */
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
}

export const PASSAGE_KINDS = ["heading", "paragraph", "caption", "table", "listItem"] as const;
export type PassageKind = (typeof PASSAGE_KINDS)[number];

/** The unit that concerns are anchored to. */
export interface Passage extends FileLines {
  readonly kind: PassageKind;
  /** The characters of the file from the passage's first to its last, unchanged (within one file: line breaks, markup and all). */
  readonly source: string;
  /** What a reader sees, on one line: markup gone, white space collapsed, `[cite]` for a citation, `[value]` for a computed
   *  number. Never empty. */
  readonly text: string;
  /** On which line each part of `text` stands: ascending pairs of (UTF-16 offset into `text`, line), the first at offset 0. */
  readonly lines: readonly LineMark[];
}
export interface LineMark {
  readonly offset: number;
  readonly line: number;
}

/** A top-level section with all that stands below it, sub-headings among its passages. */
export interface Section {
  /** The heading as a reader sees it, without numbering or markup. Empty for text before the first heading. */
  readonly name: string;
  /** In reading order. The section's own heading comes first where it has one, as a passage of kind "heading" and level 1. */
  readonly passages: readonly SectionPassage[];
}
export interface SectionPassage extends Passage {
  /** Of a heading: 1 for the section's own, 2 for its sub-headings, and so on. Absent for all others. */
  readonly level?: number;
}

/** Something in the tree or in a file that is no part of the paper. */
export interface LeftOut {
  readonly file: string;
  /** Lines of that file, where only a part of it was left out. */
  readonly lines?: { readonly startLine: number; readonly endLine: number };
  /** Such as "response to reviewers", "generated from paper.Rmd", "bibliography", "code". */
  readonly why: string;
}

/** Something was read otherwise than the author may think. The rest was read. */
export interface Warning {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
  /** Text that a reader of the paper sees was not read, so the paper must not be reported as read whole. */
  readonly losesText?: true;
}

/** Text that a human reader of the paper cannot see: it never reaches a model, and its place is reported. */
export interface HiddenText {
  readonly file: string;
  readonly line: number;
  /** Such as "white text", "invisible characters", "tiny font". */
  readonly technique: string;
  /** How many characters are hidden. Their text is not repeated here. */
  readonly characters: number;
}

export interface Manuscript {
  readonly format: Format;
  /** The file that reading starts from. */
  readonly root: string;
  /** Every file that was read, in reading order. */
  readonly files: readonly string[];
  /** What it says that it is written in, by BCP 47, such as "de" or "pt-BR". */
  readonly language?: string | undefined;
  readonly title: Passage | undefined;
  /** In reading order; its own heading is not among them. */
  readonly abstract: readonly Passage[];
  /** In reading order. */
  readonly sections: readonly Section[];
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
  readonly hidden: readonly HiddenText[];
}
