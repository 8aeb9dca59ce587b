/** A ledger as text and back: versioned, checked, compressed. Invariant: the same ledger gives the same text; whatever is not
 *  wholly a ledger is reported as such and never half believed; what was shortened says so. */
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { z } from "zod";
import { OutputError } from "../../errors.ts";
import { unsettledChange } from "./ledger.ts";
import {
  type Cause,
  LEDGER_STAGES,
  LEDGER_VERSION,
  type Ledger,
  type LedgerConcern,
  type LedgerEvent,
  type LedgerRevision,
  type LedgerStage,
  ledgerSchema,
  type Quote,
} from "./schema.ts";

/** Characters. GitHub takes 65,536 in a comment; the rest is for people to read. */
export const LEDGER_LIMIT = 32_000;
/** What the text begins with; the digit is the encoding's, not the schema's. */
const MARK = "bioreview-ledger:1:";
/** Bytes of JSON that are worth compressing to see whether they fit: at thirty to one they never would. */
const HOPELESS = 30;
/** Bytes. Beyond this, compressed text is an attack on our memory. */
const MOST_BYTES = 16 * 1024 * 1024;

export type DecodedLedger =
  | { readonly kind: "ledger"; readonly ledger: Ledger }
  | { readonly kind: "unreadable"; readonly why: string };

/** @param limit characters
 *  @returns the fullest text within the limit, of letters, digits and `+/=:-` only, without `--`: it can stand in an HTML comment
 *  @throws OutputError where not even the shortest fits: open concerns are never left out */
export function encodeLedger(ledger: Ledger, limit = LEDGER_LIMIT): string {
  for (const stage of LEDGER_STAGES) {
    if (!atLeast(stage, ledger.shortened)) continue;
    for (const shorter of shorten(ledger, stage)) {
      const json = ledgerJson(shorter);
      if (json.length > limit * HOPELESS) continue;
      const text = MARK + compressed(json);
      if (text.length <= limit) return text;
    }
  }
  throw new OutputError({
    code: "ledger-too-large",
    at: `ledger of ${ledger.concerns.length} concerns`,
    fault: `it does not fit into ${limit} characters, however much of it is left out`,
    remedy: "Dismiss concerns that are settled, or begin anew with a full review",
  });
}

/** JSON with its keys in the schema's order, whatever order they came in. */
export function ledgerJson(ledger: Ledger): string {
  return JSON.stringify(ledgerSchema.parse(ledger));
}

/** The ledger in a text of `encodeLedger`, of this version or an older one; never throws, for anybody may have written it. */
export function decodeLedger(text: string): DecodedLedger {
  if (!text.startsWith(MARK)) return unreadable("it does not begin as a ledger of this program does");
  const encoded = text.slice(MARK.length);
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) return unreadable("it holds characters that no ledger has");
  let value: unknown;
  try {
    const bytes = brotliDecompressSync(Buffer.from(encoded, "base64"), { maxOutputLength: MOST_BYTES });
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    return unreadable("it is damaged");
  }
  return readLedger(value);
}

/** A step makes a ledger of one version into one of the next; its input has not been checked by a schema. */
type Migration = (value: Readonly<Record<string, unknown>>) => unknown;
/** By the version that each starts from. None so far: the first version is the present one. */
const MIGRATIONS: ReadonlyMap<number, Migration> = new Map();

/** @param value parsed JSON, believed in nothing   @param migrations, to which version: for tests */
export function readLedger(value: unknown, migrations = MIGRATIONS, newest: number = LEDGER_VERSION): DecodedLedger {
  let current = value;
  for (;;) {
    const head = headSchema.safeParse(current);
    if (!head.success) return unreadable("it is no ledger");
    const { version } = head.data;
    if (version > newest) return unreadable(`it was written by a newer BioReview (ledger version ${version})`);
    if (version === newest) break;
    const step = migrations.get(version);
    if (step === undefined) return unreadable(`its version ${version} is not known any more`);
    const next = headSchema.safeParse(step(head.data));
    if (!next.success || next.data.version <= version) return unreadable(`its version ${version} could not be brought forward`);
    current = next.data;
  }
  const { success, data, error } = ledgerSchema.safeParse(current);
  if (success) return { kind: "ledger", ledger: data };
  const [issue] = error.issues;
  return unreadable(issue === undefined ? "it is no ledger" : `${issue.path.join(".")}: ${issue.message}`);
}

const headSchema = z.looseObject({ schema: z.literal("bioreview-ledger"), version: z.int().min(0) });

function compressed(json: string): string {
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: 9, // the last two of eleven cost ten times the time for a tenth of the size
    [constants.BROTLI_PARAM_LGWIN]: 22,
  };
  return brotliCompressSync(Buffer.from(json, "utf8"), { params }).toString("base64");
}

function unreadable(why: string): DecodedLedger {
  return { kind: "unreadable", why };
}

/** A ledger that forgets in stated stages, so that it always fits where it is kept. Invariant: no stage takes away an open
 *  concern, its id, its state or its severity; each stage contains the ones before it. */

/** Events of an open concern that are kept besides its first. */
const LAST_EVENTS = 3;
/** UTF-8 bytes of a text that is cut: about a line, enough to know the concern by. 200 of them, and the rest of a ledger, fit
 *  into 32,000 characters also where they cannot be compressed. */
const CUT_BYTES = 90;
/** UTF-8 bytes of whatever else may be long: a quote's beginning, a reason, a name, a label. */
const CUT_DETAIL = 40;
const ELLIPSIS = "…";

function atLeast(stage: LedgerStage, other: LedgerStage): boolean {
  return LEDGER_STAGES.indexOf(stage) >= LEDGER_STAGES.indexOf(other);
}

/** @returns the ledger at that stage; at the last one, with fewer and fewer closed concerns */
function* shorten(ledger: Ledger, stage: LedgerStage): Generator<Ledger> {
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
  "closed histories": (concern) => (concern.state === "open" ? concern : { ...concern, aliases: [], history: ends(concern, 1) }),
  "open histories": (concern) => ({ ...concern, aliases: [], history: ends(concern, LAST_EVENTS) }),
  "closed texts": (concern) => (concern.state === "open" ? concern : bare(concern)),
  "open texts": bare,
  "closed concerns": (concern) => concern,
};

/** Its first and last events, and the one that people have to look at still. */
function ends({ state, history }: LedgerConcern, last: number): LedgerEvent[] {
  const unsettled = unsettledChange({ state, history })?.revision;
  return history.filter(
    ({ revision, by }, k) => k === 0 || k >= history.length - last || (revision === unsettled && by === undefined),
  );
}

function beginning({ changes, ...cause }: Cause): Cause {
  const quote = (one: Quote | undefined) => (one === undefined ? undefined : { ...one, text: cut(one.text, CUT_DETAIL) });
  return { ...cause, changes: changes.slice(0, 1).map(({ before, after }) => ({ before: quote(before), after: quote(after) })) };
}

/** A concern as one can still know it by. A change that nobody judged is forgotten with the rest: then only a new change can
 *  resolve it. */
function bare({ unjudged: _, ...concern }: LedgerConcern): LedgerConcern {
  const history = ends(concern, 1).map(({ cause: _, place: __, text: ___, because, by, ...event }) => ({
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
