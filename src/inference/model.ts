/** The ports to a language model and to an embedder. Invariant: an answer is whole or it is an error; a part of one never passes for a review. */

export interface Sampling {
  readonly seed: number;
  readonly temperature: number;
  readonly topP: number;
  /** In the sense of transformers: over the prompt and the answer, without a window. */
  readonly repetitionPenalty: number;
  /** Tokens of the answer. */
  readonly maxTokens: number;
}

export interface AnswerRequest {
  readonly system: string;
  readonly user: string;
  readonly sampling: Sampling;
  /** GBNF for servers that take one, and the same set of answers as a JSON schema for those that take that. */
  readonly shape: { readonly grammar: string; readonly jsonSchema: object };
  /** How many of the likeliest tokens at each place of the answer are reported with their probabilities, 1 to 20; none where it is absent. */
  readonly alternatives?: number;
}

export interface TokenProbability {
  readonly text: string;
  /** In [0, 1]. Our own server means what the token was drawn by, after the grammar; llama.cpp's and vLLM mean the model's own, before it. */
  readonly probability: number;
}

/** A token of an answer, with the likeliest ones at its place. */
export interface WrittenToken extends TokenProbability {
  readonly likeliest: readonly TokenProbability[];
}

/** What happens while an answer is made, for people who wait. */
export type Progress =
  | { readonly kind: "waiting"; readonly place: number }
  | { readonly kind: "reading"; readonly tokensRead: number; readonly tokensTotal: number }
  | { readonly kind: "writing"; readonly text: string; readonly tokensWritten: number };

export interface Answer {
  readonly text: string;
  /** As the server counted; absent where it does not say. */
  readonly promptTokens?: number;
  /** Of the prompt's, those that the server had read for an earlier request. */
  readonly cachedTokens?: number;
  readonly answerTokens?: number;
  /** Seconds; absent where the server does not say. */
  readonly prefillSeconds?: number;
  readonly decodeSeconds?: number;
  /** The answer's tokens, in order: joined, they are its text. Absent where none were asked for, or the server does not tell them. */
  readonly tokens?: readonly WrittenToken[];
  /** Requested settings that this kind of server does not take, such as `repetition penalty 1.05`: belongs beside the answer. Empty or absent where
   *  everything was sent. */
  readonly unsent?: readonly string[];
}

/** What a server says it runs, for provenance. */
export interface ModelIdentity {
  readonly id: string;
  /** Which server program answers: decides which dialect of the API it is spoken to in. */
  readonly server: "bioreview-runner" | "llama.cpp" | "vllm" | "unknown";
  readonly file?: string;
  readonly sha256?: string;
  readonly quantisation?: string;
  readonly device?: string;
  /** How it computes where that is not as usual, such as `4 requests at once`: the last digits of an answer depend on it. */
  readonly settings?: string;
  /** Tokens of prompt and answer together; absent where the server does not say. */
  readonly contextTokens?: number;
  /** The LoRA that is laid over the file; `sha256` is then that of both. */
  readonly adapter?: {
    readonly file?: string;
    readonly sha256?: string;
    /** By which its server serves the base model, the adapter off. */
    readonly base: string;
    readonly baseSha256?: string;
  };
}

export interface Model {
  readonly identity: ModelIdentity;
  /** One whole answer.
   *  @throws AnswerError where the model was cut at `maxTokens` or did not write text: carries what had come so far
   *  @throws ServerError for everything that the server did wrong, a stream that merely ended too, and where the prompt does not fit its context
   *  @throws InterruptedError where `signal` was aborted */
  answer(request: AnswerRequest, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<Answer>;
}

export interface Embedder {
  /** The profile's name for it, such as `minilm`; thresholds hold for one embedder only. */
  readonly name: string;
  readonly sha256: string | undefined;
  /** @returns one embedding a text, in their order, each of L2 norm 1
   *  @throws ServerError where the server fails, or an embedding is no finite unit vector: a failed one is neither near nor far */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
}
