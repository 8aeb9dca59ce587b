/** How many passages one manuscript may have. Beyond it, what was found is no paper, and to go on would exhaust the memory: an error with a name. */
import { ManuscriptError } from "../errors.ts";

/** A book of 300,000 words has some five thousand. */
const MOST_PASSAGES = 60_000;

/** @param file in which the limit was reached  @throws ManuscriptError `too-many-passages` */
export function checkPassageCount(count: number, file: string): void {
  if (count <= MOST_PASSAGES) return;
  throw new ManuscriptError({
    code: "too-many-passages",
    at: file,
    fault: `the manuscript has more than ${MOST_PASSAGES} paragraphs, headings and list items`,
    remedy: "Move data out of the text, or name another file with --manuscript",
  });
}
