/** The model server's program, installed once into the runner's tool cache and used by every job after. Its libraries lie under the digest of the lockfile that
 *  names them, its program beside them under its own, so that a new release with the same libraries installs nothing:
 *
 *      <tool cache>/bioreview-runner/<lockfile>-node<major>-<platform>-<arch>/node_modules
 *                                                                        /<program>/dist/bioreview-runner.js
 *
 *  Invariant: a folder has its name only when it is whole: it is filled under another and renamed. No script of any package runs. */
import { createHash, randomUUID } from "node:crypto";
import { cp, mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { lock } from "proper-lockfile";
import { errnoOf } from "../../data-file.ts";
import { ModelsError, UserError } from "../../errors.ts";
import { type Environment, userCache } from "../../user-folders.ts";

export interface Installation {
  /** The folder of the runner's package, as it came with the Action. */
  readonly source: string;
  /** Where things are kept that jobs share. */
  readonly cache: string;
  /** Puts the packages that the lockfile in this folder names into it. @throws ModelsError, InterruptedError */
  readonly install: (folder: string, signal: AbortSignal) => Promise<void>;
  readonly log: (line: string) => void;
  /** Gets each folder before it is filled: to be removed should we end now. */
  readonly onUnfinished: (folder: string) => void;
}

/** What `npm ci` reads. */
const PACKAGE_FILES = ["package.json", "package-lock.json", ".npmrc"];
/** What a release brings beside the libraries: the program, and the scripts by which it builds models. */
const PROGRAM_FOLDERS = ["dist", "python"];
const DIGITS = 16;
/** Milliseconds after which the lock of a job that died is taken over; a living one renews it all the while. */
const STALE = 60_000;
/** Milliseconds between two looks whether the other job has finished, and how many: an hour in all. */
const LOOK_EVERY = 2_000;
const LOOKS = 1_800;

/** @returns where the runner keeps tools for all jobs; a folder of the user where it says nothing */
export function toolCache(env: Environment): string {
  const { RUNNER_TOOL_CACHE: cache } = env;
  return cache || join(userCache(env), "tools");
}

/** @returns the path of the program, with all that it needs beside it
 *  @throws ModelsError where it cannot be installed, and what `signal` was aborted with */
export async function installRunner(installation: Installation, signal: AbortSignal): Promise<string> {
  const { source, cache } = installation;
  const libraries = await digestOf(source, PACKAGE_FILES);
  const program = await digestOf(source, (await Promise.all(PROGRAM_FOLDERS.map((name) => filesBelow(source, name)))).flat());
  const major = process.versions.node.split(".")[0];
  const folder = join(cache, "bioreview-runner", `${libraries}-node${major}-${process.platform}-${process.arch}`);
  const path = join(folder, program, "dist", "bioreview-runner.js");
  if ((await exists(path)) && (await exists(join(folder, "node_modules")))) return path;
  const release = await acquireLock(folder, signal);
  try {
    if (!(await exists(join(folder, "node_modules")))) await installLibraries(folder, installation, signal);
    if (!(await exists(path))) await copyProgram(join(folder, program), installation);
  } finally {
    await release().catch(() => {}); // a lock that was taken over from us is not ours to release
  }
  return path;
}

async function installLibraries(
  folder: string,
  { source, install, log, onUnfinished }: Installation,
  signal: AbortSignal,
): Promise<void> {
  log("installing the model server into the runner's tool cache, once: about 1.2 GB");
  await fillAtomically(folder, onUnfinished, async (part) => {
    for (const name of PACKAGE_FILES) await cp(join(source, name), join(part, name));
    await install(part, signal);
  });
}

async function copyProgram(folder: string, { source, onUnfinished }: Installation): Promise<void> {
  await fillAtomically(folder, onUnfinished, async (part) => {
    await cp(join(source, "package.json"), join(part, "package.json"));
    for (const name of PROGRAM_FOLDERS) await cp(join(source, name), join(part, name), { recursive: true });
  });
}

/** Fills a folder under another name, and gives it its own when it is whole. */
async function fillAtomically(
  folder: string,
  onUnfinished: (part: string) => void,
  fill: (part: string) => Promise<void>,
): Promise<void> {
  const part = `${folder}.${randomUUID()}.part`;
  onUnfinished(part);
  try {
    await mkdir(part, { recursive: true });
    await fill(part);
    await rm(folder, { recursive: true, force: true }); // what a job left there that was killed while it made a lock
    await rename(part, folder);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw asModelsError(folder, error);
  }
}

/** One job at a time; the others wait and find all done. */
async function acquireLock(folder: string, signal: AbortSignal): Promise<() => Promise<void>> {
  const lockfilePath = `${folder}.lock`;
  for (let look = 0; look < LOOKS; look++) {
    signal.throwIfAborted();
    try {
      await mkdir(dirname(folder), { recursive: true });
      return await lock(folder, { lockfilePath, stale: STALE, realpath: false });
    } catch (error) {
      if (errnoOf(error) !== "ELOCKED") throw asModelsError(folder, error);
    }
    await sleep(LOOK_EVERY);
  }
  throw new ModelsError({
    code: "runner-not-installed",
    at: folder,
    fault: "another job has been installing the model server there for an hour",
    remedy: `Look what that job does; where there is none, remove ${lockfilePath}`,
  });
}

function asModelsError(folder: string, error: unknown): unknown {
  const errno = error instanceof UserError ? undefined : errnoOf(error); // ours have codes of their own
  if (errno === undefined) return error;
  return new ModelsError({
    code: "runner-not-installed",
    at: folder,
    fault: `the model server cannot be installed there (${errno})`,
    remedy:
      "Let the runner's user write into its tool cache and give it 2 GB of disk, or install the server by hand: runner/README.md",
    cause: error,
  });
}

async function digestOf(folder: string, names: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const name of names) {
    const content = await readFile(join(folder, name));
    hash.update(`${name}\0`).update(createHash("sha256").update(content).digest());
  }
  return hash.digest("hex").slice(0, DIGITS);
}

async function filesBelow(folder: string, name: string): Promise<string[]> {
  const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name))).sort();
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
