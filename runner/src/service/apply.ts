/** Does what a plan says, and asks systemd and the server how they are. Stops at the first step that fails. */
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { CannotServeError, errnoOf, InterruptedError, UsageError } from "../errors.ts";
import { writeAtomically } from "../weights/files.ts";
import { runProgram } from "../weights/wheel.ts";
import { type Step, systemctl } from "./plan.ts";
import type { Scope } from "./unit.ts";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}
/** Runs a command to its end. @returns code 127 where there is no such program */
export type Run = (argv: readonly [string, ...string[]]) => Promise<Ran>;

export const runCommand: Run = async ([command, ...args]) => {
  const { status, stdout, stderr } = await runProgram(command, args);
  return status === undefined
    ? { code: 127, stdout, stderr: `${command}: there is no such program` }
    : { code: status, stdout, stderr };
};

/** @throws CannotServeError where systemd refuses, UsageError where a file may not be written */
export async function applyPlan(steps: readonly Step[], run: Run): Promise<void> {
  for (const step of steps) {
    try {
      await applyStep(step, run);
    } catch (cause) {
      if (errnoOf(cause) !== "EACCES" && errnoOf(cause) !== "EPERM" && errnoOf(cause) !== "EROFS") throw cause;
      throw new UsageError({
        code: "not-permitted",
        at: step.kind === "run" ? step.argv.join(" ") : step.path,
        fault: "this user may not write there",
        remedy: "Run it with sudo, or install a service of yours with --user",
        cause,
      });
    }
  }
}

async function applyStep(step: Step, run: Run): Promise<void> {
  switch (step.kind) {
    case "folder":
      await mkdir(step.path, { recursive: true, mode: step.mode });
      return;
    case "write":
      await writeAtomically(step.path, async (unfinished) => {
        await writeFile(unfinished, step.text);
        await chmod(unfinished, 0o644);
      });
      return;
    case "remove":
      await rm(step.path, { force: true });
      return;
    case "run": {
      const { code, stderr, stdout } = await run(step.argv);
      if (code === 0 || step.mayFail) return;
      throw new CannotServeError({
        code: "systemd-refused",
        at: step.argv.join(" "),
        fault: `it ended with ${code} (${(stderr || stdout).trim().split("\n").at(-1) ?? "and said nothing"})`,
        remedy: "Mend what it says, then run this again: what is done already is not done twice",
      });
    }
  }
}

export async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** What /health says; undefined where nobody answers. */
export interface Health {
  readonly status: string;
  readonly [field: string]: unknown;
}

/** @param address `unix:PATH` or `http://HOST:PORT` */
export function healthOf(address: string): Promise<Health | undefined> {
  const where = address.startsWith("unix:") ? { socketPath: address.slice("unix:".length) } : hostOf(new URL(address));
  return new Promise((resolve) => {
    const asked = request({ ...where, path: "/health", agent: false, timeout: HEALTH_WITHIN }, (reply) => {
      let text = "";
      reply.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      reply.once("end", () => resolve(healthIn(text)));
      reply.once("error", () => resolve(undefined));
    });
    asked.once("timeout", () => asked.destroy());
    asked.once("error", () => resolve(undefined));
    asked.end();
  });
}
function hostOf({ hostname, port }: URL) {
  return { host: hostname, port: port === "" ? 80 : Number(port) };
}
/** Milliseconds: a server answers within a slice of a prompt. */
const HEALTH_WITHIN = 30_000;

function healthIn(text: string): Health | undefined {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === "object" && found !== null && "status" in found
      ? { ...found, status: String(found.status) }
      : undefined;
  } catch {
    return undefined;
  }
}

/** How systemd sees a unit, such as `{ ActiveState: "active", SubState: "running", NRestarts: "0" }`. */
export async function unitState(scope: Scope, unit: string, run: Run): Promise<Readonly<Record<string, string>>> {
  const properties = "ActiveState,SubState,Result,ExecMainStatus,NRestarts,ActiveEnterTimestamp,UnitFileState";
  const { stdout } = await run(systemctl(scope, "show", unit, `--property=${properties}`));
  return Object.fromEntries(
    stdout
      .split("\n")
      .flatMap((line) => (line.includes("=") ? [[line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]] : [])),
  );
}

/** Seconds: ten gigabytes of weights from a slow disk, their digest, and what a driver compiles at the first start. */
const SERVES_WITHIN = 1800;

/** Waits until a service answers that it is ready.
 *  @throws CannotServeError with its last lines where it ended instead */
export async function untilItServes(
  { scope, unit, socket }: { readonly scope: Scope; readonly unit: string; readonly socket: string },
  { run, signal, now }: { readonly run: Run; readonly signal: AbortSignal; readonly now: () => number },
): Promise<Health> {
  const began = now();
  for (;;) {
    const health = await healthOf(`unix:${socket}`);
    if (health?.status === "ok") return health;
    const { ActiveState = "unknown", Result, ExecMainStatus } = await unitState(scope, unit, run);
    if (signal.aborted) throw new InterruptedError(unit, "The service goes on; `bioreview-runner status` says how it is");
    const isOver = ActiveState === "failed" || ActiveState === "inactive";
    if (!isOver && now() - began < SERVES_WITHIN * 1000) {
      await sleep(500);
      continue;
    }
    const { stdout } = await run(["journalctl", ...(scope === "user" ? ["--user"] : []), "-u", unit, "-n", "3", "-o", "cat"]);
    const words = stdout.trim().split("\n").join(" · ");
    throw new CannotServeError({
      code: "service-not-started",
      at: unit,
      fault: isOver
        ? `it ended before it served (${Result ?? "no result"}, exit code ${ExecMainStatus ?? "unknown"}${words === "" ? "" : `; it said: ${words}`})`
        : `it did not serve within ${SERVES_WITHIN} s`,
      remedy: "Mend what it says; `bioreview-runner logs` has all of it",
    });
  }
}
