/** What might be the paper: one file, or the files of one project, and how much it looks like a paper. */

import { extensionOf, folderOf, stemOf } from "../files/file-tree.ts";
import type { TextFiles } from "../files/text-files.ts";
import type { Format, LeftOut, Warning } from "../manuscript.ts";
import type { SectionKind } from "../section-names.ts";
import type { Outline } from "./outline.ts";

/** What the rules look at: a tree, or the folder of it that the user named. */
export interface SearchScope {
  readonly files: TextFiles;
  /** "" for the whole tree. */
  readonly folder: string;
  /** Paths below the folder, named from the tree's root, sorted. */
  readonly paths: readonly string[];
}

/** What a rule finds. */
export interface Candidate {
  readonly format: Format;
  /** The file that reading starts from. */
  readonly root: string;
  /** In reading order. For LaTeX the root alone: it names the others itself. */
  readonly parts: readonly string[];
  /** A file that holds title and abstract, where they do not stand in the parts. */
  readonly metadata?: string;
  /** As the metadata says; undefined where the parts say it. */
  readonly title?: string;
  /** The file that says how the parts belong together, such as `_quarto.yml`. */
  readonly project?: string;
  /** How sure the rule is before the text is looked at, on the scale of `scoreOf`. */
  readonly confidence: number;
  /** Why it is an unfilled template, where the rule knows. */
  readonly template?: string | undefined;
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
}

/** Files that could be a paper by themselves, and why others could not. */
export interface FoundFiles {
  readonly found: readonly Candidate[];
  readonly leftOut: readonly LeftOut[];
}

export interface ScoredCandidate extends Candidate {
  readonly outline: Outline;
  /** All files that it would read, as far as a first look tells. */
  readonly reads: readonly string[];
  /** Whole text, to find copies by. */
  readonly text: string;
  readonly score: number;
  /** Why it is an unfilled template, where it is one. */
  readonly template: string | undefined;
}

const MARKDOWN: ReadonlySet<string> = new Set(["md", "markdown", "qmd", "rmd"]);

export function isMarkdown(path: string): boolean {
  return MARKDOWN.has(extensionOf(path));
}

export function isTypst(path: string): boolean {
  return extensionOf(path) === "typ";
}

export function isNotebook(path: string): boolean {
  return extensionOf(path) === "ipynb";
}

export function isXml(path: string): boolean {
  return /^(?:xml|nxml|jats)$/.test(extensionOf(path));
}

export function isLatex(path: string): boolean {
  return /^(?:tex|ltx|latex)$/.test(extensionOf(path));
}

/** Whether its name is that of a format that is read. */
export function isManuscriptFile(path: string): boolean {
  return [isMarkdown, isTypst, isNotebook, isXml, isLatex].some((is) => is(path));
}

/** A path as it is called from the scope's folder. */
export function pathInScope({ folder }: SearchScope, path: string): string {
  return folder === "" ? path : path.slice(folder.length + 1);
}

/** Below this, nothing is taken for a paper unasked. A file with a paper's name, a title and one section reaches it; a page of
 *  notes does not. */
export const ENOUGH = 30;
/** Candidates closer than this are equally good: the user must choose. A better name (10) or one section (8) tells two apart. */
export const CLEAR_LEAD = 8;

const SECTION_POINTS: Readonly<Partial<Record<SectionKind, number>>> = {
  abstract: 15,
  introduction: 8,
  methods: 8,
  results: 8,
  discussion: 8,
  "back matter": 3,
};

const PAPER_NAME = /^(?:main|manuscript|paper|ms|article|preprint)$/i;
const NAMED_SO = /(?:^|[-_ .\d])(?:main|manuscript|paper|ms|article|preprint|draft)(?:[-_ .\d]|$)/i;
const PAPER_FOLDER = /^(?:manuscripts?|papers?|tex|latex|submission|joss|article|content|preprint|draft|text|writing|ms)$/i;
const OTHER_USE =
  /(?:^|[-_ ])(?:analysis|analyses|notebook|figures?|tables?|eda|exploration|update|erratum|corrigendum|addendum|notes?|todo|outline)(?:[-_ ]|$)/i;

/** Points for what papers have. The numbers are set so that a document with a paper's sections outweighs one with a paper's name,
 *  and a project that names its parts outweighs both.
 *  @param root path below the tree or the folder that the user named */
export function scoreOf(root: string, confidence: number, outline: Outline): number {
  const sections = [...outline.kinds].reduce((sum, kind) => sum + (SECTION_POINTS[kind] ?? 0), 0);
  const title = outline.title === undefined || outline.title.trim() === "" ? 0 : 5;
  const length = outline.words >= 3000 ? 10 : outline.words >= 1000 ? 5 : 0;
  return confidence + sections + title + length + nameScore(root);
}

function nameScore(root: string): number {
  const stem = stemOf(root);
  const folders = folderOf(root).split("/");
  const name = PAPER_NAME.test(stem) ? 20 : NAMED_SO.test(stem) ? 10 : /^index$/i.test(stem) ? 3 : 0;
  const folder = folders.some((part) => PAPER_FOLDER.test(part)) ? 10 : 0;
  const docs = folders.some((part) => /^(?:docs?|documentation|website|wiki)$/i.test(part)) ? -30 : 0;
  return name + folder + docs + (OTHER_USE.test(stem) ? -15 : 0);
}

/** Titles that templates come with. */
const PLACEHOLDER_TITLE =
  /^(?:(?:insert|add|enter|put) )?(?:the |your |my |a |full )*(?:manuscript|article|paper|document|submission|preprint|working)? ?title(?: (?:goes|comes|of (?:the|your|this) (?:paper|article|manuscript|submission).*|of submission.*))?(?: here)?\.?$|^untitled(?: document)?$|^(?:.* )?(?:latex|quarto|r markdown|rmarkdown|manuscript|article|journal) template\b.*$/i;

/** Share of dummy words above which a text is a template: real papers have none, samples a quarter or more. */
const FILLER_SHARE = 0.05;
/** Words. A template that prints dummy text by macro has few of its own. */
const FEW_WORDS = 500;

/** Fails towards "paper" where a real title and real text stand, whatever packages are loaded.
 *  @returns why it is an unfilled template; undefined where it is a paper */
export function templateReason({ title, words, filler }: Outline): string | undefined {
  if (title !== undefined && PLACEHOLDER_TITLE.test(title.trim().slice(0, 200))) return `its title is still "${title.trim()}"`;
  if (filler > 2 && filler >= words * FILLER_SHARE) return "its text is dummy text (lorem ipsum)";
  if (filler > 0 && words < FEW_WORDS && words > 0) return "it has little text besides dummy text";
  return undefined;
}
