/** An on-disk cache of embeddings: the next run asks the embedder only for texts that are new.
 *  Invariant: an embedding is served only for the very text and the very weights that it was computed from, and only if its check
 *  sum holds. What is damaged or half written is computed again.
 *
 *  A file for each embedder, named by the digest of its weights: d (uint32), then records of one length, appended:
 *      sha256 of the text (32 bytes) · d numbers (float32) · CRC-32 of both (4 bytes); all little-endian */
import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { errnoOf } from "../data-file.ts";
import type { Embedder } from "../inference/index.ts";
import { assertTellsApart, type Embeddings } from "./embeddings.ts";

const KEY_BYTES = 32;
const SUM_BYTES = 4;
const FLOAT_BYTES = 4;
/** Texts that are embedded, then written to the cache, at once: what an interruption loses at most. */
const BATCH = 256;

export interface CacheUse {
  /** Texts whose embeddings were in the cache. */
  readonly cached: number;
  readonly embedded: number;
  /** Why nothing was written to the cache, where nothing was. */
  readonly notCached: string | undefined;
}

/** The embeddings of some texts where the cache has all of them, so that no embedder is needed.
 *  @returns undefined where one is missing */
export async function cachedEmbeddings(
  texts: ReadonlySet<string>,
  { name, sha256 }: { readonly name: string; readonly sha256: string },
  folder: string,
): Promise<Embeddings | undefined> {
  const { found, missing } = await lookUp(texts, cacheFile(folder, sha256));
  return missing.length === 0 ? embeddingsFrom(found, { name, sha256 }) : undefined;
}

/** The embeddings of some texts: from the cache, else from the embedder, and then into the cache.
 *  @param folder of the cache; it is made where it is missing. undefined for none
 *  @param onProgress called with how many of how many texts have their embedding
 *  @throws ServerError, InterruptedError as the embedder, and where it gives all texts one embedding; what it had given until
 *  then is in the cache */
export async function embedCached(
  texts: ReadonlySet<string>,
  embedder: Embedder,
  folder: string | undefined,
  onProgress: (done: number, all: number) => void,
  signal: AbortSignal,
): Promise<{ readonly embeddings: Embeddings; readonly use: CacheUse }> {
  const path = folder === undefined || embedder.sha256 === undefined ? undefined : cacheFile(folder, embedder.sha256);
  const { found, missing, dimensions } = await lookUp(texts, path);
  const cached = found.size;
  for (let from = 0; from < missing.length; from += BATCH) {
    onProgress(found.size, texts.size);
    const batch = missing.slice(from, from + BATCH);
    const embeddings = await embedder.embed(batch, signal);
    const known = [...found].slice(0, 1);
    await assertTellsApart(
      [...known.map(([text]) => text), ...batch],
      [...known.map(([, embedding]) => embedding), ...embeddings],
      embedder,
      signal,
    );
    for (const [k, embedding] of embeddings.entries()) found.set(batch[k] ?? "", embedding);
    if (path === undefined) continue;
    // The same weights give embeddings of one length: another one means that the head of the file is damaged.
    if (from === 0 && dimensions !== undefined && dimensions !== embeddings[0]?.length) await rm(path);
    await append(path, batch, embeddings);
  }
  onProgress(found.size, texts.size);
  return {
    embeddings: embeddingsFrom(found, embedder),
    use: { cached, embedded: missing.length, notCached: path === undefined ? whyNotCached(folder, embedder) : undefined },
  };
}

function embeddingsFrom(
  found: ReadonlyMap<string, Float32Array>,
  { name, sha256 }: Pick<Embedder, "name" | "sha256">,
): Embeddings {
  return { name, sha256, dimensions: found.values().next().value?.length ?? 0, of: (text) => found.get(text) };
}

function cacheFile(folder: string, sha256: string): string {
  return join(folder, `${sha256}.rows`);
}

/** Which embeddings are in the cache, and which texts have none. */
async function lookUp(texts: ReadonlySet<string>, path: string | undefined) {
  const { byKey, dimensions } = path === undefined ? NOTHING : await load(path);
  const found = new Map<string, Float32Array>();
  const missing: string[] = [];
  for (const text of texts) {
    const embedding = byKey.get(keyOf(text).toString("hex"));
    if (embedding === undefined) missing.push(text);
    else found.set(text, embedding);
  }
  return { found, missing, dimensions };
}

function whyNotCached(folder: string | undefined, { name, sha256 }: Embedder): string | undefined {
  if (folder === undefined) return "no cache was wanted";
  return sha256 === undefined ? `the server does not say which weights ${name} has` : undefined;
}

function keyOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

interface CacheContents {
  /** By the digest of the text, in hexadecimal. */
  readonly byKey: ReadonlyMap<string, Float32Array>;
  readonly dimensions: number | undefined;
}
const NOTHING: CacheContents = { byKey: new Map(), dimensions: undefined };

async function load(path: string): Promise<CacheContents> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  });
  if (bytes === undefined) return NOTHING;
  const dimensions = bytes.length < FLOAT_BYTES ? 0 : bytes.readUInt32LE(0);
  const length = recordBytes(dimensions);
  const byKey = new Map<string, Float32Array>();
  let at = FLOAT_BYTES;
  for (; at + length <= bytes.length; at += length) {
    const record = bytes.subarray(at, at + length);
    if (crc32(record.subarray(0, length - SUM_BYTES)) !== record.readUInt32LE(length - SUM_BYTES)) continue;
    byKey.set(record.subarray(0, KEY_BYTES).toString("hex"), floatsOf(record, dimensions));
  }
  // A record that was cut off would shift all that is appended behind it.
  if (at < bytes.length) await truncate(path, at);
  return { byKey, dimensions };
}

function recordBytes(dimensions: number): number {
  return KEY_BYTES + dimensions * FLOAT_BYTES + SUM_BYTES;
}

function floatsOf(record: Buffer, dimensions: number): Float32Array {
  return Float32Array.from({ length: dimensions }, (_, k) => record.readFloatLE(KEY_BYTES + k * FLOAT_BYTES));
}

async function append(path: string, texts: readonly string[], embeddings: readonly Float32Array[]): Promise<void> {
  const dimensions = embeddings[0]?.length;
  if (dimensions === undefined) return;
  await mkdir(join(path, ".."), { recursive: true, mode: 0o700 });
  const head = Buffer.alloc(FLOAT_BYTES);
  head.writeUInt32LE(dimensions);
  // "ax" fails where the file is there already: then its head is too.
  await appendFile(path, head, { flag: "ax", mode: 0o600 }).catch((error: unknown) => {
    if (errnoOf(error) !== "EEXIST") throw error;
  });
  await appendFile(path, Buffer.concat(texts.map((text, k) => recordOf(text, embeddings[k] ?? new Float32Array(dimensions)))));
}

function recordOf(text: string, embedding: Float32Array): Buffer {
  const record = Buffer.alloc(recordBytes(embedding.length));
  keyOf(text).copy(record);
  for (const [k, value] of embedding.entries()) record.writeFloatLE(value, KEY_BYTES + k * FLOAT_BYTES);
  record.writeUInt32LE(crc32(record.subarray(0, -SUM_BYTES)), record.length - SUM_BYTES);
  return record;
}
