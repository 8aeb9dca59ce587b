import fc from "fast-check";
import { expect, test } from "vitest";
import { scanFloats } from "../../src/embeddings/scan-floats.ts";

function scanned(text: string, dimensions: number): number[] | undefined {
  const floats = new Float32Array(dimensions);
  const end = scanFloats(Buffer.from(text), 0, floats);
  return end === undefined ? undefined : [...floats];
}

const digits = fc.stringMatching(/^[0-9]{1,25}$/);
const whole = digits.map((text) => text.replace(/^0+(?=.)/, ""));
/** Any number of JSON, with more digits than a double holds, and powers of ten beyond its range. */
const numbers = fc
  .tuple(
    fc.constantFrom("", "-"),
    whole,
    fc.option(digits, { nil: undefined }),
    fc.option(fc.integer({ min: -60, max: 60 }), { nil: undefined }),
  )
  .map(
    ([sign, before, after, exponent]) =>
      `${sign}${before}${after === undefined ? "" : `.${after}`}${exponent === undefined ? "" : `e${exponent}`}`,
  );
/** Halfway between two floats, and next to it: where a double that is one step off would round to the other side. */
const halfway = fc
  .tuple(fc.float({ noNaN: true, noDefaultInfinity: true, min: -2, max: 2 }), fc.integer({ min: -2, max: 2 }))
  .map(([float, steps]) => {
    const next = Math.fround(float * (1 + 2 ** -23));
    const middle = (float + next) / 2;
    return JSON.stringify(middle * (1 + steps * 2 ** -52));
  });

test("each number is the float that JSON.parse and rounding give", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(numbers, halfway), { minLength: 1, maxLength: 20 }), (texts) => {
      const expected = texts.map((text) => Math.fround(Number(text)));
      expect(scanned(`[${texts.join(", ")}]`, texts.length)).toEqual(expected);
    }),
    { seed: 3, numRuns: 5000 },
  );
});

test.each([
  { why: "fewer numbers than are due", text: "[1, 2]" },
  { why: "more numbers than are due", text: "[1, 2, 3, 4]" },
  { why: "a number that begins with zero", text: "[01, 2, 3]" },
  { why: "a dot without digits behind", text: "[1., 2, 3]" },
  { why: "a dot without digits before", text: "[.5, 2, 3]" },
  { why: "two dots", text: "[1.2.3, 2, 3]" },
  { why: "an exponent without digits", text: "[1e, 2, 3]" },
  { why: "a sign alone", text: "[-, 2, 3]" },
  { why: "NaN", text: "[NaN, 2, 3]" },
  { why: "null", text: "[null, 2, 3]" },
  { why: "a comma at the end", text: "[1, 2, 3,]" },
  { why: "an end in the middle", text: "[1, 2, 3" },
])("$why is left to the parser that knows why", ({ text }) => {
  expect(scanned(text, 3)).toBeUndefined();
});
