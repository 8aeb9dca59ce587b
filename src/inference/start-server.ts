/** A model server for one job. Invariant: it ends with us, however we end: it listens to the end of a pipe that only we hold, and `stop` waits until
 *  the process and its socket are gone. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { Agent, request } from "undici";
import { messageOf, ServerError } from "../errors.ts";
import { type Endpoint, LONGEST_SOCKET_PATH, socketEndpoint } from "./endpoint.ts";
import { exitReason, LINES_KEPT, optional, type RunnerExit, startError, withoutSecrets } from "./local-runner.ts";
import { interrupted } from "./transport.ts";

export interface ServerOptions {
  readonly profile: string;
  /** The chat model to serve, of a profile that has several. */
  readonly chat?: string | undefined;
  /** Only one half of the profile. */
  readonly only?: "chat" | "embedding" | undefined;
  /** The embedders to serve; undefined: the profile's. */
  readonly embeddings?: readonly string[] | undefined;
  /** Of the program, as `locateRunner` finds it. */
  readonly runnerPath: string;
  /** The folder of the weights, where it is not the usual one. */
  readonly models?: string | undefined;
  readonly gpu?: string | undefined;
  readonly threads?: number | undefined;
  /** Each line that the server writes, of either stream; it is foreign text. */
  readonly onLine: (line: string) => void;
  /** Seconds until it has to serve. */
  readonly startWithin?: number;
}

export interface RunningServer extends AsyncDisposable {
  readonly endpoint: Endpoint;
  /** Ends the server and waits until nothing is left of it; may be called again. */
  stop(): Promise<void>;
}

/** Seconds. Ten gigabytes of weights from a slow network disk at 20 MB/s, and their digest. */
const START_WITHIN = 900;
/** Seconds that a server which was asked to end has for it, before it is killed. */
const END_WITHIN = 10;
/** Seconds between two looks whether it serves already. */
const LOOK_EVERY = 0.1;
/** Seconds after a broken connection within which the system has told us that the process ended. */
const EXIT_WITHIN = 2;

/** Starts the server and waits until it serves.
 *  @throws ModelsError where weights are missing or damaged, SettingsError for an unknown profile, ServerError where it cannot serve: in its own words
 *  @throws InterruptedError where `signal` was aborted; then nothing of the server is left */
export async function startServer(options: ServerOptions, signal: AbortSignal): Promise<RunningServer> {
  const folder = makeSocketFolder();
  const endpoint = socketEndpoint(folder.socketPath);
  if (signal.aborted) {
    folder.remove();
    throw interrupted(endpoint, signal);
  }
  const server = spawnServer(options, folder);
  try {
    await untilItServes(server, options, endpoint, signal);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    endpoint: { ...endpoint, shown: "the model server that was started for this job", exitReason: () => exitReasonOf(server) },
    stop: server.stop,
    [Symbol.asyncDispose]: server.stop,
  };
}

interface ServerProcess {
  /** Resolves when the process is gone and all that it wrote has been read. */
  readonly ended: Promise<RunnerExit>;
  stop(): Promise<void>;
}

function spawnServer(options: ServerOptions, folder: SocketFolder): ServerProcess {
  const child = spawn(process.execPath, [options.runnerPath, ...argumentsFor(options, folder.socketPath)], {
    stdio: ["pipe", "pipe", "pipe"],
    detached: true, // Ctrl-C reaches us alone: we say when it ends
    env: withoutSecrets(process.env),
  });
  const lastLines: string[] = [];
  const onErrorLine = (line: string) => {
    lastLines.push(line);
    if (lastLines.length > LINES_KEPT) lastLines.shift();
    options.onLine(line);
  };
  createInterface({ input: child.stdout }).on("line", options.onLine);
  createInterface({ input: child.stderr }).on("line", onErrorLine);
  child.stdin.on("error", () => {}); // the pipe of a process that is gone; `ended` reports its end
  const ended = new Promise<RunnerExit>((resolve) => {
    child.once("error", (error) => resolve({ code: null, signal: null, lastLines: [error.message] }));
    child.once("close", (code, signal) => resolve({ code, signal, lastLines }));
  }).finally(folder.remove);
  let stopping: Promise<void> | undefined;
  return {
    ended,
    stop() {
      stopping ??= end(child, ended);
      return stopping;
    },
  };
}

function argumentsFor(
  { profile, chat, only, embeddings = [], models, gpu, threads }: ServerOptions,
  socketPath: string,
): string[] {
  return [
    ...["--json-errors", "serve", "--profile", profile, "--socket", socketPath, "--exit-with-stdin"],
    ...optional("--chat", chat),
    ...optional("--only", only),
    ...embeddings.flatMap((id) => ["--embedding", id]),
    ...optional("--models", models),
    ...optional("--gpu", gpu),
    ...optional("--threads", threads),
  ];
}

async function end(child: ChildProcess, ended: Promise<RunnerExit>): Promise<void> {
  child.stdin?.end();
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), END_WITHIN * 1000);
  await ended;
  clearTimeout(timer);
}

async function untilItServes(
  server: ServerProcess,
  options: ServerOptions,
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<void> {
  const limit = AbortSignal.timeout((options.startWithin ?? START_WITHIN) * 1000);
  const either = AbortSignal.any([signal, limit]);
  const dispatcher = new Agent({ connect: { socketPath: endpoint.socketPath ?? "" } });
  try {
    while (!(await serves(dispatcher, either))) {
      const exit = await Promise.race([server.ended, pause(LOOK_EVERY * 1000, undefined)]);
      if (signal.aborted) throw interrupted(endpoint, signal);
      if (exit !== undefined) throw startError(exit, options.runnerPath);
      if (limit.aborted) throw notInTime(options);
    }
  } finally {
    await dispatcher.destroy();
  }
}

/** Whether /health says ok. No connection, a broken one and a server that still loads are all "not yet": the process's end tells the rest. */
async function serves(dispatcher: Agent, signal: AbortSignal): Promise<boolean> {
  try {
    const { statusCode, body } = await request("http://localhost/health", { dispatcher, signal });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}

function notInTime({ profile, runnerPath, startWithin }: ServerOptions): ServerError {
  return new ServerError({
    code: "server-start-too-slow",
    at: runnerPath,
    fault: `the model server for ${profile} did not serve within ${startWithin ?? START_WITHIN} s`,
    remedy: "Put the weights on a faster disk, or start the server yourself and name it with --endpoint",
  });
}

async function exitReasonOf(server: ServerProcess): Promise<string | undefined> {
  const exit = await Promise.race([server.ended, pause(EXIT_WITHIN * 1000, undefined, { ref: false })]);
  return exit === undefined ? undefined : exitReason(exit);
}

interface SocketFolder {
  readonly socketPath: string;
  /** Takes the folder away, however often it is called. */
  remove(): void;
}

/** A fresh folder for one server's socket: accessible to this user alone, and its path is short enough for a socket.
 *  @param candidates folders to make it in, the best first
 *  @throws ServerError where none of them will do */
export function makeSocketFolder(candidates: readonly (string | undefined)[] = socketParents()): SocketFolder {
  const tried: string[] = [];
  for (const parent of candidates) {
    if (parent === undefined || parent === "") continue;
    const stem = join(parent, "bioreview-");
    if (Buffer.byteLength(`${stem}XXXXXX/s.sock`) > LONGEST_SOCKET_PATH) {
      tried.push(`${parent} is too long a path`);
      continue;
    }
    try {
      const folder = mkdtempSync(stem); // mode 0700
      const remove = () => rmSync(folder, { recursive: true, force: true });
      process.once("exit", remove); // at exit, where nothing asynchronous runs any more
      return {
        socketPath: join(folder, "s.sock"),
        remove() {
          process.off("exit", remove);
          remove();
        },
      };
    } catch (error) {
      tried.push(messageOf(error));
    }
  }
  throw new ServerError({
    code: "no-place-for-socket",
    at: "the model server's socket",
    fault: `no folder can hold it: ${tried.join("; ")}`,
    remedy: "Set TMPDIR to a folder with a short path that you may write to",
  });
}

function socketParents(): (string | undefined)[] {
  const { XDG_RUNTIME_DIR } = process.env;
  return [XDG_RUNTIME_DIR, tmpdir(), "/tmp"];
}
