/** The comparison of two revisions as it is saved and handed to other programs. Invariant: it holds all that the next comparison needs, and each outcome
 *  with its reason. `schemas/comparison.schema.json` is made from the schema here. */
import { z } from "zod";
import { concernSchema } from "../concern.ts";
import { type ReviewResult, reviewResultSchema } from "../review/index.ts";
import { ANCHOR_BASES, type AnchorBasis } from "./anchors/anchors.ts";
import type { Changes } from "./changes/changes.ts";
import type { RevisionComparison } from "./compare.ts";
import { causeSchema, type Ledger, ledgerSchema, placeSchema } from "./ledger/schema.ts";
import type { Outcome } from "./outcome.ts";

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const id = z.string().regex(/^C[1-9]\d*$/);

const known = { id, was: concernSchema.describe("As it was before this revision.") };
const raised = {
  found: count.describe("Index in the new review."),
  now: concernSchema.describe("As the new review raised it."),
  places: z.array(placeSchema),
};
const matched = { ...known, ...raised, probability: share.describe("That both are the same concern.") };
const fresh = {
  id,
  ...raised,
  because: z
    .enum([
      "first review",
      "old text gone",
      "new passage",
      "changed passage",
      "changed paper",
      "unchanged passage",
      "unchanged paper",
    ])
    .describe('"old text gone": whether its text is new is not known, for there is nothing left to compare it with.'),
  instead: z
    .object({ id, why: z.enum(["more severe than what was dismissed", "not surely what was dismissed", "of another category"]) })
    .optional()
    .describe("The dismissed concern that it is like, and why it is told all the same."),
};

const outcomeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("introduced"), ...fresh }),
  z.object({ kind: z.literal("noticed late"), ...fresh }),
  z.object({ kind: z.literal("standing"), ...matched }),
  z.object({ kind: z.literal("escalated"), ...matched }),
  z.object({ kind: z.literal("eased"), because: z.enum(["less severe", "narrower", "raised in part"]), ...matched }),
  z.object({ kind: z.literal("reopened"), ...matched, resolvedIn: z.int().min(1) }),
  z.object({ kind: z.literal("dismissed"), ...matched }),
  z.object({
    kind: z.literal("not repeated"),
    ...known,
    because: z
      .enum(["untouched", "beside", "unrelated", "unsure", "not read", "no passage", "old text gone"])
      .describe(
        '"untouched": its text stands as it was; "beside": other sentences of its passage changed; "unrelated": its sentence changed in a few words only; ' +
          '"unsure": a sentence changed that it may be about, but probably is not; ' +
          '"not read": its passage did not reach the model whole; "no passage": it is about the whole paper, and nothing was added that speaks to it; ' +
          '"old text gone": the text that it was raised about cannot be looked at any more.',
      ),
    places: z.array(placeSchema),
  }),
  z.object({ kind: z.literal("resolved"), ...known, cause: causeSchema, places: z.array(placeSchema) }),
]);

const sentencesSchema = z.object({ same: count, moved: count, reworded: count, removed: count, added: count });

export const comparisonResultSchema = z.object({
  schema: z.literal("bioreview-comparison"),
  version: z.literal(1).describe("Grows when a program that reads comparisons must change."),
  tool: z.object({ name: z.literal("bioreview"), version: z.string() }),
  old: z.string().optional().describe("Which text the new one is compared with; absent for a first review."),
  new: z.string(),
  cosmetic: z.boolean().describe("No reader sees a difference: nothing was reviewed, all states stand."),
  embedder: z.string().optional().describe("Absent where nothing had to be matched."),
  anchoredBy: z
    .enum(ANCHOR_BASES)
    .optional()
    .describe(
      'What the places of concerns were found by; "words" where nobody trained a model of places for this embedder. Absent where none was looked for.',
    ),
  caution: z.string().optional().describe("Must be said wherever the outcomes are shown."),
  notes: z
    .array(z.string())
    .optional()
    .describe("What people must know of the comparison, such as that the earlier review came from another model."),
  sentences: sentencesSchema
    .optional()
    .describe(
      "What became of the sentences of the old text, and how many the new one has besides; absent where the old text is gone.",
    ),
  outcomes: z.array(outcomeSchema).describe("What is new in the order of the review, then what was known in the order of ids."),
  pairs: z
    .array(z.object({ old: count, new: count, probability: share }))
    .describe(
      "Which known concern is which new one: indices from 0, those of known ones in the order of the ledger before, C1 first.",
    ),
  ledger: ledgerSchema,
  review: reviewResultSchema
    .optional()
    .describe(
      "The new review, or the old one that still holds where the revision is cosmetic; absent where concerns were given alone.",
    ),
});
export type ComparisonResult = z.infer<typeof comparisonResultSchema>;

/** The published JSON schema of a comparison. */
export function comparisonJsonSchema(): object {
  return { title: "BioReview: two revisions compared", ...z.toJSONSchema(comparisonResultSchema) };
}

export interface ComparisonParts {
  readonly toolVersion: string;
  readonly before: Ledger;
  /** Undefined for a first review. */
  readonly old: string | undefined;
  readonly now: string;
  readonly embedder: string;
  readonly anchoredBy: AnchorBasis;
  readonly compared: RevisionComparison;
  readonly review: ReviewResult | undefined;
  readonly notes: readonly string[];
}

/** @throws ZodError where a part breaks the schema: a bug of ours, never the user's */
export function comparisonOf({
  toolVersion,
  before,
  old,
  now,
  embedder,
  anchoredBy,
  compared,
  review,
  notes,
}: ComparisonParts): ComparisonResult {
  const { outcomes, ledger, matches, changes } = compared;
  const index = new Map(before.concerns.map((concern, k) => [concern.id, k]));
  return comparisonResultSchema.parse({
    schema: "bioreview-comparison",
    version: 1,
    tool: { name: "bioreview", version: toolVersion },
    ...(old === undefined ? {} : { old }),
    new: now,
    cosmetic: false,
    embedder,
    anchoredBy,
    ...(review?.caution === undefined ? {} : { caution: review.caution }),
    ...(notes.length === 0 ? {} : { notes }),
    ...(changes === undefined ? {} : { sentences: sentenceCounts(changes) }),
    outcomes,
    pairs: matches.map(({ id, found, probability }) => ({ old: index.get(id), new: found, probability })),
    ledger,
    ...(review === undefined ? {} : { review }),
  });
}

function sentenceCounts({ sentences, added }: Changes): z.infer<typeof sentencesSchema> {
  const fates = [...sentences.values()];
  const of = (kind: (typeof fates)[number]["kind"]) => fates.filter((fate) => fate.kind === kind).length;
  return {
    same: of("same"),
    moved: of("moved"),
    reworded: of("reworded"),
    removed: of("removed"),
    added: added.size,
  };
}

/** A cosmetic revision: nothing is said of any concern. `sentences` counts all of them as the same. */
export function cosmeticComparison(parts: {
  readonly toolVersion: string;
  readonly ledger: Ledger;
  readonly old: string;
  readonly now: string;
  readonly sentences: number;
  /** That still holds. */
  readonly review?: ReviewResult | undefined;
}): ComparisonResult {
  const { toolVersion, ledger, old, now, sentences, review } = parts;
  return comparisonResultSchema.parse({
    schema: "bioreview-comparison",
    version: 1,
    tool: { name: "bioreview", version: toolVersion },
    old,
    new: now,
    cosmetic: true,
    sentences: { same: sentences, moved: 0, reworded: 0, removed: 0, added: 0 },
    outcomes: [] satisfies Outcome[],
    pairs: [],
    ledger,
    ...(review === undefined ? {} : { review }),
  });
}
