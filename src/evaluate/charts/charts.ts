/** The three pictures of an evaluation. */
import type { Scores } from "../scores.ts";
import type { SweepRow } from "../sweep.ts";
import { barChart } from "./bar-chart.ts";
import { type Axis, lineChart, type Series } from "./line-chart.ts";
import { COLOURS, SERIES_COLOURS } from "./svg.ts";

const RATES = [
  { name: "Precision", rate: "precision", colour: COLOURS.precision },
  { name: "Recall", rate: "recall", colour: COLOURS.recall },
  { name: "F1", rate: "f1", colour: COLOURS.f1 },
] as const;
const TENTHS = Array.from({ length: 6 }, (_, k) => k / 5);
const ZERO_TO_ONE = { from: 0, to: 1, ticks: TENTHS } as const;

/** What the threshold on the cosine does. @param rows of one cap and one level of de-duplication */
export function thresholdChart(rows: readonly SweepRow[]): string {
  const sorted = rows.toSorted((a, b) => a.threshold - b.threshold);
  const x: Axis = spanOf(
    sorted.map(({ threshold }) => threshold),
    "Cosine from which two concerns count as the same",
  );
  return lineChart({
    title: "Scores by matching threshold",
    x,
    y: { title: "", ...ZERO_TO_ONE },
    series: RATES.map(({ name, rate, colour }) => ({
      name,
      colour,
      points: sorted.map(({ threshold, scores }) => ({ x: threshold, y: scores[rate] })),
    })),
  });
}

/** What a cap on the number of concerns buys and costs. @param rows of one threshold; a line for each level of de-duplication */
export function capChart(rows: readonly SweepRow[]): string {
  const x = spanOf(
    rows.map(({ scores }) => scores.recall),
    "Recall",
  );
  const y = spanOf(
    rows.map(({ scores }) => scores.precision),
    "Precision; each point is a cap on the concerns of an article",
  );
  const levels = [...new Set(rows.map(({ dedup }) => dedup))];
  return lineChart({
    title: "Precision and recall by number of concerns",
    x,
    y,
    guides: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
      .map((f1) => equalF1(f1, x, y))
      .filter(({ points }) => points.length > 1),
    series: levels.map((dedup, k) => ({
      name: dedup === "none" ? "as predicted" : dedup === "exact" ? "repeats dropped" : `alike from ${dedup} dropped`,
      colour: SERIES_COLOURS[k % SERIES_COLOURS.length] ?? COLOURS.ink,
      points: capPoints(
        rows.filter((row) => row.dedup === dedup),
        k === levels.length - 1,
      ),
    })),
  });
}

/** By cap. Caps that change nothing any more share a point, and its label says so. */
function capPoints(rows: readonly SweepRow[], labelled: boolean): Series["points"] {
  const sorted = rows.toSorted((a, b) => a.cap - b.cap);
  const written = (cap: number) => (cap === Number.POSITIVE_INFINITY ? "all" : String(cap));
  return sorted.flatMap(({ cap, scores: { recall: x, precision: y, tool } }, k) => {
    if (sorted[k - 1]?.scores.tool === tool) return [];
    const last = sorted.findLast(({ scores }) => scores.tool === tool)?.cap ?? cap;
    const label = last === cap ? written(cap) : `${written(cap)} to ${written(last)}`;
    return [{ x, y, ...(labelled && { label }) }];
  });
}

/** All pairs of precision and recall with the same F1, as far as they are inside the frame. */
function equalF1(f1: number, x: Axis, y: Axis): Series {
  const points = Array.from({ length: 201 }, (_, k) => x.from + ((x.to - x.from) * k) / 200)
    .map((recall) => ({ x: recall, y: (f1 * recall) / (2 * recall - f1) }))
    .filter((point) => 2 * point.x > f1 && point.y >= y.from && point.y <= y.to);
  return { name: `F1 ${f1}`, colour: COLOURS.grid, points };
}

export function categoryChart({ categories }: Pick<Scores, "categories">): string {
  return barChart({
    title: "Scores by category of the reference",
    kinds: RATES.map(({ name, colour }) => ({ name, colour })),
    groups: [...categories]
      .toSorted(([, a], [, b]) => b.reference - a.reference)
      .map(([category, count]) => ({
        name: category.replaceAll("_", " "),
        note: `${count.reference} references`,
        values: RATES.map(({ rate }) => count[rate]),
      })),
  });
}

/** An axis around some values, with round ends, and at most about eight ticks. */
function spanOf(values: readonly number[], title: string): Axis {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = most - least > 0.4 ? 0.1 : 0.05;
  const [first, last] = [Math.floor(least / step - 0.2), Math.ceil(most / step + 0.2)];
  const ticks = Array.from({ length: last - first + 1 }, (_, k) => (first + k) * step);
  return { title, from: first * step, to: last * step, ticks };
}
