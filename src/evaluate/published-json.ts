/** The scores under the published evaluator's own names, so that a script that reads its figures reads ours. */
import type { Intervals } from "./bootstrap.ts";
import { type Scores, share } from "./scores.ts";

/** Rates of a category carry the names of both places in which the published evaluator writes them: its scorer and its result file. */
export function publishedJson(scores: Scores, bootstrap: Intervals | undefined) {
  const { major, minor } = scores;
  return {
    n_articles: scores.articles,
    n_reference_concerns: scores.reference,
    n_tool_concerns: scores.tool,
    n_matched: scores.matched,
    n_figure_excluded: scores.figureExcluded,
    recall: scores.recall,
    precision: scores.precision,
    f1: scores.f1,
    f1_macro: scores.f1Macro,
    recall_major: share(major.found, major.all),
    n_major: major.all,
    n_major_matched: major.found,
    recall_minor: share(minor.found, minor.all),
    n_minor: minor.all,
    n_minor_matched: minor.found,
    per_category: Object.fromEntries(
      Array.from(scores.categories, ([category, { recall, precision, f1, reference, tool, matched }]) => [
        category,
        { recall, precision, f1, f1_micro: f1, n_gt: reference, n_human_concerns: reference, n_tool: tool, n_matched: matched },
      ]),
    ),
    bootstrap: bootstrap === undefined ? null : { recall: bootstrap.recall, precision: bootstrap.precision },
  };
}
