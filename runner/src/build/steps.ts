/** Work in steps that can be interrupted at any moment. Invariants: a step's result has its name only when it is whole; a step is done again exactly if what it depends on changed, or its
 *  result is gone; one process works in a folder at a time. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { diskError, errnoOf } from "../errors.ts";
import type { Output } from "../weights/download.ts";
import { lockWhenFree, writeAtomically } from "../weights/files.ts";

/** What a step found, for later steps and for the record. */
export type Findings = Readonly<Record<string, unknown>>;

export interface Step {
  readonly name: string;
  /** What it does, for people. */
  readonly title: string;
  /** All that decides the result: versions, digests, settings. */
  readonly dependsOn: readonly string[];
  /** The file or folder that it makes, below the folder of the work. */
  readonly makes: string;
  /** @param unfinished where to make it */
  readonly run: (unfinished: string) => Promise<Findings>;
}

/** A step that is done: where its result lies, what it found, and the key of all that it came from. */
export interface Done {
  readonly path: string;
  readonly findings: Findings;
  readonly key: string;
}

const StepRecord = z.object({ key: z.string(), seconds: z.number(), findings: z.record(z.string(), z.unknown()) });
const StepRecords = z.object({ version: z.literal(1), steps: z.record(z.string(), StepRecord) });
type StepRecord = z.infer<typeof StepRecord>;

export interface StepDependencies {
  readonly output: Output;
  readonly signal: AbortSignal;
  /** Milliseconds, from any point in time. */
  readonly now: () => number;
}

export class StepRunner {
  readonly folder: string;
  readonly #dependencies: StepDependencies;
  readonly #release: () => Promise<void>;
  #records: Record<string, StepRecord>;

  private constructor(
    folder: string,
    records: Record<string, StepRecord>,
    release: () => Promise<void>,
    dependencies: StepDependencies,
  ) {
    this.folder = folder;
    this.#records = records;
    this.#release = release;
    this.#dependencies = dependencies;
  }

  /** Waits while another process works there. @throws ModelsError where the folder cannot be written */
  static async open(folder: string, dependencies: StepDependencies): Promise<StepRunner> {
    try {
      await mkdir(folder, { recursive: true });
    } catch (error) {
      throw diskError(error, folder) ?? error;
    }
    const release = await lockWhenFree(folder, "Another process builds here", dependencies);
    return new StepRunner(folder, await readRecords(folder), release, dependencies);
  }

  async close(): Promise<void> {
    await this.#release();
  }

  /** @returns from the record where it was made before */
  async do(step: Step): Promise<Done> {
    const { output, signal, now } = this.#dependencies;
    signal.throwIfAborted();
    const path = join(this.folder, step.makes);
    const key = createHash("sha256")
      .update(JSON.stringify([step.name, step.makes, step.dependsOn]))
      .digest("hex");
    const before = this.#records[step.name];
    if (before?.key === key && existsSync(path)) {
      output.write(`${step.title}: done before\n`);
      return { path, findings: before.findings, key };
    }
    output.write(`${step.title}\n`);
    const unfinished = `${path}.unfinished`;
    for (const old of [unfinished, path]) await rm(old, { recursive: true, force: true });
    const began = now();
    try {
      const findings = await step.run(unfinished);
      signal.throwIfAborted();
      await rename(unfinished, path);
      const seconds = Math.round((now() - began) / 100) / 10;
      this.#records = { ...this.#records, [step.name]: { key, seconds, findings: { ...findings } } };
      await writeRecords(this.folder, this.#records);
      output.write(`${step.title}: ${seconds} s\n`);
      return { path, findings, key };
    } catch (error) {
      throw diskError(error, path) ?? error;
    }
  }

  /** Seconds and findings of each step that is done. */
  get records(): Readonly<Record<string, StepRecord>> {
    return this.#records;
  }
}

const recordsPath = (folder: string): string => join(folder, "steps.json");

async function readRecords(folder: string): Promise<Record<string, StepRecord>> {
  try {
    return StepRecords.parse(JSON.parse(await readFile(recordsPath(folder), "utf8"))).steps;
  } catch (error) {
    if (errnoOf(error) === "ENOENT" || error instanceof SyntaxError || error instanceof z.ZodError) return {}; // done again, then
    throw error;
  }
}

async function writeRecords(folder: string, steps: Record<string, StepRecord>): Promise<void> {
  const text = `${JSON.stringify({ version: 1, steps }, undefined, 2)}\n`;
  await writeAtomically(recordsPath(folder), (unfinished) => writeFile(unfinished, text));
}
