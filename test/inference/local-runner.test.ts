import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { adaptedDigest } from "../../runner/src/weights/adapter.ts";
import { recordedWeights } from "../../src/inference/index.ts";
import { folderWith } from "../support/folder.ts";

const SHA256 = "ab".repeat(32);

test("weights that a profile pins are known, whatever lies on the disk", async () => {
  expect(await recordedWeights("minilm", "/nowhere")).toMatch(/^[0-9a-f]{64}$/);
});

test("of weights that were imported the recorded digest of the network counts, not that of its vocabulary", async () => {
  const files = { "tokenizer.json": { sha256: "cd".repeat(32), bytes: 1 }, "onnx/model.onnx": { sha256: SHA256, bytes: 2 } };
  const models = folderWith({ "specter2-base/manifest.json": JSON.stringify({ version: 1, files }) });
  expect(await recordedWeights("specter2-base", models)).toBe(SHA256);
});

describe("of a base with an adapter", () => {
  const NINE = "bioreview-qwen3.5-9b-sft";
  const recorded = (path: string, digit: string) => ({ [path]: { sha256: digit.repeat(64), bytes: 1 } });
  const known = (files: object, others: Readonly<Record<string, string>> = {}) =>
    recordedWeights(NINE, folderWith({ [`${NINE}/manifest.json`]: JSON.stringify({ version: 1, files }), ...others }));
  const adapter = recorded("adapter.gguf", "a");
  const merged = recorded(`${NINE}.Q4_K_M.gguf`, "c");

  test("both digests count, so that another adapter is another model", async () => {
    const first = await known({ ...adapter, ...recorded("base.gguf", "b") });
    expect(first).toBe(adaptedDigest("b".repeat(64), "a".repeat(64)));
    expect(await known({ ...recorded("adapter.gguf", "d"), ...recorded("base.gguf", "b") })).not.toBe(first);
  });
  test("the catalogue's base counts where no other was registered", async () => {
    expect(await known(adapter)).toBe(adaptedDigest((await recordedWeights("qwen3.5-9b", "/nowhere")) ?? "", "a".repeat(64)));
  });
  test("that was merged its file counts", async () => expect(await known({ ...adapter, ...merged })).toBe("c".repeat(64)));
});

test.each([
  { why: "none were imported", manifest: undefined },
  { why: "the manifest is damaged", manifest: "{" },
  { why: "another file was imported", manifest: JSON.stringify({ version: 1, files: { "config.json": { sha256: SHA256 } } }) },
  {
    why: "what is recorded is no digest",
    manifest: JSON.stringify({ version: 1, files: { "onnx/model.onnx": { sha256: "?" } } }),
  },
])("weights are unknown where $why", async ({ manifest }) => {
  const models = folderWith({ "README.md": "" });
  mkdirSync(join(models, "specter2-base"));
  if (manifest !== undefined) writeFileSync(join(models, "specter2-base", "manifest.json"), manifest);
  expect(await recordedWeights("specter2-base", models)).toBeUndefined();
});

test("a model that only a server has is unknown", async () => {
  expect(await recordedWeights("bge-small", "/nowhere")).toBeUndefined();
});
