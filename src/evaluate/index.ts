/** evaluate/: how well predictions match what human reviewers said, by the published metric and beside it by the calibrated one. Start reading at `evaluate`. */

export {
  formatPredictionRow,
  type Prediction,
  type PredictionRow,
  readPredictionRows,
  readPredictions,
  readReferences,
} from "./article-files.ts";
export { textsToEmbed } from "./articles.ts";
export { DEFAULT_RESAMPLES, type Interval } from "./bootstrap.ts";
export { capChart, categoryChart, thresholdChart } from "./charts/charts.ts";
export {
  compareEvaluations,
  type Evaluation,
  type EvaluationComparison,
  evaluate,
  type ScoredArticles,
  scoreArticlesWithPauses,
} from "./evaluation.ts";
export { type PostprocessCounts, type PostprocessSteps, postprocess, uniteRuns } from "./postprocess.ts";
export { articlesCsv, publishedJson } from "./published-formats.ts";
export { listManuscripts, type ManuscriptEntry, reviewManuscripts } from "./review-manuscripts.ts";
export { calibratedMatcher, type Matcher, PUBLISHED_THRESHOLD, publishedMatcher, type Scores, share } from "./scores.ts";
export { type Dedup, type SweepGrid, type SweepRow, sweep } from "./sweep.ts";
