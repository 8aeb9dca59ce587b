/** What a revision did about each concern, by a rule without any model that reads. Invariant: what the new review did not read
 *  settles nothing; a concern is resolved by new words alone, or by a claim that went and that it objects to. Fails towards open. */
import type { FileLines, Passage, Sentence } from "../../manuscript/index.ts";
import type { PassageReading } from "../../review/index.ts";
import type { Anchor } from "../anchors/anchors.ts";
import type { Judgement } from "../judge.ts";
import type { Cause } from "../ledger/schema.ts";
import { meaningfulWords, termCosineBetween } from "../matching/terms.ts";
import type { NewConcernReason, PassageChange } from "../outcome.ts";
import { ANCHORS_JUDGED, isRemovedClaim, wordsByText } from "./change-signals.ts";
import type { Changes, PassageDiff, SentenceDiff } from "./changes.ts";
import { type ConcernChanges, type FoundChange, quoteOf } from "./ranked-changes.ts";

/** From this probability on a concern is resolved: held out 53 of 57 are right, and half of those that were addressed are found.
 *  It is the middle of the bounds that were chosen without one paper each (docs/matching.md). */
export const RESOLVED_PROBABILITY = 0.73;
/** From here on something was done about it, in seven of ten cases, and it stays open. */
export const PARTLY_PROBABILITY = 0.6;
/** As likely as not. A further anchor that is less likely is not judged; where the first is, what went there is no cause, for a
 *  place that is probably another says nothing. What a probability means, and not fitted. */
const LEAST_PROBABLE = 0.5;
/** Rarity-weighted cosine of a concern's words with those of the sentence that it is about. Below it the sentence was found by
 *  its neighbours. */
const LEAST_SPOKEN = 0.05;

/** All that is known of two revisions; `concerns` are the open ones, `anchors` those of each in the old text, `found` what was
 *  done about each. The sentences of all anchors and readings are those of `changes`. */
export interface PassageChangeInput {
  readonly concerns: readonly { readonly id: string; readonly text: string }[];
  readonly anchors: readonly (readonly Anchor[])[];
  readonly found: readonly ConcernChanges[];
  readonly changes: Changes;
  /** Of the new revision. */
  readonly readings: readonly PassageReading[];
}

/** @returns of each concern, by its id, what became of the text that it is about */
export function passageChangesOf(question: PassageChangeInput): ReadonlyMap<string, PassageChange> {
  const evidence = evidenceOf(question);
  return new Map(
    question.concerns.map(({ id, text }, k) => {
      const found = question.found[k] ?? { found: [], probability: 0, probabilityUnread: 0 };
      return [id, passageChangeOf(text, question.anchors[k] ?? [], found, k, evidence)];
    }),
  );
}

interface Evidence {
  readonly changes: Changes;
  readonly isRead: (sentence: Sentence) => boolean;
  /** How much a sentence of either revision shares with a concern, by the concern's index. */
  readonly shared: (concern: number, sentence: Sentence) => number;
}

function evidenceOf({ concerns, changes, readings }: PassageChangeInput): Evidence {
  // All of both texts, not only what changed: they say which words are rare in this paper.
  const sentences = [...changes.sentencesOf.values()].flat();
  const words = wordsByText(changes);
  const overlap = termCosineBetween(
    concerns.map(({ text }) => meaningfulWords(text)),
    sentences.map(({ text }) => words.get(text) ?? new Set()),
  );
  const column = new Map(sentences.map((sentence, k) => [sentence, k]));
  return {
    changes,
    isRead: isReadBy(readings),
    shared: (concern, sentence) => overlap(concern, column.get(sentence) ?? -1),
  };
}

/** Whether a review read a sentence of its text. */
export function isReadBy(readings: readonly PassageReading[]): (sentence: Sentence) => boolean {
  const until = new Map(readings.map(({ passage, until }) => [passage, until]));
  return ({ passage, end }) => (until.get(passage) ?? 0) >= end;
}

function passageChangeOf(
  text: string,
  anchors: readonly Anchor[],
  { found, probability, probabilityUnread }: ConcernChanges,
  concern: number,
  evidence: Evidence,
): PassageChange {
  const judged = judgedAnchors(anchors);
  const places = judged.map(({ passage }) => placeOf(passage));
  const sentence = mostRelevantSentence(judged, concern, evidence) ?? judged[0]?.sentences[0];
  const removal = removalOf(text, sentence, concern, judged, evidence);
  const answer = bestAnswer(found.filter(({ isRead }) => isRead));
  const resolving = probability >= RESOLVED_PROBABILITY ? answer : undefined;
  const unread = unreadCause(found, probabilityUnread);
  if (!isWholeRead(judged, evidence))
    return notRead(places, resolving === undefined ? (unread ?? removal?.ofClaim) : causeOf(resolving));
  if (resolving !== undefined) return { kind: "caused", cause: causeOf(resolving), places: placesOf(places, resolving) };
  if (unread !== undefined) return notRead(places, unread);
  if (removal?.ofClaim !== undefined) return { kind: "caused", cause: removal.ofClaim, places };
  if (answer !== undefined && probability >= PARTLY_PROBABILITY)
    return { kind: "partly", cause: causeOf(answer), places: placesOf(places, answer) };
  if (removal !== undefined) return { kind: "removed", cause: removal.cause, places };
  return unsettled(sentence, judged, evidence);
}

function notRead(places: readonly FileLines[], cause: Cause | undefined): PassageChange {
  return { kind: "not read", places, ...(cause === undefined ? {} : { cause }) };
}

/** Whether the likeliest place is at least as likely as not: else what went there says nothing. */
function isSure([first]: readonly Anchor[]): boolean {
  return first !== undefined && first.probability >= LEAST_PROBABLE;
}

function judgedAnchors([first, ...further]: readonly Anchor[]): readonly Anchor[] {
  if (first === undefined) return [];
  return [first, ...further.slice(0, ANCHORS_JUDGED - 1).filter(({ probability }) => probability >= LEAST_PROBABLE)];
}

/** What is shown as the answer: a number that was put right, for that is surely one, else the change that is likeliest the one
 *  that settles it.
 *  @param found the likeliest first */
function bestAnswer(found: readonly FoundChange[]): FoundChange | undefined {
  return found.find(({ isRepair }) => isRepair) ?? found.find(({ isAnswer }) => isAnswer);
}

/** What would resolve the concern, had the review read it. */
function unreadCause(found: readonly FoundChange[], probability: number): Cause | undefined {
  const answer = bestAnswer(found);
  return answer === undefined || answer.isRead || probability < RESOLVED_PROBABILITY ? undefined : causeOf(answer);
}

/** @param sentence that the concern is about; undefined for one about the whole paper */
function unsettled(sentence: Sentence | undefined, judged: readonly Anchor[], { changes }: Evidence): PassageChange {
  if (sentence === undefined) return { kind: "no passage" };
  const places = judged.map(({ passage }) => placeOf(passage));
  const became = diffOf(changes, sentence);
  if (became.kind === "reworded" || became.kind === "removed") return { kind: isSure(judged) ? "unrelated" : "unsure", places };
  const stands = judged.every(({ passage }) => ["same", "moved"].includes(changes.passages.get(passage)?.kind ?? ""));
  return { kind: stands ? "untouched" : "beside", places };
}

/** The same where a judge that reads had its say: both probabilities are pooled as the mean of their log odds (Genest and Zidek,
 *  "Combining probability distributions", Statistical Science 1(1), 1986), so that neither resolves against the other alone. What
 *  the review did not read stays open.
 *  @param text of the concern
 *  @param byRule what the rule decided */
export function judgedChange(text: string, byRule: PassageChange, done: ConcernChanges, judgement: Judgement): PassageChange {
  if (byRule.kind === "not read" || byRule.kind === "old text gone") return byRule;
  const { addressed, partly } = judgement.probabilities;
  const places = "places" in byRule ? byRule.places : [];
  const named = done.found[judgement.change ?? -1];
  if (named?.change.kind === "removed" && judgement.answer !== "not") {
    const cause = causeOf(named);
    return { kind: isRemovedClaim(text, named.change) && judgement.answer === "addressed" ? "caused" : "removed", cause, places };
  }
  const readable = done.found.filter(({ isRead }) => isRead);
  const answer = readable.find((one) => one === named && one.isAnswer) ?? bestAnswer(readable);
  const pooled = pooledProbability(done.probability, addressed + partly);
  if (answer !== undefined && pooled >= PARTLY_PROBABILITY) {
    const isWhole = pooled >= RESOLVED_PROBABILITY && addressed >= partly;
    return { kind: isWhole ? "caused" : "partly", cause: causeOf(answer), places: placesOf(places, answer) };
  }
  if (byRule.kind === "caused" && byRule.cause.kind === "removed") return { ...byRule, kind: "removed" };
  if (byRule.kind !== "caused" && byRule.kind !== "partly") return byRule;
  return places.length === 0 ? { kind: "no passage" } : { kind: "unrelated", places };
}

/** Nearer to 0 or 1 no judge is sure. */
const SUREST = 0.999;

function pooledProbability(a: number, b: number): number {
  const logOdds = [a, b].map((value) => {
    const kept = Math.min(SUREST, Math.max(1 - SUREST, value));
    return Math.log(kept / (1 - kept));
  });
  return 1 / (1 + Math.exp(-logOdds.reduce((sum, value) => sum + value, 0) / logOdds.length));
}

function causeOf({ ranked: { kind, before, after } }: Pick<FoundChange, "ranked">): Cause {
  return {
    kind,
    changes: [{ ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }],
  };
}

/** A concern about no one passage belongs where it was addressed. */
function placesOf(places: readonly FileLines[], { change: { before, after } }: FoundChange): readonly FileLines[] {
  const sentence = before ?? after;
  return places.length > 0 || sentence === undefined ? places : [placeOf(sentence)];
}

/** The sentence that a concern is about went, and nothing took its place that speaks to the concern.
 *  @returns undefined where it did not; `ofClaim` is its cause, where what went is a claim that the concern objects to */
function removalOf(
  text: string,
  before: Sentence | undefined,
  concern: number,
  judged: readonly Anchor[],
  { changes, shared }: Evidence,
): { readonly cause: Cause; readonly ofClaim: Cause | undefined } | undefined {
  if (before === undefined || !isSure(judged) || diffOf(changes, before).kind !== "removed") return undefined;
  const speaks = (sentence: Sentence) => shared(concern, sentence) >= LEAST_SPOKEN;
  if (!speaks(before) || replacementsOf(changes.passages.get(before.passage)).some(speaks)) return undefined;
  const cause: Cause = { kind: "removed", changes: [{ before: quoteOf(before) }] };
  return { cause, ofClaim: isRemovedClaim(text, { before, newWords: new Set() }) ? cause : undefined };
}

/** Of the anchors' sentences the one that shares most with the concern; the earlier anchor's where two share as much. */
function mostRelevantSentence(judged: readonly Anchor[], concern: number, { shared }: Evidence): Sentence | undefined {
  const all = judged.flatMap(({ sentences }) => sentences).map((sentence) => ({ sentence, shares: shared(concern, sentence) }));
  const most = Math.max(...all.map(({ shares }) => shares));
  return all.find(({ shares }) => shares === most && shares >= LEAST_SPOKEN)?.sentence;
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
