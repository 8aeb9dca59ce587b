/** Chooses the paper among candidates, or says why it cannot. Fails towards asking: a review of the wrong document helps nobody. */
import { ManuscriptError } from "../../errors.ts";
import { extensionOf } from "../files/paths.ts";
import type { LeftOut } from "../manuscript.ts";
import type { Candidate, Scope } from "./candidate.ts";
import type { Outline } from "./outline.ts";
import { CLEAR_LEAD, ENOUGH } from "./score.ts";

export interface Choice {
  readonly chosen: Candidate;
  /** The candidates that were not chosen. */
  readonly others: readonly LeftOut[];
}

/** How many files a message names: enough to recognise the tree. */
const NAMED = 5;

/** @param leftOut what was looked at and is no candidate, for the message where nothing is found
 *  @throws ManuscriptError `manuscript-not-found`, `manuscript-ambiguous`, `manuscript-template` */
export function choose(candidates: readonly Candidate[], leftOut: readonly LeftOut[], scope: Scope): Choice {
  const ranked = [...candidates].sort((a, b) => b.score - a.score);
  const papers = ranked.filter(({ score, template }) => score >= ENOUGH && template === undefined);
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
  return { chosen: best, others: others.map((other) => ({ file: other.root, why: whyNot(other, best) })) };
}

function whyNot({ template, score, outline }: Candidate, { root }: Candidate): string {
  if (template !== undefined) return `an unfilled template: ${template}`;
  return score >= ENOUGH ? `less like a paper than ${root}` : lacks(outline);
}

export function unfilled(root: string, why: string): ManuscriptError {
  return new ManuscriptError({
    code: "manuscript-template",
    at: root,
    fault: `this is an unfilled template (${why})`,
    remedy: "Give it its title and text, or name another file with --manuscript",
  });
}

function ambiguous(equals: readonly Candidate[]): ManuscriptError {
  const roots = equals.map(({ root }) => root);
  return new ManuscriptError({
    code: "manuscript-ambiguous",
    at: roots.slice(0, NAMED).join(", "),
    fault: `each of these ${roots.length} could be the paper`,
    remedy: `Name the one to review, such as --manuscript ${roots[0] ?? ""}`,
  });
}

function notFound(ranked: readonly Candidate[], leftOut: readonly LeftOut[], { folder, paths }: Scope): ManuscriptError {
  const seen = [
    ...ranked.map(({ root, outline }) => `${root} (${lacks(outline)})`),
    ...leftOut.map(({ file, why }) => `${file} (${why})`),
    ...paths
      .filter((path) => /^(?:docx?|pdf|typ|ipynb|rst|odt|rnw)$/.test(extensionOf(path)))
      .map((path) => `${path} (.${extensionOf(path)} files are not read)`),
  ];
  const more = seen.length > NAMED ? ` and ${seen.length - NAMED} more` : "";
  const what =
    seen.length === 0
      ? `it holds ${paths.length} files, and no Markdown or LaTeX`
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
