/** Which sections of an article reach the prompt, and in which order: what the published pipeline does with a mapping from names to texts,
 *  its losses included. Invariant: every section is either in the order or in the lost, and none is lost without a reason. */

import type { LostSection } from "../result-schema.ts";
import type { Article } from "./article.ts";
import { normaliseWhiteSpace, strip } from "./python-text.ts";

/** Sections whose lower-cased name contains the word come first, in the order of these words. */
const PRIORITY = [
  "methods",
  "materials and methods",
  "materials & methods",
  "method",
  "methodology",
  "results",
  "result",
  "introduction",
  "intro",
  "background",
  "discussion",
  "conclusion",
  "conclusions",
  "supplementary",
  "supplemental",
  "supporting",
] as const;

export interface NamedSection {
  readonly name: string;
  /** White space normalised, never empty. */
  readonly text: string;
  /** Where it stands among the article's sections. */
  readonly index: number;
}
export function orderSections(sections: Article["sections"]): { ordered: readonly NamedSection[]; lost: readonly LostSection[] } {
  const lost: LostSection[] = [];
  const given = lastOfEach(
    sections.map(([name, text], index) => ({ name, text, index })),
    lost,
  );
  const cleaned: NamedSection[] = [];
  for (const { name, text, index } of given) {
    const clean = { name: strip(name), text: normaliseWhiteSpace(text ?? ""), index };
    if (clean.name === "") lost.push({ name, index, why: "no name" });
    else if (clean.text === "") lost.push({ name, index, why: "no text" });
    else cleaned.push(clean);
  }
  return { ordered: byPriority(lastOfEach(cleaned, lost), lost), lost: lost.sort((a, b) => a.index - b.index) };
}

/** As a mapping does: of equal names the last text stays, in the first's place. */
function lastOfEach<T extends { readonly name: string; readonly index: number }>(
  sections: readonly T[],
  lost: LostSection[],
): readonly T[] {
  const byName = new Map<string, T>();
  for (const section of sections) {
    const replaced = byName.get(section.name);
    if (replaced !== undefined) lost.push({ name: replaced.name, index: replaced.index, why: "another section has its name" });
    byName.set(section.name, section);
  }
  return [...byName.values()];
}

/** Names that differ in case only count as equal here, and the first that is taken wins. */
function byPriority(sections: readonly NamedSection[], lost: LostSection[]): readonly NamedSection[] {
  const taken = new Map<string, NamedSection>();
  for (const word of [...PRIORITY, ""]) {
    for (const section of sections) {
      const key = section.name.toLowerCase();
      if (key.includes(word) && !taken.has(key)) taken.set(key, section);
    }
  }
  for (const { name, index } of sections.filter((section) => taken.get(section.name.toLowerCase()) !== section))
    lost.push({ name, index, why: "another section has its name" });
  return [...taken.values()];
}
