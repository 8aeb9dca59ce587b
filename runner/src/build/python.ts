/** Runs our Python scripts, and the field's, in an environment of their own: packages of exact versions and digests, nothing of the machine's. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { errnoOf, ModelsError } from "../errors.ts";
import type { Output } from "../weights/download.ts";
import type { Environment } from "../weights/manifest.ts";
import type { Findings, Step } from "./steps.ts";

export interface PythonDependencies {
  readonly env: Environment;
  readonly output: Output;
  readonly signal: AbortSignal;
  /** The folder of our scripts and of requirements.txt. */
  readonly scripts: URL;
  /** The program that makes the environment. */
  readonly python?: string;
}

interface Ended {
  readonly code: number | null;
  readonly killedBy: NodeJS.Signals | null;
  /** The last lines of either stream. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

const LINES_KEPT = 40;
/** As shells say it of a program that is not there. */
const NOT_FOUND = 127;

/** Lines of stderr go to the output, those that merely redraw a bar do not. */
function runToEnd(program: string, args: readonly string[], { env, output, signal }: PythonDependencies): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: isolated(env), signal, stdio: ["ignore", "pipe", "pipe"] });
    const stdout = linesOf(child.stdout, () => {});
    const stderr = linesOf(child.stderr, (line) => void output.write(`  ${line}\n`));
    child.once("error", (error) => {
      if (signal.aborted) reject(signal.reason);
      else if (errnoOf(error) === "ENOENT")
        resolve({ code: NOT_FOUND, killedBy: null, stdout: [], stderr: [`there is no program ${program}`] });
      else reject(error);
    });
    child.once("close", (code, killedBy) => resolve({ code, killedBy, stdout, stderr }));
  });
}

function linesOf(stream: NodeJS.ReadableStream, show: (line: string) => void): readonly string[] {
  const kept: string[] = [];
  let rest = "";
  const push = (line: string) => {
    if (line.trim() === "") return;
    kept.push(line);
    if (kept.length > LINES_KEPT) kept.shift();
    if (!line.includes("\r")) show(line.slice(0, 500));
  };
  stream.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop()?.slice(-100_000) ?? "";
    for (const line of lines) push(line);
  });
  stream.on("end", () => push(rest));
  return kept;
}

/** Without what would bring the machine's own packages in. */
function isolated(env: Environment): NodeJS.ProcessEnv {
  const { PYTHONPATH: _path, PYTHONHOME: _home, PYTHONSTARTUP: _startup, ...rest } = env;
  return {
    ...rest,
    PYTHONNOUSERSITE: "1",
    PYTHONUTF8: "1",
    PYTHONDONTWRITEBYTECODE: "1",
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
    HF_HUB_DISABLE_TELEMETRY: "1",
    HF_HUB_DISABLE_PROGRESS_BARS: "1",
    TOKENIZERS_PARALLELISM: "false",
  };
}

const Said = z.union([
  z.object({ result: z.record(z.string(), z.unknown()) }),
  z.object({ error: z.object({ code: z.string(), at: z.string(), fault: z.string(), remedy: z.string() }) }),
]);

/** Runs one of our scripts.
 *  @returns what its last line says
 *  @throws ModelsError in the script's words, or for a full disk, too little memory, or an end without a word */
export async function runScript(
  python: string,
  script: string,
  args: readonly string[],
  dependencies: PythonDependencies,
): Promise<Findings> {
  const ended = await runToEnd(python, [fileURLToPath(new URL(script, dependencies.scripts)), ...args], dependencies);
  const said = Said.safeParse(jsonOf(ended.stdout.at(-1) ?? ""));
  if (said.success && "error" in said.data) throw new ModelsError(said.data.error);
  if (ended.code === 0 && said.success && "result" in said.data) return said.data.result;
  throw endedBadly(script, ended);
}

/** Runs a program of others. */
export async function runForeign(
  program: string,
  args: readonly string[],
  what: string,
  dependencies: PythonDependencies,
): Promise<void> {
  const ended = await runToEnd(program, args, dependencies);
  if (ended.code !== 0) throw endedBadly(what, ended);
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // no result, then
  }
}

/** @param what the step's program */
function endedBadly(what: string, { code, killedBy, stderr }: Ended): ModelsError {
  const words = stderr.at(-1)?.trim() ?? "it said nothing";
  const all = stderr.join("\n");
  const error = (name: string, fault: string, remedy: string) => new ModelsError({ code: name, at: what, fault, remedy });
  if (code === NOT_FOUND)
    return error("no-program", words, "Install it, and run the same command again: steps that are done stay");
  if (/No space left on device|os error 28|Disk quota exceeded/.test(all))
    return error(
      "disk-full",
      "there is no space left for its result",
      "Free some space and run the same command again: steps that are done stay",
    );
  if (killedBy === "SIGKILL" || code === 137 || /MemoryError|Cannot allocate memory|DefaultCPUAllocator/.test(all))
    return error(
      "out-of-memory",
      "the memory did not suffice for it",
      "End what else uses memory, or run this on a machine with more, and run the same command again: steps that are done stay",
    );
  if (/DO NOT MATCH THE HASHES/.test(all))
    return error(
      "package-wrong-digest",
      "a package is not the one that was locked",
      "See which index or mirror pip is set up to ask",
    );
  if (/No matching distribution|Could not find a version/.test(all))
    return error(
      "no-package",
      words,
      "Use Python 3.11 to 3.13 on Linux, macOS or Windows, and see which index pip is set up to ask",
    );
  if (/ConnectionError|NewConnectionError|Temporary failure in name resolution|Read timed out/.test(all))
    return error("index-unreachable", words, "Check the network and the proxy, and run the same command again");
  return error("step-failed", `it ended with ${killedBy ?? `exit code ${code}`} (${words})`, "See its last lines above");
}

/** The least version of Python that the locked packages are for. */
const PYTHON = { major: 3, minor: 11 } as const;

/** @throws ModelsError where the scripts are not beside the program, as in an image for serving alone */
export function assertScripts(scripts: URL): void {
  const folder = fileURLToPath(scripts);
  if (existsSync(join(folder, "requirements.txt"))) return;
  throw new ModelsError({
    code: "no-build-scripts",
    at: folder,
    fault: "the scripts that build models did not come with this runner",
    remedy:
      "Build from a clone of BioReview (`node runner/dist/bioreview-runner.js models build …`), and register the result here with `models import`",
  });
}

/** Makes the environment. @throws ModelsError where there is no Python of the right version */
export async function environmentStep(dependencies: PythonDependencies): Promise<Step> {
  const { scripts, python = "python3" } = dependencies;
  assertScripts(scripts);
  const requirements = fileURLToPath(new URL("requirements.txt", scripts));
  const version = await runToEnd(python, ["-c", "import sys; print(*sys.version_info[:2])"], dependencies);
  const [major = 0, minor = 0] = (version.stdout.at(-1) ?? "").split(" ").map(Number);
  if (major !== PYTHON.major || minor < PYTHON.minor)
    throw new ModelsError({
      code: "no-python",
      at: python,
      fault:
        version.code === NOT_FOUND ? "there is no such program" : `it is Python ${major}.${minor}, and 3.11 or newer is needed`,
      remedy: "Install Python 3.11 with its venv module, or name one with --python",
    });
  return {
    name: "environment",
    title: "Python packages, at locked versions and digests",
    dependsOn: [await readFile(requirements, "utf8"), `${major}.${minor}`],
    makes: "environment",
    run: async (unfinished) => {
      await runForeign(python, ["-m", "venv", "--copies", unfinished], "python3 -m venv", dependencies);
      const install = [
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--only-binary=:all:",
        "--no-input",
        "--quiet",
        "-r",
        requirements,
      ];
      await runForeign(pythonIn(unfinished), install, "pip install", dependencies);
      return { python: `${major}.${minor}` };
    },
  };
}

/** An environment may be moved: it is run by its interpreter, never by the scripts beside it. */
export function pythonIn(environment: string): string {
  return process.platform === "win32" ? join(environment, "Scripts", "python.exe") : join(environment, "bin", "python");
}
