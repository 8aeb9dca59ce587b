import { expect, test } from "vitest";
import { capChart, thresholdChart } from "../../src/evaluate/charts/charts.ts";
import { scoresOf } from "../../src/evaluate/scores.ts";
import type { Dedup, SweepRow } from "../../src/evaluate/sweep.ts";

/** As a sweep would give it. */
function row(parts: { dedup?: Dedup; cap?: number; threshold?: number; tool: number; matched: number }): SweepRow {
  const { dedup = "none", cap = 10, threshold = 0.65, tool, matched } = parts;
  const none = { all: 0, found: 0 };
  const counted = { ...{ reference: 10, tool, matched, figureExcluded: 0 }, major: none, minor: none, categories: new Map() };
  return { dedup, cap, threshold, scores: scoresOf([{ id: "a", source: undefined, predicted: true, ...counted }]) };
}
const words = (svg: string) => Array.from(svg.matchAll(/<text[^>]*>([^<]*)</g), ([, text]) => text ?? "");
const lines = (svg: string) => svg.match(/stroke-width="2"/g)?.length;

test("lines that lie on each other are drawn once, under both names, so that none seems to be missing", () => {
  const same = [...([1, 5] as const)].flatMap((cap) =>
    (["none", "exact"] as const).map((dedup) => row({ dedup, cap, tool: cap, matched: 1 })),
  );
  expect(words(capChart(same))).toContain("as predicted = repeats dropped");
  expect(lines(capChart(same))).toBe(1);
  const fewer = [...same, row({ dedup: "exact", cap: 9, tool: 8, matched: 2 }), row({ cap: 9, tool: 9, matched: 2 })];
  expect(words(capChart(fewer))).toEqual(expect.arrayContaining(["as predicted", "repeats dropped"]));
  expect(lines(capChart(fewer))).toBe(2);
});

test("no axis names a rate or a cosine that cannot be", () => {
  const extremes = [row({ cap: 1, tool: 1, matched: 0 }), row({ cap: 10, tool: 10, matched: 10 })];
  const numbers = words(capChart(extremes)).map(Number).filter(Number.isFinite);
  expect([Math.min(...numbers), numbers.filter((number) => number < 1.2 && number > 1)]).toEqual([0, []]);
  const borders = [-1, 1].map((threshold) => row({ threshold, tool: 1, matched: 1 }));
  const cosines = words(thresholdChart(borders)).map(Number).filter(Number.isFinite);
  expect([Math.min(...cosines), Math.max(...cosines)]).toEqual([-1, 1]);
});

test("a line of equal F1 reaches the frame, however steep it is there", () => {
  const svg = capChart([row({ cap: 1, tool: 1, matched: 1 }), row({ cap: 10, tool: 40, matched: 10 })]);
  const [, guide = ""] = /points="([^"]*)"[^>]*stroke-width="1"\/>\n<text[^>]*>F1 0.3</.exec(svg) ?? [];
  const [first = ""] = guide.split(" ");
  expect(Math.round(Number(first.split(",")[1])), "the top of the frame, in pixels").toBe(92);
});

test("no name of a line of equal F1 is struck through by the axis", () => {
  const svg = capChart([row({ cap: 1, tool: 1, matched: 1 }), row({ cap: 10, tool: 40, matched: 10 })]);
  const heights = Array.from(svg.matchAll(/<text x="[\d.]+" y="([\d.]+)"[^>]*>F1 0/g), ([, y]) => Number(y));
  expect(heights.length).toBeGreaterThan(1);
  expect(Math.max(...heights), "the axis is at 414").toBeLessThan(410);
});
