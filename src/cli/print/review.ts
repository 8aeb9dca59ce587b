/** A review, or a comparison of two, in each format of a result. */
import { fileAndLine } from "../../data-file.ts";
import {
  comparisonMarkdown,
  comparisonText,
  countLine,
  escapeMarkdown,
  noteLines,
  plainText,
  textWidth,
} from "../../publish/index.ts";
import type { ReviewResult } from "../../review/index.ts";
import type { ComparisonResult } from "../../revision/index.ts";
import { fromSnakeCase, truncate, wrap } from "../../text.ts";
import { jsonText } from "./blocks.ts";
import { type PlacedConcern, placedConcerns, placedOpenConcerns, rdjsonText, sarifText } from "./diagnostics.ts";

export const RESULT_FORMATS = ["text", "json", "markdown", "sarif", "rdjson"] as const;
export type ResultFormat = (typeof RESULT_FORMATS)[number];

/** @param columns of the terminal   @param folder that the paths of the manuscript start from, as seen from where the result is read */
export function renderReview(result: ReviewResult, format: ResultFormat, columns: number, folder: string): string {
  const context = { folder, root: result.manuscript.root };
  switch (format) {
    case "text":
      return reviewText(result, columns);
    case "markdown":
      return reviewMarkdown(result);
    case "json":
      return jsonText(result);
    case "sarif":
      return sarifText(placedConcerns(result), context);
    case "rdjson":
      return rdjsonText(placedConcerns(result), context);
  }
}

/** In the formats of linters: what is open. @param columns of the terminal   @param folder as of `renderReview` */
export function renderComparison(result: ComparisonResult, format: ResultFormat, columns: number, folder: string): string {
  const context = { folder, root: result.review?.manuscript.root ?? "" };
  switch (format) {
    case "text":
      return comparisonText(result, columns);
    case "markdown":
      return comparisonMarkdown(result);
    case "json":
      return jsonText(result);
    case "sarif":
      return sarifText(placedOpenConcerns(result), context);
    case "rdjson":
      return rdjsonText(placedOpenConcerns(result), context);
  }
}

const INDENT = "    ";
/** Characters of the sentence that a concern is about: enough to find it. */
const LONGEST_QUOTE = 200;

/** A review for a terminal. @param columns of the terminal */
function reviewText(result: ReviewResult, columns: number): string {
  const width = textWidth(columns);
  const { manuscript, concerns, caution } = result;
  const head = [
    ...wrap(plainText(manuscript.title ?? "(no title)"), width),
    `${manuscript.format}, ${plainText(manuscript.root)} · ${plainText(manuscript.revision)}`,
  ];
  const placed = placedConcerns(result);
  const items = concerns.map(({ text, quote }, at) => {
    const said = [text, ...(quote === undefined ? [] : [`At: “${truncate(quote, LONGEST_QUOTE)}”`])];
    const lines = said.flatMap((part) => wrap(plainText(part), width - INDENT.length).map((line) => INDENT + line));
    return [headOf(placed[at]), ...lines].join("\n");
  });
  const notes = noteLines(result).flatMap((line) => wrap(plainText(line), width));
  return [
    head.join("\n"),
    ...(caution === undefined ? [] : [wrap(`CAUTION: ${caution}.`, width).join("\n")]),
    countLine(result),
    ...items,
    notes.join("\n"),
  ]
    .join("\n\n")
    .concat("\n");
}

/** Such as `C3  major · design flaw · methods.md:12`. */
function headOf(concern: PlacedConcern | undefined): string {
  if (concern === undefined) throw new RangeError("each concern has a place, if only the whole paper");
  const { id, severity, category, place } = concern;
  const where = place === undefined ? "whole paper" : fileAndLine(place.file, place.startLine);
  return `${id.padEnd(INDENT.length - 1)} ${severity} · ${fromSnakeCase(category)} · ${plainText(where)}`;
}

/** A review as it can be pasted into an issue or kept in a repository. */
function reviewMarkdown(result: ReviewResult): string {
  const { manuscript, concerns, caution } = result;
  const placed = placedConcerns(result);
  const items = concerns.map(({ text, category, severity, quote }, at) => {
    const { id = "", place } = placed[at] ?? {};
    const where = place === undefined ? "whole paper" : escapeMarkdown(fileAndLine(place.file, place.startLine));
    return (
      `- **${id}** · **${severity}** · ${fromSnakeCase(category)} · ${where}  \n  ${escapeMarkdown(text)}` +
      (quote === undefined ? "" : `\n  > ${escapeMarkdown(truncate(quote, LONGEST_QUOTE))}`)
    );
  });
  return [
    `## Review of ${escapeMarkdown(manuscript.title ?? "a manuscript without a title")}`,
    ...(caution === undefined ? [] : [`> **Caution:** ${caution}.`]),
    `**${countLine(result)}**`,
    ...(items.length === 0 ? [] : [items.join("\n")]),
    "---",
    noteLines(result)
      .map((line) => `- ${escapeMarkdown(line)}`)
      .join("\n"),
  ]
    .join("\n\n")
    .concat("\n");
}
