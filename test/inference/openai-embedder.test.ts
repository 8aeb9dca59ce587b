import { afterEach, describe, expect, test } from "vitest";
import { InterruptedError, ServerError } from "../../src/errors.ts";
import { connectEmbedder, describeServer, parseEndpoint } from "../../src/inference/index.ts";
import { fails, hangs, html, json, type Reply, type Script, serves, startScripted, text } from "../support/scripted-server.ts";

/** Seconds that even a machine under load keeps, but for a silence that has to end its case. */
const PATIENT = { connect: 60, short: 60, silence: 60, answer: 60 };
const SOON_SILENT = { ...PATIENT, silence: 1 };
const forever = new AbortController().signal;
const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one[Symbol.asyncDispose]();
});

async function connect(script: Script, timeouts = PATIENT) {
  const server = await startScripted(script);
  opened.push(server);
  return { server, embedder: await connectEmbedder(parseEndpoint(server.url, {}), { timeouts }, forever) };
}
/** What keeps a connection open and is no answer. */
const whiteSpace: Reply = (response) => {
  response.writeHead(200, { "content-type": "application/json" }).write("{");
  const timer = setInterval(() => response.write(" "), 20);
  response.once("close", () => clearInterval(timer));
};
const rows = (...data: object[]): Reply => json({ object: "list", data });
const base64 = (...values: number[]) => Buffer.from(new Float32Array(values).buffer).toString("base64");

test("rows come back in the order of the texts, whatever order they were sent in", async () => {
  const { embedder } = await connect({ embeddings: rows({ index: 1, embedding: [0, 1] }, { index: 0, embedding: [1, 0] }) });
  expect(await embedder.embed(["a", "b"], forever)).toEqual([new Float32Array([1, 0]), new Float32Array([0, 1])]);
});

test("base64 and numbers say the same", async () => {
  const { embedder } = await connect({ embeddings: rows({ index: 0, embedding: base64(0.6, 0.8) }) });
  expect(await embedder.embed(["a"], forever)).toEqual([new Float32Array([0.6, 0.8])]);
});

test("many texts go in several requests and come back as one list", async () => {
  const { server, embedder } = await connect({});
  const texts = Array.from({ length: 150 }, (_, k) => "x".repeat(k));
  const found = await embedder.embed(texts, forever);
  expect(found.map(([first]) => first)).toEqual(texts.map(({ length }) => Math.fround(Math.cos(length))));
  expect(server.received.filter(({ path }) => path === "/v1/embeddings").length).toBeGreaterThan(1);
});

test("no texts need no server", async () => {
  const { embedder } = await connect({ embeddings: fails(500, { message: "no" }) });
  expect(await embedder.embed([], forever)).toEqual([]);
});

describe("a row that is no finite unit vector is an error, and so is a wrong number of rows", () => {
  test.each([
    { why: "a zero vector", data: [{ index: 0, embedding: [0, 0] }] },
    { why: "one that is too long", data: [{ index: 0, embedding: [2, 0] }] },
    { why: "one with a number that is none", data: [{ index: 0, embedding: base64(Number.NaN, 1) }] },
    { why: "an endless one", data: [{ index: 0, embedding: base64(Number.POSITIVE_INFINITY, 0) }] },
    { why: "an empty one", data: [{ index: 0, embedding: [] }] },
    { why: "none", data: [] },
    {
      why: "two for one text",
      data: [
        { index: 0, embedding: [1, 0] },
        { index: 0, embedding: [0, 1] },
      ],
    },
    { why: "a number that no text has", data: [{ index: 1, embedding: [1, 0] }] },
    { why: "one that was cut inside a number", data: [{ index: 0, embedding: base64(1, 0).slice(0, 8) }] },
    { why: "text that is no base64", data: [{ index: 0, embedding: "1, 0, 0, 0" }] },
    { why: "null", data: [{ index: 0, embedding: null }] },
    { why: "a row without a number", data: [{ embedding: [1, 0] }] },
    { why: "text that is no list of rows", data: [{ index: 0, embedding: { 0: 1 } }] },
  ])("$why", async ({ data }) => {
    const { embedder } = await connect({ embeddings: rows(...data) });
    await expect(embedder.embed(["a"], forever)).rejects.toThrow(ServerError);
  });
  test("a row that is shorter than the others", async () => {
    const { embedder } = await connect({ embeddings: rows({ index: 0, embedding: [1, 0] }, { index: 1, embedding: [1] }) });
    await expect(embedder.embed(["a", "b"], forever)).rejects.toThrow(/1 numbers where 2 are due/);
  });
});

test.each<{ why: string; embeddings: Reply; code: string; says?: RegExp }>([
  {
    why: "an error with status 200",
    embeddings: json({ error: { message: "no worker" } }),
    code: "server-failed-midway",
    says: /no worker/,
  },
  {
    why: "an error in another shape",
    embeddings: json({ detail: "too many texts" }, 422),
    code: "request-refused",
    says: /too many texts/,
  },
  { why: "a page", embeddings: html(), code: "server-not-openai" },
  { why: "a list of nothing known", embeddings: json([[1, 0]]), code: "server-not-openai" },
  { why: "broken JSON", embeddings: text('{"data": [', "application/json"), code: "server-not-openai" },
  { why: "nothing", embeddings: hangs, code: "server-stalled" },
  { why: "the beginning of an answer, and white space for ever", embeddings: whiteSpace, code: "server-stalled" },
])("a server that sends $why is named: $code", async ({ embeddings, code, says }) => {
  const { embedder } = await connect({ embeddings }, code === "server-stalled" ? SOON_SILENT : PATIENT);
  const error = await embedder.embed(["a"], forever).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ServerError);
  expect(error).toMatchObject({ code, message: expect.stringMatching(says ?? /./) });
});

test("a server without embeddings says so in its own words", async () => {
  const { embedder } = await connect({ embeddings: fails(501, { message: "start it with --embeddings" }) });
  await expect(embedder.embed(["a"], forever)).rejects.toThrow(/start it with --embeddings/);
});

test("an interruption ends it", async () => {
  const { embedder } = await connect({});
  await expect(embedder.embed(["a"], AbortSignal.abort())).rejects.toThrow(InterruptedError);
});

describe("what doctor learns of a server", () => {
  test("all its models, and which of them embed", async () => {
    const models = serves(
      { id: "chat", owned_by: "bioreview-runner", meta: { kind: "chat", context_tokens: 8192 } },
      { id: "minilm", owned_by: "bioreview-runner", meta: { kind: "embedding", dimensions: 384 } },
    );
    const { server } = await connect({ models });
    expect(await describeServer(parseEndpoint(server.url, {}), forever, PATIENT)).toEqual({
      kind: "answers",
      server: "bioreview-runner",
      leavesMachine: false,
      models: [
        { id: "chat", server: "bioreview-runner", contextTokens: 8192, purpose: "chat" },
        { id: "minilm", server: "bioreview-runner", purpose: "embedding" },
      ],
    });
  });
  test("a server that is not there is a finding", async () => {
    const found = await describeServer(parseEndpoint("unix:/no/such.sock", {}), forever, PATIENT);
    expect(found).toMatchObject({ kind: "fails", error: { code: "server-socket-missing" } });
  });
});
