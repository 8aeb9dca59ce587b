import fc from "fast-check";
import { expect, test } from "vitest";
import { CleanTextBuilder } from "../../../src/manuscript/document.ts";
import { findInvisible, findLookAlikes, visible } from "../../../src/manuscript/files/hidden-characters.ts";

test.each([
  { why: "tag letters", hostile: "a\u{e0069}\u{e0067}b", technique: "tag characters", characters: 2 },
  {
    why: "a message behind a flag",
    hostile: `a\u{1f3f4}${"\u{e0061}".repeat(20)}\u{e007f}b`,
    technique: "tag characters",
    characters: 21,
  },
  { why: "variation selectors as bytes", hostile: "a\u{e0100}\u{e0123}b", technique: "variation selectors", characters: 2 },
  { why: "selectors in a row behind an emoji", hostile: "😀\ufe0f\ufe01\ufe02", technique: "variation selectors", characters: 2 },
  { why: "zero-width spaces", hostile: "ig\u200bno\u2060re\ufeff", technique: "zero-width characters", characters: 3 },
  { why: "a joiner between Latin letters", hostile: "a\u200db\u200cc", technique: "zero-width characters", characters: 2 },
  { why: "a direction override", hostile: "a\u202eb\u202c", technique: "bidirectional controls", characters: 2 },
  { why: "private use", hostile: "a\ue000\u{f0000}", technique: "private-use characters", characters: 2 },
  { why: "control characters", hostile: "a\u0001\u007f", technique: "control characters", characters: 2 },
  {
    why: "soft hyphens and fillers",
    hostile: "a\u00ad\u3164\u2800\u2062\uffa0",
    technique: "invisible characters",
    characters: 5,
  },
])("$why are found on their line and dropped", ({ hostile, technique, characters }) => {
  expect(findInvisible("a.md", `one\n${hostile}`)).toEqual([{ file: "a.md", line: 2, technique, characters }]);
  const left = new CleanTextBuilder().add(hostile, 1).build().text;
  expect([...left]).toHaveLength([...hostile].length - characters);
  expect(findInvisible("a.md", left)).toEqual([]);
});

test.each([
  { why: "no-break and thin spaces", honest: "5\u00a0mm, 5\u2009mm, 5\u202fmm" },
  { why: "emoji with a selector", honest: "❤\ufe0f ✔\ufe0e" },
  { why: "joined emoji", honest: "👩🏽\u200d🔬 👨\u200d👩\u200d👧\u200d👦 🏳\ufe0f\u200d🌈" },
  { why: "flags of countries and regions", honest: "🇨🇭 \u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}" },
  { why: "keycaps", honest: "1\ufe0f\u20e3" },
  { why: "a variant of a mathematical sign", honest: "A \u2229\ufe00 B" },
  { why: "joiners of Persian and Hindi", honest: "می\u200cخواهم क्\u200dष" },
  { why: "Greek, units, accents, tabs", honest: "β-catenin\t5 µm, Ångström, e\u0301, −2 °C" },
])("$why are honest", ({ honest }) => {
  expect(findInvisible("a.md", honest)).toEqual([]);
  expect(visible(honest)).toBe(honest);
});

test("what is dropped is what is counted, and nothing is left to drop", () => {
  const unit = fc.constantFrom(
    "a",
    "1",
    "😀",
    "\u{1f3f4}",
    "\u{e0067}",
    "\u{e007f}",
    "\ufe0f",
    "\u200d",
    "\u200b",
    "ش",
    "∩",
    "漢",
    "\u{e0100}",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 30 }), (units) => {
      const text = units.join("");
      const counted = findInvisible("a.md", text).reduce((sum, { characters }) => sum + characters, 0);
      expect([...visible(text)]).toHaveLength([...text].length - counted);
    }),
    { seed: 20261122, numRuns: 3000 },
  );
});

test("words that mix Latin with look-alikes are told by line, and Greek never is", () => {
  const text = "β-catenin αβγ µm Δψ\nthe rеsult\nМосква and Yerevan\nհello";
  expect(findLookAlikes("a.md", text).map(({ line }) => line)).toEqual([2, 4]);
});

test("signs of MathML that nobody writes hide nothing, elsewhere they do", () => {
  expect(findInvisible("a.xml", "<mml:mo>\u2061</mml:mo><mo stretchy='false'>\u2062</mo>")).toEqual([]);
  expect(findInvisible("a.xml", "<p>f\u2061x</p>")).toMatchObject([{ technique: "invisible characters", characters: 1 }]);
});
