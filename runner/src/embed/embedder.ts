/** The port between the routes and the embedder, and how its input is prepared: special tokens disarmed, texts batched. */
import { z } from "zod";

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
  readonly embeddings: readonly Float32Array[];
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

/** Tokens, padding included: about a second of BERT's base size on one slow thread, which is as long as a token of an answer may wait. */
const MOST_TOKENS = 1024;
const MOST_TEXTS = 32;

/** @param lengths tokens of each text
 *  @returns indices into `lengths`, shortest first, each once */
export function batchesOf(lengths: readonly number[]): number[][] {
  const order = lengths.map((length, index) => ({ length, index })).sort((a, b) => a.length - b.length || a.index - b.index);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const { length, index } of order) {
    const fits = batch.length < MOST_TEXTS && (batch.length + 1) * length <= MOST_TOKENS;
    if (!fits && batch.length > 0) {
      batches.push(batch);
      batch = [];
    }
    batch.push(index);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

const TokenizerFile = z.object({ added_tokens: z.array(z.object({ content: z.string(), special: z.boolean() })).default([]) });

/** @param tokenizer the parsed tokenizer.json */
export function specialTokensOf(tokenizer: unknown): string[] {
  return TokenizerFile.parse(tokenizer)
    .added_tokens.filter(({ special, content }) => special && content.length > 1)
    .map(({ content }) => content);
}

export function withoutSpecialTokens(text: string, special: readonly string[]): string {
  let plain = text;
  for (const token of special) plain = plain.replaceAll(token, `${token.slice(0, 1)} ${token.slice(1)}`);
  return plain;
}
