import { n as SEVERITIES } from "./shared~concern~action~action-post.js";
import { a as lastPlace, c as openConcerns } from "./revision~ledger~action~action-post.js";
import { n as counted } from "./shared~text.js";
import { r as itemOf } from "./publish~items~action~action-post.js";

// src/publish/report/groups.ts
/** What a revision brings: reported in full, and counted as new by the gate. */
const RAISED_KINDS = [
	"introduced",
	"reopened",
	"escalated"
];
function isRaised(outcome) {
	return RAISED_KINDS.some((kind) => kind === outcome.kind);
}
function reportKind(outcome) {
	const { kind } = outcome;
	if (kind === "eased" && outcome.because === "addressed in part") return outcome.because;
	if (kind === "not repeated" && outcome.because === "text removed") return outcome.because;
	return kind;
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
/** Whether a concern was only raised in part, by one that has another id. */
function isPart(outcome) {
	return outcome.kind === "eased" && outcome.because === "raised in part";
}
/** Such as ": 0 of 120 sentences differ"; empty where nobody counted. */
function extentOfChange(sentences) {
	return sentences === void 0 ? "" : `: 0 of ${counted(sentences.same, "sentence")} differ`;
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
/** The number of the last revision that was reviewed: a later one can be cosmetic. */
function lastReviewed({ revisions }) {
	return revisions.findLast(({ kind }) => kind === "reviewed")?.number;
}

export { RAISED_KINDS as a, reportKind as c, silenceRemark as i, lastReviewed as n, countText as o, reportOf as r, isRaised as s, extentOfChange as t };