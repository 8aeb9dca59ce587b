/** The processes that a step left or still has. Linux only: elsewhere there are none to see. Fails towards killing too few. */
import { readdirSync, readFileSync } from "node:fs";

interface Running {
  readonly pid: number;
  readonly parent: number;
  readonly isZombie: boolean;
}

function running(): Running[] {
  const pids = listProc().filter((name) => /^\d+$/.test(name));
  return pids.flatMap((name): Running[] => {
    const stat = read(`/proc/${name}/stat`);
    const [state, parent] = stat?.slice(stat.lastIndexOf(") ") + 2).split(" ") ?? [];
    return parent === undefined ? [] : [{ pid: Number(name), parent: Number(parent), isZombie: state === "Z" }];
  });
}

/** A process and all that descend from it, itself last. */
export function treeOf(root: number): number[] {
  const all = running();
  const below = (pid: number): number[] => [
    ...all.filter(({ parent }) => parent === pid).flatMap((child) => below(child.pid)),
    pid,
  ];
  return below(root);
}

/** Those that carry the job's mark in their environment, as the runner finds what outlives a job. */
export function markedWith(trackingId: string): number[] {
  return running()
    .filter(({ pid, isZombie }) => !isZombie && pid !== process.pid)
    .filter(({ pid }) => read(`/proc/${pid}/environ`)?.split("\0").includes(`RUNNER_TRACKING_ID=${trackingId}`))
    .map(({ pid }) => pid);
}

export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended while we looked.
    }
  }
}

function listProc(): string[] {
  try {
    return readdirSync("/proc");
  } catch {
    return [];
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined; // it ended while we looked, or is another user's
  }
}
