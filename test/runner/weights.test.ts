import { createHash } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { WeightFile } from "../../profiles/profile.ts";
import { CHAT_MODELS, EMBEDDING_MODELS } from "../../profiles/profiles.ts";
import { diskError } from "../../runner/src/errors.ts";
import {
  chatModelNamed,
  chatModelOf,
  embeddingModelNamed,
  type Model,
  modelsNamed,
  modelsOf,
  profileNamed,
} from "../../runner/src/weights/catalogue.ts";
import { progressBar } from "../../runner/src/weights/download.ts";
import { importWeights } from "../../runner/src/weights/import.ts";
import { defaultModelsFolder, readManifest } from "../../runner/src/weights/manifest.ts";
import { inspectFile, verifiedDigests } from "../../runner/src/weights/verify.ts";
import { chatGguf, ggufFile } from "./support/gguf.ts";
import { scratch } from "./support/scratch.ts";

const folder = scratch();
const never = new AbortController().signal;
const nine = chatModelNamed("bioreview-qwen3.5-9b-sft");
const sha256 = (data: Buffer | string) => createHash("sha256").update(data).digest("hex");
const gguf = ggufFile(chatGguf("qwen35"));

/** A model of one pinned file. */
function pinned(content: Buffer): Model {
  const [model] = CHAT_MODELS.filter(({ id }) => id === "smollm2-135m-instruct");
  if (model === undefined) throw new Error("no such model");
  return { ...model, files: [{ ...model.files[0], sha256: sha256(content), bytes: content.length }] };
}
function placed(name: string, model: Model, content: Buffer): string {
  const models = join(folder, name);
  mkdirSync(join(models, model.id), { recursive: true });
  writeFileSync(join(models, model.id, model.files[0]?.path ?? ""), content);
  return models;
}

describe("the folder of weights", () => {
  test.each([
    { env: { BIOREVIEW_MODELS: "/m", XDG_CACHE_HOME: "/c" }, is: "/m" },
    { env: { XDG_CACHE_HOME: "/c" }, is: "/c/bioreview/models" },
    { env: {}, is: "/home/a/.cache/bioreview/models" },
  ])("is $is", ({ env, is }) => expect(defaultModelsFolder(env, "/home/a")).toBe(is));
});

describe("every file that a profile can fetch", () => {
  const files = [...CHAT_MODELS, ...EMBEDDING_MODELS].flatMap(({ id, files }) =>
    (files as readonly WeightFile[]).map((file) => ({ name: `${id}/${file.path}`, file })),
  );
  test.each(files)("$name: is told apart by its digest, whichever source it comes from", ({ file }) => {
    for (const source of file.sources) {
      if (source.kind === "wheel") expect([file.sha256?.length, file.bytes]).toEqual([64, expect.any(Number)]);
      if (source.kind === "wheel parts") {
        expect(source.parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(file.bytes);
        expect(new Set(source.parts.map(({ sha256 }) => sha256)).size).toBe(source.parts.length);
      }
      // A branch may move: nobody knows then that it moved, where the digest was not recorded.
      if (source.kind === "hub") expect(source.revision).toMatch(file.sha256 === undefined ? /^main$/ : /^[0-9a-f]{40}$/);
    }
  });
});

describe("weights are served only if they are the right ones", () => {
  test("a right file", async () => {
    const models = placed("right", pinned(gguf), gguf);
    expect([...(await verifiedDigests(models, pinned(gguf), "smoke")).values()]).toEqual([sha256(gguf)]);
  });
  test("a missing one says how to get it", async () => {
    await expect(verifiedDigests(join(folder, "none"), pinned(gguf), "smoke")).rejects.toMatchObject({
      failure: { code: "weights-missing", remedy: "Run `bioreview-runner models pull smoke`" },
    });
  });
  test("one that can be fetched, of a profile that cannot, is to be fetched by its own name", async () => {
    await expect(verifiedDigests(join(folder, "none"), embeddingModelNamed("minilm"), "bioreview-9b")).rejects.toMatchObject({
      failure: { code: "weights-missing", remedy: "Run `bioreview-runner models pull minilm`" },
    });
  });
  test("a truncated one is told from a changed one", async () => {
    const cut = placed("cut", pinned(gguf), gguf.subarray(0, 50));
    await expect(verifiedDigests(cut, pinned(gguf), "smoke")).rejects.toMatchObject({ failure: { code: "weights-truncated" } });
    const changed = placed("changed", pinned(gguf), Buffer.from(gguf).fill(8, 50, 51));
    await expect(verifiedDigests(changed, pinned(gguf), "smoke")).rejects.toMatchObject({
      failure: { code: "weights-wrong-digest" },
    });
  });
  test("one that nobody vouches for", async () => {
    const models = placed("unknown", nine, gguf);
    await expect(verifiedDigests(models, nine, "bioreview-9b")).rejects.toMatchObject({ failure: { code: "weights-unknown" } });
  });
});

describe("importing weights", () => {
  test("places them, and every later look compares with what was recorded", async () => {
    const from = join(folder, "mine.gguf");
    writeFileSync(from, gguf);
    const models = join(folder, "imported");
    const [one] = await importWeights(models, nine, [from]);
    expect(one).toMatchObject({ sha256: sha256(gguf), bytes: gguf.length });
    expect(readFileSync(one?.path ?? "")).toEqual(gguf);
    await expect(verifiedDigests(models, nine, undefined)).resolves.toHaveProperty("size", 1);
    writeFileSync(one?.path ?? "", Buffer.from(gguf).fill(9, 10, 11));
    await expect(verifiedDigests(models, nine, undefined)).rejects.toMatchObject({ failure: { code: "weights-wrong-digest" } });
  });
  test("twice, or of a file that is in its place already, is no harm", async () => {
    const from = join(folder, "again.gguf");
    writeFileSync(from, gguf);
    const models = join(folder, "again");
    const [one] = await importWeights(models, nine, [from]);
    await importWeights(models, nine, [one?.path ?? ""]);
    await importWeights(models, nine, [from]);
    expect(statSync(one?.path ?? "").size).toBe(gguf.length);
  });
  test("takes a folder for a model of several files", async () => {
    const from = join(folder, "specter");
    mkdirSync(from);
    for (const name of ["config.json", "tokenizer.json", "tokenizer_config.json", "model.onnx"])
      writeFileSync(join(from, name), name);
    const models = join(folder, "specter-models");
    const found = await importWeights(models, embeddingModelNamed("specter2-base"), [from]);
    expect(found.map(({ path }) => path.slice(join(models, "specter2-base").length + 1)).toSorted()).toEqual([
      "config.json",
      "onnx/model.onnx",
      "tokenizer.json",
      "tokenizer_config.json",
    ]);
    expect(Object.keys((await readManifest(join(models, "specter2-base")))?.files ?? {})).toHaveLength(4);
  });
  test.each([
    { why: "a file that is not there", given: ["/nowhere.gguf"], code: "no-such-file" },
    { why: "a file that is no GGUF", given: [import.meta.filename], code: "not-gguf" },
  ])("refuses $why", async ({ given, code }) => {
    await expect(importWeights(join(folder, "refused"), nine, given)).rejects.toMatchObject({ failure: { code } });
  });
  test("refuses a folder that lacks a file", async () => {
    const from = join(folder, "lacking");
    mkdirSync(from);
    writeFileSync(join(from, "config.json"), "");
    const importing = importWeights(join(folder, "refused"), embeddingModelNamed("specter2-base"), [from]);
    await expect(importing).rejects.toMatchObject({ failure: { code: "file-not-given", at: "specter2-base/tokenizer.json" } });
  });
  test("refuses another file than the pinned one", async () => {
    const from = join(folder, "other.gguf");
    writeFileSync(from, Buffer.concat([ggufFile(chatGguf("llama")), gguf]));
    await expect(importWeights(join(folder, "refused"), pinned(gguf), [from])).rejects.toMatchObject({
      failure: { code: "weights-wrong-digest" },
    });
  });
  test("does not trust a manifest that it did not write", async () => {
    const models = placed("damaged", nine, gguf);
    writeFileSync(join(models, nine.id, "manifest.json"), '{"version": 1, "files": {"x": "y"}}');
    const [file] = nine.files;
    await expect(inspectFile(models, nine, file, never)).rejects.toMatchObject({ failure: { code: "manifest-damaged" } });
  });
  test("keeps what the user gave", async () => {
    const from = join(folder, "kept.gguf");
    writeFileSync(from, gguf);
    linkSync(from, join(folder, "kept2.gguf"));
    await importWeights(join(folder, "kept"), nine, [from]);
    expect(readFileSync(from)).toEqual(gguf);
  });
});

describe("profiles by name", () => {
  test("an unknown one names those that there are", () => {
    expect(() => profileNamed("nine")).toThrow(/bioreview-9b, bioreview-8b, bioreview-union, smoke/);
  });
  test("one that unites two models serves neither in silence", () => {
    const union = profileNamed("bioreview-union");
    expect(() => chatModelOf(union, undefined)).toThrow(/--chat/);
    expect(chatModelOf(union, "bioreview-qwen3-8b-sft").id).toBe("bioreview-qwen3-8b-sft");
  });
  test("one needs what compares revisions too, once where that tells near-duplicates as well", () => {
    const needs = (name: string) => modelsOf(profileNamed(name)).map(({ id }) => id);
    const both = ["specter2-base", "minilm"];
    expect(needs("bioreview-union")).toEqual(["bioreview-qwen3-8b-sft", "bioreview-qwen3.5-9b-sft", ...both]);
    expect(needs("smoke")).toEqual(["smollm2-135m-instruct", "minilm"]);
  });
  test("a model has one of its own, and a name of neither is told so", () => {
    expect(modelsNamed("minilm").map(({ id }) => id)).toEqual(["minilm"]);
    expect(modelsNamed("smoke")).toEqual(modelsOf(profileNamed("smoke")));
    expect(() => modelsNamed("nine")).toThrow(/profile or model.*bioreview-9b.*smoke.*minilm/);
  });
});

describe("progress", () => {
  const lines = (isTTY: boolean) => {
    const written: string[] = [];
    const show = progressBar("weights", { isTTY, write: (text) => written.push(text) });
    for (let here = 0; here <= 1000; here += 5) show(here, 1000);
    return written;
  };
  test("is a line for each tenth where nobody watches", () => {
    expect(lines(false)).toHaveLength(11);
    expect(lines(false).every((line) => line.endsWith("\n"))).toBe(true);
  });
  test("is one line that redraws itself on a terminal", () => {
    expect(lines(true).filter((line) => line.endsWith("\n"))).toHaveLength(1);
    expect(lines(true).every((line) => line.startsWith("\r"))).toBe(true);
  });
});

test.each([
  { system: "ENOSPC", code: "disk-full" },
  { system: "EROFS", code: "models-not-writable" },
  { system: "ENOTDIR", code: "models-not-a-folder" },
])("a write that fails with $system says $code", ({ system, code }) => {
  expect(diskError(Object.assign(new Error(system), { code: system }), "/m")?.failure.code).toBe(code);
});
test("a failed write of another kind is no disk error", () => expect(diskError(new Error("x"), "/m")).toBeUndefined());
