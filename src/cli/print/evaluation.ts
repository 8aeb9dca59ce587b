/** An evaluation for people. It only writes down what was counted. */

import {
  type Evaluation,
  type EvaluationComparison,
  type Interval,
  type ScoredArticles,
  type Scores,
  type SweepRow,
  share,
} from "../../evaluate/index.ts";
import { counted, fromSnakeCase, percent, thousands } from "../../text.ts";
import type { SameConcern } from "../same-concern.ts";
import type { Block } from "./blocks.ts";

export interface Shown {
  readonly embedder: string;
  readonly threshold: number;
  readonly resamples: number;
}

/** Said under every table of scores, because the figures invite the wrong conclusion. */
const CAUTION =
  "The metric counts pairs of alike embeddings, not concerns that say the same: with the published embedder nearly any two concerns reach the threshold. Use it to compare runs, and read docs/evaluation.md before quoting it.";

export function evaluationBlocks(evaluation: Evaluation, same: SameConcern, shown: Shown): Block[] {
  const { scores, sources } = evaluation;
  return [
    { kind: "heading", text: "Scores" },
    { kind: "line", text: countsLine(scores, shown) },
    overallTable(evaluation),
    ...(evaluation.intervals === undefined
      ? []
      : [line(`Intervals: 95 % of ${thousands(shown.resamples)} resamples of whole articles.`)]),
    ...noteLines(evaluation).map(line),
    line(CAUTION),
    ...sameConcernBlocks(same),
    { kind: "heading", text: "By category of the reference" },
    ratesTable("Category", scores.categories),
    ...(sources.size < 2 ? [] : [{ kind: "heading", text: "By source" } as const, ratesTable("Source", sources)]),
  ];
}

function line(text: string): Block {
  return { kind: "line", text };
}

function countsLine({ articles, reference, figureExcluded, tool, matched }: Scores, { embedder, threshold }: Shown): string {
  const figures = figureExcluded === 0 ? "" : ` (${thousands(figureExcluded)} more need a look at a figure and are left out)`;
  return (
    `${counted(articles, "article")}, ${counted(reference, "reference concern")}${figures}, ${thousands(tool)} predicted, ` +
    `${counted(matched, "pair")} at cosine ${threshold} or above; embeddings: ${embedder}.`
  );
}

function overallTable({ scores, intervals }: ScoredArticles): Block {
  const { major, minor, f1Macro } = scores;
  return ratesOfTable([
    ...mainRows({ scores, intervals }),
    rateRow("F1, mean of categories", f1Macro),
    rateRow("Recall of majors", share(major.found, major.all), undefined, `${major.found} of ${major.all}`),
    rateRow("Recall of minors", share(minor.found, minor.all), undefined, `${minor.found} of ${minor.all}`),
  ]);
}

function ratesOfTable(rows: readonly (readonly string[])[]): Block {
  return { kind: "table", head: ["", "value", "95 % interval", "of"], words: 1, rows };
}

function mainRows({ scores, intervals }: Pick<ScoredArticles, "scores" | "intervals">): string[][] {
  return [
    rateRow("F1", scores.f1),
    rateRow("Recall", scores.recall, intervals?.recall, `${scores.matched} of ${scores.reference}`),
    rateRow("Precision", scores.precision, intervals?.precision, `${scores.matched} of ${scores.tool}`),
  ];
}

function rateRow(name: string, value: number, interval?: Interval, of = ""): string[] {
  return [name, rate(value), ends(interval), of];
}

/** What the calibrated scores were measured on, and what they cannot see. */
function calibratedOn({ recall, precision }: { readonly recall: number; readonly precision: number }): string {
  return (
    `On pairs of reviews by language models the rule finds ${percent(recall)} of the same concerns, and ${percent(precision)} of what it finds is right; ` +
    "nobody measured it on reviews by people. It follows words: a point made in quite other words is missed. docs/evaluation.md tells more."
  );
}

/** Apart from the published metric, under a heading of its own; where it is missing, its place says why. */
function sameConcernBlocks(same: SameConcern): Block[] {
  const heading: Block = { kind: "heading", text: "Same concern (calibrated; not the published metric)" };
  if (same.kind === "not scored") return [heading, line(`Not scored: ${same.because}`)];
  const { calibration, scored, comparison, withoutCategory } = same;
  const { matched } = scored.scores;
  return [
    heading,
    line(
      `${counted(matched, "prediction")} and as many references say the same concern, with a probability above ${calibration.threshold} by the calibration of ${calibration.embedder}.`,
    ),
    comparison === undefined ? ratesOfTable(mainRows(scored)) : comparedTable(comparison),
    ...(withoutCategory === 0
      ? []
      : [
          line(
            `${counted(withoutCategory, "prediction")} without a category, which is one of the signals: fewer of them are recognised.`,
          ),
        ]),
    line(calibratedOn(calibration.figures.heldOut)),
  ];
}

/** What was not as it should be, and what was done with it. */
export function noteLines({ scores, withoutReference, skipped }: Evaluation): string[] {
  const some = withoutReference.slice(0, 5).join(", ");
  return [
    ...(scores.notPredicted === 0
      ? []
      : [`${counted(scores.notPredicted, "article")} without a prediction: counted as reviews that found nothing.`]),
    ...(withoutReference.length === 0
      ? []
      : [
          `${counted(withoutReference.length, "predicted article")} without a reference: not scored (${some}${withoutReference.length > 5 ? ", …" : ""}).`,
        ]),
    ...(skipped === 0
      ? []
      : [
          `${counted(skipped, "element")} of the predictions: blank, or no concern; passed over, as the published evaluator does.`,
        ]),
  ];
}

/** One of two files that are compared. */
export interface Side {
  readonly name: string;
  readonly evaluation: Evaluation;
}

export function comparedNotes(sides: readonly Side[]): string[] {
  return sides.flatMap(({ name, evaluation }) => noteLines(evaluation).map((note) => `${name}: ${note}`));
}

type Rated = Pick<Scores, "recall" | "precision" | "f1" | "reference" | "tool" | "matched">;

function ratesTable(name: string, groups: ReadonlyMap<string, Rated>): Block {
  return {
    kind: "table",
    head: [name, "F1", "recall", "precision", "references", "predicted", "matched"],
    words: 1,
    rows: Array.from(groups, ([group, rated]) => [
      fromSnakeCase(group),
      ...[rated.f1, rated.recall, rated.precision].map(rate),
      ...[rated.reference, rated.tool, rated.matched].map(thousands),
    ]),
  };
}

export function sweepBlocks(rows: readonly SweepRow[]): Block[] {
  return [
    { kind: "heading", text: "Sweep" },
    {
      kind: "table",
      head: ["repetitions dropped", "cap", "threshold", "F1", "recall", "precision", "predicted", "matched"],
      words: 1,
      rows: rows.map(({ dedup, cap, threshold, scores }) => [
        typeof dedup === "number" ? `alike from ${dedup}` : dedup,
        cap === Number.POSITIVE_INFINITY ? "all" : String(cap),
        String(threshold),
        ...[scores.f1, scores.recall, scores.precision].map(rate),
        ...[scores.tool, scores.matched].map(thousands),
      ]),
    },
  ];
}

/** Articles that are shown of all that changed; the JSON has the others. */
const CHANGES_SHOWN = 15;

export function comparisonBlocks(
  comparison: EvaluationComparison,
  same: SameConcern,
  sides: readonly [before: Side, after: Side],
  shown: Shown,
): Block[] {
  const { after, better, worse, changes } = comparison;
  return [
    { kind: "heading", text: "Comparison" },
    line(`Before: ${sides[0].name}. After: ${sides[1].name}. ${countsLine(after, shown)}`),
    comparedTable(comparison),
    line(
      `${counted(better, "article")} better, ${worse} worse. The interval resamples whole articles, the same ones for both; where it holds 0, the difference may be luck. It is no test of significance.`,
    ),
    ...comparedNotes(sides).map(line),
    line(CAUTION),
    ...sameConcernBlocks(same),
    ...(changes.length === 0 ? [] : changesTable(changes)),
  ];
}

function comparedTable({ before, after, difference, intervals }: EvaluationComparison): Block {
  const row = (name: string, of: "f1" | "recall" | "precision") => [
    name,
    rate(before[of]),
    rate(after[of]),
    signed(difference[of]),
    ends(intervals?.[of], signed),
  ];
  return {
    kind: "table",
    head: ["", "before", "after", "difference", "95 % interval"],
    words: 1,
    rows: [row("F1", "f1"), row("Recall", "recall"), row("Precision", "precision")],
  };
}

function changesTable(changes: EvaluationComparison["changes"]): Block[] {
  const matches = (side: EvaluationComparison["changes"][number]["before"]) =>
    `${rate(side.f1)} (${side.matched} of ${side.tool})`;
  return [
    { kind: "heading", text: `What changed most (${Math.min(CHANGES_SHOWN, changes.length)} of ${changes.length} articles)` },
    {
      kind: "table",
      head: ["article", "F1 before (pairs of predicted)", "F1 after", "difference"],
      words: 1,
      rows: changes.slice(0, CHANGES_SHOWN).map(({ id, before, after, f1 }) => [id, matches(before), matches(after), signed(f1)]),
    },
  ];
}

function rate(value: number): string {
  return value.toFixed(3);
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;
}

function ends(interval: Interval | undefined, written = rate): string {
  return interval === undefined ? "" : `${written(interval[0])} to ${written(interval[1])}`;
}
