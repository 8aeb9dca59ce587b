/** The routes of docs/server-api.md. Start reading at `createServer`; what happens to a request for an answer is in
 *  chat-completion.ts. */

import { createHash, timingSafeEqual } from "node:crypto";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { ApiError, asApiError, ChatRequest, CompletionRequest, checked, EmbeddingsRequest } from "../api.ts";
import { type Chat, keptBy } from "../chat/chat-model.ts";
import type { Embedder } from "../embed/embedder.ts";
import { VERSION } from "../version.ts";
import { answer } from "./chat-completion.ts";
import type { Metrics, Outcome, Route } from "./metrics.ts";
import { clientGone, type Served, type ServerOptions, type State } from "./state.ts";

/** Bytes of a request at most: 2,048 texts of 8,000 characters each. */
const BODY_LIMIT = 16 * 1024 * 1024;

export type App = FastifyInstance;

export function createServer(options: ServerOptions): App {
  const app = Fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true, logger: false });
  const created = options.clock();
  app.addHook("onRequest", async (request) => {
    if (request.url !== "/health") assertToken(request, options.token);
  });
  app.setErrorHandler((error, _request, reply) => fail(error, reply, options.log));
  app.setNotFoundHandler((request) => {
    throw new ApiError("not_found", `there is no ${request.method} ${request.url.split("?")[0]}`);
  });

  app.get("/health", async (_request, reply) => {
    const state = options.state();
    const { chat, base, embeddings, kept_prompts } = servedOf(state);
    reply.code(state.kind === "ok" ? 200 : 503);
    return {
      status: state.kind,
      version: VERSION,
      chat,
      base,
      embeddings,
      kept_prompts,
      running: options.queue.running,
      waiting: options.queue.waiting,
    };
  });

  const models = () => {
    const served = servedModels(options.state());
    const about = [...chatsOf(served).map(chatMeta), ...served.embedders.map(embeddingMeta)];
    return about.map(({ id, meta }) => ({ id, object: "model", created, owned_by: "bioreview-runner", meta }));
  };
  app.get("/v1/models", async () => ({ object: "list", data: models() }));
  app.get<{ Params: { "*": string } }>("/v1/models/*", async ({ params: { "*": name } }) => {
    const model = models().find(({ id }) => id === name);
    if (model === undefined)
      throw noSuchModel(
        "model",
        name,
        models().map(({ id }) => id),
      );
    return model;
  });

  for (const [route, schema] of [
    ["/v1/chat/completions", ChatRequest],
    ["/v1/completions", CompletionRequest],
  ] as const) {
    app.post(route, async (request, reply) => {
      const served = servedModels(options.state());
      const { metrics } = served;
      const { body, chat } = refusalsCounted(metrics, route === "/v1/completions" ? "completions" : "chat", () => {
        const body = checked<typeof schema>(schema, request.body);
        return { body, chat: findModel(body.model, chatsOf(served), "chat", knownIds(served)) };
      });
      await answer({ chat, metrics }, body, reply, options);
      return reply;
    });
  }

  app.post("/v1/embeddings", async (request, reply) => {
    const served = servedModels(options.state());
    const { metrics } = served;
    const { body, embedder } = refusalsCounted(metrics, "embeddings", () => {
      const body = checked(EmbeddingsRequest, request.body);
      return { body, embedder: findModel(body.model, served.embedders, "embedding", knownIds(served)) };
    });
    const came = options.now();
    const ended = (outcome: Outcome) => metrics.ended("embeddings", outcome, (options.now() - came) / 1000);
    const signal = AbortSignal.any([options.end, clientGone(reply)]);
    try {
      const embedded = await answerEmbeddings(embedder, body, signal);
      metrics.embedded(body.input.length, embedded.usage.total_tokens);
      ended("embedded");
      return embedded;
    } catch (error) {
      ended(signal.aborted ? "cancelled" : error instanceof ApiError && error.status < 500 ? "refused" : "failed");
      throw error;
    }
  });

  app.get("/metrics", async (_request, reply) => {
    const { metrics } = servedModels(options.state());
    reply.type(metrics.contentType);
    return await metrics.text();
  });
  return app;
}

/** @throws what `check` throws, counted */
function refusalsCounted<Result>(metrics: Metrics, route: Route, check: () => Result): Result {
  try {
    return check();
  } catch (error) {
    metrics.ended(route, "refused", 0);
    throw error;
  }
}

async function answerEmbeddings(
  embedder: Embedder,
  { input, encoding_format, dimensions = embedder.identity.dimensions }: EmbeddingsRequest,
  signal: AbortSignal,
) {
  if (dimensions !== embedder.identity.dimensions) {
    const message = `dimensions: only ${embedder.identity.dimensions}; ${embedder.identity.id} was not trained so that a part of its rows could stand alone`;
    throw new ApiError("invalid_request", message, "dimensions");
  }
  const { embeddings, tokens, truncated } = await embedder.embed(input, signal);
  return {
    object: "list",
    data: embeddings.map((embedding, index) => ({
      object: "embedding",
      index,
      embedding: encoding_format === "float" ? [...embedding] : base64(embedding),
    })),
    model: embedder.identity.id,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
    truncated,
  };
}

function base64({ buffer, byteOffset, byteLength }: Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}

function assertToken({ headers }: FastifyRequest, token: string | undefined): void {
  if (token === undefined) return;
  // Digests are of one length, as the comparison in constant time wants.
  const digest = (text: string) => createHash("sha256").update(text).digest();
  if (timingSafeEqual(digest(headers.authorization ?? ""), digest(`Bearer ${token}`))) return;
  throw new ApiError("unauthorized", "send the runner's token as `Authorization: Bearer TOKEN`");
}

function servedModels(state: State): Extract<State, { kind: "ok" }> {
  switch (state.kind) {
    case "ok":
      return state;
    case "loading":
      throw new ApiError("loading", "the weights are being read; ask again when /health answers 200");
    case "stopping":
      throw new ApiError("stopping", "the server is stopping and takes no more requests");
  }
}

function findModel<Thing extends Chat | Embedder>(
  name: string,
  things: readonly Thing[],
  kind: string,
  known: readonly string[],
): Thing {
  const thing = things.find(({ identity }) => identity.id === name);
  if (thing !== undefined) return thing;
  throw noSuchModel(`${kind} model`, name, known);
}

function noSuchModel(kind: string, name: string, known: readonly string[]): ApiError {
  const message = `no ${kind} of the name ${JSON.stringify(name)}; served are ${known.join(", ")}`;
  return new ApiError("model_not_found", message, "model");
}

/** The one that reviews comes first. */
function chatsOf({ chat, base }: Served): Chat[] {
  return [chat, base].filter((one) => one !== undefined);
}

function knownIds(served: Served): string[] {
  return [...chatsOf(served), ...served.embedders].map(({ identity }) => identity.id);
}

function servedOf(state: State) {
  if (state.kind === "loading") return { chat: null, base: null, kept_prompts: null, embeddings: [] };
  return {
    chat: state.chat?.identity.id ?? null,
    base: state.base?.identity.id ?? null,
    kept_prompts: state.chat === undefined ? null : keptBy(chatsOf(state)),
    embeddings: state.embedders.map(({ identity }) => identity.id),
  };
}

function chatMeta({ identity }: Chat) {
  const { id, title, file, sha256, quantisation, device, contextTokens, threads, batchTokens, parallel, settings } = identity;
  const { adapter, baseOf, gpuLayers, layers, why, bytes, flashAttention } = identity;
  const placed = { gpu_layers: gpuLayers, layers, device_because: why };
  const takes = bytes && { weights_bytes: bytes.weights, context_bytes: bytes.context };
  const computed = {
    threads,
    batch_tokens: batchTokens,
    flash_attention: flashAttention,
    parallel,
    ...(settings !== undefined && { settings }),
  };
  const laidOver = adapter && {
    adapter: { file: adapter.file, sha256: adapter.sha256, base: adapter.base, base_sha256: adapter.baseSha256 },
  };
  const meta = { kind: "chat", title, file, sha256, quantisation, device, ...placed, context_tokens: contextTokens, ...computed };
  return { id, meta: { ...meta, ...takes, ...laidOver, ...(baseOf !== undefined && { base_of: baseOf }) } };
}

function embeddingMeta({ identity }: Embedder) {
  const { id, title, sha256, dtype, dimensions, maxTokens } = identity;
  return { id, meta: { kind: "embedding", title, sha256, dtype, dimensions, max_tokens: maxTokens } };
}

/** Every failure before an answer has begun, in OpenAI's shape. */
function fail(error: unknown, reply: FastifyReply, log: (line: string) => void): FastifyReply {
  const apiError = asApiError(error);
  if (apiError.code.startsWith("generation_")) log(`request failed: ${error instanceof Error ? error.stack : String(error)}`);
  if (apiError.retryAfter !== undefined) reply.header("retry-after", apiError.retryAfter);
  if (apiError.place !== undefined) reply.header("x-queue-place", apiError.place);
  return reply.code(apiError.status).send(apiError.body());
}
