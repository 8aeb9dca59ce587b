/** The port to a sentence embedder. */

export interface Embedder {
  /** The profile's name for it, such as `minilm`; thresholds hold for one embedder only. */
  readonly name: string;
  readonly sha256: string | undefined;
  /** @returns one row a text, in their order, each of L2 norm 1
   *  @throws ServerError where the server fails, or a row is no finite unit vector: a failed embedding is neither alike nor different */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
}
