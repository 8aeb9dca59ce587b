import fc from "fast-check";
import { expect, test } from "vitest";
import { addCosmeticRevision, dismiss, emptyLedger, reopen, unsettledChange } from "../../src/revision/ledger/ledger.ts";
import { type Ledger, type LedgerConcern, ledgerSchema } from "../../src/revision/ledger/schema.ts";
import { compareSeverity, type NewConcernReason, type PassageChange } from "../../src/revision/outcome.ts";
import { type ReviewedRevision, type RevisedLedger, revise } from "../../src/revision/revise.ts";
import { concern } from "../support/build.ts";
import { byPeople, cause, histories, place, revisionOf } from "../support/revisions.ts";

const noControl = concern("There is no vehicle control.", "major");

/** Revises, then checks what holds for every revision. */
function lawfully(before: Ledger, revision: ReviewedRevision): RevisedLedger {
  const revised = revise(before, revision);
  const { ledger: after, outcomes } = revised;
  expect(() => ledgerSchema.parse(after), "consistent in itself").not.toThrow();
  const now = new Map(after.concerns.map((one) => [one.id, one]));
  for (const was of before.concerns) {
    const is = now.get(was.id);
    expect(is, "nobody is lost").toBeDefined();
    expect(is?.history.slice(0, was.history.length), "the past stays").toEqual(was.history);
    const own = outcomes.filter(({ id }) => id === was.id);
    if (was.state === "open") expect(own.length, "one outcome for each open concern").toBe(1);
    if (was.state === "open") expect(is?.state, "only a person dismisses").not.toBe("dismissed");
    if (was.state === "open" && is?.state === "resolved") lawfulResolution(was.id, before, revision);
    if (was.state === "open" && is !== undefined) lawfulSilence(is, outcomes, revision);
    if (was.state === "dismissed") expect(is?.severity, "what was dismissed weighs as it did").toBe(was.severity);
  }
  const old = new Set(before.concerns.map(({ id }) => id));
  for (const { id } of after.concerns.filter((one) => !old.has(one.id)))
    expect(Number(id.slice(1)), "an id is new for ever").toBeGreaterThanOrEqual(before.nextId);
  revision.concerns.forEach((found, index) => {
    const absorbing = outcomes.filter(
      (one) => "found" in one && one.found === index && !(one.kind === "eased" && one.because === "raised in part"),
    );
    expect(absorbing.length, "each found concern becomes one").toBe(1);
    const [one] = absorbing;
    const [state, severity] = [now.get(one?.id ?? "")?.state, now.get(one?.id ?? "")?.severity];
    if (state === "open") expect(severity, "with the weight that it has now").toBe(found.severity);
    else
      expect(compareSeverity(found.severity, severity ?? "optional"), "never under a lighter dismissed one").toBeLessThanOrEqual(
        0,
      );
  });
  const turned = { ...revision, matches: revision.matches.toReversed(), partial: revision.partial.toReversed() };
  expect(revise(before, turned), "whatever the order").toEqual(revised);
  return revised;
}

function lawfulResolution(id: string, before: Ledger, { matches, partial, passageChanges: fates }: ReviewedRevision): void {
  expect(
    matches.some((match) => match.id === id),
    "not what was raised again",
  ).toBe(false);
  expect(
    partial.some((match) => match.id === id),
    "nor in part",
  ).toBe(false);
  const fate = fates.get(id);
  const was = before.concerns.find((one) => one.id === id);
  const settles = fate?.kind === "caused" ? fate.cause : STILL.some((kind) => kind === fate?.kind) ? was?.unjudged : undefined;
  expect(settles, "a cause").toBeDefined();
  if (was?.severity === "major") expect(settles?.kind, "more than text that went").not.toBe("removed");
}
/** Where nothing new happened, a change of before that is read now may settle a concern. */
const STILL = ["untouched", "beside", "unrelated", "unsure"];

/** What holds for a concern that stays open though something was done about it. */
function lawfulSilence(is: LedgerConcern, outcomes: RevisedLedger["outcomes"], { passageChanges }: ReviewedRevision): void {
  const own = outcomes.find(({ id }) => id === is.id);
  const isSilent = own !== undefined && !("found" in own);
  const fate = passageChanges.get(is.id);
  if (isSilent && fate?.kind === "partly")
    expect(own, "what was done in part is told as that").toMatchObject({ because: "addressed in part", cause: fate.cause });
  if (isSilent && fate?.kind === "removed")
    expect(own, "text that went is told as that").toMatchObject({ because: "text removed", cause: fate.cause });
  if (own !== undefined && "cause" in own && own.kind !== "resolved") {
    expect([is.state, is.severity], "it counts as before").toEqual(["open", own.was.severity]);
    expect(unsettledChange(is), "and people see it").toMatchObject({ kind: own.because, cause: own.cause });
    expect(is.unjudged, "a review has read the text").toBeUndefined();
  }
  if (own !== undefined && "found" in own) expect(unsettledChange(is), "what is raised again is told no more").toBeUndefined();
}

const review = (parts: Partial<ReviewedRevision>): ReviewedRevision => ({
  label: "a revision",
  concerns: [],
  matches: [],
  partial: [],
  passageChanges: new Map(),
  newConcernReasons: (parts.concerns ?? []).map(() => ({ kind: "first review", places: [place()] })),
  ...parts,
});
const first = (...concerns: readonly ReturnType<typeof concern>[]): Ledger =>
  lawfully(emptyLedger(), review({ concerns })).ledger;
const kinds = ({ outcomes }: RevisedLedger) => outcomes.map(({ id, kind }) => `${id} ${kind}`);

test("no history breaks a law", () => {
  const reached = { resolved: 0, "addressed in part": 0, "text removed": 0 };
  fc.assert(
    fc.property(histories, (plans) => {
      const given = new Set<string>();
      plans.reduce((ledger, plan) => {
        const { ledger: after } = lawfully(ledger, revisionOf(ledger, plan));
        for (const { id } of after.concerns.slice(ledger.concerns.length)) {
          expect(given.has(id), "an id is given once").toBe(false);
          given.add(id);
        }
        for (const one of after.concerns) {
          const told = one.state === "resolved" ? one.state : unsettledChange(one)?.kind;
          if (told !== undefined) reached[told]++;
        }
        return byPeople(after, plan);
      }, emptyLedger());
    }),
    { seed: 20261122, numRuns: 400 },
  );
  expect(Math.min(...Object.values(reached)), "the histories reach what the laws are about").toBeGreaterThan(100);
});

test("the first review introduces all that it raises", () => {
  const { ledger, outcomes } = revise(undefined, review({ concerns: [noControl, concern("Three animals.")] }));
  expect(outcomes.map(({ id, kind }) => [id, kind])).toEqual([
    ["C1", "introduced"],
    ["C2", "introduced"],
  ]);
  expect(ledger).toMatchObject({ nextId: 3, revisions: [{ number: 1, kind: "reviewed" }] });
});

test("new concerns take the next ids, in the order of the review, without a gap, whatever else becomes of the known ones", () => {
  const before = first(noControl, concern("Three animals."));
  const again = review({
    concerns: [concern("No blinding."), noControl, concern("A short title.")],
    matches: [{ id: "C1", found: 1, probability: 0.9 }],
    passageChanges: new Map([["C2", { kind: "untouched", places: [place()] }]]),
  });
  const { ledger, outcomes } = lawfully(before, again);
  expect(outcomes.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
    "C3 introduced",
    "C4 introduced",
    "C1 standing",
    "C2 not repeated",
  ]);
  expect(ledger).toMatchObject({ nextId: 5, concerns: [{ id: "C1" }, { id: "C2" }, { id: "C3" }, { id: "C4" }] });
});

test("a concern that is raised again keeps its id and takes the new words", () => {
  const again = concern("No vehicle control was included.", "major");
  const revised = lawfully(first(noControl), review({ concerns: [again], matches: [{ id: "C1", found: 0, probability: 0.8 }] }));
  expect(revised.outcomes).toMatchObject([{ kind: "standing", was: noControl, now: again, probability: 0.8 }]);
  expect(revised.ledger.concerns).toMatchObject([{ id: "C1", text: again.text, aliases: [noControl.text] }]);
});

test.each([
  { from: "minor", to: "major", kind: "escalated" },
  { from: "major", to: "optional", kind: "eased" },
] as const)("a matched concern that goes from $from to $to is $kind", ({ from, to, kind }) => {
  const again = review({ concerns: [concern("x", to)], matches: [{ id: "C1", found: 0, probability: 0.8 }] });
  expect(lawfully(first(concern("x", from)), again).outcomes).toMatchObject([
    { kind, was: { severity: from }, now: { severity: to } },
  ]);
});

test.each([
  { fate: { kind: "untouched", places: [place()] }, kind: "not repeated", because: "untouched" },
  { fate: { kind: "beside", places: [place()] }, kind: "not repeated", because: "beside" },
  { fate: { kind: "unrelated", places: [place()] }, kind: "not repeated", because: "unrelated" },
  { fate: { kind: "unsure", places: [place()] }, kind: "not repeated", because: "unsure" },
  { fate: { kind: "not read", places: [place()] }, kind: "not repeated", because: "not read" },
  { fate: { kind: "no passage" }, kind: "not repeated", because: "no passage" },
  { fate: { kind: "caused", cause: cause(), places: [place()] }, kind: "resolved", because: undefined },
  { fate: { kind: "caused", cause: cause("removed"), places: [place()] }, kind: "not repeated", because: "text removed" },
  { fate: { kind: "removed", cause: cause("removed"), places: [place()] }, kind: "not repeated", because: "text removed" },
  { fate: { kind: "partly", cause: cause(), places: [place()] }, kind: "eased", because: "addressed in part" },
] as const)("silence about a major concern whose text is $fate.kind leaves it $kind", ({ fate, kind, because }) => {
  const { outcomes } = lawfully(first(noControl), review({ passageChanges: new Map([["C1", fate]]) }));
  expect(outcomes).toMatchObject([{ kind, ...(because === undefined ? { cause: cause() } : { because }) }]);
});

test.each([
  { severity: "minor", kind: "resolved" },
  { severity: "optional", kind: "resolved" },
  { severity: "major", kind: "not repeated" },
] as const)("a removed claim alone makes a $severity concern $kind, also where it is judged later", ({ severity, kind }) => {
  const known = first(concern("The new drug cures all mice.", severity));
  const removed = { cause: cause("removed"), places: [place()] };
  const still = review({ passageChanges: new Map([["C1", { kind: "beside", places: [place()] }]]) });
  const atOnce = lawfully(known, review({ passageChanges: new Map([["C1", { kind: "caused", ...removed }]]) }));
  const unread = lawfully(known, review({ passageChanges: new Map([["C1", { kind: "not read", ...removed }]]) }));
  expect(kinds(unread)).toEqual(["C1 not repeated"]);
  for (const { outcomes } of [atOnce, lawfully(unread.ledger, still)]) {
    expect(outcomes).toMatchObject([{ kind, cause: { kind: "removed" } }]);
  }
});

test("what was done in part stays told in silent revisions, until the concern is raised again or a later change is told", () => {
  const change = (fate: PassageChange) => review({ passageChanges: new Map([["C1", fate]]) });
  const partly = lawfully(first(noControl), change({ kind: "partly", cause: cause("added"), places: [place()] })).ledger;
  const told = (ledger: Ledger) => ledger.concerns.map(unsettledChange);
  expect(told(partly)).toEqual([{ kind: "addressed in part", revision: 2, cause: cause("added") }]);
  const silent = lawfully(partly, change({ kind: "untouched", places: [place()] })).ledger;
  expect(told(silent)).toEqual(told(partly));
  const removed = lawfully(silent, change({ kind: "removed", cause: cause("removed"), places: [place()] })).ledger;
  expect(told(removed)).toEqual([{ kind: "text removed", revision: 4, cause: cause("removed") }]);
  const again = review({ concerns: [noControl], matches: [{ id: "C1", found: 0, probability: 0.9 }] });
  const resolved = change({ kind: "caused", cause: cause(), places: [place()] });
  for (const next of [again, resolved]) expect(told(lawfully(silent, next).ledger)).toEqual([undefined]);
  expect(told(dismiss(silent, "C1", "an editor", "It is enough.")), "nor of what a person settled").toEqual([undefined]);
});

test("a change that no review has read resolves the concern once a review has read it, and is named with its revision", () => {
  const unread = lawfully(
    first(noControl),
    review({ passageChanges: new Map([["C1", { kind: "not read", places: [place()], cause: cause() }]]) }),
  );
  expect(kinds(unread)).toEqual(["C1 not repeated"]);
  const read = lawfully(unread.ledger, review({ passageChanges: new Map([["C1", { kind: "untouched", places: [place()] }]]) }));
  expect(read.outcomes).toMatchObject([{ kind: "resolved", cause: { kind: "rewritten", since: 2 } }]);
});

test("a change that no review has read is no cause any more once the concern was raised again after it", () => {
  const unread = lawfully(
    first(noControl),
    review({ passageChanges: new Map([["C1", { kind: "not read", places: [place()], cause: cause() }]]) }),
  );
  const raised = lawfully(unread.ledger, review({ concerns: [noControl], matches: [{ id: "C1", found: 0, probability: 0.9 }] }));
  const silent = lawfully(raised.ledger, review({ passageChanges: new Map([["C1", { kind: "untouched", places: [place()] }]]) }));
  expect(kinds(silent)).toEqual(["C1 not repeated"]);
});

test("the history of a concern keeps the first passage of each outcome, and none where the whole paper is meant", () => {
  const at = (...places: readonly ReturnType<typeof place>[]) => places;
  const reasons = (places: readonly ReturnType<typeof place>[]): readonly NewConcernReason[] => [
    { kind: "first review", places },
  ];
  const raised = (places: readonly ReturnType<typeof place>[], matches: ReviewedRevision["matches"] = []) =>
    review({ concerns: [noControl], matches, newConcernReasons: reasons(places) });
  const again = [{ id: "C1", found: 0, probability: 0.9 }];
  const steps: readonly ReviewedRevision[] = [
    raised(at(place(3), place(7))),
    raised(at(place(5)), again),
    review({ passageChanges: new Map([["C1", { kind: "untouched", places: at(place(6), place(9)) }]]) }),
    raised(at(), again),
    review({ passageChanges: new Map([["C1", { kind: "caused", cause: cause(), places: at(place(8)) }]]) }),
  ];
  const ledger = steps.reduce((before, step) => lawfully(before, step).ledger, emptyLedger());
  expect(ledger.concerns[0]?.history.map((event) => event.place)).toEqual([place(3), place(5), place(6), undefined, place(8)]);
});

test("a narrower concern that is nobody else's takes the place of the one that it is a part of", () => {
  const narrower = concern("No vehicle control in experiment 2.", "minor");
  const part = review({
    concerns: [narrower],
    partial: [{ id: "C1", found: 0, probability: 0.3 }],
    passageChanges: new Map([["C1", { kind: "caused", cause: cause(), places: [] }]]),
  });
  const { ledger, outcomes } = lawfully(first(noControl), part);
  expect(outcomes).toMatchObject([{ kind: "eased", because: "narrower", was: noControl, now: narrower }]);
  expect(ledger.concerns).toMatchObject([{ id: "C1", state: "open", severity: "minor", text: narrower.text }]);
});

test("a part that weighs more than the whole has an id of its own, and the whole stays open in its own words", () => {
  const heavy = concern("The control of experiment 2 is wrong.", "major");
  const part = review({
    concerns: [heavy],
    partial: [{ id: "C1", found: 0, probability: 0.3 }],
    passageChanges: new Map([["C1", { kind: "caused", cause: cause(), places: [] }]]),
  });
  const { ledger, outcomes } = lawfully(first(concern("Controls are weak.", "minor")), part);
  expect(outcomes.map(({ id, kind }) => [id, kind])).toEqual([
    ["C2", "introduced"],
    ["C1", "eased"],
  ]);
  expect(ledger.concerns).toMatchObject([{ id: "C1", text: "Controls are weak.", severity: "minor" }, { id: "C2" }]);
});

test.each([
  { why: "more severe than what was dismissed", severity: "major", category: "other", probability: 0.99 },
  { why: "not surely what was dismissed", severity: "minor", category: "other", probability: 0.7 },
  { why: "of another category", severity: "minor", category: "design_flaw", probability: 0.99 },
] as const)("a dismissed concern does not silence one that is $why", ({ why, severity, category, probability }) => {
  const dismissed = dismiss(first(concern("Three animals.", "minor")), "C1", "an editor", "a pilot study");
  const again = review({
    concerns: [concern("Three animals.", severity, category)],
    matches: [{ id: "C1", found: 0, probability }],
  });
  const { ledger, outcomes } = lawfully(dismissed, again);
  expect(outcomes).toMatchObject([{ kind: "introduced", id: "C2", instead: { id: "C1", why } }]);
  expect(ledger.concerns[0]?.state).toBe("dismissed");
});

test("a dismissed concern stays dismissed when it is surely raised again, as it was when a person looked at it", () => {
  const dismissed = dismiss(first(concern("Three animals.", "minor")), "C1", "an editor", "a pilot study");
  const again = review({ concerns: [concern("Only three.", "optional")], matches: [{ id: "C1", found: 0, probability: 0.99 }] });
  const { ledger, outcomes } = lawfully(dismissed, again);
  expect(outcomes).toMatchObject([{ kind: "dismissed", id: "C1" }]);
  expect(ledger.concerns).toMatchObject([{ state: "dismissed", text: "Three animals.", severity: "minor" }]);
});

test("a resolved concern that is raised again is reopened under its id, and the revision of its end is named", () => {
  const resolved = lawfully(
    first(noControl),
    review({ passageChanges: new Map([["C1", { kind: "caused", cause: cause(), places: [] }]]) }),
  );
  const again = lawfully(resolved.ledger, review({ concerns: [noControl], matches: [{ id: "C1", found: 0, probability: 0.8 }] }));
  expect(again.outcomes).toMatchObject([{ kind: "reopened", id: "C1", resolvedIn: 2 }]);
  expect(again.ledger.concerns[0]?.state).toBe("open");
});

test.each<{ novelty: NewConcernReason; kind: string }>([
  { novelty: { kind: "unchanged passage", places: [place()] }, kind: "noticed late" },
  { novelty: { kind: "unchanged paper", places: [] }, kind: "noticed late" },
  { novelty: { kind: "changed passage", places: [place()] }, kind: "introduced" },
  { novelty: { kind: "new passage", places: [place()] }, kind: "introduced" },
  { novelty: { kind: "changed paper", places: [] }, kind: "introduced" },
])("a new concern about $novelty.kind is $kind", ({ novelty, kind }) => {
  const revised = lawfully(first(), review({ concerns: [noControl], newConcernReasons: [novelty] }));
  expect(revised.outcomes).toMatchObject([{ kind, because: novelty.kind }]);
});

test("a cosmetic revision is noted, and all states stand", () => {
  const before = first(noControl);
  const after = addCosmeticRevision(before, "reflowed");
  expect(after.concerns).toEqual(before.concerns);
  expect(after.revisions.at(-1)).toEqual({ number: 2, label: "reflowed", kind: "cosmetic" });
});

test("people are told which concern there is not, and which is not open", () => {
  const ledger = first(noControl);
  expect(() => dismiss(ledger, "C9", "an editor", "")).toThrow(/C9: there is no concern of that name/);
  expect(() => reopen(ledger, "C1", "an editor", "")).toThrow(/C1: it is open, and it is open already/);
});
