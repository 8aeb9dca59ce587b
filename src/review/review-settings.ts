/** All that decides what a review says besides the text it reads, of a review about to be made and of a saved one. A model answers the same question with
 *  the same seed in the same way, so with equal settings and an equal text (`prompt.userSha256`) a second review would only repeat the first. */
import { hash } from "node:crypto";
import { z } from "zod";
import type { Embedder } from "../inference/index.ts";
import { COUNTERS } from "./prompt/count-tokens.ts";
import { promptText } from "./prompt/questions.ts";
import type { ReviewResult } from "./result-schema.ts";
import type { ReviewRequest } from "./review.ts";

/** A model's name, and the SHA-256 of its file where that is known. */
export interface ModelInUse {
  readonly id: string;
  readonly sha256?: string | undefined;
}

const count = z.int().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** UTF-16 units: a server may call its model anything, and the settings are kept where room is scarce. */
const LONGEST_NAME = 200;
const weightsSchema = z.strictObject({ id: z.string().max(LONGEST_NAME), sha256: digest.optional() });

/** As they are kept with a ledger. */
export const reviewSettingsSchema = z.strictObject({
  profile: z.string().max(LONGEST_NAME),
  models: z.array(weightsSchema).optional().describe("Absent where it was not known which models answer."),
  systemSha256: digest.describe("Of the system message in UTF-8."),
  prompt: z.strictObject({ counter: z.enum(COUNTERS), budget: count }),
  sampling: z.strictObject({ temperature: z.number(), topP: z.number(), repetitionPenalty: z.number(), maxTokens: count }),
  seed: count.optional().describe("As the user named it; absent where it is derived from prompt, profile and model."),
  answer: z.strictObject({ leastConcerns: count, mostConcerns: count.optional(), longestConcern: count }),
  embedder: weightsSchema.optional().describe("Absent where near-duplicates are not looked for."),
  duplicateCosine: z.number(),
  cap: count,
  unionCosine: z.number().optional(),
});
export type ReviewSettings = Readonly<z.infer<typeof reviewSettingsSchema>>;

/** Of a review about to be made.
 *  @param request its models and embedder may be names alone, as of servers that have not been started yet; its models undefined where they are not known */
export function requestSettings(
  request: Pick<ReviewRequest, "profile"> & {
    readonly models: readonly ModelInUse[] | undefined;
    readonly embedder: Pick<Embedder, "name" | "sha256"> | undefined;
    readonly system?: string | undefined;
    readonly seed?: number | undefined;
  },
): ReviewSettings {
  const { profile, models, embedder, system, seed } = request;
  const { name, prompt, sampling, answer, duplicateCosine, cap, unionCosine } = profile;
  return {
    profile: name.slice(0, LONGEST_NAME),
    models: models?.map(weights),
    systemSha256: hash("sha256", promptText(prompt, system)),
    prompt: { counter: prompt.counter, budget: prompt.budget },
    sampling,
    seed,
    answer,
    embedder: embedder && weights({ id: embedder.name, sha256: embedder.sha256 }),
    duplicateCosine,
    cap,
    unionCosine,
  };
}

/** Of a review that was made. */
export function resultSettings({ profile, models, prompt, settings, alike }: ReviewResult): ReviewSettings {
  const { temperature, topP, repetitionPenalty, maxTokens, seed, answer, duplicateCosine, cap, unionCosine } = settings;
  return {
    profile: profile.slice(0, LONGEST_NAME),
    models: models.map(weights),
    systemSha256: prompt.systemSha256,
    prompt: { counter: prompt.counter, budget: prompt.budget },
    sampling: { temperature, topP, repetitionPenalty, maxTokens },
    seed,
    answer,
    embedder: alike.done ? weights({ id: alike.embedder, sha256: alike.sha256 }) : undefined,
    duplicateCosine,
    cap,
    unionCosine,
  };
}

/** A server may say of its weights what it likes; what is no digest tells nothing apart. */
function weights({ id: name, sha256 }: ModelInUse): z.infer<typeof weightsSchema> {
  const id = name.slice(0, LONGEST_NAME);
  return sha256 !== undefined && digest.safeParse(sha256).success ? { id, sha256 } : { id };
}

/** @param before undefined where it was not recorded
 *  @returns what differs, each as `name: value before, value now`; empty where nothing is known to differ. Digests that one side does not say are passed
 *    over, so compare with weights that are known where it matters. */
export function describeSettingsChanges(before: ReviewSettings | undefined, now: ReviewSettings): readonly string[] {
  if (before === undefined) return ["how it was made is not recorded"];
  const earlier = namedValues(before);
  return [...namedValues(now)].flatMap(([name, value]) => {
    const old = earlier.get(name);
    return old === undefined || value === undefined || old === value
      ? []
      : [`${name}: ${shown(old)} before, ${shown(value)} now`];
  });
}

/** @returns by name; undefined for what is not known */
function namedValues(settings: ReviewSettings): ReadonlyMap<string, string | number | undefined> {
  const { models = [], prompt, sampling, answer, embedder } = settings;
  const { leastConcerns, mostConcerns = "any number of", longestConcern } = answer;
  return new Map<string, string | number | undefined>([
    ["profile", settings.profile],
    ["number of models", settings.models?.length],
    ...models.flatMap(({ id, sha256 }, k): [string, string | undefined][] => [
      [`model ${k + 1}`, id],
      [`weights of model ${k + 1}`, sha256],
    ]),
    ["system prompt", settings.systemSha256],
    ["token counter", prompt.counter],
    ["token budget", prompt.budget],
    ["temperature", sampling.temperature],
    ["top-p", sampling.topP],
    ["repetition penalty", sampling.repetitionPenalty],
    ["tokens of an answer", sampling.maxTokens],
    ["seed", settings.seed ?? "derived from the prompt"],
    ["form of the answer", `${leastConcerns} to ${mostConcerns} concerns of ${longestConcern} characters`],
    ["embedder", embedder?.id ?? "none"],
    ["weights of the embedder", embedder?.sha256],
    ["near-duplicate threshold", settings.duplicateCosine],
    ["cap", settings.cap],
    ["union threshold", settings.unionCosine ?? "none"],
  ]);
}

/** Twelve digits of a SHA-256 tell two files apart. */
function shown(value: string | number): string {
  return String(value).replace(/^([0-9a-f]{12})[0-9a-f]{52}$/, "$1…");
}
