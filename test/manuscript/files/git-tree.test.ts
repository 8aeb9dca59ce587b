import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gitTree } from "../../../src/manuscript/files/git-tree.ts";

let root = "";
const git = (...args: string[]) =>
  execFileSync("git", ["-C", root, "-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false", ...args], {
    encoding: "utf8",
  }).trim();

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "repository-"));
  git("init", "-q");
  mkdirSync(join(root, "paper"));
  for (const name of ["README.md", "paper/main.md", "paper/-rf.md", "paper/two\nlines.md", "paper/größe.md"])
    writeFileSync(join(root, name), "one");
  symlinkSync("/etc/passwd", join(root, "paper/link.md"));
  git("add", ".");
  git("update-index", "--add", "--cacheinfo", "160000,1111111111111111111111111111111111111111,paper/submodule.md");
  git("commit", "-q", "-m", "first");
  git("tag", "v1");
  writeFileSync(join(root, "paper/main.md"), "second text");
  git("commit", "-q", "-m", "second", "--", "paper/main.md");
  writeFileSync(join(root, "paper/main.md"), "not committed");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

test("a revision is read as it was committed, without links and submodules", async () => {
  const files = await gitTree(root, "HEAD");
  expect(await files.list()).toEqual([
    { path: "README.md", size: 3 },
    { path: "paper/-rf.md", size: 3 },
    { path: "paper/größe.md", size: 3 },
    { path: "paper/main.md", size: 11 },
    { path: "paper/two\nlines.md", size: 3 },
  ]);
  expect(Buffer.from(await files.read("paper/main.md")).toString()).toBe("second text");
  expect(Buffer.from(await files.read("paper/two\nlines.md")).toString()).toBe("one");
  expect(files.label).toBe(`${root}/ at ${git("rev-parse", "HEAD").slice(0, 7)}`);
});

test("a folder of the repository is a tree of its own", async () => {
  const files = await gitTree(join(root, "paper"), "v1");
  expect((await files.list()).map(({ path }) => path)).toEqual(["-rf.md", "größe.md", "main.md", "two\nlines.md"]);
  expect(Buffer.from(await files.read("main.md")).toString()).toBe("one");
});

test.each(["paper/link.md", "paper/submodule.md", "../README.md", "/etc/passwd", "--help"])("%s cannot be read", async (path) => {
  await expect((await gitTree(root, "HEAD")).read(path)).rejects.toMatchObject({ code: "file-not-found" });
});

test.each(["nowhere", "", "--all", "--output=/tmp/x", "HEAD:paper", "a\0b", "$(touch x)", "1234567"])(
  "%j is no revision",
  async (rev) => {
    await expect(gitTree(root, rev)).rejects.toMatchObject({
      code: "git-unknown-revision",
      message: expect.stringContaining("such as HEAD~1"),
    });
  },
);

test("a folder that the commit does not have is told apart from an unknown revision", async () => {
  mkdirSync(join(root, "draft"));
  await expect(gitTree(join(root, "draft"), "HEAD")).rejects.toMatchObject({ code: "git-no-such-folder" });
});

test("a folder outside any repository is told, with what git says", async () => {
  rmSync(join(root, ".git"), { recursive: true });
  await expect(gitTree(root, "HEAD")).rejects.toMatchObject({ code: "git-no-repository" });
  await expect(gitTree(join(root, "nowhere"), "HEAD")).rejects.toMatchObject({ code: "git-no-repository" });
});

test("a machine without git is told so", async () => {
  vi.stubEnv("PATH", "/nonexistent");
  await expect(gitTree(root, "HEAD")).rejects.toMatchObject({ code: "git-missing" });
});

test("variables of an outer git lead to no other repository", async () => {
  vi.stubEnv("GIT_DIR", "/nonexistent/.git");
  expect(await (await gitTree(root, "HEAD")).list()).toHaveLength(5);
});

test("too many files are an error", async () => {
  await expect(gitTree(root, "HEAD", 4)).rejects.toMatchObject({ code: "tree-too-large" });
});
