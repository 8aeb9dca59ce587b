/** Writes a result whole or not at all: a file appears under its name only when every byte of it is on the disk. */
import { constants } from "node:fs";
import { access, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { OutputError } from "../errors.ts";
import type { Terminal } from "./terminal.ts";

/** Says before the long work whether the result will have a place.
 *  @throws OutputError where the folder is missing or may not be written */
export async function assertWritable(path: string): Promise<void> {
  await access(dirname(path), constants.W_OK).catch((error: unknown) => Promise.reject(asOutputError(path, error)));
}

/** @param path undefined for standard output
 *  @throws OutputError where it could not be written; no part of it is left under `path` */
export async function writeResult(path: string | undefined, text: string, terminal: Terminal): Promise<void> {
  if (path === undefined) {
    await terminal.out(text).catch((error: unknown) => Promise.reject(asOutputError("standard output", error)));
    return;
  }
  const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    const file = await open(unfinished, "wx");
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw asOutputError(path, error);
  }
}

const FAULTS: Readonly<Record<string, { readonly fault: string; readonly remedy: string }>> = {
  ENOSPC: { fault: "the disk is full, so nothing was written", remedy: "Make room, or name another place with --output" },
  ENOENT: { fault: "its folder does not exist", remedy: "Make the folder, or name another file with --output" },
  EACCES: { fault: "it may not be written", remedy: "Allow it, or name another file with --output" },
  EROFS: { fault: "it lies on a disk that may only be read", remedy: "Name another file with --output" },
  EISDIR: { fault: "it is a folder", remedy: "Name a file with --output" },
  EPIPE: { fault: "the program that read it has ended", remedy: "Write to a file with --output, and read that" },
};

function asOutputError(at: string, error: unknown): OutputError {
  const errno = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
  const { fault, remedy } = FAULTS[errno] ?? { fault: `writing failed (${errno})`, remedy: "Name another file with --output" };
  return new OutputError({ code: "output-not-written", at, fault, remedy }, { cause: error });
}
