/** What a chat model takes of the device's memory, against what the device has: weights, context and buffers, by llama.cpp's own reckoning for this very file and
 *  device. Nothing is loaded for it. */
import { existsSync } from "node:fs";
import { freemem, totalmem } from "node:os";
import { join } from "node:path";
import { GgufInsights, type Llama, readGgufFileInfo } from "node-llama-cpp";
import type { ChatModel } from "../../../profiles/profile.ts";
import { contextSettings } from "../chat/load-chat.ts";
import { assertServableGguf } from "../weights/servable-gguf.ts";
import { deviceOf } from "./runtime.ts";

/** Bytes. */
export interface MemoryNeed {
  readonly id: string;
  readonly weights: number;
  /** Of its whole length, with the buffers of the computation. */
  readonly context: number;
  /** Of the server's process, or the driver's for it. */
  readonly overhead: number;
}

/** Bytes of the device that computes. */
export interface DeviceMemory {
  readonly device: string;
  /** What a program can still get; on a processor with what the system's file cache would give back. */
  readonly available: number;
  readonly total: number;
}

/** As `serve` keeps where it is not told. */
const KEPT_PROMPTS = 1;

/** Bytes of a server beside its model. CUDA's own part: docs/models.md; Node's and ONNX Runtime's were measured with the small model. */
const OVERHEAD = { gpu: 430e6, cpu: 200e6 } as const;

export function totalOf({ weights, context, overhead }: MemoryNeed): number {
  return weights + context + overhead;
}

/** @returns undefined where the file is not here
 *  @throws ModelsError where it could not be served */
export async function memoryNeed(llama: Llama, models: string, model: ChatModel): Promise<MemoryNeed | undefined> {
  const path = join(models, model.id, model.files[0].path);
  if (!existsSync(path)) return undefined;
  assertServableGguf(path, model); // before a parser that believes what a header claims
  const header = await readGgufFileInfo(path, { sourceType: "filesystem", spliceSplitFiles: false, logWarnings: false });
  const insights = await GgufInsights.from(header, llama);
  const layers = llama.gpu === false ? 0 : insights.totalLayers;
  const weights = await insights.estimateModelResourceRequirementsV2({ gpuLayers: layers });
  const context = await insights.estimateContextResourceRequirementsV2({
    ...contextSettings(model.contextTokens, KEPT_PROMPTS),
    modelGpuLayers: layers,
  });
  const there = llama.gpu === false ? "cpuRam" : "gpuVram";
  return {
    id: model.id,
    weights: weights[there],
    context: context[there],
    overhead: llama.gpu === false ? OVERHEAD.cpu : OVERHEAD.gpu,
  };
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

/** `5.7 GB of weights, 1.4 GB for 20480 tokens of context with buffers, 0.4 GB beside them` */
export function describeNeed(need: MemoryNeed, contextTokens: number): string {
  const parts = [
    `${gigabytes(need.weights)} of weights`,
    `${gigabytes(need.context)} for a context of ${contextTokens} tokens and buffers`,
    `${gigabytes(need.overhead)} for the server itself`,
  ];
  return `${need.id} takes ${gigabytes(totalOf(need))} (${parts.join(", ")})`;
}
