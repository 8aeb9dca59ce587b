/** Chooses the paper among candidates, or says why it cannot. Fails towards asking: a review of the wrong document is worse than
 *  none. */
import { ManuscriptError } from "../../errors.ts";
import { extensionOf, folderOf, stemOf } from "../files/file-tree.ts";
import type { Format, LeftOut } from "../manuscript.ts";
import { CLEAR_LEAD, ENOUGH, type ScoredCandidate, type SearchScope } from "./candidate.ts";
import type { Outline } from "./outline.ts";

export interface Choice {
  readonly chosen: ScoredCandidate;
  /** The candidates that were not chosen. */
  readonly others: readonly LeftOut[];
  /** Those of them that have the same title. */
  readonly versions: readonly string[];
}

/** How many files a message names: enough to recognise the tree. */
const NAMED = 5;

/** @param leftOut what was looked at and is no candidate, for the message where nothing is found
 *  @throws ManuscriptError `manuscript-not-found`, `manuscript-ambiguous`, `manuscript-template` */
export function choose(candidates: readonly ScoredCandidate[], leftOut: readonly LeftOut[], scope: SearchScope): Choice {
  const ranked = [...candidates].sort((a, b) => b.score - a.score);
  const papers = ranked.filter(isPaper);
  const [best, second] = papers;
  if (best === undefined) {
    const template = ranked.find((candidate) => candidate.template !== undefined);
    if (template?.template !== undefined) throw unfilled(template.root, template.template);
    throw notFound(ranked, leftOut, scope);
  }
  if (second !== undefined && best.score - second.score < CLEAR_LEAD) {
    throw ambiguous(papers.filter(({ score }) => best.score - score < CLEAR_LEAD));
  }
  const others = ranked.filter((candidate) => candidate !== best);
  const versions = others.filter((other) => isPaper(other) && haveOneTitle(other, best));
  return {
    chosen: best,
    others: others.map((other) => ({ file: other.root, why: whyNot(other, best) })),
    versions: versions.map(({ root }) => root),
  };
}

/** All that are papers, of those with one title the likeliest; and why the others are none. */
export function papersOf(candidates: readonly ScoredCandidate[]): {
  readonly papers: readonly ScoredCandidate[];
  readonly others: readonly LeftOut[];
} {
  const papers: ScoredCandidate[] = [];
  const others: LeftOut[] = [];
  for (const candidate of [...candidates].sort((a, b) => b.score - a.score)) {
    const better = papers.find((paper) => haveOneTitle(candidate, paper));
    if (isPaper(candidate) && better === undefined) papers.push(candidate);
    else
      others.push({
        file: candidate.root,
        why: better === undefined ? whyNoPaper(candidate) : `has the title of ${better.root}`,
      });
  }
  return { papers, others };
}

export function isPaper({ score, template }: ScoredCandidate): boolean {
  return score >= ENOUGH && template === undefined;
}

function haveOneTitle(one: ScoredCandidate, other: ScoredCandidate): boolean {
  const words = (title = "") =>
    title
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(" ") ?? "";
  return words(one.outline.title) !== "" && words(one.outline.title) === words(other.outline.title);
}

export function sameAs(root: string): string {
  return `the same paper as ${root}`;
}

function whyNot(candidate: ScoredCandidate, { root }: ScoredCandidate): string {
  return isPaper(candidate) ? `less like a paper than ${root}` : whyNoPaper(candidate);
}

function whyNoPaper({ template, outline }: ScoredCandidate): string {
  return template === undefined ? lacks(outline) : `an unfilled template: ${template}`;
}

export function unfilled(root: string, why: string): ManuscriptError {
  return new ManuscriptError({
    code: "manuscript-template",
    at: root,
    fault: `this is an unfilled template (${why})`,
    remedy: "Give it its title and text, or name another file with --manuscript",
  });
}

function ambiguous(equals: readonly ScoredCandidate[]): ManuscriptError {
  const roots = equals.map(({ root }) => root);
  return new ManuscriptError({
    code: "manuscript-ambiguous",
    at: roots.slice(0, NAMED).join(", "),
    fault: `each of these ${roots.length} could be the paper`,
    remedy: `Name the one to review, such as --manuscript ${roots[0] ?? ""}; where each is a paper of its own, let the Action review them all with manuscripts: all in .github/bioreview.yml`,
  });
}

function notFound(
  ranked: readonly ScoredCandidate[],
  leftOut: readonly LeftOut[],
  { folder, paths }: SearchScope,
): ManuscriptError {
  const seen = [
    ...ranked.map(({ root, outline }) => `${root} (${lacks(outline)})`),
    ...leftOut.map(({ file, why }) => `${file} (${why})`),
    ...paths
      .filter((path) => /^(?:docx?|pdf|rst|odt|rnw|org|adoc|asciidoc)$/.test(extensionOf(path)))
      .map((path) => `${path} (.${extensionOf(path)} files are not read)`),
  ];
  const more = seen.length > NAMED ? ` and ${seen.length - NAMED} more` : "";
  const what =
    seen.length === 0
      ? `it holds ${paths.length} files, and no Markdown, LaTeX, Typst, JATS or notebook`
      : `seen: ${seen.slice(0, NAMED).join(", ")}${more}`;
  return new ManuscriptError({
    code: "manuscript-not-found",
    at: folder === "" ? "the whole tree" : folder,
    fault: `no manuscript was found; ${what}`,
    remedy: "Name the file or folder with --manuscript, such as --manuscript paper/main.tex",
  });
}

function lacks({ kinds, words }: Outline): string {
  if (words < 100) return "hardly any text";
  return kinds.size === 0 ? "none of a paper's sections" : "too few of a paper's sections";
}

/** What people write by hand comes before what is made from it. */
const RANK: Readonly<Record<Format, number>> = {
  manubot: 0,
  quarto: 1,
  rmarkdown: 1,
  myst: 2,
  joss: 2,
  markdown: 2,
  latex: 3,
  typst: 3,
  jats: 4,
  notebook: 4,
};

/** Lines that pandoc's LaTeX template writes, over the years. */
const PANDOC_LATEX = /^% Options for packages loaded elsewhere|^% use upquote if available|\\providecommand\{\\tightlist\}/m;

/** The same paper in several files, rendered from one another, converted or copied: one is read, the others are left out with the
 *  reason. */
export function withoutDuplicates(candidates: readonly ScoredCandidate[]): {
  readonly kept: readonly ScoredCandidate[];
  readonly leftOut: readonly LeftOut[];
} {
  const kept: ScoredCandidate[] = [];
  const leftOut: LeftOut[] = [];
  const ranked = [...candidates].sort((a, b) => RANK[a.format] - RANK[b.format] || depth(a) - depth(b) || b.score - a.score);
  for (const candidate of ranked) {
    const whole = candidates.find(
      ({ root, reads }) => root !== candidate.root && reads.includes(candidate.root) && !candidate.reads.includes(root),
    );
    if (whole !== undefined) {
      leftOut.push({ file: candidate.root, why: `a part of ${whole.root}` });
      continue;
    }
    const why = kept.map((original) => duplicateReason(candidate, original)).find((reason) => reason !== undefined);
    if (why === undefined) kept.push(candidate);
    else leftOut.push({ file: candidate.root, why });
  }
  return { kept, leftOut };
}

function depth({ root }: ScoredCandidate): number {
  return root.split("/").length;
}

function duplicateReason(candidate: ScoredCandidate, original: ScoredCandidate): string | undefined {
  if (original.reads.includes(candidate.root)) return `a part of ${original.root}`;
  return derivationReason(candidate, original) ?? (candidate.text === original.text ? `a copy of ${original.root}` : undefined);
}

function derivationReason(candidate: ScoredCandidate, original: ScoredCandidate): string | undefined {
  if (folderOf(candidate.root) !== folderOf(original.root) || RANK[candidate.format] <= RANK[original.format]) return undefined;
  const sameStem = stemOf(candidate.root) === stemOf(original.root);
  const madeByPandoc = candidate.format === "latex" && PANDOC_LATEX.test(candidate.text);
  const isRendered = RANK[original.format] === 1 && !["latex", "typst"].includes(candidate.format);
  if (madeByPandoc || (sameStem && isRendered)) return `generated from ${original.root}`;
  return sameStem ? sameAs(original.root) : undefined;
}
