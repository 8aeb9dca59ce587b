import { i as __toESM } from "./rolldown-runtime.js";
import { a as InterruptedError, c as OutputError, f as UserError, n as BatchError, u as SettingsError } from "./shared~errors.js";
import { n as plainText, t as escapeMarkdown } from "./publish~sanitise.js";
import { a as readJson, i as parseJson, n as errnoOf, o as readTextFile, s as writeFileAtomically } from "./shared~data-file~action~action-post.js";
import { f as literal, g as record, h as object, v as string, x as unknown } from "./zod~action~action-post.js";
import { n as reviewResultSchema } from "./review~result-schema.js";
import { n as byCodeUnit } from "./manuscript~file-tree~action.js";
import { i as isManuscriptFile, r as howToConvert } from "./manuscript~projects~action.js";
import { n as counted } from "./shared~text.js";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

// src/cli/batch-folder.ts
/** The folder of a batch's results: locked for one run, of one way to review, with a file for each manuscript that is done. Invariants: a result stands there whole or not
*  at all, and what is no result of ours is neither believed nor written over. */
/** Milliseconds after which a run that was killed is known to be over; a paper is parsed in less. */
const LOCK_STALE = 5e3;
/** @throws SettingsError where another run writes into the folder */
async function lockBatch(output) {
	const { default: lockfile } = await import("./proper-lockfile.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const retries = {
		retries: 12,
		factor: 1,
		minTimeout: 1e3,
		maxTimeout: 1e3
	};
	try {
		return await lockfile.lock(output, {
			stale: LOCK_STALE,
			update: 1e3,
			retries,
			lockfilePath: join(output, ".lock")
		});
	} catch (cause) {
		if (errnoOf(cause) !== "ELOCKED") throw notWritten(output, cause);
		throw new SettingsError({
			code: "batch-running",
			at: output,
			fault: "another run reviews into this folder",
			remedy: "Wait for it, or name another --output",
			cause
		});
	}
}
/** What a run that was killed in the middle of a write has left; nobody else writes here now. */
async function removeUnfinished(output) {
	for (const name of await readdir(output)) if (/^\..+\.(?:json|csv|md)\.\d+\.part$/.test(name)) await rm(join(output, name), { force: true });
}
const savedSettings = object({
	version: literal(1),
	settings: record(string(), unknown())
});
async function assertSameSettings(output, settings) {
	const path = join(output, "batch.json");
	const text = await readFile(path, "utf8").catch((error) => {
		if (errnoOf(error) === "ENOENT") return void 0;
		throw error;
	});
	if (text === void 0) return save(path, `${JSON.stringify({
		version: 1,
		settings
	}, void 0, 2)}\n`);
	const refuse = (fault, cause) => new SettingsError({
		code: "batch-of-other-settings",
		at: path,
		fault,
		remedy: "Name another --output, or run it as before",
		cause
	});
	const { data: saved } = savedSettings.safeParse(parseJson(text, (fault, cause) => refuse(fault, cause)));
	if (saved === void 0) throw refuse("it is none that a batch has written");
	const now = JSON.parse(JSON.stringify(settings));
	const other = [.../* @__PURE__ */ new Set([...Object.keys(saved.settings), ...Object.keys(now)])].filter((name) => JSON.stringify(saved.settings[name]) !== JSON.stringify(now[name]));
	if (other.length > 0) throw refuse(`the results there were made with another ${other.join(", ")}`);
}
/** A server can be another one, at another address, as long as what answers there is the same.
*  @param before of a result that stands   @param now undefined where nobody says
*  @throws SettingsError where a model is another, or has other weights as far as both are known */
function assertSameModels(output, before, now) {
	if (before === void 0 || now === void 0) return;
	const isSame = (one, other) => one.id === other?.id && (one.sha256 === void 0 || other.sha256 === void 0 || one.sha256 === other.sha256);
	if (before.length === now.length && before.every((one, k) => isSame(one, now[k]))) return;
	const named = (models) => models.map(({ id, sha256 }) => sha256 === void 0 ? id : `${id} (sha256 ${sha256.slice(0, 12)})`).join(" and ");
	throw new SettingsError({
		code: "batch-of-other-models",
		at: output,
		fault: `the results there were made by ${named(before)}, and now ${named(now)} would answer`,
		remedy: "Name another --output, or the server and --model of before"
	});
}
const resultPath = (output, { name }) => join(output, `${name}.json`);
const errorPath = (output, { name }) => join(output, `${name}.error.json`);
/** @returns undefined where there is no result
*  @throws OutputError where the file is another's: it is neither believed nor written over */
async function savedOutcome(output, item) {
	const path = resultPath(output, item);
	if (await stat(path).catch(() => void 0) === void 0) return void 0;
	const refuse = (fault, cause) => new OutputError({
		code: "result-unreadable",
		at: path,
		fault,
		remedy: "Delete it to have this manuscript reviewed again",
		cause
	});
	const { data } = reviewResultSchema.safeParse(await readJson(path, refuse));
	if (data === void 0) throw refuse("it is no result of a review");
	return outcomeOf(data);
}
function outcomeOf({ manuscript, concerns, prompt, timing, models }) {
	const count = (severity) => concerns.filter((concern) => concern.severity === severity).length;
	return {
		kind: "reviewed",
		title: manuscript.title ?? "",
		counts: {
			major: count("major"),
			minor: count("minor"),
			optional: count("optional")
		},
		tokens: prompt.tokens,
		seconds: timing.totalSeconds,
		models
	};
}
async function save(path, text) {
	await writeFileAtomically(path, text).catch((error) => Promise.reject(notWritten(path, error)));
}
function notWritten(at, cause) {
	const fault = `it cannot be written (${errnoOf(cause) ?? "unknown"})`;
	return new OutputError({
		code: "output-not-written",
		at,
		fault,
		remedy: "Make room, or name another folder with --output",
		cause
	});
}

// src/cli/batch-items.ts
/** Which manuscripts a batch reviews: those that a list or a folder names. Invariant: each path is there once, under a name for its result that is a file's everywhere and
*  that no other path has. */
/** The table for people, in the folder of the results. */
const SUMMARY = "summary.md";
/** @param source a list with a path a line, relative to the list, or a folder with a manuscript in each of its folders and files
*  @param output folder of the results, which may lie in the other or be it: what a batch writes is no manuscript
*  @throws SettingsError where it is neither, or names nothing */
async function batchItems(source, output, directory) {
	const at = resolve(directory, source);
	const refuse = (fault, remedy, cause) => new SettingsError({
		code: "batch-unreadable",
		at: `--batch ${source}`,
		fault,
		remedy,
		cause
	});
	const isFolder = (await stat(at).catch((cause) => {
		throw refuse("there is no such file or folder", "Name a list with a path a line, or a folder of manuscripts", cause);
	})).isDirectory();
	if (!isFolder && isManuscriptFile(source)) throw refuse("it is a manuscript, and no list of them", "Leave --batch out to review it alone, or name a list with a path a line");
	const paths = isFolder ? await childrenOf(at) : linesOf(await readTextFile(at, (fault, cause) => refuse(fault, "Name a list with a path a line", cause)));
	const folder = isFolder ? source : dirname(source);
	const written = /* @__PURE__ */ new Set([resolve(directory, output), resolve(directory, output, SUMMARY)]);
	const items = /* @__PURE__ */ new Map();
	for (const path of paths) {
		const file = isAbsolute(path) ? path : join(folder, path);
		const key = resolve(directory, file);
		if (!items.has(key) && !(isFolder && written.has(key))) items.set(key, {
			path,
			file,
			name: nameOf(path)
		});
	}
	if (items.size === 0) {
		const [unread] = await unreadFiles(source, directory);
		throw refuse(unread === void 0 ? "it names no manuscript" : `it holds no manuscript of a format that is read, but ${unread.path}`, unread?.remedy ?? "Write a path a line, or name a folder with a manuscript in each of its folders");
	}
	return [...items.values()];
}
/** @returns in order; none where a list names the manuscripts: what it names is reviewed, or told as failed */
async function unreadFiles(source, directory) {
	const at = resolve(directory, source);
	if (!(await stat(at)).isDirectory()) return [];
	return (await readdir(at, { withFileTypes: true })).filter((entry) => entry.isFile() && !entry.name.startsWith(".")).flatMap(({ name }) => {
		const remedy = howToConvert(join(source, name));
		return remedy === void 0 ? [] : [{
			path: name,
			remedy
		}];
	}).sort((a, b) => byCodeUnit(a.path, b.path));
}
async function childrenOf(folder) {
	return (await readdir(folder, { withFileTypes: true })).filter((entry) => !entry.name.startsWith(".") && (entry.isDirectory() || isManuscriptFile(entry.name))).map(({ name }) => name).sort();
}
function linesOf(text) {
	return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}
/** Hexadecimal digits that tell paths apart whose names are alike. */
const DIGITS = 12;
function nameOf(path) {
	return `${path.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-.]+|[-.]+$/g, "").slice(-80)}-${createHash("sha256").update(path).digest("hex").slice(0, DIGITS)}`;
}

// src/cli/batch-summary.ts
/** What became of each manuscript of a batch, as a table for spreadsheets and one for people. Invariant: a foreign text is a text there, never a formula or markup. */
const COLUMNS = [
	"manuscript",
	"outcome",
	"title",
	"major",
	"minor",
	"optional",
	"tokens",
	"seconds",
	"result",
	"fault"
];
/** Columns with a text that is not ours; a file's name has to be copied as it stands. */
const FOREIGN = /* @__PURE__ */ new Set([
	"manuscript",
	"title",
	"fault"
]);
function cellsOf({ item, outcome }) {
	const { path, name } = item;
	switch (outcome.kind) {
		case "reviewed": {
			const { title, counts, tokens, seconds } = outcome;
			return [
				path,
				"reviewed",
				title,
				...[
					counts.major,
					counts.minor,
					counts.optional,
					tokens
				].map(String),
				seconds.toFixed(1),
				`${name}.json`,
				""
			];
		}
		case "failed": return [
			path,
			"failed",
			"",
			"",
			"",
			"",
			"",
			"",
			`${name}.error.json`,
			outcome.message
		];
		case "left": return [
			path,
			"left",
			"",
			"",
			"",
			"",
			"",
			"",
			"",
			""
		];
	}
}
const unreadCells = ({ path, remedy }) => [
	path,
	"left out",
	"",
	"",
	"",
	"",
	"",
	"",
	"",
	remedy
];
/** RFC 4180. What a spreadsheet would take for a formula is text there. */
function summaryCsv(rows, unread = []) {
	const cell = (text) => {
		const plain = plainText(text);
		const inert = /^[=+\-@\t]/.test(plain) ? `'${plain}` : plain;
		return /[",\r\n]/.test(inert) ? `"${inert.replaceAll("\"", "\"\"")}"` : inert;
	};
	return `${[
		COLUMNS,
		...rows.map(cellsOf),
		...unread.map(unreadCells)
	].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}
function summaryMarkdown(rows, unread = []) {
	const count = (kind) => rows.filter(({ outcome }) => outcome.kind === kind).length;
	const line = (cells) => `| ${cells.join(" | ")} |`;
	const cell = (text) => escapeMarkdown(plainText(text)).replaceAll("|", "\\|");
	return `${[
		`${rows.length} manuscripts: ${count("reviewed")} reviewed, ${count("failed")} failed, ${count("left")} left.${unread.length === 0 ? "" : ` ${counted(unread.length, "file")} left out, of formats that are not read.`}`,
		"",
		line(COLUMNS),
		line(COLUMNS.map(() => "---")),
		...[...rows.map(cellsOf), ...unread.map(unreadCells)].map((cells) => line(cells.map((text, column) => FOREIGN.has(COLUMNS[column]) ? cell(text) : text)))
	].join("\n")}\n`;
}

// src/cli/batch.ts
/** Many manuscripts, each reviewed once: a bounded number at a time, a result file each, and a table of all. Invariants: a manuscript is done exactly where its result
*  stands, which appears whole or not at all, so that a run that was killed goes on with the next one; what fails for one manuscript stops no other, and what would
*  fail for all of them stops the batch. */
/** @returns what became of each, in the order of the items
*  @throws BatchError where some could not be reviewed; what stopped it, or InterruptedError; the table is written in any case */
async function runBatch(batch, dependencies, signal) {
	const { items, unread, output } = batch;
	await mkdir(output, { recursive: true }).catch((error) => Promise.reject(notWritten(output, error)));
	const release = await lockBatch(output);
	try {
		await assertSameSettings(output, batch.settings);
		await removeUnfinished(output);
		const outcomes = /* @__PURE__ */ new Map();
		for (const item of items) {
			const done = await savedOutcome(output, item);
			if (done !== void 0) outcomes.set(item, done);
		}
		if (outcomes.size > 0) dependencies.notice(`${outcomes.size} of ${items.length} were reviewed before`);
		if (unread.length > 0) dependencies.notice(`left out: ${unread.map(({ path }) => path).join(", ")}, of formats that are not read; ${SUMMARY} says what to do`);
		const before = modelsOf(outcomes);
		if (before !== void 0 && outcomes.size < items.length) assertSameModels(output, before, await dependencies.identify(signal));
		const stopped = await reviewAll(batch, outcomes, dependencies, signal);
		const rows = items.map((item) => ({
			item,
			outcome: outcomes.get(item) ?? { kind: "left" }
		}));
		await save(join(output, "summary.csv"), summaryCsv(rows, unread));
		await save(join(output, SUMMARY), summaryMarkdown(rows, unread));
		if (stopped !== void 0) throw stopped;
		const failed = rows.filter(({ outcome }) => outcome.kind === "failed").length;
		if (failed > 0) throw new BatchError({
			code: "batch-incomplete",
			at: output,
			fault: `${failed} of ${items.length} manuscripts could not be reviewed`,
			remedy: "summary.md says why; mend what it says and run the same command again, which reviews those alone"
		});
	} finally {
		await release();
	}
}
/** Of the first result: all of a batch are made by the same. */
function modelsOf(outcomes) {
	for (const outcome of outcomes.values()) if (outcome.kind === "reviewed") return outcome.models;
}
/** Reviews what is left. @returns what stopped it before its end */
async function reviewAll(batch, outcomes, dependencies, signal) {
	const { items, output, concurrency } = batch;
	const left = items.filter((item) => !outcomes.has(item));
	const halt = new AbortController();
	const onAbort = () => halt.abort(signal.reason);
	signal.addEventListener("abort", onAbort, { once: true });
	if (signal.aborted) onAbort();
	let stopped;
	const done = (item, outcome, line) => {
		outcomes.set(item, outcome);
		dependencies.notice(`${outcomes.size} of ${items.length}: ${line}`);
		dependencies.progress("reviewing", `${outcomes.size} of ${items.length} done`);
	};
	const work = async () => {
		for (let item = left.shift(); item !== void 0 && !halt.signal.aborted; item = left.shift()) try {
			const result = await withPatience(() => dependencies.review(item, halt.signal), batch, dependencies, halt.signal);
			assertSameModels(output, modelsOf(outcomes), result.models);
			await save(resultPath(output, item), `${JSON.stringify(result, void 0, 2)}\n`);
			await rm(errorPath(output, item), { force: true });
			done(item, outcomeOf(result), `${item.path}: ${result.concerns.length} concerns`);
		} catch (error) {
			if (halt.signal.aborted) return;
			if (!(error instanceof UserError) || !isOfOne(error)) {
				stopped = error;
				return halt.abort(error);
			}
			const { code, kind, at, fault, remedy } = error;
			const failed = {
				path: item.path,
				code,
				kind,
				at: plainText(at),
				fault: plainText(fault),
				remedy: plainText(remedy)
			};
			await save(errorPath(output, item), `${JSON.stringify(failed, void 0, 2)}\n`);
			done(item, {
				kind: "failed",
				code,
				message: error.message
			}, `${item.path}: not reviewed: ${error.message}`);
		}
	};
	try {
		const workers = Array.from({ length: Math.min(concurrency, left.length) }, () => work().catch((error) => {
			stopped ??= error;
			halt.abort(error);
		}));
		await Promise.all(workers);
	} finally {
		signal.removeEventListener("abort", onAbort);
	}
	if (!signal.aborted) return stopped;
	const reviewed = [...outcomes.values()].filter(({ kind }) => kind === "reviewed").length;
	return new InterruptedError({
		code: "interrupted",
		at: output,
		fault: `stopped when ${reviewed} of ${items.length} manuscripts were reviewed`,
		remedy: "Run the same command again: it goes on with those that are left"
	});
}
/** What a server answers about one manuscript, as against what is wrong with the server. */
const OF_ONE_REQUEST = /* @__PURE__ */ new Set([
	"prompt-too-long",
	"request-too-large",
	"request-refused",
	"server-failed",
	"server-failed-midway",
	"server-gave-up",
	"server-stalled",
	"server-strange-stream",
	"answer-given-up"
]);
function isOfOne({ kind, code }) {
	return kind === "manuscript" || kind === "answer" || kind === "server" && OF_ONE_REQUEST.has(code);
}
/** What a server says, or does not say, that is being started anew. */
const COMES_BACK = /* @__PURE__ */ new Set([
	"server-ended",
	"server-loading",
	"server-not-running",
	"server-rate-limit",
	"server-socket-missing",
	"server-stopping",
	"server-unavailable",
	"server-unreachable"
]);
/** Seconds between two tries. */
const TRY_EVERY = 5;
async function withPatience(work, { patience }, { now, progress }, signal) {
	const began = now();
	for (let wait = 0;; wait = now() - began) try {
		return await work();
	} catch (error) {
		if (!(error instanceof UserError) || !COMES_BACK.has(error.code) || wait + TRY_EVERY * 1e3 > patience * 1e3) throw error;
		progress("waiting for the model server", plainText(error.fault));
		await setTimeout(TRY_EVERY * 1e3, void 0, { signal });
	}
}

export { batchItems as n, unreadFiles as r, runBatch as t };