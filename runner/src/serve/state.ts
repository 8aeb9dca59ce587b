/** What a server is at: reading weights, serving, or ending. */
import type { Chat } from "../chat/chat-model.ts";
import type { Embedder } from "../embed/embedder.ts";

export interface Served {
  readonly chat: Chat | undefined;
  readonly embedders: readonly Embedder[];
}

export type State = { readonly kind: "loading" } | ({ readonly kind: "ok" } & Served) | ({ readonly kind: "stopping" } & Served);
