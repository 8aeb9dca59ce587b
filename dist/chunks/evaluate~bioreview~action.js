import { n as errnoOf } from "./shared~bioreview~action~action-post~start-server.js";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile, rm, truncate } from "node:fs/promises";
import { crc32 } from "node:zlib";

// src/evaluate/embedding-cache.ts
/** Embeddings that were computed once, on the disk: a sweep, or the next run with one prediction changed, asks the embedder only for what is new.
*  Invariant: a row is served only for the very text and the very weights that it was computed from, and only if its check sum holds. What is
*  damaged or half written is computed again.
*
*  A file for each embedder, named by the digest of its weights: d (uint32), then records of one length, appended:
*      sha256 of the text (32 bytes) · d numbers (float32) · CRC-32 of both (4 bytes); all little-endian */
const KEY_BYTES = 32;
const SUM_BYTES = 4;
const FLOAT_BYTES = 4;
/** Texts that are embedded, then kept, at once: what an interruption loses at most. */
const BATCH = 256;
/** The rows of some texts where every one of them was kept, so that nobody has to be asked.
*  @param weights of the embedder that would be asked
*  @returns undefined where the row of a text is missing */
async function keptRows(texts, { name, sha256 }, folder) {
	const { found, missing } = await look(texts, storeOf(folder, sha256));
	return missing.length === 0 ? rowsOf(found, {
		name,
		sha256
	}) : void 0;
}
/** The rows of some texts: from the cache, else from the embedder, and then into the cache.
*  @param folder of the cache; it is made where it is missing. undefined for none
*  @param onProgress told how many of how many texts have their row
*  @throws ServerError, InterruptedError as the embedder; what it had given until then is kept */
async function embedCached(texts, embedder, folder, onProgress, signal) {
	const store = folder === void 0 || embedder.sha256 === void 0 ? void 0 : storeOf(folder, embedder.sha256);
	const { found, missing, dimensions: kept } = await look(texts, store);
	const cached = found.size;
	for (let from = 0; from < missing.length; from += BATCH) {
		onProgress(found.size, texts.size);
		const batch = missing.slice(from, from + BATCH);
		const rows = await embedder.embed(batch, signal);
		for (const [k, row] of rows.entries()) found.set(batch[k] ?? "", row);
		if (store === void 0) continue;
		if (from === 0 && kept !== void 0 && kept !== rows[0]?.length) await rm(store);
		await append(store, batch, rows);
	}
	onProgress(found.size, texts.size);
	return {
		rows: rowsOf(found, embedder),
		use: {
			cached,
			embedded: missing.length,
			notKept: store === void 0 ? whyNotKept(folder, embedder) : void 0
		}
	};
}
function rowsOf(found, { name, sha256 }) {
	return {
		name,
		sha256,
		dimensions: found.values().next().value?.length ?? 0,
		of: (text) => found.get(text)
	};
}
function storeOf(folder, sha256) {
	return join(folder, `${sha256}.rows`);
}
/** Which rows lie in the cache, and which texts have none. */
async function look(texts, store) {
	const { byKey, dimensions } = store === void 0 ? NOTHING : await load(store);
	const found = /* @__PURE__ */ new Map();
	const missing = [];
	for (const text of texts) {
		const row = byKey.get(keyOf(text).toString("hex"));
		if (row === void 0) missing.push(text);
		else found.set(text, row);
	}
	return {
		found,
		missing,
		dimensions
	};
}
function whyNotKept(folder, { name, sha256 }) {
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
async function load(store) {
	const bytes = await readFile(store).catch((error) => {
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
	if (at < bytes.length) await truncate(store, at);
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
async function append(store, texts, rows) {
	const dimensions = rows[0]?.length;
	if (dimensions === void 0) return;
	await mkdir(join(store, ".."), {
		recursive: true,
		mode: 448
	});
	const head = Buffer.alloc(FLOAT_BYTES);
	head.writeUInt32LE(dimensions);
	await appendFile(store, head, {
		flag: "ax",
		mode: 384
	}).catch((error) => {
		if (errnoOf(error) !== "EEXIST") throw error;
	});
	await appendFile(store, Buffer.concat(texts.map((text, k) => recordOf(text, rows[k] ?? new Float32Array(dimensions)))));
}
function recordOf(text, row) {
	const record = Buffer.alloc(recordBytes(row.length));
	keyOf(text).copy(record);
	for (const [k, value] of row.entries()) record.writeFloatLE(value, KEY_BYTES + k * FLOAT_BYTES);
	record.writeUInt32LE(crc32(record.subarray(0, -4)), record.length - SUM_BYTES);
	return record;
}

export { keptRows as n, embedCached as t };