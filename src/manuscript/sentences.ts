/** The sentences of scholarly prose, each with the place where it stands. Unicode's own rules find the boundaries, on a copy of
 *  the same length in which placeholders and math look like what they stand for; then what an abbreviation has torn apart is put
 *  together again.
 *  Fails towards long sentences: a sentence too long is compared by its words, half a sentence has lost its meaning. */
import { lineAt } from "./document.ts";
import type { FileLines, Manuscript, Passage } from "./manuscript.ts";

export interface Sentence extends FileLines {
  readonly passage: Passage;
  /** UTF-16 offsets into the passage's text; the end is not part of it. */
  readonly start: number;
  readonly end: number;
  /** As a reader sees it, without blanks around it. */
  readonly text: string;
}

let segmenter: Intl.Segmenter | undefined;
/** Made when the first text comes: it takes longer than most modules take to load. */
function segments(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter("en", { granularity: "sentence" });
  return segmenter.segment(text);
}

/** What never ends a sentence although a full stop follows: what it abbreviates stands before something. */
const BEFORE_MORE =
  /(?:^|[\s([–—-])(?:figs?|eqs?|eqns?|refs?|tabs?|secs?|sects?|chaps?|apps?|suppl?|nos?|vols?|pp?|ed|eds|al|e\.\s?g|i\.\s?e|cf|vs|viz|approx|ca|resp|incl|dr|prof|mr|mrs|ms|st|sp|spp|ssp|subsp|var|str|strain|ver|v|gen|nov|dept|univ|inc|ltd|co|[A-Z]|[A-Z]\.\s?[A-Z])\.[\s)]*$/iu;
/** These end a sentence as often as not: only a capital letter that begins a word tells. */
const PERHAPS_LAST = /\b(?:al|inc|ltd|co|sp|spp|var|nos?|st|str|strain|ver|ed|p|pp|v|gen|nov)\.[\s)]*$/u;
const BEGINS_WITH_A_WORD = /^["“'‘([]*(?:[A-Z]\p{Ll}|(?:We|In|At|To|It|As|If|On|By|An?|I)\b)/u;
/** A single letter is an initial or a genus, unless a word follows that no name begins with: "S. Typhimurium", "vitamin C. We". */
const LETTER_LAST = /\b[A-Z]\.[\s)]*$/;
const BEGINS_NO_NAME =
  /^["“'‘([]*(?:We|The|This|These|Those|That|There|Then|In|It|Its|At|To|As|If|On|By|For|From|An?|Our|However|Here|When|While|With|All|Both|Each|Although|Because|Thus|Therefore|Moreover|Finally|But|And)\b/;

/** @returns in reading order; every character of the text but blanks is in exactly one. One for a heading or a table, whose full
 *  stops end nothing. */
export function sentencesOf(passage: Passage): Sentence[] {
  if (passage.kind === "heading" || passage.kind === "table") return sentenceAt(passage, 0, passage.text.length);
  return spansOf(passage.text).flatMap(([from, to]) => sentenceAt(passage, from, to));
}

/** The sentences of a text that is no passage, such as a concern. */
export function sentenceTextsOf(text: string): string[] {
  return spansOf(text).flatMap(([from, to]) => text.slice(from, to).trim() || []);
}

function spansOf(text: string): [number, number][] {
  const found: [number, number][] = [];
  let start = 0;
  for (const { index, segment } of segments(masked(text))) {
    const end = index + segment.length;
    if (end < text.length && isTorn(text.slice(start, end), text.slice(end))) continue;
    found.push([start, end]);
    start = end;
  }
  return [...found, [start, text.length]];
}

/** What of a manuscript revisions are compared by. */
export type ManuscriptText = Pick<Manuscript, "title" | "abstract" | "sections" | "language">;

/** Title, abstract and all sections. */
export function passagesOf({ title, abstract, sections }: ManuscriptText): Passage[] {
  return [...(title === undefined ? [] : [title]), ...abstract, ...sections.flatMap(({ passages }) => passages)];
}

/** The sentences of each passage, in reading order. */
export function sentencesByPassage(text: ManuscriptText): Map<Passage, readonly Sentence[]> {
  return new Map(passagesOf(text).map((passage) => [passage, sentencesOf(passage)]));
}

/** Of title, abstract and all sections, headings and captions among them. */
export function countSentences(text: ManuscriptText): number {
  return passagesOf(text).reduce((sum, passage) => sum + sentencesOf(passage).length, 0);
}

/** None where there are only blanks. */
function sentenceAt(passage: Passage, from: number, to: number): Sentence[] {
  const raw = passage.text.slice(from, to);
  const text = raw.trim();
  if (text === "") return [];
  const start = from + raw.indexOf(text);
  const end = start + text.length;
  const [startLine, endLine] = [lineAt(passage.lines, start), lineAt(passage.lines, end - 1)];
  return [{ passage, file: passage.file, startLine, endLine, start, end, text }];
}

/** As long as `text`. A number or formula begins a sentence as a capital does; a citation behind the full stop belongs before the
 *  boundary, as a closing bracket does:
 *      in mice.[cite] We then
 *              )))))) */
function masked(text: string): string {
  return text
    .replace(/\[(?:value|ref)\]|\$+[^$]+\$+/g, (found) => {
      const inside = found.replace(/\.\s*\$+$/, "");
      const end = found.slice(inside.length);
      return "X".repeat(inside.length) + (end === "" ? "" : `.${")".repeat(end.length - 1)}`);
    })
    .replace(
      /([.!?])( ?)((?:\[cite\][ ,]?)+)(?= ?\p{Lu}|$)/gu,
      (_, stop, blank, cites) => stop + ")".repeat(blank.length) + closing(cites),
    )
    .replaceAll("[cite]", "(XXXX)");
}

function closing(cites: string): string {
  return cites.endsWith(" ") ? `${")".repeat(cites.length - 1)} ` : ")".repeat(cites.length);
}

function isTorn(before: string, after: string): boolean {
  if (!BEFORE_MORE.test(before)) return /^\s*[,;:)\]]/.test(after);
  const next = after.trimStart();
  return !(LETTER_LAST.test(before) ? BEGINS_NO_NAME.test(next) : PERHAPS_LAST.test(before) && BEGINS_WITH_A_WORD.test(next));
}
