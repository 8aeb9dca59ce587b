/** One concern of a review as an item of a list: name, weight, category and place, below them its words. */

import type { ComparisonResult } from "../../revision/index.ts";
import { capitalize, fromSnakeCase, truncate, truncateToSentence } from "../../text.ts";
import type { Item } from "../comparison/item.ts";
import { reportOf } from "../comparison/report.ts";
import type { Where } from "../links.ts";
import type { Provenance } from "../provenance.ts";
import { markdown, plain } from "../sanitise.ts";
import { placeLink } from "./place.ts";

/** Characters of a concern that is told in full elsewhere. */
const BEGINNING = 160;

/** What the report says of each concern, by name. */
export function itemsOf(comparison: ComparisonResult): ReadonlyMap<string, Item> {
  return new Map(reportOf(comparison).groups.flatMap(({ items }) => items.map((item) => [item.id, item])));
}

/** Where its place is linked to. */
interface Shown {
  readonly where: Where;
  readonly head: string;
  readonly provenance: Provenance | undefined;
}

/** An item of a list. @param length characters of its text; the beginning alone where the full text stands elsewhere */
export function toldItem(item: Item, bullet: string, shown: Shown, length: number | "beginning"): string {
  const isShort = length === "beginning";
  const indent = " ".repeat(bullet.length + 1);
  const text = markdown(isShort ? truncateToSentence(plain(item.text), BEGINNING) : truncate(plain(item.text), length));
  const notes = [
    ...(item.why === undefined ? [] : [`${indent}*${markdown(capitalize(item.why))}.*`]),
    ...(item.was === undefined || isShort
      ? []
      : [`${indent}Before: ${markdown(truncateToSentence(plain(item.was), BEGINNING))}`]),
  ];
  return [`${bullet} ${headOf(item, shown)}  `, [`${indent}${text}`, ...notes].join("  \n")].join("\n");
}

function headOf(item: Item, { where, head, provenance }: Shown): string {
  const at = item.place === undefined ? "whole paper" : placeLink(where, head, item.place, provenance?.sections ?? []);
  return `**${item.id}** · ${weightWords(item)} · ${markdown(fromSnakeCase(item.category))} · ${at}`;
}

/** Such as `minor → **major**`. */
export function weightWords({ severity, severityBefore }: Item): string {
  const now = severity === "major" || severityBefore !== undefined ? `**${severity}**` : severity;
  return severityBefore === undefined ? now : `${severityBefore} → ${now}`;
}
