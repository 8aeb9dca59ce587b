/** The folder of a batch's results: locked for one run, of one way to review, with a file for each manuscript that is done. Invariants: a result stands there whole or not
 *  at all, and what is no result of ours is neither believed nor written over. */
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { errnoOf, parseJson, readJson, writeFileAtomically } from "../data-file.ts";
import { OutputError, SettingsError } from "../errors.ts";
import { type ModelInUse, type ReviewResult, reviewResultSchema } from "../review/index.ts";
import type { BatchItem } from "./batch-items.ts";

/** What has to be the same where a batch goes on: two ways to review make no one table. */
export type BatchSettings = Readonly<Record<string, unknown>>;

/** What became of one manuscript. */
export type BatchOutcome =
  | {
      readonly kind: "reviewed";
      readonly title: string;
      readonly counts: Readonly<Record<"major" | "minor" | "optional", number>>;
      readonly tokens: number;
      readonly seconds: number;
      readonly models: readonly ModelInUse[];
    }
  | { readonly kind: "failed"; readonly code: string; readonly message: string }
  | { readonly kind: "left" };
/** Milliseconds after which a run that was killed is known to be over; a paper is parsed in less. */
const LOCK_STALE = 5_000;

/** @throws SettingsError where another run writes into the folder */
export async function lockBatch(output: string): Promise<() => Promise<void>> {
  const { default: lockfile } = await import("proper-lockfile");
  // One that was killed leaves its lock, which is waited for until it is stale.
  const retries = { retries: 12, factor: 1, minTimeout: 1000, maxTimeout: 1000 };
  try {
    return await lockfile.lock(output, { stale: LOCK_STALE, update: 1000, retries, lockfilePath: join(output, ".lock") });
  } catch (cause) {
    if (errnoOf(cause) !== "ELOCKED") throw notWritten(output, cause);
    throw new SettingsError({
      code: "batch-running",
      at: output,
      fault: "another run reviews into this folder",
      remedy: "Wait for it, or name another --output",
      cause,
    });
  }
}

/** What a run that was killed in the middle of a write has left; nobody else writes here now. */
export async function removeUnfinished(output: string): Promise<void> {
  for (const name of await readdir(output))
    if (/^\..+\.(?:json|csv|md)\.\d+\.part$/.test(name)) await rm(join(output, name), { force: true });
}

const savedSettings = z.object({ version: z.literal(1), settings: z.record(z.string(), z.unknown()) });

export async function assertSameSettings(output: string, settings: BatchSettings): Promise<void> {
  const path = join(output, "batch.json");
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return save(path, `${JSON.stringify({ version: 1, settings }, undefined, 2)}\n`);
  const refuse = (fault: string, cause?: unknown) =>
    new SettingsError({
      code: "batch-of-other-settings",
      at: path,
      fault,
      remedy: "Name another --output, or run it as before",
      cause,
    });
  const { data: saved } = savedSettings.safeParse(parseJson(text, (fault, cause) => refuse(fault, cause)));
  if (saved === undefined) throw refuse("it is none that a batch has written");
  const now: BatchSettings = JSON.parse(JSON.stringify(settings));
  const names = new Set([...Object.keys(saved.settings), ...Object.keys(now)]);
  const other = [...names].filter((name) => JSON.stringify(saved.settings[name]) !== JSON.stringify(now[name]));
  if (other.length > 0) throw refuse(`the results there were made with another ${other.join(", ")}`);
}

/** A server can be another one, at another address, as long as what answers there is the same.
 *  @param before of a result that stands   @param now undefined where nobody says
 *  @throws SettingsError where a model is another, or has other weights as far as both are known */
export function assertSameModels(
  output: string,
  before: readonly ModelInUse[] | undefined,
  now: readonly ModelInUse[] | undefined,
): void {
  if (before === undefined || now === undefined) return;
  const isSame = (one: ModelInUse, other: ModelInUse | undefined) =>
    one.id === other?.id && (one.sha256 === undefined || other.sha256 === undefined || one.sha256 === other.sha256);
  if (before.length === now.length && before.every((one, k) => isSame(one, now[k]))) return;
  const named = (models: readonly ModelInUse[]) =>
    models.map(({ id, sha256 }) => (sha256 === undefined ? id : `${id} (sha256 ${sha256.slice(0, 12)})`)).join(" and ");
  throw new SettingsError({
    code: "batch-of-other-models",
    at: output,
    fault: `the results there were made by ${named(before)}, and now ${named(now)} would answer`,
    remedy: "Name another --output, or the server and --model of before",
  });
}

export const resultPath = (output: string, { name }: BatchItem) => join(output, `${name}.json`);
export const errorPath = (output: string, { name }: BatchItem) => join(output, `${name}.error.json`);

/** @returns undefined where there is no result
 *  @throws OutputError where the file is another's: it is neither believed nor written over */
export async function savedOutcome(output: string, item: BatchItem): Promise<BatchOutcome | undefined> {
  const path = resultPath(output, item);
  if ((await stat(path).catch(() => undefined)) === undefined) return undefined;
  const refuse = (fault: string, cause?: unknown) =>
    new OutputError({
      code: "result-unreadable",
      at: path,
      fault,
      remedy: "Delete it to have this manuscript reviewed again",
      cause,
    });
  const { data } = reviewResultSchema.safeParse(await readJson(path, refuse));
  if (data === undefined) throw refuse("it is no result of a review");
  return outcomeOf(data);
}

export function outcomeOf({ manuscript, concerns, prompt, timing, models }: ReviewResult): BatchOutcome {
  const count = (severity: string) => concerns.filter((concern) => concern.severity === severity).length;
  return {
    kind: "reviewed",
    title: manuscript.title ?? "",
    counts: { major: count("major"), minor: count("minor"), optional: count("optional") },
    tokens: prompt.tokens,
    seconds: timing.totalSeconds,
    models,
  };
}

export async function save(path: string, text: string): Promise<void> {
  await writeFileAtomically(path, text).catch((error: unknown) => Promise.reject(notWritten(path, error)));
}
export function notWritten(at: string, cause: unknown): OutputError {
  const fault = `it cannot be written (${errnoOf(cause) ?? "unknown"})`;
  return new OutputError({
    code: "output-not-written",
    at,
    fault,
    remedy: "Make room, or name another folder with --output",
    cause,
  });
}
