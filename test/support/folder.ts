/** Folders with files, on the disk, for as long as a test file runs. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { markdownPaper } from "./paper.ts";

/** A paper whose prompt takes a model a while to read: some 4,000 tokens. */
export const LONG_PAPER = longPaper(180);

/** @param sentences in its last section; some twenty tokens each */
export function longPaper(sentences: number): string {
  const text = Array.from(
    { length: sentences },
    (_, k) => `In cage ${k} we counted ${(k * 7919) % 1000} steps over ${k % 60} minutes and noted the weight.`,
  );
  return `# Sleep in mice\n\n${markdownPaper(2)}\n${text.join("\n\n")}\n`;
}

const made: string[] = [];

/** Of the test file that ran last: clean-up.ts asks for it. */
export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** @param contents text by path below the folder
 *  @returns the folder's path; it is taken away after the tests of the file that asked for it */
export function folderWith(contents: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "br-test-"));
  made.push(folder);
  for (const [path, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
