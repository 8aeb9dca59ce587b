/** The counts of one article, and precision, recall and F1 over many: every average and every interval is made of these counts.
 *  Invariant: micro averages, so that every concern weighs the same, wherever it stands. */

import type { Matrix } from "../embeddings/index.ts";
import { type Calibration, type ComparableConcern, leastCostAssignment, matchConcerns } from "../revision/index.ts";
import type { EvaluatedArticle } from "./articles.ts";

/** A prediction and the reference that it matches, by their indices: each has at most one partner. */
export interface Match {
  readonly tool: number;
  readonly reference: number;
}

/** A rule for "they say the same": whichever is handed to `scoreArticle`, the same counts, intervals and reports come of it. */
export type Matcher = (article: {
  readonly tool: readonly ComparableConcern[];
  readonly reference: readonly ComparableConcern[];
  /** Tool x reference. */
  readonly cosines: Matrix;
}) => readonly Match[];

/** Cosine at or above which the published evaluator lets two concerns match. Nearly all pairs of biomedical concerns are above it. */
export const PUBLISHED_THRESHOLD = 0.65;
/** What a pair below the threshold costs: more than all others together, so that first the number of pairs is greatest, then their total cosine. */
const FORBIDDEN = 1e6;

/** @param threshold compared as a double with float32 cosines: a cosine of 0.65 in float32 is below 0.65 */
export function publishedMatcher(threshold: number): Matcher {
  return ({ cosines }) =>
    leastCostAssignment(cosines.map((row) => row.map((cosine) => (cosine < threshold ? FORBIDDEN : 1 - cosine))))
      .filter(({ row, column }) => (cosines[row]?.[column] ?? 0) >= threshold)
      .map(({ row, column }) => ({ tool: row, reference: column }));
}

/** The calibrated rule, which is another metric: its figures are never printed under the published names. Fails towards "not the same": a category that a prediction does not give is the same as no other. On the labelled pairs that costs
 *  recall (0.930 in place of 0.962 where one of both lists has none) and no precision.
 *  @param calibration of the embedder that the article's cosines come from: for those of another one it means nothing */
export function calibratedMatcher(calibration: Calibration): Matcher {
  return ({ tool, reference, cosines }) =>
    matchConcerns(tool, reference, cosines, calibration).map(({ old, found }) => ({ tool: old, reference: found }));
}

/** Of the references of a kind: how many there are, and how many were found. */
export interface RecallCounts {
  readonly all: number;
  readonly found: number;
}
export interface CategoryCount {
  readonly reference: number;
  /** Predictions that count as being of this category. */
  readonly tool: number;
  readonly matched: number;
}
export interface ArticleScore {
  readonly id: string;
  readonly source: string | undefined;
  readonly predicted: boolean;
  readonly reference: number;
  readonly tool: number;
  readonly matched: number;
  readonly figureExcluded: number;
  readonly major: RecallCounts;
  readonly minor: RecallCounts;
  /** In the order in which the article's references name them. */
  readonly categories: ReadonlyMap<string, CategoryCount>;
}

/** Without references there is nothing to find: the predictions still count, as wrong ones. */
export function scoreArticle(article: EvaluatedArticle, matcher: Matcher): ArticleScore {
  const { id, source, predicted, tool, reference, figureExcluded, cosines } = article;
  const compared = tool.length > 0 && reference.length > 0;
  const matches = compared ? matcher({ tool, reference, cosines }) : [];
  const found = new Set(matches.map((match) => match.reference));
  return {
    id,
    source,
    predicted,
    reference: reference.length,
    tool: tool.length,
    matched: matches.length,
    figureExcluded,
    major: foundOf(article, found, "major"),
    minor: foundOf(article, found, "minor"),
    categories: byCategory(article, matches, found),
  };
}

function foundOf({ reference }: EvaluatedArticle, found: ReadonlySet<number>, severity: string): RecallCounts {
  const indices = [...reference.keys()].filter((k) => reference[k]?.severity === severity);
  return { all: indices.length, found: indices.filter((k) => found.has(k)).length };
}

/** Predictions have no category of their own here: a matched one takes its reference's, another one that of the reference it is nearest to. */
function byCategory(
  article: EvaluatedArticle,
  matches: readonly Match[],
  found: ReadonlySet<number>,
): ReadonlyMap<string, CategoryCount> {
  const { tool, reference } = article;
  const partner = new Map(matches.map((match) => [match.tool, match.reference]));
  const counts = new Map<string, { reference: number; tool: number; matched: number }>();
  for (const [k, { category }] of reference.entries()) {
    const count = counts.get(category) ?? { reference: 0, tool: 0, matched: 0 };
    counts.set(category, { ...count, reference: count.reference + 1, matched: count.matched + (found.has(k) ? 1 : 0) });
  }
  for (const k of reference.length === 0 ? [] : tool.keys()) {
    const count = counts.get(reference[partner.get(k) ?? nearest(article, k)]?.category ?? "");
    if (count !== undefined) count.tool++;
  }
  return counts;
}

/** The reference with the greatest cosine to a prediction; the first of equals. */
function nearest({ cosines }: EvaluatedArticle, tool: number): number {
  const row = cosines[tool] ?? [];
  return row.reduce((best, cosine, k) => (cosine > (row[best] ?? 0) ? k : best), 0);
}

/** Shares in [0, 1]; 0 where there is nothing to divide by, as published. */
export interface Rates {
  readonly recall: number;
  readonly precision: number;
  readonly f1: number;
}
export interface Counts {
  readonly reference: number;
  readonly tool: number;
  readonly matched: number;
}
export interface Scores extends Rates, Counts {
  readonly articles: number;
  /** Articles that the tool has no row for. */
  readonly notPredicted: number;
  readonly figureExcluded: number;
  readonly major: RecallCounts;
  readonly minor: RecallCounts;
  readonly categories: ReadonlyMap<string, Rates & CategoryCount>;
  /** Mean of the categories' F1: each category weighs the same, however few concerns it has. */
  readonly f1Macro: number;
}

export function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

export function ratesOf({ reference, tool, matched }: Counts): Rates {
  const recall = share(matched, reference);
  const precision = share(matched, tool);
  return { recall, precision, f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0 };
}

export function scoresOf(articles: readonly ArticleScore[]): Scores {
  const total = (of: (article: ArticleScore) => number) => articles.reduce((sum, article) => sum + of(article), 0);
  const counts = { reference: total((a) => a.reference), tool: total((a) => a.tool), matched: total((a) => a.matched) };
  const categories = categoriesOf(articles);
  const f1s = [...categories.values()].map(({ f1 }) => f1);
  return {
    ...counts,
    ...ratesOf(counts),
    articles: articles.length,
    notPredicted: total(({ predicted }) => (predicted ? 0 : 1)),
    figureExcluded: total(({ figureExcluded }) => figureExcluded),
    major: { all: total(({ major }) => major.all), found: total(({ major }) => major.found) },
    minor: { all: total(({ minor }) => minor.all), found: total(({ minor }) => minor.found) },
    categories,
    f1Macro: share(
      f1s.reduce((sum, f1) => sum + f1, 0),
      f1s.length,
    ),
  };
}

function categoriesOf(articles: readonly ArticleScore[]): ReadonlyMap<string, Rates & CategoryCount> {
  const sums = new Map<string, CategoryCount>();
  for (const [category, count] of articles.flatMap((article) => [...article.categories])) {
    const sum = sums.get(category) ?? { reference: 0, tool: 0, matched: 0 };
    sums.set(category, {
      reference: sum.reference + count.reference,
      tool: sum.tool + count.tool,
      matched: sum.matched + count.matched,
    });
  }
  return new Map(Array.from(sums, ([category, sum]) => [category, { ...sum, ...ratesOf(sum) }]));
}

/** The same scores for each source of reviews, in the order in which the sources come. */
export function bySource(articles: readonly ArticleScore[]): ReadonlyMap<string, Scores> {
  const groups = new Map<string, ArticleScore[]>();
  for (const article of articles) {
    const source = article.source ?? "(no source given)";
    groups.set(source, [...(groups.get(source) ?? []), article]);
  }
  return new Map(Array.from(groups, ([source, group]) => [source, scoresOf(group)]));
}
