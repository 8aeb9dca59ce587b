/** From blocks to a paper: title, abstract and sections by their names, without back matter. What is left out is reported with
 *  its lines. */
import type { ParsedDocument } from "../document.ts";
import type { Format, LeftOut, Passage, Section, SectionPassage } from "../manuscript.ts";
import { bareName, isAbstractName, kindOfSection } from "../section-names.ts";
import { type RawSection, splitSections, withoutBackMatter } from "./sections.ts";

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
  const { title, body } = separateTitle(parsed, format !== "latex" && format !== "jats");
  const found = separateAbstract(splitSections(body, runInLevel), parsed.abstract, format === "manubot");
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

/** The title where no markup names it: the heading that opens a Markdown paper and names no section.
 *  @param mayBeHeading false for LaTeX and JATS, where headings never are titles */
function separateTitle({ title, body }: ParsedDocument, mayBeHeading: boolean): Pick<ParsedDocument, "title" | "body"> {
  const first = body.findIndex(({ kind }) => kind === "heading");
  const heading = body[first];
  if (heading === undefined || heading.kind !== "heading") return { title, body };
  const isTitle =
    title === undefined
      ? mayBeHeading && heading.level === 1 && kindOfSection(heading.passage.text) === "other"
      : folded(title.text) === folded(heading.passage.text); // it stands in the metadata and again at the top
  if (!isTitle) return { title, body };
  return { title: title ?? heading.passage, body: body.toSpliced(first, 1) };
}

function folded(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

interface SeparatedAbstract {
  readonly abstract: readonly Passage[];
  readonly sections: readonly RawSection[];
  readonly leftOut: readonly LeftOut[];
}

/** The abstract: where the markup names none, the section called so. A JOSS paper's summary, or one that opens a paper, is its
 *  abstract.
 *  @param marked the abstract that the markup names; empty where it names none
 *  @param endsWithFile whether text of another file cannot belong to the abstract: with Manubot, a file is a section */
function separateAbstract(sections: readonly RawSection[], marked: readonly Passage[], endsWithFile: boolean): SeparatedAbstract {
  const index = indexOfAbstract(sections);
  const section = sections[index];
  if (section?.heading === undefined) return { abstract: marked, sections, leftOut: [] };
  const { file } = section.heading.passage;
  const isPart = (passage: Passage) => !endsWithFile || passage.file === file;
  const own = section.blocks.map(({ passage }) => passage).filter(isPart);
  if (marked.length > 0) {
    if (textOf(own) !== textOf(marked)) return { abstract: marked, sections, leftOut: [] };
    return { abstract: marked, sections: sections.toSpliced(index, 1), leftOut: [{ file, why: "the abstract a second time" }] };
  }
  const others = section.blocks.filter(({ passage }) => !isPart(passage));
  const rest = others.length > 0 ? [{ heading: undefined, blocks: others }] : [];
  return { abstract: own, sections: sections.toSpliced(index, 1, ...rest), leftOut: [] };
}

function indexOfAbstract(sections: readonly RawSection[]): number {
  const names = sections.map(({ heading }) => bareName(heading?.passage.text ?? "").toLowerCase());
  const named = names.findIndex(isAbstractName);
  if (named !== -1) return named;
  const first = names.findIndex((name) => name !== "");
  return /^(?:executive )?summary$/.test(names[first] ?? "") ? first : -1;
}

function textOf(passages: readonly Passage[]): string {
  return passages.map(({ text }) => text).join(" ");
}
