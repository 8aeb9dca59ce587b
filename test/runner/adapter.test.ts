/** A LoRA that is laid over its base model while both are served: which files are one of which base, and what the two models then say. */
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import OpenAI from "openai";
import { Agent, fetch } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChatModel } from "../../profiles/profile.ts";
import { ChatRequest } from "../../runner/src/api.ts";
import { baseFault } from "../../runner/src/chat/adapter-in-use.ts";
import type { Chat } from "../../runner/src/chat/chat-model.ts";
import { loadModel, serveLoaded } from "../../runner/src/chat/load-chat.ts";
import type { Dependencies } from "../../runner/src/commands/dependencies.ts";
import { importCommand, verifyCommand } from "../../runner/src/commands/models.ts";
import { describeNeed, memoryNeed, totalOf } from "../../runner/src/serve/memory.ts";
import { startRuntime } from "../../runner/src/serve/runtime.ts";
import { adaptedDigest, assertAdapterOf, chatFormOf, readChanges } from "../../runner/src/weights/adapter.ts";
import { chatModelNamed } from "../../runner/src/weights/catalogue.ts";
import { digestOf } from "../../runner/src/weights/files.ts";
import { readGgufHeader } from "../../runner/src/weights/gguf-header.ts";
import { chatGguf, type GgufParts, ggufFile, loraGguf } from "./support/gguf.ts";
import { errorOf, start } from "./support/process.ts";
import { scratch } from "./support/scratch.ts";
import { CHAT, hasSmoke, loadChat, MODELS, SETTINGS } from "./support/smoke.ts";

const folder = scratch();
function written(name: string, parts: GgufParts): string {
  const path = join(folder, name);
  writeFileSync(path, ggufFile(parts));
  return path;
}

const WIDE = "blk.1.ffn_up.weight";
const baseParts = (architecture: string): GgufParts => {
  const { metadata, tensors } = chatGguf(architecture);
  return { metadata, tensors: { ...tensors, [WIDE]: [4, 6] } };
};
const base = written("base.gguf", baseParts("qwen35"));
const overWide = loraGguf("qwen35", { [WIDE]: [4, 6] });
/** Rows of the embedding are looked up: its matrices stand the other way round. */
const EMBEDDED = { "token_embd.weight.lora_a": [1, 2], "token_embd.weight.lora_b": [1, 4] };
const right = { ...overWide, tensors: { ...overWide.tensors, ...EMBEDDED } };

describe("an adapter", () => {
  const refused = (parts: GgufParts, code: string, fault: RegExp) => {
    const path = written("adapter.gguf", parts);
    const found = (() => {
      try {
        return assertAdapterOf(path, base);
      } catch (error) {
        return error;
      }
    })();
    expect(found).toMatchObject({
      failure: { code, at: path, fault: expect.stringMatching(fault), remedy: expect.stringMatching(/./) },
    });
  };
  const withMetadata = (changes: GgufParts["metadata"]): GgufParts => ({ ...right, metadata: { ...right.metadata, ...changes } });
  const withTensors = (tensors: GgufParts["tensors"]): GgufParts => ({ ...right, tensors });
  const a = `${WIDE}.lora_a`;
  const b = `${WIDE}.lora_b`;

  test("of this base says how many of its tensors it changes", () => {
    expect(assertAdapterOf(written("right.gguf", right), base)).toMatchObject({ changed: 2, all: 4 });
  });

  test.each([
    { why: "as it was trained", zeros: [], changed: 2 },
    { why: "with one matrix of zeros, as before training", zeros: [`${WIDE}.lora_b`], changed: 1 },
    { why: "with the other of zeros", zeros: ["token_embd.weight.lora_a"], changed: 1 },
    { why: "with one of each pair", zeros: [`${WIDE}.lora_a`, "token_embd.weight.lora_b"], changed: 0 },
  ])("changes the tensors to which it adds something, $why", async ({ zeros, changed }) => {
    // The last number alone: the whole matrix has to be read.
    const { tensors }: GgufParts = right;
    const last = (name: string) => (tensors[name] ?? []).reduce((product, size) => product * size, 1) - 1;
    const weight = (name: string, at: number) => (!zeros.includes(name) && at === last(name) ? -1 : 0);
    expect(await readChanges(written("changes.gguf", { ...right, weight }))).toEqual({ changed, isSinglePrecision: true });
  });

  test.each<{ why: string; parts: GgufParts; code: string; fault: RegExp }>([
    { why: "a whole model", parts: baseParts("qwen35"), code: "gguf-no-adapter", fault: /no adapter but a model/ },
    { why: "a control vector", parts: withMetadata({ "general.type": "control" }), code: "gguf-no-adapter", fault: /"control"/ },
    {
      why: "an adapter of another kind",
      parts: withMetadata({ "adapter.type": "ia3" }),
      code: "adapter-other-kind",
      fault: /"ia3"/,
    },
    {
      why: "a LoRA that certain tokens switch on",
      parts: withMetadata({ "adapter.alora.invocation_tokens": ["x"] }),
      code: "adapter-other-kind",
      fault: /aLoRA/,
    },
    {
      why: "one of another architecture",
      parts: withMetadata({ "general.architecture": "qwen3" }),
      code: "adapter-other-architecture",
      fault: /"qwen3".*base\.gguf is "qwen35"/,
    },
    { why: "one without tensors", parts: withTensors({}), code: "adapter-empty", fault: /no tensors/ },
    { why: "tensors of a model", parts: withTensors({ [WIDE]: [4, 6] }), code: "adapter-damaged", fault: /ffn_up/ },
    { why: "one matrix of a pair", parts: withTensors({ [a]: [4, 1] }), code: "adapter-damaged", fault: /only one of the two/ },
    {
      why: "layers that the base does not have",
      parts: withTensors({ "blk.9.ffn_up.weight.lora_a": [4, 1], "blk.9.ffn_up.weight.lora_b": [1, 6] }),
      code: "adapter-of-another-model",
      fault: /1 of the 1 tensors.*blk\.9/,
    },
    {
      why: "another width",
      parts: withTensors({ [a]: [5, 1], [b]: [1, 6] }),
      code: "adapter-of-another-model",
      fault: /4 x 6 in the base.*5 x 1 by 1 x 6/,
    },
    { why: "another height", parts: withTensors({ [a]: [4, 1], [b]: [1, 7] }), code: "adapter-of-another-model", fault: /1 x 7/ },
    {
      why: "an embedding of another vocabulary",
      parts: withTensors({ ...EMBEDDED, "token_embd.weight.lora_a": [1, 3] }),
      code: "adapter-of-another-model",
      fault: /token_embd\.weight is 4 x 2 in the base/,
    },
    { why: "two ranks", parts: withTensors({ [a]: [4, 2], [b]: [3, 6] }), code: "adapter-of-another-model", fault: /4 x 2/ },
  ])("is refused by name: $why", ({ parts, code, fault }) => refused(parts, code, fault));

  test("that ends before its tensors do is refused", () => {
    const path = join(folder, "cut.gguf");
    writeFileSync(path, ggufFile(right).subarray(0, -40));
    expect(() => assertAdapterOf(path, base)).toThrow(/its tensors need/);
  });
});

describe("a model that is made from a base and an adapter", () => {
  const models = scratch();
  const NINE = chatModelNamed("bioreview-qwen3.5-9b-sft");
  const stdout = new PassThrough();
  const dependencies = { stdout, env: {}, home: models, stop: new AbortController().signal } as unknown as Dependencies;
  const importing = (id: string, files: readonly string[], adapter?: string) =>
    importCommand(id, files, { models, ...(adapter !== undefined && { adapter }) }, dependencies);
  const adapter = written("nine.gguf", right);

  test("is served with the adapter that was registered last, and with a merged file that was registered after it", async () => {
    await importing(NINE.id, [base], adapter);
    expect(await chatFormOf(models, NINE)).toMatchObject({
      kind: "adapted",
      weights: { model: { id: NINE.id }, file: { path: "base.gguf" } },
      adapter: { file: { path: "adapter.gguf" } },
    });
    await importing(NINE.id, [base]);
    expect(await chatFormOf(models, NINE)).toMatchObject({ kind: "whole", weights: { file: NINE.files[0] } });
    await importing(NINE.id, [base], adapter);
    expect(await chatFormOf(models, NINE)).toMatchObject({ kind: "adapted" });
  });

  test("is verified in both of its files", async () => {
    const verified = () => verifyCommand(NINE.id, { models }, dependencies);
    stdout.read();
    await verified();
    const said = String(stdout.read());
    expect(said).toContain(`${(await digestOf(base)).sha256}  ${NINE.id}/base.gguf\n`);
    expect(said).toContain(`${(await digestOf(adapter)).sha256}  ${NINE.id}/adapter.gguf\n`);
    const kept = join(models, NINE.id, "adapter.gguf");
    const other = Buffer.from(readFileSync(kept));
    other[other.length - 1] = 1;
    await importing(NINE.id, [base], adapter);
    writeFileSync(`${kept}.other`, other);
    copyFileSync(`${kept}.other`, kept);
    await expect(verified()).rejects.toMatchObject({ failure: { code: "weights-wrong-digest", at: kept } });
  });

  test("asks for the base of the catalogue where no other was given", async () => {
    const fresh = scratch();
    const alone = importCommand(NINE.id, [], { models: fresh, adapter }, dependencies);
    await expect(alone).rejects.toMatchObject({
      failure: { code: "weights-missing", remedy: expect.stringContaining("models pull qwen3.5-9b") },
    });
  });

  test.each([
    { why: "no file at all", id: NINE.id, files: [], code: "usage" },
    { why: "two files beside an adapter", id: NINE.id, files: [base, base], adapter, code: "usage" },
    { why: "an adapter of a model that has no base", id: CHAT.id, files: [], adapter, code: "not-of-a-base" },
    { why: "an adapter that is not there", id: NINE.id, files: [base], adapter: join(folder, "none.gguf"), code: "no-such-file" },
    { why: "a folder as adapter", id: NINE.id, files: [base], adapter: folder, code: "no-such-file" },
    { why: "a base that is none", id: NINE.id, files: [adapter], adapter, code: "gguf-is-adapter" },
    { why: "an adapter in place of the merged weights", id: NINE.id, files: [adapter], code: "gguf-is-adapter" },
    { why: "the base as the adapter", id: NINE.id, files: [base], adapter: base, code: "gguf-no-adapter" },
  ])("is not registered from $why", async ({ id, files, adapter, code }) => {
    await expect(importing(id, files, adapter)).rejects.toMatchObject({ failure: { code } });
  });
});

test("another adapter, and another base, is another model", () => {
  const [one, two, three] = ["1", "2", "3"].map((digit) => digit.repeat(64)) as [string, string, string];
  expect(
    new Set([adaptedDigest(one, two), adaptedDigest(one, three), adaptedDigest(three, two), adaptedDigest(two, one), one]).size,
  ).toBe(5);
  expect(adaptedDigest(one, two)).toMatch(/^[0-9a-f]{64}$/);
});

test("a second context that does not fit is refused with both numbers", () => {
  expect(baseFault(2e9, 2e9, "x")).toBeUndefined();
  expect(baseFault(2.1e9, 2e9, "x")?.failure).toMatchObject({
    code: "too-big",
    at: "x",
    fault: expect.stringMatching(/takes 2\.1 GB, and 2\.0 GB are left/),
    remedy: expect.stringContaining("merged"),
  });
});

describe.skipIf(!hasSmoke)("a small model with an adapter of rank 1 over one of its tensors", () => {
  const path = join(MODELS, CHAT.id, CHAT.files[0].path);
  const TENSOR = "blk.20.ffn_down.weight";
  const STRONG = 0.5;
  /** @param strength of what it adds */
  function lora(name: string, strength: number): string {
    const dimensions = readGgufHeader(path).tensors.find((tensor) => tensor.name === TENSOR)?.dimensions ?? [];
    const [rows = 0, columns = 0] = dimensions;
    // Signs that alternate otherwise in the two, so that the sum over a row is not lost.
    const weight = (tensor: string, at: number) => (tensor.endsWith("lora_a") ? (at % 3) - 1 : strength * ((at % 5) - 2));
    return written(name, { ...loraGguf("llama", { [TENSOR]: [rows, columns] }), weight });
  }
  const settings = { ...SETTINGS, contextTokens: 512, keptPrompts: 1 };
  const loadAdapted = async (adapter: string, log: (line: string) => void = settings.log) => {
    const weights = { path, sha256: "b".repeat(64), adapter: { path: adapter, sha256: "a".repeat(64) } };
    const { chat, base } = await serveLoaded(await loadModel({ ...settings, weights }), { ...settings, parallel: 2, log });
    if (base === undefined) throw new Error("a model with an adapter has a base");
    return { chat, base };
  };
  const question = (content: string) =>
    ChatRequest.parse({
      model: CHAT.id,
      messages: [{ role: "user", content }],
      temperature: 0,
      max_tokens: 12,
      logprobs: true,
      top_logprobs: 5,
    });
  async function answer(chat: Chat, content = "Name a weakness of a study of mice.") {
    let text = "";
    const probabilities: number[] = [];
    const { cachedTokens } = await (await chat.prepare(question(content))).run(
      {
        progress: () => {},
        text: (piece, tokens) => {
          text += piece;
          for (const { probability, likeliest } of tokens)
            probabilities.push(probability, ...likeliest.map((one) => one.probability));
        },
      },
      SETTINGS.signal,
    );
    return { text, probabilities, cachedTokens };
  }

  describe("in memory once", () => {
    const said: string[] = [];
    let chat: Chat;
    let base: Chat;
    beforeAll(async () => {
      ({ chat, base } = await loadAdapted(lora("strong.gguf", STRONG), (line) => said.push(line)));
    });
    afterAll(() => chat.dispose());

    test("says something else with it, and without it to the bit what the base says that is loaded alone", async () => {
      const plain = await loadChat(settings);
      const alone = await answer(plain);
      await plain.dispose();
      const adapted = await answer(chat);
      expect(adapted.text).not.toBe(alone.text);
      expect(await answer(base)).toEqual(alone);
      // And again in turns: neither leaves anything to the other.
      expect(await answer(chat)).toEqual(adapted);
      expect(await answer(base)).toEqual(alone);
    });

    test("is known by the digests of both files, and tells what the adapter changes", () => {
      expect(chat.identity).toMatchObject({
        id: CHAT.id,
        sha256: adaptedDigest("b".repeat(64), "a".repeat(64)),
        adapter: { file: "strong.gguf", sha256: "a".repeat(64), base: `${CHAT.id}:base`, baseSha256: "b".repeat(64) },
      });
      expect(base.identity).toMatchObject({ id: `${CHAT.id}:base`, sha256: "b".repeat(64), baseOf: CHAT.id, contextTokens: 512 });
      expect(said.find((line) => line.startsWith("adapter"))).toMatch(
        /^adapter strong\.gguf .* changes 1 of \d+ tensors of .*, and logits of a test sentence by up to \d.*smollm2-135m-instruct:base/,
      );
    });

    test("says in one line where it computes, why there, and what both of its contexts take", () => {
      expect(said.filter((line) => line.includes("GB"))).toEqual([
        expect.stringMatching(
          /^0 of 31 layers on a GPU, all on the processor with 1 thread, because --gpu off asks for it; smollm2-135m-instruct takes .* GB of weights, .* GB for 2 contexts of 512 tokens and buffers, .* for the adapter, .* for 2 contexts of 512 tokens of the base alone\)$/,
        ),
      ]);
    });

    test("keeps prompts for each of the two, and never gives one's to the other", async () => {
      const long = "All mice were of one sex and no power analysis was made. ".repeat(15);
      expect((await answer(chat, long)).cachedTokens).toBe(0);
      expect((await answer(base, long)).cachedTokens).toBe(0);
      expect((await answer(chat, long)).cachedTokens).toBeGreaterThan(0);
      expect((await answer(base, long)).cachedTokens).toBeGreaterThan(0);
    });
  });

  test("is not served where the adapter changes nothing, or makes the model's numbers none", async () => {
    await expect(loadAdapted(lora("zero.gguf", 0))).rejects.toMatchObject({
      failure: { code: "adapter-without-effect", fault: expect.stringContaining("0 logits") },
    });
    await expect(loadAdapted(lora("infinite.gguf", Number.POSITIVE_INFINITY))).rejects.toMatchObject({
      failure: { code: "adapter-breaks-model" },
    });
    await expect(loadAdapted(base)).rejects.toMatchObject({ failure: { code: "gguf-no-adapter" } });
  });

  test("takes the memory of the base, of the adapter and of two contexts, which the doctor tells", async () => {
    const models = scratch();
    const model: ChatModel = {
      ...CHAT,
      id: "fine-tuned",
      base: CHAT.id,
      files: [{ path: "merged.gguf", sources: CHAT.files[0].sources }],
    };
    for (const id of [CHAT.id, model.id]) mkdirSync(join(models, id));
    symlinkSync(path, join(models, CHAT.id, CHAT.files[0].path));
    const adapter = lora("doctor.gguf", STRONG);
    const { sha256, bytes } = await digestOf(adapter);
    copyFileSync(adapter, join(models, model.id, "adapter.gguf"));
    const manifest = { version: 1, files: { "adapter.gguf": { sha256, bytes } } };
    writeFileSync(join(models, model.id, "manifest.json"), JSON.stringify(manifest));
    const llama = await startRuntime("off", false, 1, () => {});
    try {
      const alone = await memoryNeed(llama, models, CHAT);
      const both = await memoryNeed(llama, models, model);
      const short = await memoryNeed(llama, models, { ...CHAT, contextTokens: 4096 });
      if (alone === undefined || both === undefined || short === undefined) throw new Error("the files are here");
      expect(totalOf(both) - totalOf(alone)).toBe(bytes + short.context);
      expect(describeNeed(both)).toMatch(/for the adapter, .* for a context of 4096 tokens of the base alone\)$/);
    } finally {
      await llama.dispose();
    }
  });

  describe("in a server", () => {
    const serving = (adapter: string, socket: string) =>
      start([
        "--json-errors",
        "serve",
        "--profile",
        "smoke",
        "--only",
        "chat",
        "--context",
        "512",
        "--socket",
        join(folder, socket),
        "--adapter",
        adapter,
      ]);
    let server: ReturnType<typeof start>;
    let client: OpenAI;
    let dispatcher: Agent;
    beforeAll(async () => {
      server = serving(lora("served.gguf", STRONG), "adapted.sock");
      await server.firstLine;
      dispatcher = new Agent({ connect: { socketPath: join(folder, "adapted.sock") } });
      const overSocket = ((url: string, init: object) =>
        fetch(url, { ...init, dispatcher })) as unknown as typeof globalThis.fetch;
      client = new OpenAI({ apiKey: "none", baseURL: "http://localhost/v1", fetch: overSocket, maxRetries: 0 });
    });
    afterAll(async () => {
      await dispatcher.destroy();
      server.child.kill("SIGTERM");
      expect((await server.ended).code).toBe(0);
    });

    test("is one of two models, of which the list says which has the adapter, and the line at the start what they are", async () => {
      const sha256 = (await digestOf(join(folder, "served.gguf"))).sha256;
      const digest = CHAT.files[0].sha256 ?? "";
      const [reviewing, plain, ...others] = (await client.models.list()).data as unknown as { id: string; meta: object }[];
      expect(others).toEqual([]);
      expect(reviewing).toMatchObject({
        id: CHAT.id,
        meta: {
          kind: "chat",
          sha256: adaptedDigest(digest, sha256),
          adapter: { file: "served.gguf", sha256, base: `${CHAT.id}:base`, base_sha256: digest },
        },
      });
      expect(plain).toMatchObject({ id: `${CHAT.id}:base`, meta: { kind: "chat", sha256: digest, base_of: CHAT.id } });
      expect(plain?.meta).not.toHaveProperty("adapter");
      expect(await server.firstLine).toContain(`of adapter ${sha256.slice(0, 12)} over ${digest.slice(0, 12)}) on cpu`);
      expect(await server.firstLine).toContain(`its base alone as ${CHAT.id}:base, context 512`);
    });

    test("answers as the one that a request names", async () => {
      const ask = async (model: string) => {
        const answer = await client.chat.completions.create({
          model,
          messages: [{ role: "user", content: "Name a weakness of a study of mice." }],
          temperature: 0,
          max_tokens: 12,
        });
        expect(answer.model).toBe(model);
        return answer.choices[0]?.message.content;
      };
      const adapted = await ask(CHAT.id);
      const plain = await ask(`${CHAT.id}:base`);
      expect(adapted).not.toBe(plain);
      expect(await ask(CHAT.id)).toBe(adapted);
      await expect(ask("another")).rejects.toThrow(/served are smollm2-135m-instruct, smollm2-135m-instruct:base/);
    });

    test("is not started with an adapter that is not there", async () => {
      const ended = await serving(join(folder, "nowhere.gguf"), "other.sock").ended;
      expect([errorOf(ended).code, ended.code]).toEqual(["no-such-file", 2]);
    });
  });
});
