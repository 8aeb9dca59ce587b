/** What tests of scoring share: files in a folder of their own, small unit vectors, and the same metric in Python where that is installed. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Embeddings } from "../../src/embeddings/index.ts";

/** A folder that is gone after the test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "bioreview-evaluate-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** @returns the file's path */
export function jsonLines(folder: string, name: string, rows: readonly unknown[]): string {
  const path = join(folder, name);
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  return path;
}

export const running = (): AbortSignal => new AbortController().signal;

/** A unit vector of two dimensions whose cosine with `at(1)` is exactly the float32 of `cosine`. */
export function at(cosine: number): Float32Array {
  return Float32Array.from([cosine, Math.sqrt(1 - cosine * cosine)]);
}

export function embeddingsNamed(vectors: Readonly<Record<string, Float32Array>>): Embeddings {
  return { name: "test", dimensions: 2, of: (text) => vectors[text] };
}

/** Whether `python3` has what a script imports: `npm test` installs it where a package index can be reached. */
export function pythonHas(...modules: readonly string[]): boolean {
  return spawnSync("python3", ["-c", modules.map((name) => `import ${name}`).join("\n")]).status === 0;
}

/** Runs a Python program and reads the JSON that it prints. */
export function python(args: readonly string[], input?: string): unknown {
  const { status, stdout, stderr } = spawnSync("python3", args, { input, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`python3 ${args[0]} failed: ${stderr}`);
  return JSON.parse(stdout);
}
