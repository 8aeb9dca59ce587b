/** Which of the texts that are no part of the paper a reader wants to hear of: those that stand near it, and those that were weighed. Others are
 *  counted by folder. Images, data and code are not texts. */
import { counted } from "../../text.ts";
import { byCodeUnit, extensionOf, folderOf, isBelow } from "../files/paths.ts";
import type { LeftOut } from "../manuscript.ts";
import { below, type Candidate, type Scope } from "./candidate.ts";
import { whyLeftOut } from "./left-out.ts";

const TEXTS = /^(?:md|markdown|qmd|rmd|tex|ltx|typ|ipynb|docx|rnw)$/;

/** @param considered what was looked at, with its reason */
export function relevantLeftOut(scope: Scope, chosen: Candidate, considered: readonly LeftOut[]): readonly LeftOut[] {
  const part = new Set([...chosen.reads, ...chosen.parts]);
  const reasons = new Map([...considered, ...chosen.leftOut].map((leftOut) => [leftOut.file, leftOut.why]));
  const near: LeftOut[] = [];
  const far = new Map<string, number>();
  for (const file of scope.paths) {
    if (part.has(file) || file === chosen.metadata || !TEXTS.test(extensionOf(file))) continue;
    const why = reasons.get(file) ?? whyLeftOut(below(scope, file)) ?? otherwise(file, chosen);
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

function otherwise(file: string, { project }: Candidate): string {
  if (/^(?:typ|ipynb|docx|rnw)$/.test(extensionOf(file))) return `.${extensionOf(file)} files are not read`;
  return project === undefined ? "not weighed" : `not among the parts of ${project}`;
}

/** In the manuscript's folder or below it, or at the top of the tree. */
function isNear(file: string, root: string): boolean {
  return folderOf(file) === "" || (folderOf(root) !== "" && isBelow(file, folderOf(root)));
}

function topFolder(file: string): string {
  return `${file.slice(0, file.indexOf("/"))}/`;
}
