import { describe, expect, test } from "vitest";
import { threadsOfConcerns } from "../../src/publish/plan/threads.ts";
import { ledgerOf, nothing, PULL, planned, REPOSITORY, reviewed, standsAfter } from "./world.ts";

const SCOPE = { repository: REPOSITORY, pull: PULL, key: "" };
const one = reviewed("one", undefined, { raised: [{ text: "There is no control." }, { text: "Three animals are few." }] });
const { threads } = standsAfter(nothing, planned(one));
const whole = ledgerOf(one);
/** Without the words in which its concerns were told. */
const forgetful = {
  ...whole,
  shortened: "open texts" as const,
  concerns: whole.concerns.map((concern) => ({ ...concern, text: "There…" })),
};
const found = (...[of, ledger, scope]: Parameters<typeof threadsOfConcerns>) =>
  threadsOfConcerns(of, ledger, scope).map(({ concern }) => concern.id);

describe("a thread is a concern's", () => {
  test("where its first comment tells it in words that the ledger has", () => {
    expect(found(threads, whole, SCOPE)).toEqual(["C1", "C2"]);
    expect(found(threads, { ...forgetful, shortened: "whole" }, SCOPE), "other words under that name are not it").toEqual([]);
  });
  test("also where the ledger had to forget the words", () => {
    expect(found(threads, forgetful, SCOPE)).toEqual(["C1", "C2"]);
  });
  test("and never where it was written about another manuscript, which has a C1 too", () => {
    const others = standsAfter(nothing, planned(one, nothing, { key: "supplement" })).threads;
    expect(others).toHaveLength(2);
    expect(found(others, whole, SCOPE)).toEqual([]);
    expect(found(others, forgetful, SCOPE)).toEqual([]);
  });
});
