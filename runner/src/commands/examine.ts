/** Looks at this machine with a server's eyes: can it run the models, and are they here? Changes nothing. */
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { homedir, loadavg } from "node:os";
import { dirname, join } from "node:path";
import { getLlamaGpuTypes, type Llama } from "node-llama-cpp";
import type { ChatModel, Profile } from "../../../profiles/profile.ts";
import { ModelsError, messageOf, RunnerError } from "../errors.ts";
import { type Computation, describePlacement, threadsFor, usableCores } from "../serve/compute.ts";
import {
  type DeviceMemory,
  describeNeed,
  deviceMemory,
  fitOf,
  gigabytes,
  type MemoryNeed,
  memoryNeed,
  processorMemory,
} from "../serve/memory.ts";
import { deviceOf, startRuntime, whyThere } from "../serve/runtime.ts";
import { computationOf, describeKnown, type Known, placeHere, readTuning } from "../serve/tuning-record.ts";
import { runCommand } from "../service/apply.ts";
import { chatFormOf, pathOf, servedDigest, type VerifiedWeights } from "../weights/adapter.ts";
import { type Model, modelsOf } from "../weights/catalogue.ts";
import { fileFault, inspectModels } from "../weights/verify.ts";
import { type CudaHere, cardsIn, cudaFindings } from "./cuda.ts";
import { type Finding, failed, ok } from "./finding.ts";

export interface ExamineOptions {
  readonly profile: Profile | undefined;
  readonly models: string;
  /** Requests that a server is to answer at once. */
  readonly parallel: number;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** Bytes that a fetch of the smallest profile needs; less free disk is worth a word. */
const LITTLE_DISK = 1e9;

/** A chat model as a server would have it. */
export interface Servable {
  readonly model: ChatModel;
  readonly weights: VerifiedWeights;
  readonly computation: Computation;
}

export interface Examined {
  readonly findings: readonly Finding[];
  /** Chat models whose weights are the right ones. */
  readonly servable: readonly Servable[];
}

export async function examine(patient: ExamineOptions): Promise<Examined> {
  const wanted = patient.profile === undefined ? [] : modelsOf(patient.profile);
  const files = await weights(patient, wanted);
  const { findings, servable } = await runtime(patient, wanted, files.digests);
  const others = [
    ...cudaFindings(await cudaHere()),
    processor(loadavg()[0] ?? 0, usableCores()),
    await embedderRuntime(),
    await disk(patient.models),
  ];
  return { findings: [...findings, ...others, ...files.findings], servable };
}

/** What keeps CUDA from working here; undefined where nothing does, or there is no card of it. */
export async function cudaFault(): Promise<string | undefined> {
  const fault = cudaFindings(await cudaHere()).find(({ state }) => state === "fail");
  return fault && "remedy" in fault ? `${fault.detail}. ${fault.remedy}` : undefined;
}

type Digests = ReadonlyMap<string, string>;

async function runtime(patient: ExamineOptions, wanted: readonly Model[], digests: Digests): Promise<Examined> {
  const { log } = patient;
  let llama: Llama;
  try {
    llama = await startRuntime("auto", false, 1, log);
  } catch (error) {
    if (error instanceof RunnerError) return { findings: [failed("llama.cpp", error.failure)], servable: [] };
    throw error;
  }
  try {
    const { release } = llama.llamaCppRelease;
    const known = (await getLlamaGpuTypes("supported")).map((type) => type || "cpu").join(", ");
    const chat = await chatModels(llama, wanted, patient, digests);
    return {
      findings: [
        ok("llama.cpp", `${release}, ${llama.buildType}; works here with ${known}`),
        await gpu(llama, wanted),
        ...chat.findings,
      ],
      servable: chat.servable,
    };
  } finally {
    await llama.dispose();
  }
}

async function gpu(llama: Llama, wanted: readonly Model[]): Promise<Finding> {
  if (llama.gpu !== false) return ok("gpu", await deviceOf(llama));
  const why = await whyThere(llama, "auto");
  const needing = wanted.filter((model) => model.kind === "chat" && model.device === "gpu").map(({ id }) => id);
  if (needing.length === 0) return ok("gpu", `${why}; the processor is used`);
  return {
    name: "gpu",
    state: "fail",
    detail: `${why}, and ${needing.join(", ")} needs one`,
    remedy: "Install the GPU's driver and, for CUDA, the CUDA runtime 13 or 12.4 (libcudart and libcublas)",
  };
}

/** Where CUDA's libraries lie beside the linker's own places. */
const CUDA_FOLDERS = /^cuda(?:-[\d.]+)?$/;

async function cudaHere(): Promise<CudaHere> {
  const query = "--query-gpu=name,driver_version,compute_cap";
  const smi = await runCommand(["nvidia-smi", query, "--format=csv,noheader"]);
  if (smi.code !== 0) return { cards: undefined, libraries: [], cache: cudaCache() };
  const { stdout: known } = await runCommand(["ldconfig", "-p"]);
  const { LD_LIBRARY_PATH = "" } = process.env;
  const toolkits = namesIn("/usr/local").filter((name) => CUDA_FOLDERS.test(name));
  const folders = [...LD_LIBRARY_PATH.split(":").filter(Boolean), ...toolkits.map((name) => join("/usr/local", name, "lib64"))];
  const linked = [...known.matchAll(/^\s*(\S+\.so\S*) /gm)].map(([, name = ""]) => name);
  return { cards: cardsIn(smi.stdout), libraries: [...linked, ...folders.flatMap(namesIn)], cache: cudaCache() };
}
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // no such folder, or none that we may look into: nothing is found there
  }
}
function cudaCache(): CudaHere["cache"] {
  const path = process.env["CUDA_CACHE_PATH"] || join(homedir(), ".nv", "ComputeCache");
  let at = path;
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  try {
    accessSync(at, constants.W_OK);
    return { path, writable: true };
  } catch {
    return { path, writable: false };
  }
}

/** Where each would compute and how, and what all of them take of the memory. */
async function chatModels(
  llama: Llama,
  wanted: readonly Model[],
  { models, parallel, profile }: ExamineOptions,
  digests: Digests,
): Promise<Examined> {
  const placements: Finding[] = [];
  const needs: MemoryNeed[] = [];
  const absent: string[] = [];
  const servable: Servable[] = [];
  const device = await deviceOf(llama);
  const why = await whyThere(llama, "auto");
  for (const model of wanted.filter((one) => one.kind === "chat")) {
    const usual = { threads: threadsFor(usableCores()), parallel };
    try {
      const verified = await weightsAmong(digests, models, model);
      const here = verified && placeHere(servedDigest(verified), device, llama.llamaCppRelease.release);
      const known: Known = here === undefined ? { kind: "nothing" } : await readTuning(models, model.id, here);
      const computation = computationOf({}, known, usual);
      const need = await memoryNeed(llama, models, model, computation);
      if (need === undefined) {
        absent.push(model.id);
        continue;
      }
      needs.push(need);
      if (verified !== undefined) servable.push({ model, weights: verified, computation });
      if (model.device === "gpu" && llama.gpu === false) continue; // it would not be served
      const { detail, remedy } = describeKnown(known, profile?.name ?? model.id);
      const placed = `${describePlacement({ ...need, device, why }, computation.threads)}; ${detail}`;
      const name = `computation of ${model.id}`;
      placements.push(remedy === undefined ? ok(name, placed) : { name, state: "warn", detail: placed, remedy });
    } catch (error) {
      if (!(error instanceof ModelsError)) throw error;
      return { findings: [failed("memory", error.failure)], servable: [] };
    }
  }
  const findings = [...placements, memoryFinding(await deviceMemory(llama), needs, absent, parallel)];
  if (llama.gpu === false) return { findings, servable };
  const { available, total } = await processorMemory(llama);
  const processor = ok("memory of the processor", `${gigabytes(available)} of ${gigabytes(total)} available`);
  return { findings: [...findings, processor], servable };
}

/** @returns undefined where a file is missing or not the right one */
async function weightsAmong(digests: Digests, models: string, model: ChatModel): Promise<VerifiedWeights | undefined> {
  const form = await chatFormOf(models, model);
  const path = pathOf(models, form.weights);
  const sha256 = digests.get(path);
  if (sha256 === undefined) return undefined;
  if (form.kind === "whole") return { path, sha256 };
  const adapter = pathOf(models, form.adapter);
  const ofAdapter = digests.get(adapter);
  return ofAdapter === undefined ? undefined : { path, sha256, adapter: { path: adapter, sha256: ofAdapter } };
}

/** @param needs of the chat models that are here
 *  @param absent chat models whose need nobody knows before their weights are here
 *  @param parallel requests at once, each with a context */
export function memoryFinding(
  { device, available, total }: DeviceMemory,
  needs: readonly MemoryNeed[],
  absent: readonly string[],
  parallel = 1,
): Finding {
  const name = device === "cpu" ? "memory" : `memory of ${device}`;
  const has = `${gigabytes(available)} of ${gigabytes(total)} available`;
  const each = needs.map(describeNeed);
  const unknown = absent.length === 0 ? [] : [`what ${absent.join(" and ")} takes is told once its weights are here`];
  const fit = needs.length === 0 ? "at once" : fitOf(needs, available);
  const together = fit === "in turn" ? ["one fits at a time, so they are started in turn"] : [];
  const detail = [has, ...each, ...together, ...unknown].join("; ");
  if (fit !== "not at all") return ok(name, detail);
  return {
    name,
    state: "fail",
    detail: `${detail}; that does not fit`,
    remedy: `End what else uses it, serve with a smaller --context${parallel > 1 ? " or fewer requests at once" : ""}, or take a smaller model or quantisation${device === "cpu" ? "" : ", or --gpu off"}`,
  };
}

/** @param load processes that want to compute, on average over the last minute */
export function processor(load: number, cores: number): Finding {
  const threads = threadsFor(cores);
  const detail = `${cores} cores, ${threads} of which compute`;
  if (load <= cores - threads + 0.5) return ok("processor", detail);
  return {
    name: "processor",
    state: "warn",
    detail: `${detail}; ${load.toFixed(1)} processes were busy in the last minute`,
    remedy: "End what else computes, or name fewer --threads: threads that wait for a core make all of them slow",
  };
}

async function embedderRuntime(): Promise<Finding> {
  try {
    const { env } = await import("@huggingface/transformers");
    return ok("ONNX Runtime", `transformers.js ${env.version}`);
  } catch (error) {
    return {
      name: "ONNX Runtime",
      state: "fail",
      detail: messageOf(error),
      remedy: "Run `npm ci` in the runner's folder",
    };
  }
}

async function disk(models: string): Promise<Finding> {
  let folder = models;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const detail = `${(free / 1e9).toFixed(1)} GB free for ${models}`;
  if (free >= LITTLE_DISK) return ok("disk", detail);
  return { name: "disk", state: "warn", detail, remedy: "Free some space, or name another folder with --models" };
}

/** @returns also the digests of files that are the right ones, by their path */
async function weights({ models, profile, signal }: ExamineOptions, wanted: readonly Model[]) {
  const findings: Finding[] = [];
  const digests = new Map<string, string>();
  for await (const { model, file, state } of inspectModels(models, wanted, signal)) {
    const name = `${model.id}/${file.path}`;
    const fault = fileFault(state, model, file, profile?.name);
    if (fault !== undefined) findings.push(failed(name, fault.failure));
    if (state.kind !== "right") continue;
    findings.push(ok(name, `sha256 ${state.sha256}`));
    digests.set(state.path, state.sha256);
  }
  return { findings, digests };
}
