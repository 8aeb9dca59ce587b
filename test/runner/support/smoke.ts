/** The small models, where they were fetched. Tests that need them are skipped where not, and vitest's report shows it. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
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
