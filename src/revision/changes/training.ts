/** Learns from labelled manuscripts which change settles a concern, and whether a revision addressed it. Invariant: every figure
 *  is of papers that took no part in the fit; a concern that the revision would address only in what was taken out of it again
 *  counts as not addressed, so that what a concern is like is never reason enough. */
import type { Category, Severity } from "../../concern.ts";
import type { Anchor } from "../anchors/anchors.ts";
import { type Example, fitLogistic, roundedAll } from "../calibration/logistic.ts";
import {
  addressedSignalNames,
  type ConcernSignals,
  type EmbeddingOf,
  type RevisionIndex,
  rankingSignalNames,
  type SentenceChange,
  signalsOfConcern,
  speaks,
} from "./change-signals.ts";
import { RESOLVED_PROBABILITY } from "./passage-change.ts";
import { type ChangeFigures, type ChangeModel, changesFound, probabilitiesIn } from "./ranked-changes.ts";

export interface LabelledOutcome {
  readonly text: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly outcome: "addressed" | "partly" | "addressed or partly" | "not";
  /** Where in the new text that was done. */
  readonly where?: { readonly file: string; readonly line: number; readonly quote: string } | undefined;
}

/** A revision of a paper, with what it did about concerns. */
export interface LabelledRevision {
  /** Revisions of one paper have one name, and are left out together. */
  readonly paper: string;
  readonly index: RevisionIndex;
  readonly concerns: readonly LabelledOutcome[];
  /** Of each concern in the old text; by a model that has not seen the paper. */
  readonly anchors: readonly (readonly Anchor[])[];
  /** Undefined for words alone. */
  readonly embeddingOf: EmbeddingOf;
}

/** On the standardised signals. From 1 to 30 the figures hardly move. */
const PENALTY = 10;
const RANKING_PENALTY = 3;
/** Changes that are left of a revision without the one that settles a concern. */
const LEFT = [1, 3, 10] as const;
/** Of one concern, by a model that has not seen its paper. */
export interface HeldOutConcern {
  readonly paper: string;
  readonly concern: LabelledOutcome;
  readonly probability: number;
  /** Of the first of the changes that may be an answer; undefined where there is none. */
  readonly relevance: number | undefined;
  /** Where the settling change stands among those that were found, from 0; undefined where it is not among them or not known. */
  readonly place: number | undefined;
}

/** @param revisions of at least two papers; all with embeddings, or none
 *  @returns the model of all, how it does on each paper when it has seen the others alone, and that in short */
export function trainChanges(revisions: readonly LabelledRevision[]): {
  readonly model: ChangeModel;
  readonly heldOut: readonly HeldOutConcern[];
  readonly figures: ChangeFigures;
} {
  const examples = new Map(revisions.map((revision) => [revision, examplesOf(revision)]));
  const fitted = (chosen: readonly LabelledRevision[]): ChangeModel => {
    const withEmbeddings = chosen.every(({ embeddingOf }) => embeddingOf !== undefined);
    const all = chosen.flatMap((revision) => examples.get(revision) ?? []);
    const ranked = all.flatMap((one) => one.ranking);
    const ranking = roundedAll(fitLogistic(ranked, rankingSignalNames(withEmbeddings), RANKING_PENALTY));
    const addressed = all.flatMap((one) =>
      one.addressed.map(({ signals, is }) => {
        const relevance = probabilitiesIn(ranking, signals.ranking);
        return { signals: { ...signals.addressed, speaks: speaks(relevance, signals.isAnswer) }, is };
      }),
    );
    return { ranking, addressed: roundedAll(fitLogistic(addressed, addressedSignalNames(withEmbeddings), PENALTY)) };
  };
  const heldOut = [...new Set(revisions.map(({ paper }) => paper))].flatMap((paper) => {
    const model = fitted(revisions.filter((revision) => revision.paper !== paper));
    return revisions.filter((revision) => revision.paper === paper).flatMap((revision) => judged(revision, model));
  });
  return { model: fitted(revisions), heldOut, figures: figuresOf(heldOut) };
}

interface Examples {
  /** Of the changes of each concern that was addressed. */
  readonly ranking: readonly Example[];
  /** Of each concern, with all changes and without the one that settles it. */
  readonly addressed: readonly { readonly signals: ConcernSignals; readonly is: boolean }[];
}

function examplesOf({ index, concerns, anchors, embeddingOf }: LabelledRevision): Examples {
  const ranking: Example[] = [];
  const addressed: { signals: ConcernSignals; is: boolean }[] = [];
  const cosines = embeddingOf === undefined ? [] : index.cosinesOf(concerns, embeddingOf);
  for (const [c, concern] of concerns.entries()) {
    const signals = signalsOfConcern(concern, anchors[c] ?? [], index, cosines[c]);
    const settling = settlingChange(concern, index);
    const isAddressed = concern.outcome !== "not";
    if (isAddressed && settling !== undefined)
      for (const [k, values] of signals.ranking.entries()) ranking.push({ signals: values, is: index.list[k] === settling });
    addressed.push({ signals, is: isAddressed });
    if (isAddressed && settling === undefined) continue;
    const left = changesLeft(index, settling, c);
    addressed.push({ signals: signalsOfConcern(concern, anchors[c] ?? [], index, cosines[c], left), is: false });
  }
  return { ranking, addressed: addressed.filter((one) => one.signals.addressed !== undefined) };
}

/** A few changes, evenly over the revision, none of the passage in which the concern was settled. */
function changesLeft({ list }: RevisionIndex, settling: SentenceChange | undefined, c: number): readonly SentenceChange[] {
  const passage = settling?.after?.passage;
  const others = list.filter(({ after }) => passage === undefined || after?.passage !== passage);
  const step = Math.max(1, Math.floor(others.length / (LEFT[c % LEFT.length] ?? 1)));
  return others.filter((_, k) => k % step === c % step).slice(0, LEFT[c % LEFT.length]);
}

/** The change in whose new sentence the labelled quote stands; a sentence may be cut otherwise than the labeller quoted it. */
function settlingChange({ where }: LabelledOutcome, { list }: RevisionIndex): SentenceChange | undefined {
  const quote = plain(where?.quote ?? "");
  if (quote === "") return undefined;
  return list.find(({ after }) => {
    const text = plain(after?.text ?? "");
    return text.includes(quote) || (text.length >= LEAST_QUOTED && quote.includes(text));
  });
}

/** Characters of a sentence that is recognised by its occurrence in a quote. */
const LEAST_QUOTED = 20;

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function judged(revision: LabelledRevision, model: ChangeModel): HeldOutConcern[] {
  const { paper, index, concerns } = revision;
  return changesFound(revision, model).map(({ found, probability }, c) => {
    const concern = concerns[c];
    if (concern === undefined) throw new RangeError(`there is no concern ${c}`);
    const settling = settlingChange(concern, index);
    const place = found.findIndex(({ change }) => change === settling);
    const relevance = found.find(({ isAnswer }) => isAnswer)?.ranked.relevance;
    return { paper, concern, probability, relevance, place: place === -1 ? undefined : place };
  });
}

function figuresOf(heldOut: readonly HeldOutConcern[]): ChangeFigures {
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const done = heldOut.filter(({ concern }) => concern.outcome !== "not");
  const resolved = heldOut.filter(({ probability }) => probability >= RESOLVED_PROBABILITY);
  const inFull = (list: readonly HeldOutConcern[]) => list.filter(({ concern }) => concern.outcome === "addressed").length;
  const among = (places: number) => done.filter(({ place }) => place !== undefined && place < places).length;
  return roundedAll({
    concerns: heldOut.length,
    firstThree: share(among(3), done.length),
    firstEight: share(among(8), done.length),
    precision: share(resolved.filter(({ concern }) => concern.outcome !== "not").length, resolved.length),
    recall: share(inFull(resolved), inFull(heldOut)),
  });
}
