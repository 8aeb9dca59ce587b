/** The result of a review as it is saved and handed to other programs: versioned, with its whole provenance. What the steps of a review report of themselves
 *  has the types that it has here. `schemas/review.schema.json` is made from the schema. */
import { z } from "zod";
import { concernSchema } from "../concern.ts";
import { FORMATS, PASSAGE_KINDS } from "../manuscript/index.ts";
import { VERSION } from "../version.ts";
import { REPAIR_KINDS, REPAIRS } from "./answer/parse-concern.ts";
import { COUNTERS } from "./prompt/count-tokens.ts";

const count = z.int().min(0);
const seconds = z.number().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
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
  level: z.int().min(1).exactOptional(),
});

const paperSchema = z.object({
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/)
    .exactOptional()
    .describe("What the paper says that it is written in, by BCP 47."),
  title: passageSchema.exactOptional(),
  abstract: z.array(passageSchema),
  sections: z.array(z.object({ name: z.string(), passages: z.array(passageSchema) })),
});

const droppedSchema = z.object({
  sameText: count.describe("Equal to an earlier concern but for case and white space."),
  alike: count.describe("Cosine similarity with an earlier concern at or above the threshold."),
  beyondCap: count.describe("After the largest number of concerns that a review may have."),
  united: count.describe("Made one with a concern of the same or another model."),
});

const repairSchema = z.object({
  kind: z.enum(REPAIR_KINDS).describe(
    `What was mended: ${Object.entries(REPAIRS)
      .map(([kind, what]) => `"${kind}": ${what}`)
      .join("; ")}.`,
  ),
  count,
  examples: z.array(z.string()).describe("The first few, shortened. Text of a language model."),
});

const blockSchema = z.object({
  part: z.enum(["title", "abstract", "section"]),
  name: z.string().exactOptional(),
  index: count.exactOptional().describe("Of a section: where it stands among the article's."),
  // Tokens with heading and truncation mark: needed for all of it, and given.
  tokensWhole: count,
  tokensGiven: count,
  charactersWhole: count.describe("Without heading and white space, like charactersRead."),
  charactersRead: count,
  cut: z.boolean(),
});

const promptSchema = z.object({
  systemSha256: digest.describe("Of the system message in UTF-8; of the prompt for general models, of all its texts."),
  userSha256: digest.describe("Of the user message in UTF-8: what `bioreview prompt` prints. Of several, joined by NUL."),
  questions: count
    .exactOptional()
    .describe(
      "In how many user messages the paper was asked about by the prompt for general models; absent for the published one.",
    ),
  counter: z.enum(COUNTERS),
  budget: count,
  // May exceed the budget where sections are many and the budget is small: as published.
  tokens: count.describe("Of the user message, by that counter; of all together where there are several."),
  cut: z.boolean().describe("Whether some of the paper did not reach the model."),
  blocks: z.array(blockSchema),
  lost: z.array(
    z.object({ name: z.string(), index: count, why: z.enum(["no name", "no text", "another section has its name"]) }),
  ),
});

const modelSchema = z.object({
  id: z.string(),
  server: z.enum(["bioreview-runner", "llama.cpp", "vllm", "unknown"]),
  file: z.string().exactOptional(),
  sha256: z.string().exactOptional().describe("Of the file with the weights; where an adapter is laid over it, of both."),
  quantisation: z.string().exactOptional(),
  device: z.string().exactOptional(),
  settings: z
    .string()
    .exactOptional()
    .describe("How its server computed where that is not as usual, such as `4 requests at once`: last digits depend on it."),
  contextTokens: count.exactOptional(),
  adapter: z
    .object({
      file: z.string().exactOptional(),
      sha256: z.string().exactOptional(),
      base: z.string().describe("The name of the model without it at its server."),
      baseSha256: z.string().exactOptional(),
    })
    .exactOptional()
    .describe("The LoRA that was laid over the file."),
  attempts: z
    .array(
      z.object({
        seed: count,
        failed: z.string().exactOptional().describe("Why its answer was not used."),
        promptTokens: count.exactOptional(),
        cachedTokens: count.exactOptional().describe("Of the prompt's, those that the server had read before."),
        answerTokens: count.exactOptional(),
      }),
    )
    .min(1),
  raw: count.describe("Concerns in its answer."),
  kept: count,
  dropped: droppedSchema,
  repairs: z.array(repairSchema),
  unsent: z.array(z.string()).describe("Settings that this kind of server cannot be told."),
});

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
    .exactOptional()
    .describe("What was read, for the comparison with a later revision. Results of older programs have none."),
  concerns: z.array(concernSchema),
  dropped: droppedSchema.describe("Of all models together."),
  alike: z
    .discriminatedUnion("done", [
      z.object({ done: z.literal(true), embedder: z.string(), sha256: z.string().exactOptional(), threshold: z.number() }),
      z.object({ done: z.literal(false), why: z.string() }),
    ])
    .describe("Whether concerns that say the same in other words were looked for."),
  profile: z.string(),
  caution: z.string().exactOptional().describe("Must be said wherever the concerns are shown."),
  settings: z.object({
    temperature: z.number(),
    topP: z.number(),
    repetitionPenalty: z.number(),
    maxTokens: count,
    seed: count
      .exactOptional()
      .describe("As the user named it; absent where the seeds of `models` are derived from prompt, profile and model."),
    answer: z.strictObject({ leastConcerns: count, mostConcerns: count.exactOptional(), longestConcern: count }),
    duplicateCosine: z.number(),
    cap: count,
    unionCosine: z.number().exactOptional(),
  }),
  prompt: promptSchema,
  models: z.array(modelSchema).min(1),
  leftOut: z.array(
    z.object({ file: z.string(), lines: z.object({ startLine: line, endLine: line }).exactOptional(), why: z.string() }),
  ),
  warnings: z.array(
    z.object({
      file: z.string(),
      line: line.exactOptional(),
      message: z.string(),
      losesText: z.literal(true).exactOptional().describe("Text that a reader of the paper sees was not read."),
    }),
  ),
  hidden: z.array(z.object({ file: z.string(), line, technique: z.string(), characters: count })),
  timing: z.object({
    promptSeconds: seconds,
    models: z.array(
      z.array(z.object({ prefillSeconds: seconds.exactOptional(), decodeSeconds: seconds.exactOptional(), seconds })),
    ),
    embeddingSeconds: seconds,
    totalSeconds: seconds,
  }),
});

/** Data that is handed on and never changed. */
type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;

export type ReviewResult = DeepReadonly<z.infer<typeof reviewResultSchema>>;
export type Paper = NonNullable<ReviewResult["paper"]>;
export type BlockReport = ReviewResult["prompt"]["blocks"][number];
/** A section that has no block in the prompt. */
export type LostSection = ReviewResult["prompt"]["lost"][number];
export type Attempt = ReviewResult["models"][number]["attempts"][number];
export type AttemptTiming = ReviewResult["timing"]["models"][number][number];
export type NearDuplicateSearch = ReviewResult["alike"];

/** The published JSON schema of a result. */
export function reviewJsonSchema(): object {
  return {
    title: "BioReview: the result of one review",
    ...z.toJSONSchema(reviewResultSchema),
  };
}

const savedSchema = z.looseObject({
  version: z.number().optional(),
  tool: z.looseObject({ version: z.string() }).optional(),
});

/** Why a file that was saved cannot be read, where it comes from another version. @param value the file as plain data
 *  @param format the number of the format that is read here
 *  @returns a clause about "it"; undefined where it is of this version, or does not say */
export function otherVersion(value: unknown, format: number): string | undefined {
  const { version = format, tool } = savedSchema.safeParse(value).data ?? {};
  const [its, ours] = version === format ? ["", ""] : [` in format ${version}`, `, which reads format ${format}`];
  if (tool !== undefined && tool.version !== VERSION)
    return `it was made by BioReview ${tool.version}${its}, and this is ${VERSION}${ours}`;
  return version === format ? undefined : `it is${its}, and this is BioReview ${VERSION}${ours}`;
}
