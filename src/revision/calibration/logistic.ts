/** Logistic regression with an L2 penalty: from signals to a probability, and from examples to the model. Deterministic. */
import { z } from "zod";

export const logisticModelSchema = z.strictObject({
  intercept: z.number(),
  /** By the name of the signal. A signal counts as (value - mean) / scale x weight. */
  signals: z.record(z.string(), z.strictObject({ mean: z.number(), scale: z.number().positive(), weight: z.number() })),
});
export type LogisticModel = Readonly<z.infer<typeof logisticModelSchema>>;
export type SignalValues = Readonly<Record<string, number>>;
/** Of each signal a value for each of many things, in one order. */
export type SignalColumns = Readonly<Record<string, Float64Array>>;
export interface Example {
  readonly signals: SignalValues;
  readonly is: boolean;
}

/** @param count of the things
 *  @returns for each a probability, from 0 to 1
 *  @throws RangeError where a signal of the model is missing, or not all of its values are numbers */
export function probabilitiesOf({ intercept, signals }: LogisticModel, columns: SignalColumns, count: number): Float64Array {
  const sums = new Float64Array(count).fill(intercept);
  for (const [name, { mean, scale, weight }] of Object.entries(signals)) {
    const values = columns[name];
    if (values?.length !== count) throw new RangeError(`the signal ${name} has ${values?.length ?? 0} of ${count} values`);
    const slope = weight / scale;
    for (let k = 0; k < count; k++) sums[k] = (sums[k] ?? 0) + slope * ((values[k] ?? 0) - mean);
  }
  const wrong = sums.findIndex((sum) => !Number.isFinite(sum));
  if (wrong !== -1) throw new RangeError(`a signal of number ${wrong} is no number`);
  return sums.map((sum) => 1 / (1 + Math.exp(-sum)));
}

/** Newton's method on the penalised likelihood, which is convex: one answer whatever the start.
 *  @param penalty on the weights of the standardised signals, not on the intercept
 *  @throws RangeError without examples of both kinds */
export function fitLogistic(examples: readonly Example[], names: readonly string[], penalty: number): LogisticModel {
  if (!examples.some(({ is }) => is) || !examples.some(({ is }) => !is))
    throw new RangeError("a model needs examples of both kinds");
  const scales = names.map((name) => scaleOf(examples.map(({ signals }) => signalOf(signals, name))));
  const rows = examples.map(({ signals }) =>
    Float64Array.from([
      1,
      ...names.map((name, k) => (signalOf(signals, name) - (scales[k]?.mean ?? 0)) / (scales[k]?.scale ?? 1)),
    ]),
  );
  const weights = new Float64Array(names.length + 1);
  for (let step = 0; step < MOST_STEPS; step++) {
    const change = newtonStep(rows, examples, weights, penalty);
    for (const [k, by] of change.entries()) weights[k] = (weights[k] ?? 0) + by;
    if (change.every((by) => Math.abs(by) < CLOSE_ENOUGH)) break;
  }
  return {
    intercept: weights[0] ?? 0,
    signals: Object.fromEntries(
      names.map((name, k) => [name, { ...(scales[k] ?? { mean: 0, scale: 1 }), weight: weights[k + 1] ?? 0 }]),
    ),
  };
}

const MOST_STEPS = 50;
const CLOSE_ENOUGH = 1e-8;

function signalOf(values: SignalValues, name: string): number {
  const value = values[name];
  if (value === undefined || !Number.isFinite(value)) throw new RangeError(`the signal ${name} is ${value}`);
  return value;
}

/** A signal that never changes gets the scale 1: it says nothing, and its weight stays 0. */
function scaleOf(values: readonly number[]): { mean: number; scale: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, scale: Math.sqrt(variance) || 1 };
}

function newtonStep(
  rows: readonly Float64Array[],
  examples: readonly Example[],
  weights: Float64Array,
  penalty: number,
): number[] {
  const size = weights.length;
  const gradient = weights.map((weight, k) => (k === 0 ? 0 : -penalty * weight));
  /** Row by row. */
  const curvature = new Float64Array(size * size);
  for (let k = 0; k < size; k++) curvature[k * size + k] = k === 0 ? 1e-9 : penalty;
  for (const [index, row] of rows.entries()) {
    let logOdds = 0;
    for (let k = 0; k < size; k++) logOdds += (row[k] ?? 0) * (weights[k] ?? 0);
    const probability = 1 / (1 + Math.exp(-logOdds));
    const residual = (examples[index]?.is ? 1 : 0) - probability;
    const spread = probability * (1 - probability);
    for (let k = 0; k < size; k++) {
      const value = row[k] ?? 0;
      gradient[k] = (gradient[k] ?? 0) + residual * value;
      for (let m = 0; m < size; m++) curvature[k * size + m] = (curvature[k * size + m] ?? 0) + spread * value * (row[m] ?? 0);
    }
  }
  const rowsOfCurvature = Array.from({ length: size }, (_, k) => Array.from(curvature.subarray(k * size, (k + 1) * size)));
  return solved(rowsOfCurvature, [...gradient]);
}

/** Gaussian elimination with partial pivots. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, k) => [...row, right[k] ?? 0]);
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let k = 0; k < rows.length; k++) {
    let pivot = k;
    for (let row = k + 1; row < rows.length; row++) if (Math.abs(at(row, k)) > Math.abs(at(pivot, k))) pivot = row;
    [rows[k], rows[pivot]] = [rows[pivot] ?? [], rows[k] ?? []];
    for (let row = k + 1; row < rows.length; row++) {
      const factor = at(row, k) / at(k, k);
      rows[row] = (rows[row] ?? []).map((value, column) => value - factor * at(k, column));
    }
  }
  const solution = new Array<number>(rows.length).fill(0);
  for (let k = rows.length - 1; k >= 0; k--) {
    let sum = at(k, rows.length);
    for (let column = k + 1; column < rows.length; column++) sum -= at(k, column) * (solution[column] ?? 0);
    solution[k] = sum / at(k, k);
  }
  return solution;
}

/** Significant digits of a coefficient: enough for any probability that is printed, few enough to read, and the same on every
 *  processor. */
const DIGITS = 6;

/** Every number of an object of numbers, at any depth. */
export function roundedAll<T extends object>(numbers: T): T {
  return JSON.parse(
    JSON.stringify(numbers, (_, value: unknown) => (typeof value === "number" ? Number(value.toPrecision(DIGITS)) : value)),
  );
}
