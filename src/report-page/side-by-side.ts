/** Two texts side by side, by the alignment of their sentences that concerns are followed with. Invariant: every passage of
 *  either text stands in exactly one row, and what is marked as changed is no word that the alignment found on the other side. */
import { diffArrays } from "diff";
import type { ManuscriptText, Passage, PassageKind, Sentence } from "../manuscript/index.ts";
import { visibleText } from "../publish/index.ts";
import { type Changes, changesBetween } from "../revision/index.ts";
import { type KeyedPassage, keyedSections } from "./paper.ts";

/** A run of words that changed or did not. */
export interface DiffWords {
  readonly text: string;
  readonly changed: boolean;
}
export interface DiffPassage {
  readonly kind: PassageKind;
  /** Of a passage of the new text: its key in the paper. */
  readonly key: string;
  readonly file: string;
  readonly startLine: number;
  readonly words: readonly DiffWords[];
}
export interface DiffRow {
  readonly kind: "same" | "moved" | "reworded" | "moved and reworded" | "removed" | "added";
  readonly section: string;
  readonly old: readonly DiffPassage[];
  readonly now: readonly DiffPassage[];
}

/** What a row shows, with the sentences themselves, by which causes are found in it. */
export interface AlignedRow extends DiffRow {
  readonly sentences: { readonly old: readonly Sentence[]; readonly now: readonly Sentence[] };
}

/** Rows in the order of the new text; what was removed stands behind what it followed. Titles come first. */
export function sideBySide(old: ManuscriptText, now: ManuscriptText, changes = changesBetween(old, now)): readonly AlignedRow[] {
  const [before, after] = [keyedPassages(old, "o"), keyedPassages(now, "")];
  const wordsOf = sentenceMarks(changes);
  const groups = groupsOf(before, after, changes);
  const staying = longestAscent(groups.map(({ old, now }) => (now.length === 0 ? -1 : (old[0] ?? -1))));
  return ordered(groups).map((group): AlignedRow => {
    const olds = group.old.flatMap((k) => before[k] ?? []);
    const nows = group.now.flatMap((k) => after[k] ?? []);
    const sentences = { old: sentencesIn(olds, changes), now: sentencesIn(nows, changes) };
    const cell = (list: readonly KeyedPassage[]) => list.map((entry) => diffPassage(entry, changes, wordsOf));
    return {
      kind: kindOf(group, sentences, changes, staying.has(groups.indexOf(group))),
      section: visibleText((nows[0] ?? olds[0])?.section ?? ""),
      old: cell(olds),
      now: cell(nows),
      sentences,
    };
  });
}

/** With the title in front, and the name of its section in the place of a section's key. */
function keyedPassages(text: ManuscriptText, prefix: string): KeyedPassage[] {
  const { title } = text;
  const first: KeyedPassage[] =
    title === undefined ? [] : [{ key: `${prefix}title`, passage: title, level: 1, section: "", sentences: [] }];
  const rest = keyedSections(text, prefix, () => []).flatMap(({ name, passages }) =>
    passages.map((entry) => ({ ...entry, section: name })),
  );
  return [...first, ...rest];
}

/** Passages that belong together: of each text indices that ascend, none only where there are some of the other. */
interface Group {
  readonly old: readonly number[];
  readonly now: readonly number[];
}

/** The connected parts of "has a sentence of". */
function groupsOf(before: readonly KeyedPassage[], after: readonly KeyedPassage[], { passages }: Changes): Group[] {
  const indexOfNow = new Map(after.map(({ passage }, k) => [passage, k]));
  const parent = Array.from({ length: before.length + after.length }, (_, k) => k);
  const find = (k: number): number => {
    let at = k;
    while (parent[at] !== at) at = parent[at] ?? at;
    return at;
  };
  for (const [i, { passage }] of before.entries()) {
    const diff = passages.get(passage);
    const now: readonly Passage[] = diff === undefined || diff.kind === "removed" ? [] : diff.now;
    for (const target of now) {
      const j = indexOfNow.get(target);
      if (j !== undefined) parent[find(before.length + j)] = find(i);
    }
  }
  const groups = new Map<number, { old: number[]; now: number[] }>();
  for (const k of parent.keys()) {
    const root = find(k);
    const group = groups.get(root) ?? { old: [], now: [] };
    groups.set(root, group);
    if (k < before.length) group.old.push(k);
    else group.now.push(k - before.length);
  }
  return [...groups.values()].sort((a, b) => (a.now[0] ?? Number.POSITIVE_INFINITY) - (b.now[0] ?? Number.POSITIVE_INFINITY));
}

/** @param groups those of the new text in its order, then what was removed */
function ordered(groups: readonly Group[]): Group[] {
  const rows = groups.filter(({ now }) => now.length > 0);
  const removed = groups.filter(({ now }) => now.length === 0).sort((a, b) => (a.old[0] ?? 0) - (b.old[0] ?? 0));
  for (const group of removed) {
    const before = (group.old[0] ?? 0) - 1;
    rows.splice(rows.findIndex(({ old }) => old.includes(before)) + 1, 0, group);
  }
  return rows;
}

/** @param values -1 for what has no place in the old text
 *  @returns the positions of a longest ascending subsequence: what stayed where it was, all else having moved */
export function longestAscent(values: readonly number[]): ReadonlySet<number> {
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [k, value] of values.entries()) {
    if (value < 0) continue;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before[k] = low === 0 ? undefined : ends[low - 1];
    ends[low] = k;
  }
  const chosen = new Set<number>();
  for (let k = ends.at(-1); k !== undefined; k = before[k]) chosen.add(k);
  return chosen;
}

function kindOf(
  { old, now }: Group,
  sentences: AlignedRow["sentences"],
  { sentences: diffs, added, reworded }: Changes,
  stays: boolean,
): DiffRow["kind"] {
  if (now.length === 0) return "removed";
  if (old.length === 0) return "added";
  const isSame =
    sentences.old.every((sentence) => ["same", "moved"].includes(diffs.get(sentence)?.kind ?? "")) &&
    !sentences.now.some((sentence) => added.has(sentence) || reworded.has(sentence));
  if (isSame) return stays ? "same" : "moved";
  return stays ? "reworded" : "moved and reworded";
}

function sentencesIn(entries: readonly KeyedPassage[], { sentencesOf }: Changes): Sentence[] {
  return entries.flatMap(({ passage }) => sentencesOf.get(passage) ?? []);
}

function diffPassage(
  { key, passage }: KeyedPassage,
  { sentencesOf }: Changes,
  wordsOf: (sentence: Sentence) => readonly DiffWords[],
): DiffPassage {
  const { kind, file, startLine } = passage;
  const words = (sentencesOf.get(passage) ?? []).flatMap((sentence) => wordsOf(sentence));
  return { kind, key, file: visibleText(file), startLine, words: joined(words) };
}

/** Of each sentence of both texts its words, marked by what the other side has of them. */
function sentenceMarks({ sentences, added, reworded }: Changes): (sentence: Sentence) => readonly DiffWords[] {
  const nowsOf = new Map<Sentence, Sentence[]>();
  const oldsOf = new Map<Sentence, Sentence[]>();
  const link = (old: Sentence, now: Sentence) => {
    nowsOf.set(old, [...new Set([...(nowsOf.get(old) ?? []), now])]);
    oldsOf.set(now, [...new Set([...(oldsOf.get(now) ?? []), old])]);
  };
  for (const [old, diff] of sentences) if (diff.kind === "reworded") link(old, diff.now);
  for (const [now, old] of reworded) link(old, now);
  return (sentence) => {
    const { text } = sentence;
    const others = nowsOf.get(sentence) ?? oldsOf.get(sentence);
    if (others !== undefined) return markedWords(text, others.map((other) => other.text).join(" "));
    const gone = sentences.get(sentence)?.kind === "removed" || added.has(sentence);
    return [{ text: visibleText(text), changed: gone }];
  };
}

/** The words of a wording, marked where the other one does not have them in this order. */
function markedWords(own: string, other: string): DiffWords[] {
  const parts = diffArrays(own.split(/\s+/), other.split(/\s+/));
  return parts.flatMap(({ value, added, removed }) => (added ? [] : [{ text: visibleText(value.join(" ")), changed: removed }]));
}

function joined(words: readonly DiffWords[]): DiffWords[] {
  const all: DiffWords[] = [];
  for (const run of words) {
    const last = all.at(-1);
    if (last?.changed === run.changed) all[all.length - 1] = { text: `${last.text} ${run.text}`, changed: run.changed };
    else all.push(run);
  }
  return all;
}
