/** A review: from an article to the concerns that are worth reporting. Invariant: an empty review is one that the model gave; what was left out
 *  on the way, and what was not done, stands in the result. */
import { GENERAL_PROMPT } from "../../profiles/general-prompt.ts";
import type { Concern } from "../concern.ts";
import { assertTellsApart } from "../embeddings/index.ts";
import { AnswerError, ManuscriptError, SettingsError, UserError } from "../errors.ts";
import type { Embedder, Model, ModelIdentity } from "../inference/index.ts";
import { type AskProgress, type AskResult, askModel, type ReviewProfile } from "./ask-model.ts";
import {
  type DroppedConcern,
  limitConcerns,
  uniteConcerns,
  withoutExactDuplicates,
  withoutNearDuplicates,
} from "./near-duplicates.ts";
import { rankConcerns } from "./own-words.ts";
import type { ArticleWithPassages } from "./prompt/article.ts";
import { tokenCounter } from "./prompt/count-tokens.ts";
import { buildPrompt, type PromptReport } from "./prompt/prompt.ts";
import { partQuestions, promptText, publishedQuestion, type Question } from "./prompt/questions.ts";
import type { NearDuplicateSearch, ReviewResult } from "./result-schema.ts";

/** @param models in the order of the profile's; where there are two, the profile has a `unionCosine`
 *  @param embedder undefined where the user wants none: near-duplicates then stay, and the result says so
 *  @param system instead of the published system text
 *  @param seed instead of one made from paper, profile and model
 *  @param now milliseconds of a clock that never goes back */
export interface ReviewRequest {
  readonly article: ArticleWithPassages;
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
  readonly prompt: AskedPrompt;
  /** As the request named it. */
  readonly seed: number | undefined;
  /** Whether concerns that say the same in other words were looked for. */
  readonly nearDuplicates: NearDuplicateSearch;
  readonly timing: ReviewResult["timing"];
}
/** What one model contributed. */
export interface ModelReview extends Omit<AskResult, "concerns" | "timings"> {
  readonly identity: ModelIdentity;
  /** Concerns in its answer. */
  readonly raw: number;
  readonly dropped: readonly DroppedConcern[];
  readonly kept: readonly Concern[];
  /** One for each kept concern, of unit norm; none where there is no embedder. */
  readonly embeddings: readonly Float32Array[];
}

/** @throws AnswerError where a model gave no usable answer twice
 *  @throws ServerError where a server fails, the embedder's too, or gives all texts one embedding; InterruptedError where `signal` was aborted
 *  @throws SettingsError where several models are to be united without an embedder */
export async function review(
  request: ReviewRequest,
  onProgress: (progress: ReviewProgress) => void,
  signal: AbortSignal,
): Promise<Review> {
  const { profile, embedder, seed, now } = request;
  const begun = now();
  const threshold = unionThreshold(request);
  const { questions, ...prompt } = await promptFor(request);
  const promptSeconds = (now() - begun) / 1000;
  onProgress({ stage: "prompt", report: prompt.report });

  const models: ModelReview[] = [];
  const modelTimings: ReviewResult["timing"]["models"][number][] = [];
  let embeddingSeconds = 0;
  for (const model of request.models) {
    try {
      const { concerns, timings, ...asked } = await askModel(
        model,
        { system: prompt.system, questions, profile, seed },
        { onProgress, now },
        signal,
      );
      const answered = now();
      if (profile.prompt.questions !== undefined && concerns.length === 0) throw nothingUsable(model.identity, asked.repairs);
      const ranked = profile.prompt.questions === undefined ? concerns : rankConcerns(concerns);
      const distinct = await deduplicate(ranked, profile, embedder, onProgress, signal);
      embeddingSeconds += (now() - answered) / 1000;
      models.push({ identity: model.identity, raw: concerns.length, ...asked, ...distinct });
      modelTimings.push(timings);
    } catch (error) {
      throw withUnfinished(error, models);
    }
  }
  const { kept, dropped } =
    threshold === undefined
      ? { kept: models.flatMap((one) => one.kept), dropped: [] }
      : uniteConcerns(
          models.map((one) => ({ concerns: one.kept, embeddings: one.embeddings })),
          threshold,
        );
  return {
    concerns: kept,
    united: dropped,
    models,
    prompt,
    seed,
    nearDuplicates: nearDuplicateSearch(embedder, profile),
    timing: { promptSeconds, models: modelTimings, embeddingSeconds, totalSeconds: (now() - begun) / 1000 },
  };
}

/** The concerns of the models that had answered go with the failure of another: minutes of work, and half a review. */
function withUnfinished(error: unknown, answered: readonly ModelReview[]): unknown {
  if (!(error instanceof UserError) || error.kind === "interrupted" || answered.length === 0) return error;
  error.unfinished = answered.flatMap(({ identity, kept }) => [
    `${identity.id} had answered before that; its ${partOfReview(kept.length)}:`,
    ...kept.map(({ severity, category, text }) => `- ${severity}, ${category}: ${text}`),
  ]);
  return error;
}

function partOfReview(concerns: number): string {
  return concerns === 1
    ? "1 concern is a part of a review, and nothing was made of it"
    : `${concerns} concerns are a part of a review, and nothing was made of them`;
}

/** What was asked. */
export interface AskedPrompt {
  readonly system: string;
  /** The user message of each question. */
  readonly users: readonly string[];
  readonly report: PromptReport;
  /** All that was asked besides the paper. */
  readonly text: string;
}

/** The published prompt, or that for general models.
 *  @throws ManuscriptError where the paper has no sentence to ask about */
export async function promptFor({
  article,
  profile,
  system,
}: Pick<ReviewRequest, "article" | "profile" | "system">): Promise<AskedPrompt & { readonly questions: readonly Question[] }> {
  const { counter: name, budget, questions: limits } = profile.prompt;
  const counter = await tokenCounter(name);
  const published = buildPrompt(article.article, { counter, budget, ...(system !== undefined && { system }) });
  const { report } = published;
  const text = promptText(profile.prompt, system);
  if (limits === undefined)
    return {
      system: published.system,
      users: [published.user],
      report,
      text,
      questions: [publishedQuestion(published, profile.answer)],
    };
  const questions = partQuestions(article, published, limits, profile.answer);
  if (questions.length === 0)
    throw new ManuscriptError({
      code: "nothing-to-ask-about",
      at: `profile ${profile.name}`,
      fault: "no sentence of the paper can be asked about: there is none of six words or more in what was read",
      remedy: "See with `bioreview inspect` what was read; name the manuscript's file where that is not the paper",
    });
  const users = questions.map(({ user }) => user);
  const tokens = users.reduce((sum, user) => sum + counter.count(user), 0);
  return {
    system: system ?? GENERAL_PROMPT.system,
    users,
    report: { ...report, tokens, questions: users.length },
    text,
    questions,
  };
}

/** A general model is asked for a concern at every place: none at all is a failure, not a clean review. */
function nothingUsable({ id }: ModelIdentity, repairs: AskResult["repairs"]): AnswerError {
  const dropped = repairs.map(({ kind, count }) => `${count} ${kind}`).join(", ");
  return new AnswerError({
    code: "answers-unusable",
    at: id,
    fault: `nothing of its answers can be used as a concern (${dropped})`,
    remedy: "Try another seed or a larger model",
    partial: "",
  });
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

/** Exact duplicates, then near-duplicates, then what is beyond the cap: the published order. */
async function deduplicate(
  concerns: readonly Concern[],
  { duplicateCosine, cap }: ReviewProfile,
  embedder: Embedder | undefined,
  onProgress: (progress: ReviewProgress) => void,
  signal: AbortSignal,
): Promise<Pick<ModelReview, "kept" | "dropped" | "embeddings">> {
  const exact = withoutExactDuplicates(concerns);
  const texts = exact.kept.map(({ text }) => text);
  let near: ReturnType<typeof withoutNearDuplicates<Concern>> = { kept: exact.kept, dropped: [], embeddings: [] };
  if (embedder !== undefined && texts.length > 0) {
    onProgress({ stage: "embedding", texts: texts.length });
    const embeddings = await embedder.embed(texts, signal);
    near = withoutNearDuplicates(exact.kept, embeddings, duplicateCosine);
    await assertTellsApart(texts, embeddings, embedder, signal, duplicateCosine);
  }
  const { kept, dropped } = limitConcerns(near.kept, cap);
  return {
    kept,
    dropped: [...exact.dropped, ...near.dropped, ...dropped],
    embeddings: near.embeddings.slice(0, cap),
  };
}

function nearDuplicateSearch(embedder: Embedder | undefined, { duplicateCosine }: ReviewProfile): NearDuplicateSearch {
  if (embedder === undefined)
    return { done: false, why: "no embedder was given: concerns that say the same in other words were not looked for" };
  const { name, sha256 } = embedder;
  return { done: true, embedder: name, ...(sha256 !== undefined && { sha256 }), threshold: duplicateCosine };
}
