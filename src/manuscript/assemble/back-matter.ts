/** Takes out what follows a paper without being read by reviewers: acknowledgements, funding, contributions, interests, references. Legends of
 *  figures that stand among them stay. */
import type { Block } from "../document.ts";
import type { LeftOut, Passage } from "../manuscript.ts";
import { bareName, isClearBackMatter, kindOfSection } from "../section-names.ts";
import type { RawSection } from "./sections.ts";

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
    for (const run of splitAtBackMatter(blocks)) {
      if (run.dropped !== undefined) drop(run.blocks, run.dropped);
      else for (const block of run.blocks) stays.push(block);
    }
    kept.push({ heading, blocks: stays });
  }
  return { sections: kept, legends, leftOut };
}

interface Run {
  readonly blocks: Block[];
  /** The heading for whose sake it goes. */
  readonly dropped: string | undefined;
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
