/** Whether the calibrated score can stand beside the published one. Invariant: where the embedder is not known, or not calibrated, there is a
 *  reason in place of a figure, never a guess. */
import { setImmediate } from "node:timers/promises";
import { EMBEDDING_MODELS } from "../../profiles/profiles.ts";
import type { Embeddings } from "../embeddings/index.ts";
import { InterruptedError, SettingsError } from "../errors.ts";
import {
  calibratedMatcher,
  compareEvaluations,
  type Evaluation,
  type EvaluationComparison,
  type Matcher,
  type ScoredArticles,
  scoreArticlesWithPauses,
} from "../evaluate/index.ts";
import { loadCalibrations } from "../reviewer/index.ts";
import type { Calibration, EmbedderIdentity } from "../revision/index.ts";
import type { EmbeddingFlags } from "./embedded-texts.ts";
import type { Terminal } from "./terminal.ts";

interface NotScored {
  readonly kind: "not scored";
  /** A sentence, or several. */
  readonly because: string;
}
type Rule = { readonly kind: "calibrated"; readonly calibration: Calibration; readonly matcher: Matcher } | NotScored;

export type SameConcern =
  | {
      readonly kind: "scored";
      readonly calibration: Calibration;
      /** Of the only file, or of the one after. */
      readonly scored: ScoredArticles;
      readonly comparison: EvaluationComparison | undefined;
      /** Predictions that are compared with references and have no category, which is one of the signals. */
      readonly withoutCategory: number;
    }
  | NotScored;

/** @throws SettingsError where a calibration of the user's own is damaged, or a file's rows cannot be of the embedder that the flags name */
export async function sameConcernRule(made: Embeddings, flags: EmbeddingFlags, env: Terminal["env"]): Promise<Rule> {
  const embedder = embedderOf(made, flags);
  if (embedder === undefined)
    return {
      kind: "not scored",
      because: "--embeddings does not say which embedder made its rows. Name it with --embedder.",
    };
  try {
    const calibration = (await loadCalibrations(embedder.name, env))(embedder.sha256);
    return { kind: "calibrated", calibration, matcher: calibratedMatcher(calibration) };
  } catch (error) {
    if (error instanceof SettingsError && error.code === "embedder-not-calibrated")
      return { kind: "not scored", because: error.message };
    throw error;
  }
}

/** Articles between two reports of progress and checks for an interrupt: some tens of milliseconds. */
const LOOK_EVERY = 10;

interface SameConcernInput {
  readonly evaluation: Evaluation;
  /** Where two files are compared, the one before. */
  readonly before: Evaluation | undefined;
  readonly resamples: number;
}

/** The scores by the calibrated rule; what a rule that cannot score says, where it cannot.
 *  @throws the signal's reason, with what was done */
export async function sameConcern(
  rule: Rule,
  { evaluation, before, resamples }: SameConcernInput,
  onProgress: (activity: string) => void,
  signal: AbortSignal,
): Promise<SameConcern> {
  if (rule.kind === "not scored") return rule;
  const { calibration, matcher } = rule;
  const score = ({ articles }: Evaluation, resamples: number) =>
    scoreArticlesWithPauses(articles, { matcher, resamples }, async (done) => {
      if (done % LOOK_EVERY > 0) return;
      onProgress(`looking for the same concerns: ${done} of ${articles.length} articles`);
      await setImmediate();
      if (signal.aborted) throw interrupted(signal.reason, evaluation, `${done} of ${articles.length}`);
    });
  const scored = await score(evaluation, resamples);
  const earlier = before === undefined ? undefined : await score(before, 0);
  const compared = evaluation.articles.filter(({ reference }) => reference.length > 0);
  return {
    kind: "scored",
    calibration,
    scored,
    comparison: earlier === undefined ? undefined : compareEvaluations(earlier.perArticle, scored.perArticle, resamples),
    withoutCategory: compared.flatMap(({ tool }) => tool).filter(({ category }) => category === undefined).length,
  };
}

/** The published score is done before this one begins. */
function interrupted(reason: unknown, { scores }: Evaluation, done: string): unknown {
  const [recall, precision, f1] = [scores.recall, scores.precision, scores.f1].map((value) => value.toFixed(3));
  if (reason instanceof InterruptedError)
    reason.unfinished = [
      `the published score was done: recall ${recall}, precision ${precision}, F1 ${f1}`,
      `the same concerns were looked for in ${done} articles`,
    ];
  return reason;
}

/** Which embedder made the embeddings: the embedder that was asked, or the one that the user says made the file. */
function embedderOf(made: Embeddings, { embeddings, embedder: name }: EmbeddingFlags): EmbedderIdentity | undefined {
  if (embeddings === undefined) return { name: made.name, sha256: made.sha256 };
  if (name === undefined) return undefined;
  const dimensions = EMBEDDING_MODELS.find(({ id }) => id === name)?.dimensions;
  if (dimensions !== undefined && made.dimensions > 0 && dimensions !== made.dimensions)
    throw new SettingsError({
      code: "embeddings-of-another",
      at: embeddings,
      fault: `its rows have ${made.dimensions} numbers, and those of ${name} have ${dimensions}`,
      remedy: "Name with --embedder the model that made them, or leave it out",
    });
  return { name, sha256: undefined };
}
