/** Embeddings that were computed once, on the disk: a sweep, or the next run with one prediction changed, asks the embedder only for what is new.
 *  Invariant: a row is served only for the very text and the very weights that it was computed from, and only if its check sum holds. What is
 *  damaged or half written is computed again.
 *
 *  A file for each embedder, named by the digest of its weights: d (uint32), then records of one length, appended:
 *      sha256 of the text (32 bytes) · d numbers (float32) · CRC-32 of both (4 bytes); all little-endian */
import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { errnoOf } from "../data-file.ts";
import type { Embedder } from "../inference/index.ts";
import type { Rows } from "./rows.ts";

const KEY_BYTES = 32;
const SUM_BYTES = 4;
const FLOAT_BYTES = 4;
/** Texts that are embedded, then kept, at once: what an interruption loses at most. */
const BATCH = 256;

export interface CacheUse {
  /** Texts whose rows lay in the cache. */
  readonly cached: number;
  readonly embedded: number;
  /** Why nothing was kept, where nothing was. */
  readonly notKept: string | undefined;
}

/** The rows of some texts where every one of them was kept, so that nobody has to be asked.
 *  @param weights of the embedder that would be asked
 *  @returns undefined where the row of a text is missing */
export async function keptRows(
  texts: ReadonlySet<string>,
  { name, sha256 }: { readonly name: string; readonly sha256: string },
  folder: string,
): Promise<Rows | undefined> {
  const { found, missing } = await look(texts, storeOf(folder, sha256));
  return missing.length === 0 ? rowsOf(found, { name, sha256 }) : undefined;
}

/** The rows of some texts: from the cache, else from the embedder, and then into the cache.
 *  @param folder of the cache; it is made where it is missing. undefined for none
 *  @param onProgress told how many of how many texts have their row
 *  @throws ServerError, InterruptedError as the embedder; what it had given until then is kept */
export async function embedCached(
  texts: ReadonlySet<string>,
  embedder: Embedder,
  folder: string | undefined,
  onProgress: (done: number, all: number) => void,
  signal: AbortSignal,
): Promise<{ readonly rows: Rows; readonly use: CacheUse }> {
  const store = folder === undefined || embedder.sha256 === undefined ? undefined : storeOf(folder, embedder.sha256);
  const { found, missing, dimensions: kept } = await look(texts, store);
  const cached = found.size;
  for (let from = 0; from < missing.length; from += BATCH) {
    onProgress(found.size, texts.size);
    const batch = missing.slice(from, from + BATCH);
    const rows = await embedder.embed(batch, signal);
    for (const [k, row] of rows.entries()) found.set(batch[k] ?? "", row);
    if (store === undefined) continue;
    // The same weights give rows of one length: another one means that the head of the file is damaged.
    if (from === 0 && kept !== undefined && kept !== rows[0]?.length) await rm(store);
    await append(store, batch, rows);
  }
  onProgress(found.size, texts.size);
  return {
    rows: rowsOf(found, embedder),
    use: { cached, embedded: missing.length, notKept: store === undefined ? whyNotKept(folder, embedder) : undefined },
  };
}

function rowsOf(found: ReadonlyMap<string, Float32Array>, { name, sha256 }: Pick<Embedder, "name" | "sha256">): Rows {
  return { name, sha256, dimensions: found.values().next().value?.length ?? 0, of: (text) => found.get(text) };
}

function storeOf(folder: string, sha256: string): string {
  return join(folder, `${sha256}.rows`);
}

/** Which rows lie in the cache, and which texts have none. */
async function look(texts: ReadonlySet<string>, store: string | undefined) {
  const { byKey, dimensions } = store === undefined ? NOTHING : await load(store);
  const found = new Map<string, Float32Array>();
  const missing: string[] = [];
  for (const text of texts) {
    const row = byKey.get(keyOf(text).toString("hex"));
    if (row === undefined) missing.push(text);
    else found.set(text, row);
  }
  return { found, missing, dimensions };
}

function whyNotKept(folder: string | undefined, { name, sha256 }: Embedder): string | undefined {
  if (folder === undefined) return "no cache was wanted";
  return sha256 === undefined ? `the server does not say which weights ${name} has` : undefined;
}

function keyOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

interface Kept {
  /** By the digest of the text, in hexadecimal. */
  readonly byKey: ReadonlyMap<string, Float32Array>;
  readonly dimensions: number | undefined;
}
const NOTHING: Kept = { byKey: new Map(), dimensions: undefined };

async function load(store: string): Promise<Kept> {
  const bytes = await readFile(store).catch((error: unknown) => {
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
  if (at < bytes.length) await truncate(store, at);
  return { byKey, dimensions };
}

function recordBytes(dimensions: number): number {
  return KEY_BYTES + dimensions * FLOAT_BYTES + SUM_BYTES;
}

function floatsOf(record: Buffer, dimensions: number): Float32Array {
  return Float32Array.from({ length: dimensions }, (_, k) => record.readFloatLE(KEY_BYTES + k * FLOAT_BYTES));
}

async function append(store: string, texts: readonly string[], rows: readonly Float32Array[]): Promise<void> {
  const dimensions = rows[0]?.length;
  if (dimensions === undefined) return;
  await mkdir(join(store, ".."), { recursive: true, mode: 0o700 });
  const head = Buffer.alloc(FLOAT_BYTES);
  head.writeUInt32LE(dimensions);
  // "ax" fails where the file is there already: then its head is too.
  await appendFile(store, head, { flag: "ax", mode: 0o600 }).catch((error: unknown) => {
    if (errnoOf(error) !== "EEXIST") throw error;
  });
  await appendFile(store, Buffer.concat(texts.map((text, k) => recordOf(text, rows[k] ?? new Float32Array(dimensions)))));
}

function recordOf(text: string, row: Float32Array): Buffer {
  const record = Buffer.alloc(recordBytes(row.length));
  keyOf(text).copy(record);
  for (const [k, value] of row.entries()) record.writeFloatLE(value, KEY_BYTES + k * FLOAT_BYTES);
  record.writeUInt32LE(crc32(record.subarray(0, -SUM_BYTES)), record.length - SUM_BYTES);
  return record;
}
