/** `bench`: measures how a chat model reads and writes fastest on this machine, and records it for `serve`. Invariant: an interrupted or failed run records nothing. */
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { loadavg } from "node:os";
import { dirname } from "node:path";
import { ChatRequest } from "../api.ts";
import type { Chat } from "../chat/chat-model.ts";
import { assertTrainedFor, chatFor, type LoadedModel, loadModel } from "../chat/load-chat.ts";
import { CannotServeError, diskError, InterruptedError, ModelsError } from "../errors.ts";
import { batchTokensOf, describePlacement, type GpuChoice, threadsFor, USUAL, usableCores } from "../serve/compute.ts";
import { deviceMemory, gigabytes, KEPT_PROMPTS, needOf } from "../serve/memory.ts";
import { describeSettings, measurementsOf, reviewSeconds, type Step, stepsFor, tune } from "../serve/tuning.ts";
import {
  choiceOf,
  describeRecord,
  placeHere,
  type Settings,
  type Speed,
  type TuningRecord,
  tuningPath,
  writeTuning,
} from "../serve/tuning-record.ts";
import { servedDigest } from "../weights/adapter.ts";
import { chatModelOf, profileNamed } from "../weights/catalogue.ts";
import { verifiedWeights } from "../weights/verify.ts";
import { type Dependencies, modelsFolder, oneLine } from "./dependencies.ts";
import { processor } from "./examine.ts";

export interface BenchFlags {
  readonly profile: string;
  readonly chat?: string;
  readonly models?: string;
  readonly gpu: GpuChoice;
  readonly rounds: number;
  /** Tokens of the prompt, about. */
  readonly promptTokens: number;
  readonly json?: boolean;
  readonly dryRun?: boolean;
}

/** Tokens of a prompt for each of its answer: a little fewer than in a review, for writing is what takes turns with other programs. */
const PROMPT_TO_ANSWER = 16;
/** Tokens of the context beside prompt and answer: what the chat template adds, and words that are two tokens. */
const ROOM = 512;

/** @throws ModelsError where weights are missing or not those of the model, or nothing can be written beside them; CannotServeError where the device does not work or hold them;
 *  InterruptedError */
export async function benchCommand(flags: BenchFlags, dependencies: Dependencies): Promise<void> {
  const { stdout, stop: signal } = dependencies;
  const { log } = measuring(dependencies);
  const profile = profileNamed(flags.profile);
  const model = chatModelOf(profile, flags.chat);
  const models = modelsFolder(flags.models, dependencies);
  const path = tuningPath(models, model.id);
  let loaded: LoadedModel | undefined;
  try {
    const weights = await verifiedWeights(models, model, profile.name, signal);
    if (!flags.dryRun) await assertWritable(path);
    loaded = await loadModel({ model, weights, gpu: flags.gpu, threads: usableCores(), log, signal });
    const plan = await planOf(loaded, flags, log);
    log(`${model.id}: ${describePlacement(loaded.placement, plan.usual.threads)}`);
    log(describePlan(plan));
    if (flags.dryRun) return void stdout.write(`${flags.json ? JSON.stringify({ path }) : `it would be recorded in ${path}`}\n`);
    const record = await measureAll(loaded, plan, dependencies);
    signal.throwIfAborted();
    await writeTuning(models, model.id, record);
    const text = `${tableOf(record)}\n${describeRecord(record)}\nrecorded in ${path}, which serve reads at its next start`;
    stdout.write(`${flags.json ? JSON.stringify({ path, ...record }) : text}\n`);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new InterruptedError(`bench --profile ${profile.name}`, "Run it again: nothing was recorded");
  } finally {
    if (!signal.aborted) await loaded?.llama.dispose(); // else the end of the process is
  }
}

/** Before minutes are spent. */
async function assertWritable(path: string): Promise<void> {
  const present = await stat(path).catch(() => undefined);
  if (present?.isDirectory())
    throw new ModelsError({
      code: "record-not-a-file",
      at: path,
      fault: "it is a folder, so that no record can be written there",
      remedy: "Delete it",
    });
  try {
    await access(dirname(path), constants.W_OK);
  } catch (error) {
    throw diskError(error, path) ?? error;
  }
}

interface Plan {
  readonly usual: Settings;
  readonly steps: readonly Step[];
  readonly rounds: number;
  readonly tokens: MeasuredTokens;
  /** Measurements, at most. */
  readonly most: number;
}

async function planOf(loaded: LoadedModel, { promptTokens, rounds }: BenchFlags, log: (line: string) => void): Promise<Plan> {
  const tokens = { prompt: promptTokens, answer: Math.ceil(promptTokens / PROMPT_TO_ANSWER) };
  assertTrainedFor(contextOf(tokens), loaded.model, loaded.entry, "--prompt-tokens");
  const cores = usableCores();
  const onGpu = loaded.placement.gpuLayers > 0;
  const usual = { threads: threadsFor(cores), batchTokens: batchTokensOf(USUAL, onGpu), flashAttention: USUAL.flashAttention };
  const steps = await servableSteps(loaded, stepsFor(cores, onGpu, promptTokens), usual, log);
  return { usual, steps, rounds, tokens, most: measurementsOf(steps, usual, rounds) };
}

async function measureAll(
  loaded: LoadedModel,
  { usual, steps, rounds, tokens, most }: Plan,
  dependencies: Dependencies,
): Promise<TuningRecord> {
  const { log, now } = measuring(dependencies);
  const busy = processor(loadavg()[0] ?? 0, usableCores());
  if (busy.state === "warn") log(`others compute on this machine, which blurs what is measured: ${busy.detail}`);
  const measure = measureOn(loaded, tokens, dependencies);
  const began = now();
  await measure(usual); // brings the weights into memory, and what a driver compiles
  const each = (now() - began) / 1000;
  log(`a measurement takes about ${secondsText(each)}: all of them up to ${secondsText(each * most)}`);
  let done = 0;
  const { kept, figures, noise } = await tune(usual, steps, rounds, async (settings) => {
    const speed = await measure(settings);
    log(`${++done} of at most ${most}: ${describeSettings(settings)}: ${speedText(speed)}`);
    return speed;
  });
  const { release } = loaded.llama.llamaCppRelease;
  return {
    version: 1,
    place: placeHere(servedDigest(loaded.weights), loaded.placement.device, release),
    measuredAt: new Date().toISOString(),
    rounds,
    promptTokens: tokens.prompt,
    answerTokens: tokens.answer,
    choice: choiceOf(kept, usual),
    figures: [...figures],
    noise,
  };
}

/** Leaves out what a server could not be started with: its context is longer than the one that is measured in.
 *  @throws CannotServeError where the usual settings are among that */
async function servableSteps(
  { llama, model, entry, placement, changes }: LoadedModel,
  steps: readonly Step[],
  usual: Settings,
  log: (line: string) => void,
): Promise<readonly Step[]> {
  const { available } = await deviceMemory(llama);
  const takes = async (settings: Settings) => {
    const { context, adapter } = await needOf(llama, model.fileInsights, {
      id: entry.id,
      gpuLayers: placement.gpuLayers,
      contextTokens: entry.contextTokens,
      keptPrompts: KEPT_PROMPTS,
      computation: { ...USUAL, ...settings },
      adapter: changes?.bytes,
    });
    return context + (adapter?.context ?? 0);
  };
  if ((await takes(usual)) > available)
    throw new CannotServeError({
      code: "too-big",
      at: entry.id,
      fault: `its context takes ${gigabytes(await takes(usual))}, and ${gigabytes(available)} are free beside the weights`,
      remedy: "End what else uses the memory, or take a smaller model",
    });
  const servable: Step[] = [];
  for (const { name, values } of steps) {
    const fitting: (typeof values)[number][] = [];
    for (const value of values) {
      const settings: Settings = { ...usual, [name]: value };
      if ((await takes(settings)) <= available) fitting.push(value);
      else log(`left out, for a server would not have the memory: ${describeSettings(settings)}`);
    }
    servable.push({ name, values: fitting } as Step);
  }
  return servable;
}

/** What measuring needs beside weights and settings: nothing is kept, so that every prompt is read whole. */
export function measuring({ stop: signal, stderr, structuredOutputWorker }: Dependencies) {
  return {
    keptPrompts: 0,
    log: (line: string) => void stderr.write(`${oneLine(line)}\n`),
    now: () => performance.now(),
    randomSeed: () => 1,
    newPlaceholder: () => crypto.randomUUID().replaceAll("-", ""),
    signal,
    structuredOutputWorker,
  };
}

interface MeasuredTokens {
  readonly prompt: number;
  readonly answer: number;
}

const contextOf = ({ prompt, answer }: MeasuredTokens): number => prompt + answer + ROOM;

function measureOn(loaded: LoadedModel, tokens: MeasuredTokens, dependencies: Dependencies) {
  const contextTokens = contextOf(tokens);
  const { stop } = dependencies;
  // One batch of a slow setting takes up to minutes, which nobody who stops it waits for.
  const stopped = new Promise<never>((_, reject) => {
    stop.addEventListener("abort", () => reject(stop.reason), { once: true });
  });
  stopped.catch(() => {}); // where nothing is measured at that moment
  return async (settings: Settings): Promise<Speed> => {
    const chat = await chatFor(loaded, { ...measuring(dependencies), ...USUAL, ...settings, contextTokens });
    const speed = await Promise.race([measureSpeed(chat, tokens, stop), stopped]);
    await chat.dispose();
    return speed;
  };
}

const SENTENCE = "the mean weight of the mice in both groups was the same and no test was made ";

/** How a model reads a prompt and writes an answer of about so many tokens. */
export async function measureSpeed(chat: Chat, { prompt, answer }: MeasuredTokens, signal: AbortSignal): Promise<Speed> {
  const content = SENTENCE.repeat(Math.ceil(prompt / SENTENCE.trim().split(" ").length));
  const request = ChatRequest.parse({
    model: chat.identity.id,
    messages: [{ role: "user", content }],
    max_tokens: answer,
    seed: 1,
    // No early end; in two rules, for one repeats at most 2000 times.
    grammar: `root ::= letters{${answer}}\nletters ::= [a-z ]{4}`,
  });
  const prepared = await chat.prepare(request);
  const took = await prepared.run({ progress: () => {}, text: () => {} }, signal);
  return {
    read: (1000 * took.promptTokens) / took.promptMilliseconds,
    written: (1000 * took.answerTokens) / took.answerMilliseconds,
  };
}

function describePlan({ steps, usual, rounds, most, tokens }: Plan): string {
  const words: Readonly<Record<Step["name"], string>> = {
    threads: "threads",
    batchTokens: "tokens of a batch",
    flashAttention: "flash attention",
  };
  const text = (value: number | boolean) => (typeof value === "boolean" ? (value ? "on" : "off") : String(value));
  const tried = steps
    .filter(({ name, values }) => values.some((value) => value !== usual[name]))
    .map(({ name, values }) => `${words[name]} ${values.map(text).join(", ")}`);
  return `tries ${tried.join("; ")}, one after the other, beside the usual ${describeSettings(usual)}: at most ${most} measurements in rounds of ${rounds}, each of a prompt of about ${tokens.prompt} tokens and an answer of ${tokens.answer}`;
}

const secondsText = (count: number): string => (count < 90 ? `${count.toFixed(0)} s` : `${(count / 60).toFixed(0)} min`);
const speedText = ({ read, written }: Speed): string => `reads ${read.toFixed(1)} and writes ${written.toFixed(1)} tokens/s`;

/** Medians, a step's first line being what was kept until then. */
function tableOf({ figures }: TuningRecord): string {
  const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
  const rows = figures.map(({ step, settings, speed, gain, spread }) => [
    step,
    String(settings.threads),
    String(settings.batchTokens),
    settings.flashAttention ? "on" : "off",
    speed.read.toFixed(1),
    speed.written.toFixed(1),
    reviewSeconds(speed).toFixed(0),
    percent(gain),
    percent(spread),
  ]);
  const all = [
    ["step", "threads", "batch", "flash attention", "reads/s", "writes/s", "review s", "faster by", "varies by"],
    ...rows,
  ];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  const padded = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  return all.map((row) => row.map(padded).join("  ")).join("\n");
}
