/** `serve`: options → a running server. */
import { randomBytes, randomInt } from "node:crypto";
import { UsageError } from "../errors.ts";
import type { Address } from "../serve/address.ts";
import { type GpuChoice, threadsFor, usableCores } from "../serve/compute.ts";
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
  readonly port?: number;
  readonly tokenFile?: string;
  readonly models?: string;
  readonly gpu: GpuChoice;
  readonly threads?: number;
  readonly context?: number;
  readonly prefixCache: number | false;
  readonly maxWaiting: number;
  readonly exitWithStdin?: boolean;
}

export async function serveCommand(flags: ServeFlags, dependencies: Dependencies): Promise<void> {
  const options = await serveOptions(flags, dependencies);
  const { stdout, stderr, stop, structuredOutputWorker } = dependencies;
  await serve(options, {
    stdout,
    log: (line) => stderr.write(`${oneLine(line)}\n`),
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
  return {
    profile: profile.name,
    chat: flags.only === "embedding" ? undefined : chatModelOf(profile, flags.chat),
    embeddings: flags.only === "chat" ? [] : (flags.embedding?.map(embeddingModelNamed) ?? embeddingModelsOf(profile)),
    models: modelsFolder(flags.models, dependencies),
    address,
    token: address.kind === "port" ? await readToken(flags.tokenFile, dependencies.env) : undefined,
    gpu: flags.gpu,
    threads: flags.threads ?? threadsFor(usableCores()),
    contextTokens: flags.context,
    keptPrompts: flags.prefixCache === false ? 0 : flags.prefixCache,
    maxWaiting: flags.maxWaiting,
  };
}

function addressOf({ socket, port }: ServeFlags): Address {
  if (socket !== undefined) return { kind: "socket", path: socket };
  if (port !== undefined) return { kind: "port", port };
  throw new UsageError({
    code: "no-address",
    at: "serve",
    fault: "it was not told where to listen",
    remedy: "Give --socket PATH or --port NUMBER",
  });
}

/** Aborts when stdin ends: the process that started us went, or closed it. */
function ended({ stdin }: Dependencies): AbortSignal {
  const controller = new AbortController();
  const end = () => controller.abort(new Error("stdin ended"));
  stdin.once("end", end).once("close", end).once("error", end).resume();
  return controller.signal;
}
