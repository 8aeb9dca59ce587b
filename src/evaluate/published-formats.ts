/** Scores in formats that other programs read: under the published evaluator's own names as JSON, and for each article as a table (CSV, RFC 4180). */
import type { Intervals } from "./bootstrap.ts";
import { type ArticleScore, ratesOf, type Scores, share } from "./scores.ts";

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

const COLUMNS = [
  "article_id",
  "source",
  "predicted",
  "n_reference_concerns",
  "n_tool_concerns",
  "n_matched",
  "n_figure_excluded",
];
const RATES = ["recall", "precision", "f1", "n_major", "n_major_matched", "n_minor", "n_minor_matched"];

/** A table that any spreadsheet reads. */
export function articlesCsv(articles: readonly ArticleScore[]): string {
  const lines = articles.map((article) => {
    const { recall, precision, f1 } = ratesOf(article);
    const { id, source, predicted, reference, tool, matched, figureExcluded, major, minor } = article;
    return [
      ...[id, source ?? "", predicted, reference, tool, matched, figureExcluded],
      ...[recall, precision, f1, major.all, major.found, minor.all, minor.found],
    ];
  });
  return [[...COLUMNS, ...RATES], ...lines].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

/** A spreadsheet runs a text that begins like a formula, so such an id gets an apostrophe before it. */
function cell(value: string | number | boolean): string {
  if (typeof value !== "string") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
