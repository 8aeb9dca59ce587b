/** What `models verify --deep` reads with a real model, against a reference that was read from the same model another way: token by token. */
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { Dependencies } from "../../runner/src/commands/dependencies.ts";
import { verifyDeep } from "../../runner/src/commands/verify-deep.ts";
import { chatModelNamed } from "../../runner/src/weights/catalogue.ts";
import { digestOf } from "../../runner/src/weights/files.ts";
import { readGgufHeader } from "../../runner/src/weights/gguf-header.ts";
import { ggufFile, loraGguf } from "./support/gguf.ts";
import { scratch } from "./support/scratch.ts";
import { CHAT, hasSmoke, loadChat, MODELS, SETTINGS, STRUCTURED_OUTPUT_WORKER } from "./support/smoke.ts";

const models = scratch();
const messages = [
  { role: "system", content: "Review." },
  { role: "user", content: "Six mice were weighed on day four. No control group was used." },
] as const;
/** Tokens of the continuation, and by how much the likeliest has to lead. */
const MOST = 8;
const CLEAR = 0.5;

interface Written {
  rendered: string;
  ids: number[];
  greedy: number[];
  likeliest: (readonly [number, number])[];
  [name: string]: unknown;
}

/** @param adapter laid over the small model, whose logits without it then stand beside */
async function readTokenByToken(adapter?: string): Promise<Written> {
  const chat = await loadChat({ ...SETTINGS, contextTokens: 256 });
  const { model, render } = chat.parts;
  const ids = chat.tokensOf(messages);
  const lora = adapter === undefined ? {} : { lora: { adapters: [{ filePath: adapter, scale: 1 }] } };
  const logitsAfter = async (tokens: typeof ids, more: object) => {
    const context = await model.createContext({ contextSize: 256, flashAttention: false, ...more });
    const input = tokens.map((id, at) =>
      at < tokens.length - 1 ? id : ([id, { generateNext: { logits: true } }] as [typeof id, object]),
    );
    const logits = (await context.getSequence().controlledEvaluate(input)).at(-1)?.next.logits ?? new Map<never, number>();
    await context.dispose();
    return logits as ReadonlyMap<number, number>;
  };
  const greedy: number[] = [];
  let likeliest: (readonly [number, number])[] = [];
  while (greedy.length < MOST) {
    const logits = [...(await logitsAfter([...ids, ...greedy] as typeof ids, lora))].sort((a, b) => b[1] - a[1]);
    if (greedy.length === 0) likeliest = logits.slice(0, 20);
    const [[best, of] = [0, 0], [, next] = [0, 0]] = logits;
    // A closer choice is a matter of how many tokens are read at once.
    if (of - next < CLEAR && greedy.length > 0) break;
    greedy.push(best);
  }
  const alone = adapter === undefined ? undefined : await logitsAfter(ids, {});
  const rendered = render(messages)
    .map(({ text }) => text)
    .join("");
  await chat.dispose();
  return {
    form: adapter === undefined ? "merged" : "adapted",
    dtype: "float32",
    rendered,
    ids,
    greedy,
    margins: greedy.map((_, at) => at / 10),
    likeliest,
    base: alone && likeliest.map(([token]) => alone.get(token)),
  };
}

/** What is said and recorded of a model beside which this reference lies. */
async function verifiedBeside(id: string, reference: Partial<Written> | undefined) {
  const folder = join(models, id);
  const [path, proof] = [join(folder, "reference.json"), join(folder, "proof.json")];
  for (const old of [path, proof]) rmSync(old, { force: true });
  if (reference !== undefined) writeFileSync(path, JSON.stringify(reference));
  const stdout = new PassThrough();
  const dependencies = {
    stdout,
    stderr: new PassThrough(),
    env: {},
    home: models,
    stop: new AbortController().signal,
    structuredOutputWorker: STRUCTURED_OUTPUT_WORKER,
    buildScripts: pathToFileURL(`${models}/`),
  } as unknown as Dependencies;
  const error: unknown = await verifyDeep(id, { models }, dependencies).catch((thrown: unknown) => thrown);
  const recorded = existsSync(proof) ? JSON.parse(readFileSync(proof, "utf8")) : undefined;
  return { error, said: String(stdout.read() ?? ""), proof: recorded };
}

const paper = () => writeFileSync(join(models, "paper.json"), JSON.stringify({ messages }));

describe.skipIf(!hasSmoke)("a model that was built here", () => {
  let reference: Written;

  const folder = join(models, CHAT.id);
  const record = (findings: object, files?: readonly object[]) =>
    writeFileSync(join(folder, "build.json"), JSON.stringify({ steps: { merge: { findings } }, files }));

  beforeAll(async () => {
    mkdirSync(folder);
    symlinkSync(join(MODELS, CHAT.id, CHAT.files[0].path), join(folder, CHAT.files[0].path));
    paper();
    record({ changedTensors: 7, tensors: 9 });
    reference = await readTokenByToken();
  });

  const verified = (changes: Partial<Written> = {}) => verifiedBeside(CHAT.id, { ...reference, ...changes });

  test("and reads as the reference does is proven, and that is recorded", async () => {
    const { error, said, proof } = await verified();
    expect(error).toBeUndefined();
    expect(said).toContain("adapter: changed 7 of 9 tensors of the base model\ntemplate: equal\n");
    expect(said).toContain(`all ${reference.greedy.length} tokens of the greedy continuation equal`);
    expect(proof).toMatchObject({ quantisation: "Q4_1", templateEqual: true, equalTokens: reference.greedy.length, faults: [] });
    expect(proof.largestDifference).toBeLessThan(0.5);
  });

  test("and continues otherwise is told, with the margin of that choice", async () => {
    const at = reference.greedy.length - 1;
    const greedy = reference.greedy.with(at, (reference.greedy[at] ?? 0) + 1);
    const { error, said } = await verified({ greedy });
    expect(error).toBeUndefined();
    expect(said).toContain(
      `${at} of ${at + 1} tokens of the greedy continuation equal, then a choice that transformers made by a margin of ${at / 10}`,
    );
  });

  test("and reads other tokens is refused by name", async () => {
    const { error, proof } = await verified({ ids: reference.ids.with(5, (reference.ids[5] ?? 0) + 1) });
    expect(error).toMatchObject({
      failure: { code: "not-what-was-trained", fault: expect.stringContaining("token 5 of the prompt") },
    });
    expect(proof.faults).not.toEqual([]);
  });

  test("and whose adapter changed nothing is the base, whatever it says; a file registered since is not the one that was counted", async () => {
    const findings = { changedTensors: 0, tensors: 9 };
    record(findings, [{ sha256: "a".repeat(64) }]);
    const { error, said, proof } = await verified();
    record({ changedTensors: 7, tensors: 9 });
    expect(said).toContain("adapter: changed 0 of 9 tensors of the base model\n");
    expect(error).toMatchObject({ failure: { code: "not-what-was-trained", fault: expect.stringContaining("no tensor") } });
    expect(proof.unproven).toEqual([
      { what: expect.stringContaining("number of tensors"), why: expect.stringContaining("another file was registered") },
    ]);
  });

  test("and has a reference of another form, from before it was registered, is told how to get its own", async () => {
    expect((await verified({ form: "adapted" })).error).toMatchObject({
      failure: { code: "reference-of-other-form", remedy: expect.not.stringContaining("--as adapter") },
    });
  });

  test("and has a damaged reference, or none, is no model that is proven", async () => {
    expect((await verified({ ids: [] })).error).toMatchObject({ failure: { code: "reference-damaged" } });
    expect((await verifiedBeside(CHAT.id, undefined)).error).toMatchObject({
      failure: { code: "not-built-here", remedy: expect.stringContaining("Leave --deep out") }, // nobody builds this one
    });
    const elsewhere = verifyDeep("minilm", { models }, { stdout: new PassThrough() } as unknown as Dependencies);
    await expect(elsewhere).resolves.toBeUndefined(); // an embedder was compared when it was exported
    const nothing = { stdout: new PassThrough(), env: {}, home: models } as unknown as Dependencies;
    await expect(verifyDeep(CHAT.id, { models: join(models, "empty") }, nothing)).rejects.toMatchObject({
      failure: { code: "not-built-here" },
    });
  });
});

describe.skipIf(!hasSmoke)("a base model with an adapter laid over it", () => {
  const { id } = chatModelNamed("bioreview-qwen3.5-9b-sft");
  const folder = join(models, id);
  const base = join(MODELS, CHAT.id, CHAT.files[0].path);
  const TENSOR = "blk.20.ffn_down.weight";
  let reference: Written;

  /** Registers an adapter of rank 1. @param strength of what it adds */
  async function register(strength: number): Promise<string> {
    const [rows = 0, columns = 0] = readGgufHeader(base).tensors.find(({ name }) => name === TENSOR)?.dimensions ?? [];
    const weight = (tensor: string, at: number) => (tensor.endsWith("lora_a") ? (at % 3) - 1 : strength * ((at % 5) - 2));
    const adapter = join(folder, "adapter.gguf");
    writeFileSync(adapter, ggufFile({ ...loraGguf("llama", { [TENSOR]: [rows, columns] }), weight }));
    const files = { "base.gguf": await digestOf(base), "adapter.gguf": await digestOf(adapter) };
    writeFileSync(join(folder, "manifest.json"), JSON.stringify({ version: 1, files }));
    return adapter;
  }

  beforeAll(async () => {
    mkdirSync(folder);
    paper();
    symlinkSync(base, join(folder, "base.gguf"));
    reference = await readTokenByToken(await register(0.5));
  });

  test("that reads as the reference of both does is proven, and that is recorded with both digests", async () => {
    const { error, said, proof } = await verifiedBeside(id, reference);
    expect(error).toBeUndefined();
    expect(said).toMatch(/Q4_1 and its adapter, sha256 [0-9a-f]{64}\nadapter: changed 1 of \d+ tensors of the base model\n/);
    expect(said).toContain(`all ${reference.greedy.length} tokens of the greedy continuation equal`);
    const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")).files;
    expect(proof).toMatchObject({
      adapter: { sha256: manifest["adapter.gguf"].sha256, baseSha256: manifest["base.gguf"].sha256 },
      changes: { changed: 1 },
      faults: [],
      unproven: [],
    });
    expect(proof.effectShare).toBeCloseTo(1, 1);
  });

  test("is not proven by a build that read no weights, but its prompt is", async () => {
    const { rendered, ids } = reference;
    const { error, said, proof } = await verifiedBeside(id, { form: "adapted", rendered, ids });
    expect(said).toContain("template: equal\n");
    expect(error).toMatchObject({
      failure: {
        code: "not-proven",
        fault: expect.stringMatching(/^the logits .* continuation cannot be compared .* did not read the base's weights$/),
        remedy: expect.stringContaining(`models build ${id} --as adapter --reference`),
      },
    });
    expect(proof).toMatchObject({ templateEqual: true, faults: [], unproven: [{ what: expect.stringContaining("logits") }] });
    const other = await verifiedBeside(id, { form: "adapted", rendered: `${rendered} `, ids });
    expect(other.error).toMatchObject({ failure: { code: "not-what-was-trained" } });
  });

  test("that was registered and not built is not proven, but what it changes is told", async () => {
    const { error, said } = await verifiedBeside(id, undefined);
    expect(said).toMatch(/adapter: changed 1 of \d+ tensors/);
    expect(error).toMatchObject({
      failure: {
        code: "not-proven",
        fault: expect.stringMatching(/prompt, its tokens.*not built here/),
        remedy: expect.stringContaining("--as adapter --reference"),
      },
    });
  });

  test("is not proven by what transformers made of merged weights", async () => {
    expect((await verifiedBeside(id, { ...reference, form: "merged" })).error).toMatchObject({
      failure: { code: "reference-of-other-form", remedy: expect.stringContaining("--as adapter --reference") },
    });
  });

  test("whose adapter was replaced by its negative is refused", async () => {
    await register(-0.5);
    const { error } = await verifiedBeside(id, reference);
    await register(0.5);
    expect(error).toMatchObject({
      failure: { code: "not-what-was-trained", fault: expect.stringMatching(/the adapter adds \S+ times what it adds/) },
    });
  });
});
