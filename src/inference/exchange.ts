/** One exchange with a server, as a fault in it is told: what was asked of whom, and how far it had come. */
import type { Endpoint } from "./endpoint.ts";

/** How far an exchange had come. */
export type Stage =
  | { readonly kind: "asked" }
  | { readonly kind: "waiting"; readonly place: number }
  | { readonly kind: "reading"; readonly tokensRead: number; readonly tokensTotal: number }
  | { readonly kind: "writing"; readonly tokensWritten: number };

export interface Asked {
  /** Such as "the list of models". */
  readonly what: string;
  readonly model?: string;
  readonly stage: Stage;
}

export interface Context extends Asked {
  readonly endpoint: Endpoint;
  /** How a server that we started ended, where it did. */
  readonly obituary?: string | undefined;
}

/** What is wrong, without the place: that is the endpoint. */
export interface Fault {
  readonly code: string;
  readonly fault: string;
  readonly remedy: string;
}

/** Words that follow a fault. */
export function during(stage: Stage): string {
  switch (stage.kind) {
    case "asked":
      return "before it had sent anything";
    case "waiting":
      return `while ${stage.place} others were to be served first`;
    case "reading":
      return `while it read the prompt (${stage.tokensRead} of ${stage.tokensTotal} tokens)`;
    case "writing":
      return `while it wrote the answer (some ${stage.tokensWritten} tokens in)`;
  }
}

export function secretsOf({ endpoint }: Context): (string | undefined)[] {
  return [endpoint.apiKey()];
}
