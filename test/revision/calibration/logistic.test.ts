import { expect, test } from "vitest";
import { fitLogistic, type LogisticModel, probabilitiesOf } from "../../../src/revision/calibration/logistic.ts";

/** Of ten, so many are. */
const group = (x: number, are: number) => Array.from({ length: 10 }, (_, k) => ({ signals: { x }, is: k < are }));

const at = (model: LogisticModel, x: number) => probabilitiesOf(model, { x: Float64Array.of(x) }, 1)[0];

test("without a penalty the probabilities are the shares that were seen", () => {
  const model = fitLogistic([...group(0, 2), ...group(1, 7)], ["x"], 1e-9);
  expect(at(model, 0)).toBeCloseTo(0.2, 5);
  expect(at(model, 1)).toBeCloseTo(0.7, 5);
});

test("a heavy penalty leaves the overall share", () => {
  const model = fitLogistic([...group(0, 2), ...group(1, 7)], ["x"], 1e9);
  expect(at(model, 1)).toBeCloseTo(0.45, 5);
});

test("a signal that never changes has no weight", () => {
  const examples = [...group(0, 2), ...group(1, 7)].map(({ signals, is }) => ({ signals: { ...signals, constant: 3 }, is }));
  expect(fitLogistic(examples, ["x", "constant"], 1).signals["constant"]?.weight).toBeCloseTo(0, 9);
});

test("examples of one kind, and missing signals, are refused", () => {
  expect(() => fitLogistic(group(0, 10), ["x"], 1)).toThrow(RangeError);
  const model = fitLogistic([...group(0, 2), ...group(1, 7)], ["x"], 1);
  expect(() => probabilitiesOf(model, {}, 1)).toThrow(RangeError);
  expect(() => probabilitiesOf(model, { x: Float64Array.of(1) }, 2)).toThrow(RangeError);
  expect(() => at(model, Number.NaN)).toThrow(RangeError);
});
