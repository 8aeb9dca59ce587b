/** Our own model server and the small model, where they are built and fetched. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const { BIOREVIEW_MODELS, XDG_CACHE_HOME } = process.env;

export const RUNNER = join(import.meta.dirname, "../../runner/dist/bioreview-runner.js");
export const MODELS = BIOREVIEW_MODELS || join(XDG_CACHE_HOME || join(homedir(), ".cache"), "bioreview", "models");
export const SMOKE_GGUF = join(MODELS, "smollm2-135m-instruct", "SmolLM2-135M-Instruct.Q4_1.gguf");
export const hasSmokeModel = existsSync(SMOKE_GGUF);
export const WHY_NO_SMOKE_MODEL = `no small model: ${SMOKE_GGUF} is not there (node runner/dist/bioreview-runner.js models pull smoke)`;
export const hasRunner = existsSync(RUNNER) && existsSync(join(RUNNER, "../../node_modules/node-llama-cpp"));
export const WHY_NO_RUNNER = `no runner: ${RUNNER} is not built, or its libraries are not installed`;

const missing = [...(hasRunner ? [] : [WHY_NO_RUNNER]), ...(hasSmokeModel ? [] : [WHY_NO_SMOKE_MODEL])];
export const hasSmoke = missing.length === 0;
/** For a title, where the tests under it are skipped. */
export const SMOKE_SKIPPED = hasSmoke ? "" : ` (skipped: ${missing.join("; ")})`;
