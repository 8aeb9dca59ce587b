/** Looks at this machine with a server's eyes: can it run the models, and are they here? Changes nothing. */
import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { freemem, loadavg, totalmem } from "node:os";
import { dirname } from "node:path";
import { getLlamaGpuTypes, type Llama } from "node-llama-cpp";
import type { Profile } from "../../../profiles/profile.ts";
import { messageOf, RunnerError } from "../errors.ts";
import { threadsFor, usableCores } from "../serve/compute.ts";
import { deviceOf, startRuntime } from "../serve/runtime.ts";
import { type Model, modelsOf } from "../weights/catalogue.ts";
import { fileFault, inspectModels } from "../weights/verify.ts";

export type Finding =
  | { readonly name: string; readonly state: "ok"; readonly detail: string }
  | { readonly name: string; readonly state: "warn" | "fail"; readonly detail: string; readonly remedy: string };

export function ok(name: string, detail: string): Finding {
  return { name, state: "ok", detail };
}

/** A failure that has place, fault and remedy already. */
function failed(name: string, failure: { readonly at: string; readonly fault: string; readonly remedy: string }): Finding {
  return { name, state: "fail", detail: `${failure.at}: ${failure.fault}`, remedy: failure.remedy };
}

export interface ExamineOptions {
  readonly profile: Profile | undefined;
  readonly models: string;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** Bytes that a fetch of the smallest profile needs; less free disk is worth a word. */
const LITTLE_DISK = 1e9;

export async function examine(patient: ExamineOptions): Promise<Finding[]> {
  const wanted = patient.profile === undefined ? [] : modelsOf(patient.profile);
  return [
    ...(await runtime(patient, wanted)),
    processor(loadavg()[0] ?? 0, usableCores()),
    await embedderRuntime(),
    await disk(patient.models),
    ...(await weights(patient, wanted)),
  ];
}

async function runtime({ log }: ExamineOptions, wanted: readonly Model[]): Promise<Finding[]> {
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
      ...(await memory(llama, wanted)),
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

async function memory(llama: Llama, wanted: readonly Model[]): Promise<Finding[]> {
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  const free = (await llama.getRamState()).free;
  const findings: Finding[] = [];
  const bytes = wanted.flatMap(({ files }) => files.map((file) => file.bytes ?? 0)).reduce((sum, size) => sum + size, 0);
  const detail = `${gigabytes(free)} of ${gigabytes(totalmem())} free (${gigabytes(freemem())} not used at all)`;
  findings.push(
    free < bytes
      ? {
          name: "memory",
          state: "fail",
          detail: `${detail}; the weights alone have ${gigabytes(bytes)}`,
          remedy: "End what else uses it",
        }
      : ok("memory", detail),
  );
  if (llama.gpu !== false) {
    const { free: freeThere, total } = await llama.getVramState();
    findings.push(ok("gpu memory", `${gigabytes(freeThere)} of ${gigabytes(total)} free`));
  }
  return findings;
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
