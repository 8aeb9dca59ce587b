import { describe, expect, test } from "vitest";
import { whyNoContinuation } from "../../../src/action/run/continuation.ts";
import type { RunResult } from "../../../src/publish/index.ts";
import { addCosmeticRevision, cosmeticComparison, dismiss, firstRevision, type Ledger } from "../../../src/revision/index.ts";
import { concern } from "../../support/build.ts";

const [V1, V2] = ["a".repeat(40), "b".repeat(40)];
const first = firstRevision(V1, [concern("Few mice.", "major"), concern("Not blinded.")], [[], []]).ledger;
const next = addCosmeticRevision(first, V2);
const here = (ledger: Ledger = first) => ({ from: "this pull request", ledger }) as const;
const merged = (ledger: Ledger = first) => ({ from: "merged pull request", ledger }) as const;

function result(ledger: Ledger, from: RunResult["previous"]["from"] = "this pull request", head = V2): RunResult {
  const comparison = cosmeticComparison({ toolVersion: "0.1.0", ledger, old: V1, now: head, sentences: 1 });
  return {
    schema: "bioreview-run",
    version: 1,
    tool: { name: "bioreview", version: "0.1.0" },
    repository: "ada/paper",
    pull: 7,
    head,
    base: { ref: "main", sha: V1 },
    previous: { from, notes: [] },
    profile: "smoke",
    found: { kind: "compared", comparison },
  };
}
const without = (id: string): Ledger => ({ ...next, concerns: next.concerns.filter((one) => one.id !== id) });

describe("a result from another machine is taken", () => {
  test("where it goes on from what is known", () => {
    expect(whyNoContinuation(result(next), here(), false)).toBeUndefined();
    expect(whyNoContinuation(result(next, "merged pull request"), merged(), false)).toBeUndefined();
  });

  test("where nothing is known, and it says so", () => {
    expect(whyNoContinuation(result(first, "none", V1), undefined, false)).toBeUndefined();
  });

  test("where a person dismissed something while the model ran", () => {
    expect(whyNoContinuation(result(next), here(dismiss(first, "C2", "ann", "It was.")), false)).toBeUndefined();
  });

  test("where it was published already: then what stands is kept", () => {
    expect(whyNoContinuation(result(first, "none", V1), here(), false)).toBeUndefined();
    expect(whyNoContinuation(result(next), here(next), false)).toBeUndefined();
  });

  test("that was to begin anew, without what is open, but with what was dismissed", () => {
    const dismissed = dismiss(first, "C2", "ann", "It was.");
    const after = addCosmeticRevision(dismissed, V2);
    const only = (id: string) => result({ ...after, concerns: after.concerns.filter((one) => one.id === id) });
    expect(whyNoContinuation(only("C2"), here(dismissed), true)).toBeUndefined();
    expect(whyNoContinuation(only("C1"), here(dismissed), true)).toMatch(/C2/);
  });
});

describe("a result from another machine is refused", () => {
  const events = (change: (history: Ledger["concerns"][number]["history"]) => Ledger["concerns"][number]["history"]) => ({
    ...next,
    concerns: next.concerns.map((one) => ({ ...one, history: change(one.history) })),
  });
  test.each([
    { why: "it forgets a concern", ledger: without("C1"), says: /C1/ },
    {
      why: "it rewrites what was done about one",
      ledger: events((history) => history.map((event) => ({ ...event, because: "resolved, trust me" }))),
      says: /C1/,
    },
    { why: "it gives numbers again", ledger: { ...next, nextId: 1 }, says: /numbers/ },
    { why: "it gives the last number again", ledger: { ...next, nextId: next.nextId - 1 }, says: /numbers/ },
    { why: "it speaks for a person", ledger: dismiss(next, "C1", "ada", "It is fine."), says: /of C1 what a person decided/ },
    {
      why: "it rewrites the revisions",
      ledger: { ...next, revisions: next.revisions.map((one) => (one.number === 1 ? { ...one, label: "c".repeat(40) } : one)) },
      says: /revisions/,
    },
    { why: "it adds two revisions", ledger: addCosmeticRevision(addCosmeticRevision(first, V1), V2), says: /one more/ },
    { why: "its last revision is of another commit", ledger: addCosmeticRevision(first, V1), says: /another commit/ },
  ])("where $why", ({ ledger, says }) => {
    const { found, ...rest } = result(next);
    if (found.kind !== "compared") throw new Error("this test's result is compared");
    const comparison = { ...found.comparison, cosmetic: false, ledger };
    expect(whyNoContinuation({ ...rest, found: { kind: "compared", comparison } }, here(), false)).toMatch(says);
  });

  test("where it says that nothing is known, and something is", () => {
    expect(whyNoContinuation(result(next, "none"), here(), false)).toMatch(/knows nothing/);
  });

  test("where it goes on from what is not believed here", () => {
    for (const from of ["this pull request", "merged pull request"] as const)
      expect(whyNoContinuation(result(next, from), undefined, false)).toMatch(/not believed/);
  });

  test("where it begins with more than its own revision, or with a decision, though nothing is known", () => {
    expect(whyNoContinuation(result(next, "none"), undefined, false)).toMatch(/revisions/);
    expect(whyNoContinuation(result(dismiss(first, "C1", "ada", "Fine."), "none", V1), undefined, false)).toMatch(/person/);
  });
});
