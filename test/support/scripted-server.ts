/** A model server on loopback that says what the test tells it to, faults included. It records what it was asked. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
}

export type Reply = (response: ServerResponse, received: Received) => void;

/** A reply a route; what is not named answers as a server without faults would. */
export interface Script {
  readonly models?: Reply;
  readonly chat?: Reply;
  readonly embeddings?: Reply;
  readonly props?: Reply;
  readonly health?: Reply;
}

export interface ScriptedServer extends AsyncDisposable {
  /** For `--endpoint`. */
  readonly url: string;
  /** All that was asked, in order. */
  readonly received: readonly Received[];
  stop(): Promise<void>;
}

export async function startScripted(script: Script = {}, listenAt?: string): Promise<ScriptedServer> {
  const received: Received[] = [];
  const server = createServer(routes(script, received));
  await new Promise<void>((resolve) =>
    listenAt === undefined ? server.listen(0, "127.0.0.1", resolve) : server.listen(listenAt, resolve),
  );
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const address = server.address();
  const url = isPort(address) ? `http://127.0.0.1:${address.port}` : `unix:${listenAt}`;
  return { url, received, stop, [Symbol.asyncDispose]: stop };
}

function isPort(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}

function routes(script: Script, received: Received[]): RequestListener {
  return async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const asked: Received = {
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      body: text === "" ? undefined : JSON.parse(text),
    };
    received.push(asked);
    const reply = {
      "/v1/models": script.models ?? serves({ id: "scripted" }),
      "/v1/chat/completions": script.chat ?? says("[]"),
      "/v1/embeddings": script.embeddings ?? embedsByLength,
      "/props": script.props ?? status(404),
      "/health": script.health ?? json({ status: "ok" }),
    }[asked.path];
    (reply ?? status(404))(response, asked);
  };
}

export function json(body: unknown, code = 200, headers: Record<string, string> = {}): Reply {
  return (response) =>
    void response.writeHead(code, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

export function text(body: string, type: string, code = 200): Reply {
  return (response) => void response.writeHead(code, { "content-type": type }).end(body);
}

export const html = (code = 200): Reply =>
  text("<!DOCTYPE html><html><body><h1>Welcome to nginx</h1></body></html>", "text/html", code);

/** An error as the API words it. */
export function fails(
  code: number,
  error: { message: string; type?: string; code?: string | number | null; param?: string | null },
): Reply {
  return json({ error: { type: "error", param: null, code: null, ...error } }, code);
}

export function status(code: number, headers: Record<string, string> = {}): Reply {
  return (response) => void response.writeHead(code, headers).end();
}

/** Accepts the connection and says nothing, ever. */
export const hangs: Reply = () => {};

export function serves(...models: readonly ({ id: string } & Record<string, unknown>)[]): Reply {
  return json({ object: "list", data: models.map((model) => ({ object: "model", created: 0, owned_by: "scripted", ...model })) });
}

/** What a stream does after its events. */
export type Ending =
  /** `[DONE]` and a clean end. */
  | "done"
  /** A clean end without `[DONE]`. */
  | "closes"
  /** The connection breaks. */
  | "breaks"
  /** Nothing more, and the connection stays. */
  | "hangs"
  /** A comment every few milliseconds, for ever. */
  | "pings"
  /** The last event again every few milliseconds, for ever. */
  | "repeats";

/** Server-sent events: an object is sent as JSON, a string as it is. */
export function streams(events: readonly (object | string)[], ending: Ending = "done"): Reply {
  return (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.flushHeaders();
    for (const event of events) response.write(`data: ${typeof event === "string" ? event : JSON.stringify(event)}\n\n`);
    switch (ending) {
      case "done":
        response.end("data: [DONE]\n\n");
        break;
      case "closes":
        response.end();
        break;
      case "breaks":
        response.write(": the last that is heard\n\n", () => setImmediate(() => response.destroy()));
        break;
      case "hangs":
        break;
      case "pings":
      case "repeats": {
        const again = ending === "pings" ? ":\n\n" : `data: ${JSON.stringify(events.at(-1))}\n\n`;
        const timer = setInterval(() => response.write(again), 20);
        response.once("close", () => clearInterval(timer));
        break;
      }
      default:
        ending satisfies never;
    }
  };
}

/** One chunk of an answer. */
export function piece(content: string): object {
  return { object: "chat.completion.chunk", choices: [{ index: 0, delta: { content }, finish_reason: null }] };
}

/** A chunk with the probabilities of its tokens, each `[token, logarithm, [others, with theirs]]`. */
export function likely(...tokens: readonly LikelyToken[]): object {
  const content = tokens.map(([token, logprob, others = []]) => ({
    token,
    logprob,
    bytes: null,
    top_logprobs: [[token, logprob] as const, ...others].map(([token, logprob]) => ({ token, logprob, bytes: null })),
  }));
  const text = tokens.map(([token]) => token).join("");
  return { choices: [{ index: 0, delta: { content: text }, finish_reason: null, logprobs: { content, refusal: null } }] };
}
export type LikelyToken = readonly [
  token: string,
  logprob: number | null,
  others?: readonly (readonly [string, number | null])[],
];

export function finish(reason: string | null): object {
  return { object: "chat.completion.chunk", choices: [{ index: 0, delta: {}, finish_reason: reason }] };
}

export function readingPrompt(processed: number, total: number): object {
  return { object: "chat.completion.chunk", choices: [], prompt_progress: { total, cache: 0, processed, time_ms: 1 } };
}

export function usage(prompt: number, answer: number): object {
  return { choices: [], usage: { prompt_tokens: prompt, completion_tokens: answer, total_tokens: prompt + answer } };
}

/** A whole answer, a word a chunk. */
export function says(answer: string): Reply {
  const words = answer.split(/(?<= )/);
  return streams([...words.map(piece), finish("stop"), usage(7, words.length)]);
}

/** Unit rows that tell texts of other lengths apart. */
const embedsByLength: Reply = (response, { body }) => {
  const { input } = body as { input: string[] };
  const rows = input.map((one) => [Math.cos(one.length), Math.sin(one.length)]);
  json({ object: "list", data: rows.map((embedding, index) => ({ object: "embedding", index, embedding })) })(response, {
    method: "POST",
    path: "",
    headers: {},
    body,
  });
};
