import fc from "fast-check";
import { expect, test } from "vitest";
import { bootstrapIntervals, DEFAULT_RESAMPLES, differenceIntervals } from "../../src/evaluate/bootstrap.ts";
import { compareEvaluations } from "../../src/evaluate/evaluation.ts";
import type { ArticleScore } from "../../src/evaluate/scores.ts";

const scored = (id: string, [reference, tool, matched]: readonly [number, number, number]): ArticleScore => ({
  ...{ id, source: undefined, predicted: true, reference, tool, matched, figureExcluded: 0 },
  ...{ major: { all: 0, found: 0 }, minor: { all: 0, found: 0 }, categories: new Map() },
});

test("with one article every resample is that article", () => {
  expect(bootstrapIntervals([scored("a", [4, 2, 1])], 100)).toEqual({ recall: [0.25, 0.25], precision: [0.5, 0.5] });
});

test("with one resample both ends are its value", () => {
  const { recall } = bootstrapIntervals([scored("a", [1, 1, 0]), scored("b", [1, 1, 1])], 1);
  expect(recall[0]).toBe(recall[1]);
});

// Drawn with Python's random.Random(42).choice, sorted, and taken at int(0.025 * n) and int(0.975 * n) - 1, as the published evaluator does.
test.each([
  { resamples: 40, recall: [0.2553191489361702, 0.5294117647058824], precision: [0.22641509433962265, 0.6153846153846154] },
  {
    resamples: DEFAULT_RESAMPLES,
    recall: [0.2553191489361702, 0.5471698113207547],
    precision: [0.22641509433962265, 0.6470588235294118],
  },
])("the ends of $resamples resamples are those that Python takes", ({ resamples, ...expected }) => {
  const counts = [
    [4, 7, 1],
    [9, 5, 4],
    [3, 8, 2],
    [6, 6, 0],
    [5, 3, 3],
    [8, 9, 5],
    [2, 4, 1],
    [7, 2, 2],
  ] as const;
  const scores = counts.map((count, k) => scored(String(k), count));
  expect(bootstrapIntervals(scores, resamples)).toEqual(expected);
  const nothing = scores.map((score) => ({ ...score, matched: 0 }));
  const { recall, precision } = differenceIntervals(nothing, scores, resamples);
  expect({ recall, precision }).toEqual(expected);
});

const articles = fc.array(
  fc
    .tuple(fc.nat(20), fc.nat(20))
    .chain(([reference, tool]) => fc.tuple(fc.constant(reference), fc.constant(tool), fc.nat(Math.min(reference, tool)))),
  { minLength: 1, maxLength: 12 },
);

test("an interval holds no value outside 0 and 1, and its ends are in order", () => {
  fc.assert(
    fc.property(articles, fc.integer({ min: 1, max: 60 }), (counts, resamples) => {
      const intervals = bootstrapIntervals(
        counts.map((count, k) => scored(String(k), count)),
        resamples,
      );
      for (const [low, high] of [intervals.recall, intervals.precision]) {
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(high);
      }
    }),
    { seed: 4 },
  );
});

test("a tool compared with itself differs by nothing, however the articles are drawn", () => {
  const same = [scored("a", [4, 2, 1]), scored("b", [5, 9, 4])];
  expect(compareEvaluations(same, same, 200)).toMatchObject({
    intervals: { recall: [0, 0], precision: [0, 0], f1: [0, 0] },
    better: 0,
    worse: 0,
    changes: [],
  });
});

test("a tool that is better in every article is better in every resample", () => {
  const before = [scored("a", [4, 4, 1]), scored("b", [8, 8, 2])];
  const after = [scored("a", [4, 4, 3]), scored("b", [8, 8, 6])];
  const { f1 } = differenceIntervals(before, after, 500);
  expect(f1).toEqual([0.5, 0.5]);
});

test("articles come by the size of their change, and those that did not change not at all", () => {
  const before = [scored("little", [4, 4, 2]), scored("same", [4, 4, 1]), scored("much", [4, 4, 4])];
  const after = [scored("little", [4, 4, 3]), scored("same", [4, 4, 1]), scored("much", [4, 4, 1])];
  const { changes, better, worse } = compareEvaluations(before, after, 0);
  expect(changes.map(({ id, f1 }) => [id, f1])).toEqual([
    ["much", -0.75],
    ["little", 0.25],
  ]);
  expect([better, worse]).toEqual([1, 1]);
});

test("of equally large changes the one of the lower id comes first", () => {
  const before = ["b", "a", "c"].map((id) => scored(id, [4, 4, 2]));
  const after = [scored("b", [4, 4, 3]), scored("a", [4, 4, 1]), scored("c", [4, 4, 3])];
  const { changes, better, worse } = compareEvaluations(before, after, 0);
  expect(changes.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  expect([better, worse]).toEqual([2, 1]);
});

test("scores of other articles are not compared", () => {
  expect(() => differenceIntervals([scored("a", [1, 1, 1])], [scored("b", [1, 1, 1])], 10)).toThrow(RangeError);
});
