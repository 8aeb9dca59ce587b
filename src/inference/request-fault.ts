/** What is wrong with a request to a server, in words: a code, a fault and a remedy, with how far the request had come. Invariant: foreign text in it is quoted,
 *  with the key masked. */

import type { Endpoint } from "./endpoint.ts";
import type { Progress } from "./model.ts";
import { quoted } from "./quoted.ts";

/** How far a request has come. */
export type Stage = { readonly kind: "sent" } | Progress;

/** What the message of a fault needs to know of the request. */
export interface RequestContext {
  readonly endpoint: Endpoint;
  /** Such as "the list of its models". */
  readonly what: string;
  readonly model?: string | undefined;
  readonly stage: Stage;
  /** How a server that we started ended, where it did. */
  readonly exitReason?: string | undefined;
}

/** What is wrong, without the place: that is the endpoint. */
export interface Fault {
  readonly code: string;
  readonly fault: string;
  readonly remedy: string;
}

/** Thrown where a server sends something else than the API says. */
export class NotOpenAi extends Error {
  override readonly name = "NotOpenAi";
  readonly sent: string;
  /** @param sent in words, such as "a page of HTML" */
  constructor(sent: string) {
    super(sent);
    this.sent = sent;
  }
}

export function quotedFrom({ endpoint }: RequestContext, text: string): string {
  return quoted(text, [endpoint.apiKey()]);
}

/** Words that follow a fault. */
export function during({ stage }: RequestContext): string {
  switch (stage.kind) {
    case "sent":
      return "before it had sent anything";
    case "waiting":
      return `while ${stage.place} others were to be served first`;
    case "reading":
      return `while it read the prompt (${stage.tokensRead} of ${stage.tokensTotal} tokens)`;
    case "writing":
      return `while it wrote the answer (some ${stage.tokensWritten} tokens in)`;
  }
}

export function notOpenAi(sent: string, { what }: RequestContext): Fault {
  return {
    code: "server-not-openai",
    fault: `asked for ${what}, it sent ${sent}, so this is no server of the OpenAI API, or not its address`,
    remedy: "Name the address under which it answers /v1/models, such as http://127.0.0.1:8080 or https://HOST/PREFIX/v1",
  };
}
