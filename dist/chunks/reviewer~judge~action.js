import { t as JUDGE_PROMPT } from "./profiles~judge-prompt~action.js";
import { a as InterruptedError, f as UserError, l as ServerError, t as AnswerError, u as SettingsError } from "./shared~errors.js";
import { r as questionsToAsk, t as VERDICTS } from "./revision~judge~action.js";
import { a as listed, l as truncate, n as counted } from "./shared~text.js";

// src/reviewer/judge.ts
/** The judge over a language model: one short question a concern, answered by grammar, and the probabilities of the three answers taken from the likelihoods of the tokens. Invariants:
*  a judgement is whole or it is an error; a server that tells no likelihoods gives none, for a word alone would pass for certain; a judge that fails is told, and the rule decides. */
/** Answers that are no judgement, until the judge is asked no more. */
const MOST_FAILURES = 3;
/** Asks a judge about each concern that it may decide, one after the other, at most 20.
*  @param candidates by id, those that were not raised again
*  @throws InterruptedError; nothing that the judge or its server does wrong */
async function judgeConcerns(candidates, { judge, log }, signal) {
	const questions = questionsToAsk(candidates);
	const judgements = /* @__PURE__ */ new Map();
	const failures = [];
	for (const [k, [id, question]] of questions.entries()) {
		log.progress(`judging by ${judge.name}`, `${k + 1} of ${counted(questions.length, "concern")}`);
		try {
			judgements.set(id, await judge.judge(question, signal));
		} catch (error) {
			if (!(error instanceof UserError) || error instanceof InterruptedError) throw error;
			failures.push(error);
			if (!(error instanceof AnswerError) || error.code === WITHOUT_PROBABILITIES || failures.length === MOST_FAILURES) break;
		}
	}
	const undecided = questions.map(([id]) => id).filter((id) => !judgements.has(id));
	const possible = questionsToAsk(candidates, Number.POSITIVE_INFINITY).length;
	const [failure] = failures;
	return {
		judgements,
		notes: [...failure === void 0 ? [] : [`The judge ${judge.name} gave no usable answer about ${listed(undecided)}, so the rule without a judge decided. ${failure.message}`], ...possible <= questions.length ? [] : [`The judge was asked about ${20} of ${possible} concerns, the most severe first; the rule without a judge decided the others.`]]
	};
}
/** As `judgeConcerns`, with a judge that has to be opened first. A server that does not answer is a judge that fails.
*  @throws ModelsError, SettingsError where what was named is no judge; InterruptedError */
async function openAndJudge(open, candidates, log, signal) {
	try {
		const { judge, close } = await open();
		try {
			return await judgeConcerns(candidates, {
				judge,
				log
			}, signal);
		} finally {
			await close();
		}
	} catch (error) {
		if (!(error instanceof ServerError)) throw error;
		return {
			judgements: /* @__PURE__ */ new Map(),
			notes: [`No judge could be asked, so the rule without one decided. ${error.message}`]
		};
	}
}
/** As many as servers tell; the ways in which the three words can be cut into tokens are fewer. */
const ALTERNATIVES = 20;
/** A profile whose own model judges, or that has none that does.
*  @param remedy for who asked for a judge that the profile does not have
*  @throws SettingsError where it is to judge and none of its models can */
function judging({ judge, ...profile }, isWanted, remedy) {
	if (!isWanted) return profile;
	if (judge !== void 0) return {
		...profile,
		judge
	};
	throw new SettingsError({
		code: "profile-without-judge",
		at: `profile ${profile.name}`,
		fault: "none of its models can judge",
		remedy
	});
}
const SAMPLING = {
	seed: 0,
	temperature: 0,
	topP: 1,
	repetitionPenalty: 1,
	maxTokens: 64
};
function modelJudge(model) {
	const { id } = model.identity;
	return {
		name: id,
		async judge(question, signal) {
			return judgementOf(await model.answer(judgeRequest(question), () => {}, signal), Math.min(question.changes.length, JUDGE_PROMPT.mostChanges), id);
		}
	};
}
function judgeRequest({ concern, changes }) {
	const { system, ask, mostChanges, longestConcern } = JUDGE_PROMPT;
	const shown = changes.slice(0, mostChanges);
	return {
		system,
		user: [
			`${JUDGE_PROMPT.concern}: ${oneLine(concern.text, longestConcern)}`,
			...shown.map((change, k) => `[${k + 1}] ${changeInWords(change)}`),
			ask
		].join("\n"),
		sampling: SAMPLING,
		shape: answerShape(shown.length),
		alternatives: ALTERNATIVES
	};
}
/** A number and a word: `2 addressed`, or the same as an object where a server takes a schema. The fewer tokens, the sooner. */
function answerShape(changes) {
	const numbers = Array.from({ length: changes + 1 }, (_, k) => k);
	const oneOf = (words) => `(${words.map((word) => `"${word}"`).join(" | ")})`;
	return {
		grammar: `root ::= ${oneOf(numbers)} " " ${oneOf(VERDICTS)}\n`,
		jsonSchema: {
			type: "object",
			properties: {
				change: {
					type: "integer",
					enum: numbers
				},
				answer: {
					type: "string",
					enum: VERDICTS
				}
			},
			required: ["change", "answer"],
			additionalProperties: false
		}
	};
}
function changeInWords({ before, after }) {
	const { added, removed, rewritten } = JUDGE_PROMPT;
	if (before === void 0) return `${added}: ${quoted(after?.text ?? "")}`;
	if (after === void 0) return `${removed}: ${quoted(before.text)}`;
	const [was, now] = aroundDifference(before.text, after.text);
	return `${rewritten.before}: ${quoted(was)} ${rewritten.after}: ${quoted(now)}`;
}
function quoted(text) {
	return `“${oneLine(text, JUDGE_PROMPT.longestQuote)}”`;
}
function oneLine(text, most) {
	return truncate(text.replace(/\s+/g, " ").trim(), most);
}
/** Words before a difference that are shown with it. */
const CONTEXT_WORDS = 8;
/** Two wordings of one sentence, without what both begin with where one is too long to be shown whole. */
function aroundDifference(before, after) {
	if (Math.max(before.length, after.length) <= JUDGE_PROMPT.longestQuote) return [before, after];
	const [was, now] = [before.split(/\s+/), after.split(/\s+/)];
	const differs = was.findIndex((word, k) => word !== now[k]);
	const from = Math.max(0, (differs < 0 ? was.length : differs) - CONTEXT_WORDS);
	const cut = (words) => `${from === 0 ? "" : "… "}${words.slice(from).join(" ")}`;
	return [cut(was), cut(now)];
}
const VERDICT = `(?<verdict>${VERDICTS.join("|")})`;
const ANSWERS = [new RegExp(`^\\s*(?<change>\\d+) ${VERDICT}\\s*$`, "d"), new RegExp(`^\\s*\\{\\s*"change"\\s*:\\s*(?<change>\\d+)\\s*,\\s*"answer"\\s*:\\s*"${VERDICT}"\\s*\\}\\s*$`, "d")];
const WITHOUT_PROBABILITIES = "judge-without-probabilities";
/** @param changes that were shown
*  @throws AnswerError where the answer is none, or its probabilities are not told */
function judgementOf({ text, tokens }, changes, model) {
	const failed = (code, fault, remedy) => new AnswerError({
		code,
		at: `judge ${model}`,
		fault,
		remedy,
		partial: text
	});
	const found = ANSWERS.map((form) => form.exec(text)).find((match) => match !== null);
	const at = found?.indices?.groups?.["verdict"]?.[0];
	const change = Number(found?.groups?.["change"]);
	if (at === void 0 || !(change <= changes)) throw failed("judgement-unparsable", `its answer is no judgement: ${JSON.stringify(truncate(text, 80))}`, "Use another model, or a server that holds it to a grammar");
	if (tokens === void 0) throw failed(WITHOUT_PROBABILITIES, "its server does not tell how likely its words are", "Use a server that tells it (logprobs), such as bioreview-runner, or do without a judge");
	const probabilities = verdictProbabilities(tokens, text, at);
	if (probabilities === void 0) throw failed("judgement-of-other-words", "the probabilities that its server tells are not those of its answer", "Use another server, or do without a judge");
	return {
		answer: VERDICTS.reduce((best, verdict) => probabilities[verdict] > probabilities[best] ? verdict : best),
		probabilities,
		...change === 0 ? {} : { change: change - 1 },
		model
	};
}
/** Of what the model may have said at the verdict's place, the share that must be one of the three words. */
const LEAST_TOLD = .5;
/** Sums over the ways to cut a verdict into tokens: no two begin with the same letter, so each token that reaches into the verdict tells one. It may begin before it, with the quotation
*  mark. What falls on none of the words, and what is not told, counts as "not".
*  @param tokens joined, they are `text`   @param at where in it the verdict begins
*  @returns undefined where the tokens hardly tell the verdicts */
function verdictProbabilities(tokens, text, at) {
	const told = {
		addressed: 0,
		partly: 0,
		not: 0
	};
	/** Where the token begins, and how likely all before it was. */
	let start = 0;
	let reached = 1;
	/** How likely it is to come to the verdict with what was written before it. */
	let all = 0;
	for (const { text: written, probability, likeliest } of tokens) {
		const isLast = start + written.length > at;
		const others = likeliest.filter((one) => one.text !== written);
		for (const one of [{
			text: written,
			probability
		}, ...others]) {
			const said = text.slice(0, start) + one.text;
			if (said.length <= at || !said.startsWith(text.slice(0, at))) continue;
			const rest = said.slice(at);
			const verdict = VERDICTS.find((word) => word.startsWith(rest) || rest.startsWith(word));
			if (verdict !== void 0) told[verdict] += reached * one.probability;
			if (!isLast) all += reached * one.probability;
		}
		if (isLast) break;
		start += written.length;
		reached *= probability;
	}
	all += reached;
	if (!(told.addressed + told.partly + told.not >= LEAST_TOLD * all)) return void 0;
	const [addressed, partly] = [told.addressed / all, told.partly / all];
	return {
		addressed,
		partly,
		not: Math.max(0, 1 - addressed - partly)
	};
}

export { openAndJudge as i, judging as n, modelJudge as r, judgeConcerns as t };