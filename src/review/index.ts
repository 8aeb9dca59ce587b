/** review/: from a paper to concerns. Start reading at `review`. */
export { type Article, type ArticleWithPassages, articleOf, articleSchema } from "./article.ts";
export type { Attempt, ReviewProfile } from "./ask-model.ts";
export { COUNTERS, type CounterName, type TokenCounter, tokenCounter } from "./count-tokens.ts";
export {
  type Deduplicated,
  type DroppedConcern,
  limitConcerns,
  withoutExactDuplicates,
  withoutNearDuplicates,
} from "./near-duplicates.ts";
export { type Paper, passagesOfPaper } from "./paper.ts";
export { type PassageReading, passageReadings } from "./passage-readings.ts";
export { type BlockReport, buildPrompt, type Prompt, type PromptReport, type PromptSettings } from "./prompt.ts";
export { strip } from "./python-text.ts";
export { REPAIRS, type Repair } from "./repairs.ts";
export { buildReviewResult, type ReviewResult, reviewResultSchema } from "./result.ts";
export { type ModelReview, type Review, type ReviewProgress, type ReviewRequest, review } from "./review.ts";
export {
  describeSettingsChanges,
  type ModelInUse,
  type ReviewSettings,
  requestSettings,
  resultSettings,
  reviewSettingsSchema,
} from "./review-settings.ts";
export { type ModelConcerns, uniteConcerns } from "./union.ts";
