/** Where a concern stands, in words that lead there. */
import type { Ledger, LedgerConcern, Place } from "../../revision/index.ts";
import { clip } from "../clip.ts";
import { passageUrl, type Where } from "../links.ts";
import type { Provenance } from "../provenance.ts";
import { markdown } from "../sanitise.ts";

/** Characters of a name, in a line and in a narrow column. */
const LONGEST = 60;
const NARROW = 24;

/** Such as `Methods, line 711`, or `04.methods.md, lines 12–18` where the section is not known. Markdown. */
function placeWords(place: Place, sections: Provenance["sections"], isShort: boolean): string {
  const { file, startLine, endLine } = place;
  const section = sections.find((one) => one.file === file && one.first <= startLine && startLine <= one.last);
  const name = markdown(clip(section?.name ?? file.split("/").at(-1) ?? file, isShort ? NARROW : LONGEST));
  const lines = endLine === startLine ? `${startLine}` : `${startLine}–${endLine}`;
  if (isShort) return `${name} ${lines}`;
  return `${name}, ${endLine === startLine ? "line" : "lines"} ${lines}`;
}

/** @param commit at which the lines are meant; undefined where it is not known: then there is no link
 *  @param isShort for a narrow column */
export function placeLink(
  where: Where,
  commit: string | undefined,
  place: Place,
  sections: Provenance["sections"],
  isShort = false,
): string {
  const url = commit === undefined ? undefined : passageUrl(where, commit, place);
  const words = placeWords(place, sections, isShort);
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
