import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { AnswerError, InterruptedError, UserError } from "../../src/errors.ts";
import { type AnswerRequest, connectModel, type Progress, parseEndpoint, type Timeouts } from "../../src/inference/index.ts";
import { whileCollecting } from "../support/garbage.ts";
import {
  type Ending,
  fails,
  finish,
  hangs,
  html,
  json,
  likely,
  piece,
  type Reply,
  readingPrompt,
  type Script,
  says,
  serves,
  startScripted,
  status,
  streams,
  text,
  usage,
} from "../support/scripted-server.ts";

const QUESTION: AnswerRequest = {
  system: "You review.",
  user: "The paper.",
  sampling: { seed: 7, temperature: 0.1, topP: 0.9, repetitionPenalty: 1.05, maxTokens: 64 },
  shape: { grammar: 'root ::= "[]"', jsonSchema: { type: "array" } },
};
const KEY = "a-key-that-nobody-may-see";
/** Seconds that even a machine under load keeps: a test shortens only the one that has to end its case. */
const PATIENT: Timeouts = { connect: 60, short: 60, silence: 60, answer: 60 };
const SOON_SILENT: Timeouts = { ...PATIENT, silence: 1 };
const SOON_OVER: Timeouts = { ...PATIENT, answer: 1.5 };
const SOON_UNHEARD: Timeouts = { ...PATIENT, short: 1 };
/** The limits under which a fault comes to light. */
const timeoutsOf = (code: string) => (code === "server-stalled" ? SOON_SILENT : PATIENT);
const forever = new AbortController().signal;
const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one[Symbol.asyncDispose]();
});

async function connect(script: Script, model?: string, timeouts = PATIENT) {
  const server = await startScripted(script);
  opened.push(server);
  const endpoint = parseEndpoint(server.url, { BIOREVIEW_API_KEY: KEY });
  return { server, model: await connectModel(endpoint, { model, timeouts }, forever) };
}

async function failureOf(work: Promise<unknown>): Promise<UserError> {
  const outcome = await work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (!("error" in outcome)) throw new Error(`no failure, but ${JSON.stringify(outcome.value)}`);
  if (!(outcome.error instanceof UserError)) throw outcome.error;
  const { error } = outcome;
  expect(error.remedy, "says what to do").not.toBe("");
  expect(error.message, "shows no key").not.toContain(KEY);
  expect(error.message, "is one line").not.toMatch(/[\r\n]/);
  return error;
}

const ask = (script: Script, question = QUESTION, timeouts = PATIENT) =>
  connect(script, undefined, timeouts).then(({ model }) => model.answer(question, () => {}, forever));

test("an answer is the text of its pieces, with the server's own count of tokens", async () => {
  const answer = await ask({ chat: streams([piece("[1"), piece(", 2]"), finish("stop"), usage(30, 5)]) });
  expect(answer).toMatchObject({ text: "[1, 2]", promptTokens: 30, answerTokens: 5 });
});

test("what the server had read before is told", async () => {
  const counts = { prompt_tokens: 30, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 24 } };
  const answer = await ask({ chat: streams([piece("[]"), finish("stop"), { choices: [], usage: counts }]) });
  expect(answer).toMatchObject({ promptTokens: 30, cachedTokens: 24 });
});

test("timings in llama.cpp's words become seconds", async () => {
  const timings = { prompt_n: 3, prompt_ms: 2500, predicted_n: 9, predicted_ms: 500 };
  const answer = await ask({ chat: streams([piece("[]"), finish("stop"), { choices: [], timings }]) });
  expect(answer).toMatchObject({ prefillSeconds: 2.5, decodeSeconds: 0.5 });
});

test("a server that does not count gets no count made up for it", async () => {
  const answer = await ask({ chat: streams([piece("[]"), finish("stop")]) });
  expect(answer).not.toHaveProperty("promptTokens");
});

test("an answer whose model said that it had stopped is whole without [DONE]", async () => {
  expect(await ask({ chat: streams([piece("[]"), finish("stop")], "closes") })).toMatchObject({ text: "[]" });
});

test("who waits hears of the line, then of the reading, then of the writing", async () => {
  const heard: Progress[] = [];
  const { model } = await connect({
    chat: streams([
      { choices: [], queue: { place: 2 } },
      readingPrompt(512, 900),
      readingPrompt(900, 900),
      piece("a"),
      piece("b"),
      finish("stop"),
    ]),
  });
  await model.answer(QUESTION, (progress) => heard.push(progress), forever);
  expect(heard).toEqual([
    { kind: "waiting", place: 2 },
    { kind: "reading", tokensRead: 512, tokensTotal: 900 },
    { kind: "reading", tokensRead: 900, tokensTotal: 900 },
    { kind: "writing", text: "a", tokensWritten: 1 },
    { kind: "writing", text: "ab", tokensWritten: 2 },
  ]);
});

const delta = (delta: object, finish_reason: string | null = null) => ({ choices: [{ index: 0, delta, finish_reason }] });

test.each(["reasoning_content", "reasoning"])("what a model thinks is no part of its answer: %s", async (name) => {
  const heard: string[] = [];
  const { model } = await connect({ chat: streams([delta({ [name]: "Let me see" }), piece("[]"), finish("stop")]) });
  expect((await model.answer(QUESTION, ({ kind }) => heard.push(kind), forever)).text).toBe("[]");
  expect(heard, "it is at work while it thinks").toEqual(["writing", "writing"]);
});

test.each([
  { why: 'a reason of "" until there is one', events: [delta({ content: "[]" }, ""), finish("stop")] },
  { why: "the end and its text in one event", events: [delta({ content: "[]" }, "stop")] },
  { why: "the end said twice", events: [piece("[]"), finish("stop"), finish("stop")] },
  {
    why: "events without choices",
    events: [{ choices: [], prompt_filter_results: [] }, piece("[]"), finish("stop"), { choices: null }],
  },
  {
    why: "other answers beside it",
    events: [piece("[]"), { choices: [{ index: 1, delta: { content: "[1]" } }] }, finish("stop")],
  },
  {
    why: "a count that is none",
    events: [piece("[]"), finish("stop"), { choices: [], usage: { prompt_tokens: -1 }, timings: "slow" }],
  },
])("$why: spoils no answer", async ({ events }) => {
  const answer = await ask({ chat: streams(events) });
  expect(answer.text).toBe("[]");
  expect(answer).not.toHaveProperty("promptTokens");
});

test("the key goes to the server, and nothing of the client's environment does", async () => {
  vi.stubEnv("OPENAI_CUSTOM_HEADERS", "x-of-another: secret");
  try {
    const { server, model } = await connect({});
    await model.answer(QUESTION, () => {}, forever);
    for (const { headers } of server.received) {
      expect(headers.authorization).toBe(`Bearer ${KEY}`);
      expect(Object.keys(headers).filter((name) => name.startsWith("x-"))).toEqual([]);
    }
  } finally {
    vi.unstubAllEnvs();
  }
});

test("without a key none is sent", async () => {
  const server = await startScripted();
  opened.push(server);
  await connectModel(parseEndpoint(server.url, {}), { timeouts: PATIENT }, forever);
  expect(server.received[0]?.headers).not.toHaveProperty("authorization");
});

test("a server on a Unix socket is spoken to as any other", async () => {
  const folder = mkdtempSync(join(tmpdir(), "br-"));
  const server = await startScripted({ chat: says("[1]") }, join(folder, "s.sock"));
  opened.push(server);
  const model = await connectModel(parseEndpoint(server.url, {}), { timeouts: PATIENT }, forever);
  expect((await model.answer(QUESTION, () => {}, forever)).text).toBe("[1]");
  rmSync(folder, { recursive: true });
});

describe("which model is meant", () => {
  const two = serves({ id: "small" }, { id: "large" });
  test("several and none named is a question back, with their names", async () => {
    const error = await failureOf(connect({ models: two }));
    expect(error).toMatchObject({ kind: "settings", code: "model-not-named" });
    expect(error.message).toMatch(/"small", "large"/);
  });
  test("a base beside the one with its adapter is asked only by its name", async () => {
    const beside = serves(
      { id: "plain", meta: { kind: "chat", base_of: "reviewing" } },
      { id: "reviewing", meta: { kind: "chat", adapter: { base: "plain" } } },
    );
    const named = async (name?: string) => (await connect({ models: beside }, name)).model.identity;
    expect(await named()).toMatchObject({ id: "reviewing", adapter: { base: "plain" } });
    expect(await named("plain")).not.toHaveProperty("adapter");
  });
  test("one that is named is asked for by its id", async () => {
    const { server, model } = await connect({ models: two }, "large");
    await model.answer(QUESTION, () => {}, forever);
    expect(server.received.at(-1)?.body).toMatchObject({ model: "large" });
  });
  test("one that is not served is an error that says what is", async () => {
    const error = await failureOf(connect({ models: two }, "medium"));
    expect(error).toMatchObject({ kind: "server", code: "model-not-found" });
    expect(error.message).toMatch(/"small", "large"/);
  });
  test("an embedding model of ours is no chat model", async () => {
    const models = serves({ id: "minilm", owned_by: "bioreview-runner", meta: { kind: "embedding" } });
    expect(await failureOf(connect({ models }))).toMatchObject({ code: "no-model-served" });
  });
  test("llama.cpp's model may be named by its file, and its folder stays private", async () => {
    const models = serves({ id: "/home/ada/models/m.gguf", owned_by: "llamacpp", meta: { n_ctx: 4096, ftype: "Q4_1" } });
    const { model } = await connect({ models, props: json({ model_path: "/home/ada/models/m.gguf" }) }, "m.gguf");
    expect(model.identity).toEqual({
      id: "m.gguf",
      server: "llama.cpp",
      file: "m.gguf",
      quantisation: "Q4_1",
      contextTokens: 4096,
    });
  });
});

const broken = { chat: streams([piece("["), piece('{"text": "no')], "breaks") };
/** Every way in which an answer fails to come. The same list proves that no two of them look alike. */
const FAILURES: readonly { why: string; script: Script; code: string; kind?: string; says?: RegExp; timeouts?: Timeouts }[] = [
  {
    why: "it answers 500",
    script: { chat: fails(500, { message: "the runtime's own words" }) },
    code: "server-failed",
    says: /runtime's own words/,
  },
  { why: "it answers 503", script: { chat: status(503) }, code: "server-unavailable" },
  { why: "it is loading", script: { chat: fails(503, { message: "wait", code: "loading" }) }, code: "server-loading" },
  { why: "it is stopping", script: { chat: fails(503, { message: "bye", code: "stopping" }) }, code: "server-stopping" },
  { why: "its line is full", script: { chat: fails(503, { message: "full", code: "queue_full" }) }, code: "server-queue-full" },
  {
    why: "it answers 401",
    script: { chat: fails(401, { message: `wrong key ${KEY}` }) },
    code: "server-unauthorized",
    says: /\*\*\*.*BIOREVIEW_API_KEY/,
  },
  { why: "it answers 403", script: { chat: fails(403, { message: "not for you" }) }, code: "server-forbidden" },
  { why: "it answers 404 for the model", script: { chat: fails(404, { message: "no such model" }) }, code: "model-not-found" },
  {
    why: "its model writes nothing any more",
    script: { chat: fails(504, { message: "neither read nor wrote for 300 s", code: "generation_stalled" }) },
    code: "server-gave-up",
  },
  { why: "it answers 429", script: { chat: fails(429, { message: "slow down" }) }, code: "server-rate-limit" },
  {
    why: "it answers 400",
    script: { chat: fails(400, { message: "unknown field" }) },
    code: "request-refused",
    says: /unknown field/,
  },
  { why: "it redirects", script: { chat: status(307, { location: "http://elsewhere.example/" }) }, code: "server-redirects" },
  { why: "it answers with a page", script: { chat: html() }, code: "server-not-openai" },
  {
    why: "the prompt is too long, in our server's words",
    script: { chat: fails(400, { message: "9000 tokens, 8192 fit", code: "context_length_exceeded" }) },
    code: "prompt-too-long",
    says: /9000 tokens, 8192 fit.*--budget/,
  },
  { why: "it hangs", script: { chat: hangs }, code: "server-stalled", says: /before it had sent anything/ },
  { why: "it breaks off while it writes", script: broken, code: "server-ended", says: /some 2 tokens in/ },
  {
    why: "it sends an error event",
    script: { chat: streams([piece("["), { error: { message: "CUDA out of memory", code: "generation_failed" } }], "closes") },
    code: "server-failed-midway",
    says: /CUDA out of memory/,
  },
  {
    why: "it sends an event that is no JSON",
    script: { chat: streams([piece("["), '{"choices": [{'], "closes") },
    code: "server-broken-stream",
  },
  { why: "it sends an event of another shape", script: { chat: streams([{ choices: "none" }]) }, code: "server-strange-stream" },
  {
    why: "it writes for ever",
    script: { chat: streams([piece("[")], "repeats") },
    code: "server-too-slow",
    timeouts: SOON_OVER,
  },
  {
    why: "the credit is used up",
    script: { chat: fails(429, { message: "You exceeded your quota", code: "insufficient_quota" }) },
    code: "server-no-credit",
  },
  {
    why: "a proxy takes no long requests",
    script: { chat: html(413) },
    code: "request-too-large",
    says: /client_max_body_size/,
  },
  {
    why: "it stops without a word",
    script: { chat: streams([finish("stop")]) },
    code: "answer-empty",
    kind: "answer",
    says: /without a word/,
  },
  {
    why: "the server gives up",
    script: { chat: streams([piece("["), finish("abort")]) },
    code: "answer-given-up",
    says: /abort/,
  },
  {
    why: "the answer is cut",
    script: { chat: streams([piece("["), finish("length"), usage(1, 64)]) },
    code: "answer-cut",
    kind: "answer",
  },
  {
    why: "a filter cuts it",
    script: { chat: streams([piece("["), finish("content_filter")]) },
    code: "answer-filtered",
    kind: "answer",
  },
  { why: "it calls a tool", script: { chat: streams([finish("tool_calls")]) }, code: "answer-not-text", kind: "answer" },
  {
    why: "it refuses",
    script: { chat: streams([{ choices: [{ index: 0, delta: { refusal: "I cannot" }, finish_reason: null }] }, finish("stop")]) },
    code: "answer-refused",
    kind: "answer",
  },
];

describe("no part of an answer passes for one", () => {
  test.each(FAILURES)(
    "where $why: $code",
    async ({ script, code, kind = "server", says: words, timeouts = timeoutsOf(code) }) => {
      const error = await failureOf(ask(script, QUESTION, timeouts));
      expect(error).toMatchObject({ code, kind });
      if (words) expect(error.message).toMatch(words);
    },
  );
  test("and no two faults share a code", () => expect(new Set(FAILURES.map(({ code }) => code)).size).toBe(FAILURES.length));

  /** Siblings of the faults above: other servers' ways of the same. */
  test.each<{ why: string; chat: Reply; code: string; says?: RegExp }>([
    {
      why: "it only thinks",
      chat: streams([delta({ reasoning: "Hm" }), finish("stop")]),
      code: "answer-empty",
      says: /only thought.*thinking off/,
    },
    { why: "it writes white space only", chat: streams([piece(" \n"), finish("stop")]), code: "answer-empty" },
    {
      why: "it calls a tool and stops",
      chat: streams([delta({ tool_calls: [{ index: 0 }] }), finish("stop")]),
      code: "answer-not-text",
    },
    {
      why: "it calls a function, says something and stops",
      chat: streams([delta({ function_call: { name: "f" } }), piece("[]"), finish("stop")]),
      code: "answer-not-text",
    },
    {
      why: "a cut answer is then called whole",
      chat: streams([piece("[]"), finish("length"), finish("stop")]),
      code: "server-strange-stream",
      says: /two ends/,
    },
    {
      why: "a whole answer is then called cut",
      chat: streams([piece("[]"), finish("stop"), finish("length")]),
      code: "server-strange-stream",
    },
    {
      why: "a message comes whole in an event",
      chat: streams([{ choices: [{ index: 0, message: { content: "[]" }, finish_reason: "stop" }] }]),
      code: "server-strange-stream",
    },
    {
      why: "a text comes and no message",
      chat: streams([{ choices: [{ index: 0, text: "[]", finish_reason: "stop" }] }]),
      code: "server-strange-stream",
    },
    {
      why: "its text is a list of parts",
      chat: streams([delta({ content: [{ type: "text", text: "[]" }] }), finish("stop")]),
      code: "server-strange-stream",
    },
    { why: "an event is null", chat: streams(["null", piece("[]"), finish("stop")]), code: "server-strange-stream" },
    { why: "an event is a list", chat: streams(["[]", finish("stop")]), code: "server-strange-stream" },
    {
      why: "an error comes flat, as from SGLang",
      chat: streams([piece("["), { object: "error", message: "CUDA out of memory", code: 500 }]),
      code: "server-failed-midway",
      says: /CUDA out of memory/,
    },
    {
      why: "an error comes as a text",
      chat: streams([piece("["), { error: "CUDA out of memory" }]),
      code: "server-failed-midway",
      says: /CUDA out of memory/,
    },
    {
      why: "an error comes as a detail",
      chat: streams([{ detail: "CUDA out of memory" }, finish("stop")]),
      code: "server-failed-midway",
      says: /CUDA out of memory/,
    },
    {
      why: "an error comes after the end",
      chat: streams([piece("[]"), finish("stop"), { error: { message: "lost" } }]),
      code: "server-failed-midway",
    },
    {
      why: "an error comes with status 200",
      chat: json({ error: { message: "no worker" } }),
      code: "server-failed-midway",
      says: /before it had sent anything and says "no worker"/,
    },
    {
      why: "a whole answer comes where a stream is due",
      chat: json({ choices: [{ message: { content: "[]" }, finish_reason: "stop" }] }),
      code: "server-not-openai",
      says: /whole answer where a stream/,
    },
    { why: "JSON of nothing comes", chat: json([]), code: "server-not-openai" },
    { why: "nothing comes", chat: status(204), code: "server-not-openai" },
    { why: "a stream without events comes", chat: streams([]), code: "server-ended" },
    {
      why: "a page comes that calls itself a stream",
      chat: text("<html>Sign in</html>", "text/event-stream"),
      code: "server-ended",
    },
    { why: "it only pings from the start", chat: streams([], "pings"), code: "server-stalled", says: /before it had sent/ },
    {
      why: "it only pings after a while",
      chat: streams([piece("[")], "pings"),
      code: "server-stalled",
      says: /some 1 tokens in/,
    },
    { why: "it says nothing over and over", chat: streams([delta({ content: "" })], "repeats"), code: "server-stalled" },
    {
      why: "it reads the same over and over",
      chat: streams([readingPrompt(5, 9)], "repeats"),
      code: "server-stalled",
      says: /5 of 9/,
    },
    { why: "an error's body never ends", chat: (response) => void response.writeHead(500).write("wait"), code: "server-stalled" },
    { why: "it asks for money", chat: fails(402, { message: "Insufficient credits" }), code: "server-no-credit" },
    { why: "a proxy gave up on it", chat: html(504), code: "server-unavailable" },
    {
      why: "an error is flat",
      chat: json({ object: "error", message: "no such setting", type: "BadRequestError", param: "min_p", code: 400 }, 400),
      code: "request-refused",
      says: /no such setting.*"min_p"/,
    },
    {
      why: "an error is a detail of fields",
      chat: json({ detail: [{ loc: ["body", "seed"], msg: "too large" }] }, 422),
      code: "request-refused",
      says: /body.seed: too large/,
    },
    { why: "an error is bare text", chat: text("no", "text/plain", 400), code: "request-refused", says: /says "no"/ },
  ])("where $why: $code", async ({ chat, code, says: words }) => {
    const error = await failureOf(ask({ chat }, QUESTION, timeoutsOf(code)));
    expect(error.code).toBe(code);
    if (words) expect(error.message).toMatch(words);
  });
  test("wherever its bytes end: only after the end of the model's own", async () => {
    const events = [readingPrompt(5, 9), piece('["é'), piece('"]'), finish("stop"), usage(9, 2)];
    const whole = Buffer.from(`${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("")}data: [DONE]\n\n`);
    const stopped = whole.indexOf("\n\n", whole.indexOf('"stop"')) + 2;
    const cuts = [
      0,
      1,
      ...Array.from({ length: 40 }, (_, k) => Math.floor((k * whole.length) / 40)),
      stopped - 1,
      stopped,
      whole.length,
    ];
    for (const cut of cuts) {
      const bytes: Reply = (response) =>
        void response.writeHead(200, { "content-type": "text/event-stream" }).end(whole.subarray(0, cut));
      const outcome = await ask({ chat: bytes }).catch((error: UserError) => error);
      if (cut >= stopped) expect(outcome, `${cut} bytes`).toMatchObject({ text: '["é"]' });
      else expect(outcome, `${cut} bytes`).toMatchObject({ code: "server-ended" });
    }
  });
  test("where a line never ends", async () => {
    const endless: Reply = (response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).write("data: ");
      const more = () => response.write("x".repeat(100_000), (error) => error ?? more());
      more();
    };
    const error = await failureOf(ask({ chat: endless }, QUESTION, PATIENT));
    expect(error).toMatchObject({ code: "server-not-openai", message: expect.stringContaining("an event of more than 1 MiB") });
  });
  test("but who waits in a line is heard while its place is told", async () => {
    const chat = streams([{ choices: [], queue: { place: 1 } }], "repeats");
    const error = await failureOf(ask({ chat }, QUESTION, { ...PATIENT, silence: 1, answer: 2 }));
    expect(error, "until the time for an answer is over").toMatchObject({ code: "server-too-slow" });
  });

  const endings: Ending[] = ["done", "closes", "breaks"];
  test.each(endings)("where the stream %s and the model never said that it had stopped", async (ending) => {
    const error = await failureOf(ask({ chat: streams([piece("[]")], ending) }));
    expect(error).toMatchObject({ code: "server-ended", kind: "server" });
  });
  test("where the server ends while it reads the prompt: how far it had come is said", async () => {
    const error = await failureOf(ask({ chat: streams([readingPrompt(512, 3000)], "breaks") }));
    expect(error).toMatchObject({ code: "server-ended" });
    expect(error.message).toContain("512 of 3000 tokens");
  });
  test("where it falls silent in the middle of the answer", async () => {
    const error = await failureOf(ask({ chat: streams([piece("["), piece("{")], "hangs") }, QUESTION, SOON_SILENT));
    expect(error).toMatchObject({ code: "server-stalled" });
    expect(error.message).toContain("some 2 tokens in");
  });
  test("where text follows the end", async () => {
    expect(await failureOf(ask({ chat: streams([piece("[]"), finish("stop"), piece("more")]) }))).toMatchObject({
      code: "server-strange-stream",
    });
  });
  test("a cut answer carries what had come, for people to see", async () => {
    const error = await failureOf(ask({ chat: streams([piece("["), piece("{"), finish("length")]) }));
    expect(error instanceof AnswerError && error.partial).toBe("[{");
  });
});

/** What servers say of a prompt that does not fit, alone or with its answer: vLLM's of each version that changed it. */
const TOO_LONG: readonly { server: string; error: Parameters<typeof fails>[1] }[] = [
  { server: "our own", error: { message: "9000 tokens, 8192 fit", code: "context_length_exceeded", param: "messages" } },
  { server: "llama.cpp", error: { message: "too much", type: "exceed_context_size_error", code: 400 } },
  {
    server: "OpenAI and vLLM of 2024",
    error: {
      message:
        "This model's maximum context length is 8192 tokens. However, you requested 9064 tokens (5000 in the messages, 4064 in the completion). Please reduce the length of the messages or completion.",
      type: "BadRequestError",
      code: 400,
    },
  },
  {
    server: "vLLM 0.11, of the prompt against the context",
    error: {
      message:
        "This model's maximum context length is 8192 tokens. However, your request has 9000 input tokens. Please reduce the length of the input messages.",
      param: "input_tokens",
      code: 400,
    },
  },
  {
    server: "vLLM 0.11, of max_tokens against the rest",
    error: {
      message:
        "'max_tokens' or 'max_completion_tokens' is too large: 64. This model's maximum context length is 8192 tokens and your request has 8150 input tokens (64 > 8192 - 8150).",
      param: "max_tokens",
      code: 400,
    },
  },
  {
    server: "vLLM 0.15, of the prompt against the context",
    error: {
      message:
        "You passed 4097 input tokens and requested 4096 output tokens. However, the model's context length is only 8192 tokens, resulting in a maximum input length of 4096 tokens. Please reduce the length of the input prompt. (parameter=input_tokens, value=4097)",
      code: 400,
    },
  },
  {
    server: "vLLM 0.15, of characters",
    error: {
      message: "You passed 90000 input characters. Please reduce the length of the input prompt.",
      param: "input_text",
      code: 400,
    },
  },
  {
    server: "vLLM 0.16, of max_tokens against max_model_len",
    error: {
      message: "max_tokens=8192cannot be greater than max_model_len=max_total_tokens=4096. Please request fewer output tokens.",
      type: "BadRequestError",
      param: "max_tokens",
      code: 400,
    },
  },
  {
    server: "vLLM 0.20, of both together",
    error: {
      message:
        "This model's maximum context length is 8192 tokens. However, you requested 4096 output tokens and your prompt contains at least 4097 input tokens, for a total of at least 8193 tokens. Please reduce the length of the input prompt or the number of requested output tokens.",
      param: "input_tokens",
      code: 400,
    },
  },
  {
    server: "vLLM, of the prompt alone",
    error: { message: "The decoder prompt (length 9000) is longer than the maximum model length of 8192.", code: 400 },
  },
  {
    server: "SGLang",
    error: { message: "The input (9000 tokens) is longer than the model's context length (8192 tokens).", code: 400 },
  },
];
/** As said by a server that would answer if it were not asked for so many tokens. */
const ANSWER_TOO_LONG: readonly Parameters<typeof fails>[1][] = [
  ...TOO_LONG.slice(2).map(({ error }) => error),
  {
    message: "max_tokens is too large: 64. This model supports at most 32 completion tokens, whereas you provided 64.",
    param: "max_tokens",
    code: "invalid_value",
  },
];

describe("what does not fit the context", () => {
  const chatsOf = ({ received }: { received: readonly { path: string; body: unknown }[] }) =>
    received.filter(({ path }) => path === "/v1/chat/completions").map(({ body }) => body);

  test.each(TOO_LONG)("is told in the words of $server", async ({ error }) => {
    const fault = await failureOf(ask({ chat: fails(400, error) }));
    expect(fault).toMatchObject({ code: "prompt-too-long" });
    expect(fault.message).toContain("--budget");
  });
  test.each(TOO_LONG.slice(2))("is told flat too: $server", async ({ error }) => {
    expect(await failureOf(ask({ chat: json({ object: "error", ...error }, 400) }))).toMatchObject({ code: "prompt-too-long" });
  });
  test.each(ANSWER_TOO_LONG)(
    "only together with its answer is asked for with what room there is, and told: $message",
    async (error) => {
      const chat: Reply = (response, received) =>
        ("max_tokens" in Object(received.body) ? fails(400, error) : says("[]"))(response, received);
      const { server, model } = await connect({ chat });
      const answer = await model.answer(QUESTION, () => {}, forever);
      expect(answer).toMatchObject({ text: "[]", unsent: expect.arrayContaining([expect.stringContaining("up to 64 tokens")]) });
      const [first, second, ...more] = chatsOf(server);
      const { max_tokens, ...others } = first as Record<string, unknown>;
      expect([max_tokens, second, more]).toEqual([64, others, []]);
    },
  );
  test("is an error of the context where the answer is cut then", async () => {
    const chat: Reply = (response, received) =>
      ("max_tokens" in Object(received.body)
        ? fails(400, ANSWER_TOO_LONG[0] ?? { message: "" })
        : streams([piece("["), finish("length")]))(response, received);
    const error = await failureOf(ask({ chat }));
    expect(error).toMatchObject({ code: "answer-cut", message: expect.stringContaining("prompt leaves little room") });
    expect(error.remedy).toContain("larger context");
  });
  test.each(["bioreview-runner", "llamacpp"])(
    "is asked for once only of %s, which shortens answers by itself",
    async (owned_by) => {
      const models = serves({ id: "m", owned_by });
      const chat = fails(400, { message: "no", code: "context_length_exceeded" });
      const { server, model } = await connect({ models, chat, props: json({}) });
      expect(await failureOf(model.answer(QUESTION, () => {}, forever))).toMatchObject({ code: "prompt-too-long" });
      expect(chatsOf(server)).toHaveLength(1);
    },
  );
});

test("a hosted model that knows other settings is asked with what it knows, and what it was not told is named", async () => {
  const refused = (param: string) =>
    fails(400, { message: `Unsupported: ${param}`, type: "invalid_request_error", param, code: "unsupported_parameter" });
  const bodies: Record<string, unknown>[] = [];
  const chat: Reply = (response, received) => {
    const body = received.body as Record<string, unknown>;
    bodies.push(body);
    const unknown = ["max_tokens", "temperature", "top_p"].find((field) => field in body);
    (unknown === undefined ? says("[]") : refused(unknown))(response, received);
  };
  const { unsent } = await ask({ chat });
  expect(unsent).toEqual(expect.arrayContaining(["temperature 0.1", "top_p 0.9"]));
  expect(bodies.at(-1)).toMatchObject({ max_completion_tokens: 64, seed: 7 });
  expect(bodies).toHaveLength(4);
  expect(await failureOf(ask({ chat: refused("messages") })), "what cannot be left out").toMatchObject({
    code: "request-refused",
  });
});

describe("the probabilities of an answer's tokens", () => {
  const WITH: AnswerRequest = { ...QUESTION, alternatives: 20 };
  const UNTOLD = "the probabilities of the answer's tokens";
  const ln = Math.log;

  test("are told of each token, with the likeliest at its place", async () => {
    const events = [likely(["yes", ln(0.75), [["no", ln(0.25)]]], [" or", ln(1)]), likely([" no", ln(0.5)]), finish("stop")];
    const { text, tokens, unsent } = await ask({ chat: streams(events) }, WITH);
    expect(text).toBe("yes or no");
    expect(tokens).toEqual([
      {
        text: "yes",
        probability: 0.75,
        likeliest: [
          { text: "yes", probability: 0.75 },
          { text: "no", probability: 0.25 },
        ],
      },
      { text: " or", probability: 1, likeliest: [{ text: " or", probability: 1 }] },
      { text: " no", probability: 0.5, likeliest: [{ text: " no", probability: 0.5 }] },
    ]);
    expect(unsent ?? []).not.toContain(UNTOLD);
  });

  test("are not asked for where nobody wants them, and not told then", async () => {
    const { server, model } = await connect({ chat: streams([likely(["[]", 0]), finish("stop")]) });
    expect(await model.answer(QUESTION, () => {}, forever)).not.toHaveProperty("tokens");
    expect(server.received.at(-1)?.body).not.toHaveProperty("logprobs");
  });

  const logprobs = (content: unknown) => ({ choices: [{ index: 0, delta: { content: "yes" }, logprobs: content }] });
  const end = finish("stop");
  test.each([
    { why: "a server that leaves the field unread", events: [piece("yes"), end] },
    { why: "null in its place", events: [logprobs(null), end] },
    { why: "the older form, of completions", events: [logprobs({ tokens: ["yes"], token_logprobs: [-0.1] }), end] },
    { why: "tokens of another text", events: [logprobs({ content: [{ token: "no", logprob: -0.1 }] }), end] },
    {
      why: "names of tokens instead of their text",
      events: [logprobs({ content: [{ token: "token_id:7", logprob: -0.1 }] }), end],
    },
    { why: "probabilities above 1", events: [logprobs({ content: [{ token: "yes", logprob: 0.7 }] }), end] },
    { why: "probabilities that are no numbers", events: [logprobs({ content: [{ token: "yes", logprob: "-0.1" }] }), end] },
    {
      why: "a part of the answer only",
      events: [logprobs({ content: [{ token: "yes", logprob: -0.1 }] }), piece(" or no"), end],
    },
  ])("are said to be missing, and the answer stands: $why", async ({ events }) => {
    const answer = await ask({ chat: streams(events) }, WITH);
    expect(answer.text).toMatch(/^yes/);
    expect(answer).not.toHaveProperty("tokens");
    expect(answer.unsent).toContain(UNTOLD);
  });

  test("are read behind a token that no text shows, as llama.cpp tells one", async () => {
    const content = [{ token: "`", logprob: -7.9, top_logprobs: [{ token: "The", logprob: -1.1 }] }];
    const first = { choices: [{ index: 0, delta: { role: "assistant", content: null }, logprobs: { content } }] };
    const { tokens } = await ask({ chat: streams([first, likely(["yes", -0.1]), likely([" or", 0]), end]) }, WITH);
    expect(tokens?.map(({ text }) => text)).toEqual(["yes", " or"]);
  });

  test.each([
    { why: "a token that ends the answer, as vLLM tells it", last: { token: "<|im_end|>", logprob: -0.1 } },
    { why: "one of probability 0, in either way to write it", last: { token: "", logprob: null } },
  ])("are read beside $why", async ({ last }) => {
    const content = [
      {
        token: "yes",
        logprob: -0.1,
        top_logprobs: [
          { token: "no", logprob: -9999 },
          { token: "or", logprob: null },
        ],
      },
      last,
    ];
    const { tokens } = await ask({ chat: streams([logprobs({ content }), end]) }, WITH);
    expect(tokens?.map(({ text }) => text)).toEqual(["yes"]);
    expect(tokens?.[0]?.likeliest.map(({ probability }) => probability)).toEqual([0, 0]);
  });

  /** What servers say that tell none, or fewer. */
  const REFUSALS = [
    { code: 403, error: { message: "You are not allowed to request logprobs from this model", param: null, code: null } },
    { code: 400, error: { message: "Unsupported parameter: 'logprobs'", param: "logprobs", code: "unsupported_parameter" } },
    { code: 400, error: { message: "Requested sample logprobs of 20, which is greater than max allowed: 5", param: null } },
    { code: 422, error: { message: "Extra inputs are not permitted", param: "top_logprobs" } },
  ];
  test.each(REFUSALS)(
    "are asked for with fewer alternatives, then not at all, where a server refuses: $error.message",
    async ({ code, error }) => {
      for (const most of [5, 0]) {
        const bodies: Record<string, unknown>[] = [];
        const chat: Reply = (response, received) => {
          const body = received.body as Record<string, unknown>;
          bodies.push(body);
          const refuses = body["logprobs"] === true && Number(body["top_logprobs"]) > most;
          (refuses ? fails(code, error) : streams([body["logprobs"] === true ? likely(["[]", 0]) : piece("[]"), finish("stop")]))(
            response,
            received,
          );
        };
        const { unsent, tokens } = await ask({ chat }, WITH);
        expect(bodies.map((body) => body["top_logprobs"])).toEqual(most === 5 ? [20, 5] : [20, 5, undefined]);
        expect(bodies.at(-1)?.["logprobs"]).toBe(most === 5 ? true : undefined);
        expect(tokens === undefined).toBe(most === 0);
        expect(unsent?.includes(UNTOLD) ?? false).toBe(most === 0);
      }
    },
  );
});

test("an answer is never asked for twice in silence", async () => {
  const { server, model } = await connect({ chat: fails(500, { message: "no" }) });
  await failureOf(model.answer(QUESTION, () => {}, forever));
  expect(server.received.filter(({ path }) => path === "/v1/chat/completions")).toHaveLength(1);
});

test("a list of models that fails once is asked for again", async () => {
  let asked = 0;
  const once: Reply = (response, received) => (++asked === 1 ? status(503) : serves({ id: "m" }))(response, received);
  const server = await startScripted({ models: once });
  opened.push(server);
  expect((await connectModel(parseEndpoint(server.url, {}), {}, forever)).identity.id).toBe("m");
});

describe("an interruption", () => {
  test.each<Ending>(["hangs", "pings"])("ends an answer whose stream %s", async (ending) => {
    const controller = new AbortController();
    const { model } = await connect({ chat: streams([piece("[")], ending) });
    const answer = model.answer(QUESTION, () => controller.abort(), controller.signal);
    expect(await failureOf(answer)).toBeInstanceOf(InterruptedError);
  });
  test("keeps the reason that the one who interrupts gave", async () => {
    const reason = new InterruptedError({ code: "interrupted", at: "SIGINT", fault: "stopped", remedy: "Try again" });
    const { model } = await connect({});
    await expect(model.answer(QUESTION, () => {}, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
  test("is felt by the server, which need not go on", async () => {
    const controller = new AbortController();
    let gone = () => {};
    const felt = new Promise<void>((resolve) => (gone = resolve));
    const chat: Reply = (response, received) => {
      response.once("close", gone);
      streams([piece("[")], "hangs")(response, received);
    };
    const { model } = await connect({ chat });
    await failureOf(model.answer(QUESTION, () => controller.abort(), controller.signal));
    await felt;
  });
});

describe("where no server of the API is", () => {
  const at = (url: string, timeouts = PATIENT) => connectModel(parseEndpoint(url, {}), { timeouts }, forever);
  test("a page of HTML is told as such", async () => {
    const error = await failureOf(connect({ models: html() }));
    expect(error).toMatchObject({ code: "server-not-openai" });
    expect(error.message).toContain("HTML");
  });
  test("JSON of another shape is", async () =>
    expect(await failureOf(connect({ models: json({ hello: "world" }) }))).toMatchObject({ code: "server-not-openai" }));
  test("broken JSON is", async () =>
    expect(await failureOf(connect({ models: text("{", "application/json") }))).toMatchObject({ code: "server-not-openai" }));
  test("a path that nobody serves is", async () =>
    expect(await failureOf(connect({ models: html(404) }))).toMatchObject({ code: "server-not-openai" }));
  test("a hanging list of models is, whatever is collected as garbage while we wait", async () =>
    expect(await whileCollecting(() => failureOf(connect({ models: hangs }, undefined, SOON_UNHEARD)))).toMatchObject({
      kind: "server",
    }));
  test("a closed port is", async () => {
    const server = await startScripted();
    await server.stop();
    expect(await failureOf(at(server.url))).toMatchObject({ code: "server-not-running" });
  });
  test("a missing socket is", async () =>
    expect(await failureOf(at("unix:/tmp/no-such-folder/s.sock"))).toMatchObject({ code: "server-socket-missing" }));
  test("a socket that nobody listens on is", async () => {
    const folder = mkdtempSync(join(tmpdir(), "br-"));
    const path = join(folder, "s.sock");
    writeFileSync(path, "");
    expect(await failureOf(at(`unix:${path}`))).toMatchObject({ kind: "server" });
    rmSync(folder, { recursive: true });
  });
  test("a name that nobody knows is", async () =>
    expect(await failureOf(at("http://no-such-host.invalid"))).toMatchObject({ code: "server-name-unknown" }));
  test("plain HTTP where TLS was asked for is", async () => {
    const server = await startScripted();
    opened.push(server);
    expect(await failureOf(at(server.url.replace("http:", "https:")))).toMatchObject({ code: "server-tls" });
  });
  test("something that speaks no HTTP is", async () => {
    const url = await speaks((socket) => socket.write("220 mail.example ESMTP\r\n"));
    expect(await failureOf(at(url))).toMatchObject({ code: "server-not-openai" });
  });
  test("a server that never lets its headers end is", async () => {
    const url = await speaks((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nx-slow: ");
      const timer = setInterval(() => socket.write("x"), 20);
      socket.once("close", () => clearInterval(timer));
    });
    expect(await failureOf(at(url, SOON_UNHEARD))).toMatchObject({ code: "server-too-slow" });
  });
});

/** @returns the address of something that says to every caller what `greet` says */
async function speaks(greet: (socket: Socket) => void): Promise<string> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    greet(socket.on("error", () => {}));
  });
  opened.push({
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}

describe("a server whose line is full", () => {
  /** @param times it has no place before it has one */
  function full(times: number, headers: Record<string, string>): Reply {
    const refusal = json({ error: { message: "16 before this one", code: "queue_full", type: "", param: null } }, 429, headers);
    let tried = 0;
    return (response, received) => (tried++ < times ? refusal : says("[1]"))(response, received);
  }
  const tries = (server: { readonly received: readonly { readonly path: string }[] }) =>
    server.received.filter(({ path }) => path === "/v1/chat/completions").length;

  test("is asked again when it says, and its place in the line is told meanwhile", async () => {
    const { server, model } = await connect({ chat: full(7, { "retry-after": "0", "x-queue-place": "16" }) });
    const seen: Progress[] = [];
    const answer = await model.answer(QUESTION, (progress) => void seen.push(progress), forever);
    expect([answer.text, tries(server)]).toEqual(["[1]", 8]);
    expect(seen.filter(({ kind }) => kind === "waiting")).toEqual([{ kind: "waiting", place: 16 }]);
  });
  test.each<{ why: string; headers: Record<string, string>; tried: number }>([
    { why: "it does not say when", headers: {}, tried: 1 },
    { why: "it says so again and again and tells no place", headers: { "retry-after": "0" }, tried: 5 },
    { why: "its limit is one of hours", headers: { "retry-after": "3600" }, tried: 1 },
  ])("is given up where $why", async ({ headers, tried }) => {
    const { server, model } = await connect({ chat: full(Number.POSITIVE_INFINITY, headers) });
    const failure = await failureOf(model.answer(QUESTION, () => {}, forever));
    expect([failure.code, tries(server)]).toEqual(["server-queue-full", tried]);
  });
  test("that never has a place is waited for no longer than an answer is", async () => {
    const chat = full(Number.POSITIVE_INFINITY, { "retry-after": "1", "x-queue-place": "9" });
    const { model } = await connect({ chat }, undefined, SOON_SILENT);
    expect(await failureOf(model.answer(QUESTION, () => {}, forever))).toMatchObject({ code: "server-stalled" });
  });
});
