/** What had to be mended, mapped or dropped to make concerns of an answer: counted and shown, never silent. */
import { escapeInvisible } from "../invisible-characters.ts";
import { truncate } from "../text.ts";

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
} as const;
export type RepairKind = keyof typeof REPAIRS;

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
    return [...this.#byKind]
      .map(([kind, entry]) => ({ kind, ...entry }))
      .sort((a, b) => Object.keys(REPAIRS).indexOf(a.kind) - Object.keys(REPAIRS).indexOf(b.kind));
  }
}

/** Characters of an example. */
const GLIMPSE = 80;

/** The beginning of a foreign text, escaped, on one line. */
export function excerpt(text: string): string {
  return escapeInvisible(JSON.stringify(truncate(text, GLIMPSE)).slice(1, -1));
}
