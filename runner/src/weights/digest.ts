/** SHA-256 of a file, read in a stream: weights are larger than memory may be. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** Bytes read at once: larger blocks make hashing no faster. */
const BLOCK = 1 << 20;

/** @returns the digest in lower-case hexadecimal, and the bytes that were read */
export async function digestOf(path: string, signal?: AbortSignal): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const block of createReadStream(path, { highWaterMark: BLOCK, ...(signal === undefined ? {} : { signal }) })) {
    hash.update(block);
    bytes += block.length;
  }
  return { sha256: hash.digest("hex"), bytes };
}
