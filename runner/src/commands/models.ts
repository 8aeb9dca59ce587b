/** `models …`: what is here, and how it comes here. */
import { CHAT_MODELS, EMBEDDING_MODELS } from "../../../profiles/profiles.ts";
import { InterruptedError, UsageError } from "../errors.ts";
import { modelNamed, modelsNamed } from "../weights/catalogue.ts";
import { importAdapter, importWeights } from "../weights/import.ts";
import { pull } from "../weights/pull.ts";
import { type FileState, fileFault, inspectModels } from "../weights/verify.ts";
import { runProgram } from "../weights/wheel.ts";
import { type Dependencies, modelsFolder } from "./dependencies.ts";

export interface ModelsFlags {
  readonly models?: string;
}

export async function pathCommand(flags: ModelsFlags, dependencies: Dependencies): Promise<void> {
  dependencies.stdout.write(`${modelsFolder(flags.models, dependencies)}\n`);
}

export async function listCommand(flags: ModelsFlags, dependencies: Dependencies): Promise<void> {
  const folder = modelsFolder(flags.models, dependencies);
  for (const model of [...CHAT_MODELS, ...EMBEDDING_MODELS]) {
    const states: FileState[] = [];
    for await (const { state } of inspectModels(folder, [model], dependencies.stop)) states.push(state);
    const wrong = states.find(({ kind }) => kind !== "right");
    const size = states.reduce((sum, state) => sum + (state.kind === "right" ? state.bytes : 0), 0);
    const here = wrong === undefined ? `here (${(size / 1e6).toFixed(0)} MB)` : wrong.kind;
    dependencies.stdout.write(`${model.id}\t${model.kind}\t${here}\t${model.title}; licence: ${model.licence}\n`);
  }
}

export async function verifyCommand(name: string, flags: ModelsFlags, dependencies: Dependencies): Promise<void> {
  const folder = modelsFolder(flags.models, dependencies);
  for await (const { model, file, state } of inspectModels(folder, modelsNamed(name), dependencies.stop)) {
    const fault = fileFault(state, model, file, name);
    if (fault !== undefined) throw fault;
    if (state.kind === "right") dependencies.stdout.write(`${state.sha256}  ${model.id}/${file.path}\n`);
  }
}

export async function pullCommand(name: string, flags: ModelsFlags, dependencies: Dependencies): Promise<void> {
  const wanted = modelsNamed(name);
  const folder = modelsFolder(flags.models, dependencies);
  const { stderr: output, stop: signal, env, home } = dependencies;
  try {
    const fetched = await pull(folder, wanted, name, { run: runProgram, output, signal, env, home });
    dependencies.stdout.write(`${name}: ${fetched === 0 ? "all weights were here" : "all weights are here"}, in ${folder}\n`);
  } catch (error) {
    if (signal.aborted) throw new InterruptedError(`models pull ${name}`, "Run it again: it carries on where it stopped");
    throw error;
  }
}

export interface ImportFlags extends ModelsFlags {
  /** A LoRA as GGUF; the files are then the base's, or none. */
  readonly adapter?: string;
}

/** @throws UsageError where neither weights nor an adapter are named, or several files beside one */
export async function importCommand(
  id: string,
  files: readonly string[],
  flags: ImportFlags,
  dependencies: Dependencies,
): Promise<void> {
  const folder = modelsFolder(flags.models, dependencies);
  const [base, ...others] = files;
  if (flags.adapter === undefined ? files.length === 0 : others.length > 0)
    throw new UsageError({
      code: "usage",
      at: `models import ${id}`,
      fault: flags.adapter === undefined ? "no file is named" : "beside an adapter at most one file is taken, its base model's",
      remedy: "Name the files of the weights, or --adapter FILE and where you have your own the base model's GGUF",
    });
  const model = modelNamed(id);
  const imported =
    flags.adapter === undefined
      ? await importWeights(folder, model, files)
      : await importAdapter(folder, model, flags.adapter, base);
  for (const { path, sha256, bytes } of imported) dependencies.stdout.write(`${sha256}  ${path} (${bytes} bytes)\n`);
}
