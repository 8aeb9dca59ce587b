/** What became of every concern, as a report: groups in the order in which they matter, then what changed in the text. Pure: it chooses, counts and
 *  orders; the writers (terminal, Markdown, review on GitHub) only write. Invariant: every outcome stands in exactly one group. */

import { SEVERITIES, type Severity } from "../../concern.ts";
import type { FileLines } from "../../manuscript/index.ts";
import {
  type Cause,
  type ComparisonResult,
  type Ledger,
  lastPlace,
  type Outcome,
  type OutcomeKind,
  openConcerns,
  type UnsettledChange,
} from "../../revision/index.ts";
import { counted } from "../../text.ts";

/** What became of a concern as people see it. "addressed in part" are no eased ones, which were raised again; "text removed" are no silent ones. */
export type ReportKind = OutcomeKind | UnsettledChange["kind"];

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

export interface Report {
  /** That nothing changed that a reader sees, in one sentence; then there are no groups. */
  readonly cosmetic: string | undefined;
  /** Those with items, and what is new and what is resolved also where there is none. */
  readonly groups: readonly ReportGroup[];
  /** What stands below the concerns, a sentence each; nothing where nothing was compared. */
  readonly remarks: readonly string[];
}

export interface ReportItem {
  readonly id: string;
  /** Now, or as it was where the new review does not raise it. */
  readonly severity: Severity;
  /** Where it is another than `severity`. */
  readonly severityBefore?: Severity;
  readonly category: string;
  /** Foreign. */
  readonly text: string;
  /** The wording of before, where it says something that the new one does not. Foreign. */
  readonly textBefore?: string;
  readonly place?: FileLines;
  /** Why it stands in this group, as a clause; ours. */
  readonly reason?: string;
  /** What changed in the text. Foreign. */
  readonly cause?: Cause;
}

export function reportOf(result: ComparisonResult): Report {
  const { outcomes, cosmetic, sentences } = result;
  const remarks = [...silenceRemark(result), ...changeRemark(result), ...placesRemark(result)];
  if (cosmetic) {
    const said = `Nothing that a reader sees has changed${extentOfChange(sentences)}.`;
    const open = openGroup(result);
    return { cosmetic: said, groups: open.items.length === 0 ? [] : [open], remarks };
  }
  const basis = basisOf(result);
  const ids = new Map(outcomes.flatMap((one) => ("found" in one && !isPart(one) ? [[one.found, one.id] as const] : [])));
  const groups = GROUPS.map(({ meaning, countsMajors, ...group }) => {
    const items = outcomes
      .filter((outcome) => reportKind(outcome) === group.kind)
      .map((outcome) => itemOf(outcome, ids))
      .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
    const majors = countsMajors === true ? items.filter(({ severity }) => severity === "major").length : 0;
    return { ...group, meaning: typeof meaning === "string" ? meaning : meaning[basis], items, majors };
  });
  return {
    cosmetic: undefined,
    groups: groups.filter(({ kind, items }) => items.length > 0 || kind === "introduced" || kind === "resolved"),
    remarks,
  };
}

/** What is open, where no review looked again. */
function openGroup({ ledger }: ComparisonResult): ReportGroup {
  const items = openConcerns(ledger)
    .map((concern): ReportItem => {
      const { id, severity, category, text } = concern;
      const place = lastPlace(concern, ledger)?.place;
      return { id, severity, category, text, ...(place !== undefined && { place }) };
    })
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  const majors = items.filter(({ severity }) => severity === "major").length;
  const meaning = "As before: no review was needed.";
  return { kind: "standing", title: "Open", label: "open", meaning, folded: false, items, majors };
}

/** What a revision brings: reported in full, and counted as new by the gate. */
export const RAISED_KINDS = ["introduced", "reopened", "escalated"] as const satisfies readonly OutcomeKind[];
type AnyOutcome = ComparisonResult["outcomes"][number];
export type RaisedOutcome = Extract<AnyOutcome, { kind: (typeof RAISED_KINDS)[number] }>;

export function isRaised(outcome: AnyOutcome): outcome is RaisedOutcome {
  return RAISED_KINDS.some((kind) => kind === outcome.kind);
}

/** Such as ": 0 of 120 sentences differ"; empty where nobody counted. */
export function extentOfChange(sentences: ComparisonResult["sentences"]): string {
  return sentences === undefined ? "" : `: 0 of ${counted(sentences.same, "sentence")} differ`;
}

export function reportKind(outcome: AnyOutcome): ReportKind {
  const { kind } = outcome;
  if (kind === "eased" && outcome.because === "addressed in part") return outcome.because;
  if (kind === "not repeated" && outcome.because === "text removed") return outcome.because;
  return kind;
}

/** Whether a concern was only raised in part, by one that has another id. */
function isPart(outcome: Outcome): boolean {
  return outcome.kind === "eased" && outcome.because === "raised in part";
}

/** What the review is compared with. */
type Basis = "nothing" | "old text" | "old text that is gone";

function basisOf({ old, sentences }: ComparisonResult): Basis {
  if (old === undefined) return "nothing";
  return sentences === undefined ? "old text that is gone" : "old text";
}

interface GroupDefinition extends Omit<ReportGroup, "items" | "majors" | "meaning"> {
  readonly meaning: string | Readonly<Record<Basis, string>>;
  readonly countsMajors?: true;
}

const GROUPS: readonly GroupDefinition[] = [
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

/** So many open concerns do not all go at once, as a rule. */
const MANY = 3;

/** That the new review raises nothing where much was open: a model that stopped working looks like that too. */
export function silenceRemark({ cosmetic, outcomes }: ComparisonResult): string[] {
  const before = outcomes.filter((outcome) => "was" in outcome).length;
  if (cosmetic || before < MANY || outcomes.some((outcome) => "found" in outcome)) return [];
  const resolved = outcomes.filter(({ kind }) => kind === "resolved").length;
  return [
    `The new review raises nothing at all, where ${before} concerns were open: make sure that the model still works. ${resolved} of them ${resolved === 1 ? "is" : "are"} called resolved, each for what changed in its text; the others stay open.`,
  ];
}

/** What of the text changed. */
function changeRemark({ old, cosmetic, sentences }: ComparisonResult): string[] {
  if (old === undefined || cosmetic) return [];
  if (sentences === undefined)
    return ["The text of before is gone, so nobody can see what changed: nothing is called resolved, and nothing noticed late."];
  const { same, moved, reworded, removed, added } = sentences;
  return [
    `Of ${counted(same + moved + reworded + removed, "sentence")} ${same + moved} stand, ${reworded} were reworded and ${removed} removed; ${added} are new.`,
  ];
}

/** What a reader must know of the places that are named, if anything. */
function placesRemark({ anchoredBy }: ComparisonResult): string[] {
  if (anchoredBy !== "words") return [];
  return ["The places of concerns were found by their words alone: for this embedder there is no model of places."];
}

/** Such as `content/methods.md:12-18`. */
export function placeText({ file, startLine, endLine }: FileLines): string {
  return `${file}:${startLine}${endLine === startLine ? "" : `-${endLine}`}`;
}

/** Such as `major`, or `minor → major`. @param bold marks what a reader should notice; as plain text by default */
export function severityText(
  { severity, severityBefore }: Pick<ReportItem, "severity" | "severityBefore">,
  bold = (text: string) => text,
): string {
  const now = severity === "major" || severityBefore !== undefined ? bold(severity) : severity;
  return severityBefore === undefined ? now : `${severityBefore} → ${now}`;
}

/** @param ids of the new review's concerns, by index */
function itemOf(outcome: Outcome, ids: ReadonlyMap<number, string>): ReportItem {
  const { id } = outcome;
  const [place] = outcome.places;
  const at = place === undefined ? {} : { place };
  switch (outcome.kind) {
    case "introduced":
    case "noticed late": {
      const reason = notDismissedReason(outcome);
      return { id, ...outcome.now, ...at, ...(reason === undefined ? {} : { reason }) };
    }
    case "resolved":
      return { id, ...outcome.was, ...at, cause: outcome.cause, reason: causeText(outcome.cause) };
    case "not repeated":
      if (outcome.because === "text removed")
        return { id, ...outcome.was, ...at, cause: outcome.cause, reason: causeText(outcome.cause) };
      return { id, ...outcome.was, ...at, reason: NOT_REPEATED_REASONS[outcome.because] };
    case "eased":
      return easedItem(outcome, at, ids);
    case "reopened":
      return { ...raisedAgain(outcome), ...at, reason: `resolved in revision ${outcome.resolvedIn}` };
    case "standing":
    case "escalated":
    case "dismissed":
      return { ...raisedAgain(outcome), ...at };
  }
}

type NewOutcome = Extract<Outcome, { instead?: unknown }>;
type MatchedOutcome = Extract<Outcome, { found: number; was: unknown }>;

/** A concern of which a part was raised as another one keeps its words: the part stands under its own id. */
function easedItem(
  outcome: Extract<Outcome, { kind: "eased" }>,
  at: { place?: FileLines },
  ids: ReadonlyMap<number, string>,
): ReportItem {
  switch (outcome.because) {
    case "less severe": // the severities say so
      return { ...raisedAgain(outcome), ...at };
    case "narrower":
      return { ...raisedAgain(outcome), ...at, reason: "only a part of it was raised again" };
    case "raised in part":
      return {
        ...{ id: outcome.id, ...outcome.was, ...at },
        reason: `a part of it was raised as ${ids.get(outcome.found) ?? "another concern"}`,
      };
    case "addressed in part":
      return { id: outcome.id, ...outcome.was, ...at, cause: outcome.cause, reason: "this was done" };
  }
}

function raisedAgain({ id, was, now }: MatchedOutcome): ReportItem {
  return {
    id,
    ...now,
    ...(was.severity === now.severity ? {} : { severityBefore: was.severity }),
    ...(was.text === now.text ? {} : { textBefore: was.text }),
  };
}

/** Why a concern that is like a dismissed one is reported all the same; undefined for any other. */
export function notDismissedReason({ instead }: Pick<NewOutcome, "instead">): string | undefined {
  return instead === undefined ? undefined : `like ${instead.id}, which was dismissed, but ${instead.why}`;
}

/** What happened to the text that a resolved concern is about, as a clause. */
export function causeText({ kind }: Pick<Cause, "kind">): string {
  return CAUSES[kind];
}
const CAUSES: Readonly<Record<Cause["kind"], string>> = {
  rewritten: "its text was rewritten",
  removed: "its text was taken out",
  added: "text was added that speaks to it",
};

const NOT_REPEATED_REASONS: Readonly<
  Record<Exclude<Extract<Outcome, { kind: "not repeated" }>["because"], "text removed">, string>
> = {
  untouched: "its text did not change",
  beside: "only other sentences near its text changed",
  unrelated: "its text changed in a few words only",
  unsure: "a text changed that it may be about, but probably is not",
  "not read": "its text did not reach the model whole, so it was not judged",
  "no passage": "it is about the whole paper, and nothing was added that speaks to it",
  "old text gone": "the text that it was raised about is gone, so it was not judged",
};

/** Items that stand in their group for the same reason, in the order of the first of each; undefined: for the group's own. */
export function byReason(
  items: readonly ReportItem[],
): readonly { readonly reason: string | undefined; readonly items: readonly ReportItem[] }[] {
  const reasons = [...new Set(items.map(({ reason }) => reason))];
  return reasons.map((reason) => ({ reason, items: items.filter((item) => item.reason === reason) }));
}

/** Such as "3 major, 8 minor"; empty where there are no concerns. */
export function severityCounts(concerns: readonly { readonly severity: Severity }[]): string {
  return SEVERITIES.flatMap((severity) => {
    const count = concerns.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  }).join(", ");
}

/** The number of the last revision that was reviewed: a later one can be cosmetic. */
export function lastReviewed({ revisions }: Pick<Ledger, "revisions">): number | undefined {
  return revisions.findLast(({ kind }) => kind === "reviewed")?.number;
}
