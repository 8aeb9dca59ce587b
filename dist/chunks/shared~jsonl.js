import { i as parseJson, n as errnoOf, t as decodeUtf8 } from "./shared~data-file~action~action-post.js";
import { u as SettingsError } from "./shared~errors.js";
import { open } from "node:fs/promises";

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

export { refused as i, linesOf as n, parseLine as r, jsonOf as t };