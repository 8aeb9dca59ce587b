import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import OpenAI from "openai";
import { describe, expect, test, vi } from "vitest";
import { API_ERRORS, ApiError, ChatRequest } from "../../runner/src/api.ts";
import type { PreparedRequest } from "../../runner/src/chat/chat-model.ts";
import type { Embedder } from "../../runner/src/embed/embedder.ts";
import { Metrics } from "../../runner/src/serve/metrics.ts";
import { RequestQueue } from "../../runner/src/serve/request-queue.ts";
import { createServer } from "../../runner/src/serve/server.ts";
import type { Served, State } from "../../runner/src/serve/state.ts";
import { FAKE_ID, fakeChat, finished } from "./support/fake-chat.ts";

const says =
  (...texts: string[]): PreparedRequest["run"] =>
  async (on) => {
    on.progress({ total: 7, cached: 2, processed: 3, milliseconds: 30 });
    for (const text of texts) on.text(text, []);
    return { reason: "stop", ...finished };
  };

const serving = (served: Served, queue = new RequestQueue(1)) =>
  ({ kind: "ok", ...served, metrics: new Metrics({ queue, served }) }) as const;

function server({
  run = says("[", "]"),
  token,
  state,
  line = new RequestQueue(1),
  stuck = () => {},
}: {
  run?: PreparedRequest["run"];
  token?: string;
  state?: State;
  line?: RequestQueue;
  stuck?: () => void;
} = {}) {
  const models = { chat: fakeChat(run), embedders: [] };
  const served: State = state ?? serving(models, line);
  const { signal: end } = new AbortController();
  const watchdog = { seconds: 300, stuck };
  const outside = { log() {}, clock: () => 1, now: () => 0, newId: () => "id" };
  return createServer({ state: () => served, queue: line, token, end, watchdog, ...outside });
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
      usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9, prompt_tokens_details: { cached_tokens: 3 } },
      timings: { cache_n: 3, prompt_n: 4, prompt_ms: 70, predicted_n: 2, predicted_ms: 20 },
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
    expect(found.flatMap((event) => event.prompt_progress ?? [])).toEqual([{ total: 7, cache: 2, processed: 3, time_ms: 30 }]);
    expect(found.flatMap((event) => event.choices?.[0]?.delta.content ?? []).join("")).toBe("[]");
    expect(found.flatMap((event) => event.choices?.[0]?.finish_reason ?? [])).toEqual(["stop"]);
    expect(found.at(-3)).toMatchObject({ choices: [{ finish_reason: "stop" }], timings: { predicted_n: 2 } });
    expect(found.at(-2)).toMatchObject({ choices: [], usage: { total_tokens: 9 } });
    expect(found.at(-1)).toBe("[DONE]");
  });
  test.each([
    { route: "/v1/chat/completions", body: question },
    { route: "/v1/chat/completions", body: { ...question, return_progress: true } },
    { route: "/v1/completions", body: { model: FAKE_ID, prompt: "A paper." } },
  ])("streamed by $route has a choice in every event, as the usual loop over a stream expects", async ({ route, body }) => {
    const reply = await server().inject({ method: "POST", url: route, payload: { ...body, stream: true } });
    const found = events(reply.body).slice(0, -1);
    expect(found.map(({ choices }) => choices.length)).toEqual(found.map(() => 1));
    expect(found.at(-1)).toMatchObject({ choices: [{ finish_reason: "stop" }], timings: { cache_n: 3, prompt_n: 4 } });
  });
  test("whose request waits says its place again and again, so that waiting is not taken for silence", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      const line = new RequestQueue(1);
      let free = () => {};
      const first = line.run(
        () => new Promise<void>((resolve) => (free = resolve)),
        () => {},
        new AbortController().signal,
      );
      const app = server({ line });
      const waiting = ask(app, { ...question, stream: true, return_progress: true });
      await vi.waitFor(() => expect(line.waiting).toBe(1), 60_000);
      vi.advanceTimersByTime(60_000);
      free();
      await first;
      const places = events((await waiting).body).flatMap((event) => event.queue?.place ?? []);
      expect(places.length).toBeGreaterThan(3);
      expect(new Set(places)).toEqual(new Set([1]));
    } finally {
      vi.useRealTimers();
    }
  });
  test("says nothing of progress and usage to who did not ask", async () => {
    const found = events((await ask(server(), { ...question, stream: true })).body);
    expect(found.some((event) => "prompt_progress" in Object(event) || "usage" in Object(event))).toBe(false);
  });
  test("that fails on its way ends with the error and without [DONE]", async () => {
    const run: PreparedRequest["run"] = async (on) => {
      on.text("[", []);
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
    { why: "two limits at once", body: { max_tokens: 1, max_completion_tokens: 2 }, param: "max_tokens" },
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
    const reply = await ask(server({ state: serving({ chat, embedders: [] }) }), { ...question, stream: true });
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
    for (const [index, stream] of [false, true].entries()) {
      const reply = await ask(server({ line }), { ...question, stream });
      expect([reply.statusCode, reply.json().error.code]).toEqual([429, "queue_full"]);
      const place = 1 + index; // behind the running one, and who was turned away before
      expect(reply.headers).toMatchObject({ "retry-after": expect.stringMatching(/^[12]$/), "x-queue-place": `${place}` });
      expect(reply.json().error.message).toContain(`${place} requests are served before this one`);
    }
    finish();
    await first;
  });
  test.each(["loading", "stopping"] as const)("while the server is %s, which /health says too", async (kind) => {
    const app = server({
      state: kind === "loading" ? { kind } : { ...serving({ chat: fakeChat(says()), embedders: [] }), kind },
    });
    const reply = await ask(app, question);
    expect([reply.statusCode, reply.json().error.code]).toEqual([503, kind]);
    const health = await app.inject("/health");
    expect([health.statusCode, health.json().status]).toEqual([503, kind]);
  });
});

/** What an official client sends where nothing was set, a field a line: its values change no answer. */
const MEANS_NOTHING: readonly [field: string, ...values: unknown[]][] = [
  ["n", 1],
  ["frequency_penalty", 0],
  ["presence_penalty", 0],
  ["logit_bias", {}],
  ["logprobs", false],
  ["top_logprobs", 0],
  ["tools", []],
  ["functions", []],
  ["tool_choice", "none", "auto"],
  ["function_call", "none", "auto"],
  ["parallel_tool_calls", true, false],
  ["modalities", ["text"]],
  ["reasoning_effort", "none"],
  ["verbosity", "medium"],
  ["store", false],
  ["service_tier", "auto", "default"],
  ["user", "ada"],
  ["safety_identifier", "ada"],
  ["prompt_cache_key", "a"],
  ["prompt_cache_retention", "24h"],
  ["metadata", { from: "ada" }],
  ["top_k", 0, -1],
  ["min_p", 0],
  ["chat_template_kwargs", {}, { enable_thinking: false }],
  ["stop", []],
  ["stream_options", { include_usage: false, include_obfuscation: false }],
  ["response_format", { type: "text" }],
];
/** Fields of OpenAI's API that only null leaves without a meaning. */
const NULL_ONLY = [
  "audio",
  "prediction",
  "web_search_options",
  "seed",
  "max_tokens",
  "max_completion_tokens",
  "temperature",
  "top_p",
  "stream",
];
const CHANGES_THE_ANSWER: readonly [field: string, value: unknown][] = [
  ["n", 2],
  ["frequency_penalty", 0.5],
  ["presence_penalty", -1],
  ["logit_bias", { 50256: -100 }],
  ["tools", [{ type: "function", function: { name: "f" } }]],
  ["functions", [{ name: "f" }]],
  ["tool_choice", "required"],
  ["function_call", { name: "f" }],
  ["modalities", ["text", "audio"]],
  ["audio", { voice: "alloy", format: "wav" }],
  ["prediction", { type: "content", content: "x" }],
  ["web_search_options", {}],
  ["reasoning_effort", "high"],
  ["verbosity", "low"],
  ["store", true],
  ["service_tier", "flex"],
  ["top_k", 40],
  ["min_p", 0.05],
  ["chat_template_kwargs", { enable_thinking: true }],
];

describe("what clients send without being asked", () => {
  const plain = ChatRequest.parse(question);
  test.each(MEANS_NOTHING.flatMap(([field, ...values]) => values.map((value) => ({ field, value }))))(
    "is accepted where it means nothing: $field $value",
    async ({ field, value }) => {
      expect((await ask(server(), { ...question, [field]: value })).statusCode).toBe(200);
      const { [field]: _, ...others } = ChatRequest.parse({ ...question, [field]: value }) as Record<string, unknown>;
      const { [field]: __, ...expected } = plain as Record<string, unknown>;
      expect(others, "changes nothing else").toEqual(expected);
    },
  );
  test.each([...MEANS_NOTHING.map(([field]) => field), ...NULL_ONLY])("is accepted as null: %s", async (field) => {
    expect((await ask(server(), { ...question, [field]: null })).statusCode).toBe(200);
    expect(ChatRequest.parse({ ...question, [field]: null })).toEqual(plain);
  });
  test.each(CHANGES_THE_ANSWER.map(([field, value]) => ({ field, value })))(
    "is refused by its name where it would change the answer: $field $value",
    async ({ field, value }) => {
      const reply = await ask(server(), { ...question, [field]: value });
      expect([reply.statusCode, reply.json().error.param]).toEqual([400, field]);
      expect(reply.json().error.message).toMatch(/only|no field/);
    },
  );
  test("is in the document, field by field", () => {
    const text = readFileSync(join(import.meta.dirname, "../../docs/server-api.md"), "utf8");
    for (const [field] of MEANS_NOTHING) expect(text, field).toMatch(new RegExp(`\\b${field}\\b`));
  });
  test("has the official client's usual loop run to its end", async () => {
    const app = server({ run: says("[1", ", 2]") });
    const client = new OpenAI({ baseURL: `${await app.listen({ host: "127.0.0.1", port: 0 })}/v1`, apiKey: "none" });
    try {
      const stream = await client.chat.completions.create({
        model: FAKE_ID,
        messages: [{ role: "user", content: "A" }],
        stream: true,
      });
      let text = "";
      for await (const chunk of stream) text += (chunk.choices[0] as (typeof chunk.choices)[0]).delta.content ?? "";
      expect(text).toBe("[1, 2]");
      expect((await client.models.retrieve(FAKE_ID)).id).toBe(FAKE_ID);
      await expect(client.models.retrieve("an/other")).rejects.toMatchObject({ status: 404, code: "model_not_found" });
    } finally {
      await app.close();
    }
  });
});

test("no body of known fields with any values ends in a failure of ours, and each refusal names a field that was sent or is due", async () => {
  const names = [...MEANS_NOTHING.map(([field]) => field), ...CHANGES_THE_ANSWER.map(([field]) => field), ...NULL_ONLY];
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(
      0,
      1,
      -1,
      2 ** 40,
      1e300,
      "",
      "auto",
      "__proto__",
      [],
      {},
      [null],
      { type: "text" },
      { type: "json_schema" },
      { enable_thinking: false },
    ),
  );
  const fields = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 });
  const messages = fc.oneof(
    { weight: 3, arbitrary: fc.constant(question.messages) },
    fc.array(fc.dictionary(fc.constantFrom("role", "content", "refusal", "name", "tool_calls"), value, { maxKeys: 4 }), {
      maxLength: 2,
    }),
  );
  const app = server();
  await fc.assert(
    fc.asyncProperty(
      fields,
      messages,
      fc.constantFrom("/v1/chat/completions", "/v1/completions", "/v1/embeddings"),
      async (more, asked, url) => {
        const form =
          url === "/v1/completions" ? { prompt: "A" } : url === "/v1/embeddings" ? { input: "A" } : { messages: asked };
        const payload = { model: FAKE_ID, ...more, ...form };
        const reply = await app.inject({ method: "POST", url, payload });
        const { error } = more["stream"] === true && reply.statusCode === 200 ? {} : reply.json();
        if (url === "/v1/embeddings" && reply.statusCode === 404) return; // the model there is a chat model
        expect([200, 400], JSON.stringify(error)).toContain(reply.statusCode);
        if (error === undefined) return;
        expect(Object.keys(payload), error.message).toContain(error.param.split(".")[0]);
        expect(error.message).not.toMatch(/nonoptional|unrecognized|invalid input/i);
      },
    ),
    { seed: 20261130, numRuns: 300 },
  );
});

describe("a message", () => {
  const asked = (message: object) => ask(server(), { ...question, messages: [{ role: "user", content: "A" }, message] });
  const messagesOf = (message: object) => ChatRequest.parse({ ...question, messages: [message] }).messages;

  test("of the server itself is taken back as it came, and as the official client writes it", async () => {
    const { message } = (await ask(server(), question)).json().choices[0];
    expect((await asked(message)).statusCode).toBe(200);
    const dumped = { ...message, annotations: null, audio: null, function_call: null, tool_calls: null };
    expect((await asked(dumped)).statusCode).toBe(200);
    expect(messagesOf(dumped)).toEqual([{ role: "assistant", content: "[]" }]);
  });
  test("of several parts is their texts, a line each", () => {
    const content = ["one", "two"].map((text) => ({ type: "text", text }));
    expect(messagesOf({ role: "user", content })).toEqual([{ role: "user", content: "one\ntwo" }]);
  });
  test("of a developer is one of the system", () =>
    expect(messagesOf({ role: "developer", content: "S" })).toEqual([{ role: "system", content: "S" }]));
  test.each([
    {
      why: "holds an image",
      message: {
        role: "user",
        content: [
          { type: "text", text: "A" },
          { type: "image_url", image_url: { url: "data:" } },
        ],
      },
      param: "messages.1.content.1.type",
      says: /only text/,
    },
    { why: "has no parts", message: { role: "user", content: [] }, param: "messages.1.content", says: /at least 1 part/ },
    { why: "has no text", message: { role: "assistant", content: null }, param: "messages.1.content", says: /a text/ },
    { why: "is a number", message: { role: "user", content: 5 }, param: "messages.1.content", says: /a text, or a list/ },
    {
      why: "is a tool's",
      message: { role: "tool", content: "1", tool_call_id: "a" },
      param: "messages.1.role",
      says: /only system/,
    },
    {
      why: "calls a tool",
      message: { role: "assistant", content: "", tool_calls: [{ id: "a" }] },
      param: "messages.1.tool_calls",
      says: /only \[\]/,
    },
    {
      why: "refuses",
      message: { role: "assistant", content: "", refusal: "I cannot" },
      param: "messages.1.refusal",
      says: /only null/,
    },
    { why: "has a name", message: { role: "user", content: "A", name: "ada" }, param: "messages.1.name", says: /no field/ },
  ])("that $why is refused by the field at fault", async ({ message, param, says: words }) => {
    const reply = await asked(message);
    expect([reply.statusCode, reply.json().error.param]).toEqual([400, param]);
    expect(reply.json().error.message).toMatch(words);
  });
});

test.each([
  { body: { stop: ["a", "b", "c", "d", "e"] }, says: "stop: at most 4 texts" },
  { body: { stop: "" }, says: "stop: an empty text would end every answer" },
  { body: { stop: ["a", "\ud83e"] }, says: "stop.1: half a character would end an answer inside one" },
  { body: { stop: 5 }, says: "stop: a text, or a list of texts" },
  { body: { temperature: 3 }, says: "<=2" },
  { body: { top_logprobs: 21, logprobs: true }, says: "<=20" },
  { body: { top_logprobs: 3 }, says: "top_logprobs: only together with logprobs: true" },
  { body: { max_tokens: 1, max_completion_tokens: 2 }, says: "max_tokens: another number than max_completion_tokens" },
])("a refusal names the limit: $says", async ({ body, says: words }) => {
  const { message } = (await ask(server(), { ...question, ...body })).json().error;
  expect(message).toContain(words);
  expect(message).not.toContain("Invalid input");
});

describe("probabilities of tokens", () => {
  const run: PreparedRequest["run"] = async (on) => {
    on.text("\u00e9", [
      { text: "\ufffd", probability: 0.5, likeliest: [] },
      { text: "\ufffd", probability: 1, likeliest: [] },
    ]);
    on.text("a", [
      {
        text: "a",
        probability: 0.25,
        likeliest: [
          { text: "b", probability: 0.75 },
          { text: "a", probability: 0.25 },
        ],
      },
    ]);
    return { reason: "stop", ...finished };
  };
  const of = (token: string, probability: number, bytes: number[] | null) => ({ token, logprob: Math.log(probability), bytes });
  const first = [of("\ufffd", 0.5, null), of("\ufffd", 1, null)].map((one) => ({ ...one, top_logprobs: [] }));
  const last = { ...of("a", 0.25, [97]), top_logprobs: [of("b", 0.75, [98]), of("a", 0.25, [97])] };

  test("come as OpenAI's, natural logarithms; the bytes of a part of a character are not known", async () => {
    const reply = await ask(server({ run }), { ...question, logprobs: true, top_logprobs: 2 });
    expect(reply.json().choices[0].logprobs).toEqual({ content: [...first, last], refusal: null });
  });
  test("come in a stream with the text that they wrote", async () => {
    const found = events((await ask(server({ run }), { ...question, logprobs: true, stream: true })).body);
    const pieces = found.flatMap((event) => event.choices?.filter(({ logprobs }: { logprobs?: object }) => logprobs) ?? []);
    expect(pieces.map(({ delta, logprobs }) => [delta.content, logprobs.content])).toEqual([
      ["\u00e9", first],
      ["a", [last]],
    ]);
  });
  test("do not come where nobody asked", async () => {
    expect((await ask(server({ run }), question)).json().choices[0].logprobs).toBeNull();
    expect((await ask(server({ run }), { ...question, stream: true })).body).not.toContain("logprob");
  });
});

describe("a text that is continued", () => {
  const complete = (body: object, app = server()) =>
    app.inject({ method: "POST", url: "/v1/completions", payload: { model: FAKE_ID, prompt: "A", ...body } });
  test("comes in OpenAI's older form", async () => {
    for (const prompt of ["A", ["A"]])
      expect((await complete({ prompt, n: 1, best_of: 1, echo: false, suffix: null, logprobs: null })).json()).toMatchObject({
        object: "text_completion",
        choices: [{ index: 0, text: "[]", finish_reason: "stop", logprobs: null }],
        usage: { total_tokens: 9 },
      });
  });
  test("streams its text", async () => {
    const found = events((await complete({ stream: true })).body);
    expect(found.flatMap((event) => event.choices?.[0]?.text ?? []).join("")).toBe("[]");
    expect(found.at(-1)).toBe("[DONE]");
  });
  test.each([
    { body: { prompt: [1, 2] }, param: "prompt.0", says: /token ids/ },
    { body: { prompt: ["A", "B"] }, param: "prompt", says: /only 1 text/ },
    { body: { echo: true }, param: "echo", says: /only false/ },
    { body: { best_of: 2 }, param: "best_of", says: /only 1/ },
    { body: { suffix: "B" }, param: "suffix", says: /only empty/ },
    { body: { logprobs: 3 }, param: "logprobs", says: /no field/ },
  ])("is refused by the field at fault: $body", async ({ body, param, says: words }) => {
    const reply = await complete(body);
    expect([reply.statusCode, reply.json().error.param]).toEqual([400, param]);
    expect(reply.json().error.message).toMatch(words);
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

test("each of two embedders is listed, and embeds what is asked of it by name, or says what it cannot", async () => {
  const embedder = (id: string, ...row: number[]): Embedder => ({
    identity: { id, title: id, sha256: "0".repeat(64), dtype: "fp32", dimensions: row.length, maxTokens: 512 },
    embed: async (texts) => ({ embeddings: texts.map(() => Float32Array.from(row)), tokens: 1, truncated: [] }),
    dispose: async () => {},
  });
  const app = server({ state: serving({ chat: undefined, embedders: [embedder("alike", 1, 0), embedder("other", 0, 1)] }) });
  const embed = async (body: object) => (await app.inject({ method: "POST", url: "/v1/embeddings", payload: body })).json();
  const rowsOf = async (model: string) =>
    (await embed({ model, input: "a", encoding_format: "float", user: null, dimensions: 2 })).data[0].embedding;
  expect([await rowsOf("alike"), await rowsOf("other")]).toEqual([
    [1, 0],
    [0, 1],
  ]);
  const fault = async (body: object) => (await embed({ model: "alike", input: "a", ...body })).error;
  expect(await fault({ dimensions: 1 })).toMatchObject({ param: "dimensions", message: expect.stringContaining("only 2") });
  expect(await fault({ input: [[1, 2]] })).toMatchObject({ param: "input.0", message: expect.stringContaining("token ids") });
  expect(await fault({ input: Array(2049).fill("a") })).toMatchObject({ message: "input: at most 2048 texts" });
  expect((await app.inject("/v1/models/other")).json()).toMatchObject({ id: "other", meta: { kind: "embedding" } });
  expect((await app.inject("/v1/models/none")).json().error).toMatchObject({ code: "model_not_found", param: "model" });
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
          gpu_layers: 0,
          layers: 3,
          device_because: "a test asks for it",
          context_tokens: 100,
          threads: 1,
          batch_tokens: 128,
          flash_attention: true,
          parallel: 1,
        },
      },
    ],
  });
});

describe("a model that writes nothing any more", () => {
  /** A runtime that neither reads nor writes, and comes back or not where it is told to stop. */
  const silent =
    (comesBack: boolean): PreparedRequest["run"] =>
    (_on, signal) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => comesBack && reject(signal.reason)));
  /** Asks, and lets so many seconds pass for each of some waits, once the runtime has the request. */
  const asked = async (run: PreparedRequest["run"], seconds: readonly number[], body: object = question, more = {}) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      let begin = () => {};
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      const told: PreparedRequest["run"] = (...given) => {
        begin();
        return run(...given);
      };
      const reply = ask(server({ ...more, run: told }), body);
      await begun;
      for (const pass of seconds) await vi.advanceTimersByTimeAsync(pass * 1000);
      return await reply;
    } finally {
      vi.useRealTimers();
    }
  };

  test.each([false, true])("is given up, and its client told so (streamed: %s)", async (stream) => {
    const line = new RequestQueue(1);
    const reply = await asked(silent(true), [301], { ...question, stream }, { line });
    const { error } = stream ? events(reply.body).at(-1) : reply.json();
    expect(error).toMatchObject({ code: "generation_stalled", message: expect.stringContaining("for 300 s") });
    expect(reply.body).not.toContain("[DONE]");
    expect(line.running, "the next one has its turn").toBe(0);
  });
  test("is not one that writes a little now and then", async () => {
    const slow: PreparedRequest["run"] = async (on) => {
      for (const text of ["[", " ", "]"]) {
        await new Promise((resolve) => setTimeout(resolve, 299_000));
        on.text(text, []);
      }
      return { reason: "stop", ...finished };
    };
    const reply = await asked(slow, [299, 299, 299]);
    expect(reply.json().choices[0].message.content).toBe("[ ]");
  });
  test("and does not come back ends the server, for the next request would wait for ever", async () => {
    const line = new RequestQueue(1);
    let stuck = 0;
    const reply = await asked(silent(false), [301, 30], question, { line, stuck: () => stuck++ });
    expect(reply.statusCode).toBe(504);
    expect(line.running, "two things at once are not computed").toBe(1);
    expect(stuck).toBe(1);
  });
});

describe("/metrics", () => {
  const metricsOf = async (app: ReturnType<typeof server>) => {
    const reply = await app.inject("/metrics");
    expect(reply.headers["content-type"]).toContain("text/plain");
    return new Map(
      [...reply.body.matchAll(/^([a-z_]+(?:\{[^}]*\})?) (\S+)$/gm)].map(([, name = "", value]) => [name, Number(value)]),
    );
  };

  test("count what was asked, read, kept, written, and how it ended", async () => {
    const app = server();
    await ask(app, question);
    await ask(app, { ...question, stream: true });
    await ask(app, { ...question, temperature: "hot" });
    await ask(app, { ...question, model: "none" });
    const found = await metricsOf(app);
    expect(Object.fromEntries(found)).toMatchObject({
      'bioreview_requests_total{route="chat",outcome="stop"}': 2,
      'bioreview_requests_total{route="chat",outcome="refused"}': 2,
      bioreview_queue_seconds_count: 2,
      bioreview_answer_tokens_total: 4,
      'bioreview_prompt_tokens_total{from="read"}': 8,
      'bioreview_prompt_tokens_total{from="kept"}': 6,
      bioreview_prompt_seconds_total: 0.14,
      bioreview_answer_seconds_total: 0.04,
      'bioreview_prefix_cache_requests_total{result="hit"}': 2,
      bioreview_queue_limit: 1,
    });
    expect(found.get("process_resident_memory_bytes")).toBeGreaterThan(0);
    expect([...found.keys()].join()).toContain(`model="${FAKE_ID}"`);
  });
  test("count a failure as one, and say nothing of what was asked", async () => {
    const app = server({ run: async () => Promise.reject(new Error("out of luck")) });
    await ask(app, { ...question, messages: [{ role: "user", content: "SECRET" }] });
    expect((await metricsOf(app)).get('bioreview_requests_total{route="chat",outcome="failed"}')).toBe(1);
    expect((await app.inject("/metrics")).body).not.toContain("SECRET");
  });
  test("need the token of a port", async () => {
    expect((await server({ token: "0123456789abcdef" }).inject("/metrics")).statusCode).toBe(401);
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
