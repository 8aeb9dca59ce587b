/** A server from its first look at the weights to its last request.
 *  Invariant: it reports that it serves only when it can answer; however it ends, its socket's file goes with it. */
import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { ChatModel, EmbeddingModel } from "../../../profiles/profile.ts";
import { ChatRequest } from "../api.ts";
import type { Chat } from "../chat/chat-model.ts";
import type { Embedder } from "../embed/embedder.ts";
import { CannotServeError, withLibraries } from "../errors.ts";
import { servedDigest } from "../weights/adapter.ts";
import { verifiedDigests, verifiedWeights } from "../weights/verify.ts";
import { type Address, listen } from "./address.ts";
import { type ComputationChoice, type GpuChoice, threadsFor, usableCores } from "./compute.ts";
import { RequestQueue } from "./request-queue.ts";
import { createServer } from "./server.ts";
import { announcement, type Served, type State } from "./state.ts";
import { computationOf, describeKnown, type Known, placeHere, readTuning } from "./tuning-record.ts";

/** Milliseconds that a running answer has left when the server is asked to stop. */
const GRACE = 5_000;
/** Milliseconds between two looks at whether the running answer has ended. */
const GRACE_POLL = 50;

export interface ServeOptions {
  readonly profile: string;
  readonly chat: ChatModel | undefined;
  readonly embeddings: readonly EmbeddingModel[];
  readonly models: string;
  /** A LoRA that is laid over the base of `chat`; without it one that was registered is, where no merged file was. */
  readonly adapter: string | undefined;
  readonly address: Address;
  readonly token: string | undefined;
  readonly gpu: GpuChoice;
  /** By options; what was measured, else what is usual, decides the rest. */
  readonly chosen: ComputationChoice;
  /** Requests that are answered at once. */
  readonly parallel: number;
  /** Whether a record of what was measured is looked for. */
  readonly tuning: boolean;
  readonly contextTokens: number | undefined;
  readonly keptPrompts: number;
  readonly maxWaiting: number;
  /** Seconds without a token after which a generation is given up. */
  readonly stallTimeout: number;
}

export interface ServeDependencies {
  /** Gets one line when the server can answer. */
  readonly stdout: Writable;
  readonly log: (line: string) => void;
  /** What keeps CUDA from working on this machine; undefined where there is no card of it, or nothing does. */
  readonly cudaFault: () => Promise<string | undefined>;
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
  const queue = new RequestQueue(options.maxWaiting, dependencies.now, options.parallel);
  const end = new AbortController();
  const stuck = new AbortController();
  let state: State = { kind: "loading" };
  const { token } = options;
  const watchdog = { seconds: options.stallTimeout, stuck: () => stuck.abort(stuckError(options)) };
  const app = createServer({ ...dependencies, state: () => state, queue, token, end: end.signal, watchdog });
  const address = await listen(app, options.address, dependencies.uid);
  // Its library takes a tenth of a second, in which the weights are read.
  const loadingMetrics = withLibraries(() => import("./metrics.ts"));
  let served: Served | undefined;
  try {
    served = await load(options, dependencies);
    const { Metrics } = await loadingMetrics;
    for (const chat of [served.chat, served.base]) if (chat !== undefined) await warmUp(chat, dependencies);
    dependencies.signal.throwIfAborted();
    const metrics = new Metrics({ queue, served });
    state = { kind: "ok", ...served, metrics };
    dependencies.stdout.write(`${await announcement(served, address)}\n`);
    await aborted(AbortSignal.any([dependencies.signal, stuck.signal]));
    state = { kind: "stopping", ...served, metrics };
    stuck.signal.throwIfAborted();
    await untilIdle(queue, dependencies.now);
  } catch (error) {
    // Asked to stop while it loaded: nothing was promised to anybody yet.
    if (!dependencies.signal.aborted) throw error;
  } finally {
    end.abort(new Error("the server stops"));
    // A runtime that does not come back is not waited for: the process ends it.
    if (!stuck.signal.aborted) await untilIdle(queue, dependencies.now);
    await app.close();
    if (!stuck.signal.aborted) await dispose(served);
  }
}

async function dispose(served: Served | undefined): Promise<void> {
  await served?.chat?.dispose();
  for (const embedder of served?.embedders ?? []) await embedder.dispose();
}

function stuckError({ profile, stallTimeout }: ServeOptions): CannotServeError {
  return new CannotServeError({
    code: "runtime-stuck",
    at: profile,
    fault: `llama.cpp computed nothing for ${stallTimeout} s and does not come back, so that nobody can be answered any more`,
    remedy:
      "Start the server again, which a service does by itself; where it happens again look into the log of the GPU's driver (`dmesg`)",
  });
}

/** Words that fill more than the largest slice of a prompt. */
const WARM_UP = "warm ".repeat(700);

/** On a GPU a first, short answer before anybody waits for one: what the driver compiles for a card that the library has no code for, it compiles when it is first
 *  used, which takes minutes. */
export async function warmUp(chat: Chat, { log, signal }: Pick<ServeDependencies, "log" | "signal">): Promise<void> {
  if (chat.identity.device === "cpu") return;
  log("warming up; the first start on a new card compiles for it, which takes minutes");
  const { id: model, contextTokens } = chat.identity;
  const content = WARM_UP.slice(0, contextTokens);
  const request = ChatRequest.parse({ model, messages: [{ role: "user", content }], max_tokens: 2, seed: 1 });
  await (await chat.prepare(request)).run({ progress() {}, text() {} }, signal);
}

/** Only the runtime of what is served is loaded, and only once the weights are known to be right: each takes a second. */
async function load(options: ServeOptions, dependencies: ServeDependencies): Promise<Served> {
  const { models, profile, chosen, chat: entry } = options;
  const { signal, newId, log } = dependencies;
  const usualThreads = threadsFor(usableCores());
  const embedders: Embedder[] = [];
  for (const model of options.embeddings) {
    const digests = await verifiedDigests(models, model, profile, signal);
    const onnx = [...digests].find(([path]) => path.endsWith(".onnx"))?.[1];
    if (onnx === undefined) throw new Error(`profiles.ts names no ONNX file for ${model.id}`);
    const { loadEmbedder } = await withLibraries(() => import("../embed/onnx-embedder.ts"));
    embedders.push(await loadEmbedder(models, model, onnx, chosen.threads ?? usualThreads));
  }
  if (entry === undefined) return { chat: undefined, embedders };
  const { loadModel, serveLoaded } = await withLibraries(() => import("../chat/load-chat.ts"));
  const weights = await verifiedWeights(models, entry, profile, signal, options.adapter);
  const threads = chosen.threads ?? usualThreads;
  const loaded = await loadModel({ model: entry, weights, gpu: options.gpu, threads, log, signal });
  const { device, gpuLayers } = loaded.placement;
  const fault = options.gpu === "auto" && gpuLayers === 0 ? await dependencies.cudaFault() : undefined;
  if (fault !== undefined) log(`CUDA: ${fault}`);
  const here = placeHere(servedDigest(weights), device, loaded.llama.llamaCppRelease.release);
  const known: Known = options.tuning ? await readTuning(models, entry.id, here) : { kind: "nothing" };
  if (known.kind !== "nothing") log(toldOf(known, profile));
  const computation = computationOf(chosen, known, { threads: usualThreads, parallel: options.parallel });
  return { ...(await serveLoaded(loaded, { ...options, ...dependencies, ...computation, newPlaceholder: newId })), embedders };
}

function toldOf(known: Known, profile: string): string {
  const { detail, remedy } = describeKnown(known, profile);
  return remedy === undefined ? detail : `${detail}. ${remedy}`;
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
