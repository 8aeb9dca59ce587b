/** One outcome as a person is told of it. Pure: words and order, no markup. */
import type { Severity } from "../../concern.ts";
import type { Cause, Outcome, Place } from "../../revision/index.ts";

export interface ReportItem {
  readonly id: string;
  /** Such as `major`, or `minor → major`. */
  readonly weight: string;
  /** Now, or as it was where the new review does not raise it. */
  readonly severity: Severity;
  /** Where it is another than `severity`. */
  readonly severityBefore?: Severity;
  readonly category: string;
  /** Foreign. */
  readonly text: string;
  /** The wording of before, where it says something that the new one does not. Foreign. */
  readonly was?: string;
  readonly place?: Place;
  /** Why it stands in this group; ours. */
  readonly why?: string;
  /** What changed in the text. Foreign. */
  readonly cause?: Cause;
}

/** @param idOf of the new review's concerns, by index */
export function itemOf(outcome: Outcome, idOf: ReadonlyMap<number, string>): ReportItem {
  const [place] = outcome.places;
  const at = place === undefined ? {} : { place };
  switch (outcome.kind) {
    case "introduced":
    case "noticed late": {
      const { id, now, instead } = outcome;
      const why = instead === undefined ? {} : { why: `like ${instead.id}, which was dismissed, but ${instead.why}` };
      return { id, weight: now.severity, ...now, ...at, ...why };
    }
    case "resolved": {
      const { id, was, cause } = outcome;
      return { id, weight: was.severity, ...was, ...at, cause, why: CAUSE_WORDS[cause.kind] };
    }
    case "not repeated": {
      const { id, was, because } = outcome;
      return { id, weight: was.severity, ...was, ...at, why: SILENCE_WORDS[because] };
    }
    case "eased":
      return easedItem(outcome, at, idOf.get(outcome.found));
    case "reopened":
      return { ...againOf(outcome), ...at, why: `resolved in revision ${outcome.resolvedIn}` };
    case "standing":
    case "escalated":
    case "dismissed":
      return { ...againOf(outcome), ...at };
  }
}

type Again = Extract<Outcome, { probability: number }>;

/** A concern of which a part was raised as another one keeps its words: the part stands under its own id. */
function easedItem(outcome: Extract<Outcome, { kind: "eased" }>, at: { place?: Place }, part: string | undefined): ReportItem {
  switch (outcome.because) {
    case "less severe": // the severities say so
      return { ...againOf(outcome), ...at };
    case "narrower":
      return { ...againOf(outcome), ...at, why: "only a part of it was raised again" };
    case "raised in part":
      return { ...unchanged(outcome), ...at, why: `a part of it was raised as ${part ?? "another concern"}` };
  }
}

function unchanged({ id, was }: Again): Omit<ReportItem, "place" | "why"> {
  return { id, weight: was.severity, ...was };
}

function againOf({ id, was, now }: Again): Omit<ReportItem, "place" | "why"> {
  return {
    id,
    weight: was.severity === now.severity ? now.severity : `${was.severity} → ${now.severity}`,
    ...now,
    ...(was.severity === now.severity ? {} : { severityBefore: was.severity }),
    ...(was.text === now.text ? {} : { was: was.text }),
  };
}

const CAUSE_WORDS: Readonly<Record<Cause["kind"], string>> = {
  rewritten: "its text was rewritten",
  removed: "its text was taken out",
  added: "text was added that speaks to it",
};
const SILENCE_WORDS: Readonly<Record<Extract<Outcome, { kind: "not repeated" }>["because"], string>> = {
  untouched: "its text did not change",
  beside: "only other sentences near its text changed",
  unrelated: "its text changed in a few words only",
  unsure: "a text changed that it may be about, but probably is not",
  "not read": "its text did not reach the model whole, so it was not judged",
  "no passage": "it is about the whole paper, and nothing was added that speaks to it",
  "old text gone": "the text that it was raised about is gone, so it was not judged",
};

/** Most severe first; otherwise as they came. */
export function byWeight(a: ReportItem, b: ReportItem): number {
  return WEIGHTS[a.severity] - WEIGHTS[b.severity];
}
const WEIGHTS: Readonly<Record<Severity, number>> = { major: 0, minor: 1, optional: 2 };

/** Items that stand in their group for the same reason, in the order of the first of each; undefined: for the group's own. */
export function byReason(
  items: readonly ReportItem[],
): readonly { readonly why: string | undefined; readonly items: readonly ReportItem[] }[] {
  const reasons = [...new Set(items.map(({ why }) => why))];
  return reasons.map((why) => ({ why, items: items.filter((item) => item.why === why) }));
}
