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
  const byRule = scoreArticles(articles, scoring);
  return {
    ...byRule,
    sources: bySource(byRule.perArticle),
    articles,
    withoutReference: articlesWithoutReference(predictions, references),
    skipped: predictions.reduce((sum, { skipped }) => sum + skipped, 0),
  };
}

/** The same articles by one rule or another. */
export function scoreArticles(articles: readonly EvaluatedArticle[], { matcher, resamples }: ScoringOptions): ScoredArticles {
  return scored(
    articles.map((article) => scoreArticle(article, matcher)),
    resamples,
  );
}

/** The same by a rule that takes a while. @param pause called before each article with how many are done; what it throws ends all */
export async function scoreArticlesWithPauses(
  articles: readonly EvaluatedArticle[],
  { matcher, resamples }: ScoringOptions,
  pause: (done: number) => Promise<void> | void,
): Promise<ScoredArticles> {
  const perArticle: ArticleScore[] = [];
  for (const article of articles) {
    await pause(perArticle.length);
    perArticle.push(scoreArticle(article, matcher));
  }
  return scored(perArticle, resamples);
}

function scored(perArticle: readonly ArticleScore[], resamples: number): ScoredArticles {
  const intervals = resamples === 0 ? undefined : bootstrapIntervals(perArticle, resamples);
  return { scores: scoresOf(perArticle), intervals, perArticle };
}
