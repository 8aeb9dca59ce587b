/** Brings a chat model into memory. Its digest was checked before. Each way to fail has its own error. */
import { basename, join } from "node:path";
import {
  GgufFileType,
  InsufficientMemoryError,
  type Llama,
  type LlamaContext,
  type LlamaContextSequence,
  type LlamaModel,
} from "node-llama-cpp";
import type { ChatModel } from "../../../profiles/profile.ts";
import { CannotServeError, ModelsError, messageOf, RunnerError, UsageError } from "../errors.ts";
import {
  batchTokensOf,
  type Computation,
  contextSettings,
  describeComputation,
  type GpuChoice,
  threadsFor,
  usableCores,
} from "../serve/compute.ts";
import { baseContextTokens, contextMemory, gigabytes } from "../serve/memory.ts";
import { deviceOf, type LogLine, startRuntime } from "../serve/runtime.ts";
import { adaptedDigest, assertAdapterOf, baseIdOf } from "../weights/adapter.ts";
import { type AdapterInUse, assertBaseFits, measureEffect } from "./adapter-in-use.ts";
import { Barrier } from "./barrier.ts";
import type { ChatIdentity } from "./chat-model.ts";
import { LlamaChat } from "./llama-chat.ts";
import { CHECKPOINTS, PromptReader } from "./prompt-reader.ts";
import { normaliser, renderer } from "./prompt-tokens.ts";
import { StructuredOutput } from "./structured-output.ts";

export interface LoadChat extends Computation {
  readonly model: ChatModel;
  /** The folder of all models. */
  readonly models: string;
  readonly sha256: string;
  readonly gpu: GpuChoice;
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
  const path = join(options.models, options.model.id, options.model.files[0].path);
  return (await load(options, path, options.sha256, undefined)).chat;
}

/** A base model in memory once, and two that answer: with the adapter, and without. Each has a context, and kept prompts, of its own.
 *  @throws ModelsError where the adapter is none of this base, or changes nothing; CannotServeError where the second context does not fit */
export async function loadAdapted(
  options: Omit<LoadChat, "sha256">,
  adapter: AdapterInUse,
): Promise<{ readonly chat: LlamaChat; readonly base: LlamaChat }> {
  const sha256 = adaptedDigest(adapter.base.sha256, adapter.sha256);
  const { chat, base } = await load({ ...options, sha256 }, adapter.base.path, sha256, adapter);
  if (base === undefined) throw new RangeError("an adapter has a base");
  return { chat, base };
}

async function load(
  options: LoadChat,
  path: string,
  sha256: string,
  adapter: AdapterInUse | undefined,
): Promise<{ readonly chat: LlamaChat; readonly base: LlamaChat | undefined }> {
  const { model: entry, threads } = options;
  const changes = adapter && assertAdapterOf(adapter.path, adapter.base.path);
  const llama = await startRuntime(options.gpu, entry.device === "gpu", threads, options.log);
  try {
    const model = await loadWeights(llama, path, options.signal);
    const contextTokens = options.contextTokens ?? entry.contextTokens;
    const device = await deviceOf(llama);
    const batchTokens = batchTokensOf(options, llama.gpu !== false);
    const structuredOutput = new StructuredOutput(options.structuredOutputWorker);
    const render = renderer(
      templateOf(model, path),
      { bos: model.tokens.bosString, eos: model.tokens.eosString },
      options.newPlaceholder,
    );
    const chatOver = (
      sequences: readonly LlamaContextSequence[],
      identity: Pick<ChatIdentity, "id" | "title" | "sha256" | "contextTokens" | "adapter" | "baseOf">,
    ) =>
      new LlamaChat({
        llama,
        model,
        reader: new PromptReader({
          sequences,
          slice: batchTokens,
          keep: options.keptPrompts > 0,
          now: options.now,
        }),
        barrier: new Barrier(),
        identity: {
          ...identity,
          file: basename(path),
          quantisation: quantisationOf(model.fileInfo.metadata.general.file_type) ?? entry.quantisation,
          device,
          threads,
          batchTokens,
          parallel: options.parallel,
          settings: describeComputation(options, threadsFor(usableCores())),
        },
        structuredOutput,
        render,
        normalise: normaliser(entry.normalisation),
        now: options.now,
        randomSeed: options.randomSeed,
      });
    const sequencesOf = (context: LlamaContext) =>
      Array.from({ length: context.totalSequences }, () => context.getSequence({ checkpoints: CHECKPOINTS }));
    const { id, title } = entry;
    const context = await createContext(llama, model, contextTokens, options, adapter?.path);
    const sequences = sequencesOf(context);
    if (adapter === undefined || changes === undefined)
      return { chat: chatOver(sequences, { id, title, sha256, contextTokens }), base: undefined };
    const ofBase = baseContextTokens(contextTokens);
    await assertBaseFits(llama, model, ofBase, baseIdOf(entry), options);
    const baseSequences = sequencesOf(await createContext(llama, model, ofBase, { ...options, keptPrompts: 1 }));
    const effect = await measureEffect(adapter.path, model, sequences[0], baseSequences[0]);
    options.log(
      `adapter ${basename(adapter.path)} (sha256 ${adapter.sha256.slice(0, 12)}) changes ${changes.changed} of ${changes.all} tensors of ${basename(path)}, and logits of a test sentence by up to ${effect.toPrecision(3)}; the base alone is served as ${baseIdOf(entry)}, with a context of ${ofBase} tokens of its own`,
    );
    const about = {
      file: basename(adapter.path),
      sha256: adapter.sha256,
      base: baseIdOf(entry),
      baseSha256: adapter.base.sha256,
    };
    return {
      chat: chatOver(sequences, { id, title, sha256, contextTokens, adapter: about }),
      base: chatOver(baseSequences, {
        id: baseIdOf(entry),
        title: `${title}: the base model, its adapter off`,
        sha256: adapter.base.sha256,
        contextTokens: ofBase,
        baseOf: id,
      }),
    };
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
  options: Omit<LoadChat, "sha256">,
  adapter?: string,
): Promise<LlamaContext> {
  const { threads, keptPrompts, model: entry, signal } = options;
  if (contextTokens > model.trainContextSize) {
    throw new UsageError({
      code: "context-too-long",
      at: "--context",
      fault: `${contextTokens} tokens are more than the ${model.trainContextSize} that ${entry.id} was trained for`,
      remedy: "Name fewer",
    });
  }
  const settings = contextSettings(contextTokens, keptPrompts, options);
  if (options.parallel > 1) await assertFits(llama, model, settings, options);
  try {
    return await model.createContext({
      ...settings,
      ...(adapter !== undefined && { lora: { adapters: [{ filePath: adapter, scale: 1 }] } }),
      threads,
      failedCreationRemedy: false,
      createSignal: signal,
    });
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof RunnerError) throw cause;
    const { sequences } = settings;
    const contexts =
      sequences > 1 ? `${sequences} contexts of ${contextTokens} tokens do` : `a context of ${contextTokens} tokens does`;
    throw await tooBig(llama, entry.id, contexts, cause);
  }
}

/** Says what the contexts of several requests take. On a processor the system would give memory that it does not have, and end the server once it is used.
 *  @throws CannotServeError */
async function assertFits(
  llama: Llama,
  model: LlamaModel,
  settings: ReturnType<typeof contextSettings>,
  { parallel, log }: Pick<LoadChat, "parallel" | "log">,
): Promise<void> {
  const { takes, available } = await contextMemory(llama, model, settings);
  const contexts = `${settings.sequences} contexts of ${settings.contextSize} tokens with buffers take ${gigabytes(takes)}`;
  if (takes > available)
    throw new CannotServeError({
      code: "too-big",
      at: `--parallel ${parallel}`,
      fault: `${contexts}, and ${gigabytes(available)} are free beside the weights`,
      remedy: "Answer fewer at once, name a smaller --context, or end what else uses the memory",
    });
  log(`${parallel} requests are answered at once: ${contexts}`);
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
