/** Answers by llama.cpp, by its lowest level: our tokens in, its tokens out. No chat wrapper, for those drop parts of a template, cut long
 *  prompts from the front, and keep history. Invariant: the answer depends on the request alone, never on what was asked before. */

import { type Llama, type LlamaContextSequence, LlamaGrammarEvaluationState, type LlamaModel, type Token } from "node-llama-cpp";
import { ApiError, type ChatRequest } from "../api.ts";
import { messageOf } from "../errors.ts";
import type { Chat, ChatIdentity, ChatResult, PrefillProgress, PreparedRequest } from "./chat-model.ts";
import { grammarOfSchema } from "./json-schema.ts";
import { type Message, type PromptPart, TemplateError, tokenise } from "./prompt-tokens.ts";
import { StopTexts, TextStream } from "./text-stream.ts";

export interface LlamaParts {
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly sequence: LlamaContextSequence;
  readonly identity: ChatIdentity;
  readonly render: (messages: readonly Message[]) => PromptPart[];
  /** Tokens of the prompt that are read between two looks at whether anybody still waits. Fixed: another slicing rounds differently. */
  readonly slice: number;
  readonly now: () => number;
  /** For requests that name no seed. */
  readonly randomSeed: () => number;
}

type On = Parameters<PreparedRequest["run"]>[0];

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
      return tokenise(this.#parts.render(messages), this.#parts.model);
    } catch (error) {
      if (error instanceof TemplateError) throw new ApiError("invalid_request", error.message, "messages", { cause: error });
      throw error;
    }
  }

  async prepare(request: ChatRequest): Promise<PreparedRequest> {
    const prompt = this.tokensOf(request.messages);
    const room = this.identity.contextTokens - prompt.length;
    if (room < 1) {
      throw new ApiError(
        "context_length_exceeded",
        `the prompt has ${prompt.length} tokens and the context ${this.identity.contextTokens}, which leaves no room for an answer`,
        "messages",
      );
    }
    const limit = Math.min(room, request.max_tokens ?? request.max_completion_tokens ?? room);
    const grammar = await this.#grammarOf(request);
    return { run: (on, signal) => this.#run(request, prompt, limit, grammar, on, signal) };
  }

  async memory(): Promise<{ process: number; gpu: number }> {
    return { process: process.memoryUsage.rss(), gpu: (await this.#parts.llama.getLlamaMemoryUsage()).gpuVram };
  }

  async dispose(): Promise<void> {
    await this.#parts.llama.dispose();
  }

  async #grammarOf({ grammar, response_format }: ChatRequest): Promise<LlamaGrammarEvaluationState | undefined> {
    const { llama, model } = this.#parts;
    const ofSchema =
      response_format.type === "json_schema" ? await grammarOfSchema(llama, response_format.json_schema.schema) : undefined;
    const text = grammar ?? ofSchema;
    if (text === undefined) return undefined;
    try {
      return new LlamaGrammarEvaluationState({ model, grammar: await llama.createGrammar({ grammar: text }) });
    } catch (cause) {
      throw new ApiError("invalid_request", "grammar: llama.cpp cannot read it; the runner's log says where", "grammar", {
        cause,
      });
    }
  }

  async #run(
    request: ChatRequest,
    prompt: readonly Token[],
    limit: number,
    grammar: LlamaGrammarEvaluationState | undefined,
    on: On,
    signal: AbortSignal,
  ): Promise<ChatResult> {
    const { now } = this.#parts;
    const began = now();
    let answering = began;
    // The prompt's last token is read together with the writing of the answer's first one, which ends the prompt's time as in llama.cpp.
    const onFirst = () => {
      answering = now();
      on.progress({ total: prompt.length, processed: prompt.length, milliseconds: answering - began });
    };
    try {
      await this.#read(prompt.slice(0, -1), prompt.length, on.progress, signal);
      const { reason, answerTokens } = await this.#write(
        request,
        prompt,
        limit,
        grammar,
        { text: on.text, first: onFirst },
        signal,
      );
      return {
        reason,
        promptTokens: prompt.length,
        promptMilliseconds: answering - began,
        answerTokens,
        answerMilliseconds: now() - answering,
      };
    } catch (cause) {
      signal.throwIfAborted();
      throw new ApiError("generation_failed", `llama.cpp failed: ${messageOf(cause)}`, undefined, { cause });
    }
  }

  /** Reads the prompt slice by slice into an empty sequence: kept state would make the answer depend on earlier requests. */
  async #read(
    tokens: readonly Token[],
    total: number,
    onProgress: (progress: PrefillProgress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { sequence, slice, now } = this.#parts;
    const began = now();
    signal.throwIfAborted();
    await sequence.clearHistory();
    for (let at = 0; at < tokens.length; at += slice) {
      onProgress({ total, processed: at, milliseconds: now() - began });
      await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(at, at + slice));
      signal.throwIfAborted();
    }
  }

  async #write(
    request: ChatRequest,
    prompt: readonly Token[],
    limit: number,
    grammar: LlamaGrammarEvaluationState | undefined,
    on: { readonly text: (text: string) => void; readonly first: () => void },
    signal: AbortSignal,
  ): Promise<{ reason: ChatResult["reason"]; answerTokens: number }> {
    const { model } = this.#parts;
    const texts = new TextStream(model);
    const stops = new StopTexts(request.stop);
    const written: Token[] = [];
    let begun = false;
    const show = (text: string): boolean => {
      const shown = stops.push(text);
      if (shown.text !== "") on.text(shown.text);
      return shown.stopped;
    };
    const finish = (reason: ChatResult["reason"]) => {
      const stopped = show(texts.end());
      if (!stopped && stops.end() !== "") on.text(stops.end());
      return { reason: stopped ? "stop" : reason, answerTokens: written.length } as const;
    };
    for await (const token of this.#sampled(request, prompt, written, grammar)) {
      if (!begun) on.first();
      begun = true;
      signal.throwIfAborted();
      if (model.isEogToken(token)) return finish("stop");
      // One token more than allowed was sampled only to see whether the answer had ended by itself.
      if (written.length >= limit) return finish("length");
      written.push(token);
      if (show(texts.push(token))) return { reason: "stop", answerTokens: written.length };
      if (written.length >= limit && this.#full(prompt, written)) return finish("length");
    }
    return finish("length");
  }

  /** Whether the context has no place left to read the last token into. */
  #full(prompt: readonly Token[], written: readonly Token[]): boolean {
    return prompt.length + written.length >= this.identity.contextTokens;
  }

  /** @param written is read at every step: the repetition penalty covers it */
  #sampled(
    request: ChatRequest,
    prompt: readonly Token[],
    written: readonly Token[],
    grammar: LlamaGrammarEvaluationState | undefined,
  ) {
    // A token counts once however often it stands there, so the prompt's repetitions may be left out.
    const distinct = [...new Set(prompt)];
    return this.#parts.sequence.evaluate(prompt.slice(-1), {
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
