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
  compareRevisions,
  comparisonOf,
  emptyLedger,
  type FindAnchors,
  firstRevision,
  type Ledger,
  type RevisionComparison,
  textsToCompare,
} from "../revision/index.ts";
import { VERSION } from "../version.ts";
import type { CalibrationForWeights } from "./calibrations.ts";
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
}

/** @param previous undefined for the first review of a paper: all that it raises is new
 *  @param notes what people must know of the previous revision
 *  @throws SettingsError where the embedder's weights were not calibrated; what embedding throws */
export async function compareReviews(
  previous: PreviousText | undefined,
  current: ReviewedText,
  { embedder, calibration, embed, log }: ComparisonDependencies,
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
  const means = { calibration: calibration(embeddings.sha256), embeddingOf, findAnchors };
  const compared = previous === undefined ? firstCompared(current, findAnchors) : compareRevisions(comparison, means);
  return comparisonOf({
    toolVersion: VERSION,
    before: ledger,
    old: previous?.afresh === true ? undefined : previous?.label,
    now: current.label,
    embedder,
    anchoredBy: anchorModelFor(embedder, embeddings.sha256).basis,
    compared,
    review: current.review,
    notes,
  });
}

function firstCompared({ label, concerns, text }: ReviewedText, findAnchors: FindAnchors): RevisionComparison {
  const anchors = anchorsIn(concerns, text, findAnchors);
  return { ...firstRevision(label, concerns, anchors), changes: undefined, matches: [], anchors, evidence: [] };
}

/** The ledger after a review that knew of none: its concerns stand, and nobody looked yet where. */
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
