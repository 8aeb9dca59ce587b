/** review/: from a paper to concerns. Start reading at `review`. */
export { type Article, articleOf, articleSchema, type SourcedArticle } from "./article.ts";
export type { Attempt, ReviewProfile } from "./ask.ts";
export { COUNTERS, type CounterName, type TokenCounter, tokenCounter } from "./count-tokens.ts";
export { capped, type Dropped, type Kept, withoutAlike, withoutRepeats } from "./duplicates.ts";
export { type Paper, passagesOfPaper } from "./paper.ts";
export { type BlockReport, buildPrompt, type Prompt, type PromptReport, type PromptSettings } from "./prompt.ts";
export { strip } from "./python-text.ts";
export { type PassageReading, passageReadings } from "./reading.ts";
export { REPAIRS, type Repair } from "./repairs.ts";
export { type ReviewResult, resultOf, reviewResultSchema } from "./result.ts";
export { type ModelReview, type Review, type ReviewProgress, type ReviewRequest, review } from "./review.ts";
export { assertUnitRows } from "./similarity.ts";
export { type ModelConcerns, unite } from "./union.ts";
