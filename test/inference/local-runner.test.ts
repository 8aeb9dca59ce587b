import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
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
