import { n as SEVERITIES } from "./shared~concern~action~action-post.js";

// src/publish/report/items.ts
/** A concern as a report shows it: what became of it, where it stands and why, and how places, severities and reasons are put in words. Invariant: what is
*  foreign and what is ours never stand in one field. */
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
/** Such as `content/methods.md:12-18`. */
function placeText({ file, startLine, endLine }) {
	return `${file}:${startLine}${endLine === startLine ? "" : `-${endLine}`}`;
}
/** Such as `major`, or `minor → major`. @param bold marks what a reader should notice; as plain text by default */
function severityText({ severity, severityBefore }, bold = (text) => text) {
	const now = severity === "major" || severityBefore !== void 0 ? bold(severity) : severity;
	return severityBefore === void 0 ? now : `${severityBefore} → ${now}`;
}
/** Such as "3 major, 8 minor"; empty where there are no concerns. */
function severityCounts(concerns) {
	return SEVERITIES.flatMap((severity) => {
		const count = concerns.filter((one) => one.severity === severity).length;
		return count === 0 ? [] : [`${count} ${severity}`];
	}).join(", ");
}

export { placeText as a, notDismissedReason as i, causeText as n, severityCounts as o, itemOf as r, severityText as s, byReason as t };