/** A server from its first look at the weights to its last request.
 *  Invariant: it reports that it serves only when it can answer; however it ends, its socket's file goes with it. */
import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { ChatModel, EmbeddingModel } from "../../../profiles/profile.ts";
import type { Embedder } from "../embed/embedder.ts";
import { withLibraries } from "../errors.ts";
import { verifiedDigests } from "../weights/verify.ts";
import { type Address, listen } from "./address.ts";
import type { GpuChoice } from "./compute.ts";
import { RequestQueue } from "./request-queue.ts";
import { createServer } from "./server.ts";
import { announcement, type Served, type State } from "./state.ts";

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
  readonly keptPrompts: number;
  readonly maxWaiting: number;
}

export interface ServeDependencies {
  /** Gets one line when the server can answer. */
  readonly stdout: Writable;
  readonly log: (line: string) => void;
  /** Aborts when the server is to stop. */
  readonly signal: AbortSignal;
  readonly uid: number | undefined;
  /** Milliseconds, from any point in time. */
  readonly now: () => number;
  /** Seconds since 1970. */
  readonly clock: () => number;
  readonly newId: () => string;
  readonly structuredOutputWorker: URL;
  readonly randomSeed: () => number;
}

/** Serves until the signal aborts. @throws RunnerError where it cannot */
export async function serve(options: ServeOptions, dependencies: ServeDependencies): Promise<void> {
  const queue = new RequestQueue(options.maxWaiting, dependencies.now);
  const end = new AbortController();
  let state: State = { kind: "loading" };
  const { token } = options;
  const app = createServer({ ...dependencies, state: () => state, queue, token, end: end.signal });
  const address = await listen(app, options.address, dependencies.uid);
  let served: Served | undefined;
  try {
    served = await load(options, dependencies);
    dependencies.signal.throwIfAborted();
    state = { kind: "ok", ...served };
    dependencies.stdout.write(`${await announcement(served, address)}\n`);
    await aborted(dependencies.signal);
    state = { kind: "stopping", ...served };
    await untilIdle(queue, dependencies.now);
  } catch (error) {
    // Asked to stop while it loaded: nothing was promised to anybody yet.
    if (!dependencies.signal.aborted) throw error;
  } finally {
    end.abort(new Error("the server stops"));
    await untilIdle(queue, dependencies.now);
    await app.close();
    await served?.chat?.dispose();
    for (const embedder of served?.embedders ?? []) await embedder.dispose();
  }
}

/** Only the runtime of what is served is loaded, and only once the weights are known to be right: each takes a second. */
async function load(options: ServeOptions, dependencies: ServeDependencies): Promise<Served> {
  const { models, profile, threads, chat: model } = options;
  const { signal, newId } = dependencies;
  const embedders: Embedder[] = [];
  for (const entry of options.embeddings) {
    const digests = await verifiedDigests(models, entry, profile, signal);
    const onnx = [...digests].find(([path]) => path.endsWith(".onnx"))?.[1];
    if (onnx === undefined) throw new Error(`profiles.ts names no ONNX file for ${entry.id}`);
    const { loadEmbedder } = await withLibraries(() => import("../embed/onnx-embedder.ts"));
    embedders.push(await loadEmbedder(models, entry, onnx, threads));
  }
  if (model === undefined) return { chat: undefined, embedders };
  const [sha256] = (await verifiedDigests(models, model, profile, signal)).values();
  if (sha256 === undefined) throw new Error(`profiles.ts names no file for ${model.id}`);
  const { loadChat } = await withLibraries(() => import("../chat/load-chat.ts"));
  return { chat: await loadChat({ ...options, ...dependencies, model, sha256, newPlaceholder: newId }), embedders };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Waits until nobody is served any more, at most for the grace. */
async function untilIdle(queue: RequestQueue, now: () => number): Promise<void> {
  const began = now();
  while (queue.running > 0 && now() - began < GRACE) await sleep(GRACE_POLL);
}
