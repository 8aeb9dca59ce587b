/** What becomes of the weaknesses of the example when a revision does this or that, and the new review is silent on all of them. */
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { Concern } from "../../src/concern.ts";
import { directoryTree, passagesOf, readManuscript, sentencesOf } from "../../src/manuscript/index.ts";
import type { Manuscript, Passage } from "../../src/manuscript/manuscript.ts";
import { anchorFinder } from "../../src/revision/anchors/anchors.ts";
import { CALIBRATIONS } from "../../src/revision/calibration/calibration.ts";
import { changeFinder } from "../../src/revision/changes/ranked-changes.ts";
import { compareRevisions, firstRevision } from "../../src/revision/compare.ts";
import { concern, passage } from "../support/build.ts";

const EXAMPLE = join(import.meta.dirname, "../../examples/phage-wound-gel");
/** Those that examples/phage-wound-gel/README.md lists, by its numbers. */
const PLANTED: readonly (readonly [number, Concern])[] = [
  [
    1,
    concern(
      "No group receives the gel without phage, so an effect of the gel cannot be told from one of the phages.",
      "major",
      "design_flaw",
    ),
  ],
  [
    2,
    concern("With six animals a group and no power calculation the study may be too small.", "major", "statistical_methodology"),
  ],
  [
    3,
    concern(
      "36 comparisons of cytokines and all of groups are made without correction for multiple testing.",
      "major",
      "statistical_methodology",
    ),
  ],
  [4, concern("The reduction is 3.4 log units in the abstract, but 2.9 log units in the results.", "minor", "writing_clarity")],
  [5, concern("Nobody was blinded, and cages were assigned in the order of delivery.", "major", "design_flaw")],
  [
    6,
    concern("The cytokines of the score are selected on the animals in which it is tested.", "major", "statistical_methodology"),
  ],
  [7, concern("The score pools all groups, so it may only tell treated from untreated animals.", "major", "design_flaw")],
  [8, concern("Two wounds of one animal are counted as independent.", "major", "statistical_methodology")],
  [9, concern("That the gel is safe and replaces antibiotics goes beyond the data.", "major", "interpretation")],
  [12, concern("The column and the cytokine panel are not specified.", "minor", "reagent_method_specificity")],
  [15, concern("It is not stated where the data are available.", "minor", "reagent_method_specificity")],
];

let v1: Manuscript;
let v2: Manuscript;
beforeAll(async () => {
  [v1, v2] = await Promise.all(
    [1, 2].map((k) => readManuscript(directoryTree(join(EXAMPLE, `v${k}`)))) as [Promise<Manuscript>, Promise<Manuscript>],
  );
});

/** By words alone. */
function outcomes(now: Manuscript) {
  const [calibration] = CALIBRATIONS;
  if (calibration === undefined) throw new Error("there is no calibration");
  const none = () => new Float32Array([1]);
  const concerns = PLANTED.map(([, concern]) => concern);
  const input = {
    ledger: firstRevision("v1", concerns).ledger,
    old: v1,
    now,
    label: "v2",
    concerns: [],
    readings: passagesOf(now).map((one) => ({ passage: one, read: "whole" as const, until: one.text.length })),
  };
  const dependencies = {
    calibration,
    embeddingOf: none,
    findAnchors: anchorFinder("words", none),
    findChanges: changeFinder("words", none),
  };
  const told = compareRevisions(input, dependencies).outcomes;
  return PLANTED.map(([number], k) => ({ number, outcome: told[k] }));
}

const resolved = (now: Manuscript) =>
  outcomes(now).flatMap(({ number, outcome }) => (outcome?.kind === "resolved" ? [number] : []));

/** The first draft with each passage as `change` makes it. */
function changed(change: (text: string, k: number) => string): Manuscript {
  let k = 0;
  const copy = <P extends Passage>(one: P): P => {
    const text = one.kind === "heading" ? one.text : change(one.text, k++);
    return { ...one, text, source: text, lines: [{ offset: 0, line: one.startLine }] };
  };
  const sections = v1.sections.map(({ name, passages }) => ({ name, passages: passages.map(copy) }));
  return { ...v1, title: v1.title && copy(v1.title), abstract: v1.abstract.map(copy), sections };
}
const asItWas = (text: string) => text;

test("of the real revision no major weakness is resolved but those that it addressed, and each of these is told, with the new words that did it", () => {
  const told = outcomes(v2);
  const cause = (number: number) => {
    const outcome = told.find((one) => one.number === number)?.outcome;
    return outcome?.kind === "resolved" || (outcome?.kind === "eased" && outcome.because === "addressed in part")
      ? outcome.cause.changes[0]?.after?.text
      : undefined;
  };
  const isMajor = (number: number) => PLANTED.some(([own, { severity }]) => own === number && severity === "major");
  const done = resolved(v2).filter((number) => isMajor(number) || number === 4);
  expect(done.filter((number) => number > 5)).toEqual([]);
  expect(done.length).toBeGreaterThanOrEqual(2);
  expect(cause(1)).toMatch(/gel without phage/);
  expect(cause(2)).toMatch(/size of this cohort/);
  expect(cause(3)).toMatch(/correct|adjust/i);
  expect(cause(4)).toMatch(/2\.9/);
});

test("whichever sentence goes, no major weakness is resolved, and none at all where it admits something", () => {
  const all = v1.sections.flatMap(({ passages }) => passages).filter(({ kind }) => kind === "paragraph");
  const admits = /\b(?:no|not|only|however|limitation|without)\b/i;
  for (const [k, sentence] of all.flatMap((one) => sentencesOf(one)).entries()) {
    if (k % 3 !== 0 && !admits.test(sentence.text)) continue;
    const told = outcomes(changed((text) => (text === sentence.passage.text ? text.replace(sentence.text, "") : text)));
    for (const { outcome } of told) {
      if (outcome?.kind !== "resolved") continue;
      expect(outcome.was.severity, sentence.text).not.toBe("major");
      expect(admits.test(sentence.text), sentence.text).toBe(false);
    }
  }
});

test.each([
  {
    what: "a paragraph on something else is added",
    change: (text: string, k: number) => (k === 5 ? `${text} The harbour of the island is shallow and full of boats.` : text),
  },
  { what: "every sentence says 'indeed'", change: (text: string) => text.replace(/\. (?=[A-Z])/g, ". Indeed, ") },
  { what: "every 'was' becomes 'has been'", change: (text: string) => text.replace(/\bwas\b/g, "has been") },
  { what: "every number is rounded", change: (text: string) => text.replace(/(\d+)\.\d+/g, "$1") },
  { what: "the passages stand in another order", change: asItWas, isReversed: true },
])("where $what, nothing is resolved", ({ change, isReversed }) => {
  const now = changed(change);
  const sections = now.sections.map(({ name, passages }) => ({ name, passages: passages.toReversed() }));
  expect(resolved(isReversed === true ? { ...now, sections } : now)).toEqual([]);
});

test("a paragraph that answers in the discussion resolves what is criticised in the methods", () => {
  const answer = passage(
    "The data are available from the repository of the institute, where every count of every wound is stated.",
  );
  const copy = changed(asItWas);
  const sections = copy.sections.map(({ name, passages }) => ({
    name,
    passages: /discussion/i.test(name) ? [...passages, answer] : passages,
  }));
  const { outcome } = outcomes({ ...copy, sections }).find(({ number }) => number === 15) ?? {};
  expect(outcome).toMatchObject({ cause: { kind: "added", changes: [{ after: { text: answer.text } }] } });
  expect(["resolved", "eased"]).toContain(outcome?.kind);
});
