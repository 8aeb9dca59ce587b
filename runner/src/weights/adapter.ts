/** LoRA adapters that are laid over their base model when it is served: whether a GGUF is one of this very base, told from the headers of both, and where one is kept. llama.cpp would say
 *  no more than that it cannot initialise it. */
import { hash } from "node:crypto";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { ADAPTED_FILES, adaptedText, type ChatModel, type WeightFile } from "../../../profiles/profile.ts";
import { errnoOf, ModelsError, UsageError } from "../errors.ts";
import { chatModelNamed } from "./catalogue.ts";
import { digestOf } from "./files.ts";
import { type GgufTensor, readGgufHeader } from "./gguf-header.ts";
import { readManifest } from "./manifest.ts";
import { bytesNeeded, bytesOf } from "./servable-gguf.ts";

/** What `models import --adapter` and `models build --as adapter` keep in the folder of a chat model, in place of its merged file. */
const RECIPE = "docs/models.md";
export const ADAPTER_FILE: WeightFile = {
  path: ADAPTED_FILES.adapter,
  sources: [{ kind: "converted", from: ["the adapter"], recipe: RECIPE }],
};
/** The base model, where it is to be another file than the one that the catalogue names. */
export const BASE_FILE: WeightFile = {
  path: ADAPTED_FILES.base,
  sources: [{ kind: "converted", from: ["the base model"], recipe: RECIPE }],
};

/** A file of weights, and the model whose folder it lies in. */
export interface PlacedFile {
  readonly model: ChatModel;
  readonly file: WeightFile;
}

/** How a chat model lies on this disk: in one file, or as its base model and an adapter. */
export type ChatForm =
  | { readonly kind: "whole"; readonly weights: PlacedFile }
  | { readonly kind: "adapted"; readonly weights: PlacedFile; readonly adapter: PlacedFile };

/** By the manifest: whoever registered the whole file has it served, else an adapter that was registered. */
export async function chatFormOf(models: string, model: ChatModel): Promise<ChatForm> {
  const [file] = model.files;
  const recorded = (await readManifest(join(models, model.id)))?.files ?? {};
  if (file.sha256 !== undefined || recorded[file.path] !== undefined || recorded[ADAPTER_FILE.path] === undefined)
    return { kind: "whole", weights: { model, file } };
  return { kind: "adapted", weights: await baseOf(models, model), adapter: { model, file: ADAPTER_FILE } };
}

/** The weights that an adapter of this model is laid over: what was registered as its base, else those of the model that the profiles call its base, else its own. */
export async function baseOf(models: string, model: ChatModel): Promise<PlacedFile> {
  const recorded = (await readManifest(join(models, model.id)))?.files ?? {};
  if (recorded[BASE_FILE.path] !== undefined) return { model, file: BASE_FILE };
  const base = model.base === undefined ? model : chatModelNamed(model.base);
  return { model: base, file: base.files[0] };
}

export const pathOf = (models: string, { model, file }: PlacedFile): string => join(models, model.id, file.path);

/** Files that were found to be the right ones, with their digests: those of a model, or of its base where an adapter is laid over it. */
export interface VerifiedWeights {
  readonly path: string;
  readonly sha256: string;
  readonly adapter?: { readonly path: string; readonly sha256: string };
}

/** By which what answers is known: the file, or base and adapter together. */
export function servedDigest({ sha256, adapter }: Omit<VerifiedWeights, "path">): string {
  return adapter === undefined ? sha256 : adaptedDigest(sha256, adapter.sha256);
}

/** Of a file that was named and is nowhere recorded. @throws UsageError where there is none */
export async function adapterDigest(path: string, signal?: AbortSignal): Promise<string> {
  try {
    return (await digestOf(path, signal)).sha256;
  } catch (cause) {
    if (!["ENOENT", "ENOTDIR", "EISDIR", "EACCES"].includes(errnoOf(cause) ?? "")) throw cause;
    throw new UsageError({
      code: "no-such-file",
      at: `--adapter ${path}`,
      fault: "there is no such file that can be read",
      remedy: "Name the adapter's GGUF, which `bioreview-runner models build NAME --as adapter` makes",
      cause,
    });
  }
}

/** By which the reviewing model is known. @param base sha256 of its file, as is `adapter` */
export const adaptedDigest = (base: string, adapter: string): string => hash("sha256", adaptedText(base, adapter));

/** The name that the base alone is served by. */
export function baseIdOf({ id, base }: Pick<ChatModel, "id" | "base">): string {
  return base ?? `${id}:base`;
}

/** What an adapter changes. */
export interface AdapterTensors {
  /** Tensors of the base that it changes, and that the base has. */
  readonly changed: number;
  readonly all: number;
  readonly bytes: number;
}

/** @throws ModelsError that names what the file is instead of an adapter of this base; what readGgufHeader throws */
export function assertAdapterOf(path: string, basePath: string): AdapterTensors {
  const adapter = readGgufHeader(path);
  const base = readGgufHeader(basePath);
  const text = (key: string): string | undefined => {
    const value = adapter.metadata.get(key);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const refuse = (code: string, fault: string, remedy: string): never => {
    throw new ModelsError({ code, at: path, fault, remedy });
  };
  const kind = text("general.type") ?? "model";
  if (kind !== "adapter")
    refuse(
      "gguf-no-adapter",
      `it is no adapter but ${kind === "model" ? "a model" : JSON.stringify(kind)}`,
      `Name the adapter's own file, made from what PEFT saved as ${RECIPE} says`,
    );
  const type = text("adapter.type");
  if (type !== "lora" || adapter.metadata.has("adapter.alora.invocation_tokens"))
    refuse(
      "adapter-other-kind",
      `it is an adapter of the kind ${type === "lora" ? "aLoRA, which is switched on by certain tokens" : JSON.stringify(type ?? "not named")}, and only LoRA can be laid over a model here`,
      "Merge it into its base model, and import that",
    );
  const architectures = [text("general.architecture"), base.metadata.get("general.architecture")];
  if (architectures[0] !== architectures[1])
    refuse(
      "adapter-other-architecture",
      `it is for the architecture ${JSON.stringify(architectures[0] ?? "not named")}, and ${basePath} is ${JSON.stringify(architectures[1] ?? "not named")}`,
      OTHER_BASE,
    );
  const fault = tensorFault(adapter.tensors, base.tensors);
  if (fault !== undefined) refuse(...fault);
  const need = bytesNeeded(adapter);
  if (need > adapter.fileBytes)
    refuse("gguf-truncated", `it has ${adapter.fileBytes} bytes and its tensors need ${need}`, "Copy or convert it again, whole");
  return { changed: adapter.tensors.length / 2, all: base.tensors.length, bytes: adapter.fileBytes };
}

/** Reads an adapter that belongs to its base whole, which its header does not need.
 *  @returns how many tensors of the base it truly changes, which it does not where one of the two matrices is all zeros, as before training; and whether all of its weights are in F32 */
export async function readChanges(path: string): Promise<{ readonly changed: number; readonly isSinglePrecision: boolean }> {
  const { tensors, dataOffset } = readGgufHeader(path);
  const file = await open(path);
  try {
    const halves = new Map<string, number>();
    for (const tensor of tensors) {
      const weights = Buffer.alloc(bytesOf(tensor));
      await file.read(weights, 0, weights.length, dataOffset + tensor.offset);
      const name = PART.exec(tensor.name)?.groups?.["tensor"] ?? tensor.name;
      if (weights.some((byte) => byte !== 0)) halves.set(name, (halves.get(name) ?? 0) + 1);
    }
    const changed = [...halves.values()].filter((count) => count === 2).length;
    return { changed, isSinglePrecision: tensors.every(({ type }) => type === F32) };
  } finally {
    await file.close();
  }
}

/** ggml's number of it. */
const F32 = 0;
const OTHER_BASE = "Name the base model that the adapter was trained on, or the adapter of this one";
const PART = /^(?<tensor>.+)\.lora_(?<part>[ab])$/;
/** Its rows are looked up and not multiplied, so that its two matrices stand the other way round. */
const EMBEDDING = "token_embd.weight";

/** Each tensor's name ends in `.lora_a` or `.lora_b`, both are there, and their product has the shape of the base's tensor: in ggml's order `a` is [in, rank] and `b` [rank, out].
 *  @returns code, fault and remedy */
function tensorFault(adapter: readonly GgufTensor[], base: readonly GgufTensor[]): [string, string, string] | undefined {
  const shapes = new Map(base.map(({ name, dimensions }) => [name, dimensions]));
  const pairs = new Map<string, { a?: readonly number[]; b?: readonly number[] }>();
  for (const { name, dimensions } of adapter) {
    const { tensor, part } = PART.exec(name)?.groups ?? {};
    if (tensor === undefined)
      return ["adapter-damaged", `its tensor ${JSON.stringify(name)} is not named as one of a LoRA`, CONVERT_AGAIN];
    pairs.set(tensor, { ...pairs.get(tensor), [part === "a" ? "a" : "b"]: dimensions });
  }
  if (pairs.size === 0) return ["adapter-empty", "it holds no tensors", CONVERT_AGAIN];
  const missing = [...pairs.keys()].filter((name) => !shapes.has(name));
  if (missing.length > 0)
    return [
      "adapter-of-another-model",
      `${missing.length} of the ${pairs.size} tensors that it changes are not in the base, such as ${missing[0]}`,
      OTHER_BASE,
    ];
  for (const [name, { a, b }] of pairs) {
    if (a === undefined || b === undefined)
      return ["adapter-damaged", `of ${name} it holds only one of the two matrices`, CONVERT_AGAIN];
    const [rows = 0, columns = 0] = shapes.get(name) ?? [];
    const fits = name === EMBEDDING ? a[1] === columns && b[1] === rows : a[0] === rows && b[1] === columns && a[1] === b[0];
    if (!fits)
      return [
        "adapter-of-another-model",
        `${name} is ${rows} x ${columns} in the base, and what it adds there is ${a.join(" x ")} by ${b.join(" x ")}`,
        OTHER_BASE,
      ];
  }
  return undefined;
}

const CONVERT_AGAIN = `Convert it again from what PEFT saved, as ${RECIPE} says`;
