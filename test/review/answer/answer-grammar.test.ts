import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { CATEGORIES, SEVERITIES } from "../../../src/concern.ts";
import { answerShape, arraySchema, grammar, objectSchema } from "../../../src/review/answer/answer-grammar.ts";
import { parseAnswer } from "../../../src/review/answer/parse-answer.ts";

/** The same language as a regular expression: our grammar has no recursion. */
function asRegExp(gbnf: string): RegExp {
  const rules = new Map(
    gbnf
      .trim()
      .split("\n")
      .map((line) => line.split(" ::= ") as [string, string]),
  );
  const expand = (body: string): string =>
    body.replace(
      /"((?:[^"\\]|\\.)*)"|(\[(?:[^\]\\]|\\.)*\])|([a-z]+)|\s+/g,
      (_, literal?: string, set?: string, rule?: string) => {
        if (literal !== undefined) return (JSON.parse(`"${literal}"`) as string).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
        if (set !== undefined) return set;
        return rule === undefined ? "" : `(?:${expand(rules.get(rule) ?? "")})`;
      },
    );
  return new RegExp(`^(?:${expand(rules.get("root") ?? "")})$`, "u");
}
const LONGEST_CONCERN = 1500;
const atLeast = (leastConcerns: number) => ({ leastConcerns, longestConcern: LONGEST_CONCERN });
const any = asRegExp(grammar(atLeast(0)));
const three = asRegExp(grammar(atLeast(3)));

/** As Python's json.dumps writes it. */
const serialised = (concerns: readonly object[]): string =>
  `[${concerns
    .map(
      (concern) =>
        `{${Object.entries(concern)
          .map(([key, value]) => `"${key}": ${JSON.stringify(value)}`)
          .join(", ")}}`,
    )
    .join(", ")}]`;
const A = { text: 'The "p" \\ é 𝒜 <|im_end|> ] }\n\t', category: "design_flaw", severity: "major" };

describe("the grammar", () => {
  test("holds every training serialisation, and each parses to itself without a repair", () => {
    const text = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
      .filter((value) => value.trim() === value && value !== "" && !/[\u0000-\u001f\u007f-\u009f\ufeff]/.test(value));
    const concern = fc.record(
      { text, category: fc.constantFrom(...CATEGORIES), severity: fc.constantFrom(...SEVERITIES) },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(fc.array(concern, { maxLength: 5 }), (concerns) => {
        const answer = serialised(concerns.map(({ text: its, category, severity }) => ({ text: its, category, severity })));
        expect(any.test(answer), answer).toBe(true);
        expect(three.test(answer)).toBe(concerns.length >= 3);
        expect(parseAnswer(answer)).toEqual({ kind: "parsed", concerns, repairs: [], cut: false });
      }),
      { seed: 9, numRuns: 300 },
    );
    expect(any.test(serialised([A]))).toBe(true);
  });
  test.each([
    { why: "no second blank", answer: serialised([A]).replace('": "', '":  "') },
    { why: "nothing after the bracket", answer: `${serialised([A])}\n` },
    { why: "no raw line break in a text", answer: serialised([A]).replace("\\n", "\n") },
    { why: "no other category", answer: serialised([{ ...A, category: "figure_issue" }]) },
    { why: "no other key", answer: serialised([{ ...A, id: "x" }]) },
    { why: "no empty text", answer: serialised([{ ...A, text: "" }]) },
    { why: "no strings for objects", answer: '["x"]' },
    { why: "no prose", answer: `Sure: ${serialised([A])}` },
    { why: "no loop inside a concern", answer: serialised([{ ...A, text: "a".repeat(LONGEST_CONCERN + 1) }]) },
  ])("holds $why", ({ answer }) => {
    expect(any.test(answer)).toBe(false);
  });
  test("holds the empty array only where none are asked for", () => {
    expect([any.test("[]"), asRegExp(grammar(atLeast(1))).test("[]"), three.test("[]")]).toEqual([true, false, false]);
    expect([
      asRegExp(grammar(atLeast(1))).test(serialised([A])),
      three.test(serialised([A, A])),
      three.test(serialised([A, A, A, A])),
    ]).toEqual([true, false, true]);
  });
  test("ends an answer of as many concerns as a profile allows", () => {
    const atMostTwo = asRegExp(grammar({ leastConcerns: 1, mostConcerns: 2, longestConcern: 80 }));
    expect([1, 2, 3].map((count) => atMostTwo.test(serialised(Array(count).fill(A))))).toEqual([true, true, false]);
  });
});

describe("the JSON schema", () => {
  test("is an array for servers that take one, an object under `concerns` where that is not known; both parse", () => {
    expect(answerShape("llama.cpp", atLeast(0)).jsonSchema).toEqual(arraySchema(atLeast(0)));
    expect(answerShape("vllm", atLeast(2)).jsonSchema).toEqual(arraySchema(atLeast(2)));
    expect(answerShape("unknown", atLeast(0)).jsonSchema).toEqual(objectSchema(atLeast(0)));
    expect(parseAnswer(JSON.stringify({ concerns: [{ ...A, text: "x" }] }))).toMatchObject({ concerns: [{ text: "x" }] });
  });
  test("allows what the grammar allows", () => {
    const schema = z.fromJSONSchema(
      z.record(z.string(), z.unknown()).parse(arraySchema(atLeast(1))) as Parameters<typeof z.fromJSONSchema>[0],
    );
    expect(schema.safeParse([A]).success).toBe(true);
    for (const wrong of [[], [{ ...A, category: "x" }], [{ ...A, id: 1 }], [{ text: "x" }], [{ ...A, text: "" }]])
      expect(schema.safeParse(wrong).success).toBe(false);
  });
});
