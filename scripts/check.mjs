// Everything about the code that is not a test: format, lint, types, directions of import, dead code, dist/ equal to its source.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { BUNDLES, SOURCES, staleFiles } from "./bundles.mjs";

const ROOT = join(import.meta.dirname, "..");
const bin = (name) => join(ROOT, "node_modules", ".bin", name);

const CHECKS = [
  ["format and lint", bin("biome"), ["ci", "--colors=off", "--error-on-warnings", "."]],
  ["types of the reviewer", bin("tsc"), ["-p", "tsconfig.json"]],
  ["types of the report's script", bin("tsc"), ["-p", "src/report-page/client/tsconfig.json"]],
  ["types of the runner", bin("tsc"), ["-p", "runner/tsconfig.json"]],
  ["types of the runner's tests", bin("tsc"), ["-p", "test/runner/tsconfig.json"]],
  ["directions of import", bin("depcruise"), ["--config", ".dependency-cruiser.cjs", "src", "profiles", "runner/src"]],
  ["dead code", bin("knip"), []],
];

/** What git says of these paths, a line each; empty where nothing differs from the last commit, or where this is no clone. */
function uncommitted(paths) {
  return spawnSync("git", ["status", "--porcelain", "--", ...paths], { cwd: ROOT, encoding: "utf8" }).stdout?.trim() ?? "";
}

/** @returns what is wrong with the bundles; empty where nothing is */
function bundleFaults() {
  const stale = staleFiles();
  if (stale.length > 0) return `Differs: ${stale.join(", ")}. Run "npm run build" and commit the result.`;
  // A test run has brought them up to their sources by now: only what is committed tells whether somebody forgot them.
  const changed = uncommitted(BUNDLES);
  return changed === "" || uncommitted(SOURCES) !== ""
    ? ""
    : `Built, but not committed with its sources:\n${changed}\nCommit it.`;
}

const failed = [];
for (const [title, command, args] of CHECKS) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  console.error(`${status === 0 ? "ok  " : "FAIL"} ${title}`);
  if (status === 0) continue;
  failed.push(title);
  console.error(stdout, stderr);
}

const faults = bundleFaults();
console.error(`${faults === "" ? "ok  " : "FAIL"} dist/ is built from this source`);
if (faults !== "") {
  failed.push("dist/");
  console.error(faults);
}

if (failed.length > 0) {
  console.error(`\n${failed.length} of ${CHECKS.length + 1} checks failed: ${failed.join(", ")}`);
  process.exit(1);
}
