// Makes a release: version, changelog, base images, build, checks, SBOMs and digests, commit and annotated tags. Dry unless --write; pushes nothing.
//   npm run release -- 0.2.0            says what it would do
//   npm run release -- 0.2.0 --write    does it; then: git push --follow-tags
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { pinnedContainerfiles, UnpinnedImage } from "./base-images.mjs";

const ROOT = join(import.meta.dirname, "..");
const OUT = join(ROOT, "release");
const BUNDLES = ["dist", "runner/dist"];
/** Files with a version, and how it is written there. */
const VERSIONED = {
  "package.json": /^( {2}"version": )"[^"]*"/m,
  "package-lock.json": /^( {2}"version": )"[^"]*"/m,
  "runner/package.json": /^( {2}"version": )"[^"]*"/m,
  "runner/package-lock.json": /^( {2}"version": )"[^"]*"/m,
  "deploy/chart/Chart.yaml": /^((?:appV|v)ersion: ).*$/gm,
};

class Refusal extends Error {}

const numbers = (version) => {
  const parts = /^(\d+)\.(\d+)\.(\d+)$/.exec(version);
  if (parts === null) throw new Refusal(`"${version}" is no version. Write one such as 1.2.3.`);
  return parts.slice(1).map(Number);
};
function assertNewer(version, before) {
  const [now, then] = [numbers(version), numbers(before)];
  const place = now.findIndex((number, at) => number !== then[at]);
  if (place < 0 || now[place] < then[place]) throw new Refusal(`${version} is not newer than ${before}. Name a newer one.`);
}

/** The text of each file that names the version, with another. */
function withVersion(version) {
  return Object.entries(VERSIONED).map(([path, pattern]) => {
    const text = readFileSync(join(ROOT, path), "utf8");
    if (text.search(pattern) < 0) throw new Refusal(`${path}: no version is found there. Has its form changed?`);
    const quote = path.endsWith(".json") ? '"' : "";
    // A lock file names its own package a second time, as the one without a path.
    const own = /("": \{\n\s+"name": "[^"]*",\n\s+"version": )"[^"]*"/;
    return [path, text.replace(pattern, `$1${quote}${version}${quote}`).replace(own, `$1"${version}"`)];
  });
}

/** @returns the changelog with what is unreleased under the version, and that part alone */
function released(changelog, version, date) {
  const [, before, unreleased = "", after = ""] = /^(.*?\n## Unreleased\n)(.*?)(\n## .*)?$/s.exec(changelog) ?? [];
  if (before === undefined) throw new Refusal('CHANGELOG.md: there is no part "Unreleased". Add one that says what is new.');
  if (unreleased.trim() === "") throw new Refusal("CHANGELOG.md: nothing is unreleased. Say there what is new.");
  return { changelog: `${before}\n## ${version} (${date})\n${unreleased.trimEnd()}\n${after}`, notes: `${unreleased.trim()}\n` };
}

function run(command, ...args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (status === 0) return stdout;
  throw new Refusal(`${[command, ...args].join(" ")} failed: ${error?.message ?? (stderr || stdout).trim()}`);
}
const git = (...args) => run("git", ...args).trim();

/** `sha256  path` of each file that the Action and the commands run, as sha256sum writes and checks it. */
function digests() {
  const files = BUNDLES.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort();
  return files
    .map(
      (path) =>
        `${createHash("sha256")
          .update(readFileSync(join(ROOT, path)))
          .digest("hex")}  ${path}\n`,
    )
    .join("");
}

function sbom(folder) {
  const { name } = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
  const list = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--omit", "dev", "--prefix", join(ROOT, folder)];
  const found = JSON.parse(run("npm", ...list));
  // npm calls a package that it has not installed by its folder.
  found.metadata.component.name = name;
  return `${JSON.stringify(found, undefined, 2)}\n`;
}

function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: "boolean", default: false } } });
  const [version = ""] = positionals;
  const { version: before } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  assertNewer(version, before);
  const changed = git("status", "--porcelain");
  if (changed !== "")
    throw new Refusal(`the clone has changes that are not committed:\n${changed}\nCommit them, or put them away.`);
  const [tag, moving] = [`v${version}`, `v${numbers(version)[0]}`];
  if (git("tag", "--list", tag) !== "")
    throw new Refusal(`${tag} exists already. A release is never made twice: name the next version.`);
  const { changelog, notes } = released(
    readFileSync(join(ROOT, "CHANGELOG.md"), "utf8"),
    version,
    new Date().toISOString().slice(0, 10),
  );
  const texts = [...withVersion(version), ["CHANGELOG.md", changelog]];
  console.log(`${before} → ${version}\n${texts.map(([path]) => `write ${path}`).join("\n")}`);
  console.log(
    `pin the base images of deploy/image by digest, as their registries have them\nnpm run build\nnpm run check\nwrite release/: SHA256SUMS, notes.md, two SBOMs\ngit commit, git tag ${tag}, and move ${moving}\n\n${notes}`,
  );
  if (!values.write) return console.log("Nothing was done: --write does it.");

  const images = pinnedContainerfiles();
  const restore = () => git("checkout", "--quiet", "--", ".");
  try {
    for (const [path, text] of [...texts, ...images]) writeFileSync(join(ROOT, path), text);
    run("npm", "run", "build");
    git("add", "--all");
    // Against what will be committed: bundles that are not of this source would be released otherwise.
    git("commit", "--quiet", "--message", `Release ${version}`);
  } catch (error) {
    git("reset", "--quiet");
    restore();
    throw error;
  }
  try {
    run("npm", "run", "check");
    rmSync(OUT, { recursive: true, force: true });
    mkdirSync(OUT);
    const sums = digests();
    writeFileSync(join(OUT, "SHA256SUMS"), sums);
    writeFileSync(join(OUT, "notes.md"), notes);
    writeFileSync(join(OUT, "bioreview.cdx.json"), sbom("."));
    writeFileSync(join(OUT, "bioreview-runner.cdx.json"), sbom("runner"));
    const all = createHash("sha256").update(sums).digest("hex");
    git(
      "tag",
      "--annotate",
      tag,
      "--message",
      `BioReview ${version}\n\nsha256 of SHA256SUMS, the digests of dist/ and runner/dist/: ${all}`,
    );
    git("tag", "--annotate", "--force", moving, "--message", `The latest release of ${moving}: ${version}`);
  } catch (error) {
    git("reset", "--hard", "--quiet", "HEAD~1");
    throw error;
  }
  console.log(`Released here. To publish it: git push origin HEAD ${tag} && git push --force origin ${moving}`);
}

try {
  main();
} catch (error) {
  if (!(error instanceof Refusal || error instanceof UnpinnedImage)) throw error;
  console.error(`release: ${error.message}`);
  process.exitCode = 1;
}
