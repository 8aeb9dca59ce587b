/** A text as the page lays it out: sections and blocks in reading order, each passage and sentence with a key that ties concerns,
 *  changes and elements together. Invariant: the words of a block are those that were read, in their order; what the model did
 *  not get is marked to the character. */
import { type ManuscriptText, type Passage, type PassageKind, type Sentence, sentencesOf } from "../manuscript/index.ts";
import { visibleText } from "../publish/index.ts";
import type { PassageReading } from "../review/index.ts";
import { tableCells } from "./table.ts";

/** A passage of a text with the keys by which the page knows it and its sentences. */
export interface KeyedPassage {
  /** Such as `p12`: unique in its text. */
  readonly key: string;
  readonly passage: Passage;
  /** Of a heading: 1 for a section's own. */
  readonly level: number | undefined;
  readonly section: string;
  readonly sentences: readonly KeyedSentence[];
}
export interface KeyedSentence {
  /** Such as `p12-3`. */
  readonly key: string;
  readonly sentence: Sentence;
}

export interface KeyedSection {
  /** Such as `sec2`. */
  readonly key: string;
  /** As a reader sees it; "Abstract" for that, and empty for text before the first heading. Foreign. */
  readonly name: string;
  readonly passages: readonly KeyedPassage[];
}

/** @param prefix of all keys, so that those of two texts on one page differ
 *  @param sentencesIn of a passage, where they are known already */
export function keyedSections(
  { abstract, sections }: ManuscriptText,
  prefix: string,
  sentencesIn: (passage: Passage) => readonly Sentence[] = sentencesOf,
): readonly KeyedSection[] {
  let count = 0;
  const parts = [...(abstract.length === 0 ? [] : [{ name: "Abstract", passages: abstract }]), ...sections];
  return parts.map(({ name, passages }, k) => {
    const section = `${prefix}sec${k + 1}`;
    const keyed = passages.map((passage: Passage & { readonly level?: number }): KeyedPassage => {
      const key = `${prefix}p${++count}`;
      const sentences = sentencesIn(passage).map((sentence, s) => ({ key: `${key}-${s + 1}`, sentence }));
      return { key, passage, level: passage.level, section, sentences };
    });
    return { key: section, name, passages: keyed };
  });
}

/** Some words of a block. */
export interface Span {
  readonly text: string;
  /** Key of the sentence, where a concern is about it. */
  readonly key?: string;
  /** Ids of the concerns that are about it. */
  readonly concerns: readonly string[];
  /** Ids of those whose reference stands behind it. */
  readonly references: readonly string[];
  /** Whether these words were cut before the model. */
  readonly unread: boolean;
}

export interface Block {
  readonly key: string;
  readonly kind: PassageKind;
  /** Of a heading in the page, from 2 to 6; the paper's title is 1. */
  readonly level: number;
  readonly file: string;
  readonly startLine: number;
  readonly read: PassageReading["read"];
  readonly spans: readonly Span[];
  /** Of a table that was read whole, where its cells can be separated: rows of cells, the words of its spans. */
  readonly cells?: readonly (readonly string[])[];
  /** Ids of the concerns that are pinned here, in the order of their sentences. */
  readonly pinned: readonly string[];
}

export interface PaperSection {
  readonly key: string;
  readonly name: string;
  /** Whether a heading has to be made, because its passages begin without their own. */
  readonly needsHeading: boolean;
  readonly blocks: readonly Block[];
}

/** Where a concern stands in a text. */
export interface Pin {
  readonly passage: string;
  /** Keys of the sentences that it is about, in reading order; all of them where only the passage is known. */
  readonly sentences: readonly string[];
}

/** @param pins of concerns by id
 *  @param readings of all passages; one that is not among them was read whole */
export function paperSections(
  sections: readonly KeyedSection[],
  pins: ReadonlyMap<string, Pin>,
  readings: readonly PassageReading[],
): readonly PaperSection[] {
  const bySentence = new Map<string, string[]>();
  const byPassage = new Map<string, string[]>();
  for (const [id, { passage, sentences }] of pins) {
    byPassage.set(passage, [...(byPassage.get(passage) ?? []), id]);
    for (const key of sentences) bySentence.set(key, [...(bySentence.get(key) ?? []), id]);
  }
  const lastOf = new Map([...pins].map(([id, { sentences }]) => [id, sentences.at(-1)]));
  const readingOf = new Map(readings.map((reading) => [reading.passage, reading]));
  return sections.map(({ key, name, passages }) => ({
    key,
    name: visibleText(name),
    needsHeading: name !== "" && passages[0]?.passage.kind !== "heading",
    blocks: passages.map((entry): Block => {
      const { passage, level = 1 } = entry;
      const reading = readingOf.get(passage);
      const pinned = byPassage.get(entry.key) ?? [];
      const cells = reading === undefined || reading.read === "whole" ? tableCells(passage) : undefined;
      const order = (id: string) => entry.sentences.findIndex((sentence) => sentence.key === pins.get(id)?.sentences[0]);
      return {
        key: entry.key,
        kind: passage.kind,
        level: Math.min(6, level + 1),
        file: visibleText(passage.file),
        startLine: passage.startLine,
        read: reading?.read ?? "whole",
        ...(cells !== undefined && { cells: cells.map((row) => row.map(visibleText)) }),
        spans: spansOf(entry, reading?.until ?? passage.text.length, bySentence, lastOf),
        pinned: [...pinned].sort((a, b) => order(a) - order(b)),
      };
    }),
  }));
}

/** Sentences of which nothing is to be said are one span, so that the page stays small. */
function spansOf(
  { passage, sentences }: KeyedPassage,
  until: number,
  bySentence: ReadonlyMap<string, readonly string[]>,
  lastOf: ReadonlyMap<string, string | undefined>,
): Span[] {
  const spans: Span[] = [];
  const put = (span: Span) => {
    const last = spans.at(-1);
    const joins = last !== undefined && last.concerns.length + span.concerns.length === 0 && last.unread === span.unread;
    if (joins) spans[spans.length - 1] = { ...last, text: last.text + span.text };
    else if (span.text !== "") spans.push(span);
  };
  const words = (from: number, to: number) => visibleText(passage.text.slice(from, to));
  const plain = (from: number, to: number) => {
    for (const [a, b, unread] of halves(from, to, until)) put({ text: words(a, b), concerns: [], references: [], unread });
  };
  let at = 0;
  for (const { key, sentence } of sentences) {
    plain(at, sentence.start);
    at = sentence.end;
    const concerns = bySentence.get(key) ?? [];
    if (concerns.length === 0) {
      plain(sentence.start, sentence.end);
      continue;
    }
    const parts = halves(sentence.start, sentence.end, until);
    for (const [k, [a, b, unread]] of parts.entries()) {
      const isLast = k === parts.length - 1;
      const references = isLast ? concerns.filter((id) => lastOf.get(id) === key) : [];
      put({ text: words(a, b), ...(k === 0 && { key }), concerns, references, unread });
    }
  }
  plain(at, passage.text.length);
  return spans;
}

/** A range, parted where reading ended. @returns start, end, and whether it was not read; no empty part */
function halves(from: number, to: number, until: number): (readonly [number, number, boolean])[] {
  const middle = Math.max(from, Math.min(to, until));
  return ([[from, middle, false] as const, [middle, to, true] as const] as const).filter(([a, b]) => a < b);
}
