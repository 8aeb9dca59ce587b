/** Which manuscripts a batch reviews: those that a list or a folder names. Invariant: each path is there once, under a name for its result that is a file's everywhere and
 *  that no other path has. */
import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";
import { readTextFile } from "../data-file.ts";
import { SettingsError } from "../errors.ts";

export interface BatchItem {
  /** As the list writes it, or the folder's own name for it: what tells it from others. */
  readonly path: string;
  readonly file: string;
  /** Of its result, without an extension. */
  readonly name: string;
}

/** Files that are a manuscript each, where a folder holds many. */
const MANUSCRIPTS = new Set([".md", ".qmd", ".rmd", ".tex", ".typ", ".ipynb", ".xml"]);

/** @param source a list with a path a line, relative to the list, or a folder with a manuscript in each of its folders and files
 *  @throws SettingsError where it is neither, or names nothing */
export async function batchItems(source: string, directory: string): Promise<readonly BatchItem[]> {
  const at = resolve(directory, source);
  const refuse = (fault: string, remedy: string, cause?: unknown) =>
    new SettingsError({ code: "batch-unreadable", at: `--batch ${source}`, fault, remedy, cause });
  const found = await stat(at).catch((cause: unknown) => {
    throw refuse("there is no such file or folder", "Name a list with a path a line, or a folder of manuscripts", cause);
  });
  const isFolder = found.isDirectory();
  const paths = isFolder
    ? await childrenOf(at)
    : linesOf(await readTextFile(at, (fault, cause) => refuse(fault, "Name a list with a path a line", cause)));
  if (paths.length === 0)
    throw refuse("it names no manuscript", "Write a path a line, or name a folder with a manuscript in each of its folders");
  return [...new Set(paths)].map((path) => ({ path, file: resolve(isFolder ? at : dirname(at), path), name: nameOf(path) }));
}

async function childrenOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.name.startsWith(".") && (entry.isDirectory() || MANUSCRIPTS.has(extname(entry.name).toLowerCase())))
    .map(({ name }) => name)
    .sort();
}
function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** Characters of a path that stay in its result's name. */
const LONGEST_NAME = 80;
/** Hexadecimal digits that tell paths apart whose names are alike. */
const DIGITS = 12;

function nameOf(path: string): string {
  const readable = path
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(-LONGEST_NAME);
  return `${readable}-${createHash("sha256").update(path).digest("hex").slice(0, DIGITS)}`;
}
