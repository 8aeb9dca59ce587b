/** What became of a concern in a revision, with its reason as data. Invariant: resolved needs a cause that the review has read; a matched concern
 *  is renamed, never silenced. Fails towards open: a false "resolved" misleads an editor, a late one costs a line. */

import { type Concern, SEVERITIES, type Severity } from "../concern.ts";
import type { FileLines } from "../manuscript/index.ts";
import type { Cause, LedgerConcern } from "./ledger/schema.ts";

/** What the revision did to what an old concern is about. */
export type PassageChange =
  /** Its sentences stand as they were. */
  | { readonly kind: "untouched"; readonly places: readonly FileLines[] }
  /** Its passage changed, but not the sentences that it is about. */
  | { readonly kind: "beside"; readonly places: readonly FileLines[] }
  /** Its sentences changed, but nothing in the new words speaks to the concern: a change of style, or of something else. */
  | { readonly kind: "unrelated"; readonly places: readonly FileLines[] }
  /** What changed may be what it is about, but more likely is not. */
  | { readonly kind: "unsure"; readonly places: readonly FileLines[] }
  /** Its passage did not reach the model whole. `cause`: what changed there all the same, to be judged by a later review. */
  | { readonly kind: "not read"; readonly places: readonly FileLines[]; readonly cause?: Cause }
  /** It is about no one passage, and nothing was added that speaks to it. */
  | { readonly kind: "no passage" }
  /** Nobody can tell: the text that it was raised about is gone. */
  | { readonly kind: "old text gone" }
  /** Its sentences changed or went, or what it asks for was added. */
  | { readonly kind: "caused"; readonly cause: Cause; readonly places: readonly FileLines[] };

/** What a concern that no earlier review raised is about. */
export type NewConcernReason =
  | { readonly kind: "first review"; readonly places: readonly FileLines[] }
  /** Whether its text is new is not known. */
  | { readonly kind: "old text gone"; readonly places: readonly FileLines[] }
  | { readonly kind: "new passage" | "changed passage" | "unchanged passage"; readonly places: readonly FileLines[] }
  /** About no one passage of a paper that changed, or did not. */
  | { readonly kind: "changed paper" | "unchanged paper"; readonly places: readonly [] };

/** Why a concern that matches a dismissed one is told all the same. */
export interface Refusal {
  readonly id: string;
  readonly why: "more severe than what was dismissed" | "not surely what was dismissed" | "of another category";
}

interface Known {
  readonly id: string;
  /** As it was before this revision. */
  readonly was: Concern;
}
interface Raised {
  /** Index in the new review. */
  readonly found: number;
  readonly now: Concern;
  readonly places: readonly FileLines[];
}
interface Matched extends Known, Raised {
  /** That both are the same concern. */
  readonly probability: number;
}

/** Of a concern that no earlier review raised. */
export type NewOutcome = Raised & {
  readonly kind: "introduced" | "noticed late";
  readonly id: string;
  readonly because: NewConcernReason["kind"];
  readonly instead?: Refusal | undefined;
};
/** Of a concern that has an id already. */
export type KnownOutcome =
  | (Matched & { readonly kind: "standing" | "escalated" | "dismissed" })
  | (Matched & { readonly kind: "reopened"; readonly resolvedIn: number })
  /** "narrower": a part of it was raised again and takes its place. "raised in part": by a concern that has an id of its own. */
  | (Matched & { readonly kind: "eased"; readonly because: "less severe" | "narrower" | "raised in part" })
  | (Known & {
      readonly kind: "not repeated";
      readonly because: Exclude<PassageChange["kind"], "caused">;
      readonly places: readonly FileLines[];
    })
  | (Known & { readonly kind: "resolved"; readonly cause: Cause; readonly places: readonly FileLines[] });
export type Outcome = NewOutcome | KnownOutcome;

export function concernOf({ text, category, severity }: LedgerConcern): Concern {
  return { text, category, severity };
}

/** @returns above 0 where `a` weighs more than `b` */
export function compareSeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(b) - SEVERITIES.indexOf(a);
}

/** From this probability on a concern may vanish into one that a person dismissed: more than for a match among open ones, because a wrong match there
 *  costs a repetition and here a concern. Another weakness told in the same words reaches the lower one easily. */
const DISMISSED_PROBABILITY = 0.9;

/** A person dismissed a weakness of one kind. Held out on the labels a category besides keeps 142 of 161 repetitions away as before, and lets 51 of 90
 *  other weaknesses told in the same words through.
 *  @returns why a found concern may not take the place of a known one; undefined where it may */
export function refusal(known: LedgerConcern, found: Concern, probability: number): Refusal | undefined {
  if (known.state !== "dismissed") return undefined;
  if (compareSeverity(found.severity, known.severity) > 0) return { id: known.id, why: "more severe than what was dismissed" };
  if (!(probability >= DISMISSED_PROBABILITY)) return { id: known.id, why: "not surely what was dismissed" };
  if (found.category !== known.category) return { id: known.id, why: "of another category" };
  return undefined;
}

/** A known concern that the new review raised again, `refusal` not given. */
export function outcomeOfMatched(known: LedgerConcern, raised: Raised, probability: number): KnownOutcome {
  const matched = { id: known.id, was: concernOf(known), ...raised, probability };
  switch (known.state) {
    case "dismissed":
      return { kind: "dismissed", ...matched };
    case "resolved":
      return { kind: "reopened", ...matched, resolvedIn: known.history.at(-1)?.revision ?? 1 };
    case "open": {
      const weight = compareSeverity(raised.now.severity, known.severity);
      if (weight > 0) return { kind: "escalated", ...matched };
      return weight < 0 ? { kind: "eased", because: "less severe", ...matched } : { kind: "standing", ...matched };
    }
  }
}

/** An open concern of which the new review raised a part only.
 *  @param absorbed whether the part takes its place; else it keeps its words, and the part has an id of its own */
export function outcomeOfPart(known: LedgerConcern, raised: Raised, probability: number, absorbed: boolean): KnownOutcome {
  const because = absorbed ? "narrower" : "raised in part";
  return { kind: "eased", because, id: known.id, was: concernOf(known), ...raised, probability };
}

/** An open concern that the new review did not raise again, not even in part. A change of before, which no review had read, counts once its text is read. */
export function outcomeOfUnmatched(known: LedgerConcern, fate: PassageChange): KnownOutcome {
  const told = { id: known.id, was: concernOf(known) };
  switch (fate.kind) {
    case "caused":
      return { kind: "resolved", ...told, cause: fate.cause, places: fate.places };
    case "no passage":
    case "old text gone":
      return { kind: "not repeated", ...told, because: fate.kind, places: [] };
    case "not read":
      return { kind: "not repeated", ...told, because: fate.kind, places: fate.places };
    case "untouched":
    case "beside":
    case "unrelated":
    case "unsure":
      if (known.unjudged !== undefined) return { kind: "resolved", ...told, cause: known.unjudged, places: fate.places };
      return { kind: "not repeated", ...told, because: fate.kind, places: fate.places };
  } // a ninth fate is a compile error here, not a silent "resolved"
}

/** A concern that no earlier review raised. */
export function outcomeOfNew(
  id: string,
  raised: Omit<Raised, "places">,
  novelty: NewConcernReason,
  instead: Refusal | undefined,
): NewOutcome {
  const told = { id, ...raised, places: novelty.places, because: novelty.kind, ...(instead === undefined ? {} : { instead }) };
  switch (novelty.kind) {
    case "unchanged passage":
    case "unchanged paper":
      return { kind: "noticed late", ...told };
    case "first review":
    case "old text gone": // it may be late, but late ones are folded away: rather shown than hidden
    case "new passage":
    case "changed passage":
    case "changed paper":
      return { kind: "introduced", ...told };
  }
}
