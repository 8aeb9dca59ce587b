/** `models …`: what is here, and how it comes here. */
import { CHAT_MODELS, EMBEDDING_MODELS } from "../../../profiles/profiles.ts";
import { InterruptedError } from "../errors.ts";
import { type Model, modelNamed, modelsNamed } from "../weights/catalogue.ts";
import { importWeights } from "../weights/import.ts";
import { pull } from "../weights/pull.ts";
import { runProgram } from "../weights/run-program.ts";
import { type FileState, faultOf, lookAt } from "../weights/verify.ts";
import { modelsFolder, type Ports } from "./ports.ts";

export interface ModelsFlags {
  readonly models?: string;
}

export async function pathCommand(flags: ModelsFlags, ports: Ports): Promise<void> {
  ports.stdout.write(`${modelsFolder(flags.models, ports)}\n`);
}

export async function listCommand(flags: ModelsFlags, ports: Ports): Promise<void> {
  const folder = modelsFolder(flags.models, ports);
  for (const model of [...CHAT_MODELS, ...EMBEDDING_MODELS]) {
    const states = await statesOf(folder, model, ports.stop);
    const wrong = states.find(({ kind }) => kind !== "right");
    const size = states.reduce((sum, state) => sum + (state.kind === "right" ? state.bytes : 0), 0);
    const here = wrong === undefined ? `here (${(size / 1e6).toFixed(0)} MB)` : wrong.kind;
    ports.stdout.write(`${model.id}\t${model.kind}\t${here}\t${model.title}; licence: ${model.licence}\n`);
  }
}

async function statesOf(folder: string, model: Model, signal: AbortSignal): Promise<FileState[]> {
  const states: FileState[] = [];
  for (const file of model.files) states.push(await lookAt(folder, model, file, signal));
  return states;
}

export async function verifyCommand(name: string, flags: ModelsFlags, ports: Ports): Promise<void> {
  const folder = modelsFolder(flags.models, ports);
  for (const model of modelsNamed(name)) {
    for (const file of model.files) {
      const state = await lookAt(folder, model, file, ports.stop);
      const fault = faultOf(state, model, file, name);
      if (fault !== undefined) throw fault;
      if (state.kind === "right") ports.stdout.write(`${state.sha256}  ${model.id}/${file.path}\n`);
    }
  }
}

export async function pullCommand(name: string, flags: ModelsFlags, ports: Ports): Promise<void> {
  const wanted = modelsNamed(name);
  const folder = modelsFolder(flags.models, ports);
  const { stderr: output, stop: signal } = ports;
  try {
    const fetched = await pull(folder, wanted, name, { run: runProgram, output, signal });
    ports.stdout.write(`${name}: ${fetched === 0 ? "all weights were here" : "all weights are here"}, in ${folder}\n`);
  } catch (error) {
    if (signal.aborted) throw new InterruptedError(`models pull ${name}`, "Run it again: it carries on where it stopped");
    throw error;
  }
}

export async function importCommand(id: string, files: readonly string[], flags: ModelsFlags, ports: Ports): Promise<void> {
  for (const { path, sha256, bytes } of await importWeights(modelsFolder(flags.models, ports), modelNamed(id), files)) {
    ports.stdout.write(`${sha256}  ${path} (${bytes} bytes)\n`);
  }
}
