/** The abstract: where the markup names none, the section called so. A JOSS paper's summary, or one that opens a paper, is its abstract. */
import { foreignKind } from "../foreign-section-names.ts";
import type { LeftOut, Passage } from "../manuscript.ts";
import { bareName } from "../section-names.ts";
import type { RawSection } from "./sections.ts";

export interface Abstracted {
  readonly abstract: readonly Passage[];
  readonly sections: readonly RawSection[];
  readonly leftOut: readonly LeftOut[];
}

/** @param marked the abstract that the markup names; empty where it names none
 *  @param endsWithFile whether text of another file cannot belong to the abstract: with Manubot, a file is a section */
export function findAbstract(sections: readonly RawSection[], marked: readonly Passage[], endsWithFile: boolean): Abstracted {
  const index = indexOfAbstract(sections);
  const section = sections[index];
  if (section?.heading === undefined) return { abstract: marked, sections, leftOut: [] };
  const { file } = section.heading.passage;
  const isPart = (passage: Passage) => !endsWithFile || passage.file === file;
  const own = section.blocks.map(({ passage }) => passage).filter(isPart);
  if (marked.length > 0) {
    if (wordsOf(own) !== wordsOf(marked)) return { abstract: marked, sections, leftOut: [] };
    return { abstract: marked, sections: sections.toSpliced(index, 1), leftOut: [{ file, why: "the abstract a second time" }] };
  }
  const others = section.blocks.filter(({ passage }) => !isPart(passage));
  const rest = others.length > 0 ? [{ heading: undefined, blocks: others }] : [];
  return { abstract: own, sections: sections.toSpliced(index, 1, ...rest), leftOut: [] };
}

function indexOfAbstract(sections: readonly RawSection[]): number {
  const names = sections.map(({ heading }) => bareName(heading?.passage.text ?? "").toLowerCase());
  const named = names.findIndex((name) => /^(?:structured )?abstract$/.test(name) || foreignKind(name) === "abstract");
  if (named !== -1) return named;
  const first = names.findIndex((name) => name !== "");
  return /^(?:executive )?summary$/.test(names[first] ?? "") ? first : -1;
}

function wordsOf(passages: readonly Passage[]): string {
  return passages.map(({ text }) => text).join(" ");
}
