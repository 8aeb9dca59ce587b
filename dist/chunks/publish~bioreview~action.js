import { c as truncate, n as counted } from "./shared~bioreview~action~action-post~openai-embedder~openai-model~served-models~start-server.js";
import { t as diffArrays } from "./diff~bioreview~action.js";

// src/publish/report/item.ts
/** @param idOf of the new review's concerns, by index */
function itemOf(outcome, idOf) {
	const [place] = outcome.places;
	const at = place === void 0 ? {} : { place };
	switch (outcome.kind) {
		case "introduced":
		case "noticed late": {
			const { id, now, instead } = outcome;
			const why = instead === void 0 ? {} : { why: `like ${instead.id}, which was dismissed, but ${instead.why}` };
			return {
				id,
				weight: now.severity,
				...now,
				...at,
				...why
			};
		}
		case "resolved": {
			const { id, was, cause } = outcome;
			return {
				id,
				weight: was.severity,
				...was,
				...at,
				cause,
				why: CAUSE_WORDS[cause.kind]
			};
		}
		case "not repeated": {
			const { id, was, because } = outcome;
			return {
				id,
				weight: was.severity,
				...was,
				...at,
				why: SILENCE_WORDS[because]
			};
		}
		case "eased": return easedItem(outcome, at, idOf.get(outcome.found));
		case "reopened": return {
			...againOf(outcome),
			...at,
			why: `resolved in revision ${outcome.resolvedIn}`
		};
		case "standing":
		case "escalated":
		case "dismissed": return {
			...againOf(outcome),
			...at
		};
	}
}
/** A concern of which a part was raised as another one keeps its words: the part stands under its own id. */
function easedItem(outcome, at, part) {
	switch (outcome.because) {
		case "less severe": return {
			...againOf(outcome),
			...at
		};
		case "narrower": return {
			...againOf(outcome),
			...at,
			why: "only a part of it was raised again"
		};
		case "raised in part": return {
			...unchanged(outcome),
			...at,
			why: `a part of it was raised as ${part ?? "another concern"}`
		};
	}
}
function unchanged({ id, was }) {
	return {
		id,
		weight: was.severity,
		...was
	};
}
function againOf({ id, was, now }) {
	return {
		id,
		weight: was.severity === now.severity ? now.severity : `${was.severity} → ${now.severity}`,
		...now,
		...was.severity === now.severity ? {} : { severityBefore: was.severity },
		...was.text === now.text ? {} : { was: was.text }
	};
}
const CAUSE_WORDS = {
	rewritten: "its text was rewritten",
	removed: "its text was taken out",
	added: "text was added that speaks to it"
};
const SILENCE_WORDS = {
	untouched: "its text did not change",
	beside: "only other sentences near its text changed",
	unrelated: "its text changed in a few words only",
	unsure: "a text changed that it may be about, but probably is not",
	"not read": "its text did not reach the model whole, so it was not judged",
	"no passage": "it is about the whole paper, and nothing was added that speaks to it",
	"old text gone": "the text that it was raised about is gone, so it was not judged"
};
/** Most severe first; otherwise as they came. */
function byWeight(a, b) {
	return WEIGHTS[a.severity] - WEIGHTS[b.severity];
}
const WEIGHTS = {
	major: 0,
	minor: 1,
	optional: 2
};
/** Items that stand in their group for the same reason, in the order of the first of each; undefined: for the group's own. */
function byReason(items) {
	return [...new Set(items.map(({ why }) => why))].map((why) => ({
		why,
		items: items.filter((item) => item.why === why)
	}));
}

// src/publish/report/report.ts
function reportOf(result) {
	const { outcomes, cosmetic, sentences } = result;
	if (cosmetic) return {
		summary: `Nothing that a reader sees has changed${sentences === void 0 ? "" : `: 0 of ${counted(sentences.same, "sentence")} differ`}.`,
		counts: [],
		groups: []
	};
	const against = againstWhat(result);
	const idOf = new Map(result.outcomes.flatMap((one) => "found" in one && !isPart(one) ? [[one.found, one.id]] : []));
	const groups = GROUPS.map(({ holds, meaning, ...group }) => ({
		...group,
		meaning: typeof meaning === "string" ? meaning : meaning[against],
		items: outcomes.filter(holds).map((outcome) => itemOf(outcome, idOf)).sort(byWeight)
	}));
	const counts = countsOf(groups);
	return {
		summary: counts.map((count) => `${count.number} ${count.what}${majorsWords(count)}`).join(" · "),
		counts,
		groups: groups.filter(({ items }) => items.length > 0)
	};
}
/** Whether a concern was only raised in part, by one that has another id. */
function isPart(outcome) {
	return outcome.kind === "eased" && outcome.because === "raised in part";
}
const is = (...kinds) => ({ kind }) => kinds.includes(kind);
function againstWhat({ old, sentences }) {
	if (old === void 0) return "nothing";
	return sentences === void 0 ? "old text that is gone" : "old text";
}
const GROUPS = [
	{
		title: "New",
		counted: "new",
		meaning: {
			nothing: "Nobody looked at this paper before.",
			"old text": "About text that this revision added or changed.",
			"old text that is gone": "Raised for the first time. Whether their text is new is not known."
		},
		folded: false,
		holds: is("introduced")
	},
	{
		title: "Back again",
		counted: "back again",
		meaning: "They were resolved, and the new review raises them again.",
		folded: false,
		holds: is("reopened")
	},
	{
		title: "Escalated",
		counted: "escalated",
		meaning: "Raised again, and more severe than before.",
		folded: false,
		holds: is("escalated")
	},
	{
		title: "Resolved",
		counted: "resolved",
		meaning: "The text that they are about changed, and the new review, which read it, does not raise them again.",
		folded: false,
		holds: is("resolved")
	},
	{
		title: "Eased",
		counted: "eased",
		meaning: "Raised again, but less severe or only in part. They stay open.",
		folded: false,
		holds: is("eased")
	},
	{
		title: "Noticed late",
		counted: "noticed late",
		meaning: "Raised for the first time, about text that did not change.",
		folded: true,
		holds: is("noticed late")
	},
	{
		title: "Still standing",
		counted: "still standing",
		meaning: "Raised again as before.",
		folded: true,
		holds: is("standing")
	},
	{
		title: "Not repeated",
		counted: "not repeated",
		meaning: "The new review does not raise them, but nothing shows that they were addressed. They stay open.",
		folded: true,
		holds: is("not repeated")
	},
	{
		title: "Dismissed",
		counted: "dismissed before",
		meaning: "Raised again, and dismissed before by a person.",
		folded: true,
		holds: is("dismissed")
	}
];
function countsOf(groups) {
	return groups.flatMap(({ counted: what, folded, items, title }) => {
		const majors = MAJORS_TOLD.includes(title) ? items.filter(({ severity }) => severity === "major").length : 0;
		return items.length > 0 || ALWAYS_TOLD.includes(title) ? [{
			number: items.length,
			what,
			majors,
			folded
		}] : [];
	});
}
const ALWAYS_TOLD = ["New", "Resolved"];
const MAJORS_TOLD = ["New", "Noticed late"];
/** Such as "new (2 major)". */
function majorsWords({ majors }) {
	return majors === 0 ? "" : ` (${majors} major)`;
}
/** What stands below the concerns, a line each; nothing where nothing was compared. */
function closing(result) {
	return [...changeLine(result), ...placesLine(result)];
}
/** What of the text changed. */
function changeLine({ old, cosmetic, sentences }) {
	if (old === void 0 || cosmetic) return [];
	if (sentences === void 0) return ["The text of before is gone, so nobody can see what changed: nothing is called resolved, and nothing noticed late."];
	const { same, moved, reworded, removed, added } = sentences;
	return [`Of ${counted(same + moved + reworded + removed, "sentence")} ${same + moved} stand, ${reworded} were reworded and ${removed} removed; ${added} are new.`];
}
/** What a reader must know of the places that are named, if anything. */
function placesLine({ anchoredBy }) {
	if (anchoredBy !== "words") return [];
	return ["The places of concerns were found by their words alone: for this embedder there is no model of places."];
}
/** Such as `content/methods.md:12-18`. */
function placeWords({ file, startLine, endLine }) {
	return `${file}:${startLine}${endLine === startLine ? "" : `-${endLine}`}`;
}

// src/publish/report/quotes.ts
/** Two wordings of a sentence, cut down to where they differ: a table or a long sentence of which three words changed is not read for them.
*  Invariant: what is shown of a wording stands in it, in its order, and what changed is shown before what did not. */
/** Words that stay on each side of a change: enough to find the place. */
const KEPT = 8;
/** Characters of one wording: a tall paragraph in a narrow column. */
const LONGEST = 420;
/** @returns nothing marked where only one side is there, or where too little was kept for marks to help */
function quotesOf(before, after) {
	const whole = (text) => text === void 0 ? void 0 : [{
		text: truncate(text, LONGEST),
		changed: false
	}];
	if (before === void 0 || after === void 0) return sidesOf(whole(before), whole(after));
	const parts = diffArrays(before.split(/\s+/), after.split(/\s+/));
	if (2 * parts.filter(({ added, removed }) => !added && !removed).reduce((sum, { count }) => sum + count, 0) < Math.min(before.split(/\s+/).length, after.split(/\s+/).length)) return sidesOf(whole(before), whole(after));
	const side = (other) => limited(shortened(parts.filter((part) => !part[other]).map(runOf)));
	return sidesOf(side("added"), side("removed"));
}
function sidesOf(before, after) {
	return {
		...before === void 0 ? {} : { before },
		...after === void 0 ? {} : { after }
	};
}
function runOf({ value, added, removed }) {
	return {
		words: value,
		changed: added || removed
	};
}
/** Without the middle of what did not change, and at the ends without all but what is next to a change. */
function shortened(runs) {
	return joined(runs).map(({ words, changed }, k, all) => {
		const [head, tail] = [k === 0 ? 0 : KEPT, k === all.length - 1 ? 0 : KEPT];
		if (changed || words.length <= head + tail + 1 || all.length === 1) return {
			text: words.join(" "),
			changed
		};
		return {
			text: [
				...words.slice(0, head),
				"…",
				...words.slice(words.length - tail)
			].join(" "),
			changed
		};
	});
}
/** Neighbours of one kind, between which the other wording has more, as one. */
function joined(runs) {
	const all = [];
	for (const run of runs) {
		const last = all.at(-1);
		if (last?.changed === run.changed) all[all.length - 1] = {
			words: [...last.words, ...run.words],
			changed: run.changed
		};
		else all.push(run);
	}
	return all;
}
function limited(runs) {
	let left = LONGEST;
	return runs.flatMap(({ text, changed }) => {
		if (left <= 0) return [];
		const shown = truncate(text, left);
		left -= text.length + 1;
		return [{
			text: shown,
			changed
		}];
	});
}

export { reportOf as a, placeWords as i, closing as n, byReason as o, majorsWords as r, byWeight as s, quotesOf as t };