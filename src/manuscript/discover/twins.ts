/** The same paper in several files: rendered from one another, converted, or copied. One is read, the others are left out with the reason. */

import { folderOf, stemOf } from "../files/paths.ts";
import type { Format, LeftOut } from "../manuscript.ts";
import type { Candidate } from "./candidate.ts";

/** What people write by hand comes before what is made from it. */
const RANK: Readonly<Record<Format, number>> = { manubot: 0, quarto: 1, rmarkdown: 1, myst: 2, joss: 2, markdown: 2, latex: 3 };

/** Lines that pandoc's LaTeX template writes, over the years. */
const PANDOC_LATEX = /^% Options for packages loaded elsewhere|^% use upquote if available|\\providecommand\{\\tightlist\}/m;

export function withoutTwins(candidates: readonly Candidate[]): {
  readonly kept: readonly Candidate[];
  readonly leftOut: readonly LeftOut[];
} {
  const kept: Candidate[] = [];
  const leftOut: LeftOut[] = [];
  const ranked = [...candidates].sort((a, b) => RANK[a.format] - RANK[b.format] || depth(a) - depth(b) || b.score - a.score);
  for (const candidate of ranked) {
    const why = kept.map((original) => whyTwin(candidate, original)).find((reason) => reason !== undefined);
    if (why === undefined) kept.push(candidate);
    else leftOut.push({ file: candidate.root, why });
  }
  return { kept, leftOut };
}

function depth({ root }: Candidate): number {
  return root.split("/").length;
}

function whyTwin(candidate: Candidate, original: Candidate): string | undefined {
  if (original.reads.includes(candidate.root)) return `a part of ${original.root}`;
  return whyMadeFrom(candidate, original) ?? (candidate.text === original.text ? `a copy of ${original.root}` : undefined);
}

function whyMadeFrom(candidate: Candidate, original: Candidate): string | undefined {
  if (folderOf(candidate.root) !== folderOf(original.root) || RANK[candidate.format] <= RANK[original.format]) return undefined;
  const sameStem = stemOf(candidate.root) === stemOf(original.root);
  const madeByPandoc = candidate.format === "latex" && PANDOC_LATEX.test(candidate.text);
  const isRendered = RANK[original.format] === 1 && candidate.format !== "latex";
  if (madeByPandoc || (sameStem && isRendered)) return `generated from ${original.root}`;
  return sameStem ? `the same paper as ${original.root}` : undefined;
}
