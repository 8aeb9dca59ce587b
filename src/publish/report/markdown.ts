/** A comparison as Markdown, for an issue, a pull request or a file. All foreign text passes the sanitiser here. */

import type { Cause, ComparisonResult } from "../../revision/index.ts";
import { capitalize, fromSnakeCase } from "../../text.ts";
import { escapeMarkdown } from "../sanitise.ts";
import { byReason, type ReportItem } from "./item.ts";
import { type DiffRun, quotesOf } from "./quotes.ts";
import { closing, type GroupCount, majorsWords, placeWords, type ReportGroup, reportOf } from "./report.ts";

export function comparisonMarkdown(result: ComparisonResult): string {
  const { summary, counts, groups } = reportOf(result);
  const { old, new: now, caution, review } = result;
  const last = closing(result);
  return [
    `## ${escapeMarkdown(review?.manuscript.title ?? "Two revisions compared")}`,
    old === undefined ? `${escapeMarkdown(now)}: first review` : `${escapeMarkdown(now)} compared with ${escapeMarkdown(old)}`,
    ...(caution === undefined ? [] : [`> **Caution:** ${escapeMarkdown(caution)}.`]),
    result.cosmetic ? `**${summary}**` : counts.map(countMarkdown).join(" · "),
    ...groups.map(groupMarkdown),
    ...(last.length === 0 ? [] : ["---", ...last]),
  ]
    .join("\n\n")
    .concat("\n");
}

function countMarkdown(count: GroupCount): string {
  const words = `${count.number} ${count.what}`;
  return `${count.folded ? words : `**${words}**`}${majorsWords(count)}`;
}

function groupMarkdown({ title, meaning, folded, items }: ReportGroup): string {
  if (folded) {
    const body = byReason(items).map(({ why, items }) =>
      [...(why === undefined ? [] : [`*${capitalize(why)}:*\n`]), ...items.map(shortItem)].join("\n"),
    );
    const summary = `<b>${title}</b>: ${items.length}`;
    return `<details><summary>${summary}</summary>\n\n${[meaning, ...body].join("\n\n")}\n\n</details>`;
  }
  return `### ${title}\n\n${meaning}\n\n${items.map(item).join("\n")}`;
}

function head(one: ReportItem): string {
  const where = one.place === undefined ? "whole paper" : placeWords(one.place);
  return `**${one.id}** · ${weight(one)} · ${escapeMarkdown(fromSnakeCase(one.category))} · ${escapeMarkdown(where)}`;
}

function weight({ severity, severityBefore }: ReportItem): string {
  const now = severity === "major" || severityBefore !== undefined ? `**${severity}**` : severity;
  return severityBefore === undefined ? now : `${severityBefore} → ${now}`;
}

/** Head and text, below them what only some ask for. */
function item(one: ReportItem): string {
  const { text, was, why, cause } = one;
  const lines = [`- ${head(one)}  `, `  ${escapeMarkdown(text)}`];
  if (cause !== undefined) lines.push(...folded(capitalize(why ?? "what changed"), causeLines(cause)));
  else if (why !== undefined) lines[1] += `  \n  *${capitalize(why)}.*`;
  if (was !== undefined) lines.push(...folded("Wording before", [`> ${escapeMarkdown(was)}`]));
  return lines.join("\n");
}

/** @param summary ours: it stands in HTML, where the sanitiser's escapes do not hold */
function folded(summary: string, body: readonly string[]): string[] {
  return [`  <details><summary>${summary}</summary>`, "", ...body.map((line) => `  ${line}`), "", "  </details>", ""];
}

/** Before and now stand as quotes: long lines in a diff block would have to be scrolled. */
function causeLines({ changes }: Cause): string[] {
  const quote = (label: string, runs: readonly DiffRun[] | undefined) =>
    runs === undefined ? [] : [`> **${label}** ${runs.map(runMarkdown).join(" ")}`];
  const lines = changes.flatMap((change) => {
    const { before, after } = quotesOf(change.before?.text, change.after?.text);
    return [...quote("before:", before), ...quote("now:", after)];
  });
  return lines.flatMap((line, k) => (k === 0 ? [line] : [">", line]));
}

function runMarkdown({ text, changed }: DiffRun): string {
  const words = escapeMarkdown(text);
  return changed && words !== "" ? `<b>${words}</b>` : words;
}

function shortItem(one: ReportItem): string {
  const where = one.place === undefined ? "" : ` · ${escapeMarkdown(placeWords(one.place))}`;
  return `- **${one.id}** · ${weight(one)}${where} · ${escapeMarkdown(one.text)}`;
}
