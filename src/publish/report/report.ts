/** What a person is told of a comparison, in the order in which it matters: what is new, what came back, what is resolved and by what, then the rest
 *  folded. Pure: it chooses and orders; the renderings only write. Invariant: every outcome stands in exactly one group. */

import type { ComparisonResult, Outcome, Place } from "../../revision/index.ts";
import { counted } from "../../text.ts";
import { byWeight, itemOf, type ReportItem } from "./item.ts";

export type { ReportItem } from "./item.ts";

export interface ReportGroup {
  readonly title: string;
  /** One sentence on what the group is; ours. */
  readonly meaning: string;
  /** Whether a reader may skip it: shown closed, and shortly. */
  readonly folded: boolean;
  readonly items: readonly ReportItem[];
}
/** So many of a kind. */
export interface GroupCount {
  readonly number: number;
  /** Such as "new". */
  readonly what: string;
  /** How many of them weigh most, where that is news. */
  readonly majors: number;
  /** As its group: whether a reader may skip it. */
  readonly folded: boolean;
}
export interface Report {
  /** Such as "2 new (1 major) · 1 resolved · 9 still standing"; what a cosmetic revision is, in one sentence. */
  readonly summary: string;
  /** The same as data, in the order of the groups; what is new and what is resolved also where there is none. Empty where it is cosmetic. */
  readonly counts: readonly GroupCount[];
  readonly groups: readonly ReportGroup[];
}

export function reportOf(result: ComparisonResult): Report {
  const { outcomes, cosmetic, sentences } = result;
  if (cosmetic) {
    const extent = sentences === undefined ? "" : `: 0 of ${counted(sentences.same, "sentence")} differ`;
    return { summary: `Nothing that a reader sees has changed${extent}.`, counts: [], groups: [] };
  }
  const against = againstWhat(result);
  const idOf = new Map(result.outcomes.flatMap((one) => ("found" in one && !isPart(one) ? [[one.found, one.id] as const] : [])));
  const groups = GROUPS.map(({ holds, meaning, ...group }) => ({
    ...group,
    meaning: typeof meaning === "string" ? meaning : meaning[against],
    items: outcomes
      .filter(holds)
      .map((outcome) => itemOf(outcome, idOf))
      .sort(byWeight),
  }));
  const counts = countsOf(groups);
  const summary = counts.map((count) => `${count.number} ${count.what}${majorsWords(count)}`).join(" · ");
  return { summary, counts, groups: groups.filter(({ items }) => items.length > 0) };
}

/** Whether a concern was only raised in part, by one that has another id. */
function isPart(outcome: Outcome): boolean {
  return outcome.kind === "eased" && outcome.because === "raised in part";
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

interface Kind extends Omit<ReportGroup, "items" | "meaning"> {
  /** In "6 new". */
  readonly counted: string;
  readonly meaning: string | Readonly<Record<Against, string>>;
  readonly holds: (outcome: Outcome) => boolean;
}

const GROUPS: readonly Kind[] = [
  {
    title: "New",
    counted: "new",
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
    counted: "back again",
    meaning: "They were resolved, and the new review raises them again.",
    folded: false,
    holds: is("reopened"),
  },
  {
    title: "Escalated",
    counted: "escalated",
    meaning: "Raised again, and more severe than before.",
    folded: false,
    holds: is("escalated"),
  },
  {
    title: "Resolved",
    counted: "resolved",
    meaning: "The text that they are about changed, and the new review, which read it, does not raise them again.",
    folded: false,
    holds: is("resolved"),
  },
  {
    title: "Eased",
    counted: "eased",
    meaning: "Raised again, but less severe or only in part. They stay open.",
    folded: false,
    holds: is("eased"),
  },
  {
    title: "Noticed late",
    counted: "noticed late",
    meaning: "Raised for the first time, about text that did not change.",
    folded: true,
    holds: is("noticed late"),
  },
  { title: "Still standing", counted: "still standing", meaning: "Raised again as before.", folded: true, holds: is("standing") },
  {
    title: "Not repeated",
    counted: "not repeated",
    meaning: "The new review does not raise them, but nothing shows that they were addressed. They stay open.",
    folded: true,
    holds: is("not repeated"),
  },
  {
    title: "Dismissed",
    counted: "dismissed before",
    meaning: "Raised again, and dismissed before by a person.",
    folded: true,
    holds: is("dismissed"),
  },
];

function countsOf(groups: readonly (ReportGroup & { readonly counted: string })[]): GroupCount[] {
  return groups.flatMap(({ counted: what, folded, items, title }) => {
    const majors = MAJORS_TOLD.includes(title) ? items.filter(({ severity }) => severity === "major").length : 0;
    return items.length > 0 || ALWAYS_TOLD.includes(title) ? [{ number: items.length, what, majors, folded }] : [];
  });
}
const ALWAYS_TOLD = ["New", "Resolved"];
const MAJORS_TOLD = ["New", "Noticed late"];

/** Such as "new (2 major)". */
export function majorsWords({ majors }: GroupCount): string {
  return majors === 0 ? "" : ` (${majors} major)`;
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
