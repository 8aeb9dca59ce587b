/** From the ledger so far and a new review to the next ledger: the one place where a revision changes concerns.
 *  Invariant: every open concern and every found one has exactly one outcome; whatever the order of matches, the result is the same.
 *  Fails towards open, and towards reporting a concern twice. */
import type { Concern } from "../concern.ts";
import { applyOutcome, emptyLedger, latestRevision, newLedgerConcern, withRevision } from "./ledger/ledger.ts";
import type { Ledger, LedgerConcern } from "./ledger/schema.ts";
import {
  compareSeverity,
  type KnownOutcome,
  type NewConcernReason,
  type Outcome,
  outcomeOfMatched,
  outcomeOfNew,
  outcomeOfPart,
  outcomeOfUnmatched,
  type PassageChange,
  type Refusal,
  refusal,
} from "./outcome.ts";

/** That a known concern, by its id, and a found one, by its index, are the same. */
export interface ConcernMatch {
  readonly id: string;
  readonly found: number;
  readonly probability: number;
}

/** @param matches one-to-one: no id and no index twice
 *  @param partial a found concern is a part of a known one; looked at only where the known one has no match
 *  @param passageChanges of every open concern, by id
 *  @param newConcernReasons of every found concern, by index */
export interface ReviewedRevision {
  /** Which text was reviewed, such as a commit. */
  readonly label: string;
  readonly concerns: readonly Concern[];
  readonly matches: readonly ConcernMatch[];
  readonly partial: readonly ConcernMatch[];
  readonly passageChanges: ReadonlyMap<string, PassageChange>;
  readonly newConcernReasons: readonly NewConcernReason[];
}

export interface RevisedLedger {
  readonly ledger: Ledger;
  /** What is new in the order of the review, then what was known in the order of ids. */
  readonly outcomes: readonly Outcome[];
}

/** @param ledger undefined before the first review
 *  @throws RangeError where a match names what is not there or names it twice, or a change or reason is missing: bugs of ours */
export function revise(ledger: Ledger | undefined, revision: ReviewedRevision): RevisedLedger {
  const before = ledger ?? emptyLedger();
  const after = withRevision(before, revision.label, "reviewed");
  const number = latestRevision(after)?.number ?? 1;
  assertOneToOne(before, revision);

  const { joined, refused } = admissible(before, revision);
  const parts = partsOf(before, revision, joined);
  const absorbed = new Set([...joined.values(), ...parts.values()].filter(({ absorbs }) => absorbs).map(({ found }) => found));

  const known = before.concerns.map((concern) => {
    const outcome = outcomeOfKnown(concern, revision, joined.get(concern.id), parts.get(concern.id));
    if (outcome === undefined) return { concern, outcome };
    return { concern: applyOutcome(concern, outcome, number, revision.passageChanges.get(concern.id)), outcome };
  });
  const fresh = revision.concerns.flatMap((now, found) => (absorbed.has(found) ? [] : [{ now, found }]));
  const introduced = fresh.map((raised, k) =>
    outcomeOfNew(`C${before.nextId + k}`, raised, newConcernReasonOf(revision, raised.found), refused.get(raised.found)),
  );
  return {
    ledger: {
      ...after,
      nextId: before.nextId + fresh.length,
      concerns: [...known.map(({ concern }) => concern), ...introduced.map((outcome) => newLedgerConcern(outcome, number))],
    },
    outcomes: [...introduced, ...known.flatMap(({ outcome }) => outcome ?? [])],
  };
}

interface Join extends ConcernMatch {
  /** Whether the found concern becomes this one, or only shows that a part of it stands. */
  readonly absorbs: boolean;
}

/** The matches that may be made, and why the others may not. */
function admissible({ concerns }: Ledger, { concerns: found, matches }: ReviewedRevision) {
  const byId = new Map(concerns.map((concern) => [concern.id, concern]));
  const joined = new Map<string, Join>();
  const refused = new Map<number, Refusal>();
  for (const match of matches) {
    const [known, now] = [byId.get(match.id), found[match.found]];
    if (known === undefined || now === undefined) throw new RangeError(`no such match: ${match.id} and ${match.found}`);
    const why = refusal(known, now, match.probability);
    if (why === undefined) joined.set(match.id, { ...match, absorbs: true });
    else refused.set(match.found, why);
  }
  return { joined, refused };
}

/** For each open concern without a match the found one that is most surely a part of it. It is absorbed where it is no other's,
 *  and no more severe: a more severe one must be seen as new. */
function partsOf(
  { concerns }: Ledger,
  { concerns: found, partial, matches }: ReviewedRevision,
  joined: ReadonlyMap<string, Join>,
): Map<string, Join> {
  const taken = new Set(matches.map((match) => match.found));
  const parts = new Map<string, Join>();
  const surest = [...partial].sort(
    (a, b) => b.probability - a.probability || idNumber(a.id) - idNumber(b.id) || a.found - b.found,
  );
  for (const part of surest) {
    const known = concerns.find(({ id }) => id === part.id);
    const now = found[part.found];
    if (known?.state !== "open" || now === undefined || joined.has(part.id) || parts.has(part.id)) continue;
    const absorbs = !taken.has(part.found) && compareSeverity(now.severity, known.severity) <= 0;
    if (absorbs) taken.add(part.found);
    parts.set(part.id, { ...part, absorbs });
  }
  return parts;
}

/** @returns undefined for a closed concern that was not raised again: it has no outcome */
function outcomeOfKnown(
  concern: LedgerConcern,
  revision: ReviewedRevision,
  join: Join | undefined,
  part: Join | undefined,
): KnownOutcome | undefined {
  if (join !== undefined) return outcomeOfMatched(concern, raisedBy(revision, join.found), join.probability);
  if (concern.state !== "open") return undefined;
  if (part !== undefined) return outcomeOfPart(concern, raisedBy(revision, part.found), part.probability, part.absorbs);
  const change = revision.passageChanges.get(concern.id);
  if (change === undefined) throw new RangeError(`nobody knows the change of ${concern.id}`);
  return outcomeOfUnmatched(concern, change);
}

function raisedBy(revision: ReviewedRevision, found: number) {
  const now = revision.concerns[found];
  if (now === undefined) throw new RangeError(`the review has no concern ${found}`);
  return { found, now, places: newConcernReasonOf(revision, found).places };
}

function newConcernReasonOf({ newConcernReasons }: ReviewedRevision, found: number): NewConcernReason {
  const reason = newConcernReasons[found];
  if (reason === undefined) throw new RangeError(`nobody knows what concern ${found} is about`);
  return reason;
}

function idNumber(id: string): number {
  return Number(id.slice(1));
}

function assertOneToOne({ concerns }: Ledger, { matches, concerns: found }: ReviewedRevision): void {
  const ids = new Set(matches.map(({ id }) => id));
  const indices = new Set(matches.map((match) => match.found));
  if (ids.size !== matches.length || indices.size !== matches.length) throw new RangeError("a concern was matched twice");
  if (matches.length > Math.min(concerns.length, found.length)) throw new RangeError("more matches than concerns");
}
