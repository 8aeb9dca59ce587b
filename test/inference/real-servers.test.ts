import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectEmbedder, parseEndpoint, type RunningServer, startServer } from "../../src/inference/index.ts";
import { hasLlamaCpp, startLlamaCpp, WHY_NO_LLAMA_CPP } from "../support/llama-cpp-server.ts";
import { modelContract } from "../support/model-contract.ts";
import {
  hasRunner,
  hasSmokeModel,
  MODELS,
  RUNNER,
  SMOKE_GGUF,
  WHY_NO_RUNNER,
  WHY_NO_SMOKE_MODEL,
} from "../support/smoke-model.ts";

const forever = new AbortController().signal;
const lacks = (...needed: [boolean, string][]) => needed.flatMap(([there, why]) => (there ? [] : [why]));
const skipped = (missing: readonly string[]) => (missing.length === 0 ? "" : ` (skipped: ${missing.join("; ")})`);

const forOurs = lacks([hasRunner, WHY_NO_RUNNER], [hasSmokeModel, WHY_NO_SMOKE_MODEL]);
describe.skipIf(forOurs.length > 0)(`our own server with the small model${skipped(forOurs)}`, () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(
      { profile: "smoke", runnerPath: RUNNER, models: MODELS, gpu: "off", threads: 1, onLine: () => {} },
      forever,
    );
  });
  afterAll(() => server?.stop());
  modelContract(() => ({ endpoint: server.endpoint, model: "smollm2-135m-instruct" }));

  test("embeds: like texts are alike", async () => {
    const embedder = await connectEmbedder(server.endpoint, {}, forever);
    expect(embedder).toMatchObject({ name: "minilm", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const [a, b, c] = await embedder.embed(
      ["The sample is small.", "Too few samples were taken.", "The title has a spelling error."],
      forever,
    );
    const cosine = (x: Float32Array | undefined, y: Float32Array | undefined) =>
      x?.reduce((sum, value, k) => sum + value * (y?.[k] ?? 0), 0) ?? 0;
    expect(cosine(a, b)).toBeGreaterThan(cosine(a, c));
  });
});

const forTheirs = lacks([hasLlamaCpp, WHY_NO_LLAMA_CPP], [hasSmokeModel, WHY_NO_SMOKE_MODEL]);
describe.skipIf(forTheirs.length > 0)(`llama.cpp's own server${skipped(forTheirs)}`, () => {
  let server: Awaited<ReturnType<typeof startLlamaCpp>>;
  beforeAll(async () => {
    server = await startLlamaCpp(SMOKE_GGUF, 2048);
  });
  afterAll(() => server?.stop());
  modelContract(() => ({ endpoint: parseEndpoint(server.url, {}), model: undefined }), {
    "special tokens in a text are text": "it renders the conversation first and tokenises it with special tokens after",
  });
});
