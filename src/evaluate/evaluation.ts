/** The scores of a set of predictions, whole and by article, source and category, with what a reader must know to believe them; and of two sets on the same articles
 *  what changed, how sure that is, and where. */
import type { Embeddings } from "../embeddings/index.ts";
import type { Prediction, Reference } from "./article-files.ts";
import { articlesWithoutReference, type EvaluatedArticle, joinArticles } from "./articles.ts";
import { bootstrapIntervals, differenceIntervals, type Interval, type Intervals } from "./bootstrap.ts";
import { type ArticleScore, bySource, type Matcher, type Rates, ratesOf, type Scores, scoreArticle, scoresOf } from "./scores.ts";

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

interface ArticleChange {
  readonly id: string;
  readonly before: Rates & Pick<ArticleScore, "matched" | "tool">;
  readonly after: Rates & Pick<ArticleScore, "matched" | "tool">;
  /** F1 after less F1 before. */
  readonly f1: number;
}
export interface EvaluationComparison {
  readonly before: Scores;
  readonly after: Scores;
  /** After less before. */
  readonly difference: Rates;
  /** 95 % of the resamples; undefined where none were asked for. An interval, not a test: it says how large the difference may be. */
  readonly intervals: { readonly [Rate in keyof Rates]: Interval } | undefined;
  readonly better: number;
  readonly worse: number;
  /** Every article whose F1 is another, the greatest change first. */
  readonly changes: readonly ArticleChange[];
}

/** @param resamples 0 for no intervals
 *  @throws RangeError where the two are not of the same articles in the same order */
export function compareEvaluations(
  before: readonly ArticleScore[],
  after: readonly ArticleScore[],
  resamples: number,
): EvaluationComparison {
  const [a, b] = [scoresOf(before), scoresOf(after)];
  const changes = before
    .flatMap((article, k) => {
      const other = after[k];
      return other === undefined ? [] : [changeOf(article, other)];
    })
    .filter(({ f1 }) => f1 !== 0)
    .sort((one, other) => Math.abs(other.f1) - Math.abs(one.f1) || (one.id < other.id ? -1 : 1));
  return {
    before: a,
    after: b,
    difference: { recall: b.recall - a.recall, precision: b.precision - a.precision, f1: b.f1 - a.f1 },
    intervals: resamples === 0 ? undefined : differenceIntervals(before, after, resamples),
    better: changes.filter(({ f1 }) => f1 > 0).length,
    worse: changes.filter(({ f1 }) => f1 < 0).length,
    changes,
  };
}

function changeOf(before: ArticleScore, after: ArticleScore): ArticleChange {
  const [a, b] = [ratesOf(before), ratesOf(after)];
  return {
    id: before.id,
    before: { ...a, matched: before.matched, tool: before.tool },
    after: { ...b, matched: after.matched, tool: after.tool },
    f1: b.f1 - a.f1,
  };
}
