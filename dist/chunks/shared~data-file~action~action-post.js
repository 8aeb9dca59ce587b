import { p as messageOf } from "./shared~errors.js";
import { basename, dirname, join } from "node:path";
import { open, readFile, rename, rm } from "node:fs/promises";

// src/data-file.ts
/** Text and JSON files. Invariant: what is read is what the file says: bytes that are no UTF-8 are refused, never replaced, and a fault in JSON is reported with
*  its line. And files that are written whole or not at all. */
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

export { readJson as a, parseJson as i, errnoOf as n, readTextFile as o, fileAndLine as r, writeFileAtomically as s, decodeUtf8 as t };