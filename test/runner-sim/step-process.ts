/** One process of a step: its lines as the runner splits them, and its end, natural, cancelled or with the whole machine. */
import { type ChildProcess, spawn } from "node:child_process";
import { StringDecoder } from "node:string_decoder";
import { setTimeout as pause } from "node:timers/promises";
import type { Stream } from "./command-log.ts";
import { killAll, treeOf } from "./process-tree.ts";

/** Milliseconds that the runner waits after SIGINT, and then after SIGTERM. */
export interface Patience {
  readonly afterInterrupt: number;
  readonly afterTerminate: number;
}
const RUNNERS_PATIENCE: Patience = { afterInterrupt: 7_500, afterTerminate: 2_500 };
/** Milliseconds. The runner waits so long for streams that a child of the step holds open. */
const STREAMS_PATIENCE = 5_000;

export interface StepProcess {
  readonly node: string;
  readonly script: string;
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string, stream: Stream) => void;
  /** Somebody cancels the job. */
  readonly cancel?: AbortSignal | undefined;
  /** The machine goes: SIGKILL, at once. */
  readonly crash?: AbortSignal | undefined;
  readonly patience?: Patience | undefined;
}

export interface StepEnd {
  /** Null: a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What the runner had to send, in order. */
  readonly sent: readonly NodeJS.Signals[];
}

export async function runProcess({ node, script, directory, env, onLine, ...ending }: StepProcess): Promise<StepEnd> {
  const child = spawn(node, [script], { cwd: directory, env, stdio: ["ignore", "pipe", "pipe"] });
  const exited = new Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (exitCode, signal) => resolve({ exitCode, signal }));
  });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  readLines(child, "stdout", onLine);
  readLines(child, "stderr", onLine);
  const sent: NodeJS.Signals[] = [];
  const onCancel = () => void cancelProcess(child, exited, sent, ending.patience ?? RUNNERS_PATIENCE);
  const onCrash = () => killTree(child, sent);
  whenAborted(ending.cancel, onCancel);
  whenAborted(ending.crash, onCrash);
  const end = await exited;
  ending.cancel?.removeEventListener("abort", onCancel);
  ending.crash?.removeEventListener("abort", onCrash);
  await Promise.race([closed, pause(STREAMS_PATIENCE, undefined, { ref: false })]);
  child.stdout.destroy();
  child.stderr.destroy();
  return { ...end, sent };
}

function whenAborted(signal: AbortSignal | undefined, then: () => void): void {
  if (signal?.aborted) then();
  else signal?.addEventListener("abort", then, { once: true });
}

async function cancelProcess(child: ChildProcess, exited: Promise<unknown>, sent: NodeJS.Signals[], patience: Patience) {
  const steps = [
    { signal: "SIGINT", wait: patience.afterInterrupt },
    { signal: "SIGTERM", wait: patience.afterTerminate },
  ] as const;
  for (const { signal, wait } of steps) {
    sent.push(signal);
    child.kill(signal);
    const gone = await Promise.race([exited.then(() => true), pause(wait, false, { ref: false })]);
    if (gone) return;
  }
  killTree(child, sent);
}

function killTree(child: ChildProcess, sent: NodeJS.Signals[]): void {
  if (child.pid === undefined) return;
  sent.push("SIGKILL");
  killAll(treeOf(child.pid));
}

/** A line ends at a line feed, a carriage return, or both; what follows the last end is a line too. */
function readLines(child: ChildProcess, stream: Stream, onLine: StepProcess["onLine"]): void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  const take = (text: string, isLast: boolean) => {
    // A carriage return at the very end may be the first half of an end.
    const held = !isLast && text.endsWith("\r") ? "\r" : "";
    const lines = text.slice(0, text.length - held.length).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? "") + held;
    for (const line of lines) onLine(line, stream);
    if (isLast && rest !== "") onLine(rest, stream);
  };
  child[stream]?.on("data", (piece: Buffer) => take(rest + decoder.write(piece), false));
  child[stream]?.once("end", () => take(rest + decoder.end(), true));
}
