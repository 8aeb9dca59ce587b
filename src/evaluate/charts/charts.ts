/** The three charts of an evaluation. */
import type { Scores } from "../scores.ts";
import type { SweepRow } from "../sweep.ts";
import { type Axis, barChart, COLOURS, lineChart, SERIES_COLOURS, type Series } from "./plots.ts";

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
    -1,
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
    0,
  );
  const y = spanOf(
    rows.map(({ scores }) => scores.precision),
    "Precision; each point is a cap on the concerns of an article",
    0,
  );
  const levels = [...new Set(rows.map(({ dedup }) => dedup))];
  return lineChart({
    title: "Precision and recall by number of concerns",
    x,
    y,
    guides: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
      .map((f1) => equalF1(f1, x, y))
      .filter(({ points }) => points.length > 2), // one that only touches a corner has its point from both axes
    series: withoutHidden(
      levels.map((dedup, k) => ({
        name: dedup === "none" ? "as predicted" : dedup === "exact" ? "repeats dropped" : `alike from ${dedup} dropped`,
        colour: SERIES_COLOURS[k % SERIES_COLOURS.length] ?? COLOURS.ink,
        points: capPoints(rows.filter((row) => row.dedup === dedup)),
      })),
    ),
  });
}

/** Lines that lie on each other become one, with the names of both. Caps are written at the last line only: they are much the same at the others. */
function withoutHidden(series: readonly Series[]): readonly Series[] {
  const seen = new Map<string, Series>();
  for (const one of series) {
    const place = JSON.stringify(one.points.map(({ x, y }) => [x, y]));
    const other = seen.get(place);
    seen.set(place, other === undefined ? one : { ...other, name: `${other.name} = ${one.name}` });
  }
  const drawn = [...seen.values()];
  return drawn.map((one, k) => ({
    ...one,
    points: one.points.map(({ x, y, label }) => ({ x, y, ...(k === drawn.length - 1 && label !== undefined && { label }) })),
  }));
}

/** By cap. Caps that change nothing any more share a point, and its label says so. */
function capPoints(rows: readonly SweepRow[]): Series["points"] {
  const sorted = rows.toSorted((a, b) => a.cap - b.cap);
  const written = (cap: number) => (cap === Number.POSITIVE_INFINITY ? "all" : String(cap));
  return sorted.flatMap(({ cap, scores: { recall: x, precision: y, tool } }, k) => {
    if (sorted[k - 1]?.scores.tool === tool) return [];
    const last = sorted.findLast(({ scores }) => scores.tool === tool)?.cap ?? cap;
    const label = last === cap ? written(cap) : `${written(cap)} to ${written(last)}`;
    return [{ x, y, label }];
  });
}

/** All pairs of precision and recall with the same F1, as far as they are inside the frame. */
function equalF1(f1: number, x: Axis, y: Axis): Series {
  const along = ({ from, to }: Axis) => Array.from({ length: 201 }, (_, k) => from + ((to - from) * k) / 200);
  const other = (rate: number) => (f1 * rate) / (2 * rate - f1);
  // From both axes, for the line is steep at one end and flat at the other.
  const points = [
    ...along(x).map((recall) => ({ x: recall, y: other(recall) })),
    ...along(y).map((precision) => ({ x: other(precision), y: precision })),
  ]
    .filter((point) => 2 * point.x > f1 && 2 * point.y > f1)
    .filter((point) => point.x >= x.from && point.x <= x.to && point.y >= y.from && point.y <= y.to)
    .sort((a, b) => a.x - b.x || b.y - a.y);
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

/** An axis around some values, with round ends, and at most about eight ticks.
 *  @param lowest that such a value can be; the highest is 1 */
function spanOf(values: readonly number[], title: string, lowest: number): Axis {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = most - least > 0.4 ? 0.1 : 0.05;
  const first = Math.max(Math.round(lowest / step), Math.floor(least / step - 0.2));
  const last = Math.min(Math.round(1 / step), Math.ceil(most / step + 0.2));
  const ticks = Array.from({ length: last - first + 1 }, (_, k) => (first + k) * step);
  return { title, from: first * step, to: last * step, ticks };
}
