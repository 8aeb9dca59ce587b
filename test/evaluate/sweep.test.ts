import { expect, test } from "vitest";
import { sweep } from "../../src/evaluate/sweep.ts";

test("predictions that are left after a repetition keep their own cosines", () => {
  const article = {
    ...{ id: "a", source: undefined, predicted: true, figureExcluded: 0 },
    tool: ["once", "once", "last"].map((text) => ({ text })),
    reference: [{ text: "human", category: "other", severity: "major" }],
    cosines: [[0.1], [0.2], [0.9]],
  };
  const embeddings = { name: "none", dimensions: 0, of: () => undefined };
  const matched = (caps: readonly number[]) =>
    sweep([article], embeddings, { thresholds: [0.65], caps, dedups: ["exact"] }).map(({ scores }) => scores.matched);
  expect(matched([1, 2, Number.POSITIVE_INFINITY])).toEqual([0, 1, 1]);
});
