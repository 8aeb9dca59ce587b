import { M as charactersOf, O as truncate, S as counted, g as judge, j as CHARACTER_CLASSES, y as SEVERITIES } from "./shared.js";
import { a as latestRevision } from "./revision.js";

// src/publish/sanitise.ts
/** The only way out for text that a model, a manuscript or a person wrote. What comes in is hostile; what goes out is words and nothing else:
*  no control character moves a terminal's cursor, no markup renders, nobody is mentioned, no command is commanded.
*  Fails towards showing less: a character in doubt is dropped. */
/** The emoji joiner and selector go with the others: a concern needs neither. */
const INVISIBLE = new RegExp(`[${charactersOf(...CHARACTER_CLASSES.filter((name) => name !== "surrogates"))}\\ufffc\\ufffd]`, "gu");
/** Escape sequences of a terminal: CSI, OSC with either of its ends, and two-character ones. */
const TERMINAL = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** What could be a commit's name, or hold one. A number without a letter is left whole: people copy numbers, such as a seed. */
const COMMIT = /\b(?=\d*[a-f])[0-9a-f]{7,}\b/gi;
/** Letters that name no commit: GitHub takes seven. */
const NO_COMMIT = /[0-9a-f]{6}(?=.)/gi;
/** What GitHub shows as a picture, such as `:smile:`; at the end, where a colon of ours may follow, too. */
const EMOJI = /:(?=[\w+\\-]+(?::|$))/g;
/** Put after a character that GitHub would otherwise read together with what follows: unseen, and no line may break there. */
const WORD_JOINER = "⁠";
/** What the log of a continuous integration job would take for a command: `::error::` where a line begins, and any word may begin one once a text
*  is wrapped; `##[error]` anywhere. */
const COLONS_FIRST = /(?<=^| ):{2,}/g;
const BRACKET_COMMAND = /##(?=\[)/g;
/** One line of plain words, fit for a terminal, a log and a table cell. */
function plainText(text) {
	return text.replace(TERMINAL, "").replace(/[\s\u0085]+/g, " ").replace(INVISIBLE, "").replace(LONE_SURROGATE, "�").normalize("NFC").replace(/ {2,}/g, " ").trim().replace(COLONS_FIRST, (colons) => [...colons].join(" ")).replace(BRACKET_COMMAND, "## ");
}
/** One line of Markdown that renders as exactly the words of `plain(text)`.
*  GitHub looks for mentions, issues and commits in the *rendered* text, where a backslash no longer stands: so those are broken up by a word
*  joiner, and only the markup is escaped. */
function escapeMarkdown(text) {
	return plainText(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/[\\`*_{}[\]()!|~$#+=-]/g, "\\$&").replace(/^(\d+)([.:])/, "$1\\$2").replace(/^\//, "\\/").replace(/@/g, `@${WORD_JOINER}`).replace(/\\#(?=\d)/g, `\\#${WORD_JOINER}`).replace(/\b(gh)\\-(?=\d)/gi, `$1\\-${WORD_JOINER}`).replace(/:\/\//g, `:${WORD_JOINER}//`).replace(/\bwww\./gi, `www${WORD_JOINER}.`).replace(/\b(mailto|xmpp):/gi, `$1${WORD_JOINER}:`).replace(EMOJI, `:${WORD_JOINER}`).replace(COMMIT, (name) => name.replace(NO_COMMIT, `$&${WORD_JOINER}`));
}

// src/publish/report/report.ts
/** What became of every concern, as a report: groups in the order in which they matter, then what changed in the text. Pure: it chooses, counts and
*  orders; the writers (terminal, Markdown, review on GitHub) only write. Invariant: every outcome stands in exactly one group. */
function reportOf(result) {
	const { outcomes, cosmetic, sentences } = result;
	const remarks = [...changeRemark(result), ...placesRemark(result)];
	if (cosmetic) return {
		cosmetic: `Nothing that a reader sees has changed${extentOfChange(sentences)}.`,
		groups: [],
		remarks
	};
	const basis = basisOf(result);
	const ids = new Map(outcomes.flatMap((one) => "found" in one && !isPart(one) ? [[one.found, one.id]] : []));
	return {
		cosmetic: void 0,
		groups: GROUPS.map(({ meaning, countsMajors, ...group }) => {
			const items = outcomes.filter(({ kind }) => kind === group.kind).map((outcome) => itemOf(outcome, ids)).sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
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
		meaning: "The text that they are about changed, and the new review, which read it, does not raise them again.",
		folded: false
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
		case "not repeated": return {
			id,
			...outcome.was,
			...at,
			reason: NOT_REPEATED_REASONS[outcome.because]
		};
		case "eased": return easedItem(outcome, at, ids.get(outcome.found));
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
function easedItem(outcome, at, partId) {
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
			reason: `a part of it was raised as ${partId ?? "another concern"}`
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
function openConcerns({ concerns }) {
	return concerns.filter(({ state }) => state === "open");
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

// src/publish/publication.ts
const STATUS_CONTEXT = "bioreview/gate";

// src/publish/plan/verdict.ts
/** What a run concludes: the gate's verdict over the ledger, the commit status, and the outputs of the step. */
/** What counts as new: brought by the last *reviewed* revision, so that a cosmetic one changes no verdict. Not what a person reopened, and not what was
*  noticed late, which was there before. */
function gateVerdict(ledger, limits) {
	const reviewed = lastReviewed(ledger);
	const isRaisedEvent = ({ revision, outcome, by }) => revision === reviewed && by === void 0 && RAISED_KINDS.some((kind) => kind === outcome);
	const counted = ledger.concerns.map(({ severity, state, history }) => ({
		severity,
		state,
		isNew: history.some(isRaisedEvent)
	}));
	return judge(counted, limits);
}
/** Characters that GitHub takes. */
const MAX_DESCRIPTION = 140;
/** @param key of the manuscript, where several of one repository are reviewed apart: each has a verdict of its own
*  @returns the name of the status, as a merge rule asks for it */
function statusContext(key) {
	return key === "" ? STATUS_CONTEXT : `${STATUS_CONTEXT}/${key}`;
}
function pendingStatus(run) {
	return status("pending", "The manuscript is being reviewed", run);
}
/** Of a commit that is not the head any more. */
function supersededStatus(by, run) {
	return status("error", `Superseded by ${plainText(by).slice(0, 7)}: this commit was not reviewed to the end`, run);
}
/** Of a run that ended without a word. */
function crashedStatus(run) {
	return status("error", "The review ended before it was done; nothing was concluded. See the job's log", run);
}
function failedStatus(fault, run) {
	return status("error", `Not reviewed: ${fault}`, run);
}
function untouchedStatus(run) {
	return status("success", "No manuscript file changed", run);
}
/** @param open concerns in all */
function verdictStatus({ gate, reason, openMajor }, open, url) {
	const all = counted(open, "open concern");
	switch (gate) {
		case "off": return status("success", `${all}, ${openMajor} major; no limit is set`, url);
		case "passed": return status("success", `Passed: ${reason}; ${all}`, url);
		case "failed": return status("failure", `Failed: ${reason}; ${all}`, url);
	}
}
function status(state, description, url) {
	return {
		state,
		description: truncate(plainText(description), MAX_DESCRIPTION),
		...url === void 0 ? {} : { url }
	};
}
/** What other steps of a workflow may read. Invariant: our own words and numbers, never text of a model, a manuscript or a person.
*  @param outcomes of this revision; empty where none was reviewed
*  @returns of a failure no counts: an empty string is no zero */
function outputsOf(outcome, head, ledger, verdict, outcomes = []) {
	const open = ledger === void 0 ? void 0 : openConcerns(ledger);
	const text = (count) => count === void 0 ? "" : `${count}`;
	const of = (kind) => text(outcome === "failed" ? void 0 : outcomes.filter((one) => one.kind === kind).length);
	return {
		outcome,
		head,
		revision: text(ledger === void 0 ? void 0 : latestRevision(ledger)?.number),
		gate: outcome === "failed" ? "error" : verdict?.gate ?? "off",
		open: text(open?.length),
		...Object.fromEntries(SEVERITIES.map((severity) => [`open-${severity}`, text(open?.filter((one) => one.severity === severity).length)])),
		"new-major": text(verdict?.newMajor),
		introduced: of("introduced"),
		"noticed-late": of("noticed late"),
		standing: of("standing"),
		escalated: of("escalated"),
		eased: of("eased"),
		"not-repeated": of("not repeated"),
		resolved: of("resolved"),
		reopened: of("reopened"),
		dismissed: text(ledger?.concerns.filter(({ state }) => state === "dismissed").length)
	};
}

export { escapeMarkdown as C, severityText as S, notDismissedReason as _, pendingStatus as a, reportOf as b, untouchedStatus as c, byReason as d, causeText as f, lastReviewed as g, isRaised as h, outputsOf as i, verdictStatus as l, extentOfChange as m, failedStatus as n, statusContext as o, countText as p, gateVerdict as r, supersededStatus as s, crashedStatus as t, RAISED_KINDS as u, openConcerns as v, plainText as w, severityCounts as x, placeText as y };