/** An evaluation for programs: the published evaluator's names first, and what it has no name for behind them, spelt alike. */
import { type Evaluation, type EvaluationComparison, publishedJson, type Scores, type SweepRow } from "../../evaluate/index.ts";
import type { SameConcern } from "../same-concern.ts";
import type { Shown } from "./evaluation.ts";

export function evaluationJson(evaluation: Evaluation, same: SameConcern, sweepRows: readonly SweepRow[], shown: Shown) {
  const { scores, intervals, sources, withoutReference, skipped } = evaluation;
  return {
    ...publishedJson(scores, intervals),
    n_without_prediction: scores.notPredicted,
    n_without_reference: withoutReference.length,
    n_elements_passed_over: skipped,
    per_source: Object.fromEntries(Array.from(sources, ([source, group]) => [source, brief(group)])),
    settings: { threshold: shown.threshold, embedder: shown.embedder, n_bootstrap: shown.resamples },
    same_concern: sameConcernJson(same),
    ...(sweepRows.length > 0 && {
      sweep: sweepRows.map(({ threshold, cap, dedup, scores: swept }) => ({
        threshold,
        cap: cap === Number.POSITIVE_INFINITY ? null : cap,
        dedup,
        ...brief(swept),
      })),
    }),
  };
}

function brief({ articles, reference, tool, matched, recall, precision, f1 }: Scores) {
  return {
    n_articles: articles,
    n_reference_concerns: reference,
    n_tool_concerns: tool,
    n_matched: matched,
    recall,
    precision,
    f1,
  };
}

/** Another metric, so that everything about it stands under one key, and nothing of it beside the published names. */
function sameConcernJson(same: SameConcern) {
  if (same.kind === "not scored") return { scored: false, reason: same.because };
  const { calibration, scored, comparison, withoutCategory } = same;
  const settings = { calibration: { embedder: calibration.embedder, threshold: calibration.threshold } };
  const { recall, precision } = scored.intervals ?? {};
  const figures =
    comparison === undefined
      ? { ...brief(scored.scores), bootstrap: scored.intervals === undefined ? null : { recall, precision } }
      : {
          before: brief(comparison.before),
          after: brief(comparison.after),
          difference: comparison.difference,
          bootstrap: comparison.intervals ?? null,
        };
  return { scored: true, ...settings, n_without_category: withoutCategory, ...figures };
}

export function comparisonJson(
  { before, after, difference, intervals, better, worse, changes }: EvaluationComparison,
  same: SameConcern,
  shown: Shown,
) {
  return {
    before: publishedJson(before, undefined),
    after: publishedJson(after, undefined),
    difference,
    bootstrap: intervals ?? null,
    n_better: better,
    n_worse: worse,
    changes: changes.map(({ id, before: a, after: b, f1 }) => ({
      article_id: id,
      f1_before: a.f1,
      f1_after: b.f1,
      difference: f1,
    })),
    settings: { threshold: shown.threshold, embedder: shown.embedder, n_bootstrap: shown.resamples },
    same_concern: sameConcernJson(same),
  };
}
