/** What may compute, and how: which GPU, how many threads, in which batches. Apart from runtime.ts, so that the command line does not load the native libraries. */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

export const GPU_CHOICES = ["auto", "cuda", "metal", "vulkan", "off"] as const;
export type GpuChoice = (typeof GPU_CHOICES)[number];

/** How a chat model computes, whatever it is asked. Each of these leaves an answer as good as any other value does, and may change its last digits. */
export interface Computation {
  readonly threads: number;
  /** Tokens of a prompt that are computed at once; undefined: the device's usual number. */
  readonly batchTokens: number | undefined;
  /** Whether attention is computed in blocks that are never written whole (FlashAttention). */
  readonly flashAttention: boolean;
  /** Requests that are answered at once. */
  readonly parallel: number;
}

/** What of it somebody chose, by an option or by measuring; the rest is as usual. */
export interface ComputationChoice {
  readonly threads?: number | undefined;
  readonly batchTokens?: number | undefined;
  readonly flashAttention?: boolean | undefined;
}

/** Tokens that llama.cpp has buffers for. Four times as many are no faster on a GPU and cost 1.5 GiB with a vocabulary of 248,320. */
const BUFFERED = 512;
/** Tokens that are computed at once, between two looks at whether the request was cancelled. On a processor, where a batch takes seconds, fewer: measured, it
 *  costs no speed. */
const BATCH = { gpu: BUFFERED, cpu: 128 } as const;

export function batchTokensOf({ batchTokens }: Pick<Computation, "batchTokens">, onGpu: boolean): number {
  return batchTokens ?? (onGpu ? BATCH.gpu : BATCH.cpu);
}

/** What decides how much memory the contexts take: one for each prompt that is kept, and no fewer than there are requests at once. */
export function contextSettings(
  contextSize: number,
  keptPrompts: number,
  { batchTokens = 0, flashAttention, parallel }: Omit<Computation, "threads">,
) {
  // A token of each answer has room beside a whole batch of a prompt.
  const batchSize = Math.max(BUFFERED, batchTokens) + (parallel > 1 ? parallel : 0);
  return { contextSize, sequences: Math.max(1, keptPrompts, parallel), batchSize, flashAttention };
}

/** @param usualThreads what this machine computes with where it is not told
 *  @returns how it computes, such as `2 threads, batches of 256 tokens, 4 requests at once`; undefined where all is as usual */
export function describeComputation(
  { threads, batchTokens, flashAttention, parallel }: Computation,
  usualThreads: number,
): string | undefined {
  const parts = [
    ...choiceInWords({ batchTokens, flashAttention: flashAttention ? undefined : false }),
    ...(parallel === 1 ? [] : [`${parallel} requests at once`]),
  ];
  if (parts.length === 0 && threads === usualThreads) return undefined;
  return [threadsText(threads), ...parts].join(", ");
}

/** @returns of what was chosen such as `2 threads`, `batches of 256 tokens`, `no flash attention`; nothing of the rest */
export function choiceInWords({ threads, batchTokens, flashAttention }: ComputationChoice): readonly string[] {
  return [
    ...(threads === undefined ? [] : [threadsText(threads)]),
    ...(batchTokens === undefined ? [] : [`batches of ${batchTokens} tokens`]),
    ...(flashAttention === undefined ? [] : [`${flashAttention ? "" : "no "}flash attention`]),
  ];
}

export const threadsText = (threads: number): string => (threads === 1 ? "1 thread" : `${threads} threads`);

/** Where a model computes, and why there. */
export interface Placement {
  /** `cpu`, or the GPU's kind and names. */
  readonly device: string;
  readonly gpuLayers: number;
  /** All of the model's, its output layer among them. */
  readonly layers: number;
  /** Such as `--gpu off asks for it`. */
  readonly why: string;
}

/** `all 33 layers on cuda (NVIDIA A100), because --gpu auto found it` */
export function describePlacement({ device, gpuLayers, layers, why }: Placement, threads: number): string {
  if (gpuLayers === layers) return `all ${layers} layers on ${device}, because ${why}`;
  const rest = `on the processor with ${threadsText(threads)}, because ${why}`;
  if (gpuLayers > 0) return `${gpuLayers} of ${layers} layers on ${device}, the others ${rest}`;
  return `0 of ${layers} layers on a GPU, all ${rest}`;
}

/** As `serve` computes where it is not told. */
export const USUAL = { batchTokens: undefined, flashAttention: true, parallel: 1 } as const;

/** @param cores physical ones; two threads of one core share its arithmetic units
 *  @returns 1 up to two cores, else one fewer than there are */
export function threadsFor(cores: number): number {
  return cores <= 2 ? 1 : cores - 1;
}

/** @param cpuinfo the text of Linux's /proc/cpuinfo
 *  @returns how many different cores it names; undefined where it does not say, as on ARM */
export function physicalCoresIn(cpuinfo: string): number | undefined {
  const cores = new Set<string>();
  for (const processor of cpuinfo.split("\n\n")) {
    const core = /^core id\s*: (.+)$/m.exec(processor)?.[1];
    if (core === undefined) continue;
    cores.add(`${/^physical id\s*: (.+)$/m.exec(processor)?.[1]} ${core}`);
  }
  return cores.size > 0 ? cores.size : undefined;
}

/** Cores that this process may use: never more than the system grants it, as in a container. */
export function usableCores(): number {
  const granted = availableParallelism();
  try {
    return Math.min(granted, physicalCoresIn(readFileSync("/proc/cpuinfo", "utf8")) ?? granted);
  } catch {
    return granted; // no Linux: the system's own count
  }
}
