/** The port through which a manuscript is read: files by path, of one frozen state of a tree. A directory, a git commit and
 *  GitHub's API stand behind it alike. Paths have forward slashes and never climb out. Invariant: nothing outside the tree can be
 *  named, and no link is followed. */

import { posix } from "node:path";
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

/** Files. The largest repositories of papers hold some thousands; more is a home directory or a data store. */
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

/** Whether a path can stand in a tree's list: relative, in normal form, no `..`, no NUL. */
export function isPlainPath(path: string): boolean {
  return path !== "" && !path.includes("\0") && path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

/** The folder that a file stands in; "" for the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "" : path.slice(0, slash);
}

/** @returns undefined where `relative` is absolute or leads out of the tree; "" for the root itself */
export function resolveBelow(folder: string, relative: string): string | undefined {
  if (relative.startsWith("/")) return undefined;
  const path = posix.normalize(posix.join(folder, relative)).replace(/\/$/, "");
  if (path === "." || path === "") return "";
  return isPlainPath(path) ? path : undefined;
}

/** `main` of `tex/main.tex`. */
export function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(0, dot) : name;
}

/** `tex` of `tex/main.TEX`: in lower case, without its dot; "" where there is none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
}

export function isBelow(path: string, folder: string): boolean {
  return folder === "" || path.startsWith(`${folder}/`);
}

/** By code unit, the same on every machine and in every language. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Folders of tools in which no manuscript is written. All readers of trees leave out the same ones, so that a working folder and
 *  its commit read alike. */
const SKIPPED: ReadonlySet<string> = new Set([
  ".git",
  ".hg",
  ".svn",
  "node_modules",
  ".venv",
  "venv",
  "__pycache__",
  ".tox",
  ".cache",
  ".snakemake",
  ".nextflow",
  ".quarto",
  ".Rproj.user",
  ".ipynb_checkpoints",
  "renv",
  "packrat",
]);

export function isSkippedFolder(name: string): boolean {
  return SKIPPED.has(name);
}

export function isInSkippedFolder(path: string): boolean {
  return path.split("/").slice(0, -1).some(isSkippedFolder);
}
