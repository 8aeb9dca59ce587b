/** Evidence for "the same concern", signal by signal. Severity is none of it: a concern that became more severe is the same concern still. */
import type { Matrix } from "../../embeddings/index.ts";
import { ngramCosines } from "./ngrams.ts";
import { type CommonWords, type ConcernTerms, concernTerms, sharedRarities, termCosines } from "./terms.ts";

/** What of a concern the signals look at; a `Concern` is one. */
export interface ComparableConcern {
  readonly text: string;
  /** undefined where nobody gave one: it is the same as no other. */
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

/** @param cosines n x m
 *  @returns for each signal n x m values, finite */
export function signalsOf(
  old: readonly ComparableConcern[],
  found: readonly ComparableConcern[],
  cosines: Matrix,
  common: CommonWords,
): Signals {
  const oldTerms = old.map(({ text }) => concernTerms(text));
  const foundTerms = found.map(({ text }) => concernTerms(text));
  const textsOf = (side: readonly ComparableConcern[]) => side.map(({ text }) => text);
  const of = (side: readonly ConcernTerms[], kind: keyof ConcernTerms) => side.map((terms) => terms[kind]);
  const cosinesOf = (kind: keyof ConcernTerms, counted?: CommonWords) =>
    termCosines(of(oldTerms, kind), of(foundTerms, kind), counted);
  const shared = (kind: keyof ConcernTerms) => sharedRarities(of(oldTerms, kind), of(foundTerms, kind));
  return {
    cosine: cosines,
    words: cosinesOf("words", common),
    pieces: ngramCosines(textsOf(old), textsOf(found)),
    lead: cosinesOf("lead", common),
    numbers: shared("numbers"),
    otherNumbers: oldTerms.map((a) => foundTerms.map((b) => (bothButNoneShared(a.numbers, b.numbers) ? 1 : 0))),
    names: shared("names"),
    category: old.map((a) => found.map((b) => (a.category !== undefined && a.category === b.category ? 1 : 0))),
  };
}

function bothButNoneShared(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size > 0 && b.size > 0 && ![...a].some((number) => b.has(number));
}
