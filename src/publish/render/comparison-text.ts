/** A comparison for a terminal. All foreign text passes the sanitiser here. */
import type { Cause, ComparisonResult } from "../../revision/index.ts";
import { capitalize, fromSnakeCase, truncate, wrap } from "../../text.ts";
import { countText, type ReportGroup } from "../report/groups.ts";
import { byReason, placeText, type ReportItem, severityText } from "../report/items.ts";
import { type DiffRun, quotesOf } from "../report/quotes.ts";
import { reportOf } from "../report/report.ts";
import { plainText } from "../sanitise.ts";

/** Characters a line: as wide as is still read with ease. */
const WIDEST = 100;
const NARROWEST = 40;

/** @param columns of the terminal
 *  @returns characters a line */
export function textWidth(columns: number): number {
  return Math.max(NARROWEST, Math.min(WIDEST, columns));
}

/** @param columns of the terminal */
export function comparisonText(result: ComparisonResult, columns: number): string {
  const width = textWidth(columns);
  const { cosmetic, groups, remarks } = reportOf(result);
  const { old, new: now, caution, notes = [], review } = result;
  const head = [
    ...(review?.manuscript.title ? [plainText(review.manuscript.title)] : []),
    old === undefined ? `${plainText(now)}: first review` : `${plainText(now)} compared with ${plainText(old)}`,
  ];
  // Behind the longest id two blanks, so that ids stand in a column of their own.
  const indent = 2 + Math.max(2, ...groups.flatMap(({ items }) => items.map(({ id }) => id.length)));
  return [
    head.flatMap((line) => wrap(line, width)).join("\n"),
    ...(caution === undefined ? [] : [wrap(`CAUTION: ${plainText(caution)}.`, width).join("\n")]),
    ...notes.map((note) => wrap(`Note: ${plainText(note)}`, width).join("\n")),
    ...(cosmetic === undefined ? [] : [wrap(cosmetic, width).join("\n")]),
    ...(groups.length === 0 ? [] : [wrap(groups.map((group) => countText(group)).join(" · "), width, " · ").join("\n")]),
    ...groups.filter(({ items }) => items.length > 0).map((group) => groupText(group, { width, indent })),
    ...remarks.map((line) => wrap(line, width).join("\n")),
  ]
    .join("\n\n")
    .concat("\n");
}

interface Page {
  readonly width: number;
  readonly indent: number;
}

function groupText({ title, meaning, folded, items }: ReportGroup, page: Page): string {
  const heading = `${title.toUpperCase()} (${items.length})`;
  const reasons = byReason(items).map(({ reason, items }) => [
    ...(reason === undefined ? [] : wrap(`${capitalize(plainText(reason))}:`, page.width)),
    ...items.map((item) => shortText(item, page)),
  ]);
  const body = folded ? reasons.flat().join("\n") : items.map((item) => itemText(item, page)).join("\n\n");
  return [heading, ...wrap(meaning, page.width), "", body].join("\n");
}

function itemText(item: ReportItem, { width, indent }: Page): string {
  const { id, category, text, textBefore, place, reason, cause } = item;
  const where = place === undefined ? "whole paper" : plainText(placeText(place));
  const indented = (words: string, joint = " ") => wrap(words, width - indent, joint).map((line) => " ".repeat(indent) + line);
  const [first = "", ...more] = indented(`${severityText(item)} · ${plainText(fromSnakeCase(category))} · ${where}`, " · ");
  return [
    id.padEnd(indent) + first.slice(indent),
    ...more,
    ...indented(plainText(text)),
    ...(reason === undefined ? [] : indented(`(${plainText(reason)})`)),
    ...(textBefore === undefined ? [] : indented(`before: ${plainText(textBefore)}`)),
    ...(cause === undefined ? [] : causeLines(cause).flatMap((line) => indented(line))),
  ].join("\n");
}

function causeLines({ changes }: Cause): string[] {
  const line = (sign: string, runs: readonly DiffRun[] | undefined) =>
    runs === undefined ? [] : [`${sign} ${runs.map(({ text }) => plainText(text)).join(" ")}`];
  return changes.flatMap((change) => {
    const { before, after } = quotesOf(change.before?.text, change.after?.text);
    return [...line("-", before), ...line("+", after)];
  });
}

/** One line: the beginning is enough to know it by. */
function shortText(item: ReportItem, { width, indent }: Page): string {
  return truncate(`${item.id.padEnd(indent)}${severityText(item)} · ${plainText(item.text)}`, width);
}
