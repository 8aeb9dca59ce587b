/** What the model server's program is asked besides serving: it knows the sources, the digests and the memory of weights. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";
import { InterruptedError, ServerError } from "../errors.ts";
import type { Environment } from "../user-folders.ts";
import { LINES_KEPT, optional, type RunnerExit, startError, withoutSecrets } from "./local-runner.ts";
import type { ServerOptions } from "./start-server.ts";
import { interrupted } from "./transport.ts";

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

/** Invariant: when it resolves, the weights are there and right; two jobs at once wait for each other.
 *  @throws ModelsError where weights cannot be had: in the program's own words, with a remedy
 *  @throws InterruptedError where `signal` was aborted; what was fetched by then is kept, and used by the next pull */
export async function pullWeights({ ids, runnerPath, models, env, onLine }: WeightsRequest, signal: AbortSignal): Promise<void> {
  const { HF_TOKEN } = env;
  for (const id of ids) {
    const argv = ["models", "pull", id, ...optional("--models", models)];
    const onErrorLine = (line: string) => {
      if (!line.startsWith("{")) onLine(line);
    };
    const exit = await runToEnd({ runnerPath, argv, env: HF_TOKEN ? { HF_TOKEN } : {}, onLine, onErrorLine }, signal);
    if (signal.aborted) {
      const fault = "stopped while its weights were fetched; what came by then is kept";
      throw new InterruptedError({ code: "interrupted", at: id, fault, remedy: "Run it again" });
    }
    if (exit.code !== 0) throw startError(exit, runnerPath);
  }
}

/** How a profile's chat models fit into the memory of the device: bytes. */
const ModelPlan = z.object({
  fit: z.enum(["at once", "in turn"]),
  device: z.string(),
  available: z.number(),
  needs: z.array(z.object({ weights: z.number(), context: z.number(), overhead: z.number() })),
});
export type ModelPlan = z.infer<typeof ModelPlan>;

/** Asks the runner what the chat models of a profile take, which loads none of them.
 *  @throws ModelsError where the weights of one are missing, ServerError where one alone does not fit, InterruptedError */
export async function planModels(
  { profile, runnerPath, models, gpu }: Pick<ServerOptions, "profile" | "runnerPath" | "models" | "gpu">,
  signal: AbortSignal,
): Promise<ModelPlan> {
  const argv = ["plan", "--json", "--profile", profile, ...optional("--models", models), ...optional("--gpu", gpu)];
  const said: string[] = [];
  const onLine = (line: string) => void said.push(line);
  const exit = await runToEnd({ runnerPath, argv, env: {}, onLine, onErrorLine: () => {} }, signal);
  if (signal.aborted) throw interrupted({ shown: "the model server" }, signal);
  if (exit.code !== 0) throw startError(exit, runnerPath);
  const { success, data } = ModelPlan.safeParse(parsed(said.join("\n")));
  if (success) return data;
  throw new ServerError({
    code: "plan-unreadable",
    at: runnerPath,
    fault: `it does not say what the models of ${profile} take of the memory`,
    remedy: "Install the runner of the same version as BioReview",
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no plan, then
  }
}

interface Command {
  readonly runnerPath: string;
  readonly argv: readonly string[];
  /** Besides the environment of this process, less its secrets. */
  readonly env: Environment;
  readonly onLine: (line: string) => void;
  readonly onErrorLine: (line: string) => void;
}

/** Runs the program; asks it to end where the signal aborts. */
async function runToEnd({ runnerPath, argv, env, onLine, onErrorLine }: Command, signal: AbortSignal): Promise<RunnerExit> {
  const child = spawn(process.execPath, [runnerPath, "--json-errors", ...argv], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...withoutSecrets(process.env), ...env },
    detached: true, // Ctrl-C reaches us alone: we say when it ends
  });
  const end = () => child.kill("SIGTERM");
  signal.addEventListener("abort", end, { once: true });
  const lastLines: string[] = [];
  createInterface({ input: child.stdout }).on("line", onLine);
  createInterface({ input: child.stderr }).on("line", (line) => {
    lastLines.push(line);
    if (lastLines.length > LINES_KEPT) lastLines.shift();
    onErrorLine(line);
  });
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
