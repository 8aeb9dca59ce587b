// dist/ and runner/dist/: whether they are what their sources give, and bringing them up to that. Invariant: a bundle that runs meanwhile is never seen half
// written, and a file whose text stays the same is not touched.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const CACHE = join(ROOT, ".cache", "bundles");

/** Each package with what its bundle is made of, as paths from the root. */
const PACKAGES = [
  {
    folder: ".",
    sources: [
      "src",
      "profiles",
      "scripts/bundled-licences.mjs",
      "scripts/chunks.mjs",
      "scripts/page-assets.mjs",
      "rolldown.config.mjs",
      "package.json",
      "package-lock.json",
    ],
  },
  {
    folder: "runner",
    sources: ["runner/src", "profiles", "runner/rolldown.config.mjs", "runner/package.json", "runner/package-lock.json"],
  },
];
/** Of the bundles' sources and of the bundles themselves, from the root. */
export const SOURCES = [...new Set(PACKAGES.flatMap(({ sources }) => sources))];
export const BUNDLES = PACKAGES.map(({ folder }) => join(folder, "dist"));

/** Every file below a folder with its bytes, by path. */
function contents(folder) {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => join(parentPath, name)).map((path) => [relative(folder, path), readFileSync(path)]),
  );
}

/** @returns the files of a fresh build, by path below dist/
 *  @throws Error with the bundler's words where the sources cannot be bundled */
function buildAfresh({ folder }) {
  mkdirSync(CACHE, { recursive: true });
  const fresh = mkdtempSync(join(CACHE, "build-"));
  try {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, "node_modules/rolldown/bin/cli.mjs"), "-c", "rolldown.config.mjs", "--dir", fresh, "--logLevel", "warn"],
      { cwd: join(ROOT, folder), encoding: "utf8" },
    );
    if (status !== 0) throw new Error(`${folder}: ${stderr}`);
    return contents(fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Paths below dist/ in which the bundle at hand is not the fresh one. */
function differing(bundle, fresh) {
  const names = [...new Set([...fresh.keys(), ...bundle.keys()])].sort();
  return names.filter((name) => !bundle.get(name)?.equals(fresh.get(name) ?? Buffer.alloc(0)));
}

/** @returns each file in which a bundle at hand differs from what its sources give, from the root */
export function staleFiles() {
  return PACKAGES.flatMap((one) => {
    const dist = join(ROOT, one.folder, "dist");
    return differing(contents(dist), buildAfresh(one)).map((name) => join(one.folder, "dist", name));
  });
}

/** Of all sources and of the bundle: what was compared once need not be built to be compared again. */
function digestOf({ folder, sources }) {
  const digest = createHash("sha256").update(process.version);
  for (const path of [...sources, join(folder, "dist")]) {
    const isFile = statSync(join(ROOT, path), { throwIfNoEntry: false })?.isFile();
    const files = isFile ? new Map([["", readFileSync(join(ROOT, path))]]) : contents(join(ROOT, path));
    for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
      digest.update(`\0${path}/${name}\0`).update(bytes);
  }
  return digest.digest("hex");
}

function replace(dist, fresh) {
  for (const name of differing(contents(dist), fresh)) {
    const file = join(dist, name);
    const bytes = fresh.get(name);
    if (bytes === undefined) {
      rmSync(file);
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    const whole = join(CACHE, `${process.pid}.tmp`);
    writeFileSync(whole, bytes);
    renameSync(whole, file);
  }
}

/** Builds what is not up to its sources. */
export function bringUpToDate() {
  for (const one of PACKAGES) {
    const stamp = join(CACHE, `${one.folder === "." ? "reviewer" : one.folder}.sha256`);
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === digestOf(one)) continue;
    replace(join(ROOT, one.folder, "dist"), buildAfresh(one));
    writeFileSync(stamp, digestOf(one));
  }
}

/** For vitest's `globalSetup`: tests of the bundle test the sources at hand. */
export function setup() {
  bringUpToDate();
}
