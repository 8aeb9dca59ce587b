/** review/: from a paper to concerns. Start reading at `review`. */

export { REPAIRS, type Repair } from "./answer/parse-concern.ts";
export type { ReviewProfile } from "./ask-model.ts";
export {
  type Deduplicated,
  type DroppedConcern,
  limitConcerns,
  type ModelConcerns,
  uniteConcerns,
  withoutExactDuplicates,
  withoutNearDuplicates,
} from "./near-duplicates.ts";
export { type Article, type ArticleWithPassages, articleOf, articleSchema } from "./prompt/article.ts";
export { COUNTERS, type CounterName, type TokenCounter, tokenCounter } from "./prompt/count-tokens.ts";
export { type PassageReading, passageReadings } from "./prompt/passage-readings.ts";
export { buildPrompt, type Prompt, type PromptReport, type PromptSettings } from "./prompt/prompt.ts";
export { strip } from "./prompt/python-text.ts";
export { buildReviewResult, cautionOf, passagesOfPaper } from "./result.ts";
export {
  type Attempt,
  type BlockReport,
  otherVersion,
  type Paper,
  type ReviewResult,
  reviewResultSchema,
} from "./result-schema.ts";
export { type ModelReview, promptFor, type Review, type ReviewProgress, type ReviewRequest, review } from "./review.ts";
export {
  describeSettingsChanges,
  type ModelInUse,
  type ReviewSettings,
  requestSettings,
  resultSettings,
  reviewSettingsSchema,
} from "./review-settings.ts";
