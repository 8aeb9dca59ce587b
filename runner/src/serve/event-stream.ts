/** Server-sent events as OpenAI's API sends them. Invariant: `[DONE]` is sent only after a whole answer. */
import type { ServerResponse } from "node:http";

/** Milliseconds between signs of life while nothing else is sent: clients and proxies give up on silent connections. */
const SIGN_OF_LIFE = 15_000;

export class EventStream {
  readonly #raw: ServerResponse;
  readonly #alive: NodeJS.Timeout;

  constructor(raw: ServerResponse) {
    this.#raw = raw;
    raw.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" });
    raw.flushHeaders();
    this.#alive = setInterval(() => raw.write(": waiting\n\n"), SIGN_OF_LIFE);
    raw.once("close", () => clearInterval(this.#alive));
  }

  send(data: object): void {
    this.#raw.write(`data: ${JSON.stringify(data)}\n\n`);
  }
  /** The end of a whole answer. */
  done(): void {
    this.#close("data: [DONE]\n\n");
  }
  /** The end of a failed one. */
  fail(data: object): void {
    this.#close(`data: ${JSON.stringify(data)}\n\n`);
  }
  #close(last: string): void {
    clearInterval(this.#alive);
    this.#raw.end(last);
  }
}
