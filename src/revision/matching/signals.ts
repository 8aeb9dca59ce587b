/** Evidence for "the same concern", signal by signal. Severity is none of it: a concern that became more severe is the same
 *  concern still. */
import type { Matrix } from "../../embeddings/index.ts";
import {
  type CommonWords,
  type ConcernTerms,
  concernTerms,
  rarityOfCounts,
  sharedRarities,
  termCosines,
  type WeighedSets,
  weighedCosines,
} from "./terms.ts";

/** What of a concern the signals look at; a `Concern` is one. */
export interface ComparableConcern {
  readonly text: string;
  /** undefined where none was given: it is equal to no other. */
  readonly category?: string | undefined;
}

/** In the order of the coefficients; the names are those of calibration files. */
export const SIGNAL_NAMES = [
  /** Cosine of the embeddings, as the embedder gives it. */
  "cosine",
  /** Cosine of the rarity-weighted words, in [0, 1]. */
  "words",
  /** Likewise of the character n-grams. */
  "pieces",
  /** Likewise of the words of both first sentences. */
  "lead",
  /** Numbers that both have: ln(1 + sum of rarities). */
  "numbers",
  /** 1 where both have numbers, and none in common. */
  "otherNumbers",
  /** Names that both have: ln(1 + sum of rarities). */
  "names",
  /** 1 where the category is the same. */
  "category",
] as const;
export type Signals = Readonly<Record<(typeof SIGNAL_NAMES)[number], Matrix>>;

/** What two lists say by themselves, whatever embeds them and whichever words are common. */
export interface TextSignals extends Omit<Signals, "cosine" | "words" | "lead"> {
  readonly terms: { readonly old: readonly ConcernTerms[]; readonly found: readonly ConcernTerms[] };
}

/** @param old n concerns   @param found m concerns */
export function textSignalsOf(old: readonly ComparableConcern[], found: readonly ComparableConcern[]): TextSignals {
  const terms = { old: old.map(({ text }) => concernTerms(text)), found: found.map(({ text }) => concernTerms(text)) };
  const textsOf = (side: readonly ComparableConcern[]) => side.map(({ text }) => text);
  const shared = (kind: keyof ConcernTerms) => sharedRarities(of(terms.old, kind), of(terms.found, kind));
  return {
    terms,
    pieces: ngramCosines(textsOf(old), textsOf(found)),
    numbers: shared("numbers"),
    otherNumbers: terms.old.map((a) => terms.found.map((b) => (bothButNoneShared(a.numbers, b.numbers) ? 1 : 0))),
    names: shared("names"),
    category: old.map((a) => found.map((b) => (a.category !== undefined && a.category === b.category ? 1 : 0))),
  };
}

/** @param cosines n x m
 *  @returns for each signal n x m values, finite */
export function signalsOf({ terms, ...texts }: TextSignals, cosines: Matrix, common: CommonWords): Signals {
  const cosinesOf = (kind: keyof ConcernTerms) => termCosines(of(terms.old, kind), of(terms.found, kind), common);
  return { ...texts, cosine: cosines, words: cosinesOf("words"), lead: cosinesOf("lead") };
}

const of = (side: readonly ConcernTerms[], kind: keyof ConcernTerms) => side.map((terms) => terms[kind]);

function bothButNoneShared(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size > 0 && b.size > 0 && ![...a].some((number) => b.has(number));
}

/** Characters of an n-gram, blanks included. */
const NGRAM_LENGTH = 5;

/** How much two lists of texts share of their character n-grams, rare ones first. N-grams go across words: they are shared also
 *  where word forms and compounds differ. The same as `termCosines` of the sets of n-grams, to the last bit; a text has hundreds
 *  of them, so that here they are numbers, which sort as the n-grams do and at a fraction of the time.
 *  @param old n texts
 *  @param found m texts
 *  @returns n x m, each in [0, 1]; 0 where either has no n-gram */
export function ngramCosines(old: readonly string[], found: readonly string[]): Matrix {
  const texts = [...old, ...found].map(lettersOf);
  const units = unitsOf(texts);
  if (units.length ** NGRAM_LENGTH * texts.length <= Number.MAX_SAFE_INTEGER)
    return weighedCosines(weighed(texts, units, old.length));
  const sets = texts.map((text) => new Set(ngramsOf(text))); // of thousands of different characters
  return termCosines(sets.slice(0, old.length), sets.slice(old.length));
}

function lettersOf(text: string): string {
  return ` ${text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;
}

function ngramsOf(letters: string): string[] {
  return Array.from({ length: Math.max(0, letters.length - NGRAM_LENGTH + 1) }, (_, at) => letters.slice(at, at + NGRAM_LENGTH));
}

/** The different code units of all texts, ascending. */
function unitsOf(texts: readonly string[]): number[] {
  const units = new Set<number>();
  for (const text of texts) for (let at = 0; at < text.length; at++) units.add(text.charCodeAt(at));
  return [...units].sort((a, b) => a - b);
}

function weighed(texts: readonly string[], units: readonly number[], oldTexts: number): WeighedSets {
  const numbers = numbersOf(texts, units);
  const ids = texts.map((): number[] => []);
  const counts = new Float64Array(numbers.length);
  let id = -1;
  let last = -1;
  let lastNgram = -1;
  for (const number of numbers) {
    if (number === last) continue;
    const ngram = Math.floor(number / texts.length);
    if (ngram !== lastNgram) id++;
    counts[id] = (counts[id] ?? 0) + 1;
    ids[number - ngram * texts.length]?.push(id);
    last = number;
    lastNgram = ngram;
  }
  const rows = ids.map((row) => Int32Array.from(row));
  const rarity = rarityOfCounts(counts.slice(0, id + 1), texts.length);
  return { rarity, oldIds: rows.slice(0, oldTexts), foundIds: rows.slice(oldTexts) };
}

/** Every n-gram of every text, ascending: the ranks of its code units as digits, the highest first, and last the text. */
function numbersOf(texts: readonly string[], units: readonly number[]): Float64Array | Uint32Array {
  const rankOf = new Uint16Array((units.at(-1) ?? 0) + 1);
  for (const [rank, unit] of units.entries()) rankOf[unit] = rank;
  const length = texts.reduce((sum, text) => sum + Math.max(0, text.length - NGRAM_LENGTH + 1), 0);
  const isShort = units.length ** NGRAM_LENGTH * texts.length <= 2 ** 32; // as in most languages: sorted in half the time
  const numbers = isShort ? new Uint32Array(length) : new Float64Array(length);
  const highest = units.length ** (NGRAM_LENGTH - 1);
  let count = 0;
  for (const [row, text] of texts.entries()) {
    let number = 0;
    for (let at = 0; at < text.length; at++) {
      if (at >= NGRAM_LENGTH) number -= highest * (rankOf[text.charCodeAt(at - NGRAM_LENGTH)] ?? 0);
      number = number * units.length + (rankOf[text.charCodeAt(at)] ?? 0);
      if (at >= NGRAM_LENGTH - 1) numbers[count++] = number * texts.length + row;
    }
  }
  return numbers.sort();
}
