/** Papers in JATS XML and in notebooks. A notebook is most often an analysis, and XML most often made from the paper: so these
 *  are looked at only where a tree holds no other paper, and taken only where they plainly read as one. */
import { UserError } from "../../errors.ts";
import { byCodeUnit } from "../files/file-tree.ts";
import type { LeftOut } from "../manuscript.ts";
import { isCore, kindOfSection } from "../section-names.ts";
import { type Candidate, type FoundFiles, isNotebook, isXml, pathInScope, type SearchScope, scoreOf } from "./candidate.ts";
import { exclusionReason } from "./left-out.ts";
import { countWords, EMPTY_OUTLINE, type Outline, outlineOfMarkdown } from "./outline.ts";

/** Files: each may be large, and is read whole. */
const MAX_LOOKED_AT = 30;

/** @param taken files that belong to a project already */
export async function findOtherFormats(scope: SearchScope, taken: ReadonlySet<string>): Promise<FoundFiles> {
  const leftOut: LeftOut[] = [];
  const open: string[] = [];
  for (const path of scope.paths) {
    if (taken.has(path) || !(isNotebook(path) || isXml(path))) continue;
    const why = exclusionReason(pathInScope(scope, path));
    if (why === undefined) open.push(path);
    else if (isNotebook(path)) leftOut.push({ file: path, why });
  }
  const byName = (path: string) => scoreOf(pathInScope(scope, path), 0, EMPTY_OUTLINE) - path.split("/").length;
  open.sort((a, b) => byName(b) - byName(a) || byCodeUnit(a, b));
  const found: Candidate[] = [];
  for (const path of open.slice(0, MAX_LOOKED_AT)) {
    const assessed = await assess(scope, path);
    if (typeof assessed !== "string") found.push(assessed);
    else if (isNotebook(path)) leftOut.push({ file: path, why: assessed });
  }
  for (const path of open.slice(MAX_LOOKED_AT).filter(isNotebook))
    leftOut.push({ file: path, why: "not looked at: there are too many notebooks" });
  return { found, leftOut };
}

/** @returns why it is no candidate, where it is none */
async function assess(scope: SearchScope, path: string): Promise<Candidate | string> {
  try {
    const { text } = await scope.files.text(path);
    if (isXml(path)) return isJats(text) ? jatsCandidate(path) : "no article";
    const { markdownOf } = await import("../formats/notebook/cells.ts");
    const outline = outlineOfMarkdown(markdownOf(path, text));
    return readsAsPaper(outline) ? notebookCandidate(scope, path) : "a notebook without a paper's abstract and sections";
  } catch (cause) {
    if (cause instanceof UserError) return `it could not be read: ${cause.message}`;
    throw cause;
  }
}

/** What an analysis does not have, however its cells are headed. */
export function readsAsPaper({ kinds, words }: Outline): boolean {
  const core = [...kinds].filter((kind) => isCore(kind) && kind !== "abstract");
  return kinds.has("abstract") && core.length >= (words >= MANY_WORDS ? 1 : 2);
}

/** Of prose. Of nine notebooks that are papers with an abstract seven have so many; of 33 analyses in the same repositories none
 *  has an abstract. */
const MANY_WORDS = 1_500;

/** Article, and what a paper has before its text: XML of other kinds has neither. */
function isJats(text: string): boolean {
  return /<(?:\w+:)?article[\s>]/.test(text) && /<(?:\w+:)?article-meta[\s>]/.test(text);
}

/** Its markup alone makes it a paper. */
const JATS_CONFIDENCE = 40;

export function jatsCandidate(root: string): Candidate {
  return { format: "jats", root, parts: [root], confidence: JATS_CONFIDENCE, leftOut: [], warnings: [] };
}

/** Named so by its project, or read as GitHub and Jupyter show it. */
export function notebookCandidate({ paths }: SearchScope, root: string): Candidate {
  const hasProject = (settings: RegExp) =>
    paths.some((path) => settings.test(path) && root.startsWith(path.replace(/[^/]*$/, "")));
  const format = hasProject(/(?:^|\/)_quarto\.ya?ml$/)
    ? "quarto"
    : hasProject(/(?:^|\/)(?:myst|_toc)\.ya?ml$/)
      ? "myst"
      : "notebook";
  return { format, root, parts: [root], confidence: 0, leftOut: [], warnings: [] };
}

const TITLE = /<(?:\w+:)?article-title\b[^<>]*>([\s\S]{0,2000}?)<\/(?:\w+:)?article-title>/;
const SECTION_TITLE =
  /<(?:\w+:)?sec\b[^<>]*>\s*(?:<(?:\w+:)?label>[^<>]*<\/(?:\w+:)?label>\s*)?<(?:\w+:)?title\b[^<>]*>([\s\S]{0,500}?)<\/(?:\w+:)?title>/g;

export function outlineOfJats(text: string): Outline {
  const bare = (markup = "") =>
    markup
      .replace(/<[^<>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim();
  const names = [...text.matchAll(SECTION_TITLE)].map(([, title]) => bare(title));
  const kinds = new Set(names.map(kindOfSection));
  if (/<(?:\w+:)?abstract[\s>]/.test(text)) kinds.add("abstract");
  const title = bare(TITLE.exec(text)?.[1]);
  return {
    ...EMPTY_OUTLINE,
    title: title === "" ? undefined : title,
    kinds,
    headings: names.length,
    words: countWords(bare(text)),
  };
}
