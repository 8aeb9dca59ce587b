/** One concern of a review as an item of a list: name, weight, category and place, below them its words. */

import type { ComparisonResult } from "../../revision/index.ts";
import { capitalize, fromSnakeCase, truncate, truncateToSentence } from "../../text.ts";
import type { PullRequestAddress } from "../links.ts";
import type { ReportItem } from "../report/item.ts";
import { reportOf } from "../report/report.ts";
import { escapeMarkdown, plainText } from "../sanitise.ts";
import type { Provenance } from "../state/provenance.ts";
import { placeLink } from "./place.ts";

/** Characters of a concern that is told in full elsewhere. */
const BEGINNING = 160;

/** What the report says of each concern, by name. */
export function itemsOf(comparison: ComparisonResult): ReadonlyMap<string, ReportItem> {
  return new Map(reportOf(comparison).groups.flatMap(({ items }) => items.map((item) => [item.id, item])));
}

/** Where its place is linked to. */
interface Shown {
  readonly where: PullRequestAddress;
  readonly head: string;
  readonly provenance: Provenance | undefined;
}

/** An item of a list. @param length characters of its text; the beginning alone where the full text stands elsewhere */
export function concernItem(item: ReportItem, bullet: string, shown: Shown, length: number | "beginning"): string {
  const isShort = length === "beginning";
  const indent = " ".repeat(bullet.length + 1);
  const text = escapeMarkdown(
    isShort ? truncateToSentence(plainText(item.text), BEGINNING) : truncate(plainText(item.text), length),
  );
  const notes = [
    ...(item.why === undefined ? [] : [`${indent}*${escapeMarkdown(capitalize(item.why))}.*`]),
    ...(item.was === undefined || isShort
      ? []
      : [`${indent}Before: ${escapeMarkdown(truncateToSentence(plainText(item.was), BEGINNING))}`]),
  ];
  return [`${bullet} ${headOf(item, shown)}  `, [`${indent}${text}`, ...notes].join("  \n")].join("\n");
}

function headOf(item: ReportItem, { where, head, provenance }: Shown): string {
  const at = item.place === undefined ? "whole paper" : placeLink(where, head, item.place, provenance?.sections ?? []);
  return `**${item.id}** · ${weightWords(item)} · ${escapeMarkdown(fromSnakeCase(item.category))} · ${at}`;
}

/** Such as `minor → **major**`. */
export function weightWords({ severity, severityBefore }: ReportItem): string {
  const now = severity === "major" || severityBefore !== undefined ? `**${severity}**` : severity;
  return severityBefore === undefined ? now : `${severityBefore} → ${now}`;
}
