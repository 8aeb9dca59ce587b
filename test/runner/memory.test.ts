import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memoryFinding } from "../../runner/src/commands/examine.ts";
import { fitOf, type MemoryNeed, memoryNeed, processorMemory, totalOf } from "../../runner/src/serve/memory.ts";
import { startRuntime } from "../../runner/src/serve/runtime.ts";
import { chatGguf, ggufFile } from "./support/gguf.ts";
import { scratch } from "./support/scratch.ts";
import { CHAT, hasSmoke, MODELS } from "./support/smoke.ts";

const GB = 1e9;
const need = (id: string, weights: number): MemoryNeed => ({
  id,
  weights: weights * GB,
  context: GB,
  contextTokens: 20480,
  contexts: 1,
  overhead: 0,
});
const eight = need("eight", 5);
const nine = need("nine", 6);
const cpu = (available: number) => ({ device: "cpu", available: available * GB, total: 24 * GB });

describe("two models", () => {
  test.each([
    { available: 13, fit: "at once" },
    { available: 12.9, fit: "in turn" },
    { available: 7, fit: "in turn" },
    { available: 6.9, fit: "not at all" },
  ])("of 6 and 7 GB fit $fit into $available GB", ({ available, fit }) => expect(fitOf([eight, nine], available * GB)).toBe(fit));
});

describe("the doctor's word on memory", () => {
  const finding = (available: number, needs: readonly MemoryNeed[], absent: readonly string[] = []) =>
    memoryFinding(cpu(available), needs, absent);
  test("names what each model takes, and of what", () => {
    expect(finding(20, [eight])).toEqual({
      name: "memory",
      state: "ok",
      detail:
        "20.0 GB of 24.0 GB available; eight takes 6.0 GB (5.0 GB of weights, 1.0 GB for a context of 20480 tokens and buffers, 0.0 GB for the server itself)",
    });
  });
  test("is a failure where one does not fit, although its weights alone would", () => {
    expect(finding(5.5, [eight])).toMatchObject({ state: "fail", remedy: expect.stringContaining("smaller model") });
  });
  test("says that two are started in turn", () => {
    expect(finding(8, [eight, nine])).toMatchObject({ state: "ok", detail: expect.stringContaining("started in turn") });
  });
  test("says what is not known before the weights are here", () => {
    expect(finding(8, [], ["eight"])).toMatchObject({ state: "ok", detail: expect.stringContaining("what eight takes is told") });
  });
  test("on a GPU is about the GPU's memory", () => {
    const found = memoryFinding({ ...cpu(5), device: "cuda (X)" }, [eight], []);
    expect(found).toMatchObject({ name: "memory of cuda (X)", state: "fail", remedy: expect.stringContaining("--gpu off") });
  });
});

describe("llama.cpp's own reckoning", () => {
  let llama: Awaited<ReturnType<typeof startRuntime>>;
  beforeAll(async () => {
    llama = await startRuntime("off", false, 1, () => {});
  });
  afterAll(() => llama.dispose());
  const folder = scratch();

  test("of a file that is not here is no number", async () => {
    expect(await memoryNeed(llama, folder, CHAT)).toBeUndefined();
  });
  test("is not asked about a file that could not be served", async () => {
    mkdirSync(join(folder, CHAT.id));
    writeFileSync(join(folder, CHAT.id, CHAT.files[0].path), ggufFile(chatGguf("qwen3")));
    await expect(memoryNeed(llama, folder, CHAT)).rejects.toMatchObject({ failure: { code: "gguf-other-architecture" } });
  });
  test.skipIf(!hasSmoke)(
    "counts an imported file too, and grows with the context by what the architecture keeps of a token",
    async () => {
      const short = await memoryNeed(llama, MODELS, { ...CHAT, contextTokens: 2048 });
      const long = await memoryNeed(llama, MODELS, { ...CHAT, contextTokens: 8192 });
      if (short === undefined || long === undefined) throw new Error("the model is here");
      expect(short.weights).toBeGreaterThan(95e6);
      expect(short.weights).toBeLessThan(99e6);
      // 30 layers, 3 heads of keys and of values, 64 numbers of 2 bytes each.
      const token = 30 * 3 * 64 * 2 * 2;
      const grown = (long.context - short.context) / (8192 - 2048);
      expect(grown / token).toBeGreaterThan(0.9);
      expect(grown / token).toBeLessThan(1.1);
      expect(totalOf(long)).toBeGreaterThan(long.weights + long.context);
    },
  );
  test("what is available is not merely what nothing uses, and no more than there is", async () => {
    const { available, total } = await processorMemory(llama);
    expect(available).toBeGreaterThanOrEqual((await llama.getRamState()).free * 0.5);
    expect(available).toBeLessThanOrEqual(total);
  });
});
