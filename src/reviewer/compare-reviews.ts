/** Two reviewed texts in, their comparison out: what every front that compares has in common. */
import type { Embeddings } from "../embeddings/index.ts";
import { SettingsError } from "../errors.ts";
import {
  anchorModelFor,
  anchorsIn,
  type Compared,
  type ComparisonResult,
  compareRevisions,
  comparisonOf,
  emptyLedger,
  type FindAnchors,
  findAnchorsBy,
  firstRevision,
  type Ledger,
  type ManuscriptText,
  textsToCompare,
} from "../revision/index.ts";
import { VERSION } from "../version.ts";
import { calibrationFor } from "./own-calibrations.ts";
import type { ReviewedText } from "./reviewed-text.ts";
import type { Workplace } from "./workplace.ts";

/** The embedder for concerns that come without a profile: small, and calibrated. */
export const DEFAULT_EMBEDDER = "minilm";

/** Where the embeddings of a comparison come from. */
export interface Embedding {
  /** Says where the user's own calibrations lie. */
  readonly env: Workplace["env"];
  /** The embedder that was asked for; undefined: that of the reviews' profile. */
  readonly embedder: string | undefined;
  /** @throws what embedding throws */
  embed(texts: ReadonlySet<string>, embedder: string): Promise<Embeddings>;
}

/** What is known of the revision before. */
export interface EarlierText extends Pick<ReviewedText, "label" | "concerns" | "ledger" | "matching"> {
  /** Undefined where it is gone, or not to be looked at. */
  readonly text: ManuscriptText | undefined;
  /** Whether the paper is to be looked at as if for the first time; the ledger then holds what was dismissed, and no more. */
  readonly afresh?: boolean;
}

/** @param old undefined for the first review of a paper: all that it raises is new
 *  @param say what happens now
 *  @throws SettingsError where the embedder was not calibrated; what embedding throws */
export async function compareReviews(
  old: EarlierText | undefined,
  now: ReviewedText,
  embedding: Embedding,
  say: (what: string) => void,
): Promise<ComparisonResult> {
  const embedder = embedding.embedder ?? now.matching ?? old?.matching ?? DEFAULT_EMBEDDER;
  await calibrationFor({ name: embedder, sha256: undefined }, embedding.env); // that there is none is told before a model runs
  const before = old === undefined ? emptyLedger() : firstLedger(old);
  const comparison = {
    ledger: before,
    old: old?.text,
    now: now.text,
    label: now.label,
    concerns: now.concerns,
    readings: now.readings,
    ...(old?.afresh === true ? { afresh: true } : {}),
  };
  const embeddings = await embedding.embed(textsToCompare(comparison), embedder);
  say("comparing");
  const rowOf = rowBy(embeddings);
  const { sha256 } = embeddings;
  const calibration = await calibrationFor({ name: embedder, sha256 }, embedding.env);
  const means = { calibration, rowOf, findAnchors: findAnchorsBy(embedder, rowOf, sha256) };
  const compared = old === undefined ? firstCompared(now, means.findAnchors) : compareRevisions(comparison, means);
  return comparisonOf({
    toolVersion: VERSION,
    before,
    old: old?.afresh === true ? undefined : old?.label,
    now: now.label,
    embedder,
    anchoredBy: anchorModelFor(embedder, sha256).basis,
    compared,
    review: now.review,
  });
}

function firstCompared({ label, concerns, text }: ReviewedText, findAnchors: FindAnchors): Compared {
  const anchors = anchorsIn(concerns, text, findAnchors);
  return { ...firstRevision(label, concerns, anchors), changes: undefined, matches: [], anchors };
}

/** What is known so far; of a first review its own ledger, where nobody looked yet its concerns stand. */
export function firstLedger({ label, concerns, ledger }: Pick<ReviewedText, "label" | "concerns" | "ledger">): Ledger {
  if (ledger !== undefined) return ledger;
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
export function rowBy(embeddings: Embeddings, remedy = EMBED_ALL): (text: string) => Float32Array {
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
