/** review/: from a paper to concerns. Start reading at `review`. */
export { type Article, type ArticleWithPassages, articleOf, articleSchema } from "./article.ts";
export type { ReviewProfile } from "./ask-model.ts";
export { COUNTERS, type CounterName, type TokenCounter, tokenCounter } from "./count-tokens.ts";
export {
  type Deduplicated,
  type DroppedConcern,
  limitConcerns,
  type ModelConcerns,
  uniteConcerns,
  withoutExactDuplicates,
  withoutNearDuplicates,
} from "./near-duplicates.ts";
export { REPAIRS, type Repair } from "./parse-concern.ts";
export { type PassageReading, passageReadings } from "./passage-readings.ts";
export { buildPrompt, type Prompt, type PromptReport, type PromptSettings } from "./prompt.ts";
export { strip } from "./python-text.ts";
export { buildReviewResult, passagesOfPaper } from "./result.ts";
export { type Attempt, type BlockReport, type Paper, type ReviewResult, reviewResultSchema } from "./result-schema.ts";
export { type ModelReview, type Review, type ReviewProgress, type ReviewRequest, review } from "./review.ts";
export {
  describeSettingsChanges,
  type ModelInUse,
  type ReviewSettings,
  requestSettings,
  resultSettings,
  reviewSettingsSchema,
} from "./review-settings.ts";
