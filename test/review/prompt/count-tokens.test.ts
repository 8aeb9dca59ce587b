import fc from "fast-check";
import { countTokens } from "gpt-tokenizer/encoding/cl100k_base";
import { expect, test } from "vitest";
import { countCl100k, loadCl100kRanks } from "../../../src/review/prompt/count-tokens.ts";

const ranks = await loadCl100kRanks();

// Token ids as tiktoken 0.12 gives them for these texts; their number is the count.
test.each([
  { text: "\ufeffa", ids: [3305, 64] },
  { text: "\ufeff\n", ids: [62619] },
  { text: "\t\n\n\ufeff", ids: [16176, 3305] },
  { text: "  \ufeff ", ids: [220, 76880, 220] },
  { text: '"}]\n\ufeff', ids: [9388, 933, 3305] },
])("$text has as many tokens as tiktoken says", ({ text, ids }) => {
  expect(countCl100k(text, ranks)).toBe(ids.length);
});

test("on text without the characters that gpt-tokenizer gets wrong both count the same", () => {
  const plain = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };
  const letters = fc.constantFrom(..."aAbBeEsStTdDlLvVrR'’ \n\r\té12345𝒜🧬中文,.;-_<|>[]");
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: letters, maxLength: 80 }), fc.lorem({ maxCount: 40 })), (text) => {
      expect(countCl100k(text, ranks)).toBe(countTokens(text, plain));
    }),
    { seed: 2, numRuns: 1000 },
  );
});

test("counting stops soon after the limit", () => {
  const count = countCl100k("word ".repeat(1_000_000), ranks, 10);
  expect(count).toBeGreaterThan(10);
  expect(count).toBeLessThan(20);
});

test.each([
  { what: "one long word", text: "a".repeat(1_000_000), tokens: 125_000 },
  { what: "one long blank", text: " ".repeat(1_000_000), tokens: undefined },
  { what: "one long rule", text: "=-".repeat(500_000), tokens: undefined },
])("$what is counted in good time", ({ text, tokens }) => {
  const count = countCl100k(text, ranks);
  expect(count).toBeGreaterThan(5000);
  if (tokens !== undefined) expect(count, "aaaaaaaa is a token").toBe(tokens);
});
