/** What a concern may become, and by whom: the moves of a ledger. Invariant: a move adds an event and takes none away; an open concern leaves the open
 *  ones by a cause or by a person, never otherwise. */
import type { Concern } from "../../concern.ts";
import { SettingsError } from "../../errors.ts";
import type { KnownOutcome, NewOutcome, PassageChange } from "../outcome.ts";
import { LEDGER_VERSION, type Ledger, type LedgerConcern, type LedgerEvent, type LedgerRevision, stateAfter } from "./schema.ts";

/** Wordings that are kept to recognise a concern by, besides the last. More of them are more chances of a wrong match. */
const MOST_ALIASES = 3;

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

export function latestRevision({ revisions }: Ledger): LedgerRevision | undefined {
  return revisions.at(-1);
}

export function withRevision(ledger: Ledger, label: string, kind: LedgerRevision["kind"]): Ledger {
  const number = (latestRevision(ledger)?.number ?? 0) + 1;
  return { ...ledger, revisions: [...ledger.revisions, { number, label, kind }] };
}

/** A revision in which no reader sees a difference: all states stand. */
export function addCosmeticRevision(ledger: Ledger, label: string): Ledger {
  return withRevision(ledger, label, "cosmetic");
}

/** A concern that has no id yet, with the next one. */
export function newLedgerConcern(outcome: NewOutcome, revision: number): LedgerConcern {
  const { id, kind, now, because, places } = outcome;
  const [place] = places;
  return {
    ...now,
    id,
    state: "open",
    aliases: [],
    history: [{ revision, outcome: kind, severity: now.severity, because, ...(place === undefined ? {} : { place }) }],
  };
}

/** What an outcome makes of a concern that is known.
 *  @param fate of a concern that was not raised again */
export function applyOutcome(
  concern: LedgerConcern,
  outcome: KnownOutcome,
  revision: number,
  fate?: PassageChange,
): LedgerConcern {
  const place = outcome.places[0];
  const where = place === undefined ? {} : { place };
  switch (outcome.kind) {
    case "standing":
    case "escalated":
    case "reopened":
      return reworded(concern, outcome.now, { revision, because: "raised again", outcome: outcome.kind, ...where });
    case "eased":
      if (outcome.because === "raised in part")
        return withEvent(concern, { revision, outcome: "eased", severity: concern.severity, because: outcome.because, ...where });
      return reworded(concern, outcome.now, { revision, because: outcome.because, outcome: "eased", ...where });
    case "dismissed": // what was dismissed stays as it was when a person looked at it
      return withEvent(concern, {
        revision,
        outcome: "dismissed",
        severity: concern.severity,
        because: "raised again",
        ...where,
      });
    case "not repeated": {
      const { severity } = concern;
      const event: LedgerEvent = { revision, outcome: "not repeated", severity, because: outcome.because, ...where };
      const cause = fate?.kind === "not read" ? fate.cause : undefined;
      return { ...withEvent(concern, event), ...(cause === undefined ? {} : { unjudged: { since: revision, ...cause } }) };
    }
    case "resolved": {
      const { cause } = outcome;
      const { unjudged: _, ...judged } = concern;
      const event: LedgerEvent = {
        revision,
        outcome: "resolved",
        severity: concern.severity,
        because: cause.kind,
        cause,
        ...where,
      };
      return withEvent(judged, event);
    }
  }
}

/** @param by who decided it   @param reason in that person's words
 *  @throws SettingsError where there is no such concern, or it is not open */
export function dismiss(ledger: Ledger, id: string, by: string, reason: string): Ledger {
  const concern = known(ledger, id);
  if (concern.state !== "open") throw wrongState(concern, "only an open concern can be dismissed");
  return byPerson(ledger, concern, "dismissed", by, reason);
}

/** @throws SettingsError where there is no such concern, or it is open already */
export function reopen(ledger: Ledger, id: string, by: string, reason: string): Ledger {
  const concern = known(ledger, id);
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

/** The concern in the words in which it was raised now; those of before are kept beside. A review has looked: nothing is left to be judged. */
function reworded(concern: LedgerConcern, now: Concern, event: Omit<LedgerEvent, "severity" | "text">): LedgerConcern {
  const { unjudged: _, ...judged } = concern;
  const same = now.text === concern.text;
  const moved = withEvent(judged, { ...event, severity: now.severity, ...(same ? {} : { text: now.text }) });
  if (same) return { ...moved, category: now.category };
  const earlier = [concern.text, ...concern.aliases].filter((text) => text !== now.text);
  return { ...moved, text: now.text, category: now.category, aliases: [...new Set(earlier)].slice(0, MOST_ALIASES) };
}

function known(ledger: Ledger, id: string): LedgerConcern {
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
