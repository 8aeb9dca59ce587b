/** What a person is told of a comparison, in the order in which it matters: what is new, what came back, what is resolved and by what, then the rest
 *  folded. Pure: it chooses and orders; the renderings only write. Invariant: every outcome stands in exactly one group. */
import type { Severity } from "../../concern.ts";
import type { Cause, ComparisonResult, Outcome, Place } from "../../revision/index.ts";

export interface Group {
  readonly title: string;
  /** One sentence on what the group is; ours. */
  readonly meaning: string;
  /** Whether a reader may skip it: shown closed, and shortly. */
  readonly folded: boolean;
  readonly items: readonly Item[];
}
export interface Item {
  readonly id: string;
  /** Such as `major`, or `minor → major`. */
  readonly weight: string;
  readonly category: string;
  /** Foreign. */
  readonly text: string;
  /** The wording of before, where it says something that the new one does not. Foreign. */
  readonly was?: string;
  readonly place?: Place;
  /** Why it stands in this group; ours. */
  readonly why?: string;
  readonly cause?: Cause;
}
export interface Report {
  /** Such as "2 new (1 major) · 1 resolved · 9 still stand". */
  readonly summary: string;
  readonly groups: readonly Group[];
}

export function reportOf(result: ComparisonResult): Report {
  const { outcomes, cosmetic, sentences } = result;
  if (cosmetic) {
    const extent = sentences === undefined ? "" : `: 0 of ${counted(sentences.same, "sentence")} differ`;
    return { summary: `Nothing that a reader sees has changed${extent}.`, groups: [] };
  }
  const against = againstWhat(result);
  const groups = GROUPS.map(({ holds, meaning, ...group }) => ({
    ...group,
    meaning: typeof meaning === "string" ? meaning : meaning[against],
    items: outcomes.filter(holds).map(itemOf).sort(byWeight),
  }));
  return { summary: summaryOf(outcomes), groups: groups.filter(({ items }) => items.length > 0) };
}

const is =
  (...kinds: readonly Outcome["kind"][]) =>
  ({ kind }: Outcome): boolean =>
    kinds.includes(kind);

type Against = "nothing" | "old text" | "old text that is gone";

function againstWhat({ old, sentences }: ComparisonResult): Against {
  if (old === undefined) return "nothing";
  return sentences === undefined ? "old text that is gone" : "old text";
}

interface Kind extends Omit<Group, "items" | "meaning"> {
  readonly meaning: string | Readonly<Record<Against, string>>;
  readonly holds: (outcome: Outcome) => boolean;
}

const GROUPS: readonly Kind[] = [
  {
    title: "New",
    meaning: {
      nothing: "Nobody looked at this paper before.",
      "old text": "About text that this revision added or changed.",
      "old text that is gone": "Raised for the first time. Whether their text is new is not known.",
    },
    folded: false,
    holds: is("introduced"),
  },
  {
    title: "Back again",
    meaning: "They were resolved, and the new review raises them again.",
    folded: false,
    holds: is("reopened"),
  },
  { title: "Escalated", meaning: "Raised again, and more severe than before.", folded: false, holds: is("escalated") },
  {
    title: "Resolved",
    meaning: "The text that they are about changed, and the new review, which read it, does not raise them again.",
    folded: false,
    holds: is("resolved"),
  },
  {
    title: "Eased",
    meaning: "Raised again, but less severe or only in part. They stay open.",
    folded: false,
    holds: is("eased"),
  },
  {
    title: "Noticed late",
    meaning: "Raised for the first time, about text that did not change.",
    folded: true,
    holds: is("noticed late"),
  },
  { title: "Still standing", meaning: "Raised again as before.", folded: true, holds: is("standing") },
  {
    title: "Not repeated",
    meaning: "The new review does not raise them, but nothing shows that they were addressed. They stay open.",
    folded: true,
    holds: is("not repeated"),
  },
  { title: "Dismissed", meaning: "Raised again, and dismissed before by a person.", folded: true, holds: is("dismissed") },
];

function itemOf(outcome: Outcome): Item {
  const [place] = outcome.places;
  const at = place === undefined ? {} : { place };
  switch (outcome.kind) {
    case "introduced":
    case "noticed late": {
      const { id, now, instead } = outcome;
      const why = instead === undefined ? {} : { why: `like ${instead.id}, which was dismissed, but ${instead.why}` };
      return { id, weight: now.severity, category: now.category, text: now.text, ...at, ...why };
    }
    case "resolved": {
      const { id, was, cause } = outcome;
      return { id, weight: was.severity, category: was.category, text: was.text, ...at, cause, why: CAUSE_WORDS[cause.kind] };
    }
    case "not repeated": {
      const { id, was, because } = outcome;
      return { id, weight: was.severity, category: was.category, text: was.text, ...at, why: SILENCE_WORDS[because] };
    }
    case "eased":
      return { ...againOf(outcome), ...at, why: EASED_WORDS[outcome.because] };
    case "reopened":
      return { ...againOf(outcome), ...at, why: `resolved in revision ${outcome.resolvedIn}` };
    case "standing":
    case "escalated":
    case "dismissed":
      return { ...againOf(outcome), ...at };
  }
}

function againOf({ id, was, now }: Extract<Outcome, { probability: number }>): Omit<Item, "place" | "why"> {
  const weight = was.severity === now.severity ? now.severity : `${was.severity} → ${now.severity}`;
  return { id, weight, category: now.category, text: now.text, ...(was.text === now.text ? {} : { was: was.text }) };
}

const CAUSE_WORDS: Readonly<Record<Cause["kind"], string>> = {
  rewritten: "its text was rewritten",
  removed: "its text was taken out",
  added: "text was added that speaks to it",
};
const EASED_WORDS = {
  "less severe": "less severe than before",
  narrower: "only a part of it was raised again",
  "raised in part": "a part of it was raised as a concern of its own",
} as const;
const SILENCE_WORDS: Readonly<Record<Extract<Outcome, { kind: "not repeated" }>["because"], string>> = {
  untouched: "its text did not change",
  beside: "only other sentences near its text changed",
  unrelated: "its text changed in style only",
  "not read": "its text did not reach the model whole, so it was not judged",
  "no passage": "it is about the whole paper, and nothing was added that speaks to it",
  "old text gone": "the text that it was raised about is gone, so it was not judged",
};

/** Most severe first, by what it weighs now; otherwise as they came. */
function byWeight(a: Item, b: Item): number {
  return weightOf(a) - weightOf(b);
}
const WEIGHTS: Readonly<Record<Severity, number>> = { major: 0, minor: 1, optional: 2 };
function weightOf({ weight }: Item): number {
  const now = weight.split(" ").at(-1);
  return now === "major" || now === "minor" || now === "optional" ? WEIGHTS[now] : 3;
}

function summaryOf(outcomes: readonly Outcome[]): string {
  const of = (...kinds: readonly Outcome["kind"][]) => outcomes.filter(is(...kinds));
  const fresh = of("introduced");
  const majors = fresh.filter((outcome) => "now" in outcome && outcome.now.severity === "major").length;
  const parts = [
    `${fresh.length} new${majors === 0 ? "" : ` (${majors} major)`}`,
    ...some(of("reopened").length, "back again"),
    ...some(of("escalated").length, "escalated"),
    `${of("resolved").length} resolved`,
    ...some(of("eased").length, "eased"),
    ...some(of("standing").length, "still standing"),
    ...some(of("not repeated").length, "not repeated"),
    ...some(of("noticed late").length, "noticed late"),
    ...some(of("dismissed").length, "dismissed before"),
  ];
  return parts.join(" · ");
}

function some(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString("en-US")} ${what}${count === 1 ? "" : "s"}`;
}

/** What stands below the concerns, a line each; nothing where nothing was compared. */
export function closing(result: ComparisonResult): string[] {
  return [...changeLine(result), ...placesLine(result)];
}

/** What of the text changed. */
function changeLine({ old, cosmetic, sentences }: ComparisonResult): string[] {
  if (old === undefined || cosmetic) return [];
  if (sentences === undefined)
    return ["The text of before is gone, so nobody can see what changed: nothing is called resolved, and nothing noticed late."];
  const { same, moved, reworded, removed, added } = sentences;
  return [
    `Of ${counted(same + moved + reworded + removed, "sentence")} ${same + moved} stand, ${reworded} were reworded and ${removed} removed; ${added} are new.`,
  ];
}

/** What a reader must know of the places that are named, if anything. */
function placesLine({ anchoredBy }: ComparisonResult): string[] {
  if (anchoredBy !== "words") return [];
  return ["The places of concerns were found by their words alone: for this embedder there is no model of places."];
}

/** Such as `content/methods.md:12-18`. */
export function placeWords({ file, startLine, endLine }: Place): string {
  return `${file}:${startLine}${endLine === startLine ? "" : `-${endLine}`}`;
}
