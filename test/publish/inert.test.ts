import { expect, test } from "vitest";
import { OutputError } from "../../src/errors.ts";
import { assertInert, faultIn } from "../../src/publish/inert.ts";

test.each([
  { why: "an image", text: "![x](https://github.com/a.png)" },
  { why: "a link to another host", text: "[x](https://evil.example)" },
  { why: "a link by script", text: "[x](javascript:alert)" },
  { why: "an address that becomes a link", text: "see https://github.com.evil.example/x" },
  { why: "a link with a title", text: '[x](https://github.com/a "hover")' },
  { why: "a mention", text: "ask @alice" },
  { why: "a mention by entity", text: "ask &#64;alice" },
  { why: "a reference", text: "see #12" },
  { why: "an old reference", text: "see GH-12" },
  { why: "a commit", text: "since deadbeef1" },
  { why: "a tag that is not ours", text: "<img src=x>" },
  { why: "a tag with attributes", text: "<b onclick=x>y</b>" },
  { why: "a comment that is not ours", text: "<!-- other -->" },
  { why: "a comment that only begins like ours", text: "<!-- bioreview-x --> <!-- y -->" },
  { why: "code that is not ours", text: "`$(rm)`" },
  { why: "a fence", text: "```suggestion\nx\n```" },
  { why: "a task list", text: "- [x] done" },
  { why: "a footnote", text: "x[^1]\n\n[^1]: y" },
  { why: "struck-through text", text: "~~x~~" },
  { why: "a definition that is not ours", text: "[x]: https://github.com" },
  { why: "an emoji", text: "well :smile:" },
  { why: "a line that is a command", text: "x\n  /bioreview full" },
])("$why is not inert", ({ text }) => {
  expect(faultIn(text, "github.com")).toBeTypeOf("string");
  expect(() => assertInert(text, "https://github.com")).toThrow(OutputError);
});

test.each([
  "**bold** *x* [`1234567`](https://github.com/a/b/commit/1)\n\n- a\n  <details><summary>b</summary>\n\n  > <b>c</b>\n\n  </details>",
  "<!-- bioreview-review-0123456789abcdef01234567 -->\n\n[bioreview-review-0123456789abcdef01234567]: #",
  "| a | b |\n|---|---|\n| c | `/bioreview full` |",
])("what we write ourselves is inert", (text) => expect(faultIn(text, "github.com")).toBeUndefined());
