/** evaluate/: how well predictions match what human reviewers said, by the published metric and beside it by the calibrated one. Start reading at `evaluate`. */

export { textsToEmbed } from "./articles.ts";
export { articlesCsv } from "./articles-csv.ts";
export { type Interval, RESAMPLES } from "./bootstrap.ts";
export { capChart, categoryChart, thresholdChart } from "./charts/charts.ts";
export { type Comparison, compare } from "./compare.ts";
export { type ConcernRow, readConcernRows, writtenRow } from "./concern-rows.ts";
export { type CacheUse, embedCached, keptRows } from "./embedding-cache.ts";
export { readEmbeddings } from "./embeddings-file.ts";
export { type Evaluation, evaluate, type Scored, scoreArticles } from "./evaluation.ts";
export { type Matcher, PUBLISHED_THRESHOLD, publishedMatcher } from "./match.ts";
export { postprocess, type Steps, type Tally, united } from "./postprocess.ts";
export { type Prediction, readPredictions } from "./predictions.ts";
export { publishedJson } from "./published-json.ts";
export { readReferences } from "./references.ts";
export { type ManuscriptOfArticle, manuscriptsIn, reviewManuscripts } from "./review-manuscripts.ts";
export type { Rows } from "./rows.ts";
export { calibratedMatcher } from "./same-concern.ts";
export { type Scores, share } from "./scores.ts";
export { type Dedup, type SweepGrid, type SweepRow, sweep } from "./sweep.ts";
