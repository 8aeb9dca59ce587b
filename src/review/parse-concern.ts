/** One item of an answer as a concern, whatever the model made of the fields. Everything that is changed is logged. */
import { CATEGORIES, type Category, type Concern, SEVERITIES, type Severity } from "../concern.ts";
import { nearestWord } from "../nearest-word.ts";
import { strip } from "./python-text.ts";
import type { RepairLog } from "./repairs.ts";

/** What the gate counts is `major`, so a severity that nobody can read must not be one; the log says that it was read so. */
const UNKNOWN_SEVERITY: Severity = "minor";
const UNKNOWN_CATEGORY: Category = "other";

/** Words that mean a severity without looking like it. */
const MEANT: Readonly<Record<string, Severity>> = {
  critical: "major",
  severe: "major",
  serious: "major",
  high: "major",
  moderate: "minor",
  medium: "minor",
  low: "minor",
  suggestion: "optional",
  trivial: "optional",
};

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
    const text = readable(item, log);
    log.add(text === "" ? "no text" : "plain string", item);
    return text === "" ? undefined : { text, category: UNKNOWN_CATEGORY, severity: UNKNOWN_SEVERITY };
  }
  if (!isConcernLike(item)) {
    log.add("no concern", JSON.stringify(item));
    return undefined;
  }
  const written = [own(item, "text"), own(item, "concern_text")].filter((value) => typeof value === "string");
  const text = written.map((value) => readable(value, log)).find((value) => value !== "");
  if (text === undefined) {
    log.add("no text", JSON.stringify(item));
    return undefined;
  }
  if (typeof own(item, "text") !== "string") log.add("other key", text);
  return { text, category: categoryOf(own(item, "category"), log), severity: severityOf(own(item, "severity"), log) };
}

function own(item: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(item, key) ? item[key] : undefined;
}

function categoryOf(given: unknown, log: RepairLog): Category {
  const exact = CATEGORIES.find((known) => known === given);
  if (exact !== undefined) return exact;
  const near = typeof given === "string" ? nearestWord(given, CATEGORIES) : undefined;
  log.add(near === undefined ? "category unknown" : "category mapped", asWritten(given, near));
  return near ?? UNKNOWN_CATEGORY;
}

function severityOf(given: unknown, log: RepairLog): Severity {
  const exact = SEVERITIES.find((known) => known === given);
  if (exact !== undefined) return exact;
  const word = typeof given === "string" ? strip(given).toLowerCase() : "";
  const near = (Object.hasOwn(MEANT, word) ? MEANT[word] : undefined) ?? nearestWord(word, SEVERITIES);
  log.add(near === undefined ? "severity unknown" : "severity mapped", asWritten(given, near));
  return near ?? UNKNOWN_SEVERITY;
}

function asWritten(given: unknown, near: string | undefined): string {
  const written = typeof given === "string" ? given.slice(0, 40) : given === undefined ? "(none)" : `(${typeof given})`;
  return near === undefined ? written : `${written} → ${near}`;
}

/** Controls but tab and line feed become blanks, half characters the replacement character; then stripped. */
function readable(text: string, log: RepairLog): string {
  const whole = text.replace(CONTROLS, " ").replace(HALVES, "\ufffd");
  if (whole !== text) log.add("bad characters", text);
  return strip(whole);
}
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const HALVES = /\p{Surrogate}/gu;
