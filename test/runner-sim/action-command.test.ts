/** Which lines a runner takes for commands: the rules of its ActionCommand, row by row. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCommand } from "./action-command.ts";

const found = (line: string) => {
  const command = parseCommand(line);
  return command && [command.name, command.data, Object.fromEntries(command.properties)];
};
const gate = ["set-output", "passed", {}];

test.each([
  { why: "the documented form", line: "::set-output name=gate::passed", is: ["set-output", "passed", { name: "gate" }] },
  { why: "a form without properties", line: "::set-output::passed", is: gate },
  { why: "white space before it", line: " \t\u00a0\u3000::set-output::passed", is: gate },
  { why: "a line separator before it, which .NET trims", line: "\u2028::set-output::passed", is: gate },
  { why: "a next-line control before it, which .NET trims", line: "\u0085::set-output::passed", is: gate },
  { why: "any case", line: "::SET-Output::passed", is: gate },
  { why: "data with more colons", line: "::error::a::b", is: ["error", "a::b", {}] },
  { why: "escapes in data", line: "::error::a%0Ab%25", is: ["error", "a\nb%", {}] },
  { why: "an escaped escape stays one", line: "::error::a%250Ab", is: ["error", "a%0Ab", {}] },
  { why: "escapes in properties", line: "::error file=a%3Ab%2Cc::x", is: ["error", "x", { file: "a:b,c" }] },
  { why: "several properties", line: "::error file=a, line=3,=4,col=::x", is: ["error", "x", { file: "a", " line": "3" }] },
  { why: "the old form", line: "##[set-output]passed", is: gate },
  { why: "the old form amid text", line: "The model says ##[set-output]passed", is: gate },
  { why: "the old form's properties", line: "##[error file=a;line=3]x", is: ["error", "x", { file: "a", line: "3" }] },
  { why: "the old form's escapes", line: "##[error]a%3B%5D%0Ab", is: ["error", "a;]\nb", {}] },
  { why: "the old form after the new one's unknown name", line: "::frobnicate::##[error]x", is: ["error", "x", {}] },
  { why: "three colons are two and a name that begins with one", line: ":::set-output::passed", is: undefined },
  { why: "the new form amid text", line: "x ::set-output::passed", is: undefined },
  { why: "no second pair of colons", line: "::set-output name=gate", is: undefined },
  { why: "no closing bracket", line: "##[set-output name=gate", is: undefined },
  { why: "a name that nobody registered", line: "::set-secret::x", is: undefined },
  { why: "a space before the name", line: ":: set-output::passed", is: undefined },
  { why: "a second bracket is not looked for", line: "##[x] ##[error]y", is: undefined },
  { why: "a byte order mark is no white space", line: "\ufeff::set-output::passed", is: undefined },
  { why: "white space between the colons", line: ": :set-output::passed", is: undefined },
  { why: "full-width colons", line: "：：set-output：：passed", is: undefined },
  { why: "a word joiner breaks the bracket", line: "##\u2060[set-output]passed", is: undefined },
  { why: "a word joiner breaks the colons", line: ":\u2060:set-output::passed", is: undefined },
  { why: "an empty line", line: "", is: undefined },
])("$why", ({ line, is }) => expect(found(line)).toEqual(is));

describe("where .NET passes over what shows nothing", () => {
  test.each([
    { why: "the second pair of colons may be parted", line: "::set-output:\u200d:passed" },
    { why: "by a control character too", line: "::add-mask:\u0001:e" },
  ])("$why", ({ line }) => expect(parseCommand(line)).toBeDefined());

  test("a reading that sees less hides none that sees more", () => {
    expect(found("#\u2060#[x] ##[error]y")).toEqual(["error", "y", {}]);
  });
});

test("no text without both marks is ever a command", () => {
  const unmarked = fc.string({ unit: "grapheme" }).filter((text) => !/:.*:|#.*#.*\[/su.test(text));
  fc.assert(
    fc.property(unmarked, (text) => void expect(parseCommand(text)).toBeUndefined()),
    { seed: 7 },
  );
});

test("a command is one whatever stands before an old-form one that has no other mark", () => {
  const before = fc.string({ unit: "grapheme" }).filter((text) => !/[:#]/u.test(text));
  fc.assert(
    fc.property(before, (text) => void expect(found(`${text}##[add-mask]e`)).toEqual(["add-mask", "e", {}])),
    { seed: 7 },
  );
});
