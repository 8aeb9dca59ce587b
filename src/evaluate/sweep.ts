/** The same predictions under other settings: which threshold, how many concerns, which duplicates dropped. Each text is embedded once and each
 *  cosine computed once; only the matching is done again. */
import { type Embeddings, embeddingsOf } from "../embeddings/index.ts";
import { withoutExactDuplicates, withoutNearDuplicates } from "../review/index.ts";
import type { EvaluatedArticle } from "./articles.ts";
import { type Matcher, publishedMatcher, type Scores, scoreArticle, scoresOf } from "./scores.ts";

/** Which concerns are dropped before the cap: none, those with the same words, or those whose cosine with an earlier one reaches a number too. */
export type Dedup = "none" | "exact" | number;

export interface SweepGrid {
  readonly thresholds: readonly number[];
  /** Concerns of an article that count, the first ones; Infinity for all. */
  readonly caps: readonly number[];
  readonly dedups: readonly Dedup[];
}
export interface SweepRow {
  readonly threshold: number;
  readonly cap: number;
  readonly dedup: Dedup;
  readonly scores: Scores;
}

/** Every combination, thresholds innermost.
 *  @param onRow awaited after each combination, so that it can let others have their turn, or throw to end the sweep
 *  @throws SettingsError where a cosine is among the levels and a text has no embedding; what `onRow` throws */
export async function sweep(
  articles: readonly EvaluatedArticle[],
  embeddings: Embeddings,
  grid: SweepGrid,
  onRow: (done: number, all: number) => Promise<void> = async () => {},
): Promise<readonly SweepRow[]> {
  const all = grid.dedups.length * grid.caps.length * grid.thresholds.length;
  const found: SweepRow[] = [];
  for (const dedup of grid.dedups) {
    const distinct = articles.map((article) => distinctIndices(article, dedup, embeddings));
    for (const cap of grid.caps) {
      const limited = articles.map((article, k) => restricted(article, (distinct[k] ?? []).slice(0, cap)));
      for (const threshold of grid.thresholds) {
        const matcher: Matcher = publishedMatcher(threshold);
        found.push({ threshold, cap, dedup, scores: scoresOf(limited.map((article) => scoreArticle(article, matcher))) });
        await onRow(found.length, all);
      }
    }
  }
  return found;
}

/** The article as if the tool had raised those concerns only. */
function restricted(article: EvaluatedArticle, tool: readonly number[]): EvaluatedArticle {
  if (tool.length === article.tool.length) return article;
  return {
    ...article,
    tool: tool.flatMap((k) => article.tool[k] ?? []),
    cosines: tool.map((k) => article.cosines[k] ?? []),
  };
}

function distinctIndices({ tool }: EvaluatedArticle, dedup: Dedup, embeddings: Embeddings): readonly number[] {
  const all = tool.map(({ text }, index) => ({ text, index }));
  return distinct(all, dedup, embeddings).map(({ index }) => index);
}

function distinct<T extends { readonly text: string }>(
  concerns: readonly T[],
  dedup: Dedup,
  embeddings: Embeddings,
): readonly T[] {
  if (dedup === "none") return concerns;
  const { kept } = withoutExactDuplicates(concerns);
  if (dedup === "exact") return kept;
  const texts = kept.map(({ text }) => text);
  return withoutNearDuplicates(kept, embeddingsOf(texts, embeddings), dedup).kept;
}
