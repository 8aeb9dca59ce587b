/** Which headings begin a section. Told by names first, since depth alone misleads: a paper may have its abstract a level below its other
 *  sections, its title as a section, or its headings in bold at the start of paragraphs. */
import type { Block } from "../document.ts";
import { isCaptionName, isCore, kindOfSection } from "../section-names.ts";

type Heading = Extract<Block, { kind: "heading" }>;

/** A section before it has a name: its heading (none before the first), and all blocks below it, without that heading. */
export interface RawSection {
  readonly heading: Heading | undefined;
  readonly blocks: readonly Block[];
}

/** @param runInLevel the level that the format gives to headings in bold at the start of a paragraph; these begin sections only where the paper
 *  has no other headings besides abstract and back matter */
export function splitSections(body: readonly Block[], runInLevel: number): readonly RawSection[] {
  const top = topLevel(body, runInLevel);
  const sections: { heading: Heading | undefined; blocks: Block[] }[] = [{ heading: undefined, blocks: [] }];
  for (const block of body) {
    const open = sections.at(-1);
    if (block.kind === "heading" && beginsSection(block, open?.heading, top)) sections.push({ heading: block, blocks: [] });
    else open?.blocks.push(block);
  }
  return sections.filter(({ heading, blocks }, index) => !isHollow({ heading, blocks }, sections[index + 1]));
}

/** Levels at and above which a heading begins a section, whatever it is called. */
function topLevel(body: readonly Block[], runInLevel: number): number {
  const headings = body.filter((block) => block.kind === "heading").filter(({ passage }) => !isCaptionName(passage.text));
  const regular = headings.filter(({ level }) => level < runInLevel);
  const own = regular.filter(({ passage }) => !["abstract", "back matter", "data"].includes(kindOfSection(passage.text)));
  if (own.length === 0) return headings.length > regular.length ? runInLevel : lowest(regular, 1);
  const core = regular.filter(({ passage }) => isCore(kindOfSection(passage.text)));
  return core.length > 0 ? lowest(core, 2) : lowest(own, 2);
}

/** The highest heading level (lowest number) with at least `enough` headings; the highest of all where none has. */
function lowest(headings: readonly Heading[], enough: number): number {
  const counts = new Map<number, number>();
  for (const { level } of headings) counts.set(level, (counts.get(level) ?? 0) + 1);
  const common = [...counts].filter(([, count]) => count >= enough);
  return Math.min(...(common.length > 0 ? common : [...counts]).map(([level]) => level));
}

function beginsSection(heading: Heading, open: Heading | undefined, top: number): boolean {
  const { level, passage } = heading;
  if (isCaptionName(passage.text)) return false;
  if (level <= top) return true;
  const kind = kindOfSection(passage.text);
  if (!isCore(kind) && kind !== "back matter" && kind !== "data") return false;
  // Deeper than the others, yet a section: nothing is open that it could belong to, or it opens a file of its own.
  if (open === undefined || open.level >= level) return true;
  return open.passage.file !== passage.file;
}

/** A heading that only holds other sections together, such as "Main text": it says nothing by itself. */
function isHollow({ heading, blocks }: RawSection, next: RawSection | undefined): boolean {
  if (blocks.length > 0) return false;
  if (heading === undefined) return true;
  const holdsNext = next?.heading !== undefined && next.heading.level > heading.level;
  return holdsNext && kindOfSection(heading.passage.text) === "other";
}
