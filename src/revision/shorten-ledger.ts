/** A ledger that forgets in stated stages, so that it always fits where it is kept. Invariant: no stage takes away an open concern, its id, its state or
 *  its severity; each stage contains the ones before it. */
import {
  type Cause,
  LEDGER_STAGES,
  type Ledger,
  type LedgerConcern,
  type LedgerEvent,
  type LedgerRevision,
  type LedgerStage,
  type Quote,
} from "./ledger-schema.ts";

/** Events of an open concern that are kept besides its first. */
const LAST_EVENTS = 3;
/** UTF-8 bytes of a text that is cut: about a line, enough to know the concern by. 200 of them, and the rest of a ledger, fit into 32,000 characters
 *  also where they cannot be compressed. */
const CUT_BYTES = 90;
/** UTF-8 bytes of whatever else may be long: a quote's beginning, a reason, a name, a label. */
const CUT_DETAIL = 40;
const ELLIPSIS = "…";

export function atLeast(stage: LedgerStage, other: LedgerStage): boolean {
  return LEDGER_STAGES.indexOf(stage) >= LEDGER_STAGES.indexOf(other);
}

/** @returns the ledger at that stage; at the last one, with fewer and fewer closed concerns */
export function* shorten(ledger: Ledger, stage: LedgerStage): Generator<Ledger> {
  const steps = LEDGER_STAGES.filter((one) => atLeast(stage, one) && atLeast(one, ledger.shortened));
  const concerns = ledger.concerns.map((concern) => steps.reduce((shorter, step) => STEPS[step](shorter), concern));
  const shortened = { ...ledger, shortened: stage, concerns, revisions: ledger.revisions.map(labelled(stage)) };
  if (stage !== "closed concerns") {
    yield shortened;
    return;
  }
  const closed = [
    ...concerns.filter(({ state }) => state === "resolved"),
    ...concerns.filter(({ state }) => state === "dismissed"),
  ];
  // An eighth at a time: few tries, and little more forgotten than need be.
  for (let gone = closed.length === 0 ? 0 : 1; gone <= closed.length; gone += Math.max(1, Math.ceil(closed.length / 8))) {
    const forgotten = new Set(closed.slice(0, gone));
    const left = concerns.filter((concern) => !forgotten.has(concern));
    yield {
      ...shortened,
      forgotten: ledger.forgotten + gone,
      revisions: shortened.revisions.slice(-MOST_REVISIONS),
      concerns: left,
    };
  }
  const open = concerns.filter(({ state }) => state === "open");
  yield { ...shortened, forgotten: ledger.forgotten + closed.length, revisions: shortened.revisions.slice(-1), concerns: open };
}

/** Revisions that the last stage remembers. */
const MOST_REVISIONS = 100;

type Step = (concern: LedgerConcern) => LedgerConcern;

const STEPS: Readonly<Record<LedgerStage, Step>> = {
  whole: (concern) => concern,
  wordings: (concern) => ({
    ...concern,
    aliases: concern.aliases.slice(-1),
    history: concern.history.map(({ text: _, ...event }) => event),
  }),
  quotes: ({ unjudged, ...concern }) => ({
    ...concern,
    ...(unjudged === undefined ? {} : { unjudged: beginning(unjudged) }),
    history: concern.history.map(({ cause, ...event }) => (cause === undefined ? event : { ...event, cause: beginning(cause) })),
  }),
  "closed histories": (concern) =>
    concern.state === "open" ? concern : { ...concern, aliases: [], history: ends(concern.history, 1) },
  "open histories": (concern) => ({ ...concern, aliases: [], history: ends(concern.history, LAST_EVENTS) }),
  "closed texts": (concern) => (concern.state === "open" ? concern : bare(concern)),
  "open texts": bare,
  "closed concerns": (concern) => concern,
};

function ends(history: readonly LedgerEvent[], last: number): LedgerEvent[] {
  return history.length <= last + 1 ? [...history] : [...history.slice(0, 1), ...history.slice(-last)];
}

function beginning({ changes, ...cause }: Cause): Cause {
  const quote = (one: Quote | undefined) => (one === undefined ? undefined : { ...one, text: cut(one.text, CUT_DETAIL) });
  return { ...cause, changes: changes.slice(0, 1).map(({ before, after }) => ({ before: quote(before), after: quote(after) })) };
}

/** A concern as one can still know it by. A change that nobody judged is forgotten with the rest: then only a new change can resolve it. */
function bare({ unjudged: _, ...concern }: LedgerConcern): LedgerConcern {
  const history = ends(concern.history, 1).map(({ cause: _, place: __, text: ___, because, by, ...event }) => ({
    ...event,
    because: cut(because, CUT_DETAIL),
    ...(by === undefined ? {} : { by: cut(by, CUT_DETAIL) }),
  }));
  return { ...concern, text: cut(concern.text, CUT_BYTES), aliases: [], history };
}

function labelled(stage: LedgerStage): (revision: LedgerRevision) => LedgerRevision {
  return (revision) => (atLeast(stage, "open texts") ? { ...revision, label: cut(revision.label, CUT_DETAIL) } : revision);
}

/** At most so many UTF-8 bytes, of whole characters, marked where something is missing. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let kept = "";
  for (const character of text) {
    if (Buffer.byteLength(kept + character) > bytes - Buffer.byteLength(ELLIPSIS)) break;
    kept += character;
  }
  return kept + ELLIPSIS;
}
