/** Two reviewed texts in, their comparison out: what every command that compares has in common. */
import { SettingsError } from "../errors.ts";
import type { Rows } from "../evaluate/index.ts";
import {
  CALIBRATIONS,
  type Calibration,
  type ComparisonResult,
  calibrationOf,
  compareRevisions,
  comparisonOf,
  emptyLedger,
  findAnchorsBy,
  firstRevision,
  type Ledger,
  textsToCompare,
} from "../revision/index.ts";
import { VERSION } from "../version.ts";
import { type EmbeddingFlags, embedTexts } from "./embedded-texts.ts";
import type { ProgressLine } from "./progress-line.ts";
import type { ReviewedText } from "./reviewed-text.ts";
import type { Terminal } from "./terminal.ts";

/** The embedder for concerns that come without a word on theirs: small, and calibrated. */
export const DEFAULT_EMBEDDER = "minilm";

/** @throws SettingsError where the embedder was not calibrated; what embedding throws */
export async function compareReviews(
  old: ReviewedText,
  now: ReviewedText,
  flags: EmbeddingFlags,
  terminal: Terminal,
  progress: ProgressLine,
  signal: AbortSignal,
): Promise<ComparisonResult> {
  const embedder = flags.embedder ?? now.embedder ?? old.embedder ?? DEFAULT_EMBEDDER;
  const calibration = calibrationFor(embedder);
  const before = firstLedger(old);
  const comparison = {
    ledger: before,
    old: old.text,
    now: now.text,
    label: now.label,
    concerns: now.concerns,
    readings: now.readings,
  };
  const texts = textsToCompare(comparison);
  const named = flags.embeddings === undefined ? { ...flags, embedder } : flags;
  const rows = await embedTexts(texts, named, terminal, progress, signal);
  progress.say("comparing");
  const rowOf = rowBy(rows);
  const compared = compareRevisions(comparison, { calibration, rowOf, findAnchors: findAnchorsBy(embedder, rowOf) });
  return comparisonOf({
    toolVersion: VERSION,
    before,
    old: old.label,
    now: now.label,
    embedder,
    compared,
    review: now.review,
  });
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

/** @throws SettingsError where nobody calibrated the embedder */
export function calibrationFor(embedder: string): Calibration {
  return calibrationOf({ name: embedder, sha256: undefined }, CALIBRATIONS);
}

/** @returns the unit row of a text  @throws SettingsError where a text has none */
export function rowBy(rows: Rows): (text: string) => Float32Array {
  return (text) => {
    const row = rows.of(text);
    if (row !== undefined) return row;
    throw new SettingsError({
      code: "embedding-missing",
      at: rows.name,
      fault: `it has no embedding of a text that is compared: ${JSON.stringify(text.slice(0, 80))}`,
      remedy: "Embed all concerns and all sentences of the texts, or name a model with --embedder",
    });
  };
}
