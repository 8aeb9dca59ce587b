import fc from "fast-check";
import { expect, test } from "vitest";
import { type Passage, passagesOf, sentencesOf } from "../../../src/manuscript/index.ts";
import type { Manuscript } from "../../../src/manuscript/manuscript.ts";
import type { Anchor } from "../../../src/revision/anchors/anchors.ts";
import { changesBetween } from "../../../src/revision/changes/changes.ts";
import { changeFinder } from "../../../src/revision/changes/ranked-changes.ts";
import { manuscript, passage, section } from "../../support/build.ts";

/** The model of words alone, as it comes with BioReview. */
const findChanges = changeFinder("words", () => new Float32Array());

const METHODS = [
  "Mice were housed in groups of five under a cycle of twelve hours of light.",
  "Wounds were infected on the first day with a strain from the clinic.",
  "Bacterial counts were taken from swabs of every wound after three days.",
];
const RESULTS = [
  "The gel lowered bacterial counts by 3.4 log units in treated wounds.",
  "Wounds under the gel closed four days earlier than untreated ones.",
  "Two animals were lost before the end of the study.",
];
const ASKED = {
  id: "C1",
  text: "The sensitivity analysis of the dropout threshold is not described.",
  category: "writing_clarity" as const,
};
const ANSWER = "A sensitivity analysis shows that the dropout threshold does not change the result.";
const UNRELATED = "The harbour of the island is shallow and full of boats.";

const paper = (...sections: (readonly [string, readonly (string | ReturnType<typeof passage>)[]])[]) =>
  manuscript({ sections: sections.map(([name, texts]) => section(name, ...texts)) });
const OLD = paper(["Methods", METHODS], ["Results", RESULTS]);

function found(old: Manuscript, now: Manuscript, concerns: readonly (typeof ASKED)[] = [ASKED], about?: string) {
  const changes = changesBetween(old, now);
  const [target] = passagesOf(old).filter(({ text }: Passage) => text === about);
  const [sentence] = target === undefined ? [] : (changes.sentencesOf.get(target) ?? []);
  const anchors: Anchor[] =
    target === undefined || sentence === undefined ? [] : [{ passage: target, probability: 0.9, sentences: [sentence] }];
  return findChanges(
    concerns,
    concerns.map(() => anchors),
    changes,
    () => true,
  );
}

test.each([
  {
    where: "in the passage criticised",
    now: paper(["Methods", METHODS], ["Results", [...RESULTS.slice(0, 2), `${RESULTS[2]} ${ANSWER}`]]),
  },
  { where: "in another section", now: paper(["Methods", [...METHODS, ANSWER]], ["Results", RESULTS]) },
  { where: "in a section of its own", now: paper(["Methods", METHODS], ["Results", RESULTS], ["Robustness", [ANSWER]]) },
  { where: "in a caption", now: paper(["Methods", METHODS], ["Results", [...RESULTS, passage(ANSWER, { kind: "caption" })]]) },
  { where: "in a list", now: paper(["Methods", METHODS], ["Results", [...RESULTS, passage(ANSWER, { kind: "listItem" })]]) },
  { where: "in a table", now: paper(["Methods", METHODS], ["Results", [...RESULTS, passage(ANSWER, { kind: "table" })]]) },
  {
    where: "in another file",
    now: paper(["Methods", METHODS], ["Results", RESULTS], ["Supplement", [passage(ANSWER, { file: "supplement.md" })]]),
  },
  {
    where: "among many changes that speak to something else",
    now: paper(
      ["Methods", [...METHODS, UNRELATED, "Fish is sold on the pier.", ANSWER, "The ferry is white."]],
      ["Results", RESULTS],
    ),
  },
])("an answer $where stands first, and makes it more probable that the concern was addressed", ({ now }) => {
  const [before] = found(OLD, paper(["Methods", [...METHODS, UNRELATED]], ["Results", RESULTS]), [ASKED], RESULTS[2]);
  const [after] = found(OLD, now, [ASKED], RESULTS[2]);
  expect(after?.found[0]?.ranked.after?.text).toBe(ANSWER);
  expect(after?.found[0]?.isAnswer).toBe(true);
  expect(after?.probability).toBeGreaterThan((before?.probability ?? 1) + 0.2);
});

test("what says nothing new is no answer: the same text, moved text, text that went, a number that is gone, a sentence cut short", () => {
  const about = (text: string, ...others: string[]) =>
    paper(["Methods", METHODS], ["Results", [text, ...RESULTS.slice(1), ...others]]);
  const [first = ""] = RESULTS;
  for (const now of [
    OLD,
    paper(["Methods", METHODS.toReversed()], ["Results", RESULTS]),
    paper(["Methods", METHODS.slice(1)], ["Results", RESULTS]),
    about(first.replace(" by 3.4 log units", "")),
    about(first.replace("3.4", "3.5")),
    about(first.replace("in treated wounds", "")),
  ]) {
    const [one] = found(OLD, now, [ASKED], first);
    expect(one?.found.filter(({ isAnswer }) => isAnswer)).toEqual([]);
    expect(one?.probability).toBe(0);
  }
});

test("a number that gives way to the one that it contradicted is an answer", () => {
  const [first = ""] = RESULTS;
  const concern = { ...ASKED, text: "Counts are lowered by 3.4 log units here, but by 2.9 log units in the abstract." };
  const now = (number: string) => paper(["Methods", METHODS], ["Results", [first.replace("3.4", number), ...RESULTS.slice(1)]]);
  expect(found(OLD, now("2.9"), [concern], first)[0]?.found[0]?.isAnswer).toBe(true);
  expect(found(OLD, now("2.8"), [concern], first)[0]?.found[0]?.isAnswer).toBe(false);
});

test("what was not read counts for nothing, and is told as unread", () => {
  const changes = changesBetween(OLD, paper(["Methods", METHODS], ["Results", [...RESULTS, ANSWER, UNRELATED]]));
  const [one] = findChanges([ASKED], [[]], changes, ({ text }) => text !== ANSWER);
  const [all] = findChanges([ASKED], [[]], changes, () => true);
  expect(one?.found[0]).toMatchObject({ isRead: false, ranked: { after: { text: ANSWER } } });
  expect(one?.probabilityUnread).toBe(all?.probability);
  expect(one?.probability).toBeLessThan(all?.probability ?? 0);
});

const other = fc.constantFrom(
  UNRELATED,
  "Fish is sold on the pier.",
  "The ferry is white.",
  "Threshold and dropout of pupils are high.",
);

test("neither the order of concerns, nor other concerns, nor files, lines and paragraphs change what is found", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2]), fc.array(other, { maxLength: 4 }), fc.boolean(), (order, others, isSplit) => {
      const concerns = [
        ASKED,
        { ...ASKED, text: "How many animals were lost is not stated." },
        { ...ASKED, text: "Swabs are unclear." },
      ];
      const now = (texts: readonly (string | ReturnType<typeof passage>)[]) => paper(["Methods", METHODS], ["Results", texts]);
      const plain = found(OLD, now([...RESULTS, [ANSWER, ...others].join(" ")]), concerns);
      const chosen = order.flatMap((k) => concerns[k] ?? []);
      const set = isSplit ? [ANSWER, ...others] : [[ANSWER, ...others].join(" ")];
      const elsewhere = set.map((text, k) => passage(text, { file: "b.md", startLine: 10 + k, endLine: 12 + k }));
      const told = (all: ReturnType<typeof found>) =>
        all.map(({ probability, found }) => [probability, found.map(({ ranked }) => [ranked.after?.text, ranked.relevance])]);
      expect(told(found(OLD, now([...RESULTS, ...elsewhere]), chosen))).toEqual(order.map((k) => told(plain)[k]));
    }),
    { seed: 7, numRuns: 40 },
  );
});

test("at most eight are told, each a probability, best first", () => {
  const many = Array.from({ length: 30 }, (_, k) => `Sentence ${k} tells of the dropout of group ${"abcdefghij"[k % 10]}${k}.`);
  const [one] = found(OLD, paper(["Methods", METHODS], ["Results", [...RESULTS, ...many]]));
  const relevances = one?.found.map(({ ranked }) => ranked.relevance) ?? [];
  expect(relevances).toHaveLength(8);
  expect(relevances.toSorted((a, b) => b - a)).toEqual(relevances);
  for (const value of relevances) expect(value > 0 && value < 1).toBe(true);
  expect(sentencesOf(passage(many.join(" ")))).toHaveLength(30);
});
