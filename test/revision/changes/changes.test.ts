import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Manuscript } from "../../../src/manuscript/manuscript.ts";
import { type Changes, changesBetween } from "../../../src/revision/changes/changes.ts";
import { manuscript, passage, section } from "../../support/build.ts";

const paper = (...paragraphs: string[]) => manuscript({ sections: [section("", ...paragraphs)] });

/** Compares, and checks what holds for every two texts. */
function lawfully(old: Manuscript, now: Manuscript): Changes {
  const changes = changesBetween(old, now);
  const { sentences, passages, added, reworded, addedPassages, sentencesOf } = changes;
  const all = ({ sections }: Manuscript) => sections.flatMap((one) => one.passages);
  expect([...passages.keys()], "every old passage has a fate").toEqual(all(old));
  expect([...sentences.keys()], "every old sentence has a fate").toEqual(all(old).flatMap((one) => sentencesOf.get(one) ?? []));
  const kept = [...sentences.values()].flatMap((fate) => (fate.kind === "same" || fate.kind === "moved" ? [fate.now] : []));
  const news = all(now).flatMap((one) => sentencesOf.get(one) ?? []);
  expect(new Set([...kept, ...added, ...reworded.keys()]).size, "every new sentence has one origin or none").toBe(news.length);
  expect(kept.length + added.size + reworded.size).toBe(news.length);
  for (const [sentence, fate] of sentences)
    if (fate.kind === "reworded") expect([...reworded.keys()], sentence.text).toContain(fate.now);
  for (const passage of addedPassages) expect(sentencesOf.get(passage)?.every((one) => added.has(one))).toBe(true);
  return changes;
}

const kinds = ({ passages }: Changes) => [...passages.values()].map(({ kind }) => kind);
const MICE = "We kept twelve mice in single cages for six weeks.";
const DOSE = "Each animal was given five milligrams of the compound daily.";
const STATS = "Groups were compared with a two-sided t test.";
const LIMIT = "Our study has no vehicle control and only one dose.";

describe("what became of a passage", () => {
  test("one that stands is the same, wherever its lines and neighbours are", () => {
    expect(kinds(lawfully(paper(MICE, DOSE), paper(LIMIT, MICE, STATS, DOSE)))).toEqual(["same", "same"]);
  });
  test("split or joined it is the same", () => {
    expect(kinds(lawfully(paper(`${MICE} ${DOSE}`, STATS), paper(MICE, `${DOSE} ${STATS}`)))).toEqual(["same", "same"]);
  });
  test("behind others than before it is moved", () => {
    expect(kinds(lawfully(paper(LIMIT, MICE, DOSE, STATS), paper(MICE, DOSE, STATS, LIMIT)))).toEqual([
      "moved",
      "same",
      "same",
      "same",
    ]);
  });
  test("with a sentence put into it, it is reworded, and tells which", () => {
    const changes = lawfully(paper(`${MICE} ${DOSE}`), paper(`${MICE} ${LIMIT} ${DOSE}`));
    const [fate] = changes.passages.values();
    expect(fate?.kind === "reworded" && fate.rewordings.map(({ before, after }) => [before?.text, after?.text])).toEqual([
      [undefined, LIMIT],
    ]);
  });
  test("with a sentence taken out it is reworded, and tells which", () => {
    const [fate] = lawfully(paper(`${MICE} ${LIMIT} ${DOSE}`), paper(`${MICE} ${DOSE}`)).passages.values();
    expect(fate?.kind === "reworded" && fate.rewordings.map(({ before, after }) => [before?.text, after?.text])).toEqual([
      [LIMIT, undefined],
    ]);
  });
  test("a short title with a word more is reworded wherever it stands, a short sentence is not", () => {
    const titled = (text: string, kind: "heading" | "paragraph") => passage(text, { kind });
    const kindOfFirst = (kind: "heading" | "paragraph") =>
      kinds(
        lawfully(
          manuscript({ sections: [section("", titled("Review workflow", kind), MICE, DOSE)] }),
          manuscript({ sections: [section("", MICE, DOSE, titled("Our review workflow", kind))] }),
        ),
      )[0];
    expect(kindOfFirst("heading")).toBe("reworded");
    expect(kindOfFirst("paragraph")).toBe("removed");
  });
  test("where all of it went it is removed, and what stands there instead is told", () => {
    const changes = lawfully(paper(MICE, LIMIT, DOSE), paper(MICE, STATS, DOSE));
    expect(kinds(changes)).toEqual(["same", "removed", "same"]);
    const fate = [...changes.passages.values()][1];
    expect(fate?.kind === "removed" && fate.replacements.map(({ text }) => text)).toEqual([STATS]);
    expect([...changes.addedPassages].map(({ text }) => text)).toEqual([STATS]);
  });
});

describe("what became of a sentence", () => {
  const reworded = (before: string, after: string) =>
    [...lawfully(paper(MICE, before, STATS), paper(MICE, after, STATS)).sentences.values()][1];
  test("some other words: reworded", () => {
    expect(reworded(DOSE, "Each animal was given ten milligrams of the compound twice daily.")).toMatchObject({
      kind: "reworded",
    });
  });
  test("the same words in another order: reworded", () => {
    expect(reworded(DOSE, "Five milligrams of the compound was each animal daily given.")).toMatchObject({ kind: "reworded" });
  });
  test("another number: reworded, however alike", () => {
    expect(reworded("We kept 12 mice.", "We kept 14 mice.")).toMatchObject({ kind: "reworded" });
  });
  test("another statement: removed", () => {
    expect(reworded(DOSE, LIMIT)).toEqual({ kind: "removed" });
  });
  test("split in two: both halves are its rewording, and nothing was added", () => {
    const whole = "We kept twelve mice in single cages for six weeks and we fed all of them by hand every day.";
    const halves = "We kept twelve mice in single cages for six weeks. We fed all of them by hand every day.";
    expect(lawfully(paper(whole), paper(halves))).toMatchObject({ added: new Set(), reworded: { size: 2 } });
    expect([...lawfully(paper(halves), paper(whole)).sentences.values()].map(({ kind }) => kind)).toEqual([
      "reworded",
      "reworded",
    ]);
  });
});

test("no two texts break a law, and none changes against itself", () => {
  const sentence = fc.constantFrom(
    MICE,
    DOSE,
    STATS,
    LIMIT,
    "Mice slept.",
    "We kept ten mice in single cages for two weeks.",
    "They woke.",
  );
  const text = fc.array(
    fc.array(sentence, { minLength: 1, maxLength: 4 }).map((all) => all.join(" ")),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(text, text, (old, now) => {
      lawfully(paper(...old), paper(...now));
      expect(new Set(kinds(lawfully(paper(...old), paper(...old))))).toEqual(new Set(old.length === 0 ? [] : ["same"]));
    }),
    { seed: 20261122, numRuns: 300 },
  );
});
