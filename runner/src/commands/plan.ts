/** `plan`: what a profile's chat models take of this machine's memory, and whether they fit at once. Loads nothing, and fails where one could not be started. */
import { stat } from "node:fs/promises";
import { CannotServeError, errnoOf } from "../errors.ts";
import { type GpuChoice, threadsFor, usableCores } from "../serve/compute.ts";
import { describeNeed, deviceMemory, fitOf, gigabytes, type MemoryNeed, memoryNeed } from "../serve/memory.ts";
import { startRuntime } from "../serve/runtime.ts";
import { chatFormOf, pathOf } from "../weights/adapter.ts";
import { chatModelNamed, profileNamed } from "../weights/catalogue.ts";
import { fileFault } from "../weights/verify.ts";
import { type Dependencies, modelsFolder, oneLine } from "./dependencies.ts";

export interface PlanFlags {
  readonly profile: string;
  readonly models?: string;
  readonly gpu: GpuChoice;
  readonly json?: boolean;
}

/** @throws ModelsError where weights are missing or not those of the model, CannotServeError where one of the models alone does not fit */
export async function planCommand(flags: PlanFlags, dependencies: Dependencies): Promise<void> {
  const profile = profileNamed(flags.profile);
  const chat = profile.chat.map(chatModelNamed);
  const models = modelsFolder(flags.models, dependencies);
  for (const model of chat) await assertThere(models, model, profile.name);
  const log = (line: string) => dependencies.stderr.write(`${oneLine(line)}\n`);
  const needsGpu = chat.some(({ device }) => device === "gpu");
  const llama = await startRuntime(flags.gpu, needsGpu, threadsFor(usableCores()), log);
  try {
    const needs: MemoryNeed[] = [];
    for (const model of chat) needs.push(...[(await memoryNeed(llama, models, model)) ?? []].flat());
    const { device, available } = await deviceMemory(llama);
    const fit = fitOf(needs, available);
    const lines = needs.map(describeNeed);
    if (fit === "not at all")
      throw new CannotServeError({
        code: "too-big",
        at: `profile ${profile.name}`,
        fault: `of the ${gigabytes(available)} that are available on ${device}, ${lines.join("; ")}`,
        remedy: "End what else uses it, or use a smaller profile",
      });
    if (flags.json) dependencies.stdout.write(`${JSON.stringify({ fit, device, available, needs })}\n`);
    else dependencies.stdout.write(`${[`${gigabytes(available)} available on ${device}`, ...lines, fit].join("\n")}\n`);
  } finally {
    await llama.dispose();
  }
}

type Chat = ReturnType<typeof chatModelNamed>;

/** Digests are compared when it is served: that reads gigabytes. */
async function assertThere(models: string, model: Chat, profile: string): Promise<void> {
  const form = await chatFormOf(models, model);
  for (const placed of form.kind === "whole" ? [form.weights] : [form.weights, form.adapter]) {
    const path = pathOf(models, placed);
    try {
      await stat(path);
    } catch (error) {
      if (errnoOf(error) !== "ENOENT" && errnoOf(error) !== "ENOTDIR") throw error;
      throw fileFault({ kind: "missing", path }, placed.model, placed.file, profile) ?? error;
    }
  }
}
