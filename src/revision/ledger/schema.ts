/** What a ledger holds: the concerns of all revisions, each with its id for life. Invariant: ids are given once, never again,
 *  whatever became of the concern; a concern's state is that of the last event in its history. */
import { z } from "zod";
import { CATEGORIES, SEVERITIES } from "../../concern.ts";
import type { FileLines } from "../../manuscript/index.ts";

const STATES = ["open", "resolved", "dismissed"] as const;
export type ConcernState = (typeof STATES)[number];

/** What a revision, or a person, did to a concern. */
export const OUTCOMES = [
  "introduced",
  "noticed late",
  "standing",
  "escalated",
  "eased",
  "not repeated",
  "resolved",
  "reopened",
  "dismissed",
] as const;
export type OutcomeKind = (typeof OUTCOMES)[number];

/** How much a ledger had to forget to fit where it is kept, least first. */
export const LEDGER_STAGES = [
  "whole",
  "wordings",
  "quotes",
  "closed histories",
  "open histories",
  "closed texts",
  "open texts",
  "closed concerns",
] as const;
export type LedgerStage = (typeof LEDGER_STAGES)[number];

/** What each stage takes away, for people. */
const SHORTENINGS: Readonly<Record<LedgerStage, string>> = {
  whole: "nothing",
  wordings: "how concerns were worded in earlier revisions, but for the first wording",
  quotes: "the passages before and after a change, but for the beginning of the first",
  "closed histories": "of resolved and dismissed concerns, what happened between their first and last event",
  "open histories":
    "of open concerns, what happened between their first and their last three events, but for what was done about them in part",
  "closed texts": "the end of the texts of resolved and dismissed concerns",
  "open texts": "the end of the texts of open concerns, and where they stand",
  "closed concerns": "the oldest resolved, then dismissed concerns: should they come back they have a new id",
};

const count = z.int().min(0);
const revision = z.int().min(1).describe("Number of a revision in this ledger.");
const words = z.string().min(1);

export const placeSchema = z.object({
  file: words,
  startLine: z.int().min(1),
  endLine: z.int().min(1),
}) satisfies z.ZodType<FileLines>;
export const quoteSchema = placeSchema.extend({ text: words });
/** A place with what stands there. */
export type Quote = Readonly<z.infer<typeof quoteSchema>>;

const changeSchema = z.object({
  before: quoteSchema.optional().describe("Absent for what was added."),
  after: quoteSchema.optional().describe("Absent for what was taken away."),
});

export const CAUSES = ["rewritten", "removed", "added"] as const;

export const causeSchema = z.object({
  kind: z.enum(CAUSES),
  changes: z.array(changeSchema).min(1),
  since: revision.optional().describe("The revision that made the change, where the review could judge it only later."),
});
/** What in the paper is the reason for calling a concern resolved. Never empty: no change, no cause. */
export type Cause = Readonly<z.infer<typeof causeSchema>>;

const eventSchema = z.object({
  revision,
  outcome: z.enum(OUTCOMES),
  severity: z.enum(SEVERITIES).describe("After this event."),
  because: words.describe("Why, in a few of our own words, or a person's reason."),
  by: words.optional().describe("The person who decided it; absent where a revision did."),
  text: words.optional().describe("The wording of this revision, where it was another than before."),
  place: placeSchema.optional(),
  cause: causeSchema.optional(),
});
export type LedgerEvent = Readonly<z.infer<typeof eventSchema>>;

const concernSchema = z.object({
  id: z.string().regex(/^C[1-9]\d*$/),
  state: z.enum(STATES),
  text: words.describe("As it was raised last."),
  category: z.enum(CATEGORIES),
  severity: z.enum(SEVERITIES),
  aliases: z.array(words).describe("Earlier wordings, latest first."),
  unjudged: causeSchema.optional().describe("A change that no review has read yet."),
  history: z.array(eventSchema).min(1),
});
export type LedgerConcern = Readonly<z.infer<typeof concernSchema>>;

const revisionSchema = z.object({
  number: revision,
  label: words.describe("Which text it was, such as a commit."),
  kind: z.enum(["reviewed", "cosmetic"]).describe("A cosmetic revision was not reviewed: no reader sees a difference."),
});
export type LedgerRevision = Readonly<z.infer<typeof revisionSchema>>;

export const LEDGER_VERSION = 1;

export const ledgerSchema = z
  .object({
    schema: z.literal("bioreview-ledger"),
    version: z.literal(LEDGER_VERSION).describe("Grows when a program that reads ledgers must change; older ones are migrated."),
    shortened: z
      .enum(LEDGER_STAGES)
      .describe(
        `What was forgotten to fit where it is kept, with all that stands before it: ${LEDGER_STAGES.map((stage) => `"${stage}": ${SHORTENINGS[stage]}`).join("; ")}.`,
      ),
    forgotten: count.describe("Closed concerns that were taken out for that."),
    nextId: z.int().min(1).describe("Number of the next concern's id."),
    revisions: z.array(revisionSchema),
    concerns: z.array(concernSchema),
  })
  .superRefine((ledger, issues) => {
    for (const message of inconsistencies(ledger)) issues.addIssue({ code: "custom", message });
  });
export type Ledger = Readonly<z.infer<typeof ledgerSchema>>;

const STATE_AFTER: Readonly<Record<OutcomeKind, ConcernState>> = {
  introduced: "open",
  "noticed late": "open",
  standing: "open",
  escalated: "open",
  eased: "open",
  "not repeated": "open",
  resolved: "resolved",
  reopened: "open",
  dismissed: "dismissed",
};

/** The state that an outcome leaves a concern in. */
export function stateAfter(outcome: OutcomeKind): ConcernState {
  return STATE_AFTER[outcome];
}

/** What no shape can say. */
function inconsistencies({ concerns, nextId, revisions }: Pick<Ledger, "concerns" | "nextId" | "revisions">): string[] {
  const ids = concerns.map(({ id }) => id);
  const last = revisions.at(-1)?.number ?? 0;
  return [
    ...(new Set(ids).size === ids.length ? [] : ["an id stands twice"]),
    ...(ids.every((id) => Number(id.slice(1)) < nextId) ? [] : ["an id is not below the next one"]),
    ...(revisions.every(({ number }, k) => number > (revisions[k - 1]?.number ?? 0)) ? [] : ["revisions do not ascend"]),
    ...concerns.flatMap(({ id, state, severity, history }) => {
      const end = history.at(-1);
      if (end === undefined) return [];
      return [
        ...(stateAfter(end.outcome) === state ? [] : [`${id} is ${state} after "${end.outcome}"`]),
        ...(end.severity === severity ? [] : [`${id} is ${severity}, and its history says ${end.severity}`]),
        ...(history.every((event) => event.revision <= last) ? [] : [`${id} has a history beyond the last revision`]),
        ...(history.every(({ outcome, because }) => outcome !== "resolved" || CAUSES.some((cause) => cause === because))
          ? []
          : [`${id} was resolved without a cause`]),
      ];
    }),
  ];
}
