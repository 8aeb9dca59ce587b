// The programs that we are measured against, and our own server, as processes.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const ROOT = join(import.meta.dirname, "..");
export const PYTHON_PACKAGES = join(ROOT, ".cache", "bench-python");

/** Where `models pull` puts weights. */
const { BIOREVIEW_MODELS, XDG_CACHE_HOME } = process.env;
export const MODELS = BIOREVIEW_MODELS ?? join(XDG_CACHE_HOME ?? join(homedir(), ".cache"), "bioreview", "models");

/** The chat model of the profile that BENCH_PROFILE names: its id, and its file. */
const CHAT_MODELS = {
  smoke: ["smollm2-135m-instruct", "SmolLM2-135M-Instruct.Q4_1.gguf"],
  small: ["qwen2.5-coder-1.5b-instruct", "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"],
};
export const PROFILE = process.env.BENCH_PROFILE ?? "smoke";
if (!(PROFILE in CHAT_MODELS))
  throw new Error(`BENCH_PROFILE is ${PROFILE}, and not one of ${Object.keys(CHAT_MODELS).join(", ")}`);
export const [CHAT_MODEL, GGUF_NAME] = CHAT_MODELS[PROFILE];
export const GGUF = join(MODELS, CHAT_MODEL, GGUF_NAME);

export const installPeers = () => installPython("requirements.txt", "bench-python");

/** @param requirements a file of peers/ @param name of the folder below .cache/ @returns that folder, for PYTHONPATH */
export function installPython(requirements, name) {
  const folder = join(ROOT, ".cache", name);
  const stamp = join(folder, ".installed");
  const file = join(ROOT, "bench", "peers", requirements);
  const wanted = readFileSync(file, "utf8");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return folder;
  console.error(`bench: installing the peers of ${requirements}`);
  const { status } = spawnSync("python3", ["-m", "pip", "install", "--quiet", "--target", folder, "-r", file], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) throw new Error("the peers could not be installed: see pip's message above");
  writeFileSync(stamp, wanted);
  return folder;
}

/** A Python peer that speaks lines: `next()` gives its next line of output, `send` gives it one. */
export function pythonPeer(script, ...args) {
  return lineProcess("python3", [join(ROOT, "bench", "peers", script), ...args], { PYTHONPATH: PYTHON_PACKAGES });
}

/** Our server on a free socket, one thread. */
export async function ourServer(...args) {
  const socket = join(mkdtempSync(join(tmpdir(), "bioreview-bench-")), "s.sock");
  const program = join(ROOT, "runner", "dist", "bioreview-runner.js");
  const server = lineProcess(process.execPath, [
    ...[program, "serve", "--profile", PROFILE, "--socket", socket, "--threads", "1", "--gpu", "off", "--exit-with-stdin"],
    ...args,
  ]);
  await server.next(); // its one line says that it serves
  return { ...server, socket };
}

function lineProcess(command, args, env = {}) {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"], env: { ...process.env, ...env } });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    pid: child.pid,
    async next() {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${command} ${args[0]} ended before it answered`);
      return value;
    },
    send: (line) => void child.stdin.write(`${line}\n`),
    async stop() {
      child.stdin.end();
      if (child.exitCode === null) await new Promise((resolve) => child.once("close", resolve));
    },
  };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
