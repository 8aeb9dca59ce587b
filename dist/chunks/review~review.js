import { t as GENERAL_PROMPT } from "./profiles~general-prompt~action.js";
import { t as assertTellsApart } from "./embeddings~embeddings.js";
import { f as UserError, o as ManuscriptError, t as AnswerError, u as SettingsError } from "./shared~errors.js";
import { i as excerpt, s as mergeRepairs } from "./review~parse-concern~action.js";
import { i as withoutNearDuplicates, n as uniteConcerns, r as withoutExactDuplicates, t as limitConcerns } from "./review~near-duplicates.js";
import { i as rankConcerns, n as promptText, r as publishedQuestion, t as partQuestions } from "./review~questions~action.js";
import { n as tokenCounter } from "./review~count-tokens~action.js";
import { n as buildPrompt } from "./review~prompt~action.js";
import { hash } from "node:crypto";

// src/review/ask-model.ts
/** One model's concerns about a paper. Invariant: they come from answers that were whole; a cut or unparsable one is asked for once more with
*  another seed, and a second is an error, of whichever question: never fewer concerns in silence. */
/** Asks each question, a second time where the answer is no review.
*  @param now milliseconds of a clock that never goes back
*  @throws AnswerError where the second answer is no review either
*  @throws ServerError, InterruptedError as the model does */
async function askModel(model, { system, questions, profile, seed }, { onProgress, now }, signal) {
	const attempts = [];
	const timings = [];
	const tryOnce = async (question, attempt) => {
		const { user, shape } = question;
		const seedOfAttempt = seed === void 0 ? deriveSeed(user, profile.name, model.identity, attempt) : (seed + attempt) % 2 ** 31;
		const request = {
			system,
			user,
			sampling: {
				...profile.sampling,
				seed: seedOfAttempt
			},
			shape: shape(model.identity.server)
		};
		const begun = now();
		const outcome = await requestAnswer(model, request, question, onProgress, signal);
		const { prefillSeconds, decodeSeconds, promptTokens, cachedTokens, answerTokens } = outcome.answer ?? {};
		timings.push({
			...defined({
				prefillSeconds,
				decodeSeconds
			}),
			seconds: (now() - begun) / 1e3
		});
		const failed = outcome.kind === "failed" ? { failed: outcome.why } : {};
		attempts.push({
			seed: request.sampling.seed,
			...failed,
			...defined({
				promptTokens,
				cachedTokens,
				answerTokens
			})
		});
		return outcome;
	};
	const answered = [];
	for (const [k, question] of questions.entries()) {
		if (questions.length > 1) onProgress({
			stage: "question",
			model: model.identity.id,
			question: k + 1,
			questions: questions.length
		});
		let outcome = await tryOnce(question, 0);
		if (outcome.kind === "failed") {
			onProgress({
				stage: "retry",
				model: model.identity.id,
				because: outcome.why
			});
			outcome = await tryOnce(question, 1);
		}
		if (outcome.kind === "failed") throw bothFailed(model, attempts.slice(-2), outcome, questions.length > 1 ? ` to question ${k + 1} of ${questions.length}` : "");
		answered.push(outcome);
	}
	return {
		concerns: answered.flatMap(({ concerns }) => concerns),
		repairs: mergeRepairs(answered.flatMap(({ repairs }) => repairs)),
		attempts,
		timings,
		unsupportedSettings: [...new Set(answered.flatMap(({ answer }) => answer.unsent ?? []))]
	};
}
/** The same paper, profile and model on the same machine say the same.
*  @param attempt 0, then 1 for the one repetition: another seed, because the same would say the same
*  @returns a whole number from 0 to 2^31 - 1, which every server takes (llama.cpp reads 2^32 - 1 as "random") */
function deriveSeed(user, profile, { id, sha256 }, attempt) {
	const digest = hash("sha256", JSON.stringify([
		user,
		profile,
		sha256 ?? id,
		attempt
	]));
	return Number.parseInt(digest.slice(0, 8), 16) & 2147483647;
}
async function requestAnswer(model, request, { parse, stream }, onProgress, signal) {
	try {
		const { id } = model.identity;
		const answer = await model.answer(request, progressReporter(id, stream?.(), onProgress), signal);
		const parsed = parse(answer.text);
		const { text } = answer;
		if (parsed.kind === "unparsable") return {
			kind: "failed",
			answer,
			why: parsed.why,
			code: "answer-unparsable",
			text
		};
		if (parsed.cut) return {
			kind: "failed",
			answer,
			why: "it breaks off inside a concern",
			code: "answer-cut",
			text
		};
		if (stream === void 0) for (const concern of parsed.concerns) onProgress({
			stage: "concern",
			model: id,
			concern
		});
		return {
			kind: "whole",
			answer,
			concerns: parsed.concerns,
			repairs: parsed.repairs
		};
	} catch (error) {
		if (!(error instanceof AnswerError)) throw error;
		return {
			kind: "failed",
			why: error.code === "answer-cut" ? `it was cut at ${request.sampling.maxTokens} tokens or the end of the context` : error.message,
			code: error.code,
			text: error.partial ?? ""
		};
	}
}
function progressReporter(model, stream, onProgress) {
	return (progress) => {
		switch (progress.kind) {
			case "waiting": return onProgress({
				stage: "waiting",
				model,
				place: progress.place
			});
			case "reading": return onProgress({
				stage: "reading",
				model,
				tokensRead: progress.tokensRead,
				tokensTotal: progress.tokensTotal
			});
			case "writing":
				onProgress({
					stage: "writing",
					model,
					tokensWritten: progress.tokensWritten
				});
				for (const concern of stream?.read(progress.text) ?? []) onProgress({
					stage: "concern",
					model,
					concern
				});
		}
	};
}
function bothFailed(model, attempts, { code, text }, which) {
	const [first, second] = attempts.map(({ failed }) => failed);
	const began = text === "" ? "it was empty" : `it began: "${excerpt(text)}"`;
	return new AnswerError({
		code,
		at: model.identity.id,
		fault: `two answers${which} were no review (${first === second ? `both: ${first}` : `first: ${first}; second: ${second}`}), and nothing of them is used; of the second ${began}`,
		remedy: "Try another seed, a larger limit of answer tokens, or a model that was trained for reviews",
		partial: text
	});
}
/** Without the keys whose value is undefined. */
function defined(values) {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== void 0));
}

// src/review/review.ts
/** A review: from an article to the concerns that are worth reporting. Invariant: an empty review is one that the model gave; what was left out
*  on the way, and what was not done, stands in the result. */
/** @throws AnswerError where a model gave no usable answer twice
*  @throws ServerError where a server fails, the embedder's too, or gives all texts one embedding; InterruptedError where `signal` was aborted
*  @throws SettingsError where several models are to be united without an embedder */
async function review(request, onProgress, signal) {
	const { profile, embedder, seed, now } = request;
	const begun = now();
	const threshold = unionThreshold(request);
	const { questions, ...prompt } = await promptFor(request);
	const promptSeconds = (now() - begun) / 1e3;
	onProgress({
		stage: "prompt",
		report: prompt.report
	});
	const models = [];
	const modelTimings = [];
	let embeddingSeconds = 0;
	for (const model of request.models) try {
		const { concerns, timings, ...asked } = await askModel(model, {
			system: prompt.system,
			questions,
			profile,
			seed
		}, {
			onProgress,
			now
		}, signal);
		const answered = now();
		if (profile.prompt.questions !== void 0 && concerns.length === 0) throw nothingUsable(model.identity, asked.repairs);
		const distinct = await deduplicate(profile.prompt.questions === void 0 ? concerns : rankConcerns(concerns), profile, embedder, onProgress, signal);
		embeddingSeconds += (now() - answered) / 1e3;
		models.push({
			identity: model.identity,
			raw: concerns.length,
			...asked,
			...distinct
		});
		modelTimings.push(timings);
	} catch (error) {
		throw withUnfinished(error, models);
	}
	const { kept, dropped } = threshold === void 0 ? {
		kept: models.flatMap((one) => one.kept),
		dropped: []
	} : uniteConcerns(models.map((one) => ({
		concerns: one.kept,
		embeddings: one.embeddings
	})), threshold);
	return {
		concerns: kept,
		united: dropped,
		models,
		prompt,
		seed,
		nearDuplicates: nearDuplicateSearch(embedder, profile),
		timing: {
			promptSeconds,
			models: modelTimings,
			embeddingSeconds,
			totalSeconds: (now() - begun) / 1e3
		}
	};
}
/** The concerns of the models that had answered go with the failure of another: minutes of work, and half a review. */
function withUnfinished(error, answered) {
	if (!(error instanceof UserError) || error.kind === "interrupted" || answered.length === 0) return error;
	error.unfinished = answered.flatMap(({ identity, kept }) => [`${identity.id} had answered before that; its ${partOfReview(kept.length)}:`, ...kept.map(({ severity, category, text }) => `- ${severity}, ${category}: ${text}`)]);
	return error;
}
function partOfReview(concerns) {
	return concerns === 1 ? "1 concern is a part of a review, and nothing was made of it" : `${concerns} concerns are a part of a review, and nothing was made of them`;
}
/** The published prompt, or that for general models.
*  @throws ManuscriptError where the paper has no sentence to ask about */
async function promptFor({ article, profile, system }) {
	const { counter: name, budget, questions: limits } = profile.prompt;
	const counter = await tokenCounter(name);
	const published = buildPrompt(article.article, {
		counter,
		budget,
		...system !== void 0 && { system }
	});
	const { report } = published;
	const text = promptText(profile.prompt, system);
	if (limits === void 0) return {
		system: published.system,
		users: [published.user],
		report,
		text,
		questions: [publishedQuestion(published, profile.answer)]
	};
	const questions = partQuestions(article, published, limits, profile.answer);
	if (questions.length === 0) throw new ManuscriptError({
		code: "nothing-to-ask-about",
		at: `profile ${profile.name}`,
		fault: "no sentence of the paper can be asked about: there is none of six words or more in what was read",
		remedy: "See with `bioreview inspect` what was read; name the manuscript's file where that is not the paper"
	});
	const users = questions.map(({ user }) => user);
	const tokens = users.reduce((sum, user) => sum + counter.count(user), 0);
	return {
		system: system ?? GENERAL_PROMPT.system,
		users,
		report: {
			...report,
			tokens,
			questions: users.length
		},
		text,
		questions
	};
}
/** A general model is asked for a concern at every place: none at all is a failure, not a clean review. */
function nothingUsable({ id }, repairs) {
	const dropped = repairs.map(({ kind, count }) => `${count} ${kind}`).join(", ");
	return new AnswerError({
		code: "answers-unusable",
		at: id,
		fault: `nothing of its answers can be used as a concern (${dropped})`,
		remedy: "Try another seed or a larger model",
		partial: ""
	});
}
function unionThreshold({ models, profile, embedder }) {
	if (models.length === 1) return void 0;
	if (profile.unionCosine !== void 0 && embedder !== void 0) return profile.unionCosine;
	const missing = embedder === void 0 ? "an embedder" : "a threshold";
	throw new SettingsError({
		code: "union-impossible",
		at: `profile ${profile.name}`,
		fault: `the concerns of ${models.length} models cannot be united without ${missing}`,
		remedy: embedder === void 0 ? "Name an embedder, or a profile with one model" : "Give the profile a unionCosine"
	});
}
/** Exact duplicates, then near-duplicates, then what is beyond the cap: the published order. */
async function deduplicate(concerns, { duplicateCosine, cap }, embedder, onProgress, signal) {
	const exact = withoutExactDuplicates(concerns);
	const texts = exact.kept.map(({ text }) => text);
	let near = {
		kept: exact.kept,
		dropped: [],
		embeddings: []
	};
	if (embedder !== void 0 && texts.length > 0) {
		onProgress({
			stage: "embedding",
			texts: texts.length
		});
		const embeddings = await embedder.embed(texts, signal);
		near = withoutNearDuplicates(exact.kept, embeddings, duplicateCosine);
		await assertTellsApart(texts, embeddings, embedder, signal, duplicateCosine);
	}
	const { kept, dropped } = limitConcerns(near.kept, cap);
	return {
		kept,
		dropped: [
			...exact.dropped,
			...near.dropped,
			...dropped
		],
		embeddings: near.embeddings.slice(0, cap)
	};
}
function nearDuplicateSearch(embedder, { duplicateCosine }) {
	if (embedder === void 0) return {
		done: false,
		why: "no embedder was given: concerns that say the same in other words were not looked for"
	};
	const { name, sha256 } = embedder;
	return {
		done: true,
		embedder: name,
		...sha256 !== void 0 && { sha256 },
		threshold: duplicateCosine
	};
}

export { review as n, promptFor as t };