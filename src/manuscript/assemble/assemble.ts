/** From blocks to a paper: title, abstract and sections by their names, without back matter. Whatever goes is told with its lines. */

import type { ParsedDocument } from "../document.ts";
import type { Format, LeftOut, Passage, Section, SectionPassage } from "../manuscript.ts";
import { bareName } from "../section-names.ts";
import { findAbstract } from "./abstract.ts";
import { withoutBackMatter } from "./back-matter.ts";
import { type RawSection, splitSections } from "./sections.ts";
import { findTitle } from "./title.ts";

export interface AssembledPaper {
  readonly title: Passage | undefined;
  readonly abstract: readonly Passage[];
  readonly sections: readonly Section[];
  /** What the assembly itself took out. */
  readonly leftOut: readonly LeftOut[];
}

/** The name of the section for legends that stood among back matter, where manuscripts put them for printing. */
const LEGENDS = "Figure legends";

/** @param runInLevel level of headings in bold at the start of a paragraph, below all others */
export function assemble(parsed: ParsedDocument, format: Format, runInLevel: number): AssembledPaper {
  const { title, body } = findTitle(parsed, format !== "latex");
  const found = findAbstract(splitSections(body, runInLevel), parsed.abstract, format === "manubot");
  const { sections, legends, leftOut } = withoutBackMatter(found.sections);
  const named = sections.map(sectionOf).filter(({ name, passages }) => name !== "" || passages.length > 0);
  if (legends.length > 0) named.push({ name: LEGENDS, passages: legends });
  return { title, abstract: found.abstract, sections: named, leftOut: [...found.leftOut, ...leftOut] };
}

function sectionOf({ heading, blocks }: RawSection): Section {
  const passages: SectionPassage[] = heading === undefined ? [] : [{ ...heading.passage, level: 1 }];
  const above: number[] = [];
  for (const block of blocks) {
    if (block.kind === "passage") {
      passages.push(block.passage);
      continue;
    }
    while ((above.at(-1) ?? 0) >= block.level) above.pop();
    above.push(block.level);
    passages.push({ ...block.passage, level: above.length + 1 });
  }
  return { name: heading === undefined ? "" : bareName(heading.passage.text), passages };
}
