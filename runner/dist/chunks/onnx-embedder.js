import { t as ApiError } from "./shared-api.js";
import { i as ModelsError, l as messageOf } from "./shared-errors.js";
import { join } from "node:path";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { AutoModel, AutoTokenizer, Tensor, env } from "@huggingface/transformers";

// src/embed/embedder.ts
/** The port between the routes and the embedder, and how its input is prepared: special tokens disarmed, texts batched. */
/** Tokens, padding included: about a second of BERT's base size on one slow thread, which is as long as a token of an answer may wait. */
const MOST_TOKENS = 1024;
const MOST_TEXTS = 32;
/** @param lengths tokens of each text
*  @returns indices into `lengths`, shortest first, each once */
function batchesOf(lengths) {
	const order = lengths.map((length, index) => ({
		length,
		index
	})).sort((a, b) => a.length - b.length || a.index - b.index);
	const batches = [];
	let batch = [];
	for (const { length, index } of order) {
		if (!(batch.length < MOST_TEXTS && (batch.length + 1) * length <= MOST_TOKENS) && batch.length > 0) {
			batches.push(batch);
			batch = [];
		}
		batch.push(index);
	}
	if (batch.length > 0) batches.push(batch);
	return batches;
}
const TokenizerFile = z.object({ added_tokens: z.array(z.object({
	content: z.string(),
	special: z.boolean()
})).default([]) });
/** @param tokenizer the parsed tokenizer.json */
function specialTokensOf(tokenizer) {
	return TokenizerFile.parse(tokenizer).added_tokens.filter(({ special, content }) => special && content.length > 1).map(({ content }) => content);
}
function withoutSpecialTokens(text, special) {
	let plain = text;
	for (const token of special) plain = plain.replaceAll(token, `${token.slice(0, 1)} ${token.slice(1)}`);
	return plain;
}

// src/embed/onnx-embedder.ts
/** Sentence embeddings by ONNX Runtime, on the processor: its CUDA build needs another CUDA than llama.cpp's.
*  Invariant: every embedding is a finite unit vector of the right length, or the request fails; files are local, nothing is looked up. */
/** How far from 1 a norm may be: single precision over some hundred numbers. */
const NORM_TOLERANCE = .001;
/** @param models the folder of all models
*  @throws ModelsError where the runtime cannot load it */
async function loadEmbedder(models, entry, onnxSha256, threads) {
	env.allowRemoteModels = false;
	env.localModelPath = models;
	const folder = join(models, entry.id);
	try {
		const tokenizer = await AutoTokenizer.from_pretrained(folder);
		const model = await AutoModel.from_pretrained(folder, {
			dtype: entry.dtype,
			device: "cpu",
			session_options: {
				intraOpNumThreads: threads,
				interOpNumThreads: 1
			}
		});
		const special = specialTokensOf(JSON.parse(await readFile(join(folder, "tokenizer.json"), "utf8")));
		return embedderOf(entry, onnxSha256, (text) => tokenizer.encode(withoutSpecialTokens(text, special)), model);
	} catch (cause) {
		throw new ModelsError({
			code: "embedder-unreadable",
			at: folder,
			fault: `ONNX Runtime cannot load it (${messageOf(cause)})`,
			remedy: "Run `bioreview-runner doctor`; fetch or import the model again",
			cause
		});
	}
}
function embedderOf({ id, title, dtype, dimensions, maxTokens }, sha256, encode, model) {
	return {
		identity: {
			id,
			title,
			sha256,
			dtype,
			dimensions,
			maxTokens
		},
		async embed(texts, signal) {
			const encoded = texts.map((text) => truncated(encode(text), maxTokens));
			const embeddings = new Array(texts.length);
			let tokens = 0;
			for (const batch of batchesOf(encoded.map(({ ids }) => ids.length))) {
				await new Promise((resolve) => setImmediate(resolve));
				signal.throwIfAborted();
				const inputs = batch.map((index) => encoded[index]?.ids ?? []);
				const means = await meansOf(model, inputs, dimensions);
				for (const [place, index] of batch.entries()) embeddings[index] = unitVector(means[place], dimensions, index);
				tokens += inputs.reduce((sum, ids) => sum + ids.length, 0);
			}
			return {
				embeddings,
				tokens,
				truncated: encoded.flatMap(({ isCut }, index) => isCut ? [index] : [])
			};
		},
		dispose: async () => void await model.dispose()
	};
}
/** The limit is our own: many a tokenizer's file names none, and the runtime then fails on long texts. The end mark stays. */
function truncated(ids, maxTokens) {
	return ids.length <= maxTokens ? {
		ids,
		isCut: false
	} : {
		ids: [...ids.slice(0, maxTokens - 1), ...ids.slice(-1)],
		isCut: true
	};
}
/** Mean over the tokens of each text, then L2 norm 1.
*  @param batch token ids of each text; the shorter ones are padded and masked */
async function meansOf(model, batch, dimensions) {
	const width = Math.max(...batch.map((ids) => ids.length));
	const shape = [batch.length, width];
	const size = batch.length * width;
	const ids = new BigInt64Array(size);
	const mask = new BigInt64Array(size);
	for (const [index, text] of batch.entries()) {
		ids.set(text.map(BigInt), index * width);
		mask.fill(1n, index * width, index * width + text.length);
	}
	let output;
	try {
		output = (await model({
			input_ids: new Tensor("int64", ids, shape),
			attention_mask: new Tensor("int64", mask, shape),
			token_type_ids: new Tensor("int64", new BigInt64Array(size), shape)
		})).last_hidden_state;
	} catch (cause) {
		throw new ApiError("generation_failed", `ONNX Runtime failed: ${messageOf(cause)}`, void 0, { cause });
	}
	const { data } = output;
	if (!(data instanceof Float32Array)) throw new Error(`the embedder gives ${output.type} numbers`);
	return batch.map((text, index) => meanUnit(data, index * width, text.length, dimensions));
}
/** @throws ApiError where it is none */
function unitVector(embedding, dimensions, index) {
	const norm = embedding === void 0 ? NaN : Math.hypot(...embedding);
	if (embedding?.length === dimensions && Math.abs(norm - 1) < NORM_TOLERANCE) return embedding;
	throw new ApiError("generation_failed", `the embedding of text ${index} is no unit vector (norm ${norm})`, `input.${index}`);
}
/** @param states vectors of `dimensions`, one a token, the text's first being number `first` and `count` of them its own
*  @returns their mean, of L2 norm 1; not finite where the model's numbers are not */
function meanUnit(states, first, count, dimensions) {
	const mean = new Float64Array(dimensions);
	for (let token = first; token < first + count; token++) for (let place = 0; place < dimensions; place++) mean[place] = (mean[place] ?? 0) + (states[token * dimensions + place] ?? NaN);
	const norm = Math.hypot(...mean);
	return Float32Array.from(mean, (value) => value / norm);
}

export { loadEmbedder, meanUnit };