// From a fresh clone to a first review: installs, builds, fetches the small general model (1.1 GB) and reviews the example manuscript with it.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const STEPS = [
  [join(ROOT, "scripts", "setup.mjs")],
  [join(ROOT, "runner", "dist", "bioreview-runner.js"), "models", "pull", "small"],
  [join(ROOT, "dist", "bioreview.js"), "review", "examples/phage-wound-gel/v1", "--profile", "small"],
];
const succeeds = (args) => {
  process.exitCode = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" }).status ?? 1;
  return process.exitCode === 0;
};
STEPS.every(succeeds);
