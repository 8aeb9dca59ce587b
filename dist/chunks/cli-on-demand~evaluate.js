import { i as Option, t as Command } from "./commander~bioreview.js";
import { c as OutputError, u as SettingsError } from "./shared~errors.js";
import { _ as textsToEmbed, d as thresholdChart, f as DEFAULT_RESAMPLES, h as publishedMatcher, i as articlesCsv, l as capChart, o as compareEvaluations, p as PUBLISHED_THRESHOLD, s as evaluate, t as sweep, u as categoryChart } from "./evaluate~scores.js";
import { i as readReferences, r as readPredictions } from "./evaluate~article-files.js";
import { n as plainText } from "./publish~sanitise.js";
import { r as withNamedEmbeddingFlags, t as embedTexts } from "./cli~embedded-texts.js";
import { a as wholeNumber, i as sweepGrid, n as cosineFlag, o as withFormatFlag, t as chartGrids, u as withSweepFlags } from "./cli~options.js";
import { a as comparedNotes, c as noteLines, d as withPredictFlags, i as evaluationJson, l as sweepBlocks, n as sameConcernRule, o as comparisonBlocks, r as comparisonJson, s as evaluationBlocks, t as sameConcern, u as predictManuscripts } from "./cli~evaluation.js";
import { n as blocksText, r as jsonText, t as blocksMarkdown } from "./cli~blocks.js";
import { r as withProgress } from "./cli~terminal~bioreview.js";
import { n as outputPath, r as writeResult, t as assertWritable } from "./cli~write-result.js";
import { join, resolve } from "node:path";
import { mkdir } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";

// src/cli/commands/evaluate.ts
/** `bioreview evaluate`: predictions and references in, the published scores out. */
const FORMATS = [
	"text",
	"json",
	"markdown"
];
function evaluateCommand(terminal, signal) {
	const command = new Command("evaluate").description("Scores predicted concerns against reference concerns as bioreview-bench v4.1.3 does: the figures of the model card.\nBeside them stands how many say the same concern by BioReview's own calibrated rule, for embedders that have a calibration (bioreview calibrate).").requiredOption("--references <file>", "lines of {\"id\", \"concerns\": [{\"concern_text\", \"category\", \"severity\", \"requires_figure_reading\"}]}").addOption(new Option("--predictions <file>", "lines of {\"article_id\", \"concerns\": [\"…\"]} or of objects with a \"text\"").conflicts("compare")).option("--compare <files...>", "two files of predictions: before and after").option("--manuscripts <folder>", "first review each manuscript in it, named by its article's id, and append the reviews to --predictions; what stands there is not done again");
	const formatted = withFormatFlag(command, FORMATS, "how the result is written; json: the published evaluator's field names");
	return withPredictFlags(withSweepFlags(withNamedEmbeddingFlags(formatted))).option("--threshold <cosine>", "from which two concerns count as the same", cosineFlag, PUBLISHED_THRESHOLD).option("--bootstrap <number>", "resamples for the 95 % intervals; 0 for none", wholeNumber(0), DEFAULT_RESAMPLES).option("--output <file>", "write the result into this file instead of on standard output").option("--per-article <file>", "write the scores of each article into this file, as CSV").option("--charts <folder>", "draw thresholds, caps and categories as SVG into this folder").addHelpText("after", EXAMPLES).action((flags) => runEvaluate(flags, terminal, signal));
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
async function runEvaluate(flags, terminal, signal) {
	const [output, perArticle, charts] = [
		flags.output,
		flags.perArticle,
		flags.charts
	].map((file) => outputPath(file, terminal));
	await assertWritable(output, perArticle);
	const report = await evaluated(flags, terminal, signal);
	if (charts !== void 0) await writeCharts(charts, report, terminal);
	if (perArticle !== void 0) await writeResult(perArticle, articlesCsv(report.evaluation.perArticle), terminal);
	await writeResult(output, rendered(report, flags, terminal), terminal);
}
async function evaluated(flags, terminal, signal) {
	const { threshold, bootstrap: resamples } = flags;
	const [file, fileAfter] = filesOf(flags);
	return withProgress(terminal, signal, async (run) => {
		const { progress } = run;
		const read = (name) => {
			progress.show(`reading ${name}`);
			return readPredictions(resolve(terminal.directory, name), name, signal);
		};
		const predict = (store, folder) => {
			const places = {
				folder: resolve(terminal.directory, folder),
				shown: folder,
				store: resolve(terminal.directory, store)
			};
			return predictManuscripts(places, flags, run);
		};
		const references = await readReferences(resolve(terminal.directory, flags.references), flags.references, signal);
		if (flags.manuscripts !== void 0) await predict(file, flags.manuscripts);
		const first = await read(file);
		const second = fileAfter === void 0 ? void 0 : await read(fileAfter);
		const alike = flags.sweepDedups?.some((dedup) => typeof dedup === "number") === true;
		const texts = new Set([first, second ?? []].flatMap((predictions) => [...textsToEmbed(predictions, references, alike)]));
		const embeddings = await embedTexts(texts, flags, run);
		progress.show("comparing");
		const rule = await sameConcernRule(embeddings, flags, terminal.env);
		const score = (predictions) => evaluate(predictions, references, embeddings, {
			matcher: publishedMatcher(threshold),
			resamples
		});
		const before = score(first);
		const evaluation = second === void 0 ? before : score(second);
		const sweeping = async (done, all) => {
			progress.show(`sweeping: ${done} of ${all} settings`);
			await setImmediate();
			signal.throwIfAborted();
		};
		const grid = sweepGrid(flags, threshold);
		return {
			evaluation,
			comparison: fileAfter === void 0 ? void 0 : {
				of: compareEvaluations(before.perArticle, evaluation.perArticle, resamples),
				sides: [{
					name: file,
					evaluation: before
				}, {
					name: fileAfter,
					evaluation
				}]
			},
			same: await sameConcern(rule, {
				evaluation,
				before: second && before,
				resamples
			}, progress.show, run.signal),
			sweepRows: grid === void 0 ? [] : await sweep(evaluation.articles, embeddings, grid, sweeping),
			charts: flags.charts === void 0 ? [] : await chartsOf(evaluation, embeddings, flags, sweeping),
			shown: {
				embedder: flags.embedder ?? embeddings.name,
				threshold,
				resamples
			}
		};
	});
}
/** @returns one file to score, or two to compare */
function filesOf({ predictions, manuscripts, compare: files = [] }) {
	const [before, after, ...others] = files;
	if (predictions !== void 0) return [predictions];
	if (before !== void 0 && after !== void 0 && others.length === 0) return [before, after];
	const named = files.length > 0;
	throw new SettingsError({
		code: named ? "files-not-two" : "predictions-missing",
		at: named ? "--compare" : "--predictions",
		fault: named ? `${files.length} files are named` : "no predictions are named",
		remedy: named ? "Name two files: before and after" : manuscripts === void 0 ? "Name a file with --predictions, or two with --compare" : "Name with --predictions the file that the reviews are kept in"
	});
}
async function chartsOf({ articles, scores }, embeddings, flags, onRow) {
	const grids = chartGrids(flags, flags.threshold);
	return [
		{
			name: "categories.svg",
			svg: categoryChart(scores)
		},
		{
			name: "thresholds.svg",
			svg: thresholdChart(await sweep(articles, embeddings, grids.thresholds, onRow))
		},
		{
			name: "caps.svg",
			svg: capChart(await sweep(articles, embeddings, grids.caps, onRow))
		}
	];
}
async function writeCharts(folder, { charts }, terminal) {
	await mkdir(folder, { recursive: true }).catch((error) => {
		throw new OutputError({
			code: "output-not-written",
			at: folder,
			fault: "the folder for the charts cannot be made",
			remedy: "Name another with --charts",
			cause: error
		});
	});
	for (const { name, svg } of charts) await writeResult(join(folder, name), svg, terminal);
}
function rendered({ evaluation, comparison, same, sweepRows, shown }, { format }, terminal) {
	if (format === "json") {
		const notes = comparison === void 0 ? noteLines(evaluation) : comparedNotes(comparison.sides);
		for (const line of notes) terminal.err(`bioreview: ${plainText(line)}\n`);
		const data = comparison === void 0 ? evaluationJson(evaluation, same, sweepRows, shown) : comparisonJson(comparison.of, same, shown);
		return jsonText(data);
	}
	const blocks = [...comparison === void 0 ? evaluationBlocks(evaluation, same, shown) : comparisonBlocks(comparison.of, same, comparison.sides, shown), ...sweepRows.length === 0 ? [] : sweepBlocks(sweepRows)];
	return format === "markdown" ? blocksMarkdown(blocks) : blocksText(blocks);
}

export { evaluateCommand as t };