/** A comparison for a terminal. All foreign text passes the sanitiser here. */

import type { Cause, ComparisonResult } from "../../revision/index.ts";
import { capitalize, fromSnakeCase, truncate } from "../../text.ts";
import { plainText } from "../sanitise.ts";
import { byReason, type ReportItem } from "./item.ts";
import { type DiffRun, quotesOf } from "./quotes.ts";
import { closing, placeWords, type ReportGroup, reportOf } from "./report.ts";

/** Characters a line: as wide as is still read with ease. */
const WIDEST = 100;
const NARROWEST = 40;

/** @param columns of the terminal */
export function comparisonText(result: ComparisonResult, columns: number): string {
  const width = Math.max(NARROWEST, Math.min(WIDEST, columns));
  const { summary, groups } = reportOf(result);
  const { old, new: now, caution, review } = result;
  const head = [
    ...(review?.manuscript.title ? [plainText(review.manuscript.title)] : []),
    old === undefined ? `${plainText(now)}: first review` : `${plainText(now)} compared with ${plainText(old)}`,
  ];
  // Behind the longest id two blanks, so that ids stand in a column of their own.
  const indent = 2 + Math.max(2, ...groups.flatMap(({ items }) => items.map(({ id }) => id.length)));
  return [
    head.flatMap((line) => wrap(line, width)).join("\n"),
    ...(caution === undefined ? [] : [wrap(`CAUTION: ${plainText(caution)}.`, width).join("\n")]),
    wrap(summary, width, " · ").join("\n"),
    ...groups.map((group) => groupText(group, { width, indent })),
    ...closing(result).map((line) => wrap(line, width).join("\n")),
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
  const reasons = byReason(items).map(({ why, items }) => [
    ...(why === undefined ? [] : wrap(`${capitalize(plainText(why))}:`, page.width)),
    ...items.map((item) => shortText(item, page)),
  ]);
  const body = folded ? reasons.flat().join("\n") : items.map((item) => itemText(item, page)).join("\n\n");
  return [heading, ...wrap(meaning, page.width), "", body].join("\n");
}

function itemText(one: ReportItem, { width, indent }: Page): string {
  const { id, weight, text, was, place, why, cause } = one;
  const where = place === undefined ? "whole paper" : plainText(placeWords(place));
  const indented = (words: string, joint = " ") => wrap(words, width - indent, joint).map((line) => " ".repeat(indent) + line);
  const [first = "", ...more] = indented(`${weight} · ${plainText(fromSnakeCase(one.category))} · ${where}`, " · ");
  return [
    id.padEnd(indent) + first.slice(indent),
    ...more,
    ...indented(plainText(text)),
    ...(why === undefined ? [] : indented(`(${plainText(why)})`)),
    ...(was === undefined ? [] : indented(`before: ${plainText(was)}`)),
    ...(cause === undefined ? [] : causeText(cause).flatMap((line) => indented(line))),
  ].join("\n");
}

function causeText({ changes }: Cause): string[] {
  const line = (sign: string, runs: readonly DiffRun[] | undefined) =>
    runs === undefined ? [] : [`${sign} ${runs.map(({ text }) => plainText(text)).join(" ")}`];
  return changes.flatMap((change) => {
    const { before, after } = quotesOf(change.before?.text, change.after?.text);
    return [...line("-", before), ...line("+", after)];
  });
}

/** One line: the beginning is enough to know it by. */
function shortText(one: ReportItem, { width, indent }: Page): string {
  return truncate(`${one.id.padEnd(indent)}${one.weight} · ${plainText(one.text)}`, width);
}

/** @param joint where a line may end; what stands between parts of one line */
function wrap(text: string, width: number, joint = " "): string[] {
  const lines: string[] = [];
  for (const word of text.split(joint)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + joint.length + word.length <= width) lines[lines.length - 1] = line + joint + word;
    else lines.push(word);
  }
  return lines;
}
