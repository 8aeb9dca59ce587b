/** `npm ci` in a folder: exactly what its lockfile names, by digest, and no script of any package. Its output is no log of ours: only where it fails its last
 *  lines are reported, as one escaped line. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { ModelsError } from "../../errors.ts";
import { plainText } from "../../publish/index.ts";

const ARGUMENTS = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
const LINES_KEPT = 12;

/** @throws ModelsError where npm is missing or fails, and what `signal` was aborted with */
export async function npmCi(folder: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const { program, before } = npmCommand(process.execPath);
  const child = spawn(program, [...before, ...ARGUMENTS], {
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
