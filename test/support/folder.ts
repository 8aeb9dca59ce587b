/** Folders with files, on the disk, for as long as a test file runs. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

/** @param contents text by path below the folder
 *  @returns the folder's path; it is taken away after the tests of the file that asked for it */
export function folderWith(contents: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "br-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
