/** What the new revision did to every sentence and passage of the old one. Read off the alignment of their sentences, so that files, sections, paragraphs
 *  and line breaks have no part in it.
 *  Invariant: a cosmetic revision leaves every passage the same or moved, and adds none. */
import type { Manuscript, Passage } from "../manuscript/index.ts";
import { alignSentences } from "./align.ts";
import { passagesOf, type Sentence, sentencesOf } from "./sentences.ts";

/** What became of a sentence of the old revision. "Moved": the same words elsewhere, among other sentences than before. */
export type SentenceFate =
  | { readonly kind: "same"; readonly now: readonly [Sentence] }
  | { readonly kind: "moved"; readonly now: readonly [Sentence] }
  | {
      readonly kind: "reworded";
      /** Two where the sentence was split. */
      readonly now: readonly [Sentence, ...Sentence[]];
      /** Share of the words that both wordings have in the same order, from 0 to 1. */
      readonly similarity: number;
    }
  | { readonly kind: "removed" };

/** One place of a passage that is not as it was; at least one side has a sentence. */
export interface Rewording {
  readonly before: readonly Sentence[];
  readonly after: readonly Sentence[];
}

/** What became of a passage of the old revision. One whose sentences all stand, and among which none was put, is the same or moved, also where it was
 *  split or joined. Every sentence that was put in belongs to the passage of the old sentence before it. */
export type PassageFate =
  | { readonly kind: "same" | "moved"; readonly now: readonly [Passage, ...Passage[]] }
  | {
      readonly kind: "reworded";
      readonly now: readonly [Passage, ...Passage[]];
      /** In the order of the new text, what was removed where it stood. */
      readonly rewordings: readonly [Rewording, ...Rewording[]];
    }
  /** @property instead sentences that were added where it stood; often none */
  | { readonly kind: "removed"; readonly instead: readonly Sentence[] };

export interface Changes {
  /** Every sentence of the old revision, in reading order. */
  readonly sentences: ReadonlyMap<Sentence, SentenceFate>;
  /** The sentences of every passage of the old revision, in reading order. */
  readonly passages: ReadonlyMap<Passage, PassageFate>;
  /** For each passage of both revisions its sentences: the keys of all other maps. */
  readonly sentencesOf: ReadonlyMap<Passage, readonly Sentence[]>;
  /** Where each sentence of the new revision comes from; those that are not here were added. Several where they were joined. */
  readonly origins: ReadonlyMap<Sentence, readonly [Sentence, ...Sentence[]]>;
  /** Sentences of the new revision that the old one has in no wording, in reading order. */
  readonly added: ReadonlySet<Sentence>;
  /** Passages of the new revision all of whose sentences were added, in reading order. */
  readonly addedPassages: ReadonlySet<Passage>;
}

type Text = Pick<Manuscript, "title" | "abstract" | "sections">;

/** Deterministic, and the same for the same words whatever the files and lines are. */
export function changesBetween(old: Text, now: Text): Changes {
  const [before, after] = [split(old), split(now)];
  const [oldList, nowList] = [[...before.values()].flat(), [...after.values()].flat()];
  const sentences = new Map<Sentence, SentenceFate>(oldList.map((sentence) => [sentence, { kind: "removed" }]));
  const origins = new Map<Sentence, readonly [Sentence, ...Sentence[]]>();
  for (const { kind, old: olds, now: nows, similarity } of alignSentences(oldList, nowList)) {
    const [from, to] = [pick(oldList, olds), pick(nowList, nows)];
    const fate: SentenceFate = kind === "reworded" ? { kind, now: to, similarity } : { kind, now: [to[0]] };
    for (const sentence of from) sentences.set(sentence, fate);
    for (const sentence of to) origins.set(sentence, from);
  }
  const added = new Set(nowList.filter((sentence) => !origins.has(sentence)));
  const passagesAdded = [...after].filter(([, list]) => list.length > 0 && list.every((sentence) => added.has(sentence)));
  const inserted = insertionsAfter(after, origins);
  return {
    sentences,
    passages: new Map(
      [...before].map(([passage, list]) => [
        passage,
        fateOfPassage(list, sentences, inserted) ?? {
          kind: "removed",
          instead: inTheirPlace(list, oldList, nowList, sentences, added),
        },
      ]),
    ),
    sentencesOf: new Map([...before, ...after]),
    origins,
    added,
    addedPassages: new Set(passagesAdded.map(([passage]) => passage)),
  };
}

function split(text: Text): Map<Passage, readonly Sentence[]> {
  return new Map(passagesOf(text).map((passage) => [passage, sentencesOf(passage)]));
}

function pick(list: readonly Sentence[], [first, ...others]: readonly [number, ...number[]]): [Sentence, ...Sentence[]] {
  const at = (index: number) => {
    const sentence = list[index];
    if (sentence === undefined) throw new RangeError(`an alignment of other texts: there is no sentence ${index}`);
    return sentence;
  };
  return [at(first), ...others.map(at)];
}

/** The sentences that were put into a passage that was there before, by the old sentence that they follow; the first ones by that which they precede. */
function insertionsAfter(
  after: ReadonlyMap<Passage, readonly Sentence[]>,
  origins: Changes["origins"],
): Map<Sentence, { sentences: Sentence[]; before: boolean }> {
  const inserted = new Map<Sentence, { sentences: Sentence[]; before: boolean }>();
  for (const list of after.values()) {
    let host = list.flatMap((sentence) => origins.get(sentence)?.[0] ?? []).at(0);
    if (host === undefined) continue;
    let before = true;
    for (const sentence of list) {
      const origin = origins.get(sentence);
      if (origin === undefined) {
        const here = inserted.get(host);
        if (here === undefined) inserted.set(host, { sentences: [sentence], before });
        else here.sentences.push(sentence);
      } else {
        host = origin.at(-1) ?? host;
        before = false;
      }
    }
  }
  return inserted;
}

/** @returns undefined where no sentence of it is left */
function fateOfPassage(
  list: readonly Sentence[],
  fates: ReadonlyMap<Sentence, SentenceFate>,
  inserted: ReadonlyMap<Sentence, { sentences: readonly Sentence[]; before: boolean }>,
): PassageFate | undefined {
  const rewordings: Rewording[] = [];
  const homes: Passage[] = [];
  let moved = 0;
  for (const sentence of list) {
    const fate = fates.get(sentence);
    if (fate === undefined) throw new RangeError(`nobody knows the fate of the sentence on line ${sentence.startLine}`);
    if (fate.kind === "moved") moved++;
    if (fate.kind !== "removed") homes.push(...fate.now.map(({ passage }) => passage));
    const put = inserted.get(sentence);
    const addition = put === undefined ? [] : [{ before: [], after: put.sentences }];
    rewordings.push(
      ...(put?.before ? addition : []),
      ...ownRewording(sentence, fate, rewordings),
      ...(put?.before ? [] : addition),
    );
  }
  const [first, ...others] = [...new Set(homes)];
  if (first === undefined) return undefined;
  const [rewording, ...more] = rewordings;
  if (rewording !== undefined) return { kind: "reworded", now: [first, ...others], rewordings: [rewording, ...more] };
  return { kind: 2 * moved > list.length ? "moved" : "same", now: [first, ...others] };
}

/** Sentences that were joined into one are one rewording: the second of them has none of its own. */
function ownRewording(sentence: Sentence, fate: SentenceFate, soFar: Rewording[]): Rewording[] {
  if (fate.kind === "same" || fate.kind === "moved") return [];
  if (fate.kind === "removed") return [{ before: [sentence], after: [] }];
  const joined = soFar.findIndex(({ after }) => after[0] === fate.now[0]);
  const other = soFar[joined];
  if (other === undefined) return [{ before: [sentence], after: fate.now }];
  soFar[joined] = { before: [...other.before, sentence], after: fate.now };
  return [];
}

/** What was added between the nearest sentences on both sides that are still there in their order. */
function inTheirPlace(
  list: readonly Sentence[],
  oldList: readonly Sentence[],
  nowList: readonly Sentence[],
  fates: ReadonlyMap<Sentence, SentenceFate>,
  added: ReadonlySet<Sentence>,
): Sentence[] {
  const [first, last] = [list[0], list.at(-1)];
  if (first === undefined || last === undefined) return [];
  const stays = (sentence: Sentence) => fates.get(sentence)?.kind === "same";
  const nowOf = (sentence: Sentence | undefined) => {
    const fate = sentence === undefined ? undefined : fates.get(sentence);
    return fate?.kind === "same" ? nowList.indexOf(fate.now[0]) : undefined;
  };
  const from = nowOf(oldList.slice(0, oldList.indexOf(first)).findLast(stays)) ?? -1;
  const to = nowOf(oldList.slice(oldList.indexOf(last) + 1).find(stays)) ?? nowList.length;
  return nowList.slice(from + 1, to).filter((sentence) => added.has(sentence));
}
