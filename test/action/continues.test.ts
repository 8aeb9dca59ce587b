import { describe, expect, test } from "vitest";
import { whyNotContinued } from "../../src/action/continues.ts";
import type { RunResult } from "../../src/publish/index.ts";
import { cosmeticComparison, dismiss, firstRevision, type Ledger, skipCosmetic } from "../../src/revision/index.ts";
import { concern } from "../support/build.ts";

const [V1, V2] = ["a".repeat(40), "b".repeat(40)];
const known = firstRevision(V1, [concern("Few mice.", "major"), concern("Not blinded.")], [[], []]).ledger;
const next = skipCosmetic(known, V2);

function result(ledger: Ledger, from: RunResult["previous"]["from"] = "this pull request"): RunResult {
  const comparison = cosmeticComparison({ toolVersion: "0.1.0", ledger, old: V1, now: V2, sentences: 1 });
  return {
    schema: "bioreview-run",
    version: 1,
    tool: { name: "bioreview", version: "0.1.0" },
    repository: "ada/paper",
    pull: 7,
    head: V2,
    base: { ref: "main", sha: V1 },
    previous: { from, notes: [] },
    profile: "smoke",
    found: { kind: "compared", comparison },
  };
}
const without = (id: string): Ledger => ({ ...next, concerns: next.concerns.filter((one) => one.id !== id) });

describe("a result from another machine", () => {
  test("that goes on from what is known is taken", () => expect(whyNotContinued(result(next), known, false)).toBeUndefined());

  test("is taken where nothing is known", () => expect(whyNotContinued(result(next, "none"), undefined, false)).toBeUndefined());

  test.each([
    { why: "it forgets a concern", ledger: without("C1"), says: /C1/ },
    {
      why: "it rewrites what was done about one",
      ledger: {
        ...next,
        concerns: next.concerns.map((one) => ({
          ...one,
          history: one.history.map((event) => ({ ...event, because: "resolved, trust me" })),
        })),
      },
      says: /C1/,
    },
    { why: "it gives numbers again", ledger: { ...next, nextId: 1 }, says: /numbers/ },
  ])("is refused where $why", ({ ledger, says }) => {
    expect(
      whyNotContinued(
        { ...result(next), found: { kind: "compared", comparison: { ...comparisonOf(result(next)), ledger } } },
        known,
        false,
      ),
    ).toMatch(says);
  });

  test("is refused where it says that nothing is known", () => {
    expect(whyNotContinued(result(next, "none"), known, false)).toMatch(/knows nothing/);
  });

  test("is taken where a person dismissed something while the model ran", () => {
    expect(whyNotContinued(result(next), dismiss(known, "C2", "ann", "It was."), false)).toBeUndefined();
  });

  test("that was to begin anew need not know what is open, but what was dismissed", () => {
    const dismissed = dismiss(known, "C2", "ann", "It was.");
    expect(whyNotContinued(result(without("C1")), dismissed, true)).toBeUndefined();
    expect(whyNotContinued(result(without("C2")), dismissed, true)).toMatch(/C2/);
  });
});

function comparisonOf({ found }: RunResult) {
  if (found.kind !== "compared") throw new Error("this test's result is compared");
  return found.comparison;
}
