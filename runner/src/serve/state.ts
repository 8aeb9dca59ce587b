/** What the routes need: what the server is at, and everything from outside. */

import type { FastifyReply } from "fastify";
import type { Chat } from "../chat/chat-model.ts";
import type { Embedder } from "../embed/embedder.ts";
import { VERSION } from "../version.ts";
import { threadsText } from "./compute.ts";
import type { Metrics } from "./metrics.ts";
import type { RequestQueue } from "./request-queue.ts";

export interface Served {
  readonly chat: Chat | undefined;
  /** The base model alone, where `chat` is that with an adapter laid over it; it shares the runtime, and ends with it. */
  readonly base?: Chat | undefined;
  readonly embedders: readonly Embedder[];
}

interface Serving extends Served {
  /** Counts from the first request on. */
  readonly metrics: Metrics;
}

export type State =
  | { readonly kind: "loading" }
  | ({ readonly kind: "ok" } & Serving)
  | ({ readonly kind: "stopping" } & Serving);

export interface ServerOptions {
  /** Asked for every request. */
  readonly state: () => State;
  readonly queue: RequestQueue;
  /** Absent on a Unix socket, which only its owner can open. */
  readonly token: string | undefined;
  readonly log: (line: string) => void;
  /** Seconds since 1970. */
  readonly clock: () => number;
  readonly newId: () => string;
  /** Milliseconds, from any point in time. */
  readonly now: () => number;
  /** Aborts all that runs, at the end of a server's grace. */
  readonly end: AbortSignal;
  readonly watchdog: Watchdog;
}

/** What ends a generation that writes nothing any more. */
export interface Watchdog {
  /** Seconds without a token, neither read nor written, after which a generation is given up. */
  readonly seconds: number;
  /** Called where the runtime does not come back from it: nothing can be computed on this server any more. */
  readonly stuck: () => void;
}

/** Aborts when the client goes away before its answer was sent. */
export function clientGone(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) controller.abort(new Error("the client went away"));
  });
  return controller.signal;
}

/** Digits of a digest that tell files apart for people. */
const SHORT = 12;

/** The one line in which a server says what it runs. */
export async function announcement({ chat, base, embedders }: Served, address: string): Promise<string> {
  const parts: string[] = [];
  if (chat !== undefined) {
    const { title, quantisation, sha256, device, threads, settings, contextTokens, adapter } = chat.identity;
    const computed = settings ?? threadsText(threads);
    const laidOver =
      adapter === undefined ? "" : ` of adapter ${adapter.sha256.slice(0, SHORT)} over ${adapter.baseSha256.slice(0, SHORT)}`;
    parts.push(
      `${title} ${quantisation} (sha256 ${sha256.slice(0, SHORT)}${laidOver}) on ${device}, ${computed}, context ${contextTokens}`,
    );
    if (base !== undefined) parts.push(`its base alone as ${base.identity.id}, context ${base.identity.contextTokens}`);
    parts.push(`memory ${memoryText(await chat.memory())}`);
  }
  for (const { identity } of embedders) {
    const { id, dtype, sha256 } = identity;
    parts.push(`embedder ${id} ${dtype} (sha256 ${sha256.slice(0, SHORT)})`);
  }
  return `bioreview-runner ${VERSION}: ${parts.join(", ")}, at ${address}`;
}

function memoryText({ process, gpu }: { readonly process: number; readonly gpu: number }): string {
  const own = `${(process / 1e9).toFixed(2)} GB`;
  return gpu > 0 ? `${own} and ${(gpu / 1e9).toFixed(2)} GB of the GPU` : own;
}
