import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Profile } from "../../../profiles/profile.ts";
import { CHAT_MODELS, PROFILES } from "../../../profiles/profiles.ts";
import { findRunningServer, knownSockets, modelSource } from "../../../src/action/run/model-server.ts";
import { profileOf } from "../../../src/action/run/session.ts";
import { ModelsError } from "../../../src/errors.ts";
import { type Settings, withDefaults } from "../../../src/settings.ts";
import { serves, startScripted } from "../../support/scripted-server.ts";

const smoke: Profile = PROFILES.find(({ name }) => name === "smoke") ?? PROFILES[0];
const [gguf] = CHAT_MODELS.find(({ id }) => id === smoke.chat[0])?.files ?? [];
const OURS = { owned_by: "bioreview-runner" };
const chat = (id: string = smoke.chat[0], sha256 = gguf && "sha256" in gguf ? gguf.sha256 : "") => ({
  ...OURS,
  id,
  meta: { kind: "chat", sha256 },
});
const embedder = { ...OURS, id: smoke.embedding, meta: { kind: "embedding" } };

const root = mkdtempSync(join(tmpdir(), "br-run-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const signal = new AbortController().signal;
let folder: string;
let socket: string;
let notices: string[];
beforeEach(() => {
  folder = mkdtempSync(join(root, "s-"));
  socket = join(folder, "smoke.sock");
  notices = [];
});
const find = (profile: Profile = smoke) =>
  findRunningServer(profile, [join(folder, "none.sock"), socket], (line) => void notices.push(line), signal);

describe("a model server that runs on the machine", () => {
  test("is used where it runs what the profile names", async () => {
    await using _ = await startScripted({ models: serves(chat(), embedder) }, socket);
    expect(await find()).toBe(`unix:${socket}`);
    expect(notices).toEqual([]);
  });

  test.each([
    {
      why: "another model",
      models: serves(chat("bioreview-qwen3.5-9b-sft"), embedder),
      says: /serves bioreview-qwen3.5-9b-sft and minilm/,
    },
    {
      why: "other weights under the same name",
      models: serves(chat(smoke.chat[0], "ab".repeat(32)), embedder),
      says: /other weights/,
    },
    { why: "no embedder", models: serves(chat()), says: /wants minilm/ },
  ])("is passed over with a notice where it has $why", async ({ models, says }) => {
    await using _ = await startScripted({ models }, socket);
    expect(await find()).toBeUndefined();
    expect(notices).toEqual([expect.stringMatching(says)]);
  });

  test("is used where it has all but the embedder that compares, which is then started beside it", async () => {
    const [published] = PROFILES;
    const alike = { ...embedder, id: published.embedding };
    await using _ = await startScripted({ models: serves(chat(published.chat[0]), alike) }, socket);
    expect(published.matching).not.toBe(published.embedding);
    expect(await find(published)).toBe(`unix:${socket}`);
  });

  test("is used where others may look into its folder, but not write there", async () => {
    await using _ = await startScripted({ models: serves(chat(), embedder) }, socket);
    chmodSync(folder, 0o755);
    expect(await find()).toBe(`unix:${socket}`);
  });

  test.each([
    { who: "its group", mode: 0o770 },
    { who: "everybody", mode: 0o702 },
    { who: "everybody, bound to their own files", mode: 0o1777 },
  ])("is not asked where $who could have put it there", async ({ mode }) => {
    await using server = await startScripted({ models: serves(chat(), embedder) }, socket);
    chmodSync(folder, mode);
    expect(await find()).toBeUndefined();
    expect(server.received).toEqual([]);
    expect(notices).toEqual([expect.stringContaining("others may write into its folder")]);
  });

  test("that is dead, or no socket, is passed over with a notice", async () => {
    writeFileSync(socket, "");
    expect(await find()).toBeUndefined();
    expect(notices).toEqual([expect.stringContaining("no socket")]);
  });

  test("is not looked for where a profile unites two models", async () => {
    await using _ = await startScripted({ models: serves(chat(), embedder) }, socket);
    expect(await find({ ...smoke, chat: ["a", "b"] })).toBeUndefined();
  });

  test("is looked for where a service or a user would put it", () => {
    expect(knownSockets("bioreview-9b", { XDG_CACHE_HOME: "/c" })).toEqual([
      "/run/bioreview/bioreview-9b.sock",
      "/run/bioreview/9b.sock",
      "/run/bioreview/runner.sock",
      "/c/bioreview/run/bioreview-9b.sock",
      "/c/bioreview/run/9b.sock",
      "/c/bioreview/run/runner.sock",
    ]);
  });
});

test("what compares is the profile's choice, unless the workflow makes another", () => {
  const of = (embedder?: string) => profileOf(withDefaults({ token: "t", "matching-embedder": embedder })).matching;
  expect([of(), of("specter2-base")]).toEqual(["minilm", "specter2-base"]);
});

test("what judges is the profile's own model, where it can and the workflow asks for it", () => {
  const of = (profile: Settings["profile"], judge?: Settings["judge"]) =>
    profileOf(withDefaults({ token: "t", profile, judge })).judge;
  expect(of("qwen3-4b")).toBe(undefined);
  expect(of("qwen3-4b", "profile")).toBe("qwen3-4b-instruct-2507");
  expect(of("bioreview-9b", "profile"), "the base of an adapter").toBe("qwen3.5-9b");
  expect(() => of("bioreview-union", "profile"), "nothing is asked for in vain").toThrow(
    /bioreview-union.*none of its models can judge/,
  );
});

describe("the endpoint that a workflow names", () => {
  const open = (endpoint: string, more = {}) =>
    modelSource(smoke, withDefaults({ token: "t", profile: "smoke", endpoint, ...more }), {
      env: { XDG_CACHE_HOME: folder },
      runnerPath: () => Promise.reject(new Error("one was to be started")),
      log: { notice: (line) => void notices.push(line), progress() {} },
    }).open(signal);

  test("is used, with its embedder", async () => {
    await using server = await startScripted({ models: serves(chat(), embedder) });
    const { models, embedder: found, matching, close } = await open(server.url);
    expect([models[0].identity.id, found?.name, matching]).toEqual([smoke.chat[0], "minilm", found]);
    await close();
  });

  test("reviews nothing for a profile whose model it does not run, unless the workflow names the model", async () => {
    await using server = await startScripted({ models: serves(chat("another"), embedder) });
    await expect(open(server.url)).rejects.toThrow(ModelsError);
    const { models, close } = await open(server.url, { model: ["another"] });
    expect(models[0].identity.id).toBe("another");
    await close();
  });

  test("is passed over for none that runs here, though that would do", async () => {
    mkdirSync(join(folder, "bioreview", "run"), { recursive: true });
    await using _ = await startScripted({ models: serves(chat(), embedder) }, join(folder, "bioreview", "run", "smoke.sock"));
    await expect(open("http://127.0.0.1:9")).rejects.toThrow(/127\.0\.0\.1:9/);
  });
});
