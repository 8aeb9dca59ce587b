/** What BioReview would read of a manuscript, as data: for people who want to know why a concern was or was not raised, and for programs. */
import type { Manuscript, SectionPassage } from "../manuscript/index.ts";
import {
  articleOf,
  type BlockReport,
  buildPrompt,
  type PromptReport,
  passageReadings,
  type TokenCounter,
} from "../review/index.ts";

export interface Inspection {
  readonly schema: "bioreview-inspection";
  readonly version: 1;
  /** Where it was read, such as `paper/ at 1a2b3c4`. */
  readonly revision: string;
  readonly format: Manuscript["format"];
  readonly root: string;
  readonly files: readonly string[];
  readonly title: string | null;
  readonly abstract: string;
  readonly words: number;
  readonly sections: readonly InspectedSection[];
  /** All of the paper in reading order: title, abstract, then the sections. */
  readonly passages: readonly InspectedPassage[];
  readonly prompt: PromptReport;
  readonly leftOut: Manuscript["leftOut"];
  readonly warnings: Manuscript["warnings"];
  readonly hidden: Manuscript["hidden"];
}
export interface InspectedSection {
  /** As a reader sees it; empty for text before the first heading. */
  readonly name: string;
  /** As the model gets it: sections of one training name are one there. Null where the section has a heading only. */
  readonly promptName: string | null;
  readonly words: number;
}
export interface InspectedPassage extends SectionPassage {
  readonly part: "title" | "abstract" | "section";
  /** Of a section's passage: the section's index. */
  readonly section?: number;
  /** How much of it is in the prompt. */
  readonly read: "whole" | "part" | "none";
}

export function inspect(
  { manuscript, revision }: { manuscript: Manuscript; revision: string },
  { counter, budget }: { counter: TokenCounter; budget: number },
): Inspection {
  const { format, root, files, title, abstract, sections, leftOut, warnings, hidden } = manuscript;
  const sourced = articleOf(manuscript);
  const { report } = buildPrompt(sourced.article, { counter, budget });
  const reads = new Map(passageReadings(sourced, report).map(({ passage, read }) => [passage, read]));
  const inspected = (part: InspectedPassage["part"], passage: SectionPassage, section?: number): InspectedPassage => ({
    part,
    ...(section !== undefined && { section }),
    ...passage,
    read: reads.get(passage) ?? "none",
  });
  const passages = [
    ...(title === undefined ? [] : [inspected("title", title)]),
    ...abstract.map((passage) => inspected("abstract", passage)),
    ...sections.flatMap((section, at) => section.passages.map((passage) => inspected("section", passage, at))),
  ];
  return {
    schema: "bioreview-inspection",
    version: 1,
    revision,
    format,
    root,
    files,
    title: title?.text ?? null,
    abstract: abstract.map(({ text }) => text).join(" "),
    words: words(passages),
    sections: sections.map(({ name, passages: own }) => ({ name, promptName: promptNameOf(own, sourced), words: words(own) })),
    passages,
    prompt: report,
    leftOut,
    warnings,
    hidden,
  };
}

/** The block of the prompt that a section's text went into. */
export function blockOf(section: InspectedSection, { blocks }: PromptReport): BlockReport | undefined {
  return blocks.find(({ part, name }) => part === "section" && name === section.promptName);
}

function promptNameOf(own: readonly SectionPassage[], { article, sections }: ReturnType<typeof articleOf>): string | null {
  const at = sections.findIndex(({ passages }) => own.some((passage) => passages.includes(passage)));
  return article.sections[at]?.[0] ?? null;
}

function words(passages: readonly SectionPassage[]): number {
  return passages.reduce((sum, { text }) => sum + text.split(" ").length, 0);
}
