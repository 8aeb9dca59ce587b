import { i as __toESM } from "./rolldown-runtime.js";
import { c as OutputError, u as SettingsError } from "./shared~errors.js";
import { n as plainText, t as escapeMarkdown } from "./publish~sanitise.js";
import { f as literal, g as record, h as object, v as string, x as unknown } from "./zod~action~action-post.js";
import { a as readJson, i as parseJson, n as errnoOf } from "./shared~data-file~action~action-post.js";
import { t as reviewResultSchema } from "./review~result-schema.js";
import { t as writeFileAtomically } from "./shared~write-file~action.js";
import { join } from "node:path";
import { readFile, readdir, rm, stat } from "node:fs/promises";

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
function outcomeOf({ manuscript, concerns, prompt, timing }) {
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
		seconds: timing.totalSeconds
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
/** RFC 4180. What a spreadsheet would take for a formula is text there. */
function summaryCsv(rows) {
	const cell = (text) => {
		const plain = plainText(text);
		const inert = /^[=+\-@\t]/.test(plain) ? `'${plain}` : plain;
		return /[",\r\n]/.test(inert) ? `"${inert.replaceAll("\"", "\"\"")}"` : inert;
	};
	return `${[COLUMNS, ...rows.map(cellsOf)].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}
function summaryMarkdown(rows) {
	const count = (kind) => rows.filter(({ outcome }) => outcome.kind === kind).length;
	const line = (cells) => `| ${cells.join(" | ")} |`;
	const cell = (text) => escapeMarkdown(plainText(text)).replaceAll("|", "\\|");
	return `${[
		`${rows.length} manuscripts: ${count("reviewed")} reviewed, ${count("failed")} failed, ${count("left")} left.`,
		"",
		line(COLUMNS),
		line(COLUMNS.map(() => "---")),
		...rows.map((row) => line(cellsOf(row).map((text, column) => FOREIGN.has(COLUMNS[column]) ? cell(text) : text)))
	].join("\n")}\n`;
}

export { lockBatch as a, removeUnfinished as c, savedOutcome as d, errorPath as i, resultPath as l, summaryMarkdown as n, notWritten as o, assertSameSettings as r, outcomeOf as s, summaryCsv as t, save as u };