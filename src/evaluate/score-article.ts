/** The counts of one article. Everything else, every average and every interval, is made of them. */
import type { EvaluatedArticle } from "./articles.ts";
import type { Match, Matcher } from "./match.ts";

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
