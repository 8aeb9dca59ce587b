/** `serve`: options → a running server. */
import { randomBytes, randomInt } from "node:crypto";
import { UsageError, withLibraries } from "../errors.ts";
import { type Address, isLoopback, LOOPBACK } from "../serve/address.ts";
import type { GpuChoice } from "../serve/compute.ts";
import { type ServeOptions, serve } from "../serve/serve.ts";
import { readToken } from "../serve/token.ts";
import { chatModelOf, embeddingModelNamed, embeddingModelsOf, profileNamed } from "../weights/catalogue.ts";
import { type Dependencies, modelsFolder, oneLine } from "./dependencies.ts";

export interface ServeFlags {
  readonly profile: string;
  readonly chat?: string;
  readonly embedding?: readonly string[];
  readonly only?: "chat" | "embedding";
  readonly socket?: string;
  readonly socketGroup?: string;
  readonly port?: number;
  readonly host?: string;
  readonly tokenFile?: string;
  readonly models?: string;
  readonly adapter?: string;
  readonly gpu: GpuChoice;
  readonly threads?: number;
  readonly context?: number;
  readonly batchSize?: number;
  readonly flashAttention?: "on" | "off";
  readonly tuning: boolean;
  readonly parallel: number;
  readonly prefixCache?: number | false;
  readonly maxWaiting: number;
  readonly stallTimeout: number;
  readonly exitWithStdin?: boolean;
}

export async function serveCommand(flags: ServeFlags, dependencies: Dependencies): Promise<void> {
  const options = await serveOptions(flags, dependencies);
  const { stdout, stderr, stop, structuredOutputWorker } = dependencies;
  const log = (line: string) => void stderr.write(`${oneLine(line)}\n`);
  const { address } = options;
  if (address.kind === "port" && !isLoopback(address.host))
    log(
      `other machines can reach ${address.host}:${address.port}, and what they send and get is not encrypted; put a proxy with TLS before it`,
    );
  await serve(options, {
    stdout,
    log,
    cudaFault: async () => (await withLibraries(() => import("./examine.ts"))).cudaFault(),
    signal: flags.exitWithStdin ? AbortSignal.any([stop, ended(dependencies)]) : stop,
    uid: process.getuid?.(),
    now: () => performance.now(),
    clock: () => Math.floor(Date.now() / 1000),
    newId: () => randomBytes(16).toString("hex"),
    structuredOutputWorker,
    randomSeed: () => randomInt(2 ** 32),
  });
}

async function serveOptions(flags: ServeFlags, dependencies: Dependencies): Promise<ServeOptions> {
  const profile = profileNamed(flags.profile);
  const address = addressOf(flags);
  if (flags.adapter !== undefined && flags.only === "embedding") throw onlyWith("--adapter", "--only chat");
  return {
    profile: profile.name,
    chat: flags.only === "embedding" ? undefined : chatModelOf(profile, flags.chat),
    embeddings: flags.only === "chat" ? [] : (flags.embedding?.map(embeddingModelNamed) ?? embeddingModelsOf(profile)),
    models: modelsFolder(flags.models, dependencies),
    adapter: flags.adapter,
    address,
    token: address.kind === "port" ? await readToken(flags.tokenFile, dependencies.env) : undefined,
    gpu: flags.gpu,
    chosen: {
      threads: flags.threads,
      batchTokens: flags.batchSize,
      flashAttention: flags.flashAttention === undefined ? undefined : flags.flashAttention === "on",
    },
    parallel: flags.parallel,
    tuning: flags.tuning,
    contextTokens: flags.context,
    keptPrompts: flags.prefixCache === false ? 0 : (flags.prefixCache ?? flags.parallel),
    maxWaiting: flags.maxWaiting,
    stallTimeout: flags.stallTimeout,
  };
}

function addressOf({ socket, socketGroup, port, host = LOOPBACK }: ServeFlags): Address {
  if (socketGroup !== undefined && socket === undefined) throw onlyWith("--socket-group", "--socket");
  if (host !== LOOPBACK && port === undefined) throw onlyWith("--host", "--port");
  if (socket !== undefined) return { kind: "socket", path: socket, group: socketGroup };
  if (port !== undefined) return { kind: "port", port, host };
  throw new UsageError({
    code: "no-address",
    at: "serve",
    fault: "it was not told where to listen",
    remedy: "Give --socket PATH or --port NUMBER",
  });
}

function onlyWith(option: string, other: string): UsageError {
  return new UsageError({
    code: "usage",
    at: option,
    fault: `it says something of ${other}, which is not given`,
    remedy: `Add ${other}, or leave it out`,
  });
}

/** Aborts when stdin ends: the process that started us went, or closed it. */
function ended({ stdin }: Dependencies): AbortSignal {
  const controller = new AbortController();
  const end = () => controller.abort(new Error("stdin ended"));
  stdin.once("end", end).once("close", end).once("error", end).resume();
  return controller.signal;
}
