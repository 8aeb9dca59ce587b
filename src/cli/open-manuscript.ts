/** The manuscript that a user names by a path: a folder or a file, on the disk or at a commit. */
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { ManuscriptError, SettingsError } from "../errors.ts";
import { directoryTree, type FileTree, gitTree, type Manuscript, readManuscript } from "../manuscript/index.ts";
import type { ReadFlags } from "./options.ts";

export interface NamedManuscript {
  readonly files: FileTree;
  /** What its paths start from, as the user wrote it. */
  readonly folder: string;
  /** Main file or folder in the tree, where the user names it. */
  readonly manuscript: string | undefined;
  /** What the revision is called, such as `paper/ at 1a2b3c4`; files on the disk, which change, are distinguished by a digest of their text. */
  readonly label: (manuscript: Manuscript) => string;
}

/** @param path as the user wrote it
 *  @param directory what it is relative to
 *  @throws ManuscriptError, SettingsError */
export async function findManuscript(path: string, flags: ReadFlags, directory: string): Promise<NamedManuscript> {
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
  const manuscript = named.isFile() ? basename(path) : flags.manuscript;
  const root = directory === process.cwd() ? folder : resolve(directory, folder);
  if (flags.rev !== undefined) {
    const files = await gitTree(root, flags.rev);
    return { files, folder, manuscript, label: () => files.label };
  }
  const files = directoryTree(root);
  return { files, folder, manuscript, label: (read) => `${files.label} (text ${textDigest(read)})` };
}

/** @returns the manuscript and what its revision is called   @throws ManuscriptError, SettingsError */
export async function openManuscript(
  path: string,
  flags: ReadFlags,
  directory: string,
): Promise<{ readonly manuscript: Manuscript; readonly revision: string }> {
  const { files, manuscript: named, label } = await findManuscript(path, flags, directory);
  const manuscript = await readManuscript(files, { manuscript: named });
  return { manuscript, revision: label(manuscript) };
}

/** Hexadecimal digits that tell the states of one working folder apart, as git's short names do. */
const DIGITS = 7;

function textDigest({ title, abstract, sections }: Manuscript): string {
  const passages = [title, ...abstract, ...sections.flatMap(({ passages }) => passages)];
  const text = JSON.stringify(passages.map((passage) => passage?.source));
  return createHash("sha256").update(text).digest("hex").slice(0, DIGITS);
}
