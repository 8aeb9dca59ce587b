import { E as truncate, O as CHARACTER_CLASSES, b as counted, k as charactersOf, x as fromSnakeCase, y as capitalize } from "./shared.js";
import { t as diffArrays } from "./diff~bioreview~action.js";

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

// src/publish/publication.ts
const STATUS_CONTEXT = "bioreview/gate";

// src/publish/statuses.ts
/** Characters that GitHub takes. */
const LONGEST$1 = 140;
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
		description: truncate(plainText(description), LONGEST$1),
		...url === void 0 ? {} : { url }
	};
}

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

// src/publish/report/markdown.ts
function comparisonMarkdown(result) {
	const { summary, counts, groups } = reportOf(result);
	const { old, new: now, caution, review } = result;
	const last = closing(result);
	return [
		`## ${escapeMarkdown(review?.manuscript.title ?? "Two revisions compared")}`,
		old === void 0 ? `${escapeMarkdown(now)}: first review` : `${escapeMarkdown(now)} compared with ${escapeMarkdown(old)}`,
		...caution === void 0 ? [] : [`> **Caution:** ${escapeMarkdown(caution)}.`],
		result.cosmetic ? `**${summary}**` : counts.map(countMarkdown).join(" · "),
		...groups.map(groupMarkdown),
		...last.length === 0 ? [] : ["---", ...last]
	].join("\n\n").concat("\n");
}
function countMarkdown(count) {
	const words = `${count.number} ${count.what}`;
	return `${count.folded ? words : `**${words}**`}${majorsWords(count)}`;
}
function groupMarkdown({ title, meaning, folded, items }) {
	if (folded) {
		const body = byReason(items).map(({ why, items }) => [...why === void 0 ? [] : [`*${capitalize(why)}:*\n`], ...items.map(shortItem)].join("\n"));
		return `<details><summary>${`<b>${title}</b>: ${items.length}`}</summary>\n\n${[meaning, ...body].join("\n\n")}\n\n</details>`;
	}
	return `### ${title}\n\n${meaning}\n\n${items.map(item).join("\n")}`;
}
function head(one) {
	const where = one.place === void 0 ? "whole paper" : placeWords(one.place);
	return `**${one.id}** · ${weight(one)} · ${escapeMarkdown(fromSnakeCase(one.category))} · ${escapeMarkdown(where)}`;
}
function weight({ severity, severityBefore }) {
	const now = severity === "major" || severityBefore !== void 0 ? `**${severity}**` : severity;
	return severityBefore === void 0 ? now : `${severityBefore} → ${now}`;
}
/** Head and text, below them what only some ask for. */
function item(one) {
	const { text, was, why, cause } = one;
	const lines = [`- ${head(one)}  `, `  ${escapeMarkdown(text)}`];
	if (cause !== void 0) lines.push(...folded(capitalize(why ?? "what changed"), causeLines(cause)));
	else if (why !== void 0) lines[1] += `  \n  *${capitalize(why)}.*`;
	if (was !== void 0) lines.push(...folded("Wording before", [`> ${escapeMarkdown(was)}`]));
	return lines.join("\n");
}
/** @param summary ours: it stands in HTML, where the sanitiser's escapes do not hold */
function folded(summary, body) {
	return [
		`  <details><summary>${summary}</summary>`,
		"",
		...body.map((line) => `  ${line}`),
		"",
		"  </details>",
		""
	];
}
/** Before and now stand as quotes: long lines in a diff block would have to be scrolled. */
function causeLines({ changes }) {
	const quote = (label, runs) => runs === void 0 ? [] : [`> **${label}** ${runs.map(runMarkdown).join(" ")}`];
	return changes.flatMap((change) => {
		const { before, after } = quotesOf(change.before?.text, change.after?.text);
		return [...quote("before:", before), ...quote("now:", after)];
	}).flatMap((line, k) => k === 0 ? [line] : [">", line]);
}
function runMarkdown({ text, changed }) {
	const words = escapeMarkdown(text);
	return changed && words !== "" ? `<b>${words}</b>` : words;
}
function shortItem(one) {
	const where = one.place === void 0 ? "" : ` · ${escapeMarkdown(placeWords(one.place))}`;
	return `- **${one.id}** · ${weight(one)}${where} · ${escapeMarkdown(one.text)}`;
}

// src/publish/report/text.ts
/** Characters a line: as wide as is still read with ease. */
const WIDEST = 100;
const NARROWEST = 40;
/** @param columns of the terminal */
function comparisonText(result, columns) {
	const width = Math.max(NARROWEST, Math.min(WIDEST, columns));
	const { summary, groups } = reportOf(result);
	const { old, new: now, caution, review } = result;
	const head = [...review?.manuscript.title ? [plainText(review.manuscript.title)] : [], old === void 0 ? `${plainText(now)}: first review` : `${plainText(now)} compared with ${plainText(old)}`];
	const indent = 2 + Math.max(2, ...groups.flatMap(({ items }) => items.map(({ id }) => id.length)));
	return [
		head.flatMap((line) => wrap(line, width)).join("\n"),
		...caution === void 0 ? [] : [wrap(`CAUTION: ${plainText(caution)}.`, width).join("\n")],
		wrap(summary, width, " · ").join("\n"),
		...groups.map((group) => groupText(group, {
			width,
			indent
		})),
		...closing(result).map((line) => wrap(line, width).join("\n"))
	].join("\n\n").concat("\n");
}
function groupText({ title, meaning, folded, items }, page) {
	const heading = `${title.toUpperCase()} (${items.length})`;
	const reasons = byReason(items).map(({ why, items }) => [...why === void 0 ? [] : wrap(`${capitalize(plainText(why))}:`, page.width), ...items.map((item) => shortText(item, page))]);
	const body = folded ? reasons.flat().join("\n") : items.map((item) => itemText(item, page)).join("\n\n");
	return [
		heading,
		...wrap(meaning, page.width),
		"",
		body
	].join("\n");
}
function itemText(one, { width, indent }) {
	const { id, weight, text, was, place, why, cause } = one;
	const where = place === void 0 ? "whole paper" : plainText(placeWords(place));
	const indented = (words, joint = " ") => wrap(words, width - indent, joint).map((line) => " ".repeat(indent) + line);
	const [first = "", ...more] = indented(`${weight} · ${plainText(fromSnakeCase(one.category))} · ${where}`, " · ");
	return [
		id.padEnd(indent) + first.slice(indent),
		...more,
		...indented(plainText(text)),
		...why === void 0 ? [] : indented(`(${plainText(why)})`),
		...was === void 0 ? [] : indented(`before: ${plainText(was)}`),
		...cause === void 0 ? [] : causeText(cause).flatMap((line) => indented(line))
	].join("\n");
}
function causeText({ changes }) {
	const line = (sign, runs) => runs === void 0 ? [] : [`${sign} ${runs.map(({ text }) => plainText(text)).join(" ")}`];
	return changes.flatMap((change) => {
		const { before, after } = quotesOf(change.before?.text, change.after?.text);
		return [...line("-", before), ...line("+", after)];
	});
}
/** One line: the beginning is enough to know it by. */
function shortText(one, { width, indent }) {
	return truncate(`${one.id.padEnd(indent)}${one.weight} · ${plainText(one.text)}`, width);
}
/** @param joint where a line may end; what stands between parts of one line */
function wrap(text, width, joint = " ") {
	const lines = [];
	for (const word of text.split(joint)) {
		const line = lines.at(-1);
		if (line !== void 0 && line.length + joint.length + word.length <= width) lines[lines.length - 1] = line + joint + word;
		else lines.push(word);
	}
	return lines;
}

export { majorsWords as a, crashedStatus as c, statusContext as d, supersededStatus as f, plainText as g, escapeMarkdown as h, closing as i, failedStatus as l, verdictStatus as m, comparisonMarkdown as n, reportOf as o, untouchedStatus as p, quotesOf as r, byWeight as s, comparisonText as t, pendingStatus as u };