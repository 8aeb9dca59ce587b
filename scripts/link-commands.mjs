// Puts `bioreview` and `bioreview-runner` where a shell finds them, as small scripts in ~/.local/bin that start those of this clone. The names are nobody's in
// npm's registry, so `npx` would look for a stranger's package. Usage: node scripts/link-commands.mjs [FOLDER]
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const PROGRAMS = {
  bioreview: join(ROOT, "dist", "bioreview.js"),
  "bioreview-runner": join(ROOT, "runner", "dist", "bioreview-runner.js"),
};
/** By which a script of ours is known, and may be replaced by that of another clone. */
const MARK = "# Written by BioReview's setup: starts the program of a clone.";

const quoted = (path) => `'${path.replaceAll("'", "'\\''")}'`;
const folder = resolve(process.argv[2] ?? join(homedir(), ".local", "bin"));
const scripts = Object.entries(PROGRAMS).map(([name, program]) => ({ path: join(folder, name), program }));

const foreign = scripts.find(({ path }) => existsSync(path) && !readFileSync(path, "utf8").includes(MARK));
if (foreign !== undefined) {
  console.error(
    `setup: ${foreign.path} is another program, and was left alone. Take it away and run this again, or name another folder: node scripts/link-commands.mjs FOLDER`,
  );
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
for (const { path, program } of scripts) {
  // The Node that runs now is new enough; should it be gone one day, the one that the shell finds.
  const text = `#!/bin/sh\n${MARK}\nnode=${quoted(process.execPath)}\n[ -x "$node" ] || node=node\nexec "$node" ${quoted(program)} "$@"\n`;
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}
console.error(`setup: bioreview and bioreview-runner are in ${folder}`);
if (!(process.env.PATH ?? "").split(delimiter).includes(folder))
  console.error(
    `setup: the shell does not look there yet. Run this, and put it into your shell's start-up file: export PATH="${folder}:$PATH"`,
  );
