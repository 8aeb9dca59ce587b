/** What the new revision did to every sentence and passage of the old one. Read off the alignment of their sentences, so that
 *  files, sections, paragraphs and line breaks have no part in it.
 *  Invariant: a cosmetic revision leaves every passage the same or moved, and adds none. */
import type { Passage } from "../../manuscript/index.ts";
import { type ManuscriptText, type Sentence, sentencesByPassage } from "../../manuscript/index.ts";
import { alignSentences } from "./align.ts";

/** What became of a sentence of the old revision. "Moved": the same words elsewhere, among other sentences than before. */
export type SentenceDiff =
  | { readonly kind: "same"; readonly now: Sentence }
  | { readonly kind: "moved"; readonly now: Sentence }
  | {
      readonly kind: "reworded";
      /** The first half, where the sentence was split; `Changes.reworded` has both. */
      readonly now: Sentence;
      /** Share of the words that both wordings have, from 0 to 1. */
      readonly similarity: number;
    }
  | { readonly kind: "removed" };

/** One place of a passage that is not as it was; at least one side is there. A sentence that was split stands before each of its
 *  halves, two that were joined stand each before the whole. */
export interface Rewording {
  readonly before: Sentence | undefined;
  readonly after: Sentence | undefined;
}

/** What became of a passage of the old revision. One whose sentences all stand, and among which none was put, is the same or
 *  moved, also where it was split or joined. Every sentence that was put in belongs to the passage of the old sentence before it. */
export type PassageDiff =
  | { readonly kind: "same" | "moved"; readonly now: readonly [Passage, ...Passage[]] }
  | {
      readonly kind: "reworded";
      readonly now: readonly [Passage, ...Passage[]];
      /** In the order of the old text, what was put in behind the sentence that it follows. */
      readonly rewordings: readonly [Rewording, ...Rewording[]];
    }
  | {
      readonly kind: "removed";
      /** What was added where it stood; often nothing. */
      readonly replacements: readonly Sentence[];
    };

export interface Changes {
  /** Every sentence of the old revision, in reading order. */
  readonly sentences: ReadonlyMap<Sentence, SentenceDiff>;
  /** Every passage of the old revision, in reading order. */
  readonly passages: ReadonlyMap<Passage, PassageDiff>;
  /** For each passage of both revisions its sentences: the same objects as in all that is here. */
  readonly sentencesOf: ReadonlyMap<Passage, readonly Sentence[]>;
  /** Sentences of the new revision that the old one has in no wording, in reading order. */
  readonly added: ReadonlySet<Sentence>;
  /** Sentences of the new revision that are another wording of one of the old, and which: the first of those that were joined. */
  readonly reworded: ReadonlyMap<Sentence, Sentence>;
  /** Passages of the new revision all of whose sentences were added, in reading order. */
  readonly addedPassages: ReadonlySet<Passage>;
}

/** Deterministic, and the same for the same words whatever the files and lines are. */
export function changesBetween(old: ManuscriptText, now: ManuscriptText): Changes {
  const [before, after] = [sentencesByPassage(old), sentencesByPassage(now)];
  const [oldList, nowList] = [[...before.values()].flat(), [...after.values()].flat()];
  const sentences = new Map<Sentence, SentenceDiff>(oldList.map((sentence) => [sentence, { kind: "removed" }]));
  const origins: Origins = new Map();
  const reworded = new Map<Sentence, Sentence>();
  for (const { kind, old: olds, now: nows, similarity } of alignSentences(oldList, nowList)) {
    const [from, to] = [pick(oldList, olds), pick(nowList, nows)];
    const diff: SentenceDiff = kind === "reworded" ? { kind, now: to[0], similarity } : { kind, now: to[0] };
    for (const sentence of from) sentences.set(sentence, diff);
    for (const sentence of to) origins.set(sentence, from);
    if (kind === "reworded") for (const sentence of to) reworded.set(sentence, from[0]);
  }
  const added = new Set(nowList.filter((sentence) => !origins.has(sentence)));
  const additions = additionsBy(after, origins);
  const passages = [...before].map(([passage, list]): [Passage, PassageDiff] => {
    const left = diffOfPassage(list, sentences, additions, reworded);
    return [passage, left ?? { kind: "removed", replacements: addedInPlaceOf(list, oldList, nowList, sentences, added) }];
  });
  return {
    sentences,
    passages: new Map(passages),
    sentencesOf: new Map([...before, ...after]),
    added,
    reworded,
    addedPassages: new Set(
      [...after].filter(([, list]) => list.every((sentence) => added.has(sentence))).map(([passage]) => passage),
    ),
  };
}

/** Of a sentence of the new revision the old ones that it is. */
type Origins = Map<Sentence, readonly [Sentence, ...Sentence[]]>;
/** What was put in before and behind a sentence of the old revision. */
type Additions = Map<Sentence, { readonly before: Sentence[]; readonly behind: Sentence[] }>;

function pick(list: readonly Sentence[], [first, ...others]: readonly [number, ...number[]]): [Sentence, ...Sentence[]] {
  const at = (index: number) => {
    const sentence = list[index];
    if (sentence === undefined) throw new RangeError(`an alignment of other texts: there is no sentence ${index}`);
    return sentence;
  };
  return [at(first), ...others.map(at)];
}

/** The sentences that were put into a passage that was there before, by the old sentence that they follow; the first ones by that
 *  which they precede. */
function additionsBy(after: ReadonlyMap<Passage, readonly Sentence[]>, origins: Origins): Additions {
  const additions: Additions = new Map();
  const at = (host: Sentence) => {
    const here = additions.get(host) ?? { before: [], behind: [] };
    additions.set(host, here);
    return here;
  };
  for (const list of after.values()) {
    const first = list.flatMap((sentence) => origins.get(sentence)?.[0] ?? []).at(0);
    if (first === undefined) continue;
    let host: Sentence | undefined;
    for (const sentence of list) {
      const origin = origins.get(sentence)?.at(-1);
      if (origin !== undefined) host = origin;
      else if (host === undefined) at(first).before.push(sentence);
      else at(host).behind.push(sentence);
    }
  }
  return additions;
}

/** @returns undefined where no sentence of it is left */
function diffOfPassage(
  list: readonly Sentence[],
  diffs: ReadonlyMap<Sentence, SentenceDiff>,
  additions: Additions,
  reworded: ReadonlyMap<Sentence, Sentence>,
): PassageDiff | undefined {
  const all = list.map((sentence) => ({ sentence, diff: diffs.get(sentence) ?? { kind: "removed" as const } }));
  const [home, ...others] = new Set(all.flatMap(({ diff }) => (diff.kind === "removed" ? [] : [diff.now.passage])));
  if (home === undefined) return undefined;
  const put = (sentences: readonly Sentence[] = []) => sentences.map((after): Rewording => ({ before: undefined, after }));
  const [rewording, ...more] = all.flatMap(({ sentence, diff }) => {
    const here = additions.get(sentence);
    return [...put(here?.before), ...rewordingsOf(sentence, diff, reworded), ...put(here?.behind)];
  });
  if (rewording !== undefined) return { kind: "reworded", now: [home, ...others], rewordings: [rewording, ...more] };
  const moved = all.filter(({ diff }) => diff.kind === "moved").length;
  return { kind: 2 * moved > list.length ? "moved" : "same", now: [home, ...others] };
}

function rewordingsOf(before: Sentence, diff: SentenceDiff, reworded: ReadonlyMap<Sentence, Sentence>): Rewording[] {
  switch (diff.kind) {
    case "same":
    case "moved":
      return [];
    case "removed":
      return [{ before, after: undefined }];
    case "reworded": {
      const halves = [...reworded].filter(([after, origin]) => origin === before && after !== diff.now);
      return [{ before, after: diff.now }, ...halves.map(([after]) => ({ before, after }))];
    }
  }
}

/** What was added between the nearest sentences on both sides that are still there in their order. */
function addedInPlaceOf(
  list: readonly Sentence[],
  oldList: readonly Sentence[],
  nowList: readonly Sentence[],
  diffs: ReadonlyMap<Sentence, SentenceDiff>,
  added: ReadonlySet<Sentence>,
): Sentence[] {
  const [first, last] = [list[0], list.at(-1)];
  if (first === undefined || last === undefined) return [];
  const stays = (sentence: Sentence) => diffs.get(sentence)?.kind === "same";
  const nowOf = (sentence: Sentence | undefined) => {
    const diff = sentence === undefined ? undefined : diffs.get(sentence);
    return diff?.kind === "same" ? nowList.indexOf(diff.now) : undefined;
  };
  const from = nowOf(oldList.slice(0, oldList.indexOf(first)).findLast(stays)) ?? -1;
  const to = nowOf(oldList.slice(oldList.indexOf(last) + 1).find(stays)) ?? nowList.length;
  return nowList.slice(from + 1, to).filter((sentence) => added.has(sentence));
}
