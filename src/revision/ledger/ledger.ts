/** What a concern may become, and by whom: the moves of a ledger. Invariant: a move adds an event and takes none away; an open
 *  concern leaves the open ones by a cause or by a person, never otherwise. */
import type { Concern } from "../../concern.ts";
import { SettingsError } from "../../errors.ts";
import type { FileLines } from "../../manuscript/index.ts";
import type { KnownOutcome, NewOutcome, PassageChange } from "../outcome.ts";
import {
  type Cause,
  LEDGER_VERSION,
  type Ledger,
  type LedgerConcern,
  type LedgerEvent,
  type LedgerRevision,
  stateAfter,
} from "./schema.ts";

/** Wordings that are kept to recognise a concern by, besides the last. More of them are more chances of a wrong match. */
const MOST_ALIASES = 3;

/** Of a manuscript that was never reviewed. */
export function emptyLedger(): Ledger {
  return {
    schema: "bioreview-ledger",
    version: LEDGER_VERSION,
    shortened: "whole",
    forgotten: 0,
    nextId: 1,
    revisions: [],
    concerns: [],
  };
}

/** Reviewed or cosmetic; undefined before the first. */
export function latestRevision({ revisions }: Ledger): LedgerRevision | undefined {
  return revisions.at(-1);
}

/** The ledger with one revision more, whose outcomes are not written down yet. */
export function withRevision(ledger: Ledger, label: string, kind: LedgerRevision["kind"]): Ledger {
  const number = (latestRevision(ledger)?.number ?? 0) + 1;
  return { ...ledger, revisions: [...ledger.revisions, { number, label, kind }] };
}

/** A revision in which no reader sees a difference: all states stand. */
export function addCosmeticRevision(ledger: Ledger, label: string): Ledger {
  return withRevision(ledger, label, "cosmetic");
}

/** A new concern as the ledger keeps it. */
export function newLedgerConcern({ id, kind, now, because, places }: NewOutcome, revision: number): LedgerConcern {
  const { text, category, severity } = now;
  const event = { revision, outcome: kind, severity, because, ...placeOf(places) };
  return { id, state: "open", text, category, severity, aliases: [], history: [event] };
}

/** What an outcome makes of a concern that is known.
 *  @param change of the text of a concern that was not raised again */
export function applyOutcome(
  concern: LedgerConcern,
  outcome: KnownOutcome,
  revision: number,
  change?: PassageChange,
): LedgerConcern {
  const event = { revision, outcome: outcome.kind, severity: concern.severity, ...placeOf(outcome.places) };
  switch (outcome.kind) {
    case "standing":
    case "escalated":
    case "reopened":
      return reworded(concern, outcome.now, { ...event, because: "raised again" });
    case "eased":
      if (outcome.because === "addressed in part")
        return judged(concern, { ...event, because: outcome.because, cause: outcome.cause });
      if (outcome.because === "raised in part") return withEvent(concern, { ...event, because: outcome.because });
      return reworded(concern, outcome.now, { ...event, because: outcome.because });
    case "dismissed": // what was dismissed stays as it was when a person looked at it
      return withEvent(concern, { ...event, because: "raised again" });
    case "not repeated": {
      if (outcome.because === "text removed")
        return judged(concern, { ...event, because: outcome.because, cause: outcome.cause });
      const cause = change?.kind === "not read" ? change.cause : undefined;
      const after = withEvent(concern, { ...event, because: outcome.because });
      return cause === undefined ? after : { ...after, unjudged: { since: revision, ...cause } };
    }
    case "resolved":
      return judged(concern, { ...event, because: outcome.cause.kind, cause: outcome.cause });
  }
}

function placeOf([place]: readonly FileLines[]): Pick<LedgerEvent, "place"> {
  return place === undefined ? {} : { place };
}

/** @param by who decided it   @param reason in that person's words
 *  @throws SettingsError where there is no such concern, or it is not open */
export function dismiss(ledger: Ledger, id: string, by: string, reason: string): Ledger {
  const concern = concernById(ledger, id);
  if (concern.state !== "open") throw wrongState(concern, "only an open concern can be dismissed");
  return byPerson(ledger, concern, "dismissed", by, reason);
}

/** @throws SettingsError where there is no such concern, or it is open already */
export function reopen(ledger: Ledger, id: string, by: string, reason: string): Ledger {
  const concern = concernById(ledger, id);
  if (concern.state === "open") throw wrongState(concern, "it is open already");
  return byPerson(ledger, concern, "reopened", by, reason);
}

function byPerson(ledger: Ledger, concern: LedgerConcern, outcome: "dismissed" | "reopened", by: string, reason: string): Ledger {
  const revision = latestRevision(ledger)?.number ?? 1;
  const because = reason.trim() === "" ? "no reason given" : reason;
  const after = withEvent(concern, { revision, outcome, severity: concern.severity, because, by });
  return { ...ledger, concerns: ledger.concerns.map((one) => (one === concern ? after : one)) };
}

function withEvent(concern: LedgerConcern, event: LedgerEvent): LedgerConcern {
  return { ...concern, state: stateAfter(event.outcome), severity: event.severity, history: [...concern.history, event] };
}

/** A review has looked: nothing is left to be judged. */
function judged({ unjudged: _, ...concern }: LedgerConcern, event: LedgerEvent): LedgerConcern {
  return withEvent(concern, event);
}

/** The concern in the words in which it was raised now; those of before are kept beside. */
function reworded(concern: LedgerConcern, now: Concern, event: LedgerEvent): LedgerConcern {
  const same = now.text === concern.text;
  const after = judged(concern, { ...event, severity: now.severity, ...(same ? {} : { text: now.text }) });
  if (same) return { ...after, category: now.category };
  const earlier = [concern.text, ...concern.aliases].filter((text) => text !== now.text);
  return { ...after, text: now.text, category: now.category, aliases: [...new Set(earlier)].slice(0, MOST_ALIASES) };
}

/** That a part of a concern was addressed, or that its text was removed. */
export interface UnsettledChange {
  readonly kind: "addressed in part" | "text removed";
  /** Number of the revision that did it. */
  readonly revision: number;
  /** Undefined where the ledger had to forget it. */
  readonly cause: Cause | undefined;
}

/** What a revision did about an open concern without settling it. It stands until the concern is raised again, or another change
 *  is reported.
 *  @returns undefined for any other concern */
export function unsettledChange({ state, history }: Pick<LedgerConcern, "state" | "history">): UnsettledChange | undefined {
  const last = history.findLast(({ outcome, because }) => outcome !== "not repeated" || because === "text removed");
  if (state !== "open" || last === undefined) return undefined;
  const { outcome, because: kind, revision, cause } = last;
  const isUnsettled =
    (outcome === "eased" && kind === "addressed in part") || (outcome === "not repeated" && kind === "text removed");
  return isUnsettled ? { kind, revision, cause } : undefined;
}

function concernById(ledger: Ledger, id: string): LedgerConcern {
  const found = ledger.concerns.find((concern) => concern.id === id);
  if (found !== undefined) return found;
  throw new SettingsError({
    code: "concern-unknown",
    at: id,
    fault: "there is no concern of that name",
    remedy: "Name one that the list of concerns shows, such as C7",
  });
}

function wrongState({ id, state }: LedgerConcern, fault: string): SettingsError {
  return new SettingsError({
    code: "concern-not-so",
    at: id,
    fault: `it is ${state}, and ${fault}`,
    remedy: "Name another concern",
  });
}

export interface LastPlace {
  readonly place: FileLines;
  /** Number of the revision whose lines they are. */
  readonly revision: number;
  readonly commit: string | undefined;
}

/** Where a concern of the ledger stood last. A review that does not repeat a concern says where it stood before.
 *  @returns undefined for one about the whole paper */
export function lastPlace({ history }: LedgerConcern, { revisions }: Ledger): LastPlace | undefined {
  const event = history.findLast(({ place }) => place !== undefined);
  if (event?.place === undefined) return undefined;
  const at = revisions.findIndex(({ number }) => number === event.revision);
  const isOfOldText = event.outcome === "not repeated" || event.because === "addressed in part";
  const meant = revisions[isOfOldText ? at - 1 : at];
  return { place: event.place, revision: meant?.number ?? 0, commit: meant?.label };
}

export function openConcerns({ concerns }: Pick<Ledger, "concerns">): LedgerConcern[] {
  return concerns.filter(({ state }) => state === "open");
}
