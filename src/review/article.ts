/** A paper in the shape in which the model was trained to read it: a title, an abstract, and top-level sections of one line each.
 *  Invariant: every passage of the manuscript is in it exactly once and can be found again, but for the headings that became names. */
import { z } from "zod";
import type { Manuscript, Passage, SectionPassage } from "../manuscript/index.ts";
import { strip } from "./python-text.ts";
import { trainingSectionName } from "./section-names.ts";

/** An article given as parts, such as `{"title": "…", "abstract": "…", "sections": [["methods", "…"]]}`. Names are taken as they are. */
export const articleSchema = z.strictObject({
  title: z.string().default("").describe("The paper's title."),
  abstract: z.string().default("").describe("Its abstract."),
  sections: z
    .array(z.tuple([z.string(), z.string().nullable()]))
    .default([])
    .describe("Pairs of a section's name and its text, in reading order. A section whose text is null is left out."),
});
export type Article = Readonly<{
  title: string;
  abstract: string;
  sections: readonly (readonly [name: string, text: string | null])[];
}>;

/** An article with the passages that its parts are made of. */
export interface ArticleWithPassages {
  readonly article: Article;
  readonly title: readonly Passage[];
  readonly abstract: readonly Passage[];
  /** For each section of `article`, in its order: what its text is made of, and the headings of the manuscript that became its name. */
  readonly sections: readonly { readonly passages: readonly SectionPassage[]; readonly headings: readonly SectionPassage[] }[];
}

/** The manuscript as in training. A section's passages are joined by a blank, its own heading left out; sections whose names come out equal
 *  become one, with a blank line between, where the first of them stood. A section without any passage is left out. */
export function articleOf(manuscript: Manuscript): ArticleWithPassages {
  const byName = new Map<string, { texts: string[]; passages: SectionPassage[]; headings: SectionPassage[] }>();
  for (const section of manuscript.sections) {
    const name = manuscript.sections.length === 1 && section.name === "" ? "body" : trainingSectionName(section.name);
    const headings = section.passages.filter(isOwnHeading);
    const passages = section.passages.filter((passage) => !isOwnHeading(passage));
    if (passages.length === 0) continue;
    const same = byName.get(name) ?? { texts: [], passages: [], headings: [] };
    same.texts.push(joined(passages));
    for (const passage of passages) same.passages.push(passage);
    for (const heading of headings) same.headings.push(heading);
    byName.set(name, same);
  }
  const title = manuscript.title === undefined ? [] : [manuscript.title];
  return {
    article: {
      title: joined(title),
      abstract: joined(manuscript.abstract),
      sections: Array.from(byName, ([name, { texts }]) => [name, texts.join("\n\n")] as const),
    },
    title,
    abstract: manuscript.abstract,
    sections: Array.from(byName.values(), ({ passages, headings }) => ({ passages, headings })),
  };
}

function isOwnHeading({ kind, level }: SectionPassage): boolean {
  return kind === "heading" && level === 1;
}

function joined(passages: readonly Passage[]): string {
  return passages.map(({ text }) => strip(text)).join(" ");
}
