/** Are the weights of a model the ones that we know? Every start asks. Fails towards no: a file without a digest to compare is not served. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { ChatModel, WeightFile } from "../../../profiles/profile.ts";
import { errnoOf, ModelsError } from "../errors.ts";
import { adapterDigest, baseOf, chatFormOf, pathOf, type VerifiedWeights } from "./adapter.ts";
import { type Model, modelsNamed } from "./catalogue.ts";
import { digestOf } from "./files.ts";
import { readManifest } from "./manifest.ts";

/** What is known of a file of a model on this disk. */
export type FileState =
  | { readonly kind: "right"; readonly path: string; readonly sha256: string; readonly bytes: number }
  | { readonly kind: "missing"; readonly path: string }
  | { readonly kind: "wrong size"; readonly path: string; readonly bytes: number; readonly expected: number }
  | { readonly kind: "wrong digest"; readonly path: string; readonly sha256: string; readonly expected: string }
  | { readonly kind: "unknown"; readonly path: string };

/** Looks at one file, its size first: a truncated file is named as such without reading it all. */
export async function inspectFile(models: string, model: Model, file: WeightFile, signal?: AbortSignal): Promise<FileState> {
  const folder = join(models, model.id);
  const path = join(folder, file.path);
  let bytes: number;
  try {
    bytes = (await stat(path)).size;
  } catch (error) {
    if (errnoOf(error) === "ENOENT" || errnoOf(error) === "ENOTDIR") return { kind: "missing", path };
    throw error;
  }
  const recorded = (await readManifest(folder))?.files[file.path];
  const expected = { sha256: file.sha256 ?? recorded?.sha256, bytes: file.bytes ?? recorded?.bytes };
  if (expected.sha256 === undefined) return { kind: "unknown", path };
  if (expected.bytes !== undefined && expected.bytes !== bytes)
    return { kind: "wrong size", path, bytes, expected: expected.bytes };
  const { sha256 } = await digestOf(path, signal);
  return sha256 === expected.sha256
    ? { kind: "right", path, sha256, bytes }
    : { kind: "wrong digest", path, sha256, expected: expected.sha256 };
}

/** How to get a file that is not there, or not right.
 *  @param wanted the profile, or the model, that asks for it */
export function howToGet(model: Model, file: WeightFile, wanted: string | undefined): string {
  const [source] = file.sources;
  if (source.kind !== "converted") return `Run \`bioreview-runner models pull ${isFetchable(wanted) ? wanted : model.id}\``;
  return `Nobody publishes it in this form: make it from ${source.from.join(" and ")} with \`bioreview-runner models build ${model.id}\`, as ${source.recipe} says; or register one that you made with \`bioreview-runner models import ${model.id} FILE\``;
}

/** A profile with weights that must be made is not fetched in one go: then the command names the one model. */
function isFetchable(wanted: string | undefined): wanted is string {
  const models: readonly Model[] = wanted === undefined ? [] : modelsNamed(wanted);
  const files: readonly WeightFile[] = models.flatMap((model) => model.files);
  return files.length > 0 && files.every(({ sources }) => sources[0].kind !== "converted");
}

/** The error that a state calls for; undefined where the file is right. */
export function fileFault(
  state: FileState,
  model: Model,
  file: WeightFile,
  profile: string | undefined,
): ModelsError | undefined {
  const get = howToGet(model, file, profile);
  const error = (code: string, fault: string, remedy: string) => new ModelsError({ code, at: state.path, fault, remedy });
  switch (state.kind) {
    case "right":
      return undefined;
    case "missing":
      return error("weights-missing", `the weights of ${model.id} are not there`, get);
    case "wrong size":
      return error("weights-truncated", `it has ${state.bytes} bytes instead of ${state.expected}`, `Delete it. ${get}`);
    case "wrong digest":
      return error(
        "weights-wrong-digest",
        `its sha256 is ${state.sha256} instead of ${state.expected}`,
        `It was changed or damaged: delete it. ${get}`,
      );
    case "unknown":
      return error(
        "weights-unknown",
        "nobody recorded which file this should be",
        file.sources[0].kind === "converted" ? `Register it with \`bioreview-runner models import ${model.id} FILE\`` : get,
      );
  }
}

/** Looks at every file of some models, one after the other. */
export async function* inspectModels(
  models: string,
  wanted: readonly Model[],
  signal?: AbortSignal,
): AsyncGenerator<{ readonly model: Model; readonly file: WeightFile; readonly state: FileState }> {
  for (const model of wanted)
    for (const { model: owner, file } of await filesOf(models, model))
      yield { model: owner, file, state: await inspectFile(models, owner, file, signal) };
}

/** What is served of a model: its own files, or its base's and the adapter. */
async function filesOf(models: string, model: Model): Promise<{ readonly model: Model; readonly file: WeightFile }[]> {
  if (model.kind === "embedding") return model.files.map((file) => ({ model, file }));
  const form = await chatFormOf(models, model);
  return form.kind === "whole" ? [form.weights] : [form.weights, form.adapter];
}

/** @throws ModelsError where the file is not right */
export async function verifiedDigest(
  models: string,
  { model, file }: { readonly model: Model; readonly file: WeightFile },
  profile: string | undefined,
  signal?: AbortSignal,
): Promise<string> {
  const state = await inspectFile(models, model, file, signal);
  const fault = fileFault(state, model, file, profile);
  if (fault !== undefined) throw fault;
  if (state.kind !== "right") throw new RangeError("a file without a fault is right");
  return state.sha256;
}

/** What is served of a chat model: the file or adapter that was registered, or this adapter over the base.
 *  @param adapter the path of one that was named
 *  @throws ModelsError where a file is missing or not the one that is known */
export async function verifiedWeights(
  models: string,
  model: ChatModel,
  profile: string | undefined,
  signal: AbortSignal,
  adapter?: string,
): Promise<VerifiedWeights> {
  const form = await chatFormOf(models, model);
  const weights = adapter === undefined ? form.weights : await baseOf(models, model);
  const sha256 = await verifiedDigest(models, weights, profile, signal);
  const path = pathOf(models, weights);
  if (adapter !== undefined) return { path, sha256, adapter: { path: adapter, sha256: await adapterDigest(adapter, signal) } };
  if (form.kind === "whole") return { path, sha256 };
  const registered = await verifiedDigest(models, form.adapter, profile, signal);
  return { path, sha256, adapter: { path: pathOf(models, form.adapter), sha256: registered } };
}

/** The digests of all files of a model, by their path within it.
 *  @throws ModelsError for the first file that is not right */
export async function verifiedDigests(
  models: string,
  model: Model,
  profile: string | undefined,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for await (const { file, state } of inspectModels(models, [model], signal)) {
    const fault = fileFault(state, model, file, profile);
    if (fault !== undefined) throw fault;
    if (state.kind === "right") digests.set(file.path, state.sha256);
  }
  return digests;
}
