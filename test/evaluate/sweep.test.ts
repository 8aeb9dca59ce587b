import { expect, test } from "vitest";
import { sweep } from "../../src/evaluate/sweep.ts";

const article = {
  ...{ id: "a", source: undefined, predicted: true, figureExcluded: 0 },
  tool: ["once", "once", "last"].map((text) => ({ text })),
  reference: [{ text: "human", category: "other", severity: "major" }],
  cosines: [[0.1], [0.2], [0.9]],
};
const embeddings = { name: "none", dimensions: 0, of: () => undefined };
const capped = (caps: readonly number[]) => ({ thresholds: [0.65], caps, dedups: ["exact"] as const });

test("predictions that are left after a repetition keep their own cosines", async () => {
  const rows = await sweep([article], embeddings, capped([1, 2, Number.POSITIVE_INFINITY]));
  expect(rows.map(({ scores }) => scores.matched)).toEqual([0, 1, 1]);
});

test("a sweep ends where the one who is told of each row throws", async () => {
  const stopped = new Error("stopped");
  const rows: string[] = [];
  const onRow = async (done: number, all: number) => {
    rows.push(`${done} of ${all}`);
    if (done === 2) throw stopped;
  };
  await expect(sweep([article], embeddings, capped([1, 2, 3, 4]), onRow)).rejects.toBe(stopped);
  expect(rows).toEqual(["1 of 4", "2 of 4"]);
});
