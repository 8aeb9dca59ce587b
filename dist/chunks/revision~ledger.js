import { f as SettingsError } from "./shared~errors.js";
import { a as _enum, c as array, d as int, f as literal, h as object, v as string } from "./zod.js";
import { n as SEVERITIES, t as CATEGORIES } from "./shared~concern.js";

// src/revision/ledger/schema.ts
/** What a ledger holds: the concerns of all revisions, each with its id for life. Invariant: ids are given once, never again, whatever became of
*  the concern; a concern's state is that of the last event in its history. */
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

// src/revision/ledger/ledger.ts
/** Wordings that are kept to recognise a concern by, besides the last. More of them are more chances of a wrong match. */
const MOST_ALIASES = 3;
function emptyLedger() {
	return {
		schema: "bioreview-ledger",
		version: 1,
		shortened: "whole",
		forgotten: 0,
		nextId: 1,
		revisions: [],
		concerns: []
	};
}
function latestRevision({ revisions }) {
	return revisions.at(-1);
}
function withRevision(ledger, label, kind) {
	const number = (latestRevision(ledger)?.number ?? 0) + 1;
	return {
		...ledger,
		revisions: [...ledger.revisions, {
			number,
			label,
			kind
		}]
	};
}
/** A revision in which no reader sees a difference: all states stand. */
function addCosmeticRevision(ledger, label) {
	return withRevision(ledger, label, "cosmetic");
}
/** A new concern as the ledger keeps it. */
function newLedgerConcern({ id, kind, now, because, places }, revision) {
	const { text, category, severity } = now;
	return {
		id,
		state: "open",
		text,
		category,
		severity,
		aliases: [],
		history: [{
			revision,
			outcome: kind,
			severity,
			because,
			...placeOf(places)
		}]
	};
}
/** What an outcome makes of a concern that is known.
*  @param change of the text of a concern that was not raised again */
function applyOutcome(concern, outcome, revision, change) {
	const event = {
		revision,
		outcome: outcome.kind,
		severity: concern.severity,
		...placeOf(outcome.places)
	};
	switch (outcome.kind) {
		case "standing":
		case "escalated":
		case "reopened": return reworded(concern, outcome.now, {
			...event,
			because: "raised again"
		});
		case "eased":
			if (outcome.because === "addressed in part") return judged(concern, {
				...event,
				because: outcome.because,
				cause: outcome.cause
			});
			if (outcome.because === "raised in part") return withEvent(concern, {
				...event,
				because: outcome.because
			});
			return reworded(concern, outcome.now, {
				...event,
				because: outcome.because
			});
		case "dismissed": return withEvent(concern, {
			...event,
			because: "raised again"
		});
		case "not repeated": {
			if (outcome.because === "text removed") return judged(concern, {
				...event,
				because: outcome.because,
				cause: outcome.cause
			});
			const cause = change?.kind === "not read" ? change.cause : void 0;
			const after = withEvent(concern, {
				...event,
				because: outcome.because
			});
			return cause === void 0 ? after : {
				...after,
				unjudged: {
					since: revision,
					...cause
				}
			};
		}
		case "resolved": return judged(concern, {
			...event,
			because: outcome.cause.kind,
			cause: outcome.cause
		});
	}
}
function placeOf([place]) {
	return place === void 0 ? {} : { place };
}
/** @param by who decided it   @param reason in that person's words
*  @throws SettingsError where there is no such concern, or it is not open */
function dismiss(ledger, id, by, reason) {
	const concern = concernById(ledger, id);
	if (concern.state !== "open") throw wrongState(concern, "only an open concern can be dismissed");
	return byPerson(ledger, concern, "dismissed", by, reason);
}
/** @throws SettingsError where there is no such concern, or it is open already */
function reopen(ledger, id, by, reason) {
	const concern = concernById(ledger, id);
	if (concern.state === "open") throw wrongState(concern, "it is open already");
	return byPerson(ledger, concern, "reopened", by, reason);
}
function byPerson(ledger, concern, outcome, by, reason) {
	const revision = latestRevision(ledger)?.number ?? 1;
	const because = reason.trim() === "" ? "no reason given" : reason;
	const after = withEvent(concern, {
		revision,
		outcome,
		severity: concern.severity,
		because,
		by
	});
	return {
		...ledger,
		concerns: ledger.concerns.map((one) => one === concern ? after : one)
	};
}
function withEvent(concern, event) {
	return {
		...concern,
		state: stateAfter(event.outcome),
		severity: event.severity,
		history: [...concern.history, event]
	};
}
/** A review has looked: nothing is left to be judged. */
function judged({ unjudged: _, ...concern }, event) {
	return withEvent(concern, event);
}
/** The concern in the words in which it was raised now; those of before are kept beside. */
function reworded(concern, now, event) {
	const same = now.text === concern.text;
	const after = judged(concern, {
		...event,
		severity: now.severity,
		...same ? {} : { text: now.text }
	});
	if (same) return {
		...after,
		category: now.category
	};
	const earlier = [concern.text, ...concern.aliases].filter((text) => text !== now.text);
	return {
		...after,
		text: now.text,
		category: now.category,
		aliases: [...new Set(earlier)].slice(0, MOST_ALIASES)
	};
}
/** What a revision did about an open concern without settling it. It stands until the concern is raised again, or another change is told.
*  @returns undefined for any other concern */
function unsettledChange({ state, history }) {
	const last = history.findLast(({ outcome, because }) => outcome !== "not repeated" || because === "text removed");
	if (state !== "open" || last === void 0) return void 0;
	const { outcome, because: kind, revision, cause } = last;
	return outcome === "eased" && kind === "addressed in part" || outcome === "not repeated" && kind === "text removed" ? {
		kind,
		revision,
		cause
	} : void 0;
}
function concernById(ledger, id) {
	const found = ledger.concerns.find((concern) => concern.id === id);
	if (found !== void 0) return found;
	throw new SettingsError({
		code: "concern-unknown",
		at: id,
		fault: "there is no concern of that name",
		remedy: "Name one that the list of concerns shows, such as C7"
	});
}
function wrongState({ id, state }, fault) {
	return new SettingsError({
		code: "concern-not-so",
		at: id,
		fault: `it is ${state}, and ${fault}`,
		remedy: "Name another concern"
	});
}
/** Where a concern of the ledger stood last. A review that does not repeat a concern says where it stood before.
*  @returns undefined for one about the whole paper */
function lastPlace({ history }, { revisions }) {
	const event = history.findLast(({ place }) => place !== void 0);
	if (event?.place === void 0) return void 0;
	const at = revisions.findIndex(({ number }) => number === event.revision);
	const meant = revisions[event.outcome === "not repeated" || event.because === "addressed in part" ? at - 1 : at];
	return {
		place: event.place,
		revision: meant?.number ?? 0,
		commit: meant?.label
	};
}
function openConcerns({ concerns }) {
	return concerns.filter(({ state }) => state === "open");
}

export { quoteSchema as _, lastPlace as a, openConcerns as c, withRevision as d, CAUSES as f, placeSchema as g, ledgerSchema as h, emptyLedger as i, reopen as l, causeSchema as m, applyOutcome as n, latestRevision as o, LEDGER_STAGES as p, dismiss as r, newLedgerConcern as s, addCosmeticRevision as t, unsettledChange as u };