/** Which headings begin a section, and which sections are no part of the paper. Sections are recognised by names first, since
 *  depth alone misleads: a paper may have its abstract a level below its other sections, its title as a section, or its headings
 *  in bold at the start of paragraphs. Taken out is what follows a paper without being read by reviewers: acknowledgements,
 *  funding, contributions, interests, references. Legends of figures that stand among them stay. */
import type { Block } from "../document.ts";
import type { LeftOut, Passage } from "../manuscript.ts";
import { bareName, isAbstractName, isCaptionName, isClearBackMatter, isCore, kindOfSection } from "../section-names.ts";

type Heading = Extract<Block, { kind: "heading" }>;

/** A section before it has a name: its heading (none before the first), and all blocks below it, without that heading. */
export interface RawSection {
  readonly heading: Heading | undefined;
  readonly blocks: readonly Block[];
}

/** @param runInLevel the level that the format gives to headings in bold at the start of a paragraph; these begin sections only
 *  where the paper has no other headings besides abstract and back matter */
export function splitSections(body: readonly Block[], runInLevel: number): readonly RawSection[] {
  const top = topLevel(body, runInLevel);
  const sections: { heading: Heading | undefined; blocks: Block[] }[] = [{ heading: undefined, blocks: [] }];
  for (const block of body) {
    const open = sections.at(-1);
    const begins = block.kind === "heading" && beginsSection(block, open?.heading, top);
    if (begins && !isAbstractPart(block, open, runInLevel, top)) sections.push({ heading: block, blocks: [] });
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

/** `**Abstract**`, then `**Purpose**: …`, `**Methods**: …`: bold words that begin parts of an abstract that is itself headed by a
 *  bold word. Where the whole paper is headed so, its introduction, or a name for the second time, ends the abstract. */
function isAbstractPart({ level, passage }: Heading, open: RawSection | undefined, runInLevel: number, top: number): boolean {
  const { heading, blocks } = open ?? {};
  if (level !== runInLevel || heading?.level !== runInLevel || !isAbstractName(nameOf(heading))) return false;
  const kind = kindOfSection(passage.text);
  if (kind === "back matter" || kind === "data" || /^introduction$/i.test(bareName(passage.text))) return false;
  if (top < runInLevel) return true;
  const names = blocks?.flatMap((block) => (block.kind === "heading" ? [nameOf(block)] : [])) ?? [];
  const isStructured = blocks?.length === 0 || blocks?.[0]?.kind === "heading";
  return isStructured && !names.includes(bareName(passage.text));
}

function nameOf({ passage }: Heading): string {
  return bareName(passage.text);
}

/** A heading that only holds other sections together, such as "Main text": it says nothing by itself. */
function isHollow({ heading, blocks }: RawSection, next: RawSection | undefined): boolean {
  if (blocks.length > 0) return false;
  if (heading === undefined) return true;
  const holdsNext = next?.heading !== undefined && next.heading.level > heading.level;
  return holdsNext && kindOfSection(heading.passage.text) === "other";
}

export interface WithoutBackMatter {
  readonly sections: readonly RawSection[];
  /** Captions and tables found in back matter, in reading order. */
  readonly legends: readonly Passage[];
  readonly leftOut: readonly LeftOut[];
}

export function withoutBackMatter(sections: readonly RawSection[]): WithoutBackMatter {
  const kept: RawSection[] = [];
  const legends: Passage[] = [];
  const leftOut: LeftOut[] = [];
  const drop = (blocks: readonly Block[], name: string) => {
    const isLegend = ({ kind }: Passage) => kind === "caption" || kind === "table";
    const passages = blocks.map(({ passage }) => passage);
    const others = passages.filter((passage) => !isLegend(passage));
    for (const legend of passages.filter(isLegend)) legends.push(legend);
    for (const range of rangesOf(others, reason(name))) leftOut.push(range);
  };
  for (const { heading, blocks } of sections) {
    if (heading !== undefined && kindOfSection(heading.passage.text) === "back matter") {
      drop([heading, ...blocks], heading.passage.text);
      continue;
    }
    const stays: Block[] = [];
    const isHead = heading === undefined && sections.length > 1;
    const runs = splitAtBackMatter(blocks).flatMap((run) =>
      isHead && run.dropped === undefined ? splitAtAddresses(run.blocks) : run,
    );
    for (const run of runs) {
      if (run.dropped !== undefined) drop(run.blocks, run.dropped);
      else for (const block of run.blocks) stays.push(block);
    }
    kept.push({ heading, blocks: stays });
  }
  return { sections: kept, legends, leftOut };
}

/** An address that a reader can write to. What holds one before the first heading says who the authors are. */
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/;
const AUTHORS = "authors and their addresses";

interface Run {
  readonly blocks: Block[];
  /** The heading for whose sake it goes. */
  readonly dropped: string | undefined;
}

/** What stands before the first heading, with the blocks that hold an address apart. */
function splitAtAddresses(blocks: readonly Block[]): readonly Run[] {
  return blocks.map((block) => ({ blocks: [block], dropped: EMAIL.test(block.passage.text) ? AUTHORS : undefined }));
}

/** Cuts a section at sub-headings that name back matter, each with all that stands below it. */
function splitAtBackMatter(blocks: readonly Block[]): readonly Run[] {
  const runs: Run[] = [{ blocks: [], dropped: undefined }];
  let droppedLevel = Number.POSITIVE_INFINITY;
  for (const block of blocks) {
    if (block.kind === "heading" && (runs.at(-1)?.dropped === undefined || block.level <= droppedLevel)) {
      const dropped = isClearBackMatter(block.passage.text) ? block.passage.text : undefined;
      droppedLevel = block.level;
      runs.push({ blocks: [block], dropped });
    } else runs.at(-1)?.blocks.push(block);
  }
  return runs;
}

function reason(name: string): string {
  const bare = bareName(name).toLowerCase();
  return /reference|bibliograph|literature|works cited/.test(bare) ? "bibliography" : bare;
}

/** One entry for each file, from its first line to its last. */
function rangesOf(passages: readonly Passage[], why: string): readonly LeftOut[] {
  const ranges = new Map<string, { startLine: number; endLine: number }>();
  for (const { file, startLine, endLine } of passages) {
    const range = ranges.get(file) ?? { startLine, endLine };
    ranges.set(file, { startLine: Math.min(range.startLine, startLine), endLine: Math.max(range.endLine, endLine) });
  }
  return [...ranges].map(([file, lines]) => ({ file, lines, why }));
}
