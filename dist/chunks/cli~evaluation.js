import { a as InterruptedError, o as ManuscriptError, u as SettingsError } from "./shared~errors.js";
import { c as thousands, i as fromSnakeCase, n as counted, o as percent } from "./shared~text.js";
import { t as articleOf } from "./review~article.js";
import { r as EMBEDDING_MODELS } from "./profiles~profiles~action~action-post.js";
import { n as cautionOf } from "./review~result.js";
import { n as review } from "./review~review.js";
import { n as locateRunner } from "./inference~local-runner~action~action-post.js";
import { t as TIMEOUTS } from "./inference~endpoint~action.js";
import { n as loadCalibrations } from "./reviewer~calibrations.js";
import { r as openModelServers } from "./reviewer~model-servers~action.js";
import { n as openManuscript } from "./cli~open-manuscript.js";
import { r as profileOf, s as withProfileFlag } from "./cli~options.js";
import { a as publishedJson, c as scoreArticlesWithPauses, g as share, m as calibratedMatcher, n as listManuscripts, o as compareEvaluations, r as reviewManuscripts } from "./evaluate~scores.js";
import { basename, join } from "node:path";
import { performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";

// src/cli/predict-manuscripts.ts
/** `evaluate --manuscripts`: reviews each manuscript of a folder with one model server for all, before anything is scored. */
function withPredictFlags(command) {
	return withProfileFlag(command).option("--endpoint <url>", "review with this OpenAI-compatible server instead of one that is started").option("--model <name...>", "the model's name at the endpoint, where it serves several");
}
/** @param folder of the manuscripts   @param store the file of predictions that the reviews are appended to
*  @throws what reading, the servers and a review throw; reviews that were done stay in the file */
async function predictManuscripts({ folder, shown, store }, flags, { terminal, progress, signal }) {
	const manuscripts = await listManuscripts(folder, shown);
	const profile = profileOf(flags);
	const { profile: _, ...place } = flags;
	let servers;
	try {
		const read = async ({ id, path }) => {
			progress.show(`reading ${id}`);
			const { manuscript } = await openManuscript(path, {}, terminal.directory).catch((error) => {
				throw error instanceof ManuscriptError ? unreadable(join(shown, basename(path)), error) : error;
			});
			return articleOf(manuscript);
		};
		const open = async () => {
			const opened = await openModelServers(profile, {
				...place,
				embedder: true,
				compares: false,
				timeout: TIMEOUTS.silence
			}, {
				env: terminal.env,
				runnerPath: async () => locateRunner(terminal.program, terminal.env),
				log: {
					notice: (line) => terminal.err(`bioreview: ${line}\n`),
					progress: progress.show
				}
			}, signal);
			const caution = cautionOf(opened.models.map(({ identity }) => identity));
			if (caution !== void 0) terminal.err(`bioreview: ${caution}\n`);
			return opened;
		};
		const reviewed = async (article) => {
			servers ??= await open();
			const { models, embedder } = servers;
			const now = () => performance.now();
			return (await review({
				article,
				profile,
				models,
				embedder,
				now
			}, progress.onReview, signal)).concerns;
		};
		const say = ({ id }, at, all) => terminal.err(`bioreview: reviewing ${JSON.stringify(id)}, ${at} of ${all}\n`);
		await reviewManuscripts(manuscripts, store, {
			read,
			review: reviewed
		}, say, signal);
	} finally {
		await servers?.close();
	}
}
/** One of many: its place is named, and a remedy that `evaluate` has. */
function unreadable(path, error) {
	const { code, at, fault } = error;
	const remedy = `Let ${path} hold one manuscript that bioreview inspect shows, or take it away`;
	return new ManuscriptError({
		code,
		at: `${path}: ${at}`,
		fault,
		remedy,
		cause: error
	});
}

// src/cli/print/evaluation.ts
/** An evaluation for people. It only writes down what was counted. */
/** Said under every table of scores, because the figures invite the wrong conclusion. */
const CAUTION = "The metric counts pairs of alike embeddings, not concerns that say the same: with the published embedder nearly any two concerns reach the threshold. Use it to compare runs, and read docs/evaluation.md before quoting it.";
function evaluationBlocks(evaluation, same, shown) {
	const { scores, sources } = evaluation;
	return [
		{
			kind: "heading",
			text: "Scores"
		},
		{
			kind: "line",
			text: countsLine(scores, shown)
		},
		overallTable(evaluation),
		...evaluation.intervals === void 0 ? [] : [line(`Intervals: 95 % of ${thousands(shown.resamples)} resamples of whole articles.`)],
		...noteLines(evaluation).map(line),
		line(CAUTION),
		...sameConcernBlocks(same),
		{
			kind: "heading",
			text: "By category of the reference"
		},
		ratesTable("Category", scores.categories),
		...sources.size < 2 ? [] : [{
			kind: "heading",
			text: "By source"
		}, ratesTable("Source", sources)]
	];
}
function line(text) {
	return {
		kind: "line",
		text
	};
}
function countsLine({ articles, reference, figureExcluded, tool, matched }, { embedder, threshold }) {
	const figures = figureExcluded === 0 ? "" : ` (${thousands(figureExcluded)} more need a look at a figure and are left out)`;
	return `${counted(articles, "article")}, ${counted(reference, "reference concern")}${figures}, ${thousands(tool)} predicted, ${counted(matched, "pair")} at cosine ${threshold} or above; embeddings: ${embedder}.`;
}
function overallTable({ scores, intervals }) {
	const { major, minor, f1Macro } = scores;
	return ratesOfTable([
		...mainRows({
			scores,
			intervals
		}),
		rateRow("F1, mean of categories", f1Macro),
		rateRow("Recall of majors", share(major.found, major.all), void 0, `${major.found} of ${major.all}`),
		rateRow("Recall of minors", share(minor.found, minor.all), void 0, `${minor.found} of ${minor.all}`)
	]);
}
function ratesOfTable(rows) {
	return {
		kind: "table",
		head: [
			"",
			"value",
			"95 % interval",
			"of"
		],
		words: 1,
		rows
	};
}
function mainRows({ scores, intervals }) {
	return [
		rateRow("F1", scores.f1),
		rateRow("Recall", scores.recall, intervals?.recall, `${scores.matched} of ${scores.reference}`),
		rateRow("Precision", scores.precision, intervals?.precision, `${scores.matched} of ${scores.tool}`)
	];
}
function rateRow(name, value, interval, of = "") {
	return [
		name,
		rate(value),
		ends(interval),
		of
	];
}
/** What the calibrated scores were measured on, and what they cannot see. */
function calibratedOn({ recall, precision }) {
	return `On pairs of reviews by language models the rule finds ${percent(recall)} of the same concerns, and ${percent(precision)} of what it finds is right; nobody measured it on reviews by people. It follows words: a point made in quite other words is missed. docs/evaluation.md tells more.`;
}
/** Apart from the published metric, under a heading of its own; where it is missing, its place says why. */
function sameConcernBlocks(same) {
	const heading = {
		kind: "heading",
		text: "Same concern (calibrated; not the published metric)"
	};
	if (same.kind === "not scored") return [heading, line(`Not scored: ${same.because}`)];
	const { calibration, scored, comparison, withoutCategory } = same;
	const { matched } = scored.scores;
	return [
		heading,
		line(`${counted(matched, "prediction")} and as many references say the same concern, with a probability above ${calibration.threshold} by the calibration of ${calibration.embedder}.`),
		comparison === void 0 ? ratesOfTable(mainRows(scored)) : comparedTable(comparison),
		...withoutCategory === 0 ? [] : [line(`${counted(withoutCategory, "prediction")} without a category, which is one of the signals: fewer of them are recognised.`)],
		line(calibratedOn(calibration.figures.heldOut))
	];
}
/** What was not as it should be, and what was done with it. */
function noteLines({ scores, withoutReference, skipped }) {
	const some = withoutReference.slice(0, 5).join(", ");
	return [
		...scores.notPredicted === 0 ? [] : [`${counted(scores.notPredicted, "article")} without a prediction: counted as reviews that found nothing.`],
		...withoutReference.length === 0 ? [] : [`${counted(withoutReference.length, "predicted article")} without a reference: not scored (${some}${withoutReference.length > 5 ? ", …" : ""}).`],
		...skipped === 0 ? [] : [`${counted(skipped, "element")} of the predictions: blank, or no concern; passed over, as the published evaluator does.`]
	];
}
function comparedNotes(sides) {
	return sides.flatMap(({ name, evaluation }) => noteLines(evaluation).map((note) => `${name}: ${note}`));
}
function ratesTable(name, groups) {
	return {
		kind: "table",
		head: [
			name,
			"F1",
			"recall",
			"precision",
			"references",
			"predicted",
			"matched"
		],
		words: 1,
		rows: Array.from(groups, ([group, rated]) => [
			fromSnakeCase(group),
			...[
				rated.f1,
				rated.recall,
				rated.precision
			].map(rate),
			...[
				rated.reference,
				rated.tool,
				rated.matched
			].map(thousands)
		])
	};
}
function sweepBlocks(rows) {
	return [{
		kind: "heading",
		text: "Sweep"
	}, {
		kind: "table",
		head: [
			"repetitions dropped",
			"cap",
			"threshold",
			"F1",
			"recall",
			"precision",
			"predicted",
			"matched"
		],
		words: 1,
		rows: rows.map(({ dedup, cap, threshold, scores }) => [
			typeof dedup === "number" ? `alike from ${dedup}` : dedup,
			cap === Number.POSITIVE_INFINITY ? "all" : String(cap),
			String(threshold),
			...[
				scores.f1,
				scores.recall,
				scores.precision
			].map(rate),
			...[scores.tool, scores.matched].map(thousands)
		])
	}];
}
/** Articles that are shown of all that changed; the JSON has the others. */
const CHANGES_SHOWN = 15;
function comparisonBlocks(comparison, same, sides, shown) {
	const { after, better, worse, changes } = comparison;
	return [
		{
			kind: "heading",
			text: "Comparison"
		},
		line(`Before: ${sides[0].name}. After: ${sides[1].name}. ${countsLine(after, shown)}`),
		comparedTable(comparison),
		line(`${counted(better, "article")} better, ${worse} worse. The interval resamples whole articles, the same ones for both; where it holds 0, the difference may be luck. It is no test of significance.`),
		...comparedNotes(sides).map(line),
		line(CAUTION),
		...sameConcernBlocks(same),
		...changes.length === 0 ? [] : changesTable(changes)
	];
}
function comparedTable({ before, after, difference, intervals }) {
	const row = (name, of) => [
		name,
		rate(before[of]),
		rate(after[of]),
		signed(difference[of]),
		ends(intervals?.[of], signed)
	];
	return {
		kind: "table",
		head: [
			"",
			"before",
			"after",
			"difference",
			"95 % interval"
		],
		words: 1,
		rows: [
			row("F1", "f1"),
			row("Recall", "recall"),
			row("Precision", "precision")
		]
	};
}
function changesTable(changes) {
	const matches = (side) => `${rate(side.f1)} (${side.matched} of ${side.tool})`;
	return [{
		kind: "heading",
		text: `What changed most (${Math.min(CHANGES_SHOWN, changes.length)} of ${changes.length} articles)`
	}, {
		kind: "table",
		head: [
			"article",
			"F1 before (pairs of predicted)",
			"F1 after",
			"difference"
		],
		words: 1,
		rows: changes.slice(0, CHANGES_SHOWN).map(({ id, before, after, f1 }) => [
			id,
			matches(before),
			matches(after),
			signed(f1)
		])
	}];
}
function rate(value) {
	return value.toFixed(3);
}
function signed(value) {
	return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;
}
function ends(interval, written = rate) {
	return interval === void 0 ? "" : `${written(interval[0])} to ${written(interval[1])}`;
}

// src/cli/print/evaluation-json.ts
/** An evaluation for programs: the published evaluator's names first, and what it has no name for behind them, spelt alike. */
function evaluationJson(evaluation, same, sweepRows, shown) {
	const { scores, intervals, sources, withoutReference, skipped } = evaluation;
	return {
		...publishedJson(scores, intervals),
		n_without_prediction: scores.notPredicted,
		n_without_reference: withoutReference.length,
		n_elements_passed_over: skipped,
		per_source: Object.fromEntries(Array.from(sources, ([source, group]) => [source, brief(group)])),
		settings: {
			threshold: shown.threshold,
			embedder: shown.embedder,
			n_bootstrap: shown.resamples
		},
		same_concern: sameConcernJson(same),
		...sweepRows.length > 0 && { sweep: sweepRows.map(({ threshold, cap, dedup, scores: swept }) => ({
			threshold,
			cap: cap === Number.POSITIVE_INFINITY ? null : cap,
			dedup,
			...brief(swept)
		})) }
	};
}
function brief({ articles, reference, tool, matched, recall, precision, f1 }) {
	return {
		n_articles: articles,
		n_reference_concerns: reference,
		n_tool_concerns: tool,
		n_matched: matched,
		recall,
		precision,
		f1
	};
}
/** Another metric, so that everything about it stands under one key, and nothing of it beside the published names. */
function sameConcernJson(same) {
	if (same.kind === "not scored") return {
		scored: false,
		reason: same.because
	};
	const { calibration, scored, comparison, withoutCategory } = same;
	const settings = { calibration: {
		embedder: calibration.embedder,
		threshold: calibration.threshold
	} };
	const { recall, precision } = scored.intervals ?? {};
	const figures = comparison === void 0 ? {
		...brief(scored.scores),
		bootstrap: scored.intervals === void 0 ? null : {
			recall,
			precision
		}
	} : {
		before: brief(comparison.before),
		after: brief(comparison.after),
		difference: comparison.difference,
		bootstrap: comparison.intervals ?? null
	};
	return {
		scored: true,
		...settings,
		n_without_category: withoutCategory,
		...figures
	};
}
function comparisonJson({ before, after, difference, intervals, better, worse, changes }, same, shown) {
	return {
		before: publishedJson(before, void 0),
		after: publishedJson(after, void 0),
		difference,
		bootstrap: intervals ?? null,
		n_better: better,
		n_worse: worse,
		changes: changes.map(({ id, before: a, after: b, f1 }) => ({
			article_id: id,
			f1_before: a.f1,
			f1_after: b.f1,
			difference: f1
		})),
		settings: {
			threshold: shown.threshold,
			embedder: shown.embedder,
			n_bootstrap: shown.resamples
		},
		same_concern: sameConcernJson(same)
	};
}

// src/cli/same-concern.ts
/** Whether the calibrated score can stand beside the published one. Invariant: where the embedder is not known, or not calibrated, there is a
*  reason in place of a figure, never a guess. */
/** @throws SettingsError where a calibration of the user's own is damaged, or a file's rows cannot be of the embedder that the flags name */
async function sameConcernRule(made, flags, env) {
	const embedder = embedderOf(made, flags);
	if (embedder === void 0) return {
		kind: "not scored",
		because: "--embeddings does not say which embedder made its rows. Name it with --embedder."
	};
	try {
		const calibration = (await loadCalibrations(embedder.name, env))(embedder.sha256);
		return {
			kind: "calibrated",
			calibration,
			matcher: calibratedMatcher(calibration)
		};
	} catch (error) {
		if (error instanceof SettingsError && error.code === "embedder-not-calibrated") return {
			kind: "not scored",
			because: error.message
		};
		throw error;
	}
}
/** Articles between two reports of progress and checks for an interrupt: some tens of milliseconds. */
const LOOK_EVERY = 10;
/** The scores by the calibrated rule; what a rule that cannot score says, where it cannot.
*  @throws the signal's reason, with what was done */
async function sameConcern(rule, { evaluation, before, resamples }, onProgress, signal) {
	if (rule.kind === "not scored") return rule;
	const { calibration, matcher } = rule;
	const score = ({ articles }, resamples) => scoreArticlesWithPauses(articles, {
		matcher,
		resamples
	}, async (done) => {
		if (done % LOOK_EVERY > 0) return;
		onProgress(`looking for the same concerns: ${done} of ${articles.length} articles`);
		await setImmediate();
		if (signal.aborted) throw interrupted(signal.reason, evaluation, `${done} of ${articles.length}`);
	});
	const scored = await score(evaluation, resamples);
	const earlier = before === void 0 ? void 0 : await score(before, 0);
	const compared = evaluation.articles.filter(({ reference }) => reference.length > 0);
	return {
		kind: "scored",
		calibration,
		scored,
		comparison: earlier === void 0 ? void 0 : compareEvaluations(earlier.perArticle, scored.perArticle, resamples),
		withoutCategory: compared.flatMap(({ tool }) => tool).filter(({ category }) => category === void 0).length
	};
}
/** The published score is done before this one begins. */
function interrupted(reason, { scores }, done) {
	const [recall, precision, f1] = [
		scores.recall,
		scores.precision,
		scores.f1
	].map((value) => value.toFixed(3));
	if (reason instanceof InterruptedError) reason.unfinished = [`the published score was done: recall ${recall}, precision ${precision}, F1 ${f1}`, `the same concerns were looked for in ${done} articles`];
	return reason;
}
/** Which embedder made the embeddings: the embedder that was asked, or the one that the user says made the file. */
function embedderOf(made, { embeddings, embedder: name }) {
	if (embeddings === void 0) return {
		name: made.name,
		sha256: made.sha256
	};
	if (name === void 0) return void 0;
	const dimensions = EMBEDDING_MODELS.find(({ id }) => id === name)?.dimensions;
	if (dimensions !== void 0 && made.dimensions > 0 && dimensions !== made.dimensions) throw new SettingsError({
		code: "embeddings-of-another",
		at: embeddings,
		fault: `its rows have ${made.dimensions} numbers, and those of ${name} have ${dimensions}`,
		remedy: "Name with --embedder the model that made them, or leave it out"
	});
	return {
		name,
		sha256: void 0
	};
}

export { comparedNotes as a, noteLines as c, withPredictFlags as d, evaluationJson as i, sweepBlocks as l, sameConcernRule as n, comparisonBlocks as o, comparisonJson as r, evaluationBlocks as s, sameConcern as t, predictManuscripts as u };