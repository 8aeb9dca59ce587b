/** The calibrated probability that an old and a found concern are the same: a logistic model of the signals, then a second one
 *  that asks how far the pair is ahead of its rivals, for a concern has at most one counterpart.
 *  Invariant: a probability depends on the contents of both lists, not on their order, and exchanging the lists transposes it.
 *  Fails towards "not the same": a concern reported twice costs a line, two concerns taken for one hide one. */
import type { Matrix } from "../../embeddings/index.ts";
import type { Coefficients } from "../calibration/calibration.ts";
import { assignConcerns, type ConcernPair } from "./assignment.ts";
import { type ComparableConcern, SIGNAL_NAMES, type Signals, signalsOf, textSignalsOf } from "./signals.ts";

/** Log odds of a rival that is always thought of, so that the lead is finite where a list has one concern: about one in 400, as
 *  most pairs have. */
const RIVAL_AT_LEAST = -6;

/** @param cosines of the embeddings, old x found
 *  @returns old x found, each in [0, 1]
 *  @throws RangeError where the cosines are not those of the concerns */
export function sameConcernProbabilities(
  old: readonly ComparableConcern[],
  found: readonly ComparableConcern[],
  cosines: Matrix,
  { commonWords, evidence, verdict }: Coefficients,
): number[][] {
  if (cosines.length !== old.length || cosines.some((row) => row.length !== found.length))
    throw new RangeError(`the cosines are not of ${old.length} old and ${found.length} found concerns`);
  const signals = signalsOf(textSignalsOf(old, found), cosines, commonWords);
  return probabilityOf(marginsOf(logOddsOf(signals, evidence), old, found), verdict);
}

/** @returns one-to-one, each more probable than the calibration's threshold, by the old index */
export function matchConcerns(
  old: readonly ComparableConcern[],
  found: readonly ComparableConcern[],
  cosines: Matrix,
  calibration: Coefficients,
): readonly ConcernPair[] {
  const probability = sameConcernProbabilities(old, found, cosines, calibration);
  return assignConcerns(probability, calibration.threshold, { old: old.map(concernKey), found: found.map(concernKey) });
}

/** All that a concern is: two with equal keys are interchangeable. */
export function concernKey({ text, category, severity }: ComparableConcern & { readonly severity?: string | undefined }): string {
  return JSON.stringify([text, category, severity]);
}

/** Log odds of each pair by its own signals, as if it were alone. */
export function logOddsOf(signals: Signals, { bias, weights }: Coefficients["evidence"]): Matrix {
  return signals.cosine.map((row, i) =>
    row.map((_, j) => SIGNAL_NAMES.reduce((sum, name) => sum + weights[name] * (signals[name][i]?.[j] ?? Number.NaN), bias)),
  );
}

/** How a pair stands: its own evidence, and by how much it leads its strongest rival in the row and in the column. */
export interface PairMargins {
  readonly evidence: Matrix;
  /** The smaller of the two leads; negative where a rival is ahead. */
  readonly lesserLead: Matrix;
  readonly greaterLead: Matrix;
}

/** A concern of the same text is no rival: whichever of two twins is taken, the concern is found again. */
export function marginsOf(evidence: Matrix, old: readonly ComparableConcern[], found: readonly ComparableConcern[]): PairMargins {
  const oldTexts = old.map(({ text }) => folded(text));
  const foundTexts = found.map(({ text }) => folded(text));
  const transposed = found.map((_, j) => evidence.map((row) => row[j] ?? Number.NaN));
  const inRow = evidence.map((row) => leads(row, foundTexts));
  const inColumn = transposed.map((column) => leads(column, oldTexts));
  const both = (choose: (a: number, b: number) => number) =>
    inRow.map((row, i) => row.map((lead, j) => choose(lead, inColumn[j]?.[i] ?? Number.NaN)));
  return { evidence, lesserLead: both(Math.min), greaterLead: both(Math.max) };
}

function probabilityOf(standings: PairMargins, { bias, evidence, lesserLead, greaterLead }: Coefficients["verdict"]): number[][] {
  return standings.evidence.map((row, i) =>
    row.map((value, j) =>
      logistic(
        bias +
          evidence * value +
          lesserLead * (standings.lesserLead[i]?.[j] ?? Number.NaN) +
          greaterLead * (standings.greaterLead[i]?.[j] ?? Number.NaN),
      ),
    ),
  );
}

function leads(values: readonly number[], texts: readonly string[]): number[] {
  return values.map((value, k) => {
    const rival = values.reduce((most, other, l) => (texts[l] === texts[k] ? most : Math.max(most, other)), RIVAL_AT_LEAST);
    return value - rival;
  });
}

function folded(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ").trim();
}

function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
