// An earlier state of the project, built in a folder of its own, so that a benchmark can run both side by side.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { ROOT } from "./peers.mjs";

/** The last commit before reading, comparing and evaluating were made faster. */
const BEFORE = "b9f2129";
export const BASE = process.env.BENCH_BASE ?? BEFORE;

function run(command, args, options) {
  const { status, stdout, stderr } = spawnSync(command, args, { maxBuffer: 2 ** 28, ...options });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}: ${stderr}`);
  return stdout;
}

/** @returns the folder of the base's files, with its `dist/` built; kept below .cache/ for the next time */
export function baseFolder() {
  const commit = run("git", ["rev-parse", "--verify", `${BASE}^{commit}`], { cwd: ROOT, encoding: "utf8" }).trim();
  const folder = join(ROOT, ".cache", "bench-base", commit);
  if (existsSync(join(folder, "node_modules"))) return folder;
  mkdirSync(folder, { recursive: true });
  run("tar", ["x", "-C", folder], { input: run("git", ["archive", commit], { cwd: ROOT }) });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  run(process.execPath, ["node_modules/rolldown/bin/cli.mjs", "-c", "rolldown.config.mjs", "--dir", "dist"], { cwd: folder });
  return folder;
}

/** Compiles sources of a state of the project together. @returns the path of each module, by its name */
export async function compileAt(folder, name, sources) {
  const dir = join(ROOT, "node_modules", ".cache", `bioreview-bench-${name}`);
  const bundle = await rolldown({ cwd: folder, input: sources, platform: "node", logLevel: "silent" });
  await bundle.write({ dir, format: "esm", entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs", cleanDir: true });
  await bundle.close();
  return Object.fromEntries(Object.keys(sources).map((source) => [source, join(dir, `${source}.mjs`)]));
}

/** Milliseconds that a process's first thread was on a processor, whatever else the machine does; Linux only. */
export function cpuOf(pid) {
  return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
}
