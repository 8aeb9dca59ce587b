/** What a revision did about a concern: the changes that speak to it most, wherever in the paper they stand, and how probable it
 *  is that they address it. Invariant: the same for the same words, whatever the order of concerns, files and lines; a sentence
 *  that stands as it was, or was only moved, is no change. */
import { z } from "zod";
import type { Sentence } from "../../manuscript/index.ts";
import type { Anchor } from "../anchors/anchors.ts";
import { type LogisticModel, logisticModelSchema, probabilitiesOf, type SignalValues } from "../calibration/logistic.ts";
import type { RankedChange } from "../judge.ts";
import type { Quote } from "../ledger/schema.ts";
import {
  type ConcernSignals,
  type EmbeddingOf,
  type JudgedConcern,
  RevisionIndex,
  type SentenceChange,
  signalsOfConcern,
  speaks,
} from "./change-signals.ts";
import type { Changes } from "./changes.ts";
import trained from "./models.json" with { type: "json" };

/** One of the changes that speak to a concern. */
export interface FoundChange {
  readonly ranked: RankedChange;
  readonly change: SentenceChange;
  /** Whether it says something new, so that it may be what addresses the concern. */
  readonly isAnswer: boolean;
  /** Whether a number that the concern names gave way to another that it names. */
  readonly isRepair: boolean;
  /** Whether the new review read it; what went needs no reading. */
  readonly isRead: boolean;
}

export interface ConcernChanges {
  /** Best first, equals in reading order; at most 8. */
  readonly found: readonly FoundChange[];
  /** That what the review read addressed the concern, at least in part, from 0 to 1; 0 where no change says anything new. */
  readonly probability: number;
  /** The same of all changes, read or not. */
  readonly probabilityUnread: number;
}

/** Of each concern what was done about it.
 *  @param anchors of each concern in the old text, the most probable first */
export type FindChanges = (
  concerns: readonly JudgedConcern[],
  anchors: readonly (readonly Anchor[])[],
  changes: Changes,
  isRead: (sentence: Sentence) => boolean,
) => readonly ConcernChanges[];

const share = z.number().min(0).max(1);
const figuresSchema = z.strictObject({
  concerns: z.int(),
  firstThree: share.describe(
    "Share of the concerns that were addressed, at least in part, whose settling change stands among the first three.",
  ),
  firstEight: share,
  /** Of those that the rule calls resolved the share that was addressed, at least in part. */
  precision: share,
  /** Of those that were addressed in full the share that the rule calls resolved. */
  recall: share,
});
export type ChangeFigures = Readonly<z.infer<typeof figuresSchema>>;

export const changeModelSchema = z.strictObject({
  ranking: logisticModelSchema.describe("That a change is the one that settles a concern."),
  addressed: logisticModelSchema.describe("That all changes together address a concern, at least in part."),
});
export type ChangeModel = Readonly<z.infer<typeof changeModelSchema>>;

/** Trained on labelled manuscripts, each with the figures that it reached on papers that it had not seen. */
const MODELS = z
  .record(z.string(), z.strictObject({ sha256: z.string().optional(), model: changeModelSchema, figures: figuresSchema }))
  .parse(trained);

/** An embedder without a model of its own has no say, as with anchors: then words alone decide.
 *  @param embeddingOf of concerns and sentences   @param sha256 of the embedder's weights, where they are known */
export function changeFinder(embedder: string, embeddingOf: (text: string) => Float32Array, sha256?: string): FindChanges {
  const [own, words] = [MODELS[embedder], MODELS["words"]];
  if (words === undefined) throw new RangeError("models.json has no model of words alone");
  const isOwn = own !== undefined && embedder !== "words" && (sha256 === undefined || sha256 === own.sha256);
  const { model } = isOwn ? own : words;
  return (concerns, anchors, changes, isRead) =>
    changesFound(
      { concerns, anchors, index: new RevisionIndex(changes), embeddingOf: isOwn ? embeddingOf : undefined },
      model,
      isRead,
    );
}

/** Changes of a concern that are reported. */
const MOST_CHANGES = 8;

/** The concerns of the old revision and what changed. */
export interface ChangesInput {
  readonly concerns: readonly JudgedConcern[];
  /** Of each concern in the old text, the most probable first. */
  readonly anchors: readonly (readonly Anchor[])[];
  readonly index: RevisionIndex;
  /** Undefined for a model of words alone. */
  readonly embeddingOf: EmbeddingOf;
}

/** @returns one for each concern, in their order */
export function changesFound(
  { concerns, anchors, index, embeddingOf }: ChangesInput,
  model: ChangeModel,
  isRead: (sentence: Sentence) => boolean = () => true,
): ConcernChanges[] {
  const isReadChange = ({ after }: SentenceChange) => after === undefined || isRead(after);
  const read = index.list.filter(isReadChange);
  const relevanceOf = ({ ranking }: ConcernSignals) => probabilitiesIn(model.ranking, ranking);
  const probabilityOf = (signals: ConcernSignals, relevance: Float64Array) =>
    signals.addressed === undefined
      ? 0
      : (probabilitiesIn(model.addressed, [{ ...signals.addressed, speaks: speaks(relevance, signals.isAnswer) }])[0] ?? 0);
  const cosines = embeddingOf === undefined ? [] : index.cosinesOf(concerns, embeddingOf);
  return concerns.map((concern, c): ConcernChanges => {
    const signalsOf = (list?: readonly SentenceChange[]) => signalsOfConcern(concern, anchors[c] ?? [], index, cosines[c], list);
    const all = signalsOf();
    const relevance = relevanceOf(all);
    const found = index.list.map((change, k) => ({ change, k, relevance: relevance[k] ?? 0 }));
    const probabilityUnread = probabilityOf(all, relevance);
    const probabilityOfRead = () => {
      const signals = signalsOf(read);
      return probabilityOf(signals, relevanceOf(signals));
    };
    return {
      found: found
        .sort((a, b) => b.relevance - a.relevance || a.k - b.k)
        .slice(0, MOST_CHANGES)
        .map(({ change, k, relevance }) => ({
          ranked: rankedChange(change, relevance),
          change,
          isAnswer: all.isAnswer[k] === true,
          isRepair: all.repairs[k] === true,
          isRead: isReadChange(change),
        })),
      probability: read.length === index.list.length ? probabilityUnread : probabilityOfRead(),
      probabilityUnread,
    };
  });
}

/** @returns of each row a probability */
export function probabilitiesIn(model: LogisticModel, rows: readonly SignalValues[]): Float64Array {
  const columns = Object.keys(model.signals).map((name) => [name, Float64Array.from(rows, (row) => row[name] ?? Number.NaN)]);
  return probabilitiesOf(model, Object.fromEntries(columns), rows.length);
}

function rankedChange({ kind, before, after }: SentenceChange, relevance: number): RankedChange {
  return {
    kind,
    ...(before === undefined ? {} : { before: quoteOf(before) }),
    ...(after === undefined ? {} : { after: quoteOf(after) }),
    relevance,
  };
}

export function quoteOf({ file, startLine, endLine, text }: Sentence): Quote {
  return { file, startLine, endLine, text };
}
