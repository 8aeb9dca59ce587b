import fc from "fast-check";
import { expect, test } from "vitest";
import { quoted } from "../../src/inference/quoted.ts";

test.each([
  { why: "lines become one", said: "a\r\n  b\tc", shown: '"a b c"' },
  { why: "an escape sequence does nothing", said: "\u001b[2J", shown: '"\\u001b[2J"' },
  { why: "text is not turned around", said: "a\u202eb", shown: '"a\\u202eb"' },
  { why: "a key of a well-known form is masked", said: "Incorrect key: sk-abcdefghij", shown: '"Incorrect key: ***"' },
  { why: "so is a bearer token", said: "Authorization: Bearer abc.def", shown: '"Authorization: Bearer ***"' },
  { why: "so is a password in an address", said: "http://ada:hunter2@host/", shown: '"http://***@host/"' },
])("$why", ({ said, shown }) => expect(quoted(said)).toBe(shown));

test("the secret that was sent is masked wherever it stands", () => expect(quoted("a xyz b xyz", ["xyz"])).toBe('"a *** b ***"'));

test("whatever is said, it is one short line", () =>
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 2000 }), (said) => {
      const shown = quoted(said);
      expect(shown).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect([...said.replace(/\s+/g, " ")].length <= 240 || shown.endsWith('…"')).toBe(true);
    }),
    { seed: 3 },
  ));
