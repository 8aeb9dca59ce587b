import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OutputError } from "../../src/errors.ts";
import type { Publication } from "../../src/publish/publication.ts";
import { addsDecisionsOnly, keepDecisions } from "../../src/publish/state/decisions.ts";
import type { RunResult, SavedState } from "../../src/publish/state/run-result.ts";
import { loadState } from "../../src/publish/state/saved-state.ts";
import { dismiss, type Ledger, reopen } from "../../src/revision/index.ts";
import type { PassageChange } from "../../src/revision/outcome.ts";
import {
  at,
  commit,
  cosmetic,
  type Done,
  failed,
  ledgerOf,
  nothing,
  PAPER,
  PULL,
  planned,
  REPOSITORY,
  reviewed,
  standsAfter,
  untouched,
} from "./world.ts";

const SCOPE = { repository: REPOSITORY, pull: PULL, key: "" };
const one = reviewed("one", undefined, {
  raised: [
    { text: "The title is long.", severity: "optional" },
    { text: "There is no vehicle control.", severity: "major" },
    { text: "Three animals are few.", severity: "minor" },
  ],
});
const first = planned(one);
const standing = standsAfter(nothing, first);
const rewritten: PassageChange = {
  kind: "caused",
  cause: {
    kind: "rewritten",
    changes: [{ before: { ...at(20), text: "None got gel." }, after: { ...at(20), text: "Six got gel." } }],
  },
  places: [at(20)],
};
/** C2 resolved, C3 escalated, C1 stands; one new. */
const two = reviewed("two", ledgerOf(one), {
  raised: [
    { text: "The title is long.", severity: "optional", is: "C1" },
    { text: "Three animals are few.", severity: "major", is: "C3" },
    { text: "Resistance was not looked for.", severity: "minor" },
  ],
  fates: { C2: rewritten },
});

const doings = ({ threads }: Publication) => threads.map(({ concern, then: does }) => `${concern}: ${does}`);

describe("the first review", () => {
  test("comments on lines, most severe first, and lists all in the body", () => {
    expect(first.review?.comments.map(({ line }) => line)).toEqual([20, 30, 10]);
    expect(first.review?.body).toMatch(/\*\*C2\*\*[\s\S]*\*\*C3\*\*[\s\S]*\*\*C1\*\*/);
  });
  test("keeps the ledger in the status comment", () => {
    const read = loadState(standing, SCOPE);
    expect(read).toMatchObject({ kind: "state", state: { ledger: ledgerOf(one), manuscript: PAPER } });
  });
  test("tells nothing where the model raised nothing, but keeps that", () => {
    const plan = planned(reviewed("one", undefined, { raised: [] }));
    expect(plan.review).toBeUndefined();
    expect(plan.statusComment?.body).toContain("no open concerns");
    expect(plan.status?.state).toBe("success");
  });
});

describe("the next review", () => {
  const plan = planned(two, standing);
  test("tells what changed, and resolves the thread of what is resolved with a reply", () => {
    expect(plan.review?.body).toContain("**1 new**");
    expect(doings(plan)).toEqual(["C2: resolve", "C3: leave"]);
    expect(plan.threads[0]?.reply).toContain("Six");
    expect(plan.threads[1]?.reply).toContain("Now major");
  });
  test("repeats in a thread no words that stand there already", () => {
    expect(plan.threads[1]?.reply).not.toContain("Three animals");
    const reworded = reviewed("two", ledgerOf(one), {
      raised: [{ text: "Three animals are too few.", severity: "major", is: "C3" }],
    });
    expect(planned(reworded, standing).threads[0]?.reply).toContain("Three animals are too few.");
  });
  test("still leads to the last review after a revision that needed none", () => {
    const plan = planned(cosmetic("two", ledgerOf(one)), standing);
    expect(plan.statusComment?.body).toMatch(/\[review of revision 1\]\(/);
  });
  test("says of which revision the lines are where a concern was not repeated", () => {
    const silent = reviewed("two", ledgerOf(one), { raised: [] });
    expect(planned(silent, standing).statusComment?.body).toMatch(
      new RegExp(`\\[line \\d+\\]\\(\\S+/blob/${commit("one")}/content/paper.md\\S+\\) of revision 1 · `),
    );
  });
  test("comments on no line twice: what has a thread is told there", () => {
    expect(plan.review?.comments.map(({ body }) => body).join()).toContain("Resistance");
    expect(plan.review?.comments).toHaveLength(1);
    expect(plan.review?.body).toContain("All in their threads.");
  });
  test("tells each concern once: what stands on a line or in a thread is only named in the review", () => {
    for (const { body, comments } of [plan.review, planned(one).review].flatMap((review) => review ?? [])) {
      const told = comments.map(({ body }) => /\n\n([^\n<]+)/.exec(body)?.[1] ?? "");
      expect(told.length).toBeGreaterThan(0);
      for (const words of told) expect(body).not.toContain(words.slice(0, 30));
    }
  });
  test("writes over the one status comment", () => {
    expect(plan.statusComment?.id).toBe(standing.statusComments[0]?.id);
  });
  test("minimises a thread that this token may not resolve", () => {
    const threads = standing.threads.map((thread) => ({ ...thread, resolvable: false }));
    expect(planned(two, { ...standing, threads }).threads[0]?.then).toBe("minimise");
  });
  test.each([
    { wanted: "resolve", resolvable: true, way: "resolve" },
    { wanted: "resolve", resolvable: false, way: "minimise" },
    { wanted: "minimise", resolvable: true, way: "minimise" },
  ] as const)("where $wanted is asked for and it can be resolved: $resolvable, it is to $way", ({ wanted, resolvable, way }) => {
    const threads = standing.threads.map((thread) => ({ ...thread, resolvable }));
    const [thread] = planned(two, { ...standing, threads }, { resolvedThreads: wanted }).threads;
    expect([thread?.then, thread?.wanted]).toEqual([way, wanted === "resolve" ? "resolve" : undefined]);
  });
  test("leaves a thread resolved that a person resolved, and replies all the same", () => {
    const threads = standing.threads.map((thread) => ({ ...thread, resolved: true }));
    const plan = planned(two, { ...standing, threads });
    expect(doings(plan)[0]).toBe("C2: leave");
    expect(plan.threads[0]?.reply).toContain("Resolved");
  });
  test("opens the thread again of what is back again", () => {
    const resolved = standsAfter(standing, planned(two, standing));
    const three = reviewed("three", ledgerOf(two), {
      raised: [{ text: "There is no vehicle control.", severity: "major", is: "C2" }],
    });
    const back = planned(three, resolved);
    expect(doings(back)).toEqual(["C2: reopen"]);
    expect(back.threads[0]?.reply).toContain("Raised again");
    expect(back.review?.body).toContain("### Back again");
  });
  test("opens it also where the run that brought it back could not, and the next one is about a later head", () => {
    const resolved = standsAfter(standing, planned(two, standing));
    const raised = [{ text: "There is no vehicle control.", severity: "major" as const, is: "C2" }];
    const three = reviewed("three", ledgerOf(two), { raised });
    const { statusComments, reviews } = standsAfter(resolved, planned(three, resolved));
    const four = planned(reviewed("four", ledgerOf(three), { raised }), { ...resolved, statusComments, reviews });
    expect(doings(four)).toEqual(["C2: reopen"]);
    expect(four.threads[0]?.reply).toContain("Raised again");
  });
  test("of a merged pull request's ledger says so", () => {
    const previous: RunResult["previous"] = { from: "merged pull request", pull: 7, notes: [] };
    expect(planned(reviewed("two", ledgerOf(one), { raised: [{ text: "New." }], previous })).review?.body).toContain(
      "pull request 7",
    );
  });
  test("of this pull request's own ledger names no other", () => {
    expect(planned(reviewed("two", ledgerOf(one), { raised: [{ text: "New." }] })).review?.body).not.toContain("is merged");
  });
});

describe("a second run", () => {
  const everyEnd: readonly Done[] = [
    { review: false, threads: false, statusComment: false },
    { review: true, threads: false, statusComment: false },
    { review: true, threads: true, statusComment: false },
  ];
  test.each(everyEnd)("completes what a run left that died after %o, and repeats nothing", (done) => {
    const whole = planned(two, standing);
    const again = planned(two, standsAfter(standing, whole, done));
    expect(again.review === undefined).toBe(done.review);
    if (done.threads) expect(again.threads.filter(({ reply }) => reply !== undefined)).toEqual([]);
    else expect(again.threads).toEqual(whole.threads);
    // The dashboard may link to the review, once it is there.
    expect(again.statusComment?.id).toBe(whole.statusComment?.id);
    expect(loadState(standsAfter(standing, again), SCOPE)).toEqual(loadState(standsAfter(standing, whole), SCOPE));
    expect(again.status).toEqual(whole.status);
  });
  test("writes nothing where all stands, and says the same status", () => {
    const whole = planned(two, standing);
    expect(planned(two, standsAfter(standing, whole))).toMatchObject({
      review: undefined,
      threads: [],
      statusComment: undefined,
      status: whole.status,
    });
  });
  test("replaces the words of a review of this revision that says something else, and posts no second one", () => {
    const half = standsAfter(nothing, first, { statusComment: false });
    const other = reviewed("one", undefined, { raised: [{ text: "Another weakness.", severity: "major" }] });
    expect(planned(other, half).review).toMatchObject({ replaces: half.reviews[0]?.id, comments: [] });
  });
  test("takes the body that stands without comments on lines for the same review", () => {
    const half = standsAfter(
      nothing,
      { ...first, review: first.review && { ...first.review, body: first.review.bodyWithoutComments, comments: [] } },
      { statusComment: false },
    );
    expect(planned(one, half).review).toBeUndefined();
  });
  test("deletes a status comment that says the same once more, and keeps the one that knows most", () => {
    const later = standsAfter(standing, planned(two, standing));
    const double = {
      ...later,
      statusComments: [...standing.statusComments.map((one) => ({ ...one, id: 1 })), ...later.statusComments],
    };
    const plan = planned(reviewed("three", ledgerOf(two), { raised: [{ text: "New." }] }), double);
    expect(plan.statusComment).toMatchObject({ id: later.statusComments[0]?.id, surplus: [1] });
  });
  test("with the same commit compared with itself writes nothing", () => {
    expect(planned(cosmetic("one", ledgerOf(one)), standing)).toMatchObject({ review: undefined, statusComment: undefined });
  });
});

describe("an older result", () => {
  test("never writes over a ledger that knows more", () => {
    const later = standsAfter(standing, planned(two, standing));
    const late = reviewed("late", ledgerOf(one), { raised: [{ text: "New." }] });
    expect(() => planned(late, later)).toThrow(OutputError);
  });
  test("keeps what a person dismissed while the model ran", () => {
    const plan = planned(reviewed("one", undefined, { raised: [{ text: "A." }, { text: "B." }] }));
    const before = ledgerOf(reviewed("one", undefined, { raised: [{ text: "A." }, { text: "B." }] }));
    const meanwhile = standsAfter(nothing, planWithLedger(dismiss(before, "C1", "editor", "out of scope")));
    const next = reviewed("two", before, {
      raised: [
        { text: "A.", is: "C1" },
        { text: "B.", is: "C2" },
      ],
    });
    const read = loadState(standsAfter(meanwhile, planned(next, meanwhile)), SCOPE);
    expect(plan.head).toBe(commit("one"));
    expect(read).toMatchObject({
      state: {
        ledger: {
          concerns: [
            { id: "C1", state: "dismissed" },
            { id: "C2", state: "open" },
          ],
        },
      },
    });
  });
  test("tells nobody twice what a person decided while the model ran", () => {
    const before = ledgerOf(one);
    const decided = keepDecisions(
      ledgerOf(reviewed("two", before, { raised: [{ text: "The title is long.", severity: "optional", is: "C1" }] })),
      dismiss(before, "C1", "editor", "It is not."),
    );
    const [concern] = decided.concerns;
    expect(concern?.history.map(({ revision, outcome, by }) => [revision, outcome, by])).toEqual([
      [1, "introduced", undefined],
      [2, "standing", undefined],
      [1, "dismissed", "editor"],
    ]);
  });
  test("shows what became major after a person dismissed it as minor", () => {
    const before = ledgerOf(reviewed("one", undefined, { raised: [{ text: "A.", severity: "minor" }] }));
    const meanwhile = standsAfter(nothing, planWithLedger(dismiss(before, "C1", "editor", "out of scope")));
    const next = reviewed("two", before, { raised: [{ text: "A.", is: "C1", severity: "major" }] });
    const read = loadState(standsAfter(meanwhile, planned(next, meanwhile)), SCOPE);
    expect(read).toMatchObject({ state: { ledger: { concerns: [{ id: "C1", state: "open", severity: "major" }] } } });
  });
});

describe("a ledger that changed while the model ran", () => {
  const state = (ledger: Ledger): SavedState => ({
    ...{ repository: REPOSITORY, pull: PULL, key: "", manuscript: PAPER, profile: "smoke" },
    ledger,
  });
  const before = dismiss(ledgerOf(one), "C2", "editor", "It has one.");
  const again = reviewed("two", before, { raised: [{ text: "The title is long.", severity: "optional", is: "C1" }] });

  test.each([
    { why: "nothing", now: before },
    { why: "a dismissal", now: dismiss(before, "C1", "ann", "Fine.") },
    { why: "a concern reopened", now: reopen(before, "C2", "ann", "No.") },
    { why: "two decisions about one", now: dismiss(reopen(before, "C2", "ann", "No."), "C2", "ada", "Yes.") },
  ])("by people alone: $why", ({ now }) => expect(addsDecisionsOnly(state(before), state(now))).toBe(true));

  test.each([
    { why: "another revision", now: ledgerOf(again) },
    { why: "another revision, and a decision", now: dismiss(ledgerOf(again), "C1", "ann", "Fine.") },
    { why: "a decision taken back without a word", now: ledgerOf(one) },
    { why: "a concern gone", now: { ...before, concerns: before.concerns.slice(1) } },
    { why: "other words", now: { ...before, concerns: before.concerns.map((concern) => ({ ...concern, text: "Other." })) } },
    { why: "what no person decided", now: nobody(dismiss(ledgerOf(one), "C1", "ann", "Fine.")), from: ledgerOf(one) },
    { why: "a concern more", now: { ...before, nextId: before.nextId + 1 } },
  ])("by more than people: $why", ({ now, from = before }) => expect(addsDecisionsOnly(state(from), state(now))).toBe(false));

  test("by another model", () =>
    expect(addsDecisionsOnly(state(before), { ...state(before), profile: "bioreview-9b" })).toBe(false));
});

/** With everything in it done by revisions. */
function nobody(ledger: Ledger): Ledger {
  const concerns = ledger.concerns.map((one) => ({ ...one, history: one.history.map(({ by: _, ...event }) => event) }));
  return { ...ledger, concerns };
}

/** As a status comment would be after this ledger was written. */
function planWithLedger(ledger: ReturnType<typeof ledgerOf>) {
  const result = reviewed("one", undefined, { raised: [{ text: "x" }] });
  if (result.found.kind !== "compared") throw new Error("not compared");
  return planned({ ...result, found: { kind: "compared", comparison: { ...result.found.comparison, outcomes: [], ledger } } });
}

describe("whether a review is posted", () => {
  test.each([
    { why: "noticed late and minor: no", severity: "minor", posted: false },
    { why: "noticed late and major: yes, for the gate counts it", severity: "major", posted: true },
  ] as const)("$why", ({ severity, posted }) => {
    const late = { text: "Late.", severity, novelty: { kind: "unchanged passage" as const, places: [at(5)] } };
    const next = reviewed("two", ledgerOf(one), { raised: [late] });
    expect(planned(next, standing).review !== undefined).toBe(posted);
  });
  test("eased alone: no, the dashboard tells it", () => {
    const next = reviewed("two", ledgerOf(one), {
      raised: [{ text: "There is no vehicle control.", severity: "minor", is: "C2" }],
    });
    const plan = planned(next, standing);
    expect(plan.review).toBeUndefined();
    expect(plan.statusComment?.body).toContain("eased");
  });
});

describe("comments on lines", () => {
  const raised = [
    { text: "Here.", severity: "major" as const },
    { text: "There.", severity: "major" as const },
    { text: "Elsewhere." },
  ];
  const result = reviewed("one", undefined, { raised });
  test("are only on passages of one hunk, and the others have a permanent link", () => {
    const diff = new Map([[PAPER, [{ first: 8, last: 12 }]]]);
    const plan = planned(result, nothing, { diff });
    expect(plan.review?.comments).toMatchObject([{ path: PAPER, line: 10 }]);
    expect(plan.review?.body).toContain(`/${REPOSITORY}/blob/${commit("one")}/${PAPER}?plain=1#L20`);
  });
  test("are not on a passage that leaves its hunk", () => {
    const long = {
      text: "Long.",
      novelty: { kind: "first review" as const, places: [{ file: PAPER, startLine: 8, endLine: 13 }] },
    };
    const diff = new Map([
      [
        PAPER,
        [
          { first: 8, last: 12 },
          { first: 13, last: 20 },
        ],
      ],
    ]);
    expect(planned(reviewed("one", undefined, { raised: [long] }), nothing, { diff }).review?.comments).toEqual([]);
  });
  test("name the first line only where it is another", () => {
    const long = {
      text: "Long.",
      novelty: { kind: "first review" as const, places: [{ file: PAPER, startLine: 8, endLine: 12 }] },
    };
    const [comment] = planned(reviewed("one", undefined, { raised: [long] })).review?.comments ?? [];
    expect(comment).toMatchObject({ startLine: 8, line: 12 });
    expect(first.review?.comments[0]).not.toHaveProperty("startLine");
  });
  test("are not more than the limit, and what is left out stands in the body in full", () => {
    const plan = planned(result, nothing, { inlineLimit: 2 });
    expect(plan.review?.comments).toHaveLength(2);
    expect(plan.review?.body).toContain("Elsewhere.");
  });
});

describe("the gate", () => {
  const limits = { maxOpenMajor: 0 };
  test("fails above its limit, passes within, and is told on the status", () => {
    expect(planned(one, nothing, { limits }).status).toMatchObject({
      state: "failure",
      description: expect.stringContaining("limit 0"),
    });
    expect(planned(one, nothing, { limits: { maxOpenMajor: 1 } }).status?.state).toBe("success");
  });
  test("is not changed by a cosmetic revision, also where it counts what is new", () => {
    const news = { maxNewMajor: 0 };
    const plan = planned(cosmetic("two", ledgerOf(one)), standing, { limits: news });
    expect(plan).toMatchObject({ review: undefined, status: { state: "failure" } });
    expect(plan.statusComment?.body).toContain("0 of 7,104 sentences differ");
  });
  test("is judged by the known ledger where no manuscript file changed", () => {
    expect(planned(untouched("two"), standing, { limits })).toMatchObject({
      review: undefined,
      statusComment: undefined,
      status: { state: "failure" },
    });
    expect(planned(untouched("two"), nothing, { limits }).status).toMatchObject({
      state: "success",
      description: "No manuscript file changed",
    });
  });
  test("is not opened by a damaged ledger where no manuscript file changed", () => {
    const statusComments = standing.statusComments.map((one) => ({
      ...one,
      body: one.body.replace(/bioreview-ledger:1:.{9}/, "bioreview-ledger:1:"),
    }));
    expect(planned(untouched("two"), { ...standing, statusComments }, { limits }).status?.state).toBe("error");
  });
});

test("a hand that could be a commit's name changed the ledger: that is told as any other's", () => {
  const statusComments = standing.statusComments.map((comment) => ({ ...comment, editedBy: "deadbeef" }));
  const plan = planned(untouched("two"), { ...standing, statusComments });
  expect(plan.status).toMatchObject({ state: "error" });
  expect(plan.summary.replaceAll("\u2060", "")).toContain("deadbeef changed it by hand");
});

describe("a failure", () => {
  const plan = planned(failed("two", { fault: "it ended while reading", remedy: "look at the runner" }), standing, {
    limits: { maxOpenMajor: 9 },
  });
  test("is an error, whatever the ledger says", () => {
    expect(plan.status).toEqual({ state: "error", description: "Not reviewed: it ended while reading", url: expect.any(String) });
    const { outcome, head, gate, ...counts } = plan.outputs;
    expect({ outcome, head, gate }).toEqual({ outcome: "failed", head: commit("two"), gate: "error" });
    expect(new Set(Object.values(counts)), "no count, not even 0").toEqual(new Set([""]));
  });
  test("says what stands and what to do, and keeps the ledger as it was", () => {
    expect(plan.statusComment?.body).toContain("those of revision 1 stand as they were");
    expect(plan.statusComment?.body).toContain("Look at the runner");
    expect(loadState(standsAfter(standing, plan), SCOPE)).toMatchObject({ state: { ledger: ledgerOf(one) } });
    expect(plan).toMatchObject({ review: undefined, threads: [] });
  });
  test("leaves what it does not believe as it stands: with the right secret it is believed again", () => {
    const secrets = { secret: "the right secret" };
    const signed = standsAfter(nothing, planned(one, nothing, secrets));
    const after = standsAfter(signed, planned(failed("two"), signed, { secret: "a wrong secret" }));
    expect(loadState(after, SCOPE, secrets.secret)).toMatchObject({ kind: "state", state: { ledger: ledgerOf(one) } });
  });
  test("tells with it what was not believed", () => {
    const unbelieved = { ...failed("one"), previous: { from: "none" as const, notes: ["what was kept is damaged"] } };
    expect(planned(unbelieved).statusComment?.body).toContain("What was kept is damaged");
  });
  test("is told where nothing is known, and no clean review", () => {
    const bare = planned(failed("one"));
    expect(bare.statusComment?.body).toContain("no clean review");
    expect(loadState(standsAfter(nothing, bare), SCOPE)).toEqual({ kind: "none" });
  });
});

describe("a review that raises nothing where much was open", () => {
  const five = reviewed("one", undefined, {
    raised: Array.from({ length: 5 }, (_, k) => ({ text: `Concern ${k}.`, severity: "major" as const })),
  });
  const before = standsAfter(nothing, planned(five));
  const fate = fc.constantFrom<PassageChange>(
    rewritten,
    ...(["untouched", "beside", "unrelated", "unsure", "not read"] as const).map((kind) => ({ kind, places: [at(9)] })),
    { kind: "no passage" },
    { kind: "old text gone" },
  );
  test("resolves what has a cause of its own and nothing else, and is told wherever people look", () => {
    fc.assert(
      fc.property(fc.array(fate, { minLength: 5, maxLength: 5 }), (fates) => {
        const named = Object.fromEntries(fates.map((one, k) => [`C${k + 1}`, one]));
        const plan = planned(reviewed("two", ledgerOf(five), { raised: [], fates: named }), before, {
          limits: { maxOpenMajor: 0 },
        });
        const resolved = fates.filter(({ kind }) => kind === "caused").length;
        expect(plan.outputs).toMatchObject({ resolved: `${resolved}`, "open-major": `${5 - resolved}` });
        expect(plan.status?.state).toBe(resolved === 5 ? "success" : "failure");
        for (const text of [plan.summary, plan.statusComment?.body, ...(resolved === 0 ? [] : [plan.review?.body])])
          expect(text).toMatch(new RegExp(`raises nothing at all, where 5 concerns were open.*${resolved} of them`));
      }),
      { seed: 20261130, numRuns: 25 },
    );
  });
  test("is nothing to tell where little was open, or where one concern stands", () => {
    const two = reviewed("one", undefined, { raised: [{ text: "A." }, { text: "B." }] });
    expect(planned(reviewed("two", ledgerOf(two), { raised: [] })).summary).not.toContain("nothing at all");
    const stands = reviewed("two", ledgerOf(five), { raised: [{ text: "Concern 1.", is: "C2", severity: "major" }] });
    expect(planned(stands, before).summary).not.toContain("nothing at all");
  });
});

test("the same input gives the same plan", () => {
  expect(planned(two, standing)).toEqual(planned(two, standing));
});

test("outputs are our own words and numbers", () => {
  expect(planned(two, standing).outputs).toEqual({
    outcome: "reviewed",
    head: commit("two"),
    revision: "2",
    gate: "off",
    open: "3",
    "open-major": "1",
    "open-minor": "1",
    "open-optional": "1",
    "new-major": "1",
    introduced: "1",
    "noticed-late": "0",
    standing: "1",
    escalated: "1",
    eased: "0",
    "partly-addressed": "0",
    "not-repeated": "0",
    resolved: "1",
    reopened: "0",
    dismissed: "0",
  });
});
