/** The port between the routes and the language model, so that each can be tried without the other. */
import type { ChatRequest, CompletionRequest } from "../api.ts";
import type { Placement } from "../serve/compute.ts";

export interface ChatIdentity extends Placement {
  readonly id: string;
  readonly title: string;
  /** The file's name, without its folder. */
  readonly file: string;
  readonly sha256: string;
  readonly quantisation: string;
  readonly contextTokens: number;
  readonly threads: number;
  /** Tokens of a prompt that are computed at once. */
  readonly batchTokens: number;
  readonly flashAttention: boolean;
  /** Requests that are answered at once. */
  readonly parallel: number;
  /** How it computes, in words, where that is not as usual; an answer's last digits depend on it. */
  readonly settings: string | undefined;
  /** Bytes of the weights, and of all contexts with their buffers, as llama.cpp reckons them. */
  readonly bytes?: { readonly weights: number; readonly context: number };
  /** What is laid over the file; then `sha256` is that of both (`adaptedDigest`). */
  readonly adapter?: AdapterIdentity;
  /** Of a base model that is served beside its adapted one: the id of that. */
  readonly baseOf?: string;
}

export interface AdapterIdentity {
  readonly file: string;
  readonly sha256: string;
  /** The id by which the base alone is served, and the digest of its file. */
  readonly base: string;
  readonly baseSha256: string;
}

export interface PrefillProgress {
  readonly total: number;
  /** Of these, tokens that were read for an earlier request and need not be read again. */
  readonly cached: number;
  readonly processed: number;
  readonly milliseconds: number;
}

export interface ChatResult {
  /** `stop` only where the model, the grammar or a stop text ended the answer. */
  readonly reason: "stop" | "length";
  readonly promptTokens: number;
  /** Of these, tokens that were read for an earlier request. */
  readonly cachedTokens: number;
  readonly promptMilliseconds: number;
  readonly answerTokens: number;
  readonly answerMilliseconds: number;
}

export interface TokenProbability {
  /** What the token writes; for a part of a character the sign U+FFFD. */
  readonly text: string;
  /** In (0, 1]: of the distribution that the token was drawn from. */
  readonly probability: number;
}

/** A token of the answer. */
export interface WrittenToken extends TokenProbability {
  /** The likeliest tokens at its place, the likeliest first: as many as were asked for, fewer where no more are possible. */
  readonly likeliest: readonly TokenProbability[];
}

export interface Listeners {
  readonly progress: (progress: PrefillProgress) => void;
  /** @param tokens whose text is shown now; empty where the request asks for no probabilities */
  readonly text: (text: string, tokens: readonly WrittenToken[]) => void;
}

/** A request that was found to be answerable. */
export interface PreparedRequest {
  /** @returns when the answer is whole or cut
   *  @throws the signal's reason where it aborts, also while the prompt is read; ApiError where the runtime fails */
  run(on: Listeners, signal: AbortSignal): Promise<ChatResult>;
}

/** Prompts whose state is kept, so that a request that begins like one need not read that part again; and their tokens. */
export interface KeptPrompts {
  readonly prompts: number;
  readonly tokens: number;
}

export interface Chat {
  readonly identity: ChatIdentity;
  /** Everything that can be known before the first computation. @throws ApiError */
  prepare(request: ChatRequest | CompletionRequest): Promise<PreparedRequest>;
  readonly kept: KeptPrompts;
  /** Bytes: of this process, and of the GPU's memory that we use. */
  memory(): Promise<{ readonly process: number; readonly gpu: number }>;
  dispose(): Promise<void>;
}

/** Of all of them. */
export function keptBy(chats: readonly Pick<Chat, "kept">[]): KeptPrompts {
  return chats.reduce((sum, { kept }) => ({ prompts: sum.prompts + kept.prompts, tokens: sum.tokens + kept.tokens }), {
    prompts: 0,
    tokens: 0,
  });
}
