/** What the sections of the training articles were called: four names by what the heading contains, all others by their own letters. */
import { strip } from "./python-text.ts";

/** In the order in which the corpus was made: the first that the heading contains decides, so "Results and Discussion" is `results`. */
const BY_CONTENT: readonly (readonly [string, string])[] = [
  ["introduction", "introduction"],
  ["intro", "introduction"],
  ["background", "introduction"],
  ["materials and methods", "methods"],
  ["methods", "methods"],
  ["materials & methods", "methods"],
  ["experimental procedures", "methods"],
  ["results", "results"],
  ["discussion", "discussion"],
  ["conclusion", "discussion"],
];

/** Characters of a name. */
const LONGEST = 40;

/** @param heading as a reader sees it; empty for text that stands before the first heading
 *  @returns `section` where the heading is empty, as in training */
export function trainingSectionName(heading: string): string {
  const plain = strip(heading.toLowerCase()).replace(/\.+$/, "");
  const known = BY_CONTENT.find(([part]) => plain.includes(part));
  if (known !== undefined) return known[1];
  return plain.replace(/[^a-z0-9_]/gu, "_").slice(0, LONGEST) || "section";
}
