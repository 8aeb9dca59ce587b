/** Sentence embeddings by ONNX Runtime, on the processor: its CUDA build needs another CUDA than llama.cpp's.
 *  Invariant: every row is a finite unit vector of the right length, or the request fails; files are local, nothing is looked up. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AutoModel, AutoTokenizer, env, type PreTrainedModel, type PreTrainedTokenizer, Tensor } from "@huggingface/transformers";
import type { EmbeddingModel } from "../../../profiles/profile.ts";
import { ApiError } from "../api.ts";
import { ModelsError, messageOf } from "../errors.ts";
import {
  batchesOf,
  type Embedded,
  type Embedder,
  type EmbedderIdentity,
  specialTokensOf,
  withoutSpecialTokens,
} from "./embedder.ts";

/** How far from 1 a norm may be: single precision over some hundred numbers. */
const NORM_TOLERANCE = 1e-3;

export async function loadEmbedder(
  models: string,
  entry: EmbeddingModel,
  onnxSha256: string,
  threads: number,
): Promise<Embedder> {
  env.allowRemoteModels = false;
  env.localModelPath = models;
  const folder = join(models, entry.id);
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(folder);
    const model = await AutoModel.from_pretrained(folder, {
      dtype: entry.dtype,
      device: "cpu",
      session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
    });
    const special = specialTokensOf(JSON.parse(await readFile(join(folder, "tokenizer.json"), "utf8")));
    return new OnnxEmbedder(entry, onnxSha256, tokenizer, model, special);
  } catch (cause) {
    throw new ModelsError({
      code: "embedder-unreadable",
      at: folder,
      fault: `ONNX Runtime cannot load it (${messageOf(cause)})`,
      remedy: "Run `bioreview-runner doctor`; fetch or import the model again",
      cause,
    });
  }
}

interface Encoded {
  readonly ids: readonly number[];
  readonly cut: boolean;
}

class OnnxEmbedder implements Embedder {
  readonly identity: EmbedderIdentity;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #model: PreTrainedModel;
  readonly #special: readonly string[];

  constructor(
    entry: EmbeddingModel,
    sha256: string,
    tokenizer: PreTrainedTokenizer,
    model: PreTrainedModel,
    special: readonly string[],
  ) {
    const { id, title, dtype, dimensions, maxTokens } = entry;
    this.identity = { id, title, sha256, dtype, dimensions, maxTokens };
    this.#tokenizer = tokenizer;
    this.#model = model;
    this.#special = special;
  }

  async embed(texts: readonly string[], signal: AbortSignal): Promise<Embedded> {
    const encoded = texts.map((text) => this.#encode(text));
    const rows = new Map<number, Float32Array>();
    let tokens = 0;
    for (const batch of batchesOf(encoded.map(({ ids }) => ids.length))) {
      // Lets everything else run once: the runtime computes on this very thread.
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      const inputs = batch.map((index) => encoded[index]?.ids ?? []);
      const found = await this.#compute(inputs);
      batch.forEach((index, place) => {
        rows.set(index, this.#unit(found[place], index));
      });
      tokens += inputs.reduce((sum, ids) => sum + ids.length, 0);
    }
    return {
      rows: texts.map((_, index) => this.#unit(rows.get(index), index)),
      tokens,
      truncated: encoded.flatMap(({ cut }, index) => (cut ? [index] : [])),
    };
  }

  async dispose(): Promise<void> {
    await this.#model.dispose();
  }

  /** The limit is our own: many a tokenizer's file names none, and the runtime then fails on long texts. */
  #encode(text: string): Encoded {
    const plain = withoutSpecialTokens(text, this.#special);
    const ids = this.#tokenizer.encode(plain);
    const { maxTokens } = this.identity;
    const last = ids.at(-1);
    if (ids.length <= maxTokens || last === undefined) return { ids, cut: false };
    return { ids: [...ids.slice(0, maxTokens - 1), last], cut: true }; // the end mark stays
  }

  /** Mean over the tokens of each text, then L2 norm 1. */
  async #compute(batch: readonly (readonly number[])[]): Promise<Float32Array[]> {
    const width = Math.max(...batch.map((ids) => ids.length));
    const shape = [batch.length, width];
    const size = batch.length * width;
    const ids = new BigInt64Array(size);
    const mask = new BigInt64Array(size);
    batch.forEach((row, index) => {
      row.forEach((id, place) => {
        ids[index * width + place] = BigInt(id);
        mask[index * width + place] = 1n;
      });
    });
    let output: Tensor;
    try {
      const result: { last_hidden_state: Tensor } = await this.#model({
        input_ids: new Tensor("int64", ids, shape),
        attention_mask: new Tensor("int64", mask, shape),
        token_type_ids: new Tensor("int64", new BigInt64Array(size), shape),
      });
      output = result.last_hidden_state;
    } catch (cause) {
      throw new ApiError("generation_failed", `ONNX Runtime failed: ${messageOf(cause)}`, undefined, { cause });
    }
    const { data } = output;
    if (!(data instanceof Float32Array)) throw new Error(`the embedder gives ${output.type} numbers`);
    return batch.map((row, index) => meanUnit(data, index * width, row.length, this.identity.dimensions));
  }

  #unit(row: Float32Array | undefined, index: number): Float32Array {
    const norm = row === undefined ? Number.NaN : Math.hypot(...row);
    if (row?.length === this.identity.dimensions && Math.abs(norm - 1) < NORM_TOLERANCE) return row;
    throw new ApiError("generation_failed", `the embedding of text ${index} is no unit vector (norm ${norm})`, `input.${index}`);
  }
}

/** @param states rows of `dimensions`, the text's first being number `first` and `count` of them its own
 *  @returns their mean, of L2 norm 1; not finite where the model's numbers are not */
export function meanUnit(states: Float32Array, first: number, count: number, dimensions: number): Float32Array {
  const mean = new Float64Array(dimensions);
  for (let token = first; token < first + count; token++) {
    for (let place = 0; place < dimensions; place++)
      mean[place] = (mean[place] ?? 0) + (states[token * dimensions + place] ?? Number.NaN);
  }
  const norm = Math.hypot(...mean);
  return Float32Array.from(mean, (value) => value / norm);
}
