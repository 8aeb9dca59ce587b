/** The machine's files, as a run needs them. Invariant: a file that is read is bounded before it is in memory; one that is written appears whole or not at all. */
import { mkdir, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { errnoOf } from "../../data-file.ts";
import { OutputError } from "../../errors.ts";
import { writeFileAtomically } from "../../write-file.ts";
import type { Disk } from "./session.ts";

export const processDisk: Disk = {
  async read(path, most) {
    const { size } = await stat(path);
    if (size > most) throw new RangeError(`it has ${size} bytes, and at most ${most} are read`);
    return readFile(path, "utf8");
  },
  async write(path, text) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFileAtomically(path, text, 0o600);
    } catch (cause) {
      const code = errnoOf(cause) ?? "unknown";
      const remedy = "Name a place with the input result-file that the job may write to, on a disk with room";
      throw new OutputError({ code: "output-not-written", at: path, fault: `writing failed (${code})`, remedy, cause });
    }
  },
};
