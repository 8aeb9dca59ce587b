import fc from "fast-check";
import { expect, test } from "vitest";
import { ofTool, similarityOf } from "../../src/evaluate/similarity.ts";

const vectors = (dimensions: number) =>
  fc.array(
    fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: dimensions, maxLength: dimensions })
      .map((values) => Float32Array.from(values)),
    { maxLength: 4 },
  );

test("each cosine is the exact sum of products, rounded once to float32", () => {
  const both = fc.integer({ min: 1, max: 11 }).chain((dimensions) => fc.tuple(vectors(dimensions), vectors(dimensions)));
  fc.assert(
    fc.property(both, ([tool, reference]) => {
      const { cosines } = similarityOf(tool, reference);
      const expected = tool.flatMap((a) => reference.map((b) => a.reduce((sum, x, k) => sum + x * (b[k] ?? 0), 0)));
      for (const [k, cosine] of cosines.entries()) {
        expect(cosine).toBe(Math.fround(cosine));
        expect(Math.abs(cosine - (expected[k] ?? Number.NaN))).toBeLessThanOrEqual(2 ** -24 * (1 + Math.abs(cosine)));
      }
      expect(cosines).toHaveLength(expected.length);
    }),
    { seed: 5 },
  );
});

test("some of the predictions keep their cosines", () => {
  const whole = { tool: 3, reference: 2, cosines: Float64Array.of(1, 2, 3, 4, 5, 6) };
  expect(ofTool(whole, [2, 0])).toEqual({ tool: 2, reference: 2, cosines: Float64Array.of(5, 6, 1, 2) });
});
