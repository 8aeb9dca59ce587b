/** What a format's parser hands over: blocks in reading order, before anybody has decided which headings are sections of the paper. */
import { ManuscriptError } from "../errors.ts";
import type { HiddenText, LeftOut, Passage, Warning } from "./manuscript.ts";

export type Block =
  /** `level`: 1 for the highest that the format knows (`#`, \part), whatever the paper uses as its top level. */
  | { readonly kind: "heading"; readonly level: number; readonly passage: Passage }
  | { readonly kind: "passage"; readonly passage: Passage };

export interface ParsedDocument {
  /** Every file that was read, in reading order. */
  readonly files: readonly string[];
  /** Where the markup says so (YAML `title`, \title); a heading that happens to be the title is found later. */
  readonly title: Passage | undefined;
  /** Where the markup says so (YAML `abstract`, an abstract environment); a section of that name is found later. */
  readonly abstract: readonly Passage[];
  readonly body: readonly Block[];
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
  readonly hidden: readonly HiddenText[];
}

/** A book of 300,000 words has some five thousand. What has more is no paper, and to go on would exhaust the memory. */
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
