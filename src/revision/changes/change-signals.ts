/** What the changes of a revision have to do with a concern, signal by signal. Invariant: a signal depends on the words of the
 *  concern and of both texts, and on where a sentence stands among others; never on files, lines, or other concerns.
 *  A change that says nothing new answers nothing: a number that is gone, or a sentence that was cut short, is no answer. */
import type { Category } from "../../concern.ts";
import { cosines } from "../../embeddings/index.ts";
import type { Passage, Sentence } from "../../manuscript/index.ts";
import type { Anchor } from "../anchors/anchors.ts";
import { meaningfulWords, numbersOf } from "../matching/terms.ts";
import type { Changes } from "./changes.ts";

/** Signals of one change for one concern; those of an embedder last. */
const RANKING_SIGNALS = ["shared", "sharedCosine", "place", "sentence", "added", "removed", "length", "cosine"] as const;
/** Signals of all changes for one concern; those of an embedder last. */
const ADDRESSED_SIGNALS = ["speaks", "covered", "rewritten", "asksForWords", "answeredByText", "closer"] as const;
export type RankingSignals = Readonly<Record<(typeof RANKING_SIGNALS)[number], number>>;
export type AddressedSignals = Readonly<Record<(typeof ADDRESSED_SIGNALS)[number], number>>;

/** In the order of the model of the ranking. */
export function rankingSignalNames(withEmbeddings: boolean): readonly string[] {
  return RANKING_SIGNALS.filter((name) => withEmbeddings || name !== "cosine");
}

/** In the order of the model that says whether a concern was addressed. */
export function addressedSignalNames(withEmbeddings: boolean): readonly string[] {
  return ADDRESSED_SIGNALS.filter((name) => withEmbeddings || name !== "closer");
}

/** The unit vector of a text that was embedded; undefined without an embedder. */
export type EmbeddingOf = ((text: string) => Float32Array) | undefined;

export interface JudgedConcern {
  readonly text: string;
  readonly category: Category;
}

/** One sentence of either text that is not as it was. */
export interface SentenceChange {
  readonly kind: "added" | "rewritten" | "removed";
  readonly before: Sentence | undefined;
  readonly after: Sentence | undefined;
  /** Share of the words that both wordings have; 0 where there is one only. */
  readonly kept: number;
  /** Words that the sentence has now and had not; all of them where it said no before and says yes now, or the other way round. */
  readonly newWords: ReadonlySet<string>;
  readonly newNumbers: ReadonlySet<string>;
  readonly goneNumbers: ReadonlySet<string>;
}

const words = new WeakMap<Changes, ReadonlyMap<string, ReadonlySet<string>>>();

/** Of all sentences of both texts; most stand in both with the same words. */
export function wordsByText(changes: Changes): ReadonlyMap<string, ReadonlySet<string>> {
  const known = words.get(changes);
  if (known !== undefined) return known;
  const texts = new Set([...changes.sentencesOf.values()].flat().map(({ text }) => text));
  const found = new Map(Array.from(texts, (text) => [text, meaningfulWords(text)] as const));
  words.set(changes, found);
  return found;
}

/** Of one concern. */
export interface SentenceCosines {
  /** With what each change says, or said. */
  readonly ofChanges: ReadonlyMap<SentenceChange, number>;
  /** The highest with any sentence of the old text. */
  readonly closestBefore: number;
}

/** Both texts, made ready to look at what was done about many concerns. */
export class RevisionIndex {
  readonly changes: Changes;
  /** Those of the new text in its reading order, then what went in that of the old. */
  readonly list: readonly SentenceChange[];
  readonly #rarity: (word: string) => number;
  readonly #words: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #old: readonly Sentence[];

  constructor(changes: Changes) {
    this.changes = changes;
    const all = [...changes.sentencesOf.values()].flat();
    this.#words = wordsByText(changes);
    this.#old = [...changes.sentences.keys()];
    const counts = new Map<string, number>();
    for (const sentence of all) for (const word of this.wordsOf(sentence)) counts.set(word, (counts.get(word) ?? 0) + 1);
    this.#rarity = (word) => Math.max(0, Math.log((all.length + 1) / ((counts.get(word) ?? 0) + 0.5)));
    this.list = this.#listed();
  }

  wordsOf({ text }: Sentence): ReadonlySet<string> {
    return this.#words.get(text) ?? new Set();
  }

  /** Sum of how rare words are in this paper: ln of all sentences of both texts over those with the word. */
  rarityOf(words: Iterable<string>): number {
    let sum = 0;
    for (const word of words) sum += this.#rarity(word);
    return sum;
  }

  /** Length of the vector of rarities. */
  normOf(words: Iterable<string>): number {
    let sum = 0;
    for (const word of words) sum += this.#rarity(word) ** 2;
    return Math.sqrt(sum);
  }

  /** Of each concern, by its text, with the sentences of both texts. */
  cosinesOf(concerns: readonly { readonly text: string }[], embeddingOf: (text: string) => Float32Array): SentenceCosines[] {
    const vectorsOf = (list: readonly { readonly text: string }[]) => list.map(({ text }) => embeddingOf(text));
    const vectors = vectorsOf(concerns);
    const withChanges = cosines(vectors, vectorsOf(this.list.flatMap(({ before, after }) => after ?? before ?? [])));
    const withOld = cosines(vectors, vectorsOf(this.#old));
    return concerns.map((_, c) => ({
      ofChanges: new Map(this.list.map((change, k) => [change, withChanges[c]?.[k] ?? 0])),
      closestBefore: withOld[c]?.reduce((most, value) => Math.max(most, value), -1) ?? -1,
    }));
  }

  #listed(): SentenceChange[] {
    const { sentences, passages, sentencesOf, added, reworded } = this.changes;
    /** Those that were joined, by what they became. */
    const origins = new Map<Sentence, Sentence[]>();
    for (const [before, diff] of sentences)
      if (diff.kind === "reworded") origins.set(diff.now, [...(origins.get(diff.now) ?? []), before]);
    const there = [...sentencesOf].flatMap(([passage, list]) => (passages.has(passage) ? [] : list));
    const now = there.flatMap((after): SentenceChange[] => {
      if (added.has(after)) return [this.#change("added", [], after)];
      const before = reworded.get(after);
      return before === undefined ? [] : [this.#change("rewritten", origins.get(after) ?? [before], after)];
    });
    const gone = this.#old.flatMap((before) =>
      sentences.get(before)?.kind === "removed" ? [this.#change("removed", [before], undefined)] : [],
    );
    return [...now, ...gone];
  }

  #change(kind: SentenceChange["kind"], olds: readonly Sentence[], after: Sentence | undefined): SentenceChange {
    const [before] = olds;
    const oldWords = new Set(olds.flatMap((sentence) => [...this.wordsOf(sentence)]));
    const oldNumbers = new Set(olds.flatMap(({ text }) => [...numbersOf(text)]));
    const numbers = after === undefined ? new Set<string>() : numbersOf(after.text);
    const words = after === undefined ? [] : [...this.wordsOf(after)];
    const added = words.filter((word) => !oldWords.has(word));
    const isTurned = after !== undefined && olds.length > 0 && isOtherStatement(olds, after, added.length > 0);
    const diff = before === undefined ? undefined : this.changes.sentences.get(before);
    return {
      kind,
      before,
      after,
      kept: diff?.kind === "reworded" ? diff.similarity : 0,
      newWords: new Set(isTurned ? words : added),
      newNumbers: new Set([...numbers].filter((number) => !oldNumbers.has(number))),
      goneNumbers: new Set([...oldNumbers].filter((number) => !numbers.has(number))),
    };
  }
}

/** "No group received it" is another statement than "a group of twelve received it", though it shares its words. A denial that
 *  was only cut out states nothing. */
function isOtherStatement(olds: readonly Sentence[], after: Sentence, hasNewWords: boolean): boolean {
  const denials = (texts: readonly Sentence[]) => texts.flatMap(({ text }) => text.match(DENIES) ?? []).length;
  const difference = denials([after]) - denials(olds);
  return difference > 0 || (difference < 0 && hasNewWords);
}
const DENIES = /\b(?:no|not|none|never|neither|nor|cannot)\b|n['’]t\b/gi;

/** Of one concern. */
export interface ConcernSignals {
  /** Of each change. */
  readonly ranking: readonly RankingSignals[];
  /** Whether each change says something new, so that it may be an answer. */
  readonly isAnswer: readonly boolean[];
  /** Whether in each change a number that the concern names gave way to another that it names. */
  readonly repairs: readonly boolean[];
  /** Undefined where no change says anything new: then nothing was addressed by what is there now. */
  readonly addressed: Omit<AddressedSignals, "speaks"> | undefined;
}

/** The signal of how surely the best answer is what settles the concern, as log odds.
 *  @param relevance of each change, by the model of the ranking */
export function speaks(relevance: ArrayLike<number>, isAnswer: readonly boolean[]): number {
  const best = isAnswer.reduce((most, is, k) => (is ? Math.max(most, relevance[k] ?? 0) : most), LEAST_RELEVANCE);
  return Math.log(best / (1 - Math.min(best, 1 - LEAST_RELEVANCE)));
}
/** So that log odds are finite. */
const LEAST_RELEVANCE = 1e-6;

/** @param anchors of the concern in the old text, the most probable first
 *  @param alike undefined without an embedder
 *  @param list of the changes of the index those that were made; all, but where a model is trained */
export function signalsOfConcern(
  concern: JudgedConcern,
  anchors: readonly Anchor[],
  index: RevisionIndex,
  alike: SentenceCosines | undefined,
  list: readonly SentenceChange[] = index.list,
): ConcernSignals {
  const words = meaningfulWords(concern.text);
  const numbers = numbersOf(concern.text);
  const [rarity, norm] = [index.rarityOf(words), index.normOf(words)];
  const common = (others: ReadonlySet<string>) => [...others].filter((word) => words.has(word));
  const share = (others: ReadonlySet<string>) => (rarity > 0 ? index.rarityOf(common(others)) / rarity : 0);
  const places = placesOf(anchors, index.changes);
  const withChanges = list.map((change) => alike?.ofChanges.get(change) ?? 0);
  const ranking = list.map((change, k): RankingSignals => {
    const { kind, before, after, newWords } = change;
    const length = index.normOf(newWords) * norm;
    return {
      shared: share(newWords),
      sharedCosine: length > 0 ? index.normOf(common(newWords)) ** 2 / length : 0,
      place: Math.max(places.get(before?.passage) ?? 0, places.get(after?.passage) ?? 0),
      sentence: anchors.find(({ sentences }) => before !== undefined && sentences.includes(before))?.probability ?? 0,
      added: kind === "added" ? 1 : 0,
      removed: kind === "removed" ? 1 : 0,
      length: Math.log1p(newWords.size),
      cosine: withChanges[k] ?? 0,
    };
  });
  const repairs = list.map((change) => isRepair(change, numbers));
  const isAnswer = list.map((change, k) => change.newWords.size > 0 || repairs[k] === true);
  const most = (values: readonly number[]) => values.reduce((best, value, k) => (isAnswer[k] ? Math.max(best, value) : best), -1);
  if (!isAnswer.includes(true)) return { ranking, isAnswer, repairs, addressed: undefined };
  return {
    ranking,
    isAnswer,
    repairs,
    addressed: {
      covered: most(ranking.map(({ shared }) => shared)),
      rewritten: rewrittenShare(concern, anchors, numbers, list),
      asksForWords: ASKS_FOR_WORDS.test(concern.text) ? 1 : 0,
      answeredByText: ANSWERED_BY_TEXT[concern.category],
      closer: alike === undefined ? 0 : most(withChanges) - alike.closestBefore,
    },
  };
}

/** How probable it is that the concern is about a passage: of the old text, and of the new one where it went on. */
function placesOf(anchors: readonly Anchor[], { passages }: Changes): ReadonlyMap<Passage | undefined, number> {
  const places = new Map<Passage | undefined, number>();
  const put = (passage: Passage, probability: number) => places.set(passage, Math.max(places.get(passage) ?? 0, probability));
  for (const { passage, probability } of anchors) {
    put(passage, probability);
    const diff = passages.get(passage);
    if (diff !== undefined && diff.kind !== "removed") for (const now of diff.now) put(now, probability);
  }
  return places;
}

/** Anchors that a concern is judged by: with more of them, something of it changes in every revision. */
export const ANCHORS_JUDGED = 2;

/** How far the sentences that a concern is about were rewritten, weighed by how surely it is about them. Text that only went
 *  counts where it was a claim that the concern objects to: a deleted caveat leaves the weakness. */
function rewrittenShare(
  concern: JudgedConcern,
  anchors: readonly Anchor[],
  numbers: ReadonlySet<string>,
  list: readonly SentenceChange[],
): number {
  const byBefore = new Map(list.map((change) => [change.before, change]));
  const shares = anchors.slice(0, ANCHORS_JUDGED).flatMap(({ sentences, probability }) =>
    sentences.map((sentence) => {
      const change = byBefore.get(sentence);
      if (change === undefined) return 0;
      if (isRepair(change, numbers)) return probability;
      return change.newWords.size > 0 || isRemovedClaim(concern.text, change) ? probability * (1 - change.kept) : 0;
    }),
  );
  return Math.max(0, ...shares);
}

/** Whether a number that the concern names gave way to another that it names: two that contradicted each other agree. */
function isRepair({ kind, goneNumbers, newNumbers }: SentenceChange, named: ReadonlySet<string>): boolean {
  const isNamed = (numbers: ReadonlySet<string>) => [...numbers].some((number) => named.has(number));
  return kind === "rewritten" && isNamed(goneNumbers) && isNamed(newNumbers);
}

/** Whether what went, or was cut from a sentence, is a claim, and the concern objects to a claim. */
export function isRemovedClaim(concern: string, { before, newWords }: Pick<SentenceChange, "before" | "newWords">): boolean {
  return before !== undefined && newWords.size === 0 && OBJECTS.test(concern) && !ADMITS.test(before.text);
}

/** Words by which people object to what is said, rather than ask for more. By hand, as the next ones. */
const OBJECTS =
  /\b(?:claim|overstat|overclaim|unsupported|not (?:well )?supported|conclu|impl(?:y|ies)|causal|exaggerat|mislead|incorrect|wrong|false|inaccura|contradict|inconsisten|redundan|irrelevan|speculat|too strong|assert)\w*/i;
/** Words by which authors admit a weakness, or tell what was not done. */
const ADMITS =
  /\b(?:no|not|none|nor|without|only|lack\w*|limit\w*|however|although|though|caution\w*|caveat\w*|unclear|unknown|unable|cannot|absent|absence|missing|small|few|fail\w*|future)\b/i;
/** Words by which people ask for a sentence more. */
const ASKS_FOR_WORDS =
  /\b(?:defin|explain|clarif|unclear|describ|stat(?:e|ed|es|ing)\b|specif|report|detail|name|mention|not given)\w*/i;

/** Whether a sentence can answer a concern (1) or it takes work, such as an experiment or an analysis (-1). By what the
 *  categories mean. */
const ANSWERED_BY_TEXT: Readonly<Record<Category, number>> = {
  design_flaw: -1,
  statistical_methodology: -1,
  missing_experiment: -1,
  interpretation: 0,
  prior_art_novelty: 0,
  other: 0,
  writing_clarity: 1,
  reagent_method_specificity: 1,
};
