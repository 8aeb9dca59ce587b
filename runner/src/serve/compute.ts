/** What may compute: which GPU, and how many threads. Apart from runtime.ts, so that the command line does not load the native libraries. */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

export const GPU_CHOICES = ["auto", "cuda", "metal", "vulkan", "off"] as const;
export type GpuChoice = (typeof GPU_CHOICES)[number];

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
