import fc from "fast-check";
import { expect, test } from "vitest";
import { OutputError } from "../../src/errors.ts";
import { faultIn, inertText, SHOWN_AS_CODE } from "../../src/publish/inert.ts";
import { cmarkEffectsOf, cmarkSkipped, effectsOf } from "./judge.ts";
import { REPOSITORY, SERVER } from "./world.ts";

const FAULTS = [
  { why: "an image", text: "![x](https://github.com/a.png)" },
  { why: "a link to another host", text: "[x](https://evil.example)" },
  { why: "a link by script", text: "[x](javascript:alert)" },
  { why: "an address that becomes a link", text: "see https://github.com.evil.example/x" },
  { why: "an address without a scheme", text: "see _www.a.b" },
  { why: "an address that a full stop of ours makes", text: "see www." },
  { why: "an address in an escape", text: "see \\_WWW.a.b" },
  { why: "an address of mail", text: "a_b@c.d" },
  { why: "a link with a title", text: '[x](https://github.com/a "hover")' },
  { why: "a mention", text: "ask @alice" },
  { why: "a mention by entity", text: "ask &#64;alice" },
  { why: "a reference", text: "see #12" },
  { why: "an old reference", text: "see GH-12" },
  { why: "a commit", text: "since deadbeef1" },
  { why: "a tag that is not ours", text: "<img src=x>" },
  { why: "a tag with attributes", text: "<b onclick=x>y</b>" },
  { why: "a comment that is not ours", text: "<!-- other -->" },
  { why: "a comment without an end", text: "<!-- other" },
  { why: "a comment that only begins like ours", text: "<!-- bioreview-x --> <!-- y -->" },
  { why: "code that is not ours", text: "`$(rm)`" },
  { why: "a fence", text: "```suggestion\nx\n```" },
  { why: "a fence without an end", text: "~~~\nx" },
  { why: "a task list", text: "- [x] done" },
  { why: "a footnote", text: "x[^1]\n\n[^1]: y" },
  { why: "struck-through text", text: "~~x~~" },
  { why: "a definition that is not ours", text: "[x]: https://github.com" },
  { why: "an emoji", text: "well :smile:" },
  { why: "a line that is a command", text: "x\n  /bioreview full" },
];

test.each(FAULTS)("$why is not inert", ({ text }) => {
  expect(faultIn(text, "github.com")).toBeTypeOf("string");
});

/** What we write around foreign text. */
const FRAMES = [
  { where: "alone", around: (text: string) => text },
  { where: "in a list", around: (text: string) => `- **C1** · ${text}\n- **C2** · words` },
  { where: "in a quote", around: (text: string) => `> [!NOTE]\n> words\n> ${text}\n>\n> more words` },
  {
    where: "in a table",
    around: (text: string) => `| | concern |\n|---|---|\n| **C1** | ${text.replaceAll("|", "\\|")} |\n| **C2** | words |`,
  },
  { where: "in a fold", around: (text: string) => `<details><summary>2 resolved</summary>\n\n${text}\n\n</details>` },
  { where: "slanted", around: (text: string) => `*${text}.* words` },
];
const END = `\n\n<!-- bioreview-review-0123456789abcdef01234567 -->\n\n[bioreview-review-0123456789abcdef01234567]: #`;

test.each(FRAMES)(`what is not inert is shown as code, and told, $where${cmarkSkipped}`, ({ around }) => {
  const texts = FAULTS.map(({ text }) => `**Revision 1** first\n\n${around(text)}\n\nlast${END}`);
  const published = texts.map((text) => inertText(text, SERVER));
  for (const [k, text] of published.entries()) {
    expect(effectsOf(text), text).toEqual([]);
    // In the middle of a line some of these are words.
    if (faultIn(texts[k] ?? "", "github.com") === undefined) expect(text).toBe(texts[k]);
    else expect(text).toContain(`\n\n${SHOWN_AS_CODE}${END}`);
    for (const ours of ["**Revision 1** first", "last"]) expect(text, "all else is there").toContain(ours);
    if (/words/.test(texts[k] ?? "")) expect(text).toMatch(/words/);
  }
  if (cmarkSkipped === "") expect(cmarkEffectsOf(published).flat()).toEqual([]);
});

test.each([
  { why: "an address alone", text: "see _www.a.b now", shown: "see _`www.a.b` now" },
  {
    why: "the words of a mention, without what nobody sees",
    text: "ask\u2060 @alice \\*now\\* &lt;x",
    shown: "`ask @alice *now* <x`",
  },
  { why: "the line to blame of several", text: "good\n> not `code` @a\n> good", shown: "good\n> not `code` `@a`\n> good" },
  { why: "a later line of a text", text: "> one\n> two @a\n> three", shown: "> one\n> `two @a`\n> three" },
  { why: "what has backticks in it", text: "<i a='``'>", shown: "```<i a='``'>```" },
])("as code stands $why", ({ text, shown }) => {
  expect(inertText(text, SERVER)).toBe(`${shown}\n\n${SHOWN_AS_CODE}`);
});

test("whatever stands in it, a text is published inert or not at all, and only what is in doubt changes", () => {
  const piece = fc.constantFrom(
    ...FAULTS.map(({ text }) => text),
    ..." |\n|\n\n|*|_|`|``|~~~|```|<|>|- |1. |> |#|$|\\|words|<!-- |-->|[|](|x".split("|"),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.constantFrom(...FRAMES), (parts, { around }) => {
      const text = around(parts.join(""));
      const inert = published(text);
      if (inert === undefined) return;
      expect(effectsOf(inert), inert).toEqual([]);
      if (faultIn(text, "github.com") === undefined) expect(inert).toBe(text);
    }),
    { seed: 20261130, numRuns: 400 },
  );
});
function published(text: string): string | undefined {
  try {
    return inertText(text, SERVER);
  } catch (error) {
    expect(error).toBeInstanceOf(OutputError);
    return undefined;
  }
}

test("what is too long as code is not published", () => {
  expect(() => inertText("@alice ".repeat(9_362), SERVER)).toThrow(expect.objectContaining({ code: "publication-not-inert" }));
});

test.each([
  `**bold** *x* [\`1234567\`](${SERVER}/${REPOSITORY}/commit/1)\n\n- a\n  <details><summary>b</summary>\n\n  > <b>c</b>\n\n  </details>`,
  "<!-- bioreview-review-0123456789abcdef01234567 -->\n\n[bioreview-review-0123456789abcdef01234567]: #",
  "| a | b |\n|---|---|\n| c | `/bioreview full` |",
])("what we write ourselves is inert, and stays as it is", (text) => {
  expect(faultIn(text, "github.com")).toBeUndefined();
  expect(inertText(text, SERVER)).toBe(text);
});
