/** All that decides what a review says besides the text it reads, of a review about to be made and of a saved one. A model answers the same question with
 *  the same seed alike, so with equal settings and an equal text (`prompt.userSha256`) a second review would only repeat the first. */
import { hash } from "node:crypto";
import type { AnswerLimits, Profile } from "../../profiles/profile.ts";
import type { Embedder, Model, ModelIdentity } from "../inference/index.ts";
import { SYSTEM_PROMPT } from "./prompt-text.ts";
import type { ReviewResult } from "./result.ts";
import type { ReviewRequest } from "./review.ts";

/** A model's name, and the SHA-256 of its file where the server says it. */
type Weights = Pick<ModelIdentity, "id" | "sha256">;

export interface ReviewSettings {
  readonly profile: string;
  readonly models: readonly Weights[];
  /** Of the system message in UTF-8, in hexadecimal. */
  readonly systemSha256: string;
  readonly prompt: Profile["prompt"];
  readonly sampling: Profile["sampling"];
  /** As the user named it; undefined where it is derived from prompt, profile and model. */
  readonly seed: number | undefined;
  readonly answer: AnswerLimits;
  /** Undefined where near-duplicates are not looked for. */
  readonly embedder: Weights | undefined;
  readonly duplicateCosine: number;
  readonly cap: number;
  readonly unionCosine: number | undefined;
}

/** @param request its models and embedder may be names alone, as of servers that have not been started yet */
export function requestSettings(
  request: Pick<ReviewRequest, "profile" | "system" | "seed"> & {
    readonly models: readonly { readonly identity: Weights & Partial<Model["identity"]> }[];
    readonly embedder: Pick<Embedder, "name" | "sha256"> | undefined;
  },
): ReviewSettings {
  const { profile, models, embedder, system = SYSTEM_PROMPT, seed } = request;
  const { name, prompt, sampling, answer, duplicateCosine, cap, unionCosine } = profile;
  return {
    profile: name,
    models: models.map(({ identity }) => identity),
    systemSha256: hash("sha256", system),
    prompt,
    sampling,
    seed,
    answer,
    embedder: embedder && weights(embedder.name, embedder.sha256),
    duplicateCosine,
    cap,
    unionCosine,
  };
}

export function resultSettings({ profile, models, prompt, settings, alike }: ReviewResult): ReviewSettings {
  const { temperature, topP, repetitionPenalty, maxTokens, seed, answer, duplicateCosine, cap, unionCosine } = settings;
  const { leastConcerns, mostConcerns, longestConcern } = answer;
  return {
    profile,
    models: models.map(({ id, sha256 }) => weights(id, sha256)),
    systemSha256: prompt.systemSha256,
    prompt,
    sampling: { temperature, topP, repetitionPenalty, maxTokens },
    seed,
    answer: { leastConcerns, longestConcern, ...(mostConcerns !== undefined && { mostConcerns }) },
    embedder: alike.done ? weights(alike.embedder, alike.sha256) : undefined,
    duplicateCosine,
    cap,
    unionCosine,
  };
}

function weights(id: string, sha256: string | undefined): Weights {
  return sha256 === undefined ? { id } : { id, sha256 };
}

/** @returns what differs, each as `name: value before, value now`; empty where nothing is known to differ. Digests that one side does not say are passed
 *    over, so compare with weights that are known where it matters. */
export function describeSettingsChanges(before: ReviewSettings, now: ReviewSettings): readonly string[] {
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
  const { models, prompt, sampling, answer, embedder } = settings;
  const { leastConcerns, mostConcerns = "any number of", longestConcern } = answer;
  return new Map<string, string | number | undefined>([
    ["profile", settings.profile],
    ["number of models", models.length],
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
