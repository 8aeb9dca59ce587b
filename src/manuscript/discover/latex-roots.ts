/** LaTeX documents: files with \documentclass and \begin{document} that no other file includes, of a class in which papers are written. */
import { includedFiles, resolveInclude } from "../formats/latex/parse.ts";
import { withoutLatexComments } from "./outline.ts";

/** Classes that hold a piece of a document, a letter, or slides. */
const NO_PAPER: ReadonlyMap<string, string> = new Map([
  ["subfiles", "a piece of another document"],
  ["standalone", "a figure"],
  ["letter", "a letter"],
  ["scrlttr2", "a letter"],
  ["newlfm", "a letter"],
  ["beamer", "slides"],
  ["slides", "slides"],
  ["tikzposter", "a poster"],
  ["beamerposter", "a poster"],
  ["a0poster", "a poster"],
  ["moderncv", "a curriculum vitae"],
  ["exam", "an exam"],
  ["minimal", "a figure"],
]);

export type LatexRole = { readonly isRoot: true } | { readonly isRoot: false; readonly why: string };

/** @param text of one .tex file */
export function latexRole(text: string): LatexRole {
  const source = withoutLatexComments(text);
  const documentClass = /\\documentclass\s*(?:\[[^\]]{0,1000}\]\s*)?\{([^{}]{0,200})\}/.exec(source)?.[1]?.trim();
  if (documentClass === undefined) return { isRoot: false, why: "a piece for inclusion: it has no \\documentclass" };
  if (!/\\begin\s*\{document\}/.test(source)) return { isRoot: false, why: "it has no \\begin{document}" };
  const why = NO_PAPER.get(documentClass.split("/").at(-1) ?? "");
  return why === undefined ? { isRoot: true } : { isRoot: false, why };
}

/** Files that a document includes, those that they include too, in the order in which they are met; files that are not there are passed over.
 *  Every file is taken once, so that a cycle ends.
 *  @param textOf the text of a file of the tree; undefined where it cannot be read */
export async function reachedFrom(
  root: string,
  paths: ReadonlySet<string>,
  textOf: (path: string) => Promise<string | undefined>,
): Promise<readonly string[]> {
  const reached = new Set([root]);
  for (const file of reached) {
    if (reached.size > MAX_INCLUDED) break;
    for (const written of includedFiles((await textOf(file)) ?? "")) {
      const found = resolveInclude(written, root, file, paths);
      if ("path" in found) reached.add(found.path);
    }
  }
  return [...reached];
}

/** Files. No paper has so many; the first look then stops looking for more. */
const MAX_INCLUDED = 500;
