// Makes a fresh clone ready: installs both packages, builds both, with --models or --tests fetches what those need, and with --link puts both commands into ~/.local/bin.
// Each step says what it does, runs only where something changed, and ends the whole where it fails. Steps that do not need each other run side by side.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const RUNNER = join(ROOT, "runner");
const RUNNER_PROGRAM = join(RUNNER, "dist", "bioreview-runner.js");

/** Steps that run at the moment. */
const running = new Set();

/** Ends with a sentence that says what to do, rather than with a stack. */
function fail(message) {
  for (const child of running) child.kill();
  console.error(`setup: ${message}`);
  process.exit(1);
}

/** @returns whether it went well; one that is not optional ends the whole instead */
async function run(command, args, { cwd = ROOT, optional = false } = {}) {
  const child = spawn(command, args, { cwd, stdio: ["ignore", "inherit", "inherit"] });
  running.add(child);
  const fault = await new Promise((resolve) => {
    child.once("error", (error) => resolve(` (${error.message})`));
    child.once("close", (code) => resolve(code === 0 ? undefined : ""));
  });
  running.delete(child);
  if (fault === undefined) return true;
  if (optional) return false;
  fail(`${command} ${args.join(" ")} in ${cwd} failed${fault}. Mend what it says above and run this again.`);
}

/** npm, with the Node that runs this script. */
function npm(args, options) {
  return run(process.platform === "win32" ? "npm.cmd" : "npm", args, options);
}

/** Installs by the lockfile, unless that very lockfile was installed here before. */
async function install(folder, options) {
  const stamp = join(folder, "node_modules", ".bioreview-lock");
  const digest = createHash("sha256")
    .update(readFileSync(join(folder, "package-lock.json")))
    .update(process.version)
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return true;
  console.error(`setup: installing ${folder === ROOT ? "the reviewer" : folder.slice(ROOT.length + 1)}`);
  if (!(await npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder, ...options }))) return false;
  writeFileSync(stamp, digest);
  return true;
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) fail(`this is Node ${process.versions.node}. Install Node 20.19 or newer.`);

const forTests = process.argv.includes("--tests");

async function reviewer() {
  await install(ROOT);
  console.error("setup: building");
  await npm(["run", "--silent", "build"]);
}

async function models() {
  const pulled = await run(process.execPath, [RUNNER_PROGRAM, "models", "pull", "smoke"], { optional: forTests });
  if (!pulled) console.error("setup: no small model here, so the tests that need one will be skipped");
}

/** A real Node 24 for dist/: it exists for Linux on x64 in npm's registry. */
async function node24() {
  const onLinux = process.platform === "linux" && process.arch === "x64";
  if (!onLinux || !(await install(join(ROOT, "test", "peers", "node24"), { optional: true })))
    console.error("setup: no Node 24 beside this one, so dist/ is not tried on it");
}

/** llama.cpp's own server as a second endpoint, and programs of Python that check ours. */
async function pythonPeers() {
  const peers = join(ROOT, ".cache", "python");
  const requirements = join(ROOT, "test", "peers", "requirements.txt");
  const wanted = readFileSync(requirements, "utf8");
  const stamp = join(peers, ".bioreview-requirements");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.error("setup: installing the peers to test against");
  mkdirSync(peers, { recursive: true });
  const args = ["-m", "pip", "install", "--quiet", "--upgrade", "--target", peers, "-r", requirements];
  if (await run("python3", args, { optional: true })) writeFileSync(stamp, wanted);
  else console.error("setup: no llama.cpp server to test against, so those tests will be skipped");
}

async function act() {
  if (!(await run(process.execPath, [join(ROOT, "scripts", "install-act.mjs")], { optional: true })))
    console.error("setup: the example workflows are not run whole here");
}

const program = Promise.all([reviewer(), install(RUNNER)]);
await Promise.all([
  forTests || process.argv.includes("--models") ? program.then(models) : program,
  ...(forTests ? [act(), pythonPeers(), node24()] : []),
]);
if (process.argv.includes("--link") && process.platform !== "win32")
  await run(process.execPath, [join(ROOT, "scripts", "link-commands.mjs")]);
