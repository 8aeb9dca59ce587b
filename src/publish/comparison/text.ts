/** A comparison for a terminal. All foreign text passes the sanitiser here. */
import type { Cause, ComparisonResult } from "../../revision/index.ts";
import { plain } from "../sanitise.ts";
import { closing, type Group, type Item, placeWords, reportOf } from "./report.ts";

/** Characters a line: as wide as is still read with ease. */
const WIDEST = 100;
const INDENT = "    ";
const NARROWEST = 40;

/** @param columns of the terminal */
export function comparisonText(result: ComparisonResult, columns: number): string {
  const width = Math.max(NARROWEST, Math.min(WIDEST, columns));
  const { summary, groups } = reportOf(result);
  const { old, new: now, caution, review } = result;
  const head = [
    ...(review?.manuscript.title ? wrap(plain(review.manuscript.title), width) : []),
    old === undefined ? `${plain(now)}: first review` : `${plain(now)} compared with ${plain(old)}`,
  ];
  return [
    head.join("\n"),
    ...(caution === undefined ? [] : [wrap(`CAUTION: ${plain(caution)}.`, width).join("\n")]),
    wrap(summary, width).join("\n"),
    ...groups.map((group) => groupText(group, width)),
    ...closing(result).map((line) => wrap(line, width).join("\n")),
  ]
    .join("\n\n")
    .concat("\n");
}

function groupText({ title, meaning, folded, items }: Group, width: number): string {
  const heading = `${title.toUpperCase()} (${items.length})`;
  const body = items.map((item) => (folded ? shortText(item, width) : itemText(item, width)));
  return [heading, ...wrap(meaning, width), "", body.join(folded ? "\n" : "\n\n")].join("\n");
}

function itemText(one: Item, width: number): string {
  const { id, weight, category, text, was, place, why, cause } = one;
  const where = place === undefined ? "whole paper" : plain(placeWords(place));
  const indented = (words: string) => wrap(words, width - INDENT.length).map((line) => INDENT + line);
  return [
    `${id.padEnd(INDENT.length)}${weight} · ${plain(category.replaceAll("_", " "))} · ${where}`,
    ...indented(plain(text)),
    ...(why === undefined ? [] : indented(`(${plain(why)})`)),
    ...(was === undefined ? [] : indented(`before: ${plain(was)}`)),
    ...(cause === undefined ? [] : causeText(cause).flatMap(indented)),
  ].join("\n");
}

function causeText({ changes }: Cause): string[] {
  return changes.flatMap(({ before, after }) => [
    ...(before === undefined ? [] : [`- ${plain(before.text)}`]),
    ...(after === undefined ? [] : [`+ ${plain(after.text)}`]),
  ]);
}

/** One line: the beginning is enough to know it by. */
function shortText({ id, weight, text, why }: Item, width: number): string {
  const line = `${id.padEnd(INDENT.length)}${weight} · ${plain(text)}`;
  const cut = line.length > width ? `${line.slice(0, width - 1)}…` : line;
  return why === undefined ? cut : `${cut}\n${INDENT}(${plain(why)})`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
