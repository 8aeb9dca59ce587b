import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ManuscriptError } from "../../../src/errors.ts";
import { directoryTree } from "../../../src/manuscript/files/directory-tree.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "tree-"));
});
afterEach(() => rm(root, { recursive: true }));

async function put(path: string, content = "x"): Promise<void> {
  await mkdir(join(root, path, ".."), { recursive: true });
  await writeFile(join(root, path), content);
}
const pathsOf = async (maxFiles?: number) => (await directoryTree(root, maxFiles).list()).map(({ path }) => path);

test("files are listed with their sizes, by code unit, whatever their names", async () => {
  for (const name of ["b.md", "B.md", "-rf.md", "two\nlines.md", "größe/µ.md"]) await put(name);
  await put("a.md", "four");
  expect(await directoryTree(root).list()).toEqual([
    { path: "-rf.md", size: 1 },
    { path: "B.md", size: 1 },
    { path: "a.md", size: 4 },
    { path: "b.md", size: 1 },
    { path: "größe/µ.md", size: 1 },
    { path: "two\nlines.md", size: 1 },
  ]);
  expect(Buffer.from(await directoryTree(root).read("two\nlines.md")).toString()).toBe("x");
});

test("folders of tools are not walked", async () => {
  for (const path of [".git/HEAD", "node_modules/x/readme.md", "paper/node_modules/y.md", "paper/main.md"]) await put(path);
  expect(await pathsOf()).toEqual(["paper/main.md"]);
});

test("a link is neither listed nor followed, wherever it leads", async () => {
  await put("paper/main.md");
  await symlink("/etc/passwd", join(root, "passwd.md"));
  await symlink("/etc", join(root, "etc"));
  await symlink(join(root, "paper"), join(root, "again"));
  expect(await pathsOf()).toEqual(["paper/main.md"]);
  for (const path of ["passwd.md", "etc/passwd", "again/main.md", "../etc/passwd", "/etc/passwd", "paper/../paper/main.md"]) {
    await expect(directoryTree(root).read(path), path).rejects.toMatchObject({ code: "file-not-found" });
  }
});

test("a file or folder that became a link after it was listed is not followed", async () => {
  await put("main.md");
  await put("paper/main.md");
  const files = directoryTree(root);
  await files.list();
  await rm(join(root, "main.md"));
  await symlink("/etc/passwd", join(root, "main.md"));
  await rm(join(root, "paper"), { recursive: true });
  await mkdir(join(root, "node_modules"));
  await writeFile(join(root, "node_modules/main.md"), "x");
  await symlink(join(root, "node_modules"), join(root, "paper"));
  for (const path of ["main.md", "paper/main.md"]) await expect(files.read(path), path).rejects.toBeInstanceOf(ManuscriptError);
});

test("too many files are an error that names the limit", async () => {
  for (const name of ["a", "b", "c"]) await put(name);
  expect(await pathsOf(3)).toHaveLength(3);
  await expect(pathsOf(2)).rejects.toMatchObject({
    code: "tree-too-large",
    message: expect.stringContaining("more than 2 files"),
  });
});

test.each([
  { why: "a folder that is not there", path: "nowhere", fault: "no such directory" },
  { why: "a file", path: "a.md", fault: "not a directory" },
])("$why is no tree", async ({ path, fault }) => {
  await put("a.md");
  await expect(directoryTree(join(root, path)).list()).rejects.toMatchObject({
    code: "tree-not-found",
    message: expect.stringContaining(fault),
  });
});
