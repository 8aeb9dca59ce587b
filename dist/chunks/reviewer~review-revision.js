import { n as embedCached } from "./embeddings~cache.js";
import { t as countSentences } from "./manuscript~sentences~action.js";
import { n as readManuscript } from "./manuscript~projects~action.js";
import { t as articleOf } from "./review~article.js";
import { t as buildReviewResult } from "./review~result.js";
import { n as requestSettings, r as resultSettings, t as describeSettingsChanges } from "./review~review-settings~action.js";
import { n as review } from "./review~review.js";
import { t as addCosmeticRevision } from "./revision~ledger~action~action-post.js";
import { r as cosmeticComparison } from "./revision~comparison-result.js";
import { s as differenceOf } from "./revision~change-signals~bioreview.js";
import { t as embeddingCache } from "./shared~user-folders~action~action-post.js";
import { t as VERSION } from "./shared~version~bioreview.js";
import { n as loadCalibrations } from "./reviewer~calibrations.js";
import { i as firstLedger, n as compareReviews } from "./reviewer~compare-reviews.js";
import { r as modelJudge, t as judgeConcerns } from "./reviewer~judge~action.js";
import { t as isManuscriptChanged } from "./reviewer~manuscript-change.js";
import { n as reviewedNow } from "./reviewer~reviewed-text.js";

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
/** One of the models that reviewed, or the base of one, where the profile says so: it is running already. */
function judgeOf({ models, judge }, { request: { profile }, dependencies: { log }, signal }) {
	const model = judge ?? (profile.judge === void 0 ? void 0 : models[profile.chat.indexOf(profile.judge)]);
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

export { reviewRevision as t };