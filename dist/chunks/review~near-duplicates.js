import { n as assertUnitVectors, r as cosine } from "./embeddings~embeddings.js";
import { i as strip, n as codePoints } from "./review~python-text~action.js";

// src/review/near-duplicates.ts
/** Equal but for case and white space. */
function withoutExactDuplicates(concerns) {
	const first = /* @__PURE__ */ new Map();
	const dropped = [];
	for (const concern of concerns) {
		const folded = strip(concern.text).toLowerCase().replace(/\s+/g, " ");
		const representative = first.get(folded);
		if (representative === void 0) first.set(folded, concern);
		else dropped.push({
			concern,
			because: "exact duplicate",
			representative
		});
	}
	return {
		kept: [...first.values()],
		dropped
	};
}
/** A concern stays while its cosine with every kept one is below the threshold.
*  @param embeddings one for each concern, of unit norm
*  @returns the embeddings of the kept ones too
*  @throws RangeError where an embedding is missing or has no unit norm */
function withoutNearDuplicates(concerns, embeddings, threshold) {
	const kept = [];
	const dropped = [];
	for (const { concern, embedding } of withEmbeddings(concerns, embeddings)) {
		const duplicated = kept.map((other) => ({
			representative: other.concern,
			cosine: cosine(embedding, other.embedding)
		})).find((other) => other.cosine >= threshold);
		if (duplicated === void 0) kept.push({
			concern,
			embedding
		});
		else dropped.push({
			concern,
			because: "near-duplicate",
			...duplicated
		});
	}
	return {
		kept: kept.map(({ concern }) => concern),
		dropped,
		embeddings: kept.map(({ embedding }) => embedding)
	};
}
function withEmbeddings(concerns, embeddings) {
	assertUnitVectors(embeddings, concerns.length);
	return embeddings.flatMap((embedding, k) => concerns.slice(k, k + 1).map((concern) => ({
		concern,
		embedding
	})));
}
/** The first so many. */
function limitConcerns(concerns, cap) {
	return {
		kept: concerns.slice(0, cap),
		dropped: concerns.slice(cap).map((concern) => ({
			concern,
			because: "beyond the cap"
		}))
	};
}
/** The concerns of several models as one list: connected components of "cosine at or above the threshold", so also over a third concern that is near to both,
*  and also within one model. Each is represented by its longest text of the earliest model that has a part in it, with that concern's category and
*  severity; the order is that of the first members.
*  @throws RangeError where an embedding is missing, has no unit norm, or not as many numbers as the others */
function uniteConcerns(models, threshold) {
	const all = models.flatMap(({ concerns, embeddings }, model) => withEmbeddings(concerns, embeddings).map((one) => ({
		...one,
		model
	})));
	const embeddings = all.map(({ embedding }) => embedding);
	assertUnitVectors(embeddings, embeddings.length);
	const kept = [];
	const dropped = [];
	for (const component of connectedComponents(all, threshold)) {
		const earliest = Math.min(...component.map(({ model }) => model));
		const chosen = component.filter(({ model }) => model === earliest).reduce(longer);
		kept.push(chosen.concern);
		for (const { concern, embedding } of component.filter((other) => other !== chosen)) dropped.push({
			concern,
			because: "united",
			representative: chosen.concern,
			cosine: cosine(embedding, chosen.embedding)
		});
	}
	return {
		kept,
		dropped
	};
}
/** Each in the order of `all`; the components by their first members. */
function connectedComponents(all, threshold) {
	const waiting = new Set(all);
	return all.flatMap((first) => {
		if (!waiting.delete(first)) return [];
		const reached = /* @__PURE__ */ new Set([first]);
		for (const from of reached) for (const other of waiting) {
			if (cosine(from.embedding, other.embedding) < threshold) continue;
			waiting.delete(other);
			reached.add(other);
		}
		return [all.filter((one) => reached.has(one))];
	});
}
/** By code points; the first of equals. */
function longer(a, b) {
	return codePoints(b.concern.text) > codePoints(a.concern.text) ? b : a;
}

export { withoutNearDuplicates as i, uniteConcerns as n, withoutExactDuplicates as r, limitConcerns as t };