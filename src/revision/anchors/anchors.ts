/** Which passages a concern is about. Invariant: deterministic, and the same for the same words; every passage is compared with all others of the paper.
 *  Fails towards "the whole paper": a passage that is only a guess is no anchor, and what is anchored nowhere is never resolved by silence. */

import { z } from "zod";
import type { Concern } from "../../concern.ts";
import { cosineMatrix } from "../../embeddings/index.ts";
import type { Passage } from "../../manuscript/index.ts";
import { type LogisticModel, probabilitiesOf } from "../calibration/logistic.ts";
import { type ManuscriptText, passagesOf, type Sentence, sentencesByPassage, sentencesOf } from "../changes/sentences.ts";
import trained from "./models.json" with { type: "json" };
import { PaperIndex } from "./paper-index.ts";
import { evidenceFor } from "./signals.ts";

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
  index: PaperIndex,
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
  index: PaperIndex,
  model: LogisticModel,
  rows?: AnchorRows,
) {
  const alike = rows === undefined ? undefined : sentenceCosines(concerns.length, index, rows);
  return concerns.map((concern, c) => {
    const { signals, sentences } = evidenceFor(concern, index, alike?.[c]);
    const ranked = Array.from(probabilitiesOf(model, signals, index.passages.length), (probability, k) => ({ k, probability }));
    return { ranked: ranked.sort((a, b) => b.probability - a.probability || a.k - b.k), sentences };
  });
}

/** Of each concern with each sentence. @throws RangeError where there are more or fewer rows */
export function sentenceCosines(concerns: number, index: PaperIndex, rows: AnchorRows): number[][] {
  if (rows.concerns.length !== concerns || rows.sentences.length !== index.sentences.length)
    throw new RangeError(
      `${concerns} concerns and ${index.sentences.length} sentences have ${rows.concerns.length} and ${rows.sentences.length} embeddings`,
    );
  return cosineMatrix(rows.concerns, rows.sentences);
}

function bestSentences(index: PaperIndex, k: number, scores: Float64Array): Sentence[] {
  const [from, to] = index.spans[k] ?? [0, 0];
  const own = index.sentences.slice(from, to).map((sentence, n) => ({ sentence, score: scores[from + n] ?? 0 }));
  const most = Math.max(...own.map(({ score }) => score));
  return own
    .sort((a, b) => b.score - a.score || a.sentence.start - b.sentence.start)
    .filter(({ score }) => score >= SENTENCE_SHARE * most)
    .slice(0, MOST_SENTENCES)
    .map(({ sentence }) => sentence);
}

// ----- from src/revision/find-anchors.ts
/** Anchors with what an embedder says of sentences: brings index, model and rows together. */

/** An embedder without a model of its own has no say: `anchorModelFor` tells.
 *  @param rowOf unit rows of that embedder   @param sha256 of its weights, where they are known */
export function anchorFinder(embedder: string, rowOf: (text: string) => Float32Array, sha256?: string): FindAnchors {
  const { basis, model } = anchorModelFor(embedder, sha256);
  const rowsOf = (texts: readonly { readonly text: string }[]) => texts.map(({ text }) => rowOf(text));
  return (concerns, text, sentences) => {
    const index = new PaperIndex(text, sentences);
    const rows =
      basis === "words and embeddings" ? { concerns: rowsOf(concerns), sentences: rowsOf(index.sentences) } : undefined;
    return anchorsOf(concerns, index, model, rows);
  };
}

/** Where concerns belong in a text, ranked; none for a concern about the whole. Of `sentences`, which are cut already, the same objects come out. */
export type FindAnchors = (
  concerns: readonly Concern[],
  text: ManuscriptText,
  sentences: ReadonlyMap<Passage, readonly Sentence[]>,
) => readonly (readonly Anchor[])[];

/** Where concerns belong in one text. */
export function anchorsIn(concerns: readonly Concern[], text: ManuscriptText, find: FindAnchors): readonly (readonly Anchor[])[] {
  return find(concerns, text, sentencesByPassage(text));
}

/** All texts that `anchorsIn` asks rows of. */
export function textsToAnchor(concerns: readonly Concern[], text: ManuscriptText): ReadonlySet<string> {
  return new Set([...concerns, ...passagesOf(text).flatMap(sentencesOf)].map(({ text }) => text));
}

// ----- from src/revision/anchor-models.ts
/** The anchors' models that were trained on labels/, each with the figures that it reached on papers that it had not seen. */

const share = z.number().min(0).max(1);
const trainedModel = z.strictObject({
  sha256: z.string().optional(),
  model: z.strictObject({
    intercept: z.number(),
    signals: z.record(z.string(), z.strictObject({ mean: z.number(), scale: z.number().positive(), weight: z.number() })),
  }),
  figures: z.strictObject({
    concerns: z.int(),
    first: share,
    firstThree: share,
    firstByPaper: z.record(z.string(), share),
    brier: share,
  }),
});
const models = z.record(z.string(), trainedModel).parse(trained);

/** What anchors rest on. */
export const ANCHOR_BASES = ["words and embeddings", "words"] as const;
export type AnchorBasis = (typeof ANCHOR_BASES)[number];

export interface AnchorModel {
  readonly basis: AnchorBasis;
  readonly model: LogisticModel;
  /** On papers that it had not seen: share of concerns whose passage stood first, or among the first three. */
  readonly figures: { readonly first: number; readonly firstThree: number };
}

/** The embedder's own model, else that of words alone, which finds nearly as much. To train one takes the labelled manuscripts themselves, which are not
 *  in this repository, so that calibrating an embedder makes none.
 *  @param sha256 of the embedder's weights, where they are known: a model holds for those that it was trained with */
export function anchorModelFor(embedder: string, sha256: string | undefined): AnchorModel {
  const [own, words] = [models[embedder], models["words"]];
  if (own !== undefined && embedder !== "words" && (sha256 === undefined || sha256 === own.sha256))
    return { basis: "words and embeddings", ...own };
  if (words === undefined) throw new RangeError("anchor-models.json has no model of words alone");
  return { basis: "words", ...words };
}

/** By words alone; for every embedder that has no model of its own it is the one to use, without rows: it finds nearly as much.
 *  @param embedder such as `minilm`
 *  @returns undefined where none was trained for this embedder */
export function anchorModel(embedder?: string): LogisticModel | undefined {
  return models[embedder ?? "words"]?.model;
}
