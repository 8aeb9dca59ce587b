/** How well labelled pairs are found on a manuscript that took no part in the fit. Invariant: nothing that is fitted, common words and thresholds
 *  included, has seen the manuscript that it is judged on. */
import { assign, type ConcernPair } from "../assign.ts";
import { keyOf } from "../match.ts";
import type { Matrix } from "../overlap.ts";
import { evidenceOf, probabilityOf, standingsOf } from "../probability.ts";
import { signalsOf } from "../signals.ts";
import { cosines } from "../similarity.ts";
import type { Coefficients, Figures, Score } from "./calibration.ts";
import type { Comparison, LabelledManuscript } from "./labels.ts";
import { among, commonWordsOf, type Embedded, train } from "./train.ts";

/** The unit row of a text. */
export type RowOf = (text: string) => Float32Array;

/** Thresholds that the cosine alone may choose from, evenly between the least and the greatest cosine seen. */
const STEPS = 100;

export interface Tally {
  readonly found: number;
  readonly missed: number;
  readonly wrong: number;
  readonly hard: number;
  readonly hardJoined: number;
}

/** @param manuscripts at least two */
export function trial(manuscripts: readonly LabelledManuscript[], rowOf: RowOf): Figures {
  const folds = manuscripts.map((judged) => ({ judged, others: manuscripts.filter((other) => other !== judged) }));
  const trained = folds.map(({ judged, others }) => {
    const coefficients = train(embedded(others, rowOf), commonWordsOf(others));
    const tallies = judged.comparisons.map((comparison) => judge(comparison, rowOf, coefficients));
    const stress = judged.stress.map((comparison) => judge(comparison, rowOf, coefficients));
    return { manuscript: judged.manuscript, tally: sum(tallies), stress: sum(stress) };
  });
  const blind = folds.map(({ judged, others }) => {
    const coefficients = train(embedded(others, undefined), commonWordsOf(others));
    return sum(judged.comparisons.map((comparison) => judge(comparison, undefined, coefficients)));
  });
  const plain = folds.map(({ judged, others }) => byCosine(embedded([judged], rowOf), thresholdOf(embedded(others, rowOf))));
  const stress = sum(trained.map((fold) => fold.stress));
  return {
    pairs: countsOf(manuscripts),
    heldOut: scoreOf(sum(trained.map(({ tally }) => tally))),
    byManuscript: Object.fromEntries(trained.map(({ manuscript, tally }) => [manuscript, scoreOf(tally).f1])),
    cosineAlone: scoreOf(sum(plain)),
    withoutEmbedder: scoreOf(sum(blind)),
    ...(stress.hard === 0
      ? {}
      : {
          stress: {
            f1: scoreOf(stress).f1,
            reworded: stress.found + stress.missed,
            rewordedFound: stress.found,
            near: stress.hard,
            nearJoined: stress.hardJoined,
          },
        }),
  };
}

/** @param rowOf undefined: all cosines are 0 */
export function embedded(manuscripts: readonly LabelledManuscript[], rowOf: RowOf | undefined): Embedded[] {
  return manuscripts.flatMap(({ comparisons }) =>
    comparisons.map((comparison) => ({ comparison, cosines: cosinesOf(comparison, rowOf) })),
  );
}

function cosinesOf({ old, found }: Comparison, rowOf: RowOf | undefined): Matrix {
  if (rowOf === undefined) return old.map(() => found.map(() => 0));
  return cosines(
    old.map(({ text }) => rowOf(text)),
    found.map(({ text }) => rowOf(text)),
  );
}

function judge(comparison: Comparison, rowOf: RowOf | undefined, coefficients: Coefficients): Tally {
  const { old, found } = comparison;
  const signals = signalsOf(old, found, cosinesOf(comparison, rowOf), coefficients.commonWords);
  const probability = probabilityOf(standingsOf(evidenceOf(signals, coefficients.evidence), old, found), coefficients.verdict);
  return tallyOf(comparison, assign(probability, coefficients.threshold, keysOf(comparison)));
}

function byCosine(comparisons: readonly Embedded[], threshold: number): Tally {
  const worth = (cosine: number) => Math.max(0, Math.min(1, cosine));
  return sum(
    comparisons.map(({ comparison, cosines }) => {
      const bounded = cosines.map((row) => row.map(worth));
      return tallyOf(comparison, assign(bounded, worth(threshold), keysOf(comparison)));
    }),
  );
}

/** The one with which the cosine alone does best. */
function thresholdOf(comparisons: readonly Embedded[]): number {
  const all = comparisons.flatMap(({ cosines }) => cosines.flat());
  const [least, most] = [all.reduce((a, b) => Math.min(a, b), 1), all.reduce((a, b) => Math.max(a, b), -1)];
  const candidates = Array.from({ length: STEPS }, (_, k) => least + ((most - least) * k) / STEPS);
  const tried = candidates.map((threshold) => ({ threshold, f1: scoreOf(byCosine(comparisons, threshold)).f1 }));
  return tried.reduce((best, one) => (one.f1 > best.f1 ? one : best), { threshold: 1, f1: 0 }).threshold;
}

function keysOf({ old, found }: Comparison) {
  return { old: old.map(keyOf), found: found.map(keyOf) };
}

/** Partial pairs count neither way: neither wrong where they are joined, nor missed where they are not. */
export function tallyOf({ same, partial, hard }: Comparison, pairs: readonly ConcernPair[]): Tally {
  const [isSame, isPartial, isHard] = [among(same), among(partial), among(hard)];
  const found = pairs.filter((pair) => isSame(pair.old, pair.found)).length;
  return {
    found,
    missed: same.length - found,
    wrong: pairs.filter((pair) => !isSame(pair.old, pair.found) && !isPartial(pair.old, pair.found)).length,
    hard: hard.length,
    hardJoined: pairs.filter((pair) => isHard(pair.old, pair.found)).length,
  };
}

function sum(tallies: readonly Tally[]): Tally {
  const of = (value: (tally: Tally) => number) => tallies.reduce((total, tally) => total + value(tally), 0);
  return {
    found: of(({ found }) => found),
    missed: of(({ missed }) => missed),
    wrong: of(({ wrong }) => wrong),
    hard: of(({ hard }) => hard),
    hardJoined: of(({ hardJoined }) => hardJoined),
  };
}

/** Shares of nothing are 0, so that an empty trial looks bad rather than good. */
function scoreOf({ found, missed, wrong, hard, hardJoined }: Tally): Score {
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  return {
    f1: share(2 * found, 2 * found + missed + wrong),
    precision: share(found, found + wrong),
    recall: share(found, found + missed),
    joinedHard: share(hardJoined, hard),
  };
}

function countsOf(manuscripts: readonly LabelledManuscript[]): Figures["pairs"] {
  const comparisons = manuscripts.flatMap((manuscript) => manuscript.comparisons);
  const of = (value: (comparison: Comparison) => number) =>
    comparisons.reduce((total, comparison) => total + value(comparison), 0);
  return {
    same: of(({ same }) => same.length),
    partial: of(({ partial }) => partial.length),
    hard: of(({ hard }) => hard.length),
    compared: of(({ old, found }) => old.length * found.length),
  };
}
