import { F as SettingsError, _ as jsonOf, b as refused, v as linesOf, x as errnoOf } from "./shared.js";
import { c as array, h as object, m as number, o as _null, v as string } from "./zod.js";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile, rm, truncate } from "node:fs/promises";
import { crc32 } from "node:zlib";

// src/embeddings/cache.ts
/** An on-disk cache of embeddings: the next run asks the embedder only for texts that are new.
*  Invariant: an embedding is served only for the very text and the very weights that it was computed from, and only if its check sum holds. What is
*  damaged or half written is computed again.
*
*  A file for each embedder, named by the digest of its weights: d (uint32), then records of one length, appended:
*      sha256 of the text (32 bytes) · d numbers (float32) · CRC-32 of both (4 bytes); all little-endian */
const KEY_BYTES = 32;
const SUM_BYTES = 4;
const FLOAT_BYTES = 4;
/** Texts that are embedded, then written to the cache, at once: what an interruption loses at most. */
const BATCH = 256;
/** The embeddings of some texts where the cache has all of them, so that no embedder is needed.
*  @returns undefined where one is missing */
async function cachedEmbeddings(texts, { name, sha256 }, folder) {
	const { found, missing } = await lookUp(texts, cacheFile(folder, sha256));
	return missing.length === 0 ? embeddingsFrom(found, {
		name,
		sha256
	}) : void 0;
}
/** The embeddings of some texts: from the cache, else from the embedder, and then into the cache.
*  @param folder of the cache; it is made where it is missing. undefined for none
*  @param onProgress called with how many of how many texts have their embedding
*  @throws ServerError, InterruptedError as the embedder; what it had given until then is in the cache */
async function embedCached(texts, embedder, folder, onProgress, signal) {
	const path = folder === void 0 || embedder.sha256 === void 0 ? void 0 : cacheFile(folder, embedder.sha256);
	const { found, missing, dimensions } = await lookUp(texts, path);
	const cached = found.size;
	for (let from = 0; from < missing.length; from += BATCH) {
		onProgress(found.size, texts.size);
		const batch = missing.slice(from, from + BATCH);
		const embeddings = await embedder.embed(batch, signal);
		for (const [k, embedding] of embeddings.entries()) found.set(batch[k] ?? "", embedding);
		if (path === void 0) continue;
		if (from === 0 && dimensions !== void 0 && dimensions !== embeddings[0]?.length) await rm(path);
		await append(path, batch, embeddings);
	}
	onProgress(found.size, texts.size);
	return {
		embeddings: embeddingsFrom(found, embedder),
		use: {
			cached,
			embedded: missing.length,
			notCached: path === void 0 ? whyNotCached(folder, embedder) : void 0
		}
	};
}
function embeddingsFrom(found, { name, sha256 }) {
	return {
		name,
		sha256,
		dimensions: found.values().next().value?.length ?? 0,
		of: (text) => found.get(text)
	};
}
function cacheFile(folder, sha256) {
	return join(folder, `${sha256}.rows`);
}
/** Which embeddings are in the cache, and which texts have none. */
async function lookUp(texts, path) {
	const { byKey, dimensions } = path === void 0 ? NOTHING : await load(path);
	const found = /* @__PURE__ */ new Map();
	const missing = [];
	for (const text of texts) {
		const embedding = byKey.get(keyOf(text).toString("hex"));
		if (embedding === void 0) missing.push(text);
		else found.set(text, embedding);
	}
	return {
		found,
		missing,
		dimensions
	};
}
function whyNotCached(folder, { name, sha256 }) {
	if (folder === void 0) return "no cache was wanted";
	return sha256 === void 0 ? `the server does not say which weights ${name} has` : void 0;
}
function keyOf(text) {
	return createHash("sha256").update(text).digest();
}
const NOTHING = {
	byKey: /* @__PURE__ */ new Map(),
	dimensions: void 0
};
async function load(path) {
	const bytes = await readFile(path).catch((error) => {
		if (errnoOf(error) === "ENOENT") return void 0;
		throw error;
	});
	if (bytes === void 0) return NOTHING;
	const dimensions = bytes.length < FLOAT_BYTES ? 0 : bytes.readUInt32LE(0);
	const length = recordBytes(dimensions);
	const byKey = /* @__PURE__ */ new Map();
	let at = FLOAT_BYTES;
	for (; at + length <= bytes.length; at += length) {
		const record = bytes.subarray(at, at + length);
		if (crc32(record.subarray(0, length - SUM_BYTES)) !== record.readUInt32LE(length - SUM_BYTES)) continue;
		byKey.set(record.subarray(0, KEY_BYTES).toString("hex"), floatsOf(record, dimensions));
	}
	if (at < bytes.length) await truncate(path, at);
	return {
		byKey,
		dimensions
	};
}
function recordBytes(dimensions) {
	return KEY_BYTES + dimensions * FLOAT_BYTES + SUM_BYTES;
}
function floatsOf(record, dimensions) {
	return Float32Array.from({ length: dimensions }, (_, k) => record.readFloatLE(KEY_BYTES + k * FLOAT_BYTES));
}
async function append(path, texts, embeddings) {
	const dimensions = embeddings[0]?.length;
	if (dimensions === void 0) return;
	await mkdir(join(path, ".."), {
		recursive: true,
		mode: 448
	});
	const head = Buffer.alloc(FLOAT_BYTES);
	head.writeUInt32LE(dimensions);
	await appendFile(path, head, {
		flag: "ax",
		mode: 384
	}).catch((error) => {
		if (errnoOf(error) !== "EEXIST") throw error;
	});
	await appendFile(path, Buffer.concat(texts.map((text, k) => recordOf(text, embeddings[k] ?? new Float32Array(dimensions)))));
}
function recordOf(text, embedding) {
	const record = Buffer.alloc(recordBytes(embedding.length));
	keyOf(text).copy(record);
	for (const [k, value] of embedding.entries()) record.writeFloatLE(value, KEY_BYTES + k * FLOAT_BYTES);
	record.writeUInt32LE(crc32(record.subarray(0, -4)), record.length - SUM_BYTES);
	return record;
}

// src/embeddings/embeddings.ts
/** Embeddings of texts as unit vectors, and their cosine similarity. */
/** How far from 1 the L2 norm of an embedding may be: float32 rounding over some hundred dimensions, or numbers written with four digits. */
const NORM_TOLERANCE = .001;
/** @throws SettingsError where a text has no embedding: without one there is no score, and word overlap is another metric */
function embeddingsOf(texts, embeddings) {
	return texts.map((text) => {
		const embedding = embeddings.of(text);
		if (embedding !== void 0) return embedding;
		throw new SettingsError({
			code: "embedding-missing",
			at: embeddings.name,
			fault: `it holds no embedding of ${JSON.stringify(text.slice(0, 80))}`,
			remedy: "Embed every text of predictions and references, the empty one too where a concern is empty"
		});
	});
}
function normOf(embedding) {
	let square = 0;
	for (let k = 0; k < embedding.length; k++) square += (embedding[k] ?? 0) ** 2;
	return Math.sqrt(square);
}
/** False also where the norm is no number. */
function isUnitNorm(norm) {
	return Math.abs(norm - 1) <= NORM_TOLERANCE;
}
/** @param count of the texts
*  @throws RangeError where embeddings are missing, differ in length or are no unit vectors: a failed embedding is neither alike nor different */
function assertUnitVectors(embeddings, count) {
	if (embeddings.length !== count) throw new RangeError(`${count} texts have ${embeddings.length} embeddings`);
	const dimensions = embeddings[0]?.length;
	for (const [k, embedding] of embeddings.entries()) {
		const norm = normOf(embedding);
		if (!isUnitNorm(norm) || embedding.length !== dimensions) throw new RangeError(`embedding ${k} is no unit vector of ${dimensions} numbers: its length is ${norm}`);
	}
}
/** Cosine similarity of two unit vectors of one length: their dot product, rounded to float32 as the published pipeline's were, then a double again. */
function cosine(a, b) {
	return Math.fround(dotProducts(a, [b])[0] ?? NaN);
}
/** Cosine similarities of two lists of unit vectors, summed in double precision.
*  @param a n vectors of d   @param b m vectors of d
*  @returns n x m, in [-1, 1] up to rounding
*  @throws RangeError as `assertUnitVectors` */
function cosineMatrix(a, b) {
	assertUnitVectors([...a, ...b], a.length + b.length);
	return a.map((vector) => dotProducts(vector, b));
}
/** Four sums at a time: each is added up in order, so that its rounding does not depend on the others, and no addition waits for another's. */
function dotProducts(a, others) {
	const products = [];
	for (let k = 0; k < others.length; k += 4) {
		const [b = a, c = a, d = a, e = a] = [
			others[k],
			others[k + 1],
			others[k + 2],
			others[k + 3]
		];
		let [x, y, z, w] = [
			0,
			0,
			0,
			0
		];
		for (let n = 0; n < a.length; n++) {
			const value = a[n] ?? 0;
			x += value * (b[n] ?? 0);
			y += value * (c[n] ?? 0);
			z += value * (d[n] ?? 0);
			w += value * (e[n] ?? 0);
		}
		products.push(x, y, z, w);
	}
	return products.slice(0, others.length);
}

// src/embeddings/scan-floats.ts
/** A JSON array of numbers read straight from its bytes into 32-bit floats: embeddings are the bulk of what is read, and `JSON.parse` makes a
*  string and an array of doubles of each line first.
*  Invariant: each float is the one that `Math.fround(Number(digits))` gives. What this scanner does not know, it leaves to `JSON.parse`. */
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
*  @returns where the closing bracket ends; undefined where this is no plain array of so many JSON numbers, and `floats` then holds rubbish */
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
/** The digits as one whole number, scaled by a power of ten; that is some rounding errors off the right double, but where both ends of the
*  error's range round to the same float, so does the right double. Else NaN: then the slow way. */
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
*  @throws SettingsError with file and line for a line of another shape or length, for one that is no unit vector, for a text with two different ones */
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

export { embeddingsOf as a, cosineMatrix as i, assertUnitVectors as n, cachedEmbeddings as o, cosine as r, embedCached as s, readEmbeddings as t };