/** Two tools on the same articles: what changed, how sure that is, and where. */
import { differenceIntervals, type Interval } from "./bootstrap.ts";
import type { ArticleScore } from "./scores.ts";
import { type Rates, ratesOf, type Scores, scoresOf } from "./scores.ts";

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
