/** Two revisions of a paper and what was said of each: matches, anchors and changes brought together, so that `revise` can decide.
 *  Invariant: the same input gives the same outcomes, in whatever order the concerns come. */
import type { Concern } from "../concern.ts";
import type { PassageReading } from "../review/index.ts";
import { type Anchor, anchorsIn, type FindAnchors } from "./anchors/anchors.ts";
import type { Coefficients } from "./calibration/calibration.ts";
import { type Changes, changesBetween } from "./changes/changes.ts";
import { newConcernReasonsOf, passageChangesOf } from "./changes/passage-change.ts";
import { type ManuscriptText, passagesOf, sentencesOf } from "./changes/sentences.ts";
import type { Ledger } from "./ledger/schema.ts";
import { assignConcerns } from "./matching/assignment.ts";
import { concernKey, sameConcern } from "./matching/same-concern.ts";
import { concernOf, type PassageChange, refusal } from "./outcome.ts";
import { type ConcernMatch, type RevisedLedger, revise } from "./revise.ts";

/** What was learned about an embedder, and what it says. */
export interface ComparisonDependencies {
  readonly calibration: Coefficients;
  /** @throws RangeError for a text that was not embedded */
  readonly embeddingOf: (text: string) => Float32Array;
  readonly findAnchors: FindAnchors;
}

/** @param old undefined where the text of before is gone (its commit was thrown away): then nothing is resolved, and nothing new is called noticed late
 *  @param readings of the new text: what of it the review got */
export interface ComparisonInput {
  readonly ledger: Ledger;
  readonly old: ManuscriptText | undefined;
  readonly now: ManuscriptText;
  readonly label: string;
  readonly concerns: readonly Concern[];
  readonly readings: readonly PassageReading[];
  /** Whether the paper is looked at as if for the first time, and the ledger only tells which concerns were dismissed. */
  readonly afresh?: boolean;
}

export interface RevisionComparison extends RevisedLedger {
  /** Undefined where the text of before is gone. */
  readonly changes: Changes | undefined;
  readonly matches: readonly ConcernMatch[];
  /** Of the new concerns in the new text. */
  readonly anchors: readonly (readonly Anchor[])[];
}

/** From this probability on a pair on one passage may be a concern and a part of it. Chosen by hand, low: a concern that is wrongly kept open as
 *  eased costs a line, one that is wrongly resolved misleads. */
const PARTIAL_PROBABILITY = 0.1;

export function compareRevisions(comparison: ComparisonInput, means: ComparisonDependencies): RevisionComparison {
  const { ledger, old, concerns } = comparison;
  const probability = probabilities(ledger, concerns, means);
  const matches = matchesOf(ledger, concerns, probability, means.calibration.threshold);
  if (old === undefined) return withoutOldText(comparison, matches, means);
  return withBothTexts({ ...comparison, old }, probability, matches, means);
}

/** Only the concerns themselves can be compared: what changed, and so the cause of any silence, is not known. */
function withoutOldText(
  { ledger, now, label, concerns, afresh }: ComparisonInput,
  matches: readonly ConcernMatch[],
  means: ComparisonDependencies,
): RevisionComparison {
  const anchors = anchorsIn(concerns, now, means.findAnchors);
  const fates = new Map(ledger.concerns.map(({ id }): [string, PassageChange] => [id, { kind: "old text gone" }]));
  const novelties = newConcernReasonsOf(anchors, afresh === true ? "first review" : "old text gone");
  const revised = revise(ledger, { label, concerns, matches, partial: [], passageChanges: fates, newConcernReasons: novelties });
  return { ...revised, changes: undefined, matches, anchors };
}

function withBothTexts(
  { ledger, old, now, label, concerns, readings }: ComparisonInput & { readonly old: ManuscriptText },
  probability: readonly (readonly number[])[],
  matches: readonly ConcernMatch[],
  means: ComparisonDependencies,
): RevisionComparison {
  const changes = changesBetween(old, now);
  const open = ledger.concerns.filter(({ state }) => state === "open");
  const oldAnchors = means.findAnchors(open.map(concernOf), old, changes.sentencesOf);
  const anchors = means.findAnchors(concerns, now, changes.sentencesOf);
  const anchored = new Map(open.map(({ id }, k) => [id, oldAnchors[k]?.[0]]));
  const partial = ledger.concerns.flatMap(({ id }, row) =>
    concerns.flatMap((_, found): ConcernMatch[] => {
      const likely = probability[row]?.[found] ?? 0;
      return likely >= PARTIAL_PROBABILITY && onOnePassage(anchored.get(id), anchors[found]?.[0], changes)
        ? [{ id, found, probability: likely }]
        : [];
    }),
  );
  const fates = passageChangesOf({ concerns: open, anchors: oldAnchors, changes, readings });
  const novelties = newConcernReasonsOf(anchors, changes);
  return {
    ...revise(ledger, { label, concerns, matches, partial, passageChanges: fates, newConcernReasons: novelties }),
    changes,
    matches,
    anchors,
  };
}

/** The first review of a paper: all that it raises is new. */
export function firstRevision(
  label: string,
  concerns: readonly Concern[],
  anchors: readonly (readonly Anchor[])[],
): RevisedLedger {
  const novelties = newConcernReasonsOf(anchors, "first review");
  return revise(undefined, {
    label,
    concerns,
    matches: [],
    partial: [],
    passageChanges: new Map(),
    newConcernReasons: novelties,
  });
}

/** All texts that `compareRevisions` asks rows of: concerns, and every sentence that one may be about. */
export function textsToCompare({
  ledger,
  concerns,
  old,
  now,
}: Pick<ComparisonInput, "ledger" | "concerns" | "old" | "now">): ReadonlySet<string> {
  const texts = old === undefined ? [now] : [old, now];
  const sentences = texts.flatMap(passagesOf).flatMap(sentencesOf);
  return new Set([...ledger.concerns, ...concerns, ...sentences].map(({ text }) => text));
}

/** Known by found: 0 for a pair that may not be joined, whatever the words say. */
function probabilities(
  ledger: Ledger,
  concerns: readonly Concern[],
  { calibration, embeddingOf: rowOf }: ComparisonDependencies,
): number[][] {
  const known = ledger.concerns.map(concernOf);
  const rows = { old: known.map(({ text }) => rowOf(text)), found: concerns.map(({ text }) => rowOf(text)) };
  return sameConcern(known, concerns, rows, calibration).probability;
}

/** A pair that would be refused is matched only where neither side has another: then the refusal is told. */
function matchesOf(
  ledger: Ledger,
  concerns: readonly Concern[],
  probability: readonly (readonly number[])[],
  threshold: number,
): ConcernMatch[] {
  const keys = {
    old: ledger.concerns.map((concern) => `${concern.id} ${concernKey(concernOf(concern))}`),
    found: concerns.map(concernKey),
  };
  const masked = (allowed: (row: number, found: number) => boolean) =>
    probability.map((values, row) => values.map((value, found) => (allowed(row, found) ? value : 0)));
  const isRefused = (row: number, found: number) => {
    const [known, now] = [ledger.concerns[row], concerns[found]];
    return known !== undefined && now !== undefined && refusal(known, now, probability[row]?.[found] ?? 0) !== undefined;
  };
  const made = assignConcerns(
    masked((row, found) => !isRefused(row, found)),
    threshold,
    keys,
  );
  const [rows, columns] = [new Set(made.map(({ old }) => old)), new Set(made.map(({ found }) => found))];
  const rest = assignConcerns(
    masked((row, found) => isRefused(row, found) && !rows.has(row) && !columns.has(found)),
    threshold,
    keys,
  );
  return [...made, ...rest].flatMap(({ old, found, probability }) => {
    const id = ledger.concerns[old]?.id;
    return id === undefined ? [] : [{ id, found, probability }];
  });
}

/** Whether what was the first passage of one is now the first passage of the other. */
function onOnePassage(old: Anchor | undefined, now: Anchor | undefined, { passages }: Changes): boolean {
  if (old === undefined || now === undefined) return false;
  const fate = passages.get(old.passage);
  return fate !== undefined && fate.kind !== "removed" && fate.now.includes(now.passage);
}
