import { a as RunnerError, i as ModelsError, l as messageOf, o as UsageError, t as CannotServeError } from "./shared-errors.js";
import { a as contextSettings, c as threadsFor, o as describeComputation, r as batchTokensOf, s as describePlacement, u as usableCores } from "./shared-compute.js";
import { a as gigabytes, d as whyThere, l as deviceOf, n as describeNeed, r as deviceMemory, s as needOf, t as baseContextTokens, u as startRuntime } from "./shared-memory.js";
import { a as baseIdOf, i as assertAdapterOf, u as servedDigest } from "./shared-adapter.js";
import { t as ApiError } from "./shared-api.js";
import { i as parseGrammar, r as GrammarError, t as GrammarState } from "./shared-gbnf.js";
import { Worker } from "node:worker_threads";
import { basename } from "node:path";
import { GgufFileType, InsufficientMemoryError, LlamaGrammarEvaluationState } from "node-llama-cpp";
import { setImmediate } from "node:timers/promises";
import { Template } from "@huggingface/jinja";
import { once } from "node:events";

// src/chat/adapter-in-use.ts
/** An adapter that is laid over its base model while both are served. Invariant: what is served as the reviewer is not the base: of a test sentence at least one logit is another with the adapter. */
/** @param need bytes of the second context   @param available bytes that are left beside the first */
function baseFault(need, available, id) {
	if (need <= available) return void 0;
	return new CannotServeError({
		code: "too-big",
		at: id,
		fault: `a second context, for the base model without its adapter, takes ${gigabytes(need)}, and ${gigabytes(available)} are left beside the first`,
		remedy: "End what else uses it, name a smaller --context, or serve the merged model, which has one context"
	});
}
const SENTENCE = "Twelve mice were weighed on day four, and no control group was used.";
/** Logits that are compared: the likeliest with the adapter. */
const COMPARED = 64;
/** Reads a sentence with the adapter and without, in batches of the same shape, so that equal weights give equal bits. Leaves both sequences empty.
*  @returns by how much a logit after it differs at most
*  @throws ModelsError where none does, or one is no number */
async function measureEffect(adapter, model, withAdapter, alone) {
	const tokens = model.tokenize(SENTENCE);
	const adapted = await logitsAfter(tokens, withAdapter, {
		tokens: [],
		includeTop: COMPARED
	});
	const plain = await logitsAfter(tokens, alone, {
		tokens: [...adapted.keys()],
		includeTop: 0
	});
	const effect = Math.max(...[...adapted].map(([token, logit]) => Math.abs(logit - (plain.get(token) ?? NaN))));
	if (effect > 0 && Number.isFinite(effect)) return effect;
	const fails = (code, fault) => new ModelsError({
		code,
		at: adapter,
		fault,
		remedy: `The base model would be served as the reviewer: is ${basename(adapter)} the trained adapter, whole? Convert it again as docs/models.md says`
	});
	throw effect === 0 ? fails("adapter-without-effect", "the base model says the same with it as without: 0 logits of a test sentence differ") : fails("adapter-breaks-model", "with it the model's logits are no numbers");
}
async function logitsAfter(tokens, sequence, filter) {
	if (sequence === void 0) throw new RangeError("a context has a sequence");
	const last = tokens.length - 1;
	const input = tokens.map((token, at) => at < last ? token : [token, { generateNext: { logits: { filter } } }]);
	const output = await sequence.controlledEvaluate(input);
	await sequence.clearHistory();
	const logits = output[last]?.next.logits;
	if (logits === void 0) throw new Error("the runtime gave no logits");
	return logits;
}

// src/chat/barrier.ts
var Barrier = class {
	#members = 0;
	#arrived = [];
	/** @param work takes its steps each after a `nextBatch()`, and does nothing between two of them that takes long: all others wait for it */
	async join(work) {
		this.#members++;
		try {
			return await work(() => this.#arrive());
		} finally {
			this.#members--;
			this.#open();
		}
	}
	async #arrive() {
		await new Promise((go) => {
			this.#arrived.push(go);
			this.#open();
		});
	}
	#open() {
		if (this.#arrived.length < this.#members) return;
		for (const go of this.#arrived.splice(0)) go();
	}
};
/** What a generator yields, each computed in the next batch. */
async function* inBatches(steps, nextBatch) {
	try {
		for (;;) {
			await nextBatch();
			const { done, value } = await steps.next();
			if (done) return;
			yield value;
		}
	} finally {
		await steps.return(void 0);
	}
}

// src/chat/prompt-tokens.ts
/** A conversation in the model's own chat template, as token ids. Invariant: what the template says may contain special tokens, what a message says
*  never does: a manuscript that spells `<|im_end|>` ends nothing. */
/** The template refuses these messages (some know no system role), or makes something of a text that we cannot follow. */
var TemplateError = class extends Error {};
/** What a template may do to a message's text. Qwen's trims it. */
const TEXT_CHANGES = [(text) => text, (text) => text.trim()];
/** @param newPlaceholder makes a word that no message contains: it stands for a message's text while the template is rendered */
function renderer(source, tokens, newPlaceholder) {
	const template = new Template(source);
	const render = (messages) => {
		try {
			return template.render({
				messages: messages.map(({ role, content }) => ({
					role,
					content
				})),
				add_generation_prompt: true,
				enable_thinking: false,
				bos_token: tokens.bos ?? "",
				eos_token: tokens.eos ?? ""
			});
		} catch (cause) {
			throw new TemplateError(`the model's chat template refuses these messages: ${messageOf(cause)}`, { cause });
		}
	};
	return (messages) => {
		const words = messages.map(newPlaceholder);
		const parts = partsOf(render(messages.map(({ role }, index) => ({
			role,
			content: words[index] ?? ""
		}))), words);
		const whole = render(messages);
		for (const change of TEXT_CHANGES) {
			const filled = parts.map((part) => typeof part === "string" ? {
				from: "template",
				text: part
			} : {
				from: "message",
				text: change(messages[part]?.content ?? "")
			});
			if (filled.map(({ text }) => text).join("") === whole) return filled;
		}
		throw new TemplateError("the model's chat template rewrites the text of a message in a way that cannot be kept apart from the template's own words");
	};
}
/** The template's texts, and between them the numbers of the messages that stand there. */
function partsOf(skeleton, words) {
	const parts = [];
	let rest = skeleton;
	for (;;) {
		const [next] = words.map((word, message) => ({
			message,
			word,
			at: rest.indexOf(word)
		})).filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at);
		if (next === void 0) break;
		parts.push(rest.slice(0, next.at), next.message);
		rest = rest.slice(next.at + next.word.length);
	}
	parts.push(rest);
	return parts.filter((part) => part !== "");
}
/** @param normalisation as the profile names it: llama.cpp's tokenizers leave it out, and decomposed letters, which macOS and text from PDFs have, would be other
*  tokens than in training */
function normaliser(normalisation) {
	return normalisation === void 0 ? (text) => text : (text) => text.normalize(normalisation);
}
/** A tokeniser merges characters across the border of two parts ("\n" of the template, "\n" of the message), but never across a special
*  token. So a run reaches from one special token to the next and is tokenised as one text.
*  @param normalise applied to what messages say */
function tokenise(parts, vocabulary, normalise) {
	const tokens = [];
	let run = "";
	const endRun = () => {
		for (const token of vocabulary.tokenize(run, false)) tokens.push(token);
		run = "";
	};
	for (const { from, text } of parts) if (from === "message") run += normalise(text);
	else for (const part of splitSpecialTokens(text, vocabulary)) if (typeof part === "string") run += part;
	else {
		endRun();
		tokens.push(part);
	}
	endRun();
	return withBos(tokens, vocabulary);
}
/** The model's metadata decides whether a prompt opens with the begin-of-sequence token; a template may have written it already. */
function withBos(tokens, { tokens: { bos, shouldPrependBosToken } }) {
	return shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens;
}
/** A text of the template as its special tokens and the texts between them.
*  @throws Error where a vocabulary's special tokens do not spell what they were read from: guessing borders would corrupt the prompt */
function splitSpecialTokens(text, vocabulary) {
	const found = [];
	let rest = text;
	for (const token of vocabulary.tokenize(text, true).filter((one) => vocabulary.isSpecialToken(one))) {
		const spelling = vocabulary.detokenize([token], true);
		const at = rest.indexOf(spelling);
		if (spelling === "" || at < 0) throw new Error(`token ${token} of the chat template is not spelt in it`);
		if (at > 0) found.push(rest.slice(0, at));
		found.push(token);
		rest = rest.slice(at + spelling.length);
	}
	if (rest !== "") found.push(rest);
	return found;
}
/** Characters that are tokenised before others are served: some tens of milliseconds. */
const SLICE = 16384;
/** Characters of prompt for each token of the context, at most. Prose has 4 to 5; runs of blanks that have more take seconds to tokenise. */
const CHARACTERS_A_TOKEN = 16;
/** Tokens that a slice may have more than its part of the whole text, as a token may be cut at both its ends. */
const CUT = 16;
/** A look at long texts before they are tokenised as a whole, which holds up everything else.
*  @returns what of them is too long for a context of so many tokens; undefined where they may fit */
async function farTooLong(texts, contextTokens, { tokenize }, pause) {
	const characters = texts.reduce((sum, { length }) => sum + length, 0);
	if (characters <= SLICE) return void 0;
	if (characters > CHARACTERS_A_TOKEN * contextTokens) return `${characters} characters`;
	let tokens = 0;
	for (const text of texts) for (let at = 0; at < text.length; at += SLICE) {
		tokens += tokenize(text.slice(at, at + SLICE), false).length - CUT;
		if (tokens > contextTokens) return `more than ${tokens} tokens`;
		await pause();
	}
}

// src/chat/text-stream.ts
/** What a decoder writes for bytes that are no whole character yet. */
const UNFINISHED = "�";
const UNFINISHED_END = /\uFFFD+$/;
/** Tokens held back at most: a character has four bytes, so longer waits are for text that really has this sign. */
const HELD = 4;
var TextStream = class {
	#model;
	#pending = [];
	#before = [];
	constructor(model) {
		this.#model = model;
	}
	/** @returns the text that is certain now; may be empty */
	push(token) {
		this.#pending.push(token);
		const text = this.#text();
		return text.endsWith(UNFINISHED) && this.#pending.length < HELD ? "" : this.#release(text);
	}
	/** What was held back, where the answer ends here: without the beginning of a character that did not come whole. */
	end() {
		return this.#pending.length === 0 ? "" : this.#release(this.#text()).replace(UNFINISHED_END, "");
	}
	#text() {
		return this.#model.detokenize(this.#pending, false, this.#before);
	}
	#release(text) {
		this.#before = [...this.#before, ...this.#pending].slice(-8);
		this.#pending = [];
		return text;
	}
};
var StopTexts = class {
	#stops;
	#held = "";
	/** @param stops none of them empty */
	constructor(stops) {
		this.#stops = stops;
	}
	push(text) {
		this.#held += text;
		const places = this.#stops.map((stop) => this.#held.indexOf(stop)).filter((at) => at >= 0);
		if (places.length > 0) return {
			text: this.#held.slice(0, Math.min(...places)),
			stopped: true
		};
		const kept = Math.max(0, ...this.#stops.map((stop) => overlap(this.#held, stop)));
		const shown = this.#held.slice(0, this.#held.length - kept);
		this.#held = this.#held.slice(this.#held.length - kept);
		return {
			text: shown,
			stopped: false
		};
	}
	/** What was held back for a stop text that did not come. */
	end() {
		return this.#held;
	}
};
/** Characters at the end of `text` that could be the beginning of `stop`. */
function overlap(text, stop) {
	for (let length = Math.min(text.length, stop.length - 1); length > 0; length--) if (text.endsWith(stop.slice(0, length))) return length;
	return 0;
}

// src/chat/llama-chat.ts
/** Answers by llama.cpp, by its lowest level: our tokens in, its tokens out. No chat wrapper, for those drop parts of a template, cut long
*  prompts from the front, and keep history. Invariant: the answer depends on the request alone, never on what was asked before. Where several are in flight its last
*  digits depend on those as well. */
var LlamaChat = class {
	#parts;
	constructor(parts) {
		this.#parts = parts;
	}
	get identity() {
		return this.#parts.identity;
	}
	/** What it is made of, for tests that look at the vocabulary. */
	get parts() {
		return this.#parts;
	}
	/** The prompt's token ids: what the model will see, for tests and for the count. */
	tokensOf(messages) {
		try {
			return tokenise(this.#parts.render(messages), this.#parts.model, this.#parts.normalise);
		} catch (error) {
			if (error instanceof TemplateError) throw new ApiError("invalid_request", error.message, "messages", { cause: error });
			throw error;
		}
	}
	async prepare(request) {
		const prompt = await this.#promptOf(request);
		const room = this.identity.contextTokens - prompt.length;
		if (room < 1) throw this.#tooLong(request, `${prompt.length} tokens`);
		const limit = Math.min(room, request.max_tokens ?? room);
		const shape = await this.#shapeOf(request);
		return { run: (on, signal) => this.#run(request, prompt, limit, shape, on, signal) };
	}
	async #promptOf(request) {
		const { model, normalise } = this.#parts;
		const texts = ("messages" in request ? request.messages.map(({ content }) => content) : [request.prompt]).map(normalise);
		const length = await farTooLong(texts, this.identity.contextTokens, { tokenize: (text, special) => model.tokenize(text, special) }, setImmediate);
		if (length !== void 0) throw this.#tooLong(request, length);
		return "messages" in request ? this.tokensOf(request.messages) : tokenise([{
			from: "message",
			text: request.prompt
		}], model, normalise);
	}
	#tooLong(request, length) {
		return new ApiError("context_length_exceeded", `the prompt has ${length} and the context ${this.identity.contextTokens} tokens, which leaves no room for an answer`, "messages" in request ? "messages" : "prompt");
	}
	get kept() {
		return this.#parts.reader.kept;
	}
	async memory() {
		return {
			process: process.memoryUsage.rss(),
			gpu: (await this.#parts.llama.getLlamaMemoryUsage()).gpuVram
		};
	}
	async dispose() {
		await this.#parts.structuredOutput.dispose();
		await this.#parts.release();
	}
	async #shapeOf({ grammar, response_format }) {
		const { llama, model, structuredOutput } = this.#parts;
		const schema = schemaOf(response_format);
		if (grammar !== void 0) await structuredOutput.assertUsable(grammar);
		const text = schema === void 0 ? grammar : await structuredOutput.grammarOf(schema);
		if (text === void 0) return void 0;
		try {
			const state = new GrammarState(parseGrammar(text));
			return {
				grammar: new LlamaGrammarEvaluationState({
					model,
					grammar: await llama.createGrammar({ grammar: text })
				}),
				state,
				schema
			};
		} catch (cause) {
			throw new ApiError("invalid_request", "grammar: llama.cpp cannot read it; the runner's log says where", "grammar", { cause });
		}
	}
	async #run(request, prompt, limit, shape, on, signal) {
		const { now, reader, barrier } = this.#parts;
		const began = now();
		let answering = began;
		let cached = 0;
		const onFirst = () => {
			answering = now();
			on.progress({
				total: prompt.length,
				cached,
				processed: prompt.length,
				milliseconds: answering - began
			});
		};
		const written = [];
		let answer = "";
		const onText = (text, tokens) => {
			answer += text;
			on.text(text, tokens);
		};
		try {
			const { reason, answerTokens } = await barrier.join((nextBatch) => reader.read(prompt, {
				onProgress: on.progress,
				signal,
				nextBatch
			}, ({ sequence, cachedTokens }) => {
				cached = cachedTokens;
				const sampled = inBatches(this.#sampled(sequence, request, prompt, written, shape?.grammar), nextBatch);
				return this.#write(sampled, request, prompt, written, limit, shape, {
					text: onText,
					first: onFirst
				}, signal);
			}));
			if (reason === "stop" && shape?.schema !== void 0) await this.#assertSatisfies(answer, shape.schema);
			return {
				reason,
				promptTokens: prompt.length,
				cachedTokens: cached,
				promptMilliseconds: answering - began,
				answerTokens,
				answerMilliseconds: now() - answering
			};
		} catch (cause) {
			signal.throwIfAborted();
			if (cause instanceof ApiError) throw cause;
			throw new ApiError("generation_failed", `llama.cpp failed: ${messageOf(cause)}`, void 0, { cause });
		}
	}
	/** @throws ApiError where an answer that ended does not satisfy its schema, as one that a stop text cut */
	async #assertSatisfies(answer, schema) {
		const fault = await this.#parts.structuredOutput.faultOf(answer, schema);
		if (fault !== void 0) throw new ApiError("generation_failed", `the answer does not satisfy the schema: ${fault}; ask again, with another seed`);
	}
	/** @param written is added to: what is sampled depends on it */
	async #write(tokens, request, prompt, written, limit, shape, on, signal) {
		const { model } = this.#parts;
		const texts = new TextStream(model);
		const stops = new StopTexts(request.stop);
		/** Tokens whose text was not shown yet. */
		let held = [];
		let begun = false;
		let followed = shape !== void 0;
		const send = (text) => {
			if (text === "") return;
			on.text(text, held);
			held = [];
		};
		const show = (text) => {
			const shown = stops.push(text);
			send(shown.text);
			return shown.stopped;
		};
		const finish = (reason) => {
			const stopped = show(texts.end());
			if (!stopped) send(stops.end());
			return {
				reason: stopped ? "stop" : reason,
				answerTokens: written.length
			};
		};
		for await (const sampled of tokens) {
			const { token } = sampled;
			if (!begun) on.first();
			begun = true;
			signal.throwIfAborted();
			if (model.isEogToken(token)) return finish("stop");
			if (written.length >= limit) return finish("length");
			if (request.logprobs) held.push(this.#withProbabilities(sampled, written.slice(-8), request.top_logprobs));
			written.push(token);
			const text = texts.push(token);
			if (followed) followed = follow(shape, text);
			if (show(text)) return {
				reason: "stop",
				answerTokens: written.length
			};
			if (written.length >= limit && this.#full(prompt, written)) return finish("length");
		}
		return finish("length");
	}
	/** @param before the tokens before this one: they decide whether some tokenisers write a space first
	*  @param most alternatives to name */
	#withProbabilities({ token, confidence, probabilities }, before, most) {
		const { model } = this.#parts;
		const textOf = (one) => model.detokenize([one], true, before);
		if (confidence === void 0) throw new Error("the runtime gave no probability");
		const likeliest = [];
		for (const [one, probability] of probabilities ?? []) {
			if (likeliest.length >= most || probability <= 0) break;
			likeliest.push({
				text: textOf(one),
				probability
			});
		}
		return {
			text: textOf(token),
			probability: confidence,
			likeliest
		};
	}
	/** Whether the context has no place left to read the last token into. */
	#full(prompt, written) {
		return prompt.length + written.length >= this.identity.contextTokens;
	}
	/** @param written is read at every step: the repetition penalty covers it */
	#sampled(sequence, request, prompt, written, grammar) {
		const distinct = [...new Set(prompt)];
		const metadata = {
			confidence: request.logprobs,
			probabilities: request.logprobs && request.top_logprobs > 0
		};
		return sequence.evaluateWithMetadata(prompt.slice(-1), metadata, {
			temperature: request.temperature,
			topP: request.top_p,
			topK: 0,
			minP: 0,
			seed: request.seed ?? this.#parts.randomSeed(),
			yieldEogToken: true,
			...grammar === void 0 ? {} : { grammarEvaluationState: grammar },
			...request.repetition_penalty === 1 ? {} : { repeatPenalty: {
				punishTokens: () => [...distinct, ...written],
				maxPunishTokens: this.identity.contextTokens,
				penalty: request.repetition_penalty
			} }
		});
	}
};
/** @returns undefined where the answer may be any text */
function schemaOf(format) {
	switch (format.type) {
		case "text": return;
		case "json_object": return { type: "object" };
		case "json_schema": return format.json_schema.schema;
	}
}
/** @returns whether the answer was one of the grammar's as we read it @throws ApiError where too many ways to go on are open */
function follow(shape, text) {
	try {
		return shape?.state.push(text) ?? false;
	} catch (error) {
		if (error instanceof GrammarError) throw new ApiError("invalid_request", `grammar: ${error.message}`, "grammar", { cause: error });
		throw error;
	}
}

// src/chat/prompt-reader.ts
/** States of a model that cannot be cut back (a recurrent or hybrid one), at most: one of Qwen3.5-9B takes some 50 MiB of the machine's memory. */
const CHECKPOINTS = {
	max: 40,
	interval: false,
	maxMemory: 2 ** 30
};
/** Such states of one prompt, evenly spaced. */
const CHECKPOINTS_OF_PROMPT = 16;
/** Share of a kept prompt that a new one must have in common with it to take its place while an older one could go: two papers share the system
*  message, two revisions of a paper much more. */
const SHARED = 1 / 8;
var PromptReader = class {
	#options;
	#kept;
	#reads = 0;
	constructor(options) {
		this.#options = options;
		this.#kept = options.sequences.map((sequence) => ({
			sequence,
			tokens: [],
			used: 0,
			busy: false
		}));
	}
	/** Prompts that a next one could begin with, and their tokens. */
	get kept() {
		const lengths = this.#options.keep ? this.#kept.map(({ tokens }) => tokens.length).filter((length) => length > 0) : [];
		return {
			prompts: lengths.length,
			tokens: lengths.reduce((sum, length) => sum + length, 0)
		};
	}
	/** Reads all but the prompt's last token, which is read together with the writing of the answer.
	*  @param write has the sequence to itself until it ends
	*  @throws the signal's reason where it aborts: what was read until then is kept */
	async read(prompt, reading, write) {
		reading.signal.throwIfAborted();
		const tokens = prompt.slice(0, -1);
		const kept = this.#keptFor(tokens);
		kept.used = ++this.#reads;
		kept.busy = true;
		try {
			const cachedTokens = await this.#readInto(kept, tokens, prompt.length, reading);
			return await write({
				sequence: kept.sequence,
				cachedTokens
			});
		} finally {
			kept.busy = false;
		}
	}
	/** @param total tokens of the prompt @returns those of them that were not read again */
	async #readInto(kept, tokens, total, { onProgress, signal, nextBatch }) {
		const { slice, now } = this.#options;
		const began = now();
		const from = this.#boundary(kept, tokens);
		try {
			await this.#cutBack(kept, from);
			const spacing = slice * Math.ceil(tokens.length / slice / CHECKPOINTS_OF_PROMPT);
			for (let at = from; at < tokens.length; at += slice) {
				onProgress({
					total,
					cached: from,
					processed: at,
					milliseconds: now() - began
				});
				const part = tokens.slice(at, at + slice);
				await nextBatch();
				await kept.sequence.evaluateWithoutGeneratingNewTokens(part);
				if (part.length === slice) {
					kept.tokens = tokens.slice(0, at + slice);
					const isLast = at + 2 * slice > tokens.length;
					if (this.#options.keep && (isLast || (at + slice) % spacing === 0)) await kept.sequence.takeCheckpoint();
				}
				signal.throwIfAborted();
			}
		} catch (error) {
			if (!signal.aborted) kept.tokens = [];
			throw error;
		}
		return from;
	}
	/** The sequence that a prompt is read into, of those that are free: the one that begins alike, else the one that was not used for longest. */
	#keptFor(tokens) {
		const [first, ...others] = this.#kept.filter(({ busy }) => !busy);
		if (first === void 0) throw new RangeError("no sequence is free to read into");
		const shared = (one) => this.#boundary(one, tokens);
		const likest = others.reduce((best, one) => shared(one) > shared(best) ? one : best, first);
		if (shared(likest) > SHARED * likest.tokens.length) return likest;
		return others.reduce((oldest, one) => one.used < oldest.used ? one : oldest, first);
	}
	/** @returns the tokens at the beginning that need not be read again: whole slices, of which a state is there */
	#boundary({ sequence, tokens: before }, tokens) {
		const { slice, keep } = this.#options;
		if (!keep) return 0;
		let equal = 0;
		while (equal < Math.min(before.length, tokens.length) && before[equal] === tokens[equal]) equal++;
		let boundary = equal - equal % slice;
		while (boundary > 0 && sequence.getRestoreToPrefixIndexEvaluationSize(boundary - 1) !== 0) boundary -= slice;
		return boundary;
	}
	async #cutBack(kept, boundary) {
		const { sequence } = kept;
		kept.tokens = kept.tokens.slice(0, boundary);
		if (boundary === 0) await sequence.clearHistory();
		else await sequence.eraseContextTokenRanges([{
			start: boundary,
			end: sequence.nextTokenIndex
		}]);
		if (sequence.nextTokenIndex !== boundary) throw new Error(`the sequence was cut back to ${boundary} tokens and has ${sequence.nextTokenIndex}`);
	}
};

// src/chat/structured-output.ts
/** What shapes an answer, asked of a thread of its own. Invariant: no schema and no grammar holds up the process, whatever it says: each task has
*  its time and its memory, and is refused where they do not suffice. */
/** Milliseconds. What is in use takes some ten; this is for a slow machine that computes an answer at the same time. */
const LONGEST = 1e4;
const MEMORY = {
	maxOldGenerationSizeMb: 512,
	stackSizeMb: 4
};
const SCHEMA = "response_format.json_schema.schema";
var StructuredOutput = class {
	#script;
	#longest;
	#worker;
	/** The task before, done or not: a thread does one at a time. */
	#before = Promise.resolve();
	/** @param script the built structured-output-worker.ts
	*  @param longest milliseconds for one task */
	constructor(script, longest = LONGEST) {
		this.#script = script;
		this.#longest = longest;
	}
	/** @returns GBNF of JSON texts that satisfy the schema @throws ApiError where there is none, or the schema is malformed */
	async grammarOf(schema) {
		return await this.#text({
			kind: "schema",
			schema
		}, SCHEMA);
	}
	/** @throws ApiError where llama.cpp must not read it */
	async assertUsable(grammar) {
		await this.#text({
			kind: "grammar",
			grammar
		}, "grammar");
	}
	/** @returns what is wrong with an answer to a schema; undefined where nothing is */
	async faultOf(answer, schema) {
		return await this.#text({
			kind: "answer",
			schema,
			answer
		}, SCHEMA) || void 0;
	}
	async dispose() {
		const worker = this.#worker;
		this.#worker = void 0;
		await worker?.terminate();
	}
	async #text(task, param) {
		const mine = this.#before.then(() => this.#run(task, param));
		this.#before = mine.catch(() => {});
		const outcome = await mine;
		if ("text" in outcome) return outcome.text;
		if ("failed" in outcome) throw new Error(outcome.failed);
		const at = outcome.path === "" ? param : `${param}.${outcome.path}`;
		throw new ApiError("invalid_request", `${at}: ${outcome.refused}`, at);
	}
	/** @returns the thread, which has loaded what it needs: that is no part of a task's time */
	async #thread() {
		if (this.#worker) return this.#worker;
		const worker = new Worker(this.#script, { resourceLimits: MEMORY });
		this.#worker = worker;
		worker.unref();
		await once(worker, "message").catch((error) => {
			this.#worker = void 0;
			throw new Error(`the thread that reads schemas does not start: ${messageOf(error)}`, { cause: error });
		});
		return worker;
	}
	async #run(task, param) {
		const worker = await this.#thread();
		return await new Promise((resolve, reject) => {
			const end = () => {
				clearTimeout(late);
				worker.off("message", onMessage).off("error", onError);
			};
			const abandon = () => {
				end();
				this.#worker = void 0;
				worker.on("error", () => {});
				worker.terminate();
			};
			const refuse = (why, cause) => {
				abandon();
				reject(new ApiError("invalid_request", `${param}: ${why}; ask for less`, param, { cause }));
			};
			const late = setTimeout(() => refuse(`it took longer than ${this.#longest / 1e3} s to read`), this.#longest);
			const onMessage = (outcome) => {
				end();
				resolve(outcome);
			};
			const onError = (error) => {
				if (errorCode(error) === "ERR_WORKER_OUT_OF_MEMORY") return refuse("it took too much memory to read", error);
				abandon();
				reject(new Error(`the thread that reads schemas failed: ${messageOf(error)}`, { cause: error }));
			};
			worker.on("message", onMessage).on("error", onError);
			worker.postMessage(task);
		});
	}
};
function errorCode(error) {
	return error instanceof Error && "code" in error ? error.code : void 0;
}

// src/chat/load-chat.ts
/** Brings a chat model into memory. Its digest was checked before. Each way to fail has its own error. */
/** @throws ModelsError where the file, or the adapter, is none that can be served; CannotServeError where the device does not work or does not hold it */
async function loadModel({ model: entry, weights, gpu, threads, log, signal }) {
	const changes = weights.adapter && assertAdapterOf(weights.adapter.path, weights.path);
	const llama = await startRuntime(gpu, entry.device === "gpu", threads, log);
	try {
		const model = await loadWeights(llama, weights.path, signal);
		return {
			llama,
			model,
			entry,
			weights,
			placement: {
				device: await deviceOf(llama),
				gpuLayers: model.gpuLayers,
				layers: model.fileInsights.totalLayers,
				why: await whyThere(llama, gpu)
			},
			changes
		};
	} catch (error) {
		await llama.dispose();
		throw error;
	}
}
/** What answers with a model in memory; where an adapter lies over it two of them, with the adapter and without. Each has a context, and kept prompts, of its own. The runtime ends
*  with `chat`, or where this fails.
*  @throws ModelsError where the adapter changes nothing; CannotServeError where a context does not fit */
async function serveLoaded(loaded, settings) {
	const { llama, model, entry, weights, placement, changes } = loaded;
	const { adapter } = weights;
	const contextTokens = settings.contextTokens ?? entry.contextTokens;
	const release = () => llama.dispose();
	try {
		llama.maxThreads = settings.threads;
		assertTrainedFor(contextTokens, model, entry);
		const need = await needOf(llama, model.fileInsights, {
			id: entry.id,
			gpuLayers: placement.gpuLayers,
			contextTokens,
			keptPrompts: settings.keptPrompts,
			computation: settings,
			adapter: changes?.bytes
		});
		if (settings.parallel > 1) assertFits(need, (await deviceMemory(llama)).available, settings.parallel);
		settings.log(`${describePlacement(placement, settings.threads)}; ${describeNeed(need)}`);
		const { id, title } = entry;
		const parts = {
			structuredOutput: new StructuredOutput(settings.structuredOutputWorker),
			release
		};
		const own = {
			id,
			title,
			sha256: servedDigest(weights),
			contextTokens,
			bytes: {
				weights: need.weights,
				context: need.context
			}
		};
		const sequences = sequencesOf(await createContext(loaded, contextTokens, settings, adapter?.path));
		if (adapter === void 0 || changes === void 0 || need.adapter === void 0) return {
			chat: chatIn(loaded, sequences, settings, parts, own),
			base: void 0
		};
		const about = {
			file: basename(adapter.path),
			sha256: adapter.sha256,
			base: baseIdOf(entry),
			baseSha256: weights.sha256
		};
		const ofBase = baseContextTokens(contextTokens);
		const fault = baseFault(need.adapter.context, (await deviceMemory(llama)).available, about.base);
		if (fault !== void 0) throw fault;
		const baseSequences = sequencesOf(await createContext(loaded, ofBase, {
			...settings,
			keptPrompts: 1
		}));
		const effect = await measureEffect(adapter.path, model, sequences[0], baseSequences[0]);
		settings.log(`adapter ${about.file} (sha256 ${adapter.sha256.slice(0, 12)}) changes ${changes.changed} of ${changes.all} tensors of ${basename(weights.path)}, and logits of a test sentence by up to ${effect.toPrecision(3)}; the base alone is served as ${about.base}, with a context of ${ofBase} tokens of its own`);
		return {
			chat: chatIn(loaded, sequences, settings, parts, {
				...own,
				adapter: about
			}),
			base: chatIn(loaded, baseSequences, settings, parts, {
				id: about.base,
				title: `${title}: the base model, its adapter off`,
				sha256: weights.sha256,
				contextTokens: ofBase,
				bytes: {
					weights: need.weights,
					context: need.adapter.context
				},
				baseOf: id
			})
		};
	} catch (error) {
		await llama.dispose();
		throw error;
	}
}
/** What answers for a while beside nothing else: its context ends with it, and the model stays in memory. */
async function chatFor(loaded, settings) {
	const { contextTokens } = settings;
	const context = await createContext(loaded, contextTokens, settings, loaded.weights.adapter?.path);
	const parts = {
		structuredOutput: new StructuredOutput(settings.structuredOutputWorker),
		release: () => context.dispose()
	};
	const { id, title } = loaded.entry;
	return chatIn(loaded, sequencesOf(context), settings, parts, {
		id,
		title,
		sha256: servedDigest(loaded.weights),
		contextTokens
	});
}
const sequencesOf = (context) => Array.from({ length: context.totalSequences }, () => context.getSequence({ checkpoints: CHECKPOINTS }));
function chatIn({ llama, model, entry, weights, placement }, sequences, settings, parts, identity) {
	const { threads, parallel, flashAttention, now, randomSeed } = settings;
	const batchTokens = batchTokensOf(settings, llama.gpu !== false);
	return new LlamaChat({
		...parts,
		llama,
		model,
		reader: new PromptReader({
			sequences,
			slice: batchTokens,
			keep: settings.keptPrompts > 0,
			now
		}),
		barrier: new Barrier(),
		identity: {
			...identity,
			...placement,
			file: basename(weights.path),
			quantisation: quantisationOf(model.fileInfo.metadata.general.file_type) ?? entry.quantisation,
			threads,
			batchTokens,
			flashAttention,
			parallel,
			settings: describeComputation(settings, threadsFor(usableCores()))
		},
		render: renderer(templateOf(model, weights.path), {
			bos: model.tokens.bosString,
			eos: model.tokens.eosString
		}, settings.newPlaceholder),
		normalise: normaliser(entry.normalisation),
		now,
		randomSeed
	});
}
async function loadWeights(llama, path, signal) {
	try {
		return await llama.loadModel({
			modelPath: path,
			gpuLayers: llama.gpu === false ? 0 : "max",
			loadSignal: signal
		});
	} catch (cause) {
		signal.throwIfAborted();
		if (cause instanceof InsufficientMemoryError) throw await tooBig(llama, path, "the weights do", cause);
		throw new ModelsError({
			code: "weights-unreadable",
			at: path,
			fault: `llama.cpp cannot load it (${messageOf(cause)})`,
			remedy: "Is it a GGUF of a model that this llama.cpp knows? Convert it again as docs/models.md says, and import it again",
			cause
		});
	}
}
async function createContext({ model, entry, llama }, contextTokens, settings, adapter) {
	const { threads, keptPrompts, signal } = settings;
	const shape = contextSettings(contextTokens, keptPrompts, settings);
	try {
		return await model.createContext({
			...shape,
			...adapter !== void 0 && { lora: { adapters: [{
				filePath: adapter,
				scale: 1
			}] } },
			threads,
			failedCreationRemedy: false,
			createSignal: signal
		});
	} catch (cause) {
		signal.throwIfAborted();
		if (cause instanceof RunnerError) throw cause;
		const { sequences } = shape;
		const contexts = sequences > 1 ? `${sequences} contexts of ${contextTokens} tokens do` : `a context of ${contextTokens} tokens does`;
		throw await tooBig(llama, entry.id, contexts, cause);
	}
}
/** @param option that asks for so long a context  @throws UsageError */
function assertTrainedFor(contextTokens, model, { id }, option = "--context") {
	if (contextTokens <= model.trainContextSize) return;
	throw new UsageError({
		code: "context-too-long",
		at: option,
		fault: `a context of ${contextTokens} tokens is longer than the ${model.trainContextSize} that ${id} was trained for`,
		remedy: "Name fewer"
	});
}
/** On a processor the system would give memory that it does not have, and end the server once it is used.
*  @throws CannotServeError */
function assertFits({ context, contexts, contextTokens }, available, parallel) {
	if (context <= available) return;
	throw new CannotServeError({
		code: "too-big",
		at: `--parallel ${parallel}`,
		fault: `${contexts} contexts of ${contextTokens} tokens with buffers take ${gigabytes(context)}, and ${gigabytes(available)} are free beside the weights`,
		remedy: "Answer fewer at once, name a smaller --context, or end what else uses the memory"
	});
}
async function tooBig(llama, at, what, cause) {
	const { free } = llama.gpu === false ? await llama.getRamState() : await llama.getVramState();
	const memory = llama.gpu === false ? "memory" : "GPU memory";
	return new CannotServeError({
		code: "too-big",
		at,
		fault: `${what} not fit into the ${(free / 1e9).toFixed(1)} GB of ${memory} that are free`,
		remedy: "End what else uses it, name a smaller --context, keep fewer prompts with --prefix-cache, or use a smaller model",
		cause
	});
}
function templateOf(model, path) {
	const template = model.fileInfo.metadata.tokenizer.chat_template;
	if (typeof template === "string") return template;
	throw new ModelsError({
		code: "no-chat-template",
		at: path,
		fault: "its metadata hold no chat template, so nobody knows how it was trained to be asked",
		remedy: "Convert it again from a folder that has tokenizer_config.json or chat_template.jinja"
	});
}
/** What the file itself says, such as `Q4_K_M`; undefined where it does not, or says a number that is new to the library. */
function quantisationOf(fileType) {
	return (fileType === void 0 ? void 0 : GgufFileType[fileType])?.replace(/^(MOSTLY|ALL)_/, "");
}

export { serveLoaded as i, chatFor as n, loadModel as r, assertTrainedFor as t };