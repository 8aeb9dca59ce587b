/** The built runner as people and parents run it: sockets, signals, death, and clients that go away. */
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import OpenAI from "openai";
import { Agent, fetch } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHAT_MODELS, EMBEDDING_MODELS } from "../../profiles/profiles.ts";
import { errorOf, type Started, start } from "./support/process.ts";
import { scratch } from "./support/scratch.ts";
import { CHAT, EMBEDDING, hasSmoke, MODELS } from "./support/smoke.ts";

const folder = scratch();
chmodSync(folder, 0o700);
let sockets = 0;
const newSocket = () => join(folder, `${sockets++}.sock`);
const SMOKE = ["serve", "--profile", "smoke", "--json-errors"];
/** Threads that wait for each other take the processor from the other tests. */
const ALONE = ["--threads", "1"];
const CHAT_ONLY = [...SMOKE, "--only", "chat", "--context", "2048", ...ALONE];
/** Starts soonest, for what every server does. */
const EMBEDDING_ONLY = [...SMOKE, "--only", "embedding"];

function clientOf(socketPath: string): OpenAI {
  const dispatcher = new Agent({ connect: { socketPath } });
  afterAll(() => dispatcher.destroy());
  // undici's own fetch is what reaches a socket; its types are its own, too.
  const overSocket = ((url: string, init: object) => fetch(url, { ...init, dispatcher })) as unknown as typeof globalThis.fetch;
  return new OpenAI({ apiKey: "none", baseURL: "http://localhost/v1", fetch: overSocket, maxRetries: 0 });
}
const question = (content: string) => ({
  model: CHAT.id,
  messages: [{ role: "user" as const, content }],
  seed: 1,
  temperature: 0.1,
});
const LONG = "All mice were of one sex and no power analysis was made. ".repeat(90);

test("help shows an example for each command, and names the profiles", async () => {
  const { code, stdout } = await start(["serve", "--help"]).ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(/Examples:\n {2}bioreview-runner serve --profile smoke/);
  expect((await start(["models", "pull", "--help"]).ended).stdout).toContain("models pull smoke");
});

describe("a command that cannot be", () => {
  test.each([
    { why: "no address", args: ["serve", "--profile", "smoke"], code: "no-address", exit: 2 },
    { why: "an unknown profile", args: ["serve", "--profile", "x", "--port", "0"], code: "unknown-profile", exit: 2 },
    { why: "a port without a token", args: ["serve", "--profile", "smoke", "--port", "0"], code: "no-token", exit: 2 },
    { why: "two addresses", args: ["serve", "--profile", "smoke", "--port", "0", "--socket", "s"], code: "usage", exit: 2 },
    { why: "a number that is none", args: ["serve", "--profile", "smoke", "--port", "x"], code: "usage", exit: 2 },
    { why: "an address without a port", args: [...SMOKE, "--socket", "s", "--host", "0.0.0.0"], code: "usage", exit: 2 },
    { why: "a host that is a name", args: [...SMOKE, "--port", "0", "--host", "localhost"], code: "usage", exit: 2 },
    { why: "a group without a socket", args: [...SMOKE, "--port", "0", "--socket-group", "users"], code: "usage", exit: 2 },
    { why: "an open port without a token", args: [...SMOKE, "--port", "0", "--host", "0.0.0.0"], code: "no-token", exit: 2 },
    { why: "an unknown option", args: ["serve", "--profil", "smoke"], code: "usage", exit: 2 },
    {
      why: "a profile of two models",
      args: ["serve", "--profile", "bioreview-union", "--socket", "s"],
      code: "several-chat-models",
      exit: 2,
    },
    {
      why: "a socket's path that is too long",
      args: [...SMOKE, "--socket", `/tmp/${"x".repeat(120)}`],
      code: "socket-path-too-long",
      exit: 2,
    },
    {
      why: "weights that must be made",
      args: ["models", "pull", "bioreview-9b", "--models", folder],
      code: "weights-to-be-made",
      exit: 6,
    },
    {
      why: "weights that are not there",
      args: [...SMOKE, "--socket", join(folder, "w.sock"), "--models", folder],
      code: "weights-missing",
      exit: 6,
    },
    { why: "a speed of no profile", args: ["doctor", "--speed"], code: "no-profile", exit: 2 },
  ])("$why ends with $exit and $code", async ({ args, code, exit }) => {
    const ended = await start([...args, "--json-errors"], { BIOREVIEW_RUNNER_TOKEN: "" }).ended;
    expect([errorOf(ended).code, ended.code, ended.stdout]).toEqual([code, exit, ""]);
  });

  test("a token that others can read is refused", async () => {
    const file = join(folder, "open-token");
    writeFileSync(file, randomBytes(16).toString("hex"));
    chmodSync(file, 0o644);
    const ended = await start([...SMOKE, "--port", "0", "--token-file", file]).ended;
    expect([errorOf(ended).code, ended.code]).toEqual(["token-file-open", 2]);
  });
  test("a folder that others may write into is refused for a socket", async () => {
    const open = join(folder, "open");
    mkdirSync(open);
    chmodSync(open, 0o777);
    const ended = await start([...SMOKE, "--socket", join(open, "s.sock")]).ended;
    expect([errorOf(ended).code, ended.code]).toEqual(["socket-folder-open", 4]);
  });
  test("a file that is no socket is not removed", async () => {
    const path = join(folder, "notes.txt");
    writeFileSync(path, "mine");
    const ended = await start([...SMOKE, "--socket", path]).ended;
    expect([errorOf(ended).code, existsSync(path)]).toEqual(["not-a-socket", true]);
  });
});

describe.skipIf(!hasSmoke)("weights that are not the right ones", () => {
  /** A copy of the small models in which one file may be spoilt. */
  function copied(name: string): { models: string; gguf: string } {
    const models = join(folder, name);
    for (const { id, files } of [CHAT, EMBEDDING]) {
      for (const { path } of files) {
        mkdirSync(join(models, id, path, ".."), { recursive: true });
        cpSync(join(MODELS, id, path), join(models, id, path));
      }
    }
    return { models, gguf: join(models, CHAT.id, CHAT.files[0].path) };
  }
  const serve = (models: string) => start([...SMOKE, "--socket", newSocket(), "--models", models]).ended;

  test("a truncated file is not served, and the message says what to do", async () => {
    const { models, gguf } = copied("truncated");
    truncateSync(gguf, 5_000_000);
    const ended = await serve(models);
    expect(errorOf(ended)).toMatchObject({
      code: "weights-truncated",
      at: gguf,
      remedy: expect.stringContaining("models pull smoke"),
    });
    expect([ended.code, ended.stdout]).toEqual([6, ""]);
  });
  test("a changed file is not served", async () => {
    const { models, gguf } = copied("changed");
    const { size } = statSync(gguf);
    truncateSync(gguf, size - 1);
    writeFileSync(gguf, "\0", { flag: "a" });
    writeFileSync(gguf, "X", { flag: "r+" });
    const ended = await serve(models);
    expect([errorOf(ended).code, ended.code]).toEqual(["weights-wrong-digest", 6]);
    const verified = await start(["models", "verify", "smoke", "--models", models]).ended;
    expect(verified.code).toBe(6);
  });
});

describe.skipIf(!hasSmoke)("a running server", () => {
  const socket = newSocket();
  let server: Started;
  let line: string;
  let client: OpenAI;
  beforeAll(async () => {
    server = start([...SMOKE, ...ALONE, "--socket", socket, "--max-waiting", "2"]);
    line = await server.firstLine;
    client = clientOf(socket);
  });
  afterAll(async () => {
    server.child.kill("SIGTERM");
    const { code, stdout } = await server.ended;
    expect([code, existsSync(socket)]).toEqual([0, false]);
    expect(stdout.trim().split("\n")).toEqual([line]);
  });

  test("said in one line what it runs, and only its owner can open its socket", () => {
    expect(line).toMatch(
      /^bioreview-runner 0\.\d+\.\d+: SmolLM2-135M-Instruct Q4_1 \(sha256 b179c9523d0e\) on \S.*, \d+ threads?, context 8192, memory \d+\.\d\d GB.*, embedder minilm q8 \(sha256 8199be6f699a\), at unix:/,
    );
    expect(statSync(socket).mode & 0o777).toBe(0o600);
  });

  test("answers the official client, streamed and whole alike", async () => {
    const ask = { ...question("Name a weakness."), max_tokens: 12 };
    const whole = await client.chat.completions.create(ask);
    let streamed = "";
    for await (const chunk of await client.chat.completions.create({ ...ask, stream: true }))
      streamed += chunk.choices[0]?.delta.content ?? "";
    expect(streamed).toBe(whole.choices[0]?.message.content);
    expect(whole.usage?.completion_tokens).toBeGreaterThan(0);
  });

  test("embeds for the official client, which asks for base64 by itself", async () => {
    const { data } = await client.embeddings.create({ model: EMBEDDING.id, input: ["No control.", "A typo."] });
    expect(data.map(({ index, embedding }) => [index, embedding.length])).toEqual([
      [0, 384],
      [1, 384],
    ]);
    const plain = await client.embeddings.create({ model: EMBEDDING.id, input: "No control.", encoding_format: "float" });
    for (const [place, value] of (plain.data[0]?.embedding ?? []).entries())
      expect(value).toBeCloseTo(data[0]?.embedding[place] ?? Number.NaN, 2);
  });

  test("refuses in the official client's own errors", async () => {
    await expect(client.chat.completions.create({ ...question("x"), model: "gpt" })).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    await expect(client.chat.completions.create(question(LONG.repeat(20)))).rejects.toMatchObject({
      status: 400,
      code: "context_length_exceeded",
    });
  });

  test("lets others wait, tells them their place, refuses who is too many, and forgets who went", async () => {
    const gone = new AbortController();
    const slow = { ...question(LONG), stream: true as const, max_tokens: 400, grammar: "root ::= [a-z ]{2000}" };
    const first = await client.chat.completions.create(slow, { signal: gone.signal });
    await first[Symbol.asyncIterator]().next(); // it has begun
    const leaving = new AbortController();
    const second = await client.chat.completions.create({ ...slow }, { signal: leaving.signal });
    await second[Symbol.asyncIterator]().next();
    const asking = { ...question("Hello"), stream: true as const, max_tokens: 3, return_progress: true };
    const third = await client.chat.completions.create(asking);
    const places: number[] = [];
    const reading = (async () => {
      for await (const chunk of third) {
        if ("queue" in chunk) {
          places.push((chunk.queue as { place: number }).place);
          if (places.length === 1) {
            await expect(client.chat.completions.create(question("x"))).rejects.toMatchObject({
              status: 429,
              code: "queue_full",
            });
            leaving.abort(); // the one before goes away while it waits
          } else gone.abort(); // and then the running one, while its prompt is read or its answer written
        }
      }
    })();
    await reading;
    expect(places).toEqual([2, 1]);
  });

  test.each([
    { when: "while its prompt is read", prompt: LONG.repeat(3), until: "prompt_progress" },
    { when: "while its answer is written", prompt: "Hello", until: "choices" },
  ])("stops working for a client that goes away $when", async ({ prompt, until }) => {
    const gone = new AbortController();
    const asking = { ...question(prompt), stream: true as const, return_progress: true, grammar: "root ::= [a-z ]{1900}" };
    const stream = await client.chat.completions.create(asking, { signal: gone.signal });
    for await (const chunk of stream) {
      const begun = until === "choices" ? Boolean(chunk.choices[0]?.delta.content) : "prompt_progress" in chunk;
      if (begun) gone.abort();
    }
    const after = await client.chat.completions.create({ ...question("Hi"), max_tokens: 1 });
    expect(after.usage?.completion_tokens).toBe(1); // it would have waited for thousands of tokens otherwise
  });

  test("is not joined by a second one on the same socket", async () => {
    const ended = await start([...CHAT_ONLY, "--socket", socket]).ended;
    expect([errorOf(ended).code, ended.code]).toEqual(["address-in-use", 4]);
    expect((await client.models.list()).data).toHaveLength(2);
  });
});

describe.skipIf(!hasSmoke)("a server ends", () => {
  test("when the stdin of its parent does", async () => {
    const socket = newSocket();
    const { child, firstLine, ended } = start([...EMBEDDING_ONLY, "--socket", socket, "--exit-with-stdin"]);
    await firstLine;
    child.stdin?.end();
    expect([(await ended).code, existsSync(socket)]).toEqual([0, false]);
  });

  test("while it reads weights, without having promised anything", async () => {
    const { child, ended } = start([...CHAT_ONLY, "--socket", newSocket(), "--exit-with-stdin"]);
    child.stdin?.end();
    const { code, stdout } = await ended;
    expect([code, stdout]).toEqual([0, ""]);
  });

  test("by SIGTERM with an error for who is being answered, and nothing that looks whole", async () => {
    const socket = newSocket();
    const { child, firstLine, ended } = start([...CHAT_ONLY, "--socket", socket]);
    await firstLine;
    const asking = { ...question("Hello"), stream: true as const, grammar: "root ::= [a-z ]{1900,}" };
    const stream = await clientOf(socket).chat.completions.create(asking);
    let finish: unknown;
    const reading = (async () => {
      let told = false;
      for await (const chunk of stream) {
        finish = chunk.choices[0]?.finish_reason ?? finish;
        if (!told && chunk.choices[0]?.delta.content) {
          told = true;
          child.kill("SIGTERM");
        }
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: "stopping" });
    expect(finish).not.toBe("stop");
    expect([(await ended).code, existsSync(socket)]).toEqual([0, false]);
  });

  test("by force: its client gets an error, and its socket's file is taken over by the next server", async () => {
    const socket = newSocket();
    const { child, firstLine, ended } = start([...CHAT_ONLY, "--socket", socket]);
    await firstLine;
    const endless = { ...question("Hello"), grammar: "root ::= [a-z ]{1900}" };
    const asked = clientOf(socket).chat.completions.create(endless);
    const told = expect(asked).rejects.toBeInstanceOf(OpenAI.APIConnectionError);
    child.kill("SIGKILL");
    await told;
    await ended;
    expect(existsSync(socket)).toBe(true);
    const next = start([...EMBEDDING_ONLY, "--socket", socket]);
    await next.firstLine;
    expect((await clientOf(socket).models.list()).data).toHaveLength(1);
    next.child.kill("SIGINT");
    expect((await next.ended).code).toBe(0);
  });
});

describe.skipIf(!hasSmoke)("a server on a port", () => {
  test("listens on loopback alone, wants its token, and serves one kind where told to", async () => {
    const token = createHash("sha256").update("a test's token").digest("hex");
    const file = join(folder, "token");
    writeFileSync(file, `${token}\n`, { mode: 0o600 });
    const { child, firstLine, ended } = start([...EMBEDDING_ONLY, "--port", "0", "--token-file", file]);
    const baseURL = /at (http:\/\/127\.0\.0\.1:\d+)$/.exec(await firstLine)?.[1];
    expect(baseURL).toBeDefined();
    const open = (apiKey: string) => new OpenAI({ apiKey, baseURL: `${baseURL}/v1`, maxRetries: 0 });
    await expect(open("wrong").models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
    expect((await open(token).models.list()).data.map(({ id }) => id)).toEqual([EMBEDDING.id]);
    child.kill("SIGTERM");
    expect((await ended).code).toBe(0);
  });

  test("that is taken says so", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.once("listening", resolve));
    const address = taken.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const ended = await start([...SMOKE, "--port", String(port)], { BIOREVIEW_RUNNER_TOKEN: "0123456789abcdef" }).ended;
    taken.close();
    expect([errorOf(ended).code, ended.code]).toEqual(["address-in-use", 4]);
  });
});

describe("the doctor", () => {
  test.skipIf(!hasSmoke)("finds nothing wrong where the small models are", async () => {
    const { code, stdout } = await start(["doctor", "--profile", "smoke", "--json"]).ended;
    const { findings } = JSON.parse(stdout);
    expect(findings.filter(({ state }: { state: string }) => state === "fail")).toEqual([]);
    expect(code).toBe(0);
  });
  test("names what is missing, how to get it, and ends with 6", async () => {
    const { code, stdout } = await start(["doctor", "--profile", "smoke", "--models", join(folder, "none")]).ended;
    expect(stdout).toMatch(/^fail {2}smollm2-135m-instruct\/.*models pull smoke/m);
    expect(code).toBe(6);
  });
});

test("models list and path work where nothing was fetched", async () => {
  const models = join(folder, "empty");
  expect((await start(["models", "path"], { BIOREVIEW_MODELS: models }).ended).stdout).toBe(`${models}\n`);
  const { stdout, code } = await start(["models", "list", "--models", models]).ended;
  expect([code, stdout.split("\n").filter((row) => row.includes("\tmissing\t")).length]).toEqual([
    0,
    CHAT_MODELS.length + EMBEDDING_MODELS.length,
  ]);
});
