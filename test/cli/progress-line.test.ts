import { expect, test } from "vitest";
import { progressLine, type Terminal } from "../../src/cli/terminal.ts";
import { bioreview, fakeTerminal } from "../support/fake-terminal.ts";
import { folderWith } from "../support/folder.ts";
import { markdownPaper } from "../support/paper.ts";
import { reviewer } from "../support/reviewer.ts";
import { startScripted } from "../support/scripted-server.ts";

const concern = { text: "There is no control.", category: "design_flaw", severity: "major" } as const;

/** What a person sees after these bytes: the lines of a screen that knows carriage return, line feed and "erase to the end of the line". */
function screen(bytes: string): string[] {
  const lines = [""];
  let column = 0;
  for (const [token] of bytes.matchAll(/\u001b\[K|./gsu)) {
    const line = lines.at(-1) ?? "";
    if (token === "\r") column = 0;
    else if (token === "\n") column = lines.push("") * 0;
    else if (token === "\u001b[K") lines[lines.length - 1] = line.slice(0, column);
    else lines[lines.length - 1] = line.slice(0, column) + token + line.slice(++column);
  }
  return lines;
}

/** A line on a terminal that a person watches, with a clock that the test moves. */
function watched(parts: Partial<Terminal> = {}) {
  const clock = { now: 0 };
  const terminal = fakeTerminal({ errIsTerminal: true, ...parts });
  return { clock, terminal, line: progressLine(terminal, () => clock.now), seen: () => screen(terminal.said()) };
}

test("where nobody watches nothing is drawn", () => {
  const { line, terminal } = watched({ errIsTerminal: false });
  line.show("reading paper/");
  line.onReview({ stage: "concern", model: "m", concern });
  line.end();
  expect(terminal.said()).toBe("");
});

test("where nobody watches a line is written every ten seconds of a long run", () => {
  const { line, clock, terminal } = watched({ errIsTerminal: false });
  const reading = (tokensRead: number) => line.onReview({ stage: "reading", model: "m", tokensRead, tokensTotal: 2000 });
  for (; clock.now < 25_000; clock.now += 1000) reading(clock.now / 25);
  line.onReview({ stage: "question", model: "m", question: 2, questions: 7 });
  clock.now = 31_000;
  line.onReview({ stage: "writing", model: "m", tokensWritten: 20 });
  expect(terminal.said().split("\n")).toEqual([
    "bioreview: reading the paper: 20 % of 2,000 tokens",
    "bioreview: reading the paper: 40 % of 2,000 tokens",
    "bioreview: question 2 of 7, writing: 20 tokens",
    "",
  ]);
});

test("each stage has its words, and one line is all that they take", () => {
  const { line, clock, seen } = watched();
  const shown: (string | undefined)[] = [];
  const at = (then: () => void) => {
    clock.now += 1000;
    then();
    expect(seen()).toHaveLength(1);
    shown.push(seen()[0]);
  };
  at(() => line.show("reading paper/"));
  at(() => line.onReview({ stage: "question", model: "m", question: 2, questions: 7 }));
  at(() => line.onReview({ stage: "waiting", model: "m", place: 2 }));
  at(() => line.onReview({ stage: "waiting", model: "m", place: 0 }));
  at(() => line.onReview({ stage: "reading", model: "m", tokensRead: 999, tokensTotal: 2000 }));
  at(() => line.onReview({ stage: "writing", model: "m", tokensWritten: 1 }));
  at(() => line.onReview({ stage: "writing", model: "m", tokensWritten: 20 }));
  at(() => line.onReview({ stage: "embedding", texts: 3 }));
  expect(shown).toEqual([
    "reading paper/ …",
    "question 2 of 7 …",
    "waiting: 2 before us …",
    "waiting: next in line …",
    "reading the paper: 49 % of 2,000 tokens",
    "writing: 1 tokens",
    "writing: 20 tokens, 20.0 tokens/s",
    "looking for concerns that say the same (3) …",
  ]);
});

test("a concern stays, and the line goes on below it", () => {
  const { line, clock, seen } = watched();
  line.onReview({ stage: "writing", model: "m", tokensWritten: 1 });
  line.onReview({ stage: "concern", model: "m", concern });
  clock.now = 1000;
  line.onReview({ stage: "writing", model: "m", tokensWritten: 5 });
  expect(seen()).toEqual(["  major · design flaw · There is no control.", "writing: 5 tokens, 5.0 tokens/s"]);
});

test("at the end the line is gone and the concerns are still there", () => {
  const { line, seen } = watched();
  line.onReview({ stage: "concern", model: "m", concern });
  line.show("looking");
  line.end();
  expect(seen()).toEqual(["  major · design flaw · There is no control.", ""]);
});

test("a line is never longer than the terminal of standard error, whatever standard output's is", () => {
  const { line, seen } = watched({ errColumns: 30, columns: 200 });
  line.show("reading a/very/long/path/that/goes/on/and/on/and/on");
  line.onReview({ stage: "concern", model: "m", concern: { ...concern, text: "word ".repeat(50) } });
  line.onReview({ stage: "retry", model: "m", because: "it breaks off ".repeat(9) });
  for (const shown of seen()) expect([...shown].length).toBeLessThan(30);
  expect(seen()[0]).toMatch(/^ {2}major · design flaw · .*…$/);
});

test("foreign text moves no cursor and begins no line", () => {
  const { line, seen, terminal } = watched();
  line.show("reading \u001b[2Jx\u202e");
  line.onReview({ stage: "concern", model: "m", concern: { ...concern, text: "a\u001b[31m\nb" } });
  expect(seen()[0]).toBe("  major · design flaw · a b");
  expect(terminal.said()).not.toMatch(/\u001b(?!\[K)|\u202e/);
});

test("it is drawn at most ten times a second, and no drawing begins with an empty line", () => {
  const { line, clock, terminal } = watched();
  for (clock.now = 0; clock.now < 1000; clock.now++)
    line.onReview({ stage: "writing", model: "m", tokensWritten: clock.now + 1 });
  const drawings = terminal.said().split("\r").slice(1);
  expect(drawings.length).toBeGreaterThan(1);
  expect(drawings.length).toBeLessThanOrEqual(10);
  for (const drawing of drawings) expect(drawing).toMatch(/^writing: .*\u001b\[K$/);
});

test("a review that a person watches ends with its concerns above an empty line, and the result on standard output", async () => {
  const directory = folderWith({ "paper.md": `# Sleep in mice\n\n${markdownPaper(2)}` });
  await using server = await startScripted(reviewer(concern));
  const argv = ["review", "paper.md", "--profile", "smoke", "--no-embedder", "--endpoint", server.url];
  const alone = await bioreview(argv, { directory });
  const seen = await bioreview(argv, { directory, errIsTerminal: true });
  expect(alone.err).toBe("");
  expect(screen(seen.err)).toEqual(["  major · design flaw · There is no control.", ""]);
  const lasting = (text: string) => text.replace(/, \d+ s\.\n$/, "");
  expect(lasting(seen.out)).toBe(lasting(alone.out));
});

test("a failure stands on a line of its own, not behind what was drawn", async () => {
  const directory = folderWith({});
  const { err } = await bioreview(["review", "nowhere.md"], { directory, errIsTerminal: true });
  expect(screen(err)[0]).toMatch(/^bioreview: nowhere\.md: /);
});
