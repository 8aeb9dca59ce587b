/** One evaluation: the scores of a set of predictions, whole and by article, source and category, with what a reader must know to believe them. */
import { type Article, joinArticles, withoutReference } from "./articles.ts";
import { type Intervals, intervalsOf } from "./bootstrap.ts";
import type { Matcher } from "./match.ts";
import type { Prediction } from "./predictions.ts";
import type { Reference } from "./references.ts";
import type { Rows } from "./rows.ts";
import { type ArticleScore, scoreArticle } from "./score-article.ts";
import { bySource, type Scores, scoresOf } from "./scores.ts";

export interface Evaluation {
  readonly scores: Scores;
  readonly intervals: Intervals | undefined;
  readonly sources: ReadonlyMap<string, Scores>;
  readonly perArticle: readonly ArticleScore[];
  /** Kept for sweeps. */
  readonly articles: readonly Article[];
  /** Ids of predicted articles that are in no reference: they are not scored. */
  readonly withoutReference: readonly string[];
  /** Elements of predictions that are no concern, as the published evaluator decides. */
  readonly passedOver: number;
}

/** @param resamples 0 for no intervals
 *  @throws SettingsError where a text that is compared has no embedding */
export function evaluate(
  predictions: readonly Prediction[],
  references: readonly Reference[],
  rows: Rows,
  { matcher, resamples }: { readonly matcher: Matcher; readonly resamples: number },
): Evaluation {
  const articles = joinArticles(predictions, references, rows);
  const perArticle = articles.map((article) => scoreArticle(article, matcher));
  return {
    scores: scoresOf(perArticle),
    intervals: resamples === 0 ? undefined : intervalsOf(perArticle, resamples),
    sources: bySource(perArticle),
    perArticle,
    articles,
    withoutReference: withoutReference(predictions, references),
    passedOver: predictions.reduce((sum, { passedOver }) => sum + passedOver, 0),
  };
}
