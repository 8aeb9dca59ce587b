/** A comparison as Markdown, for an issue, a pull request or a file. All foreign text passes the sanitiser here. */
import type { ComparisonResult } from "../../revision/index.ts";
import { capitalize } from "../../text.ts";
import { countText, type ReportGroup } from "../report/groups.ts";
import { byReason, placeText, type ReportItem, severityText } from "../report/items.ts";
import { reportOf } from "../report/report.ts";
import { escapeMarkdown } from "../sanitise.ts";
import { bold, folded, itemHead, quoteBlock } from "./blocks.ts";

export function comparisonMarkdown(result: ComparisonResult): string {
  const { cosmetic, groups, remarks } = reportOf(result);
  const { old, new: now, caution, notes = [], review } = result;
  return [
    `## ${escapeMarkdown(review?.manuscript.title ?? "Two revisions compared")}`,
    old === undefined ? `${escapeMarkdown(now)}: first review` : `${escapeMarkdown(now)} compared with ${escapeMarkdown(old)}`,
    ...(caution === undefined ? [] : [`> **Caution:** ${escapeMarkdown(caution)}.`]),
    ...notes.map((note) => `> **Note:** ${escapeMarkdown(note)}`),
    ...(cosmetic === undefined ? [] : [bold(cosmetic)]),
    ...(groups.length === 0 ? [] : [groups.map((group) => countText(group, bold)).join(" · ")]),
    ...groups.filter(({ items }) => items.length > 0).map(groupMarkdown),
    ...(remarks.length === 0 ? [] : ["---", ...remarks]),
  ]
    .join("\n\n")
    .concat("\n");
}

function groupMarkdown({ title, meaning, folded: isFolded, items }: ReportGroup): string {
  if (!isFolded) return `### ${title}\n\n${meaning}\n\n${items.map(itemMarkdown).join("\n")}`;
  const body = byReason(items).map(({ reason, items }) =>
    [...(reason === undefined ? [] : [`*${capitalize(reason)}:*\n`]), ...items.map(shortItem)].join("\n"),
  );
  return folded(`<b>${title}</b>: ${items.length}`, [meaning, ...body].join("\n\n"));
}

/** Head and text, below them what only some ask for. */
function itemMarkdown(item: ReportItem): string {
  const { text, textBefore, reason, cause, place } = item;
  const where = place === undefined ? "whole paper" : escapeMarkdown(placeText(place));
  const note = cause !== undefined || reason === undefined ? "" : `  \n  *${capitalize(reason)}.*`;
  return [
    `- ${itemHead(item, where)}  `,
    `  ${escapeMarkdown(text)}${note}`,
    ...(cause === undefined
      ? []
      : [`${folded(capitalize(reason ?? "what changed"), quoteBlock(cause, "  ", Number.POSITIVE_INFINITY), "  ")}\n`]),
    ...(textBefore === undefined ? [] : [`${folded("Wording before", `  > ${escapeMarkdown(textBefore)}`, "  ")}\n`]),
  ].join("\n");
}

function shortItem(item: ReportItem): string {
  const where = item.place === undefined ? "" : ` · ${escapeMarkdown(placeText(item.place))}`;
  return `- **${item.id}** · ${severityText(item, bold)}${where} · ${escapeMarkdown(item.text)}`;
}
