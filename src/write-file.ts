/** Writes a file whole or not at all: it appears under its name only when every byte of it is on the disk. */
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Replaces what is at `path`; its folder must be there.
 *  @param mode of a new file, less the process's mask; undefined for the system's default
 *  @throws the system's error; then nothing of the text is left, and what was there before still is */
export async function writeFileAtomically(path: string, text: string, mode?: number): Promise<void> {
  const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const file = await open(unfinished, "wx", mode);
  try {
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
