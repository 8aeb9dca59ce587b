/** The result of a review as it is saved and handed to other programs: versioned, with its whole provenance. Invariant: two results of the
 *  same review are equal but for what stands under `timing`. `schemas/review.schema.json` is made from the schema here. */
import { z } from "zod";
import type { Profile } from "../../profiles/profile.ts";
import { concernSchema } from "../concern.ts";
import { FORMATS, type Manuscript } from "../manuscript/index.ts";
import { COUNTERS } from "./count-tokens.ts";
import type { DroppedConcern } from "./near-duplicates.ts";
import { paperOf, paperSchema } from "./paper.ts";
import type { Prompt } from "./prompt.ts";
import { REPAIRS } from "./repairs.ts";
import type { ModelReview, Review } from "./review.ts";
import { sha256 } from "./seed.ts";

// Objects drop what the schema does not name: nothing unforeseen is published, and an extra field of some part cannot cost a finished review.
const count = z.int().min(0);
const seconds = z.number().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);

const droppedSchema = z.object({
  sameText: count.describe("Equal to an earlier concern but for case and white space."),
  alike: count.describe("Cosine similarity with an earlier concern at or above the threshold."),
  beyondCap: count.describe("After the largest number of concerns that a review may have."),
  united: count.describe("Made one with a concern of the same or another model."),
});

const repairSchema = z.object({
  kind: z.enum(Object.keys(REPAIRS)).describe(
    `What was mended: ${Object.entries(REPAIRS)
      .map(([kind, what]) => `"${kind}": ${what}`)
      .join("; ")}.`,
  ),
  count,
  examples: z.array(z.string()).describe("The first few, shortened. Text of a language model."),
});

const blockSchema = z.object({
  part: z.enum(["title", "abstract", "section"]),
  name: z.string().optional(),
  index: count.optional().describe("Of a section: where it stands among the article's."),
  tokensWhole: count,
  tokensGiven: count,
  charactersWhole: count.describe("Without heading and white space, like charactersRead."),
  charactersRead: count,
  cut: z.boolean(),
});

const promptSchema = z.object({
  systemSha256: digest.describe("Of the system message in UTF-8."),
  userSha256: digest.describe("Of the user message in UTF-8: what `bioreview prompt` prints."),
  counter: z.enum(COUNTERS),
  budget: count,
  tokens: count.describe("Of the user message, by that counter."),
  cut: z.boolean().describe("Whether some of the paper did not reach the model."),
  blocks: z.array(blockSchema),
  lost: z.array(
    z.object({ name: z.string(), index: count, why: z.enum(["no name", "no text", "another section has its name"]) }),
  ),
});

const modelSchema = z.object({
  id: z.string(),
  server: z.enum(["bioreview-runner", "llama.cpp", "vllm", "unknown"]),
  file: z.string().optional(),
  sha256: z.string().optional().describe("Of the file with the weights."),
  quantisation: z.string().optional(),
  device: z.string().optional(),
  contextTokens: count.optional(),
  attempts: z
    .array(
      z.object({
        seed: count,
        failed: z.string().optional().describe("Why its answer was not used."),
        promptTokens: count.optional(),
        answerTokens: count.optional(),
      }),
    )
    .min(1),
  raw: count.describe("Concerns in its answer."),
  kept: count,
  dropped: droppedSchema,
  repairs: z.array(repairSchema),
  unsent: z.array(z.string()).describe("Settings that this kind of server cannot be told."),
});

const lines = z.object({ startLine: z.int().min(1), endLine: z.int().min(1) });

export const reviewResultSchema = z.object({
  schema: z.literal("bioreview-review"),
  version: z.literal(1).describe("Grows when a program that reads results must change."),
  tool: z.object({ name: z.literal("bioreview"), version: z.string() }),
  manuscript: z.object({
    root: z.string(),
    format: z.enum(FORMATS),
    files: z.array(z.string()).describe("All that were read, in reading order."),
    title: z.string().nullable(),
    revision: z.string().describe("Where it was read: a folder, or a folder at a commit."),
  }),
  paper: paperSchema
    .optional()
    .describe("What was read, for the comparison with a later revision. Results of older programs have none."),
  concerns: z.array(concernSchema),
  dropped: droppedSchema.describe("Of all models together."),
  alike: z
    .discriminatedUnion("done", [
      z.object({ done: z.literal(true), embedder: z.string(), sha256: z.string().optional(), threshold: z.number() }),
      z.object({ done: z.literal(false), why: z.string() }),
    ])
    .describe("Whether concerns that say the same in other words were looked for."),
  profile: z.string(),
  caution: z.string().optional().describe("Must be said wherever the concerns are shown."),
  settings: z.object({
    temperature: z.number(),
    topP: z.number(),
    repetitionPenalty: z.number(),
    maxTokens: count,
    seed: count
      .optional()
      .describe("As the user named it; absent where the seeds of `models` are derived from prompt, profile and model."),
    answer: z.strictObject({ leastConcerns: count, mostConcerns: count.optional(), longestConcern: count }),
    duplicateCosine: z.number(),
    cap: count,
    unionCosine: z.number().optional(),
  }),
  prompt: promptSchema,
  models: z.array(modelSchema).min(1),
  leftOut: z.array(z.object({ file: z.string(), lines: lines.optional(), why: z.string() })),
  warnings: z.array(z.object({ file: z.string(), line: z.int().min(1).optional(), message: z.string() })),
  hidden: z.array(z.object({ file: z.string(), line: z.int().min(1), technique: z.string(), characters: count })),
  timing: z.object({
    promptSeconds: seconds,
    models: z.array(z.array(z.object({ prefillSeconds: seconds.optional(), decodeSeconds: seconds.optional(), seconds }))),
    embeddingSeconds: seconds,
    totalSeconds: seconds,
  }),
});
export type ReviewResult = z.infer<typeof reviewResultSchema>;

/** The published JSON schema of a result. */
export function reviewJsonSchema(): object {
  return {
    title: "BioReview: the result of one review",
    ...z.toJSONSchema(reviewResultSchema),
  };
}

export interface ReviewResultInput {
  readonly manuscript: Manuscript;
  /** Where it was read, as its files call themselves. */
  readonly revision: string;
  readonly profile: Profile;
  readonly review: Review;
  /** Of this program. */
  readonly toolVersion: string;
}

/** @throws ZodError where a part breaks the schema: a bug of ours, never the user's */
export function buildReviewResult({ manuscript, revision, profile, review, toolVersion }: ReviewResultInput): ReviewResult {
  const { root, format, files, title, leftOut, warnings, hidden } = manuscript;
  const { duplicateCosine, cap, answer, unionCosine, sampling } = profile;
  return reviewResultSchema.parse({
    schema: "bioreview-review",
    version: 1,
    tool: { name: "bioreview", version: toolVersion },
    manuscript: { root, format, files, title: title?.text ?? null, revision },
    paper: paperOf(manuscript),
    concerns: review.concerns,
    dropped: counted([...review.models.flatMap(({ dropped }) => dropped), ...review.united]),
    alike: review.nearDuplicates,
    profile: profile.name,
    ...(profile.caution === undefined ? {} : { caution: profile.caution }),
    settings: {
      ...sampling,
      ...(review.seed === undefined ? {} : { seed: review.seed }),
      answer,
      duplicateCosine,
      cap,
      ...(unionCosine === undefined ? {} : { unionCosine }),
    },
    prompt: promptPart(review.prompt),
    models: review.models.map(modelPart),
    leftOut,
    warnings,
    hidden,
    timing: review.timing,
  });
}

function promptPart({ system, user, report }: Prompt): object {
  return { systemSha256: sha256(system), userSha256: sha256(user), ...report };
}

function modelPart({ identity, attempts, raw, kept, dropped, repairs, unsent }: ModelReview): object {
  return { ...identity, attempts, raw, kept: kept.length, dropped: counted(dropped), repairs, unsent };
}

function counted(dropped: readonly DroppedConcern[]): z.infer<typeof droppedSchema> {
  const of = (because: DroppedConcern["because"]): number => dropped.filter((one) => one.because === because).length;
  return { sameText: of("same text"), alike: of("alike"), beyondCap: of("beyond the cap"), united: of("united") };
}
