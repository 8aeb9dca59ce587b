/** Files of weights: their digest, and how one is made whole or not at all. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, link, mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { lock } from "proper-lockfile";
import { diskError, errnoOf } from "../errors.ts";

/** Bytes read at once: larger blocks make hashing no faster. */
const BLOCK = 1 << 20;

/** SHA-256 of a file, read in a stream: weights are larger than memory may be.
 *  @param slice of it, its first and last byte; without it the whole
 *  @returns the digest in lower-case hexadecimal, and the bytes that were read */
export async function digestOf(
  path: string,
  signal?: AbortSignal,
  slice?: { readonly start: number; readonly end: number },
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const block of createReadStream(path, { highWaterMark: BLOCK, ...slice, ...(signal && { signal }) })) {
    hash.update(block);
    bytes += block.length;
  }
  return { sha256: hash.digest("hex"), bytes };
}

/** Makes a file whole or not at all, and its folder where that is missing.
 *  @param fill writes it under another name, from which it is renamed
 *  @throws ModelsError where the disk is full or may not be written; what `fill` throws */
export async function writeAtomically(to: string, fill: (unfinished: string) => Promise<unknown>): Promise<void> {
  const unfinished = `${to}.${process.pid}.new`;
  try {
    await mkdir(dirname(to), { recursive: true });
    await rm(unfinished, { force: true });
    await fill(unfinished);
    await rename(unfinished, to);
  } catch (error) {
    throw diskError(error, to) ?? error;
  } finally {
    await rm(unfinished, { force: true }); // after a success too: renaming one name of a file onto another of it leaves both
  }
}

/** The system's words for "no second name here". */
const NO_LINK = new Set(["EXDEV", "EPERM", "EMLINK", "ENOSYS", "ENOTSUP"]);

/** A second name for the same bytes where the disk allows it, else a copy: weights are large. */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!NO_LINK.has(errnoOf(error) ?? "")) throw error;
    await copyFile(from, to);
  }
}

/** Milliseconds after which a lock whose owner no longer renews it is taken over. */
const LOCK_STALE = 15_000;
/** Milliseconds between two looks at a lock that another process holds. */
const LOCK_POLL = 500;

/** Has a folder to itself, as soon as no other process has.
 *  @param busy what to say while it waits
 *  @returns gives the folder back */
export async function lockWhenFree(
  folder: string,
  busy: string,
  { output, signal }: { readonly output: { write(text: string): unknown }; readonly signal: AbortSignal },
): Promise<() => Promise<void>> {
  for (let isReported = false; ; isReported = true) {
    signal.throwIfAborted();
    try {
      return await lock(folder, { stale: LOCK_STALE });
    } catch (error) {
      if (errnoOf(error) !== "ELOCKED") throw diskError(error, folder) ?? error;
      if (!isReported) output.write(`${busy}; waiting for it\n`);
      await sleep(LOCK_POLL, undefined, { signal });
    }
  }
}
