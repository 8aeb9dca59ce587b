/** Where a concern stands, in words that lead there. */
import type { Ledger, LedgerConcern, Place } from "../../revision/index.ts";
import { clip } from "../clip.ts";
import { passageUrl, type Where } from "../links.ts";
import type { Provenance } from "../provenance.ts";
import { markdown } from "../sanitise.ts";

const LONGEST = 60;

/** Such as `Methods, line 711`, or `content/04.methods.md, lines 12–18` where the section is not known. Markdown. */
export function placeWords({ file, startLine, endLine }: Place, sections: Provenance["sections"]): string {
  const section = sections.find((one) => one.file === file && one.first <= startLine && startLine <= one.last);
  const lines = endLine === startLine ? `line ${startLine}` : `lines ${startLine}–${endLine}`;
  return `${markdown(clip(section?.name ?? file, LONGEST))}, ${lines}`;
}

/** @param commit at which the lines are meant; undefined where it is not known: then there is no link */
export function placeLink(where: Where, commit: string | undefined, place: Place, sections: Provenance["sections"]): string {
  const url = commit === undefined ? undefined : passageUrl(where, commit, place);
  const words = placeWords(place, sections);
  return url === undefined ? words : `[${words}](${url})`;
}

/** Where a concern of the ledger stood last, and at which commit.
 *  @returns undefined for one about the whole paper */
export function lastPlace(
  { history }: LedgerConcern,
  { revisions }: Ledger,
): { place: Place; commit: string | undefined; revision: number } | undefined {
  const event = history.findLast(({ place }) => place !== undefined);
  if (event?.place === undefined) return undefined;
  const commit = revisions.find(({ number }) => number === event.revision)?.label;
  return { place: event.place, commit, revision: event.revision };
}
