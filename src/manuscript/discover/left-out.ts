/** Why a file is no part of a paper, and which of those files are reported. A name must say it clearly, in doubt the file is
 *  looked at: "dose_response.tex" and "meta-review.md" are papers. What a project lists as its own part is not judged here. */
import { counted } from "../../text.ts";
import { byCodeUnit, extensionOf, folderOf, isBelow } from "../files/file-tree.ts";
import type { LeftOut } from "../manuscript.ts";
import { pathInScope, type ScoredCandidate, type SearchScope } from "./candidate.ts";

const FOLDERS: readonly (readonly [why: string, name: RegExp])[] = [
  [
    "generated output",
    /^(?:_build|_site|_book|_manuscript|_freeze|_files|build|dist|output|outputs|site|public|rendered|.+_files)$/,
  ],
  ["template", /^(?:_extensions|templates?|.*-template|rticles|csl)$/],
  ["archive", /^(?:archived?|old|older|backups?|bak|previous(?:[-_]versions?)?|deprecated|trash|attic)$/],
  ["tests", /^(?:tests?|testdata|fixtures)$/],
  ["documentation", /^(?:\.github|\.gitlab|vignettes|man|tutorials?|examples?|third[-_]?party|vendor|external|licen[cs]es)$/],
  ["response to reviewers", /^(?:responses?(?:[-_]?\d+|[-_]to.*)?|rebuttals?(?:[-_].*)?|reviews?|reviewer.*|referee.*)$/],
  ["cover letter", /^cover[-_ ]?letters?(?:[-_].*)?$/],
  ["slides", /^(?:slides?|presentations?|talks?|posters?)$/],
];

const STEMS: readonly (readonly [why: string, stem: RegExp])[] = [
  [
    "documentation",
    /^(?:readme|contributing|contributors?|changelog|changes|news|history|licen[cs]e|copying|code[-_]of[-_]conduct|usage|setup|install(?:ation)?|authors|citation|security|todo|governance|support|maintainers|release[-_]?notes|pull_request_template|issue_template|claude|agents)(?:[-_.].*)?$/,
  ],
  [
    "response to reviewers",
    /reviewers?(?:[-_ ]|$)|referees?(?:[-_ ]|$)|rebuttal|^(?:responses?|repl(?:y|ies))(?:[-_ ]?\d+)?$|response[-_ ]?(?:to|letter)(?:[-_ ]|$)|point[-_]by[-_]point|peer[-_ ]?review(?:s|ed)?$|review[-_ ](?:comments|report|response)/,
  ],
  ["cover letter", /cover[-_ ]?letter|^cover$|letter[-_ ]to[-_ ]the[-_ ]editor/],
  [
    "supplement",
    /(?:^|[-_ .\d])(?:supp|suppl|supplements?|supplementary|supplemental|supporting|si|appendix|appendices)(?:[-_ .\d]|$)|^supp(?:l|lement\w*)|extended[-_ ]data/,
  ],
  ["marked-up difference", /(?:^|[-_ ])(?:latex)?diff(?:[-_ \d]|$)|track[-_]?changes|(?:^|[-_])redline/],
  ["slides", /(?:^|[-_ ])(?:slides?|presentation|poster|talk|beamer)(?:[-_ \d]|$)/],
  ["template", /(?:^|[-_ ])template(?:[-_ ]|$)/],
  ["checklist", /(?:^|[-_ ])checklist(?:[-_ ]|$)/],
];

/** @param path below the tree, or below the folder that the user named
 *  @returns undefined where the name says nothing against it */
export function exclusionReason(path: string): string | undefined {
  const parts = path.split("/");
  const name = parts.pop() ?? "";
  return folderExclusionReason(parts) ?? stemExclusionReason(name);
}

export function folderExclusionReason(folders: readonly string[]): string | undefined {
  for (const folder of folders) {
    const found = FOLDERS.find(([, pattern]) => pattern.test(folder.toLowerCase()));
    if (found !== undefined) return found[0];
  }
  return undefined;
}

function stemExclusionReason(name: string): string | undefined {
  const spaced = name.replace(/\.[^.]*$/, "").replace(/([a-z])([A-Z])/g, "$1-$2");
  if (spaced.startsWith("_")) return "a piece for inclusion";
  return STEMS.find(([, pattern]) => pattern.test(spaced.toLowerCase()))?.[0];
}

const TEXTS = /^(?:md|markdown|qmd|rmd|tex|ltx|typ|ipynb|docx|rnw)$/;

/** The texts that stand near the paper and those that were weighed; others are counted by folder. Images, data and code are not texts.
 *  @param considered what was looked at, with its reason */
export function reportedLeftOut(scope: SearchScope, chosen: ScoredCandidate, considered: readonly LeftOut[]): readonly LeftOut[] {
  const near: LeftOut[] = [];
  const far = new Map<string, number>();
  for (const { file, why } of unreadTexts(scope, [chosen], considered)) {
    if (isNear(file, chosen.root) || /response|cover letter|generated|copy of|the same paper|less like|template/.test(why))
      near.push({ file, why });
    else far.set(topFolder(file), (far.get(topFolder(file)) ?? 0) + 1);
  }
  const grouped = [...far].map(([file, count]) => ({
    file,
    why: `away from the manuscript (${counted(count, "text")})`,
  }));
  return [...near, ...grouped].sort((a, b) => byCodeUnit(a.file, b.file));
}

/** Every text of the scope that none of the papers reads, in the order of paths.
 *  @param considered as of `reportedLeftOut` */
export function unreadTexts(
  scope: SearchScope,
  papers: readonly ScoredCandidate[],
  considered: readonly LeftOut[],
): readonly LeftOut[] {
  const read = new Set(papers.flatMap(({ reads, parts, metadata }) => [...reads, ...parts, metadata]));
  const reasons = new Map([...considered, ...papers.flatMap(({ leftOut }) => leftOut)].map(({ file, why }) => [file, why]));
  return scope.paths
    .filter((file) => !read.has(file) && (TEXTS.test(extensionOf(file)) || reasons.has(file)))
    .map((file) => ({ file, why: reasons.get(file) ?? exclusionReason(pathInScope(scope, file)) ?? otherwise(file, papers) }));
}

function otherwise(file: string, papers: readonly ScoredCandidate[]): string {
  const project = papers.find(({ root }) => papers.length === 1 || isNear(file, root))?.project;
  if (extensionOf(file) === "ipynb" && project === undefined) return "a notebook beside the paper";
  if (/^(?:docx|rnw)$/.test(extensionOf(file))) return `.${extensionOf(file)} files are not read`;
  return project === undefined ? "not weighed" : `not among the parts of ${project}`;
}

/** In the manuscript's folder or below it, or at the top of the tree. */
function isNear(file: string, root: string): boolean {
  return folderOf(file) === "" || (folderOf(root) !== "" && isBelow(file, folderOf(root)));
}

function topFolder(file: string): string {
  return `${file.slice(0, file.indexOf("/"))}/`;
}
