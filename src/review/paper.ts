/** The paper as a review read it, kept with the result, so that a later revision can be compared with it wherever the files have gone since.
 *  Invariant: what comes back has the passages that were read, each with its lines. */
import { z } from "zod";
import { type Manuscript, PASSAGE_KINDS } from "../manuscript/index.ts";

const line = z.int().min(1);
const passageSchema = z.object({
  kind: z.enum(PASSAGE_KINDS),
  file: z.string(),
  startLine: line,
  endLine: line,
  text: z.string().min(1).describe("What a reader sees, on one line. Text of the manuscript: data, never markup or a command."),
  lines: z
    .array(z.tuple([z.int().min(0), line]))
    .min(1)
    .describe("On which line each part of the text stands: offset into it in UTF-16 units, line."),
  level: z.int().min(1).optional(),
});

export const paperSchema = z.object({
  title: passageSchema.optional(),
  abstract: z.array(passageSchema),
  sections: z.array(z.object({ name: z.string(), passages: z.array(passageSchema) })),
});
export type Paper = z.infer<typeof paperSchema>;

export function paperOf({ title, abstract, sections }: Pick<Manuscript, "title" | "abstract" | "sections">): object {
  const part = ({ source: _, lines, ...passage }: Manuscript["abstract"][number]) => ({
    ...passage,
    lines: lines.map(({ offset, line }) => [offset, line]),
  });
  return {
    ...(title === undefined ? {} : { title: part(title) }),
    abstract: abstract.map(part),
    sections: sections.map(({ name, passages }) => ({ name, passages: passages.map(part) })),
  };
}

/** What concerns can be anchored in. The files' own bytes are not kept: each passage's `source` is its text. */
export function passagesOfPaper({ title, abstract, sections }: Paper): Pick<Manuscript, "title" | "abstract" | "sections"> {
  const part = ({ lines, level, ...passage }: Paper["abstract"][number]) => ({
    ...passage,
    source: passage.text,
    lines: lines.map(([offset, line]) => ({ offset, line })),
    ...(level === undefined ? {} : { level }),
  });
  return {
    title: title === undefined ? undefined : part(title),
    abstract: abstract.map(part),
    sections: sections.map(({ name, passages }) => ({ name, passages: passages.map(part) })),
  };
}
