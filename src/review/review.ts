/** A review: from an article to the concerns that are worth telling. Invariant: an empty review is one that the model gave; what was left out
 *  on the way, and what was not done, stands in the result. */
import type { Concern } from "../concern.ts";
import { SettingsError } from "../errors.ts";
import type { Embedder, Model, ModelIdentity } from "../inference/index.ts";
import type { Article } from "./article.ts";
import { type AskProgress, type Attempt, type AttemptTiming, askModel, type ReviewProfile } from "./ask-model.ts";
import { tokenCounter } from "./count-tokens.ts";
import { type DroppedConcern, limitConcerns, withoutExactDuplicates, withoutNearDuplicates } from "./near-duplicates.ts";
import { buildPrompt, type Prompt, type PromptReport } from "./prompt.ts";
import type { Repair } from "./repairs.ts";
import { uniteConcerns } from "./union.ts";

/** @param models in the order of the profile's; where there are two, the profile has a `unionCosine`
 *  @param embedder undefined where the user wants none: near-duplicates then stay, and the result says so
 *  @param system instead of the published system text
 *  @param seed instead of one made from paper, profile and model
 *  @param now milliseconds of a clock that never goes back */
export interface ReviewRequest {
  readonly article: Article;
  readonly profile: ReviewProfile;
  readonly models: readonly [Model, ...Model[]];
  readonly embedder: Embedder | undefined;
  readonly system?: string;
  readonly seed?: number;
  readonly now: () => number;
}

export type ReviewProgress =
  | { readonly stage: "prompt"; readonly report: PromptReport }
  | AskProgress
  | { readonly stage: "embedding"; readonly texts: number };

export interface Review {
  readonly concerns: readonly Concern[];
  /** What the union of several models made one; empty for a single model. */
  readonly united: readonly DroppedConcern[];
  readonly models: readonly ModelReview[];
  readonly prompt: Prompt;
  /** As the request named it. */
  readonly seed: number | undefined;
  readonly nearDuplicates: NearDuplicateSearch;
  readonly timing: ReviewTiming;
}
/** What one model contributed. */
export interface ModelReview {
  readonly identity: ModelIdentity;
  readonly attempts: readonly Attempt[];
  /** Concerns in its answer. */
  readonly raw: number;
  readonly repairs: readonly Repair[];
  readonly dropped: readonly DroppedConcern[];
  readonly kept: readonly Concern[];
  readonly unsent: readonly string[];
}
/** Whether concerns that say the same in other words were looked for. */
export type NearDuplicateSearch =
  | { readonly done: true; readonly embedder: string; readonly sha256?: string; readonly threshold: number }
  | { readonly done: false; readonly why: string };
/** Seconds. */
export interface ReviewTiming {
  readonly promptSeconds: number;
  readonly models: readonly (readonly AttemptTiming[])[];
  readonly embeddingSeconds: number;
  readonly totalSeconds: number;
}

/** @throws AnswerError where a model gave no usable answer twice
 *  @throws ServerError where a server fails, the embedder's too; InterruptedError where `signal` was aborted
 *  @throws SettingsError where several models are to be united without an embedder */
export async function review(
  request: ReviewRequest,
  onProgress: (progress: ReviewProgress) => void,
  signal: AbortSignal,
): Promise<Review> {
  const { article, profile, models, embedder, now } = request;
  const begun = now();
  const threshold = unionThreshold(request);
  const prompt = buildPrompt(article, {
    counter: await tokenCounter(profile.prompt.counter),
    budget: profile.prompt.budget,
    ...(request.system === undefined ? {} : { system: request.system }),
  });
  const promptSeconds = (now() - begun) / 1000;
  onProgress({ stage: "prompt", report: prompt.report });

  const reviews: (ModelReview & { readonly rows: readonly Float32Array[]; readonly timings: readonly AttemptTiming[] })[] = [];
  let embeddingSeconds = 0;
  for (const model of models) {
    const { concerns, timings, ...asked } = await askModel(model, prompt, profile, request.seed, onProgress, now, signal);
    const answered = now();
    const distinct = await fewer(concerns, profile, embedder, onProgress, signal);
    embeddingSeconds += (now() - answered) / 1000;
    reviews.push({ identity: model.identity, raw: concerns.length, ...asked, ...distinct, timings });
  }
  const { kept, dropped } =
    threshold === undefined
      ? { kept: reviews.flatMap((one) => one.kept), dropped: [] }
      : uniteConcerns(
          reviews.map((one) => ({ concerns: one.kept, rows: one.rows })),
          threshold,
        );
  return {
    concerns: kept,
    united: dropped,
    models: reviews.map(({ rows: _, timings: __, ...one }) => one),
    prompt,
    seed: request.seed,
    nearDuplicates: alikeSearch(embedder, profile),
    timing: {
      promptSeconds,
      models: reviews.map(({ timings }) => timings),
      embeddingSeconds,
      totalSeconds: (now() - begun) / 1000,
    },
  };
}

function unionThreshold({ models, profile, embedder }: ReviewRequest): number | undefined {
  if (models.length === 1) return undefined;
  if (profile.unionCosine !== undefined && embedder !== undefined) return profile.unionCosine;
  const missing = embedder === undefined ? "an embedder" : "a threshold";
  throw new SettingsError({
    code: "union-impossible",
    at: `profile ${profile.name}`,
    fault: `the concerns of ${models.length} models cannot be united without ${missing}`,
    remedy: embedder === undefined ? "Name an embedder, or a profile with one model" : "Give the profile a unionCosine",
  });
}

interface Distinct {
  readonly kept: readonly Concern[];
  readonly dropped: readonly DroppedConcern[];
  /** A unit row for each kept concern; none where there is no embedder. */
  readonly rows: readonly Float32Array[];
}

/** Repeats, then the alike, then what is beyond the cap: the published order. */
async function fewer(
  concerns: readonly Concern[],
  { duplicateCosine, cap }: ReviewProfile,
  embedder: Embedder | undefined,
  onProgress: (progress: ReviewProgress) => void,
  signal: AbortSignal,
): Promise<Distinct> {
  const repeats = withoutExactDuplicates(concerns);
  const texts = repeats.kept.map(({ text }) => text);
  if (embedder === undefined || texts.length === 0) {
    const first = limitConcerns(repeats.kept, cap);
    return { kept: first.kept, dropped: [...repeats.dropped, ...first.dropped], rows: [] };
  }
  onProgress({ stage: "embedding", texts: texts.length });
  const distinct = withoutNearDuplicates(repeats.kept, await embedder.embed(texts, signal), duplicateCosine);
  const first = limitConcerns(distinct.kept, cap);
  return {
    kept: first.kept,
    dropped: [...repeats.dropped, ...distinct.dropped, ...first.dropped],
    rows: distinct.rows.slice(0, cap),
  };
}

function alikeSearch(embedder: Embedder | undefined, { duplicateCosine }: ReviewProfile): NearDuplicateSearch {
  if (embedder === undefined)
    return { done: false, why: "no embedder was given: concerns that say the same in other words were not looked for" };
  const { name, sha256 } = embedder;
  return { done: true, embedder: name, ...(sha256 === undefined ? {} : { sha256 }), threshold: duplicateCosine };
}
