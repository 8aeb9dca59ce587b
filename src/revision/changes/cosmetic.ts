/** Whether a revision changed anything that a reader of the paper could tell. Decided on the words alone, before any model runs.
 *  Fails towards "words": a needless review costs time, a review left out hides a change. */
import { type ManuscriptText, type Passage, passagesOf, sentencesOf } from "../../manuscript/index.ts";

/** "None": not a character of any passage. "Cosmetic": white space, line breaks, comments, citation keys, files, markup. "Order":
 *  the same sentences, elsewhere. "Words": all else. */
export type Difference = "none" | "cosmetic" | "order" | "words";

/** Needs neither alignment nor model: linear in the length of both. */
export function differenceOf(old: ManuscriptText, now: ManuscriptText): Difference {
  const [before, after] = [passagesOf(old), passagesOf(now)];
  if (sameInOrder(before.map(identity), after.map(identity))) return "none";
  const wording = (passages: typeof before) => wordingOf(passages.map(({ text }) => text).join("\n"));
  if (wording(before) === wording(after)) return "cosmetic";
  const sentences = (passages: typeof before) =>
    passages.flatMap((passage) => sentencesOf(passage).map(({ text }) => wordingOf(text)));
  return sameInOrder(sentences(before).sort(), sentences(after).sort()) ? "order" : "words";
}

function identity({ file, startLine, endLine, source }: Passage): string {
  return JSON.stringify([file, startLine, endLine, source]);
}

function sameInOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

/** Scripts that set no blanks between words: there a line break is no blank either. */
const UNSPACED = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`;
const SPACED = String.raw`[\p{L}\p{M}]--[${UNSPACED}]`;
/** A blank that stands neither between two letters nor between two digits. */
const IDLE_BLANK = new RegExp(String.raw`(?<![[${SPACED}]\p{N}]) |(?<=[${SPACED}]) (?![${SPACED}])|(?<=\p{N}) (?!\p{N})`, "gv");
/** A blank that parts thousands. */
const THOUSANDS_BLANK = /(?<=\p{N}) (?=\p{N}{3}(?!\p{N}))/gu;

/** What of a text is its wording, for comparing and nothing else: without math delimiters and without white space but between two
 *  words or numbers, quotation marks and dashes of one kind, neighbouring citations as one. Invariant: two texts that a reader
 *  takes for the same words have the same wording, however they are set; a changed letter, digit or sign is another wording, and
 *  so are two words or numbers made one ("not able", "notable"). */
export function wordingOf(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[‘’‚‛`´′]/g, "'")
    .replace(/[“”„‟«»]|''/g, '"')
    .replace(/[‐-―−]|-{2,3}/g, "-")
    .replace(/\[cite\](?:[\s,;]*\[cite\])+/g, "[cite]")
    .replace(/\$|\\[,;:!]/g, "")
    .replace(/[\s~]+/g, " ")
    .replace(THOUSANDS_BLANK, "")
    .replace(IDLE_BLANK, "");
}

/** The words, numbers and single signs of a text in their order, lower case, for telling how much of a wording was kept. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/\[\w+\]|\p{L}[\p{L}\p{M}]*|\p{N}+(?:[.,]\p{N}+)*|[%<>=±×+]/gu) ?? []
  );
}

/** How much of two wordings is the same: the words that both have, half of it only where they stand in the same order; as a share
 *  of both lengths.
 *  @returns from 0 to 1; 0 where both are empty */
export function similarityOf(a: readonly string[], b: readonly string[]): number {
  return a.length + b.length === 0 ? 0 : (sharedWords(a, b) + sharedInOrder(a, b)) / (a.length + b.length);
}

/** How many words both have, each as often as in the one that has it less often. */
function sharedWords(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of b) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of a) {
    const count = left.get(word) ?? 0;
    if (count > 0) shared++;
    left.set(word, count - 1);
  }
  return shared;
}

/** The length of the longest common subsequence. */
function sharedInOrder(a: readonly string[], b: readonly string[]): number {
  let row = new Uint16Array(b.length + 1);
  for (const word of a) {
    const next = new Uint16Array(b.length + 1);
    for (let j = 0; j < b.length; j++) {
      next[j + 1] = word === b[j] ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0);
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
