/** The scores of each article as a table that any spreadsheet reads (RFC 4180). */
import type { ArticleScore } from "./score-article.ts";
import { ratesOf } from "./scores.ts";

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
