/** How much each of many texts speaks of what a query names: Okapi BM25 (Robertson and Zaragoza, 2009), with an index, so that
 *  sixty queries of a long paper cost milliseconds. */

/** Saturation of repeated terms and weight of the length: the usual values, no fit. */
const K1 = 1.2;
const B = 0.75;

/** The texts that have a term, each with the weight that it gives the term for its count and the text's length. */
interface Postings {
  readonly texts: number[];
  readonly weights: number[];
}
const NOWHERE: Postings = { texts: [], weights: [] };

/** An index of texts by their terms: each term with the texts that hold it and what it is worth there. */
export class Bm25 {
  readonly #postings = new Map<string, Postings>();
  readonly #texts: number;

  /** @param texts the terms of each */
  constructor(texts: readonly (readonly string[])[]) {
    this.#texts = texts.length;
    const mean = texts.reduce((sum, { length }) => sum + length, 0) / Math.max(1, texts.length);
    for (const [text, terms] of texts.entries()) for (const term of terms) this.#count(term, text);
    for (const { texts: holders, weights } of this.#postings.values()) {
      for (const [k, count] of weights.entries()) {
        const length = texts[holders[k] ?? 0]?.length ?? 0;
        weights[k] = (count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / mean));
      }
    }
  }

  /** @param text not before the one that was counted last */
  #count(term: string, text: number): void {
    const postings = this.#postings.get(term);
    if (postings === undefined) {
      this.#postings.set(term, { texts: [text], weights: [1] });
      return;
    }
    const { texts, weights } = postings;
    const last = texts.length - 1;
    if (texts[last] === text) weights[last] = (weights[last] ?? 0) + 1;
    else {
      texts.push(text);
      weights.push(1);
    }
  }

  /** How rare a term is; that of a term which no text has is the highest. */
  rarity(term: string): number {
    const found = this.#postings.get(term)?.texts.length ?? 0;
    return Math.log(1 + (this.#texts - found + 0.5) / (found + 0.5));
  }

  /** @returns for each text, 0 where it has no term of the query */
  scores(query: ReadonlySet<string>): Float64Array {
    const sums = new Float64Array(this.#texts);
    for (const term of query) {
      const [rarity, { texts, weights }] = [this.rarity(term), this.#postings.get(term) ?? NOWHERE];
      for (let k = 0; k < texts.length; k++) {
        const text = texts[k] ?? 0;
        sums[text] = (sums[text] ?? 0) + rarity * (weights[k] ?? 0);
      }
    }
    return sums;
  }

  /** @returns for each text, which share of the query it has, by rarity; from 0 to 1 */
  coverage(query: ReadonlySet<string>): Float64Array {
    const whole = [...query].reduce((sum, term) => sum + this.rarity(term), 0);
    const sums = new Float64Array(this.#texts);
    for (const term of query) {
      const rarity = this.rarity(term);
      for (const text of this.#postings.get(term)?.texts ?? []) sums[text] = (sums[text] ?? 0) + rarity;
    }
    return sums.map((sum) => (whole === 0 ? 0 : sum / whole));
  }
}

/** The terms by which a concern is looked for in a paper: words without their endings, small words left out. Only for finding:
 *  what is compared word by word uses `wording.ts`. */

const SMALL = new Set(
  `the a an of and or to in for on with that this these those is are was were be been being by as at from it its which not no nor but than then into such
  only also any all their they there where when while whether have has had can could should would may might must will do does did so if we our us i he
  she his her what how who more most very much other some same each both between about over under up out one two because however thus therefore within
  without s t e g`.split(/\s+/),
);

/** Lower case, accents off, in order, with repetitions. Numbers whole; letters of math and gene names count as words. */
export function termsOf(text: string): string[] {
  const plain = text
    .replace(/\[(?:cite|value|ref)\]/g, " ")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
  const words = plain.match(/\p{L}+|\p{N}+(?:[.,]\p{N}+)*/gu) ?? [];
  return words.filter((word) => !SMALL.has(word)).map(stemOf);
}

/** Words of one kind of text are few, and most stand in it often. */
const MOST_KNOWN = 50_000;
const stems = new Map<string, string>();

function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= MOST_KNOWN) stems.clear();
  const stem = withoutEnding(word);
  stems.set(word, stem);
  return stem;
}

/** Shorter than this a word has no ending that could go. */
const LEAST_STEMMED = 4;

/** Crude on purpose: "simulations" and "simulated" meet, and what is cut too short is cut so on both sides. */
function withoutEnding(word: string): string {
  if (word.length < LEAST_STEMMED || /\p{N}/u.test(word)) return word;
  const stem = word
    .replace(/ies$/, "y")
    .replace(/(?<=[^s])s$/, "")
    .replace(/(?:ations?|ating|ated|ates|ate)$/, "at")
    .replace(/(?:ically|ical|ic)$/, "ic")
    .replace(/(?:ing|ed|ly|ment|ness|ity|ion|ive|al|er|es|e)$/, "")
    .replace(/(.)\1$/, "$1");
  return stem === "" ? word : stem;
}

/** Letters that say enough of a long word: "mutational" and "mutator" meet. */
const BEGINNING = 5;

export function beginningOf(term: string): string {
  return term.length <= BEGINNING || /\p{N}/u.test(term) ? term : term.slice(0, BEGINNING);
}
