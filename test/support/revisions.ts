/** Random histories of a paper: few texts, so that they collide; matches of every kind, also such as may not be made; every fate. */

import fc from "fast-check";
import { CATEGORIES, type Concern, SEVERITIES } from "../../src/concern.ts";
import type { FileLines } from "../../src/manuscript/index.ts";
import { dismiss, reopen } from "../../src/revision/ledger/ledger.ts";
import type { Cause, Ledger } from "../../src/revision/ledger/schema.ts";
import type { NewConcernReason, PassageChange } from "../../src/revision/outcome.ts";
import type { ConcernMatch, ReviewedRevision } from "../../src/revision/revise.ts";

export const place = (startLine = 1): FileLines => ({ file: "paper.md", startLine, endLine: startLine });
export const cause = (kind: Cause["kind"] = "rewritten"): Cause => ({
  kind,
  changes: [{ before: { ...place(), text: "Five mice." }, after: { ...place(), text: "Twelve mice." } }],
});

const text = fc.constantFrom("no vehicle control", "three animals", "no power analysis", "the title is too long");
const concerns: fc.Arbitrary<Concern> = fc.record({
  text,
  category: fc.constantFrom(...CATEGORIES),
  severity: fc.constantFrom(...SEVERITIES),
});
const fate: fc.Arbitrary<PassageChange> = fc.constantFrom<PassageChange>(
  { kind: "untouched", places: [place()] },
  { kind: "beside", places: [place(2)] },
  { kind: "unrelated", places: [place(3)] },
  { kind: "unsure", places: [place(9)] },
  { kind: "not read", places: [place(4)] },
  { kind: "not read", places: [place(4)], cause: cause() },
  { kind: "not read", places: [place(4)], cause: cause("removed") },
  { kind: "no passage" },
  { kind: "old text gone" },
  { kind: "caused", cause: cause("removed"), places: [] },
  { kind: "caused", cause: cause("added"), places: [place(5)] },
  { kind: "partly", cause: cause("added"), places: [place(10)] },
  { kind: "removed", cause: cause("removed"), places: [place(11)] },
);
const novelty: fc.Arbitrary<NewConcernReason> = fc.constantFrom<NewConcernReason>(
  { kind: "first review", places: [] },
  { kind: "old text gone", places: [] },
  { kind: "new passage", places: [place(6)] },
  { kind: "changed passage", places: [place(7)] },
  { kind: "unchanged passage", places: [place(8)] },
  { kind: "changed paper", places: [] },
  { kind: "unchanged paper", places: [] },
);
const link = fc.record({ known: fc.nat(40), found: fc.nat(8), probability: fc.constantFrom(0.51, 0.7, 0.9, 0.99) });

/** One step of a history, before it is known which concerns there are. */
export interface Plan {
  readonly concerns: readonly Concern[];
  readonly fates: readonly PassageChange[];
  readonly novelties: readonly NewConcernReason[];
  readonly links: readonly { readonly known: number; readonly found: number; readonly probability: number }[];
  readonly parts: readonly { readonly known: number; readonly found: number; readonly probability: number }[];
  readonly people: readonly { readonly known: number; readonly does: "dismiss" | "reopen" }[];
}
const plan: fc.Arbitrary<Plan> = fc.record({
  concerns: fc.array(concerns, { maxLength: 8 }),
  fates: fc.array(fate, { minLength: 1, maxLength: 12 }),
  novelties: fc.array(novelty, { minLength: 8, maxLength: 8 }),
  links: fc.array(link, { maxLength: 12 }),
  parts: fc.array(link, { maxLength: 6 }),
  people: fc.array(fc.record({ known: fc.nat(40), does: fc.constantFrom("dismiss" as const, "reopen" as const) }), {
    maxLength: 4,
  }),
});
export const histories = fc.array(plan, { minLength: 1, maxLength: 7 });

/** The plan on this ledger: what names nobody is left out, and of what would match one twice the first stays. */
export function revisionOf(ledger: Ledger, { concerns, fates, novelties, links, parts }: Plan): ReviewedRevision {
  const named = (all: Plan["links"]): ConcernMatch[] =>
    all.flatMap(({ known, found, probability }) => {
      const concern = ledger.concerns[known % Math.max(1, ledger.concerns.length)];
      return concern === undefined || found >= concerns.length ? [] : [{ id: concern.id, found, probability }];
    });
  const matches: ConcernMatch[] = [];
  for (const match of named(links)) {
    if (matches.every(({ id, found }) => id !== match.id && found !== match.found)) matches.push(match);
  }
  const open = ledger.concerns.filter(({ state }) => state === "open");
  return {
    label: `revision ${ledger.revisions.length + 1}`,
    concerns,
    matches,
    partial: named(parts),
    passageChanges: new Map(open.map(({ id }, k) => [id, fates[k % fates.length] ?? { kind: "no passage" }])),
    newConcernReasons: novelties.slice(0, concerns.length),
  };
}

/** What people do between two revisions. */
export function byPeople(ledger: Ledger, { people }: Plan): Ledger {
  return people.reduce((before, { known, does }) => {
    const concern = before.concerns[known % Math.max(1, before.concerns.length)];
    if (concern === undefined || (does === "dismiss") !== (concern.state === "open")) return before;
    return does === "dismiss"
      ? dismiss(before, concern.id, "an editor", "out of scope")
      : reopen(before, concern.id, "an editor", "");
  }, ledger);
}
