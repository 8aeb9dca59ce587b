/** Two revisions of a paper and the concerns about each: matches, anchors and changes brought together, so that `revise` can decide.
 *  Invariant: the same input gives the same outcomes, in whatever order the concerns come. */
import type { Concern } from "../concern.ts";
import { cosineMatrix, type Matrix } from "../embeddings/index.ts";
import { type ManuscriptText, passagesOf, sentencesOf } from "../manuscript/index.ts";
import type { PassageReading } from "../review/index.ts";
import { type Anchor, anchorsIn, type FindAnchors } from "./anchors/anchors.ts";
import type { Coefficients } from "./calibration/calibration.ts";
import { type Changes, changesBetween } from "./changes/changes.ts";
import { isReadBy, judgedChange, newConcernReasonsOf, passageChangesOf } from "./changes/passage-change.ts";
import { type ConcernChanges, type FindChanges, quoteOf } from "./changes/ranked-changes.ts";
import type { Judgement, RankedChange } from "./judge.ts";
import type { Ledger, Quote } from "./ledger/schema.ts";
import { assignConcerns } from "./matching/assignment.ts";
import { concernKey, sameConcernProbabilities } from "./matching/same-concern.ts";
import { concernOf, type PassageChange, refusal } from "./outcome.ts";
import { type ConcernMatch, type ReviewedRevision, type RevisedLedger, revise } from "./revise.ts";

/** Of one embedder. */
export interface ComparisonDependencies {
  readonly calibration: Coefficients;
  /** @throws RangeError for a text that was not embedded */
  readonly embeddingOf: (text: string) => Float32Array;
  readonly findAnchors: FindAnchors;
  readonly findChanges: FindChanges;
}

export interface ComparisonInput {
  readonly ledger: Ledger;
  /** Undefined where the text of before is gone (its commit was thrown away): then nothing is resolved, and nothing new is called
   *  noticed late. */
  readonly old: ManuscriptText | undefined;
  readonly now: ManuscriptText;
  readonly label: string;
  readonly concerns: readonly Concern[];
  /** Of the new text: what of it the review got. */
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
  /** Of every concern that was open, in the order of the ledger; none where the text of before is gone. */
  readonly evidence: readonly ConcernEvidence[];
}

/** What can be known of a concern that was open, without any model that reads. */
export interface ConcernEvidence {
  readonly id: string;
  readonly text: string;
  /** What it criticises, as it stood, the likeliest place first; none for a concern about the whole paper. */
  readonly before: readonly Quote[];
  /** What the revision did, best first as far as it speaks to the concern. */
  readonly changes: readonly RankedChange[];
  /** That the revision addressed it, at least in part, from 0 to 1. */
  readonly probability: number;
  /** Whether the new review raised it again, at least in part: then nothing is left to be judged. */
  readonly isRepeated: boolean;
  /** Absent where no judge was asked, or none could answer. */
  readonly judgement?: Judgement;
}

/** Two revisions compared, up to where a judge may have a say. */
export interface PreparedComparison extends Omit<RevisionComparison, keyof RevisedLedger> {
  readonly ledger: Ledger;
  /** All but what became of what each concern is about. */
  readonly revision: Omit<ReviewedRevision, "passageChanges">;
  /** By the rule alone, of every open concern by id. */
  readonly passageChanges: ReadonlyMap<string, PassageChange>;
  /** As `evidence`, with the sentences themselves. */
  readonly found: readonly ConcernChanges[];
}

/** From this probability on a pair on one passage may be a concern and a part of it. Chosen by hand, low: a concern that is
 *  wrongly kept open as eased costs a line, one that is wrongly resolved misleads. */
const PARTIAL_PROBABILITY = 0.1;
/** Sentences of a place that are quoted as what was criticised. */
const MOST_QUOTES = 3;

/** Without a judge. */
export function compareRevisions(input: ComparisonInput, dependencies: ComparisonDependencies): RevisionComparison {
  return decideComparison(prepareComparison(input, dependencies), new Map());
}

/** All that two texts and two lists of concerns tell by themselves. */
export function prepareComparison(input: ComparisonInput, dependencies: ComparisonDependencies): PreparedComparison {
  const { ledger, old, now, label, concerns, readings, afresh } = input;
  const { calibration, embeddingOf, findAnchors, findChanges } = dependencies;
  const known = ledger.concerns.map(concernOf);
  const embeddings = (list: readonly Concern[]) => list.map(({ text }) => embeddingOf(text));
  const cosines = cosineMatrix(embeddings(known), embeddings(concerns));
  const probability = sameConcernProbabilities(known, concerns, cosines, calibration);
  const matches = matchesOf(ledger, concerns, probability, calibration.threshold);
  if (old === undefined) {
    // Only the concerns themselves can be compared: what changed, and so the cause of any silence, is not known.
    const anchors = anchorsIn(concerns, now, findAnchors);
    const passageChanges = new Map(ledger.concerns.map(({ id }): [string, PassageChange] => [id, { kind: "old text gone" }]));
    const newConcernReasons = newConcernReasonsOf(anchors, afresh === true ? "first review" : "old text gone");
    const revision = { label, concerns, matches, partial: [], newConcernReasons };
    return { ledger, revision, passageChanges, changes: undefined, matches, anchors, found: [], evidence: [] };
  }
  const changes = changesBetween(old, now);
  const open = ledger.concerns.filter(({ state }) => state === "open");
  const oldAnchors = findAnchors(open.map(concernOf), old, changes.sentencesOf);
  const anchors = findAnchors(concerns, now, changes.sentencesOf);
  const firstAnchor = new Map(open.map(({ id }, k) => [id, oldAnchors[k]?.[0]]));
  const partial = ledger.concerns.flatMap(({ id }, row) =>
    concerns.flatMap((_, found): ConcernMatch[] => {
      const likely = probability[row]?.[found] ?? 0;
      const isPartial = likely >= PARTIAL_PROBABILITY && onOnePassage(firstAnchor.get(id), anchors[found]?.[0], changes);
      return isPartial ? [{ id, found, probability: likely }] : [];
    }),
  );
  const found = findChanges(open, oldAnchors, changes, isReadBy(readings));
  const passageChanges = passageChangesOf({ concerns: open, anchors: oldAnchors, found, changes, readings });
  const repeated = new Set([...matches, ...partial].map(({ id }) => id));
  const evidence = open.map(
    ({ id, text }, k): ConcernEvidence => ({
      id,
      text,
      before: oldAnchors[k]?.[0]?.sentences.slice(0, MOST_QUOTES).map(quoteOf) ?? [],
      changes: found[k]?.found.map(({ ranked }) => ranked) ?? [],
      probability: found[k]?.probability ?? 0,
      isRepeated: repeated.has(id),
    }),
  );
  const revision = { label, concerns, matches, partial, newConcernReasons: newConcernReasonsOf(anchors, changes) };
  return { ledger, revision, passageChanges, changes, matches, anchors, found, evidence };
}

/** @param judgements by the id of a concern; of one that has none the rule decides */
export function decideComparison(
  { ledger, revision, passageChanges: byRule, found, evidence, ...rest }: PreparedComparison,
  judgements: ReadonlyMap<string, Judgement>,
): RevisionComparison {
  const passageChanges = new Map(byRule);
  const judged = evidence.map((one, k): ConcernEvidence => {
    const [judgement, rule, done] = [judgements.get(one.id), byRule.get(one.id), found[k]];
    if (judgement === undefined || rule === undefined || done === undefined) return one;
    passageChanges.set(one.id, judgedChange(one.text, rule, done, judgement));
    return { ...one, judgement };
  });
  return { ...revise(ledger, { ...revision, passageChanges }), ...rest, evidence: judged };
}

/** The first review of a paper: all that it raises is new.
 *  @param anchors of each concern; none where none were looked for */
export function firstRevision(
  label: string,
  concerns: readonly Concern[],
  anchors: readonly (readonly Anchor[])[] = concerns.map(() => []),
): RevisedLedger {
  const newConcernReasons = newConcernReasonsOf(anchors, "first review");
  return revise(undefined, { label, concerns, matches: [], partial: [], passageChanges: new Map(), newConcernReasons });
}

/** All texts that `compareRevisions` asks embeddings of: concerns, and every sentence that one may be about. */
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

/** A pair that would be refused is matched only where neither side has another: then the refusal is reported.
 *  @param probability known x found */
function matchesOf(ledger: Ledger, concerns: readonly Concern[], probability: Matrix, threshold: number): ConcernMatch[] {
  const keys = {
    old: ledger.concerns.map((concern) => `${concern.id} ${concernKey(concernOf(concern))}`),
    found: concerns.map(concernKey),
  };
  const assignWhere = (isAllowed: (row: number, found: number) => boolean) => {
    const masked = probability.map((values, row) => values.map((value, found) => (isAllowed(row, found) ? value : 0)));
    return assignConcerns(masked, threshold, keys);
  };
  const isRefused = ledger.concerns.map((known, row) =>
    concerns.map((now, found) => refusal(known, now, probability[row]?.[found] ?? 0) !== undefined),
  );
  const made = assignWhere((row, found) => !isRefused[row]?.[found]);
  const [rows, columns] = [new Set(made.map(({ old }) => old)), new Set(made.map(({ found }) => found))];
  const refused = assignWhere((row, found) => isRefused[row]?.[found] === true && !rows.has(row) && !columns.has(found));
  return [...made, ...refused].flatMap(({ old, found, probability }) => {
    const id = ledger.concerns[old]?.id;
    return id === undefined ? [] : [{ id, found, probability }];
  });
}

/** Whether what was the first passage of one is now the first passage of the other. */
function onOnePassage(old: Anchor | undefined, now: Anchor | undefined, { passages }: Changes): boolean {
  if (old === undefined || now === undefined) return false;
  const diff = passages.get(old.passage);
  return diff !== undefined && diff.kind !== "removed" && diff.now.includes(now.passage);
}
