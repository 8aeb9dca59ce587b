import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeMarkdown, plainText } from "../../src/publish/index.ts";

test.each([
  { why: "a colour code colours nothing", hostile: "\u001b[31mred\u001b[0m", words: "red" },
  { why: "a title code renames no window", hostile: "a\u001b]0;owned\u0007b", words: "ab" },
  { why: "a carriage return overwrites no line", hostile: "good\rbad", words: "good bad" },
  { why: "a line feed forges no second line", hostile: "one\n::error::two", words: "one : :error::two" },
  { why: "no log of a job is commanded", hostile: "::add-mask::x", words: ": :add-mask::x" },
  { why: "however many colons there are", hostile: "a :::b", words: "a : : :b" },
  { why: "nor in the log's older language", hostile: "x##[error]y", words: "x## [error]y" },
  { why: "what hides before a command does not help it", hostile: "\u200b ::error::x", words: ": :error::x" },
  { why: "names of functions stay", hostile: "stats::t.test at 5:30", words: "stats::t.test at 5:30" },
  { why: "a direction override turns no text around", hostile: "a\u202egnp.exe", words: "agnp.exe" },
  { why: "zero-width characters hide nothing", hostile: "ig\u200bno\u2060re", words: "ignore" },
  { why: "tag characters carry no message", hostile: "x\u{e0041}\u{e0042}", words: "x" },
  { why: "half a character breaks no encoder", hostile: "a\ud800b", words: "a\ufffdb" },
  {
    why: "Greek and symbols of science stay",
    hostile: "β-catenin, 5 µm, ±2 °C, p ≤ 0.05",
    words: "β-catenin, 5 µm, ±2 °C, p ≤ 0.05",
  },
])("plain: $why", ({ hostile, words }) => expect(plainText(hostile)).toBe(words));

test.each([
  { why: "a mention notifies nobody", hostile: "ask @alice", inert: "ask @\u2060alice" },
  { why: "a reference links to no issue", hostile: "fixes #12", inert: "fixes \\#\u206012" },
  { why: "a short reference neither", hostile: "GH-12", inert: "GH\\-\u206012" },
  { why: "a command commands nothing", hostile: "/bioreview full", inert: "\\/bioreview full" },
  { why: "an image loads nothing", hostile: "![x](https://e.org/a.png)", inert: "\\!\\[x\\]\\(https:\u2060//e.org/a.png\\)" },
  { why: "markup is text", hostile: "<details>**b**</details>", inert: "&lt;details&gt;\\*\\*b\\*\\*&lt;/details&gt;" },
  { why: "a comment hides nothing", hostile: "<!-- x -->", inert: "&lt;\\!\\-\\- x \\-\\-&gt;" },
  { why: "a commit is not linked", hostile: "at 0123456789ab", inert: "at 012345\u20606789ab" },
  { why: "a number can be copied", hostile: "seed 1035951679", inert: "seed 1035951679" },
  { why: "a list is not begun by a full stop of ours", hostile: "12", inert: "12\u2060" },
  { why: "a list is not begun", hostile: "1. x", inert: "1\\. x" },
  { why: "an address is no link, and keeps its letters", hostile: "WWW.a.b", inert: "WWW\u2060.a.b" },
  { why: "nor behind a sign that is a letter to \\b", hostile: "_www.a.b", inert: "\\_www\u2060.a.b" },
  { why: "nor where a full stop of ours makes one", hostile: "see www", inert: "see www\u2060" },
  { why: "a word that ends so is none", hostile: "awww.b", inert: "awww.b" },
  { why: "nor behind a letter that is none of ASCII's", hostile: "中www.a GH-1", inert: "中www\u2060.a GH\\-\u20601" },
  { why: "a reference behind such a sign neither", hostile: "_gh-1", inert: "\\_gh\\-\u20601" },
  { why: "nor a commit", hostile: "_deadbeef1_", inert: "\\_deadbe\u2060ef1\\_" },
  { why: "a mail address is no link", hostile: "mailto:a@b.c", inert: "mailto\u2060:a@\u2060b.c" },
])("markdown: $why", ({ hostile, inert }) => expect(escapeMarkdown(hostile)).toBe(inert));

test("no text keeps a control character, a line break or half a character", () => {
  const unit = fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom("\u001b[", "\u001b]", "@", "#1"),
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 60 }), (units) => {
      for (const line of [plainText(units.join("")), escapeMarkdown(units.join(""))]) {
        expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
        expect(line.isWellFormed()).toBe(true);
      }
    }),
    { seed: 20261122, numRuns: 2000 },
  );
});
