import { o as ManuscriptError, u as SettingsError } from "./shared~errors.js";
import { a as sentencesOf, n as passagesOf } from "./manuscript~sentences~action.js";
import { n as readManuscript } from "./manuscript~projects~action.js";
import { a as readLetters, c as reviewInput, i as placedLedger, n as pageModel, o as readPageAssets, r as comparisonInput, s as readingsOf, t as renderPage } from "./report-page~page-model~bioreview.js";
import { t as articleOf } from "./review~article.js";
import { n as buildPrompt } from "./review~prompt~action.js";
import { n as tokenCounter } from "./review~count-tokens~action.js";
import { r as reviewedTextOf } from "./reviewer~reviewed-text.js";
import { o as changesBetween } from "./revision~change-signals~bioreview.js";
import { t as findManuscript } from "./cli~open-manuscript.js";
import { n as readReviewedText, r as readSavedResult } from "./cli~read-reviewed-text.js";
import { r as writeResult } from "./cli~write-result.js";
import { resolve } from "node:path";
import { hash } from "node:crypto";

// src/cli/report-page.ts
/** The report's page from what a user names: a result, and the folders of its texts. Invariant: a text is shown beside concerns only where the result says that it is
*  the one that was reviewed; else it is an error with its remedy, never a page of two things that do not belong together. */
/** @param old folder of the text before, or the result of its review   @param now folder of the text that was reviewed
*  @throws SettingsError where the result is none, a text is missing, or one is another than the result is about; what reading a manuscript throws */
async function savedReport(file, { old, now }, directory) {
	const found = await readSavedResult(file, directory);
	const comparison = found.kind === "comparison" ? found.comparison : void 0;
	const review = found.kind === "review" ? found.review : comparison?.review;
	if (old !== void 0 && comparison === void 0) throw refused("nothing-compared", `--old ${old}`, `${file} compares nothing`, "Leave it out, or name the result of a comparison");
	const named = now === void 0 ? void 0 : await namedText(now, directory);
	if (named !== void 0) await assertReviewed(named, found, file);
	const text = named?.text ?? textIn(review, file);
	const before = old === void 0 ? void 0 : await oldText(old, directory);
	const changes = before === void 0 ? void 0 : changesBetween(before, text);
	if (changes !== void 0 && comparison !== void 0) assertCompared(changes, comparison, old ?? "", file);
	return pageModel({
		ledger: comparison?.ledger ?? ledgerOf(found, text, named?.label ?? file),
		comparison,
		review,
		text,
		readings: readingsOf(text, review),
		old: before,
		changes,
		letters: named?.letters ?? [],
		faults: named?.faults ?? []
	});
}
/** A revision that was just reviewed, with the text that it was compared with. @param files that the manuscript was read from */
function reviewedReport(revision, files) {
	const { manuscript } = revision;
	if (revision.kind === "reviewed") return reviewInput(revision.review, manuscript, files);
	const { comparison, previous } = revision;
	return comparisonInput(comparison, manuscript, previous === void 0 ? void 0 : textOf(previous), files);
}
function textOf(previous) {
	return "unreviewed" in previous ? previous.unreviewed : previous.text;
}
/** @param output undefined for standard output   @throws OutputError */
async function writeReport(input, output, terminal) {
	const model = "checklist" in input ? input : pageModel(input);
	const path = output === void 0 ? void 0 : resolve(terminal.directory, output);
	await writeResult(path, renderPage(model, await readPageAssets(terminal.program)), terminal);
}
async function namedText(path, directory) {
	const { files, manuscript: named, label } = await findManuscript(path, {}, directory);
	const manuscript = await readManuscript(files, { manuscript: named });
	return {
		text: manuscript,
		label: label(manuscript),
		at: path,
		...await readLetters(files, manuscript.leftOut)
	};
}
async function oldText(path, directory) {
	if (path.endsWith(".json")) return (await readReviewedText(path, void 0, "--old", directory)).text;
	return (await namedText(path, directory)).text;
}
function textIn(review, file) {
	if (review?.paper !== void 0) return reviewedTextOf(review, file).text;
	throw refused("text-not-named", file, review === void 0 ? "it holds concerns and not the text that they are about" : "it was made by a BioReview that did not keep the text with it", "Name the folder of that text with --manuscript, or with --new beside --old");
}
function ledgerOf(found, text, label) {
	if (found.kind === "comparison") return found.comparison.ledger;
	const concerns = found.kind === "review" ? found.review.concerns : found.concerns;
	return placedLedger(found.kind === "review" ? found.review.manuscript.revision : label, concerns, text);
}
/** By what the result recorded of the text, the surest first: the text itself, the digest of the prompt that it became, the digest in its name, the sentences that
*  settled concerns. */
async function assertReviewed({ text, label, at }, found, file) {
	const review = found.kind === "concerns" ? void 0 : found.kind === "review" ? found.review : found.comparison.review;
	if (review?.paper !== void 0) {
		const where = firstDifference(reviewedTextOf(review, file).text, text);
		if (where !== void 0) throw anotherText(at, file, `they differ first at ${where}`);
		return;
	}
	if (review !== void 0 && review.prompt.questions === void 0) {
		const { counter, budget, userSha256 } = review.prompt;
		const { user } = buildPrompt(articleOf(text).article, {
			counter: await tokenCounter(counter),
			budget
		});
		if (hash("sha256", user) !== userSha256) throw anotherText(at, file, "the question that it makes has another digest");
		return;
	}
	if (found.kind === "concerns") return;
	const recorded = textDigestIn(found.kind === "review" ? found.review.manuscript.revision : found.comparison.new);
	const own = textDigestIn(label);
	if (recorded !== void 0 && own !== void 0) {
		if (recorded !== own) throw anotherText(at, file, `its digest is ${own}, and ${recorded} was reviewed`);
		return;
	}
	const missing = found.kind === "comparison" ? missingCause(found.comparison.ledger, text) : void 0;
	if (missing !== void 0) throw anotherText(at, file, `it does not have the sentence that settled ${missing}`);
}
/** Such as in `paper/ (text 1a2b3c4)`, which files on the disk are called. */
function textDigestIn(label) {
	return /\(text ([0-9a-f]+)\)$/.exec(label)?.[1];
}
/** Id of a concern that the last revision settled by a sentence that the text does not have. */
function missingCause({ concerns, revisions }, text) {
	const last = revisions.findLast(({ kind }) => kind === "reviewed")?.number;
	const sentences = new Set(allSentences(text).map((sentence) => sentence.text));
	return concerns.find(({ history }) => {
		const event = history.at(-1);
		if (event?.cause === void 0 || event.revision !== last) return false;
		return event.cause.changes.some(({ after }) => after !== void 0 && !sentences.has(after.text));
	})?.id;
}
function allSentences(text) {
	return passagesOf(text).flatMap(sentencesOf);
}
/** @returns the place in `now` where the two read otherwise; undefined where they are the same */
function firstDifference(then, now) {
	const [a, b] = [passagesOf(then), passagesOf(now)];
	const at = a.findIndex((passage, k) => passage.text !== b[k]?.text || passage.kind !== b[k]?.kind);
	if (at < 0 && a.length === b.length) return void 0;
	const passage = b[at < 0 ? a.length : at] ?? b.at(-1);
	return passage === void 0 ? "its beginning" : `${passage.file}:${passage.startLine}`;
}
/** That the comparison was of these two texts: it counted what became of the sentences. */
function assertCompared({ sentences, added }, comparison, at, file) {
	const { sentences: recorded, cosmetic, evidence = [] } = comparison;
	const counts = {
		same: 0,
		moved: 0,
		reworded: 0,
		removed: 0,
		added: 0
	};
	for (const { kind } of sentences.values()) counts[kind]++;
	counts.added = added.size;
	const stays = ({ same, moved }) => same + moved;
	if (!(recorded === void 0 || (cosmetic ? stays(counts) === stays(recorded) && counts.reworded + counts.removed + counts.added === 0 : Object.entries(recorded).every(([kind, count]) => counts[kind] === count)))) throw anotherText(at, file, "it changes in other sentences than were compared");
	const words = new Set([...sentences.keys()].map(({ text }) => text));
	const lost = evidence.find(({ before }) => before.some(({ text }) => !words.has(text)));
	if (lost !== void 0) throw anotherText(at, file, `it does not have the sentence that ${lost.id} was about`);
}
function anotherText(at, file, why) {
	return new ManuscriptError({
		code: "another-text",
		at,
		fault: `this is not the text that ${file} is about: ${why}`,
		remedy: "Name the folder as it was when it was reviewed, such as a git worktree of that revision"
	});
}
function refused(code, at, fault, remedy) {
	return new SettingsError({
		code,
		at,
		fault,
		remedy
	});
}

export { savedReport as n, writeReport as r, reviewedReport as t };