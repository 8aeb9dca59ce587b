/** How a review came about, in the few words that are kept beside the ledger: what of the paper was read, what was not, and which model wrote it.
 *  Invariant: what was left out is counted, also where its list is cut. Its texts are foreign: they pass the sanitiser where they are shown. */

import { z } from "zod";
import { fileAndLine } from "../../data-file.ts";
import type { ReviewResult } from "../../review/index.ts";
import { truncate } from "../../text.ts";

const count = z.int().min(0);
/** Characters: a name that is longer is cut. */
const NAME = 80;
const name = z.string().max(NAME);
const line = z.int().min(1);

export const provenanceSchema = z.strictObject({
  revision: line.describe("The number of the revision that was reviewed."),
  title: z.string().max(200).optional(),
  profile: name,
  tool: name.describe("Version of this program."),
  caution: z.string().max(300).optional(),
  tokens: count,
  budget: count,
  parts: z.array(z.strictObject({ name, whole: count, read: count })).describe("In characters, as the model got them."),
  lost: z.array(name).describe("Sections that did not reach the model at all."),
  leftOut: z.strictObject({ shown: z.array(z.strictObject({ file: name, why: name })), more: count }),
  hidden: z.strictObject({ shown: z.array(z.strictObject({ file: name, line, technique: name })), more: count }),
  warnings: z.strictObject({ shown: z.array(z.string().max(200)), more: count }),
  unread: z
    .strictObject({ places: count, first: z.string().max(200) })
    .optional()
    .describe("Places where text of the manuscript could not be read; absent where there are none."),
  models: z.array(
    z.strictObject({
      id: name,
      quantisation: name.optional(),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
      device: name.optional(),
      settings: name.optional(),
      seed: count.optional(),
    }),
  ),
  seconds: count,
  sections: z
    .array(z.strictObject({ name, file: z.string(), first: line, last: line }))
    .describe("Which lines belong to which section."),
});
export type Provenance = Readonly<z.infer<typeof provenanceSchema>>;

/** Of a kind, more belong into the result file. */
const SHOWN = 8;
const MOST_SECTIONS = 40;

export function provenanceOf(review: ReviewResult, revision: number): Provenance {
  const { manuscript, profile, tool, caution, prompt, leftOut, hidden, warnings, models, timing } = review;
  const files = [
    ...new Map(leftOut.map(({ file, why }) => [`${file}\n${why}`, { file: short(file), why: short(why) }])).values(),
  ];
  const unread = warnings.filter(({ losesText }) => losesText === true);
  const [firstUnread] = unread;
  return provenanceSchema.parse({
    revision,
    ...(manuscript.title === null ? {} : { title: truncate(manuscript.title, 200) }),
    profile: short(profile),
    tool: short(tool.version),
    ...(caution === undefined ? {} : { caution: truncate(caution, 300) }),
    tokens: prompt.tokens,
    budget: prompt.budget,
    parts: prompt.blocks.slice(0, MOST_SECTIONS).map(({ part, name: own, charactersWhole, charactersRead }) => ({
      name: short(own ?? part),
      whole: charactersWhole,
      read: charactersRead,
    })),
    lost: prompt.lost
      .filter(({ why }) => why === "another section has its name")
      .slice(0, SHOWN)
      .map(({ name: own }) => short(own)),
    leftOut: some(files),
    hidden: some(hidden.map(({ file, line, technique }) => ({ file: short(file), line, technique: short(technique) }))),
    warnings: some(
      [
        // What a kind of server cannot be told, or had no room for: the review was not made quite as its profile says.
        ...models.flatMap(({ id, unsent }) => (unsent.length === 0 ? [] : [`${id} was not told: ${unsent.join(", ")}`])),
        ...warnings.map(({ file, line, message }) => `${file}${line === undefined ? "" : `:${line}`}: ${message}`),
      ].map((warning) => truncate(warning, 200)),
    ),
    ...(firstUnread === undefined
      ? {}
      : { unread: { places: unread.length, first: truncate(fileAndLine(firstUnread.file, firstUnread.line), 200) } }),
    models: models.map(({ id, quantisation, sha256, device, settings, attempts }) => ({
      id: short(id),
      ...(quantisation === undefined ? {} : { quantisation: short(quantisation) }),
      ...(sha256 === undefined || !/^[0-9a-f]{64}$/.test(sha256) ? {} : { sha256 }),
      ...(device === undefined ? {} : { device: short(device) }),
      ...(settings === undefined ? {} : { settings: short(settings) }),
      ...(attempts.at(-1) === undefined ? {} : { seed: attempts.at(-1)?.seed }),
    })),
    seconds: Math.round(timing.totalSeconds),
    sections: sectionsOf(review),
  });
}

/** Each section's lines, file by file: a section may go on in the next file. */
function sectionsOf({ paper }: ReviewResult): Provenance["sections"] {
  if (paper === undefined) return [];
  const parts = [
    { name: "Abstract", passages: paper.abstract },
    ...paper.sections.map(({ name: own, passages }) => ({ name: own, passages })),
  ];
  const ranges = parts.flatMap(({ name: own, passages }) => {
    const files = new Map<string, { first: number; last: number }>();
    for (const { file, startLine, endLine } of passages) {
      const range = files.get(file) ?? { first: startLine, last: endLine };
      files.set(file, { first: Math.min(range.first, startLine), last: Math.max(range.last, endLine) });
    }
    return [...files].map(([file, range]) => ({ name: short(own), file, ...range }));
  });
  return ranges.filter(({ name: own }) => own !== "").slice(0, MOST_SECTIONS);
}

function some<T>(items: readonly T[]): { shown: readonly T[]; more: number } {
  return { shown: items.slice(0, SHOWN), more: Math.max(0, items.length - SHOWN) };
}

function short(text: string): string {
  return truncate(text, NAME);
}
