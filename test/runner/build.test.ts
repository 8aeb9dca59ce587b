/** Building models: what is resumed, what is refused, and what is recorded, with a stand-in for Python. The real scripts are tried by scripts/build-models.mjs. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { CHAT_MODELS } from "../../profiles/profiles.ts";
import { build } from "../../runner/src/build/build.ts";
import type { BuildOptions } from "../../runner/src/build/context.ts";
import { boundsFor, compareReading, faultsOf, type Reading, type Reference } from "../../runner/src/build/proof.ts";
import { estimate, recipeNamed } from "../../runner/src/build/recipes.ts";
import { type Step, StepRunner } from "../../runner/src/build/steps.ts";
import { chatGguf, ggufFile, loraGguf } from "./support/gguf.ts";
import { scratch } from "./support/scratch.ts";

const folder = scratch();
const log = join(folder, "ran.txt");
const PYTHON = join(import.meta.dirname, "support", "fake-python.mjs");
const RUNNER = join(import.meta.dirname, "../../runner/dist/bioreview-runner.js");
const SCRIPTS = new URL("../../runner/python/", import.meta.url);
const never = new AbortController().signal;

/** A git repository in place of the bundle. */
const bundle = join(folder, "llama.cpp");
mkdirSync(bundle);
writeFileSync(join(bundle, "convert_hf_to_gguf.py"), "");
const git = (...args: string[]) => execFileSync("git", ["-C", bundle, "-c", "user.name=t", "-c", "user.email=t@t", ...args]);
git("init", "--quiet");
git("add", ".");
git("commit", "--quiet", "-m", "x");

function inputs(name: string): string {
  const here = join(folder, name);
  mkdirSync(here, { recursive: true });
  for (const file of ["config.json", "tokenizer.json", "model.safetensors"]) writeFileSync(join(here, file), name + file);
  return here;
}
const base = inputs("base");
const adapter = inputs("adapter");
writeFileSync(join(adapter, "adapter_config.json"), "{}");
const gguf = join(folder, "made.gguf");
const WIDE = { "blk.1.ffn_up.weight": [4, 6] } as const;
const { metadata, tensors } = chatGguf("qwen35");
writeFileSync(gguf, ggufFile({ metadata, tensors: { ...tensors, ...WIDE } }));
const lora = join(folder, "lora.gguf");
writeFileSync(lora, ggufFile(loraGguf("qwen35", WIDE)));

let count = 0;
let said: string[] = [];
beforeEach(() => {
  said = [];
  writeFileSync(log, "");
});
const ran = () =>
  readFileSync(log, "utf8")
    .split("\n")
    .map((line) => line.split(" ")[0])
    .filter((name) => name !== "" && name !== "hangs");

const env = (fault = "") => ({
  PATH: process.env["PATH"],
  FAKE_LOG: log,
  FAKE_GGUF: gguf,
  FAKE_LORA: lora,
  FAKE_HUB: base,
  FAKE_FAULT: fault,
});
/** What reference.py was asked beside model, paper and result. */
const referenceArgs = (models: string): unknown =>
  JSON.parse(readFileSync(join(models, "bioreview-qwen3.5-9b-sft", "reference.json"), "utf8"));
const newFolder = () => join(folder, `models-${count++}`);
function building(
  models: string,
  changes: Partial<BuildOptions> & {
    readonly fault?: string;
    readonly room?: object;
    readonly scripts?: URL;
    readonly path?: string;
  } = {},
) {
  const { fault, room, scripts = SCRIPTS, path = process.env["PATH"], ...options } = changes;
  const output = { write: (text: string) => void said.push(text) };
  const runtime = { bundle, libraries: folder, release: "v1" };
  const free = async () => ({ disk: 100e9, memory: 30e9, ...room });
  return build(
    {
      recipe: recipeNamed("bioreview-9b"),
      base,
      adapter,
      as: "merged",
      reference: false,
      quantisation: "Q4_K_M",
      models,
      keep: false,
      dryRun: false,
      ...options,
    },
    {
      env: { ...env(fault), PATH: path },
      output,
      signal: never,
      scripts,
      python: PYTHON,
      now: () => performance.now(),
      free,
      runtime,
    },
  );
}

const ALL = ["venv", "pip", "merge.py", "convert_hf_to_gguf.py", "quantise.py", "reference.py"];

describe("a build", () => {
  test("makes, registers and records, and leaves only what the next one needs", async () => {
    const models = newFolder();
    expect(await building(models)).toBe(true);
    expect(ran()).toEqual(ALL);
    const here = join(models, "bioreview-qwen3.5-9b-sft");
    expect(readdirSync(here).toSorted()).toEqual([
      "bioreview-qwen3.5-9b-sft.Q4_K_M.gguf",
      "build.json",
      "manifest.json",
      "reference.json",
    ]);
    expect(readdirSync(join(models, ".build")).toSorted()).toEqual(["environment", "llama.cpp-v1", "steps.json"]);
    const record = JSON.parse(readFileSync(join(here, "build.json"), "utf8"));
    expect(record).toMatchObject({
      quantisation: "Q4_K_M",
      llamaCpp: "v1",
      python: "3.11",
      inputs: { base: { from: base }, adapter: { from: adapter } },
      steps: { merge: { findings: { changedTensors: 1, tensors: 3 } } },
    });
    expect(Object.keys(record.inputs.base.digests)).toEqual(["config.json", "model.safetensors", "tokenizer.json"]);
    expect(record.requirementsSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(record.files).toEqual([
      {
        path: "bioreview-qwen3.5-9b-sft.Q4_K_M.gguf",
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        bytes: expect.any(Number),
      },
    ]);
  });

  test("says first what it takes, and begins nothing where it is only asked", async () => {
    const models = newFolder();
    expect(await building(models, { dryRun: true })).toBe(false);
    expect(said.join("")).toMatch(/bioreview-9b: takes up to .* of disk .*free.*of memory .*available.*minutes on two cores/);
    expect([ran(), existsSync(models)]).toEqual([[], false]);
  });

  test("fetches what is not on this disk, and records the commit", async () => {
    const models = newFolder();
    await building(models, { base: "some/base@main", keep: true });
    expect(ran()).toContain("fetch.py");
    const record = JSON.parse(readFileSync(join(models, "bioreview-qwen3.5-9b-sft", "build.json"), "utf8"));
    expect(record.inputs.base.from).toBe("some/base@c0ffee");
  });

  test("of an embedder exports, and converts nothing", async () => {
    const models = newFolder();
    const { adapter: _, ...options } = { adapter: undefined, recipe: recipeNamed("specter2-base"), base };
    await building(models, options);
    expect(ran()).toEqual(["venv", "pip", "export_onnx.py"]);
    expect(readdirSync(join(models, "specter2-base")).toSorted()).toContain("manifest.json");
  });

  test("whose steps were kept does nothing twice, and exactly what depends on a changed input again", async () => {
    const models = newFolder();
    await building(models, { keep: true });
    writeFileSync(log, "");
    await building(models, { keep: true });
    expect(ran()).toEqual([]);
    await building(models, { keep: true, quantisation: "Q8_0" });
    expect(ran()).toEqual(["quantise.py"]);
    writeFileSync(log, "");
    writeFileSync(join(adapter, "config.json"), "another");
    await building(models, { keep: true });
    expect(ran()).toEqual(ALL.slice(2));
  });

  test("that fails says why by name, and goes on from there afterwards", async () => {
    const models = newFolder();
    const rows = [
      { fault: "version", code: "no-python", says: /Python 3\.9.*3\.11 or newer/ },
      { fault: "pip=hashes", code: "package-wrong-digest", says: /index or mirror/ },
      { fault: "pip=disk", code: "disk-full", says: /Free some space/ },
      { fault: "merge.py=disk", code: "disk-full", says: /steps that are done stay/ },
      { fault: "merge.py=memory", code: "out-of-memory", says: /more/ },
      { fault: "merge.py=crash", code: "step-failed", says: /exit code 1 \(ValueError: what is this\)/ },
      { fault: "merge.py=silence", code: "step-failed", says: /said nothing/ },
      { fault: "merge.py=denied", code: "access-denied", says: /Accept the licence/ },
      { fault: "merge.py=other", code: "other-normaliser", says: /"NFKC", and this model's is NFC/ },
      { fault: "convert_hf_to_gguf.py=disk", code: "disk-full", says: /Free some space/ },
      { fault: "reference.py=memory", code: "out-of-memory", says: /memory/ },
    ];
    for (const { fault, code, says } of rows) {
      const error = await building(models, { fault }).catch((thrown: unknown) => thrown);
      expect(error, fault).toMatchObject({ failure: { code }, message: expect.stringMatching(says) });
    }
    const before = ran();
    await building(models);
    expect(ran().slice(before.length)).toEqual(["reference.py"]);
    // Each ran once for each fault of its own, and once well.
    for (const script of ["merge.py", "convert_hf_to_gguf.py", "quantise.py"])
      expect([script, before.filter((name) => name === script).length]).toEqual([
        script,
        rows.filter(({ fault }) => fault.startsWith(script)).length + 1,
      ]);
  });

  test("of the adapter alone converts it, and of the base reads nothing but its settings", async () => {
    const models = newFolder();
    const options = { as: "adapter", baseGguf: gguf, base: "some/base@main", keep: true } as const;
    await building(models, options);
    expect(ran()).toEqual(["venv", "pip", "fetch.py", "lora.py", "convert_lora_to_gguf.py", "reference.py"]);
    expect(said.join("")).toContain("1 modules of the adapter change 1 of 4 tensors of the base");
    const here = join(models, "bioreview-qwen3.5-9b-sft");
    expect(readdirSync(here).toSorted()).toEqual(["adapter.gguf", "base.gguf", "build.json", "manifest.json", "reference.json"]);
    expect(referenceArgs(models)).toEqual(["--adapter", adapter]); // without weights: the prompt alone
    const record = JSON.parse(readFileSync(join(here, "build.json"), "utf8"));
    expect(Object.keys(record.inputs.base.digests)).toEqual(["config.json", "tokenizer.json"]);
    expect(record.files.map(({ path }: { path: string }) => path)).toEqual(["base.gguf", "adapter.gguf"]);
    expect(record).not.toHaveProperty("quantisation");
    writeFileSync(log, "");
    await building(models, options);
    expect(ran()).toEqual([]);
  });

  test("of the adapter alone reads the base's weights where it shall be proven, and needs the memory for them", async () => {
    const models = newFolder();
    const options = { as: "adapter", baseGguf: gguf, base: "some/base@main", reference: true } as const;
    await building(models, options);
    const record = JSON.parse(readFileSync(join(models, "bioreview-qwen3.5-9b-sft", "build.json"), "utf8"));
    expect(Object.keys(record.inputs.base.digests)).toContain("model.safetensors");
    expect(referenceArgs(models)).toEqual(["--dtype", "float32", "--adapter", adapter]);
    const short = { memory: 16e9 };
    await expect(building(newFolder(), { ...options, room: short })).rejects.toMatchObject({
      failure: { code: "out-of-memory" },
    });
    expect(await building(newFolder(), { ...options, reference: false, room: short })).toBe(true);
  });

  test("leaves the reference of what was built last, merged or not", async () => {
    const models = newFolder();
    await building(models, { keep: true });
    expect(referenceArgs(models)).toEqual(["--dtype", "float32"]);
    await building(models, { as: "adapter", baseGguf: gguf, keep: true });
    expect(referenceArgs(models)).toEqual(["--adapter", adapter]);
    writeFileSync(log, "");
    await building(models, { keep: true });
    expect([referenceArgs(models), ran()]).toEqual([["--dtype", "float32"], []]);
  });

  test.each([
    { why: "its base is not here", changes: {}, code: "weights-missing", says: /models pull qwen3\.5-9b/ },
    { why: "the given base is an adapter", changes: { baseGguf: lora }, code: "gguf-is-adapter", says: /adapter/ },
    {
      why: "there is none of an embedder",
      changes: { recipe: recipeNamed("specter2-base") },
      code: "usage",
      says: /without an adapter/,
    },
  ])("of the adapter alone is refused before anything is installed, where $why", async ({ changes, code, says }) => {
    const refused = building(newFolder(), { as: "adapter", ...changes });
    await expect(refused).rejects.toMatchObject({ failure: { code }, message: expect.stringMatching(says) });
    expect(ran()).toEqual([]);
  });

  test("of the adapter alone whose adapter cannot be laid over a model is told in the words of the script", async () => {
    const refused = building(newFolder(), { as: "adapter", baseGguf: gguf, fault: "lora.py=denied" });
    await expect(refused).rejects.toMatchObject({ failure: { code: "access-denied" } });
  });

  test("says which program it misses where there is no git", async () => {
    const path = join(folder, "programs");
    mkdirSync(path);
    symlinkSync(process.execPath, join(path, "node")); // which the stand-in for Python runs in
    await expect(building(newFolder(), { path })).rejects.toMatchObject({
      failure: {
        code: "no-program",
        at: "git clone",
        fault: "there is no program git",
        remedy: expect.stringContaining("Install"),
      },
    });
  });

  test("says what to do where the scripts did not come with the program", async () => {
    const elsewhere = pathToFileURL(`${join(folder, "no scripts")}/`);
    const refused = building(newFolder(), { scripts: elsewhere });
    await expect(refused).rejects.toMatchObject({
      failure: { code: "no-build-scripts", at: join(folder, "no scripts/"), remedy: expect.stringContaining("from a clone") },
    });
  });

  test("a denied repository is told in the words of the script, with the licence", async () => {
    const failing = building(newFolder(), { base: "some/base", fault: "fetch.py=denied" });
    await expect(failing).rejects.toMatchObject({ failure: { code: "access-denied", remedy: "Accept the licence" } });
  });

  test.each([
    { room: { disk: 40e9 }, code: "disk-full", says: /GB are needed, and 40\.0 GB are free/ },
    { room: { memory: 16e9 }, code: "out-of-memory", says: /GB of memory are needed, and 16\.0 GB are available.*models import/ },
  ])("that does not fit says $code before anything is fetched", async ({ room, code, says }) => {
    const failing = building(newFolder(), { base: "some/base", room });
    await expect(failing).rejects.toMatchObject({ failure: { code } });
    await expect(failing).rejects.toThrow(says);
    expect(ran()).toEqual([]);
  });

  test("takes no file that could not be served", async () => {
    const alone = join(folder, "alone.gguf");
    writeFileSync(alone, ggufFile({ ...chatGguf("qwen35"), metadata: { "general.type": "adapter" } }));
    const models = newFolder();
    const run = build(
      {
        recipe: recipeNamed("bioreview-9b"),
        base,
        adapter,
        as: "merged",
        reference: false,
        quantisation: "Q4_K_M",
        models,
        keep: false,
        dryRun: false,
      },
      {
        env: { ...env(), FAKE_GGUF: alone },
        output: { write() {} },
        signal: never,
        scripts: SCRIPTS,
        python: PYTHON,
        now: () => 0,
        free: async () => ({ disk: 1e12, memory: 1e12 }),
        runtime: { bundle, libraries: folder, release: "v1" },
      },
    );
    await expect(run).rejects.toMatchObject({ failure: { code: "gguf-is-adapter" } });
    expect(existsSync(join(models, "bioreview-qwen3.5-9b-sft"))).toBe(false);
  });

  test.each([
    {
      why: "an adapter that nobody names",
      options: { recipe: recipeNamed("bioreview-8b"), adapter: "" },
      code: "no-such-folder",
    },
    { why: "a folder that is not there", options: { base: join(folder, "nowhere") }, code: "no-such-folder" },
    { why: "a file as a folder", options: { base: gguf }, code: "no-such-folder" },
    { why: "a folder without a model", options: { base: scratch() }, code: "input-incomplete" },
    { why: "a model as an adapter", options: { adapter: base }, code: "input-incomplete" },
  ])("refuses $why", async ({ options, code }) => {
    await expect(building(newFolder(), options)).rejects.toMatchObject({ failure: { code } });
  });
  test("is of what is built here", () => expect(() => recipeNamed("smoke")).toThrow(/bioreview-9b.*models pull/));
});

describe("a build that is killed with -9", () => {
  const children = new Set<number>();
  afterAll(() => {
    for (const pid of children)
      try {
        process.kill(pid, "SIGKILL");
      } catch {} // it is gone
  });

  // Each of them with the real tools: scripts/build-models.mjs.
  const KILLED = ["quantise.py"];
  test("goes on in the step that it was killed in, and ends as if nothing had been", async () => {
    const models = newFolder();
    const args = [
      "models",
      "build",
      "bioreview-9b",
      "--base",
      base,
      "--adapter",
      adapter,
      "--python",
      PYTHON,
      "--models",
      models,
    ];
    const run = (fault: string) => {
      // The locks of a process that is gone are taken over after a while; nobody has to wait for that here.
      for (const lock of [".build.lock", ".build/bioreview-9b.lock"])
        rmSync(join(models, lock), { recursive: true, force: true });
      const child = spawn(process.execPath, [RUNNER, ...args], {
        env: { ...process.env, ...env(fault) },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let words = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        words += text;
      });
      return { child, words: () => words, ended: new Promise((resolve) => child.once("exit", (code) => resolve(code))) };
    };
    for (const [done, script] of KILLED.entries()) {
      const hangs = () => readFileSync(log, "utf8").match(/hangs/g)?.length ?? 0;
      const { child, words, ended } = run(`${script}=hang`);
      while (hangs() === done) {
        if (child.exitCode !== null) throw new Error(words());
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      child.kill("SIGKILL");
      await ended;
      children.add(Number([...readFileSync(log, "utf8").matchAll(new RegExp(`^${script} (\\d+)$`, "gm"))].at(-1)?.[1]));
    }
    const last = run("");
    expect([await last.ended, last.words()]).toEqual([0, expect.stringMatching(/merging .*: done before/)]);
    const times = ALL.map((script) => [script, ran().filter((name) => name === script).length]);
    const expected = ALL.map((script) => [script, KILLED.includes(script) ? 2 : 1]);
    expect(Object.fromEntries(times)).toEqual(Object.fromEntries(expected));
    expect(existsSync(join(models, "bioreview-qwen3.5-9b-sft", "build.json"))).toBe(true);
  });
});

describe("steps", () => {
  const dependencies = { output: { write() {} }, signal: never, now: () => 0 };
  const step = (dependsOn: string, run: Step["run"]): Step => ({
    name: "s",
    title: "a step",
    dependsOn: [dependsOn],
    makes: "made",
    run,
  });
  const makes =
    (text: string): Step["run"] =>
    async (unfinished) => {
      writeFileSync(unfinished, text);
      return { text };
    };
  test("whose result is gone, or whose record is damaged, are done again", async () => {
    const here = newFolder();
    const shop = await StepRunner.open(here, dependencies);
    const { path } = await shop.do(step("a", makes("1")));
    expect((await shop.do(step("a", makes("2")))).findings).toEqual({ text: "1" });
    rmSync(path);
    expect((await shop.do(step("a", makes("3")))).findings).toEqual({ text: "3" });
    await shop.close();
    writeFileSync(join(here, "steps.json"), '{"version": 1, "steps": {"s": ');
    const again = await StepRunner.open(here, dependencies);
    expect((await again.do(step("a", makes("4")))).findings).toEqual({ text: "4" });
    await again.close();
  });
  test("that fail leave nothing under the name of the result", async () => {
    const shop = await StepRunner.open(newFolder(), dependencies);
    const failing: Step["run"] = async (unfinished) => {
      writeFileSync(unfinished, "half");
      throw Object.assign(new Error("full"), { code: "ENOSPC" });
    };
    await expect(shop.do(step("a", failing))).rejects.toMatchObject({ failure: { code: "disk-full" } });
    expect(existsSync(join(shop.folder, "made"))).toBe(false);
    await shop.close();
  });
  test("of two processes wait for each other", async () => {
    const here = newFolder();
    const shop = await StepRunner.open(here, dependencies);
    const words: string[] = [];
    const stop = new AbortController();
    const second = StepRunner.open(here, {
      ...dependencies,
      signal: stop.signal,
      output: {
        write: (text: string) => {
          words.push(text);
          stop.abort(new Error("enough"));
        },
      },
    });
    await expect(second).rejects.toThrow(/enough|aborted/);
    expect(words).toEqual(["Another process builds here; waiting for it\n"]);
    await shop.close();
  });
});

test("every package of the environment is of one version and told by digests", () => {
  const locked = readFileSync(new URL("requirements.txt", SCRIPTS), "utf8");
  const packages = locked
    .replaceAll("\\\n", "")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  for (const line of packages) expect(line).toMatch(/^[\w.-]+==[\w.]+ .*--hash=sha256:[0-9a-f]{64}/);
  const wanted = readFileSync(new URL("requirements.in", SCRIPTS), "utf8").trim().split("\n");
  for (const one of wanted)
    expect(packages.filter((line) => line.startsWith(one.includes("==") ? `${one} ` : `${one}==`))).not.toEqual([]);
});

describe("what a build takes", () => {
  const nine = recipeNamed("bioreview-9b");
  test("is the merged, the converted and the quantised weights, the packages, and what is fetched", () => {
    const of = (changes: object) =>
      estimate(nine, { weights: 20e9, fetched: 0, quantisation: "Q4_K_M", hasEnvironment: true, as: "merged", ...changes }).disk;
    expect(of({})).toBeCloseTo(46.2e9, -8);
    expect(of({ fetched: 20e9 }) - of({})).toBe(20e9);
    expect(of({ hasEnvironment: false })).toBeGreaterThan(of({}) + 5e9);
    expect(of({ quantisation: "F32" })).toBe(100e9);
  });
  test("is of an adapter alone little beside what is fetched, however the base is quantised", () => {
    const sizes = { weights: 0.2e9, fetched: 0.2e9, hasEnvironment: true, as: "adapter" } as const;
    const small = estimate(nine, { ...sizes, quantisation: "Q4_K_M" });
    expect(small.disk).toBeLessThan(2e9);
    expect(estimate(nine, { ...sizes, quantisation: "F32" })).toEqual(small);
  });
  test("of memory is more than the weights", () => {
    const { memory } = estimate(nine, { weights: 20e9, fetched: 0, quantisation: "Q4_K_M", hasEnvironment: true, as: "merged" });
    expect(memory).toBeGreaterThan(22e9);
  });
  test("every profile whose weights have to be made names a build", () => {
    const converted = CHAT_MODELS.filter(({ files }) => files[0].sources[0].kind === "converted").map(({ id }) => id);
    expect(converted.map((id) => recipeNamed(id).model)).toEqual(converted);
  });
});

describe("the proof", () => {
  const reference: Reference = {
    dtype: "float32",
    rendered: "p",
    ids: [1, 2, 3],
    greedy: [4, 5, 6],
    margins: [1, 0.01, 2],
    likeliest: [
      [4, 3],
      [9, 2],
      [8, 1],
    ],
  };
  const same: Reading = { rendered: "p", ids: [1, 2, 3], greedy: [4, 5, 6], logits: [3, 2, 1] };
  const faults = (changes: Partial<Reading>, quantisation = "F32") =>
    faultsOf(compareReading(reference, { ...same, ...changes }), boundsFor(quantisation, reference));
  test("of the same is whole, and logits that are all shifted by one number diverge by nothing", () => {
    expect(faults({})).toEqual([]);
    expect(compareReading(reference, { ...same, logits: [4, 3, 2] })).toMatchObject({
      equalTokens: 3,
      largestDifference: 1,
      divergence: expect.closeTo(0, 12),
    });
  });
  test.each([
    { why: "another template", changes: { rendered: "q" }, fault: /chat template/ },
    { why: "another token", changes: { ids: [1, 7, 3] }, fault: /token 1 of the prompt/ },
    { why: "a token less", changes: { ids: [1, 2] }, fault: /token 2 of the prompt/ },
    { why: "a token more", changes: { ids: [1, 2, 3, 4] }, fault: /token 3 of the prompt/ },
    { why: "another continuation", changes: { greedy: [4, 7, 6] }, fault: /differs at token 1 of 3/ },
    { why: "other logits", changes: { logits: [3, 2, 1.5] }, fault: /logits differ by up to 0\.5/ },
    { why: "no number", changes: { logits: [3, 2, Number.NaN] }, fault: /logits differ by up to NaN/ },
    { why: "a logit less", changes: { logits: [3, 2] }, fault: /NaN/ },
  ])("tells $why", ({ changes, fault }) => expect(faults(changes).join("; ")).toMatch(fault));
  test("of rounded weights allows rounding, and no other model", () => {
    expect(faults({ greedy: [4, 7, 6], logits: [3.1, 1.9, 1.2] }, "Q4_K_M")).toEqual([]);
    expect(faults({ logits: [1, 2, 7] }, "Q4_K_M")).not.toEqual([]);
    expect(faults({ ids: [1, 7, 3] }, "Q4_K_M")).not.toEqual([]);
    expect(faults({ logits: [3, 2, 2.5] }, "BF16")).not.toEqual([]);
  });
  describe("of an adapter over its base", () => {
    // Transformers: the base says 1, 2, 1, and the adapter adds 2, 0, 0.
    const adapted: Reference = { ...reference, base: [1, 2, 1] };
    const tells = (logits: readonly number[], base: readonly number[], quantisation = "F32") =>
      faultsOf(compareReading(adapted, { ...same, logits, base }), boundsFor(quantisation, adapted)).join("; ");
    test("holds what it adds beside what it adds in transformers, whatever its base was rounded to", () => {
      expect(tells([3, 2, 1], [1, 2, 1])).toBe("");
      // A rounded base is elsewhere with the adapter as without it.
      expect(tells([3.9, 1.2, 1.6], [1.9, 1.2, 1.6], "Q4_K_M")).toBe("");
    });
    test.each([
      { why: "is off", logits: [1, 2, 1] },
      { why: "adds a quarter of that", logits: [1.5, 2, 1] },
      { why: "adds four times as much", logits: [9, 2, 1] },
      { why: "adds it with the other sign", logits: [-1, 2, 1] },
      { why: "adds as much elsewhere", logits: [1, 4, 1] },
      { why: "makes numbers none", logits: [Number.NaN, 2, 1] },
    ])("tells that the adapter $why, though logits of quantised weights may differ by as much", ({ logits }) => {
      for (const quantisation of ["F32", "Q8_0", "Q4_K_M"])
        expect(tells(logits, [1, 2, 1], quantisation)).toMatch(/the adapter adds (?:-?\d[\d.]*|NaN) times/);
    });
    test("tells that the base was not read", () => expect(tells([3, 2, 1], [])).toMatch(/adds NaN times/));
  });
  test("names the margin of the first choice that differs", () =>
    expect(compareReading(reference, { ...same, greedy: [4, 7, 7] })).toMatchObject({ equalTokens: 1, marginThere: 0.01 }));
});
