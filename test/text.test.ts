import fc from "fast-check";
import { expect, test } from "vitest";
import {
  capitalize,
  counted,
  fromSnakeCase,
  listed,
  percent,
  percentRead,
  thousands,
  truncate,
  truncateToSentence,
} from "../src/text.ts";

test.each([
  { why: "thousands are parted", written: thousands(1_234_567), is: "1,234,567" },
  { why: "one is singular", written: counted(1, "concern"), is: "1 concern" },
  { why: "none are plural", written: counted(0, "concern"), is: "0 concerns" },
  { why: "many are plural", written: counted(2_000, "concern"), is: "2,000 concerns" },
  { why: "a share is rounded", written: percent(0.125), is: "13 %" },
  { why: "what was read is rounded down", written: percentRead(999, 1000), is: "99 %" },
  { why: "100 % is said of what was read whole", written: percentRead(1000, 1000), is: "100 %" },
  { why: "nothing is read whole", written: percentRead(0, 0), is: "100 %" },
  { why: "a sentence begins with a capital", written: capitalize("it stands"), is: "It stands" },
  { why: "an empty text has none", written: capitalize(""), is: "" },
  { why: "an identifier becomes words", written: fromSnakeCase("reagent_method_specificity"), is: "reagent method specificity" },
  { why: "a list names what it leaves out", written: listed(["a", "b"], 3), is: "a, b, and 3 more" },
  { why: "a whole list names nothing more", written: listed(["a", "b"]), is: "a, b" },
])("$why", ({ written, is }) => expect(written).toBe(is));

test("a cut text is never longer, ends in a sign, and holds no half character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), fc.integer({ min: 2, max: 60 }), (text, most) => {
      for (const cut of [truncate(text, most), truncateToSentence(text, most)]) {
        expect(cut.length).toBeLessThanOrEqual(Math.max(most + 2, 0));
        if (cut !== text) expect(cut.endsWith("…")).toBe(true);
        expect(cut.isWellFormed() || !text.isWellFormed()).toBe(true);
      }
    }),
    { seed: 20261122 },
  );
});
test("a text begins with its whole sentences where they fit", () => {
  expect(truncateToSentence("There is no control. The rest is much longer than that, and is left out.", 40)).toBe(
    "There is no control. …",
  );
});
