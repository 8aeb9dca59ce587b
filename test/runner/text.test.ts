import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StopTexts, TextStream } from "../../runner/src/chat/text-stream.ts";
import { oneLine } from "../../runner/src/commands/dependencies.ts";
import { batchesOf, specialTokensOf, withoutSpecialTokens } from "../../runner/src/embed/embedder.ts";
import { meanUnit } from "../../runner/src/embed/onnx-embedder.ts";

type Token = Parameters<TextStream["push"]>[0];
/** Token n is byte n: the hardest tokeniser for characters of several bytes. */
const bytes = { detokenize: (tokens: readonly Token[]) => Buffer.from(tokens.map(Number)).toString("utf8") };
const tokensOf = (text: string): Token[] => [...Buffer.from(text)].map((byte) => byte as Token);

describe("text that comes token by token", () => {
  test("never ends within a character, and is complete", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const stream = new TextStream(bytes);
        const pieces = tokensOf(text).map((token) => stream.push(token));
        pieces.push(stream.end());
        expect(pieces.join("")).toBe(text.toWellFormed());
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });

  test("ends before the character that an answer was cut in the middle of, wherever that is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(), (text, cut) => {
        const stream = new TextStream(bytes);
        const all = tokensOf(text.toWellFormed());
        const shown = all.slice(0, cut % (all.length + 1)).map((token) => stream.push(token));
        shown.push(stream.end());
        const whole = new TextDecoder().decode(Buffer.from(all.map(Number)).subarray(0, cut % (all.length + 1)), {
          stream: true,
        });
        expect(shown.join("").replace(/\uFFFD+$/, "")).toBe(whole.replace(/\uFFFD+$/, ""));
        expect(shown.at(-1)).not.toMatch(/\uFFFD$/);
      }),
      { seed: 20261130, numRuns: 300 },
    );
  });
});

describe("texts that end an answer", () => {
  test.each([
    { why: "in one piece", pieces: ["one]two"], stop: ["]"], shown: "one", stopped: true },
    {
      why: "across two pieces, of which nothing was shown too early",
      pieces: ["one#", "#two"],
      stop: ["##"],
      shown: "one",
      stopped: true,
    },
    { why: "the one that comes first", pieces: ["a b c"], stop: ["c", "b"], shown: "a ", stopped: true },
    { why: "not at all: what was held back is shown", pieces: ["one#"], stop: ["##"], shown: "one#", stopped: false },
    { why: "none are asked for", pieces: ["one", "two"], stop: [], shown: "onetwo", stopped: false },
  ])("$why", ({ pieces, stop, shown, stopped }) => {
    const stops = new StopTexts(stop);
    let text = "";
    let ended = false;
    for (const piece of pieces) {
      const now = stops.push(piece);
      text += now.text;
      ended = now.stopped;
    }
    expect({ shown: ended ? text : text + stops.end(), stopped: ended }).toEqual({ shown, stopped });
  });
});

describe("batches of texts", () => {
  test("hold each text once, few texts and few tokens", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2, max: 512 }), { maxLength: 200 }), (lengths) => {
        const batches = batchesOf(lengths);
        expect(batches.flat().toSorted((a, b) => a - b)).toEqual(lengths.map((_, index) => index));
        for (const batch of batches) {
          const longest = Math.max(...batch.map((index) => lengths[index] ?? 0));
          expect(batch.length).toBeLessThanOrEqual(32);
          if (batch.length > 1) expect(batch.length * longest).toBeLessThanOrEqual(1024);
        }
      }),
      { seed: 20261122 },
    );
  });
});

describe("a special token that a text spells", () => {
  const special = specialTokensOf({
    added_tokens: [
      { content: "[SEP]", special: true },
      { content: "ab", special: false },
    ],
  });
  test("is spelt with a space, so that it stays text", () => {
    expect(withoutSpecialTokens("A [SEP] B [[SEP]] ab", special)).toBe("A [ SEP] B [[ SEP]] ab");
  });
});

describe("the mean of a text's tokens", () => {
  test("is of norm 1 and leaves the padding out", () => {
    const states = Float32Array.of(9, 9, 3, 0, 0, 4, 9, 9); // the text's are the second and the third of four rows
    expect([...meanUnit(states, 1, 2, 2)].map((value) => value.toFixed(3))).toEqual(["0.600", "0.800"]);
  });
  test("is not finite where the model gave nothing", () => {
    expect(meanUnit(Float32Array.of(0, 0), 0, 1, 2).some(Number.isFinite)).toBe(false);
  });
});

test("a log line cannot be forged by line ends", () => {
  expect(oneLine("a\r\nerror: b\u2028c\u001b[31m")).toBe("a error: b c [31m");
});
