/** Whether a revision changed anything that a reader of the paper could tell. Decided on the words alone, before any model runs.
 *  Fails towards "words": a needless review costs time, a review left out hides a change. */
import type { Manuscript } from "../manuscript/index.ts";
import { passagesOf, sentencesOf } from "./sentences.ts";
import { wordingOf } from "./wording.ts";

/** "None": not a character of any passage. "Cosmetic": white space, line breaks, comments, citation keys, files, markup. "Order": the same sentences,
 *  elsewhere. "Words": all else. */
export type Difference = "none" | "cosmetic" | "order" | "words";

type Text = Pick<Manuscript, "title" | "abstract" | "sections">;

/** Needs neither alignment nor model: linear in the length of both. */
export function differenceOf(old: Text, now: Text): Difference {
  const [before, after] = [passagesOf(old), passagesOf(now)];
  if (sameInOrder(before.map(identity), after.map(identity))) return "none";
  const wording = (passages: typeof before) => passages.map(({ text }) => wordingOf(text)).join("");
  if (wording(before) === wording(after)) return "cosmetic";
  const sentences = (passages: typeof before) =>
    passages.flatMap((passage) => sentencesOf(passage).map(({ text }) => wordingOf(text)));
  return sameInOrder(sentences(before).sort(), sentences(after).sort()) ? "order" : "words";
}

function identity({
  file,
  startLine,
  endLine,
  source,
}: {
  file: string;
  startLine: number;
  endLine: number;
  source: string;
}): string {
  return JSON.stringify([file, startLine, endLine, source]);
}

function sameInOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}
