/** What became of a concern in a revision, with its reason as data. Invariant: resolved needs a cause that the review has read, a
 *  major one more than that text went; a matched concern is renamed, never silenced. Fails towards open: a false "resolved"
 *  misleads an editor, a late one costs a line. */
import { z } from "zod";
import { type Concern, concernSchema, SEVERITIES, type Severity } from "../concern.ts";
import type { FileLines } from "../manuscript/index.ts";
import { type Cause, causeSchema, type LedgerConcern, placeSchema } from "./ledger/schema.ts";

/** What the revision did about an old concern. `places`: of what it is about, in the old text. */
export type PassageChange =
  | {
      /** "untouched": its sentences stand as they were. "beside": its passage changed, but not the sentences that it is about.
       *  "unrelated": its sentences changed, but nothing in the new words speaks to the concern. "unsure": what changed may be
       *  what it is about, but more likely is not. */
      readonly kind: "untouched" | "beside" | "unrelated" | "unsure";
      readonly places: readonly FileLines[];
    }
  /** Its passage did not reach the model whole. `cause`: what changed there all the same, to be judged by a later review. */
  | { readonly kind: "not read"; readonly places: readonly FileLines[]; readonly cause?: Cause }
  /** "no passage": it is about no one passage, and nothing was added that speaks to it. "old text gone": unknown. */
  | { readonly kind: "no passage" | "old text gone" }
  /** "caused": its sentences changed, or what it asks for was added, so that it no longer holds. "partly": the same, but for a
   *  part of it only. "removed": its text went, and with it nothing that shows whether the weakness did. */
  | { readonly kind: "caused" | "partly" | "removed"; readonly cause: Cause; readonly places: readonly FileLines[] };

const count = z.int().min(0);
const id = z.string().regex(/^C[1-9]\d*$/);
const places = z.array(placeSchema).readonly();
const known = { id, was: concernSchema.describe("As it was before this revision.") };
const raised = {
  found: count.describe("Index in the new review."),
  now: concernSchema.describe("As the new review raised it."),
  places,
};
const matched = { ...known, ...raised, probability: z.number().min(0).max(1).describe("That both are the same concern.") };
const introduced = {
  id,
  ...raised,
  because: z
    .enum([
      "first review",
      "old text gone",
      "new passage",
      "changed passage",
      "changed paper",
      "unchanged passage",
      "unchanged paper",
    ])
    .describe('"old text gone": whether its text is new is not known, for there is nothing left to compare it with.'),
  instead: z
    .object({ id, why: z.enum(["more severe than what was dismissed", "not surely what was dismissed", "of another category"]) })
    .optional()
    .describe("The dismissed concern that it is like, and why it is told all the same."),
};

export const outcomeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("introduced"), ...introduced }),
  z.object({ kind: z.literal("noticed late"), ...introduced }),
  z.object({ kind: z.literal("standing"), ...matched }),
  z.object({ kind: z.literal("escalated"), ...matched }),
  z.discriminatedUnion("because", [
    z.object({ kind: z.literal("eased"), because: z.enum(["less severe", "narrower", "raised in part"]), ...matched }),
    z.object({
      kind: z.literal("eased"),
      because: z.literal("addressed in part").describe("Not raised again, and a part of what it asks for was done."),
      ...known,
      cause: causeSchema,
      places,
    }),
  ]),
  z.object({ kind: z.literal("reopened"), ...matched, resolvedIn: z.int().min(1) }),
  z.object({ kind: z.literal("dismissed"), ...matched }),
  z.discriminatedUnion("because", [
    z.object({
      kind: z.literal("not repeated"),
      ...known,
      because: z
        .enum(["untouched", "beside", "unrelated", "unsure", "not read", "no passage", "old text gone"])
        .describe(
          '"untouched": its text stands as it was; "beside": other sentences of its passage changed; "unrelated": its sentence changed in a few words only; ' +
            '"unsure": a sentence changed that it may be about, but probably is not; ' +
            '"not read": its passage did not reach the model whole; "no passage": it is about the whole paper, and nothing was added that speaks to it; ' +
            '"old text gone": the text that it was raised about cannot be looked at any more.',
        ),
      places,
    }),
    z.object({
      kind: z.literal("not repeated"),
      ...known,
      because: z
        .literal("text removed")
        .describe("Its text went, and nothing shows that the weakness did: a person has to check."),
      cause: causeSchema,
      places,
    }),
  ]),
  z.object({ kind: z.literal("resolved"), ...known, cause: causeSchema, places }),
]);
export type Outcome = Readonly<z.infer<typeof outcomeSchema>>;
/** Of a concern that no earlier review raised. */
export type NewOutcome = Extract<Outcome, { kind: "introduced" | "noticed late" }>;
/** Of a concern that has an id already. */
export type KnownOutcome = Exclude<Outcome, NewOutcome>;

/** Why a concern that no earlier review raised is new, and where it belongs. */
export interface NewConcernReason {
  /** "... paper": it is about no one passage. */
  readonly kind: NewOutcome["because"];
  readonly places: readonly FileLines[];
}

/** A concern of the new review. */
export type RaisedConcern = Pick<NewOutcome, "found" | "now" | "places">;
/** The dismissed concern that a found one is like, and why that is reported all the same. */
export type Refusal = NonNullable<NewOutcome["instead"]>;

export function concernOf({ text, category, severity }: LedgerConcern): Concern {
  return { text, category, severity };
}

/** @returns above 0 where `a` is more severe than `b` */
export function compareSeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(b) - SEVERITIES.indexOf(a);
}

/** From this probability on a concern may be taken for one that a person dismissed: more than for a match among open ones,
 *  because a wrong match there costs a repetition and here a concern. Another weakness in the same words reaches the lower one
 *  easily. */
const DISMISSED_PROBABILITY = 0.9;

/** A person dismissed a weakness of one kind. Held out on the labels, asking for the same category keeps 142 of 161 repetitions
 *  away as before, and lets 51 of 90 other weaknesses in the same words through.
 *  @returns why a found concern may not take the place of a known one; undefined where it may */
export function refusal(known: LedgerConcern, found: Concern, probability: number): Refusal | undefined {
  if (known.state !== "dismissed") return undefined;
  if (compareSeverity(found.severity, known.severity) > 0) return { id: known.id, why: "more severe than what was dismissed" };
  if (!(probability >= DISMISSED_PROBABILITY)) return { id: known.id, why: "not surely what was dismissed" };
  if (found.category !== known.category) return { id: known.id, why: "of another category" };
  return undefined;
}

/** A known concern that the new review raised again, `refusal` not given. */
export function outcomeOfMatched(known: LedgerConcern, raised: RaisedConcern, probability: number): KnownOutcome {
  const matched = { id: known.id, was: concernOf(known), ...raised, probability };
  switch (known.state) {
    case "dismissed":
      return { kind: "dismissed", ...matched };
    case "resolved":
      return { kind: "reopened", ...matched, resolvedIn: known.history.at(-1)?.revision ?? 1 };
    case "open": {
      const difference = compareSeverity(raised.now.severity, known.severity);
      if (difference > 0) return { kind: "escalated", ...matched };
      return difference < 0 ? { kind: "eased", because: "less severe", ...matched } : { kind: "standing", ...matched };
    }
  }
}

/** An open concern of which the new review raised a part only.
 *  @param absorbed whether the part takes its place; else it keeps its words, and the part has an id of its own */
export function outcomeOfPart(known: LedgerConcern, raised: RaisedConcern, probability: number, absorbed: boolean): KnownOutcome {
  const because = absorbed ? "narrower" : "raised in part";
  return { kind: "eased", because, id: known.id, was: concernOf(known), ...raised, probability };
}

/** An open concern that the new review did not raise again, not even in part. A change of before, which no review had read,
 *  counts once its text is read, unless this revision brings a change of its own. */
export function outcomeOfUnmatched({ unjudged, ...known }: LedgerConcern, change: PassageChange): KnownOutcome {
  const before = { id: known.id, was: concernOf(known) };
  switch (change.kind) {
    case "caused":
      return outcomeOfCause(known, change.cause, change.places);
    case "partly":
      return { kind: "eased", because: "addressed in part", ...before, cause: change.cause, places: change.places };
    case "removed":
      return { kind: "not repeated", because: "text removed", ...before, cause: change.cause, places: change.places };
    case "no passage":
    case "old text gone":
      return { kind: "not repeated", ...before, because: change.kind, places: [] };
    case "not read":
      return { kind: "not repeated", ...before, because: change.kind, places: change.places };
    case "untouched":
    case "beside":
    case "unrelated":
    case "unsure":
      if (unjudged !== undefined) return outcomeOfCause(known, unjudged, change.places);
      return { kind: "not repeated", ...before, because: change.kind, places: change.places };
  } // a further kind is a compile error here, not a silent "resolved"
}

/** A major concern is not settled by text that went: who deletes the sentence that admits a weakness has not mended it, and the
 *  gate would open. */
function outcomeOfCause(known: LedgerConcern, cause: Cause, places: readonly FileLines[]): KnownOutcome {
  const settled = { id: known.id, was: concernOf(known), cause, places };
  if (cause.kind === "removed" && known.severity === "major")
    return { kind: "not repeated", because: "text removed", ...settled };
  return { kind: "resolved", ...settled };
}

/** A concern that no earlier review raised. */
export function outcomeOfNew(
  id: string,
  { found, now }: Pick<RaisedConcern, "found" | "now">,
  { kind: because, places }: NewConcernReason,
  instead: Refusal | undefined,
): NewOutcome {
  const outcome = { id, found, now, places, because, ...(instead === undefined ? {} : { instead }) };
  switch (because) {
    case "unchanged passage":
    case "unchanged paper":
      return { kind: "noticed late", ...outcome };
    case "first review":
    case "old text gone": // it may be late, but late ones are folded away: rather shown than hidden
    case "new passage":
    case "changed passage":
    case "changed paper":
      return { kind: "introduced", ...outcome };
  }
}
