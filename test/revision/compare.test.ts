import { describe, expect, test } from "vitest";
import type { Concern } from "../../src/concern.ts";
import { passagesOf } from "../../src/manuscript/index.ts";
import { gateVerdict } from "../../src/publish/plan/verdict.ts";
import { comparisonMarkdown } from "../../src/publish/render/comparison-markdown.ts";
import { comparisonText } from "../../src/publish/render/comparison-text.ts";
import { anchorFinder } from "../../src/revision/anchors/anchors.ts";
import { CALIBRATIONS } from "../../src/revision/calibration/calibration.ts";
import { changeFinder } from "../../src/revision/changes/ranked-changes.ts";
import {
  type ComparisonDependencies,
  type ComparisonInput,
  compareRevisions,
  firstRevision,
  textsToCompare,
} from "../../src/revision/compare.ts";
import { comparisonOf } from "../../src/revision/comparison-result.ts";
import type { Ledger } from "../../src/revision/ledger/schema.ts";
import { concern, manuscript, passage, section } from "../support/build.ts";

/** Enough of them that a passage stands out: in a paper of two, nothing is surely about either. */
const FILLERS = [
  "sleep",
  "food",
  "noise",
  "sex",
  "age",
  "weight",
  "season",
  "strain",
  "cage",
  "water",
  "blood",
  "urine",
  "bone",
  "fur",
].map((topic) => `The effect of ${topic} on activity was recorded over several weeks and is told below.`);
const paper = (...paragraphs: string[]) =>
  manuscript({ sections: [section("Methods", ...[...paragraphs, ...FILLERS].map((text) => passage(text)))] });
const SCORED = "Histology was scored by one observer.";
const HOUSED = "Mice were housed in groups of five under a cycle of twelve hours of light.";
const before = paper(SCORED, HOUSED);
const after = paper(
  "Two observers scored all histology slides independently, with blinding of the scoring to the treatment.",
  HOUSED,
);

const noBlinding = concern("Blinding of the histology scoring by one observer is not described.", "major", "design_flaw");
const fewMice = concern("No power analysis justifies the number of animals.", "minor", "statistical_methodology");
const light = concern("Housing of mice in groups under twelve hours of light is a stress that is not discussed.");

function ledgerOf(...concerns: Concern[]): Ledger {
  return firstRevision(
    "v1",
    concerns,
    concerns.map(() => []),
  ).ledger;
}

/** Only the same text is alike. */
function means(): ComparisonDependencies {
  const [calibration] = CALIBRATIONS;
  if (calibration === undefined) throw new Error("there is no calibration");
  const axes = new Map<string, number>();
  const rowOf = (text: string) => {
    const axis = axes.get(text) ?? axes.set(text, axes.size).size - 1;
    return Float32Array.from({ length: 64 }, (_, k) => (k === axis ? 1 : 0));
  };
  const findChanges = changeFinder("by words alone", rowOf);
  return { calibration, embeddingOf: rowOf, findAnchors: anchorFinder("by words alone", rowOf), findChanges };
}

function compared(ledger: Ledger, concerns: readonly Concern[], old: ComparisonInput["old"]) {
  const readings = passagesOf(after).map((one) => ({ passage: one, read: "whole" as const, until: one.text.length }));
  return compareRevisions({ ledger, old, now: after, label: "v2", concerns, readings }, means());
}

const told = (outcomes: readonly { id: string; kind: string; because?: string }[]) =>
  outcomes.map(({ id, kind, because }) => [id, kind, because]);

test("a first review is told as such: nothing was compared, and no text is gone", () => {
  const done = { ...firstRevision("v1", [light], [[]]), changes: undefined, matches: [], anchors: [[]], evidence: [] };
  const parts = {
    toolVersion: "0.1.0",
    before: ledgerOf(),
    old: undefined,
    now: "v1",
    embedder: "minilm",
    review: undefined,
    notes: [],
  };
  const result = comparisonOf({ ...parts, anchoredBy: "words and embeddings", compared: done });
  for (const text of [comparisonText(result, 100), comparisonMarkdown(result)]) {
    expect(text).toContain("Nobody looked at this paper before.");
    expect(text).not.toMatch(/gone|---|words alone/);
  }
});

test("with both texts the change resolves, and what is new about old text is noticed late", () => {
  const { outcomes } = compared(ledgerOf(noBlinding, fewMice), [fewMice, light], before);
  expect(told(outcomes)).toEqual([
    ["C3", "noticed late", "unchanged passage"],
    ["C1", "resolved", undefined],
    ["C2", "standing", undefined],
  ]);
});

describe("a paper in which one sentence of caveat goes and nothing else changes", () => {
  const CAVEAT = "No group of mice received the gel without phage, which is a limitation of this study.";
  const gel = (severity: Concern["severity"]) =>
    concern("No group of mice received the gel without phage, so what the gel does alone is not known.", severity, "design_flaw");
  const silent = (severity: Concern["severity"], now = after) => {
    const readings = passagesOf(now).map((one) => ({ passage: one, read: "whole" as const, until: one.text.length }));
    const old = paper(`${SCORED} ${CAVEAT}`, HOUSED);
    return compareRevisions({ ledger: ledgerOf(gel(severity)), old, now, label: "v2", concerns: [], readings }, means());
  };
  const withoutCaveat = paper(SCORED, HOUSED);

  test("leaves a major concern open, says so with the text that went, and keeps the gate closed", () => {
    const { outcomes, ledger } = silent("major", withoutCaveat);
    expect(outcomes).toMatchObject([
      {
        id: "C1",
        kind: "not repeated",
        because: "text removed",
        cause: { kind: "removed", changes: [{ before: { text: CAVEAT } }] },
      },
    ]);
    expect(gateVerdict(ledger, { maxOpenMajor: 0 })).toMatchObject({ gate: "failed", openMajor: 1 });
  });
  test("and so does one in which its passage was reworded besides", () => {
    const { outcomes } = silent("major", paper("Histology was scored by one observer, who saw all slides.", HOUSED));
    expect(outcomes.map(({ kind }) => kind)).toEqual(["not repeated"]);
  });
  test("while one in which that group is reported settles it", () => {
    const reported = "A group of twelve mice received the gel without phage.";
    const { outcomes } = silent("major", paper(`${SCORED} ${reported}`, HOUSED));
    expect(outcomes).toMatchObject([{ kind: "resolved", cause: { changes: [{ after: { text: reported } }] } }]);
  });
});

describe("where the text of before is gone", () => {
  test("nothing is resolved, nothing is folded away as late, and matches hold as ever", () => {
    const { outcomes, changes, ledger } = compared(ledgerOf(noBlinding, fewMice), [fewMice, light], undefined);
    expect(told(outcomes)).toEqual([
      ["C3", "introduced", "old text gone"],
      ["C1", "not repeated", "old text gone"],
      ["C2", "standing", undefined],
    ]);
    expect(changes).toBeUndefined();
    expect(ledger.concerns.map(({ state }) => state)).toEqual(["open", "open", "open"]);
    expect(ledger.concerns[0]?.history.at(-1)).toMatchObject({ outcome: "not repeated", because: "old text gone" });
  });

  test("not even a change that an earlier review could not read resolves, and it is kept for a later one", () => {
    const ledger = ledgerOf(noBlinding);
    const quote = { file: "paper.md", startLine: 1, endLine: 1, text: SCORED };
    const unjudged = { kind: "removed" as const, changes: [{ before: quote }], since: 1 };
    const waiting = { ...ledger, concerns: ledger.concerns.map((one) => ({ ...one, unjudged })) };
    const { outcomes, ledger: next } = compared(waiting, [], undefined);
    expect(told(outcomes)).toEqual([["C1", "not repeated", "old text gone"]]);
    expect(next.concerns[0]?.unjudged).toEqual(unjudged);
  });

  test("new concerns are placed in the new text all the same", () => {
    const { outcomes } = compared(ledgerOf(), [light], undefined);
    const housed = passagesOf(after).find(({ text }) => text === HOUSED);
    expect(outcomes[0]?.places).toEqual([{ file: housed?.file, startLine: housed?.startLine, endLine: housed?.endLine }]);
  });

  test("no row of it is asked for", () => {
    const ledger = ledgerOf(noBlinding);
    const texts = textsToCompare({ ledger, concerns: [], old: undefined, now: after });
    expect([...texts]).toEqual([noBlinding.text, ...passagesOf(after).map(({ text }) => text)]);
  });

  test("the result and its renderings say so, instead of telling what changed", () => {
    const before = ledgerOf(noBlinding);
    const done = compared(before, [light], undefined);
    const parts = {
      toolVersion: "0.1.0",
      before,
      old: "v1",
      now: "v2",
      embedder: "other",
      anchoredBy: "words" as const,
      compared: done,
      review: undefined,
      notes: [],
    };
    const result = comparisonOf(parts);
    expect(result).not.toHaveProperty("sentences");
    for (const text of [comparisonText(result, 100).replace(/\s+/g, " "), comparisonMarkdown(result)]) {
      expect(text).toContain("The text of before is gone");
      expect(text).toMatch(/the text that it was raised about is gone, so it was not judged/i);
      expect(text).not.toContain("added or changed");
      expect(text).toContain("found by their words alone");
    }
  });
});
