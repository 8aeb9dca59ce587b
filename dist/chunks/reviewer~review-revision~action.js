import { n as embedCached } from "./embeddings~cache~action.js";
import { t as countSentences } from "./manuscript~sentences~bioreview~action.js";
import { n as readManuscript } from "./manuscript~projects~bioreview~action.js";
import { n as articleOf } from "./review~article~bioreview~action.js";
import { t as buildReviewResult } from "./review~result~action.js";
import { n as requestSettings, r as resultSettings, t as describeSettingsChanges } from "./review~review-settings~action.js";
import { n as review } from "./review~questions~action.js";
import { t as addCosmeticRevision } from "./revision~ledger.js";
import { r as cosmeticComparison } from "./revision~comparison-result~action.js";
import { s as differenceOf } from "./revision~change-signals~bioreview~action.js";
import { t as embeddingCache } from "./shared~user-folders~action~action-post.js";
import { t as VERSION } from "./shared~version~bioreview~action.js";
import { n as loadCalibrations } from "./reviewer~calibrations~action.js";
import { i as firstLedger, n as compareReviews } from "./reviewer~compare-reviews~action.js";
import { i as judgeConcerns, o as modelJudge } from "./reviewer~model-servers~action.js";
import { o as ManuscriptError } from "./shared~errors.js";
import { n as reviewedNow } from "./reviewer~reviewed-text~action.js";

// src/reviewer/manuscript-change.ts
/** Whether a change of files changes the manuscript at all. Fails towards "it does": a review too many costs minutes, one too few lets text in unread. */
/** The base's manuscript is read only where the new one's files say "unchanged": a file may have left it.
*  @param named the file or folder that is the manuscript, where the user names it
*  @throws what reading the base throws, but for a base without a readable manuscript: whatever the new tree has is then new */
async function isManuscriptChanged({ paths, base }, current, named) {
	if (changesFileOf(paths, current)) return true;
	const before = await readManuscript(base, { manuscript: named }).catch((error) => {
		if (error instanceof ManuscriptError) return void 0;
		throw error;
	});
	return before === void 0 || changesFileOf(paths, before) || isComposedOtherwise(before, current);
}
/** Whether a changed file, by its old or its new name, is one of the manuscript's. */
function changesFileOf(paths, { files }) {
	const own = new Set(files);
	return paths.some(({ path, previousPath }) => own.has(path) || previousPath !== void 0 && own.has(previousPath));
}
/** Whether the paper is made of other files, or of the same in another order: by a file that is no text of it, such as the one that lists its chapters. */
function isComposedOtherwise(before, current) {
	return before.root !== current.root || before.files.length !== current.files.length || before.files.some((file, k) => file !== current.files[k]);
}

// src/reviewer/review-revision.ts
/** @throws ManuscriptError, SettingsError, ServerError, ModelsError, AnswerError, InterruptedError; what `previous` and reading the files throw */
async function reviewRevision(request, dependencies, signal) {
	const { files, manuscript: named, change, profile } = request;
	dependencies.log.progress("reading the manuscript");
	const manuscript = await readManuscript(files, { manuscript: named });
	if (change !== void 0 && !await isManuscriptChanged(change, manuscript, named)) return {
		kind: "manuscript unchanged",
		manuscript
	};
	const current = {
		label: request.label(manuscript),
		manuscript
	};
	const task = {
		request,
		dependencies,
		signal
	};
	if (request.previous === void 0) return {
		kind: "reviewed",
		manuscript,
		review: await withServers(task, async (servers) => (await reviewText(current, servers, task)).review)
	};
	const calibration = await loadCalibrations(profile.matching, dependencies.env);
	const previous = await request.previous(manuscript);
	return {
		kind: "compared",
		manuscript,
		previous,
		...await compareWith(previous, current, calibration, task)
	};
}
async function compareWith(previous, current, calibration, task) {
	if (previous === void 0) return reviewAndCompare(void 0, current, calibration, task);
	if ("unreviewed" in previous) {
		const { label, unreviewed } = previous;
		if (looksSame(unreviewed, current.manuscript)) return {
			comparison: cosmetic({
				label,
				ledger: firstLedger(label, [])
			}, current),
			notes: []
		};
		return reviewAndCompare({
			label,
			manuscript: unreviewed
		}, current, calibration, task);
	}
	if (previous.text === void 0 || !looksSame(previous.text, current.manuscript)) return reviewAndCompare(previous, current, calibration, task);
	if (describeSettingsChanges(previous.settings, await expectedSettings(task)).length > 0) return reviewAndCompare(previous, current, calibration, task);
	return {
		comparison: cosmetic(previous, current),
		notes: []
	};
}
function looksSame(before, now) {
	return ["none", "cosmetic"].includes(differenceOf(before, now));
}
/** The very revision that is the last one already stays that revision: a run that is repeated adds none. */
function cosmetic({ label, ledger, review }, current) {
	return cosmeticComparison({
		toolVersion: VERSION,
		ledger: label === current.label ? ledger : addCosmeticRevision(ledger, current.label),
		old: label,
		now: current.label,
		sentences: countSentences(current.manuscript),
		review
	});
}
async function expectedSettings({ request, dependencies, signal }) {
	const models = await dependencies.models.identify(signal);
	if (models === void 0) dependencies.log.notice("whether the model is still the same cannot be told without starting it; it is taken for the same");
	return requestSettings({
		...request,
		models,
		embedder: dependencies.models.nearDuplicates ? {
			name: request.profile.embedding,
			sha256: void 0
		} : void 0
	});
}
/** Opens the servers once, for both revisions where neither was reviewed. */
function reviewAndCompare(previous, current, calibration, task) {
	return withServers(task, async (servers) => {
		const { matching } = servers;
		if (matching === void 0) throw new RangeError("a comparison needs an embedder, and none was opened");
		calibration(matching.sha256);
		const before = previous !== void 0 && "manuscript" in previous ? asPrevious(await reviewText(previous, servers, task)) : previous;
		const reviewed = await reviewText(current, servers, task);
		const notes = before === void 0 || before.afresh === true ? [] : notesOnSettings(describeSettingsChanges(before.settings, resultSettings(reviewed.review)));
		const { log, env } = task.dependencies;
		const embed = async (texts) => {
			const onProgress = (done, all) => log.progress("embedding", `${done} of ${all} texts`);
			return (await embedCached(texts, matching, embeddingCache(env), onProgress, task.signal)).embeddings;
		};
		const comparison = await compareReviews(before, reviewed, {
			embedder: matching.name,
			calibration,
			embed,
			log,
			...judgeOf(servers, task)
		}, notes);
		return {
			comparison,
			notes: comparison.notes ?? []
		};
	});
}
/** One of the models that reviewed, where the profile says so: it is running already. */
function judgeOf({ models }, { request: { profile }, dependencies: { log }, signal }) {
	const model = profile.judge === void 0 ? void 0 : models[profile.chat.indexOf(profile.judge)];
	if (model === void 0) return {};
	return { judge: (questions) => judgeConcerns(questions, {
		judge: modelJudge(model),
		log
	}, signal) };
}
function asPrevious({ label, concerns, text, review }) {
	return {
		label,
		ledger: firstLedger(label, concerns),
		text,
		review,
		settings: resultSettings(review)
	};
}
function notesOnSettings(differences) {
	if (differences.length === 0) return [];
	return [`The previous review was made in another way (${differences.join("; ")}): a concern that is new or not repeated may be so for that reason alone.`];
}
async function withServers({ dependencies, signal }, use) {
	const servers = await dependencies.models.open(signal);
	try {
		return await use(servers);
	} finally {
		await servers.close();
	}
}
async function reviewText({ label, manuscript }, { models, embedder }, { request: { profile, system, seed }, dependencies: { log, now }, signal }) {
	const article = articleOf(manuscript);
	const optional = {
		...system === void 0 ? {} : { system },
		...seed === void 0 ? {} : { seed }
	};
	const done = await review({
		article,
		profile,
		models,
		embedder,
		now,
		...optional
	}, log.onReview, signal);
	const result = buildReviewResult({
		manuscript,
		revision: label,
		profile,
		review: done,
		toolVersion: VERSION
	});
	return reviewedNow(label, manuscript, result, done.prompt.report);
}

export { isManuscriptChanged as n, reviewRevision as t };