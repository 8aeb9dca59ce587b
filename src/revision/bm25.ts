/** How much each of many texts speaks of what a query names: Okapi BM25 (Robertson and Zaragoza, 2009), with an index, so that sixty queries of a long
 *  paper cost milliseconds. */

/** Saturation of repeated terms and weight of the length: the usual values, no fit. */
const K1 = 1.2;
const B = 0.75;

/** The texts that have a term, each with the weight that it gives the term for its count and the text's length. */
interface Postings {
  readonly texts: number[];
  readonly weights: number[];
}
const NOWHERE: Postings = { texts: [], weights: [] };

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
