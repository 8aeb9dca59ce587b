/** A fresh folder for one server's socket: nobody else may enter it, and its path is short enough for a socket. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServerError } from "../errors.ts";
import { LONGEST_SOCKET_PATH } from "./endpoint.ts";

export interface SocketFolder {
  readonly socketPath: string;
  /** Takes the folder away, however often it is called. */
  remove(): void;
}

/** @param candidates folders to make it in, the best first
 *  @throws ServerError where none of them will do */
export function makeSocketFolder(candidates: readonly (string | undefined)[] = placesForSockets()): SocketFolder {
  const tried: string[] = [];
  for (const parent of candidates) {
    if (parent === undefined || parent === "") continue;
    const stem = join(parent, "bioreview-");
    if (Buffer.byteLength(`${stem}XXXXXX/s.sock`) > LONGEST_SOCKET_PATH) {
      tried.push(`${parent} is too long a path`);
      continue;
    }
    try {
      const folder = mkdtempSync(stem); // mode 0700
      const remove = () => rmSync(folder, { recursive: true, force: true });
      process.once("exit", remove); // where nobody has time to wait
      return {
        socketPath: join(folder, "s.sock"),
        remove() {
          process.off("exit", remove);
          remove();
        },
      };
    } catch (error) {
      tried.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new ServerError({
    code: "no-place-for-socket",
    at: "the model server's socket",
    fault: `no folder can hold it: ${tried.join("; ")}`,
    remedy: "Set TMPDIR to a folder with a short path that you may write to",
  });
}

function placesForSockets(): (string | undefined)[] {
  const { XDG_RUNTIME_DIR } = process.env;
  return [XDG_RUNTIME_DIR, tmpdir(), "/tmp"];
}
