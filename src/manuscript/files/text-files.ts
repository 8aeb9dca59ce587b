/** Reads a tree's files as text, once each. Invariant: a file above the limit, or that brings the
 *  tree above its own, is refused by its listed size, before any of it is in memory. */
import { ManuscriptError } from "../../errors.ts";
import type { HiddenText, Warning } from "../manuscript.ts";
import { decode } from "./decode.ts";
import { type FileTree, notInTree } from "./file-tree.ts";
import { findInvisible, findLookAlikes } from "./hidden-characters.ts";

export interface TextFile {
  readonly file: string;
  /** Decoded, without a byte order mark; line ends as in the file. */
  readonly text: string;
  /** Characters in it that no reader can see, and decoding that had to guess. */
  readonly hidden: readonly HiddenText[];
  readonly warnings: readonly Warning[];
}

export interface TextFiles {
  readonly paths: ReadonlySet<string>;
  /** @throws ManuscriptError where there is no such file, it is too large, or it is no text */
  text(path: string): Promise<TextFile>;
}

/** Bytes. The longest text file of six real manuscripts, in all their revisions, has 70 kB, a book of 300,000 words about 2 MB; what is
 *  larger is data, or an attack: up to here the worst text that we could write is read in seconds. */
const MAX_SOURCE_BYTES = 2_000_000;

/** Bytes of all texts that are read of one tree, together. Looking for the paper may read every Markdown and LaTeX file; those of large software
 *  projects have some megabytes. */
const MAX_TREE_BYTES = 40_000_000;

/** @throws ManuscriptError where the tree cannot be listed */
export async function textFilesOf(files: FileTree): Promise<TextFiles> {
  const entries = await files.list();
  const sizes = new Map(entries.map(({ path, size }) => [path, size]));
  const texts = new Map<string, Promise<TextFile>>();
  let taken = 0;
  const readText = async (path: string): Promise<TextFile> => {
    const size = sizes.get(path);
    if (size === undefined) throw notInTree(path, files.label);
    if (size > MAX_SOURCE_BYTES) throw tooLarge(path, size);
    taken += size;
    if (taken > MAX_TREE_BYTES) throw tooMuch(path);
    return sourceText(path, await files.read(path));
  };
  return {
    paths: new Set(sizes.keys()),
    text: (path) => {
      const known = texts.get(path) ?? readText(path);
      texts.set(path, known);
      return known;
    },
  };
}

function sourceText(file: string, bytes: Uint8Array): TextFile {
  if (bytes.length > MAX_SOURCE_BYTES) throw tooLarge(file, bytes.length); // it grew since it was listed
  const { text, warnings } = decode(file, bytes);
  return { file, text, hidden: findInvisible(file, text), warnings: [...warnings, ...findLookAlikes(file, text)] };
}

function tooMuch(file: string): ManuscriptError {
  return new ManuscriptError({
    code: "tree-too-large",
    at: file,
    fault: `with it, more than ${MAX_TREE_BYTES / 1_000_000} MB of text would be read of this tree`,
    remedy: "Name the manuscript with --manuscript, or move data out of the texts",
  });
}

function tooLarge(file: string, size: number): ManuscriptError {
  const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;
  return new ManuscriptError({
    code: "file-too-large",
    at: file,
    fault: `it has ${megabytes(size)}, more than the ${megabytes(MAX_SOURCE_BYTES)} that a file of a manuscript may have`,
    remedy: "Move data and embedded images out of the text, split it, or name another file with --manuscript",
  });
}
