import { o as embeddingsOf } from "./embeddings~embeddings.js";
import { i as withoutNearDuplicates, n as uniteConcerns, r as withoutExactDuplicates, t as limitConcerns } from "./review~near-duplicates.js";

// src/evaluate/postprocess.ts
/** From raw predictions to those that the published figures were made of, step by step: repetitions dropped, the first so many kept, two runs united. */
/** @param embeddings needed for cosines only
*  @throws SettingsError where a text that is compared has no embedding */
function postprocess(rowsIn, steps, embeddings) {
	const counts = {
		before: 0,
		blank: 0,
		repeated: 0,
		beyondCap: 0,
		after: 0
	};
	return {
		rows: rowsIn.map((row) => {
			const distinct = withoutRepetitions(row, steps.repetitions, embeddings);
			const kept = steps.cap === void 0 ? distinct : {
				...distinct,
				concerns: limitConcerns(distinct.concerns, steps.cap).kept
			};
			counts.before += row.concerns.length + row.blank;
			counts.blank += row.blank;
			counts.repeated += row.concerns.length - distinct.concerns.length;
			counts.beyondCap += distinct.concerns.length - kept.concerns.length;
			counts.after += kept.concerns.length;
			return kept;
		}),
		counts
	};
}
function withoutRepetitions(row, repetitions, embeddings) {
	if (repetitions === void 0) return row;
	if (repetitions.by === "words") return {
		...row,
		concerns: withoutExactDuplicates(row.concerns).kept
	};
	const embedded = embeddingsOf(textsOf(row), needed(embeddings));
	return {
		...row,
		concerns: withoutNearDuplicates(row.concerns, embedded, repetitions.threshold).kept
	};
}
/** Two runs over the same articles as one. Near-duplicates, directly or over others, also within one run, become the longest of the first
*  run's texts among them, else of the second's.
*  @param threshold cosine; the published ensemble's is 0.98, for at lower ones everything hangs together
*  @returns the articles of `a` in its order, then those of `b` alone
*  @throws SettingsError where a text has no embedding */
function uniteRuns(a, b, threshold, embeddings) {
	const inA = new Set(a.map(({ id }) => id));
	const ofB = new Map(b.map((row) => [row.id, row]));
	return [...a.map((row) => unitedRow(row, ofB.get(row.id), threshold, needed(embeddings))), ...b.filter(({ id }) => !inA.has(id)).map((row) => unitedRow({
		...row,
		concerns: []
	}, row, threshold, needed(embeddings)))];
}
function unitedRow(a, b, threshold, embeddings) {
	const models = [a, ...b === void 0 ? [] : [b]].map((row) => ({
		concerns: row.concerns,
		embeddings: embeddingsOf(textsOf(row), embeddings)
	}));
	const form = a.form === "texts" ? b?.form ?? a.form : a.form;
	return {
		...a,
		form,
		concerns: uniteConcerns(models, threshold).kept
	};
}
function textsOf({ concerns }) {
	return concerns.map(({ text }) => text);
}
function needed(embeddings) {
	if (embeddings !== void 0) return embeddings;
	throw new RangeError("cosines need embeddings");
}

export { uniteRuns as n, postprocess as t };