/** What the dashboard says of each concern, of a run that failed and of how the review came about. */
import { describe, expect, test } from "vitest";
import { dismiss, type Ledger, reopen } from "../../src/revision/index.ts";
import type { PassageChange } from "../../src/revision/outcome.ts";
import { at, commit, failed, ledgerOf, nothing, planned, reviewed, standsAfter } from "./world.ts";

const text = "There is no vehicle control.";
const rewritten: PassageChange = {
  kind: "caused",
  cause: {
    kind: "rewritten",
    changes: [{ before: { ...at(20), text: "None got gel." }, after: { ...at(20), text: "Six got gel." } }],
  },
  places: [at(20)],
};
const one = reviewed("one", undefined, { raised: [{ text, severity: "major" }] });
/** The dashboard after a review that came to this ledger. */
function shown(ledger: Ledger): string {
  if (one.found.kind !== "compared") throw new Error("not compared");
  const comparison = { ...one.found.comparison, outcomes: [], ledger };
  return planned({ ...one, found: { kind: "compared", comparison } }).summary.replaceAll("\u2060", "");
}

test.each([
  { why: "hidden text is warned of above the facts", foreign: { technique: "white text" }, parts: 2 },
  { why: "where nothing is hidden, nothing is warned of", foreign: {}, parts: 1 },
])("$why", ({ foreign, parts }) => {
  const { summary } = planned(reviewed("one", undefined, { raised: [{ text }], foreign }));
  const [above = "", below] = summary.split("revision 1");
  expect(below).toBeDefined();
  expect(above.split("a reader of the paper cannot see")).toHaveLength(parts);
});

describe("a closed concern", () => {
  test("that was dismissed twice is shown with the last decision", () => {
    const first = dismiss(ledgerOf(one), "C1", "alice", "It is a pilot.");
    const again = dismiss(reopen(first, "C1", "bob", "It is none."), "C1", "carol", "The editor agrees.");
    expect(shown(again)).toMatch(/\*Dismissed\* by carol: .*The editor agrees/);
    expect(shown(again)).not.toMatch(/\*Dismissed\* by alice/);
  });

  test("is shown with the revision that resolved it, the last one where there were two", () => {
    const silent = { raised: [], fates: { C1: rewritten } };
    const two = ledgerOf(reviewed("two", ledgerOf(one), silent));
    const three = ledgerOf(reviewed("three", two, { raised: [{ text, severity: "major", is: "C1" }] }));
    const four = ledgerOf(reviewed("four", three, silent));
    for (const [ledger, revision, label] of [
      [two, 2, "two"],
      [four, 4, "four"],
    ] as const) {
      expect(shown(ledger).match(/Resolved in revision \d+/g)).toEqual([`Resolved in revision ${revision}`]);
      expect(shown(ledger)).toMatch(new RegExp(`Resolved in revision ${revision}\\*.*/commit/${commit(label)}`));
    }
  });
});

test("a run that failed shows the known revision as what stands below, and no other run does", () => {
  const standing = standsAfter(nothing, planned(one));
  expect(planned(failed("two"), standing).statusComment?.body).toMatch(/\*\*Gate: error\*\* · below: revision 1\b/);
  expect(planned(one).statusComment?.body).toContain("revision 1");
  expect(planned(one).statusComment?.body).not.toContain("below:");
});

test("the heading names the manuscript only where several are reviewed apart", () => {
  const heading = (key: string) =>
    planned(one, nothing, { key })
      .summary.match(/^## .*/m)?.[0]
      .replaceAll("\u2060", "");
  expect(heading("")).toBe("## BioReview: 1 major open");
  expect(heading("supplement")).toBe("## BioReview, supplement: 1 major open");
});

test("how the review came about is told with the seed and the parser's warnings", () => {
  const { summary } = planned(reviewed("one", undefined, { raised: [{ text }], foreign: { why: "unclosed brace" } }));
  expect(summary).toContain("seed 7");
  expect(summary.replaceAll("\u2060", "")).toMatch(/^Warnings: .*unclosed brace/m);
});

test("what the model's server was not told is told to people", () => {
  const unsent = "an answer of up to 4096 tokens, for which it has no room";
  const { summary } = planned(reviewed("one", undefined, { raised: [{ text }], foreign: { unsent } }));
  expect(summary.replaceAll("\u2060", "")).toMatch(/^Warnings: \S+9b was not told: an answer of up to 4096 tokens/m);
});
