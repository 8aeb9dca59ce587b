/** What a server has done, for Prometheus: requests, the line, tokens, seconds, kept prompts, memory. Invariant: no label holds a text of a request. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { type Chat, type ChatResult, keptBy } from "../chat/chat-model.ts";
import type { Embedder } from "../embed/embedder.ts";
import { VERSION } from "../version.ts";
import type { RequestQueue } from "./request-queue.ts";

export type Route = "chat" | "completions" | "embeddings";
/** How a request ended. "length": at its limit of tokens; "stalled": the model wrote nothing for too long; "cancelled": its client went away. */
export type Outcome = "stop" | "length" | "embedded" | "refused" | "queue_full" | "cancelled" | "stalled" | "stopping" | "failed";

/** Seconds: from a short answer of a small model to a long one behind a line of others. */
const BUCKETS = [0.1, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200];

export interface MetricsOptions {
  readonly queue: RequestQueue;
  readonly served: { readonly chat: Chat | undefined; readonly base?: Chat | undefined; readonly embedders: readonly Embedder[] };
}

export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Counter<"route" | "outcome">;
  readonly #seconds: Histogram<"route">;
  readonly #waited: Histogram;
  readonly #promptTokens: Counter<"from">;
  readonly #answerTokens: Counter;
  readonly #reading: Counter;
  readonly #writing: Counter;
  readonly #prefix: Counter<"result">;
  readonly #embedded: Counter<"unit">;

  constructor({ queue, served }: MetricsOptions) {
    const registers = [this.#registry];
    const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
      new Counter({ name: `bioreview_${name}`, help, labelNames, registers });
    const gauge = (name: string, help: string, value: () => number | Promise<number>) =>
      new Gauge({
        name: `bioreview_${name}`,
        help,
        registers,
        async collect() {
          this.set(await value());
        },
      });
    const histogram = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
      new Histogram({ name: `bioreview_${name}`, help, labelNames, buckets: BUCKETS, registers });

    collectDefaultMetrics({ register: this.#registry });
    this.#requests = counter("requests_total", "Requests by how they ended.", ["route", "outcome"]);
    this.#seconds = histogram("request_seconds", "From the request to the end of its answer.", ["route"]);
    this.#waited = histogram("queue_seconds", "From the request to its turn.");
    this.#promptTokens = counter("prompt_tokens_total", "Tokens of prompts: read, or kept from an earlier request.", ["from"]);
    this.#answerTokens = counter("answer_tokens_total", "Tokens written.");
    this.#reading = counter("prompt_seconds_total", "Seconds of reading prompts.");
    this.#writing = counter("answer_seconds_total", "Seconds of writing answers.");
    this.#prefix = counter("prefix_cache_requests_total", "Requests whose prompt began like a kept one (hit), and others.", [
      "result",
    ]);
    this.#embedded = counter("embedded_total", "Texts and tokens that were embedded.", ["unit"]);
    gauge("queue_running", "Requests that are being answered.", () => queue.running);
    gauge("queue_parallel", "Requests that are answered at once, at most.", () => queue.parallel);
    gauge("queue_waiting", "Requests that wait for their turn.", () => queue.waiting);
    gauge("queue_limit", "Requests that may wait; more are turned away.", () => queue.limit);
    const { chat, base, embedders } = served;
    const chats = [chat, base].filter((one) => one !== undefined);
    if (chat !== undefined) {
      gauge("prefix_cache_prompts", "Prompts that are kept as read.", () => keptBy(chats).prompts);
      gauge("prefix_cache_tokens", "Tokens of these.", () => keptBy(chats).tokens);
      gauge("gpu_memory_bytes", "Memory of the GPU that this server uses.", async () => (await chat.memory()).gpu);
    }
    const info = new Gauge({
      name: "bioreview_model_info",
      help: "What is served; always 1.",
      labelNames: ["version", "model", "sha256", "quantisation", "device"],
      registers,
    });
    for (const { id: model, sha256, ...identity } of [...chats.map((one) => one.identity), ...embedders.map(embedderInfo)])
      info.set({ version: VERSION, model, sha256, quantisation: identity.quantisation, device: identity.device }, 1);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** @param seconds since the request came */
  ended(route: Route, outcome: Outcome, seconds: number): void {
    this.#requests.inc({ route, outcome });
    this.#seconds.observe({ route }, seconds);
  }
  /** @param seconds in the line */
  began(seconds: number): void {
    this.#waited.observe(seconds);
  }
  generated({ promptTokens, cachedTokens, promptMilliseconds, answerTokens, answerMilliseconds }: ChatResult): void {
    this.#promptTokens.inc({ from: "read" }, promptTokens - cachedTokens);
    this.#promptTokens.inc({ from: "kept" }, cachedTokens);
    this.#answerTokens.inc(answerTokens);
    this.#reading.inc(promptMilliseconds / 1000);
    this.#writing.inc(answerMilliseconds / 1000);
    this.#prefix.inc({ result: cachedTokens > 0 ? "hit" : "miss" });
  }
  embedded(texts: number, tokens: number): void {
    this.#embedded.inc({ unit: "texts" }, texts);
    this.#embedded.inc({ unit: "tokens" }, tokens);
  }
}

function embedderInfo({ identity: { id, sha256, dtype } }: Embedder) {
  return { id, sha256, quantisation: dtype, device: "cpu" };
}
