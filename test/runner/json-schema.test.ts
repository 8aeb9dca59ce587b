/** A schema's grammar, judged by ajv, by the values that people mean, and by llama.cpp's own reading of it; no model is needed. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkedGrammar, GrammarState } from "../../runner/src/chat/grammar-state.ts";
import { answerCheck } from "../../runner/src/chat/json-schema/check.ts";
import { grammarOfSchema, type Json, type Schema } from "../../runner/src/chat/json-schema/index.ts";
import { conditionsOf, matches } from "../../runner/src/chat/json-schema/nfa.ts";
import { startRuntime } from "../../runner/src/serve/runtime.ts";
import { sampler } from "./support/gbnf-sampler.ts";
import { MALFORMED, REFUSED, SCHEMAS } from "./support/schemas.ts";

/** Reproducible, by Lehmer's method. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** As the grammars write it. */
function written(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${JSON.stringify(name)}: ${written(inner)}`)
    .join(", ")}}`;
}

function allows(grammar: string, text: string): boolean {
  const state = new GrammarState(checkedGrammar(grammar));
  return state.push(text) && state.complete;
}

/** Texts of a schema's grammar, short and long. */
function* samples(grammar: string, count: number): Generator<string> {
  const random = seeded(grammar.length);
  const read = checkedGrammar(grammar);
  for (let at = 0; at < count; at++) yield sampler(read, random, 4 + Math.floor(random() * 60))();
}

describe("a schema's grammar", () => {
  test.each(SCHEMAS)("writes only what satisfies it: $about", ({ schema }) => {
    const fault = answerCheck(schema);
    for (const text of samples(grammarOfSchema(schema), 60)) expect(fault(text), text).toBeUndefined();
  });

  test.each(SCHEMAS)("writes what people mean by it, and not what they do not: $about", ({ schema, fits = [], not = [] }) => {
    const grammar = grammarOfSchema(schema);
    const check = answerCheck(schema);
    for (const value of fits) {
      expect(check(written(value)), written(value)).toBeUndefined();
      expect(allows(grammar, written(value)), written(value).slice(0, 200)).toBe(true);
    }
    for (const value of not) {
      expect(check(written(value)), written(value)).toBeDefined();
      expect(allows(grammar, written(value)), written(value).slice(0, 200)).toBe(false);
    }
  });

  test.each(REFUSED)("is refused where it would hold less than it says: $about", ({ schema, at }) => {
    expect(() => grammarOfSchema(schema)).toThrow(expect.objectContaining({ name: "SchemaError", path: at }));
  });

  test.each(MALFORMED)("is refused where the schema is malformed, by its place: $about", ({ schema, at }) => {
    expect(() => answerCheck(schema)).toThrow(expect.objectContaining({ name: "SchemaError", path: at }));
  });

  test.each([
    { about: "deep", schema: Array.from({ length: 200 }).reduce<Schema>((inner) => ({ items: inner }), true) },
    { about: "large", schema: { enum: Array.from({ length: 30_000 }, (_, index) => index) } },
    {
      about: "of many properties",
      schema: { properties: Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`p${index}`, true])) },
    },
  ])("is refused where the schema is $about", ({ schema }) => {
    expect(() => grammarOfSchema(schema)).toThrow(expect.objectContaining({ name: "SchemaError" }));
  });

  test("holds any two bounds of a number, and writes every whole number between them", () => {
    const bound = fc.oneof(
      fc.integer({ min: -300, max: 300 }),
      fc.double({ min: -30, max: 30, noNaN: true }),
      fc.constantFrom(0.5, -0.125, 1e-7, 12345.678),
    );
    const exclusive = fc.boolean();
    fc.assert(
      fc.property(bound, bound, exclusive, exclusive, (a, b, above, below) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b) + 1];
        const schema = { [above ? "exclusiveMinimum" : "minimum"]: low, [below ? "exclusiveMaximum" : "maximum"]: high };
        for (const type of ["integer", "number"]) expectWholeNumbers({ type, ...schema }, low, high);
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});

function expectWholeNumbers(schema: Schema, low: number, high: number): void {
  const fault = answerCheck(schema);
  let grammar: string;
  try {
    grammar = grammarOfSchema(schema);
  } catch {
    // More digits than are compared, or no whole number between the bounds.
    return;
  }
  for (const text of samples(grammar, 10)) expect(fault(text), `${text} of ${JSON.stringify(schema)}`).toBeUndefined();
  for (let value = Math.ceil(low) - 1; value <= high + 1; value += Math.max(1, Math.floor((high - low) / 20))) {
    const text = `${Object.is(value, -0) ? 0 : value}`;
    expect(allows(grammar, text), `${text} of ${JSON.stringify(schema)}`).toBe(fault(text) === undefined);
  }
}

describe("a pattern's automaton says what the engine of the language says", () => {
  const pieces = [
    "a",
    "b",
    "[^a]",
    "\\d",
    "\\w",
    ".",
    "(?:a|b)",
    "(ab|ba)",
    "[a-c]",
    "\\n",
    "^",
    "$",
    "a{2}",
    "b{1,2}",
    "a{2,}",
    "(?:a)",
    "[\\s-]",
    "\\u{1F9EC}",
  ];
  const ends = ["", "", "", "*", "+", "?"];
  const source = fc
    .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...ends)), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.map(([piece, end]) => (/[$^}]$/.test(piece) ? piece : piece + end)).join(""));
  const subject = fc
    .array(fc.constantFrom("a", "b", "c", "1", " ", "\n", "-", "\u{1F9EC}"), { maxLength: 6 })
    .map((parts) => parts.join(""));
  const ahead = fc.constantFrom("", "", "^(?!a)", "^(?=.*b)", "^(?!.*aa)(?=a|b)", "a|", "^b$|");
  test("for any of them", () => {
    fc.assert(
      fc.property(ahead, source, fc.array(subject, { minLength: 1, maxLength: 10 }), (head, tail, texts) => {
        const pattern = head + tail;
        const engine = new RegExp(pattern, "u");
        const conditions = conditionsOf(pattern);
        for (const text of texts)
          expect(
            conditions.every((one) => matches(one, text)),
            `${pattern} ${JSON.stringify(text)}`,
          ).toBe(engine.test(text));
      }),
      { numRuns: 1000, seed: 1 },
    );
  });
  test.each(["(", "a)", "[b-a]", "a{2,1}", "*", "a**", "\\q", "\\1", "(a)\\k<n>", "(?i:a)", "\\p{None}", "x{", "]"])(
    "%s is refused",
    (pattern) => {
      expect(() => conditionsOf(pattern)).toThrow();
    },
  );
});

describe("llama.cpp", () => {
  let llama: Awaited<ReturnType<typeof startRuntime>>;
  beforeAll(async () => {
    llama = await startRuntime("off", false, 1, () => {});
  });
  afterAll(() => llama.dispose());

  test("reads each grammar as we do", async () => {
    for (const { about, schema, fits = [], not = [] } of SCHEMAS) {
      const grammar = grammarOfSchema(schema);
      // The library's own way to try a text; it is not in its types.
      const native = (await llama.createGrammar({ grammar })) as unknown as { _testText(text: string): boolean };
      for (const text of [...samples(grammar, 5), ...fits.map(written), ...not.map(written)].filter(
        ({ length }) => length < 2000,
      ))
        expect(native._testText(text), `${about}: ${text.slice(0, 200)}`).toBe(allows(grammar, text));
    }
  });
});
