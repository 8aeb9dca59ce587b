import { r as fileAndLine } from "./shared~data-file~action~action-post.js";
import { t as REPAIRS } from "./review~parse-concern~action.js";
import { a as listed, c as thousands, n as counted, s as percentRead, t as capitalize } from "./shared~text.js";
import { n as plainText } from "./publish~sanitise.js";
import { o as severityCounts } from "./publish~items~action~action-post.js";

// src/publish/report/review-notes.ts
/** What must be known of a review besides its concerns: counts, what was read, what was dropped or repaired, and who wrote it. A line each; foreign text in them is
*  for the writer to sanitise, but for names of sections. */
/** "12 concerns: 3 major, 8 minor, 1 optional". */
function countLine({ concerns }) {
	if (concerns.length === 0) return "No concerns: the model's whole answer was an empty list.";
	return `${counted(concerns.length, "concern")}: ${severityCounts(concerns)}`;
}
/** Everything that a reader must know before believing the concerns, a line each: text that the writer still has to sanitise. */
function noteLines(result) {
	return [
		...readLines(result),
		...hiddenLine(result),
		...warningLines(result),
		...droppedLine(result),
		...repairLines(result),
		...modelLines(result)
	];
}
function readLines({ prompt, leftOut, warnings }) {
	const cuts = [...cutLines(prompt), ...unreadLine(warnings)];
	const tokens = `${prompt.questions === void 0 ? `${thousands(prompt.tokens)} of ${thousands(prompt.budget)} tokens` : `in ${counted(prompt.questions, "question")} of ${thousands(prompt.tokens)} tokens together`}; figures are not seen`;
	const files = [...new Set(leftOut.map(({ file, why }) => `${file} (${why})`))];
	return [...cuts.length === 0 ? [`Read: the whole paper, ${tokens}.`] : [`Read: not the whole paper, ${tokens}.`, ...cuts.map((line) => `${capitalize(line)}.`)], ...files.length === 0 ? [] : [`Left out: ${someOf(files)}.`]];
}
/** Of places where text of the manuscript was lost before the model. */
function unreadLine(warnings) {
	const unread = warnings.filter(({ losesText }) => losesText === true);
	const [first] = unread;
	if (first === void 0) return [];
	return [`${counted(unread.length, "place")} of the manuscript could not be read, first ${fileAndLine(first.file, first.line)}`];
}
/** More of a kind than these belong into the JSON. */
const SHOWN = 5;
function someOf(items) {
	return listed(items.slice(0, SHOWN), Math.max(0, items.length - SHOWN));
}
function hiddenLine({ hidden }) {
	if (hidden.length === 0) return [];
	return [`Hidden from readers, so not given to the model: ${someOf(hidden.map(({ file, line, technique }) => `${file}:${line} (${technique})`))}.`];
}
function warningLines({ warnings }) {
	const shown = warnings.slice(0, SHOWN).map(({ file, line, message }) => `Warning: ${file}${line === void 0 ? "" : `:${line}`}: ${message}`);
	return warnings.length > SHOWN ? [...shown, `Warning: and ${warnings.length - SHOWN} more, which the JSON lists.`] : shown;
}
function droppedLine({ dropped, alike, settings }) {
	const some = [
		[dropped.sameText, "said again in the same words"],
		[dropped.alike, `alike (cosine from ${settings.duplicateCosine})`],
		[dropped.united, "said by both models"],
		[dropped.beyondCap, `beyond the first ${settings.cap}`]
	].filter(([count]) => count > 0).map(([count, why]) => `${count} ${why}`);
	return [...some.length === 0 ? [] : [`Dropped: ${some.join(", ")}.`], ...alike.done ? [] : [`Near-duplicates: ${alike.why}.`]];
}
function repairLines({ models }) {
	const repaired = models.flatMap(({ repairs }) => repairs).map(({ kind, count }) => `${count} × ${REPAIRS[kind]}`);
	const retried = models.flatMap(({ id, attempts }) => attempts.flatMap(({ failed }) => failed === void 0 ? [] : [`${id}: ${failed}`]));
	return [...repaired.length === 0 ? [] : [`Mended in the answer: ${repaired.join("; ")}.`], ...retried.map((why) => `Asked twice, because the first answer was no review: ${why}`)];
}
function modelLines({ models, profile, timing, tool }) {
	const described = models.map(({ id, quantisation, device, settings, sha256, attempts }) => {
		return `${id} (${[
			quantisation,
			device,
			settings,
			sha256 === void 0 ? void 0 : `sha256 ${sha256.slice(0, 8)}…`,
			`seed ${attempts.at(-1)?.seed}`
		].filter((fact) => fact !== void 0).join(", ")})`;
	});
	return [...models.filter(({ unsent }) => unsent.length > 0).map(({ id, unsent }) => `Not as the profile says, because the server of ${id} cannot be told: ${unsent.join(", ")}.`), `Written by a language model: ${described.join(" and ")}; profile ${profile}, BioReview ${tool.version}, ${Math.round(timing.totalSeconds)} s.`];
}
/** What of the paper the model did not get, a line for each part, and none where all was read. Said wherever its concerns are shown, because nothing can be
*  raised about it. */
function cutLines({ blocks, lost, budget, counter }) {
	const lines = blocks.filter((block) => block.cut).map((block) => `cut: ${blockName(block)} was read to ${percentRead(block.charactersRead, block.charactersWhole)} (${thousands(block.charactersWhole - block.charactersRead)} of ${thousands(block.charactersWhole)} characters left out: the budget is ${thousands(budget)} tokens by ${counter})`);
	const displaced = lost.filter(({ why }) => why === "another section has its name").map(({ name }) => `cut: section ${plainText(name)} was left out whole: another section has its name`);
	return [...lines, ...displaced];
}
function blockName({ part, name }) {
	return name === void 0 ? `the ${part}` : `section ${plainText(name)}`;
}

export { unreadLine as i, cutLines as n, noteLines as r, countLine as t };