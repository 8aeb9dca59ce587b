/** A directory as a tree of files. Invariant: no link is followed, whether in the walk or when a file is read, so nothing outside
 *  is reached. */
import { constants } from "node:fs";
import { lstat, open, readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { errnoOf } from "../../data-file.ts";
import { ManuscriptError } from "../../errors.ts";
import {
  byCodeUnit,
  type FileEntry,
  type FileTree,
  isPlainPath,
  isSkippedFolder,
  MAX_FILES,
  notInTree,
  treeTooLarge,
} from "./file-tree.ts";

/** @param root a directory, absolute or from the working directory; itself it may be a link
 *  @param maxFiles above this many files below it, listing fails
 *  @returns a tree that is walked once, when first asked
 *  @throws ManuscriptError (when listed) `tree-not-found`, `tree-unreadable`, `tree-too-large` */
export function directoryTree(root: string, maxFiles = MAX_FILES): FileTree {
  let listed: Promise<readonly FileEntry[]> | undefined;
  const list = () => {
    listed ??= walk(root, maxFiles);
    return listed;
  };
  return {
    label: root.endsWith("/") ? root : `${root}/`,
    list,
    read: async (path) => {
      if (!(await list()).some((entry) => entry.path === path)) throw notInTree(path, root);
      return readRegularFile(root, path);
    },
  };
}

async function walk(root: string, maxFiles: number): Promise<readonly FileEntry[]> {
  await checkDirectory(root);
  const found: FileEntry[] = [];
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await entriesOf(root, folder)) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (!isPlainPath(path)) continue;
      if (entry.isDirectory() && !isSkippedFolder(entry.name)) folders.push(path);
      if (entry.isFile()) found.push({ path, size: (await lstat(join(root, path))).size });
      if (found.length > maxFiles) throw treeTooLarge(root, maxFiles);
    }
  }
  return found.sort((a, b) => byCodeUnit(a.path, b.path));
}

async function checkDirectory(root: string): Promise<void> {
  const fault = await stat(root).then(
    (found) => (found.isDirectory() ? undefined : "this is not a directory"),
    (cause: unknown) => {
      if (["ENOENT", "ENOTDIR"].includes(errnoOf(cause) ?? "")) return "there is no such directory";
      throw unreadable(root, cause);
    },
  );
  if (fault === undefined) return;
  const remedy = "Name the folder that holds the manuscript; a single file goes with --manuscript";
  throw new ManuscriptError({ code: "tree-not-found", at: root, fault, remedy });
}

async function entriesOf(root: string, folder: string) {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (cause) {
    throw unreadable(join(root, folder), cause);
  }
}

/** Opens without following a link in the last part, and checks that no folder on the way became one since the walk. */
async function readRegularFile(root: string, path: string): Promise<Uint8Array> {
  const full = join(root, path);
  try {
    const [realRoot, realFile] = await Promise.all([realpath(root), realpath(full)]);
    if (realFile !== join(realRoot, path.split("/").join(sep))) throw notInTree(path, root);
    const handle = await open(full, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      if (!(await handle.stat()).isFile()) throw notInTree(path, root);
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw cause instanceof ManuscriptError ? cause : unreadable(path, cause);
  }
}

function unreadable(at: string, cause: unknown): ManuscriptError {
  const fault = `it cannot be read (${errnoOf(cause) ?? cause})`;
  const remedy = "Check its permissions, or name another folder";
  return new ManuscriptError({ code: "tree-unreadable", at, fault, remedy, cause });
}
