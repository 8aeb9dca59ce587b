/** The groups of a report, in the order in which they matter, and which of them an outcome stands in. Invariant: every kind of outcome has exactly one. */
import type { ComparisonResult, OutcomeKind, UnsettledChange } from "../../revision/index.ts";
import type { ReportItem } from "./items.ts";

/** What became of a concern as people see it. "addressed in part" are no eased ones, which were raised again; "text removed" are no silent ones. */
export type ReportKind = OutcomeKind | UnsettledChange["kind"];

/** What a revision brings: reported in full, and counted as new by the gate. */
export const RAISED_KINDS = ["introduced", "reopened", "escalated"] as const satisfies readonly OutcomeKind[];
type AnyOutcome = ComparisonResult["outcomes"][number];
export type RaisedOutcome = Extract<AnyOutcome, { kind: (typeof RAISED_KINDS)[number] }>;

export function isRaised(outcome: AnyOutcome): outcome is RaisedOutcome {
  return RAISED_KINDS.some((kind) => kind === outcome.kind);
}

export function reportKind(outcome: AnyOutcome): ReportKind {
  const { kind } = outcome;
  if (kind === "eased" && outcome.because === "addressed in part") return outcome.because;
  if (kind === "not repeated" && outcome.because === "text removed") return outcome.because;
  return kind;
}

export interface ReportGroup {
  readonly kind: ReportKind;
  readonly title: string;
  /** In a count, such as "new" in "6 new". */
  readonly label: string;
  /** One sentence on what the group is; ours. */
  readonly meaning: string;
  /** Whether a reader may skip it: shown closed, and shortly. */
  readonly folded: boolean;
  /** Most severe first. */
  readonly items: readonly ReportItem[];
  /** How many of them are major, where a count says so; else 0. */
  readonly majors: number;
}

/** What the review is compared with. */
type Basis = "nothing" | "old text" | "old text that is gone";

export function basisOf({ old, sentences }: ComparisonResult): Basis {
  if (old === undefined) return "nothing";
  return sentences === undefined ? "old text that is gone" : "old text";
}

interface GroupDefinition extends Omit<ReportGroup, "items" | "majors" | "meaning"> {
  readonly meaning: string | Readonly<Record<Basis, string>>;
  readonly countsMajors?: true;
}

export const GROUPS: readonly GroupDefinition[] = [
  {
    kind: "introduced",
    title: "New",
    label: "new",
    meaning: {
      nothing: "Nobody looked at this paper before.",
      "old text": "About text that this revision added or changed.",
      "old text that is gone": "Raised for the first time. Whether their text is new is not known.",
    },
    folded: false,
    countsMajors: true,
  },
  {
    kind: "reopened",
    title: "Back again",
    label: "back again",
    meaning: "They were resolved, and the new review raises them again.",
    folded: false,
  },
  {
    kind: "escalated",
    title: "Escalated",
    label: "escalated",
    meaning: "Raised again, and more severe than before.",
    folded: false,
  },
  {
    kind: "resolved",
    title: "Resolved",
    label: "resolved",
    meaning: "Each is shown with the change that settles it. The new review, which read that, does not raise them again.",
    folded: false,
  },
  {
    kind: "addressed in part",
    title: "Partly addressed",
    label: "partly addressed",
    meaning: "Each is shown with what was done. They stay open for what is left.",
    folded: false,
  },
  {
    kind: "text removed",
    title: "Text removed, please check",
    label: "to check",
    meaning:
      "Their text was removed, but nothing shows that the weakness is gone. They stay open: dismiss those that are settled.",
    folded: false,
    countsMajors: true,
  },
  {
    kind: "eased",
    title: "Eased",
    label: "eased",
    meaning: "Raised again, but less severe or only in part. They stay open.",
    folded: false,
  },
  {
    kind: "noticed late",
    title: "Noticed late",
    label: "noticed late",
    meaning: "Raised for the first time, about text that did not change.",
    folded: true,
    countsMajors: true,
  },
  { kind: "standing", title: "Still standing", label: "still standing", meaning: "Raised again as before.", folded: true },
  {
    kind: "not repeated",
    title: "Not repeated",
    label: "not repeated",
    meaning: "The new review does not raise them, but nothing shows that they were addressed. They stay open.",
    folded: true,
  },
  {
    kind: "dismissed",
    title: "Dismissed",
    label: "dismissed before",
    meaning: "Raised again, and dismissed before by a person.",
    folded: true,
  },
];

/** Such as "2 new (1 major)". @param bold marks the number where it is news; as plain text by default */
export function countText({ items, label, majors, folded }: ReportGroup, bold = (text: string) => text): string {
  const count = `${items.length} ${label}`;
  return `${folded || items.length === 0 ? count : bold(count)}${majors === 0 ? "" : ` (${majors} major)`}`;
}
