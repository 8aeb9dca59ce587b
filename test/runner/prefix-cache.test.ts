/** What is kept of prompts: never seen in an answer, only in the time that it takes. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ChatRequest } from "../../runner/src/api.ts";
import type { PrefillProgress, WrittenToken } from "../../runner/src/chat/chat-model.ts";
import type { LlamaChat } from "../../runner/src/chat/llama-chat.ts";
import { PromptReader, type ReadableSequence, type Reading } from "../../runner/src/chat/prompt-reader.ts";
import { CHAT, hasSmoke, loadChat, SETTINGS } from "./support/smoke.ts";

const never = new AbortController().signal;
const SLICE = 128;
type Token = Parameters<ReadableSequence["evaluateWithoutGeneratingNewTokens"]>[0][number];

describe.skipIf(!hasSmoke)("the small model with kept prompts", () => {
  let cold: LlamaChat;
  let warm: LlamaChat;
  beforeAll(async () => {
    [cold, warm] = [
      await loadChat({ ...SETTINGS, contextTokens: 512, keptPrompts: 0 }),
      await loadChat({ ...SETTINGS, contextTokens: 512, keptPrompts: 2 }),
    ];
  });
  afterAll(() => Promise.all([cold.dispose(), warm.dispose()]));

  const requestOf = (content: string, fields: object = {}) => {
    const messages = [{ role: "user", content }];
    return ChatRequest.parse({ model: CHAT.id, messages, seed: 7, max_tokens: 6, logprobs: true, ...fields });
  };
  const ask = async (chat: LlamaChat, content: string, fields: object = {}) => {
    const written: WrittenToken[] = [];
    const processed: number[] = [];
    const on = {
      progress: (progress: PrefillProgress) => processed.push(progress.processed),
      text: (_: string, tokens: readonly WrittenToken[]) => written.push(...tokens),
    };
    const { cachedTokens, promptTokens } = await (await chat.prepare(requestOf(content, fields))).run(on, never);
    return { written, processed, cachedTokens, read: promptTokens - 1 };
  };
  const sentences = Array.from({ length: 20 }, (_, index) => `Mouse ${index} lost ${index} grams of weight in ${index} days.`);
  const paper = sentences.join(" ");
  const revised = paper.replace("Mouse 10 lost 10 grams", "Mouse 10 died");
  const other = `Rats. ${paper}`;

  test("writes the same to the bit as one that keeps none: after the same paper, a revised one, another one, a cancelled one", async () => {
    const expected = new Map<string, readonly WrittenToken[]>();
    for (const content of [paper, revised, other]) expected.set(content, (await ask(cold, content)).written);
    const answers = [];
    for (const content of [paper, paper, revised, other, revised]) {
      const answer = await ask(warm, content);
      expect(answer.written).toEqual(expected.get(content));
      answers.push(answer);
      if (content !== other) continue;
      const gone = new AbortController();
      const leave = ({ processed }: PrefillProgress) => processed > 0 && gone.abort(new Error("gone"));
      const cancelled = await warm.prepare(requestOf(`Cancelled. ${paper}`));
      await expect(cancelled.run({ progress: leave, text: () => {} }, gone.signal)).rejects.toThrow("gone");
    }
    const whole = (tokens: number) => tokens - (tokens % SLICE);
    expect(answers.map(({ cachedTokens, read }) => [cachedTokens, whole(read)])).toEqual([
      [0, 256],
      [256, 256],
      [128, 256],
      [0, 256],
      [0, 256], // what was cancelled took its place
    ]);
    expect(answers.map(({ processed }) => processed[0])).toEqual(answers.map(({ cachedTokens }) => cachedTokens));
    expect([warm.kept.prompts, cold.kept]).toEqual([2, { prompts: 0, tokens: 0 }]);
  });

  test.runIf(process.env["BIOREVIEW_LONG"] === "1")(
    "writes the same to the bit after any of fifty pairs of prompts",
    { timeout: 3_600_000 },
    async () => {
      let state = 1;
      const below = (limit: number) => {
        state = (state * 48_271) % 2_147_483_647; // Park and Miller's generator
        return state % limit;
      };
      const random = () => Array.from({ length: 24 }, () => `In group ${below(90)} the weight was ${below(900)} mg.`);
      let cached = 0;
      for (let pair = 0; pair < 50; pair++) {
        const first = random();
        const at = below(first.length);
        const second = below(5) === 0 ? first : [...first.slice(0, at), ...random().slice(at)];
        const fields = { temperature: pair % 2 === 0 ? 0.1 : 0, seed: pair, max_tokens: 12 };
        await ask(warm, first.join(" "), fields);
        if (pair % 3 === 1) await ask(warm, random().join(" "), fields);
        if (pair % 3 === 2) {
          const gone = new AbortController();
          const leave = ({ processed }: PrefillProgress) => processed > SLICE && gone.abort(new Error("gone"));
          const cancelled = await warm.prepare(requestOf(random().join(" ")));
          await expect(cancelled.run({ progress: leave, text: () => {} }, gone.signal)).rejects.toThrow("gone");
        }
        const answer = await ask(warm, second.join(" "), fields);
        expect(answer.written, `pair ${pair}`).toEqual((await ask(cold, second.join(" "), fields)).written);
        cached += answer.cachedTokens;
      }
      console.log(`${cached} tokens were not read again`);
      expect(cached).toBeGreaterThan(50 * SLICE);
    },
  );
});

/** A sequence that says what was done to it. @param checkpoints whether it can be cut back to places only that were kept, as that of a recurrent model */
function fakeSequence(checkpoints = false) {
  let held: Token[] = [];
  let kept: number[] = [];
  const batches: number[] = [];
  const sequence: ReadableSequence = {
    get nextTokenIndex() {
      return held.length;
    },
    clearHistory: async () => {
      held = [];
      kept = [];
    },
    eraseContextTokenRanges: async ([range]) => {
      held = held.slice(0, range?.start);
      kept = kept.filter((at) => at <= held.length);
    },
    evaluateWithoutGeneratingNewTokens: async (tokens) => {
      batches.push(tokens.length);
      held.push(...tokens);
    },
    getRestoreToPrefixIndexEvaluationSize: (index) =>
      checkpoints ? index + 1 - Math.max(0, ...kept.filter((at) => at <= index + 1)) : 0,
    takeCheckpoint: async () => {
      kept.push(held.length);
    },
  };
  return { sequence, batches, held: () => held, kept: () => kept };
}

describe("reading a prompt", () => {
  const tokens = (...runs: readonly [of: number, length: number][]) =>
    runs.flatMap(([of, length]) => Array.from({ length }, () => of as Token));
  const readerOf = (fakes: readonly ReturnType<typeof fakeSequence>[], keep = true) =>
    new PromptReader({ sequences: fakes.map(({ sequence }) => sequence), slice: 4, keep, now: () => 0 });
  const nobody = { onProgress: () => {}, signal: never, nextBatch: async () => {} };
  const read = (reader: PromptReader<ReadableSequence>, prompt: readonly Token[], reading: Partial<Reading> = {}) =>
    reader.read(prompt, { ...nobody, ...reading }, async (what) => what);

  test("starts at the end of the last whole slice that is equal, and never behind the last token but one", async () => {
    const fake = fakeSequence();
    const reader = readerOf([fake]);
    await read(reader, tokens([1, 11]));
    expect(fake.batches).toEqual([4, 4, 2]);
    expect((await read(reader, tokens([1, 7], [2, 4]))).cachedTokens).toBe(4);
    expect(fake.held()).toEqual(tokens([1, 7], [2, 3]));
    expect((await read(reader, tokens([1, 7], [2, 1]))).cachedTokens).toBe(4);
    expect((await read(reader, tokens([1, 4]))).cachedTokens).toBe(0);
  });

  test("reads again what was computed in a part of a slice or token by token", async () => {
    const fake = fakeSequence();
    const reader = readerOf([fake]);
    const { sequence } = await read(reader, tokens([1, 7]));
    await sequence.evaluateWithoutGeneratingNewTokens(tokens([1, 1]));
    await sequence.evaluateWithoutGeneratingNewTokens(tokens([2, 6]));
    expect((await read(reader, tokens([1, 7], [2, 6], [3, 1]))).cachedTokens).toBe(4);
  });

  test("keeps what a cancelled request read, and nothing of one that failed", async () => {
    const fake = fakeSequence();
    const reader = readerOf([fake]);
    const gone = new AbortController();
    const leave = ({ processed }: { processed: number }) => processed > 0 && gone.abort(new Error("gone"));
    await expect(read(reader, tokens([1, 20]), { onProgress: leave, signal: gone.signal })).rejects.toThrow("gone");
    expect((await read(reader, tokens([1, 20]))).cachedTokens).toBe(8);
    fake.sequence.evaluateWithoutGeneratingNewTokens = () => Promise.reject(new Error("no memory"));
    await expect(read(reader, tokens([1, 16], [2, 4]))).rejects.toThrow("no memory");
    expect(reader.kept).toEqual({ prompts: 0, tokens: 0 });
  });

  test("gives papers in turn a place each, and takes that of the one not read for longest", async () => {
    const fakes = [fakeSequence(), fakeSequence()];
    const reader = readerOf(fakes);
    const papers = [1, 2, 3].map((of) => tokens([9, 4], [of, 40]));
    const cached = [];
    for (const index of [0, 1, 0, 1, 2, 1, 0]) cached.push((await read(reader, papers[index] ?? [])).cachedTokens);
    // What all have in common is used where a place is taken over.
    expect(cached).toEqual([0, 0, 40, 40, 4, 40, 4]);
  });

  test("has a place to itself until its answer is written, and leaves it however that ends", async () => {
    const fakes = [fakeSequence(), fakeSequence()];
    const reader = readerOf(fakes);
    let write = () => {};
    const writing = new Promise<void>((resolve) => {
      write = resolve;
    });
    const first = reader.read(tokens([1, 20]), nobody, () => writing);
    // The same beginning is there, but somebody writes behind it.
    expect((await read(reader, tokens([1, 20]))).sequence).toBe(fakes[1]?.sequence);
    await expect(reader.read(tokens([1, 20]), nobody, () => Promise.reject(new Error("no memory")))).rejects.toThrow("no memory");
    expect((await read(reader, tokens([1, 20]))).cachedTokens).toBe(16);
    write();
    await first;
    expect(new Set(await Promise.all([1, 2].map(async () => (await read(reader, tokens([1, 20]))).sequence)))).toContain(
      fakes[0]?.sequence,
    );
  });

  test("of a model that cannot be cut back, starts at a state that was taken", async () => {
    const fake = fakeSequence(true);
    const reader = readerOf([fake]);
    await read(reader, tokens([1, 4 * 40 + 1]));
    expect(fake.kept(), "sixteen states at most, and the last whole slice").toEqual([
      ...Array.from({ length: 13 }, (_, index) => 12 * (index + 1)),
      160,
    ]);
    expect((await read(reader, tokens([1, 100], [2, 20]))).cachedTokens).toBe(96);
    expect((await read(reader, tokens([1, 100], [2, 20]))).cachedTokens).toBe(116);
    expect((await read(reader, tokens([1, 11], [3, 20]))).cachedTokens).toBe(0);
  });

  test("reads everything again, and takes no states, where nothing is to be kept", async () => {
    const fake = fakeSequence(true);
    const reader = readerOf([fake], false);
    await read(reader, tokens([1, 11]));
    expect((await read(reader, tokens([1, 11]))).cachedTokens).toBe(0);
    expect([fake.batches, fake.kept()]).toEqual([[4, 4, 2, 4, 4, 2], []]);
    expect(reader.kept).toEqual({ prompts: 0, tokens: 0 });
  });
});
