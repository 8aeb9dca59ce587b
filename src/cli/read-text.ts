/** Text files that a user names by a flag. Invariant: what is read is what the file says: bytes that are no UTF-8 are refused, never replaced. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

/** @param refuse makes the error out of what is wrong with the file, such as "it cannot be read (ENOENT)"
 *  @returns its text without the byte order mark that some editors put first
 *  @throws what `refuse` returns */
export async function readTextFile(
  file: string,
  directory: string,
  refuse: (fault: string, cause: unknown) => Error,
): Promise<string> {
  const bytes = await readFile(resolve(directory, file)).catch((error: NodeJS.ErrnoException) => {
    throw refuse(`it cannot be read (${error.code ?? error.message})`, error);
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw refuse("it is not in UTF-8", error);
  }
}
