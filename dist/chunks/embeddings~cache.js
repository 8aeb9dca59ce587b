import { n as errnoOf } from "./shared~data-file~action~action-post.js";
import { t as assertTellsApart } from "./embeddings~embeddings.js";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile, rm, truncate } from "node:fs/promises";
import { crc32 } from "node:zlib";

// src/embeddings/cache.ts
/** An on-disk cache of embeddings: the next run asks the embedder only for texts that are new.
*  Invariant: an embedding is served only for the very text and the very weights that it was computed from, and only if its check
*  sum holds. What is damaged or half written is computed again.
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
*  @throws ServerError, InterruptedError as the embedder, and where it gives all texts one embedding; what it had given until
*  then is in the cache */
async function embedCached(texts, embedder, folder, onProgress, signal) {
	const path = folder === void 0 || embedder.sha256 === void 0 ? void 0 : cacheFile(folder, embedder.sha256);
	const { found, missing, dimensions } = await lookUp(texts, path);
	const cached = found.size;
	for (let from = 0; from < missing.length; from += BATCH) {
		onProgress(found.size, texts.size);
		const batch = missing.slice(from, from + BATCH);
		const embeddings = await embedder.embed(batch, signal);
		const known = [...found].slice(0, 1);
		await assertTellsApart([...known.map(([text]) => text), ...batch], [...known.map(([, embedding]) => embedding), ...embeddings], embedder, signal);
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

export { embedCached as n, cachedEmbeddings as t };