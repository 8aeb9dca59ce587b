/** How much a candidate looks like the paper of its repository: points for what papers have. The numbers are set so that a document with a paper's
 *  sections outweighs one with a paper's name, and a project that names its parts outweighs both. */
import { folderOf, stemOf } from "../files/paths.ts";
import type { SectionKind } from "../section-names.ts";
import type { Outline } from "./outline.ts";

/** Below this, nothing is taken for a paper unasked. A named draft with a title and one section reaches it; a page of notes does not. */
export const ENOUGH = 30;
/** Candidates closer than this are equally good: somebody must choose. A better name (10) or one section (8) tells two apart. */
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

/** @param root path below the tree or the folder that the user named */
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
