import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logLine, progressLog } from "../../../src/action/job/job.ts";
import { parseCommand } from "../../runner-sim/index.ts";

describe("a line of the job's log", () => {
  test.each([
    { why: "a command where the line begins", text: "::set-output name=gate::passed" },
    { why: "one behind a line break", text: "fine\n::error::no" },
    { why: "one behind a carriage return", text: "fine\r::add-mask::e" },
    { why: "one behind blanks that only .NET takes for such", text: "\u3000\u0085::stop-commands::x" },
    { why: "the old form, anywhere", text: "a concern ##[set-output name=gate]passed" },
    { why: "the old form with something unseen in it", text: "##\u200b[error]x, #\u00ad#[error]y" },
    { why: "colours and cursor movements", text: "\u001b[2J\u001b[1;31mred\u001b[0m \u001b]0;title\u0007" },
    { why: "a line separator", text: "a\u2028::warning::b\u2029::debug::c" },
  ])("$why commands nothing", ({ text }) => {
    const line = logLine(text);
    expect(line).toMatch(/^bioreview: [^\r\n\u2028\u2029\u0085\u001b]*$/);
    expect(parseCommand(line)).toBeUndefined();
  });

  test("no text whatever becomes a command", () => {
    const piece = fc.constantFrom(
      "::",
      "##[",
      "#",
      "[",
      "]",
      "error",
      "set-output name=a",
      "\n",
      "\r",
      " ",
      "\u200b",
      "\u0085",
      ":",
      "x",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: "binary" }))), (pieces) => {
        const line = logLine(pieces.join(""));
        expect(line).not.toMatch(/[\r\n]/);
        expect(parseCommand(line)).toBeUndefined();
      }),
      { seed: 11, numRuns: 2000 },
    );
  });

  test("longer than any message is cut", () => expect(logLine("x".repeat(100_000)).length).toBeLessThan(2100));
});

describe("progress", () => {
  test("is logged once a stage, and within a long one now and then", () => {
    const said: string[] = [];
    let clock = 0;
    const { progress, onReview } = progressLog({ info: (text) => void said.push(text) }, () => clock);
    progress("reading the manuscript");
    for (clock = 0; clock <= 31_000; clock += 1000)
      onReview({ stage: "reading", model: "m", tokensRead: clock, tokensTotal: 40_000 });
    expect(said).toEqual([
      "reading the manuscript",
      "the model has read 0 of 40000 tokens",
      "the model has read 15000 of 40000 tokens",
      "the model has read 30000 of 40000 tokens",
    ]);
  });
});
