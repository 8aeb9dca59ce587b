/** From raw predictions to those that the published figures were made of, step by step: repetitions dropped, the first so many kept, two runs united. */
import { type Embeddings, embeddingsOf } from "../embeddings/index.ts";
import { limitConcerns, uniteConcerns, withoutExactDuplicates, withoutNearDuplicates } from "../review/index.ts";
import type { PredictionRow } from "./article-files.ts";

/** How repetitions are found: by their words but for case and white space, or by their cosine with an earlier concern. */
type Repetitions = { readonly by: "words" } | { readonly by: "cosine"; readonly threshold: number };

export interface PostprocessSteps {
  readonly repetitions: Repetitions | undefined;
  /** Concerns of an article that are kept at most; undefined for all. */
  readonly cap: number | undefined;
}
/** Concerns: what came in, and what each step dropped. */
export interface PostprocessCounts {
  readonly before: number;
  readonly blank: number;
  readonly repeated: number;
  readonly beyondCap: number;
  readonly after: number;
}

/** @param embeddings needed for cosines only
 *  @throws SettingsError where a text that is compared has no embedding */
export function postprocess(
  rowsIn: readonly PredictionRow[],
  steps: PostprocessSteps,
  embeddings: Embeddings | undefined,
): { readonly rows: readonly PredictionRow[]; readonly counts: PostprocessCounts } {
  const counts = { before: 0, blank: 0, repeated: 0, beyondCap: 0, after: 0 };
  const out = rowsIn.map((row) => {
    const distinct = withoutRepetitions(row, steps.repetitions, embeddings);
    const kept = steps.cap === undefined ? distinct : { ...distinct, concerns: limitConcerns(distinct.concerns, steps.cap).kept };
    counts.before += row.concerns.length + row.blank;
    counts.blank += row.blank;
    counts.repeated += row.concerns.length - distinct.concerns.length;
    counts.beyondCap += distinct.concerns.length - kept.concerns.length;
    counts.after += kept.concerns.length;
    return kept;
  });
  return { rows: out, counts };
}

function withoutRepetitions(
  row: PredictionRow,
  repetitions: Repetitions | undefined,
  embeddings: Embeddings | undefined,
): PredictionRow {
  if (repetitions === undefined) return row;
  if (repetitions.by === "words") return { ...row, concerns: withoutExactDuplicates(row.concerns).kept };
  const embedded = embeddingsOf(textsOf(row), needed(embeddings));
  return { ...row, concerns: withoutNearDuplicates(row.concerns, embedded, repetitions.threshold).kept };
}

/** Two runs over the same articles as one. Near-duplicates, directly or over others, also within one run, become the longest of the first
 *  run's texts among them, else of the second's.
 *  @param threshold cosine; the published ensemble's is 0.98, for at lower ones everything hangs together
 *  @returns the articles of `a` in its order, then those of `b` alone
 *  @throws SettingsError where a text has no embedding */
export function uniteRuns(
  a: readonly PredictionRow[],
  b: readonly PredictionRow[],
  threshold: number,
  embeddings: Embeddings | undefined,
): readonly PredictionRow[] {
  const inA = new Set(a.map(({ id }) => id));
  const ofB = new Map(b.map((row) => [row.id, row]));
  return [
    ...a.map((row) => unitedRow(row, ofB.get(row.id), threshold, needed(embeddings))),
    ...b.filter(({ id }) => !inA.has(id)).map((row) => unitedRow({ ...row, concerns: [] }, row, threshold, needed(embeddings))),
  ];
}

function unitedRow(a: PredictionRow, b: PredictionRow | undefined, threshold: number, embeddings: Embeddings): PredictionRow {
  const models = [a, ...(b === undefined ? [] : [b])].map((row) => ({
    concerns: row.concerns,
    embeddings: embeddingsOf(textsOf(row), embeddings),
  }));
  const form = a.form === "texts" ? (b?.form ?? a.form) : a.form;
  return { ...a, form, concerns: uniteConcerns(models, threshold).kept };
}

function textsOf({ concerns }: PredictionRow): readonly string[] {
  return concerns.map(({ text }) => text);
}

function needed(embeddings: Embeddings | undefined): Embeddings {
  if (embeddings !== undefined) return embeddings;
  throw new RangeError("cosines need embeddings"); // the command loads embeddings for every step that needs cosines
}
