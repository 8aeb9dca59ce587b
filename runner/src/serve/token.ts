/** The token of a server that listens on a port. Fails towards refusing: a token that others can read is none. */
import { readFile, stat } from "node:fs/promises";
import { errnoOf, UsageError } from "../errors.ts";
import type { Environment } from "../weights/manifest.ts";

/** Characters: 16 random ones in hexadecimal are 64 bits. */
const SHORTEST = 16;
const OTHERS_READ = 0o077;

const TOKEN_VARIABLE = "BIOREVIEW_RUNNER_TOKEN";

/** @param file as given with --token-file */
export async function readToken(file: string | undefined, env: Environment): Promise<string> {
  const at = file ?? TOKEN_VARIABLE;
  const token = (file === undefined ? env[TOKEN_VARIABLE] : await readTokenFile(file))?.trim() ?? "";
  if (token === "" && file === undefined) {
    throw new UsageError({
      code: "no-token",
      at: "--port",
      fault: "every user of this machine can open a port, so one needs a token",
      remedy: `Give --token-file FILE or ${TOKEN_VARIABLE}, or listen on a --socket`,
    });
  }
  if (token.length < SHORTEST || !/^[\x21-\x7e]+$/.test(token)) {
    throw new UsageError({
      code: "bad-token",
      at,
      fault: `a token has at least ${SHORTEST} printable characters and no space`,
      remedy: "Make one with `openssl rand -hex 32`",
    });
  }
  return token;
}

async function readTokenFile(file: string): Promise<string> {
  try {
    if (process.platform !== "win32" && ((await stat(file)).mode & OTHERS_READ) !== 0) {
      throw new UsageError({
        code: "token-file-open",
        at: file,
        fault: "others may read it",
        remedy: `Run \`chmod 600 ${file}\``,
      });
    }
    return await readFile(file, "utf8");
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw error;
    throw new UsageError({
      code: "no-token-file",
      at: file,
      fault: "there is no such file",
      remedy: "Make it with `(umask 077; openssl rand -hex 32 > FILE)`",
    });
  }
}
