/** What was measured to be fastest, recorded beside the weights of a chat model, and what a server makes of it. Invariant: a record of other weights, another machine or another
 *  runtime is never used, and whoever does not use one says why. */
import { chmod, readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { errnoOf, messageOf } from "../errors.ts";
import { writeAtomically } from "../weights/files.ts";
import { type Computation, type ComputationChoice, choiceInWords, USUAL, usableCores } from "./compute.ts";

const Settings = z.strictObject({
  threads: z.int().min(1).max(1024),
  batchTokens: z.int().min(16).max(8192),
  flashAttention: z.boolean(),
});
/** What is tried. */
export type Settings = z.infer<typeof Settings>;

/** Tokens a second. */
const Speed = z.strictObject({ read: z.number().positive(), written: z.number().positive() });
export type Speed = z.infer<typeof Speed>;

/** What a measurement holds for: other weights, another machine or runtime may be fastest otherwise. */
const Place = z.strictObject({
  /** Of all that answers, as in `/v1/models`. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  device: z.string(),
  processor: z.string(),
  cores: z.int().min(1),
  /** The release of llama.cpp. */
  runtime: z.string(),
});
export type Place = z.infer<typeof Place>;

const Figure = z.strictObject({
  step: z.string(),
  settings: Settings,
  /** Median of all rounds. */
  speed: Speed,
  /** By which part a review is faster than with what was kept until then; 0.1 is 10 %. */
  gain: z.number(),
  /** By which part reviews of the same settings differ between rounds. */
  spread: z.number().nonnegative(),
});
export type Figure = z.infer<typeof Figure>;

const TuningRecord = z.strictObject({
  version: z.literal(1),
  place: Place,
  measuredAt: z.iso.datetime(),
  rounds: z.int().min(1),
  promptTokens: z.int().min(1),
  answerTokens: z.int().min(1),
  /** Only what is not as usual. */
  choice: Settings.partial(),
  figures: z.array(Figure),
  /** By which part reviews with the usual settings differed from one measurement to another. */
  noise: z.number().nonnegative(),
});
export type TuningRecord = z.infer<typeof TuningRecord>;

/** What of the settings is not as usual. */
export function choiceOf(kept: Settings, usual: Settings): TuningRecord["choice"] {
  return {
    ...(kept.threads !== usual.threads && { threads: kept.threads }),
    ...(kept.batchTokens !== usual.batchTokens && { batchTokens: kept.batchTokens }),
    ...(kept.flashAttention !== usual.flashAttention && { flashAttention: kept.flashAttention }),
  };
}

/** What is known of this model and machine. */
export type Known =
  | { readonly kind: "nothing" }
  | { readonly kind: "measured"; readonly record: TuningRecord }
  | { readonly kind: "elsewhere"; readonly path: string; readonly differences: readonly string[] }
  | { readonly kind: "unreadable"; readonly path: string; readonly fault: string };

export function placeHere(sha256: string, device: string, runtime: string): Place {
  return { sha256, device, processor: cpus()[0]?.model.trim() || "unknown", cores: usableCores(), runtime };
}

/** @returns in what the two differ, in words; empty where a record of one holds for the other */
export function differencesOf(recorded: Place, here: Place): readonly string[] {
  const words: Readonly<Record<keyof Place, (place: Place) => string>> = {
    sha256: ({ sha256 }) => `weights of sha256 ${sha256.slice(0, 12)}`,
    device: ({ device }) => `device ${device}`,
    processor: ({ processor }) => `processor ${processor}`,
    cores: ({ cores }) => `cores ${cores}`,
    runtime: ({ runtime }) => `llama.cpp ${runtime}`,
  };
  return Object.entries(words)
    .map(([, word]) => [word(recorded), word(here)] as const)
    .filter(([before, now]) => before !== now)
    .map(([before, now]) => `${before} instead of ${now}`);
}

/** Only what is used: options win over what was measured, which wins over the usual. */
export function computationOf(
  chosen: ComputationChoice,
  known: Known,
  { threads, parallel }: Pick<Computation, "threads" | "parallel">,
): Computation {
  const measured: ComputationChoice = known.kind === "measured" ? known.record.choice : {};
  return {
    threads: chosen.threads ?? measured.threads ?? threads,
    batchTokens: chosen.batchTokens ?? measured.batchTokens ?? USUAL.batchTokens,
    flashAttention: chosen.flashAttention ?? measured.flashAttention ?? USUAL.flashAttention,
    parallel,
  };
}

/** What to say of it, and what to do where it is not as it should be.
 *  @param profile by which it is measured again */
export function describeKnown(known: Known, profile: string): { readonly detail: string; readonly remedy?: string } {
  const again = `Measure again with \`bioreview-runner bench --profile ${profile}\``;
  switch (known.kind) {
    case "nothing":
      return {
        detail: `nothing was measured, so it computes as usual; \`bioreview-runner bench --profile ${profile}\` measures`,
      };
    case "measured":
      return { detail: describeRecord(known.record) };
    case "elsewhere":
      return {
        detail: `${known.path} is a record of ${known.differences.join(", ")}, so it is not used, and computes as usual`,
        remedy: again,
      };
    case "unreadable":
      return {
        detail: `${known.path}: ${known.fault}, so it computes as usual`,
        remedy: `Delete it, or let this user read it. ${again}`,
      };
  }
}

/** `measured on 2026-12-01: 2 threads, by which a review is 20 % faster than as usual` */
export function describeRecord({ choice, measuredAt, figures, noise }: TuningRecord): string {
  const day = measuredAt.slice(0, 10);
  const parts = choiceInWords(choice);
  const percent = (part: number) => `${(part * 100).toFixed(0)} %`;
  if (parts.length === 0)
    return `measured on ${day}: nothing is faster than the usual settings by more than these differed themselves, ${percent(noise)}`;
  return `measured on ${day}: ${parts.join(", ")}, by which a review is ${percent(figures.at(-1)?.gain ?? 0)} faster than as usual`;
}

/** @param id of the chat model */
export const tuningPath = (models: string, id: string): string => join(models, id, "tuning.json");

/** Fails towards the usual settings, and says so: the choice is one of speed alone. */
export async function readTuning(models: string, id: string, here: Place): Promise<Known> {
  const path = tuningPath(models, id);
  let record: TuningRecord;
  try {
    record = TuningRecord.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return { kind: "nothing" };
    const isNoRecord = error instanceof SyntaxError || error instanceof z.ZodError;
    return { kind: "unreadable", path, fault: isNoRecord ? "it is no record of measured settings" : messageOf(error) };
  }
  const differences = differencesOf(record.place, here);
  return differences.length === 0 ? { kind: "measured", record } : { kind: "elsewhere", path, differences };
}

/** @throws ModelsError where the disk is full or may not be written */
export async function writeTuning(models: string, id: string, record: TuningRecord): Promise<void> {
  const path = tuningPath(models, id);
  // A service reads it as another user.
  await writeAtomically(path, async (unfinished) => {
    await writeFile(unfinished, `${JSON.stringify(record, undefined, 2)}\n`);
    await chmod(unfinished, 0o644);
  });
}
