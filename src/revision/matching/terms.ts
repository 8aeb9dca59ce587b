/** The terms of a concern: what it names, counts and says, as sets that can be compared with those of another concern.
 *  (`terms.ts` has those by which a concern is looked for in a paper.) Invariant: terms depend on the text alone. */
import type { Matrix } from "../../embeddings/index.ts";

export interface ConcernTerms {
  /** Words that carry meaning, cut to their first letters, so that "sampled" and "samples" are one. */
  readonly words: ReadonlySet<string>;
  /** The words of the first sentence, which says what is wrong; the others argue and advise. */
  readonly lead: ReadonlySet<string>;
  /** Numbers as written, without separators of thousands: "1,200" is "1200"; also those inside names, such as the 2 of "Fig. 2"
   *  and "IL-2". */
  readonly numbers: ReadonlySet<string>;
  /** Genes, methods, programs, places: what is written with a capital inside a sentence, or with a digit or underscore, lower-cased. */
  readonly names: ReadonlySet<string>;
}

/** Letters of a word that count: endings of English begin after them more often than not, and Porter's stemmer does no better on
 *  our labels. */
const STEM = 6;

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

/** What the signals of matching take from the words of one concern; once for each concern. */
export function concernTerms(text: string): ConcernTerms {
  const plain = text.normalize("NFKC");
  const [first = ""] = plain.split(LEAD_END, 1);
  const lead = meaningfulWords(first);
  return {
    words: new Set([...lead, ...meaningfulWords(plain.slice(first.length))]),
    lead,
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
    for (const part of /[-–/]/.test(token) ? token.split(/[-–/]/) : [token]) {
      const word = part.toLowerCase().replace(/['’]s$/, "");
      if (word.length > 1 && !FUNCTION_WORDS.has(word) && /\p{L}/u.test(word)) words.add(word.slice(0, STEM));
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

/** How much two lists of term sets share, rare terms first (tf-idf with binary counts; Spärck Jones, "A statistical
 *  interpretation of term specificity and its application in retrieval", Journal of Documentation 28(1), 1972).
 *  Invariant: neither the order of a list nor which list comes first changes a bit of any value. */

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
export function termCosines(old: TermSets, found: TermSets, common = NOTHING_COUNTED): Matrix {
  return weighedCosines(countedOf(old, found, common));
}

/** Sets as ascending numbers of their members, and how rare each of these is. */
export interface WeighedSets {
  readonly rarity: Float64Array;
  readonly oldIds: readonly Int32Array[];
  readonly foundIds: readonly Int32Array[];
}

/** Of sets of words as vectors of 0 or the word's rarity: sum of rarity² over the shared words, by the product of both norms.
 *  @returns old x found, in [0, 1] */
export function weighedCosines({ rarity, oldIds, foundIds }: WeighedSets): Matrix {
  const weight = rarity.map((value) => value * value);
  const foundNorms = foundIds.map((row) => sumOf(weight, row));
  return pairwise(oldIds, rarity.length, (row, present) => {
    const norm = sumOf(weight, row);
    return foundIds.map((other, k) => ratio(sumOf(weight, other, present), norm * (foundNorms[k] ?? 0)));
  });
}

/** The same of single pairs, by their places in both lists; 0 where there is no such place. */
export function termCosineBetween(old: TermSets, found: TermSets): (row: number, column: number) => number {
  const { rarity, oldIds, foundIds } = countedOf(old, found, NOTHING_COUNTED);
  const weight = rarity.map((value) => value * value);
  const present = new Uint8Array(rarity.length);
  return (row, column) => {
    const [terms, others] = [oldIds[row], foundIds[column]];
    if (terms === undefined || others === undefined) return 0;
    for (const id of terms) present[id] = 1;
    const shared = sumOf(weight, others, present);
    for (const id of terms) present[id] = 0;
    return ratio(shared, sumOf(weight, terms) * sumOf(weight, others));
  };
}

/** ln(1 + sum of the rarities of shared terms), from 0: how much is shared, whatever the lengths. */
export function sharedRarities(old: TermSets, found: TermSets): Matrix {
  const { rarity, oldIds, foundIds } = countedOf(old, found, NOTHING_COUNTED);
  return pairwise(oldIds, rarity.length, (_, present) => foundIds.map((other) => Math.log1p(sumOf(rarity, other, present))));
}

function countedOf(old: TermSets, found: TermSets, common: CommonWords): WeighedSets {
  const all = new Set<string>();
  for (const terms of [...old, ...found]) for (const term of terms) all.add(term);
  const vocabulary = [...all].sort();
  const number = new Map(vocabulary.map((term, k) => [term, k]));
  const known = new Map<ReadonlySet<string>, Int32Array>();
  const ids = (terms: ReadonlySet<string>) => {
    const same = known.get(terms) ?? new Int32Array(Array.from(terms, (term) => number.get(term) ?? 0)).sort();
    known.set(terms, same);
    return same;
  };
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

function rarityOf(vocabulary: readonly string[], rows: readonly Int32Array[], common: CommonWords): Float64Array {
  const count = new Float64Array(vocabulary.length);
  if (common.concerns > 0)
    for (const [id, term] of vocabulary.entries()) if (Object.hasOwn(common.words, term)) count[id] = common.words[term] ?? 0;
  for (const row of rows) for (const id of row) count[id] = (count[id] ?? 0) + 1;
  return rarityOfCounts(count, rows.length + common.concerns);
}

/** ln of (all concerns) / (those with the term), smoothed so that it is finite; at least 0. */
export function rarityOfCounts(counts: Float64Array, concerns: number): Float64Array {
  return counts.map((times) => Math.max(0, Math.log((concerns + 1) / (times + 0.5))));
}

/** Over ascending ids, so that sums are rounded the same way in both directions. */
function sumOf(values: Float64Array, ids: Int32Array, only?: Uint8Array): number {
  let sum = 0;
  for (const id of ids) if (only === undefined || only[id] === 1) sum += values[id] ?? 0;
  return sum;
}

function ratio(shared: number, squaredNorms: number): number {
  return squaredNorms > 0 ? Math.min(1, shared / Math.sqrt(squaredNorms)) : 0;
}
