import { u as SettingsError } from "./shared~errors.js";
import { a as changeFinder, d as anchorsIn, i as textsToCompare, l as anchorFinder, n as firstRevision, r as prepareComparison, t as decideComparison, u as anchorModelFor } from "./revision~change-signals~bioreview.js";
import { t as comparisonOf } from "./revision~comparison-result.js";
import { i as emptyLedger } from "./revision~ledger~action~action-post.js";
import { t as VERSION } from "./shared~version~bioreview.js";

// src/reviewer/compare-reviews.ts
/** The embedder for concerns that come without a profile: small, and calibrated. */
const DEFAULT_EMBEDDER = "minilm";
/** @param previous undefined for the first review of a paper: all that it raises is new
*  @param notes what people must know of the previous revision
*  @throws SettingsError where the embedder's weights were not calibrated; what embedding throws */
async function compareReviews(previous, current, { embedder, calibration, embed, log, judge }, notes = []) {
	const ledger = previous?.ledger ?? emptyLedger();
	const comparison = {
		ledger,
		old: previous?.text,
		now: current.text,
		label: current.label,
		concerns: current.concerns,
		readings: current.readings,
		...previous?.afresh === true ? { afresh: true } : {}
	};
	const embeddings = await embed(textsToCompare(comparison));
	log.progress("comparing");
	const embeddingOf = embeddingLookup(embeddings);
	const findAnchors = anchorFinder(embedder, embeddingOf, embeddings.sha256);
	const findChanges = changeFinder(embedder, embeddingOf, embeddings.sha256);
	const means = {
		calibration: calibration(embeddings.sha256),
		embeddingOf,
		findAnchors,
		findChanges
	};
	const prepared = previous === void 0 ? void 0 : prepareComparison(comparison, means);
	const questions = prepared === void 0 ? /* @__PURE__ */ new Map() : questionsOf(prepared);
	const judged = questions.size === 0 || judge === void 0 ? {
		judgements: /* @__PURE__ */ new Map(),
		notes: []
	} : await judge(questions);
	const compared = prepared === void 0 ? firstCompared(current, findAnchors) : decideComparison(prepared, judged.judgements);
	return comparisonOf({
		toolVersion: VERSION,
		before: ledger,
		old: previous?.afresh === true ? void 0 : previous?.label,
		now: current.label,
		embedder,
		anchoredBy: anchorModelFor(embedder, embeddings.sha256).basis,
		compared,
		review: current.review,
		notes: [...notes, ...judged.notes]
	});
}
/** What a judge may decide: of the concerns that were not raised again, those to which some change may speak. */
function questionsOf({ ledger, evidence }) {
	const concerns = new Map(ledger.concerns.map((concern) => [concern.id, concern]));
	return new Map(evidence.flatMap(({ id, before, changes, isRepeated }) => {
		const concern = concerns.get(id);
		return concern === void 0 || isRepeated || changes.length === 0 ? [] : [[id, {
			concern,
			before,
			changes
		}]];
	}));
}
function firstCompared({ label, concerns, text }, findAnchors) {
	const anchors = anchorsIn(concerns, text, findAnchors);
	return {
		...firstRevision(label, concerns, anchors),
		changes: void 0,
		matches: [],
		anchors,
		evidence: []
	};
}
/** The ledger after a review that knew of none: its concerns are open, and their places are not known yet. */
function firstLedger(label, concerns) {
	if (concerns.length === 0) return {
		...emptyLedger(),
		revisions: [{
			number: 1,
			label,
			kind: "reviewed"
		}]
	};
	return firstRevision(label, concerns, concerns.map(() => [])).ledger;
}
const EMBED_ALL = "Embed all concerns and all sentences of the texts, or name a model with --embedder";
/** @param remedy where a file of embeddings lacks some
*  @returns the embedding of a text  @throws SettingsError where a text has none */
function embeddingLookup(embeddings, remedy = EMBED_ALL) {
	return (text) => {
		const embedding = embeddings.of(text);
		if (embedding !== void 0) return embedding;
		throw new SettingsError({
			code: "embedding-missing",
			at: embeddings.name,
			fault: `it has no embedding of a text that is compared: ${JSON.stringify(text.slice(0, 80))}`,
			remedy
		});
	};
}

export { firstLedger as i, compareReviews as n, embeddingLookup as r, DEFAULT_EMBEDDER as t };