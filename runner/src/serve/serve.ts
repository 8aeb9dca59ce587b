/** A server from its first look at the weights to its last request.
 *  Invariant: it says that it serves only when it can answer; however it ends, its socket's file goes with it. */
import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { ChatModel, EmbeddingModel } from "../../../profiles/profile.ts";
import type { LlamaChat } from "../chat/llama-chat.ts";
import { loadChat } from "../chat/load-chat.ts";
import type { Embedder } from "../embed/embedder.ts";
import { loadEmbedder } from "../embed/onnx-embedder.ts";
import { verified } from "../weights/verify.ts";
import { type Address, listen } from "./address.ts";
import { announcement } from "./announcement.ts";
import type { GpuChoice } from "./gpu-choice.ts";
import { Line } from "./line.ts";
import { createServer } from "./server.ts";
import type { Served, State } from "./state.ts";

/** Milliseconds that a running answer has left when the server is asked to stop. */
const GRACE = 5_000;
/** Milliseconds between two looks at whether the running answer has ended. */
const GRACE_POLL = 50;

export interface ServeOptions {
  readonly profile: string;
  readonly chat: ChatModel | undefined;
  readonly embeddings: readonly EmbeddingModel[];
  readonly models: string;
  readonly address: Address;
  readonly token: string | undefined;
  readonly gpu: GpuChoice;
  readonly threads: number;
  readonly contextTokens: number | undefined;
  readonly maxWaiting: number;
}

export interface ServePorts {
  /** Gets one line when the server can answer. */
  readonly stdout: Writable;
  readonly log: (line: string) => void;
  /** Aborts when the server is to stop. */
  readonly stop: AbortSignal;
  readonly uid: number | undefined;
  /** Milliseconds, from any point in time. */
  readonly now: () => number;
  /** Seconds since 1970. */
  readonly clock: () => number;
  readonly newId: () => string;
  readonly randomSeed: () => number;
}

/** Serves until `stop`. @throws RunnerError where it cannot */
export async function serve(options: ServeOptions, ports: ServePorts): Promise<void> {
  const line = new Line(options.maxWaiting);
  const end = new AbortController();
  let state: State = { kind: "loading" };
  const { token } = options;
  const app = createServer({ ...ports, state: () => state, line, token, end: end.signal });
  const address = await listen(app, options.address, ports.uid);
  let served: Served | undefined;
  try {
    served = await load(options, ports);
    ports.stop.throwIfAborted();
    state = { kind: "ok", ...served };
    ports.stdout.write(`${await announcement(served, address)}\n`);
    await aborted(ports.stop);
    state = { kind: "stopping", ...served };
    await emptied(line, ports.now);
  } catch (error) {
    // Asked to stop while it loaded: nothing was promised to anybody yet.
    if (!ports.stop.aborted) throw error;
  } finally {
    end.abort(new Error("the server stops"));
    await emptied(line, ports.now);
    await app.close();
    await served?.chat?.dispose();
    for (const embedder of served?.embedders ?? []) await embedder.dispose();
  }
}

async function load(options: ServeOptions, ports: ServePorts): Promise<Served> {
  const { models, profile, threads } = options;
  let chat: LlamaChat | undefined;
  const embedders: Embedder[] = [];
  for (const entry of options.embeddings) {
    const digests = await verified(models, entry, profile, ports.stop);
    const onnx = [...digests].find(([path]) => path.endsWith(".onnx"))?.[1];
    if (onnx === undefined) throw new Error(`profiles.ts names no ONNX file for ${entry.id}`);
    embedders.push(await loadEmbedder(models, entry, onnx, threads));
  }
  if (options.chat !== undefined) {
    const model = options.chat;
    const [sha256] = (await verified(models, model, profile, ports.stop)).values();
    if (sha256 === undefined) throw new Error(`profiles.ts names no file for ${model.id}`);
    const { gpu, contextTokens } = options;
    const { log, now, randomSeed, newId } = ports;
    chat = await loadChat({
      model,
      models,
      sha256,
      gpu,
      threads,
      contextTokens,
      log,
      now,
      randomSeed,
      unguessable: newId,
      signal: ports.stop,
    });
  }
  return { chat, embedders };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Waits until nobody is served any more, at most for the grace. */
async function emptied(line: Line, now: () => number): Promise<void> {
  const began = now();
  while (line.running > 0 && now() - began < GRACE) await sleep(GRACE_POLL);
}
