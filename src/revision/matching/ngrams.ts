/** How much two lists of texts share of their character n-grams, rare ones first. N-grams go across words: they are shared also where word forms and compounds
 *  differ. Invariant: as `termCosines` of the sets of n-grams, to the last bit. A text has hundreds of them, so that here they are numbers, which sort as the
 *  n-grams do and at a fraction of the time. */
import type { Matrix } from "../../embeddings/index.ts";
import { rarityOfCounts, termCosines, type WeighedSets, weighedCosines } from "./terms.ts";

/** Characters of an n-gram, blanks included. */
const NGRAM_LENGTH = 5;

/** @param old n texts   @param found m texts
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
