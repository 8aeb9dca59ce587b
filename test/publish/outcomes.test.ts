/** What each outcome of a concern does: to the gate, to the review, to the lines of the diff and to its thread. */
import { describe, expect, test } from "vitest";
import type { Conversation } from "../../src/publish/conversation.ts";
import { threadsOfConcerns } from "../../src/publish/plan/threads.ts";
import type { PlannedThread } from "../../src/publish/publication.ts";
import type { RunResult } from "../../src/publish/state/run-result.ts";
import { dismiss, type Ledger, type OutcomeKind, type UnsettledChange } from "../../src/revision/index.ts";
import type { PassageChange } from "../../src/revision/outcome.ts";
import { at, ledgerOf, nothing, PULL, planned, REPOSITORY, reviewed, standsAfter } from "./world.ts";

const text = "There is no vehicle control.";
const rewritten: PassageChange = {
  kind: "caused",
  cause: {
    kind: "rewritten",
    changes: [{ before: { ...at(20), text: "None got gel." }, after: { ...at(20), text: "Six got gel." } }],
  },
  places: [at(20)],
};
/** One sentence of caveat goes, and nothing else changes. */
const removed: PassageChange = {
  kind: "caused",
  cause: { kind: "removed", changes: [{ before: { ...at(20), text: "No group got the gel alone." } }] },
  places: [at(20)],
};
const minor = reviewed("one", undefined, { raised: [{ text, severity: "minor" }] });
const major = reviewed("one", undefined, { raised: [{ text, severity: "major" }] });
const empty = reviewed("one", undefined, { raised: [] });
const resolved = reviewed("two", ledgerOf(major), { raised: [], fates: { C1: rewritten } });
const next = (ledger: Ledger, severity: "major" | "minor" = "major") =>
  reviewed("three", ledger, { raised: [{ text, severity, is: "C1" }] });

interface Case {
  readonly kind: OutcomeKind;
  /** Where people see it as a state of its own. */
  readonly because?: UnsettledChange["kind"];
  readonly before: RunResult;
  readonly result: RunResult;
  /** Whether the gate counts it as new. */
  readonly isNew: boolean;
  /** Whether it is worth a review. */
  readonly posted: boolean;
  /** Whether it gets a comment on its line, where it has no thread. */
  readonly onLine: boolean;
  readonly thread?: PlannedThread["then"];
}
const late = { text, severity: "major" as const, novelty: { kind: "unchanged passage" as const, places: [at(5)] } };
const CASES: readonly Case[] = [
  {
    ...{ kind: "introduced", before: empty, isNew: true, posted: true, onLine: true },
    result: reviewed("three", ledgerOf(empty), { raised: [{ text, severity: "major" }] }),
  },
  {
    kind: "reopened",
    before: resolved,
    result: next(ledgerOf(resolved)),
    isNew: true,
    posted: true,
    onLine: true,
    thread: "reopen",
  },
  { kind: "escalated", before: minor, result: next(ledgerOf(minor)), isNew: true, posted: true, onLine: true, thread: "leave" },
  {
    ...{ kind: "resolved", before: major, isNew: false, posted: true, onLine: false, thread: "resolve" },
    result: reviewed("three", ledgerOf(major), { raised: [], fates: { C1: rewritten } }),
  },
  {
    ...{ kind: "noticed late", before: empty, isNew: false, posted: true, onLine: false },
    result: reviewed("three", ledgerOf(empty), { raised: [late] }),
  },
  { kind: "eased", before: major, result: next(ledgerOf(major), "minor"), isNew: false, posted: false, onLine: false },
  {
    ...{ kind: "eased", because: "addressed in part", before: major, isNew: false, posted: true, onLine: false, thread: "leave" },
    result: reviewed("three", ledgerOf(major), { raised: [], fates: { C1: { ...rewritten, kind: "partly" } } }),
  },
  {
    ...{
      kind: "not repeated",
      because: "text removed",
      before: major,
      isNew: false,
      posted: true,
      onLine: false,
      thread: "leave",
    },
    result: reviewed("three", ledgerOf(major), { raised: [], fates: { C1: removed } }),
  },
  { kind: "standing", before: major, result: next(ledgerOf(major)), isNew: false, posted: false, onLine: false },
  {
    ...{ kind: "not repeated", before: major, isNew: false, posted: false, onLine: false },
    result: reviewed("three", ledgerOf(major), { raised: [] }),
  },
  {
    ...{ kind: "dismissed", before: major, isNew: false, posted: false, onLine: false, thread: "resolve" },
    result: next(dismiss(ledgerOf(major), "C1", "alice", "a pilot")),
  },
];

describe.each(CASES)("a concern that is $kind, $because", ({ kind, because, before, result, isNew, posted, onLine, thread }) => {
  const stands = standsAfter(nothing, planned(major));
  const withoutThreads: Conversation = { ...standsAfter(nothing, planned(before)), threads: [] };

  test("is one", () => {
    const { found } = result;
    expect(found.kind === "compared" && found.comparison.outcomes).toMatchObject([
      { kind, ...(because === undefined ? {} : { because }) },
    ]);
  });
  test(`${isNew ? "fails" : "passes"} a gate that allows nothing new`, () => {
    const { outputs, status } = planned(result, withoutThreads, { limits: { maxNewMajor: 0 } });
    expect(outputs).toMatchObject({ gate: isNew ? "failed" : "passed", "new-major": isNew ? "1" : "0" });
    expect(status?.state).toBe(isNew ? "failure" : "success");
  });
  test(`${posted ? "is" : "is not"} worth a review`, () => {
    expect(planned(result, withoutThreads).review !== undefined).toBe(posted);
  });
  test(`${onLine ? "gets" : "gets no"} comment on its line`, () => {
    expect(planned(result, withoutThreads).review?.comments.length ?? 0).toBe(onLine ? 1 : 0);
  });
  test(`${thread === undefined ? "has nothing done to its thread" : `has its thread: ${thread}`}`, () => {
    const hasThread = before !== empty;
    const conversation = hasThread ? { ...withoutThreads, threads: stands.threads } : withoutThreads;
    expect(planned(result, conversation).threads.map(({ then }) => then)).toEqual(thread === undefined ? [] : [thread]);
  });
});

test.each(CASES.filter(({ onLine }) => onLine))(
  "a concern that is $kind is known by the comment on its line, also where the ledger forgot its words",
  ({ before, result }) => {
    const withoutThreads: Conversation = { ...standsAfter(nothing, planned(before)), threads: [] };
    const { threads } = standsAfter(withoutThreads, planned(result, withoutThreads));
    const ledger = ledgerOf(result);
    const forgetful: Ledger = {
      ...ledger,
      shortened: "open texts",
      concerns: ledger.concerns.map((concern) => ({
        ...concern,
        text: "There…",
        aliases: [],
        history: concern.history.map(({ text: _, ...event }) => event),
      })),
    };
    expect(threadsOfConcerns(threads, forgetful, { repository: REPOSITORY, pull: PULL, key: "" })).toHaveLength(1);
  },
);

describe.each([
  { told: "addressed in part", fate: { ...rewritten, kind: "partly" }, title: "Partly addressed", shows: ["None", "Six"] },
  { told: "text removed", fate: removed, title: "Text removed, please check", shows: ["No group got the gel alone."] },
] as const)("a major concern of which is told: $told", ({ fate, title, shows }) => {
  const result = reviewed("two", ledgerOf(major), { raised: [], fates: { C1: fate } });
  const stands = standsAfter(nothing, planned(major));
  const plan = planned(result, stands, { limits: { maxOpenMajor: 0 } });

  test("keeps the gate closed, with its severity", () => {
    expect(plan.outputs).toMatchObject({ gate: "failed", "open-major": "1", resolved: "0" });
    expect(plan.status?.state).toBe("failure");
  });
  test("stands in the review, the thread and the dashboard with what changed", () => {
    const [reply] = plan.threads.map((thread) => thread.reply);
    const [first = ""] = shows.slice(-1);
    for (const text of [plan.review?.body, reply, plan.statusComment?.body]) {
      expect(text?.toLowerCase()).toContain(title.toLowerCase());
      expect(text).toContain(first);
    }
    for (const words of shows) expect(plan.review?.body).toContain(words);
    expect(plan.review?.body).toContain("stay open");
    expect(reply).toContain("stays open");
  });
  test("is on the dashboard still where the next revision does nothing about it, and nobody is told again", () => {
    const three = reviewed("three", ledgerOf(result), { raised: [] });
    const next = planned(three, standsAfter(stands, plan), { limits: { maxOpenMajor: 0 } });
    expect(next.statusComment?.body.toLowerCase()).toContain(`${title.toLowerCase()}** in revision 2`);
    expect(next.threads).toEqual([]);
    expect(next.review).toBeUndefined();
    expect(next.outputs).toMatchObject({ gate: "failed" });
  });
  test("leaves a thread resolved that a person resolved", () => {
    const threads = stands.threads.map((thread) => ({ ...thread, resolved: true }));
    expect(planned(result, { ...stands, threads }).threads.map(({ then }) => then)).toEqual(["leave"]);
  });
});

test("a resolved concern is shown with the change that settles it, also where the review had to be shortened, and on the dashboard", () => {
  const texts = Array.from({ length: 60 }, (_, k) => `${k} ${"long words of a concern ".repeat(60)}`);
  const one = reviewed("one", undefined, { raised: texts.map((text) => ({ text, severity: "major" })) });
  const fates = Object.fromEntries(ledgerOf(one).concerns.map(({ id }) => [id, longChange()]));
  const plan = planned(reviewed("two", ledgerOf(one), { raised: [], fates }));
  expect(plan.review?.body).toContain("Shortened");
  expect(plan.review?.body.match(/added “Six got gel/g)).toHaveLength(60);
  expect(planned(resolved).statusComment?.body).toContain("now “Six got gel.”");
});
/** Too long to be quoted sixty times. */
function longChange(): PassageChange {
  const after = { ...at(20), text: `Six got gel ${"and then more of it was done ".repeat(60)}` };
  return { kind: "caused", cause: { kind: "added", changes: [{ after }, { after }, { after }] }, places: [at(20)] };
}

const optional = reviewed("one", undefined, { raised: [{ text, severity: "optional" }] });
const resolvedMinor = reviewed("two", ledgerOf(minor), { raised: [], fates: { C1: rewritten } });
test.each([
  { kind: "introduced", before: empty, result: reviewed("three", ledgerOf(empty), { raised: [{ text }] }) },
  { kind: "reopened", before: resolvedMinor, result: next(ledgerOf(resolvedMinor), "minor") },
  { kind: "escalated", before: optional, result: next(ledgerOf(optional), "minor") },
  { kind: "resolved", before: minor, result: reviewed("three", ledgerOf(minor), { raised: [], fates: { C1: rewritten } }) },
])("a minor concern that is $kind is worth a review too, and is nothing to a gate of major ones", ({ kind, before, result }) => {
  const plan = planned(result, standsAfter(nothing, planned(before)), { limits: { maxNewMajor: 0, maxOpenMajor: 0 } });
  expect(plan.review?.body).toBeDefined();
  expect(plan.outputs).toMatchObject({ gate: "passed", [kind]: "1" });
});
