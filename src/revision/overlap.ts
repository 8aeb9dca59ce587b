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

/** Cosine of the rarity-weighted sets, in [0, 1]; 0 where either is empty. */
export function alikeOf(old: TermSets, found: TermSets, common = NOTHING_COUNTED): Matrix {
  const { rarity, oldIds, foundIds } = countedOf(old, found, common);
  const weight = rarity.map((value) => value * value);
  const foundNorms = foundIds.map((row) => sumOf(weight, row));
  return pairwise(oldIds, rarity.length, (row, present) => {
    const norm = sumOf(weight, row);
    return foundIds.map((other, k) => ratio(sumOf(weight, other, present), norm * (foundNorms[k] ?? 0)));
  });
}

/** ln(1 + sum of the rarities of shared terms), from 0: how much is shared, whatever the lengths. */
export function sharedOf(old: TermSets, found: TermSets): Matrix {
  const { rarity, oldIds, foundIds } = countedOf(old, found, NOTHING_COUNTED);
  return pairwise(oldIds, rarity.length, (_, present) => foundIds.map((other) => Math.log1p(sumOf(rarity, other, present))));
}

/** Every set as ascending numbers of its terms, and how rare each of these is. */
function countedOf(old: TermSets, found: TermSets, common: CommonWords) {
  const all = new Set<string>();
  for (const terms of [...old, ...found]) for (const term of terms) all.add(term);
  const vocabulary = [...all].sort();
  const number = new Map(vocabulary.map((term, k) => [term, k]));
  const ids = (terms: ReadonlySet<string>) => Int32Array.from(terms, (term) => number.get(term) ?? 0).sort();
  const [oldIds, foundIds] = [old.map(ids), found.map(ids)];
  return { oldIds, foundIds, rarity: rarityOf(vocabulary, [...oldIds, ...foundIds], common) };
}

/** @param valuesOf of a row, whose terms are those marked in `present` */
function pairwise(rows: readonly Int32Array[], terms: number, valuesOf: (row: Int32Array, present: Uint8Array) => number[]) {
  const present = new Uint8Array(terms);
  return rows.map((row) => {
    for (const id of row) present[id] = 1;
    const values = valuesOf(row, present);
    for (const id of row) present[id] = 0;
    return values;
  });
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
