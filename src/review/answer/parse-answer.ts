/** From what a model wrote to concerns. Invariant: "no concerns" comes out only where an empty array is the whole answer, thoughts and a code fence aside: a
 *  refusal that ends in one is none; text that is no JSON never becomes a concern. Fails towards "unparsable", which is asked once more and then reported. */
import { CATEGORIES, type Concern, SEVERITIES } from "../../concern.ts";
import { findJsonValues, type JsonScan, repairJson, type TextRange } from "./find-json.ts";
import { isConcernLike, isRecord, parseConcern, type Repair, RepairLog } from "./parse-concern.ts";

export type ParsedAnswer =
  | {
      readonly kind: "parsed";
      readonly concerns: readonly Concern[];
      readonly repairs: readonly Repair[];
      /** The text breaks off inside an array or object: concerns after those here are missing. */
      readonly cut: boolean;
    }
  | { readonly kind: "unparsable"; readonly why: string };

/** Accepts the array of the training answers, also in a code fence, in prose or after thoughts; an object with the array under `concerns`;
 *  objects without the brackets around them; strings for objects, where they are the whole answer; and the whole objects of an array that is cut or
 *  damaged. Of several arrays all count: to lose a concern is worse than to see it twice. */
export function parseAnswer(text: string): ParsedAnswer {
  const answer = afterOpeningThoughts(text);
  if (answer === undefined) return { kind: "unparsable", why: "its thoughts never end" };
  const log = new RepairLog();
  const { values, broken } = afterLaterThoughts(answer, findJsonValues(answer));
  const cut = broken.some(({ why }) => why === "cut");
  const isWhole = isWholeAnswer(answer, values);
  const used = answerLists(
    values.map((value) => ({ ...value, list: itemsIn(parseRange(answer, value, log)) })),
    isWhole,
  );
  if (used.length === 0) {
    const isEmpty = values.some((value) => isEmptyList(answer, value));
    if (isEmpty && isWhole) return { kind: "parsed", concerns: [], repairs: [], cut };
    return {
      kind: "unparsable",
      why: cut ? "it breaks off before the first whole concern" : NO_LIST[isEmpty ? "empty" : "none"],
    };
  }
  const concerns = used.flatMap(({ list }) => list).flatMap((item) => parseConcern(item, log) ?? []);
  if (concerns.length === 0) return { kind: "unparsable", why: "no item of its list has a text" };
  if (used.length > 1 || broken.length > 0 || answer.charAt(used[0]?.start ?? 0) !== "[") log.add("no array");
  for (const { start } of broken.filter(({ start, why }) => why === "malformed" && answer.charAt(start) === "{"))
    log.add("lost item", answer.slice(start, start + 200));
  const around = (text.length === answer.length ? "" : "<think> ") + textOutside(answer, used);
  if (/[^\s,[\]]/.test(around)) log.add("text around", around.trim());
  return { kind: "parsed", concerns, repairs: log.list(), cut };
}

const START_OF_THOUGHTS = "<think>";
const END_OF_THOUGHTS = "</think>";

/** A think block at the very beginning is no answer, whatever stands in it. */
function afterOpeningThoughts(text: string): string | undefined {
  if (!/^\s*<think>/.test(text)) return text;
  const end = text.indexOf(END_OF_THOUGHTS);
  return end === -1 ? undefined : text.slice(end + END_OF_THOUGHTS.length);
}

/** Some templates open the think block themselves, so that only its end is in the answer. Inside a value it is a word that a concern quotes. */
function afterLaterThoughts(text: string, { values, broken }: JsonScan): JsonScan {
  let thoughts = 0;
  let from = 0;
  for (const value of [...values, { start: text.length, end: text.length }]) {
    const last = text.slice(from, value.start).lastIndexOf(END_OF_THOUGHTS);
    if (last !== -1) thoughts = from + last;
    from = value.end;
  }
  const isLater = ({ start }: { readonly start: number }): boolean => start >= thoughts;
  return { values: values.filter(isLater), broken: broken.filter(isLater) };
}

/** The scan has seen that the value is JSON but for what is mended here. */
function parseRange(text: string, { start, end }: TextRange, log: RepairLog): unknown {
  const { json, controls, escapes } = repairJson(text.slice(start, end));
  if (controls) log.add("bad characters", text.slice(start, end));
  if (escapes) log.add("bad escape", text.slice(start, end));
  return JSON.parse(json);
}

/** An array's items, those of arrays in it too; the array under `concerns`; or the value alone. */
function itemsIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => (Array.isArray(item) ? itemsIn(item) : [item]));
  if (!isRecord(value) || isConcernLike(value)) return [value];
  const { concerns } = value;
  return Array.isArray(concerns) ? itemsIn(concerns) : [value];
}

interface Candidate extends TextRange {
  readonly list: readonly unknown[];
}

/** All that hold an object meant as a concern. What stands in other text may be quoted from the paper: there one of them must have a field besides its text,
 *  and a list of strings counts only where it is the whole answer. */
function answerLists(candidates: readonly Candidate[], isWhole: boolean): readonly Candidate[] {
  const meant = candidates.filter(({ list }) => list.some(isConcernLike));
  if (isWhole && meant.length === 0)
    return candidates.filter(({ list }) => list.some((item) => typeof item === "string" && !FIELD_WORDS.has(item)));
  return isWhole || meant.some(({ list }) => list.some(isClassified)) ? meant : [];
}
const FIELD_WORDS: ReadonlySet<string> = new Set([...CATEGORIES, ...SEVERITIES, "text", "category", "severity"]);

function isClassified(item: unknown): boolean {
  return isConcernLike(item) && (Object.hasOwn(item, "category") || Object.hasOwn(item, "severity"));
}

const NO_LIST = {
  none: "there is no list of concerns in it",
  empty: "an empty list stands in other text, and says only alone that there are no concerns",
} as const;

function isEmptyList(text: string, { start, end }: TextRange): boolean {
  return /^(?:\[\s*\]|\{\s*"concerns"\s*:\s*\[\s*\]\s*\})$/.test(text.slice(start, Math.min(end, start + 100)));
}

const FENCE = "```";

/** Whether one value is all of the answer but for thoughts before it, blanks, and a code fence around it. */
function isWholeAnswer(text: string, values: readonly TextRange[]): boolean {
  const [value, ...others] = values;
  if (value === undefined || others.length > 0) return false;
  const before = afterThoughts(text.slice(0, value.start)).trim();
  const after = text.slice(value.end).trim();
  if (before === "") return after === "";
  return before.startsWith(FENCE) && /^(?:json)?$/i.test(before.slice(FENCE.length).trim()) && after === FENCE;
}

/** What follows the last think block. Text that a block was opened in the middle of is no thought, and stays. */
function afterThoughts(text: string): string {
  const end = text.lastIndexOf(END_OF_THOUGHTS);
  if (end === -1) return text;
  const opened = text.slice(0, end).split(START_OF_THOUGHTS).slice(0, -1);
  const isAnswered = opened.some((before) => before.trim() !== "" && !before.trimEnd().endsWith(END_OF_THOUGHTS));
  return isAnswered ? text : text.slice(end + END_OF_THOUGHTS.length);
}

function textOutside(text: string, values: readonly TextRange[]): string {
  const starts = [0, ...values.map(({ end }) => end)];
  return starts.map((start, k) => text.slice(start, values[k]?.start ?? text.length)).join(" ");
}

/** The concerns of an answer that is still being written, for people who wait. What is shown here is not the result: that comes from
 *  parsing the whole answer. Each character is looked at once. */
export class ConcernStream {
  #at = 0;
  #objectStart = -1;
  #inString = false;

  /** @param answer all that has come so far; only what is new is read
   *  @returns the concerns that became whole since the last call */
  read(answer: string): readonly Concern[] {
    const found: Concern[] = [];
    for (; this.#at < answer.length; this.#at++) {
      const character = answer.charAt(this.#at);
      if (this.#inString) {
        if (character === "\\") this.#at++; // what it escapes is no quote, and may not have come yet
        this.#inString = character !== '"';
      } else if (character === "{") this.#objectStart = this.#at;
      else if (this.#objectStart === -1) continue;
      else if (character === "}") found.push(...this.#close(answer));
      else this.#inString = character === '"';
    }
    return found;
  }

  #close(answer: string): readonly Concern[] {
    const written = answer.slice(this.#objectStart, this.#at + 1);
    this.#objectStart = -1;
    try {
      const value: unknown = JSON.parse(repairJson(written).json);
      return isConcernLike(value) ? [parseConcern(value, new RepairLog())].filter((concern) => concern !== undefined) : [];
    } catch {
      return []; // an object of prose; the whole answer's parser decides what it was
    }
  }
}
