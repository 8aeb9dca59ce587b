/** `doctor`: examines, then prints, then says by the exit code whether something must be mended. */

import { ChatRequest } from "../api.ts";
import type { Chat } from "../chat/chat-model.ts";
import type { Embedder } from "../embed/embedder.ts";
import { ModelsError, UsageError, withLibraries } from "../errors.ts";
import { threadsFor, USUAL, usableCores } from "../serve/compute.ts";
import { VERSION } from "../version.ts";
import { modelsOf, profileNamed } from "../weights/catalogue.ts";
import { type Dependencies, modelsFolder, oneLine } from "./dependencies.ts";
import { examine } from "./examine.ts";
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
  const found = await examine({ profile, models, parallel: flags.parallel, signal: dependencies.stop, log });
  const failures = found.filter(({ state }) => state === "fail");
  const measured = flags.speed && failures.length === 0 && profile !== undefined ? await measure(flags, dependencies, log) : [];
  const findings = [...found, ...measured];
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

/** The weights were examined already. */
async function measure(flags: DoctorFlags, dependencies: Dependencies, log: (line: string) => void): Promise<Finding[]> {
  const folder = modelsFolder(flags.models, dependencies);
  const threads = threadsFor(usableCores());
  const now = () => performance.now();
  const findings: Finding[] = [];
  for (const model of modelsOf(profileNamed(flags.profile ?? ""))) {
    if (model.kind === "embedding") {
      const { loadEmbedder } = await withLibraries(() => import("../embed/onnx-embedder.ts"));
      const embedder = await loadEmbedder(folder, model, "", threads);
      findings.push(await measureEmbedder(embedder, now, dependencies.stop));
      await embedder.dispose();
    } else {
      const newPlaceholder = () => crypto.randomUUID().replaceAll("-", "");
      const settings = {
        gpu: "auto",
        threads,
        contextTokens: undefined,
        keptPrompts: 0,
        ...USUAL,
        sha256: "",
        randomSeed: () => 1,
        newPlaceholder,
        structuredOutputWorker: dependencies.structuredOutputWorker,
      } as const;
      const { loadChat } = await withLibraries(() => import("../chat/load-chat.ts"));
      const chat = await loadChat({ ...settings, model, models: folder, log, now, signal: dependencies.stop });
      findings.push(await measureChat(chat, dependencies.stop));
      await chat.dispose();
    }
  }
  return findings;
}

/** Words of the prompt: about as many tokens. */
const WORDS = 1024;
/** Tokens of the answer. */
const WRITTEN = 64;
const TEXTS = 64;

export async function measureChat(chat: Chat, signal: AbortSignal): Promise<Finding> {
  const sentence = "the mean weight of the mice in both groups was the same and no test was made ";
  const content = sentence.repeat(Math.ceil(WORDS / sentence.trim().split(" ").length));
  const request = ChatRequest.parse({
    model: chat.identity.id,
    messages: [{ role: "user", content }],
    max_tokens: WRITTEN,
    seed: 1,
    grammar: `root ::= [a-z ]{${4 * WRITTEN}}`, // no early end
  });
  const prepared = await chat.prepare(request);
  const { promptTokens, promptMilliseconds, answerTokens, answerMilliseconds } = await prepared.run(
    { progress: () => {}, text: () => {} },
    signal,
  );
  const rate = (tokens: number, milliseconds: number) => ((1000 * tokens) / milliseconds).toFixed(0);
  const { device, threads } = chat.identity;
  return ok(
    "speed of the chat model",
    `reads ${rate(promptTokens, promptMilliseconds)} and writes ${rate(answerTokens, answerMilliseconds)} tokens/s on ${device}, threads: ${threads}`,
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
