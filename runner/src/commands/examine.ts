/** Looks at this machine with a server's eyes: can it run the models, and are they here? Changes nothing. */
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { homedir, loadavg } from "node:os";
import { dirname, join } from "node:path";
import { getLlamaGpuTypes, type Llama } from "node-llama-cpp";
import type { Profile } from "../../../profiles/profile.ts";
import { ModelsError, messageOf, RunnerError } from "../errors.ts";
import { threadsFor, usableCores } from "../serve/compute.ts";
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
import { deviceOf, startRuntime } from "../serve/runtime.ts";
import { runCommand } from "../service/apply.ts";
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

export async function examine(patient: ExamineOptions): Promise<Finding[]> {
  const wanted = patient.profile === undefined ? [] : modelsOf(patient.profile);
  return [
    ...(await runtime(patient, wanted)),
    ...cudaFindings(await cudaHere()),
    processor(loadavg()[0] ?? 0, usableCores()),
    await embedderRuntime(),
    await disk(patient.models),
    ...(await weights(patient, wanted)),
  ];
}

async function runtime({ log, models, parallel }: ExamineOptions, wanted: readonly Model[]): Promise<Finding[]> {
  let llama: Llama;
  try {
    llama = await startRuntime("auto", false, 1, log);
  } catch (error) {
    if (error instanceof RunnerError) return [failed("llama.cpp", error.failure)];
    throw error;
  }
  try {
    const { release } = llama.llamaCppRelease;
    const known = (await getLlamaGpuTypes("supported")).map((type) => type || "cpu").join(", ");
    return [
      ok("llama.cpp", `${release}, ${llama.buildType}; works here with ${known}`),
      await gpu(llama, wanted),
      ...(await memory(llama, wanted, models, parallel)),
    ];
  } finally {
    await llama.dispose();
  }
}

async function gpu(llama: Llama, wanted: readonly Model[]): Promise<Finding> {
  const device = await deviceOf(llama);
  if (llama.gpu !== false) return ok("gpu", device);
  const tried = (await getLlamaGpuTypes("allValid")).filter((type) => type !== false).join(", ");
  const needing = wanted.filter((model) => model.kind === "chat" && model.device === "gpu").map(({ id }) => id);
  if (needing.length === 0) return ok("gpu", `none that works (tried ${tried}); the processor is used`);
  return {
    name: "gpu",
    state: "fail",
    detail: `none that works (tried ${tried}), and ${needing.join(", ")} needs one`,
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

async function memory(llama: Llama, wanted: readonly Model[], models: string, parallel: number): Promise<Finding[]> {
  const chat = wanted.filter((model) => model.kind === "chat");
  const needs: MemoryNeed[] = [];
  const absent: string[] = [];
  for (const model of chat) {
    try {
      const need = await memoryNeed(llama, models, model, parallel);
      if (need === undefined) absent.push(model.id);
      else needs.push(need);
    } catch (error) {
      if (!(error instanceof ModelsError)) throw error;
      return [failed("memory", error.failure)];
    }
  }
  const here = await deviceMemory(llama);
  const tokens = new Map(chat.map(({ id, contextTokens }) => [id, contextTokens]));
  const device = memoryFinding(here, needs, absent, (id) => tokens.get(id) ?? 0, parallel);
  if (llama.gpu === false) return [device];
  const { available, total } = await processorMemory(llama);
  return [device, ok("memory of the processor", `${gigabytes(available)} of ${gigabytes(total)} available`)];
}

/** @param needs of the chat models that are here
 *  @param absent chat models whose need nobody knows before their weights are here
 *  @param contextTokens of a model
 *  @param parallel requests at once, each with a context */
export function memoryFinding(
  { device, available, total }: DeviceMemory,
  needs: readonly MemoryNeed[],
  absent: readonly string[],
  contextTokens: (id: string) => number,
  parallel = 1,
): Finding {
  const name = device === "cpu" ? "memory" : `memory of ${device}`;
  const has = `${gigabytes(available)} of ${gigabytes(total)} available`;
  const each = needs.map((need) => describeNeed(need, contextTokens(need.id), parallel));
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

async function weights({ models, profile, signal }: ExamineOptions, wanted: readonly Model[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const { model, file, state } of inspectModels(models, wanted, signal)) {
    const name = `${model.id}/${file.path}`;
    const fault = fileFault(state, model, file, profile?.name);
    if (fault !== undefined) findings.push(failed(name, fault.failure));
    else if (state.kind === "right") findings.push(ok(name, `sha256 ${state.sha256}`));
  }
  return findings;
}
