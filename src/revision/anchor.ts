/** Which passages a concern is about. Invariant: deterministic, and the same for the same words; every passage is compared with all others of the paper.
 *  Fails towards "the whole paper": a passage that is only a guess is no anchor, and what is anchored nowhere is never resolved by silence. */
import type { Concern } from "../concern.ts";
import type { Passage } from "../manuscript/index.ts";
import type { AnchorIndex } from "./anchor-index.ts";
import { evidenceFor } from "./anchor-signals.ts";
import { type LogisticModel, probabilitiesOf } from "./logistic.ts";
import type { Sentence } from "./sentences.ts";
import { cosines } from "./similarity.ts";

/** A passage that a concern may be about. */
export interface Anchor {
  readonly passage: Passage;
  /** That the concern is about this passage, calibrated, from 0 to 1. */
  readonly probability: number;
  /** Of this passage, those that the concern speaks of most, best first; never empty. */
  readonly sentences: readonly [Sentence, ...Sentence[]];
}

/** Unit rows of one embedder. */
export interface AnchorRows {
  /** In the order of the concerns. */
  readonly concerns: readonly Float32Array[];
  /** In the order of the index's sentences. */
  readonly sentences: readonly Float32Array[];
}

/** Passages. People name one to three; further ones are noise. */
const MOST_ANCHORS = 5;
/** A passage that is less likely is no anchor. */
const LEAST_PROBABILITY = 0.1;
/** A sentence belongs to what a concern is about where it has this share of what the passage's best has. */
const SENTENCE_SHARE = 0.6;
const MOST_SENTENCES = 3;

/** @param rows undefined without an embedder; `model` has to be of the same kind
 *  @returns for each concern its passages, the most probable first; none for a concern about the whole paper
 *  @throws RangeError where the rows do not belong to concerns and sentences, or the model needs rows and there are none */
export function anchorsOf(
  concerns: readonly Pick<Concern, "text" | "category">[],
  index: AnchorIndex,
  model: LogisticModel,
  rows?: AnchorRows,
): (readonly Anchor[])[] {
  return rankedPassages(concerns, index, model, rows).map(({ ranked, sentences }) =>
    ranked
      .filter(({ probability }) => probability >= LEAST_PROBABILITY)
      .slice(0, MOST_ANCHORS)
      .flatMap(({ k, probability }) => {
        const [passage, [best, ...others]] = [index.passages[k], bestSentences(index, k, sentences)];
        return passage === undefined || best === undefined
          ? []
          : [{ passage, probability, sentences: [best, ...others] as const }];
      }),
  );
}

/** @returns for each concern all passages of the index by number, the most probable first, equals in reading order */
export function rankedPassages(
  concerns: readonly Pick<Concern, "text" | "category">[],
  index: AnchorIndex,
  model: LogisticModel,
  rows?: AnchorRows,
) {
  const alike = rows === undefined ? undefined : alikeness(concerns.length, index, rows);
  return concerns.map((concern, c) => {
    const { signals, sentences } = evidenceFor(concern, index, alike?.[c]);
    const ranked = Array.from(probabilitiesOf(model, signals, index.passages.length), (probability, k) => ({ k, probability }));
    return { ranked: ranked.sort((a, b) => b.probability - a.probability || a.k - b.k), sentences };
  });
}

/** Of each concern with each sentence. @throws RangeError where there are more or fewer rows */
export function alikeness(concerns: number, index: AnchorIndex, rows: AnchorRows): number[][] {
  if (rows.concerns.length !== concerns || rows.sentences.length !== index.sentences.length)
    throw new RangeError(
      `${concerns} concerns and ${index.sentences.length} sentences have ${rows.concerns.length} and ${rows.sentences.length} embeddings`,
    );
  return cosines(rows.concerns, rows.sentences);
}

function bestSentences(index: AnchorIndex, k: number, scores: Float64Array): Sentence[] {
  const [from, to] = index.spans[k] ?? [0, 0];
  const own = index.sentences.slice(from, to).map((sentence, n) => ({ sentence, score: scores[from + n] ?? 0 }));
  const most = Math.max(...own.map(({ score }) => score));
  return own
    .sort((a, b) => b.score - a.score || a.sentence.start - b.sentence.start)
    .filter(({ score }) => score >= SENTENCE_SHARE * most)
    .slice(0, MOST_SENTENCES)
    .map(({ sentence }) => sentence);
}
