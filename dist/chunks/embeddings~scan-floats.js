import { c as array, h as object, m as number, o as _null, v as string } from "./zod~action~action-post.js";
import { i as refused, n as linesOf, t as jsonOf } from "./shared~jsonl.js";
import { c as normOf, s as isUnitNorm } from "./embeddings~embeddings.js";

// src/embeddings/scan-floats.ts
/** A JSON array of numbers read straight from its bytes into 32-bit floats: embeddings are the bulk of what is read, and
*  `JSON.parse` makes a string and an array of doubles of each line first.
*  Invariant: each float is the one that `Math.fround(Number(digits))` gives. What this scanner does not know, it leaves to
*  `JSON.parse`. */
const [COMMA, MINUS, PLUS, DOT, ZERO, NINE, OPEN, CLOSE] = [
	44,
	45,
	43,
	46,
	48,
	57,
	91,
	93
];
const [E, LOWER_E] = [69, 101];
/** Decimal digits: two whole numbers of nine, each of which the processor adds up as a 32-bit integer. */
const HALF = 9;
/** 10^22 is the last power of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
/** Relative. The two roundings of `floatOf`, of the digits beyond 2^53 and of the scaling, are below 2^-51 together. */
const SLACK = 2 ** -50;
/** @param at of the opening bracket
*  @param floats filled; the array must have exactly as many numbers
*  @returns where the closing bracket ends; undefined where this is no plain array of so many JSON numbers, and `floats` then
*  holds rubbish */
function scanFloats(bytes, at, floats) {
	if (bytes[at] !== OPEN) return void 0;
	const cursor = {
		at: at + 1,
		digits: 0,
		dot: -1
	};
	for (let k = 0; k < floats.length; k++) {
		skipBlanks(bytes, cursor);
		if (!readNumber(bytes, cursor, floats, k)) return void 0;
		skipBlanks(bytes, cursor);
		if (bytes[cursor.at] !== (k === floats.length - 1 ? CLOSE : COMMA)) return void 0;
		cursor.at++;
	}
	return cursor.at;
}
function skipBlanks(bytes, cursor) {
	while (bytes[cursor.at] === 32 || bytes[cursor.at] === 9) cursor.at++;
}
/** A number by the grammar of JSON:
*      -0.25e-3
*      ^       ^ where the cursor stands before and after
*  @param k where its float is written to: returned it would be an object on the heap, one of millions
*  @returns false where no number begins there */
function readNumber(bytes, cursor, floats, k) {
	const from = cursor.at;
	const first = bytes[from] === MINUS ? from + 1 : from;
	cursor.at = first;
	cursor.digits = 0;
	cursor.dot = -1;
	skipZeros(bytes, cursor);
	const high = upToNine(bytes, cursor);
	const low = cursor.digits === HALF ? upToNine(bytes, cursor) : 0;
	if (cursor.digits === 18) passOver(bytes, cursor);
	const { at, dot, digits } = cursor;
	if (!isNumber(bytes, first, at, dot)) return false;
	let scale = dot === -1 ? 0 : dot + 1 - at;
	if (bytes[at] === E || bytes[at] === LOWER_E) {
		const begun = bytes[at + 1] === MINUS || bytes[at + 1] === PLUS ? at + 2 : at + 1;
		cursor.at = endOfDigits(bytes, begun);
		if (cursor.at === begun) return false;
		scale += Number(bytes.toString("latin1", at + 1, cursor.at));
	}
	const size = digits > 18 ? NaN : floatOf(high, low, digits, scale);
	if (Number.isNaN(size)) floats[k] = Number(bytes.toString("latin1", from, cursor.at));
	else floats[k] = first === from ? size : -size;
	return true;
}
/** Zeros before the first other digit: they do not count, but the dot may stand among them. */
function skipZeros(bytes, cursor) {
	for (;; cursor.at++) {
		if (bytes[cursor.at] === ZERO) continue;
		if (bytes[cursor.at] !== DOT || cursor.dot !== -1) return;
		cursor.dot = cursor.at;
	}
}
/** Nine digits, or as many as there are, as a whole number; the dot may stand among them. */
function upToNine(bytes, cursor) {
	let p = cursor.at;
	let whole = 0;
	let digits = 0;
	for (; digits < HALF; p++) {
		const digit = (bytes[p] ?? 0) - ZERO;
		if (digit >= 0 && digit <= 9) {
			whole = Math.imul(whole, 10) + digit | 0;
			digits++;
		} else if (digit === DOT - ZERO && cursor.dot === -1) cursor.dot = p;
		else break;
	}
	cursor.at = p;
	cursor.digits += digits;
	return whole;
}
/** What is behind eighteen digits is counted and not kept. */
function passOver(bytes, cursor) {
	for (;; cursor.at++) {
		const byte = bytes[cursor.at] ?? 0;
		if (byte >= ZERO && byte <= NINE) cursor.digits++;
		else if (byte === DOT && cursor.dot === -1) cursor.dot = cursor.at;
		else return;
	}
}
/** Digits on both sides of the dot, where there is one, and no zero before other digits. */
function isNumber(bytes, first, end, dot) {
	const whole = (dot === -1 ? end : dot) - first;
	return whole > 0 && dot + 1 !== end && (whole === 1 || bytes[first] !== ZERO);
}
function endOfDigits(bytes, from) {
	let p = from;
	while ((bytes[p] ?? 0) >= ZERO && (bytes[p] ?? 0) <= NINE) p++;
	return p;
}
/** The digits as one whole number, scaled by a power of ten; that is some rounding errors off the right double, but where both
*  ends of the error's range round to the same float, so does the right double. Else NaN: then the slow way. */
function floatOf(high, low, digits, scale) {
	const whole = digits > HALF ? high * (POWERS[digits - HALF] ?? 0) + low : high;
	const power = POWERS[scale < 0 ? -scale : scale];
	if (power === void 0) return NaN;
	const size = scale < 0 ? whole / power : whole * power;
	const least = Math.fround(size * (1 - SLACK));
	return least === Math.fround(size * (1 + SLACK)) ? least : NaN;
}

// src/embeddings/jsonl-file.ts
/** Embeddings made before, read from a file of `{"text", "embedding"}` lines, so that no model is needed.
*  Invariant: every text has exactly one finite unit vector of the same length, or the file is refused. */
const SHAPE = "{\"text\": \"…\", \"embedding\": [0.1, …]}";
const lineSchema = object({
	text: string(),
	embedding: array(number()).min(1)
});
/** A line whose numbers were read by `scanFloats` already. */
const frameSchema = object({
	text: string(),
	embedding: _null()
});
/** Embeddings that memory is allocated for at once. */
const EMBEDDINGS_IN_BLOCK = 256;
/** @param wanted the texts whose embeddings are kept; the others are checked and forgotten
*  @param onLine called with how many lines have been read
*  @throws SettingsError with file and line for a line of another shape or length, for one that is no unit vector, for a text
*  with two different ones */
async function readEmbeddings(path, shown, wanted, signal, onLine = () => {}) {
	const found = /* @__PURE__ */ new Map();
	const blank = blankVectors();
	let dimensions;
	let lines = 0;
	for await (const line of linesOf(path, shown, signal)) {
		const { text, embedding } = readLine(line, dimensions === void 0 ? void 0 : blank(dimensions));
		dimensions ??= embedding.length;
		if (embedding.length !== dimensions) throw refused(line, `its embedding has ${embedding.length} numbers, and the first has ${dimensions}`, "Embed all texts with one embedder");
		assertUnit(embedding, line);
		const known = found.get(text);
		if (known !== void 0 && !known.every((value, k) => value === embedding[k])) throw refused(line, "its text stands above already, with another embedding", "Keep one row for each text");
		if (wanted.has(text)) found.set(text, embedding);
		onLine(++lines);
	}
	return {
		name: shown,
		dimensions: dimensions ?? 0,
		of: (text) => found.get(text)
	};
}
function readLine(line, blank) {
	const fast = blank === void 0 ? void 0 : scanLine(line, blank);
	if (fast !== void 0) return fast;
	const parsed = lineSchema.safeParse(jsonOf(line));
	if (!parsed.success) throw refused(line, `it is not ${SHAPE} with finite numbers`, `Write one ${SHAPE} a line`);
	return {
		text: parsed.data.text,
		embedding: Float32Array.from(parsed.data.embedding)
	};
}
const KEY = Buffer.from("\"embedding\"");
/** Vectors that lie side by side in memory: a block for each of many thousands would cost more time than reading them. */
function blankVectors() {
	let block = /* @__PURE__ */ new Float32Array(0);
	let used = 0;
	return (dimensions) => {
		if (used + dimensions > block.length) {
			block = new Float32Array(dimensions * EMBEDDINGS_IN_BLOCK);
			used = 0;
		}
		used += dimensions;
		return block.subarray(used - dimensions, used);
	};
}
/** The array by the scanner and the rest by `JSON.parse`:
*      {"text": "…", "embedding": [0.1, 0.2]}
*                                 ^ at       ^ end
*  undefined for whatever looks otherwise: then the whole line is parsed. */
function scanLine({ bytes, ...line }, blank) {
	const key = bytes.lastIndexOf(KEY);
	let at = key + KEY.length;
	while (bytes[at] === 32 || bytes[at] === 58) at++;
	const end = key === -1 ? void 0 : scanFloats(bytes, at, blank);
	if (end === void 0) return void 0;
	const frame = Buffer.concat([
		bytes.subarray(0, at),
		Buffer.from("null"),
		bytes.subarray(end)
	]);
	const parsed = frameSchema.safeParse(jsonOf({
		...line,
		bytes: frame
	}));
	return parsed.success ? {
		text: parsed.data.text,
		embedding: blank
	} : void 0;
}
function assertUnit(embedding, line) {
	const norm = normOf(embedding);
	if (!isUnitNorm(norm)) throw refused(line, `its embedding has the length ${norm.toPrecision(4)} where unit length is due`, "Divide each embedding by its length (L2 norm)");
}

export { readEmbeddings as t };