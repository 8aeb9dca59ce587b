/** What a revision did to what each concern is about: where causes are looked for. Invariant: what the new review did not read is never a cause, and a
 *  concern about no one passage has one only in new words that speak to it. Fails towards "no cause". */
import type { FileLines, Passage, Sentence } from "../../manuscript/index.ts";
import type { PassageReading } from "../../review/index.ts";
import type { Anchor } from "../anchors/anchors.ts";
import type { Cause } from "../ledger/schema.ts";
import { meaningfulWords, numbersOf, termCosines } from "../matching/terms.ts";
import type { NewConcernReason, PassageChange } from "../outcome.ts";
import type { Changes, PassageDiff, SentenceDiff } from "./changes.ts";
import { quoteOf } from "./ranked-changes.ts";

/** Anchors that a concern is judged by: with more of them, something of it changes in every revision. */
const ANCHORS_JUDGED = 2;
/** As likely as not. A further anchor that is less likely is not judged; where the first is, what changed there is no cause, for a place that is
 *  probably another says nothing. What a probability means, and not fitted; on the labels 0.45 to 0.55 do the same. (docs/matching.md has what it does on the labels.) */
const LEAST_PROBABLE = 0.5;
/** Rarity-weighted cosine of a concern's words with those of the sentence that it is about. Below it the sentence was found by its neighbours. */
const LEAST_SPOKEN = 0.05;
/** Share of its words that a sentence keeps at most where its rewording is a cause. On the labels, of 50 concerns that a revision did not address this
 *  takes 5 for addressed and of 11 that it did 9; from 0.7 to 0.9 that changes by one or two. Most of those 50 are raised again, and so not judged. */
const MOST_KEPT = 0.85;
/** As LEAST_SPOKEN, for a concern about no one passage: every added sentence of the paper is a candidate, so it must speak to it plainly. */
const SPEAKS_FROM_AFAR = 0.3;

/** All that is known of two revisions; `concerns` are the open ones, `anchors` those of each in the old text.
 *  The sentences of all anchors and readings are those of `changes`. */
export interface PassageChangeInput {
  readonly concerns: readonly { readonly id: string; readonly text: string }[];
  readonly anchors: readonly (readonly Anchor[])[];
  readonly changes: Changes;
  /** Of the new revision. */
  readonly readings: readonly PassageReading[];
}

export function passageChangesOf(question: PassageChangeInput): ReadonlyMap<string, PassageChange> {
  const evidence = evidenceOf(question);
  return new Map(question.concerns.map(({ id }, k) => [id, passageChangeOf(question.anchors[k] ?? [], k, evidence)]));
}

interface Evidence {
  readonly changes: Changes;
  readonly isRead: (sentence: Sentence) => boolean;
  /** How much a sentence of either revision shares with a concern, by the concern's index. */
  readonly shared: (concern: number, sentence: Sentence) => number;
  /** The numbers that a concern names, by its index. */
  readonly numbers: readonly ReadonlySet<string>[];
}

function evidenceOf({ concerns, changes, readings }: PassageChangeInput): Evidence {
  const until = new Map(readings.map(({ passage, until }) => [passage, until]));
  // All of both texts, not only what changed: they say which words are rare in this paper.
  const sentences = [...changes.sentencesOf.values()].flat();
  // Most sentences stand in both texts with the same words.
  const words = new Map([...new Set(sentences.map(({ text }) => text))].map((text) => [text, meaningfulWords(text)]));
  const overlap = termCosines(
    concerns.map(({ text }) => meaningfulWords(text)),
    sentences.map(({ text }) => words.get(text) ?? new Set()),
  );
  const column = new Map(sentences.map((sentence, k) => [sentence, k]));
  return {
    changes,
    isRead: ({ passage, end }) => (until.get(passage) ?? 0) >= end,
    shared: (concern, sentence) => overlap[concern]?.[column.get(sentence) ?? -1] ?? 0,
    numbers: concerns.map(({ text }) => numbersOf(text)),
  };
}

function passageChangeOf(anchors: readonly Anchor[], concern: number, evidence: Evidence): PassageChange {
  const [first, ...further] = anchors;
  if (first === undefined) return changeAnywhere(concern, evidence);
  const judged = [first, ...further.slice(0, ANCHORS_JUDGED - 1).filter(({ probability }) => probability >= LEAST_PROBABLE)];
  const places = judged.map(({ passage }) => placeOf(passage));
  const sentence = mostRelevantSentence(judged, concern, evidence) ?? first.sentences[0];
  const became = diffOf(evidence.changes, sentence);
  const cause = causeOf(sentence, became, concern, evidence);
  const isSure = first.probability >= LEAST_PROBABLE;
  if (!isWholeRead(judged, evidence)) return { kind: "not read", places, ...(cause === undefined || !isSure ? {} : { cause }) };
  if (cause !== undefined) return isSure ? { kind: "caused", cause, places } : { kind: "unsure", places };
  if (became.kind === "reworded" || became.kind === "removed") return { kind: "unrelated", places };
  const stands = judged.every(({ passage }) => ["same", "moved"].includes(evidence.changes.passages.get(passage)?.kind ?? ""));
  return { kind: stands ? "untouched" : "beside", places };
}

/** Of the anchors' sentences the one that shares most with the concern; the earlier anchor's where two share as much. */
function mostRelevantSentence(judged: readonly Anchor[], concern: number, { shared }: Evidence): Sentence | undefined {
  const all = judged.flatMap(({ sentences }) => sentences).map((sentence) => ({ sentence, shares: shared(concern, sentence) }));
  const most = Math.max(...all.map(({ shares }) => shares));
  return all.find(({ shares }) => shares === most && shares >= LEAST_SPOKEN)?.sentence;
}

/** What changed in the sentence that a concern is about, where that is more than style. */
function causeOf(
  sentence: Sentence,
  became: SentenceDiff,
  concern: number,
  { changes, shared, numbers }: Evidence,
): Cause | undefined {
  if (shared(concern, sentence) < LEAST_SPOKEN) return undefined;
  const before = quoteOf(sentence);
  switch (became.kind) {
    case "same":
    case "moved":
      return undefined;
    case "reworded":
      if (became.similarity > MOST_KEPT && !isNumberGone(sentence, became.now, numbers[concern])) return undefined;
      return { kind: "rewritten", changes: [{ before, after: quoteOf(became.now) }] };
    case "removed": {
      const replacements = replacementsOf(changes.passages.get(sentence.passage)).filter(
        (one) => shared(concern, one) >= LEAST_SPOKEN,
      );
      const [best] = [...replacements].sort((a, b) => shared(concern, b) - shared(concern, a));
      if (best !== undefined) return { kind: "rewritten", changes: [{ before, after: quoteOf(best) }] };
      return { kind: "removed", changes: [{ before }] };
    }
  }
}

/** Whether a number that the concern names stood there and stands there no more: however few words changed, that is no change of style. */
function isNumberGone(before: Sentence, after: Sentence, named: ReadonlySet<string> | undefined): boolean {
  const left = numbersOf(after.text);
  return [...numbersOf(before.text)].some((number) => named?.has(number) === true && !left.has(number));
}

function replacementsOf(diff: PassageDiff | undefined): readonly Sentence[] {
  if (diff?.kind === "removed") return diff.replacements;
  if (diff?.kind !== "reworded") return [];
  return diff.rewordings.flatMap(({ before, after }) => (before === undefined && after !== undefined ? [after] : []));
}

/** Whether the review read all that now stands where the anchors stood. Of a passage that went, nothing is left to read. */
function isWholeRead(judged: readonly Anchor[], { changes, isRead }: Evidence): boolean {
  return judged.every(({ passage, sentences }) => {
    const diff = changes.passages.get(passage);
    const kept = sentences.map((sentence) => diffOf(changes, sentence));
    if (!kept.every((one) => one.kind === "removed" || isRead(one.now))) return false;
    return replacementsOf(diff).every(isRead);
  });
}

/** For a concern about the whole paper: the added sentence that speaks to it most, where it does so plainly. */
function changeAnywhere(concern: number, { changes, shared, isRead }: Evidence): PassageChange {
  const speaking = [...changes.added].filter((sentence) => shared(concern, sentence) >= SPEAKS_FROM_AFAR && isRead(sentence));
  const [best] = speaking.sort((a, b) => shared(concern, b) - shared(concern, a));
  if (best === undefined) return { kind: "no passage" };
  return { kind: "caused", cause: { kind: "added", changes: [{ after: quoteOf(best) }] }, places: [placeOf(best)] };
}

function diffOf({ sentences }: Changes, sentence: Sentence): SentenceDiff {
  const diff = sentences.get(sentence);
  if (diff === undefined) throw new RangeError(`no sentence of the old revision: ${sentence.file}:${sentence.startLine}`);
  return diff;
}

/** @param anchors of each found concern in the new text   @param changes or why there are none */
export function newConcernReasonsOf(
  anchors: readonly (readonly Anchor[])[],
  changes: Changes | "first review" | "old text gone",
): readonly NewConcernReason[] {
  const changed = typeof changes === "string" ? new Set<Passage>() : changedPassages(changes);
  return anchors.map(([anchor]): NewConcernReason => {
    const places = anchor === undefined ? [] : [placeOf(anchor.passage)];
    if (typeof changes === "string") return { kind: changes, places };
    if (anchor === undefined)
      return { kind: changed.size > 0 || someRemoved(changes) ? "changed paper" : "unchanged paper", places: [] };
    if (changes.addedPassages.has(anchor.passage)) return { kind: "new passage", places };
    return { kind: changed.has(anchor.passage) ? "changed passage" : "unchanged passage", places };
  });
}

/** Passages of the new revision in which some sentence is new, reworded or gone. */
function changedPassages({ added, reworded, passages }: Changes): ReadonlySet<Passage> {
  const lessened = [...passages.values()].flatMap((diff) => (diff.kind === "reworded" ? diff.now : []));
  return new Set([...lessened, ...[...added, ...reworded.keys()].map(({ passage }) => passage)]);
}

function someRemoved({ passages }: Changes): boolean {
  return [...passages.values()].some(({ kind }) => kind === "removed");
}

function placeOf({ file, startLine, endLine }: FileLines): FileLines {
  return { file, startLine, endLine };
}
