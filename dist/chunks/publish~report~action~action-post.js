import { n as SEVERITIES } from "./shared~concern~action~action-post.js";
import { a as lastPlace, c as openConcerns } from "./revision~ledger~action~action-post.js";
import { n as counted } from "./shared~text.js";

// src/publish/report/report.ts
/** What became of every concern, as a report: groups in the order in which they matter, then what changed in the text. Pure: it chooses, counts and
*  orders; the writers (terminal, Markdown, review on GitHub) only write. Invariant: every outcome stands in exactly one group. */
function reportOf(result) {
	const { outcomes, cosmetic, sentences } = result;
	const remarks = [
		...silenceRemark(result),
		...changeRemark(result),
		...placesRemark(result)
	];
	if (cosmetic) {
		const said = `Nothing that a reader sees has changed${extentOfChange(sentences)}.`;
		const open = openGroup(result);
		return {
			cosmetic: said,
			groups: open.items.length === 0 ? [] : [open],
			remarks
		};
	}
	const basis = basisOf(result);
	const ids = new Map(outcomes.flatMap((one) => "found" in one && !isPart(one) ? [[one.found, one.id]] : []));
	return {
		cosmetic: void 0,
		groups: GROUPS.map(({ meaning, countsMajors, ...group }) => {
			const items = outcomes.filter((outcome) => reportKind(outcome) === group.kind).map((outcome) => itemOf(outcome, ids)).sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
			const majors = countsMajors === true ? items.filter(({ severity }) => severity === "major").length : 0;
			return {
				...group,
				meaning: typeof meaning === "string" ? meaning : meaning[basis],
				items,
				majors
			};
		}).filter(({ kind, items }) => items.length > 0 || kind === "introduced" || kind === "resolved"),
		remarks
	};
}
/** What is open, where no review looked again. */
function openGroup({ ledger }) {
	const items = openConcerns(ledger).map((concern) => {
		const { id, severity, category, text } = concern;
		const place = lastPlace(concern, ledger)?.place;
		return {
			id,
			severity,
			category,
			text,
			...place !== void 0 && { place }
		};
	}).sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
	return {
		kind: "standing",
		title: "Open",
		label: "open",
		meaning: "As before: no review was needed.",
		folded: false,
		items,
		majors: items.filter(({ severity }) => severity === "major").length
	};
}
/** What a revision brings: reported in full, and counted as new by the gate. */
const RAISED_KINDS = [
	"introduced",
	"reopened",
	"escalated"
];
function isRaised(outcome) {
	return RAISED_KINDS.some((kind) => kind === outcome.kind);
}
/** Such as ": 0 of 120 sentences differ"; empty where nobody counted. */
function extentOfChange(sentences) {
	return sentences === void 0 ? "" : `: 0 of ${counted(sentences.same, "sentence")} differ`;
}
function reportKind(outcome) {
	const { kind } = outcome;
	if (kind === "eased" && outcome.because === "addressed in part") return outcome.because;
	if (kind === "not repeated" && outcome.because === "text removed") return outcome.because;
	return kind;
}
/** Whether a concern was only raised in part, by one that has another id. */
function isPart(outcome) {
	return outcome.kind === "eased" && outcome.because === "raised in part";
}
function basisOf({ old, sentences }) {
	if (old === void 0) return "nothing";
	return sentences === void 0 ? "old text that is gone" : "old text";
}
const GROUPS = [
	{
		kind: "introduced",
		title: "New",
		label: "new",
		meaning: {
			nothing: "Nobody looked at this paper before.",
			"old text": "About text that this revision added or changed.",
			"old text that is gone": "Raised for the first time. Whether their text is new is not known."
		},
		folded: false,
		countsMajors: true
	},
	{
		kind: "reopened",
		title: "Back again",
		label: "back again",
		meaning: "They were resolved, and the new review raises them again.",
		folded: false
	},
	{
		kind: "escalated",
		title: "Escalated",
		label: "escalated",
		meaning: "Raised again, and more severe than before.",
		folded: false
	},
	{
		kind: "resolved",
		title: "Resolved",
		label: "resolved",
		meaning: "Each is shown with the change that settles it. The new review, which read that, does not raise them again.",
		folded: false
	},
	{
		kind: "addressed in part",
		title: "Partly addressed",
		label: "partly addressed",
		meaning: "Each is shown with what was done. They stay open for what is left.",
		folded: false
	},
	{
		kind: "text removed",
		title: "Text removed, please check",
		label: "to check",
		meaning: "Their text was removed, but nothing shows that the weakness is gone. They stay open: dismiss those that are settled.",
		folded: false,
		countsMajors: true
	},
	{
		kind: "eased",
		title: "Eased",
		label: "eased",
		meaning: "Raised again, but less severe or only in part. They stay open.",
		folded: false
	},
	{
		kind: "noticed late",
		title: "Noticed late",
		label: "noticed late",
		meaning: "Raised for the first time, about text that did not change.",
		folded: true,
		countsMajors: true
	},
	{
		kind: "standing",
		title: "Still standing",
		label: "still standing",
		meaning: "Raised again as before.",
		folded: true
	},
	{
		kind: "not repeated",
		title: "Not repeated",
		label: "not repeated",
		meaning: "The new review does not raise them, but nothing shows that they were addressed. They stay open.",
		folded: true
	},
	{
		kind: "dismissed",
		title: "Dismissed",
		label: "dismissed before",
		meaning: "Raised again, and dismissed before by a person.",
		folded: true
	}
];
/** Such as "2 new (1 major)". @param bold marks the number where it is news; as plain text by default */
function countText({ items, label, majors, folded }, bold = (text) => text) {
	const count = `${items.length} ${label}`;
	return `${folded || items.length === 0 ? count : bold(count)}${majors === 0 ? "" : ` (${majors} major)`}`;
}
/** So many open concerns do not all go at once, as a rule. */
const MANY = 3;
/** That the new review raises nothing where much was open: a model that stopped working looks like that too. */
function silenceRemark({ cosmetic, outcomes }) {
	const before = outcomes.filter((outcome) => "was" in outcome).length;
	if (cosmetic || before < MANY || outcomes.some((outcome) => "found" in outcome)) return [];
	const resolved = outcomes.filter(({ kind }) => kind === "resolved").length;
	return [`The new review raises nothing at all, where ${before} concerns were open: make sure that the model still works. ${resolved} of them ${resolved === 1 ? "is" : "are"} called resolved, each for what changed in its text; the others stay open.`];
}
/** What of the text changed. */
function changeRemark({ old, cosmetic, sentences }) {
	if (old === void 0 || cosmetic) return [];
	if (sentences === void 0) return ["The text of before is gone, so nobody can see what changed: nothing is called resolved, and nothing noticed late."];
	const { same, moved, reworded, removed, added } = sentences;
	return [`Of ${counted(same + moved + reworded + removed, "sentence")} ${same + moved} stand, ${reworded} were reworded and ${removed} removed; ${added} are new.`];
}
/** What a reader must know of the places that are named, if anything. */
function placesRemark({ anchoredBy }) {
	if (anchoredBy !== "words") return [];
	return ["The places of concerns were found by their words alone: for this embedder there is no model of places."];
}
/** Such as `content/methods.md:12-18`. */
function placeText({ file, startLine, endLine }) {
	return `${file}:${startLine}${endLine === startLine ? "" : `-${endLine}`}`;
}
/** Such as `major`, or `minor → major`. @param bold marks what a reader should notice; as plain text by default */
function severityText({ severity, severityBefore }, bold = (text) => text) {
	const now = severity === "major" || severityBefore !== void 0 ? bold(severity) : severity;
	return severityBefore === void 0 ? now : `${severityBefore} → ${now}`;
}
/** @param ids of the new review's concerns, by index */
function itemOf(outcome, ids) {
	const { id } = outcome;
	const [place] = outcome.places;
	const at = place === void 0 ? {} : { place };
	switch (outcome.kind) {
		case "introduced":
		case "noticed late": {
			const reason = notDismissedReason(outcome);
			return {
				id,
				...outcome.now,
				...at,
				...reason === void 0 ? {} : { reason }
			};
		}
		case "resolved": return {
			id,
			...outcome.was,
			...at,
			cause: outcome.cause,
			reason: causeText(outcome.cause)
		};
		case "not repeated":
			if (outcome.because === "text removed") return {
				id,
				...outcome.was,
				...at,
				cause: outcome.cause,
				reason: causeText(outcome.cause)
			};
			return {
				id,
				...outcome.was,
				...at,
				reason: NOT_REPEATED_REASONS[outcome.because]
			};
		case "eased": return easedItem(outcome, at, ids);
		case "reopened": return {
			...raisedAgain(outcome),
			...at,
			reason: `resolved in revision ${outcome.resolvedIn}`
		};
		case "standing":
		case "escalated":
		case "dismissed": return {
			...raisedAgain(outcome),
			...at
		};
	}
}
/** A concern of which a part was raised as another one keeps its words: the part stands under its own id. */
function easedItem(outcome, at, ids) {
	switch (outcome.because) {
		case "less severe": return {
			...raisedAgain(outcome),
			...at
		};
		case "narrower": return {
			...raisedAgain(outcome),
			...at,
			reason: "only a part of it was raised again"
		};
		case "raised in part": return {
			id: outcome.id,
			...outcome.was,
			...at,
			reason: `a part of it was raised as ${ids.get(outcome.found) ?? "another concern"}`
		};
		case "addressed in part": return {
			id: outcome.id,
			...outcome.was,
			...at,
			cause: outcome.cause,
			reason: "this was done"
		};
	}
}
function raisedAgain({ id, was, now }) {
	return {
		id,
		...now,
		...was.severity === now.severity ? {} : { severityBefore: was.severity },
		...was.text === now.text ? {} : { textBefore: was.text }
	};
}
/** Why a concern that is like a dismissed one is reported all the same; undefined for any other. */
function notDismissedReason({ instead }) {
	return instead === void 0 ? void 0 : `like ${instead.id}, which was dismissed, but ${instead.why}`;
}
/** What happened to the text that a resolved concern is about, as a clause. */
function causeText({ kind }) {
	return CAUSES[kind];
}
const CAUSES = {
	rewritten: "its text was rewritten",
	removed: "its text was taken out",
	added: "text was added that speaks to it"
};
const NOT_REPEATED_REASONS = {
	untouched: "its text did not change",
	beside: "only other sentences near its text changed",
	unrelated: "its text changed in a few words only",
	unsure: "a text changed that it may be about, but probably is not",
	"not read": "its text did not reach the model whole, so it was not judged",
	"no passage": "it is about the whole paper, and nothing was added that speaks to it",
	"old text gone": "the text that it was raised about is gone, so it was not judged"
};
/** Items that stand in their group for the same reason, in the order of the first of each; undefined: for the group's own. */
function byReason(items) {
	return [...new Set(items.map(({ reason }) => reason))].map((reason) => ({
		reason,
		items: items.filter((item) => item.reason === reason)
	}));
}
/** Such as "3 major, 8 minor"; empty where there are no concerns. */
function severityCounts(concerns) {
	return SEVERITIES.flatMap((severity) => {
		const count = concerns.filter((one) => one.severity === severity).length;
		return count === 0 ? [] : [`${count} ${severity}`];
	}).join(", ");
}
/** The number of the last revision that was reviewed: a later one can be cosmetic. */
function lastReviewed({ revisions }) {
	return revisions.findLast(({ kind }) => kind === "reviewed")?.number;
}

export { extentOfChange as a, notDismissedReason as c, reportOf as d, severityCounts as f, countText as i, placeText as l, silenceRemark as m, byReason as n, isRaised as o, severityText as p, causeText as r, lastReviewed as s, RAISED_KINDS as t, reportKind as u };