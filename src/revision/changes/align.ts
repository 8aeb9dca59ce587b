/** Which sentence of the new revision is which of the old one. First what stands as it was, in order (Myers' difference of two
 *  sequences, on wordings); then what stands elsewhere; then what has other words, the most alike first; last the sentences that
 *  were split in two or joined. Invariant: a sentence whose wording stands anywhere is never reworded or removed, as long as it
 *  stands there often enough. Fails towards removed and added: a pair that is none would hide that a concern's sentence went. */
import { diffArrays } from "diff";
import type { Sentence } from "../../manuscript/index.ts";
import { similarityOf, wordingOf, wordsOf } from "./cosmetic.ts";

export interface Link {
  readonly kind: "same" | "moved" | "reworded";
  /** Indices; several only of a reworded sentence that was split or joined. */
  readonly old: readonly [number, ...number[]];
  readonly now: readonly [number, ...number[]];
  /** From 0 to 1, as `similarityOf`. */
  readonly similarity: number;
}

/** Least similarity of two wordings of one sentence, where their neighbours are the same and where they are not. Read off
 *  revision pairs of six papers: below, pairs share their small words and the topic, and say something else. */
const REWORDED_IN_PLACE = 0.45;
const REWORDED_ELSEWHERE = 0.6;
/** Words. A shorter sentence is reworded only in place: "We thank them" is like too many others. */
const LEAST_WORDS = 5;
/** The same of a heading or caption: few words are all it has, and there are few of them. */
const LEAST_WORDS_OF_TITLE = 2;
/** By so much a second half must add to the similarity, for a sentence to be two. */
const HALF_ADDS = 0.1;

/** @returns each index at most once on its side; what is in no link was removed or added */
export function alignSentences(old: readonly Sentence[], now: readonly Sentence[]): Link[] {
  const state = new Alignment(old, now);
  state.linkSame();
  state.linkMoved();
  state.linkReworded();
  return state.links();
}

interface Side {
  readonly sentences: readonly Sentence[];
  readonly wordings: readonly string[];
  /** Of those that were looked at. */
  readonly words: Map<number, readonly string[]>;
  /** The link of each sentence, by its position in `#links`. */
  readonly linked: (number | undefined)[];
  /** How many sentences before this one stand as they were: equal on both sides in the gap between two of them. */
  readonly gap: number[];
}

class Alignment {
  readonly #old: Side;
  readonly #now: Side;
  readonly #links: Link[] = [];

  constructor(old: readonly Sentence[], now: readonly Sentence[]) {
    this.#old = sideOf(old);
    this.#now = sideOf(now);
  }

  links(): Link[] {
    return [...this.#links].sort((a, b) => a.old[0] - b.old[0]);
  }

  linkSame(): void {
    let [i, j, gap] = [0, 0, 0];
    for (const { added, removed, count } of diffArrays([...this.#old.wordings], [...this.#now.wordings])) {
      for (let k = 0; k < count; k++) {
        if (!added) this.#old.gap[i] = gap;
        if (!removed) this.#now.gap[j] = gap;
        if (!added && !removed) {
          this.#link("same", [i], [j], 1);
          gap++;
        }
        if (!added) i++;
        if (!removed) j++;
      }
    }
  }

  linkMoved(): void {
    const elsewhere = new Map<string, number[]>();
    for (const j of free(this.#now)) {
      const wording = this.#now.wordings[j] ?? "";
      elsewhere.set(wording, [...(elsewhere.get(wording) ?? []), j]);
    }
    for (const i of free(this.#old)) {
      const j = elsewhere.get(this.#old.wordings[i] ?? "")?.shift();
      if (j !== undefined) this.#link("moved", [i], [j], 1);
    }
  }

  linkReworded(): void {
    const pairs = this.#alikePairs().sort((a, b) => b.rank - a.rank || a.i - b.i || a.j - b.j);
    const paired: { i: number; j: number; similarity: number }[] = [];
    const [usedOld, usedNow] = [new Set<number>(), new Set<number>()];
    for (const pair of pairs) {
      if (usedOld.has(pair.i) || usedNow.has(pair.j)) continue;
      usedOld.add(pair.i);
      usedNow.add(pair.j);
      paired.push(pair);
    }
    for (const { i, j, similarity } of paired) {
      const now = this.#withHalf(this.#now, j, usedNow, (words) => similarityOf(wordsAt(this.#old, i), words), similarity);
      const old =
        now.indices.length > 1
          ? { indices: [i] as const, similarity: now.similarity }
          : this.#withHalf(this.#old, i, usedOld, (words) => similarityOf(words, wordsAt(this.#now, j)), similarity);
      this.#link("reworded", old.indices, now.indices, old.similarity);
    }
  }

  #alikePairs() {
    const index = new Map<string, number[]>();
    for (const j of free(this.#now)) {
      for (const word of new Set(wordsAt(this.#now, j))) {
        const list = index.get(word);
        if (list === undefined) index.set(word, [j]);
        else list.push(j);
      }
    }
    return free(this.#old).flatMap((i) => this.#alike(i, index));
  }

  /** Sentences that share so many words with this one that they may be alike enough. */
  #alike(i: number, index: ReadonlyMap<string, readonly number[]>) {
    const words = wordsAt(this.#old, i);
    const shared = new Map<number, number>();
    for (const word of words) for (const j of index.get(word) ?? []) shared.set(j, (shared.get(j) ?? 0) + 1);
    return [...shared].flatMap(([j, count]) => {
      const others = wordsAt(this.#now, j);
      const inPlace = this.#old.gap[i] === this.#now.gap[j];
      const least = inPlace ? REWORDED_IN_PLACE : REWORDED_ELSEWHERE;
      if ((2 * count) / (words.length + others.length) < least || kindOf(this.#old, i) !== kindOf(this.#now, j)) return [];
      if (!inPlace && Math.min(words.length, others.length) < leastWords(this.#old, i)) return [];
      const similarity = similarityOf(words, others);
      return similarity < least ? [] : [{ i, j, similarity, rank: similarity + (inPlace ? HALF_ADDS : 0) }];
    });
  }

  /** A neighbour in the same passage that has no partner, where the sentence is more alike with it than without. */
  #withHalf(side: Side, at: number, used: Set<number>, similarity: (words: string[]) => number, alone: number) {
    for (const [first, second] of [
      [at, at + 1],
      [at - 1, at],
    ] as const) {
      const half = first === at ? second : first;
      if (side.sentences[half]?.passage !== side.sentences[at]?.passage || used.has(half) || side.linked[half] !== undefined)
        continue;
      const both = similarity([...wordsAt(side, first), ...wordsAt(side, second)]);
      if (both < alone + HALF_ADDS) continue;
      used.add(half);
      return { indices: [first, second] as const, similarity: both };
    }
    return { indices: [at] as const, similarity: alone };
  }

  #link(kind: Link["kind"], old: Link["old"], now: Link["now"], similarity: number): void {
    for (const i of old) this.#old.linked[i] = this.#links.length;
    for (const j of now) this.#now.linked[j] = this.#links.length;
    this.#links.push({ kind, old, now, similarity });
  }
}

function sideOf(sentences: readonly Sentence[]): Side {
  const texts = sentences.map(({ text }) => text);
  return { sentences, wordings: texts.map(wordingOf), words: new Map(), linked: [], gap: [] };
}

function wordsAt({ sentences, words }: Side, index: number): readonly string[] {
  const known = words.get(index) ?? wordsOf(sentences[index]?.text ?? "");
  words.set(index, known);
  return known;
}

function free({ sentences, linked }: Side): number[] {
  return [...sentences.keys()].filter((index) => linked[index] === undefined);
}

function leastWords({ sentences }: Side, index: number): number {
  const kind = sentences[index]?.passage.kind;
  return kind === "heading" || kind === "caption" ? LEAST_WORDS_OF_TITLE : LEAST_WORDS;
}

/** A heading is no other wording of a sentence, and neither is a table. */
function kindOf({ sentences }: Side, index: number): "heading" | "table" | "prose" {
  const kind = sentences[index]?.passage.kind;
  return kind === "heading" || kind === "table" ? kind : "prose";
}
