/** Several requests at once: one batch for all of them, and each as if it were alone. */
import { join } from "node:path";
import { Agent, fetch } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ChatRequest } from "../../runner/src/api.ts";
import { Barrier, inBatches, type NextBatch } from "../../runner/src/chat/barrier.ts";
import type { WrittenToken } from "../../runner/src/chat/chat-model.ts";
import type { LlamaChat } from "../../runner/src/chat/llama-chat.ts";
import { start } from "./support/process.ts";
import { scratch } from "./support/scratch.ts";
import { CHAT, hasSmoke, loadChat, SETTINGS } from "./support/smoke.ts";

const never = new AbortController().signal;

describe("a barrier", () => {
  /** A member that takes so many steps, each of which it writes down. */
  const stepping = (steps: number, note: (step: number) => void) => async (nextBatch: NextBatch) => {
    for (let step = 1; step <= steps; step++) {
      await nextBatch();
      note(step);
    }
  };

  test("lets all take their next step together, and those who end hold nobody up", async () => {
    const barrier = new Barrier();
    const taken: string[] = [];
    await Promise.all([
      barrier.join(stepping(3, (step) => taken.push(`a${step}`))),
      barrier.join(stepping(1, (step) => taken.push(`b${step}`))),
      barrier.join(stepping(2, (step) => taken.push(`c${step}`))),
    ]);
    expect(taken).toEqual(["a1", "b1", "c1", "a2", "c2", "a3"]);
  });

  test("takes in who comes later, and lets go who fails", async () => {
    const barrier = new Barrier();
    const taken: string[] = [];
    const late: Promise<void>[] = [];
    const early = barrier.join(
      stepping(3, (step) => {
        taken.push(`a${step}`);
        if (step === 1) late.push(barrier.join(stepping(2, (one) => taken.push(`b${one}`))));
      }),
    );
    const failing = barrier.join(async (nextBatch) => {
      await nextBatch();
      throw new Error("broken");
    });
    await expect(failing).rejects.toThrow("broken");
    await Promise.all([early, ...late]);
    expect(taken).toEqual(["a1", "b1", "a2", "b2", "a3"]);
  });

  test("ends what it steps through, where its reader goes away", async () => {
    let ended = false;
    async function* numbers() {
      try {
        for (let number = 0; ; number++) yield number;
      } finally {
        ended = true;
      }
    }
    for await (const number of inBatches(numbers(), async () => {})) if (number === 3) break;
    expect(ended).toBe(true);
  });
});

/** An answer that nobody else is asked for. */
const own = (index: number) => Array.from({ length: 6 }, () => `${index}`).join(", ");
const bodyOf = (index: number, more: object = {}) => ({
  model: CHAT.id,
  messages: [
    { role: "user", content: `Write the number ${index} again and again. ${"The mice lost weight. ".repeat(index % 5)}` },
  ],
  grammar: `root ::= "${own(index)}"`,
  seed: index,
  ...more,
});

describe.skipIf(!hasSmoke)("the small model, four requests at once", () => {
  let four: LlamaChat;
  beforeAll(async () => {
    four = await loadChat({ ...SETTINGS, contextTokens: 512, parallel: 4, keptPrompts: 4 });
  });
  afterAll(() => four.dispose());
  const ask = async (fields: object, signal = never, onText: () => void = () => {}) => {
    const written: WrittenToken[] = [];
    let answer = "";
    const on = {
      progress: () => {},
      text: (text: string, tokens: readonly WrittenToken[]) => {
        answer += text;
        written.push(...tokens);
        onText();
      },
    };
    const { reason, cachedTokens } = await (await four.prepare(ChatRequest.parse(fields))).run(on, signal);
    return { reason, answer, written, cachedTokens };
  };

  test("serves who comes while others write before they end", async () => {
    const ends: string[] = [];
    let begun = () => {};
    const writing = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const long = [1, 2].map((index) => ask(bodyOf(index), never, begun).then(() => ends.push("long")));
    await writing;
    await ask(bodyOf(3, { grammar: 'root ::= "short"' }));
    ends.push("short");
    await Promise.all(long);
    expect(ends).toEqual(["short", "long", "long"]);
  });

  test("goes on with the others where one is cancelled and one fails", async () => {
    const gone = new AbortController();
    const schema = { type: "object", properties: { mice: { type: "number" } }, required: ["mice"] };
    const response_format = { type: "json_schema", json_schema: { name: "mice", schema } };
    const answers = await Promise.allSettled([
      ask(bodyOf(1)),
      ask(bodyOf(2), gone.signal, () => gone.abort(new Error("gone"))),
      // Ended by a stop text before it satisfies its schema.
      ask({ ...bodyOf(3), grammar: undefined, stop: ['"'], response_format }),
      ask(bodyOf(4)),
    ]);
    expect(answers).toMatchObject([
      { status: "fulfilled", value: { reason: "stop", answer: own(1) } },
      { status: "rejected", reason: { message: "gone" } },
      { status: "rejected", reason: { message: expect.stringContaining("does not satisfy the schema") } },
      { status: "fulfilled", value: { reason: "stop", answer: own(4) } },
    ]);
  });

  test("begins where a prompt that it has read begins alike", async () => {
    const paper = "The mice lost weight in the second week of the trial. ".repeat(16);
    const asked = (end: string) => ask({ ...bodyOf(1, { max_tokens: 1 }), messages: [{ role: "user", content: paper + end }] });
    await asked("Why?");
    const again = await Promise.all([asked("When?"), ask(bodyOf(2)), asked("Who?")]);
    expect(again.map(({ cachedTokens }) => cachedTokens > 0)).toEqual([true, false, false]);
    expect((await asked("Where?")).cachedTokens).toBeGreaterThan(0);
  });

  test("is not started where its contexts do not fit", async () => {
    const tooMany = loadChat({ ...SETTINGS, contextTokens: 8192, parallel: 100_000 });
    await expect(tooMany).rejects.toMatchObject({
      kind: "server",
      failure: { code: "too-big", at: "--parallel 100000", fault: expect.stringMatching(/^100000 contexts of 8192 tokens .*GB/) },
    });
  });
});

describe.skipIf(!hasSmoke)("a server of four requests at once", () => {
  const socketPath = join(scratch(), "four.sock");
  const dispatcher = new Agent({ connect: { socketPath }, connections: 64 });
  let server: ReturnType<typeof start>;
  beforeAll(async () => {
    const args = ["--profile", "smoke", "--only", "chat", "--gpu", "off", "--threads", "1", "--context", "512"];
    server = start(["serve", ...args, "--parallel", "4", "--socket", socketPath]);
    await server.firstLine;
  });
  afterAll(async () => {
    await dispatcher.destroy();
    server.child.kill("SIGTERM");
    await server.ended;
  });
  const post = (body: object, signal?: AbortSignal) =>
    fetch("http://localhost/v1/chat/completions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      dispatcher,
      ...(signal && { signal }),
    });
  const contentOf = (body: unknown) => (body as { choices: [{ message: { content: string } }] }).choices[0].message.content;
  const metrics = async () => await (await fetch("http://localhost/metrics", { dispatcher })).text();
  const health = async () => (await (await fetch("http://localhost/health", { dispatcher })).json()) as object;

  test("says so where it says what it runs", async () => {
    expect(await server.firstLine).toContain("1 thread, 4 requests at once, context 512");
    const models = await (await fetch("http://localhost/v1/models", { dispatcher })).json();
    expect(models).toMatchObject({
      data: [{ meta: { parallel: 4, batch_tokens: 128, settings: "1 thread, 4 requests at once" } }],
    });
  });

  test("answers twenty at once, each with its own answer", async () => {
    const asked = Array.from({ length: 20 }, (_, index) => post(bodyOf(index)));
    await expect.poll(health, { timeout: 60_000, interval: 20 }).toMatchObject({ running: 4 });
    const answers = await Promise.all(asked.map(async (one) => contentOf(await (await one).json())));
    expect(answers).toEqual(Array.from({ length: 20 }, (_, index) => own(index)));
    expect(await health()).toMatchObject({ running: 0, waiting: 0 });
  });

  test("answers the others where a client goes away in the middle, and counts it", async () => {
    const gone = new AbortController();
    const leaving = await post(bodyOf(5, { stream: true }), gone.signal);
    const others = [6, 7, 8].map(async (index) => contentOf(await (await post(bodyOf(index))).json()));
    const decoder = new TextDecoder();
    for await (const piece of leaving.body ?? []) if (/"content":"5/.test(decoder.decode(piece))) break;
    gone.abort();
    expect(await Promise.all(others)).toEqual([6, 7, 8].map(own));
    await expect.poll(health, { timeout: 60_000 }).toMatchObject({ running: 0, waiting: 0 });
    const counted = await metrics();
    expect(counted).toContain('bioreview_requests_total{route="chat",outcome="cancelled"} 1');
    expect(counted).toContain("bioreview_queue_parallel 4");
    expect(contentOf(await (await post(bodyOf(9))).json())).toBe(own(9));
  });
});
