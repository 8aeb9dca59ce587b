/** Two reviewed texts in, their comparison out: what every caller that compares has in common. */
import type { Concern } from "../concern.ts";
import type { Embeddings } from "../embeddings/index.ts";
import { SettingsError } from "../errors.ts";
import type { ManuscriptText } from "../manuscript/index.ts";
import {
  anchorFinder,
  anchorModelFor,
  anchorsIn,
  type ComparisonResult,
  changeFinder,
  comparisonOf,
  decideComparison,
  emptyLedger,
  type FindAnchors,
  firstRevision,
  type JudgeQuestion,
  type Ledger,
  type PreparedComparison,
  prepareComparison,
  type RevisionComparison,
  textsToCompare,
} from "../revision/index.ts";
import { VERSION } from "../version.ts";
import type { CalibrationForWeights } from "./calibrations.ts";
import type { Judged } from "./judge.ts";
import type { ReviewerLog } from "./model-servers.ts";
import type { ReviewedText } from "./reviewed-text.ts";

/** The embedder for concerns that come without a profile: small, and calibrated. */
export const DEFAULT_EMBEDDER = "minilm";

/** What is known of the revision before, as far as a comparison needs it. */
export interface PreviousText {
  readonly label: string;
  readonly ledger: Ledger;
  /** Undefined where it is gone, or not to be looked at. */
  readonly text: ManuscriptText | undefined;
  /** Whether the paper is to be looked at as if for the first time; the ledger then holds what was dismissed, and no more. */
  readonly afresh?: boolean;
}

export interface ComparisonDependencies {
  /** By whose embeddings concerns are matched. */
  readonly embedder: string;
  readonly calibration: CalibrationForWeights;
  /** @throws what embedding throws */
  embed(texts: ReadonlySet<string>): Promise<Embeddings>;
  readonly log: Pick<ReviewerLog, "progress">;
  /** Puts concerns, by id, to a judge that reads; asked only where there are some. Without it the rule alone decides.
   *  @throws what opening the judge throws */
  judge?(questions: ReadonlyMap<string, JudgeQuestion>): Promise<Judged>;
}

/** @param previous undefined for the first review of a paper: all that it raises is new
 *  @param notes what people must know of the previous revision
 *  @throws SettingsError where the embedder's weights were not calibrated; what embedding throws */
export async function compareReviews(
  previous: PreviousText | undefined,
  current: ReviewedText,
  { embedder, calibration, embed, log, judge }: ComparisonDependencies,
  notes: readonly string[] = [],
): Promise<ComparisonResult> {
  const ledger = previous?.ledger ?? emptyLedger();
  const comparison = {
    ledger,
    old: previous?.text,
    now: current.text,
    label: current.label,
    concerns: current.concerns,
    readings: current.readings,
    ...(previous?.afresh === true ? { afresh: true } : {}),
  };
  const embeddings = await embed(textsToCompare(comparison));
  log.progress("comparing");
  const embeddingOf = embeddingLookup(embeddings);
  const findAnchors = anchorFinder(embedder, embeddingOf, embeddings.sha256);
  const findChanges = changeFinder(embedder, embeddingOf, embeddings.sha256);
  const means = { calibration: calibration(embeddings.sha256), embeddingOf, findAnchors, findChanges };
  const prepared = previous === undefined ? undefined : prepareComparison(comparison, means);
  const questions = prepared === undefined ? new Map() : questionsOf(prepared);
  const judged: Judged =
    questions.size === 0 || judge === undefined ? { judgements: new Map(), notes: [] } : await judge(questions);
  const compared = prepared === undefined ? firstCompared(current, findAnchors) : decideComparison(prepared, judged.judgements);
  return comparisonOf({
    toolVersion: VERSION,
    before: ledger,
    old: previous?.afresh === true ? undefined : previous?.label,
    now: current.label,
    embedder,
    anchoredBy: anchorModelFor(embedder, embeddings.sha256).basis,
    compared,
    review: current.review,
    notes: [...notes, ...judged.notes],
  });
}

/** What a judge may decide: of the concerns that were not raised again, those to which some change may speak. */
function questionsOf({ ledger, evidence }: PreparedComparison): ReadonlyMap<string, JudgeQuestion> {
  const concerns = new Map(ledger.concerns.map((concern) => [concern.id, concern]));
  return new Map(
    evidence.flatMap(({ id, before, changes, isRepeated }): [string, JudgeQuestion][] => {
      const concern = concerns.get(id);
      return concern === undefined || isRepeated || changes.length === 0 ? [] : [[id, { concern, before, changes }]];
    }),
  );
}

function firstCompared({ label, concerns, text }: ReviewedText, findAnchors: FindAnchors): RevisionComparison {
  const anchors = anchorsIn(concerns, text, findAnchors);
  return { ...firstRevision(label, concerns, anchors), changes: undefined, matches: [], anchors, evidence: [] };
}

/** The ledger after a review that knew of none: its concerns are open, and their places are not known yet. */
export function firstLedger(label: string, concerns: readonly Concern[]): Ledger {
  if (concerns.length === 0) return { ...emptyLedger(), revisions: [{ number: 1, label, kind: "reviewed" }] };
  return firstRevision(
    label,
    concerns,
    concerns.map(() => []),
  ).ledger;
}

const EMBED_ALL = "Embed all concerns and all sentences of the texts, or name a model with --embedder";

/** @param remedy where a file of embeddings lacks some
 *  @returns the embedding of a text  @throws SettingsError where a text has none */
export function embeddingLookup(embeddings: Embeddings, remedy = EMBED_ALL): (text: string) => Float32Array {
  return (text) => {
    const embedding = embeddings.of(text);
    if (embedding !== undefined) return embedding;
    throw new SettingsError({
      code: "embedding-missing",
      at: embeddings.name,
      fault: `it has no embedding of a text that is compared: ${JSON.stringify(text.slice(0, 80))}`,
      remedy,
    });
  };
}
