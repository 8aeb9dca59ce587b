import { describe, expect, test } from "vitest";
import { jsonText } from "../src/cli/print/blocks.ts";
import { oneLine } from "../src/inference/quoted.ts";
import { CHARACTER_CLASSES, type CharacterClass, charactersOf, escapeInvisible } from "../src/invisible-characters.ts";
import { visible } from "../src/manuscript/files/hidden-characters.ts";
import { escapeMarkdown, plainText } from "../src/publish/sanitise.ts";
import { excerpt } from "../src/review/answer/parse-concern.ts";

/** Code points of a class; of the 137,468 for private use every 97th and the ends of their three ranges. */
function membersOf(name: CharacterClass): string[] {
  const pattern = new RegExp(`[${charactersOf(name)}]`, "u");
  const members = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter((one) => pattern.test(one));
  if (name !== "private-use characters") return members;
  const ends = ["\ue000", "\uf8ff", "\u{f0000}", "\u{ffffd}", "\u{100000}", "\u{10fffd}"];
  return [...ends, ...members.filter((_, at) => at % 97 === 0)];
}

/** Every way by which foreign text comes to a model, a person or a log. The sanitiser's own word joiner is put between characters, never beside a letter. */
const DOORS: readonly {
  readonly door: string;
  readonly out: (text: string) => string;
  readonly passes?: readonly CharacterClass[];
}[] = [
  // Decoded files hold no surrogates; line separators are white space there, and some scripts need their format characters.
  { door: "a manuscript", out: visible, passes: ["line separators", "format characters", "surrogates"] },
  { door: "the sanitiser, plain", out: plainText },
  { door: "the sanitiser, Markdown", out: escapeMarkdown },
  { door: "an example of a repair", out: excerpt },
  { door: "a quoted answer", out: (text) => oneLine(text, 240) },
  { door: "JSON", out: (text) => jsonText({ [text]: [text] }) },
];

describe.each(CHARACTER_CLASSES.map((name) => ({ name, members: membersOf(name) })))("$name", ({ name, members }) => {
  test("there are some", () => expect(members.length).toBeGreaterThan(0));
  test.each(DOORS.filter(({ passes = [] }) => !passes.includes(name)))("none gets through: $door", ({ out }) => {
    const through = members.filter((character) => out(`a${character}b`).includes(character));
    expect(through.map((character) => character.codePointAt(0)?.toString(16))).toEqual([]);
  });
});

test("JSON means the same after its invisible characters are escaped", () => {
  const value = CHARACTER_CLASSES.filter((name) => name !== "private-use characters").map((name) => membersOf(name).join(""));
  expect(JSON.parse(jsonText(value))).toEqual(value);
});

test("white space and letters stay as they are", () => {
  const text = "a\tb\r\nc é β 🧬 \u00a0\u2009 مرحبا";
  expect(escapeInvisible(text)).toBe(text);
});
