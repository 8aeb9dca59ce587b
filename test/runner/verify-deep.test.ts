/** What `models verify --deep` reads with a real model, against a reference that was read from the same model another way: token by token. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { loadChat } from "../../runner/src/chat/load-chat.ts";
import type { Dependencies } from "../../runner/src/commands/dependencies.ts";
import { verifyDeep } from "../../runner/src/commands/verify-deep.ts";
import { scratch } from "./support/scratch.ts";
import { CHAT, hasSmoke, MODELS, SETTINGS, STRUCTURED_OUTPUT_WORKER } from "./support/smoke.ts";

const models = scratch();
const folder = join(models, CHAT.id);
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
  [name: string]: unknown;
}

describe.skipIf(!hasSmoke)("a model that was built here", () => {
  let reference: Written;

  beforeAll(async () => {
    mkdirSync(folder);
    symlinkSync(join(MODELS, CHAT.id, CHAT.files[0].path), join(folder, CHAT.files[0].path));
    writeFileSync(join(models, "paper.json"), JSON.stringify({ messages }));
    writeFileSync(
      join(folder, "build.json"),
      JSON.stringify({ steps: { merge: { findings: { changedTensors: 7, tensors: 9 } } } }),
    );
    const chat = await loadChat({ ...SETTINGS, contextTokens: 256 });
    const { model, render } = chat.parts;
    const ids = chat.tokensOf(messages);
    const context = await model.createContext({ contextSize: 256, flashAttention: false });
    const sequence = context.getSequence();
    const greedy: number[] = [];
    let likeliest: (readonly [number, number])[] = [];
    while (greedy.length < MOST) {
      await sequence.clearHistory();
      const before = [...ids, ...greedy] as typeof ids;
      const last = before.map((id, at) =>
        at < before.length - 1 ? id : ([id, { generateNext: { logits: true } }] as [typeof id, object]),
      );
      const logits = [...((await sequence.controlledEvaluate(last)).at(-1)?.next.logits ?? [])].sort((a, b) => b[1] - a[1]);
      if (greedy.length === 0) likeliest = logits.slice(0, 20);
      const [[best, of] = [0, 0], [, next] = [0, 0]] = logits;
      // A closer choice is a matter of how many tokens are read at once.
      if (of - next < CLEAR && greedy.length > 0) break;
      greedy.push(best);
    }
    const rendered = render(messages)
      .map(({ text }) => text)
      .join("");
    reference = { dtype: "float32", rendered, ids, greedy, margins: greedy.map((_, at) => at / 10), likeliest };
    await chat.dispose();
  });

  async function verified(changes: Partial<Written> = {}) {
    writeFileSync(join(folder, "reference.json"), JSON.stringify({ ...reference, ...changes }));
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
    const error: unknown = await verifyDeep(CHAT.id, { models }, dependencies).catch((thrown: unknown) => thrown);
    return { error, said: String(stdout.read() ?? ""), proof: JSON.parse(readFileSync(join(folder, "proof.json"), "utf8")) };
  }

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

  test("and has a damaged reference, or none, is no model that is proven", async () => {
    expect((await verified({ ids: [] })).error).toMatchObject({ failure: { code: "reference-damaged" } });
    const elsewhere = verifyDeep("minilm", { models }, { stdout: new PassThrough() } as unknown as Dependencies);
    await expect(elsewhere).resolves.toBeUndefined(); // an embedder was compared when it was exported
    const nothing = { stdout: new PassThrough(), env: {}, home: models } as unknown as Dependencies;
    await expect(verifyDeep(CHAT.id, { models: join(models, "empty") }, nothing)).rejects.toMatchObject({
      failure: { code: "not-built-here" },
    });
  });
});
