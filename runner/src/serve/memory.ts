/** What a chat model takes of the device's memory, against what the device has: weights, context and buffers, by llama.cpp's own reckoning for this very file and
 *  device. Nothing is loaded for it. */
import { existsSync } from "node:fs";
import { freemem, totalmem } from "node:os";
import { GgufInsights, type Llama, readGgufFileInfo } from "node-llama-cpp";
import type { ChatModel } from "../../../profiles/profile.ts";
import { assertAdapterOf, chatFormOf, pathOf } from "../weights/adapter.ts";
import { assertServableGguf } from "../weights/servable-gguf.ts";
import { type Computation, contextSettings, USUAL } from "./compute.ts";
import { deviceOf } from "./runtime.ts";

/** Tokens of the base model's own context where it is served beside its adapted one: it is asked short questions, such as a judge's of some 400 tokens.
 *  @param adapted tokens of the other one's */
export function baseContextTokens(adapted: number): number {
  return Math.min(adapted, 4096);
}

/** Bytes. */
export interface MemoryNeed {
  readonly id: string;
  readonly weights: number;
  /** Of all contexts in their whole length, with the buffers of the computation. */
  readonly context: number;
  /** Tokens of each context. */
  readonly contextTokens: number;
  /** One for each prompt that is kept, and no fewer than requests at once. */
  readonly contexts: number;
  /** Of the server's process, or the driver's for it. */
  readonly overhead: number;
  /** Where an adapter is laid over a base model that can be asked alone: the adapter, and the base's own contexts. */
  readonly adapter?: { readonly weights: number; readonly context: number; readonly contexts: number };
}

/** Bytes of the device that computes. */
export interface DeviceMemory {
  readonly device: string;
  /** What a program can still get; on a processor with what the system's file cache would give back. */
  readonly available: number;
  readonly total: number;
}

/** As `serve` keeps where it is not told, and always of a base alone. */
export const KEPT_PROMPTS = 1;

/** Bytes of a server beside its model. CUDA's own part: docs/models.md; Node's and ONNX Runtime's were measured with the small model. */
const OVERHEAD = { gpu: 430e6, cpu: 200e6 } as const;

export function totalOf({ weights, context, overhead, adapter = { weights: 0, context: 0, contexts: 0 } }: MemoryNeed): number {
  return weights + context + overhead + adapter.weights + adapter.context;
}

/** What decides how much a model takes. */
export interface ResidentModel {
  readonly id: string;
  readonly gpuLayers: number;
  readonly contextTokens: number;
  readonly keptPrompts: number;
  readonly computation: Omit<Computation, "threads">;
  /** Bytes of an adapter that is laid over it. */
  readonly adapter: number | undefined;
}

/** @param insights of the file, whether it is loaded or not */
export async function needOf(llama: Llama, insights: GgufInsights, resident: ResidentModel): Promise<MemoryNeed> {
  const { id, gpuLayers, contextTokens, keptPrompts, computation, adapter } = resident;
  const there = llama.gpu === false ? "cpuRam" : "gpuVram";
  const contextsOf = async (tokens: number, kept: number) => {
    const settings = contextSettings(tokens, kept, computation);
    const bytes = await insights.estimateContextResourceRequirementsV2({ ...settings, modelGpuLayers: gpuLayers });
    return { context: bytes[there], contexts: settings.sequences };
  };
  return {
    id,
    weights: (await insights.estimateModelResourceRequirementsV2({ gpuLayers }))[there],
    ...(await contextsOf(contextTokens, keptPrompts)),
    contextTokens,
    overhead: llama.gpu === false ? OVERHEAD.cpu : OVERHEAD.gpu,
    ...(adapter !== undefined && {
      adapter: { weights: adapter, ...(await contextsOf(baseContextTokens(contextTokens), KEPT_PROMPTS)) },
    }),
  };
}

/** @param computation of the server that would serve it
 *  @returns undefined where the file is not here
 *  @throws ModelsError where it could not be served */
export async function memoryNeed(
  llama: Llama,
  models: string,
  model: ChatModel,
  computation: Omit<Computation, "threads"> = USUAL,
): Promise<(MemoryNeed & { readonly gpuLayers: number; readonly layers: number }) | undefined> {
  const form = await chatFormOf(models, model);
  const path = pathOf(models, form.weights);
  const files = form.kind === "whole" ? [path] : [path, pathOf(models, form.adapter)];
  if (!files.every((file) => existsSync(file))) return undefined;
  assertServableGguf(path, model); // before a parser that believes what a header claims
  const adapter = form.kind === "whole" ? undefined : assertAdapterOf(pathOf(models, form.adapter), path).bytes;
  const header = await readGgufFileInfo(path, { sourceType: "filesystem", spliceSplitFiles: false, logWarnings: false });
  const insights = await GgufInsights.from(header, llama);
  const layers = insights.totalLayers;
  const gpuLayers = llama.gpu === false ? 0 : layers;
  const { id, contextTokens } = model;
  const resident = { id, gpuLayers, contextTokens, keptPrompts: KEPT_PROMPTS, computation, adapter };
  return { ...(await needOf(llama, insights, resident)), gpuLayers, layers };
}

export async function deviceMemory(llama: Llama): Promise<DeviceMemory> {
  if (llama.gpu === false) return { device: "cpu", ...(await processorMemory(llama)) };
  const { free, total } = await llama.getVramState();
  return { device: await deviceOf(llama), available: free, total };
}

/** Memory of the machine, or of the container where that has less. */
export async function processorMemory(llama: Llama): Promise<{ available: number; total: number }> {
  // The one counts what the file cache would give back on Linux, the other on macOS; llama.cpp's "free" is on Linux what nothing uses at all.
  const available = Math.max(freemem(), (await llama.getRamState()).free);
  const limit = process.constrainedMemory();
  const total = totalmem();
  if (limit === 0 || limit >= total) return { available, total };
  return { available: Math.min(available, process.availableMemory()), total: limit };
}

/** Whether several models fit at once, or only one after the other. */
export type Fit = "at once" | "in turn" | "not at all";

export function fitOf(needs: readonly MemoryNeed[], available: number): Fit {
  const sizes = needs.map(totalOf);
  if (sizes.reduce((sum, size) => sum + size, 0) <= available) return "at once";
  return Math.max(...sizes) <= available ? "in turn" : "not at all";
}

export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/** `9b takes 7.5 GB (5.7 GB of weights, 1.4 GB for a context of 20480 tokens and buffers, 0.4 GB for the server itself)` */
export function describeNeed(need: MemoryNeed): string {
  const count = (contexts: number) => (contexts === 1 ? "a context" : `${contexts} contexts`);
  const parts = [
    `${gigabytes(need.weights)} of weights`,
    `${gigabytes(need.context)} for ${count(need.contexts)} of ${need.contextTokens} tokens and buffers`,
    `${gigabytes(need.overhead)} for the server itself`,
    ...(need.adapter === undefined
      ? []
      : [
          `${gigabytes(need.adapter.weights)} for the adapter`,
          `${gigabytes(need.adapter.context)} for ${count(need.adapter.contexts)} of ${baseContextTokens(need.contextTokens)} tokens of the base alone`,
        ]),
  ];
  return `${need.id} takes ${gigabytes(totalOf(need))} (${parts.join(", ")})`;
}
