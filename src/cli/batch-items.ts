/** Which manuscripts a batch reviews: those that a list or a folder names. Invariant: each path is there once, under a name for its result that is a file's everywhere and
 *  that no other path has. */
import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { readTextFile } from "../data-file.ts";
import { SettingsError } from "../errors.ts";
import { byCodeUnit, howToConvert, isManuscriptFile } from "../manuscript/index.ts";

/** The table for people, in the folder of the results. */
export const SUMMARY = "summary.md";

export interface BatchItem {
  /** As the list writes it, or the folder's own name for it: what tells it from others. */
  readonly path: string;
  /** From where the user is, as far as the user wrote it so: results that name it hold no more of this machine. */
  readonly file: string;
  /** Of its result, without an extension. */
  readonly name: string;
}

/** @param source a list with a path a line, relative to the list, or a folder with a manuscript in each of its folders and files
 *  @param output folder of the results, which may lie in the other or be it: what a batch writes is no manuscript
 *  @throws SettingsError where it is neither, or names nothing */
export async function batchItems(source: string, output: string, directory: string): Promise<readonly BatchItem[]> {
  const at = resolve(directory, source);
  const refuse = (fault: string, remedy: string, cause?: unknown) =>
    new SettingsError({ code: "batch-unreadable", at: `--batch ${source}`, fault, remedy, cause });
  const found = await stat(at).catch((cause: unknown) => {
    throw refuse("there is no such file or folder", "Name a list with a path a line, or a folder of manuscripts", cause);
  });
  const isFolder = found.isDirectory();
  if (!isFolder && isManuscriptFile(source))
    throw refuse(
      "it is a manuscript, and no list of them",
      "Leave --batch out to review it alone, or name a list with a path a line",
    );
  const paths = isFolder
    ? await childrenOf(at)
    : linesOf(await readTextFile(at, (fault, cause) => refuse(fault, "Name a list with a path a line", cause)));
  const folder = isFolder ? source : dirname(source);
  const written = new Set([resolve(directory, output), resolve(directory, output, SUMMARY)]);
  const items = new Map<string, BatchItem>();
  for (const path of paths) {
    const file = isAbsolute(path) ? path : join(folder, path);
    const key = resolve(directory, file);
    if (!items.has(key) && !(isFolder && written.has(key))) items.set(key, { path, file, name: nameOf(path) });
  }
  if (items.size === 0) {
    const [unread] = await unreadFiles(source, directory);
    throw refuse(
      unread === undefined ? "it names no manuscript" : `it holds no manuscript of a format that is read, but ${unread.path}`,
      unread?.remedy ?? "Write a path a line, or name a folder with a manuscript in each of its folders",
    );
  }
  return [...items.values()];
}

/** A file of a batch's folder that may well be a manuscript, of a format that is not read. */
export interface UnreadFile {
  readonly path: string;
  /** What makes one of it that is read. */
  readonly remedy: string;
}

/** @returns in order; none where a list names the manuscripts: what it names is reviewed, or told as failed */
export async function unreadFiles(source: string, directory: string): Promise<readonly UnreadFile[]> {
  const at = resolve(directory, source);
  if (!(await stat(at)).isDirectory()) return [];
  const entries = await readdir(at, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .flatMap(({ name }) => {
      const remedy = howToConvert(join(source, name));
      return remedy === undefined ? [] : [{ path: name, remedy }];
    })
    .sort((a, b) => byCodeUnit(a.path, b.path));
}

async function childrenOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.name.startsWith(".") && (entry.isDirectory() || isManuscriptFile(entry.name)))
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
