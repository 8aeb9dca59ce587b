/** evaluate/: how well predictions match what human reviewers said, by the published metric and beside it by the calibrated one. Start reading at `evaluate`. */

export { textsToEmbed } from "./articles.ts";
export { articlesCsv } from "./articles-csv.ts";
export { DEFAULT_RESAMPLES, type Interval } from "./bootstrap.ts";
export { capChart, categoryChart, thresholdChart } from "./charts/charts.ts";
export { compareEvaluations, type EvaluationComparison } from "./compare.ts";
export { formatPredictionRow, type PredictionRow, readPredictionRows } from "./concern-rows.ts";
export { type Evaluation, evaluate, type ScoredArticles, scoreArticles } from "./evaluation.ts";
export { type Matcher, PUBLISHED_THRESHOLD, publishedMatcher } from "./match.ts";
export { type PostprocessCounts, type PostprocessSteps, postprocess, uniteRuns } from "./postprocess.ts";
export { type Prediction, readPredictions } from "./predictions.ts";
export { publishedJson } from "./published-json.ts";
export { readReferences } from "./references.ts";
export { listManuscripts, type ManuscriptEntry, reviewManuscripts } from "./review-manuscripts.ts";
export { calibratedMatcher } from "./same-concern.ts";
export { type Scores, share } from "./scores.ts";
export { type Dedup, type SweepGrid, type SweepRow, sweep } from "./sweep.ts";
