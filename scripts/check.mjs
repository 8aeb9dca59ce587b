// Everything about the code that is not a test: format, lint, types, directions of import, dead code, dist/ equal to its source.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const bin = (name) => join(ROOT, "node_modules", ".bin", name);

const CHECKS = [
  ["format and lint", bin("biome"), ["ci", "--colors=off", "--error-on-warnings", "."]],
  ["types of the reviewer", bin("tsc"), ["-p", "tsconfig.json"]],
  ["types of the runner", bin("tsc"), ["-p", "runner/tsconfig.json"]],
  ["directions of import", bin("depcruise"), ["--config", ".dependency-cruiser.cjs", "src", "profiles", "runner/src"]],
  ["dead code", bin("knip"), []],
];

/** Every file below a folder with its bytes, by path. */
function contents(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      return [relative(folder, path), readFileSync(path)];
    }),
  );
}

/** Builds into a folder of its own and names each file in which the committed bundle differs. */
function bundleDiffers(folder) {
  const fresh = mkdtempSync(join(tmpdir(), "bioreview-dist-"));
  try {
    const built = spawnSync(bin("rolldown"), ["-c", "rolldown.config.mjs", "--dir", fresh, "--logLevel", "warn"], {
      cwd: join(ROOT, folder),
      encoding: "utf8",
    });
    if (built.status !== 0) return [`${folder}: ${built.stderr}`];
    const now = contents(fresh);
    const committed = contents(join(ROOT, folder, "dist"));
    const names = [...new Set([...now.keys(), ...committed.keys()])].sort();
    return names
      .filter((name) => !committed.get(name)?.equals(now.get(name) ?? Buffer.alloc(0)))
      .map((name) => join(folder, "dist", name));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
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

const stale = [".", "runner"].flatMap(bundleDiffers);
console.error(`${stale.length === 0 ? "ok  " : "FAIL"} dist/ is built from this source`);
if (stale.length > 0) {
  failed.push("dist/");
  console.error(`Differs: ${stale.join(", ")}. Run "npm run build" and commit the result.`);
}

if (failed.length > 0) {
  console.error(`\n${failed.length} of ${CHECKS.length + 1} checks failed: ${failed.join(", ")}`);
  process.exit(1);
}
