/** `bioreview evaluate`: predictions and references in, the published scores out. */

import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { Command, Option } from "commander";
import type { Embeddings } from "../../embeddings/index.ts";
import { OutputError, SettingsError } from "../../errors.ts";
import {
  articlesCsv,
  capChart,
  categoryChart,
  compareEvaluations,
  DEFAULT_RESAMPLES,
  type Evaluation,
  type EvaluationComparison,
  evaluate,
  type Prediction,
  PUBLISHED_THRESHOLD,
  publishedMatcher,
  readPredictions,
  readReferences,
  type SweepRow,
  sweep,
  textsToEmbed,
  thresholdChart,
} from "../../evaluate/index.ts";
import { plainText } from "../../publish/index.ts";
import { type EmbeddingFlags, embedTexts, withNamedEmbeddingFlags } from "../embedded-texts.ts";
import { chartGrids, cosineFlag, type SweepFlags, sweepGrid, wholeNumber, withFormatFlag, withSweepFlags } from "../options.ts";
import { type PredictFlags, predictManuscripts, withPredictFlags } from "../predict-manuscripts.ts";
import { type Block, blocksMarkdown, blocksText, jsonText } from "../print/blocks.ts";
import {
  comparedNotes,
  comparisonBlocks,
  evaluationBlocks,
  noteLines,
  type Shown,
  type Side,
  sweepBlocks,
} from "../print/evaluation.ts";
import { comparisonJson, evaluationJson } from "../print/evaluation-json.ts";
import { type SameConcern, sameConcern, sameConcernRule } from "../same-concern.ts";
import { type Terminal, withProgress } from "../terminal.ts";
import { assertWritable, outputPath, writeResult } from "../write-result.ts";

const FORMATS = ["text", "json", "markdown"] as const;

interface EvaluateFlags extends EmbeddingFlags, SweepFlags, PredictFlags {
  readonly manuscripts?: string;
  readonly predictions?: string;
  readonly compare?: readonly string[];
  readonly references: string;
  readonly threshold: number;
  readonly bootstrap: number;
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
  readonly perArticle?: string;
  readonly charts?: string;
}

export function evaluateCommand(terminal: Terminal, signal: AbortSignal): Command {
  const command = new Command("evaluate")
    .description(
      "Scores predicted concerns against reference concerns as bioreview-bench v4.1.3 does: the figures of the model card.\n" +
        "Beside them stands how many say the same concern by BioReview's own calibrated rule, for embedders that have a calibration (bioreview calibrate).",
    )
    .requiredOption(
      "--references <file>",
      'lines of {"id", "concerns": [{"concern_text", "category", "severity", "requires_figure_reading"}]}',
    )
    .addOption(
      new Option("--predictions <file>", 'lines of {"article_id", "concerns": ["…"]} or of objects with a "text"').conflicts(
        "compare",
      ),
    )
    .option("--compare <files...>", "two files of predictions: before and after")
    .option(
      "--manuscripts <folder>",
      "first review each manuscript in it, named by its article's id, and append the reviews to --predictions; what stands there is not done again",
    );
  const formatted = withFormatFlag(command, FORMATS, "how the result is written; json: the published evaluator's field names");
  return withPredictFlags(withSweepFlags(withNamedEmbeddingFlags(formatted)))
    .option("--threshold <cosine>", "from which two concerns count as the same", cosineFlag, PUBLISHED_THRESHOLD)
    .option("--bootstrap <number>", "resamples for the 95 % intervals; 0 for none", wholeNumber(0), DEFAULT_RESAMPLES)
    .option("--output <file>", "write the result into this file instead of on standard output")
    .option("--per-article <file>", "write the scores of each article into this file, as CSV")
    .option("--charts <folder>", "draw thresholds, caps and categories as SVG into this folder")
    .addHelpText("after", EXAMPLES)
    .action((flags: EvaluateFlags) => runEvaluate(flags, terminal, signal));
}

const EXAMPLES = `
Examples:
  bioreview evaluate --predictions p.jsonl --references r.jsonl --embedder specter2-base
  bioreview evaluate --predictions p.jsonl --references r.jsonl --embeddings rows.jsonl --json
  bioreview evaluate --predictions p.jsonl --references r.jsonl --embeddings rows.jsonl --embedder minilm
  bioreview evaluate --predictions p.jsonl --references r.jsonl --embeddings rows.jsonl --sweep-caps 5,10,20,all --sweep-dedups none,exact,0.95
  bioreview evaluate --compare before.jsonl after.jsonl --references r.jsonl --embeddings rows.jsonl
  bioreview evaluate --manuscripts papers/ --predictions p.jsonl --references r.jsonl --embedder specter2-base
  bioreview evaluate --predictions p.jsonl --references r.jsonl --embeddings rows.jsonl --charts charts/ --per-article articles.csv`;

async function runEvaluate(flags: EvaluateFlags, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const [output, perArticle, charts] = [flags.output, flags.perArticle, flags.charts].map((file) => outputPath(file, terminal));
  await assertWritable(output, perArticle);
  const report = await evaluated(flags, terminal, signal);
  if (charts !== undefined) await writeCharts(charts, report, terminal);
  if (perArticle !== undefined) await writeResult(perArticle, articlesCsv(report.evaluation.perArticle), terminal);
  await writeResult(output, rendered(report, flags, terminal), terminal);
}

/** All that was counted, before anything is written. */
interface Report {
  /** Of the only file, or of the one after. */
  readonly evaluation: Evaluation;
  readonly comparison: { readonly of: EvaluationComparison; readonly sides: readonly [before: Side, after: Side] } | undefined;
  readonly same: SameConcern;
  readonly sweepRows: readonly SweepRow[];
  readonly charts: readonly { readonly name: string; readonly svg: string }[];
  readonly shown: Shown;
}

async function evaluated(flags: EvaluateFlags, terminal: Terminal, signal: AbortSignal): Promise<Report> {
  const { threshold, bootstrap: resamples } = flags;
  const [file, fileAfter] = filesOf(flags);
  return withProgress(terminal, signal, async (run) => {
    const { progress } = run;
    const read = (name: string) => {
      progress.show(`reading ${name}`);
      return readPredictions(resolve(terminal.directory, name), name, signal);
    };
    const predict = (store: string, folder: string) => {
      const places = { folder: resolve(terminal.directory, folder), shown: folder, store: resolve(terminal.directory, store) };
      return predictManuscripts(places, flags, run);
    };
    const references = await readReferences(resolve(terminal.directory, flags.references), flags.references, signal);
    if (flags.manuscripts !== undefined) await predict(file, flags.manuscripts);
    const first = await read(file);
    const second = fileAfter === undefined ? undefined : await read(fileAfter);
    const alike = flags.sweepDedups?.some((dedup) => typeof dedup === "number") === true;
    const texts = new Set([first, second ?? []].flatMap((predictions) => [...textsToEmbed(predictions, references, alike)]));
    const embeddings = await embedTexts(texts, flags, run);
    progress.show("comparing");
    const rule = await sameConcernRule(embeddings, flags, terminal.env);
    const score = (predictions: readonly Prediction[]) =>
      evaluate(predictions, references, embeddings, { matcher: publishedMatcher(threshold), resamples });
    const before = score(first);
    const evaluation = second === undefined ? before : score(second);
    const sweeping = async (done: number, all: number) => {
      progress.show(`sweeping: ${done} of ${all} settings`);
      await setImmediate(); // so that a signal is heard
      signal.throwIfAborted();
    };
    const grid = sweepGrid(flags, threshold);
    return {
      evaluation,
      comparison:
        fileAfter === undefined
          ? undefined
          : {
              of: compareEvaluations(before.perArticle, evaluation.perArticle, resamples),
              sides: [
                { name: file, evaluation: before },
                { name: fileAfter, evaluation },
              ],
            },
      same: await sameConcern(rule, { evaluation, before: second && before, resamples }, progress.show, run.signal),
      sweepRows: grid === undefined ? [] : await sweep(evaluation.articles, embeddings, grid, sweeping),
      charts: flags.charts === undefined ? [] : await chartsOf(evaluation, embeddings, flags, sweeping),
      shown: { embedder: flags.embedder ?? embeddings.name, threshold, resamples },
    };
  });
}

/** @returns one file to score, or two to compare */
function filesOf({ predictions, manuscripts, compare: files = [] }: EvaluateFlags): readonly [file: string, after?: string] {
  const [before, after, ...others] = files;
  if (predictions !== undefined) return [predictions];
  if (before !== undefined && after !== undefined && others.length === 0) return [before, after];
  const named = files.length > 0;
  throw new SettingsError({
    code: named ? "files-not-two" : "predictions-missing",
    at: named ? "--compare" : "--predictions",
    fault: named ? `${files.length} files are named` : "no predictions are named",
    remedy: named
      ? "Name two files: before and after"
      : manuscripts === undefined
        ? "Name a file with --predictions, or two with --compare"
        : "Name with --predictions the file that the reviews are kept in",
  });
}

async function chartsOf(
  { articles, scores }: Evaluation,
  embeddings: Embeddings,
  flags: EvaluateFlags,
  onRow: (done: number, all: number) => Promise<void>,
): Promise<Report["charts"]> {
  const grids = chartGrids(flags, flags.threshold);
  return [
    { name: "categories.svg", svg: categoryChart(scores) },
    { name: "thresholds.svg", svg: thresholdChart(await sweep(articles, embeddings, grids.thresholds, onRow)) },
    { name: "caps.svg", svg: capChart(await sweep(articles, embeddings, grids.caps, onRow)) },
  ];
}

async function writeCharts(folder: string, { charts }: Report, terminal: Terminal): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new OutputError({
      code: "output-not-written",
      at: folder,
      fault: "the folder for the charts cannot be made",
      remedy: "Name another with --charts",
      cause: error,
    });
  });
  for (const { name, svg } of charts) await writeResult(join(folder, name), svg, terminal);
}

function rendered(
  { evaluation, comparison, same, sweepRows, shown }: Report,
  { format }: EvaluateFlags,
  terminal: Terminal,
): string {
  if (format === "json") {
    // Where a program reads the result, the person who runs it must still see what was not as it should be.
    const notes = comparison === undefined ? noteLines(evaluation) : comparedNotes(comparison.sides);
    for (const line of notes) terminal.err(`bioreview: ${plainText(line)}\n`);
    const data =
      comparison === undefined ? evaluationJson(evaluation, same, sweepRows, shown) : comparisonJson(comparison.of, same, shown);
    return jsonText(data);
  }
  const blocks: Block[] = [
    ...(comparison === undefined
      ? evaluationBlocks(evaluation, same, shown)
      : comparisonBlocks(comparison.of, same, comparison.sides, shown)),
    ...(sweepRows.length === 0 ? [] : sweepBlocks(sweepRows)),
  ];
  return format === "markdown" ? blocksMarkdown(blocks) : blocksText(blocks);
}
