import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ModelsError } from "../../runner/src/errors.ts";
import { chatModelNamed } from "../../runner/src/weights/catalogue.ts";
import { readGgufHeader } from "../../runner/src/weights/gguf-header.ts";
import { assertServableGguf } from "../../runner/src/weights/servable-gguf.ts";
import { chatGguf, type GgufParts, ggufFile, text, u32, u64 } from "./support/gguf.ts";
import { scratch } from "./support/scratch.ts";
import { hasSmoke, MODELS } from "./support/smoke.ts";

const folder = scratch();
const nine = chatModelNamed("bioreview-qwen3.5-9b-sft");
const good = chatGguf("qwen35");
let files = 0;

function written(content: Buffer): string {
  const path = join(folder, `${files++}.gguf`);
  writeFileSync(path, content);
  return path;
}
function codeOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof ModelsError) return error.failure.code;
    throw error;
  }
}
const withMetadata = (changed: GgufParts["metadata"], without: readonly string[] = []): GgufParts => ({
  tensors: good.tensors,
  metadata: Object.fromEntries(Object.entries({ ...good.metadata, ...changed }).filter(([key]) => !without.includes(key))),
});

describe("a GGUF's header", () => {
  test("is read without its lists' elements, and says where the tensors begin", () => {
    const whole = ggufFile(good);
    const { metadata, tensors, dataOffset, fileBytes } = readGgufHeader(written(whole));
    expect(metadata.get("general.architecture")).toBe("qwen35");
    expect(metadata.get("qwen35.block_count")).toBe(2);
    expect(metadata.get("tokenizer.ggml.tokens")).toEqual({ elements: 2 });
    expect(tensors.map(({ name, dimensions, offset }) => [name, dimensions, offset])).toEqual([
      ["token_embd.weight", [4, 2], 0],
      ["blk.0.attn_norm.weight", [4], 32],
      ["blk.1.attn_norm.weight", [4], 64],
    ]);
    expect(fileBytes - dataOffset).toBe(96);
    expect(fileBytes).toBe(whole.length);
  });

  test.skipIf(!hasSmoke)("of a real model is servable as that model and as no other", () => {
    const smoke = chatModelNamed("smollm2-135m-instruct");
    const path = join(MODELS, smoke.id, smoke.files[0].path);
    expect(assertServableGguf(path, smoke).tensors).toHaveLength(272);
    expect(codeOf(() => assertServableGguf(path, nine))).toBe("gguf-other-architecture");
  });

  test("that was cut anywhere is refused by a name", () => {
    const whole = ggufFile(good);
    // The last 16 bytes only fill up its last tensor's place.
    for (let length = 0; length < whole.length - 16; length++) {
      const code = codeOf(() => assertServableGguf(written(whole.subarray(0, length)), nine));
      expect([length, code]).toEqual([length, length < 4 ? "not-gguf" : "gguf-truncated"]);
    }
  });

  const claim = (...parts: Buffer[]) => Buffer.concat([Buffer.from("GGUF"), u32(3), ...parts, Buffer.alloc(64)]);
  const most = 2n ** 64n - 1n;
  test.each([
    { why: "2^64 tensors", content: claim(u64(most), u64(0)), code: "gguf-damaged" },
    { why: "more tensors than the file has room for", content: claim(u64(100_000), u64(0)), code: "gguf-truncated" },
    { why: "2^64 entries", content: claim(u64(0), u64(most)), code: "gguf-damaged" },
    { why: "a key of 4 GB", content: claim(u64(0), u64(1), u64(2 ** 32)), code: "gguf-damaged" },
    { why: "a key of 8 MB", content: claim(u64(0), u64(1), u64(2 ** 23)), code: "gguf-truncated" },
    {
      why: "a list of ten million texts",
      content: claim(u64(0), u64(1), text("k"), u32(9), u32(8), u64(9_999_999)),
      code: "gguf-truncated",
    },
    { why: "a list of lists", content: claim(u64(0), u64(1), text("k"), u32(9), u32(9), u64(1)), code: "gguf-damaged" },
    { why: "a value of no known type", content: claim(u64(0), u64(1), text("k"), u32(99)), code: "gguf-damaged" },
    { why: "a tensor of 2^31 dimensions", content: claim(u64(1), u64(0), text("t"), u32(2 ** 31)), code: "gguf-damaged" },
    {
      why: "an alignment of 0",
      content: ggufFile(withMetadata({ "general.alignment": 0 })),
      code: "gguf-damaged",
    },
  ])("that claims $why is refused, and nothing is allocated for it", ({ content, code }) => {
    expect(codeOf(() => readGgufHeader(written(content)))).toBe(code);
  });

  test("with any bytes changed is read or refused, and nothing else", () => {
    const whole = ggufFile(good);
    const change = fc.record({ at: fc.nat(whole.length - 1), bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }) });
    const path = written(whole);
    fc.assert(
      fc.property(change, ({ at, bytes }) => {
        const changed = Buffer.from(whole);
        changed.set(bytes.subarray(0, whole.length - at), at);
        writeFileSync(path, changed);
        codeOf(() => assertServableGguf(path, nine));
      }),
      { seed: 12, numRuns: 300 },
    );
  });
});

describe("a file is imported only as the model that it is", () => {
  test("a whole one", () => expect(codeOf(() => assertServableGguf(written(ggufFile(good)), nine))).toBeUndefined());

  const rows: { why: string; parts: GgufParts; code: string; says: RegExp }[] = [
    {
      why: "an adapter alone",
      parts: withMetadata({ "general.type": "adapter", "adapter.type": "lora" }),
      code: "gguf-is-adapter",
      says: /Merge it into its base model/,
    },
    {
      why: "what reads pictures for a model",
      parts: withMetadata({ "general.architecture": "clip" }),
      code: "gguf-no-model",
      says: /mmproj/,
    },
    {
      why: "an importance matrix",
      parts: withMetadata({ "general.type": "imatrix" }),
      code: "gguf-no-model",
      says: /"imatrix"/,
    },
    {
      why: "a model of another architecture",
      parts: chatGguf("qwen3"),
      code: "gguf-other-architecture",
      says: /"qwen3".*bioreview-qwen3.5-9b-sft is "qwen35"/,
    },
    {
      why: "a file that names no architecture",
      parts: withMetadata({}, ["general.architecture"]),
      code: "gguf-other-architecture",
      says: /not named/,
    },
    { why: "a part of a model", parts: withMetadata({ "split.count": 3 }), code: "gguf-split", says: /one of 3 parts/ },
    {
      why: "a model without a chat template",
      parts: withMetadata({}, ["tokenizer.chat_template"]),
      code: "no-chat-template",
      says: /chat_template\.jinja/,
    },
    {
      why: "a model with an empty chat template",
      parts: withMetadata({ "tokenizer.chat_template": "" }),
      code: "no-chat-template",
      says: /chat_template\.jinja/,
    },
    {
      why: "a model whose tokenizer was taken for SentencePiece",
      parts: withMetadata({ "tokenizer.ggml.model": "llama" }),
      code: "gguf-other-tokenizer",
      says: /"llama".*end the process/,
    },
    {
      why: "a layer for several tokens that is counted and absent",
      parts: withMetadata({ "qwen35.block_count": 3, "qwen35.nextn_predict_layers": 1 }),
      code: "gguf-mtp-missing",
      says: /blk\.2.*--no-mtp/,
    },
    {
      why: "a model that lacks a layer",
      parts: withMetadata({ "qwen35.block_count": 4, "qwen35.nextn_predict_layers": 1 }),
      code: "gguf-layer-missing",
      says: /counts 4 layers and holds 2: blk\.2 is missing/,
    },
    {
      why: "a model that counts four billion layers",
      parts: withMetadata({ "qwen35.block_count": 2 ** 32 - 1 }),
      code: "gguf-layer-missing",
      says: /blk\.2 is missing/,
    },
    { why: "a vocabulary alone", parts: { ...good, tensors: {} }, code: "gguf-no-layers", says: /vocabulary/ },
  ];
  test.each(rows)("$why is refused by name", ({ parts, code, says }) => {
    const path = written(ggufFile(parts));
    expect(codeOf(() => assertServableGguf(path, nine))).toBe(code);
    expect(() => assertServableGguf(path, nine)).toThrow(says);
  });
  test("one whose last layer for several tokens is there may be served", () => {
    const parts = withMetadata({ "qwen35.block_count": 2, "qwen35.nextn_predict_layers": 1 });
    expect(codeOf(() => assertServableGguf(written(ggufFile(parts)), nine))).toBeUndefined();
  });
});
