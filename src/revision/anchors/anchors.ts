/** Which passages a concern is about. Invariant: deterministic, and the same for the same words; every passage is compared with
 *  all others of the paper. Fails towards "the whole paper": a passage that is only a guess is no anchor, and what is anchored
 *  nowhere is never resolved by silence. */
import { z } from "zod";
import type { Concern } from "../../concern.ts";
import { cosineMatrix } from "../../embeddings/index.ts";
import type { Passage } from "../../manuscript/index.ts";
import { type ManuscriptText, passagesOf, type Sentence, sentencesByPassage, sentencesOf } from "../../manuscript/index.ts";
import { type LogisticModel, logisticModelSchema, probabilitiesOf } from "../calibration/logistic.ts";
import trained from "./models.json" with { type: "json" };
import { PaperIndex } from "./paper-index.ts";
import { evidenceFor } from "./signals.ts";

/** A passage that a concern may be about. */
export interface Anchor {
  readonly passage: Passage;
  /** That the concern is about this passage, calibrated, from 0 to 1. */
  readonly probability: number;
  /** Of this passage, those that the concern shares most with, best first; never empty. */
  readonly sentences: readonly [Sentence, ...Sentence[]];
}

type AnchoredConcern = Pick<Concern, "text" | "category" | "quote">;
/** The unit vector of a text that was embedded. */
type EmbeddingOf = (text: string) => Float32Array;

/** Passages. People name one to three; further ones are noise. */
const MOST_ANCHORS = 5;
/** A passage that is less likely is no anchor. */
const LEAST_PROBABILITY = 0.1;
/** A sentence belongs to what a concern is about where it has this share of the score of the passage's best. */
const SENTENCE_SHARE = 0.6;
const MOST_SENTENCES = 3;

/** @param embeddingOf undefined without an embedder; `model` has to be of the same kind
 *  @returns for each concern its passages, the most probable first; none for a concern about the whole paper
 *  @throws RangeError where the model needs embeddings and there are none */
export function anchorsOf(
  concerns: readonly AnchoredConcern[],
  index: PaperIndex,
  model: LogisticModel,
  embeddingOf?: EmbeddingOf,
): (readonly Anchor[])[] {
  return rankedPassages(concerns, index, model, embeddingOf).map(({ ranked, sentences }, c) => {
    const quoted = quotedAnchor(concerns[c]?.quote, index);
    const guessed = ranked
      .filter(({ probability }) => probability >= LEAST_PROBABILITY)
      .slice(0, MOST_ANCHORS)
      .flatMap(({ k, probability }) => {
        const [passage, [best, ...others]] = [index.passages[k], bestSentences(index, k, sentences)];
        return passage === undefined || best === undefined
          ? []
          : [{ passage, probability, sentences: [best, ...others] as const }];
      });
    return [...quoted, ...guessed.filter(({ passage }) => passage !== quoted[0]?.passage)].slice(0, MOST_ANCHORS);
  });
}

/** The sentence that a concern quotes, where the text still has it: what the model was asked about is no guess. */
function quotedAnchor(quote: string | undefined, { sentences }: PaperIndex): Anchor[] {
  const found = quote === undefined ? undefined : sentences.find(({ text }) => text === quote);
  return found === undefined ? [] : [{ passage: found.passage, probability: 1, sentences: [found] }];
}

/** @returns for each concern all passages of the index by number, the most probable first, equals in reading order */
export function rankedPassages(
  concerns: readonly AnchoredConcern[],
  index: PaperIndex,
  model: LogisticModel,
  embeddingOf?: EmbeddingOf,
) {
  const cosines = sentenceCosines(concerns, index, embeddingOf);
  return concerns.map((concern, c) => {
    const { signals, sentences } = evidenceFor(concern, index, cosines?.[c]);
    const ranked = Array.from(probabilitiesOf(model, signals, index.passages.length), (probability, k) => ({ k, probability }));
    return { ranked: ranked.sort((a, b) => b.probability - a.probability || a.k - b.k), sentences };
  });
}

/** Of each concern with each sentence; undefined without an embedder. */
export function sentenceCosines(
  concerns: readonly AnchoredConcern[],
  { sentences }: PaperIndex,
  embeddingOf: EmbeddingOf | undefined,
): number[][] | undefined {
  if (embeddingOf === undefined) return undefined;
  const embeddings = (list: readonly { readonly text: string }[]) => list.map(({ text }) => embeddingOf(text));
  return cosineMatrix(embeddings(concerns), embeddings(sentences));
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

/** Where concerns belong in a text, ranked; none for a concern about the whole. Of `sentences`, which are cut already, the same
 *  objects come out. */
export type FindAnchors = (
  concerns: readonly Concern[],
  text: ManuscriptText,
  sentences: ReadonlyMap<Passage, readonly Sentence[]>,
) => readonly (readonly Anchor[])[];

/** An embedder without a model of its own has no say: `anchorModelFor` tells.
 *  @param sha256 of its weights, where they are known */
export function anchorFinder(embedder: string, embeddingOf: EmbeddingOf, sha256?: string): FindAnchors {
  const { basis, model } = anchorModelFor(embedder, sha256);
  return (concerns, text, sentences) =>
    anchorsOf(concerns, new PaperIndex(text, sentences), model, basis === "words" ? undefined : embeddingOf);
}

/** Where concerns belong in one text. */
export function anchorsIn(concerns: readonly Concern[], text: ManuscriptText, find: FindAnchors): readonly (readonly Anchor[])[] {
  return find(concerns, text, sentencesByPassage(text));
}

/** All texts that `anchorsIn` asks embeddings of. */
export function textsToAnchor(concerns: readonly Concern[], text: ManuscriptText): ReadonlySet<string> {
  return new Set([...concerns, ...passagesOf(text).flatMap(sentencesOf)].map(({ text }) => text));
}

const share = z.number().min(0).max(1);
/** Trained on labels/, each with the figures that it reached there and on labels/outcomes, on papers that it had not seen. */
const MODELS = z
  .record(
    z.string(),
    z.strictObject({
      sha256: z.string().optional(),
      model: logisticModelSchema,
      figures: z.record(
        z.enum(["labels", "outcomes"]),
        z.strictObject({
          concerns: z.int(),
          first: share,
          firstThree: share,
          firstByPaper: z.record(z.string(), share),
          brier: share,
        }),
      ),
    }),
  )
  .parse(trained);

/** What anchors rest on. */
export const ANCHOR_BASES = ["words and embeddings", "words"] as const;
export type AnchorBasis = (typeof ANCHOR_BASES)[number];

export interface AnchorModel {
  readonly basis: AnchorBasis;
  readonly model: LogisticModel;
  /** On papers that it had not seen, for each set of labels: share of concerns whose passage stood first, or among the first three. */
  readonly figures: Readonly<Record<"labels" | "outcomes", { readonly first: number; readonly firstThree: number }>>;
}

/** The embedder's own model, else that of words alone, which finds nearly as much. To train one takes the labelled manuscripts
 *  themselves, which are not in this repository, so that calibrating an embedder makes none.
 *  @param sha256 of the embedder's weights, where they are known: a model holds for those that it was trained with */
export function anchorModelFor(embedder: string, sha256: string | undefined): AnchorModel {
  const [own, words] = [MODELS[embedder], MODELS["words"]];
  if (own !== undefined && embedder !== "words" && (sha256 === undefined || sha256 === own.sha256))
    return { basis: "words and embeddings", ...own };
  if (words === undefined) throw new RangeError("models.json has no model of words alone");
  return { basis: "words", ...words };
}
