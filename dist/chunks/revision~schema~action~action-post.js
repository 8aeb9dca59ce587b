import { a as _enum, c as array, d as int, f as literal, h as object, v as string } from "./zod~action~action-post.js";
import { n as SEVERITIES, t as CATEGORIES } from "./shared~concern~action~action-post.js";

// src/revision/ledger/schema.ts
/** What a ledger holds: the concerns of all revisions, each with its id for life. Invariant: ids are given once, never again,
*  whatever became of the concern; a concern's state is that of the last event in its history. */
const STATES = [
	"open",
	"resolved",
	"dismissed"
];
/** What a revision, or a person, did to a concern. */
const OUTCOMES = [
	"introduced",
	"noticed late",
	"standing",
	"escalated",
	"eased",
	"not repeated",
	"resolved",
	"reopened",
	"dismissed"
];
/** How much a ledger had to forget to fit where it is kept, least first. */
const LEDGER_STAGES = [
	"whole",
	"wordings",
	"quotes",
	"closed histories",
	"open histories",
	"closed texts",
	"open texts",
	"closed concerns"
];
/** What each stage takes away, for people. */
const SHORTENINGS = {
	whole: "nothing",
	wordings: "how concerns were worded in earlier revisions, but for the first wording",
	quotes: "the passages before and after a change, but for the beginning of the first",
	"closed histories": "of resolved and dismissed concerns, what happened between their first and last event",
	"open histories": "of open concerns, what happened between their first and their last three events, but for what was done about them in part",
	"closed texts": "the end of the texts of resolved and dismissed concerns",
	"open texts": "the end of the texts of open concerns, and where they stand",
	"closed concerns": "the oldest resolved, then dismissed concerns: should they come back they have a new id"
};
const count = int().min(0);
const revision = int().min(1).describe("Number of a revision in this ledger.");
const words = string().min(1);
const placeSchema = object({
	file: words,
	startLine: int().min(1),
	endLine: int().min(1)
});
const quoteSchema = placeSchema.extend({ text: words });
const changeSchema = object({
	before: quoteSchema.optional().describe("Absent for what was added."),
	after: quoteSchema.optional().describe("Absent for what was taken away.")
});
const CAUSES = [
	"rewritten",
	"removed",
	"added"
];
const causeSchema = object({
	kind: _enum(CAUSES),
	changes: array(changeSchema).min(1),
	since: revision.optional().describe("The revision that made the change, where the review could judge it only later.")
});
const eventSchema = object({
	revision,
	outcome: _enum(OUTCOMES),
	severity: _enum(SEVERITIES).describe("After this event."),
	because: words.describe("Why, in a few of our own words, or a person's reason."),
	by: words.optional().describe("The person who decided it; absent where a revision did."),
	text: words.optional().describe("The wording of this revision, where it was another than before."),
	place: placeSchema.optional(),
	cause: causeSchema.optional()
});
const concernSchema = object({
	id: string().regex(/^C[1-9]\d*$/),
	state: _enum(STATES),
	text: words.describe("As it was raised last."),
	category: _enum(CATEGORIES),
	severity: _enum(SEVERITIES),
	aliases: array(words).describe("Earlier wordings, latest first."),
	unjudged: causeSchema.optional().describe("A change that no review has read yet."),
	history: array(eventSchema).min(1)
});
const revisionSchema = object({
	number: revision,
	label: words.describe("Which text it was, such as a commit."),
	kind: _enum(["reviewed", "cosmetic"]).describe("A cosmetic revision was not reviewed: no reader sees a difference.")
});
const LEDGER_VERSION = 1;
const ledgerSchema = object({
	schema: literal("bioreview-ledger"),
	version: literal(1).describe("Grows when a program that reads ledgers must change; older ones are migrated."),
	shortened: _enum(LEDGER_STAGES).describe(`What was forgotten to fit where it is kept, with all that stands before it: ${LEDGER_STAGES.map((stage) => `"${stage}": ${SHORTENINGS[stage]}`).join("; ")}.`),
	forgotten: count.describe("Closed concerns that were taken out for that."),
	nextId: int().min(1).describe("Number of the next concern's id."),
	revisions: array(revisionSchema),
	concerns: array(concernSchema)
}).superRefine((ledger, issues) => {
	for (const message of inconsistencies(ledger)) issues.addIssue({
		code: "custom",
		message
	});
});
const STATE_AFTER = {
	introduced: "open",
	"noticed late": "open",
	standing: "open",
	escalated: "open",
	eased: "open",
	"not repeated": "open",
	resolved: "resolved",
	reopened: "open",
	dismissed: "dismissed"
};
/** The state that an outcome leaves a concern in. */
function stateAfter(outcome) {
	return STATE_AFTER[outcome];
}
/** What no shape can say. */
function inconsistencies({ concerns, nextId, revisions }) {
	const ids = concerns.map(({ id }) => id);
	const last = revisions.at(-1)?.number ?? 0;
	return [
		...new Set(ids).size === ids.length ? [] : ["an id stands twice"],
		...ids.every((id) => Number(id.slice(1)) < nextId) ? [] : ["an id is not below the next one"],
		...revisions.every(({ number }, k) => number > (revisions[k - 1]?.number ?? 0)) ? [] : ["revisions do not ascend"],
		...concerns.flatMap(({ id, state, severity, history }) => {
			const end = history.at(-1);
			if (end === void 0) return [];
			return [
				...stateAfter(end.outcome) === state ? [] : [`${id} is ${state} after "${end.outcome}"`],
				...end.severity === severity ? [] : [`${id} is ${severity}, and its history says ${end.severity}`],
				...history.every((event) => event.revision <= last) ? [] : [`${id} has a history beyond the last revision`],
				...history.every(({ outcome, because }) => outcome !== "resolved" || CAUSES.some((cause) => cause === because)) ? [] : [`${id} was resolved without a cause`]
			];
		})
	];
}

export { placeSchema as a, ledgerSchema as i, LEDGER_STAGES as n, quoteSchema as o, causeSchema as r, stateAfter as s, CAUSES as t };