/** Our own model server with the small model, as a machine's owner keeps it running. Invariant: it ends with the tests, however they end. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { MODELS, RUNNER } from "./smoke-model.ts";

/** Of what it writes, enough to say why it did not start. */
const LINES_KEPT = 20;

/** Starts it and waits until it can answer. @throws Error with its last words where it ends before */
export async function startService(socket: string): Promise<AsyncDisposable> {
  const flags = ["--profile", "smoke", "--socket", socket, "--models", MODELS, "--gpu", "off", "--threads", "1"];
  const child = spawn(process.execPath, [RUNNER, "serve", ...flags, "--exit-with-stdin"], { stdio: ["pipe", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const words: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => words.push(line));
  const serves = new Promise<void>((resolve) => createInterface({ input: child.stdout }).once("line", () => resolve()));
  const outcome = await Promise.race([serves.then(() => "serves"), ended.then(() => "ended")]);
  if (outcome === "ended") throw new Error(`the model server did not start: ${words.slice(-LINES_KEPT).join("\n")}`);
  return {
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await ended;
    },
  };
}
