/** Paths below a tree's root: forward slashes, nothing that climbs out. Invariant: what these functions return can never name a file outside. */
import { posix } from "node:path";

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

/** Folders of tools in which no manuscript is written. All readers of trees leave out the same ones, so that a working folder and its commit read alike. */
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
