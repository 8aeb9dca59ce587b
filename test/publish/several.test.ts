/** Several manuscripts on one pull request: what each gets of the room, and that nothing of one is lost, believed or shown in the name of another. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Conversation } from "../../src/publish/conversation.ts";
import { planCommandReply } from "../../src/publish/plan/command-reply.ts";
import { planPublication } from "../../src/publish/plan/plan-publication.ts";
import type { RunResult } from "../../src/publish/state/run-result.ts";
import { loadStates } from "../../src/publish/state/saved-state.ts";
import { fairShares } from "../../src/text.ts";
import { attacks } from "./hostile.ts";
import { effectsOf, nodesIn, treeOf } from "./judge.ts";
import {
  commit,
  failed,
  ledgerOf,
  nothing,
  PULL,
  type Raised,
  REPOSITORY,
  reviewed,
  SERVER,
  standsAfter,
  textsOf,
  untouched,
  wholeDiff,
} from "./world.ts";

const PULL_REQUEST = { repository: REPOSITORY, pull: PULL };
const SITE = { server: SERVER };
const named = (keys: readonly string[]) => keys.map((key) => ({ key, paths: [`papers/${key}`] }));
type Each = Readonly<Record<string, RunResult>>;

function planned(
  each: Each,
  conversation: Conversation = nothing,
  more: { readonly secret?: string; readonly inlineLimit?: number } = {},
) {
  return planPublication({
    manuscripts: Object.entries(each).map(([key, result]) => ({
      key,
      paths: [`papers/${key}`],
      limits: { maxOpenMajor: 0 },
      result,
    })),
    several: true,
    conversation,
    diff: wholeDiff,
    inlineLimit: 25,
    site: SITE,
    ...more,
  });
}
const statesIn = (conversation: Conversation, keys: readonly string[], secret?: string) =>
  loadStates(conversation, PULL_REQUEST, named(keys), secret);
const of = (label: string, ...raised: readonly Raised[]) => reviewed(label, undefined, { raised });
const few = of("one", { text: "There is no control.", severity: "major" });
const other = of("one", { text: "The title is long." });

describe("what is planned for two manuscripts", () => {
  test("is one review with a mark of each, one comment with both ledgers, and a status of each beside that of both", () => {
    const plan = planned({ a: few, b: other });
    expect(plan.review?.markers).toHaveLength(2);
    for (const marker of plan.review?.markers ?? []) expect(plan.review?.body).toContain(marker);
    expect(plan.manuscriptStatuses.map(({ context, status }) => [context, status.state])).toEqual([
      ["bioreview/gate/a", "failure"],
      ["bioreview/gate/b", "success"],
    ]);
    const names = plan.review?.comments.map(({ body }) => /\[\*\*(\S+ C1)\*\*\]/.exec(body)?.[1]);
    expect(names, "as one names it in a command").toEqual(["a C1", "b C1"]);
    expect(plan.status).toMatchObject({
      state: "failure",
      description: expect.stringContaining("a: Failed: 1 open major concern, limit 0"),
    });
    expect(statesIn(standsAfter(nothing, plan), ["a", "b"])).toMatchObject([
      { kind: "state", state: { key: "a", ledger: ledgerOf(few) } },
      { kind: "state", state: { key: "b", ledger: ledgerOf(other) } },
    ]);
  });

  test("is the same the second time, and nothing of it is written twice", () => {
    const stands = standsAfter(nothing, planned({ a: few, b: other }));
    const again = planned({ a: few, b: other }, stands);
    expect(again).toMatchObject({ review: undefined, statusComment: undefined, threads: [] });
    expect(again.status?.state).toBe("failure");
  });

  test("after a run that ended between review and ledger is the ledger alone", () => {
    const half = standsAfter(nothing, planned({ a: few, b: other }), { statusComment: false, threads: false });
    const again = planned({ a: few, b: other }, half);
    expect(again.review).toBeUndefined();
    expect(statesIn(standsAfter(half, again), ["a", "b"])).toMatchObject([{ kind: "state" }, { kind: "state" }]);
  });

  test("in other words replaces the review of both, whichever of them says something else", () => {
    const half = standsAfter(nothing, planned({ a: few, b: other }), { statusComment: false, threads: false });
    const words = planned({ a: few, b: of("one", { text: "The title says nothing." }) }, half, { inlineLimit: 0 });
    expect(words.review).toMatchObject({ replaces: half.reviews[0]?.id, comments: [] });
    expect(words.review?.bodyWithoutComments).toContain("There is no control");
  });

  test("where one failed, keeps the ledger that was known of it", () => {
    const stands = standsAfter(nothing, planned({ a: few, b: other }));
    const next = reviewed("two", ledgerOf(few), { raised: [{ text: "There is no control.", is: "C1", severity: "major" }] });
    const after = standsAfter(stands, planned({ a: next, b: failed("two") }, stands));
    expect(statesIn(after, ["a", "b"])).toMatchObject([
      { state: { ledger: { revisions: [{}, {}] } } },
      { state: { ledger: { revisions: [{}] } } },
    ]);
    expect(after.statusComments).toHaveLength(1);
  });

  test("of which one is not in the list any more, keeps its ledger for a later run", () => {
    const stands = standsAfter(nothing, planned({ a: few, b: other }));
    const next = reviewed("two", ledgerOf(few), { raised: [{ text: "It is new." }] });
    const after = standsAfter(stands, planned({ a: next }, stands));
    expect(statesIn(after, ["b"])).toMatchObject([{ kind: "state", state: { ledger: ledgerOf(other) } }]);
  });

  test("with a secret believes of each only what is signed", () => {
    const stands = standsAfter(nothing, planned({ a: few, b: other }, nothing, { secret: "s".repeat(16) }));
    const [a] = stands.statusComments;
    if (a === undefined) throw new Error("there is a comment");
    expect(statesIn(stands, ["a", "b"], "t".repeat(16))).toMatchObject([{ kind: "untrusted" }, { kind: "untrusted" }]);
    const blocks = [...a.body.matchAll(/<!-- bioreview-state:[\s\S]*?-->/g)].map(([block]) => block);
    const forged = a.body.replace(/hmac-sha256:[0-9a-f]{64}/, `hmac-sha256:${"0".repeat(64)}`);
    expect(blocks).toHaveLength(2);
    const read = statesIn({ ...stands, statusComments: [{ ...a, body: forged }] }, ["a", "b"], "s".repeat(16));
    expect(read.map(({ kind }) => kind)).toEqual(["untrusted", "state"]);
  });

  test("of which one's ledger is damaged: that one is not believed, and its gate stays shut; the other's is", () => {
    const stands = standsAfter(nothing, planned({ a: few, b: other }));
    const damaged = stands.statusComments.map((one) => ({
      ...one,
      body: one.body.replace("bioreview-ledger:1:", "bioreview-ledger:1:AAAA"),
    }));
    const plan = planned({ a: untouched("two"), b: untouched("two") }, { ...stands, statusComments: damaged });
    expect(plan.manuscriptStatuses.map(({ status: { state } }) => state)).toEqual(["error", "success"]);
    expect(plan.status?.state).toBe("error");
  });
});

describe("the room", () => {
  const long = (count: number, length: number) =>
    of(
      "one",
      ...Array.from({ length: count }, (_, k) => ({
        text: `${k}: ${"a long concern about it ".repeat(length)}`,
        severity: "major" as const,
      })),
    );

  test("is shared so that a short review is whole beside a long one, which says that it is shortened", () => {
    const plan = planned({ a: few, b: long(100, 60) }, nothing, { inlineLimit: 0 });
    const [a = "", b = ""] = plan.review?.body.split("## b") ?? [];
    expect(a).toContain("There is no control.");
    expect(a).not.toContain("Shortened");
    expect(b).toContain("Shortened");
    expect(plan.review?.body.length).toBeLessThanOrEqual(65_000);
  });

  test.each([2, 5, 8])("is enough for the ledgers of %i manuscripts with every open concern, whatever their length", (count) => {
    const keys = Array.from({ length: count }, (_, k) => `m${k}`);
    const plan = planned(Object.fromEntries(keys.map((key) => [key, long(40, 40)])));
    expect(plan.statusComment?.body.length).toBeLessThanOrEqual(65_000);
    expect(plan.review?.body.length).toBeLessThanOrEqual(65_000);
    const read = statesIn(standsAfter(nothing, plan), keys);
    expect(read.map((one) => one.kind === "state" && one.state.ledger.concerns.length)).toEqual(keys.map(() => 40));
    for (const key of keys) expect(plan.statusComment?.body, key).toContain(`BioReview, ${key}`);
  });

  test("for comments on lines is shared too, and what one leaves the others get", () => {
    const inlineLimit = 10;
    const plan = planned({ a: few, b: long(20, 2), c: long(20, 3) }, nothing, { inlineLimit });
    const texts = plan.review?.comments.map(({ body }) => body) ?? [];
    expect(texts).toHaveLength(inlineLimit);
    expect(texts.filter((body) => body.includes("no control"))).toHaveLength(1);
    expect(plan.review?.body).toMatch(/5 of 20 on their lines[\s\S]*4 of 20 on their lines/);
  });

  test("shares are never more than the limit together, nor than what is wanted, and leave nothing that is wanted", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { minLength: 2, maxLength: 9 }), fc.nat(600), (wanted, limit) => {
        const shares = fairShares(wanted, limit);
        const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
        expect(sum(shares)).toBe(Math.min(limit, sum(wanted)));
        expect(shares.every((share, k) => share <= (wanted[k] ?? 0))).toBe(true);
        const least = Math.floor(limit / wanted.length);
        expect(shares.every((share, k) => share >= Math.min(wanted[k] ?? 0, least))).toBe(true);
      }),
      { seed: 7, numRuns: 1000 },
    );
  });
});

// The others bring their texts to one manuscript in ./hostile.test.ts.
test.each(attacks.filter((_, k) => k % 5 === 0))("$why: does nothing, whichever manuscript brings it", ({ texts }) => {
  const [text = "", more = ""] = texts;
  const foreign = { title: text, file: text.replaceAll("\0", "") || "x", section: more, why: more, model: text };
  const plan = planned({
    a: reviewed("one", undefined, { raised: [{ text, severity: "major" }], foreign }),
    b: failed("one", { at: text, fault: more, remedy: text }),
  });
  const reply = planCommandReply({
    ...PULL_REQUEST,
    head: commit("one"),
    conversation: standsAfter(nothing, plan),
    manuscripts: named(["a", "b"]).map((one) => ({ ...one, limits: {} })),
    several: true,
    site: SITE,
    command: { kind: "dismiss", concern: "C1", reason: text },
    actor: more,
    comment: 5,
  });
  expect(reply.status, "it is about a").toBeDefined();
  for (const body of [...textsOf(plan), ...textsOf(reply)])
    expect(effectsOf(body, [...nodesIn(treeOf(body), "root")]), body).toEqual([]);
});
