import { c as ManuscriptError, d as ServerError, f as SettingsError, l as ModelsError, m as UserError, r as escapeInvisible, u as OutputError } from "./shared~errors.js";
import { i as Option, r as InvalidArgumentError, t as Command } from "./commander~bioreview.js";
import { c as thousands, d as wrap, i as fromSnakeCase, l as truncate$1, n as counted, o as percent, s as percentRead, t as capitalize } from "./shared~text.js";
import { n as plainText, t as escapeMarkdown } from "./publish~sanitise.js";
import { T as toDotPath, a as _enum, c as array, h as object, v as string } from "./zod.js";
import { t as CATEGORIES } from "./shared~concern.js";
import { c as COUNTERS, d as articleSchema, l as tokenCounter, o as buildPrompt, r as cautionOf, s as passageReadings, u as articleOf } from "./review~prompt~bioreview~action.js";
import { n as errnoOf, o as readJson, r as fileAndLine, s as readTextFile } from "./shared~data-file.js";
import { n as embedCached, t as cachedEmbeddings } from "./embeddings~bioreview~action.js";
import { t as readEmbeddings } from "./embeddings~scan-floats~bioreview.js";
import { a as promptFor, o as review, r as resultSettings } from "./review~bioreview~action.js";
import { i as PROFILES, n as DEFAULT_PROFILE, r as EMBEDDING_MODELS, t as CHAT_MODELS } from "./profiles~profiles.js";
import { s as readManuscript } from "./manuscript~mask-inline~bioreview~action.js";
import { n as directoryTree } from "./manuscript~git-tree~bioreview.js";
import { C as anchorFinder, E as textsToAnchor, T as anchorsIn, w as anchorModelFor } from "./revision~change-signals~bioreview~action.js";
import { n as calibrate, r as labelledTexts, t as parseLabels } from "./revision~calibrate~bioreview.js";
import { a as lastPlace, c as openConcerns, o as latestRevision } from "./revision~ledger.js";
import { n as textWidth, r as comparisonMarkdown, t as comparisonText } from "./publish~comparison-text~bioreview.js";
import { i as unreadLine, n as cutLines, r as noteLines$1, t as countLine } from "./publish~review-notes~bioreview.js";
import { t as VERSION } from "./shared~version~bioreview~action.js";
import { n as progressLine } from "./cli~bioreview2.js";
import { i as recordedWeights, n as locateRunner } from "./inference~local-runner.js";
import { n as parseEndpoint, t as TIMEOUTS } from "./inference~endpoint~bioreview~action.js";
import { o as startServer, r as describeServer, t as connectEmbedder } from "./inference~bioreview~action.js";
import { f as embeddingCache, h as weightsFolder, n as GPU_KINDS, r as LONGEST_TIMEOUT } from "./shared.js";
import { c as DEFAULT_EMBEDDER, d as firstLedger, f as calibrationPath, i as openModelServers, l as compareReviews, m as makeCalibrationFolder, n as identifyModels, o as judging, p as loadCalibrations, r as openJudge, s as openAndJudge, t as reviewRevision, u as embeddingLookup } from "./reviewer~bioreview~action.js";
import { r as reviewedTextOf, t as matchingEmbedderOf } from "./reviewer~reviewed-text~bioreview~action.js";
import { i as readReviewedText, n as writeResult, o as findManuscript, r as readConcerns, s as openManuscript, t as assertWritable } from "./cli~read-reviewed-text~bioreview.js";
import { C as readReferences, S as readPredictions, _ as DEFAULT_RESAMPLES, a as publishedJson, b as formatPredictionRow, c as PUBLISHED_THRESHOLD, d as evaluate, f as scoreArticles, g as thresholdChart, h as categoryChart, i as articlesCsv, l as calibratedMatcher, m as capChart, n as listManuscripts, o as postprocess, p as compareEvaluations, r as reviewManuscripts, s as uniteRuns, t as sweep, u as publishedMatcher, v as share, x as readPredictionRows, y as textsToEmbed } from "./evaluate~article-files~bioreview.js";
import { execFile, spawn } from "node:child_process";
import { basename, dirname, join, posix, resolve } from "node:path";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { performance } from "node:perf_hooks";

// src/cli/embedded-texts.ts
/** The embeddings that `evaluate` and `postprocess` need: from a file that the user has, else from an embedder, whose answers are cached for the next run.
*  Invariant: without either there is no score; nothing falls back to comparing words. */
function withEmbeddingFlags(command) {
	return withEmbedderFlags(command.addOption(embeddingsOption().conflicts("embedder")));
}
/** For what holds for one embedder only: a file of embeddings needs its name, by --embedder. */
function withNamedEmbeddingFlags(command) {
	return withEmbedderFlags(command.addOption(embeddingsOption("; --embedder says whose")));
}
function embeddingsOption(more = "") {
	return new Option("--embeddings <file>", `lines of {"text", "embedding"}: unit rows made before; then no model is needed${more}`);
}
function withEmbedderFlags(command) {
	return command.option("--embedder <name>", `embed with this model: ${EMBEDDING_MODELS.map(({ id }) => id).join(" or ")}, or one of --endpoint`).option("--embedder-endpoint <url>", "ask this OpenAI-compatible server for embeddings: http(s)://host[:port][/v1] or unix:/path.sock").option("--models <folder>", "where the started server finds its weights (default: its own)").option("--no-cache", "do not keep embeddings on the disk, nor use those that were kept");
}
/** @param texts all that will be compared
*  @throws SettingsError where neither a file nor an embedder is named; what the file's reader and the embedder throw */
async function embedTexts(texts, flags, terminal, progress, signal) {
	const { embeddings, embedder } = flags;
	if (embeddings !== void 0) {
		const say = (lines) => {
			if (lines % 1e3 === 0) progress.show("reading embeddings", `${lines} lines`);
		};
		return readEmbeddings(resolve(terminal.directory, embeddings), embeddings, texts, signal, say);
	}
	if (embedder !== void 0) return byEmbedder(embedder, {
		texts,
		flags,
		terminal,
		progress,
		signal
	});
	throw new SettingsError({
		code: "embedder-missing",
		at: "--embedder",
		fault: "concerns are compared by their embeddings, and neither --embeddings nor --embedder says where they come from",
		remedy: "Name a file with --embeddings, or a model with --embedder, such as --embedder specter2-base"
	});
}
async function byEmbedder(name, errand) {
	const cached = await withoutServer(name, errand);
	if (cached !== void 0) return cached;
	const { texts, flags, terminal, progress, signal } = errand;
	const server = await serverFor(name, errand);
	try {
		const embedder = await connectEmbedder(server.endpoint, { name }, signal);
		const folder = flags.cache ? embeddingCache(terminal.env) : void 0;
		const say = (done, all) => progress.show("embedding", `${done} of ${all} texts`);
		const { embeddings, use } = await embedCached(texts, embedder, folder, say, signal);
		for (const line of cacheLines(use)) terminal.err(`bioreview: ${line}\n`);
		return embeddings;
	} finally {
		await server.stop();
	}
}
/** Where the cache has all, no server is started. One that runs elsewhere is asked all the same: it alone knows which weights it has. */
async function withoutServer(name, { texts, flags, terminal }) {
	if (!flags.cache || flags.embedderEndpoint !== void 0) return void 0;
	const sha256 = await recordedWeights(name, flags.models ?? weightsFolder(terminal.env));
	if (sha256 === void 0) return void 0;
	const cached = await cachedEmbeddings(texts, {
		name,
		sha256
	}, embeddingCache(terminal.env));
	if (cached !== void 0) terminal.err(`bioreview: all ${texts.size} texts taken from the cache\n`);
	return cached;
}
async function serverFor(name, { flags, terminal, progress, signal }) {
	if (flags.embedderEndpoint !== void 0) {
		const endpoint = parseEndpoint(flags.embedderEndpoint, terminal.env);
		if (endpoint.leavesMachine) terminal.err(`bioreview: the concerns are sent to another machine: ${endpoint.shown}\n`);
		return {
			endpoint,
			async stop() {}
		};
	}
	const profile = PROFILES.find(({ embedding, matching }) => [embedding, matching].some((id) => id === name));
	if (profile === void 0) throw new SettingsError({
		code: "embedder-unknown",
		at: "--embedder",
		fault: `no model here is called ${JSON.stringify(name)}`,
		remedy: `Name one of ${EMBEDDING_MODELS.map(({ id }) => id).join(", ")}, or the server that has it`
	});
	progress.show(`starting the model server for ${name}`);
	return startServer({
		profile: profile.name,
		only: "embedding",
		embeddings: [name],
		runnerPath: locateRunner(terminal.program, terminal.env),
		models: flags.models,
		onLine: () => {}
	}, signal);
}
function cacheLines({ cached, embedded, notCached }) {
	return [`${embedded} texts embedded${cached === 0 ? "" : `, ${cached} taken from the cache`}`, ...notCached === void 0 ? [] : [`the embeddings are not kept for the next run: ${notCached}`]];
}

// src/cli/options.ts
/** Flags that several commands share: what they are called, what they may hold, what stands where one is left out. */
/** What is read: a path, a revision of it, and where the finder errs, the file. */
function withReadFlags(command) {
	return command.argument("[path]", "folder of the manuscript, or its main file", ".").option("--rev <revision>", "read this git revision of the path instead of the files on the disk").option("--manuscript <file>", "main file or folder of the manuscript, below the path, where it is not found by itself");
}
/** How a result is written: the same words at every command, and `--json` for short. */
function withFormatFlag(command, formats, about) {
	return command.addOption(new Option("--format <format>", about).choices(formats).default("text")).addOption(new Option("--json", "short for --format json").implies({ format: "json" }));
}
/** How the question to the model is made. */
function withPromptFlags(command) {
	return withProfileFlag(command).addOption(new Option("--counter <name>", "how tokens are counted for the budget (default: the profile's)").choices(COUNTERS)).option("--budget <tokens>", "tokens of the question's user message (default: the profile's)", wholeNumber(1));
}
function withProfileFlag(command) {
	return command.addOption(new Option("--profile <name>", "model, prompt, sampling and thresholds that belong together").choices(PROFILES.map(({ name }) => name)).default(DEFAULT_PROFILE));
}
/** The profile of that name with what the flags change of it. */
function profileOf({ profile: name, counter, budget, matchingEmbedder }) {
	const profile = PROFILES.find((candidate) => candidate.name === name);
	if (profile === void 0) throw new RangeError(`no profile is called ${name}`);
	const { prompt } = profile;
	return {
		...profile,
		matching: matchingEmbedder ?? profile.matching,
		prompt: {
			...prompt,
			counter: counter ?? prompt.counter,
			budget: budget ?? prompt.budget
		}
	};
}
/** A parser for flags that hold a whole number.
*  @param least the smallest that makes sense
*  @param most the greatest */
function wholeNumber(least, most = Number.MAX_SAFE_INTEGER) {
	return (text) => {
		const number = Number(text);
		if (/^\d+$/.test(text) && number >= least && number <= most) return number;
		throw new InvalidArgumentError(`Write a whole number from ${least} ${most === Number.MAX_SAFE_INTEGER ? "on" : `to ${most}`}.`);
	};
}
function withSweepFlags(command) {
	return command.option("--sweep-thresholds <list>", "score at each of these cosines, such as 0.6,0.65,0.7", listOf(cosineOf, "cosines from -1 to 1")).option("--sweep-caps <list>", "score with at most so many concerns of an article, such as 5,10,20,all", listOf(capOf, "whole numbers from 1, or all")).option("--sweep-dedups <list>", "score with repetitions dropped before the cap: none, exact, or a cosine from which concerns are alike, such as none,exact,0.95", listOf(dedupOf, "none, exact or cosines from -1 to 1"));
}
/** @returns undefined where no sweep is asked for; what is not swept stays as it is */
function sweepGrid({ sweepThresholds, sweepCaps, sweepDedups }, threshold) {
	if (sweepThresholds === void 0 && sweepCaps === void 0 && sweepDedups === void 0) return void 0;
	return {
		thresholds: sweepThresholds ?? [threshold],
		caps: sweepCaps ?? [Number.POSITIVE_INFINITY],
		dedups: sweepDedups ?? ["none"]
	};
}
/** What the charts show where no list says otherwise: where the published audit looked, and the caps up to twice the card's. */
const CHART_THRESHOLDS = [
	.5,
	.55,
	.6,
	.65,
	.7,
	.75,
	.8,
	.85,
	.9,
	.95,
	.98
];
const CHART_CAPS = [
	1,
	3,
	5,
	10,
	15,
	20,
	40,
	Number.POSITIVE_INFINITY
];
function chartGrids(flags, threshold) {
	const { sweepThresholds = CHART_THRESHOLDS, sweepCaps = CHART_CAPS, sweepDedups = ["none", "exact"] } = flags;
	return {
		thresholds: {
			thresholds: sweepThresholds,
			caps: [Number.POSITIVE_INFINITY],
			dedups: ["none"]
		},
		caps: {
			thresholds: [threshold],
			caps: sweepCaps,
			dedups: sweepDedups
		}
	};
}
/** A parser for flags that hold a cosine. */
function cosineFlag(text) {
	const cosine = cosineOf(text.trim());
	if (cosine === void 0) throw new InvalidArgumentError("Write a number from -1 to 1.");
	return cosine;
}
function listOf(read, what) {
	return (text) => text.split(",").map((item) => {
		const value = read(item.trim());
		if (value === void 0) throw new InvalidArgumentError(`Write ${what}, with commas between.`);
		return value;
	});
}
function cosineOf(item) {
	const cosine = Number(item);
	return item !== "" && cosine >= -1 && cosine <= 1 ? cosine : void 0;
}
function capOf(item) {
	if (item === "all") return Number.POSITIVE_INFINITY;
	return /^[1-9]\d{0,8}$/.test(item) ? Number(item) : void 0;
}
function dedupOf(item) {
	return item === "none" || item === "exact" ? item : cosineOf(item);
}

// src/cli/print/blocks.ts
/** A report as a list of headings, lines and tables, written as plain text or as Markdown; every word of it passes the sanitiser here, numbers need not. And JSON. */
function blocksText(blocks) {
	return `${blocks.map(blockText).join("\n\n")}\n`;
}
function blockText(block) {
	switch (block.kind) {
		case "heading": return `${plainText(block.text)}\n${"=".repeat(plainText(block.text).length)}`;
		case "line": return plainText(block.text);
		case "table": {
			const rows = block.rows.map((row) => row.map(plainText));
			return table(block.head, rows, block.head.map((_, column) => column < block.words ? "left" : "right"));
		}
	}
}
function blocksMarkdown(blocks) {
	return `${blocks.map(blockMarkdown).join("\n\n")}\n`;
}
function blockMarkdown(block) {
	switch (block.kind) {
		case "heading": return `## ${escapeMarkdown(block.text)}`;
		case "line": return escapeMarkdown(block.text);
		case "table": {
			const line = (cells) => `| ${cells.map((cell, column) => column < block.words ? escapeMarkdown(cell) : cell).join(" | ")} |`;
			const rule = `|${block.head.map((_, column) => column < block.words ? " --- |" : " ---: |").join("")}`;
			return [
				line(block.head),
				rule,
				...block.rows.map(line)
			].join("\n");
		}
	}
}
/** A table of plain text, its columns as wide as they need. */
function table(head, rows, align) {
	const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
	const line = (cells) => cells.map((cell, column) => align[column] === "right" ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd();
	return [
		line(head),
		line(widths.map((width) => "-".repeat(width))),
		...rows.map(line)
	].join("\n");
}
/** What JSON.stringify leaves as it is, and starts a command to a log. */
const LOG_COMMAND = /(?<=##)\[/g;
/** JSON for programs that a person may also see. It parses to the same value, and no byte of it moves a cursor, turns text around, hides, or is a command to the
*  log that it is printed in. */
function jsonText(value) {
	return `${escapeInvisible(JSON.stringify(value, null, 2)).replace(LOG_COMMAND, "\\u005b")}\n`;
}

// src/cli/commands/anchor.ts
/** `bioreview anchor`: concerns in, the passages that each is about out. */
const FORMATS$4 = ["text", "json"];
function anchorCommand(terminal, signal) {
	const command = new Command("anchor").description("Ranks, for each concern, the passages of a manuscript that it is about. None: it is about the whole paper.").argument("<path>", "folder of the manuscript, or its main file").argument("<concerns>", "result of a review (JSON), or an array of concerns").option("--rev <revision>", "read this git revision of the path instead of the files on the disk").option("--manuscript <file>", "main file or folder of the manuscript, below the path, where it is not found by itself");
	return withNamedEmbeddingFlags(withFormatFlag(command, FORMATS$4, "how the places are written")).addHelpText("after", EXAMPLES$10).action(async (path, file, flags) => {
		const progress = progressLine(terminal, () => performance.now());
		try {
			progress.show(`reading ${path}`);
			const concerns = await readConcerns(file, terminal.directory);
			const { manuscript } = await openManuscript(path, flags, terminal.directory);
			const embedder = flags.embedder ?? "minilm";
			const named = flags.embeddings === void 0 ? {
				...flags,
				embedder
			} : flags;
			const rows = await embedTexts(textsToAnchor(concerns, manuscript), named, terminal, progress, signal);
			const anchors = anchorsIn(concerns, manuscript, anchorFinder(embedder, embeddingLookup(rows), rows.sha256));
			progress.end();
			if (anchorModelFor(embedder, rows.sha256).basis === "words") terminal.err("bioreview: the places were found by words alone: for this embedder there is no model of places\n");
			await writeResult(void 0, flags.format === "json" ? anchorsJson(anchors) : anchorsText(anchors, concerns), terminal);
		} finally {
			progress.end();
		}
	});
}
const EXAMPLES$10 = `
Examples:
  bioreview anchor paper/ review.json
  bioreview anchor paper/ concerns.json --rev v1 --format json`;
function anchorsJson(anchors) {
	const rows = anchors.map((passages, concern) => ({
		concern,
		passages: passages.map(({ passage: { file, startLine, endLine }, probability }) => ({
			file,
			startLine,
			endLine,
			probability
		}))
	}));
	return jsonText(rows);
}
function anchorsText(anchors, concerns) {
	return `${anchors.map((passages, k) => {
		const places = passages.map(({ passage: { file, startLine, endLine }, probability }) => `    ${plainText(file)}:${startLine}-${endLine} (${percent(probability)})`);
		return [`${k + 1}. ${plainText(concerns[k]?.text ?? "")}`, ...places.length === 0 ? ["    the whole paper"] : places].join("\n");
	}).join("\n\n")}\n`;
}

// src/cli/input-files.ts
/** Files of the user's own that a flag names: a system message, labelled manuscripts. */
/** A system message for a model that was trained with another than the published one.
*  @param file undefined where the published message is wanted
*  @returns its text without the line end that editors add
*  @throws SettingsError where it cannot be read or says nothing */
async function readSystemPrompt(file, directory) {
	if (file === void 0) return void 0;
	const message = (await readTextFile(resolve(directory, file), (fault, cause) => unusable(file, fault, cause))).replace(/\r?\n$/, "");
	if (message.trim() === "") throw unusable(file, "it is empty");
	return message;
}
function unusable(file, fault, cause) {
	return new SettingsError({
		code: "system-prompt-unusable",
		at: `--system-prompt ${file}`,
		fault,
		remedy: "Name a text file in UTF-8, or leave it out",
		cause
	});
}
/** The labelled manuscripts that an embedder is calibrated on.
*  @param folder the user's own, as it was written; undefined for the one that comes with BioReview: it lies beside the bundle's own, in the repository
*  that is the Action as well
*  @throws SettingsError where the folder is missing or empty, or a file is no labels */
async function readLabels(folder, { directory, program }) {
	const path = folder === void 0 ? join(program, "..", "labels") : resolve(directory, folder);
	const shown = folder ?? path;
	const files = (await readdir(path).catch((cause) => {
		throw missing(shown, `it cannot be read (${cause.code ?? cause.message})`, cause);
	})).filter((name) => name.endsWith(".json")).sort();
	if (files.length === 0) throw missing(shown, "it holds no labelled manuscript");
	return Promise.all(files.map(async (name) => {
		const at = join(shown, name);
		const labels = await readLabelFile(join(path, name), at);
		const stress = existsSync(join(path, "stress", name)) ? await readLabelFile(join(path, "stress", name), join(shown, "stress", name)) : void 0;
		return parseLabels(labels, stress, at);
	}));
}
function readLabelFile(path, at) {
	const remedy = "Write it as labels/README.md says";
	return readJson(path, (fault, cause, line) => new SettingsError({
		code: "labels-unreadable",
		at: fileAndLine(at, line),
		fault,
		remedy,
		cause
	}));
}
function missing(at, fault, cause) {
	return new SettingsError({
		code: "labels-missing",
		at,
		fault,
		remedy: "Use BioReview from its whole repository, or name the folder of labels with --labels",
		cause
	});
}

// src/cli/commands/calibrate.ts
/** `bioreview calibrate`: an embedder in; out which of its similarities mean the same concern, or that it cannot tell. */
const FORMATS$3 = ["text", "json"];
function calibrateCommand(terminal, signal) {
	const command = new Command("calibrate").description("Embeds labelled concerns of several manuscripts, fits to them, and judges with each manuscript left out. What comes out is kept in your data folder, and from then on review, compare and the rest use it.\nAn embedder that cannot tell the same concern from another is refused with its figures: exit code 2, and nothing is kept.").option("--labels <folder>", "labelled manuscripts of your own, at least three (default: those that come with BioReview)").option("--output <file>", "write the calibration into this file instead of where it is looked for");
	return withNamedEmbeddingFlags(withFormatFlag(command, FORMATS$3, "how the figures are written; json: the calibration")).addHelpText("after", EXAMPLES$9).action((flags) => calibrated(flags, terminal, signal));
}
const EXAMPLES$9 = `
Examples:
  bioreview calibrate --embedder specter2-base
  bioreview calibrate --embedder bge-small --embedder-endpoint http://127.0.0.1:8080
  bioreview calibrate --embedder mine --embeddings rows.jsonl --output mine.json

It is kept in bioreview/calibrations/ of XDG_DATA_HOME, else of ~/.local/share.`;
async function calibrated(flags, terminal, signal) {
	const { embedder: name } = flags;
	if (name === void 0) throw nameMissing();
	const kept = calibrationPath(name, terminal.env);
	const path = flags.output === void 0 ? kept : resolve(terminal.directory, flags.output);
	if (flags.output === void 0) await makeCalibrationFolder(path);
	await assertWritable(path);
	const progress = progressLine(terminal, () => performance.now());
	try {
		progress.show("reading the labels");
		const manuscripts = await readLabels(flags.labels, terminal);
		const embeddings = await embedTexts(labelledTexts(manuscripts), flags, terminal, progress, signal);
		progress.show("fitting");
		const calibration = fitted(name, manuscripts, embeddings, terminal);
		progress.end();
		await writeResult(path, `${JSON.stringify(calibration, void 0, 2)}\n`, terminal);
		const figures = () => figuresText(name, calibration.figures, embeddings.sha256);
		await writeResult(void 0, flags.format === "json" ? jsonText(calibration) : figures(), terminal);
		const elsewhere = path === kept ? "" : `; it is looked for at ${kept}`;
		terminal.err(`bioreview: ${plainText(`the calibration is written to ${flags.output ?? path}${elsewhere}`)}\n`);
	} finally {
		progress.end();
	}
}
/** Whoever is refused sees why: all figures, not only those that are too low. */
function fitted(name, manuscripts, embeddings, terminal) {
	const onFigures = (figures) => {
		measured = figures;
	};
	let measured;
	try {
		return calibrate(manuscripts, embeddingLookup(embeddings, EMBED_LABELS), {
			name,
			sha256: embeddings.sha256
		}, onFigures);
	} catch (error) {
		if (measured !== void 0) terminal.err(figuresText(name, measured, embeddings.sha256));
		throw error;
	}
}
const EMBED_LABELS = "Embed the text of every concern of the labels, of those below stress/ too";
function figuresText(name, figures, sha256) {
	return blocksText(calibrationBlocks(name, figures, anchorModelFor(name, sha256)));
}
function nameMissing() {
	return new SettingsError({
		code: "embedder-missing",
		at: "--embedder",
		fault: "a calibration is kept under its embedder's name, and none is named",
		remedy: "Name it with --embedder, such as --embedder specter2-base; with --embeddings it says whose rows they are"
	});
}
/** What a calibration is worth, for people: how well pairs were found on manuscripts that took no part in the fit, and beside it the cosine alone. */
function calibrationBlocks(embedder, figures, anchors) {
	const { pairs, heldOut, cosineAlone, withoutEmbedder, byManuscript, stress } = figures;
	const row = (what, { f1, precision, recall, joinedHard }) => [
		what,
		...[
			f1,
			precision,
			recall
		].map((value) => value.toFixed(3)),
		`${Math.round(joinedHard * pairs.hard)} of ${pairs.hard}`
	];
	const each = Object.entries(byManuscript).map(([name, f1]) => `${name} ${f1.toFixed(2)}`);
	return [
		{
			kind: "heading",
			text: `Calibration of ${embedder}`
		},
		{
			kind: "line",
			text: `The same concern, found on manuscripts that took no part in the fit: ${pairs.same} pairs are the same, ${pairs.partial} partly (they count neither way), ${pairs.hard} different although they share topic or words.`
		},
		{
			kind: "table",
			head: [
				"",
				"F1",
				"precision",
				"recall",
				"different ones joined"
			],
			rows: [
				row("all signals", heldOut),
				row("its cosine alone", cosineAlone),
				row("words without it", withoutEmbedder)
			],
			words: 1
		},
		{
			kind: "line",
			text: `F1 by manuscript: ${each.join(", ")}.`
		},
		...stress === void 0 ? [] : [{
			kind: "line",
			text: `Worded on purpose against it: ${stress.rewordedFound} of ${stress.reworded} reworded concerns are found, ${stress.nearJoined} of ${stress.near} others in the same words are joined.`
		}],
		{
			kind: "line",
			text: anchorLine(anchors)
		}
	];
}
function anchorLine({ basis, figures: { labels, outcomes } }) {
	return `Places of concerns are found ${basis === "words" ? "by words alone, for this embedder has no model of places" : "by words and its embeddings"}: the right one comes first for ${percent(labels.first)} of concerns, among the first three for ${percent(labels.firstThree)}; of points of real reviewers for ${percent(outcomes.first)} and ${percent(outcomes.firstThree)}.`;
}

// src/cli/print/diagnostics.ts
/** Concerns at their places, and the two formats in which linters tell such: SARIF 2.1.0, which GitHub and editors read, and the Reviewdog Diagnostic Format.
*  All foreign text passes the sanitiser here. */
/** Of a review that nothing was compared with: places by words alone, which needs no embedder and finds nearly as much.
*  @returns all concerns, in their order; without places where the result does not hold its text */
function placedConcerns(review) {
	const { concerns, paper, manuscript } = review;
	const find = anchorFinder("words", () => {
		throw new RangeError("words alone need no embeddings");
	});
	const anchors = paper === void 0 ? [] : anchorsIn(concerns, reviewedTextOf(review, manuscript.revision).text, find);
	return concerns.map(({ text, category, severity }, k) => {
		const sentence = anchors[k]?.[0]?.sentences[0];
		return {
			id: `C${k + 1}`,
			text,
			category,
			severity,
			...sentence !== void 0 && { place: linesOf(sentence) }
		};
	});
}
/** What is open after a comparison. A place is told only where its lines are those of the newest revision. */
function placedOpenConcerns({ ledger }) {
	const newest = latestRevision(ledger)?.number;
	return openConcerns(ledger).map((concern) => {
		const { id, text, category, severity } = concern;
		const last = lastPlace(concern, ledger);
		return {
			id,
			text,
			category,
			severity,
			...last !== void 0 && last.revision === newest && { place: last.place }
		};
	});
}
function linesOf({ file, startLine, endLine }) {
	return {
		file,
		startLine,
		endLine
	};
}
const pathOf = ({ folder, root }, place) => posix.normalize(posix.join(folder.replaceAll("\\", "/"), place?.file ?? root));
/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
function sarifText(concerns, context) {
	const level = {
		major: "error",
		minor: "warning",
		optional: "note"
	};
	const results = concerns.map(({ id, text, category, severity, place }) => ({
		ruleId: category,
		level: level[severity],
		message: { text: plainText(text).replace(/[[\]\\]/g, "\\$&") },
		locations: [{ physicalLocation: {
			artifactLocation: { uri: encodeURI(pathOf(context, place)).replace(/[?#]/g, encodeURIComponent) },
			...place !== void 0 && { region: {
				startLine: place.startLine,
				endLine: place.endLine
			} }
		} }],
		partialFingerprints: { "bioreviewConcern/v1": id },
		properties: {
			id,
			severity
		}
	}));
	const rules = CATEGORIES.map((id) => ({
		id,
		shortDescription: { text: capitalize(fromSnakeCase(id)) }
	}));
	return jsonText({
		$schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
		version: "2.1.0",
		runs: [{
			tool: { driver: {
				name: "BioReview",
				version: VERSION,
				rules
			} },
			results
		}]
	});
}
/** https://github.com/reviewdog/reviewdog/tree/master/proto/rdf; reviewdog posts the messages as Markdown. */
function rdjsonText(concerns, context) {
	const level = {
		major: "ERROR",
		minor: "WARNING",
		optional: "INFO"
	};
	return jsonText({
		source: { name: "BioReview" },
		diagnostics: concerns.map(({ id, text, category, severity, place }) => ({
			message: `${id}: ${escapeMarkdown(text)}`,
			location: {
				path: pathOf(context, place),
				...place !== void 0 && { range: {
					start: { line: place.startLine },
					end: { line: place.endLine }
				} }
			},
			severity: level[severity],
			code: { value: category }
		}))
	});
}

// src/cli/print/review.ts
/** A review, or a comparison of two, in each format of a result. */
const RESULT_FORMATS = [
	"text",
	"json",
	"markdown",
	"sarif",
	"rdjson"
];
/** @param columns of the terminal   @param folder that the paths of the manuscript start from, as seen from where the result is read */
function renderReview(result, format, columns, folder) {
	const context = {
		folder,
		root: result.manuscript.root
	};
	switch (format) {
		case "text": return reviewText(result, columns);
		case "markdown": return reviewMarkdown(result);
		case "json": return jsonText(result);
		case "sarif": return sarifText(placedConcerns(result), context);
		case "rdjson": return rdjsonText(placedConcerns(result), context);
	}
}
/** In the formats of linters: what is open. @param columns of the terminal   @param folder as of `renderReview` */
function renderComparison(result, format, columns, folder) {
	const context = {
		folder,
		root: result.review?.manuscript.root ?? ""
	};
	switch (format) {
		case "text": return comparisonText(result, columns);
		case "markdown": return comparisonMarkdown(result);
		case "json": return jsonText(result);
		case "sarif": return sarifText(placedOpenConcerns(result), context);
		case "rdjson": return rdjsonText(placedOpenConcerns(result), context);
	}
}
const INDENT = "    ";
/** Characters of the sentence that a concern is about: enough to find it. */
const LONGEST_QUOTE = 200;
/** A review for a terminal. @param columns of the terminal */
function reviewText(result, columns) {
	const width = textWidth(columns);
	const { manuscript, concerns, caution } = result;
	const head = [...wrap(plainText(manuscript.title ?? "(no title)"), width), `${manuscript.format}, ${plainText(manuscript.root)} · ${plainText(manuscript.revision)}`];
	const placed = placedConcerns(result);
	const items = concerns.map(({ text, quote }, at) => {
		const lines = [text, ...quote === void 0 ? [] : [`At: “${truncate$1(quote, LONGEST_QUOTE)}”`]].flatMap((part) => wrap(plainText(part), width - 4).map((line) => INDENT + line));
		return [headOf(placed[at]), ...lines].join("\n");
	});
	const notes = noteLines$1(result).flatMap((line) => wrap(plainText(line), width));
	return [
		head.join("\n"),
		...caution === void 0 ? [] : [wrap(`CAUTION: ${caution}.`, width).join("\n")],
		countLine(result),
		...items,
		notes.join("\n")
	].join("\n\n").concat("\n");
}
/** Such as `C3  major · design flaw · methods.md:12`. */
function headOf(concern) {
	if (concern === void 0) throw new RangeError("each concern has a place, if only the whole paper");
	const { id, severity, category, place } = concern;
	const where = place === void 0 ? "whole paper" : fileAndLine(place.file, place.startLine);
	return `${id.padEnd(3)} ${severity} · ${fromSnakeCase(category)} · ${plainText(where)}`;
}
/** A review as it can be pasted into an issue or kept in a repository. */
function reviewMarkdown(result) {
	const { manuscript, concerns, caution } = result;
	const placed = placedConcerns(result);
	const items = concerns.map(({ text, category, severity, quote }, at) => {
		const { id = "", place } = placed[at] ?? {};
		const where = place === void 0 ? "whole paper" : escapeMarkdown(fileAndLine(place.file, place.startLine));
		return `- **${id}** · **${severity}** · ${fromSnakeCase(category)} · ${where}  \n  ${escapeMarkdown(text)}` + (quote === void 0 ? "" : `\n  > ${escapeMarkdown(truncate$1(quote, LONGEST_QUOTE))}`);
	});
	return [
		`## Review of ${escapeMarkdown(manuscript.title ?? "a manuscript without a title")}`,
		...caution === void 0 ? [] : [`> **Caution:** ${caution}.`],
		`**${countLine(result)}**`,
		...items.length === 0 ? [] : [items.join("\n")],
		"---",
		noteLines$1(result).map((line) => `- ${escapeMarkdown(line)}`).join("\n")
	].join("\n\n").concat("\n");
}

// src/cli/commands/compare.ts
/** `bioreview compare`: two reviews in, what became of every concern out. */
function compareCommand(terminal, signal) {
	const command = new Command("compare").description("Compares the results of two reviews: which concerns are new, which still stand, which are resolved, and by which change of the text.\nA concern is called resolved only where the text says something new that addresses it, and the new review, which read it, is silent.").argument("<old>", "result of the earlier review (JSON), of an earlier comparison, or an array of concerns").argument("<new>", "result of the later review, or an array of concerns").option("--old <folder>", "the text of <old>, where that is an array of concerns").option("--new <folder>", "the text of <new>, where that is an array of concerns").option("--output <file>", "write it into this file instead of on standard output");
	return withNamedEmbeddingFlags(withJudgeFlags(withFormatFlag(command, RESULT_FORMATS, "how the comparison is written"))).addHelpText("after", EXAMPLES$8).action(async (oldFile, newFile, flags) => {
		assertOneJudge(flags);
		const output = flags.output === void 0 ? void 0 : resolve(terminal.directory, flags.output);
		if (output !== void 0) await assertWritable(output);
		const progress = progressLine(terminal, () => performance.now());
		try {
			progress.show(`reading ${oldFile} and ${newFile}`);
			const old = await readReviewedText(oldFile, flags.old, "--old", terminal.directory);
			const now = await readReviewedText(newFile, flags.new, "--new", terminal.directory);
			const embedder = flags.embedder ?? matchingEmbedderOf(now) ?? matchingEmbedderOf(old) ?? "minilm";
			const named = flags.embeddings === void 0 ? {
				...flags,
				embedder
			} : flags;
			const result = await compareReviews({
				...old,
				ledger: old.ledger ?? firstLedger(old.label, old.concerns)
			}, now, {
				embedder,
				calibration: await loadCalibrations(embedder, terminal.env),
				embed: (texts) => embedTexts(texts, named, terminal, progress, signal),
				log: { progress: progress.show },
				...judgeOf(flags, terminal, progress, signal)
			});
			progress.end();
			await writeResult(output, renderComparison(result, flags.format, terminal.columns, flags.new ?? "."), terminal);
		} finally {
			progress.end();
		}
	});
}
const JUDGES = PROFILES.filter((profile) => "judge" in profile);
function withJudgeFlags(command) {
	return command.addOption(new Option("--judge <profile>", "let this profile's model read what changed about each concern that was not raised again (at most 20 short questions)").choices(JUDGES.map(({ name }) => name))).option("--endpoint <url>", "let the model at this OpenAI-compatible server judge: http(s)://host[:port][/v1] or unix:/path.sock").option("--model <name>", "its name at the endpoint, where that serves several").addOption(new Option("--timeout <seconds>", "give up on a judge that says nothing new for so long").default(TIMEOUTS.silence).argParser(wholeNumber(1, LONGEST_TIMEOUT)));
}
/** @throws SettingsError for two judges, or the name of a model without its server */
function assertOneJudge({ judge, endpoint, model }) {
	const refused = (at, fault, remedy) => {
		throw new SettingsError({
			code: "judge-unclear",
			at,
			fault,
			remedy
		});
	};
	if (judge !== void 0 && endpoint !== void 0) refused(`--judge ${judge}`, "--endpoint names a judge too", "Name one of them; at an endpoint its own model judges");
	if (model !== void 0 && endpoint === void 0) refused(`--model ${model}`, "it names a model of an endpoint, and no endpoint is named", "Name the server with --endpoint");
}
function judgeOf(flags, terminal, progress, signal) {
	if (flags.judge === void 0 && flags.endpoint === void 0) return {};
	const { env } = terminal;
	const profile = JUDGES.find(({ name }) => name === flags.judge);
	const log = {
		progress: progress.show,
		notice: (line) => terminal.err(`bioreview: ${line}\n`)
	};
	const servers = {
		env,
		log,
		runnerPath: async () => locateRunner(terminal.program, env)
	};
	const open = () => openJudge(profile, flags, servers, signal);
	return { judge: (questions) => openAndJudge(open, questions, log, signal) };
}
const EXAMPLES$8 = `
Examples:
  bioreview compare v1.json v2.json
  bioreview compare v1.json v2.json --format json --output v2-compared.json
  bioreview compare v1.json v2.json --judge qwen3-4b            a model reads what changed
  bioreview compare v2-compared.json v3.json                    ids and history go on
  bioreview compare a.json c.json --old paper-v1/ --new paper-v2/ --format json`;

// src/cli/commands/doctor.ts
/** `bioreview doctor`: is this machine ready to review? Examines, prints, and ends with the kind of what must be mended first. */
const FORMATS$2 = ["text", "json"];
const findingSchema = object({
	name: string(),
	state: _enum([
		"ok",
		"warn",
		"fail"
	]),
	detail: string(),
	remedy: string().optional()
});
/** What the runner's own doctor prints. */
const runnerReport = object({ findings: array(findingSchema) });
function doctorCommand(terminal, signal) {
	return withFormatFlag(withProfileFlag(new Command("doctor")), FORMATS$2, "how the findings are written").description("Looks at the runtime, the model files, the device and the memory; with --endpoint at that server instead.").option("--endpoint <url>", "a running server to look at").option("--models <folder>", "where the model server finds its weights (default: its own)").option("--speed", "measure reading, writing and embedding too; takes a minute").addHelpText("after", EXAMPLES$7).action(async (flags) => {
		const findings = [node(), ...flags.endpoint === void 0 ? await ofRunner(flags, terminal, signal) : await ofEndpoint(flags.endpoint, terminal, signal)];
		const text = flags.format === "json" ? jsonText({
			version: VERSION,
			findings
		}) : `${findings.map(lineOf).join("\n")}\n`;
		await writeResult(void 0, text, terminal);
		const failed = findings.filter(({ state }) => state === "fail");
		if (failed.length === 0) return;
		const failure = {
			code: "not-ready",
			at: failed.map(({ name }) => name).join(", "),
			fault: "must be mended before this machine can review",
			remedy: "Do what the findings say, then run this again"
		};
		throw flags.endpoint === void 0 ? new ModelsError(failure) : new ServerError(failure);
	});
}
const EXAMPLES$7 = `
Examples:
  bioreview doctor
  bioreview doctor --profile smoke --speed
  bioreview doctor --endpoint unix:/run/bioreview/runner.sock`;
function lineOf({ name, state, detail, remedy }) {
	return `${state.padEnd(4)}  ${plainText(name)}: ${plainText(detail)}${remedy === void 0 ? "" : `\n      ${plainText(remedy)}`}`;
}
function node() {
	return {
		name: "Node",
		state: "ok",
		detail: `${process.version}, BioReview ${VERSION}`
	};
}
async function ofEndpoint(address, terminal, signal) {
	const endpoint = parseEndpoint(address, terminal.env);
	const described = await describeServer(endpoint, signal);
	if (described.kind === "fails") {
		const { message, remedy } = described.error;
		return [{
			name: "server",
			state: "fail",
			detail: message,
			remedy
		}];
	}
	const where = described.leavesMachine ? [{
		name: "privacy",
		state: "warn",
		detail: `manuscripts are sent to ${endpoint.shown}`,
		remedy: "Use a server on this machine for unpublished text"
	}] : [];
	const models = described.models.map(({ id, purpose, quantisation, device, contextTokens }) => ({
		name: `${purpose === "unknown" ? "" : `${purpose} `}model`,
		state: "ok",
		detail: [
			id,
			quantisation,
			device,
			contextTokens === void 0 ? void 0 : `${contextTokens} tokens of context`
		].filter((part) => part !== void 0).join(", ")
	}));
	return [
		{
			name: "server",
			state: "ok",
			detail: `${described.server} at ${endpoint.shown}`
		},
		...where,
		...models
	];
}
/** The runner examines itself in a process of its own: a runtime that crashes on loading is a finding, not our end. */
async function ofRunner({ profile, models, speed }, terminal, signal) {
	let program;
	try {
		program = locateRunner(terminal.program, terminal.env);
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return [{
			name: "model server",
			state: "fail",
			detail: error.message,
			remedy: error.remedy
		}];
	}
	const { stdout, ended } = await collected([
		program,
		"doctor",
		"--json",
		"--profile",
		profile,
		...speed ? ["--speed"] : [],
		...models === void 0 ? [] : ["--models", models]
	], signal);
	try {
		return runnerReport.parse(JSON.parse(stdout)).findings;
	} catch {
		return [{
			name: "model server",
			state: "fail",
			detail: `its doctor ended with ${ended} and no report`,
			remedy: `Run it yourself to see why: node ${program} doctor --profile ${profile}`
		}];
	}
}
/** Runs Node on a program and waits for its end, however it ends. */
function collected(args, signal) {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, args, {
			stdio: [
				"ignore",
				"pipe",
				"ignore"
			],
			signal
		});
		const pieces = [];
		child.stdout.setEncoding("utf8").on("data", (piece) => pieces.push(piece));
		child.once("error", (error) => reject(signal.aborted ? signal.reason : error));
		child.once("close", (code, killed) => resolve({
			stdout: pieces.join(""),
			ended: killed ?? `exit code ${code}`
		}));
	});
}

// src/cli/predict-manuscripts.ts
/** `evaluate --manuscripts`: reviews each manuscript of a folder with one model server for all, before anything is scored. */
function withPredictFlags(command) {
	return withProfileFlag(command).option("--endpoint <url>", "review with this OpenAI-compatible server instead of one that is started").option("--model <name...>", "the model's name at the endpoint, where it serves several");
}
/** @param folder of the manuscripts   @param store the file of predictions that the reviews are appended to
*  @throws what reading, the servers and a review throw; reviews that were done stay in the file */
async function predictManuscripts({ folder, shown, store }, flags, terminal, progress, signal) {
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
			text: countsLine$1(scores, shown)
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
function countsLine$1({ articles, reference, figureExcluded, tool, matched }, { embedder, threshold }) {
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
		line(`Before: ${sides[0].name}. After: ${sides[1].name}. ${countsLine$1(after, shown)}`),
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
/** Whether the calibrated score can stand beside the published one. Invariant: where the embedder is not known, or nobody calibrated it, there is a
*  reason in place of a figure, never a guess. */
/** @throws SettingsError where a calibration of the user's own is damaged, or a file's rows cannot be of the embedder that the flags name */
async function sameConcernRule(made, flags, env) {
	const embedder = embedderOf(made, flags);
	if (embedder === void 0) return {
		kind: "not scored",
		because: "--embeddings does not say which embedder made its made. Name it with --embedder."
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
/** Articles between two looks at how far it is: a thousand take some ten seconds. */
const SAY_EVERY = 25;
/** @param before where two files are compared, the one before `evaluation` */
function sameConcern(rule, evaluation, before, resamples, say) {
	if (rule.kind === "not scored") return rule;
	const { calibration, matcher } = rule;
	const score = ({ articles }, resamples) => scoreArticles(articles, {
		matcher,
		resamples
	}, (done) => {
		if (done % SAY_EVERY === 0) say(`looking for the same concerns: ${done} of ${articles.length} articles`);
	});
	const scored = score(evaluation, resamples);
	const earlier = before === void 0 ? void 0 : score(before, 0);
	const compared = evaluation.articles.filter(({ reference }) => reference.length > 0);
	return {
		kind: "scored",
		calibration,
		scored,
		comparison: earlier === void 0 ? void 0 : compareEvaluations(earlier.perArticle, scored.perArticle, resamples),
		withoutCategory: compared.flatMap(({ tool }) => tool).filter(({ category }) => category === void 0).length
	};
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

// src/cli/commands/evaluate.ts
/** `bioreview evaluate`: predictions and references in, the published scores out. */
const FORMATS$1 = [
	"text",
	"json",
	"markdown"
];
function evaluateCommand(terminal, signal) {
	const command = new Command("evaluate").description("Scores predicted concerns against reference concerns as bioreview-bench v4.1.3 does: the figures of the model card.\nBeside them stands how many say the same concern by BioReview's own calibrated rule, for embedders that have a calibration (bioreview calibrate).").requiredOption("--references <file>", "lines of {\"id\", \"concerns\": [{\"concern_text\", \"category\", \"severity\", \"requires_figure_reading\"}]}").addOption(new Option("--predictions <file>", "lines of {\"article_id\", \"concerns\": [\"…\"]} or of objects with a \"text\"").conflicts("compare")).option("--compare <files...>", "two files of predictions: before and after").option("--manuscripts <folder>", "first review each manuscript in it, named by its article's id, and append the reviews to --predictions; what stands there is not done again");
	const formatted = withFormatFlag(command, FORMATS$1, "how the result is written; json: the published evaluator's field names");
	return withPredictFlags(withSweepFlags(withNamedEmbeddingFlags(formatted))).option("--threshold <cosine>", "from which two concerns count as the same", cosineFlag, PUBLISHED_THRESHOLD).option("--bootstrap <number>", "resamples for the 95 % intervals; 0 for none", wholeNumber(0), DEFAULT_RESAMPLES).option("--output <file>", "write the result into this file instead of on standard output").option("--per-article <file>", "write the scores of each article into this file, as CSV").option("--charts <folder>", "draw thresholds, caps and categories as SVG into this folder").addHelpText("after", EXAMPLES$6).action((flags) => runEvaluate(flags, terminal, signal));
}
const EXAMPLES$6 = `
Examples:
  bioreview evaluate --predictions p.jsonl --references r.jsonl --embedder specter2-base
  bioreview evaluate --predictions p.jsonl --references r.jsonl --embeddings rows.jsonl --json
  bioreview evaluate --predictions p.jsonl --references r.jsonl --embeddings rows.jsonl --embedder minilm
  bioreview evaluate --predictions p.jsonl --references r.jsonl --embeddings rows.jsonl --sweep-caps 5,10,20,all --sweep-dedups none,exact,0.95
  bioreview evaluate --compare before.jsonl after.jsonl --references r.jsonl --embeddings rows.jsonl
  bioreview evaluate --manuscripts papers/ --predictions p.jsonl --references r.jsonl --embedder specter2-base
  bioreview evaluate --predictions p.jsonl --references r.jsonl --embeddings rows.jsonl --charts charts/ --per-article articles.csv`;
async function runEvaluate(flags, terminal, signal) {
	const place = (file) => file === void 0 ? void 0 : resolve(terminal.directory, file);
	const [output, perArticle, charts] = [
		place(flags.output),
		place(flags.perArticle),
		place(flags.charts)
	];
	for (const file of [output, perArticle]) if (file !== void 0) await assertWritable(file);
	const report = await evaluated(flags, terminal, signal);
	if (charts !== void 0) await writeCharts(charts, report, terminal);
	if (perArticle !== void 0) await writeResult(perArticle, articlesCsv(report.evaluation.perArticle), terminal);
	await writeResult(output, rendered$1(report, flags, terminal), terminal);
}
async function evaluated(flags, terminal, signal) {
	const { threshold, bootstrap: resamples } = flags;
	const [file, fileAfter] = filesOf(flags);
	const progress = progressLine(terminal, () => performance.now());
	try {
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
			return predictManuscripts(places, flags, terminal, progress, signal);
		};
		const references = await readReferences(resolve(terminal.directory, flags.references), flags.references, signal);
		if (flags.manuscripts !== void 0) await predict(file, flags.manuscripts);
		const first = await read(file);
		const second = fileAfter === void 0 ? void 0 : await read(fileAfter);
		const alike = flags.sweepDedups?.some((dedup) => typeof dedup === "number") === true;
		const texts = new Set([first, second ?? []].flatMap((predictions) => [...textsToEmbed(predictions, references, alike)]));
		const embeddings = await embedTexts(texts, flags, terminal, progress, signal);
		progress.show("comparing");
		const rule = await sameConcernRule(embeddings, flags, terminal.env);
		const score = (predictions) => evaluate(predictions, references, embeddings, {
			matcher: publishedMatcher(threshold),
			resamples
		});
		const before = score(first);
		const evaluation = second === void 0 ? before : score(second);
		const sweeping = (done, all) => progress.show(`sweeping: ${done} of ${all} settings`);
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
			same: sameConcern(rule, evaluation, second === void 0 ? void 0 : before, resamples, progress.show),
			sweepRows: grid === void 0 ? [] : sweep(evaluation.articles, embeddings, grid, sweeping),
			charts: flags.charts === void 0 ? [] : chartsOf(evaluation, embeddings, flags, sweeping),
			shown: {
				embedder: flags.embedder ?? embeddings.name,
				threshold,
				resamples
			}
		};
	} finally {
		progress.end();
	}
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
function chartsOf({ articles, scores }, embeddings, flags, onRow) {
	const grids = chartGrids(flags, flags.threshold);
	return [
		{
			name: "categories.svg",
			svg: categoryChart(scores)
		},
		{
			name: "thresholds.svg",
			svg: thresholdChart(sweep(articles, embeddings, grids.thresholds, onRow))
		},
		{
			name: "caps.svg",
			svg: capChart(sweep(articles, embeddings, grids.caps, onRow))
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
function rendered$1({ evaluation, comparison, same, sweepRows, shown }, { format }, terminal) {
	if (format === "json") {
		const notes = comparison === void 0 ? noteLines(evaluation) : comparedNotes(comparison.sides);
		for (const line of notes) terminal.err(`bioreview: ${plainText(line)}\n`);
		const data = comparison === void 0 ? evaluationJson(evaluation, same, sweepRows, shown) : comparisonJson(comparison.of, same, shown);
		return jsonText(data);
	}
	const blocks = [...comparison === void 0 ? evaluationBlocks(evaluation, same, shown) : comparisonBlocks(comparison.of, same, comparison.sides, shown), ...sweepRows.length === 0 ? [] : sweepBlocks(sweepRows)];
	return format === "markdown" ? blocksMarkdown(blocks) : blocksText(blocks);
}

// src/cli/workflow-files.ts
const TOPOLOGIES = [
	"one-job",
	"two-jobs",
	"required-check",
	"hosted-endpoint"
];
/** For whom each is, in one line. */
const TOPOLOGY_SUMMARIES = {
	"one-job": "one job on your machine reads, asks the model and writes the review",
	"two-jobs": "the machine with the model holds no token that may write",
	"required-check": "too many major concerns stop the merge, also in a merge queue",
	"hosted-endpoint": "the model answers at a server that you name; your machine only compares revisions"
};
const WORKFLOW_PATH = ".github/workflows/bioreview.yml";
const SETTINGS_PATH = ".github/bioreview.yml";
/** @param example the text of the topology's file in examples/workflows
*  @throws RangeError where the example is not as it is expected here: a fault of ours */
function workflowFiles(example, choices) {
	return [{
		path: WORKFLOW_PATH,
		text: workflowOf(example, choices)
	}, {
		path: SETTINGS_PATH,
		text: settingsOf(choices)
	}];
}
const EXAMPLE_ACTION = /OWNER\/bioreview@0{40} # the release that you want/g;
const EXAMPLE_LABELS = /runs-on: \[self-hosted, \w+\]/g;
const EXAMPLE_LIMIT = /^ {10}max-(?:open|new)-major: \d+\n/gm;
function workflowOf(example, { topology, uses, version, runsOn, pullWeights }) {
	const steps = [[/^(?:#.*\n)+/, `${[
		`# BioReview: ${TOPOLOGY_SUMMARIES[topology]}.`,
		`# Written by \`bioreview init\`. What is reviewed and how it is judged stands in ${SETTINGS_PATH}; every setting: docs/action.md of BioReview.`,
		"# Whoever may push here may run code on the machine all the same: read \"Threat model\" there."
	].join("\n")}\n`], [EXAMPLE_ACTION, `${uses} # ${version}`]];
	if (runsOn !== void 0) steps.push([EXAMPLE_LABELS, `runs-on: [${runsOn.join(", ")}]`]);
	const limited = steps.reduce((before, [pattern, replacement]) => replaced(before, pattern, () => replacement), example).replace(EXAMPLE_LIMIT, "").replace(/^ {8}with:\n(?! {10})/gm, "");
	return pullWeights ? replaced(limited, /^ {10}pull-request: .*$/m, (line) => `${line}
          weights: pull`) : limited;
}
function replaced(text, pattern, replacement) {
	if (text.search(pattern) < 0) throw new RangeError(`the example workflow holds no ${pattern}`);
	return text.replace(pattern, replacement);
}
function settingsOf({ manuscript, profile, maxOpenMajor, maxNewMajor }) {
	const limit = (name, most, usual) => `${most === void 0 ? "# " : ""}${name}: ${most ?? usual}`;
	return `${[
		"# Settings of BioReview, read from the base branch. Every setting: docs/action.md of BioReview.",
		manuscript === void 0 ? "# The manuscript is found by itself; name its main file or folder where it is not.\n# manuscript: paper.md" : `manuscript: ${JSON.stringify(manuscript)}`,
		`profile: ${profile}`,
		"# The gate fails above so many major concerns that are open, and above so many that a revision brings.",
		limit("max-open-major", maxOpenMajor, 3),
		limit("max-new-major", maxNewMajor, 0)
	].join("\n")}\n`;
}
/** @param uses as the user wrote it: an action and a commit
*  @throws SettingsError where it names no commit: what a branch or tag means can be changed by others later */
function parseUses(uses) {
	if (/^[\w.-]+\/[\w.-]+(?:\/[\w./-]+)?@[0-9a-f]{40}$/.test(uses)) return uses;
	throw new SettingsError({
		code: "uses-wrong",
		at: `--uses ${uses}`,
		fault: "it does not name an action by owner, repository and the 40 digits of a commit",
		remedy: "Write it as --uses OWNER/REPOSITORY@COMMIT; `git rev-parse HEAD` in a clone prints the commit"
	});
}
/** @param remote of git, such as `git@github.com:owner/name.git` or `https://github.com/owner/name`
*  @returns `owner/name`; undefined where it is not at GitHub, whose workflows could not use it */
function repositoryOf(remote) {
	return /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/(?:[^@/]*@)?|[^@/]*@)github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(remote.trim())?.[1];
}
/** Whether a job can fetch all weights that it will need: those of the published models nobody may hand out, so their operators build them. */
function canBeFetched(profile, topology) {
	const named = PROFILES.find(({ name }) => name === profile);
	const models = [...CHAT_MODELS, ...EMBEDDING_MODELS];
	const ids = [
		...topology === "hosted-endpoint" ? [] : named?.chat ?? [],
		named?.embedding,
		named?.matching
	];
	return models.filter(({ id }) => ids.includes(id)).every(({ files }) => files.every(({ sources }) => sources.some(({ kind }) => kind !== "converted")));
}
/** What only the maintainers can do. @param repository at GitHub, such as `owner/name`, where it is known */
function leftToDo(choices, repository) {
	const { topology, profile, runsOn, pullWeights } = choices;
	const settings = repository === void 0 ? "the repository's settings" : `https://github.com/${repository}/settings`;
	const machine = runsOn?.every((label) => !/^self-hosted$/.test(label)) === true ? `Nothing to install: the job runs on GitHub's machine (${runsOn?.join(", ")}). Each run fetches the weights anew unless you cache them.` : `Register a self-hosted runner with the labels ${(runsOn ?? ["self-hosted", topology === "hosted-endpoint" ? "linux" : "gpu"]).join(", ")}: ${settings}/actions/runners/new`;
	const weights = pullWeights ? `The job fetches the weights of ${profile} by itself, once a machine.` : `Put the weights of ${profile} on that machine, as its user: docs/models.md of BioReview says how; \`bioreview doctor --profile ${profile}\` says what is missing.`;
	const endpoint = `Make the environment bioreview with the variables BIOREVIEW_ENDPOINT and BIOREVIEW_MODEL and the secret BIOREVIEW_API_KEY: ${settings}/environments`;
	const required = `Make the status bioreview/gate a required check of the default branch: ${settings}/rules`;
	return `Left to do:\n${[
		machine,
		...topology === "hosted-endpoint" ? [endpoint] : [weights],
		`Commit ${WORKFLOW_PATH} to the default branch, and open a pull request that changes the manuscript, or write /bioreview in one.`,
		...topology === "required-check" ? [required] : []
	].map((step, k) => `  ${k + 1}. ${step}`).join("\n")}\n`;
}

// src/cli/commands/init.ts
/** `bioreview init`: a repository adopts the Action. Looks for the manuscript, asks what is not said, writes two files, and tells what is left to do.
*  Invariant: no file that is there is written over, and either both files are written or none. */
function initCommand(terminal, signal) {
	return new Command("init").description("Writes the workflow and the settings with which a manuscript's repository adopts the Action, and says what is left to do.").argument("[folder]", "a folder of the repository", ".").addOption(new Option("--topology <kind>", "where what runs; docs/action.md compares them").choices(TOPOLOGIES)).addOption(new Option("--profile <name>", "model, prompt, sampling and thresholds that belong together").choices(PROFILES.map(({ name }) => name))).option("--manuscript <file>", "main file or folder of the manuscript, where it is not found by itself").option("--max-open-major <number>", "the gate fails above so many open major concerns", wholeNumber(0)).option("--max-new-major <number>", "the gate fails above so many major concerns that a revision brings", wholeNumber(0)).option("--runs-on <labels>", "of the machine with the model, such as self-hosted,gpu or ubuntu-latest (default: the example's)").option("--uses <action>", "the Action and its commit, OWNER/REPOSITORY@COMMIT (default: the clone that this program runs from)").option("--print", "write nothing, and print what would be written").addHelpText("after", EXAMPLES$5).action(async (folder, flags) => init(resolve(terminal.directory, folder), flags, terminal, signal));
}
const EXAMPLES$5 = `
Examples:
  bioreview init                                          asks what it does not know
  bioreview init --profile small --runs-on ubuntu-latest  a general model, without a GPU
  bioreview init --topology required-check --profile bioreview-9b --max-open-major 3
  bioreview init --uses owner/bioreview@1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d

Without a terminal: --topology one-job, --profile ${DEFAULT_PROFILE}, no limits.`;
async function init(folder, flags, terminal, signal) {
	const root = await repositoryRoot(folder);
	const manuscript = await readManuscript(directoryTree(root), { manuscript: flags.manuscript });
	terminal.err(`Manuscript: ${foundText(manuscript)}\n`);
	const action = await actionOf(flags.uses, terminal);
	const topology = flags.topology ?? await askTopology(terminal);
	const profile = flags.profile ?? await askProfile(terminal);
	const maxOpenMajor = flags.maxOpenMajor ?? (topology === "required-check" ? await askLimit(terminal) : void 0);
	signal.throwIfAborted();
	const choices = {
		topology,
		...action,
		runsOn: flags.runsOn?.split(",").map((label) => label.trim()),
		profile,
		manuscript: flags.manuscript,
		maxOpenMajor,
		maxNewMajor: flags.maxNewMajor,
		pullWeights: canBeFetched(profile, topology)
	};
	const example = await readFile(join(terminal.program, "..", "examples", "workflows", `${topology}.yml`), "utf8");
	const files = workflowFiles(example, choices);
	if (flags.print) return terminal.out(files.map(({ path, text }) => `# ---- ${path}\n${text}`).join("\n"));
	await writeAll(root, files);
	await terminal.out(`${files.map(({ path }) => `wrote ${path}`).join("\n")}\n\n${leftToDo(choices, await remoteOf(root))}`);
}
const run = promisify(execFile);
/** @returns what git says, trimmed; undefined where it says no */
async function git(folder, ...args) {
	try {
		return (await run("git", [
			"-C",
			folder,
			...args
		])).stdout.trim();
	} catch (error) {
		if (errnoOf(error) === "ENOENT" && await stat(folder).catch(() => void 0) !== void 0) throw new SettingsError({
			code: "git-missing",
			at: "git",
			fault: "the program is not installed",
			remedy: "Install git"
		});
		return;
	}
}
async function repositoryRoot(folder) {
	const root = await git(folder, "rev-parse", "--show-toplevel");
	if (root) return root;
	throw new ManuscriptError({
		code: "git-no-repository",
		at: folder,
		fault: "it lies in no git repository, and the Action reviews pull requests of one",
		remedy: "Name a folder of the manuscript's repository, or make one with `git init`"
	});
}
function foundText({ root, format, files, title }) {
	const more = files.length > 1 ? ` and ${counted(files.length - 1, "more file")}` : "";
	return plainText(`${root}${more} (${format}${title === void 0 ? "" : `, “${title.text}”`})`);
}
/** The clone that this program runs from, where --uses names none. */
async function actionOf(uses, terminal) {
	if (uses !== void 0) return {
		uses: parseUses(uses),
		version: "the release that you named"
	};
	const clone = join(terminal.program, "..");
	const remote = await git(clone, "remote", "get-url", "origin");
	const [repository, commit] = [remote && repositoryOf(remote), await git(clone, "rev-parse", "HEAD")];
	if (!repository || !commit) throw new SettingsError({
		code: "action-unknown",
		at: clone,
		fault: "this program does not run from a clone of a repository at GitHub, so the workflow cannot name it",
		remedy: "Name the Action's repository and a commit of it: --uses OWNER/REPOSITORY@COMMIT"
	});
	if (!await git(clone, "branch", "--remotes", "--contains", commit)) terminal.err(`Commit ${commit.slice(0, 7)} of ${repository} is on no branch that this clone knows of GitHub: push it before the workflow runs\n`);
	return {
		uses: `${repository}@${commit}`,
		version: await git(clone, "describe", "--tags", "--always", commit) || commit.slice(0, 7)
	};
}
async function askTopology({ ask }) {
	if (ask === void 0) return TOPOLOGIES[0];
	return choose(ask, "How shall it run?", TOPOLOGIES.map((name) => ({
		name,
		summary: TOPOLOGY_SUMMARIES[name]
	})));
}
async function askProfile({ ask }) {
	if (ask === void 0) return DEFAULT_PROFILE;
	return choose(ask, "Which model?", PROFILES);
}
async function askLimit({ ask }) {
	for (;;) {
		const answer = (await ask?.("At most how many open major concerns? [none] "))?.trim();
		if (answer === void 0 || answer === "") return void 0;
		if (/^\d{1,6}$/.test(answer)) return Number(answer);
	}
}
/** @returns the one that was typed by number or name, the first for an empty line */
async function choose(ask, question, options) {
	const list = options.map(({ name, summary }, k) => `  ${k + 1}  ${name}: ${summary}`).join("\n");
	for (;;) {
		const answer = (await ask(`${question}\n${list}\n[1] `)).trim() || "1";
		const chosen = options.find(({ name }, k) => name === answer || String(k + 1) === answer);
		if (chosen !== void 0) return chosen.name;
	}
}
async function remoteOf(root) {
	const remote = await git(root, "remote", "get-url", "origin");
	return remote === void 0 ? void 0 : repositoryOf(remote);
}
async function writeAll(root, files) {
	const paths = files.map(({ path }) => join(root, path));
	for (const path of paths) if (await stat(path).catch(() => void 0) !== void 0) throw alreadyThere(path);
	const written = [];
	try {
		for (const [k, { text }] of files.entries()) {
			const path = paths[k] ?? "";
			await mkdir(dirname(path), { recursive: true });
			await writeFile(path, text, { flag: "wx" });
			written.push(path);
		}
	} catch (error) {
		for (const path of written) await rm(path, { force: true });
		if (errnoOf(error) === "EEXIST") throw alreadyThere(paths[written.length] ?? root);
		throw new OutputError({
			code: "not-writable",
			at: paths[written.length] ?? root,
			fault: `it could not be written (${errnoOf(error) ?? "for an unknown reason"}), and nothing was`,
			remedy: "Let this user write there, or use --print and put the text there yourself",
			cause: error
		});
	}
}
function alreadyThere(path) {
	return new OutputError({
		code: "already-there",
		at: path,
		fault: "the file is there already, and nothing was written",
		remedy: "Take it away first, or use --print and take over what you want"
	});
}

// src/cli/commands/inspect.ts
/** `bioreview inspect`: what would be read, what would be cut, what is left out and why. No model runs. */
const FORMATS = ["text", "json"];
function inspectCommand(terminal, signal) {
	const command = new Command("inspect").description("Shows what would be read of a manuscript, section by section, what the budget cuts, and what is left out. No model runs.");
	return withFormatFlag(withPromptFlags(withReadFlags(command)), FORMATS, "how it is written; json: everything, each passage with its file and lines").addHelpText("after", EXAMPLES$4).action(async (path, flags) => {
		const { prompt } = profileOf(flags);
		const inspection = inspect(await openManuscript(path, flags, terminal.directory), {
			counter: await tokenCounter(prompt.counter),
			budget: prompt.budget
		});
		signal.throwIfAborted();
		await writeResult(void 0, flags.format === "json" ? jsonText(inspection) : inspectionText(inspection), terminal);
	});
}
const EXAMPLES$4 = `
Examples:
  bioreview inspect paper/
  bioreview inspect paper/ --rev v2 --json
  bioreview inspect . --manuscript docs/main.tex`;
function inspect({ manuscript, revision }, { counter, budget }) {
	const { format, root, files, title, abstract, sections, leftOut, warnings, hidden } = manuscript;
	const sourced = articleOf(manuscript);
	const { report } = buildPrompt(sourced.article, {
		counter,
		budget
	});
	const reads = new Map(passageReadings(sourced, report).map(({ passage, read }) => [passage, read]));
	const inspected = (part, passage, section) => ({
		part,
		...section !== void 0 && { section },
		...passage,
		read: reads.get(passage) ?? "none"
	});
	const passages = [
		...title === void 0 ? [] : [inspected("title", title)],
		...abstract.map((passage) => inspected("abstract", passage)),
		...sections.flatMap((section, at) => section.passages.map((passage) => inspected("section", passage, at)))
	];
	return {
		schema: "bioreview-inspection",
		version: 1,
		revision,
		format,
		root,
		files,
		title: title?.text ?? null,
		abstract: abstract.map(({ text }) => text).join(" "),
		words: words(passages),
		sections: sections.map(({ name, passages: own }) => ({
			name,
			promptName: promptNameOf(own, sourced),
			words: words(own)
		})),
		passages,
		prompt: report,
		leftOut,
		warnings,
		hidden
	};
}
/** The block of the prompt that a section's text went into. */
function blockOf(section, { blocks }) {
	return blocks.find(({ part, name }) => part === "section" && name === section.promptName);
}
function promptNameOf(own, { article, sections }) {
	const at = sections.findIndex(({ passages }) => own.some((passage) => passages.includes(passage)));
	return article.sections[at]?.[0] ?? null;
}
function words(passages) {
	return passages.reduce((sum, { text }) => sum + text.split(" ").length, 0);
}
/** Longer names are cut in the table; the JSON has them whole. */
const NAME_WIDTH = 44;
/** More than these of a kind fill a screen and help nobody. */
const SHOWN = 12;
/** One table of what is read, one list of what is not. */
function inspectionText(inspection) {
	const { title, root, format, files, words, revision, prompt, leftOut, warnings, hidden } = inspection;
	const head = [title === null ? "(no title found)" : plainText(title), `${format}, ${plainText(root)}${moreFiles(files.length - 1)}, ${thousands(words)} words · ${plainText(revision)}`];
	const total = `${thousands(prompt.tokens)} of ${thousands(prompt.budget)} tokens by ${prompt.counter}${readWords(inspection)}`;
	return [
		head.join("\n"),
		`${sectionTable(inspection)}\n${total}`,
		listSection("Left out", leftOut.map(({ file, lines, why }) => `${plainText(file)}${lines === void 0 ? "" : `:${span(lines)}`}: ${plainText(why)}`)),
		listSection("Warnings", warnings.map(({ file, line, message }) => `${plainText(file)}${line === void 0 ? "" : `:${line}`}: ${plainText(message)}`)),
		listSection("Hidden from readers, and not given to the model", hidden.map(({ file, line, technique, characters }) => `${plainText(file)}:${line}: ${plainText(technique)}, ${characters} characters`))
	].filter((part) => part !== "").join("\n\n").concat("\n");
}
function readWords({ prompt, warnings }) {
	const limits = [...prompt.cut ? ["the paper is cut"] : [], ...unreadLine(warnings)];
	return limits.length === 0 ? ", all is read" : `, ${limits.map((limit) => plainText(limit)).join("; ")}`;
}
function sectionTable(inspection) {
	const { abstract, sections, prompt } = inspection;
	const rows = sections.map((section) => {
		const block = blockOf(section, prompt);
		return {
			name: section.name === "" ? "(before the first heading)" : plainText(section.name),
			promptName: section.promptName === null ? "-" : plainText(section.promptName),
			words: section.words,
			tokens: block === void 0 ? "-" : thousands(block.tokensWhole),
			read: block === void 0 ? "-" : percentRead(block.charactersRead, block.charactersWhole)
		};
	});
	const summary = prompt.blocks.find(({ part }) => part === "abstract");
	const all = [{
		name: abstract === "" ? "(no abstract found)" : "Abstract",
		promptName: abstract === "" ? "-" : "abstract",
		words: abstract === "" ? 0 : abstract.split(" ").length,
		tokens: summary === void 0 ? "-" : thousands(summary.tokensWhole),
		read: summary === void 0 ? "-" : percentRead(summary.charactersRead, summary.charactersWhole)
	}, ...rows];
	return table([
		"section",
		"in the prompt",
		"words",
		"tokens",
		"read"
	], all.map(({ name, promptName, words, tokens, read }) => [
		truncate$1(name, NAME_WIDTH),
		promptName,
		thousands(words),
		tokens,
		read
	]), [
		"left",
		"left",
		"right",
		"right",
		"right"
	]);
}
function span({ startLine, endLine }) {
	return startLine === endLine ? String(startLine) : `${startLine}-${endLine}`;
}
function moreFiles(count) {
	return count === 0 ? "" : ` and ${counted(count, "more file")}`;
}
function listSection(title, lines) {
	if (lines.length === 0) return "";
	const more = lines.length > SHOWN ? [`  and ${lines.length - SHOWN} more, which --json lists`] : [];
	return [
		`${title}:`,
		...lines.slice(0, SHOWN).map((line) => `  ${line}`),
		...more
	].join("\n");
}

// src/cli/commands/postprocess.ts
/** `bioreview postprocess`: raw predictions in, the ones that the published figures were made of out. */
/** What the model card used. */
const PUBLISHED = {
	duplicateCosine: .95,
	unionCosine: .98
};
function postprocessCommand(terminal, signal) {
	const command = new Command("postprocess").description("Reads predictions as JSON lines and writes them as JSON lines: repetitions dropped, then the first so many of each article kept, and with --union the same done to a second run and both united. Without a flag a step is not done.").argument("<predictions>", "lines of {\"article_id\", \"structured_concerns\": [{\"text\", \"category\", \"severity\"}]}, or \"concerns\"").addOption(new Option("--dedup <how>", "drop concerns that repeat an earlier one: in the same words, or as alike as --threshold").choices(["exact", "embedding"])).option("--threshold <cosine>", `from which --dedup embedding drops (default: ${PUBLISHED.duplicateCosine})`, cosineFlag).option("--cap <number>", "concerns of an article that are kept at most", wholeNumber(1)).option("--union <file>", "a second run over the same articles; <predictions> is the first model, whose wording is preferred").option("--union-threshold <cosine>", `from which two concerns are one (default: ${PUBLISHED.unionCosine})`, cosineFlag).option("--output <file>", "write the rows into this file instead of on standard output");
	return withEmbeddingFlags(command).addHelpText("after", EXAMPLES$3).action(async (path, flags) => {
		const output = flags.output === void 0 ? void 0 : resolve(terminal.directory, flags.output);
		if (output !== void 0) await assertWritable(output);
		const rows = await processed(path, flags, terminal, signal);
		await writeResult(output, rows.map(formatPredictionRow).join(""), terminal);
	});
}
const EXAMPLES$3 = `
Examples:
  bioreview postprocess raw.jsonl --dedup exact --cap 20 > capped.jsonl
  bioreview postprocess raw.jsonl --dedup embedding --embedder specter2-base --cap 20 --output capped.jsonl
  bioreview postprocess 8b.jsonl --union 9b.jsonl --dedup exact --cap 20 --embeddings rows.jsonl > union.jsonl`;
async function processed(path, flags, terminal, signal) {
	const steps = stepsOf(flags);
	if (flags.dedup === "exact" && flags.threshold !== void 0) terminal.err("bioreview: --threshold decides nothing here: --dedup exact compares words\n");
	const progress = progressLine(terminal, () => performance.now());
	try {
		progress.show(`reading ${path}`);
		const read = (file) => readPredictionRows(resolve(terminal.directory, file), file, signal);
		const [first, second] = [await read(path), flags.union === void 0 ? void 0 : await read(flags.union)];
		const needsEmbeddings = flags.dedup === "embedding" || second !== void 0;
		const texts = new Set([...first, ...second ?? []].flatMap(({ concerns }) => concerns.map(({ text }) => text)));
		const embeddings = needsEmbeddings ? await embedTexts(texts, flags, terminal, progress, signal) : void 0;
		const done = postprocess(first, steps, embeddings);
		terminal.err(`bioreview: ${countsLine(path, done.counts)}\n`);
		if (second === void 0 || flags.union === void 0) return done.rows;
		const other = postprocess(second, steps, embeddings);
		terminal.err(`bioreview: ${countsLine(flags.union, other.counts)}\n`);
		const both = uniteRuns(done.rows, other.rows, flags.unionThreshold ?? PUBLISHED.unionCosine, embeddings);
		const count = both.reduce((sum, { concerns }) => sum + concerns.length, 0);
		terminal.err(`bioreview: united: ${done.counts.after} and ${other.counts.after} concerns became ${count}\n`);
		return both;
	} finally {
		progress.end();
	}
}
function stepsOf({ dedup, threshold, cap, union, unionThreshold }) {
	if (threshold !== void 0 && dedup === void 0) throw decidesNothing("--threshold", "it says how alike repetitions are, and none are dropped", "--dedup embedding");
	if (unionThreshold !== void 0 && union === void 0) throw decidesNothing("--union-threshold", "it says how alike united concerns are, and nothing is united", "--union FILE");
	const by = {
		exact: { by: "words" },
		embedding: {
			by: "cosine",
			threshold: threshold ?? PUBLISHED.duplicateCosine
		}
	};
	return {
		repetitions: dedup === void 0 ? void 0 : by[dedup],
		cap
	};
}
function decidesNothing(flag, fault, other) {
	return new SettingsError({
		code: "flags-contradict",
		at: flag,
		fault,
		remedy: `Add ${other}, or leave ${flag} out`
	});
}
function countsLine(file, { before, blank, repeated, beyondCap, after }) {
	const parts = [
		[blank, "blank"],
		[repeated, "repeated"],
		[beyondCap, "beyond the cap"]
	].filter(([count]) => count > 0).map(([count, why]) => `${count} ${why}`);
	return `${file}: ${before} concerns, ${parts.length === 0 ? "none dropped" : `dropped ${parts.join(", ")}`}, ${after} kept`;
}

// src/cli/commands/prompt.ts
/** `bioreview prompt`: the question as the model gets it, byte for byte, and nothing else. */
function promptCommand(terminal, signal) {
	const command = new Command("prompt").description("Prints the user message byte for byte on standard output; several of a general model with NUL between them. What was cut of the paper is said on standard error.");
	return withPromptFlags(withReadFlags(command)).addOption(new Option("--article <file>", "read {\"title\", \"abstract\", \"sections\": [[\"name\", \"text\"], …]} from a JSON file instead of a manuscript").conflicts(["rev", "manuscript"])).option("--system", "print the system message instead").option("--system-prompt <file>", "use this file's text as the system message").option("--final-cut", "cut the finished message to the budget once more, as the published training build did and its inference did not").addHelpText("after", EXAMPLES$2).action(async (path, flags, { args }) => {
		const print = async ({ report, system }, user) => {
			signal.throwIfAborted();
			for (const line of cutLines(report)) terminal.err(`bioreview: ${line}\n`);
			await writeResult(void 0, flags.system === true ? system : user, terminal);
		};
		if (flags.article !== void 0 && args.length > 0) throw bothNamed(path, flags.article);
		const system = await readSystemPrompt(flags.systemPrompt, terminal.directory);
		const profile = profileOf(flags);
		const { prompt } = profile;
		const optional = system === void 0 ? {} : { system };
		if (prompt.questions !== void 0) {
			const asked = await promptFor({
				article: await paperFor(path, flags, profile, terminal),
				profile,
				...optional
			});
			return print(asked, asked.users.join("\0"));
		}
		const built = buildPrompt(await articleFor(path, flags, terminal), {
			counter: await tokenCounter(prompt.counter),
			budget: prompt.budget,
			finalCut: flags.finalCut === true,
			...optional
		});
		return print(built, built.user);
	});
}
const EXAMPLES$2 = `
Examples:
  bioreview prompt paper/ > prompt.txt
  bioreview prompt paper/ --counter cl100k --budget 8000
  bioreview prompt --article article.json | sha256sum`;
async function articleFor(path, flags, terminal) {
	if (flags.article !== void 0) return readArticle(flags.article, terminal.directory);
	const { manuscript } = await openManuscript(path, flags, terminal.directory);
	return articleOf(manuscript).article;
}
/** @throws SettingsError for an article in parts, whose sentences have no place in a manuscript; and for a cut that only the published prompt has */
async function paperFor(path, flags, { name }, terminal) {
	const [flag] = [flags.article === void 0 ? [] : ["--article"], flags.finalCut === true ? ["--final-cut"] : []].flat();
	if (flag !== void 0) throw new SettingsError({
		code: "not-of-this-prompt",
		at: flag,
		fault: `the profile ${name} asks about a manuscript part by part, and this belongs to the published prompt`,
		remedy: "Leave it out, or name a fine-tuned profile"
	});
	return articleOf((await openManuscript(path, flags, terminal.directory)).manuscript);
}
function bothNamed(path, article) {
	return new SettingsError({
		code: "article-and-path",
		at: `--article ${article}`,
		fault: `the path ${path} is named too, and only one of them can be asked about`,
		remedy: "Leave one of them out"
	});
}
/** @throws SettingsError naming the file, and the place in it that is wrong */
async function readArticle(file, directory) {
	const refuse = (fault, cause, line) => new SettingsError({
		code: "article-unusable",
		at: fileAndLine(file, line),
		fault,
		remedy: "Write {\"title\": \"…\", \"abstract\": \"…\", \"sections\": [[\"methods\", \"…\"]]} as JSON in UTF-8",
		cause
	});
	const parsed = articleSchema.safeParse(await readJson(resolve(directory, file), refuse));
	if (!parsed.success) throw refuse(parsed.error.issues.map(({ path, message }) => `${message} at ${toDotPath(path) || "its root"}`).join("; "));
	return parsed.data;
}

// src/cli/commands/report.ts
/** `bioreview report`: a result and its texts in, a page out in which both are read together; or the skeleton of a response letter. */
function reportCommand(terminal) {
	return new Command("report").description("Makes one HTML file in which a paper and its review are read together: concerns beside their sentences, revisions side by side.\nIt needs no network, asks for nothing, and can be sent to anybody. No model runs.").argument("<result>", "result of a review or of a comparison (JSON), the Action's result file, or an array of concerns").option("--manuscript <path>", "the text that was reviewed, where the result does not hold it; its response letters are shown").addOption(new Option("--new <path>", "of a comparison the newer text: the same as --manuscript").conflicts("manuscript")).option("--old <path>", "of a comparison the older text, or the result of its review: shows both side by side").option("-o, --output <file>", "write the page into this file instead of on standard output").option("--response [file]", "write the skeleton of a response letter (Markdown) into this file, or without one on standard output").addHelpText("after", EXAMPLES$1).action(async (file, flags) => {
		const { output, response, old } = flags;
		const letter = typeof response === "string" ? resolve(terminal.directory, response) : void 0;
		for (const path of [output, response]) if (typeof path === "string") await assertWritable(resolve(terminal.directory, path));
		const { savedReport, writeReport } = await import("./report-page.js");
		const model = await savedReport(file, {
			old,
			now: flags.new ?? flags.manuscript
		}, terminal.directory);
		if (response !== void 0) await writeResult(letter, model.response, terminal);
		if (output !== void 0 || response === void 0) await writeReport(model, output, terminal);
	});
}
const EXAMPLES$1 = `
Examples:
  bioreview report review.json -o report.html
  bioreview report review.json --manuscript paper/ -o report.html     with the authors' letter, if one lies there
  bioreview report v2-compared.json --old v1/ --new v2/ -o report.html
  bioreview report v2-compared.json --old v1.json -o report.html
  bioreview report v2-compared.json --response response.md            a letter to fill in`;

// src/cli/commands/review.ts
/** `bioreview review`: a manuscript in, concerns out; with an earlier revision, what became of its concerns. */
/** As the published seeds, and as every server takes them: 31 bits. */
const GREATEST_SEED = 2 ** 31 - 1;
function reviewCommand(terminal, signal) {
	const command = new Command("review").description("Reads a manuscript, asks the profile's model for the concerns of a peer reviewer, drops what is said twice and shows the rest.\nWithout --endpoint a model server is started for the job and ended after it. No text leaves this machine.");
	return withFormatFlag(withRevisionFlags(withPromptFlags(withReadFlags(command))), RESULT_FORMATS, "how the result is written").option("--output <file>", "write the result into this file instead of on standard output").option("--report <file>", "make a page too (HTML) in which the paper and its review are read together").option("--endpoint <url>", "ask this OpenAI-compatible server: http(s)://host[:port][/v1] or unix:/path.sock").option("--model <name>", "the model's name at the endpoint, where it serves several; once for each model of the profile", (name, before = []) => [...before, name]).option("--no-embedder", "do not look for concerns that say the same in other words").option("--seed <number>", "instead of the one made from paper, profile and model", wholeNumber(0, GREATEST_SEED)).option("--system-prompt <file>", "use this file's text as the system message").option("--models <folder>", "where the model server finds its weights (default: its own)").addOption(new Option("--gpu <kind>", "what the started server computes on").choices(GPU_KINDS)).option("--threads <number>", "processor threads of the started server", wholeNumber(1)).addOption(new Option("--timeout <seconds>", "give up on a server that says nothing new for so long").default(TIMEOUTS.silence).argParser(wholeNumber(1, LONGEST_TIMEOUT))).addHelpText("after", EXAMPLES).action((path, flags) => reviewed(path, withOldNames(flags, terminal), terminal, signal));
}
const EXAMPLES = `
Examples:
  bioreview review
  bioreview review paper/ --rev v2 --format json --output review.json
  bioreview review main.tex --format markdown > review.md
  bioreview review paper/ --format rdjson | reviewdog -f=rdjson -reporter=local
  bioreview review paper/ --rev v2 --previous v1.json
  bioreview review paper/ --rev HEAD --against HEAD~5
  bioreview review paper/ --previous v1.json --report report.html
  bioreview review paper/ --endpoint unix:/run/bioreview/runner.sock
  bioreview review paper/ --endpoint http://127.0.0.1:8080 --model qwen3
  bioreview review paper/ --profile smoke        a small model, to see that the parts work together

A key for the endpoint is read from BIOREVIEW_API_KEY.`;
function withRevisionFlags(command) {
	return command.option("--previous <file>", "compare with this earlier result (JSON): what is new, what stands, what is resolved and why").addOption(new Option("--against <revision>", "review this git revision of the path too, and compare with it").conflicts("previous")).option("--matching-embedder <name>", "compare by this one, for which you ran bioreview calibrate (default: the profile's)").option("--judge", "let the profile's model read what changed about concerns that were not raised again (at most 20 short questions)").addOption(new Option("--comparing <name>", "old name of --matching-embedder").hideHelp().conflicts("matchingEmbedder"));
}
/** `--comparing` goes on working for one release. */
function withOldNames(flags, terminal) {
	if (flags.comparing === void 0) return flags;
	terminal.err("bioreview: --comparing is now called --matching-embedder; the old name goes with the next release\n");
	return {
		...flags,
		matchingEmbedder: flags.comparing
	};
}
async function reviewed(path, flags, terminal, signal) {
	assertCompares(flags);
	const output = flags.output === void 0 ? void 0 : resolve(terminal.directory, flags.output);
	const page = flags.report === void 0 ? void 0 : resolve(terminal.directory, flags.report);
	for (const path of [output, page]) if (path !== void 0) await assertWritable(path);
	const progress = progressLine(terminal, () => performance.now());
	try {
		progress.show(`reading ${path}`);
		const request = await requestOf(path, flags, terminal);
		const revision = await reviewRevision(request, dependenciesOf(flags, request, terminal, progress), signal).catch((error) => Promise.reject(withWhatWorks(error, request.profile)));
		if (revision.kind === "manuscript unchanged") throw new RangeError("a path is reviewed whatever changed in it");
		progress.end();
		await writeRevision(revision, {
			output,
			shown: flags.output,
			format: flags.format,
			folder: request.folder
		}, terminal);
		if (flags.report === void 0) return;
		progress.show("making the page");
		const { reviewedReport, writeReport } = await import("./report-page.js");
		await writeReport(await reviewedReport(revision, request.files), flags.report, terminal);
	} finally {
		progress.end();
	}
}
async function writeRevision(revision, { output, shown, format, folder }, terminal) {
	if (revision.kind === "compared") {
		for (const note of revision.notes) terminal.err(`bioreview: ${plainText(note)}\n`);
		return writeResult(output, renderComparison(revision.comparison, format, terminal.columns, folder), terminal);
	}
	await writeResult(output, rendered(revision.review, format, terminal, folder), terminal);
	if (shown !== void 0 && terminal.errIsTerminal) terminal.err(`bioreview: ${plainText(`${countLine(revision.review)} → ${shown}`)}\n`);
}
/** Of a profile whose weights nobody hands out: what reviews on this machine now. */
function withWhatWorks(error, { name }) {
	if (!(error instanceof UserError) || !BEYOND_THIS_MACHINE.has(error.code) || canBeFetched(name, "one-job")) return error;
	const { code, at, fault, remedy } = error;
	return new (error instanceof ModelsError ? ModelsError : ServerError)({
		code,
		at,
		fault,
		remedy: `${remedy}. To review now: \`bioreview-runner models pull small\` (1.2 GB) and --profile small, a general model that any machine runs; or --endpoint URL, any OpenAI-compatible server`,
		cause: error
	});
}
/** Weights that are not there, a device that is not. */
const BEYOND_THIS_MACHINE = /* @__PURE__ */ new Set([
	"weights-missing",
	"no-gpu",
	"too-big"
]);
/** @throws SettingsError for what says how two revisions are compared, where nothing is compared */
function assertCompares(flags) {
	const { matchingEmbedder, judge } = flags;
	const at = matchingEmbedder !== void 0 ? `--matching-embedder ${matchingEmbedder}` : judge === true ? "--judge" : void 0;
	if (at === void 0 || knowsEarlier(flags)) return;
	throw new SettingsError({
		code: "nothing-to-compare",
		at,
		fault: "it says what compares two revisions, and no earlier one is named",
		remedy: "Name one with --previous or --against, or leave it out"
	});
}
function knowsEarlier({ previous, against }) {
	return previous !== void 0 || against !== void 0;
}
async function requestOf(path, flags, terminal) {
	const { previous, against, manuscript } = flags;
	const { directory } = terminal;
	return {
		...await findManuscript(path, flags, directory),
		profile: judging(profileOf(flags), flags.judge === true, JUDGE_OTHERWISE),
		system: await readSystemPrompt(flags.systemPrompt, directory),
		seed: flags.seed,
		...previous === void 0 ? {} : { previous: () => savedRevision(previous, directory) },
		...against === void 0 ? {} : { previous: () => unreviewedRevision(path, {
			rev: against,
			...manuscript === void 0 ? {} : { manuscript }
		}, directory) }
	};
}
const JUDGE_OTHERWISE = "Leave --judge out, or let another model judge afterwards: bioreview compare OLD NEW --judge PROFILE";
async function savedRevision(file, directory) {
	const { label, concerns, text, ledger, review } = await readReviewedText(file, void 0, "--old", directory);
	return {
		label,
		text,
		review,
		settings: review === void 0 ? void 0 : resultSettings(review),
		ledger: ledger ?? firstLedger(label, concerns)
	};
}
async function unreviewedRevision(path, read, directory) {
	const { manuscript, revision } = await openManuscript(path, read, directory);
	return {
		label: revision,
		unreviewed: manuscript
	};
}
function dependenciesOf(flags, { profile }, terminal, progress) {
	const { env } = terminal;
	const log = {
		notice: (line) => terminal.err(`bioreview: ${line}\n`),
		progress: progress.show,
		onReview: progress.onReview
	};
	const servers = {
		env,
		log,
		runnerPath: async () => locateRunner(terminal.program, env)
	};
	return {
		env,
		log,
		now: () => performance.now(),
		models: {
			nearDuplicates: flags.embedder,
			identify: (signal) => identifyModels(profile, flags, env, signal),
			open: (signal) => openModelServers(profile, {
				...flags,
				compares: knowsEarlier(flags)
			}, servers, signal)
		}
	};
}
const FOR_PEOPLE = /* @__PURE__ */ new Set(["text", "markdown"]);
function rendered(result, format, terminal, folder) {
	if (!FOR_PEOPLE.has(format)) for (const line of [...cutLines(result.prompt), ...unreadLine(result.warnings)]) terminal.err(`bioreview: ${line}\n`);
	return renderReview(result, format, terminal.columns, folder);
}

export { inspectCommand as a, doctorCommand as c, anchorCommand as d, postprocessCommand as i, compareCommand as l, reportCommand as n, initCommand as o, promptCommand as r, evaluateCommand as s, reviewCommand as t, calibrateCommand as u };