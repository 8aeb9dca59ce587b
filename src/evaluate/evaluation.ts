/** One evaluation: the scores of a set of predictions, whole and by article, source and category, with what a reader must know to believe them. */
import type { Embeddings } from "../embeddings/index.ts";
import type { Prediction, Reference } from "./article-files.ts";
import { articlesWithoutReference, type EvaluatedArticle, joinArticles } from "./articles.ts";
import { bootstrapIntervals, type Intervals } from "./bootstrap.ts";
import type { Matcher } from "./matchers.ts";
import { type ArticleScore, bySource, type Scores, scoreArticle, scoresOf } from "./scores.ts";

/** What one rule for "they say the same" makes of the articles. */
export interface ScoredArticles {
  readonly scores: Scores;
  readonly intervals: Intervals | undefined;
  readonly perArticle: readonly ArticleScore[];
}
export interface Evaluation extends ScoredArticles {
  readonly sources: ReadonlyMap<string, Scores>;
  /** Kept for sweeps and for other rules. */
  readonly articles: readonly EvaluatedArticle[];
  /** Ids of predicted articles that are in no reference: they are not scored. */
  readonly withoutReference: readonly string[];
  /** Elements of predictions that are no concern, as the published evaluator decides. */
  readonly skipped: number;
}

export interface ScoringOptions {
  readonly matcher: Matcher;
  /** 0 for no intervals. */
  readonly resamples: number;
}

/** @throws SettingsError where a text that is compared has no embedding */
export function evaluate(
  predictions: readonly Prediction[],
  references: readonly Reference[],
  embeddings: Embeddings,
  scoring: ScoringOptions,
): Evaluation {
  const articles = joinArticles(predictions, references, embeddings);
  const scored = scoreArticles(articles, scoring);
  return {
    ...scored,
    sources: bySource(scored.perArticle),
    articles,
    withoutReference: articlesWithoutReference(predictions, references),
    skipped: predictions.reduce((sum, { skipped }) => sum + skipped, 0),
  };
}

/** The same articles by one rule or another. @param onArticle called with how many have been scored: a rule that compares words takes a while */
export function scoreArticles(
  articles: readonly EvaluatedArticle[],
  { matcher, resamples }: ScoringOptions,
  onArticle: (done: number) => void = () => {},
): ScoredArticles {
  const perArticle = articles.map((article, k) => {
    const score = scoreArticle(article, matcher);
    onArticle(k + 1);
    return score;
  });
  const intervals = resamples === 0 ? undefined : bootstrapIntervals(perArticle, resamples);
  return { scores: scoresOf(perArticle), intervals, perArticle };
}
