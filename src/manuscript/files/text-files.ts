/** Reads a tree's files as text, once each. Invariant: a file above the limit, or that brings the tree above its own, is refused
 *  by its listed size, before any of it is in memory. Bytes are UTF-8 unless a mark or the bytes say otherwise: a warning where
 *  that had to be guessed, an error where there is no text. */
import { ManuscriptError } from "../../errors.ts";
import type { HiddenText, Warning } from "../manuscript.ts";
import { extensionOf, type FileTree, notInTree } from "./file-tree.ts";
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

/** Bytes of a notebook, most of it images that its code has made: of ten that are papers the largest has 3 MB, others have more.
 *  GitHub's API gives no more. */
const MAX_NOTEBOOK_BYTES = 20_000_000;

function mostBytes(path: string): number {
  return extensionOf(path) === "ipynb" ? MAX_NOTEBOOK_BYTES : MAX_SOURCE_BYTES;
}

/** Bytes of all texts that are read of one tree, together. Looking for the paper may read every Markdown and LaTeX file; those of
 *  large software projects have some megabytes. */
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
    if (size > mostBytes(path)) throw tooLarge(path, size);
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
  if (bytes.length > mostBytes(file)) throw tooLarge(file, bytes.length); // it grew since it was listed
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
    fault: `it has ${megabytes(size)}, more than the ${megabytes(mostBytes(file))} that a file of a manuscript may have`,
    remedy:
      extensionOf(file) === "ipynb"
        ? `Clear its outputs: jupyter nbconvert --clear-output --inplace '${file.replaceAll("'", "'\\''")}'; or name another file with --manuscript`
        : "Move data and embedded images out of the text, split it, or name another file with --manuscript",
  });
}

export interface Decoded {
  /** Without a byte order mark; line ends as in the file. */
  readonly text: string;
  readonly warnings: readonly Warning[];
}

/** A byte sequence that only UTF-8 writes: a lead byte with its followers. */
const UTF8_SEQUENCE = /[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}/;
/** What stands at the head of a file whose real content is in Git LFS. */
const LFS_POINTER = "version https://git-lfs.github.com/spec/";

/** @throws ManuscriptError `not-text` for a binary file, `git-lfs-pointer` for one that was not fetched */
function decode(file: string, bytes: Uint8Array): Decoded {
  const wide = utf16Of(bytes);
  if (wide !== undefined) return { text: new TextDecoder(wide).decode(bytes), warnings: [] };
  if (bytes.includes(0)) throw notText(file);
  const text = strictUtf8(bytes);
  if (text === undefined) return guess(file, bytes);
  if (text.startsWith(LFS_POINTER)) throw lfsPointer(file);
  return { text, warnings: [] };
}

function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined; // not UTF-8: `guess` says so to the user
  }
}

/** Old editors write windows-1252; a file that also holds sequences of UTF-8 was damaged rather than written so. */
function guess(file: string, bytes: Uint8Array): Decoded {
  const replaced = new TextDecoder("utf-8").decode(bytes);
  const line = replaced.slice(0, replaced.indexOf("\ufffd")).split("\n").length;
  const single = byteString(bytes);
  const isDamaged = UTF8_SEQUENCE.test(single);
  const message = isDamaged
    ? "bytes that are no UTF-8 were read as \ufffd; save the file as UTF-8"
    : "the file is not UTF-8 and was read as windows-1252; save it as UTF-8 if letters look wrong";
  return { text: isDamaged ? replaced : windows1252(single), warnings: [{ file, line, message }] };
}

/** Each byte as the character of its number. */
function byteString(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/** What windows-1252 has at 0x80 to 0x9f, where Latin 1 has control characters. Node 20's own decoder takes the two for the same. */
const AT_0X80 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function windows1252(single: string): string {
  return single.replace(/[\u0080-\u009f]/g, (character) => AT_0X80[character.charCodeAt(0) - 0x80] ?? character);
}

function notText(file: string): ManuscriptError {
  return new ManuscriptError({
    code: "not-text",
    at: file,
    fault: "it holds NUL bytes, so it is no text",
    remedy: "Save it as plain text in UTF-8, or name another file with --manuscript",
  });
}

function lfsPointer(file: string): ManuscriptError {
  return new ManuscriptError({
    code: "git-lfs-pointer",
    at: file,
    fault: "it is a pointer of Git LFS, and its text was not fetched",
    remedy: "Run git lfs pull, or keep the manuscript's text out of Git LFS",
  });
}
