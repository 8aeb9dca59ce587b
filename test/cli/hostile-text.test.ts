/** A model, a manuscript and a server may say anything: what is printed is words. */
import { expect, test } from "vitest";
import { jsonText } from "../../src/cli/print/blocks.ts";
import { bioreview } from "../support/fake-terminal.ts";
import { folderWith } from "../support/folder.ts";
import { markdownPaper } from "../support/paper.ts";
import { REVIEWER, reviewer } from "../support/reviewer.ts";
import { fails, startScripted } from "../support/scripted-server.ts";

/** `words`: what is left of it, where the review before has not put blanks for what JSON cannot hold. */
const HOSTILE: readonly { why: string; text: string; words?: string }[] = [
  { why: "a colour code colours nothing", text: "see \u001b[31mred\u001b[0m cells" },
  { why: "a cursor code goes nowhere", text: "up\u001b[2A\u001b[2Kwards" },
  { why: "an eight-bit code neither", text: "a\u009b31mb" },
  { why: "a title code renames no window", text: "a\u001b]0;owned\u0007b" },
  { why: "a carriage return overwrites no line", text: "good\rbad", words: "good bad" },
  { why: "a command to a job's log is none", text: "x\n::error::y", words: "x : :error::y" },
  { why: "an older one neither", text: "x ##[error]y", words: "x ## [error]y" },
  { why: "text is not turned around", text: "a\u202egnp.exe", words: "agnp.exe" },
  { why: "nothing hides between letters", text: "ig\u200bno\u2066re", words: "ignore" },
  { why: "a separator of lines begins none", text: "one\u2028two", words: "one two" },
];
const directory = folderWith({
  "paper.md": `# Sleep in mice\n\n${markdownPaper(2)}`,
  "evil.md": `# Sleep \u001b[31min\u202e mice ::error::x\n\n${markdownPaper(2)}\n## Funding\u001b]0;x\u0007\n\nNone.\n`,
});
const said = reviewer(...HOSTILE.map(({ text, why }) => ({ text: `${why}: ${text}` })));

async function reviewed(format: string, paper = "paper.md", columns = 80) {
  await using server = await startScripted(said);
  const argv = ["review", paper, "--profile", "smoke", "--no-embedder", "--endpoint", server.url, "--format", format];
  return await bioreview(argv, { directory, columns });
}
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u;

test.each(["text", "markdown"])("in %s no control character is left, and no line begins with a command", async (format) => {
  for (const columns of [40, 80]) {
    const { code, out } = await reviewed(format, "evil.md", columns);
    expect(code).toBe(0);
    expect(out).not.toMatch(CONTROL);
    for (const line of out.split("\n")) expect(line).not.toMatch(/^\s*::|##\[/);
  }
});

test("in text each concern is its words", async () => {
  const { out } = await reviewed("text", "paper.md", 100);
  for (const { why, words } of HOSTILE)
    expect(out).toContain(`    ${why}: ${words ?? ""}`.trimEnd() + (words === undefined ? "" : "\n"));
});

test("in Markdown nothing renders, mentions, links or leaves its list item", async () => {
  const hostile = [
    "**bold** _it_ `code` <b>html</b> <!-- note -->",
    "![image](https://e.org/a.png) [link](javascript:alert) @alice #12 owner/name#3",
    "one\n\n## heading\n\n- item\n\n```\nfence",
    "| a | b |\n|---|---|\n> quote </details>",
    "/bioreview full",
  ];
  await using server = await startScripted(reviewer(...hostile.map((text) => ({ text }))));
  const { out } = await bioreview(
    ["review", "paper.md", "--profile", "smoke", "--no-embedder", "--endpoint", server.url, "--format", "markdown"],
    { directory },
  );
  const list = out.split("\n\n")[3]?.split("\n") ?? [];
  expect(list).toHaveLength(2 * hostile.length);
  for (const [at, line] of list.entries()) {
    if (at % 2 === 0)
      expect(line).toMatch(
        new RegExp(`^- \\*\\*C${at / 2 + 1}\\*\\* · \\*\\*minor\\*\\* · other · (?:whole paper|paper\\.md:\\W?\\d+) {2}$`),
      );
    else {
      expect(line).toMatch(/^ {2}\S/);
      expect(line, "each character of markup is escaped").not.toMatch(/(?<!\\)[*_`[\]|#!()]|[<>]/);
      expect(line, "a mention or an address is broken up").not.toMatch(/@\w|:\/\/|#\d/);
      expect(line).not.toMatch(/^ {2}[/+-]/);
    }
  }
});

test("JSON parses to the very words, and what stands in it is inert too", async () => {
  const { out } = await reviewed("json", "evil.md");
  const texts: string[] = JSON.parse(out).concerns.map(({ text }: { text: string }) => text);
  expect(texts).toHaveLength(HOSTILE.length);
  expect(out).not.toMatch(CONTROL);
  expect(out).not.toMatch(/^\s*::|##\[/m);
});

test("JSON is the same value, whatever is escaped in it", () => {
  const value = { "\u200bkey": ["\u009b31m", "##[x]", "\u{e0041}", "a\u2028b", "é β 🧬", "\ud800"] };
  expect(JSON.parse(jsonText(value))).toEqual(value);
  expect(jsonText("é β 🧬")).toBe('"é β 🧬"\n');
});

test("an inspection shows names and titles as words", async () => {
  const { code, out } = await bioreview(["inspect", "evil.md"], { directory });
  expect(code).toBe(0);
  expect(out).not.toMatch(CONTROL);
  expect(out).not.toMatch(/^\s*::/m);
});

test("what a server says of its fault stays on one line of words", async () => {
  await using server = await startScripted({
    models: REVIEWER,
    chat: fails(500, { message: "\u001b[2Jbad\n::error::x\u202e sk-abcdefghijkl" }),
  });
  const { err } = await bioreview(["review", "paper.md", "--profile", "smoke", "--no-embedder", "--endpoint", server.url], {
    directory,
  });
  expect(err).toMatch(/^bioreview: [^\n]+\n$/);
  expect(err.slice(0, -1)).not.toMatch(CONTROL);
  expect(err).not.toContain("sk-abcdefghijkl");
});
