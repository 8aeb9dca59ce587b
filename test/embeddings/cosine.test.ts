import fc from "fast-check";
import { expect, test } from "vitest";
import { cosine, cosineMatrix } from "../../src/embeddings/index.ts";

const vectors = (dimensions: number) =>
  fc.array(
    fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: dimensions, maxLength: dimensions })
      .filter((values) => Math.hypot(...values) > 1e-3)
      .map((values) => Float32Array.from(values, (value) => value / Math.hypot(...values))),
    { maxLength: 6 },
  );
const both = fc.integer({ min: 1, max: 11 }).chain((dimensions) => fc.tuple(vectors(dimensions), vectors(dimensions)));

test("each cosine is the sum of products in their order, whatever stands beside it", () => {
  fc.assert(
    fc.property(both, ([a, b]) => {
      const expected = a.map((one) => b.map((other) => one.reduce((sum, x, k) => sum + x * (other[k] ?? 0), 0)));
      expect(cosineMatrix(a, b)).toEqual(expected);
    }),
    { seed: 5 },
  );
});

test("one cosine is that sum, rounded once to float32", () => {
  fc.assert(
    fc.property(both, ([a, b]) => {
      const pairs = a.flatMap((one) => b.map((other) => cosine(one, other)));
      expect(pairs).toEqual(cosineMatrix(a, b).flat().map(Math.fround));
    }),
    { seed: 5 },
  );
});

test.each([
  { why: "a zero vector", vector: new Float32Array(2) },
  { why: "a vector of another length", vector: Float32Array.of(1) },
  { why: "a vector that is no number", vector: Float32Array.of(Number.NaN, 0) },
])("$why is an error: a failed embedding is neither alike nor different", ({ vector }) => {
  expect(() => cosineMatrix([vector], [Float32Array.of(1, 0)])).toThrow(RangeError);
});
