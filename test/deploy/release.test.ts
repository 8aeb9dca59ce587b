/** A release, in a small clone whose build and checks are its own. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith } from "../support/folder.ts";

const ROOT = join(import.meta.dirname, "../..");
const manifest = (name: string) =>
  JSON.stringify({ name, version: "1.2.3", scripts: { build: "node build.mjs", check: "node check.mjs" } }, undefined, 2);
const lock = (name: string) =>
  JSON.stringify(
    { name, version: "1.2.3", lockfileVersion: 3, requires: true, packages: { "": { name, version: "1.2.3" } } },
    undefined,
    2,
  );
const FILES: Record<string, string> = {
  ".gitignore": "release/\n",
  "CHANGELOG.md": "# Changelog\n\n## Unreleased\n\n- Something new.\n\n## 1.2.3 (2026-01-01)\n\n- Old.\n",
  "package.json": manifest("bioreview"),
  "package-lock.json": lock("bioreview"),
  "runner/package.json": manifest("bioreview-runner"),
  "runner/package-lock.json": lock("bioreview-runner"),
  "runner/dist/r.js": "runner\n",
  "deploy/chart/Chart.yaml": "apiVersion: v2\nname: bioreview\nversion: 1.2.3\nappVersion: 1.2.3\n",
  "dist/b.js": "before\n",
  "build.mjs": 'import { writeFileSync } from "node:fs"; writeFileSync("dist/b.js", "after\\n");',
  "check.mjs": "",
};

function clone(files: Record<string, string> = {}) {
  const folder = folderWith({ ...FILES, ...files });
  mkdirSync(join(folder, "scripts"));
  copyFileSync(join(ROOT, "scripts/release.mjs"), join(folder, "scripts/release.mjs"));
  const git = (...args: string[]) =>
    spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: folder, encoding: "utf8" }).stdout.trim();
  for (const args of [
    ["init", "--quiet"],
    ["add", "--all"],
    ["commit", "--quiet", "-m", "all"],
  ])
    git(...args);
  const env = {
    ...process.env,
    GIT_AUTHOR_NAME: "a",
    GIT_AUTHOR_EMAIL: "a@b",
    GIT_COMMITTER_NAME: "a",
    GIT_COMMITTER_EMAIL: "a@b",
  };
  const release = (...args: string[]) =>
    spawnSync(process.execPath, ["scripts/release.mjs", ...args], { cwd: folder, encoding: "utf8", env });
  const text = (path: string) => readFileSync(join(folder, path), "utf8");
  return { folder, git, release, text };
}

test("says what it would do, and does nothing", () => {
  const { git, release } = clone();
  const { status, stdout } = release("1.3.0");
  expect([status, stdout]).toEqual([
    0,
    expect.stringMatching(/1\.2\.3 → 1\.3\.0[\s\S]*v1\.3\.0[\s\S]*Something new[\s\S]*Nothing was done/),
  ]);
  expect([git("status", "--porcelain"), git("tag"), git("rev-list", "--count", "HEAD")]).toEqual(["", "", "1"]);
});

test("writes version, changelog, digests and SBOMs, builds, commits, and tags by name and by its first number", () => {
  const { git, release, text } = clone();
  const { status, stderr } = release("1.3.0", "--write");
  expect([status, stderr]).toEqual([0, ""]);
  for (const path of ["package.json", "runner/package.json", "package-lock.json", "runner/package-lock.json"])
    expect(text(path), path).not.toContain("1.2.3");
  expect(text("deploy/chart/Chart.yaml")).toBe("apiVersion: v2\nname: bioreview\nversion: 1.3.0\nappVersion: 1.3.0\n");
  expect(text("CHANGELOG.md")).toMatch(
    /^# Changelog\n\n## Unreleased\n\n## 1\.3\.0 \(\d{4}-\d\d-\d\d\)\n\n- Something new\.\n\n## 1\.2\.3 /,
  );
  expect([git("status", "--porcelain"), git("show", "HEAD:dist/b.js")], "what was built is in the commit").toEqual(["", "after"]);
  expect(git("cat-file", "-t", "v1.3.0"), "annotated").toBe("tag");
  expect(git("rev-parse", "v1^{commit}")).toBe(git("rev-parse", "HEAD"));
  const sums = text("release/SHA256SUMS");
  expect(sums).toBe(
    ["after\n", "runner\n"]
      .map((content, k) => `${createHash("sha256").update(content).digest("hex")}  ${["dist/b.js", "runner/dist/r.js"][k]}\n`)
      .join(""),
  );
  expect(git("tag", "-l", "--format=%(contents)", "v1.3.0")).toContain(createHash("sha256").update(sums).digest("hex"));
  for (const name of ["bioreview", "bioreview-runner"])
    expect(JSON.parse(text(`release/${name}.cdx.json`))).toMatchObject({
      bomFormat: "CycloneDX",
      metadata: { component: { name, version: "1.3.0" } },
    });
  expect(text("release/notes.md")).toBe("- Something new.\n");
});

describe("is refused, and leaves everything as it was,", () => {
  test.each<{
    why: string;
    version: string;
    files?: Record<string, string>;
    before?: (folder: string, git: (...args: string[]) => string) => void;
    says: RegExp;
  }>([
    { why: "for what is no version", version: "1.3", says: /no version/ },
    { why: "for an older version", version: "1.2.3", says: /not newer/ },
    {
      why: "where nothing is new",
      version: "1.3.0",
      files: { "CHANGELOG.md": "# Changelog\n\n## Unreleased\n\n## 1.2.3\n" },
      says: /nothing is unreleased/,
    },
    {
      why: "where something is not committed",
      version: "1.3.0",
      before: (folder) => writeFileSync(join(folder, "new.txt"), ""),
      says: /not committed/,
    },
    {
      why: "where it was made already",
      version: "1.3.0",
      before: (_, git) => void git("tag", "v1.3.0"),
      says: /never made twice/,
    },
    { why: "where it does not build", version: "1.3.0", files: { "build.mjs": "process.exit(1)" }, says: /npm run build failed/ },
    { why: "where a check fails", version: "1.3.0", files: { "check.mjs": "process.exit(1)" }, says: /npm run check failed/ },
  ])("$why", ({ version, files, before, says }) => {
    const { folder, git, release } = clone(files);
    before?.(folder, git);
    const [state, tags] = [git("status", "--porcelain"), git("tag")];
    const { status, stderr } = release(version, "--write");
    expect([status, stderr]).toEqual([1, expect.stringMatching(says)]);
    expect([git("status", "--porcelain"), git("tag"), git("rev-list", "--count", "HEAD")]).toEqual([state, tags, "1"]);
  });
});

test("its files with a version are all there are", () => {
  const script = readFileSync(join(ROOT, "scripts/release.mjs"), "utf8");
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  for (const path of [
    "package.json",
    "package-lock.json",
    "runner/package.json",
    "runner/package-lock.json",
    "deploy/chart/Chart.yaml",
  ]) {
    expect(readFileSync(join(ROOT, path), "utf8"), `${path} in ${dirname(path)}`).toContain(version);
    expect(script).toContain(`"${path}"`);
  }
});
