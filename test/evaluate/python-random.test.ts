import { expect, test } from "vitest";
import { pythonRandom } from "../../src/evaluate/python-random.ts";
import { python, pythonHas } from "./support.ts";

test("the draws are those that every tutorial shows for random.seed(42)", () => {
  const random = pythonRandom(42);
  expect(Array.from({ length: 5 }, () => 1 + random.below(100))).toEqual([82, 15, 4, 95, 36]);
});

test("two words make Python's first random() of the seed 42", () => {
  const random = pythonRandom(42);
  const [high, low] = [random.uint32() >>> 5, random.uint32() >>> 6];
  expect((high * 2 ** 26 + low) / 2 ** 53).toBe(0.6394267984578837);
});

test.skipIf(!pythonHas("random"))(
  "a thousand choices among any number of articles are Python's, beyond the first 624 words too",
  () => {
    const sizes = [1, 2, 3, 64, 981, 65536];
    const program =
      "import json,random\nprint(json.dumps([[random.Random(s).choice(range(n)) for s in range(3)]+[r.choice(range(n)) for _ in range(1000)] for n in " +
      JSON.stringify(sizes) +
      " for r in [random.Random(42)]]))";
    const expected = python(["-c", program]);
    const drawn = sizes.map((n) => {
      const random = pythonRandom(42);
      return [...[0, 1, 2].map((seed) => pythonRandom(seed).below(n)), ...Array.from({ length: 1000 }, () => random.below(n))];
    });
    expect(drawn).toEqual(expected);
  },
);
