/** The comparison of two revisions as it is saved and handed to other programs. Invariant: it holds all that the next comparison
 *  needs, and each outcome with its reason. `schemas/comparison.schema.json` is made from the schema here. */
import { z } from "zod";
import { type ReviewResult, reviewResultSchema } from "../review/index.ts";
import { ANCHOR_BASES, type AnchorBasis } from "./anchors/anchors.ts";
import type { Changes } from "./changes/changes.ts";
import type { ConcernEvidence, RevisionComparison } from "./compare.ts";
import { judgementSchema, rankedChangeSchema } from "./judge.ts";
import { type Ledger, ledgerSchema, quoteSchema } from "./ledger/schema.ts";
import { outcomeSchema } from "./outcome.ts";

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const sentencesSchema = z.object({ same: count, moved: count, reworded: count, removed: count, added: count });

const evidenceSchema = z.object({
  id: z.string().regex(/^C[1-9]\d*$/),
  before: z
    .array(quoteSchema)
    .readonly()
    .describe("What it criticises, as it stood, the likeliest place; none where it is about the whole paper."),
  changes: z
    .array(rankedChangeSchema)
    .readonly()
    .describe("What the revision did, wherever in the paper, best first as far as it speaks to the concern; at most 8."),
  probability: share.describe("By the rule that asks no model: that the revision addressed the concern, at least in part."),
  repeated: z.boolean().describe("The new review raised it again, at least in part: then nothing else is decided by this."),
  judgement: judgementSchema.optional().describe("Absent where no judge was asked, or none could answer."),
});

const reviewSchema: z.ZodType<ReviewResult> = reviewResultSchema;

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
    .readonly()
    .optional()
    .describe("What people must know of the comparison, such as that the earlier review came from another model."),
  sentences: sentencesSchema
    .optional()
    .describe(
      "What became of the sentences of the old text, and how many the new one has besides; absent where the old text is gone.",
    ),
  outcomes: z
    .array(outcomeSchema)
    .readonly()
    .describe("What is new in the order of the review, then what was known in the order of ids."),
  pairs: z
    .array(z.object({ old: count, new: count, probability: share }))
    .describe(
      "Which known concern is which new one: indices from 0, those of known ones in the order of the ledger before, C1 first.",
    ),
  evidence: z
    .array(evidenceSchema)
    .readonly()
    .optional()
    .describe("Of every concern that was open, in the order of the ledger: what decided on it, where it was not raised again."),
  ledger: ledgerSchema,
  review: reviewSchema
    .optional()
    .describe(
      "The new review, or the old one that still holds where the revision is cosmetic; absent where concerns were given alone.",
    ),
});
export type ComparisonResult = z.infer<typeof comparisonResultSchema>;

/** The published JSON schema of a comparison. */
export function comparisonJsonSchema(): object {
  const schema = z.toJSONSchema(comparisonResultSchema, {
    // That our own types forbid writing says nothing to a reader of the file.
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
    },
  });
  return { title: "BioReview: two revisions compared", ...schema };
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

export function comparisonOf(parts: ComparisonParts): ComparisonResult {
  const { before, old, embedder, anchoredBy, compared, review, notes } = parts;
  const { outcomes, ledger, matches, changes, evidence } = compared;
  const index = new Map(before.concerns.map((concern, k) => [concern.id, k]));
  return {
    ...headOf(parts.toolVersion),
    ...(old === undefined ? {} : { old }),
    new: parts.now,
    cosmetic: false,
    embedder,
    anchoredBy,
    ...(review?.caution === undefined ? {} : { caution: review.caution }),
    ...(notes.length === 0 ? {} : { notes }),
    ...(changes === undefined ? {} : { sentences: sentenceCounts(changes) }),
    outcomes,
    ...(evidence.length === 0 ? {} : { evidence: evidence.map(toldEvidence) }),
    pairs: matches.map(({ id, found, probability }) => ({ old: index.get(id) ?? Number.NaN, new: found, probability })),
    ledger,
    ...(review === undefined ? {} : { review }),
  };
}

function toldEvidence({ id, before, changes, probability, isRepeated, judgement }: ConcernEvidence) {
  const told = { id, before, changes, probability, repeated: isRepeated };
  return judgement === undefined ? told : { ...told, judgement };
}

/** A cosmetic revision: no concern has an outcome. `sentences` counts all of them as the same. */
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
  return {
    ...headOf(toolVersion),
    old,
    new: now,
    cosmetic: true,
    sentences: { same: sentences, moved: 0, reworded: 0, removed: 0, added: 0 },
    outcomes: [],
    pairs: [],
    ledger,
    ...(review === undefined ? {} : { review }),
  };
}

function headOf(toolVersion: string): Pick<ComparisonResult, "schema" | "version" | "tool"> {
  return { schema: "bioreview-comparison", version: 1, tool: { name: "bioreview", version: toolVersion } };
}

function sentenceCounts({ sentences, added }: Changes): ComparisonResult["sentences"] {
  const counts = { same: 0, moved: 0, reworded: 0, removed: 0, added: added.size };
  for (const { kind } of sentences.values()) counts[kind]++;
  return counts;
}
