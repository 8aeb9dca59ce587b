/** The port through which a manuscript is read: files by path, of one frozen state of a tree. A directory, a git commit and GitHub's
 *  API stand behind it alike. Invariant: nothing outside the tree can be named, and no link is followed. */
import { ManuscriptError } from "../../errors.ts";

export interface FileEntry {
  /** Path below the root, with forward slashes; never absolute, never with `..`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

export interface FileTree {
  /** How to call this tree in messages, such as `paper/` or `paper/ at 1a2b3c4`. */
  readonly label: string;
  /** Regular files only, sorted by path by code unit. Links and submodules are not in it. */
  list(): Promise<readonly FileEntry[]>;
  /** @throws ManuscriptError where the path is not in the list, or the file cannot be read */
  read(path: string): Promise<Uint8Array>;
}

/** Files. The largest repositories of papers hold some thousands; beyond this somebody named a home directory or a data store. */
export const MAX_FILES = 100_000;

export function notInTree(path: string, label: string): ManuscriptError {
  return new ManuscriptError({
    code: "file-not-found",
    at: path,
    fault: `there is no such file in ${label}`,
    remedy: "Check the name; links, submodules and folders of tools such as node_modules are not read",
  });
}

/** @param at the tree, as the user named it */
export function treeTooLarge(at: string, maxFiles: number): ManuscriptError {
  return new ManuscriptError({
    code: "tree-too-large",
    at,
    fault: `it holds more than ${maxFiles} files`,
    remedy: "Name the folder of the manuscript itself",
  });
}
