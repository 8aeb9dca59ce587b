/** Brings a chat model into memory. Its digest was checked before. Each way to fail has its own error. */
import { basename } from "node:path";
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
  describePlacement,
  type GpuChoice,
  type Placement,
  threadsFor,
  usableCores,
} from "../serve/compute.ts";
import {
  baseContextTokens,
  describeNeed,
  deviceMemory,
  gigabytes,
  KEPT_PROMPTS,
  type MemoryNeed,
  needOf,
} from "../serve/memory.ts";
import { deviceOf, type LogLine, startRuntime, whyThere } from "../serve/runtime.ts";
import { type AdapterTensors, assertAdapterOf, baseIdOf, servedDigest, type VerifiedWeights } from "../weights/adapter.ts";
import { baseFault, measureEffect } from "./adapter-in-use.ts";
import { Barrier } from "./barrier.ts";
import type { ChatIdentity } from "./chat-model.ts";
import { LlamaChat, type LlamaParts } from "./llama-chat.ts";
import { CHECKPOINTS, PromptReader } from "./prompt-reader.ts";
import { normaliser, renderer } from "./prompt-tokens.ts";
import { StructuredOutput } from "./structured-output.ts";

export interface LoadModel {
  readonly model: ChatModel;
  readonly weights: VerifiedWeights;
  readonly gpu: GpuChoice;
  /** At most so many compute. */
  readonly threads: number;
  readonly log: LogLine;
  readonly signal: AbortSignal;
}

/** Weights in memory, of which several contexts can be made. */
export interface LoadedModel {
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly entry: ChatModel;
  readonly weights: VerifiedWeights;
  readonly placement: Placement;
  /** What the adapter changes, where one is laid over. */
  readonly changes: AdapterTensors | undefined;
}

/** @throws ModelsError where the file, or the adapter, is none that can be served; CannotServeError where the device does not work or does not hold it */
export async function loadModel({ model: entry, weights, gpu, threads, log, signal }: LoadModel): Promise<LoadedModel> {
  const changes = weights.adapter && assertAdapterOf(weights.adapter.path, weights.path);
  const llama = await startRuntime(gpu, entry.device === "gpu", threads, log);
  try {
    const model = await loadWeights(llama, weights.path, signal);
    const placement = {
      device: await deviceOf(llama),
      gpuLayers: model.gpuLayers,
      layers: model.fileInsights.totalLayers,
      why: await whyThere(llama, gpu),
    };
    return { llama, model, entry, weights, placement, changes };
  } catch (error) {
    await llama.dispose();
    throw error;
  }
}

export interface ChatSettings extends Computation {
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

/** What answers with a model in memory; where an adapter lies over it two of them, with the adapter and without. Each has a context, and kept prompts, of its own. The runtime ends
 *  with `chat`, or where this fails.
 *  @throws ModelsError where the adapter changes nothing; CannotServeError where a context does not fit */
export async function serveLoaded(
  loaded: LoadedModel,
  settings: ChatSettings,
): Promise<{ readonly chat: LlamaChat; readonly base: LlamaChat | undefined }> {
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
      adapter: changes?.bytes,
    });
    if (settings.parallel > 1) assertFits(need, (await deviceMemory(llama)).available, settings.parallel);
    settings.log(`${describePlacement(placement, settings.threads)}; ${describeNeed(need)}`);
    const { id, title } = entry;
    const parts = { structuredOutput: new StructuredOutput(settings.structuredOutputWorker), release };
    const own = {
      id,
      title,
      sha256: servedDigest(weights),
      contextTokens,
      bytes: { weights: need.weights, context: need.context },
    };
    const sequences = sequencesOf(await createContext(loaded, contextTokens, settings, adapter?.path));
    if (adapter === undefined || changes === undefined || need.adapter === undefined)
      return { chat: chatIn(loaded, sequences, settings, parts, own), base: undefined };
    const about = { file: basename(adapter.path), sha256: adapter.sha256, base: baseIdOf(entry), baseSha256: weights.sha256 };
    const ofBase = baseContextTokens(contextTokens);
    const fault = baseFault(need.adapter.context, (await deviceMemory(llama)).available, about.base);
    if (fault !== undefined) throw fault;
    const baseSequences = sequencesOf(await createContext(loaded, ofBase, { ...settings, keptPrompts: KEPT_PROMPTS }));
    const effect = await measureEffect(adapter.path, model, sequences[0], baseSequences[0]);
    settings.log(
      `adapter ${about.file} (sha256 ${adapter.sha256.slice(0, 12)}) changes ${changes.changed} of ${changes.all} tensors of ${basename(weights.path)}, and logits of a test sentence by up to ${effect.toPrecision(3)}; the base alone is served as ${about.base}, with a context of ${ofBase} tokens of its own`,
    );
    return {
      chat: chatIn(loaded, sequences, settings, parts, { ...own, adapter: about }),
      base: chatIn(loaded, baseSequences, settings, parts, {
        id: about.base,
        title: `${title}: the base model, its adapter off`,
        sha256: weights.sha256,
        contextTokens: ofBase,
        bytes: { weights: need.weights, context: need.adapter.context },
        baseOf: id,
      }),
    };
  } catch (error) {
    await llama.dispose();
    throw error;
  }
}

/** What answers for a while beside nothing else: its context ends with it, and the model stays in memory. */
export async function chatFor(
  loaded: LoadedModel,
  settings: ChatSettings & { readonly contextTokens: number },
): Promise<LlamaChat> {
  const { contextTokens } = settings;
  const context = await createContext(loaded, contextTokens, settings, loaded.weights.adapter?.path);
  const parts = {
    structuredOutput: new StructuredOutput(settings.structuredOutputWorker),
    release: () => context.dispose(),
  };
  const { id, title } = loaded.entry;
  return chatIn(loaded, sequencesOf(context), settings, parts, {
    id,
    title,
    sha256: servedDigest(loaded.weights),
    contextTokens,
  });
}

const sequencesOf = (context: LlamaContext) =>
  Array.from({ length: context.totalSequences }, () => context.getSequence({ checkpoints: CHECKPOINTS }));

function chatIn(
  { llama, model, entry, weights, placement }: LoadedModel,
  sequences: readonly LlamaContextSequence[],
  settings: ChatSettings,
  parts: Pick<LlamaParts, "structuredOutput" | "release">,
  identity: Pick<ChatIdentity, "id" | "title" | "sha256" | "contextTokens" | "bytes" | "adapter" | "baseOf">,
): LlamaChat {
  const { threads, parallel, flashAttention, now, randomSeed } = settings;
  const batchTokens = batchTokensOf(settings, llama.gpu !== false);
  return new LlamaChat({
    ...parts,
    llama,
    model,
    reader: new PromptReader({ sequences, slice: batchTokens, keep: settings.keptPrompts > 0, now }),
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
      settings: describeComputation(settings, threadsFor(usableCores())),
    },
    render: renderer(
      templateOf(model, weights.path),
      { bos: model.tokens.bosString, eos: model.tokens.eosString },
      settings.newPlaceholder,
    ),
    normalise: normaliser(entry.normalisation),
    now,
    randomSeed,
  });
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
  { model, entry, llama }: LoadedModel,
  contextTokens: number,
  settings: ChatSettings,
  adapter?: string,
): Promise<LlamaContext> {
  const { threads, keptPrompts, signal } = settings;
  const shape = contextSettings(contextTokens, keptPrompts, settings);
  try {
    return await model.createContext({
      ...shape,
      ...(adapter !== undefined && { lora: { adapters: [{ filePath: adapter, scale: 1 }] } }),
      threads,
      failedCreationRemedy: false,
      createSignal: signal,
    });
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof RunnerError) throw cause;
    const { sequences } = shape;
    const contexts =
      sequences > 1 ? `${sequences} contexts of ${contextTokens} tokens do` : `a context of ${contextTokens} tokens does`;
    throw await tooBig(llama, entry.id, contexts, cause);
  }
}

/** @param option that asks for so long a context  @throws UsageError */
export function assertTrainedFor(contextTokens: number, model: LlamaModel, { id }: ChatModel, option = "--context"): void {
  if (contextTokens <= model.trainContextSize) return;
  throw new UsageError({
    code: "context-too-long",
    at: option,
    fault: `a context of ${contextTokens} tokens is longer than the ${model.trainContextSize} that ${id} was trained for`,
    remedy: "Name fewer",
  });
}

/** On a processor the system would give memory that it does not have, and end the server once it is used.
 *  @throws CannotServeError */
function assertFits({ context, contexts, contextTokens }: MemoryNeed, available: number, parallel: number): void {
  if (context <= available) return;
  throw new CannotServeError({
    code: "too-big",
    at: `--parallel ${parallel}`,
    fault: `${contexts} contexts of ${contextTokens} tokens with buffers take ${gigabytes(context)}, and ${gigabytes(available)} are free beside the weights`,
    remedy: "Answer fewer at once, name a smaller --context, or end what else uses the memory",
  });
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
