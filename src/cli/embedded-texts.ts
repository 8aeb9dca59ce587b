/** The embeddings that `evaluate` and `postprocess` need: from a file that the user has, else from an embedder, whose answers are cached for the next run.
 *  Invariant: without either there is no score; nothing falls back to comparing words. */
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { EMBEDDING_MODELS, PROFILES } from "../../profiles/profiles.ts";
import { type CacheUse, cachedEmbeddings, type Embeddings, embedCached, readEmbeddings } from "../embeddings/index.ts";
import { SettingsError } from "../errors.ts";
import {
  connectEmbedder,
  locateRunner,
  parseEndpoint,
  type RunningServer,
  recordedWeights,
  startServer,
} from "../inference/index.ts";
import { embeddingCache, weightsFolder } from "../user-folders.ts";
import type { CommandRun } from "./terminal.ts";

export interface EmbeddingFlags {
  readonly embeddings?: string;
  readonly embedder?: string;
  readonly embedderEndpoint?: string;
  readonly models?: string;
  /** False where the cache is neither read nor written. */
  readonly cache: boolean;
}

export function withEmbeddingFlags(command: Command): Command {
  return withEmbedderFlags(command.addOption(embeddingsOption().conflicts("embedder")));
}

/** For what holds for one embedder only: a file of embeddings needs its name, by --embedder. */
export function withNamedEmbeddingFlags(command: Command): Command {
  return withEmbedderFlags(command.addOption(embeddingsOption("; --embedder says whose")));
}

function embeddingsOption(more = ""): Option {
  return new Option(
    "--embeddings <file>",
    `lines of {"text", "embedding"}: unit rows made before; then no model is needed${more}`,
  );
}

function withEmbedderFlags(command: Command): Command {
  return command
    .option(
      "--embedder <name>",
      `embed with this model: ${EMBEDDING_MODELS.map(({ id }) => id).join(" or ")}, or one of --endpoint`,
    )
    .option(
      "--embedder-endpoint <url>",
      "ask this OpenAI-compatible server for embeddings: http(s)://host[:port][/v1] or unix:/path.sock",
    )
    .option("--models <folder>", "where the started server finds its weights (default: its own)")
    .option("--no-cache", "do not keep embeddings on the disk, nor use those that were kept");
}

/** @param texts all that will be compared
 *  @throws SettingsError where neither a file nor an embedder is named; what the file's reader and the embedder throw */
export async function embedTexts(texts: ReadonlySet<string>, flags: EmbeddingFlags, run: CommandRun): Promise<Embeddings> {
  const { embeddings, embedder } = flags;
  const { terminal, progress, signal } = run;
  if (embeddings !== undefined) {
    const say = (lines: number) => {
      if (lines % 1000 === 0) progress.show("reading embeddings", `${lines} lines`);
    };
    return readEmbeddings(resolve(terminal.directory, embeddings), embeddings, texts, signal, say);
  }
  if (embedder !== undefined) return byEmbedder(embedder, { texts, flags, ...run });
  throw new SettingsError({
    code: "embedder-missing",
    at: "--embedder",
    fault: "concerns are compared by their embeddings, and neither --embeddings nor --embedder says where they come from",
    remedy: "Name a file with --embeddings, or a model with --embedder, such as --embedder specter2-base",
  });
}

interface EmbeddingRequest extends CommandRun {
  readonly texts: ReadonlySet<string>;
  readonly flags: EmbeddingFlags;
}

async function byEmbedder(name: string, request: EmbeddingRequest): Promise<Embeddings> {
  const cached = await withoutServer(name, request);
  if (cached !== undefined) return cached;
  const { texts, flags, terminal, progress, signal } = request;
  const server = await serverFor(name, request);
  try {
    const embedder = await connectEmbedder(server.endpoint, { name }, signal);
    const folder = flags.cache ? embeddingCache(terminal.env) : undefined;
    const say = (done: number, all: number) => progress.show("embedding", `${done} of ${all} texts`);
    const { embeddings, use } = await embedCached(texts, embedder, folder, say, signal);
    for (const line of cacheLines(use)) terminal.err(`bioreview: ${line}\n`);
    return embeddings;
  } finally {
    await server.stop();
  }
}

/** Where the cache has all, no server is started. One that runs elsewhere is asked all the same: it alone knows which weights it has. */
async function withoutServer(name: string, { texts, flags, terminal }: EmbeddingRequest): Promise<Embeddings | undefined> {
  if (!flags.cache || flags.embedderEndpoint !== undefined) return undefined;
  const sha256 = await recordedWeights(name, flags.models ?? weightsFolder(terminal.env));
  if (sha256 === undefined) return undefined;
  const cached = await cachedEmbeddings(texts, { name, sha256 }, embeddingCache(terminal.env));
  if (cached !== undefined) terminal.err(`bioreview: all ${texts.size} texts taken from the cache\n`);
  return cached;
}

type Server = Pick<RunningServer, "endpoint" | "stop">;

async function serverFor(name: string, { flags, terminal, progress, signal }: EmbeddingRequest): Promise<Server> {
  if (flags.embedderEndpoint !== undefined) {
    const endpoint = parseEndpoint(flags.embedderEndpoint, terminal.env);
    if (endpoint.leavesMachine) terminal.err(`bioreview: the concerns are sent to another machine: ${endpoint.shown}\n`);
    return { endpoint, async stop() {} };
  }
  const profile = PROFILES.find(({ embedding, matching }) => [embedding, matching].some((id) => id === name));
  if (profile === undefined)
    throw new SettingsError({
      code: "embedder-unknown",
      at: "--embedder",
      fault: `no model here is called ${JSON.stringify(name)}`,
      remedy: `Name one of ${EMBEDDING_MODELS.map(({ id }) => id).join(", ")}, or the server that has it`,
    });
  progress.show(`starting the model server for ${name}`);
  return startServer(
    {
      profile: profile.name,
      only: "embedding",
      embeddings: [name],
      runnerPath: locateRunner(terminal.program, terminal.env),
      models: flags.models,
      onLine: () => {}, // its last lines are part of the error, where it fails
    },
    signal,
  );
}

function cacheLines({ cached, embedded, notCached }: CacheUse): string[] {
  return [
    `${embedded} texts embedded${cached === 0 ? "" : `, ${cached} taken from the cache`}`,
    ...(notCached === undefined ? [] : [`the embeddings are not kept for the next run: ${notCached}`]),
  ];
}
