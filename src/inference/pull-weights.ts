/** Fetches weights by the model server's own program, which knows their sources and digests. Invariant: when it resolves, the weights are there and
 *  right; two jobs at once wait for each other. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Environment } from "../user-folders.ts";
import { interruptedPull, type RunnerExit, startError } from "./local-runner.ts";
import { withoutSecrets } from "./start-server.ts";

export interface WeightsRequest {
  /** Of the program, as `locateRunner` finds it. */
  readonly runnerPath: string;
  /** Ids of chat models and embedders. */
  readonly ids: readonly string[];
  /** The folder of the weights, where it is not the usual one. */
  readonly models?: string | undefined;
  /** `HF_TOKEN` reaches the hub, and only it. */
  readonly env: Environment;
  /** Each line that says what is fetched, and how far it is; it is foreign text. */
  readonly onLine: (line: string) => void;
}

/** Lines that may explain a failure. */
const LINES_KEPT = 20;

/** @throws ModelsError where weights cannot be had: in the program's own words, with a remedy
 *  @throws InterruptedError where `signal` was aborted; what was fetched by then is kept, and used by the next pull */
export async function pullWeights({ ids, ...request }: WeightsRequest, signal: AbortSignal): Promise<void> {
  for (const id of ids) {
    const exit = await pullOne(id, request, signal);
    if (signal.aborted) throw interruptedPull(id);
    if (exit.code !== 0) throw startError(exit, request.runnerPath);
  }
}

async function pullOne(
  id: string,
  { runnerPath, models, env, onLine }: Omit<WeightsRequest, "ids">,
  signal: AbortSignal,
): Promise<RunnerExit> {
  const { HF_TOKEN } = env;
  const args = ["--json-errors", "models", "pull", id, ...(models === undefined ? [] : ["--models", models])];
  const child = spawn(process.execPath, [runnerPath, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...withoutSecrets(process.env), ...(HF_TOKEN && { HF_TOKEN }) },
    detached: true, // Ctrl-C reaches us alone: we say when it ends
  });
  const end = () => child.kill("SIGTERM");
  signal.addEventListener("abort", end, { once: true });
  const lastLines: string[] = [];
  const onErrorLine = (line: string) => {
    lastLines.push(line);
    if (lastLines.length > LINES_KEPT) lastLines.shift();
    if (!line.startsWith("{")) onLine(line);
  };
  createInterface({ input: child.stdout }).on("line", onLine);
  createInterface({ input: child.stderr }).on("line", onErrorLine);
  try {
    return await new Promise((resolve) => {
      child.once("error", (error) => resolve({ code: null, signal: null, lastLines: [error.message] }));
      child.once("close", (code, killed) => resolve({ code, signal: killed, lastLines }));
      if (signal.aborted) end();
    });
  } finally {
    signal.removeEventListener("abort", end);
  }
}
