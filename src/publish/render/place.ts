/** Where a concern stands, in words that lead there. */

import type { Ledger, LedgerConcern, Place } from "../../revision/index.ts";
import { truncate } from "../../text.ts";
import { type PullRequestAddress, passageUrl } from "../links.ts";
import { escapeMarkdown } from "../sanitise.ts";
import type { Provenance } from "../state/provenance.ts";

/** Characters of a name, in a line and in a narrow column. */
const LONGEST = 60;
const NARROW = 24;

/** Such as `Methods, line 711`, or `04.methods.md, lines 12–18` where the section is not known. Markdown. */
function placeWords(place: Place, sections: Provenance["sections"], isShort: boolean): string {
  const { file, startLine, endLine } = place;
  const section = sections.find((one) => one.file === file && one.first <= startLine && startLine <= one.last);
  const name =
    section === undefined ? fileName(file, isShort) : escapeMarkdown(truncate(section.name, isShort ? NARROW : LONGEST));
  return isShort ? `${name} ${lineNumbers(place)}` : `${name}, ${endLine === startLine ? "line" : "lines"} ${lineNumbers(place)}`;
}

function fileName(file: string, isShort: boolean): string {
  return escapeMarkdown(truncate(file.split("/").at(-1) ?? file, isShort ? NARROW : LONGEST));
}

const lineNumbers = ({ startLine, endLine }: Place): string =>
  endLine === startLine ? `${startLine}` : `${startLine}–${endLine}`;

/** @param commit at which the lines are meant; undefined where it is not known: then there is no link
 *  @param isShort for a narrow column */
export function placeLink(
  where: PullRequestAddress,
  commit: string | undefined,
  place: Place,
  sections: Provenance["sections"],
  isShort = false,
): string {
  return linked(placeWords(place, sections, isShort), where, commit, place);
}

/** In a revision that is not the last that was reviewed: its sections are known no more. For a narrow column.
 *  @param files of the paper: where there is one alone, it need not be named */
export function earlierPlaceLink(
  where: PullRequestAddress,
  { place, revision, commit }: LastPlace,
  files: ReadonlySet<string>,
): string {
  const { file, startLine, endLine } = place;
  const isOnly = files.size === 1 && files.has(file);
  const name = isOnly ? (endLine === startLine ? "line" : "lines") : fileName(file, true);
  return `${linked(`${name} ${lineNumbers(place)}`, where, commit, place)} of revision ${revision}`;
}

function linked(words: string, where: PullRequestAddress, commit: string | undefined, place: Place): string {
  const url = commit === undefined ? undefined : passageUrl(where, commit, place);
  return url === undefined ? words : `[${words}](${url})`;
}

export interface LastPlace {
  readonly place: Place;
  /** Number of the revision whose lines they are. */
  readonly revision: number;
  readonly commit: string | undefined;
}

/** Where a concern of the ledger stood last. A review that does not repeat a concern says where it stood before.
 *  @returns undefined for one about the whole paper */
export function lastPlace({ history }: LedgerConcern, { revisions }: Ledger): LastPlace | undefined {
  const event = history.findLast(({ place }) => place !== undefined);
  if (event?.place === undefined) return undefined;
  const at = revisions.findIndex(({ number }) => number === event.revision);
  const meant = revisions[event.outcome === "not repeated" ? at - 1 : at];
  return { place: event.place, revision: meant?.number ?? 0, commit: meant?.label };
}
