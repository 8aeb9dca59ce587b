// From a fresh clone to a first review: installs, builds, fetches the small model and reviews the example manuscript.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const node = (...args) => spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" }).status ?? 1;

const ready = node(join(ROOT, "scripts", "setup.mjs"), "--models");
process.exitCode =
  ready !== 0 ? ready : node(join(ROOT, "dist", "bioreview.js"), "review", "examples/phage-wound-gel/v1", "--profile", "smoke");
