/** Answers by llama.cpp, by its lowest level: our tokens in, its tokens out. No chat wrapper, for those drop parts of a template, cut long
 *  prompts from the front, and keep history. Invariant: the answer depends on the request alone, never on what was asked before. Where several are in flight its last
 *  digits depend on those as well. */

import { setImmediate as immediate } from "node:timers/promises";
import { type Llama, type LlamaContextSequence, LlamaGrammarEvaluationState, type LlamaModel, type Token } from "node-llama-cpp";
import { ApiError, type ChatRequest, type CompletionRequest } from "../api.ts";
import { messageOf } from "../errors.ts";
import { type Barrier, inBatches } from "./barrier.ts";
import type { Chat, ChatIdentity, ChatResult, Listeners, PreparedRequest, TokenProbability, WrittenToken } from "./chat-model.ts";
import { GrammarError, parseGrammar } from "./gbnf.ts";
import { GrammarState } from "./grammar-state.ts";
import type { Schema } from "./json-schema/index.ts";
import type { PromptReader } from "./prompt-reader.ts";
import { farTooLong, type Message, type Normalise, type PromptPart, TemplateError, tokenise } from "./prompt-tokens.ts";
import type { StructuredOutput } from "./structured-output.ts";
import { CONTEXT, StopTexts, TextStream } from "./text-stream.ts";

export interface LlamaParts {
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly reader: PromptReader<LlamaContextSequence>;
  readonly barrier: Barrier;
  readonly identity: ChatIdentity;
  readonly structuredOutput: StructuredOutput;
  readonly render: (messages: readonly Message[]) => PromptPart[];
  readonly normalise: Normalise;
  readonly now: () => number;
  /** For requests that name no seed. */
  readonly randomSeed: () => number;
  /** Gives back what was loaded for it. */
  readonly release: () => Promise<void>;
}

/** What decides how an answer is written, whatever it answers. */
type Sampling = Omit<ChatRequest, "messages"> | Omit<CompletionRequest, "prompt">;

/** What an answer must look like. */
interface Shape {
  readonly grammar: LlamaGrammarEvaluationState;
  /** The same grammar as we read it: it sees ways multiply before llama.cpp runs out of memory. */
  readonly state: GrammarState;
  readonly schema: Schema | undefined;
}

/** A token, and where they were asked for its own probability and those of all tokens, the likeliest first. Both are of the distribution that it
 *  was drawn from: after grammar, repetition penalty, top_p and temperature; with temperature 0 that of temperature 1. */
interface Sampled {
  readonly token: Token;
  readonly confidence?: number;
  readonly probabilities?: ReadonlyMap<Token, number>;
}

export class LlamaChat implements Chat {
  readonly #parts: LlamaParts;
  constructor(parts: LlamaParts) {
    this.#parts = parts;
  }
  get identity(): ChatIdentity {
    return this.#parts.identity;
  }

  /** What it is made of, for tests that look at the vocabulary. */
  get parts(): LlamaParts {
    return this.#parts;
  }

  /** The prompt's token ids: what the model will see, for tests and for the count. */
  tokensOf(messages: readonly Message[]): Token[] {
    try {
      return tokenise(this.#parts.render(messages), this.#parts.model, this.#parts.normalise);
    } catch (error) {
      if (error instanceof TemplateError) throw new ApiError("invalid_request", error.message, "messages", { cause: error });
      throw error;
    }
  }

  async prepare(request: ChatRequest | CompletionRequest): Promise<PreparedRequest> {
    const prompt = await this.#promptOf(request);
    const room = this.identity.contextTokens - prompt.length;
    if (room < 1) throw this.#tooLong(request, `${prompt.length} tokens`);
    const limit = Math.min(room, request.max_tokens ?? room);
    const shape = await this.#shapeOf(request);
    return { run: (on, signal) => this.#run(request, prompt, limit, shape, on, signal) };
  }

  async #promptOf(request: ChatRequest | CompletionRequest): Promise<Token[]> {
    const { model, normalise } = this.#parts;
    const given = "messages" in request ? request.messages.map(({ content }) => content) : [request.prompt];
    const texts = given.map(normalise);
    const vocabulary = { tokenize: (text: string, special: boolean) => model.tokenize(text, special) };
    const length = await farTooLong(texts, this.identity.contextTokens, vocabulary, immediate);
    if (length !== undefined) throw this.#tooLong(request, length);
    return "messages" in request
      ? this.tokensOf(request.messages)
      : tokenise([{ from: "message", text: request.prompt }], model, normalise);
  }

  #tooLong(request: ChatRequest | CompletionRequest, length: string): ApiError {
    return new ApiError(
      "context_length_exceeded",
      `the prompt has ${length} and the context ${this.identity.contextTokens} tokens, which leaves no room for an answer`,
      "messages" in request ? "messages" : "prompt",
    );
  }

  get kept() {
    return this.#parts.reader.kept;
  }

  async memory(): Promise<{ process: number; gpu: number }> {
    return { process: process.memoryUsage.rss(), gpu: (await this.#parts.llama.getLlamaMemoryUsage()).gpuVram };
  }

  async dispose(): Promise<void> {
    await this.#parts.structuredOutput.dispose();
    await this.#parts.release();
  }

  async #shapeOf({ grammar, response_format }: Sampling): Promise<Shape | undefined> {
    const { llama, model, structuredOutput } = this.#parts;
    const schema = schemaOf(response_format);
    if (grammar !== undefined) await structuredOutput.assertUsable(grammar);
    const text = schema === undefined ? grammar : await structuredOutput.grammarOf(schema);
    if (text === undefined) return undefined;
    try {
      const state = new GrammarState(parseGrammar(text));
      return {
        grammar: new LlamaGrammarEvaluationState({ model, grammar: await llama.createGrammar({ grammar: text }) }),
        state,
        schema,
      };
    } catch (cause) {
      throw new ApiError("invalid_request", "grammar: llama.cpp cannot read it; the runner's log says where", "grammar", {
        cause,
      });
    }
  }

  async #run(
    request: Sampling,
    prompt: readonly Token[],
    limit: number,
    shape: Shape | undefined,
    on: Listeners,
    signal: AbortSignal,
  ): Promise<ChatResult> {
    const { now, reader, barrier } = this.#parts;
    const began = now();
    let answering = began;
    let cached = 0;
    // The prompt's last token is read together with the writing of the answer's first one, which ends the prompt's time as in llama.cpp.
    const onFirst = () => {
      answering = now();
      on.progress({ total: prompt.length, cached, processed: prompt.length, milliseconds: answering - began });
    };
    const written: Token[] = [];
    let answer = "";
    const onText: Listeners["text"] = (text, tokens) => {
      answer += text;
      on.text(text, tokens);
    };
    try {
      const { reason, answerTokens } = await barrier.join((nextBatch) =>
        reader.read(prompt, { onProgress: on.progress, signal, nextBatch }, ({ sequence, cachedTokens }) => {
          cached = cachedTokens;
          const sampled = inBatches(this.#sampled(sequence, request, prompt, written, shape?.grammar), nextBatch);
          return this.#write(sampled, request, prompt, written, limit, shape, { text: onText, first: onFirst }, signal);
        }),
      );
      if (reason === "stop" && shape?.schema !== undefined) await this.#assertSatisfies(answer, shape.schema);
      return {
        reason,
        promptTokens: prompt.length,
        cachedTokens: cached,
        promptMilliseconds: answering - began,
        answerTokens,
        answerMilliseconds: now() - answering,
      };
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof ApiError) throw cause;
      throw new ApiError("generation_failed", `llama.cpp failed: ${messageOf(cause)}`, undefined, { cause });
    }
  }

  /** @throws ApiError where an answer that ended does not satisfy its schema, as one that a stop text cut */
  async #assertSatisfies(answer: string, schema: Schema): Promise<void> {
    const fault = await this.#parts.structuredOutput.faultOf(answer, schema);
    if (fault !== undefined)
      throw new ApiError("generation_failed", `the answer does not satisfy the schema: ${fault}; ask again, with another seed`);
  }

  /** @param written is added to: what is sampled depends on it */
  async #write(
    tokens: AsyncGenerator<Sampled>,
    request: Sampling,
    prompt: readonly Token[],
    written: Token[],
    limit: number,
    shape: Shape | undefined,
    on: Pick<Listeners, "text"> & { readonly first: () => void },
    signal: AbortSignal,
  ): Promise<{ reason: ChatResult["reason"]; answerTokens: number }> {
    const { model } = this.#parts;
    const texts = new TextStream(model);
    const stops = new StopTexts(request.stop);
    /** Tokens whose text was not shown yet. */
    let held: WrittenToken[] = [];
    let begun = false;
    let followed = shape !== undefined;
    const send = (text: string) => {
      if (text === "") return;
      on.text(text, held);
      held = [];
    };
    const show = (text: string): boolean => {
      const shown = stops.push(text);
      send(shown.text);
      return shown.stopped;
    };
    const finish = (reason: ChatResult["reason"]) => {
      const stopped = show(texts.end());
      if (!stopped) send(stops.end());
      return { reason: stopped ? "stop" : reason, answerTokens: written.length } as const;
    };
    for await (const sampled of tokens) {
      const { token } = sampled;
      if (!begun) on.first();
      begun = true;
      signal.throwIfAborted();
      if (model.isEogToken(token)) return finish("stop");
      // One token more than allowed was sampled only to see whether the answer had ended by itself.
      if (written.length >= limit) return finish("length");
      if (request.logprobs) held.push(this.#withProbabilities(sampled, written.slice(-CONTEXT), request.top_logprobs));
      written.push(token);
      const text = texts.push(token);
      if (followed) followed = follow(shape, text);
      if (show(text)) return { reason: "stop", answerTokens: written.length };
      if (written.length >= limit && this.#full(prompt, written)) return finish("length");
    }
    return finish("length");
  }

  /** @param before the tokens before this one: they decide whether some tokenisers write a space first
   *  @param most alternatives to name */
  #withProbabilities({ token, confidence, probabilities }: Sampled, before: readonly Token[], most: number): WrittenToken {
    const { model } = this.#parts;
    const textOf = (one: Token) => model.detokenize([one], true, before);
    if (confidence === undefined) throw new Error("the runtime gave no probability");
    const likeliest: TokenProbability[] = [];
    for (const [one, probability] of probabilities ?? []) {
      // The likeliest come first; what the grammar or top_p forbids has none.
      if (likeliest.length >= most || probability <= 0) break;
      likeliest.push({ text: textOf(one), probability });
    }
    return { text: textOf(token), probability: confidence, likeliest };
  }

  /** Whether the context has no place left to read the last token into. */
  #full(prompt: readonly Token[], written: readonly Token[]): boolean {
    return prompt.length + written.length >= this.identity.contextTokens;
  }

  /** @param written is read at every step: the repetition penalty covers it */
  #sampled(
    sequence: LlamaContextSequence,
    request: Sampling,
    prompt: readonly Token[],
    written: readonly Token[],
    grammar: LlamaGrammarEvaluationState | undefined,
  ): AsyncGenerator<Sampled> {
    // A token counts once however often it stands there, so the prompt's repetitions may be left out.
    const distinct = [...new Set(prompt)];
    // The whole vocabulary's probabilities take time to hand over, so they are computed only where alternatives are asked for.
    const metadata = { confidence: request.logprobs, probabilities: request.logprobs && request.top_logprobs > 0 };
    return sequence.evaluateWithMetadata(prompt.slice(-1), metadata, {
      temperature: request.temperature,
      topP: request.top_p,
      topK: 0, // off; the library's default is not
      minP: 0,
      seed: request.seed ?? this.#parts.randomSeed(),
      yieldEogToken: true,
      ...(grammar === undefined ? {} : { grammarEvaluationState: grammar }),
      ...(request.repetition_penalty === 1
        ? {}
        : {
            repeatPenalty: {
              punishTokens: () => [...distinct, ...written],
              // Constant, or the sampler would be built anew for every token.
              maxPunishTokens: this.identity.contextTokens,
              penalty: request.repetition_penalty,
            },
          }),
    });
  }
}

/** @returns undefined where the answer may be any text */
function schemaOf(format: Sampling["response_format"]): Schema | undefined {
  switch (format.type) {
    case "text":
      return undefined;
    case "json_object":
      return { type: "object" };
    case "json_schema":
      return format.json_schema.schema;
  }
}

/** @returns whether the answer was one of the grammar's as we read it @throws ApiError where too many ways to go on are open */
function follow(shape: Shape | undefined, text: string): boolean {
  try {
    return shape?.state.push(text) ?? false;
  } catch (error) {
    if (error instanceof GrammarError)
      throw new ApiError("invalid_request", `grammar: ${error.message}`, "grammar", { cause: error });
    throw error;
  }
}
