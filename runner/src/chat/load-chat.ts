/** Brings a chat model into memory. Its digest was checked before. Each way to fail has its own error. */
import { join } from "node:path";
import { GgufFileType, InsufficientMemoryError, type Llama, type LlamaContext, type LlamaModel } from "node-llama-cpp";
import type { ChatModel } from "../../../profiles/profile.ts";
import { CannotServeError, ModelsError, messageOf, RunnerError, UsageError } from "../errors.ts";
import type { GpuChoice } from "../serve/compute.ts";
import { deviceOf, type LogLine, startRuntime } from "../serve/runtime.ts";
import { LlamaChat } from "./llama-chat.ts";
import { CHECKPOINTS, PromptReader } from "./prompt-reader.ts";
import { normaliser, renderer } from "./prompt-tokens.ts";
import { StructuredOutput } from "./structured-output.ts";

/** Tokens that llama.cpp computes at once. Four times as many are no faster here and cost 1.5 GiB with a vocabulary of 248,320. */
const BATCH = 512;
/** Tokens between two looks at whether the request was cancelled. On a processor, where a batch takes seconds, smaller: measured, it costs no speed. */
const SLICE = { gpu: BATCH, cpu: 128 } as const;

/** What decides how much memory the contexts take, one for each prompt that is kept. */
export function contextSettings(contextSize: number, keptPrompts: number) {
  return { contextSize, sequences: Math.max(1, keptPrompts), batchSize: BATCH, flashAttention: true } as const;
}

export interface LoadChat {
  readonly model: ChatModel;
  /** The folder of all models. */
  readonly models: string;
  readonly sha256: string;
  readonly gpu: GpuChoice;
  readonly threads: number;
  /** Instead of the model's own. */
  readonly contextTokens: number | undefined;
  /** Prompts whose state is kept for the next ones; each takes the memory of a context. 0: none is. */
  readonly keptPrompts: number;
  readonly log: LogLine;
  readonly now: () => number;
  readonly randomSeed: () => number;
  readonly newPlaceholder: () => string;
  readonly signal: AbortSignal;
  /** The built structured-output-worker.ts. */
  readonly structuredOutputWorker: URL;
}

export async function loadChat(options: LoadChat): Promise<LlamaChat> {
  const { model: entry, threads } = options;
  const llama = await startRuntime(options.gpu, entry.device === "gpu", threads, options.log);
  const [file] = entry.files;
  const path = join(options.models, entry.id, file.path);
  try {
    const model = await loadWeights(llama, path, options.signal);
    const contextTokens = options.contextTokens ?? entry.contextTokens;
    const context = await createContext(llama, model, contextTokens, options);
    return new LlamaChat({
      llama,
      model,
      reader: new PromptReader({
        sequences: Array.from({ length: context.totalSequences }, () => context.getSequence({ checkpoints: CHECKPOINTS })),
        slice: llama.gpu === false ? SLICE.cpu : SLICE.gpu,
        keep: options.keptPrompts > 0,
        now: options.now,
      }),
      identity: {
        id: entry.id,
        title: entry.title,
        file: file.path,
        sha256: options.sha256,
        quantisation: quantisationOf(model.fileInfo.metadata.general.file_type) ?? entry.quantisation,
        device: await deviceOf(llama),
        contextTokens,
        threads,
      },
      structuredOutput: new StructuredOutput(options.structuredOutputWorker),
      render: renderer(
        templateOf(model, path),
        { bos: model.tokens.bosString, eos: model.tokens.eosString },
        options.newPlaceholder,
      ),
      normalise: normaliser(entry.normalisation),
      now: options.now,
      randomSeed: options.randomSeed,
    });
  } catch (error) {
    await llama.dispose();
    throw error;
  }
}

async function loadWeights(llama: Llama, path: string, signal: AbortSignal): Promise<LlamaModel> {
  try {
    // On a GPU every layer goes there or none: a part left behind would be a slow server that looks like a fast one.
    return await llama.loadModel({ modelPath: path, gpuLayers: llama.gpu === false ? 0 : "max", loadSignal: signal });
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof InsufficientMemoryError) throw await tooBig(llama, path, "the weights do", cause);
    throw new ModelsError({
      code: "weights-unreadable",
      at: path,
      fault: `llama.cpp cannot load it (${messageOf(cause)})`,
      remedy: "Is it a GGUF of a model that this llama.cpp knows? Convert it again as docs/models.md says, and import it again",
      cause,
    });
  }
}

async function createContext(
  llama: Llama,
  model: LlamaModel,
  contextTokens: number,
  { threads, keptPrompts, model: entry, signal }: LoadChat,
): Promise<LlamaContext> {
  if (contextTokens > model.trainContextSize) {
    throw new UsageError({
      code: "context-too-long",
      at: "--context",
      fault: `${contextTokens} tokens are more than the ${model.trainContextSize} that ${entry.id} was trained for`,
      remedy: "Name fewer",
    });
  }
  try {
    return await model.createContext({
      ...contextSettings(contextTokens, keptPrompts),
      threads,
      failedCreationRemedy: false,
      createSignal: signal,
    });
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof RunnerError) throw cause;
    const contexts =
      keptPrompts > 1 ? `${keptPrompts} contexts of ${contextTokens} tokens do` : `a context of ${contextTokens} tokens does`;
    throw await tooBig(llama, entry.id, contexts, cause);
  }
}

async function tooBig(llama: Llama, at: string, what: string, cause: unknown): Promise<CannotServeError> {
  const { free } = llama.gpu === false ? await llama.getRamState() : await llama.getVramState();
  const memory = llama.gpu === false ? "memory" : "GPU memory";
  return new CannotServeError({
    code: "too-big",
    at,
    fault: `${what} not fit into the ${(free / 1e9).toFixed(1)} GB of ${memory} that are free`,
    remedy: "End what else uses it, name a smaller --context, keep fewer prompts with --prefix-cache, or use a smaller model",
    cause,
  });
}

function templateOf(model: LlamaModel, path: string): string {
  const template = model.fileInfo.metadata.tokenizer.chat_template;
  if (typeof template === "string") return template;
  throw new ModelsError({
    code: "no-chat-template",
    at: path,
    fault: "its metadata hold no chat template, so nobody knows how it was trained to be asked",
    remedy: "Convert it again from a folder that has tokenizer_config.json or chat_template.jinja",
  });
}

/** What the file itself says, such as `Q4_K_M`; undefined where it does not, or says a number that is new to the library. */
function quantisationOf(fileType: number | undefined): string | undefined {
  const name = fileType === undefined ? undefined : GgufFileType[fileType];
  return name?.replace(/^(MOSTLY|ALL)_/, "");
}
