/** One item of an answer as a concern, whatever the model made of its fields. Invariant: everything that is mended, mapped or dropped on the way is logged:
 *  counted and shown, never silent. */
import { CATEGORIES, type Category, type Concern, SEVERITIES, type Severity } from "../../concern.ts";
import { CHARACTER_CLASSES, charactersOf, escapeInvisible } from "../../invisible-characters.ts";
import { nearestWord } from "../../nearest-word.ts";
import { truncate } from "../../text.ts";
import { strip } from "../prompt/python-text.ts";

export const REPAIRS = {
  "text around": "text stood around the concerns and was not used",
  "no array": "the concerns were not in one whole array",
  "bad characters": "characters that JSON or a reader cannot have were replaced",
  "bad escape": "a backslash that escapes nothing was kept as a backslash",
  "other key": "the text stood under `concern_text`",
  "plain string": "a string stood for a concern: its category became `other`, its severity `minor`",
  "category mapped": "a misspelt category became the nearest known one",
  "category unknown": "an unknown or missing category became `other`",
  "severity mapped": "a misspelt severity became the nearest known one",
  "severity unknown": "an unknown or missing severity became `minor`",
  "no text": "an item without text was dropped",
  "lost item": "an item that is no JSON was lost",
  "no concern": "an item that is no concern was dropped",
  "no such place": "a concern about a sentence that the paper does not have was dropped",
  copied: "a concern that only repeats the paper or the question was dropped",
} as const;
export type RepairKind = keyof typeof REPAIRS;
export const REPAIR_KINDS = Object.keys(REPAIRS) as RepairKind[];

export interface Repair {
  readonly kind: RepairKind;
  readonly count: number;
  /** The first few, each shortened and on one line. Text of the model. */
  readonly examples: readonly string[];
}

/** Examples of each kind. */
const EXAMPLES = 3;

export class RepairLog {
  readonly #byKind = new Map<RepairKind, { count: number; examples: string[] }>();

  add(kind: RepairKind, example?: string): void {
    const entry = this.#byKind.get(kind) ?? { count: 0, examples: [] };
    entry.count++;
    if (example !== undefined && entry.examples.length < EXAMPLES) entry.examples.push(excerpt(example));
    this.#byKind.set(kind, entry);
  }

  /** In the order of REPAIRS, so that equal answers give equal reports. */
  list(): readonly Repair[] {
    return Array.from(this.#byKind, ([kind, entry]) => ({ kind, ...entry })).sort(
      (a, b) => REPAIR_KINDS.indexOf(a.kind) - REPAIR_KINDS.indexOf(b.kind),
    );
  }
}

/** Those of several answers, as of one. */
export function mergeRepairs(repairs: readonly Repair[]): readonly Repair[] {
  return REPAIR_KINDS.flatMap((kind) => {
    const same = repairs.filter((repair) => repair.kind === kind);
    if (same.length === 0) return [];
    const examples = same.flatMap((repair) => repair.examples).slice(0, EXAMPLES);
    return [{ kind, count: same.reduce((sum, { count }) => sum + count, 0), examples }];
  });
}

/** Characters. */
const LONGEST_EXCERPT = 80;

/** The beginning of a foreign text, escaped, on one line. */
export function excerpt(text: string): string {
  return escapeInvisible(JSON.stringify(truncate(text, LONGEST_EXCERPT)).slice(1, -1));
}

/** What the gate counts is `major`, so an unreadable severity must not become one; the log reports it. */
const UNKNOWN_SEVERITY: Severity = "minor";
const UNKNOWN_CATEGORY: Category = "other";

/** Words that mean a severity without looking like it. */
const SEVERITY_SYNONYMS: ReadonlyMap<string, Severity> = new Map([
  ["critical", "major"],
  ["severe", "major"],
  ["serious", "major"],
  ["high", "major"],
  ["moderate", "minor"],
  ["medium", "minor"],
  ["low", "minor"],
  ["suggestion", "optional"],
  ["trivial", "optional"],
]);

/** @returns whether an object was meant as a concern: it has a key that only concerns have */
export function isConcernLike(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && (Object.hasOwn(value, "text") || Object.hasOwn(value, "concern_text"));
}
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @returns undefined where the item is dropped */
export function parseConcern(item: unknown, log: RepairLog): Concern | undefined {
  if (typeof item === "string") {
    const text = cleanText(item, log);
    log.add(text === "" ? "no text" : "plain string", item);
    return text === "" ? undefined : { text, category: UNKNOWN_CATEGORY, severity: UNKNOWN_SEVERITY };
  }
  if (!isConcernLike(item)) {
    log.add("no concern", JSON.stringify(item));
    return undefined;
  }
  const written = [own(item, "text"), own(item, "concern_text")].filter((value) => typeof value === "string");
  const text = written.map((value) => cleanText(value, log)).find((value) => value !== "");
  if (text === undefined) {
    log.add("no text", JSON.stringify(item));
    return undefined;
  }
  if (typeof own(item, "text") !== "string") log.add("other key", text);
  return { text, category: parseCategory(own(item, "category"), log), severity: parseSeverity(own(item, "severity"), log) };
}

function own(item: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(item, key) ? item[key] : undefined;
}

function parseCategory(given: unknown, log: RepairLog): Category {
  const exact = CATEGORIES.find((known) => known === given);
  if (exact !== undefined) return exact;
  const near = typeof given === "string" ? nearestWord(given, CATEGORIES) : undefined;
  log.add(near === undefined ? "category unknown" : "category mapped", asWritten(given, near));
  return near ?? UNKNOWN_CATEGORY;
}

function parseSeverity(given: unknown, log: RepairLog): Severity {
  const exact = SEVERITIES.find((known) => known === given);
  if (exact !== undefined) return exact;
  const word = typeof given === "string" ? strip(given).toLowerCase() : "";
  const near = SEVERITY_SYNONYMS.get(word) ?? nearestWord(word, SEVERITIES);
  log.add(near === undefined ? "severity unknown" : "severity mapped", asWritten(given, near));
  return near ?? UNKNOWN_SEVERITY;
}

function asWritten(given: unknown, near: string | undefined): string {
  const written = typeof given === "string" ? given.slice(0, 40) : given === undefined ? "(none)" : `(${typeof given})`;
  return near === undefined ? written : `${written} → ${near}`;
}

/** Controls but tab and line feed become blanks, lone surrogates the replacement character; then stripped.
 *  @returns empty where nothing is left that a reader sees: zero-width characters say nothing */
function cleanText(text: string, log: RepairLog): string {
  const clean = text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, " ").replace(/\p{Surrogate}/gu, "\ufffd");
  if (clean !== text) log.add("bad characters", text);
  return SEEN.test(clean) ? strip(clean) : "";
}
const SEEN = new RegExp(`[^\\s${charactersOf(...CHARACTER_CLASSES)}]`, "u");
