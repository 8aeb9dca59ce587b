/** The port between the routes and the embedder. */

export interface EmbedderIdentity {
  readonly id: string;
  readonly title: string;
  /** Of the ONNX file. */
  readonly sha256: string;
  readonly dtype: string;
  readonly dimensions: number;
  /** Tokens; what follows in a text is not embedded. */
  readonly maxTokens: number;
}

export interface Embedded {
  /** One a text, in their order, each of L2 norm 1. */
  readonly rows: readonly Float32Array[];
  /** Tokens that were computed. */
  readonly tokens: number;
  /** Indices of the texts that were cut. */
  readonly truncated: readonly number[];
}

export interface Embedder {
  readonly identity: EmbedderIdentity;
  /** @throws the signal's reason where it aborts between two batches; ApiError where the runtime fails or a row is no unit vector */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Embedded>;
  dispose(): Promise<void>;
}
