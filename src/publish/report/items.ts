/** A concern as a report shows it: what became of it, where it stands and why, and how places, severities and reasons are put in words. Invariant: what is
 *  foreign and what is ours never stand in one field. */
import { SEVERITIES, type Severity } from "../../concern.ts";
import type { FileLines } from "../../manuscript/index.ts";
import type { Cause, Outcome } from "../../revision/index.ts";

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

/** @param ids of the new review's concerns, by index */
export function itemOf(outcome: Outcome, ids: ReadonlyMap<number, string>): ReportItem {
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

/** Such as "3 major, 8 minor"; empty where there are no concerns. */
export function severityCounts(concerns: readonly { readonly severity: Severity }[]): string {
  return SEVERITIES.flatMap((severity) => {
    const count = concerns.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  }).join(", ");
}
