import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCommand } from "../../../src/github/events/command.ts";

const SHA = "0123456789abcdef0123456789abcdef01234567";
const plainReview = { kind: "review", full: false };

describe("a command and its words", () => {
  test.each([
    { body: "/bioreview", is: plainReview },
    { body: "/bioreview   \t", is: plainReview },
    { body: "/bioreview\r\n", is: plainReview },
    { body: "  /bioreview", is: plainReview },
    { body: "/bioreview 0123456", is: { kind: "review", full: false, commit: "0123456" } },
    { body: "/bioreview ABCDEF1", is: { kind: "review", full: false, commit: "abcdef1" } },
    { body: `/bioreview ${SHA}`, is: { kind: "review", full: false, commit: SHA } },
    { body: "/bioreview full", is: { kind: "review", full: true } },
    { body: `/bioreview full ${SHA.slice(0, 12)}`, is: { kind: "review", full: true, commit: SHA.slice(0, 12) } },
    { body: "/bioreview status", is: { kind: "status" } },
    { body: "/bioreview help", is: { kind: "help" } },
    { body: "/bioreview dismiss C7 out of scope", is: { kind: "dismiss", concern: "C7", reason: "out of scope" } },
    { body: "/bioreview dismiss c12  two   blanks", is: { kind: "dismiss", concern: "C12", reason: "two blanks" } },
    { body: "/bioreview reopen C7", is: { kind: "reopen", concern: "C7", reason: "" } },
    { body: "/bioreview reopen C7 not done", is: { kind: "reopen", concern: "C7", reason: "not done" } },
  ])("$body", ({ body, is }) => expect(parseCommand(body)).toEqual(is));
});

describe("what is not understood whole is unknown", () => {
  test.each([
    { why: "six digits are no commit", words: "012345" },
    { why: "41 digits are no commit", words: `${SHA}0` },
    { why: "no digit", words: "xyz1234" },
    { why: "a word too many", words: "status now" },
    { why: "help takes nothing", words: "help me" },
    { why: "a second word after the commit", words: "0123456 please" },
    { why: "a reason is wanted", words: "dismiss C7" },
    { why: "a concern is wanted", words: "dismiss" },
    { why: "no concern is called so", words: "dismiss 7 because" },
    { why: "ids count from one", words: "dismiss C0 because" },
    { why: "two verbs", words: "full full" },
    { why: "verbs are small letters", words: "Full" },
    { why: "a verb that there is not", words: "approve" },
  ])("$why: $words", ({ words }) => expect(parseCommand(`/bioreview ${words}`)).toEqual({ kind: "unknown", words }));

  test("and is echoed only in part", () => {
    expect(parseCommand(`/bioreview ${"x".repeat(5000)}`)).toEqual({ kind: "unknown", words: "x".repeat(200) });
  });

  test("a reason is cut where the dashboard's line ends", () => {
    expect(parseCommand(`/bioreview dismiss C1 ${"y".repeat(5000)}`)).toMatchObject({ reason: "y".repeat(500) });
  });
});

describe("the name of one of several manuscripts", () => {
  const names = ["papers/a", "papers-a", "papers", "my papers/b"];
  test.each([
    { words: "papers/a", is: { ...plainReview, manuscript: "papers/a" } },
    { words: "papers-a 0123456", is: { ...plainReview, commit: "0123456", manuscript: "papers-a" } },
    { words: "full papers/a", is: { kind: "review", full: true, manuscript: "papers/a" } },
    { words: "status papers", is: { kind: "status", manuscript: "papers" } },
    { words: "my papers/b", is: { ...plainReview, manuscript: "my papers/b" } },
    {
      words: "dismiss papers/a C7 out of scope",
      is: { kind: "dismiss", concern: "C7", reason: "out of scope", manuscript: "papers/a" },
    },
    { words: "dismiss C7 papers/a", is: { kind: "dismiss", concern: "C7", reason: "papers/a" } },
    { words: "reopen my papers/b C7", is: { kind: "reopen", concern: "C7", reason: "", manuscript: "my papers/b" } },
    { words: "papers/a status", is: { kind: "unknown", words: "papers/a status" } },
    { words: "papers/c", is: { kind: "unknown", words: "papers/c" } },
    { words: "dismiss papers/c C7 no", is: { kind: "unknown", words: "dismiss papers/c C7 no" } },
  ])("$words", ({ words, is }) => expect(parseCommand(`/bioreview ${words}`, names)).toEqual(is));

  test("means nothing where there is one", () => {
    expect(parseCommand("/bioreview papers/a")).toEqual({ kind: "unknown", words: "papers/a" });
  });
});

describe("where a command may stand", () => {
  test.each([
    { why: "after other words", body: "Thanks!\n\n/bioreview status" },
    { why: "on the next line of a paragraph", body: "Thanks!\r\n/bioreview status\r\nbye" },
    { why: "after a quote and an empty line", body: "> /bioreview full\n\n/bioreview status" },
    { why: "after code", body: "```\n/bioreview full\n```\n/bioreview status" },
    { why: "before another command", body: "/bioreview status\n/bioreview full" },
    { why: "after a word that only begins so", body: "/bioreviewer full\n/bioreview status" },
  ])("$why", ({ body }) => expect(parseCommand(body)).toEqual({ kind: "status" }));
});

describe("what only mentions a command commands nothing", () => {
  test.each([
    { why: "nothing", body: "" },
    { why: "in a sentence", body: "Write /bioreview full to start it" },
    { why: "a quote", body: "> /bioreview full" },
    { why: "a line that Markdown draws into the quote above it", body: "> as I said\n/bioreview full" },
    { why: "a quote in a quote", body: "> > /bioreview full" },
    { why: "fenced code", body: "```\n/bioreview full\n```" },
    { why: "code between tildes", body: "~~~text\n/bioreview full\n~~~" },
    { why: "a fence that is never closed", body: "```\n/bioreview full" },
    { why: "indented code", body: "    /bioreview full" },
    { why: "code after a tab", body: "\t/bioreview full" },
    { why: "a code span over lines", body: "see `x\n/bioreview full\ny`" },
    { why: "a comment that nobody sees", body: "Nice.\n\n<!--\n/bioreview full\n-->" },
    { why: "a comment inside a paragraph", body: "Nice <!-- well\n/bioreview full\n--> work" },
    { why: "HTML", body: "<div>\n/bioreview full\n</div>" },
    { why: "a list", body: "- /bioreview full" },
    { why: "a heading", body: "# /bioreview full" },
    { why: "a longer word", body: "/bioreview-full" },
    { why: "a path", body: "/bioreview/full" },
    { why: "other letters", body: "/BioReview full" },
    { why: "an invisible letter", body: "/bioreview\u200b full" },
    { why: "after a line separator, where Markdown begins no line", body: "see\u2028/bioreview full" },
    { why: "an escaped slash", body: "\\/bioreview full" },
  ])("$why", ({ body }) => expect(parseCommand(body)).toBeUndefined());
});

test("no comment makes it throw, and what it returns is one of the commands", () => {
  const piece = fc.constantFrom(
    "/bioreview",
    " ",
    "\n",
    "\r\n",
    "full",
    "C7",
    "dismiss",
    "> ",
    "```",
    "<!--",
    "-->",
    "`",
    "0123456",
    "\u0000",
    "- ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const command = parseCommand(pieces.join(""));
      expect([undefined, "review", "status", "help", "dismiss", "reopen", "unknown"]).toContain(command?.kind);
    }),
    { seed: 20261122, numRuns: 2000 },
  );
});
