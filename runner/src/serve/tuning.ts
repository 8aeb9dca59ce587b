/** How a chat model computes fastest on this machine: chosen by measuring, recorded beside its weights, and used where weights, machine and runtime are those of the
 *  record. Invariant: noise chooses nothing, and a record of anything else is never used. */
import { chmod, readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { errnoOf, messageOf } from "../errors.ts";
import { writeAtomically } from "../weights/files.ts";
import { type Computation, type ComputationChoice, threadsText, USUAL, usableCores } from "./compute.ts";

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
});
export type TuningRecord = z.infer<typeof TuningRecord>;

/** Tokens of a usual review, by which reading and writing weigh: as in docs/sizing.md. */
const REVIEW = { prompt: 9000, answer: 900 } as const;
export const reviewSeconds = ({ read, written }: Speed): number => REVIEW.prompt / read + REVIEW.answer / written;

/** By how much faster a setting must make a review, at least: less is not worth other last digits. */
const MARGIN = 0.05;
/** Rounds in which a winner may be the slower one nevertheless. */
const lostRounds = (rounds: number): number => Math.floor(rounds / 5);

/** One setting, and the values that it is tried with. */
export type Step = {
  [Name in keyof Settings]: { readonly name: Name; readonly values: readonly Settings[Name][] };
}[keyof Settings];

/** @param cores physical ones   @param promptTokens that are read at a time: a larger batch would be none */
export function stepsFor(cores: number, onGpu: boolean, promptTokens: number): readonly Step[] {
  const few = Array.from({ length: cores }, (_, index) => index + 1);
  // On a GPU the processor's threads wait for it.
  const threads = onGpu ? [] : cores <= 4 ? few : [Math.ceil(cores / 2), cores - 1, cores];
  const batches = onGpu ? [256, 512, 1024] : [64, 128, 256, 512];
  return [
    { name: "threads", values: threads },
    { name: "batchTokens", values: batches.filter((tokens) => tokens <= promptTokens) },
    { name: "flashAttention", values: [true, false] },
  ];
}

export interface Tuning {
  readonly kept: Settings;
  readonly figures: readonly Figure[];
}

/** Tries one setting after the other and keeps the best of each. What is kept in the end is measured against the usual once more, for of many tries one is lucky.
 *  @param measure once, in seconds to minutes; what it throws ends it */
export async function tune(
  usual: Settings,
  steps: readonly Step[],
  rounds: number,
  measure: (settings: Settings) => Promise<Speed>,
): Promise<Tuning> {
  const figures: Figure[] = [];
  const bestOf = async (step: string, first: Settings, others: readonly Settings[]): Promise<Settings> => {
    if (others.length === 0) return first;
    const all = [first, ...others];
    const speeds = await inTurns(all, rounds, measure);
    const [before = [], ...challengers] = speeds;
    figures.push(...all.map((settings, index) => figureOf(step, settings, before, speeds[index] ?? [])));
    const winner = winnerOf(before, challengers);
    return (winner === undefined ? undefined : others[winner]) ?? first;
  };
  let kept = usual;
  for (const { name, values } of steps) {
    const others = values
      .map((value): Settings => ({ ...kept, [name]: value }))
      .filter((settings) => settings[name] !== kept[name]);
    kept = await bestOf(name, kept, others);
  }
  if (describeSettings(kept) === describeSettings(usual)) return { kept, figures };
  return { kept: await bestOf("against the usual", usual, [kept]), figures };
}

/** Measurements of a whole run, at most. */
export function measurementsOf(steps: readonly Step[], usual: Settings, rounds: number): number {
  const tried = steps
    .map(({ values, name }) => values.filter((value) => value !== usual[name]).length)
    .filter((others) => others > 0);
  return rounds * (tried.reduce((sum, others) => sum + others + 1, 0) + 2);
}

/** Forwards and backwards by turns, so that a machine that gets slower meanwhile does so for all of them alike. Who cannot win any more is measured no more: a thread
 *  too many can take ten times as long.
 *  @returns the speeds of each, in the order of the rounds */
async function inTurns(
  all: readonly Settings[],
  rounds: number,
  measure: (settings: Settings) => Promise<Speed>,
): Promise<readonly (readonly Speed[])[]> {
  const speeds = all.map((): Speed[] => []);
  const [before = []] = speeds;
  for (let round = 0; round < rounds; round++) {
    const open = [...all.entries()].filter(
      ([index]) => index === 0 || lostOf(gainsOver(before, speeds[index] ?? [])) <= lostRounds(rounds),
    );
    if (open.length === 1) break;
    for (const [index, settings] of round % 2 === 0 ? open : open.reverse()) speeds[index]?.push(await measure(settings));
  }
  return speeds;
}

const lostOf = (gains: readonly number[]): number => gains.filter((gain) => gain <= 0).length;

/** @param before the speeds, round by round, of what was kept until now
 *  @returns which of the challengers takes its place: the fastest of those that win by the margin, by more than equal settings differ, and in nearly every round;
 *  undefined where none does */
function winnerOf(before: readonly Speed[], challengers: readonly (readonly Speed[])[]): number | undefined {
  const gains = challengers.map((speeds) => gainsOver(before, speeds));
  const winning = [...gains.entries()].filter(([index, rounds]) => {
    const needed = Math.max(MARGIN, spreadOf(before), spreadOf(challengers[index] ?? []));
    return median(rounds) >= needed && lostOf(rounds) <= lostRounds(rounds.length);
  });
  return winning.toSorted(([, a], [, b]) => median(b) - median(a))[0]?.[0];
}

/** By how much faster a review is in each round: 0.1 is 10 %. */
function gainsOver(before: readonly Speed[], speeds: readonly Speed[]): readonly number[] {
  return speeds.map((speed, round) => {
    const other = before[round];
    if (other === undefined) throw new RangeError("both were measured in every round");
    return reviewSeconds(other) / reviewSeconds(speed) - 1;
  });
}

function figureOf(step: string, settings: Settings, before: readonly Speed[], speeds: readonly Speed[]): Figure {
  const speed = { read: median(speeds.map(({ read }) => read)), written: median(speeds.map(({ written }) => written)) };
  return { step, settings, speed, gain: median(gainsOver(before, speeds)), spread: spreadOf(speeds) };
}

function spreadOf(speeds: readonly Speed[]): number {
  const seconds = speeds.map(reviewSeconds);
  return (Math.max(...seconds) - Math.min(...seconds)) / median(seconds);
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

/** What of the settings is not as usual. */
export function choiceOf(kept: Settings, usual: Settings): TuningRecord["choice"] {
  return {
    ...(kept.threads !== usual.threads && { threads: kept.threads }),
    ...(kept.batchTokens !== usual.batchTokens && { batchTokens: kept.batchTokens }),
    ...(kept.flashAttention !== usual.flashAttention && { flashAttention: kept.flashAttention }),
  };
}

/** `2 threads, batches of 256 tokens, flash attention` */
export function describeSettings({ threads, batchTokens, flashAttention }: Settings): string {
  return `${threadsText(threads)}, batches of ${batchTokens} tokens, ${flashAttention ? "" : "no "}flash attention`;
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
export function describeRecord({ choice, measuredAt, figures }: TuningRecord): string {
  const day = measuredAt.slice(0, 10);
  const parts = [
    ...(choice.threads === undefined ? [] : [threadsText(choice.threads)]),
    ...(choice.batchTokens === undefined ? [] : [`batches of ${choice.batchTokens} tokens`]),
    ...(choice.flashAttention === undefined ? [] : [`${choice.flashAttention ? "" : "no "}flash attention`]),
  ];
  if (parts.length === 0) return `measured on ${day}: nothing is faster than the usual settings`;
  const gain = ((figures.at(-1)?.gain ?? 0) * 100).toFixed(0);
  return `measured on ${day}: ${parts.join(", ")}, by which a review is ${gain} % faster than as usual`;
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
export async function writeTuning(models: string, id: string, record: TuningRecord): Promise<string> {
  const path = tuningPath(models, id);
  // A service reads it as another user.
  await writeAtomically(path, async (unfinished) => {
    await writeFile(unfinished, `${JSON.stringify(record, undefined, 2)}\n`);
    await chmod(unfinished, 0o644);
  });
  return path;
}
