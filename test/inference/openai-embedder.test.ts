import { afterEach, describe, expect, test } from "vitest";
import { InterruptedError, ServerError } from "../../src/errors.ts";
import { connectEmbedder, describeServer, parseEndpoint } from "../../src/inference/index.ts";
import { fails, json, type Reply, type Script, serves, startScripted } from "../support/scripted-server.ts";

const QUICK = { connect: 1, short: 1, silence: 1, answer: 5 };
const forever = new AbortController().signal;
const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one[Symbol.asyncDispose]();
});

async function connect(script: Script) {
  const server = await startScripted(script);
  opened.push(server);
  return { server, embedder: await connectEmbedder(parseEndpoint(server.url, {}), { timeouts: QUICK }, forever) };
}
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
    expect(await describeServer(parseEndpoint(server.url, {}), forever, QUICK)).toEqual({
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
    const found = await describeServer(parseEndpoint("unix:/no/such.sock", {}), forever, QUICK);
    expect(found).toMatchObject({ kind: "fails", error: { code: "server-socket-missing" } });
  });
});
