/** How much two lists of term sets share, rare terms first (tf-idf with binary counts; Spärck Jones, "A statistical interpretation of term specificity
 *  and its application in retrieval", Journal of Documentation 28(1), 1972).
 *  Invariant: neither the order of a list nor which list comes first changes a bit of any value. */

/** Values of every old concern (row) with every found one (column). */
export type Matrix = readonly (readonly number[])[];
type TermSets = readonly ReadonlySet<string>[];

/** How common words are in concerns at large: without it, two lists of one concern each could not tell "telomerase" from "analysis". */
export interface CommonWords {
  /** Concerns that were counted. */
  readonly concerns: number;
  /** In how many of them a word stands; not listed: in none. */
  readonly words: Readonly<Record<string, number>>;
}
export const NOTHING_COUNTED: CommonWords = { concerns: 0, words: {} };

export interface Overlap {
  /** Cosine of the rarity-weighted sets, in [0, 1]; 0 where either is empty. */
  readonly alike: Matrix;
  /** ln(1 + sum of the rarities of shared terms), from 0: how much is shared, whatever the lengths. */
  readonly shared: Matrix;
}

export function overlapOf(old: TermSets, found: TermSets, common = NOTHING_COUNTED): Overlap {
  const vocabulary = [...new Set([...old, ...found].flatMap((terms) => [...terms]))].sort();
  const number = new Map(vocabulary.map((term, k) => [term, k]));
  const ids = (terms: ReadonlySet<string>) => Int32Array.from(terms, (term) => number.get(term) ?? 0).sort();
  const [oldIds, foundIds] = [old.map(ids), found.map(ids)];
  const rarity = rarityOf(vocabulary, [...oldIds, ...foundIds], common);
  const weight = rarity.map((value) => value * value);
  const foundNorms = foundIds.map((row) => sumOf(weight, row));
  const present = new Uint8Array(vocabulary.length);
  const alike: number[][] = [];
  const shared: number[][] = [];
  for (const row of oldIds) {
    for (const id of row) present[id] = 1;
    const norm = sumOf(weight, row);
    alike.push(foundIds.map((other, k) => ratio(sumOf(weight, other, present), norm * (foundNorms[k] ?? 0))));
    shared.push(foundIds.map((other) => Math.log1p(sumOf(rarity, other, present))));
    for (const id of row) present[id] = 0;
  }
  return { alike, shared };
}

/** ln of (all concerns) / (those with the term), smoothed so that it is finite; at least 0. */
function rarityOf(vocabulary: readonly string[], rows: readonly Int32Array[], common: CommonWords): Float64Array {
  const known = new Map(Object.entries(common.words));
  const count = Float64Array.from(vocabulary, (term) => known.get(term) ?? 0);
  for (const row of rows) for (const id of row) count[id] = (count[id] ?? 0) + 1;
  return count.map((times) => Math.max(0, Math.log((rows.length + common.concerns + 1) / (times + 0.5))));
}

/** Over ascending ids, so that rounding is the same whoever asks. */
function sumOf(values: Float64Array, ids: Int32Array, only?: Uint8Array): number {
  let sum = 0;
  for (const id of ids) if (only === undefined || only[id] === 1) sum += values[id] ?? 0;
  return sum;
}

function ratio(shared: number, squaredNorms: number): number {
  return squaredNorms > 0 ? Math.min(1, shared / Math.sqrt(squaredNorms)) : 0;
}
