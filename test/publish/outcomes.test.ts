/** What each outcome of a concern does: to the gate, to the review, to the lines of the diff and to its thread. */
import { describe, expect, test } from "vitest";
import type { Conversation } from "../../src/publish/conversation.ts";
import { threadsOfConcerns } from "../../src/publish/plan/threads.ts";
import type { PlannedThread } from "../../src/publish/publication.ts";
import type { RunResult } from "../../src/publish/state/run-result.ts";
import { dismiss, type Ledger, type OutcomeKind } from "../../src/revision/index.ts";
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
const minor = reviewed("one", undefined, { raised: [{ text, severity: "minor" }] });
const major = reviewed("one", undefined, { raised: [{ text, severity: "major" }] });
const empty = reviewed("one", undefined, { raised: [] });
const resolved = reviewed("two", ledgerOf(major), { raised: [], fates: { C1: rewritten } });
const next = (ledger: Ledger, severity: "major" | "minor" = "major") =>
  reviewed("three", ledger, { raised: [{ text, severity, is: "C1" }] });

interface Case {
  readonly kind: OutcomeKind;
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

describe.each(CASES)("a concern that is $kind", ({ kind, before, result, isNew, posted, onLine, thread }) => {
  const stands = standsAfter(nothing, planned(major));
  const withoutThreads: Conversation = { ...standsAfter(nothing, planned(before)), threads: [] };

  test("is one", () => {
    const { found } = result;
    expect(found.kind === "compared" && found.comparison.outcomes.map((one) => one.kind)).toEqual([kind]);
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
