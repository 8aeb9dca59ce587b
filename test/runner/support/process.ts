/** The built runner as a real process. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll } from "vitest";

const RUNNER = join(import.meta.dirname, "../../../runner/dist/bioreview-runner.js");

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  /** The first line on stdout. @throws Error with stderr where the process ends without one */
  readonly firstLine: Promise<string>;
  readonly ended: Promise<Ended>;
}

const started = new Set<ChildProcess>();
afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
});

/** @param as a command that runs the one after it, such as one that acts as another user */
export function start(args: readonly string[], env: NodeJS.ProcessEnv = {}, as: readonly string[] = []): Started {
  const [command = "", ...before] = [...as, process.execPath];
  const child = spawn(command, [...before, RUNNER, ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  started.add(child);
  let stdout = "";
  let stderr = "";
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code, signal) => {
      started.delete(child);
      resolve({ code, signal, stdout, stderr });
    });
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      const end = stdout.indexOf("\n");
      if (end >= 0) resolve(stdout.slice(0, end));
    });
    child.on("close", () => reject(new Error(`it ended without a line: ${stderr}`)));
  });
  firstLine.catch(() => {}); // a test that expects no line looks at `ended`
  return { child, firstLine, ended };
}

/** The error of a run with --json-errors. */
export function errorOf({ stderr }: Ended): { code: string; at: string; fault: string; remedy: string } {
  return JSON.parse(stderr.trim().split("\n").at(-1) ?? "").error;
}
