import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Concern } from "../../src/concern.ts";
import { limitConcerns, uniteConcerns, withoutExactDuplicates, withoutNearDuplicates } from "../../src/review/near-duplicates.ts";
import { concern } from "../support/build.ts";

/** A unit row at this angle: the cosine of two is that of the angle between them. */
const at = (degrees: number): Float32Array =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
const texts = (concerns: readonly Concern[]): readonly string[] => concerns.map(({ text }) => text);

test("a text that is repeated but for case and white space is dropped, whatever its category", () => {
  const first = concern("No  control.");
  const again = concern("no\ncontrol.", "major", "design_flaw");
  const { kept, dropped } = withoutExactDuplicates([first, concern("Other."), again]);
  expect(texts(kept)).toEqual(["No  control.", "Other."]);
  expect(dropped).toEqual([{ concern: again, because: "exact duplicate", representative: first }]);
});

describe("concerns that are alike", () => {
  const [a, b, c] = [concern("a"), concern("b"), concern("c")];
  test("a cosine at the threshold drops, one below it does not", () => {
    const half = Float32Array.of(0.5, Math.sqrt(0.75));
    expect(texts(withoutNearDuplicates([a, b], [Float32Array.of(1, 0), half], 0.5).kept)).toEqual(["a"]);
    expect(texts(withoutNearDuplicates([a, b], [Float32Array.of(1, 0), half], 0.5000001).kept)).toEqual(["a", "b"]);
  });
  test("a cosine is a float32 before it is compared: 0.65 is then a little less", () => {
    const row = Float32Array.of(0.65, Math.sqrt(1 - 0.65 ** 2));
    expect(texts(withoutNearDuplicates([a, b], [Float32Array.of(1, 0), row], 0.65).kept)).toEqual(["a", "b"]);
  });
  test("what rounding to float32 lifts to the threshold is at it", () => {
    const rows = Array.from({ length: 90 }, (_, k) => at(k));
    const lifted = rows.flatMap((left, k) =>
      rows.slice(k + 1).flatMap((right) => {
        const exact = (left[0] ?? 0) * (right[0] ?? 0) + (left[1] ?? 0) * (right[1] ?? 0);
        return exact < Math.fround(exact) ? [{ left, right, threshold: Math.fround(exact) }] : [];
      }),
    );
    expect(lifted.length).toBeGreaterThan(100);
    for (const { left, right, threshold } of lifted)
      expect(texts(withoutNearDuplicates([a, b], [left, right], threshold).kept)).toEqual(["a"]);
  });
  test("only a kept concern drops another: a chain keeps every second", () => {
    const { kept, dropped, embeddings } = withoutNearDuplicates([a, b, c], [at(0), at(15), at(30)], 0.95);
    expect(texts(kept)).toEqual(["a", "c"]);
    expect(embeddings).toHaveLength(2);
    expect(dropped).toEqual([
      { concern: b, because: "near-duplicate", representative: a, cosine: Math.fround(dropped[0]?.cosine ?? 0) },
    ]);
  });
  test.each([
    { why: "a zero row", rows: [Float32Array.of(0, 0), at(0)] },
    { why: "a row with NaN", rows: [Float32Array.of(Number.NaN, 1), at(0)] },
    { why: "a row that is not normalised", rows: [Float32Array.of(3, 4), at(0)] },
    { why: "a row too few", rows: [at(0)] },
    { why: "rows of unequal lengths", rows: [at(0), Float32Array.of(1)] },
  ])("$why is an error, not a difference", ({ rows }) => {
    expect(() => withoutNearDuplicates([a, b], rows, 0.95)).toThrow(RangeError);
  });
});

test("a cap of as many as there are drops none", () => {
  const all = [concern("a"), concern("b")];
  expect(limitConcerns(all, 2)).toEqual({ kept: all, dropped: [] });
  expect(limitConcerns([], 2)).toEqual({ kept: [], dropped: [] });
});

test("the first so many are kept", () => {
  const { kept, dropped } = limitConcerns([concern("a"), concern("b"), concern("c")], 2);
  expect(texts(kept)).toEqual(["a", "b"]);
  expect(dropped).toMatchObject([{ because: "beyond the cap", concern: { text: "c" } }]);
});

describe("the union of two models", () => {
  const model = (...members: readonly (readonly [string, number])[]) => ({
    concerns: members.map(([text]) => concern(text)),
    embeddings: members.map(([, degrees]) => at(degrees)),
  });
  test("a component is its longest text of the first model; others stay, in the order of first members", () => {
    const { kept, dropped } = uniteConcerns(
      [model(["aa", 0], ["z", 90]), model(["the longest", 5], ["only b", 180], ["aaa", 181])],
      0.98,
    );
    expect(texts(kept)).toEqual(["aa", "z", "only b"]);
    expect(dropped.map(({ concern: { text }, because, representative }) => [text, because, representative?.text])).toEqual([
      ["the longest", "united", "aa"],
      ["aaa", "united", "only b"],
    ]);
  });
  test("within one model too, and over a third that is like both", () => {
    expect(texts(uniteConcerns([model(["a", 0], ["bbb", 20]), model(["c", 10])], 0.98).kept)).toEqual(["bbb"]);
  });
  test("at the threshold two are one, below it they are not", () => {
    const half = Float32Array.of(0.5, Math.sqrt(0.75));
    const models = [
      { concerns: [concern("a")], embeddings: [Float32Array.of(1, 0)] },
      { concerns: [concern("b")], embeddings: [half] },
    ];
    expect(texts(uniteConcerns(models, 0.5).kept)).toEqual(["a"]);
    expect(uniteConcerns(models, 0.5).dropped[0]?.cosine).toBe(0.5);
    expect(texts(uniteConcerns(models, 0.5000001).kept)).toEqual(["a", "b"]);
  });
  test("embeddings of two lengths are an error across models too, and so is one too few", () => {
    const one = { concerns: [concern("a")], embeddings: [Float32Array.of(1)] };
    expect(() => uniteConcerns([one, model(["b", 0])], 0.98)).toThrow(RangeError);
    const [none, both] = [
      { concerns: [concern("a")], embeddings: [] },
      { concerns: [concern("b")], embeddings: [at(0), at(1)] },
    ];
    expect(() => uniteConcerns([none, both], 0.98)).toThrow(RangeError);
  });
  test("length is in characters, and the first of equals is taken", () => {
    expect(texts(uniteConcerns([model(["𝒜𝒜", 0], ["abc", 0], ["xyz", 0])], 0.98).kept)).toEqual(["abc"]);
  });
  test("nothing is lost: what is not kept names a kept concern that stands for it", () => {
    const members = fc.array(fc.tuple(fc.constantFrom("a", "bb", "ccc"), fc.integer({ min: 0, max: 60 })), { maxLength: 12 });
    fc.assert(
      fc.property(members, members, (one, two) => {
        const { kept, dropped } = uniteConcerns([model(...one), model(...two)], 0.98);
        expect(kept.length + dropped.length).toBe(one.length + two.length);
        for (const { representative } of dropped) expect(kept).toContain(representative);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
