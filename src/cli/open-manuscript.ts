/** The manuscript that a user names by a path: a folder or a file, on the disk or at a commit. */
import { stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { ManuscriptError, SettingsError } from "../errors.ts";
import { directoryTree, gitTree, type Manuscript, readManuscript } from "../manuscript/index.ts";
import type { ReadFlags } from "./options.ts";

export interface OpenedManuscript {
  readonly manuscript: Manuscript;
  /** Where it was read, such as `paper/ at 1a2b3c4`. */
  readonly revision: string;
}

/** @param path as the user wrote it
 *  @param directory what it is relative to
 *  @throws ManuscriptError, SettingsError */
export async function openManuscript(path: string, flags: ReadFlags, directory: string): Promise<OpenedManuscript> {
  const named = await stat(resolve(directory, path)).catch(() => undefined);
  if (named === undefined) {
    throw new ManuscriptError({
      code: "path-not-there",
      at: path,
      fault: "there is no such folder or file",
      remedy: "Name the folder of the manuscript, or its main file",
    });
  }
  if (named.isFile() && flags.manuscript !== undefined) {
    throw new SettingsError({
      code: "manuscript-named-twice",
      at: `--manuscript ${flags.manuscript}`,
      fault: `the path ${path} is a file already`,
      remedy: "Name its folder as the path, or leave out --manuscript",
    });
  }
  // The tree's name in messages is what the user wrote.
  const folder = named.isFile() ? dirname(path) : path;
  const chosen = named.isFile() ? basename(path) : flags.manuscript;
  const root = directory === process.cwd() ? folder : resolve(directory, folder);
  const files = flags.rev === undefined ? directoryTree(root) : await gitTree(root, flags.rev);
  const manuscript = await readManuscript(files, chosen === undefined ? {} : { manuscript: chosen });
  return { manuscript, revision: files.label };
}
