/** How far the scores would wander with other articles: resampling of whole articles, because concerns of one article are not independent.
 *  Equal to the published intervals, draw by draw. */
import { pythonRandom } from "./python-random.ts";
import type { ArticleScore } from "./scores.ts";
import { ratesOf, share } from "./scores.ts";

/** Of Python's generator, in the published evaluator. */
const SEED = 42;
/** Share of the resamples outside the interval. */
const ALPHA = 0.05;
/** Resamples of the published intervals. */
export const DEFAULT_RESAMPLES = 1000;

/** Lower and upper end. */
export type Interval = readonly [number, number];
export interface Intervals {
  readonly recall: Interval;
  readonly precision: Interval;
}
type Counted = Pick<ArticleScore, "reference" | "tool" | "matched">;

/** @param articles in the order of the references   @param resamples from 1 */
export function bootstrapIntervals(articles: readonly Counted[], resamples: number): Intervals {
  const recall: number[] = [];
  const precision: number[] = [];
  for (const drawn of resampled(articles.length, resamples)) {
    const { reference, tool, matched } = sumOf(articles, drawn);
    recall.push(share(matched, reference));
    precision.push(share(matched, tool));
  }
  return { recall: middleOf(recall), precision: middleOf(precision) };
}

/** What the same resamples say about the difference between two tools on the same articles: most of the luck of the draw falls on both alike.
 *  @param before the articles of the one   @param after those of the other, in the same order
 *  @returns intervals of after minus before
 *  @throws RangeError where the two are not of the same articles */
export function differenceIntervals(
  before: readonly ArticleScore[],
  after: readonly ArticleScore[],
  resamples: number,
): Intervals & { readonly f1: Interval } {
  if (before.length !== after.length || before.some(({ id }, k) => id !== after[k]?.id))
    throw new RangeError("only scores of the same articles can be compared");
  const differences = { recall: [] as number[], precision: [] as number[], f1: [] as number[] };
  for (const drawn of resampled(before.length, resamples)) {
    const [a, b] = [ratesOf(sumOf(before, drawn)), ratesOf(sumOf(after, drawn))];
    for (const rate of ["recall", "precision", "f1"] as const) differences[rate].push(b[rate] - a[rate]);
  }
  return { recall: middleOf(differences.recall), precision: middleOf(differences.precision), f1: middleOf(differences.f1) };
}

/** @returns for each resample as many indices as there are articles; the same array each time, overwritten */
function* resampled(articles: number, resamples: number): Generator<Uint32Array> {
  const random = pythonRandom(SEED);
  const drawn = new Uint32Array(articles);
  for (let k = 0; k < resamples; k++) {
    for (let i = 0; i < articles; i++) drawn[i] = random.below(articles);
    yield drawn;
  }
}

function sumOf(articles: readonly Counted[], drawn: Uint32Array): Counted {
  let [reference, tool, matched] = [0, 0, 0];
  for (const index of drawn) {
    const article = articles[index];
    if (article === undefined) continue;
    reference += article.reference;
    tool += article.tool;
    matched += article.matched;
  }
  return { reference, tool, matched };
}

/** The published ends: of N sorted values the one at int(0.025 N) and the one before int(0.975 N); with a single value that one. */
function middleOf(values: readonly number[]): Interval {
  const sorted = Float64Array.from(values).sort();
  const low = Math.floor((ALPHA / 2) * sorted.length);
  const high = Math.floor((1 - ALPHA / 2) * sorted.length) - 1;
  return [sorted[low] ?? Number.NaN, sorted.at(high) ?? Number.NaN];
}
