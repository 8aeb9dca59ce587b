/** A calibration for one embedder, from labelled manuscripts. Invariant: what comes out was good enough on manuscripts that it
 *  had not seen; else an error with its figures. */
import { cosineMatrix, type Matrix } from "../../embeddings/index.ts";
import { SettingsError } from "../../errors.ts";
import { assignConcerns, type ConcernPair } from "../matching/assignment.ts";
import { concernKey, matchConcerns } from "../matching/same-concern.ts";
import type { Calibration, CalibrationFigures, Coefficients, Score } from "./calibration.ts";
import type { LabelledComparison, LabelledManuscript } from "./labels.ts";
import { roundedAll } from "./logistic.ts";
import { among, commonWordsOf, fitCoefficients, type LabelledCosines } from "./train.ts";

/** Manuscripts without which "held out" means nothing. */
const FEWEST_MANUSCRIPTS = 3;
/** Held out. Words alone reach 0.96 on our labels, MiniLM with them 0.98, two people 0.97 to 0.99. */
const LEAST_F1 = 0.95;
/** Held out, for the embedder's cosine alone. MiniLM has 0.89; what is below this does not know sameness from topic, and would
 *  only add noise. */
const LEAST_COSINE_F1 = 0.6;
/** Of different pairs that share topic or words. A joined one hides a concern. */
const MOST_HARD_JOINED = 0.02;
/** How far the matcher may fall behind itself without the embedder: one pair in a hundred is chance. */
const MOST_LOSS = 0.01;

export interface EmbedderIdentity {
  readonly name: string;
  readonly sha256: string | undefined;
}

/** Every text whose embedding `calibrate` asks for. */
export function labelledTexts(manuscripts: readonly LabelledManuscript[]): ReadonlySet<string> {
  const comparisons = manuscripts.flatMap(({ comparisons, stress }) => [...comparisons, ...stress]);
  return new Set(comparisons.flatMap(({ old, found }) => [...old, ...found].map(({ text }) => text)));
}

/** @param embeddingOf of this embedder
 *  @param onFigures called with the figures before they are judged, so that a refusal can show them whole
 *  @throws SettingsError where there are too few manuscripts, or the embedder cannot be calibrated well: its figures are in the
 *  message
 *  @throws RangeError where an embedding is no unit vector */
export function calibrate(
  manuscripts: readonly LabelledManuscript[],
  embeddingOf: EmbeddingOf,
  embedder: EmbedderIdentity,
  onFigures: (figures: CalibrationFigures) => void = () => {},
): Calibration {
  if (manuscripts.length < FEWEST_MANUSCRIPTS)
    throw new SettingsError({
      code: "labels-too-few",
      at: `embedder ${embedder.name}`,
      fault: `${manuscripts.length} labelled manuscripts are too few to leave one out`,
      remedy: `Give at least ${FEWEST_MANUSCRIPTS}, such as those in labels/`,
    });
  const figures = crossValidate(manuscripts, embeddingOf);
  onFigures(figures);
  const coefficients = fitCoefficients(withCosines(manuscripts, embeddingOf), commonWordsOf(manuscripts));
  const faults = faultsOf(figures);
  if (faults.length > 0)
    throw new SettingsError({
      code: "embedder-not-to-be-calibrated",
      at: `embedder ${embedder.name}`,
      fault: `on labelled manuscripts that it was not fitted to, ${faults.join("; ")}`,
      remedy: "Use an embedder of sentences that is trained for similarity, such as minilm",
    });
  const { threshold, evidence, verdict, commonWords } = coefficients;
  return {
    schema: "bioreview-calibration",
    version: 1,
    embedder: embedder.name,
    ...(embedder.sha256 === undefined ? {} : { sha256: embedder.sha256 }),
    manuscripts: manuscripts.map(({ manuscript }) => manuscript),
    figures: roundedAll(figures),
    threshold,
    evidence: roundedAll(evidence),
    verdict: roundedAll(verdict),
    commonWords,
  };
}

/** @returns what is not good enough, as parts of a sentence; none where all is well */
export function faultsOf({ heldOut, cosineAlone, withoutEmbedder }: CalibrationFigures): string[] {
  const f1 = `F1 ${heldOut.f1.toFixed(3)}`;
  const faults: string[] = [];
  if (!(heldOut.f1 >= LEAST_F1))
    faults.push(`the same concern is found with ${f1}, and ${LEAST_F1} is due, where two people agree with 0.97 to 0.99`);
  if (!(heldOut.joinedHard <= MOST_HARD_JOINED))
    faults.push(
      `${percent(heldOut.joinedHard)} of alike but different concerns are joined, and ${percent(MOST_HARD_JOINED)} are bearable, for each hides a concern`,
    );
  if (!(cosineAlone.f1 >= LEAST_COSINE_F1))
    faults.push(
      `its similarity alone has F1 ${cosineAlone.f1.toFixed(3)}, and ${LEAST_COSINE_F1} is due, for below that it does not know sameness from topic`,
    );
  if (!(heldOut.f1 >= withoutEmbedder.f1 - MOST_LOSS))
    faults.push(`words alone do better (F1 ${withoutEmbedder.f1.toFixed(3)}) than words with it (${f1})`);
  return faults;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** The unit vector of a text. */
export type EmbeddingOf = (text: string) => Float32Array;

/** Thresholds that the cosine alone may choose from, evenly between the least and the greatest cosine seen. */
const STEPS = 100;

/** Of the pairs of labelled comparisons. */
export interface PairCounts {
  readonly found: number;
  readonly missed: number;
  readonly wrong: number;
  readonly hard: number;
  readonly hardJoined: number;
}

/** How well labelled pairs are found on a manuscript that took no part in the fit: nothing that is fitted, common words and
 *  thresholds included, has seen the manuscript that it is judged on.
 *  @param manuscripts at least two */
export function crossValidate(manuscripts: readonly LabelledManuscript[], embeddingOf: EmbeddingOf): CalibrationFigures {
  const folds = manuscripts.map((judged) => ({ judged, others: manuscripts.filter((other) => other !== judged) }));
  const trained = folds.map(({ judged, others }) => {
    const coefficients = fitCoefficients(withCosines(others, embeddingOf), commonWordsOf(others));
    const counts = (comparisons: readonly LabelledComparison[]) =>
      sum(comparisons.map((comparison) => countMatched(comparison, embeddingOf, coefficients)));
    return { manuscript: judged.manuscript, counts: counts(judged.comparisons), stress: counts(judged.stress) };
  });
  const blind = folds.map(({ judged, others }) => {
    const coefficients = fitCoefficients(withCosines(others, undefined), commonWordsOf(others));
    return sum(judged.comparisons.map((comparison) => countMatched(comparison, undefined, coefficients)));
  });
  const counters = new Map(manuscripts.map((one) => [one, counterByCosine(withCosines([one], embeddingOf))]));
  const byCosine = (some: readonly LabelledManuscript[], threshold: number) =>
    sum(some.flatMap((one) => counters.get(one)?.(threshold) ?? []));
  const plain = folds.map(({ judged, others }) => {
    const threshold = thresholdOf(withCosines(others, embeddingOf), (candidate) => byCosine(others, candidate));
    return byCosine([judged], threshold);
  });
  const stress = sum(trained.map((fold) => fold.stress));
  return {
    pairs: countsOf(manuscripts),
    heldOut: scoreOf(sum(trained.map(({ counts }) => counts))),
    byManuscript: Object.fromEntries(trained.map(({ manuscript, counts }) => [manuscript, scoreOf(counts).f1])),
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

/** @param embeddingOf undefined: all cosines are 0 */
export function withCosines(manuscripts: readonly LabelledManuscript[], embeddingOf: EmbeddingOf | undefined): LabelledCosines[] {
  return manuscripts.flatMap(({ comparisons }) =>
    comparisons.map((comparison) => ({ comparison, cosines: cosinesOf(comparison, embeddingOf) })),
  );
}

function cosinesOf({ old, found }: LabelledComparison, embeddingOf: EmbeddingOf | undefined): Matrix {
  if (embeddingOf === undefined) return old.map(() => found.map(() => 0));
  return cosineMatrix(
    old.map(({ text }) => embeddingOf(text)),
    found.map(({ text }) => embeddingOf(text)),
  );
}

function countMatched(
  comparison: LabelledComparison,
  embeddingOf: EmbeddingOf | undefined,
  coefficients: Coefficients,
): PairCounts {
  const { old, found } = comparison;
  return countPairs(comparison, matchConcerns(old, found, cosinesOf(comparison, embeddingOf), coefficients));
}

/** @returns for a threshold of the cosine alone the pairs that it finds; of one that was asked for it is known */
function counterByCosine(comparisons: readonly LabelledCosines[]): (threshold: number) => PairCounts {
  const bounded = (cosine: number) => Math.max(0, Math.min(1, cosine));
  const prepared = comparisons.map(({ comparison, cosines }) => ({
    comparison,
    keys: { old: comparison.old.map(concernKey), found: comparison.found.map(concernKey) },
    values: cosines.map((row) => row.map(bounded)),
  }));
  const count = (threshold: number) =>
    sum(prepared.map(({ comparison, keys, values }) => countPairs(comparison, assignConcerns(values, threshold, keys))));
  const known = new Map<number, PairCounts>();
  return (cosine) => {
    const threshold = bounded(cosine);
    const counts = known.get(threshold) ?? count(threshold);
    known.set(threshold, counts);
    return counts;
  };
}

/** The one with which the cosine alone does best. */
function thresholdOf(comparisons: readonly LabelledCosines[], count: (threshold: number) => PairCounts): number {
  const all = comparisons.flatMap(({ cosines }) => cosines.flat());
  const [least, most] = [all.reduce((a, b) => Math.min(a, b), 1), all.reduce((a, b) => Math.max(a, b), -1)];
  const candidates = Array.from({ length: STEPS }, (_, k) => least + ((most - least) * k) / STEPS);
  const tried = candidates.map((threshold) => ({ threshold, f1: scoreOf(count(threshold)).f1 }));
  return tried.reduce((best, one) => (one.f1 > best.f1 ? one : best), { threshold: 1, f1: 0 }).threshold;
}

/** Partial pairs count neither way: neither wrong where they are joined, nor missed where they are not. */
export function countPairs({ same, partial, hard }: LabelledComparison, pairs: readonly ConcernPair[]): PairCounts {
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

function sum(all: readonly PairCounts[]): PairCounts {
  const of = (value: (counts: PairCounts) => number) => all.reduce((total, counts) => total + value(counts), 0);
  return {
    found: of(({ found }) => found),
    missed: of(({ missed }) => missed),
    wrong: of(({ wrong }) => wrong),
    hard: of(({ hard }) => hard),
    hardJoined: of(({ hardJoined }) => hardJoined),
  };
}

/** Shares of nothing are 0, so that an empty comparison looks bad rather than good. */
function scoreOf({ found, missed, wrong, hard, hardJoined }: PairCounts): Score {
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  return {
    f1: share(2 * found, 2 * found + missed + wrong),
    precision: share(found, found + wrong),
    recall: share(found, found + missed),
    joinedHard: share(hardJoined, hard),
  };
}

function countsOf(manuscripts: readonly LabelledManuscript[]): CalibrationFigures["pairs"] {
  const comparisons = manuscripts.flatMap((manuscript) => manuscript.comparisons);
  const of = (value: (comparison: LabelledComparison) => number) =>
    comparisons.reduce((total, comparison) => total + value(comparison), 0);
  return {
    same: of(({ same }) => same.length),
    partial: of(({ partial }) => partial.length),
    hard: of(({ hard }) => hard.length),
    compared: of(({ old, found }) => old.length * found.length),
  };
}
