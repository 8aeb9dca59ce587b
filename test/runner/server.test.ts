import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { API_ERRORS, ApiError } from "../../runner/src/api.ts";
import type { PreparedRequest } from "../../runner/src/chat/chat-model.ts";
import type { Embedder } from "../../runner/src/embed/embedder.ts";
import { RequestQueue } from "../../runner/src/serve/request-queue.ts";
import { createServer } from "../../runner/src/serve/server.ts";
import type { State } from "../../runner/src/serve/state.ts";
import { FAKE_ID, fakeChat, finished } from "./support/fake-chat.ts";

const says =
  (...texts: string[]): PreparedRequest["run"] =>
  async (on) => {
    on.progress({ total: 7, processed: 3, milliseconds: 30 });
    for (const text of texts) on.text(text);
    return { reason: "stop", ...finished };
  };

function server({
  run = says("[", "]"),
  token,
  state,
  line = new RequestQueue(1),
}: {
  run?: PreparedRequest["run"];
  token?: string;
  state?: State;
  line?: RequestQueue;
} = {}) {
  const served: State = state ?? { kind: "ok", chat: fakeChat(run), embedders: [] };
  const { signal } = new AbortController();
  return createServer({ state: () => served, queue: line, token, log: () => {}, clock: () => 1, newId: () => "id", end: signal });
}
const question = { model: FAKE_ID, messages: [{ role: "user", content: "A paper." }] };
const ask = (app: ReturnType<typeof server>, body: object) =>
  app.inject({ method: "POST", url: "/v1/chat/completions", payload: body });
/** The events of a stream, parsed; `[DONE]` as it stands. */
const events = (body: string) =>
  body
    .split("\n\n")
    .filter((event) => event.startsWith("data: "))
    .map((event) => (event === "data: [DONE]" ? "[DONE]" : JSON.parse(event.slice(6))));

describe("an answer", () => {
  test("comes whole, with its usage and timings", async () => {
    const reply = await ask(server(), question);
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toMatchObject({
      object: "chat.completion",
      model: FAKE_ID,
      choices: [{ index: 0, message: { role: "assistant", content: "[]" }, finish_reason: "stop" }],
      usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 },
      timings: { prompt_n: 7, prompt_ms: 70, predicted_n: 2, predicted_ms: 20 },
    });
  });
  test("comes as a stream that says how far the prompt is read, and ends with [DONE]", async () => {
    const reply = await ask(server(), {
      ...question,
      stream: true,
      return_progress: true,
      stream_options: { include_usage: true },
    });
    const found = events(reply.body);
    expect(found.flatMap((event) => event.prompt_progress ?? [])).toEqual([{ total: 7, cache: 0, processed: 3, time_ms: 30 }]);
    expect(found.flatMap((event) => event.choices?.[0]?.delta.content ?? []).join("")).toBe("[]");
    expect(found.flatMap((event) => event.choices?.[0]?.finish_reason ?? [])).toEqual(["stop"]);
    expect(found.at(-2)).toMatchObject({ choices: [], usage: { total_tokens: 9 }, timings: { predicted_n: 2 } });
    expect(found.at(-1)).toBe("[DONE]");
  });
  test("says nothing of progress and usage to who did not ask", async () => {
    const found = events((await ask(server(), { ...question, stream: true })).body);
    expect(found.some((event) => "prompt_progress" in Object(event) || "usage" in Object(event))).toBe(false);
  });
  test("that fails on its way ends with the error and without [DONE]", async () => {
    const run: PreparedRequest["run"] = async (on) => {
      on.text("[");
      throw new Error("out of luck");
    };
    const found = events((await ask(server({ run }), { ...question, stream: true })).body);
    expect(found.at(-1)).toMatchObject({ error: { code: "generation_failed", message: "out of luck" } });
    expect(found).not.toContain("[DONE]");
    expect((await ask(server({ run }), question)).statusCode).toBe(500);
  });
});

describe("a request is refused", () => {
  test.each([
    { why: "a misspelt field", body: { repetition_penality: 1.05 }, param: "repetition_penality" },
    { why: "a field of the wrong kind", body: { temperature: "0.1" }, param: "temperature" },
    { why: "a value out of range", body: { top_p: 0 }, param: "top_p" },
    { why: "a message of an unknown role", body: { messages: [{ role: "tool", content: "" }] }, param: "messages.0.role" },
    { why: "no messages", body: { messages: [] }, param: "messages" },
    {
      why: "a grammar and a schema at once",
      body: { grammar: "root ::= []", response_format: { type: "json_schema", json_schema: { name: "x", schema: {} } } },
      param: "grammar",
    },
    { why: "two limits at once", body: { max_tokens: 1, max_completion_tokens: 1 }, param: "max_tokens" },
    { why: "an empty stop text, which would end every answer", body: { stop: [""] }, param: expect.stringContaining("stop") },
  ])("for $why", async ({ body, param }) => {
    const reply = await ask(server(), { ...question, ...body });
    expect(reply.statusCode).toBe(400);
    expect(reply.json().error).toMatchObject({ code: "invalid_request", type: "invalid_request_error", param });
  });
  test("for a body that is no JSON, an unknown model, an unknown route", async () => {
    const app = server();
    const broken = await app.inject({
      method: "POST",
      url: "/v1/chat/completions",
      headers: { "content-type": "application/json" },
      payload: "{",
    });
    expect([broken.statusCode, broken.json().error.code]).toEqual([400, "invalid_request"]);
    const unknown = await ask(app, { ...question, model: "gpt" });
    expect([unknown.statusCode, unknown.json().error]).toMatchObject([
      404,
      { code: "model_not_found", message: expect.stringContaining("served are fake") },
    ]);
    expect((await app.inject("/v2")).json().error.code).toBe("not_found");
    const embedding = await app.inject({ method: "POST", url: "/v1/embeddings", payload: { model: FAKE_ID, input: "a" } });
    expect(embedding.json().error.code).toBe("model_not_found");
  });
  test("with the status of its error, before a stream has begun", async () => {
    const chat = {
      ...fakeChat(says()),
      prepare: async () => Promise.reject(new ApiError("context_length_exceeded", "200 of 100", "messages")),
    };
    const reply = await ask(server({ state: { kind: "ok", chat, embedders: [] } }), { ...question, stream: true });
    expect([reply.statusCode, reply.json().error.code]).toEqual([400, "context_length_exceeded"]);
  });
  test("where too many wait, with a status also for streams", async () => {
    const line = new RequestQueue(0);
    let finish = () => {};
    const first = line.run(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
      () => {},
      new AbortController().signal,
    );
    for (const stream of [false, true]) {
      const reply = await ask(server({ line }), { ...question, stream });
      expect([reply.statusCode, reply.json().error.code]).toEqual([503, "queue_full"]);
    }
    finish();
    await first;
  });
  test.each(["loading", "stopping"] as const)("while the server is %s, which /health says too", async (kind) => {
    const app = server({ state: kind === "loading" ? { kind } : { kind, chat: fakeChat(says()), embedders: [] } });
    const reply = await ask(app, question);
    expect([reply.statusCode, reply.json().error.code]).toEqual([503, kind]);
    const health = await app.inject("/health");
    expect([health.statusCode, health.json().status]).toEqual([503, kind]);
  });
});

describe("a port's token", () => {
  const token = "0123456789abcdef";
  const models = (authorization?: string) =>
    server({ token }).inject({ url: "/v1/models", headers: authorization === undefined ? {} : { authorization } });
  test.each([undefined, "Bearer wrong", token, "Bearer "])("is asked for: %s is refused", async (authorization) => {
    const reply = await models(authorization);
    expect([reply.statusCode, reply.json().error.code]).toEqual([401, "unauthorized"]);
  });
  test("opens the routes; /health needs none", async () => {
    expect((await models(`Bearer ${token}`)).statusCode).toBe(200);
    expect((await server({ token }).inject("/health")).statusCode).toBe(200);
  });
});

test("each of two embedders is listed, and embeds what is asked of it by name", async () => {
  const embedder = (id: string, ...row: number[]): Embedder => ({
    identity: { id, title: id, sha256: "0".repeat(64), dtype: "fp32", dimensions: row.length, maxTokens: 512 },
    embed: async (texts) => ({ embeddings: texts.map(() => Float32Array.from(row)), tokens: 1, truncated: [] }),
    dispose: async () => {},
  });
  const app = server({ state: { kind: "ok", chat: undefined, embedders: [embedder("alike", 1, 0), embedder("other", 0, 1)] } });
  const rowsOf = async (model: string) => {
    const payload = { model, input: "a", encoding_format: "float" };
    return (await app.inject({ method: "POST", url: "/v1/embeddings", payload })).json().data[0].embedding;
  };
  expect([await rowsOf("alike"), await rowsOf("other")]).toEqual([
    [1, 0],
    [0, 1],
  ]);
  const listed = (await app.inject("/v1/models")).json();
  expect(listed.data.map(({ id }: { id: string }) => id)).toEqual(["alike", "other"]);
  expect((await app.inject("/health")).json()).toMatchObject({ chat: null, embeddings: ["alike", "other"] });
});

test("the models say what they are", async () => {
  const reply = await server().inject("/v1/models");
  expect(reply.json()).toEqual({
    object: "list",
    data: [
      {
        id: FAKE_ID,
        object: "model",
        created: 1,
        owned_by: "bioreview-runner",
        meta: {
          kind: "chat",
          title: "Fake",
          file: "fake.gguf",
          sha256: "0".repeat(64),
          quantisation: "F16",
          device: "cpu",
          context_tokens: 100,
        },
      },
    ],
  });
});

test("the document's table of errors is the code's", () => {
  const text = readFileSync(join(import.meta.dirname, "../../docs/server-api.md"), "utf8");
  const rows = [...text.matchAll(/^\| (\d{3}) +\| (`[^|]+`) +\|/gm)].flatMap(([, status, codes]) =>
    [...(codes ?? "").matchAll(/`(\w+)`/g)].map(([, code]) => `${code} ${status}`),
  );
  expect(rows.toSorted()).toEqual(
    Object.entries(API_ERRORS)
      .map(([code, { status }]) => `${code} ${status}`)
      .toSorted(),
  );
});
