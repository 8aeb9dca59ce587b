import { expect, test } from "vitest";
import type { Passage } from "../../../src/manuscript/index.ts";
import type { Anchor } from "../../../src/revision/anchors/anchors.ts";
import { RevisionIndex } from "../../../src/revision/changes/change-signals.ts";
import { changesBetween } from "../../../src/revision/changes/changes.ts";
import {
  isReadBy,
  judgedChange,
  newConcernReasonsOf,
  PARTLY_PROBABILITY,
  passageChangesOf,
  RESOLVED_PROBABILITY,
} from "../../../src/revision/changes/passage-change.ts";
import { changesFound } from "../../../src/revision/changes/ranked-changes.ts";
import type { Judgement } from "../../../src/revision/judge.ts";
import { manuscript, passage, section } from "../../support/build.ts";

const noBlinding = "Blinding of the histology scoring is not described, so observer bias cannot be excluded.";
const BEFORE = "Mice were housed in groups. Histology was scored by one observer. Sections were stored cold.";
const filler = passage("The weather of the island is mild and wet in most winters.");
const paper = (text: string | undefined, ...more: string[]) =>
  manuscript({
    sections: [section("Methods", ...(text === undefined ? [] : [passage(text)]), filler, ...more.map((one) => passage(one)))],
  });

/** Every change speaks as much as it shares words with the concern; how probable it is that they address it, a test says itself. */
const BY_WORDS = {
  ranking: { intercept: -2, signals: { shared: { mean: 0, scale: 1, weight: 5 } } },
  addressed: { intercept: 0, signals: {} },
};

interface Situation {
  /** Share of each passage that the review read. */
  readonly read?: number;
  /** False for a concern about the whole paper. */
  readonly anchored?: boolean;
  /** That it is about that passage. */
  readonly likely?: number;
  /** That what the review read addresses it, by the model. */
  readonly addressed?: number;
  readonly addressedUnread?: number;
  readonly text?: string;
  readonly old?: string;
}

/** What becomes of one concern about the sentence on histology, the second of its passage. */
function fateAfter(
  now: ReturnType<typeof paper>,
  { read = 1, anchored = true, likely = 0.9, addressed = 0.9, addressedUnread, text = noBlinding, old = BEFORE }: Situation = {},
) {
  const changes = changesBetween(paper(old), now);
  const [target, sentences] = [...changes.sentencesOf].find(([{ text }]) => text === old) ?? [];
  const sentence = sentences?.[1];
  if (target === undefined || sentence === undefined) throw new Error("the paper has changed under the test");
  const anchors: Anchor[] = anchored ? [{ passage: target, probability: likely, sentences: [sentence] }] : [];
  const readings = now.sections
    .flatMap(({ passages }) => passages)
    .map((one) => ({ passage: one, read: "part" as const, until: Math.floor(one.text.length * read) }));
  const concern = { id: "C1", text, category: "other" as const };
  const index = new RevisionIndex(changes);
  const [made] = changesFound(
    { concerns: [concern], anchors: [anchors], index, embeddingOf: undefined },
    BY_WORDS,
    isReadBy(readings),
  );
  if (made === undefined) throw new Error("nothing was found for the concern");
  const done = { ...made, probability: addressed, probabilityUnread: addressedUnread ?? addressed };
  const rule = passageChangesOf({ concerns: [concern], anchors: [anchors], found: [done], changes, readings }).get("C1");
  if (rule === undefined) throw new Error("the concern has no fate");
  return { rule, done, judged: (judgement: Judgement) => judgedChange(text, rule, done, judgement) };
}
const ruleAfter = (...args: Parameters<typeof fateAfter>) => fateAfter(...args).rule;

const REWRITTEN = BEFORE.replace(
  "Histology was scored by one observer.",
  "Two blinded observers independently scored all histology slides in random order.",
);
const REMOVED = BEFORE.replace("Histology was scored by one observer. ", "");
const ELSEWHERE = paper(BEFORE, "Histology scoring was blinded to exclude observer bias.");

test.each([
  { why: "rewriting its sentence", now: paper(REWRITTEN), text: /^Two blinded/ },
  { why: "words added anywhere in the paper", now: ELSEWHERE, text: /^Histology scoring was blinded/ },
])("$why resolves from the bound on, eases from the lower one on, and shows what did it", ({ now, text }) => {
  const shown = { cause: { changes: [{ after: { text: expect.stringMatching(text) } }] } };
  expect(ruleAfter(now, { addressed: RESOLVED_PROBABILITY })).toMatchObject({ kind: "caused", ...shown });
  expect(ruleAfter(now, { addressed: RESOLVED_PROBABILITY - 0.01 })).toMatchObject({ kind: "partly", ...shown });
  expect(ruleAfter(now, { addressed: PARTLY_PROBABILITY })).toMatchObject({ kind: "partly", ...shown });
  expect(["untouched", "unrelated"]).toContain(ruleAfter(now, { addressed: PARTLY_PROBABILITY - 0.01 }).kind);
});

test.each([
  { why: "the same text leaves it untouched", now: paper(BEFORE), fate: "untouched" },
  { why: "another paragraph's change leaves it untouched", now: paper(BEFORE, "The harbour is shallow."), fate: "untouched" },
  {
    why: "a change of its neighbour leaves it beside",
    now: paper(BEFORE.replace("Sections were stored cold.", "Sections were kept in paraffin at room temperature for ever.")),
    fate: "beside",
  },
  {
    why: "a change of one word in seven is unrelated",
    now: paper(BEFORE.replace("Histology was scored", "The histology was scored")),
    fate: "unrelated",
  },
])("where the model sees no answer, $why", ({ now, fate }) => expect(ruleAfter(now, { addressed: 0.2 }).kind).toBe(fate));

test("however probable an answer is, text that says nothing new is none", () => {
  for (const now of [paper(BEFORE), paper(REMOVED), paper(BEFORE.replace("one observer", "one"))])
    expect(["untouched", "removed", "unrelated"]).toContain(ruleAfter(now, { addressed: 0.99 }).kind);
});

const CAVEAT =
  "Mice were housed in groups. However, no histology scoring was blinded to the treatment. Sections were stored cold.";
const CLAIM =
  "Mice were housed in groups. Our histology scoring demonstrates that the gel heals every wound. Sections were stored cold.";
const OVERSTATED = "The claim that the histology scoring demonstrates healing of every wound is overstated.";
const without = (old: string) => old.replace(/ [^.]+\.(?= Sections)/, "");

test.each([
  { why: "a deleted admission of the weakness", old: CAVEAT, text: noBlinding, fate: "removed" },
  { why: "a deleted admission, where the concern objects to a claim", old: CAVEAT, text: OVERSTATED, fate: "removed" },
  { why: "a deleted claim that nobody objects to", old: CLAIM, text: noBlinding, fate: "removed" },
  { why: "a deleted claim that the concern objects to", old: CLAIM, text: OVERSTATED, fate: "caused" },
])("$why is told as $fate, with the text that went", ({ old, text, fate }) => {
  const told = ruleAfter(paper(without(old)), { old, text, addressed: 0.99 });
  expect(told).toMatchObject({ kind: fate, cause: { kind: "removed", changes: [{ before: { text: expect.any(String) } }] } });
  const guess = ruleAfter(paper(without(old)), { old, text, likely: 0.4, addressed: 0.99 });
  expect(guess.kind).toBe("unsure");
});

test("a number that was put right is shown as the answer, though another change shares more words", () => {
  const text = "Counts fell by 3.4 log units in the abstract, but by 2.9 log units in the results of a second cohort.";
  const old = BEFORE.replace("Histology was scored by one observer.", "Treatment with gel lowered counts by 3.4 log units.");
  const now = paper(
    old.replace("3.4", "2.9"),
    "Counts fell by two log units in the results of a second cohort, as the abstract says.",
  );
  expect(ruleAfter(now, { text, old })).toMatchObject({
    kind: "caused",
    cause: { changes: [{ after: { text: "Treatment with gel lowered counts by 2.9 log units." } }] },
  });
});

test("what the review did not read is not judged, and the change is kept for a review that does", () => {
  expect(ruleAfter(paper(REWRITTEN), { read: 0.3 })).toMatchObject({ kind: "not read", cause: { kind: expect.any(String) } });
  expect(ruleAfter(paper(BEFORE), { read: 0 })).toMatchObject({ kind: "not read" });
  expect(ruleAfter(paper(BEFORE), { read: 0 })).not.toHaveProperty("cause");
});

test("an answer elsewhere that the review did not read is kept, and does not resolve", () => {
  const readAllBut = { anchored: false, read: 0.5, addressed: 0.1, addressedUnread: 0.9 };
  expect(ruleAfter(ELSEWHERE, readAllBut)).toMatchObject({ kind: "not read", cause: { kind: "added" } });
});

test("a concern about no one passage is resolved where it was answered, else it has no passage", () => {
  const whole = { anchored: false };
  expect(ruleAfter(paper(REMOVED), whole)).toEqual({ kind: "no passage" });
  expect(ruleAfter(ELSEWHERE, { ...whole, addressed: 0.3 })).toEqual({ kind: "no passage" });
  expect(ruleAfter(ELSEWHERE, whole)).toMatchObject({ kind: "caused", cause: { kind: "added" }, places: [{ file: "paper.md" }] });
});

const judgement = (addressed: number, partly: number, change?: number): Judgement => {
  const probabilities = { addressed, partly, not: 1 - addressed - partly };
  const answer =
    addressed >= partly && addressed >= probabilities.not ? "addressed" : partly >= probabilities.not ? "partly" : "not";
  return { answer, probabilities, model: "a judge", ...(change === undefined ? {} : { change }) };
};

test.each([
  { rule: 0.9, says: judgement(0.9, 0.05), kind: "caused" },
  { rule: 0.4, says: judgement(0.95, 0.03), kind: "caused" },
  { rule: 0.4, says: judgement(0.1, 0.85), kind: "partly" },
  { rule: 0.9, says: judgement(0.1, 0.85), kind: "partly" },
  { rule: 0.9, says: judgement(0.02, 0.03), kind: "unrelated" },
  { rule: 0.05, says: judgement(0.8, 0.05), kind: "unrelated" },
  { rule: 0.05, says: judgement(1, 0), kind: "caused" },
])("where the rule says $rule and a judge $says.probabilities.addressed, it is told as $kind", ({ rule, says, kind }) => {
  expect(fateAfter(paper(REWRITTEN), { addressed: rule }).judged(says).kind).toBe(kind);
});

test("a judge can make no deleted admission, and nothing that the review did not read, a resolution", () => {
  const { done, judged } = fateAfter(paper(without(CAVEAT)), { old: CAVEAT, addressed: 0.99 });
  const removal = done.found.findIndex(({ change }) => change.kind === "removed");
  expect(judged(judgement(1, 0, removal)).kind).toBe("removed");
  expect(fateAfter(paper(REWRITTEN), { read: 0.3 }).judged(judgement(1, 0, 0)).kind).toBe("not read");
});

test("the change that a judge names is shown, and one that is not there is not", () => {
  const { done, judged } = fateAfter(paper(REWRITTEN, "The harbour is shallow and full of boats."));
  for (const [k, { ranked }] of done.found.entries()) {
    if (ranked.kind === "removed") continue;
    expect(judged(judgement(0.9, 0.1, k))).toMatchObject({ kind: "caused", cause: { changes: [{ after: ranked.after }] } });
  }
  expect(judged(judgement(0.9, 0.1, 99))).toMatchObject({ kind: "caused", cause: { changes: [{ after: expect.anything() }] } });
});

test.each([
  { why: "a new passage", old: paper(undefined), kind: "new passage" },
  { why: "a changed passage", old: paper(REMOVED), kind: "changed passage" },
  {
    why: "a passage from which a sentence went",
    old: paper(`${BEFORE} Blood was drawn at noon from the tail vein.`),
    kind: "changed passage",
  },
  { why: "a passage that stands", old: paper(BEFORE, "This paragraph goes away in the revision."), kind: "unchanged passage" },
])("a new concern is known to be about $why", ({ old, kind }) => {
  const changes = changesBetween(old, paper(BEFORE));
  const [target, sentences] = [...changes.sentencesOf].findLast(([{ text }]: [Passage, unknown]) => text === BEFORE) ?? [];
  const sentence = sentences?.[1];
  if (target === undefined || sentence === undefined) throw new Error("the paper has changed under the test");
  const anchors: Anchor[] = [{ passage: target, probability: 0.9, sentences: [sentence] }];
  expect(newConcernReasonsOf([anchors], changes)).toMatchObject([{ kind }]);
});

test("a new concern about no one passage is late only where nothing at all changed", () => {
  expect(newConcernReasonsOf([[]], changesBetween(paper(BEFORE), paper(BEFORE)))).toMatchObject([{ kind: "unchanged paper" }]);
  expect(newConcernReasonsOf([[]], changesBetween(paper(BEFORE), paper(REMOVED)))).toMatchObject([{ kind: "changed paper" }]);
  expect(newConcernReasonsOf([[]], "first review")).toMatchObject([{ kind: "first review" }]);
});
