import { t as require_dist } from "./yaml.js";
import { basename, dirname, join } from "node:path";
import { open, readFile, rename, rm } from "node:fs/promises";

// src/errors.ts
/** What can go wrong in a way that a user can mend. The class decides how a run ends; the message says place, fault and remedy.
*  Invariant: whatever stops a review ends in one of these or in a crash with a stack, never in an empty review. */
/** Exit code of the command line for each kind of failure; 0 is "reviewed", or "not our turn". README's table is checked against this. */
const EXIT_CODES = {
	bug: 1,
	settings: 2,
	manuscript: 3,
	server: 4,
	answer: 5,
	models: 6,
	output: 7,
	github: 8,
	superseded: 0,
	interrupted: 130
};
var UserError = class extends Error {
	code;
	at;
	fault;
	remedy;
	constructor({ code, at, fault, remedy, cause }) {
		super(`${at}: ${fault}. ${remedy}.`, cause === void 0 ? {} : { cause });
		this.name = new.target.name;
		this.code = code;
		this.at = at;
		this.fault = fault;
		this.remedy = remedy;
	}
};
/** A flag, an input or a configuration file says what cannot be. */
var SettingsError = class extends UserError {
	kind = "settings";
};
/** No manuscript, several, a template, or one that cannot be read. */
var ManuscriptError = class extends UserError {
	kind = "manuscript";
};
/** The model server is not there, refuses, ends or hangs; or the prompt is longer than its context. */
var ServerError = class extends UserError {
	kind = "server";
};
/** The model answered, and the answer is no review: cut, or not to be parsed. */
var AnswerError = class extends UserError {
	kind = "answer";
	/** What had come before it was cut: for people to look at, never to be parsed into concerns. */
	partial;
	constructor(failure) {
		super(failure);
		this.partial = failure.partial;
	}
};
/** Weights are missing, truncated or not the ones that the profile names; or the runner is not installed. */
var ModelsError = class extends UserError {
	kind = "models";
};
/** The result could not be written. */
var OutputError = class extends UserError {
	kind = "output";
};
/** GitHub is not reachable, refuses, or answers what cannot be read. The place is the request, never with a token. */
var GitHubError = class extends UserError {
	kind = "github";
};
/** The pull request moved on, or another run wrote, while this one worked: nothing of its result is written. No fault of anybody's. */
var SupersededError = class extends UserError {
	kind = "superseded";
};
/** The user, or the machine that runs us, asked to stop. */
var InterruptedError = class extends UserError {
	kind = "interrupted";
};
/** An error's message, or the text of whatever else was thrown. */
function messageOf(error) {
	return error instanceof Error ? error.message : String(error);
}

// src/data-file.ts
/** Text, JSON and YAML files. Invariant: what is read is what the file says: bytes that are no UTF-8 are refused, never replaced, and a fault in JSON
*  or YAML is told with its line. */
var import_dist = require_dist();
/** A place for messages: `paper.json:3`, or `paper.json` where the line is not known. */
function fileAndLine(file, line) {
	return line === void 0 ? file : `${file}:${line}`;
}
/** The system's name of a failure, such as `ENOSPC`; undefined where it is none of the system's. */
function errnoOf(error) {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : void 0;
}
/** @returns the text without a byte order mark
*  @throws what `refuse` returns where the file cannot be read or is not in UTF-8 */
async function readTextFile(path, refuse) {
	return decodeUtf8(await readFile(path).catch((error) => {
		throw refuse(`it cannot be read (${errnoOf(error) ?? messageOf(error)})`, error);
	}), refuse);
}
const UTF8 = new TextDecoder("utf-8", { fatal: true });
/** @throws what `refuse` returns where the bytes are no UTF-8 */
function decodeUtf8(bytes, refuse) {
	try {
		return UTF8.decode(bytes);
	} catch (error) {
		throw refuse("it is not in UTF-8", error);
	}
}
/** @throws what `refuse` returns where the file cannot be read, is not in UTF-8, or is no JSON */
async function readJson(path, refuse) {
	return parseJson(await readTextFile(path, refuse), refuse);
}
/** @throws what `refuse` returns, with the line where the text stops being JSON */
function parseJson(text, refuse) {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw refuse("it is no JSON", error, lineAt(text, jsonFault(text.trimEnd())));
	}
}
/** @throws what `refuse` returns, with the line of the first error where the parser names one */
function parseYaml(text, refuse) {
	const counter = new import_dist.LineCounter();
	const lineOf = (offset) => counter.linePos(offset ?? 0).line;
	const broken = (error, line) => refuse(`it is no valid YAML (${messageOf(error).split("\n")[0]})`, error, line);
	let document;
	let value;
	try {
		document = (0, import_dist.parseDocument)(text, {
			lineCounter: counter,
			prettyErrors: false,
			logLevel: "silent"
		});
		if (document.errors.length === 0) value = document.toJS({ maxAliasCount: 100 });
	} catch (error) {
		throw broken(error);
	}
	const [error] = document.errors;
	if (error !== void 0) throw broken(error, lineOf(error.pos[0]));
	const pairs = (0, import_dist.isMap)(document.contents) ? document.contents.items : [];
	return {
		value,
		lineOf(key) {
			const found = pairs.find((pair) => (0, import_dist.isScalar)(pair.key) && String(pair.key.value) === key)?.key;
			return (0, import_dist.isScalar)(found) ? lineOf(found.range?.[0]) : 1;
		}
	};
}
function lineAt(text, at) {
	return text.slice(0, at).split("\n").length;
}
const TOKEN = /[[\]{},:]|"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const BLANKS = /[ \t\r\n]*/y;
/** Where a text stops being JSON, in UTF-16 units; the whole length where it was cut off. V8 names the place of some faults only. */
function jsonFault(text) {
	const open = [];
	let expected = VALUE;
	for (let at = 0;;) {
		at = endOf(BLANKS, text, at);
		const end = endOf(TOKEN, text, at);
		const kind = end === at ? "none" : text.charAt(at).replace(/[-\dtfn]/, "0");
		if (!expected.includes(kind)) return at;
		if (kind === "[" || kind === "{") open.push(kind);
		if (kind === "]" || kind === "}") open.pop();
		expected = expectedAfter(kind === "\"" && (expected === KEY || expected === KEY_OR_END) ? "key" : kind, open.at(-1));
		at = end;
	}
}
function endOf(pattern, text, at) {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : at;
}
/** What may come next, by first characters; `0` stands for a number or a word. */
const VALUE = "[{\"0";
const KEY = "\"";
const KEY_OR_END = "\"}";
/** @param container the innermost bracket that is open */
function expectedAfter(kind, container) {
	switch (kind) {
		case "[": return `${VALUE}]`;
		case "{": return KEY_OR_END;
		case "key": return ":";
		case ":": return VALUE;
		case ",": return container === "{" ? KEY : VALUE;
		default: return container === void 0 ? "" : container === "{" ? ",}" : ",]";
	}
}

// src/jsonl.ts
/** Lines of JSON, one at a time, so that a file of any size is read in the memory of its longest line.
*  Invariant: every fault has the number of its line; no line is skipped but an empty one. */
/** Bytes. A row of 50,000 numbers has about one million. */
const LONGEST_LINE = 64 * 2 ** 20;
/** Bytes of the buffer that is read into, again and again; it grows where a line is longer. */
const BUFFER = 2 ** 20;
const LINE_FEED = 10;
/** The lines of a file that are not blank.
*  @param shown the file's name for messages
*  @throws SettingsError where it cannot be read or a line is longer than any row could be; the reason of `signal` where that was aborted */
async function* linesOf(path, shown, signal) {
	const file = await open(path).catch((error) => Promise.reject(unreadable(shown, error)));
	try {
		let buffer = Buffer.allocUnsafe(BUFFER);
		let number = 0;
		let rest = 0;
		while (true) {
			signal.throwIfAborted();
			const read = await file.read(buffer, rest).catch((error) => Promise.reject(unreadable(shown, error)));
			const bytes = buffer.subarray(0, rest + read.bytesRead);
			let from = 0;
			for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, from)) {
				number++;
				const line = bytes.subarray(from, end);
				if (!isBlank(line)) yield {
					file: shown,
					number,
					bytes: line
				};
				from = end + 1;
			}
			rest = bytes.length - from;
			if (read.bytesRead === 0) {
				const last = bytes.subarray(from);
				if (!isBlank(last)) yield {
					file: shown,
					number: number + 1,
					bytes: last
				};
				return;
			}
			if (rest > LONGEST_LINE) throw refused({
				file: shown,
				number: number + 1
			}, "the line is longer than 64 MiB", "Write one row a line");
			buffer = withRoom(buffer, from, rest);
		}
	} finally {
		await file.close();
	}
}
/** The bytes of the unfinished line at the front, and room behind them. */
function withRoom(buffer, from, rest) {
	const roomy = rest < buffer.length / 2 ? buffer : Buffer.allocUnsafe(buffer.length * 2);
	buffer.copy(roomy, 0, from, from + rest);
	return roomy;
}
function isBlank(bytes) {
	const first = bytes[0];
	return first === void 0 || isSpace(first) && bytes.every(isSpace);
}
function isSpace(byte) {
	return byte === 32 || byte >= 9 && byte <= 13;
}
/** The line's JSON, checked.
*  @param shape what a row has to be, in words, for the remedy
*  @throws SettingsError with file and line */
function parseLine(line, schema, shape) {
	const parsed = schema.safeParse(jsonOf(line));
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	throw refused(line, `${issue === void 0 || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `}${issue?.message ?? "it has another shape"}`, `Write ${shape}`);
}
/** @throws SettingsError where the line is no UTF-8 or no JSON */
function jsonOf(line) {
	const text = decodeUtf8(line.bytes, (fault, cause) => refused(line, fault, "Write the file in UTF-8", cause));
	return parseJson(text, (fault, cause) => {
		if (/[[,:]\s*-?(?:NaN|Infinity)\b/.test(text)) return refused(line, "it holds NaN or Infinity, which are no numbers to compare", "Find out why the embedding failed, and make it again", cause);
		return refused(line, `${fault} (${cause instanceof Error ? cause.message : "unknown"})`, "Write one JSON object a line", cause);
	});
}
/** @param at where in which file */
function refused(at, fault, remedy, cause) {
	return new SettingsError({
		code: "row-unusable",
		at: `${at.file}:${at.number}`,
		fault,
		remedy,
		cause
	});
}
function unreadable(file, error) {
	return new SettingsError({
		code: "file-unreadable",
		at: file,
		fault: `it cannot be read (${errnoOf(error) ?? "unknown"})`,
		remedy: "Name a file of JSON lines that may be read",
		cause: error
	});
}

// src/invisible-characters.ts
/** The characters that a reader cannot see, or that turn text around: by them text hides, deceives or commands. Every place that removes or escapes such
*  characters names classes of this table. */
/** Each class as the inside of a regular expression's character class, for the flag `u`.
*  White space that only parts words (tab, line feed, form feed, carriage return) is in none of them. */
const CLASSES = {
	"tag characters": "\\u{e0000}-\\u{e007f}",
	"variation selectors": "\\ufe00-\\ufe0f\\u180b-\\u180d\\u180f\\u{e0100}-\\u{e01ef}",
	"zero-width characters": "\\u200b-\\u200d\\u2060\\ufeff",
	"bidirectional controls": "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069",
	"private-use characters": "\\p{Co}",
	"control characters": "\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f",
	/** Unicode's Default_Ignorable_Code_Point, and beside it the blank of Braille, annotations, and code points that are no characters. */
	"invisible characters": "\\p{Default_Ignorable_Code_Point}\\u2800\\ufff9-\\ufffb\\p{Noncharacter_Code_Point}",
	/** Line ends that most programs do not know as such, and some do. */
	"line separators": "\\u0085\\u2028\\u2029",
	/** Unicode's general category Cf: the classes above, and signs of some scripts that format what follows; a manuscript may need those. */
	"format characters": "\\p{Cf}",
	/** Halves of a character. */
	surrogates: "\\p{Surrogate}"
};
const CHARACTER_CLASSES = Object.keys(CLASSES);
/** The inside of a regular expression's character class, for the flag `u`. */
function charactersOf(...classes) {
	return classes.map((name) => CLASSES[name]).join("");
}
/** What may never be printed as it is: every class. */
const NEVER_PRINTED = charactersOf(...CHARACTER_CLASSES);
const NEVER_PRINTED_GLOBAL = new RegExp(`[${NEVER_PRINTED}]`, "gu");
/** The text with each of those characters written as JSON writes it: a right-to-left override as `\u202e`. */
function escapeInvisible(text) {
	return text.replace(NEVER_PRINTED_GLOBAL, (character) => Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`).join(""));
}

// src/text.ts
/** Numbers and words as people read them in a report. */
function thousands(count) {
	return count.toLocaleString("en-US");
}
/** "1 concern", "2,000 concerns". @param noun in the singular; its plural ends in "s" */
function counted(count, noun) {
	return `${thousands(count)} ${noun}${count === 1 ? "" : "s"}`;
}
/** A share as a whole percentage, rounded: 0.125 is "13 %". */
function percent(share) {
	return `${Math.round(100 * share)} %`;
}
/** How much of a whole was read, rounded down, so that "100 %" is said only of what was read whole. */
function percentRead(read, whole) {
	return whole === 0 ? "100 %" : `${Math.floor(100 * read / whole)} %`;
}
function capitalize(text) {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
/** `statistical_methodology` as people write it. */
function fromSnakeCase(name) {
	return name.replaceAll("_", " ");
}
/** "a, b, and 3 more". @param more how many there are besides `items` */
function listed(items, more = 0) {
	return [...items, ...more === 0 ? [] : [`and ${more} more`]].join(", ");
}
const ELLIPSIS = "…";
/** Where a word ends within so much of the end, it is cut there. */
const WORD_BOUNDARY = .8;
/** A text that is too long, with its beginning kept and a sign that there is more.
*  @param limit UTF-16 units of what comes out; at least 1 */
function truncate(text, limit) {
	if (text.length <= limit) return text;
	let cut = text.slice(0, limit - 1);
	if (/[\ud800-\udbff]$/.test(cut)) cut = cut.slice(0, -1);
	const space = cut.lastIndexOf(" ");
	return (space > limit * WORD_BOUNDARY ? cut.slice(0, space) : cut).trimEnd() + ELLIPSIS;
}
/** The first sentences of a text that fit, or as much of the first as does. @param limit UTF-16 units */
function truncateToSentence(text, limit) {
	if (text.length <= limit) return text;
	const whole = /^[\s\S]*[.!?](?=\s)/.exec(text.slice(0, limit + 1))?.[0] ?? "";
	return whole.length >= limit / 2 ? `${whole} ${ELLIPSIS}` : truncate(text, limit);
}
/** Lines of at most `width` characters; what is longer between two places to break has a line of its own.
*  @param joint where a line may end, and what stands between parts of one line */
function wrap(text, width, joint = " ") {
	const lines = [];
	for (const word of text.split(joint)) {
		const line = lines.at(-1);
		if (line !== void 0 && line.length + joint.length + word.length <= width) lines[lines.length - 1] = line + joint + word;
		else lines.push(word);
	}
	return lines;
}

// src/nearest-word.ts
/** Which word of a closed set a misspelt one means. Fails towards "none": a guess must be near, and nearer than any other. */
/** Letters that two words must begin with in common; `stat` alone could mean many things. */
const COMMON_BEGINNING = 5;
/** Part of the longer word that may differ. */
const MAY_DIFFER = .3;
/** Characters of a word that are looked at. */
const LOOKED_AT = 64;
/** @returns the one word that shares the longest beginning of at least five letters with `given`; else the one at the least edit distance
*    (Levenshtein), where that is at most 30 % of the longer word; else undefined. Case and punctuation do not count. */
function nearestWord(given, words) {
	const folded = given.slice(0, LOOKED_AT).toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "");
	return words.find((word) => word === folded) ?? best(words, (word) => {
		const common = commonBeginning(word, folded);
		return common >= Math.min(COMMON_BEGINNING, word.length) ? common : void 0;
	}) ?? best(words, (word) => {
		const distance = editDistance(word, folded);
		return distance <= MAY_DIFFER * Math.max(word.length, folded.length) ? -distance : void 0;
	});
}
/** The word with the highest score; undefined where there is none, or two share it. */
function best(words, score) {
	const scored = words.flatMap((word) => {
		const its = score(word);
		return its === void 0 ? [] : [{
			word,
			score: its
		}];
	});
	const highest = Math.max(...scored.map((entry) => entry.score));
	const winners = scored.filter((entry) => entry.score === highest);
	return winners.length === 1 ? winners[0]?.word : void 0;
}
function commonBeginning(a, b) {
	let length = 0;
	while (length < a.length && a[length] === b[length]) length++;
	return length;
}
function editDistance(a, b) {
	let row = Array.from({ length: b.length + 1 }, (_, k) => k);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let k = 1; k <= b.length; k++) {
			const replaced = (row[k - 1] ?? 0) + (a[i - 1] === b[k - 1] ? 0 : 1);
			next.push(Math.min(replaced, (row[k] ?? 0) + 1, (next[k - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}

// package.json
var version = "0.1.0";

// src/version.ts
/** The version that goes into every result. */
const VERSION = version;

// src/write-file.ts
/** Writes a file whole or not at all: it appears under its name only when every byte of it is on the disk. */
/** Replaces what is at `path`; its folder must be there.
*  @param mode of a new file, less the process's mask; undefined for the system's default
*  @throws the system's error; then nothing of the text is left, and what was there before still is */
async function writeFileAtomically(path, text, mode) {
	const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
	const file = await open(unfinished, "wx", mode);
	try {
		try {
			await file.writeFile(text);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(unfinished, path);
	} catch (error) {
		await rm(unfinished, { force: true });
		throw error;
	}
}

export { InterruptedError as A, parseJson as C, AnswerError as D, readTextFile as E, SettingsError as F, SupersededError as I, UserError as L, ModelsError as M, OutputError as N, EXIT_CODES as O, ServerError as P, messageOf as R, fileAndLine as S, readJson as T, jsonOf as _, counted as a, refused as b, percent as c, truncate as d, truncateToSentence as f, escapeInvisible as g, charactersOf as h, capitalize as i, ManuscriptError as j, GitHubError as k, percentRead as l, CHARACTER_CLASSES as m, VERSION as n, fromSnakeCase as o, wrap as p, nearestWord as r, listed as s, writeFileAtomically as t, thousands as u, linesOf as v, parseYaml as w, errnoOf as x, parseLine as y };