/** Text that must fit: written anew in shorter and shorter stages. Invariant: what a stage leaves out is said in the text itself. */
import { OutputError } from "../errors.ts";

/** UTF-16 units, and so code points too: GitHub takes 65,536 of either, and counts in ways that differ. */
export const LONGEST_BODY = 65_000;

/** @param write the text at a stage, 0 the fullest   @param stages how many there are   @param limit UTF-16 units
 *  @throws OutputError where not even the last stage fits */
export function shortenToFit(write: (stage: number) => string, stages: number, limit: number = LONGEST_BODY): string {
  for (let stage = 0; stage < stages; stage++) {
    const text = write(stage);
    if (text.length <= limit) return text;
  }
  throw new OutputError({
    code: "publication-too-large",
    at: "comment on the pull request",
    fault: `what must be said does not fit into ${limit} characters, however much is left out`,
    remedy: "Dismiss concerns that are settled, or begin anew with /bioreview full",
  });
}
