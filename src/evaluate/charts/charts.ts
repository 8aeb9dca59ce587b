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
  const levels = [...new Set(rows.map(({ dedup }) => dedup))];
  return lineChart({
    title: "Precision and recall by number of concerns",
    x: { title: "Recall", ...ZERO_TO_ONE },
    y: { title: "Precision; each point is a cap on the concerns of an article", ...ZERO_TO_ONE },
    guides: [0.3, 0.5, 0.7, 0.9].map(equalF1),
    series: levels.map((dedup, k) => ({
      name: dedup === "none" ? "as predicted" : dedup === "exact" ? "repeats dropped" : `alike from ${dedup} dropped`,
      colour: SERIES_COLOURS[k % SERIES_COLOURS.length] ?? COLOURS.ink,
      points: rows
        .filter((row) => row.dedup === dedup)
        .toSorted((a, b) => a.cap - b.cap)
        .map(({ cap, scores }) => ({
          x: scores.recall,
          y: scores.precision,
          ...(k === 0 && { label: cap === Number.POSITIVE_INFINITY ? "all" : String(cap) }),
        })),
    })),
  });
}

/** All pairs of precision and recall with the same F1. */
function equalF1(f1: number): Series {
  const least = f1 / (2 - f1); // the recall at which precision is 1
  const points = Array.from({ length: 41 }, (_, k) => least + ((1 - least) * k) / 40).map((x) => ({
    x,
    y: (f1 * x) / (2 * x - f1),
  }));
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

function spanOf(values: readonly number[], title: string): Axis {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const [from, to] = least === most ? [least - 0.05, most + 0.05] : [least, most];
  return { title, from, to, ticks: Array.from({ length: 6 }, (_, k) => from + ((to - from) * k) / 5) };
}
