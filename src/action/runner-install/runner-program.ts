/** Where the model server's program comes from: where an operator says, beside the Action where it is installed there, else the tool cache. */

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { ModelsError } from "../../errors.ts";
import { locateRunner } from "../../inference/index.ts";
import { plainText } from "../../publish/index.ts";
import type { Settings } from "../../settings.ts";
import type { Job } from "../job/job.ts";
import { installRunner, toolCache } from "./install.ts";

/** State for the post step: a folder that is not whole. */
const UNFINISHED = "unfinished";

/** @param program folder of the Action's bundle
 *  @throws ModelsError where there is none and none may be installed, or cannot be */
export async function locateOrInstallRunner(
  job: Job,
  program: string,
  { runner }: Pick<Settings, "runner">,
  signal: AbortSignal,
): Promise<string> {
  try {
    return locateRunner(program, job.env);
  } catch (error) {
    const may = error instanceof ModelsError && error.code === "runner-not-installed" && !job.env["BIOREVIEW_RUNNER"];
    if (!may) throw error;
    if (runner === "require") throw required(error);
  }
  return installRunner(
    {
      source: join(program, "..", "runner"),
      cache: toolCache(job.env),
      install: (folder, stop) => npmCi(folder, { ...job.env }, stop),
      log: job.log.info,
      onUnfinished: (folder) => job.saveState(UNFINISHED, folder),
    },
    signal,
  );
}

/** @returns the folder that an installation left half filled, where one did */
export function unfinishedInstallation(job: Job): string | undefined {
  const folder = job.getState(UNFINISHED);
  return folder.endsWith(".part") ? folder : undefined;
}

function required({ at, fault }: ModelsError): ModelsError {
  return new ModelsError({
    code: "runner-not-installed",
    at,
    fault: `${fault}, and the input runner says that they are required`,
    remedy:
      "Start a model server on the runner (runner/README.md), name its package with BIOREVIEW_RUNNER, or set runner: install",
  });
}

const NPM_ARGUMENTS = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
const LINES_KEPT = 12;

/** `npm ci` in a folder: exactly what its lockfile names, by digest, and no script of any package. Where it fails, its last lines are reported as one escaped line.
 *  @throws ModelsError where npm is missing or fails, and what `signal` was aborted with */
async function npmCi(folder: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const { program, before } = npmCommand(process.execPath);
  const child = spawn(program, [...before, ...NPM_ARGUMENTS], {
    cwd: folder,
    env: withoutSecrets(env),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // npm starts others: all of them end together
  });
  const lines: string[] = [];
  for (const input of [child.stdout, child.stderr])
    createInterface({ input }).on("line", (line) => {
      lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
    });
  const end = () => endGroup(child);
  signal.addEventListener("abort", end, { once: true });
  const ended = await new Promise<{ code: number | null; error?: NodeJS.ErrnoException }>((resolve) => {
    child.once("error", (error) => resolve({ code: null, error }));
    child.once("close", (code) => resolve({ code }));
  }).finally(() => signal.removeEventListener("abort", end));
  signal.throwIfAborted();
  if (ended.error !== undefined) throw failed(folder, `npm cannot be run (${ended.error.code ?? ended.error.message})`);
  if (ended.code !== 0) throw failed(folder, `npm ended with ${ended.code}: ${plainText(lines.join(" ")).slice(0, 500)}`);
}

/** The npm that came with this Node, else the one on the path. */
function npmCommand(node: string): { readonly program: string; readonly before: readonly string[] } {
  const own = join(dirname(node), "..", "lib", "node_modules", "npm", "bin", "npm-cli.js");
  return existsSync(own) ? { program: node, before: [own] } : { program: "npm", before: [] };
}

/** npm and what it fetches have no use for the workflow's inputs, and none for the files by which a step speaks to the runner. */
function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:INPUT|GITHUB|ACTIONS|STATE|BIOREVIEW)_/i.test(name)));
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGTERM");
  } catch {
    // it has ended meanwhile
  }
}

function failed(at: string, fault: string): ModelsError {
  return new ModelsError({
    code: "runner-not-installed",
    at,
    fault,
    remedy:
      "Give the runner npm and a way to its registry, or install the model server by hand (runner/README.md) and set runner: require",
  });
}
