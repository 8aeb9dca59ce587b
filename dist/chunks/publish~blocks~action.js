import { c as OutputError } from "./shared~errors.js";
import { i as fromSnakeCase, l as truncate, n as counted, r as fairShares, t as capitalize } from "./shared~text.js";
import { n as plainText, t as escapeMarkdown } from "./publish~sanitise.js";
import { s as severityText } from "./publish~items~action~action-post.js";
import { t as diffArrays } from "./diff~action.js";

// src/publish/links.ts
/** Characters of a commit's name that people see. */
const SHORT = 7;
function isCommit(label) {
	return /^[0-9a-f]{40}$/.test(label);
}
function shortCommit(sha) {
	return sha.slice(0, SHORT);
}
/** The commit as a Markdown link. @param marker goes into the address, where nobody sees it */
function commitLink({ server, repository }, sha, marker) {
	const fragment = marker === void 0 ? "" : `#${marker}`;
	return `[\`${shortCommit(sha)}\`](${origin(server)}/${repository}/commit/${sha}${fragment})`;
}
function pullUrl({ server, repository, pull }) {
	return `${origin(server)}/${repository}/pull/${pull}`;
}
/** The lines of a file at a commit, permanently. `plain`: GitHub renders papers, and a rendered paper has no lines to go to.
*  @returns undefined where the path is none inside a repository */
function passageUrl({ server, repository }, sha, { file, startLine, endLine }) {
	const path = encodedPath(file);
	if (path === void 0 || !isCommit(sha)) return void 0;
	const lines = endLine === startLine ? `L${startLine}` : `L${startLine}-L${endLine}`;
	return `${origin(server)}/${repository}/blob/${sha}/${path}?plain=1#${lines}`;
}
/** @returns undefined for an absolute path, one that climbs, or one that no repository has */
function encodedPath(path) {
	const parts = path.toWellFormed().split("/");
	if (path.includes("\0") || parts.some((part) => part === "" || part === "." || part === "..")) return void 0;
	return parts.map(encoded).join("/");
}
/** Also what `encodeURIComponent` leaves and Markdown does not; and no file's name can pass for one of our markers. */
function encoded(part) {
	return encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`).replace(/(bioreview)-/gi, "$1%2D");
}
/** The host that all our links lead to. @throws TypeError where the server is no address: a bug of ours, for the runner gives it */
function hostOf(server) {
	return new URL(server).host;
}
function origin(server) {
	return server.replace(/\/+$/, "");
}
/** An address that was given to us, if it leads to the server. */
function ownUrl({ server }, url) {
	if (url === void 0 || !URL.canParse(url) || new URL(url).host !== hostOf(server)) return void 0;
	return /^[\w:/.?=&%#~+-]+$/.test(url) ? url : void 0;
}
/** Characters of a file's or section's name. */
const MAX_NAME = 60;
/** Such as `Methods, line 711`, or `04.methods.md, lines 12–18` where the section is not known. Markdown. */
function placeLabel(place, sections) {
	const { file, startLine } = place;
	const section = sections.find((one) => one.file === file && one.first <= startLine && startLine <= one.last);
	return `${section === void 0 ? fileName(file) : escapeMarkdown(truncate(section.name, MAX_NAME))}, ${lines(place)}`;
}
function fileName(file) {
	return escapeMarkdown(truncate(file.split("/").at(-1) ?? file, MAX_NAME));
}
const lines = ({ startLine, endLine }) => endLine === startLine ? `line ${startLine}` : `lines ${startLine}–${endLine}`;
/** @param commit at which the lines are meant; undefined where it is not known: then there is no link */
function placeLink(where, commit, place, sections) {
	return linked(placeLabel(place, sections), where, commit, place);
}
/** In a revision that is not the last that was reviewed: its sections are known no more.
*  @param files of the paper: where there is one alone, it need not be named */
function earlierPlaceLink(where, { place, revision, commit }, files) {
	return `${linked(`${files.size === 1 && files.has(place.file) ? "" : `${fileName(place.file)}, `}${lines(place)}`, where, commit, place)} of revision ${revision}`;
}
function linked(label, where, commit, place) {
	const url = commit === void 0 ? void 0 : passageUrl(where, commit, place);
	return url === void 0 ? label : `[${label}](${url})`;
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

// src/publish/render/blocks.ts
/** Blocks of Markdown that several renderings share, and how a text is shortened until it fits. */
function bold(text) {
	return `**${text}**`;
}
/** Foreign text as Markdown, cut to a length before it is escaped. @param limit UTF-16 units */
function excerpt(text, limit) {
	return escapeMarkdown(truncate(plainText(text), limit));
}
function gateText({ gate, reason }) {
	return gate === "off" ? `gate: ${reason}` : `gate: **${gate}**, ${reason}`;
}
/** What must be said wherever concerns are shown. */
function cautionAlert(caution) {
	return caution === void 0 ? [] : [`> [!CAUTION]\n> ${escapeMarkdown(capitalize(caution))}.`];
}
function notesAlert(notes) {
	return notes.length === 0 ? [] : [["> [!NOTE]", ...notes.map((note) => `> ${escapeMarkdown(capitalize(note))}`)].join("\n>\n")];
}
/** Closed until somebody opens it. @param summary ours alone: it stands in HTML, where the sanitiser's escapes do not hold */
function folded(summary, body, indent = "") {
	return `${indent}<details><summary>${summary}</summary>\n\n${body}\n\n${indent}</details>`;
}
/** Name, severity, category and place of a concern. @param where Markdown */
function itemHead(item, where) {
	return `**${item.id}** · ${severityText(item, bold)} · ${escapeMarkdown(fromSnakeCase(item.category))} · ${where}`;
}
/** What stood in the paper and what stands there now, as one block quote: long lines in a diff block would have to be scrolled.
*  @param indent before each line, for a quote inside a list   @param most changes that are shown; more are counted */
function quoteBlock({ changes }, indent = "", most = 3) {
	const paragraphs = changes.slice(0, most).flatMap((change) => {
		const { before, after } = quotesOf(change.before?.text, change.after?.text);
		return [...before === void 0 ? [] : [quoteParagraph(after === void 0 ? "removed" : "before", before)], ...after === void 0 ? [] : [quoteParagraph(before === void 0 ? "added" : "now", after)]];
	});
	const rest = changes.length > most ? [`and ${counted(changes.length - most, "more change")}`] : [];
	return [...paragraphs, ...rest].map((line) => `${indent}> ${line}`).join(`\n${indent}>\n`);
}
/** Characters of a change in a line. */
const MAX_QUOTE_LINE = 90;
/** The first words of what stands in the paper now, or of what went, in a line. */
function quoteBeginning({ changes: [change] }, limit = MAX_QUOTE_LINE) {
	const { before, after } = change ?? {};
	if (after !== void 0) return `${before === void 0 ? "added" : "now"} “${excerpt(after.text, limit)}”`;
	return before === void 0 ? "" : `removed “${excerpt(before.text, limit)}”`;
}
function quoteParagraph(label, runs) {
	return `<b>${label}:</b> ${runs.map(runMarkdown).join(" ")}`;
}
/** Tags, for asterisks next to a sign would not be bold. */
function runMarkdown({ text, changed }) {
	const words = escapeMarkdown(text);
	return changed && words !== "" ? `<b>${words}</b>` : words;
}
/** UTF-16 units, and so code points too: GitHub takes 65,536 of either, and counts in ways that differ. */
const MAX_BODY = 65e3;
/** The text at the first stage at which it fits. Invariant: what a stage leaves out is said in the text itself.
*  @param stages from the fullest on   @param limit UTF-16 units
*  @throws OutputError where not even the last stage fits */
function shortenToFit(stages, write, limit = MAX_BODY) {
	for (const stage of stages) {
		const text = write(stage);
		if (text.length <= limit) return text;
	}
	throw new OutputError({
		code: "publication-too-large",
		at: "comment on the pull request",
		fault: `what must be said does not fit into ${limit} characters, however much is left out`,
		remedy: "Dismiss concerns that are settled, or begin anew with /bioreview full"
	});
}
/** Texts that share one room, each at the first stage at which it fits into its fair share of it.
*  @param writers of the texts, in their order   @param limit UTF-16 units of all texts together
*  @throws OutputError where one does not fit at its last stage */
function shortenTogether(writers, stages, limit = MAX_BODY) {
	const lengths = writers.map((write) => write(stages[0]).length);
	const shares = fairShares(lengths, limit);
	return writers.map((write, k) => shortenToFit(stages, write, shares[k]));
}
/** Characters of each part of a failure. */
const MAX_FAILURE_PART = 600;
/** The alert where nothing was reviewed: what went wrong, what stands all the same, and what to do.
*  @param revision whose concerns stand; undefined where none is known */
function failureAlert({ at, fault, remedy }, { where, head, run, key }, revision) {
	const stands = revision === void 0 ? "Nothing is known of this manuscript: this is no clean review." : `No concern changed its state: those of revision ${revision} stand as they were.`;
	const part = (text) => excerpt(text, MAX_FAILURE_PART);
	const job = run === void 0 ? "" : ` · [job](${run})`;
	return [
		"> [!CAUTION]",
		`> **${commitLink(where, head)} could not be reviewed.** ${part(capitalize(at))}: ${part(fault)}.`,
		">",
		`> ${stands}`,
		">",
		`> **What to do:** ${part(capitalize(remedy))}. Then comment \`/bioreview${key === "" ? "" : ` ${key}`}\`, or run the job again.${job}`
	].join("\n");
}

export { isCommit as _, failureAlert as a, pullUrl as b, itemHead as c, quoteBlock as d, shortenTogether as f, hostOf as g, earlierPlaceLink as h, excerpt as i, notesAlert as l, commitLink as m, bold as n, folded as o, quotesOf as p, cautionAlert as r, gateText as s, MAX_BODY as t, quoteBeginning as u, ownUrl as v, placeLink as y };