/** The terms of a concern: what it names, counts and says, as sets that can be compared with those of another concern. (`terms.ts` has those by which a
 *  concern is looked for in a paper.) Invariant: terms depend on the text alone. */

export interface ConcernTerms {
  /** Words that carry meaning, cut to their first letters, so that "sampled" and "samples" are one. */
  readonly words: ReadonlySet<string>;
  /** The words of the first sentence, which says what is wrong; the others argue and advise. */
  readonly lead: ReadonlySet<string>;
  /** Every run of five letters, across words: alike where word forms and compounds differ. */
  readonly pieces: ReadonlySet<string>;
  /** Numbers as written, without separators of thousands: "1,200" is "1200"; also those inside names, such as the 2 of "Fig. 2" and "IL-2". */
  readonly numbers: ReadonlySet<string>;
  /** Genes, methods, programs, places: what is written with a capital inside a sentence, or with a digit or underscore, lower-cased. */
  readonly names: ReadonlySet<string>;
}

/** Letters of a word that count: endings of English begin after them more often than not, and Porter's stemmer does no better on our labels. */
const STEM = 6;
/** Letters, blanks included, of a piece. */
const PIECE = 5;

/** Words that hold a sentence together whatever it is about. */
const FUNCTION_WORDS = new Set(
  `a about after all also although an and another any are as at be because been before being between both but by can could did do does during each
  either even every for from had has have he hence her his how however i if in instead into is it its just many may might more most much must neither no
  nor not of off on one only or other others our out over own per rather same shall she should so still such than that the their them then there therefore
  these they this those through thus to too two under up versus very via vs was we were what when where whether which while who whom whose why will with
  within without would yet you your eg ie etc`.split(/\s+/),
);

/** A word with its hyphens, points and slashes inside: `IL-2`, `n_micro_published`, `v1.2`. */
const TOKEN = /[\p{L}\p{N}][\p{L}\p{N}_'’]*(?:[.\-–/][\p{L}\p{N}_]+)*/gu;
const NUMBER = /\d+(?:[.,]\d+)*/g;
const BEGINS_A_SENTENCE = /(?:^|[.!?:;]\s+["'“‘(]*)$/;
const LEAD_END = /(?<=[.!?])\s+(?=["'“‘(]*\p{Lu})/u;

export function concernTerms(text: string): ConcernTerms {
  const plain = text.normalize("NFKC");
  const [lead = ""] = plain.split(LEAD_END, 1);
  return {
    words: meaningfulWords(plain),
    lead: meaningfulWords(lead),
    pieces: piecesOf(plain),
    numbers: numbersOf(plain),
    names: namesOf(plain),
  };
}

/** Numbers as written, without separators of thousands. */
export function numbersOf(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.normalize("NFKC").matchAll(NUMBER), ([number]) => number.replaceAll(",", "")));
}

/** @param text in any normalisation */
export function meaningfulWords(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [token] of text.normalize("NFKC").matchAll(TOKEN)) {
    for (const part of token.split(/[-–/]/)) {
      const word = part.toLowerCase().replace(/['’]s$/, "");
      if (/\p{L}/u.test(word) && word.length > 1 && !FUNCTION_WORDS.has(word)) words.add(word.slice(0, STEM));
    }
  }
  return words;
}

function namesOf(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const marked = /[\p{Lu}\d_]/u.test(token.slice(1)) && /\p{L}/u.test(token);
    const capital = /^\p{Lu}/u.test(token) && !BEGINS_A_SENTENCE.test(text.slice(Math.max(0, index - 8), index));
    if (marked || capital) names.add(token.toLowerCase());
  }
  return names;
}

function piecesOf(text: string): ReadonlySet<string> {
  const letters = ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;
  const pieces = new Set<string>();
  for (let at = 0; at + PIECE <= letters.length; at++) pieces.add(letters.slice(at, at + PIECE));
  return pieces;
}
