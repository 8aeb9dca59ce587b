/** Settings that are chosen by measuring: what wins, where the record holds, and what `serve` makes of it. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Agent, fetch } from "undici";
import { beforeAll, describe, expect, test } from "vitest";
import type { Chat } from "../../runner/src/chat/chat-model.ts";
import { parseGrammar } from "../../runner/src/chat/gbnf.ts";
import { measureSpeed } from "../../runner/src/commands/bench.ts";
import { examine } from "../../runner/src/commands/examine.ts";
import { describeComputation, USUAL } from "../../runner/src/serve/compute.ts";
import { deviceOf, startRuntime } from "../../runner/src/serve/runtime.ts";
import { measurementsOf, stepsFor, tune } from "../../runner/src/serve/tuning.ts";
import {
  choiceOf,
  computationOf,
  describeKnown,
  differencesOf,
  type Known,
  type Place,
  placeHere,
  readTuning,
  type Settings,
  type Speed,
  type TuningRecord,
  tuningPath,
  writeTuning,
} from "../../runner/src/serve/tuning-record.ts";
import { profileNamed } from "../../runner/src/weights/catalogue.ts";
import { fakeChat, finished } from "./support/fake-chat.ts";
import { errorOf, start } from "./support/process.ts";
import { scratch } from "./support/scratch.ts";
import { CHAT, hasSmoke, MODELS } from "./support/smoke.ts";

const usual: Settings = { threads: 3, batchTokens: 128, flashAttention: true };
const steps = stepsFor(4, false, 1024);
const SPEED: Speed = { read: 100, written: 10 };
const times = ({ read, written }: Speed, factor: number): Speed => ({ read: read * factor, written: written * factor });

/** Numbers in [0, 1), the same ones for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A machine on which a setting has its speed, but for noise of up to this part of it. */
function machine(speedOf: (settings: Settings) => Speed, noise = 0, seed = 1) {
  const random = randomFrom(seed);
  const measured: Settings[] = [];
  const measure = async (settings: Settings) => {
    measured.push(settings);
    return times(speedOf(settings), 1 + noise * (2 * random() - 1));
  };
  return { measure, measured };
}

describe("of settings that are measured", () => {
  test.each([
    { noise: 0.03, rounds: 3, most: 0 },
    { noise: 0.03, rounds: 5, most: 0 },
    { noise: 0.2, rounds: 3, most: 4 },
    { noise: 0.2, rounds: 5, most: 4 },
    { noise: 0.5, rounds: 5, most: 4 },
  ])(
    "equal ones keep the usual: noise of $noise chooses another in at most $most of 400 runs of $rounds rounds",
    async ({ noise, rounds, most }) => {
      const { measure } = machine(() => SPEED, noise);
      let chosen = 0;
      for (let run = 0; run < 400; run++) {
        const { kept } = await tune(usual, steps, rounds, measure);
        if (Object.keys(choiceOf(kept, usual)).length > 0) chosen++;
      }
      expect(chosen).toBeLessThanOrEqual(most);
    },
  );

  test.each<{ what: string; faster: (settings: Settings) => boolean; choice: object }>([
    { what: "more threads", faster: ({ threads }) => threads === 4, choice: { threads: 4 } },
    { what: "a larger batch", faster: ({ batchTokens }) => batchTokens === 512, choice: { batchTokens: 512 } },
    { what: "no flash attention", faster: ({ flashAttention }) => !flashAttention, choice: { flashAttention: false } },
  ])("$what that is a fifth faster wins, and nothing else is changed", async ({ faster, choice }) => {
    for (let seed = 0; seed < 20; seed++) {
      const { measure } = machine((settings) => times(SPEED, faster(settings) ? 1.2 : 1), 0.03, seed);
      expect(choiceOf((await tune(usual, steps, 3, measure)).kept, usual)).toEqual(choice);
    }
  });

  test("the best of each is kept while the next is tried", async () => {
    const speedOf = ({ threads, batchTokens }: Settings) =>
      times(SPEED, (threads === 2 ? 1.2 : 1) * (batchTokens === 256 ? 1.2 : batchTokens === 512 ? 1.3 : 1));
    const { kept, figures } = await tune(usual, steps, 3, machine(speedOf).measure);
    expect(kept).toEqual({ threads: 2, batchTokens: 512, flashAttention: true });
    expect(figures.at(-1)).toMatchObject({ settings: kept, gain: expect.closeTo(0.56) });
  });

  test("one that lost a round of three does not win, whatever the median says", async () => {
    const seconds = { on: [1, 1, 0.95], off: [0.94, 0.94, 0.951] };
    const measure = async ({ flashAttention }: Settings) =>
      times(SPEED, 1 / (seconds[flashAttention ? "on" : "off"].shift() ?? 1));
    const { figures } = await tune(usual, [{ name: "flashAttention", values: [true, false] }], 3, measure);
    expect(
      figures.map(({ step }) => step),
      "it need not win once more",
    ).toEqual(["flashAttention", "flashAttention"]);
  });

  test("one that is a fifth faster wins although a round of each is spoilt by what else computes", async () => {
    const spoilt = new Set([3, 5]);
    let count = 0;
    const measure = async ({ flashAttention }: Settings) =>
      times(SPEED, (flashAttention ? 1 : 1.2) * (spoilt.has(++count) ? 0.2 : 1));
    const { kept } = await tune(usual, [{ name: "flashAttention", values: [true, false] }], 5, measure);
    expect(kept.flashAttention).toBe(false);
  });

  test.each([
    { gain: 0, wins: false },
    { gain: 0.04, wins: false },
    { gain: 0.06, wins: true },
  ])("one that gains $gain wins: $wins", async ({ gain, wins }) => {
    const { measure } = machine(({ flashAttention }) => times(SPEED, flashAttention ? 1 : 1 + gain));
    expect((await tune(usual, steps, 3, measure)).kept.flashAttention).toBe(!wins);
  });

  test("one that reads faster and writes slower wins only where a review is sooner done", async () => {
    const at = (read: number, written: number) =>
      machine(({ batchTokens }) => (batchTokens === 256 ? { read, written } : SPEED)).measure;
    expect((await tune(usual, steps, 3, at(150, 5))).kept.batchTokens).toBe(128);
    expect((await tune(usual, steps, 3, at(150, 9))).kept.batchTokens).toBe(256);
  });

  test.each([-0.02, 0.02])("none wins because the machine changes its speed by %s with every measurement", async (drift) => {
    let factor = 1;
    const measure = async () => {
      factor *= 1 + drift;
      return times(SPEED, factor);
    };
    expect((await tune(usual, steps, 4, measure)).kept).toEqual(usual);
  });

  test("each is measured in turns with the others, forwards and backwards", async () => {
    const { measure, measured } = machine(({ flashAttention }) => times(SPEED, flashAttention ? 1 : 1.01));
    await tune(usual, [{ name: "flashAttention", values: [true, false] }], 3, measure);
    expect(measured.map(({ flashAttention }) => flashAttention)).toEqual([true, false, false, true, true, false]);
  });

  test("a hopeless one is measured no more once it cannot win, and never more than was announced", async () => {
    const { measure, measured } = machine(({ threads }) => times(SPEED, threads === 4 ? 0.1 : 1.1 ** threads));
    await tune(usual, steps, 5, measure);
    expect(measured.filter(({ threads }) => threads === 4)).toHaveLength(2); // of five rounds one may be lost
    for (let seed = 0; seed < 50; seed++) {
      const noisy = machine(({ threads }) => times(SPEED, threads), 0.5, seed);
      await tune(usual, steps, 3, noisy.measure);
      expect(noisy.measured.length).toBeLessThanOrEqual(measurementsOf(steps, usual, 3));
    }
  });

  test("it is told by how much equal ones differed, in whatever step, where nothing wins", async () => {
    let count = 0;
    const { kept, noise } = await tune(usual, steps, 3, async () => times(SPEED, count++ < 4 ? 1 : 0.5));
    expect(kept).toEqual(usual);
    expect(noise).toBeCloseTo(0.5, 1); // a review of 180 s, and later of 360
    const told = describeKnown({ kind: "measured", record: { ...recordOf({}), noise: 0.94 } }, "small").detail;
    expect(told).toMatch(/nothing is faster than the usual settings by more than these differed themselves, 94 %$/);
  });

  test("one that cannot be measured ends it all", async () => {
    await expect(tune(usual, steps, 3, () => Promise.reject(new Error("out of memory")))).rejects.toThrow("out of memory");
  });
});

describe("what is tried", () => {
  test.each([
    { cores: 1, threads: [1] },
    { cores: 2, threads: [1, 2] },
    { cores: 4, threads: [1, 2, 3, 4] },
    { cores: 16, threads: [8, 15, 16] },
  ])("of $cores cores are $threads threads, and batches that a prompt fills", ({ cores, threads }) => {
    expect(stepsFor(cores, false, 300)).toEqual([
      { name: "threads", values: threads },
      { name: "batchTokens", values: [64, 128, 256] },
      { name: "flashAttention", values: [true, false] },
    ]);
  });
  test("on a GPU is nothing about threads", () => expect(stepsFor(16, true, 1024)[0]).toEqual({ name: "threads", values: [] }));
});

const here: Place = placeHere("a".repeat(64), "cpu", "v1");
const recordOf = (choice: TuningRecord["choice"], place = here): TuningRecord => ({
  version: 1,
  place,
  measuredAt: "2026-12-01T10:00:00.000Z",
  rounds: 3,
  promptTokens: 1024,
  answerTokens: 64,
  choice,
  figures: [{ step: "against the usual", settings: usual, speed: SPEED, gain: 0.2, spread: 0.01 }],
  noise: 0.02,
});

describe("a record", () => {
  const models = scratch();
  mkdirSync(join(models, "m"));
  const path = tuningPath(models, "m");

  test("that is missing is none", async () => {
    expect(await readTuning(models, "nobody", here)).toEqual({ kind: "nothing" });
  });
  test("of these weights, this machine and runtime is used, and says when and what", async () => {
    await writeTuning(models, "m", recordOf({ threads: 2, flashAttention: false }));
    const known = await readTuning(models, "m", here);
    expect(describeKnown(known, "small")).toEqual({
      detail: "measured on 2026-12-01: 2 threads, no flash attention, by which a review is 20 % faster than as usual",
    });
  });

  test.each<{ what: string; change: Partial<Place>; says: RegExp }>([
    {
      what: "other weights",
      change: { sha256: "b".repeat(64) },
      says: /weights of sha256 b{12} instead of weights of sha256 a{12}/,
    },
    { what: "another device", change: { device: "cuda (X)" }, says: /device cuda \(X\) instead of device cpu/ },
    { what: "another processor", change: { processor: "Other" }, says: /processor Other instead of / },
    { what: "another number of cores", change: { cores: 1000 }, says: /cores 1000 instead of cores \d+/ },
    { what: "another runtime", change: { runtime: "v2" }, says: /llama\.cpp v2 instead of llama\.cpp v1/ },
  ])("of $what is not used, and said to be that", async ({ change, says }) => {
    await writeTuning(models, "m", recordOf({ threads: 2 }, { ...here, ...change }));
    const known = await readTuning(models, "m", here);
    expect(known.kind).toBe("elsewhere");
    const { detail, remedy } = describeKnown(known, "small");
    expect(detail).toMatch(says);
    expect([detail.includes(path), remedy]).toEqual([true, expect.stringContaining("bench --profile small")]);
    expect(computationOf({}, known, { threads: 1, parallel: 1 })).toEqual({ ...USUAL, threads: 1 });
    expect(differencesOf(here, here)).toEqual([]);
  });

  test.each([
    { what: "no JSON", text: "{" },
    { what: "JSON of something else", text: '{"threads": 2}' },
    { what: "one with a field more", text: JSON.stringify({ ...recordOf({}), extra: 1 }) },
    { what: "one of a later version", text: JSON.stringify({ ...recordOf({}), version: 2 }) },
    { what: "threads without number", text: JSON.stringify({ ...recordOf({}), choice: { threads: "2" } }) },
    { what: "no thread at all", text: JSON.stringify({ ...recordOf({}), choice: { threads: 0 } }) },
  ])("that is damaged ($what) is named, with what to do, and not used", async ({ text }) => {
    writeFileSync(path, text);
    const known = await readTuning(models, "m", here);
    expect(known).toEqual({ kind: "unreadable", path, fault: "it is no record of measured settings" });
    expect(describeKnown(known, "small")).toEqual({
      detail: expect.stringContaining(path),
      remedy: expect.stringMatching(/Delete it.*bench --profile small/),
    });
    expect(computationOf({}, known, { threads: 1, parallel: 1 })).toEqual({ ...USUAL, threads: 1 });
  });
});

describe("a server", () => {
  const known: Known = { kind: "measured", record: recordOf({ threads: 2, batchTokens: 256, flashAttention: false }) };
  const computation = (chosen: object, from: Known = known) => computationOf(chosen, from, { threads: 1, parallel: 1 });

  test("computes as was measured, and says so in words that are those of the same options", () => {
    const { record } = known;
    const byOptions = computation(record.choice, { kind: "nothing" });
    expect(computation({})).toEqual(byOptions);
    expect(describeComputation(computation({}), 1)).toBe("2 threads, batches of 256 tokens, no flash attention");
  });
  test.each([
    { chosen: { threads: 7 } },
    { chosen: { batchTokens: 64 } },
    { chosen: { flashAttention: true } },
    { chosen: { threads: 1, batchTokens: 32, flashAttention: true } },
  ])("is told otherwise by its options: $chosen", ({ chosen }) =>
    expect(computation(chosen)).toEqual({ ...computation({}), ...chosen }),
  );
});

/** Of the small model where a GPU is used if there is one. */
async function placeOfSmoke(): Promise<Place> {
  const llama = await startRuntime("auto", false, 1, () => {});
  try {
    const { sha256 = "" } = CHAT.files[0];
    return placeHere(sha256, await deviceOf(llama), llama.llamaCppRelease.release);
  } finally {
    await llama.dispose();
  }
}

test.each([64, 1024, 8192, 16_384])("a prompt of %i tokens is measured with a grammar that a server takes", async (prompt) => {
  const grammars: unknown[] = [];
  const fake = fakeChat(async () => ({ reason: "length", ...finished }));
  const prepare: Chat["prepare"] = (request) => {
    grammars.push("grammar" in request ? request.grammar : undefined);
    return fake.prepare(request);
  };
  await measureSpeed({ ...fake, prepare }, { prompt, answer: prompt / 16 }, new AbortController().signal);
  expect(grammars).toEqual([expect.any(String)]);
  for (const grammar of grammars) expect(() => parseGrammar(`${grammar}`)).not.toThrow();
});

describe.skipIf(!hasSmoke)("the small model, measured", () => {
  const models = scratch();
  const sockets = scratch();
  const path = tuningPath(models, CHAT.id);
  const bench = ["--json-errors", "bench", "--profile", "smoke", "--gpu", "off", "--models", models, "--rounds", "2"];
  beforeAll(() => {
    const [{ path: file }] = CHAT.files;
    mkdirSync(join(models, CHAT.id));
    cpSync(join(MODELS, CHAT.id, file), join(models, CHAT.id, file));
  });

  test("only says what it would measure where that is asked", async () => {
    const { code, stdout, stderr } = await start([...bench, "--dry-run"]).ended;
    expect([code, existsSync(path)]).toEqual([0, false]);
    expect(stderr).toMatch(/at most \d+ measurements .* a prompt of about 1024 tokens and an answer of 64/);
    expect(stdout).toContain(path);
  });

  test("says as JSON where it would record, where that is asked", async () => {
    const { code, stdout } = await start([...bench, "--dry-run", "--json"]).ended;
    expect([code, JSON.parse(stdout)]).toEqual([0, { path }]);
  });

  test("refuses a longer prompt than the model was trained for before it measures", async () => {
    const end = await start([...bench, "--prompt-tokens", "16384"]).ended;
    expect([end.code, errorOf(end)]).toEqual([2, expect.objectContaining({ code: "context-too-long", at: "--prompt-tokens" })]);
    expect(end.stderr).not.toContain("at most");
  });

  test("refuses a folder in the place of its record before it measures", async () => {
    mkdirSync(path);
    const end = await start(bench).ended.finally(() => rmdirSync(path));
    expect([end.code, errorOf(end)]).toEqual([6, expect.objectContaining({ code: "record-not-a-file", at: path })]);
    expect(end.stderr).not.toContain("at most");
  });

  test("records nothing where it is interrupted", async () => {
    const { child, ended } = start([...bench, "--prompt-tokens", "64", "--rounds", "100"]);
    child.stderr?.on("data", (text: string) => {
      if (text.includes("1 of at most")) child.kill("SIGINT");
    });
    const end = await ended;
    expect([end.code, end.stdout, errorOf(end).code, existsSync(path)]).toEqual([130, "", "interrupted", false]);
  });

  test("is recorded, and served as recorded, unless --no-tuning or another machine says otherwise", async () => {
    const measured = await start([...bench, "--prompt-tokens", "64", "--json"]).ended;
    expect([measured.code, measured.stderr]).toEqual([0, expect.stringContaining("1 of at most")]);
    const record = JSON.parse(readFileSync(path, "utf8")) as TuningRecord;
    expect(JSON.parse(measured.stdout)).toEqual({ path, ...record });
    // What wins depends on the machine: another choice stands for it.
    const recorded = { ...record, choice: { batchTokens: 64, flashAttention: false } };
    writeFileSync(path, JSON.stringify(recorded));
    const settingsOf = async (name: string, ...options: readonly string[]) => {
      const socketPath = join(sockets, `${name}.sock`);
      const address = ["--models", models, "--socket", socketPath, ...options];
      const server = start(["serve", "--profile", "smoke", "--only", "chat", "--gpu", "off", "--context", "512", ...address]);
      await server.firstLine;
      const dispatcher = new Agent({ connect: { socketPath } });
      const { data } = (await (await fetch("http://localhost/v1/models", { dispatcher })).json()) as {
        data: [{ meta: { settings?: string } }];
      };
      await dispatcher.destroy();
      server.child.kill("SIGTERM");
      return { settings: data[0].meta.settings, stderr: (await server.ended).stderr };
    };
    const plain = await settingsOf("plain");
    expect(plain.settings).toMatch(/^\d+ threads?, batches of 64 tokens, no flash attention$/);
    expect(plain.stderr).toMatch(/^measured on \d{4}-.*: batches of 64 tokens, no flash attention/m);
    expect(plain.stderr).toMatch(/^0 of 31 layers on a GPU, all on the processor .*--gpu off asks for it; .* GB of weights/m);
    const told = await settingsOf("told", "--no-tuning", "--batch-size", "32", "--flash-attention", "off");
    expect(told.settings).toMatch(/^\d+ threads?, batches of 32 tokens, no flash attention$/);
    expect(told.stderr).not.toContain("measured");
    writeFileSync(path, JSON.stringify({ ...recorded, place: { ...record.place, processor: "Another" } }));
    const elsewhere = await settingsOf("elsewhere", "--flash-attention", "on");
    expect([elsewhere.settings, elsewhere.stderr]).toEqual([
      undefined,
      expect.stringMatching(/is a record of processor Another instead of .* Measure again with/),
    ]);
  });

  test("is looked at by the doctor, who says where a server would compute, why there, and by which record", async () => {
    const of = async (processor: string) => {
      await writeTuning(models, CHAT.id, recordOf({ batchTokens: 64 }, { ...(await placeOfSmoke()), processor }));
      const { findings } = await examine({
        profile: profileNamed("smoke"),
        models,
        parallel: 1,
        signal: new AbortController().signal,
        log: () => {},
      });
      return findings.find(({ name }) => name === `computation of ${CHAT.id}`);
    };
    expect(await of(here.processor)).toMatchObject({
      state: "ok",
      detail: expect.stringMatching(/layers on .*, because .*; measured on 2026-12-01: batches of 64 tokens/),
    });
    expect(await of("Another")).toMatchObject({
      state: "warn",
      detail: expect.stringContaining("processor Another instead of"),
      remedy: expect.stringContaining("bench --profile smoke"),
    });
  });
});
