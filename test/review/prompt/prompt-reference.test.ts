/** An independent reading of the same rules, in Python, must build the same bytes. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { tokenCounter } from "../../../src/review/prompt/count-tokens.ts";
import { buildPrompt, USER_PREFIX } from "../../../src/review/prompt/prompt.ts";
import { titleCase } from "../../../src/review/prompt/python-text.ts";
import { promptCases } from "../../support/articles.ts";

/** Letters that got a capital, or lost their case, after Unicode 14: whether they agree depends on the versions of Python and Node. */
const CHANGED_SINCE = "ƛɤʕꟓꟕ";

const hasPython = spawnSync("python3", ["--version"]).status === 0;

/** @returns what the script printed, a JSON value a line */
function python(args: readonly string[], input: readonly unknown[]): unknown[] {
  const lines = input.map((value) => `${JSON.stringify(value)}\n`).join("");
  const { stdout, stderr, status } = spawnSync("python3", args, { input: lines, encoding: "utf8", maxBuffer: 1 << 30 });
  expect(status, stderr).toBe(0);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}

describe.skipIf(!hasPython)("where python3 is there", () => {
  test("600 random articles get the same message from both", async () => {
    const cases = fc.sample(promptCases, { numRuns: 600, seed: 20261122 });
    const counter = await tokenCounter("chars3");
    const ours = cases.map((one) => buildPrompt(one, { counter, budget: one.budget, finalCut: one.finalCut }));
    const theirs = python([join(import.meta.dirname, "reference/prompt_reference.py")], [USER_PREFIX, ...cases]);
    expect(ours.map(({ user }) => user)).toEqual(theirs);
    expect(ours.filter(({ report }) => report.cut).length, "the generator reaches cuts").toBeGreaterThan(100);
    expect(ours.filter(({ report }) => !report.cut).length, "and articles that fit").toBeGreaterThan(50);
    expect(ours.filter(({ report }) => report.tokens > report.budget).length, "and overruns").toBeGreaterThan(10);
  });

  test("every character that both know has the same title case, alone and after a letter", () => {
    const script = `
import json, unicodedata
for code in range(0x110000):
    if unicodedata.category(chr(code)) not in ("Cn", "Cs") and (chr(code).title() != chr(code) or ("a" + chr(code) + "b").title()[1:] != chr(code) + "B"):
        print(json.dumps([chr(code), chr(code).title(), ("a" + chr(code) + "b").title()]))`;
    const rows = z.array(z.tuple([z.string(), z.string(), z.string()])).parse(python(["-c", script], []));
    expect(rows.length).toBeGreaterThan(2000);
    const known = rows.filter(([letter]) => !/\p{Cn}/u.test(letter) && !CHANGED_SINCE.includes(letter));
    expect(
      known.filter(([letter, titled, inside]) => titleCase(letter) !== titled || titleCase(`a${letter}b`) !== inside),
    ).toEqual([]);
  });

  test.each(["ΟΔΟΣ", "ΟΔΟΣ.", "ΣΑΣ ΣΑΣ", "AΣ'B", "AΣ'", "Σ", "a.Σ", "ὈΔΥΣΣΕΎΣ", "xΣ\u0301y", "don't stop-now 3rd_x"])(
    "title case of %s",
    (text) => {
      expect([titleCase(text)]).toEqual(
        python(["-c", "import json,sys; print(json.dumps(json.loads(sys.stdin.readline()).title()))"], [text]),
      );
    },
  );
});
