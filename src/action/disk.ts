/** The machine's files, as a run needs them. Invariant: a file that is read is bounded before it is in memory; one that is written appears whole or not at all. */
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { OutputError } from "../errors.ts";
import type { Disk } from "./session.ts";

export const processDisk: Disk = {
  async read(path, most) {
    const { size } = await stat(path);
    if (size > most) throw new RangeError(`it has ${size} bytes, and at most ${most} are read`);
    return readFile(path, "utf8");
  },
  async write(path, text) {
    const part = `${path}.${process.pid}.part`;
    try {
      await mkdir(dirname(path), { recursive: true });
      const file = await open(part, "wx", 0o600);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(part, path);
    } catch (cause) {
      await rm(part, { force: true });
      const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
      const remedy = "Name a place with the input result-file that the job may write to, on a disk with room";
      throw new OutputError({ code: "output-not-written", at: path, fault: `writing failed (${code})`, remedy }, { cause });
    }
  },
};
