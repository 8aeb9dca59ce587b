/** The title where no markup names it: the heading that opens a Markdown paper and names no section. */
import type { Block, ParsedDocument } from "../document.ts";
import type { Passage } from "../manuscript.ts";
import { kindOfSection } from "../section-names.ts";

export interface Titled {
  readonly title: Passage | undefined;
  /** The body without the title. */
  readonly body: readonly Block[];
}

/** @param mayBeHeading false for LaTeX, where headings never are titles */
export function findTitle({ title, body }: ParsedDocument, mayBeHeading: boolean): Titled {
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
