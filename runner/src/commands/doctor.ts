/** `doctor`: examines, then prints, then says by the exit code whether something must be mended. */
import type { Profile } from "../../../profiles/profile.ts";
import type { Chat } from "../chat/chat-model.ts";
import type { Embedder } from "../embed/embedder.ts";
import { ModelsError, UsageError, withLibraries } from "../errors.ts";
import { threadsFor, USUAL, usableCores } from "../serve/compute.ts";
import { VERSION } from "../version.ts";
import { embeddingModelsOf, profileNamed } from "../weights/catalogue.ts";
import { measureSpeed, measuring } from "./bench.ts";
import { type Dependencies, modelsFolder, oneLine } from "./dependencies.ts";
import { examine, type Servable } from "./examine.ts";
import { type Finding, ok } from "./finding.ts";

export interface DoctorFlags {
  readonly profile?: string;
  readonly models?: string;
  readonly json?: boolean;
  readonly speed?: boolean;
  readonly parallel: number;
}

export async function doctorCommand(flags: DoctorFlags, dependencies: Dependencies): Promise<void> {
  if (flags.speed && flags.profile === undefined) {
    throw new UsageError({
      code: "no-profile",
      at: "--speed",
      fault: "it needs models to measure",
      remedy: "Add --profile NAME",
    });
  }
  const profile = flags.profile === undefined ? undefined : profileNamed(flags.profile);
  const models = modelsFolder(flags.models, dependencies);
  const log = (line: string) => dependencies.stderr.write(`${oneLine(line)}\n`);
  const examined = await examine({ profile, models, parallel: flags.parallel, signal: dependencies.stop, log });
  const failures = examined.findings.filter(({ state }) => state === "fail");
  const measured =
    flags.speed && failures.length === 0 && profile !== undefined
      ? await measure(profile, examined.servable, models, dependencies)
      : [];
  const findings = [...examined.findings, ...measured];
  if (flags.json) dependencies.stdout.write(`${JSON.stringify({ version: VERSION, findings }, undefined, 2)}\n`);
  else for (const finding of findings) dependencies.stdout.write(lineOf(finding));
  if (failures.length > 0) {
    const names = failures.map(({ name }) => name).join(", ");
    throw new ModelsError({
      code: "doctor",
      at: names,
      fault: "must be mended before this machine can serve",
      remedy: "See the remedies above",
    });
  }
}

function lineOf(finding: Finding): string {
  const remedy = finding.state === "ok" ? "" : `. ${finding.remedy}.`;
  return `${finding.state.padEnd(4)}  ${finding.name}: ${oneLine(finding.detail)}${remedy}\n`;
}

async function measure(profile: Profile, servable: readonly Servable[], models: string, dependencies: Dependencies) {
  const { stop: signal } = dependencies;
  const findings: Finding[] = [];
  for (const one of servable) {
    const chat = await loadServable(one, dependencies);
    findings.push(await measureChat(chat, signal));
    await chat.dispose();
  }
  const { loadEmbedder } = await withLibraries(() => import("../embed/onnx-embedder.ts"));
  for (const model of embeddingModelsOf(profile)) {
    const embedder = await loadEmbedder(models, model, "", threadsFor(usableCores())); // its weights were examined already
    findings.push(await measureEmbedder(embedder, () => performance.now(), signal));
    await embedder.dispose();
  }
  return findings;
}

/** Alone, and otherwise as a server would have it. */
async function loadServable({ model, weights, computation }: Servable, dependencies: Dependencies): Promise<Chat> {
  const { loadModel, serveLoaded } = await withLibraries(() => import("../chat/load-chat.ts"));
  const settings = { ...measuring(dependencies), ...computation, parallel: USUAL.parallel, contextTokens: undefined };
  const loaded = await loadModel({ ...settings, model, weights, gpu: "auto" });
  return (await serveLoaded(loaded, settings)).chat;
}

/** Tokens of the prompt, about, and of the answer. */
const MEASURED = { prompt: 1024, answer: 64 } as const;
const TEXTS = 64;

export async function measureChat(chat: Chat, signal: AbortSignal): Promise<Finding> {
  const { read, written } = await measureSpeed(chat, MEASURED, signal);
  const { device, threads } = chat.identity;
  return ok(
    "speed of the chat model",
    `reads ${read.toFixed(0)} and writes ${written.toFixed(0)} tokens/s on ${device}, threads: ${threads}`,
  );
}

export async function measureEmbedder(embedder: Embedder, now: () => number, signal: AbortSignal): Promise<Finding> {
  const texts = Array.from(
    { length: TEXTS },
    (_, index) => `Sample ${index} had no control group, and the dose was not reported.`,
  );
  const began = now();
  await embedder.embed(texts, signal);
  return ok(`speed of the embedder ${embedder.identity.id}`, `${((1000 * TEXTS) / (now() - began)).toFixed(0)} short texts/s`);
}
