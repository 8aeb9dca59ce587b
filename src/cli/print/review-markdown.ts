/** A review as Markdown, as it can be pasted into an issue or kept in a repository. */

import { escapeMarkdown } from "../../publish/index.ts";
import type { ReviewResult } from "../../review/index.ts";
import { fromSnakeCase } from "../../text.ts";
import { countLine, noteLines } from "./review-words.ts";

export function reviewMarkdown(result: ReviewResult): string {
  const { manuscript, concerns, caution } = result;
  const items = concerns.map(
    ({ text, category, severity }, at) => `${at + 1}. **${severity}** · ${fromSnakeCase(category)}  \n   ${escapeMarkdown(text)}`,
  );
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
