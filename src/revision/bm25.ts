/** How much each of many texts speaks of what a query names: Okapi BM25 (Robertson and Zaragoza, 2009), with an index, so that sixty queries of a long
 *  paper cost milliseconds. */

/** Saturation of repeated terms and weight of the length: the usual values, no fit. */
const K1 = 1.2;
const B = 0.75;

export class Bm25 {
  readonly #postings = new Map<string, { readonly text: number; readonly count: number }[]>();
  readonly #lengths: readonly number[];
  readonly #mean: number;

  /** @param texts the terms of each */
  constructor(texts: readonly (readonly string[])[]) {
    this.#lengths = texts.map(({ length }) => length);
    this.#mean = this.#lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, texts.length);
    for (const [text, terms] of texts.entries()) {
      const counts = new Map<string, number>();
      for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
      for (const [term, count] of counts) {
        const list = this.#postings.get(term);
        if (list === undefined) this.#postings.set(term, [{ text, count }]);
        else list.push({ text, count });
      }
    }
  }

  /** How rare a term is; that of a term which no text has is the highest. */
  rarity(term: string): number {
    const found = this.#postings.get(term)?.length ?? 0;
    return Math.log(1 + (this.#lengths.length - found + 0.5) / (found + 0.5));
  }

  /** @returns for each text, 0 where it has no term of the query */
  scores(query: ReadonlySet<string>): Float64Array {
    return this.#sum(query, (count, length) => (count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / this.#mean)));
  }

  /** @returns for each text, which share of the query it has, by rarity; from 0 to 1 */
  coverage(query: ReadonlySet<string>): Float64Array {
    const whole = [...query].reduce((sum, term) => sum + this.rarity(term), 0);
    return this.#sum(query, () => 1).map((sum) => (whole === 0 ? 0 : sum / whole));
  }

  #sum(query: ReadonlySet<string>, weight: (count: number, length: number) => number): Float64Array {
    const sums = new Float64Array(this.#lengths.length);
    for (const term of query) {
      const rarity = this.rarity(term);
      for (const { text, count } of this.#postings.get(term) ?? []) {
        sums[text] = (sums[text] ?? 0) + rarity * weight(count, this.#lengths[text] ?? 0);
      }
    }
    return sums;
  }
}
