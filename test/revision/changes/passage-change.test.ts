import { expect, test } from "vitest";
import type { Passage } from "../../../src/manuscript/index.ts";
import type { Anchor } from "../../../src/revision/anchors/anchors.ts";
import { changesBetween } from "../../../src/revision/changes/changes.ts";
import { newConcernReasonsOf, passageChangesOf } from "../../../src/revision/changes/passage-change.ts";
import type { PassageChange } from "../../../src/revision/outcome.ts";
import { manuscript, passage, section } from "../../support/build.ts";

const noBlinding = "Blinding of the histology scoring is not described, so observer bias cannot be excluded.";
const BEFORE = "Mice were housed in groups. Histology was scored by one observer. Sections were stored cold.";
const filler = passage("The weather of the island is mild and wet in most winters.");
const paper = (text: string | undefined, ...more: string[]) =>
  manuscript({
    sections: [section("Methods", ...(text === undefined ? [] : [passage(text)]), filler, ...more.map((one) => passage(one)))],
  });

/** What becomes of one concern about the sentence on histology.
 *  @param read share of each passage that the review read   @param anchored false for a concern about the whole paper
 *  @param probability that it is about that passage */
function fateAfter(
  now: ReturnType<typeof paper>,
  { read = 1, anchored = true, probability = 0.9 } = {},
): PassageChange | undefined {
  const changes = changesBetween(paper(BEFORE), now);
  const [target, sentences] = [...changes.sentencesOf].find(([{ text }]) => text === BEFORE) ?? [];
  const sentence = sentences?.[1];
  if (target === undefined || sentence === undefined) throw new Error("the paper has changed under the test");
  const anchors: Anchor[] = anchored ? [{ passage: target, probability, sentences: [sentence] }] : [];
  const readings = now.sections
    .flatMap(({ passages }) => passages)
    .map((one) => ({ passage: one, read: "part" as const, until: Math.floor(one.text.length * read) }));
  return passageChangesOf({ concerns: [{ id: "C1", text: noBlinding }], anchors: [anchors], changes, readings }).get("C1");
}

const REWRITTEN =
  "Mice were housed in groups. Two blinded observers independently scored all histology slides in random order. Sections were stored cold.";
const REMOVED = "Mice were housed in groups. Sections were stored cold.";

test.each([
  { why: "the same text leaves it untouched", now: paper(BEFORE), fate: { kind: "untouched" } },
  {
    why: "another paragraph's change leaves it untouched",
    now: paper(BEFORE, "A new paragraph on something else."),
    fate: { kind: "untouched" },
  },
  {
    why: "a change of its neighbour is no cause",
    now: paper(BEFORE.replace("Sections were stored cold.", "Sections were kept in paraffin at room temperature for ever.")),
    fate: { kind: "beside" },
  },
  {
    why: "a change of one word in seven is style, not a cause",
    now: paper("Mice were housed in groups. The histology was scored by one observer. Sections were stored cold."),
    fate: { kind: "unrelated" },
  },
  { why: "rewriting its sentence is a cause", now: paper(REWRITTEN), fate: { kind: "caused", cause: { kind: "rewritten" } } },
  { why: "taking its sentence out is a cause", now: paper(REMOVED), fate: { kind: "caused", cause: { kind: "removed" } } },
  { why: "so is taking its passage out", now: paper(undefined), fate: { kind: "caused", cause: { kind: "removed" } } },
])("$why", ({ now, fate }) => expect(fateAfter(now)).toMatchObject(fate));

test.each([
  { why: "a number that the concern names and that is gone is a cause, however few words changed", now: "2.9", kind: "caused" },
  { why: "a number that still stands, with more beside it, is none", now: "3.4 (95 % interval 3.1 to 3.7)", kind: "unrelated" },
])("$why", ({ now, kind }) => {
  const sentence = (number: string) =>
    `Three days after infection bacterial counts in the gel group were lowered by ${number} log units relative to untreated wounds of the same animals.`;
  const concern = "Bacterial counts are said to be lowered by 3.4 log units here, but by 2.9 log units in the results.";
  const [old, changed] = [paper(sentence("3.4")), paper(sentence(now))];
  const changes = changesBetween(old, changed);
  const [target, [about] = []] = [...changes.sentencesOf].find(([{ text }]) => text === sentence("3.4")) ?? [];
  if (target === undefined || about === undefined) throw new Error("the paper has changed under the test");
  const readings = changed.sections.flatMap(({ passages }) => passages).map(readWhole);
  const anchors = [[{ passage: target, probability: 0.9, sentences: [about] as const }]];
  expect(passageChangesOf({ concerns: [{ id: "C1", text: concern }], anchors, changes, readings }).get("C1")?.kind).toBe(kind);
});
const readWhole = (passage: Passage) => ({ passage, read: "whole" as const, until: passage.text.length });

test("the reason is told with the sentence before and after", () => {
  const fate = fateAfter(paper(REWRITTEN));
  expect(fate?.kind === "caused" ? fate.cause.changes[0]?.before?.text : "").toBe("Histology was scored by one observer.");
  expect(fate?.kind === "caused" ? fate.cause.changes[0]?.after?.text : "").toMatch(/^Two blinded observers/);
});

test("what the review did not read is not judged, and the change is kept for a review that does", () => {
  expect(fateAfter(paper(REWRITTEN), { read: 0.3 })).toMatchObject({ kind: "not read", cause: { kind: "rewritten" } });
  expect(fateAfter(paper(BEFORE), { read: 0 })).toMatchObject({ kind: "not read" });
});

test("a change where the concern probably is not about is no cause, and is not kept as one", () => {
  const guess = { probability: 0.4 };
  expect(fateAfter(paper(REWRITTEN), guess)).toMatchObject({ kind: "unsure", places: [{ file: "paper.md" }] });
  expect(fateAfter(paper(REMOVED), guess)?.kind).toBe("unsure");
  expect(fateAfter(paper(BEFORE), guess)?.kind).toBe("untouched");
  expect(fateAfter(paper(REWRITTEN), { ...guess, read: 0.3 })).not.toHaveProperty("cause");
  expect(fateAfter(paper(REWRITTEN), { probability: 0.5 })?.kind).toBe("caused");
});

test("a concern about no one passage has a cause only in added words that speak to it plainly", () => {
  const whole = { anchored: false };
  expect(fateAfter(paper(REMOVED), whole)).toEqual({ kind: "no passage" });
  expect(fateAfter(paper(BEFORE, "The island was visited by boat in spring."), whole)).toEqual({ kind: "no passage" });
  const spoken = paper(BEFORE, "Histology scoring was blinded to exclude observer bias.");
  expect(fateAfter(spoken, whole)).toMatchObject({
    kind: "caused",
    cause: { kind: "added", changes: [{ after: { text: expect.stringMatching("blinded") } }] },
  });
  expect(fateAfter(spoken, { anchored: false, read: 0.5 })).toEqual({ kind: "no passage" });
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
  const [target, sentences] = [...changes.sentencesOf].findLast(([{ text }]) => text === BEFORE) ?? [];
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
