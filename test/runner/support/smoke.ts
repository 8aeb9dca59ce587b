/** The small models, where they were fetched. Tests that need them are skipped where not, and vitest's report shows it. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { LlamaChat } from "../../../runner/src/chat/llama-chat.ts";
import { type ChatSettings, type LoadModel, loadModel, serveLoaded } from "../../../runner/src/chat/load-chat.ts";
import { USUAL } from "../../../runner/src/serve/compute.ts";
import { chatModelNamed, embeddingModelNamed } from "../../../runner/src/weights/catalogue.ts";
import { defaultModelsFolder } from "../../../runner/src/weights/manifest.ts";

export const MODELS = defaultModelsFolder(process.env, homedir());
export const CHAT = chatModelNamed("smollm2-135m-instruct");
export const EMBEDDING = embeddingModelNamed("minilm");
export const hasSmoke = [CHAT, EMBEDDING].every(({ id, files }) => files.every(({ path }) => existsSync(join(MODELS, id, path))));

/** A thread runs plain JavaScript: the built one, which vitest's set-up brings up to date. */
export const STRUCTURED_OUTPUT_WORKER = new URL("../../../runner/dist/structured-output-worker.js", import.meta.url);

/** Of `loadChat`, but for the length of the context. */
export const SETTINGS = {
  model: CHAT,
  models: MODELS,
  sha256: "",
  gpu: "off",
  threads: 1,
  keptPrompts: 0,
  ...USUAL,
  log: () => {},
  now: () => performance.now(),
  randomSeed: () => 1,
  newPlaceholder: () => crypto.randomUUID().replaceAll("-", ""),
  signal: new AbortController().signal,
  structuredOutputWorker: STRUCTURED_OUTPUT_WORKER,
} as const;

interface LoadChat extends ChatSettings, Pick<LoadModel, "model" | "gpu"> {
  readonly models: string;
  readonly sha256: string;
}

/** A model of one file, in a runtime of its own, which ends with it. */
export async function loadChat(options: LoadChat): Promise<LlamaChat> {
  const path = join(options.models, options.model.id, options.model.files[0].path);
  const loaded = await loadModel({ ...options, weights: { path, sha256: options.sha256 } });
  return (await serveLoaded(loaded, options)).chat;
}
