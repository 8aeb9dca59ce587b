import { h as messageOf } from "./shared~errors.js";
import { t as require_dist } from "./yaml.js";
import { readFile } from "node:fs/promises";

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

export { readTextFile as _, percent as a, truncate as c, decodeUtf8 as d, errnoOf as f, readJson as g, parseYaml as h, listed as i, truncateToSentence as l, parseJson as m, counted as n, percentRead as o, fileAndLine as p, fromSnakeCase as r, thousands as s, capitalize as t, wrap as u };