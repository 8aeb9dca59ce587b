/** Writes a result whole or not at all: a file appears under its name only when every byte of it is on the disk. */
import { constants } from "node:fs";
import { access, realpath, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { errnoOf, writeFileAtomically } from "../data-file.ts";
import { OutputError } from "../errors.ts";
import type { Terminal } from "./terminal.ts";

/** @param file as the user wrote it   @returns its absolute path; undefined for standard output */
export function outputPath(file: string | undefined, { directory }: Terminal): string | undefined {
  return file === undefined ? undefined : resolve(directory, file);
}

/** Says before the long work whether the results can be written.
 *  @param paths absolute, as many as there are results; undefined for standard output
 *  @throws OutputError where a path is a folder, its own folder is missing or may not be written, or two results would go into one file */
export async function assertWritable(...paths: readonly (string | undefined)[]): Promise<void> {
  const taken = new Set<string>();
  for (const path of paths) {
    if (path === undefined) continue;
    try {
      const target = await targetOf(path);
      await access(target.kind === "file" ? dirname(target.path) : path, constants.W_OK);
      if (target.kind === "stream") continue;
      if (taken.has(target.path)) throw Object.assign(new Error(`${path} is named twice`), { code: NAMED_TWICE });
      taken.add(target.path);
    } catch (error) {
      throw asOutputError(path, error);
    }
  }
}

const NAMED_TWICE = "named-twice";

type OutputTarget =
  /** A new file, or one that is replaced; not a link to it. */
  | { readonly kind: "file"; readonly path: string; readonly mode: number | undefined }
  /** A device or a pipe, such as /dev/stdout: it stays what it is and is written into. */
  | { readonly kind: "stream" };

/** @throws the system's own error, such as EISDIR */
async function targetOf(path: string): Promise<OutputTarget> {
  const there = await stat(path).catch((error: unknown) => {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  });
  if (there === undefined) return { kind: "file", path, mode: undefined };
  if (there.isDirectory()) throw Object.assign(new Error(`${path} is a folder`), { code: "EISDIR" });
  return there.isFile() ? { kind: "file", path: await realpath(path), mode: there.mode } : { kind: "stream" };
}

/** @param path undefined for standard output
 *  @throws OutputError where it could not be written; no part of it is left under `path` */
export async function writeResult(path: string | undefined, text: string, terminal: Terminal): Promise<void> {
  if (path === undefined) {
    await terminal.out(text).catch((error: unknown) => Promise.reject(asOutputError("standard output", error)));
    return;
  }
  try {
    const target = await targetOf(path);
    if (target.kind === "file") await writeFileAtomically(target.path, text, target.mode);
    else await writeFile(path, text);
  } catch (error) {
    throw asOutputError(path, error);
  }
}

const FAULTS: Readonly<Record<string, { readonly fault: string; readonly remedy: string }>> = {
  ENOSPC: { fault: "the disk is full, so nothing was written", remedy: "Make room, or name another place" },
  ENOENT: { fault: "its folder does not exist", remedy: "Make the folder, or name another file" },
  EACCES: { fault: "it may not be written", remedy: "Allow it, or name another file" },
  EROFS: { fault: "it lies on a disk that may only be read", remedy: "Name another file" },
  ENOTDIR: { fault: "what should be its folder is a file", remedy: "Name another file" },
  EDQUOT: {
    fault: "the quota of this user is used up, so nothing was written",
    remedy: "Make room, or name another place",
  },
  EISDIR: { fault: "it is a folder", remedy: "Name a file" },
  [NAMED_TWICE]: { fault: "two results would be written into it, the second over the first", remedy: "Name a file for each" },
  EPIPE: { fault: "the program that read it has ended", remedy: "Write to a file with --output, and read that" },
};

function asOutputError(at: string, error: unknown): OutputError {
  const errno = errnoOf(error) ?? "unknown";
  const { fault, remedy } = FAULTS[errno] ?? { fault: `writing failed (${errno})`, remedy: "Name another file" };
  return new OutputError({ code: "output-not-written", at, fault, remedy, cause: error });
}
