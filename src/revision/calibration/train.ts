/** Coefficients from labelled comparisons. Fails towards plain: few signals, a penalty on each, and a threshold that is not
 *  fitted at all, because the labels are of few manuscripts. */
import type { Matrix } from "../../embeddings/index.ts";
import { logOddsOf, marginsOf } from "../matching/same-concern.ts";
import { SIGNAL_NAMES, signalsOf, type TextSignals, textSignalsOf } from "../matching/signals.ts";
import { meaningfulWords, NOTHING_COUNTED } from "../matching/terms.ts";
import type { Coefficients } from "./calibration.ts";
import type { IndexPair, LabelledComparison, LabelledManuscript } from "./labels.ts";
import { type Example, fitLogistic } from "./logistic.ts";

/** Of squared standardised weights. With the manuscript left out, 1 to 10 do equally well; 30 shrinks too far. */
const PENALTY = 3;
/** A little above even odds, for two concerns taken for one hide one, and one reported twice costs a line. With the manuscript
 *  left out, 0.3 to 0.6 do equally well (F1 0.973 to 0.978), so that there is nothing to fit. */
const THRESHOLD = 0.55;
/** Manuscripts on which a word must stand to be common: a topic of one says nothing about the next. */
const COMMON_FROM = 2;

/** A comparison with the cosines of one embedder, or of none: then all are 0. */
export interface LabelledCosines {
  readonly comparison: LabelledComparison;
  readonly cosines: Matrix;
}

/** Each manuscript that is left out asks for the same comparisons again, with other common words. */
const textSignals = new WeakMap<LabelledComparison, TextSignals>();
function textsOf(comparison: LabelledComparison): TextSignals {
  const texts = textSignals.get(comparison) ?? textSignalsOf(comparison.old, comparison.found);
  textSignals.set(comparison, texts);
  return texts;
}

export function fitCoefficients(comparisons: readonly LabelledCosines[], commonWords: Coefficients["commonWords"]): Coefficients {
  const known = comparisons.map(({ comparison, cosines }) => ({
    comparison,
    values: signalsOf(textsOf(comparison), cosines, commonWords),
  }));
  const evidence = fitted(known, SIGNAL_NAMES, SIGNS);
  const standing = known.map(({ comparison, values }) => ({
    comparison,
    values: marginsOf(logOddsOf(values, evidence), comparison.old, comparison.found),
  }));
  const { bias, weights } = fitted(standing, STANDINGS, { evidence: 1, lesserLead: 1, greaterLead: 1 });
  return { threshold: THRESHOLD, evidence, verdict: { bias, ...weights }, commonWords };
}

/** Whether more of a signal speaks for the same concern or against it. */
const SIGNS = { cosine: 1, words: 1, pieces: 1, lead: 1, numbers: 1, otherNumbers: -1, names: 1, category: 1 } as const;
const STANDINGS = ["evidence", "lesserLead", "greaterLead"] as const;

interface Known<Name extends string> {
  readonly comparison: LabelledComparison;
  readonly values: Readonly<Record<Name, Matrix>>;
}

/** Coefficients for the values as they are. Partial pairs teach nothing. A signal that came out with the wrong sign is left out,
 *  the worst first: what people mean by it cannot speak against itself, so that was chance or another signal's echo. Hence more
 *  in common never means less probable. */
function fitted<Name extends string>(
  known: readonly Known<Name>[],
  names: readonly Name[],
  signs: Readonly<Record<Name, 1 | -1>>,
) {
  const examples = known.flatMap((one) => examplesOf(one, names));
  let kept = names;
  while (true) {
    const { intercept, signals } = fitLogistic(examples, kept, PENALTY);
    const standardised = kept.map((name) => ({ name, mean: 0, scale: 1, weight: 0, ...signals[name] }));
    const [worst] = standardised
      .filter(({ name, weight }) => weight * signs[name] < 0)
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
    if (worst === undefined) {
      const bias = standardised.reduce((sum, { mean, scale, weight }) => sum - (weight * mean) / scale, intercept);
      const weights = new Map(standardised.map(({ name, scale, weight }) => [name, weight / scale]));
      return { bias, weights: recordOf(names.map((name) => [name, weights.get(name) ?? 0])) };
    }
    kept = kept.filter((name) => name !== worst.name);
  }
}

function examplesOf<Name extends string>({ comparison, values }: Known<Name>, names: readonly Name[]): Example[] {
  const [isPartial, isSame] = [among(comparison.partial), among(comparison.same)];
  return comparison.old.flatMap((_, i) =>
    comparison.found.flatMap((_, j) => {
      if (isPartial(i, j)) return [];
      return [{ signals: recordOf(names.map((name) => [name, values[name][i]?.[j] ?? Number.NaN])), is: isSame(i, j) }];
    }),
  );
}

function recordOf<Name extends string>(entries: readonly (readonly [Name, number])[]): Record<Name, number> {
  return Object.fromEntries(entries) as Record<Name, number>; // the library's type forgets the names
}

export function among(pairs: readonly IndexPair[]): (old: number, found: number) => boolean {
  const keys = new Set(pairs.map(([i, j]) => `${i},${j}`));
  return (old, found) => keys.has(`${old},${found}`);
}

/** How common words are in concerns, from the labelled ones. */
export function commonWordsOf(manuscripts: readonly LabelledManuscript[]): Coefficients["commonWords"] {
  const counts = new Map<string, { times: number; manuscripts: Set<string> }>();
  let concerns = NOTHING_COUNTED.concerns;
  for (const { manuscript, comparisons } of manuscripts) {
    for (const text of new Set(comparisons.flatMap(({ old, found }) => [...old, ...found].map((concern) => concern.text)))) {
      concerns++;
      for (const word of meaningfulWords(text)) {
        const count = counts.get(word) ?? { times: 0, manuscripts: new Set() };
        counts.set(word, { times: count.times + 1, manuscripts: count.manuscripts.add(manuscript) });
      }
    }
  }
  const common = [...counts].filter(([, count]) => count.manuscripts.size >= COMMON_FROM).sort(([a], [b]) => (a < b ? -1 : 1));
  return { concerns, words: Object.fromEntries(common.map(([word, { times }]) => [word, times])) };
}
